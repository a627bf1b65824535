"""The catalogue of every week: what an export is made from, however late.

Belongs here: keeping the last catalogue that was published in a week (its Monday included), and finding a week's. Does
not belong: what is read from it (`exports`). A kept catalogue is a second name of the published file and takes no room
until that is replaced; one that was thrown away is made anew by `catastro rebuild`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from datetime import date
from pathlib import Path

from pipelines.digest.week import monday_of, week_of
from warehouse.damage import set_aside
from warehouse.home import Home
from warehouse.publish import newest_publication, open_readonly


class NoWeek(RuntimeError):
    """No catalogue was published up to a week's Monday: says what there is."""


def keep(home: Home) -> None:
    """Keep what is published as its week's; a kill at any moment leaves the week's former file or this one."""
    day = published_on(home.catalogue)
    if day is None:
        return
    home.weeks.mkdir(exist_ok=True)
    kept, aside = home.weeks / f"{week_of(day)}.duckdb", home.weeks / ".keeping"
    if kept.exists() and kept.samefile(home.catalogue):
        return
    if kept.is_dir():
        set_aside(kept)
    aside.unlink(missing_ok=True)
    try:
        os.link(home.catalogue, aside)
    except OSError:  # a file system without hard links
        shutil.copy2(home.catalogue, aside)
    os.replace(aside, kept)


def catalogue_of(home: Home, week: str) -> Path:
    """The newest catalogue published up to a week's Monday. Raises NoWeek."""
    monday = monday_of(week)
    kept = {path.stem: path for path in home.weeks.glob("????-W??.duckdb")}
    before = max((name for name in kept if name <= week), default=None)
    newest = published_on(home.catalogue)
    if newest is not None and newest <= monday and (before is None or week_of(newest) >= before):
        return home.catalogue
    if before is not None:
        return kept[before]
    if newest is None:
        raise NoWeek(
            f"{home.catalogue}: no catalogue there yet; run `catastro run` first, or name its home with --home"
        )
    first = min([week_of(newest), *kept])
    raise NoWeek(
        f"{week}: nothing was published up to its Monday, {monday:%d-%m-%Y}; the first week to export is {first}. "
        "An older one that was removed is made anew by `catastro rebuild --as-of DAY --home NEW`"
    )


def day_of(catalogue: Path, today: date) -> date:
    """The day on which a catalogue stands: today, or its clock's where it is a replayed or rebuilt one."""
    if not catalogue.exists():
        return today
    with contextlib.closing(open_readonly(catalogue)) as con:
        row = con.execute("SELECT as_of FROM clock").fetchone()
    return row[0] if row and row[0] else today


def published_on(catalogue: Path) -> date | None:
    """The day of the newest publication in a catalogue, None where there is no file that can be read or it holds
    none.
    """
    newest = newest_publication(catalogue)
    return newest.as_of if newest else None
