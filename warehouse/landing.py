"""The landing's files into the tables of schema `landed`: which runs there were, and what each record says now.

Belongs here: versions of records, when they were seen, and absence from complete listings. Does not belong:
cleaning, or whether a call is withdrawn (`stages.py` decides over all records of the call).

A record's content is its listing overlaid by its detail. Where today's detail failed, the last good one is carried
forward, and a field that today's listing states otherwise than before wins over it: a failed detail
loses nothing and hides nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.landing_format import MANIFEST, PART, RECORDS, Unreadable, day_of, parse_line, parse_manifest
from pipelines.language.messages import told
from pipelines.records import Rate, Record, canonical
from pipelines.vocabulary import COMPLETE, TAKEN
from warehouse import transaction
from warehouse.frames import put

if TYPE_CHECKING:
    import duckdb

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


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl of one source, from its manifest."""

    path: Path
    source_id: str
    run_id: str
    as_of: date
    manifest: Mapping[str, Any]


def runs(
    landing: Path,
    until: date | None = None,
    *,
    since: date | None = None,
    known: Container[tuple[str, str]] = (),
    say: Callable[[str], None] = lambda _: None,
) -> list[Run]:
    """The whole runs in the landing of these days, oldest first. Folders that end in `.part` are unfinished and left
    out.

    `known`: runs, by source and id, whose files are not read. One whose manifest cannot be read is left out, and said.
    """
    found = []
    first, last = str(since or date.min), str(until or date.max)
    for source, name in names(landing):
        if (not first <= name[:10] <= last and day_of(name)) or (source, name) in known:
            continue
        path = landing / source / name
        try:
            found.append(_run(path))
        except (Unreadable, OSError) as error:
            say(told("work.crawl_unreadable", file=path / MANIFEST, why=error))
    kept = (r for r in found if (until is None or r.as_of <= until) and (since is None or r.as_of >= since))
    return sorted(kept, key=lambda r: (r.as_of, r.run_id, r.source_id))


def names(landing: Path) -> Iterator[tuple[str, str]]:
    """Source and id of every whole run, by the names of their folders alone: there may be a hundred thousand."""
    with contextlib.suppress(FileNotFoundError):
        for source in os.listdir(landing):
            with contextlib.suppress(NotADirectoryError):
                yield from (
                    (source, name)
                    for name in os.listdir(landing / source)
                    if not name.endswith(PART) and name[0] != "."
                )


def sweep(landing: Path) -> int:
    """Remove the half landings of crawls that died; the caller holds the home's lock. Returns how many there were."""
    parts = list(landing.glob(f"*/*{PART}"))
    for part in parts:
        shutil.rmtree(part, ignore_errors=True)
    return len(parts)


def next_run_id(landing: Path, day: date, now: datetime | None) -> str:
    """The id of a run about to start: its day and hour; its day and number where the run is replayed (`now` None)."""
    if now:
        return f"{day}T{now:%H%M%S}"
    taken = {name for _, name in names(landing) if name.startswith(str(day))}
    return next(name for n in count(1) if (name := f"{day}-{n:02}") not in taken)


def due(landing: Path, cadences: Mapping[str, str], day: date) -> list[str]:
    """The sources whose last good crawl is as many days ago as their cadence asks, in the order given."""
    recent = runs(landing, day, since=day - timedelta(days=max(DAYS_BETWEEN.values())))
    good = {run.source_id: run.as_of for run in recent if run.manifest["verdict"] in COMPLETE}
    return [s for s, cadence in cadences.items() if s not in good or (day - good[s]).days >= DAYS_BETWEEN[cadence]]


