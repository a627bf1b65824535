"""A call's fields are said once: what derives from the declaration holds together."""

import dataclasses
from datetime import date

import duckdb
import pytest

from pipelines.call_fields import CALL_FIELDS, IN_CALL
from pipelines.deduplication.merging import Report, Standing, merge
from pipelines.records import Deadline, Document, KeyDate, Record
from warehouse import stage_tables

PER_RECORD = {"record_key", "doubts", "evidence", "rate"}
"""What says something of one record, and is no fact of the call."""


def test_every_field_of_a_record_says_what_becomes_of_it_in_the_call():
    assert {field.name for field in dataclasses.fields(Record)} == IN_CALL.keys() | PER_RECORD


def test_names_are_told_apart_and_what_matters_is_compared():
    assert len({field.name for field in CALL_FIELDS}) == len(CALL_FIELDS)
    assert [field.name for field in CALL_FIELDS if field.matters and not field.compared] == []


def test_every_column_of_the_declaration_is_in_the_table():
    with duckdb.connect() as con:
        stage_tables.make(con)
        found = {row[0] for row in con.execute("DESCRIBE stage.calls").fetchall()}
        assert found == {field.name for field in CALL_FIELDS if field.column}
        assert {row[0]: row[2] for row in con.execute("DESCRIBE stage.deadlines").fetchall()} == {
            "call_id": "NO",
            "position": "NO",
            "closes_on": "NO",
            "closes_at": "YES",
            "timezone": "YES",
            "stage": "YES",
            "quote": "YES",
        }


@pytest.mark.parametrize("name", sorted(IN_CALL))
def test_what_only_a_less_believed_report_states_is_in_the_call(name):
    stated = {
        "deadlines": [Deadline(date(2026, 12, 1))],
        "key_dates": [KeyDate("results", date(2027, 1, 1))],
        "documents": [Document("Bases", "https://example.org/b")],
    }
    value = stated.get(name, [f"a {name}"] if isinstance(getattr(Record("k"), name), list) else f"a {name}")
    day = date(2026, 11, 16)
    believed = Report("a", Record("1"), day, day, Standing.FUNDER, day)
    other = Report("b", dataclasses.replace(Record("2"), **{name: value}), day, day, Standing.AGGREGATOR, day)
    assert getattr(merge([believed, other]), name) == value
