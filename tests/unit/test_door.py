"""What a source gave, made fit to be kept: a bad value costs itself, and is told in a doubt."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.admission import TITLE, admit, named
from pipelines.language.safe_text import clean, spelled
from pipelines.records import Deadline, Document, Doubt, Record


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Fondo\x00 de\x07 agua", "Fondo de agua"),
        ("\x1b]0;mal\x07Fondo", "]0;malFondo"),
        ("Fondo \x9b31m", "Fondo 31m"),
        ("Fondo \ud83d", "Fondo"),
        ("a \u202egpj.exe\u202c", "a gpj.exe"),
        ("\u2066x\u2069\u200f\u061c", "x"),
        ("\ufeffFondo", "Fondo"),
        ("Fondo\nde\r\nagua\u2028y\ttierra", "Fondo de agua y tierra"),
        ("Fondo 💧 niñez ﬁn", "Fondo 💧 niñez ﬁn"),
    ],
)
def test_a_title_is_one_line_of_letters_that_can_be_kept(given: str, kept: str) -> None:
    record = admit(Record("1", title=given, text=f"Uno\n{given}"))
    assert record.title == kept
    assert record.text == f"Uno\n{clean(given)}"
    assert record.doubts == []


def test_a_title_has_a_cap_and_the_doubt_quotes_more_of_it() -> None:
    record = admit(Record("1", title="Fondo " * 10_000))
    assert len(record.title) <= TITLE
    assert record.title.endswith("Fondo…")
    (doubt,) = record.doubts
    assert (doubt.field, doubt.value) == ("title", record.title[:499].rsplit(" ", 1)[0] + "…")
    assert len(admit(Record("1", title="9" * 40_000)).title) <= TITLE


@pytest.mark.parametrize(
    ("field", "given", "quote"),
    [
        ("title", 7, "7"),
        ("funder", {"name": "x"}, "{'name': 'x'}"),
        ("url", "https://ejemplo.invalid/\u202egpj", "https://ejemplo.invalid/gpj"),
        ("url", "https://ejemplo.invalid/" + "a" * 3000, None),
        ("currency", "euros", "euros"),
        ("call_type", "gift", "gift"),
        ("published_on", "2026-01-01", "2026-01-01"),
        ("opens_on", date(9999, 12, 31), "datetime.date(9999, 12, 31)"),
        ("amount_max", Decimal("NaN"), "Decimal('NaN')"),
        ("amount_min", 10**400, None),
        ("amount_total", -5, "-5"),
        ("amount_max", 1.5, "1.5"),
        ("cofunding_percent", Decimal(500), "Decimal('500')"),
        ("stated_status", "abierto", "abierto"),
        ("references", "A-1", "A-1"),
        ("applicant_types", ["ngo", "aliens"], "aliens"),
        ("places", [None], "None"),
        ("deadlines", [{"closes_on": "2026-01-01"}], "{'closes_on': '2026-01-01'}"),
        ("documents", [Document("Bases", "https://x/\x00")], None),
    ],
)
def test_a_value_that_does_not_fit_is_left_out_and_quoted_and_the_others_stand(
    field: str, given: object, quote: str | None
) -> None:
    record = Record("1", title="Fondo", url="https://ejemplo.invalid/1", summary="Agua")
    setattr(record, field, given)
    admit(record)
    assert getattr(record, field) in (None, "", [], ["ngo"])
    (doubt,) = record.doubts
    assert doubt.field == field
    assert quote is None or doubt.quote == quote
    assert record.summary == "Agua"
    assert json.loads(json.dumps(record.to_json(), ensure_ascii=False).encode())["record_key"] == "1"


def test_a_number_too_long_to_be_written_is_told_by_its_kind() -> None:
    record = admit(Record("1", title="Fondo", amount_max=10**5000))
    assert (record.amount_max, record.doubts) == (None, [Doubt("amount_max", None, None, "a int")])


def test_an_hour_that_does_not_fit_costs_the_hour_alone_and_a_moment_is_a_day() -> None:
    given = [
        Deadline(date(2026, 5, 1), datetime(2026, 5, 1, 12), "\x1b[1mCLT"),
        Deadline(datetime(2026, 6, 1, 9, tzinfo=UTC), quote="a\ud800"),
    ]
    record = admit(Record("1", title="Fondo", deadlines=given))
    assert record.deadlines == [Deadline(date(2026, 5, 1), None, "[1mCLT"), Deadline(date(2026, 6, 1), quote="a")]
    assert type(record.deadlines[1].closes_on) is date


def test_keys_stay_the_source_s_and_no_two_become_one() -> None:
    keys = ["a\x00b", "ab", "a\u202eb", "a\ud83db", "a\nb", 7, "7 ", "ñ"]
    admitted = [admit(Record(key)).record_key for key in keys]
    assert admitted == ["a\\u0000b", "ab", "a\\u202eb", "a\\ud83db", "a\\u000ab", "7", "7 ", "ñ"]
    assert admit(Record({"id": 1})).record_key == ""


def test_a_doubt_s_words_are_short_and_clean() -> None:
    (doubt,) = admit(Record("1", title="F", doubts=[Doubt("title", None, None, "\x1b[2J" + "x " * 5000)])).doubts
    assert doubt.quote.startswith("[2Jx x")
    assert len(doubt.quote) <= 500


def test_a_record_without_a_title_is_called_by_its_prose_or_key_for_one_nameless_call_stops_no_catalogue() -> None:
    assert named(Record("k-1", text="Agua para todos\nMás")).title == "Agua para todos"
    assert named(Record("k-1")).title == "k-1"
    assert named(Record("k-1", title="Fondo")).doubts == []
    assert [d.field for d in named(Record("k-1")).doubts] == ["title"]


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=40), st.lists(st.one_of(st.text(max_size=9), st.integers(), st.none(), st.floats()), max_size=4)
)
def test_whatever_comes_in_can_be_written_read_and_admitted_again(text: str, values: list) -> None:
    record = admit(
        Record(
            f"k{text}",
            title=text,
            url=text,
            text=text,
            funder=values,
            references=values,
            amount_max=values and values[0],
        )
    )
    line = json.dumps(record.to_json(), ensure_ascii=False).encode().decode()
    assert admit(Record.from_json(json.loads(line))) == record
    assert spelled(spelled(text)) == spelled(text)
