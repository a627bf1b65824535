"""Examples of a territory's own priority: proposed from the catalogue, marked by a person, followed by the matcher."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines.language import sentence_vectors
from pipelines.matching import Matcher
from pipelines.matching.priorities.marked_examples import Example, load_examples
from pipelines.territory import Territory, TerritoryError
from warehouse.examples import mark, proposals

ROOT = Path(__file__).resolve().parents[2]
CHESS = """
- id: sport
  name: {es: "Deporte", en: "Sport"}
  description:
    es: "Clubes, canchas y torneos deportivos para todas las edades."
    en: "Clubs, pitches and sports tournaments for all ages."
"""
NEEDS_VECTORS = pytest.mark.skipif(sentence_vectors.version() is None, reason="the extra `vectors` is not installed")


@pytest.fixture
def territory(tmp_path: Path) -> Territory:
    shutil.copytree(ROOT / "territory", tmp_path / "territory")
    path = tmp_path / "territory" / "priorities.yaml"
    path.write_text(path.read_text(encoding="utf-8").rstrip() + "\n" + CHESS, encoding="utf-8")
    return Territory.load(tmp_path / "territory")


def chance(territory: Territory, title: str, text: str) -> float:
    matcher = Matcher.load(territory.priorities_path)
    weighed = matcher.weigh(title, text, language="en")
    assert weighed is not None
    return float(weighed.found[[p.priority_id for p in matcher.priorities].index("sport")])


def test_a_new_priority_is_found_by_its_description_alone(territory: Territory) -> None:
    matcher = Matcher.load(territory.priorities_path)
    found = matcher.match(
        "Pitches fund", "We pay for new pitches of local clubs and for youth sports tournaments.", language="en"
    )
    assert found[0].priority_id == "sport"
    assert "sport" not in {
        m.priority_id for m in matcher.match("Wells", "We pay for wells and drinking water.", language="en")
    }


@NEEDS_VECTORS
def test_marked_examples_draw_calls_like_them_and_push_the_others_away(territory: Territory) -> None:
    rowing = ("Rowing", "Grants for boats, oars and boathouses of rowing crews.")
    music = ("Bands", "Grants for instruments of brass bands and their festivals.")
    before = chance(territory, *rowing), chance(territory, *music)
    for fits, text in (
        (True, "Boats and coaches for rowing and canoe teams"),
        (True, "Kit for swimming and sailing crews"),
        (False, "Instruments and rehearsal rooms for orchestras"),
    ):
        mark(territory, Example("sport", fits, text, "ana", date(2026, 11, 30)))
    after = chance(territory, *rowing), chance(territory, *music)
    assert after[0] > before[0]
    assert after[1] <= before[1] or after[1] < 0.22


def test_what_is_proposed_is_what_comes_nearest_and_is_not_marked_yet(territory: Territory) -> None:
    with duckdb.connect() as con:
        con.execute(
            "CREATE TABLE open_calls (call_id VARCHAR, title VARCHAR, summary VARCHAR, language VARCHAR, first_seen_on DATE)"
        )
        con.executemany(
            "INSERT INTO open_calls VALUES (?, ?, ?, 'en', DATE '2026-11-01')",
            [
                ["a", "Wells", "We pay for wells and drinking water."],
                ["b", "Pitches fund", "We pay for new pitches of local clubs and for youth sports tournaments."],
            ],
        )
        matcher = Matcher.load(territory.priorities_path)
        found = proposals(con, matcher, territory, "sport", 5)
        assert [p.call_id for p in found] == ["b", "a"]
        assert found[0].text == "Pitches fund. We pay for new pitches of local clubs and for youth sports tournaments."
        mark(territory, Example("sport", True, found[0].text, "ana", date(2026, 11, 30)))
        assert [p.call_id for p in proposals(con, matcher, territory, "sport", 5)] == ["a"]
    assert [(e.fits, e.who) for e in load_examples(territory.path / "examples.csv")] == [(True, "ana")]


@pytest.mark.parametrize(
    ("line", "field"), [("sport,maybe,a text,ana,2026-11-30", "fits"), ("sport,yes,,ana,2026-11-30", "line 2")]
)
def test_a_wrong_line_says_where(territory: Territory, line: str, field: str) -> None:
    (territory.path / "examples.csv").write_text(f"priority_id,fits,text,who,on\n{line}\n", encoding="utf-8")
    with pytest.raises(TerritoryError, match=field):
        Territory.load(territory.path)


def test_a_territory_of_before_has_no_examples(territory: Territory) -> None:
    (territory.path / "examples.csv").unlink()
    assert Territory.load(territory.path).priorities
    assert load_examples(territory.path / "examples.csv") == []
