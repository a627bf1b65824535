"""The shape itself: weeks as the design counts them, and a hostile text that reaches every field."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest

from pipelines.digest.week import monday_of, week_of


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2026-11-16", "2026-W47"),
        ("2026-11-10", "2026-W47"),
        ("2026-11-17", "2026-W48"),
        ("2027-01-03", "2027-W01"),
        ("2026-12-28", "2026-W53"),
        ("2026-12-29", "2027-W01"),
    ],
)
def test_a_day_is_covered_by_the_export_of_the_next_monday(day: str, week: str) -> None:
    assert week_of(date.fromisoformat(day)) == week
    assert monday_of(week) >= date.fromisoformat(day)


@pytest.mark.parametrize("week", ["2026-47", "2026-W7", "2026-W54", "W47", "", "2026-W47-1"])
def test_what_is_no_week_is_refused_with_the_form(week: str) -> None:
    with pytest.raises(ValueError, match="write it as 2026-W47"):
        monday_of(week)


def test_a_payload_reaches_every_text_that_comes_from_outside(builder, hostile) -> None:
    assert len(set(hostile.PAYLOADS)) == 50
    poisoned = asdict(hostile.poisoned(builder.edition(), "<b>"))
    first = poisoned["items"][0]
    assert first["title"] == first["url"] == first["deadlines"][0]["quote"] == first["documents"][0]["url"] == "<b>"
    assert poisoned["profile"]["name"] == poisoned["troubles"][0]["line"] == poisoned["awaited"][0]["note"] == "<b>"
    assert first["call_id"] != "<b>"
