"""Every code that the catalogue may hold has a word in both languages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.changes import MATTERS
from pipelines.digest.week import ItemDeadline
from pipelines.language.figures import money
from warehouse.exports.words import change_text, deadline_text, word
from warehouse.headers import load_models

ROOT = Path(__file__).resolve().parents[2]
KINDS = {
    ("call_status", "status"): "status",
    ("calls", "call_type"): "call_type",
    ("calls", "deadline_kind"): "deadline_kind",
    ("calls", "stated_status"): "stated_status",
    ("eligibility", "outcome"): "outcome",
    ("eligibility", "role"): "role",
    ("key_dates", "kind"): "key_date",
}


def listed() -> list[tuple[str, str]]:
    columns = {
        (m.name, c.name): c for m in load_models(ROOT / "dbt_like_sql") if m.schema == "catalogue" for c in m.columns
    }
    closed = [
        (kind, code)
        for place, kind in KINDS.items()
        for test in columns[place].data_tests
        if "accepted_values" in test
        for code in test["accepted_values"]["values"]
    ]
    applicants = re.findall(r"\w+", columns["calls", "applicant_types"].description.split(":")[1])
    return [
        *closed,
        *(("applicant_types", code) for code in applicants),
        *(("field", field) for field in sorted(MATTERS)),
    ]


@pytest.mark.parametrize(("kind", "code"), listed())
def test_a_code_has_a_word_in_each_language(kind, code) -> None:
    spanish, english = (word(kind, code, language) for language in ("es", "en"))
    assert spanish
    assert english
    assert spanish != code


def test_each_closed_list_is_looked_at() -> None:
    assert {kind for kind, _ in listed()} == {*KINDS.values(), "applicant_types", "field"}


@pytest.mark.parametrize(
    ("timezone", "spanish"),
    [
        ("Europe/Brussels", "01-12-2026, 13:00 en Santiago (17:00 Europe/Brussels)"),
        ("America/Santiago", "01-12-2026, 13:00 en Santiago"),
        (None, "01-12-2026, 13:00 en Santiago"),
        ("+04:30", "01-12-2026, 13:00 en Santiago (20:30 +04:30)"),
        ("-03:00", "01-12-2026, 13:00 en Santiago"),
        ("hora de la luna", "01-12-2026, 13:00 en Santiago"),
        ("+99:99", "01-12-2026, 13:00 en Santiago"),
    ],
)
def test_an_hour_is_said_here_and_where_it_was_stated(timezone, spanish) -> None:
    at = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)
    assert (
        deadline_text(ItemDeadline(position=1, closes_on=at.date(), closes_at=at, timezone=timezone), "es") == spanish
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "02-12-2026, 13:00 del 01-12 en Santiago (01:00 Asia/Tokyo)"),
        ("en", "02-12-2026, 13:00 on 01-12 in Santiago (01:00 Asia/Tokyo)"),
    ],
)
def test_a_day_that_is_another_here_is_said(language, text) -> None:
    at = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)
    assert (
        deadline_text(
            ItemDeadline(position=1, closes_on=date(2026, 12, 2), closes_at=at, timezone="Asia/Tokyo"), language
        )
        == text
    )


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("closes_on", "2026-12-01", "01-12-2026"),
        ("deadlines", "2026-12-01; 2027-02-01 (2)", "01-12-2026; 01-02-2027 (2)"),
        ("amount_max", "1500000.00", "1.500.000"),
        ("applicant_types", "ngo; local_government", "organizaciones sin fines de lucro; municipalidades"),
        ("stated_status", "open", "Abierta"),
        ("amount_max", "mucho", "mucho"),
        ("places", None, None),
    ],
)
def test_a_change_reads_as_people_write(field, value, text) -> None:
    assert change_text(field, value, "es") == text


def test_sums_are_written_as_each_language_does() -> None:
    assert (money(Decimal("250000.50"), "USD", "es"), money(Decimal("250000.50"), "USD", "en")) == (
        "US$ 250.000,50",
        "USD 250,000.50",
    )
