"""The catalogue of every month: what its report is made from, however late.

Belongs here: keeping the first catalogue that was published after a month was over, which closed it, and finding a
month's. Does not belong: what is read from it (`exports`). A kept one is a second name of the published file, as a
week's is (`weeks.py`); one that was thrown away is made anew by `catastro rebuild`.
"""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta
from pathlib import Path

from warehouse.home import Home
from warehouse.publish import open_readonly
from warehouse.weeks import NoWeek, published_on


class NoMonth(NoWeek):
    """There is no catalogue of a month: says what there is."""


def month_of(written: str) -> date:
    """The first day of a month such as 2026-11. Raises ValueError."""
    try:
        year, month = written.split("-")
        if len(year) != 4 or len(month) != 2:
            raise ValueError
        return date(int(year), int(month), 1)
    except ValueError:
        raise ValueError(f"{written!r} is no month; write it as 2026-11") from None


def last_day(month: date) -> date:
    """The last day of the month that begins on a day."""
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def before(month: date) -> date:
    """The first day of the month before."""
    return (month - timedelta(days=1)).replace(day=1)


def keep(home: Home) -> None:
    """Keep what is published as the catalogue that closed the last month, where that has none yet."""
    day = published_on(home.catalogue)
    if day is None:
        return
    month = before(day.replace(day=1))
    kept = home.months / f"{month:%Y-%m}.duckdb"
    if kept.exists() or _first_on(home.catalogue) > last_day(month):
        return
    home.months.mkdir(exist_ok=True)
    aside = home.months / ".keeping"
    aside.unlink(missing_ok=True)
    try:
        os.link(home.catalogue, aside)
    except OSError:  # a file system without hard links
        shutil.copy2(home.catalogue, aside)
    os.replace(aside, kept)


def catalogue_of(home: Home, month: date) -> Path:
    """The catalogue that closed a month, or the newest while the month runs. Raises NoMonth."""
    kept, newest = home.months / f"{month:%Y-%m}.duckdb", published_on(home.catalogue)
    if kept.exists():
        return kept
    if newest is None:
        raise NoMonth(
            f"{home.catalogue}: no catalogue there yet; run `catastro run` first, or name its home with --home"
        )
    first = _first_on(home.catalogue)
    if not first.replace(day=1) <= month <= newest:
        raise NoMonth(f"{month:%Y-%m}: there is a catalogue from {first} to {newest}; name a month within")
    return home.catalogue


def _first_on(catalogue: Path) -> date:
    """The first day of which a catalogue knows; one of an earlier release says it by its publications alone."""
    with open_readonly(catalogue) as con:
        known = {name for name, *_ in con.execute("DESCRIBE clock").fetchall()}
        told = "SELECT max(first_on) FROM clock UNION ALL " if "first_on" in known else ""
        rows = con.execute(f"SELECT min(day) FROM ({told}SELECT min(as_of) FROM publications) AS days(day)").fetchone()
    assert rows is not None
    return date.fromisoformat(str(rows[0]))
