"""What a landing holds: the names of its files and folders, and the form of a crawl's manifest and records, for writers
and readers.

Belongs here: what fields there are, writing them, and reading them strictly, for whoever wrote them may have been cut
off, and a disk may have changed them since. Does not belong: files and folders themselves (`scrapers/engine/landing.py`
writes them, `warehouse/landing.py` enters them into tables).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pipelines.records import canonical
from pipelines.vocabulary import CODES

ANSWERS, RECORDS, MANIFEST, LOG = "answers.warc.gz", "records.jsonl", "manifest.json", "crawl.log"
PART = ".part"
"""How the name of a folder ends whose crawl has not: what is in it counts for nothing."""
_MANIFEST: dict[str, Any] = {
    "source_id": str,
    "run_id": str,
    "as_of": str,
    "started_at": str,
    "finished_at": str,
    "finish_reason": str,
    "verdict": str,
    "note": str,
    "counts": dict,
    "lists_all": bool,
    "validators": int,
    "fill": dict,
    "code": str | None,
}
_LINE: dict[str, Any] = {
    "record_key": str,
    "listing": dict,
    "detail": dict | None,
    "detail_failed": str | None,
    "fingerprint": str,
}
_SPARED = frozenset({"started_at", "finish_reason", "validators", "fill", "code", "fingerprint"})
"""Fields without which a landing is entered all the same: they tell of a crawl, not of its calls."""


class Unreadable(ValueError):
    """Not what a crawl writes: says what is wrong with it."""


def day_of(run_id: str) -> date | None:
    """The day that a run's id begins with; None where it does not."""
    try:
        return date.fromisoformat(run_id[:10])
    except ValueError:
        return None


def manifest_text(manifest: Mapping[str, Any]) -> str:
    """A manifest's file. Raises ValueError where its fields are not those that a manifest has, or its verdict is
    none.
    """
    _complete(manifest, _MANIFEST)
    if manifest["verdict"] not in CODES["crawl_verdict"]:
        raise ValueError(f"verdict {manifest['verdict']!r} is none of {', '.join(CODES['crawl_verdict'])}")
    return json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"


def line_text(
    record_key: str, listing: Mapping[str, Any], detail: Mapping[str, Any] | None, detail_failed: str | None
) -> str:
    """One line of records: what the listing and the detail say, apart, or why the detail is missing."""
    fingerprint = hashlib.sha256(canonical({"listing": listing, "detail": detail}).encode()).hexdigest()
    line = {
        "record_key": record_key,
        "listing": listing,
        "detail": detail,
        "detail_failed": detail_failed,
        "fingerprint": fingerprint,
    }
    _complete(line, _LINE)
    return canonical(line)


def _complete(values: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
    if differing := sorted(values.keys() ^ fields.keys()):
        raise ValueError(
            f"the landing's format and what is written differ in {', '.join(differing)}: declare it, or write it"
        )


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
        if name in _SPARED:
            continue
        if name not in values:
            raise Unreadable(f"{name} is missing")
        if not isinstance(values[name], kind):
            raise Unreadable(f"{name} is a {type(values[name]).__name__}")
    return values
