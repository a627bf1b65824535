"""What a person is asked to judge, and how the answer is written down."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines.deduplication.review import closest
from pipelines.territory import TERRITORY, Judgement, Territory
from warehouse.review import CannotJudge, judge

TITLE = "Resilient riverbanks facility for metropolitan wetlands"


def record(name: str, title: str = TITLE, **fields: Any) -> dict[str, Any]:
    return {
        "record_id": name,
        "source_id": name,
        "title": title,
        "funder": "Lagoazul Foundation",
        "language": "en",
        **fields,
    }


NEAR = [
    record("a", deadline=date(2030, 5, 4)),
    record("b", deadline=date(2030, 5, 20)),
    record("c", "Riverbanks for wetlands", deadline=date(2030, 5, 4), amount_max=9000, currency="EUR"),
    record("far", "Airport runway lighting for islands", deadline=date(2030, 5, 4)),
]


def test_the_closest_pairs_come_first_with_what_speaks_for_and_against() -> None:
    doubts = closest(pd.DataFrame(NEAR), limit=3)
    margins = [abs(doubt.margin) for doubt in doubts]
    assert margins == sorted(margins)
    by_pair = {(doubt.record_a, doubt.record_b): doubt for doubt in doubts}
    assert by_pair["a", "b"].joined
    assert "sus cierres distan 16 días" in by_pair["a", "b"].speaks_against
    assert any("financiadores" in reason for reason in by_pair["a", "b"].speaks_for)
    assert not any("far" in pair for pair in by_pair)


def test_what_is_judged_or_forbidden_is_no_doubt() -> None:
    row = {"record_a": "b", "record_b": "a", "judgement": "different", "who": "o", "on": "2030-01-01", "why": "x"}
    doubts = closest(pd.DataFrame(NEAR), judgements=pd.DataFrame([row]))
    assert ("a", "b") not in {(doubt.record_a, doubt.record_b) for doubt in doubts}
    other_year = pd.DataFrame([record("a", TITLE + " 2030"), record("b", TITLE + " 2031")])
    assert closest(other_year) == []


@pytest.fixture
def territory(tmp_path: Path) -> Territory:
    return Territory.load(shutil.copytree(TERRITORY, tmp_path / "territory"))


NEW = Judgement("s:1", "t:2", "same", "Oficina", date(2030, 1, 2), 'la misma, "dicen" las bases')
KNOWN = frozenset({"s:1", "t:2"})


def test_a_judgement_is_written_so_that_the_territory_reads_it(territory: Territory) -> None:
    judge(territory, KNOWN, NEW)
    again = Territory.load(territory.path)
    assert again.judgements == [*territory.judgements, NEW]
    with pytest.raises(CannotJudge, match=r"line 2 holds same .* edit that line"):
        judge(again, KNOWN, replace(NEW, record_a="t:2", record_b="s:1", judgement="different"))
    assert Territory.load(territory.path).judgements == again.judgements


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"record_a": "s:9"}, "record_a: no record 's:9' has landed"),
        ({"record_b": "s:1"}, "record_b: is record_a again"),
        ({"why": " "}, "why: is empty; say it with --why"),
        ({"who": ""}, "who: is empty; say it with --who"),
    ],
)
def test_a_judgement_that_could_not_be_followed_names_the_field(
    territory: Territory, change: dict[str, Any], said: str
) -> None:
    before = (territory.path / "judgements.csv").read_bytes()
    with pytest.raises(CannotJudge, match=said):
        judge(territory, KNOWN, replace(NEW, **change))
    assert (territory.path / "judgements.csv").read_bytes() == before
