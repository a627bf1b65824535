"""What a day matches anew: only calls whose words changed, and all where the rules or the vectors' package did."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipelines.language import sentence_vectors
from pipelines.matching import Matcher
from pipelines.records import Record
from pipelines.territory import Territory
from warehouse import stages

ROOT = Path(__file__).resolve().parents[2]


def call(number: int, title: str) -> stages.Call:
    return stages.Call(
        f"call-{number}",
        Record(record_key=str(number), title=title, url=f"https://example.org/{number}", language="es"),
        (),
    )


CALLS = [call(1, "Fondo para el reciclaje de barrios"), call(2, "Agua potable rural"), call(3, "Premio de ajedrez")]


@pytest.fixture
def con():
    with duckdb.connect() as con:
        yield con


@pytest.fixture
def territory(tmp_path: Path) -> Territory:
    shutil.copytree(ROOT / "territory", tmp_path / "territory")
    return Territory.load(tmp_path / "territory")


@pytest.fixture
def matched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The calls that the real matcher was given, in order."""
    titles: list[str] = []
    score = Matcher.score

    def note(self, calls):
        titles.extend(calls["title"])
        return score(self, calls)

    monkeypatch.setattr(Matcher, "score", note)
    return titles


def test_a_day_without_changes_matches_nothing(con, territory, matched):
    first = stages.match(con, CALLS, territory)
    assert first["call-1"][0]["priority_id"] == "circular_economy_waste"
    assert first["call-3"] == []
    matched.clear()
    assert stages.match(con, CALLS, territory) == first
    assert matched == []


def test_only_the_call_whose_words_changed_is_matched_anew(con, territory, matched):
    stages.match(con, CALLS, territory)
    matched.clear()
    again = stages.match(con, [call(1, "Fondo para ciclovías"), *CALLS[1:]], territory)
    assert matched == ["Fondo para ciclovías"]
    assert again["call-1"][0]["priority_id"] == "mobility_transport"


def test_another_weight_matches_all_anew(con, territory, matched):
    stages.match(con, CALLS, territory)
    matched.clear()
    path = territory.path / "priorities.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("weight: 1.0", "weight: 0.5"), encoding="utf-8")
    stages.match(con, CALLS, replace(territory))
    assert len(matched) == len(CALLS)


def test_vectors_that_come_or_go_match_all_anew(con, territory, matched, monkeypatch):
    stages.match(con, CALLS, territory)
    matched.clear()
    monkeypatch.setattr(sentence_vectors, "version", lambda: "another")
    stages.match(con, CALLS, territory)
    assert len(matched) == len(CALLS)


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines that the real encoder was given, in order."""
    lines: list[str] = []
    encode = sentence_vectors.Encoder.encode

    def note(self, wanted):
        lines.extend(wanted)
        return encode(self, wanted)

    monkeypatch.setattr(sentence_vectors.Encoder, "encode", note)
    return lines


@pytest.mark.skipif(not sentence_vectors.version(), reason="the extra `vectors` is not installed")
def test_a_new_priority_embeds_its_own_words_and_no_call_again(con, territory, matched, embedded):
    stages.match(con, CALLS, territory)
    assert CALLS[0].record.title in embedded
    matched.clear()
    embedded.clear()
    path = territory.path / "priorities.yaml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + """
- id: chess
  name: {es: Ajedrez, en: Chess}
  description: {es: Ajedrez para escuelas y barrios., en: Chess for schools and quarters.}
  keywords: {es: [torneos de ajedrez], en: [chess tournaments]}
  sdgs: [4]
  weight: 1.0
""",
        encoding="utf-8",
    )
    again = stages.match(con, CALLS, replace(territory))
    assert len(matched) == len(CALLS)
    assert "Ajedrez" in embedded
    assert not {call.record.title for call in CALLS} & set(embedded)
    con.execute("DELETE FROM cache.vectors; DELETE FROM cache.results")
    assert stages.match(con, CALLS, replace(territory)) == again, "kept or made anew, vectors say the same"


@pytest.mark.skipif(not sentence_vectors.version(), reason="the extra `vectors` is not installed")
def test_vectors_of_calls_that_are_gone_go_when_all_are_read_again(con, territory):
    stages.match(con, CALLS, territory)
    assert con.execute("SELECT count(*) FROM cache.vectors").fetchone() == (len(CALLS),)
    stages.match(con, CALLS[:1], territory)
    assert con.execute("SELECT count(*) FROM cache.vectors").fetchone() == (len(CALLS),), (
        "nothing was read: nothing is known to be gone"
    )
    path = territory.path / "priorities.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("weight: 1.0", "weight: 0.5"), encoding="utf-8")
    stages.match(con, CALLS[:1], replace(territory))
    assert con.execute("SELECT count(*) FROM cache.vectors").fetchone() == (1,)
