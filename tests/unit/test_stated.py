"""Words of one labelled field: read, left empty when they say nothing, or a doubt."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.cleaning import source_fields
from pipelines.records import Document, Record


@pytest.mark.parametrize("words", ["none", "", None, "Pending", 0, "0", "0.00", "TBD"])
def test_an_amount_that_says_nothing_is_absent(words: str | int | None) -> None:
    record = Record("1")
    source_fields.amount(record, "amount_max", words)
    assert (record.amount_max, record.doubts) == (None, [])


@pytest.mark.parametrize("words", ["-5", "much", "1.234.567", "9" * 40, "nan", "1e9", "12,34"])
def test_an_amount_that_cannot_be_read_is_a_doubt(words: str) -> None:
    record = Record("1")
    source_fields.amount(record, "amount_max", words)
    assert record.amount_max is None
    assert [(doubt.field, doubt.quote) for doubt in record.doubts] == [("amount_max", words)]


def test_amounts_with_thousands() -> None:
    record = Record("1")
    source_fields.amount(record, "amount_max", "$1,250,000.50")
    assert record.amount_max == Decimal("1250000.50")


@pytest.mark.parametrize("words", ["2035-12-31", "0001-01-01", "2099-01-01", "9999-12-31", "2026-02-30", "soon"])
def test_a_placeholder_or_broken_day_is_a_doubt_and_no_deadline(words: str) -> None:
    record = Record("1")
    source_fields.deadline(record, words)
    assert record.deadlines == []
    assert [(doubt.field, doubt.quote) for doubt in record.doubts] == [("deadlines", words)]


def test_midnight_is_a_day_and_another_hour_keeps_its_zone() -> None:
    record = Record("1")
    source_fields.deadline(record, "2026-09-15T00:00:00.000+0000")
    source_fields.deadline(record, "2026-09-15T16:30:00+04:30", timezone="GMT 4.30", quote="16:30 (GMT 4.30)")
    day, hour = record.deadlines
    assert (day.closes_at, day.timezone) == (None, None)
    assert (str(hour.closes_at), hour.timezone, hour.quote) == (
        "2026-09-15 16:30:00+04:30",
        "GMT 4.30",
        "16:30 (GMT 4.30)",
    )


@pytest.mark.parametrize(
    "words", ["javascript:alert(1)", "ftp://example.org/a", "http://", "https://exa mple.org", "//[", "call-1"]
)
def test_what_is_no_web_address_is_a_doubt(words: str) -> None:
    record = Record("1")
    source_fields.address(record, words)
    source_fields.document(record, "Rules", words)
    assert (record.url, record.documents) == ("", [])
    assert [doubt.field for doubt in record.doubts] == ["url", "documents"]


def test_documents_are_absolute_and_listed_once() -> None:
    record = Record("1")
    for title in ("Bases &amp; anexos", "again"):
        source_fields.document(record, title, "/files/bases.pdf", "https://example.org/news/1")
    source_fields.document(record, "nothing stated", " ")
    assert (record.documents, record.doubts) == (
        [Document("Bases & anexos", "https://example.org/files/bases.pdf")],
        [],
    )


def test_prose_joins_parts_and_leaves_out_empty_headings() -> None:
    record = Record("1")
    source_fields.prose(record, "<p>One</p>", None, headed={"Who": "<p>All</p>", "When": None})
    assert record.text == "One\n\nWho: All"
