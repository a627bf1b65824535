"""`oportunidades.parquet` and `oportunidades.csv`: the open calls for those who compute with them, a column a field of
`Item`.

Belongs here: the two files, which hold equal values under equal names in any language. Does not belong: words for
people (`sheet.py`).

Parquet is typed by the shape itself: days, moments in UTC, decimals, lists, and lists of structs for deadlines, matches
and the like. CSV is RFC 4180 in UTF-8 with a byte order mark: comma, CRLF, quotes only where needed, ISO days, moments
in UTC, `true` and `false`, nothing for what was not stated, and lists as JSON. A spreadsheet would run a text such as
`=1+1`, so in CSV, and only there, an apostrophe stands before = + - @ wherever a cell could begin (`safe.defused`); to
have such a text as published, read the Parquet. A semicolon counts too: Excel with Chilean settings splits lines there.
For Excel, `oportunidades.xlsx` is the file to open.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from pipelines.digest.week import Edition, Item
from pipelines.language.safe_text import clean
from pipelines.place import in_use
from warehouse.exports.safe import defused, link

if TYPE_CHECKING:
    import pyarrow as pa


def write_csv(edition: Edition, path: Path) -> None:
    """Write the open calls, best first, as CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(_line(_names()))
        file.writelines(map(_cells, edition.items))


def write_parquet(edition: Edition, path: Path) -> None:
    """Write the open calls, best first, as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([pa.field(name, _arrow(kind)) for name, kind in _columns(Item)])
    table = pa.Table.from_pylist(list(map(_row, edition.items)), schema=schema).rename_columns(_names())
    pq.write_table(table, path, compression="zstd")


def _names() -> list[str]:
    """The columns as the catalogue names them: of sums in the territory's own money by that (`amount_max_clp`)."""
    own = {"amount_max_own": in_use().amount_column}
    return [own.get(name, name) for name, _ in _columns(Item)]


@cache
def _columns(shape: type) -> tuple[tuple[str, Any], ...]:
    """The names and types of a shape's fields; those of a single shape inside it stand beside them, under its name
    and theirs.
    """
    columns: list[tuple[str, Any]] = []
    for name, kind in _fields(shape):
        columns += [(f"{name}_{inner}", part) for inner, part in _fields(kind)] if _is_shape(kind) else [(name, kind)]
    return tuple(columns)


@cache
def _fields(shape: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(shape)
    return tuple((field.name, _stated(hints[field.name])) for field in fields(shape))


def _is_shape(kind: Any) -> bool:
    return is_dataclass(kind)


def _stated(kind: Any) -> Any:
    """The type without None."""
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (part for part in get_args(kind) if part is not type(None))
    return kind


@lru_cache(maxsize=20_000)  # profiles share items
def _row(item: Item) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, kind in _fields(Item):
        value = getattr(item, name)
        if _is_shape(kind):
            row |= {f"{name}_{inner}": _plain(inner, getattr(value, inner, None)) for inner, _ in _fields(kind)}
        else:
            row[name] = _plain(name, value)
    return row


@lru_cache(maxsize=20_000)
def _cells(item: Item) -> str:
    """The line of an item."""
    return _line(_cell(value) for value in _row(item).values())


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def _plain(name: str, value: Any) -> Any:
    """The value of clean texts, addresses that may be followed, plain lists and dicts."""
    if isinstance(value, str):
        return link(value) if name == "url" else clean(value)
    if isinstance(value, tuple):
        return [_plain(name, part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {inner: _plain(inner, getattr(value, inner)) for inner, _ in _fields(type(value))}
    return value


def _arrow(kind: Any) -> pa.DataType:
    import pyarrow as pa

    if get_origin(kind) is tuple:
        return pa.list_(_arrow(get_args(kind)[0]))
    if _is_shape(kind):
        return pa.struct([pa.field(name, _arrow(part)) for name, part in _fields(kind)])
    if get_origin(kind) is Literal:
        return pa.string()
    return {
        str: pa.string(),
        bool: pa.bool_(),
        int: pa.int64(),
        float: pa.float64(),
        Decimal: pa.decimal128(22, 2),
        date: pa.date32(),
        datetime: pa.timestamp("us", tz="UTC"),
    }[kind]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return defused(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return defused(json.dumps(value, ensure_ascii=False, default=_written))
    return _written(value)


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)