def known(con: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    """The runs that have been entered, by source and id."""
    return set(con.execute("SELECT source_id, run_id FROM landed.runs").fetchall())


def land(con: duckdb.DuckDBPyConnection, batch: list[Run], say: Callable[[str], None] = lambda _: None) -> int:
    """Enter runs into the warehouse, in the order given; those already there are left out. Returns how many were
    new.
    """
    con.execute(TABLES)
    there = known(con)
    fresh = [run for run in batch if (run.source_id, run.run_id) not in there]
    for _, together in groupby(fresh, key=lambda run: run.run_id):
        with transaction(con):
            _land(con, list(together), say)
    return len(fresh)


def last_run(con: duckdb.DuckDBPyConnection, day: date) -> tuple[date, datetime] | None:
    """Of the runs entered up to a day: the last one's day, and when the last ended, the same wherever the landing is
    folded again.
    """
    last_day, finished_at = con.execute(
        "SELECT max(as_of), max(finished_at) FROM landed.runs WHERE as_of <= ?", [day]
    ).fetchall()[0]
    return (last_day, finished_at) if last_day else None


def rates(con: duckdb.DuckDBPyConnection) -> list[tuple[str, Rate]]:
    """Every price of a currency that was landed, with its source."""
    rows = con.execute("SELECT source_id, currency, per, amount, on_date FROM landed.rates ORDER BY ALL").fetchall()
    return [(source, Rate(currency, per, Decimal(amount), on_date)) for source, currency, per, amount, on_date in rows]


def any_record(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether any record was ever landed."""
    return con.execute("SELECT 1 FROM landed.records LIMIT 1").fetchone() is not None


def _run(path: Path) -> Run:
    manifest = parse_manifest((path / MANIFEST).read_bytes())
    if (manifest["source_id"], manifest["run_id"]) != (path.parent.name, path.name):
        raise Unreadable(f"it is of {manifest['source_id']}/{manifest['run_id']}")
    return Run(path, manifest["source_id"], manifest["run_id"], date.fromisoformat(manifest["as_of"]), manifest)


def _land(con: duckdb.DuckDBPyConnection, batch: list[Run], say: Callable[[str], None]) -> None:
    """Enter crawls of different sources, all in a few statements."""
    columns = (
        "source_id, record_key, content_hash, listing, detail, landing, first_seen_on, last_seen_on, absent_since,"
        " gone_on"
    )
    before: dict[str, dict[str, tuple[Any, ...]]] = {run.source_id: {} for run in batch}
    for source, *row in con.execute(
        f"SELECT {columns} FROM landed.records WHERE list_contains(?::VARCHAR[], source_id)", [list(before)]
    ).fetchall():
        before[source][row[0]] = tuple(row)
    entered: list[tuple[Any, ...]] = []
    current: list[tuple[Any, ...]] = []
    versions: list[tuple[Any, ...]] = []
    rates: list[tuple[Any, ...]] = []
    for run in batch:
        m = run.manifest
        records, fresh, priced, unreadable = (
            _read(run, before[run.source_id]) if m["verdict"] in TAKEN else ({}, [], [], [])
        )
        if unreadable:
            file, number = run.path / RECORDS, len(unreadable)
            say(told("work.records_unreadable", file=file, number=number, why=unreadable[0], source=run.source_id))
        note = f"{m['note']} {told('note.unreadable', number=len(unreadable))}" if unreadable else m["note"]
        finished_at = datetime.fromisoformat(m["finished_at"])
        entered.append((run.run_id, run.source_id, run.as_of, finished_at, m["verdict"], note, m["counts"]["records"]))
        current += records.values()
        versions += fresh
        rates += priced
        if m["lists_all"] and m["verdict"] in COMPLETE and not unreadable:
            absent = (row for key, row in before[run.source_id].items() if key not in records)
            current += [(run.source_id, *_absent(row, run.as_of)) for row in absent]
    put(con, "landed.runs", entered)
    put(con, "landed.records", current, replace=True)
    put(con, "landed.versions", versions, replace=True)
    put(con, "landed.rates", rates, replace=True)


def _read(
    run: Run,
    before: Mapping[str, tuple[Any, ...]],
) -> tuple[dict[str, tuple[Any, ...]], list[tuple[Any, ...]], list[tuple[Any, ...]], list[str]]:
    """The records of a crawl by key, their new versions, the prices of currencies, and what is wrong with the lines
    that cannot be read.
    """
    records: dict[str, tuple[Any, ...]] = {}
    versions, rates, unreadable = [], [], []
    for number, data in enumerate(_lines(run.path / RECORDS), 1):
        try:
            if isinstance(data, OSError):
                raise data
            line = parse_line(data)
            if "rate" in line["listing"] and (rate := Record.from_json(line["listing"]).rate):
                rates.append(
                    (
                        run.source_id,
                        rate.per,
                        rate.currency,
                        rate.on_date,
                        f"{rate.amount:f}",
                        f"{run.source_id}/{run.run_id}",
                    )
                )
                continue
            record, version = _entered(run, line, before)
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, OSError) as error:
            unreadable.append(f"line {number}: {error}")
            continue
        records[record[1]] = record
        versions += [version] if version else []
    return records, versions, rates, unreadable


def _lines(path: Path) -> Iterator[bytes | OSError]:
    """The lines of a file, and whatever keeps one from being read."""
    try:
        with path.open("rb") as lines:
            yield from lines
    except OSError as error:
        yield error


def _entered(
    run: Run,
    line: Mapping[str, Any],
    before: Mapping[str, tuple[Any, ...]],
) -> tuple[tuple[Any, ...], tuple[Any, ...] | None]:
    """A record as it stands after this run, and its version where that is new."""
    key, old = line["record_key"], before.get(line["record_key"])
    listing, detail = line["listing"], line["detail"]
    if detail is None and line["detail_failed"] and old and old[3]:
        detail, listing_then = json.loads(old[3]), json.loads(old[2])
        content, listing = _carried(listing, listing_then, detail), listing_then
    else:
        content = _overlaid(listing, detail)
    text = canonical(content)
    content_hash = hashlib.sha256(text.encode()).hexdigest()
    changed = old is None or old[1] != content_hash
    landing = f"{run.source_id}/{run.run_id}" if old is None or changed else old[4]
    first_seen_on = min(run.as_of, old[5]) if old else run.as_of
    last_seen_on = max(run.as_of, old[6]) if old else run.as_of
    record = (
        run.source_id,
        key,
        content_hash,
        canonical(listing),
        canonical(detail) if detail else None,
        landing,
        first_seen_on,
        last_seen_on,
        None,
        None,
    )
    return record, (run.source_id, key, content_hash, landing, run.as_of, text) if changed else None


def _overlaid(listing: dict[str, Any], detail: dict[str, Any] | None) -> dict[str, Any]:
    record = Record.from_json(listing)
    return (record.overlay(Record.from_json(detail)) if detail else record).to_json()


def _carried(listing: dict[str, Any], listing_then: dict[str, Any], detail: dict[str, Any]) -> dict[str, Any]:
    """`listing_then`: the one that came with the detail; only what the listing says otherwise since is newer than
    it.
    """
    news = {name: value for name, value in listing.items() if listing_then.get(name) != value}
    return _overlaid(_overlaid(listing, detail), {"record_key": listing["record_key"]} | news)


def _absent(row: tuple[Any, ...], day: date) -> tuple[Any, ...]:
    """A record missing from one more complete listing: the first absence starts the count, one on a later day ends
    it.
    """
    *kept, absent_since, gone_on = row
    if absent_since is None:
        return (*kept, day, None)
    return (*kept, absent_since, gone_on or (day if day > absent_since else None))
