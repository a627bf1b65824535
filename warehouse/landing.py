"""The landing's files into the tables of schema `landed`: which runs there were, and what each record says now.

Belongs here: versions of records, when they were seen, and absence from complete listings. Does not belong:
cleaning, or whether a call is withdrawn (`stages.py` decides over all records of the call).

A record's content is its listing overlaid by its detail. Where today's detail failed, the last good one is carried
forward, and a field that today's listing states otherwise than before wins over it: a failed detail
loses nothing and hides nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.records import Rate, Record, canonical
from warehouse.frames import put

if TYPE_CHECKING:
    import duckdb

TAKEN = frozenset({"ok", "empty_confirmed", "incomplete"})
COMPLETE = frozenset({"ok", "empty_confirmed"})
KEEP_ANSWERS_MONTHS = 24
DAYS_BETWEEN = {"daily": 0, "weekly": 7, "monthly": 28}

TABLES = """
CREATE SCHEMA IF NOT EXISTS landed;
CREATE TABLE IF NOT EXISTS landed.runs (
    run_id VARCHAR, source_id VARCHAR, as_of DATE, finished_at TIMESTAMPTZ, verdict VARCHAR, note VARCHAR, records INTEGER,
    PRIMARY KEY (source_id, run_id));
CREATE TABLE IF NOT EXISTS landed.versions (
    source_id VARCHAR, record_key VARCHAR, content_hash VARCHAR, landing VARCHAR, as_of DATE, content VARCHAR,
    PRIMARY KEY (source_id, record_key, content_hash));
CREATE TABLE IF NOT EXISTS landed.records (
    source_id VARCHAR, record_key VARCHAR, content_hash VARCHAR, listing VARCHAR, detail VARCHAR, landing VARCHAR,
    first_seen_on DATE, last_seen_on DATE, absent_since DATE, gone_on DATE,
    PRIMARY KEY (source_id, record_key));
CREATE TABLE IF NOT EXISTS landed.rates (
    source_id VARCHAR, per VARCHAR, currency VARCHAR, on_date DATE, amount VARCHAR, landing VARCHAR,
    PRIMARY KEY (source_id, per, currency, on_date));
"""


class BadLanding(ValueError):
    """A run's files that are not what a crawl writes; the message names file, field and mend."""


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl of one source, from its manifest."""

    path: Path
    source_id: str
    run_id: str
    as_of: date
    manifest: Mapping[str, Any]


def runs(landing: Path, until: date | None = None) -> list[Run]:
    """All whole runs in the landing up to a day, oldest first. Folders that end in `.part` are unfinished and left out."""
    found = [_run(path) for path in sorted(landing.glob("*/*/manifest.json")) if not path.parent.name.endswith(".part")]
    return sorted((r for r in found if until is None or r.as_of <= until), key=lambda r: (r.as_of, r.run_id, r.source_id))


def next_run_id(landing: Path, day: date, now: datetime | None) -> str:
    """The id of a run about to start: its day and hour; its day and number where the run is replayed (`now` None)."""
    if now:
        return f"{day}T{now:%H%M%S}"
    taken = {path.name.removesuffix(".part") for path in landing.glob("*/*")}
    return next(name for n in count(1) if (name := f"{day}-{n:02}") not in taken)


def due(landing: Path, cadences: Mapping[str, str], day: date) -> list[str]:
    """The sources whose last good crawl is as many days ago as their cadence asks, in the order given."""
    good = {run.source_id: run.as_of for run in runs(landing, day) if run.manifest["verdict"] in COMPLETE}
    return [s for s, cadence in cadences.items() if s not in good or (day - good[s]).days >= DAYS_BETWEEN[cadence]]


def land(con: duckdb.DuckDBPyConnection, batch: list[Run]) -> int:
    """Enter runs into the warehouse, in the order given; those already there are left out. Returns how many were new."""
    con.execute(TABLES)
    known = set(con.execute("SELECT source_id, run_id FROM landed.runs").fetchall())
    fresh = [run for run in batch if (run.source_id, run.run_id) not in known]
    for run in fresh:
        con.execute("BEGIN")
        try:
            _land(con, run)
        except BaseException:
            con.execute("ROLLBACK")
            raise
        con.execute("COMMIT")
    return len(fresh)


def forget_answers(landing: Path, day: date) -> int:
    """Remove the answers of runs of more than 24 months ago; their records and manifests stay for ever. Returns how many were removed."""
    last_month = day.year * 12 + day.month - KEEP_ANSWERS_MONTHS
    old = [run.path / "answers.warc.gz" for run in runs(landing, day) if run.as_of.year * 12 + run.as_of.month < last_month]
    there = [path for path in old if path.exists()]
    for path in there:
        path.unlink()
    return len(there)


def rates(con: duckdb.DuckDBPyConnection) -> list[tuple[str, Rate]]:
    """Every price of a currency that was landed, with its source."""
    rows = con.execute("SELECT source_id, currency, per, amount, on_date FROM landed.rates ORDER BY ALL").fetchall()
    return [(source, Rate(currency, per, Decimal(amount), on_date)) for source, currency, per, amount, on_date in rows]


def any_record(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether any record was ever landed."""
    return con.execute("SELECT 1 FROM landed.records LIMIT 1").fetchone() is not None


