"""A week's folder: every file of every profile, each profile's in place whole or not at all.

Belongs here: which files there are, writing them aside, putting them in place. Does not belong: what is in a file, or
sending it.

A profile's files are written beside its folder and take its name when all are there; a kill leaves the former ones,
which the next export puts back if it fell between two renames. Equal history gives equal bytes.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path

from pipelines.digest.applications import Contradiction, contradictions
from pipelines.digest.decisions import lines_known, read_decisions, standing
from pipelines.digest.publication_rows import Catalogue
from pipelines.digest.selection import Week
from pipelines.digest.week import Edition, Profile, monday_of, week_of
from pipelines.language.messages import FIRST, Language, text
from pipelines.language.safe_text import shortened
from pipelines.territory import Territory
from warehouse import weeks
from warehouse.exports.application_lines import contradiction_lines
from warehouse.exports.bulletin import write_html, write_txt
from warehouse.exports.calendar import write_ics
from warehouse.exports.commongrants import write_commongrants
from warehouse.exports.feed import write_atom
from warehouse.exports.reading import read_catalogue
from warehouse.exports.sheet import write_xlsx
from warehouse.exports.tables import write_csv, write_parquet
from warehouse.home import Home

WRITERS: Mapping[str, Callable[[Edition, Path], None]] = {
    "boletin.html": write_html,
    "boletin.txt": write_txt,
    "oportunidades.xlsx": write_xlsx,
    "oportunidades.csv": write_csv,
    "oportunidades.parquet": write_parquet,
    "plazos.ics": write_ics,
    "feed.xml": write_atom,
    "commongrants.json": write_commongrants,
}

MOST_OF_A_TITLE = 90


class CannotExport(RuntimeError):
    """Nothing was exported: says why and the mend."""


@dataclass(frozen=True, slots=True)
class Written:
    """One profile's folder, and what a person would ask of it first."""

    profile_id: str
    name: str
    folder: Path
    items: int
    new: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote. `preview`: the week's Monday has not come."""

    week: str
    folder: Path
    preview: bool
    published_on: date
    profiles: tuple[Written, ...]


def export(
    home: Home,
    territory: Territory,
    *,
    today: date,
    week: str | None = None,
    out: Path | None = None,
    profiles: Sequence[str] = (),
    language: Language = FIRST,
    say: Callable[[Written], None] = lambda _: None,
) -> Exported:
    """Write a week's files, by default those of the last Monday up to today, for all profiles. Raises CannotExport,
    NoWeek, OSError.

    `out` takes the place of home's `exports`; `profiles` are ids of profiles or of their applicants.
    """
    chosen = choose(territory.profiles, profiles)
    day = weeks.day_of(home.catalogue, today)
    week = week or last_week(home, day)
    monday = monday_of(week)
    catalogue = read_catalogue(weeks.catalogue_of(home, week), monday, territory)
    entries = read_decisions(territory.path / "decisions.csv")
    decided, known = standing(entries, until=monday), lines_known(entries, until=monday)
    open_ = contradictions(entries, until=monday, aliases=catalogue.aliases)
    editions = Week(catalogue, week, language=language, preview=monday > day)
    folder = (out or home.exports) / week
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with _held(folder):
        for profile in chosen:
            edition = editions.edition(profile, decided.get(profile.profile_id))
            disputes = tuple(_disputes(open_, catalogue, profile, language))
            edition = replace(edition, lines_known=known, notices=(*edition.notices, *disputes))
            _write(edition, folder / profile.profile_id)
            written.append(
                Written(
                    profile.profile_id, profile.name, folder / profile.profile_id, len(edition.items), len(edition.new)
                )
            )
            say(written[-1])
    return Exported(week, folder, editions.preview, catalogue.published_on, tuple(written))


def _disputes(
    open_: Sequence[Contradiction], catalogue: Catalogue, profile: Profile, language: Language
) -> Iterator[str]:
    """A line for each call on which two answers of a profile contradict each other."""
    for one in open_:
        if one.profile_id == profile.profile_id and one.call_id in catalogue.calls:
            title = shortened(str(catalogue.calls[one.call_id]["title"]), MOST_OF_A_TITLE)
            sides = contradiction_lines(one, language)
            yield text("application.contradiction_here", language, title=title, said=sides)


def last_week(home: Home, day: date) -> str:
    """The week of the last Monday up to a day; the coming one's where nothing was published by then. Raises NoWeek."""
    last = week_of(day - timedelta(days=day.weekday()))
    try:
        weeks.catalogue_of(home, last)
    except weeks.NoWeek:
        weeks.catalogue_of(home, week_of(day))
        return week_of(day)
    return last


def choose(known: Sequence[Profile], wanted: Sequence[str]) -> list[Profile]:
    """The profiles named by their ids or their applicants', all where none is. Raises CannotExport."""
    if not known:
        raise CannotExport("the territory has no profiles: list them in profiles.yaml, beside priorities.yaml")
    ids = {name for p in known for name in (p.profile_id, p.applicant_id)}
    for name in wanted:
        if name not in ids:
            near = get_close_matches(name, sorted(ids), 3, 0.4)
            raise CannotExport(
                f"--profile {name}: no such profile in profiles.yaml; {'the nearest are' if near else 'one is'} "
                f"{', '.join(near or sorted(ids)[:1])}"
            )
    return [p for p in known if not wanted or p.profile_id in wanted or p.applicant_id in wanted]


def _write(edition: Edition, target: Path) -> None:
    """Every file of an edition, in place together."""
    aside, former = (target.with_name(f".{target.name}.{end}") for end in ("part", "old"))
    if former.exists() and not target.exists():
        former.rename(target)
    for left in (aside, former):
        if left.exists():
            shutil.rmtree(left)
    aside.mkdir()
    try:
        for name, write in WRITERS.items():
            write(edition, aside / name)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    if target.exists():
        target.rename(former)
    aside.rename(target)
    shutil.rmtree(former, ignore_errors=True)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a week's folder for one export."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise CannotExport(
            f"{folder}: another export is writing there; wait for it, or name another folder with --out"
        ) from None
    finally:
        os.close(handle)
