"""What a landing holds: the names of its files, and one crawl's manifest and records as they are read back.

Belongs here: reading them strictly, for whoever wrote them may have been cut off, and a disk may have changed them since. Does not belong:
files and folders themselves (`scrapers/engine/landing.py` writes them, `warehouse/landing.py` enters them into tables).
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

ANSWERS, RECORDS, MANIFEST, LOG = "answers.warc.gz", "records.jsonl", "manifest.json", "crawl.log"
_MANIFEST = {
    "source_id": str, "run_id": str, "as_of": str, "finished_at": str, "verdict": str, "note": str, "counts": dict, "lists_all": bool}
_LINE = {"record_key": str, "listing": dict, "detail": dict | None, "detail_failed": str | None}


class Unreadable(ValueError):
    """Not what a crawl writes: says what is wrong with it."""


def day_of(run_id: str) -> date | None:
    """The day that a run's id begins with; None where it does not."""
    try:
        return date.fromisoformat(run_id[:10])
    except ValueError:
        return None


def parse_manifest(data: bytes) -> dict[str, Any]:
    """One crawl's manifest. Raises `Unreadable`."""
    manifest = _fields(data, _MANIFEST)
    try:
        date.fromisoformat(manifest["as_of"])
        if datetime.fromisoformat(manifest["finished_at"]).tzinfo is None:
            raise Unreadable("finished_at has no zone")
    except ValueError as error:
        raise Unreadable(str(error)) from None
    if not isinstance(manifest["counts"].get("records"), int):
        raise Unreadable("counts.records is no number")
    return manifest


def parse_line(data: bytes) -> dict[str, Any]:
    """One line of records. Raises `Unreadable`."""
    return _fields(data, _LINE)


def _fields(data: bytes, fields: dict[str, Any]) -> dict[str, Any]:
    try:
        values = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"no JSON in UTF-8 ({error})" if data.strip(b"\0 \n") else "empty") from None
    if not isinstance(values, dict):
        raise Unreadable(f"a {type(values).__name__}, where an object is due")
    for name, kind in fields.items():
        if name not in values:
            raise Unreadable(f"{name} is missing")
        if not isinstance(values[name], kind):
            raise Unreadable(f"{name} is a {type(values[name]).__name__}")
    return values
