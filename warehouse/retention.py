"""What is kept for how long: the one place that says so, and what takes the rest away each day.

Belongs here: the spans, and the files under home that are past them. Does not belong: the orchestrator's own runs, of
which only the span is here (`assets/instance.py` has them removed), nor whatever must stay for ever: records,
manifests, the warehouse's history.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pipelines.digest.week import week_of
from pipelines.landing_format import ANSWERS, day_of
from warehouse.home import Home
from warehouse.landing import names

ANSWERS_MONTHS = 24
"""A rebuild does not need them: they are what a source is mended with, and what proves a record."""
WEEKS = 53
"""Weeks whose catalogue is kept, which an export is made from; an older one is made anew by `catastro rebuild`."""
MONTHS = 25
"""Months whose closing catalogue is kept, which a report is made from: the year and the one it is held against."""
EXPORTS_WEEKS = 13
"""They are made anew from the week's catalogue, to the byte."""
RUNS_DAYS = 90
"""The orchestrator's runs, with their events and figures; those of the crawls are in the warehouse as well."""
REBUILT_DAYS = 30
"""Past days built anew, and files that were set aside because they could not be read."""


@dataclass(frozen=True, slots=True)
class Old:
    """Something under home that is past its span: what it is, what it weighs, how long such a thing is kept."""

    path: Path
    kind: str
    size: int
    kept: str


def old(home: Home, day: date) -> Iterator[Old]:
    """Everything that is past its span on a day."""
    months = day.year * 12 + day.month - 1 - ANSWERS_MONTHS
    first_month, landing = f"{months // 12:04}-{months % 12 + 1:02}", str(home.landing)
    for source, name in names(home.landing):
        if (
            name[:7] < first_month
            and os.path.isfile(answers := f"{landing}/{source}/{name}/{ANSWERS}")
            and day_of(name)
        ):
            yield _old(Path(answers), "answers", f"{ANSWERS_MONTHS} months")
    for path, weeks in ((home.weeks, WEEKS), (home.exports, EXPORTS_WEEKS)):
        first = week_of(day - timedelta(weeks=weeks))
        yield from (_old(p, path.name, f"{weeks} weeks") for p in sorted(path.glob("????-W??*")) if p.name[:8] < first)
    kept = f"{(months_ago := day.year * 12 + day.month - 1 - MONTHS) // 12:04}-{months_ago % 12 + 1:02}"
    yield from (
        _old(p, "months", f"{MONTHS} months") for p in sorted(home.months.glob("????-??.duckdb")) if p.stem < kept
    )
    set_aside = [
        *home.path.glob("*.unreadable-*"),
        *home.dagster.glob("*.unreadable-*"),
        *home.weeks.glob("*.unreadable-*"),
    ]
    for path in [*(home.path / "rebuilt").glob("*"), *sorted(set_aside)]:
        if date.fromtimestamp(path.stat().st_mtime) < day - timedelta(days=REBUILT_DAYS):
            yield _old(path, "rebuilt" if path.parent.name == "rebuilt" else "unreadable", f"{REBUILT_DAYS} days")


def remove(entries: list[Old]) -> int:
    """Take them away; what is gone already is no matter. Returns the bytes that were freed. Raises OSError."""
    for entry in entries:
        if entry.path.is_dir():
            shutil.rmtree(entry.path)
        else:
            entry.path.unlink(missing_ok=True)
    return sum(entry.size for entry in entries)


def _old(path: Path, kind: str, kept: str) -> Old:
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return Old(path, kind, sum(p.stat().st_size for p in files), kept)
