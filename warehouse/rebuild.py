"""A past day's catalogue made anew from the landing alone.

Belongs here: folding the days over the landing's runs. Does not belong: what a day does (`day.py`).
With the same commit, territory files and judgements the result equals what was published, table by table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.language.messages import told
from warehouse import connect, history, landing
from warehouse.day import Outcome, build_catalogue, outcome, prepare, put_in_place, stage_day
from warehouse.home import Home
from warehouse.inputs import Day, SourceCard

if TYPE_CHECKING:
    import duckdb

    from pipelines.territory import Territory


def rebuild(
    source: Path,
    home: Home,
    as_of: date,
    sources: Sequence[SourceCard],
    territory: Territory,
    say: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Build every publication of a landing up to a day, in order, and publish the last into a new home.

    A run that the gate refuses is no publication here either. The catalogue's clock stands at `as_of`. The gate's rules
    run as plain SQL: the same results (a test holds it) without the import of Great Expectations.
    """
    with connect(home.warehouse) as con:
        fold(con, source, as_of, sources, territory, say)
        if not landing.any_record(con):
            why = told("work.no_record", folder=source, day=f"{as_of:%d-%m-%Y}")
            return Outcome(False, 0, 0, why=why)
        staged = stage_day(con, day_of(con, as_of, sources, territory), say)
        failures = build_catalogue(con, staged, say, "sql")
        if not failures:
            put_in_place(con, home, staged)
        return outcome(con, staged, failures)


def fold(
    con: duckdb.DuckDBPyConnection,
    source: Path,
    as_of: date,
    sources: Sequence[SourceCard],
    territory: Territory,
    say: Callable[[str], None] = lambda _: None,
    *,
    whole: bool = False,
) -> None:
    """Make history in an empty warehouse as the landing's runs up to a day made it; the last is landed and left to be
    staged.

    `whole`: the last is staged and settled as well.
    """
    prepare(con)
    batches = [list(batch) for _, batch in groupby(landing.runs(source, as_of, say=say), key=lambda run: run.run_id)]
    for number, fresh in enumerate(batches, 1):
        say(told("work.run", run=fresh[0].run_id))
        landing.land(con, fresh, say)
        if (number == len(batches) and not whole) or not landing.any_record(con):
            continue
        staged = stage_day(con, day_of(con, fresh[0].as_of, sources, territory), say)
        if not build_catalogue(con, staged, say, "sql") and staged.publication is not None:
            history.settle(con, staged.publication)


def day_of(con: duckdb.DuckDBPyConnection, until: date, sources: Sequence[SourceCard], territory: Territory) -> Day:
    """The last day up to one that the runs entered make; any has been."""
    last = landing.last_run(con, until)
    assert last is not None
    return Day(last[0], True, last[1], sources, territory)
