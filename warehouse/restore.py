"""A warehouse that is gone, cut, or older than what is published: made again, before a run builds upon it.

Belongs here: noticing it, and history made again from the landing and the published catalogue. Does not belong: what a
killed run left in a sound warehouse (`history.mend`), a past day in another home (`rebuild.py`).

The landing says what each record states. What was published when, which calls were new for whom and what changed is in
the published file, as it was told to people; where that is gone as well, the days are folded over the landing, as
`rebuild` does.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from pipelines.language.messages import told
from warehouse import Damaged, connect, history, landing, transaction
from warehouse.damage import set_aside
from warehouse.day import catalogue_models, compute, prepare
from warehouse.frames import put, rows_of
from warehouse.home import Home
from warehouse.inputs import Day, SourceCard
from warehouse.publish import Published, newest_publication, open_readonly, publish
from warehouse.rebuild import fold

if TYPE_CHECKING:
    from pipelines.territory import Territory

Say = Callable[[str], None]


class CannotRestore(OSError):
    """The warehouse is gone and the landing does not hold what is published: says why and the mend."""


def ensure(
    home: Home, today: date, sources: Sequence[SourceCard], territory: Territory, say: Say = lambda _: None
) -> None:
    """See that the warehouse holds the history of what is published, up to a day; make it again where it does not.

    The caller holds the home's lock. Raises `CannotRestore`. It is made aside and put in place whole: a kill leaves
    what was there.
    """
    catalogue, published = _newest(home)
    unreadable = home.catalogue.exists() and catalogue != home.catalogue
    try:
        why = _unfit(home, published)
    except Damaged as error:
        why = told("work.set_aside", aside=set_aside(home.warehouse).name, why=error.__cause__)
    if not why:
        if catalogue != home.catalogue:
            _publish_again(home, say)
        return
    if unreadable:
        say(told("work.catalogue_unreadable", file=home.catalogue))
    aside = home.warehouse.with_name(f".{home.warehouse.name}.part")
    _remove(aside)
    with connect(aside) as con:
        if catalogue is not None and published is not None:
            day = f"{published.as_of:%d-%m-%Y}"
            say(told("work.from_published", file=home.warehouse, why=why, day=day))
            _from_published(con, home, catalogue, published, sources, territory, say)
        else:
            runs = landing.runs(home.landing, today)
            if runs:
                number = len({run.run_id for run in runs})
                say(told("work.from_landing", number, file=home.warehouse, why=why))
            fold(con, home.landing, today, sources, territory, say, whole=True)
    os.replace(aside, home.warehouse)


def _publish_again(home: Home, say: Say) -> None:
    """The published file made again from a sound warehouse, where what that holds is what was published last."""
    with connect(home.warehouse) as con:
        last = history.last(con)
        if last is None:
            return
        try:
            (built,) = con.execute("SELECT max(publication) FROM catalogue.publications").fetchone() or (None,)
        except duckdb.CatalogException:  # built by a version that did not number them
            return
        if built == last["publication"]:
            publish(con, home.catalogue, catalogue_models())
            say(told("work.from_warehouse", file=home.catalogue, day=f"{last['as_of']:%d-%m-%Y}"))


def _unfit(home: Home, published: Published | None) -> str:
    """Why the warehouse cannot be built upon; empty where it can."""
    if not home.warehouse.exists():
        return told("work.not_there")
    with connect(home.warehouse) as con:
        made = "SELECT 1 FROM information_schema.tables WHERE table_schema = 'history' AND table_name = 'publications'"
        if not con.execute(made).fetchone():
            return told("work.no_history")
        prepare(con)
        ids = {row[0] for row in con.execute("SELECT publication_id FROM history.publications").fetchall()}
    if published is not None and published.publication_id is not None and published.publication_id not in ids:
        return told("work.older")
    return ""


def _newest(home: Home) -> tuple[Path | None, Published | None]:
    """The published file and its newest publication; where it is gone, the last week's, which is a second name of
    it.
    """
    for path in (home.catalogue, *sorted(home.weeks.glob("????-W??.duckdb"), reverse=True)):
        if (published := newest_publication(path)) is not None:
            return path, published
    return None, None


def _from_published(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    catalogue: Path,
    published: Published,
    sources: Sequence[SourceCard],
    territory: Territory,
    say: Say,
) -> None:
    """The landing up to what is published, and its history as the file tells it."""
    prepare(con)
    runs = landing.runs(home.landing, published.as_of, say=say)
    landing.land(
        con, [run for run in runs if datetime.fromisoformat(run.manifest["finished_at"]) <= published.published_at], say
    )
    with contextlib.closing(open_readonly(catalogue)) as file:
        _covered(con, file, home, catalogue)
        file.execute(f"SET VARIABLE as_of = DATE '{published.as_of}'")
        tables = _told(file, published.number)
    day = Day(published.as_of, True, published.published_at, sources, territory)
    with transaction(con):
        for table, rows in tables.items():
            put(con, f"history.{table}", rows)
    values = [{"publication": published.number, **row} for row in compute(con, day).values]
    put(con, "history.values", values)


def _covered(con: duckdb.DuckDBPyConnection, file: duckdb.DuckDBPyConnection, home: Home, catalogue: Path) -> None:
    """Raise where a published record is not in the landing."""
    landed = set(con.execute("SELECT source_id, record_key FROM landed.records").fetchall())
    missing = sorted(set(file.execute("SELECT source_id, record_key FROM call_records").fetchall()) - landed)
    if missing:
        lacks = f"{home.landing} lacks {len(missing)} published records, such as {':'.join(missing[0])}"
        raise CannotRestore(
            f"{home.warehouse}: cannot be made again, for {lacks}; put the landing back from its backup, or move"
            f" {catalogue.name} and {home.weeks.name}/ out of {home.path} to begin anew"
        )


def _told(file: duckdb.DuckDBPyConnection, number: int) -> dict[str, list[dict[str, Any]]]:
    """The rows of history that the published file tells, by table."""

    def rows(query: str) -> list[dict[str, Any]]:
        return rows_of(file.execute(query))

    publications = rows("FROM publications ORDER BY published_at, as_of")
    if publications and not publications[0].get("publication"):  # of a version that did not number them
        publications = [{**row, "publication": place} for place, row in enumerate(publications, 1)]
    own = {"publication": number}
    days = sorted(row["as_of"] for row in publications)
    return {
        "publications": [{"pending": False, **row} for row in publications],
        "ids": [
            own | row for row in rows("SELECT source_id || ':' || record_key AS record_id, call_id FROM call_records")
        ],
        "published": [
            own
            | {
                "call_id": row["call_id"],
                "published_on": next((day for day in days if day >= row["first"]), days[-1]),
            }
            for row in rows("SELECT call_id, min(first_seen_on) AS first FROM call_records GROUP BY call_id")
        ],
        "aliases": [own | row for row in rows("SELECT old_call_id, call_id FROM call_aliases")],
        "changes": [own | row for row in rows("FROM changes")],
        "arrivals": [own | row for row in rows("FROM arrivals")],
        "indicators": [own | row for row in rows("SELECT * EXCLUDE (final) FROM indicators WHERE final")]
        if rows("SELECT 1 AS one FROM duckdb_tables() WHERE table_name = 'indicators'")
        else [],  # a file of an early version has none
        "open_calls": [
            own | {"call_id": row["call_id"], "open_until": row["open_until"]} for row in rows(history.OPEN_UNTIL)
        ],
    }


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(path.name + ".wal").unlink(missing_ok=True)
