"""Rows and frames into tables, by the table's own columns and types.

Belongs here: the one way in. Does not belong: which rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


def put(
    con: duckdb.DuckDBPyConnection,
    table: str,
    rows: Iterable[Mapping[str, Any] | Sequence[Any]],
    *,
    replace: bool = False,
) -> int:
    """Insert rows (mappings by column, or sequences in the table's order); a column left out is NULL.

    `replace` overwrites rows of the same primary key. Returns the number of rows. Raises pyarrow.ArrowInvalid
    where a value does not fit its column's type, and KeyError for a column that the table lacks.
    """
    import pyarrow as pa

    schema = con.execute(f"SELECT * FROM {table} LIMIT 0").to_arrow_table().schema
    listed = [_mapping(row, schema.names, table) for row in rows]
    if listed:
        columns = [pa.array([_fit(row.get(f.name), f.type) for row in listed], type=f.type) for f in schema]
        con.register("_incoming", pa.Table.from_arrays(columns, schema=schema))
        con.execute(f"INSERT {'OR REPLACE ' if replace else ''}INTO {table} BY NAME SELECT * FROM _incoming")
        con.unregister("_incoming")
    return len(listed)


def replace_all(con: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Mapping[str, Any] | Sequence[Any]]) -> int:
    """Empty the table and insert rows."""
    con.execute(f"DELETE FROM {table}")
    return put(con, table, rows)


def rows_of(found: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The rows of a query that was run, by column."""
    rows: list[dict[str, Any]] = found.to_arrow_table().to_pylist()
    return rows


def rows_of_frame(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame, by column; its columns' names are texts."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _mapping(row: Mapping[str, Any] | Sequence[Any], names: list[str], table: str) -> Mapping[str, Any]:
    if not isinstance(row, Mapping):
        return dict(zip(names, row, strict=True))
    if unknown := row.keys() - set(names):
        raise KeyError(f"{table} has no column {', '.join(sorted(unknown))}")
    return row


def _fit(value: Any, kind: Any) -> Any:
    import pyarrow as pa

    if isinstance(value, Decimal) and pa.types.is_decimal(kind):
        return round(value, kind.scale)
    if value is not None and value != value:  # NaN and NaT, from frames
        return None
    return value