def _run(path: Path) -> Run:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        return Run(path.parent, manifest["source_id"], manifest["run_id"], date.fromisoformat(manifest["as_of"]), manifest)
    except (ValueError, KeyError) as error:
        raise BadLanding(f"{path}: no readable manifest ({error!r}); move this run's folder out of the landing and crawl again") from error


def _land(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    m = run.manifest
    con.execute(
        "INSERT INTO landed.runs VALUES (?, ?, ?, ?, ?, ?, ?)",
        [run.run_id, run.source_id, run.as_of, m["finished_at"], m["verdict"], m["note"], m["counts"]["records"]],
    )
    if m["verdict"] not in TAKEN:
        return
    columns = "record_key, content_hash, listing, detail, landing, first_seen_on, last_seen_on, absent_since, gone_on"
    before = {row[0]: row for row in con.execute(f"SELECT {columns} FROM landed.records WHERE source_id = ?", [run.source_id]).fetchall()}
    current, versions, rates = [], [], []
    for line in _lines(run.path / "records.jsonl"):
        key, old = line["record_key"], before.pop(line["record_key"], None)
        listing, detail = line["listing"], line["detail"]
        if rate := Record.from_json(listing).rate if "rate" in listing else None:
            rates.append((run.source_id, rate.per, rate.currency, rate.on_date, f"{rate.amount:f}", f"{run.source_id}/{run.run_id}"))
            continue
        if detail is None and line["detail_failed"] and old and old[3]:
            detail, listing_then = json.loads(old[3]), json.loads(old[2])
            content, listing = _carried(listing, listing_then, detail), listing_then
        else:
            content = _overlaid(listing, detail)
        text = canonical(content)
        content_hash = hashlib.sha256(text.encode()).hexdigest()
        changed = old is None or old[1] != content_hash
        landing = f"{run.source_id}/{run.run_id}" if changed else old[4]
        first_seen_on = min(run.as_of, old[5]) if old else run.as_of
        last_seen_on = max(run.as_of, old[6]) if old else run.as_of
        current.append((run.source_id, key, content_hash, canonical(listing), canonical(detail) if detail else None, landing,
                        first_seen_on, last_seen_on, None, None))
        if changed:
            versions.append((run.source_id, key, content_hash, landing, run.as_of, text))
    if m["lists_all"] and m["verdict"] in COMPLETE:
        current += [(run.source_id, *_absent(row, run.as_of)) for row in before.values()]
    put(con, "landed.records", current, replace=True)
    put(con, "landed.versions", versions, replace=True)
    put(con, "landed.rates", rates, replace=True)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for number, text in enumerate(lines, 1):
            try:
                line = json.loads(text)
                yield {name: line[name] for name in ("record_key", "listing", "detail", "detail_failed")}
            except (ValueError, KeyError) as error:
                raise BadLanding(f"{path}, line {number}: not a landed record ({error!r}); move the run out, crawl again") from error


def _overlaid(listing: dict[str, Any], detail: dict[str, Any] | None) -> dict[str, Any]:
    record = Record.from_json(listing)
    return (record.overlay(Record.from_json(detail)) if detail else record).to_json()


def _carried(listing: dict[str, Any], listing_then: dict[str, Any], detail: dict[str, Any]) -> dict[str, Any]:
    """`listing_then`: the one that came with the detail; only what the listing says otherwise since is newer than it."""
    news = {name: value for name, value in listing.items() if listing_then.get(name) != value}
    return _overlaid(_overlaid(listing, detail), {"record_key": listing["record_key"]} | news)


def _absent(row: tuple[Any, ...], day: date) -> tuple[Any, ...]:
    """A record missing from one more complete listing: the first absence starts the count, one on a later day ends it."""
    *kept, absent_since, gone_on = row
    if absent_since is None:
        return (*kept, day, None)
    return (*kept, absent_since, gone_on or (day if day > absent_since else None))
