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

from warehouse import connect, history, landing
from warehouse.day import Day, Outcome, SourceCard, build_catalogue, catalogue_models, outcome, prepare, published_at, stage_day
from warehouse.home import Home
from warehouse.publish import publish

if TYPE_CHECKING:
    from pipelines.territory import Territory


def rebuild(
    source: Path, home: Home, as_of: date, sources: Sequence[SourceCard], territory: Territory, say: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Build every publication of a landing up to a day, in order, and publish the last into a new home.

    A run that the gate refuses is no publication here either. The catalogue's clock stands at `as_of`. The gate's rules run
    as plain SQL: the same results (a test holds it) without the import of Great Expectations.
    """
    came = Outcome(False, 0, 0, why=f"{source}: holds no record up to {as_of}; name the landing's home with --home before the command")
    done: list[landing.Run] = []
    with connect(home.warehouse) as con:
        prepare(con)
        for run_id, batch in groupby(landing.runs(source, as_of), key=lambda run: run.run_id):
            fresh = list(batch)
            done += fresh
            landing.land(con, fresh)
            if not landing.any_record(con):
                continue
            say(f"run {run_id}")
            staged = stage_day(con, Day(fresh[0].as_of, True, published_at(done), sources, territory), say)
            failures = build_catalogue(con, staged, say, "sql")
            if not failures and staged.publication is not None:
                history.settle(con, staged.publication)
            came = outcome(con, staged, failures)
        if came.published:
            publish(con, home.catalogue, catalogue_models())
    return came
