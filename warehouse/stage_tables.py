"""The tables of schema `stage`, made empty: those of calls and their parts from the shapes in `pipelines`, the others
as `stage.sql` says.

Belongs here: names, types and what nobody may leave out. Does not belong: rows (`stage_rows.py`), what a published
column promises (`dbt_like_sql/`).
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.call_fields import CALL_FIELDS
from pipelines.records import Deadline, Document, Doubt, Evidence, KeyDate

if TYPE_CHECKING:
    import duckdb

_SQL = Path(__file__).with_name("stage.sql")
_TYPES = {str: "VARCHAR", int: "INTEGER", float: "DOUBLE", date: "DATE", datetime: "TIMESTAMPTZ"}
_CALL = "call_id VARCHAR NOT NULL"
_RECORD = "source_id VARCHAR NOT NULL, record_key VARCHAR NOT NULL, landing VARCHAR NOT NULL"
PARTS: dict[str, tuple[type, str, str]] = {
    "deadlines": (
        Deadline,
        f"{_CALL}, position INTEGER NOT NULL",
        "Every day on which a call closes, in order of time: 1 is the earliest",
    ),
    "key_dates": (KeyDate, _CALL, "Stated days that are no deadline"),
    "documents": (Document, _CALL, "Documents that a call names"),
    "call_doubts": (Doubt, _CALL, "What was not understood, or contradicts itself, with the words"),
    "evidence": (
        Evidence,
        f"{_CALL}, {_RECORD}",
        "What each value rests on that was read out of prose, record by record",
    ),
}
"""By table: the shape of a part of a call, the columns that say whose part it is, what the table holds."""


def make(con: duckdb.DuckDBPyConnection) -> None:
    """Make every table of `stage` anew, empty."""
    con.execute(_SQL.read_text(encoding="utf-8"))
    con.execute(";\n".join(statements()))


def statements() -> Iterator[str]:
    """The DDL of the tables of calls and their parts."""
    columns = ", ".join(f"{field.name} {field.column}" for field in CALL_FIELDS if field.column)
    yield from _table("calls", columns, "One row a call: the merged record of all that report it")
    for table, (shape, owner, about) in PARTS.items():
        hints = typing.get_type_hints(shape)
        own = ", ".join(f"{f.name} {_type(hints[f.name])}" for f in dataclasses.fields(shape))
        yield from _table(table, f"{owner}, {own}", about)


def part(value: Any) -> dict[str, Any]:
    """The columns of a part of a call that are its own."""
    return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}


def _table(name: str, columns: str, about: str) -> Iterator[str]:
    yield f"CREATE OR REPLACE TABLE stage.{name} ({columns})"
    yield f"COMMENT ON TABLE stage.{name} IS '{about}'"


def _type(hint: Any) -> str:
    """The SQL type of a field; one that may not be None is never left out."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return _plain_type(next(part for part in typing.get_args(hint) if part is not types.NoneType))
    return f"{_plain_type(hint)} NOT NULL"


def _plain_type(hint: Any) -> str:
    return "VARCHAR" if typing.get_origin(hint) is typing.Literal else _TYPES[hint]
