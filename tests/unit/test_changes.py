"""What changed in a call, and why."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pipelines.changes import FIELDS, MATTERS, diff

DAY = date(2026, 9, 15)
BASE = {
    "call_id": "c1",
    "members": "s:1",
    "evidence": "e1",
    "title": "Agua limpia",
    "deadlines": "2026-10-01",
    "amount_max": "5000",
    "places": None,
}


def state(**values: str | None) -> pd.DataFrame:
    return pd.DataFrame([{**BASE, **values}])


def changes(new: pd.DataFrame, *, code: bool = False, territory: bool = False) -> list[tuple[object, ...]]:
    frame = diff(state(), new, changed_on=DAY, code_changed=code, territory_changed=territory)
    return [tuple(None if value != value else value for value in row) for row in frame.itertuples(index=False)]


def test_nothing_changed_gives_no_row_but_every_column() -> None:
    frame = diff(state(), state(), changed_on=DAY, code_changed=True, territory_changed=True)
    assert frame.empty
    assert list(frame.columns) == ["changed_on", "call_id", "field", "old_value", "new_value", "cause", "matters"]


def test_a_moved_deadline_is_one_row_of_the_source() -> None:
    assert changes(state(deadlines="2026-10-15", evidence="e2")) == [
        (DAY, "c1", "deadlines", "2026-10-01", "2026-10-15", "source", True)
    ]


def test_a_title_changes_without_mattering_and_none_stays_none() -> None:
    assert changes(state(title="Agua", places="CL", amount_max=None, evidence="e2")) == [
        (DAY, "c1", "title", "Agua limpia", "Agua", "source", False),
        (DAY, "c1", "amount_max", "5000", None, "source", True),
        (DAY, "c1", "places", None, "CL", "source", True),
    ]


@pytest.mark.parametrize(
    ("new", "code", "territory", "cause"),
    [
        ({"members": "s:1\nt:9", "evidence": "e2"}, True, True, "merge"),
        ({"evidence": "e2"}, True, True, "source"),
        ({}, False, True, "territory"),
        ({}, True, False, "rules"),
        ({}, True, True, "rules"),
    ],
)
def test_cause(new: dict[str, str], code: bool, territory: bool, cause: str) -> None:
    assert [row[5] for row in changes(state(title="Otro", **new), code=code, territory=territory)] == [cause]


def test_new_and_vanished_calls_are_no_changes() -> None:
    assert changes(state(call_id="c2")) == []


def test_empty_frames() -> None:
    empty = state().iloc[:0]
    assert diff(empty, empty, changed_on=DAY, code_changed=False, territory_changed=False).empty


def test_what_matters_is_compared() -> None:
    assert set(FIELDS) >= MATTERS
    assert "title" not in MATTERS
