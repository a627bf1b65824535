"""One question of an analyst to the published catalogue, and its answer as a file.

Belongs here: that it is one statement, and the forms that a program reads. Does not belong: opening the catalogue
(`publish.py`), how an answer looks to people (`terminal.py`).

CSV is RFC 4180 in UTF-8: ISO days, moments with their offset, `true` and `false`, nothing for NULL, lists as JSON. A
spreadsheet would run a text such as `=1+1`, so an apostrophe stands before it, as in the week's own CSV
(`exports/tables.py`); Parquet has it as published.
"""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from io import StringIO
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, get_args

from warehouse.exports.safe import defused

if TYPE_CHECKING:
    import duckdb

Form = Literal["table", "csv", "json", "parquet"]
FORMS: tuple[Form, ...] = get_args(Form)


class NotOne(ValueError):
    """None or several statements, of which only one would be answered."""


def ask(con: duckdb.DuckDBPyConnection, query: str) -> duckdb.DuckDBPyConnection:
    """The cursor of one statement's answer. Raises NotOne, and duckdb.Error for what cannot be asked."""
    import duckdb

    statements = duckdb.extract_statements(query)
    if len(statements) != 1:
        raise NotOne(
            f"{len(statements)} statements: ask one SELECT at a time"
            + ("; for another day use --as-of in place of SET VARIABLE" if "set variable" in query.casefold() else "")
        )
    return con.execute(statements[0])


def as_csv(columns: list[str], rows: list[Any]) -> str:
    """The whole answer, its first line included."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def write_parquet(cursor: duckdb.DuckDBPyConnection, file: BinaryIO) -> None:
    """The answer with its types: days, moments, decimals, lists."""
    import pyarrow.parquet as pq

    pq.write_table(cursor.to_arrow_table(), file, compression="zstd")


def iso(value: Any) -> str:
    """A value for programs: days and moments in ISO form, nothing for NULL, lists and structs as JSON."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case date() | datetime():
            return value.isoformat()
        case list() | tuple() | dict():
            return json.dumps(value, ensure_ascii=False, default=iso)
        case _:
            return str(value)


def _cell(value: Any) -> str:
    return defused(value) if isinstance(value, str) else iso(value)
