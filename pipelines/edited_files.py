"""Files that people edit, read strictly: nothing is passed over in silence, and every error names the file, the field
and the mend.

Belongs here: what every such file must be (UTF-8, YAML or CSV of known fields, days in order, addresses that one may
follow). Does not belong: what a field means (`pipelines.territory` and what it reads).
"""

from __future__ import annotations

import csv
import io
import ipaddress
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

_IN_NO_ADDRESS = re.compile(r"[\s\x00-\x1f\x7f-\x9f<>\"\\^`{|}]")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.IGNORECASE)
_INSIDE = (".local", ".localhost", ".internal", ".lan", ".home.arpa")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_BASE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TerritoryError(ValueError):
    """A file that people edit is wrong: the message names the file, the field and the mend."""

    def __init__(self, path: Path, field: str, mend: str) -> None:
        super().__init__(f"{path.name}: {field}: {mend}")
        self.path, self.field, self.mend = path, field, mend


class _Twice(yaml.YAMLError):
    """A key that stands twice in one mapping, of which YAML would take the last in silence."""


class _Strict(_BASE):  # type: ignore[misc, valid-type]
    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        for number, key in enumerate(keys):
            if key in keys[:number]:
                raise _Twice(
                    f"line {node.value[number][0].start_mark.line + 1}: {key} stands twice in one entry: keep one"
                )
        return dict(super().construct_mapping(node, deep=deep))


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without a byte-order mark. Raises TerritoryError."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise TerritoryError(
            path, "the file", f"does not exist at {path}; `catastro init` brings the one that ships"
        ) from None
    except OSError as error:
        raise TerritoryError(
            path, "the file", f"cannot be read ({error.strerror}): give the user who runs this the right to"
        ) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, byte = data.count(b"\n", 0, error.start) + 1, data[error.start]
        raise TerritoryError(
            path, f"line {line}", f"is not UTF-8 (byte {byte:#x}): save the file as UTF-8, a spreadsheet as 'CSV UTF-8'"
        ) from None
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise TerritoryError(
            path,
            f"line {line}",
            f"holds the control character {found.group()!r}: take it out, or save the file as UTF-8",
        )
    return text


def read_yaml(path: Path, fields: Collection[str]) -> dict[str, Any]:
    """The mapping that a YAML file holds, of no other fields than these. Raises TerritoryError."""
    try:
        document = yaml.load(read_text(path), Loader=_Strict)
    except _Twice as error:
        where, _, mend = str(error).partition(": ")
        raise TerritoryError(path, where, mend) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise TerritoryError(path, "the file", f"is no valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(document, dict):
        raise TerritoryError(path, "the file", "must hold named fields at its top, such as `version:`")
    known_fields(path, "at the top", document, fields)
    return document


def read_entries(path: Path, field: str, *, others: Collection[str] = ()) -> list[dict[str, Any]]:
    """The entries that a YAML file lists under a field. Raises TerritoryError."""
    listed = read_yaml(path, (field, *others)).get(field)
    if not isinstance(listed, list) or not listed or not all(isinstance(item, dict) for item in listed):
        raise TerritoryError(path, field, "must be a list of entries, at least one, each beginning with a dash")
    return listed


def known_fields(path: Path, where: str, item: Mapping[Any, Any], fields: Collection[str]) -> None:
    """Raise TerritoryError for a field that nothing reads: it is misspelt, or it stands in the wrong place."""
    for name in item:
        if name not in fields:
            near = get_close_matches(str(name), list(fields), 1)
            hint = f"did you mean {near[0]}?" if near else f"use {', '.join(fields)}"
            raise TerritoryError(path, f"{where}, {name}", f"is no field here: {hint}")


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a CSV file of these columns, each with its number, values stripped. Raises TerritoryError."""
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        _columns(path, list(reader.fieldnames or ()), list(columns))
        for row in reader:
            if None in row or None in row.values():
                raise TerritoryError(
                    path,
                    f"line {reader.line_num}",
                    f"has not {len(columns)} values: put quotes around a value that holds a comma",
                )
            yield reader.line_num, {name: value.strip() for name, value in row.items()}
    except csv.Error as error:
        raise TerritoryError(
            path, f"line {reader.line_num}", f"is no CSV ({error}): look for a quote that is not closed"
        ) from None


def _columns(path: Path, found: list[str], columns: list[str]) -> None:
    if found == columns:
        return
    line, mend = ",".join(columns), ""
    if len(found) == 1 and any(mark in found[0] for mark in ";\t"):
        mend = "; it is separated by semicolons or tabs: save the file as 'CSV UTF-8' with commas"
    elif len(found) == len(columns) and sorted(found) != sorted(columns):
        renamed = next((old, new) for old, new in zip(found, columns, strict=True) if old != new)
        mend = f"; column {renamed[0]!r} should be {renamed[1]!r}"
    raise TerritoryError(path, "first line", f"must be {line}{mend}")


def day(path: Path, where: str, words: str) -> date | None:
    """A day as 2026-02-26, None where nothing stands. Raises TerritoryError."""
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise TerritoryError(path, where, f"is {words!r}: write the day as 2026-02-26") from None


def stated_day(path: Path, where: str, value: object) -> date | None:
    """A day that YAML has read as a day, or as words, None where nothing stands. Raises TerritoryError."""
    return value if isinstance(value, date) else day(path, where, str(value or ""))


def stated_text(path: Path, where: str, item: Mapping[str, Any], field: str) -> str:
    """A field that must be words. Raises TerritoryError."""
    value = item.get(field)
    if not isinstance(value, str) or not value.strip():
        raise TerritoryError(path, f"{where}, {field}", "is missing: write it as text")
    return value.strip()


def in_order(path: Path, where: str, first: date | None, last: date | None) -> None:
    """Raise TerritoryError where a span ends before it begins."""
    if first and last and last < first:
        raise TerritoryError(
            path, where, f"ends on {last}, before it begins on {first}: exchange the two days, or mend one"
        )


def address(path: Path, where: str, value: object, *, schemes: Collection[str] = ("https",)) -> str | None:
    """An address that a reader may follow, None where none is given. Raises TerritoryError."""
    if value is None:
        return None
    why = _unsafe(value, schemes) if isinstance(value, str) else "is no text"
    if why:
        raise TerritoryError(
            path, where, f"is {value!r}, which {why}: write the whole address, from https://, or leave it out"
        )
    return str(value)


def _unsafe(url: str, schemes: Collection[str]) -> str | None:
    """Why nobody should follow an address, None where one may."""
    if _IN_NO_ADDRESS.search(url):
        return "holds a character that no address has"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "is no address"
    if parts.scheme not in schemes or not parts.netloc:
        return f"does not begin with {' or '.join(f'{scheme}://' for scheme in schemes)}"
    if "@" in parts.netloc:
        return "holds a name or a password"
    try:
        ipaddress.ip_address(host)
        return "names a machine by its number"
    except ValueError:
        pass
    if not _HOST.fullmatch(_ascii(host)) or host.endswith(_INSIDE):
        return "names no host of the public network"
    return None if port in (None, 80, 443) else "names a port"


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return ""
