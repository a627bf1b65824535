"""How an installation is, from its files alone: what was published, how each source's last crawl went, what is due, the
disk.

Belongs here: reading and counting. Does not belong: how it is shown (`terminal.py`), opening the warehouse, which a run
may hold.

It costs the same at any age of a home: of each source only the newest manifests are read, back to its last good one.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipelines.landing_format import MANIFEST, PART, Unreadable, parse_manifest
from pipelines.language.messages import Language, text
from pipelines.vocabulary import COMPLETE
from warehouse.home import Home
from warehouse.landing import DAYS_BETWEEN

FARTHEST = 400
"""Manifests of one source that are read at most: who is ill for longer is ill since then at least."""
LAST_RUN = "last_run.json"


@dataclass(frozen=True, slots=True)
class Health:
    """How a source's last crawl went; `ill_since`: the day of the first that was not good since the last good one."""

    source_id: str
    state: str
    cadence: str
    verdict: str | None = None
    note: str = ""
    crawled_on: date | None = None
    records: int | None = None
    last_good_on: date | None = None
    ill_since: date | None = None

    @property
    def ill(self) -> bool:
        return self.verdict is not None and self.verdict not in COMPLETE

    def due(self, day: date) -> bool:
        """Whether it is to be asked on a day: as the day's run decides, and not asked yet that day."""
        waits = DAYS_BETWEEN[self.cadence]
        return self.crawled_on != day and (self.last_good_on is None or (day - self.last_good_on).days >= waits)


@dataclass(frozen=True, slots=True)
class Status:
    """One home on one day. `published`: the newest publication; `last_run`: what the last run that ended came to;
    None where none is.
    """

    home: str
    day: date
    at_work: bool
    published: Mapping[str, Any] | None
    trouble: str | None
    last_run: Mapping[str, Any] | None
    sources: Sequence[Health]
    due: Sequence[str]
    last_export: str | None
    free_bytes: int
    total_bytes: int
    folders: Mapping[str, int]

    @property
    def ill(self) -> list[Health]:
        """The sources that are not well, those in use first, the longest ill first."""
        sick = [source for source in self.sources if source.ill]
        return sorted(sick, key=lambda s: (s.state != "live", s.ill_since or date.max, s.source_id))

    @property
    def never(self) -> list[str]:
        """The sources of which no crawl has landed."""
        return [source.source_id for source in self.sources if source.verdict is None]

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"ill": [source.source_id for source in self.ill], "never_crawled": self.never}


def status(home: Home, sources: Mapping[str, tuple[str, str]], day: date, language: Language = "en") -> Status:
    """`sources`: state and cadence of each that is in use, by id; `language` of what is wrong with what is
    published.
    """
    found = [health(home.landing, source_id, *known) for source_id, known in sources.items()]
    published, trouble = _published(home, language)
    disk = shutil.disk_usage(next(path for path in (home.path, *home.path.resolve().parents) if path.exists()))
    return Status(
        str(home.path),
        day,
        _at_work(home),
        published,
        trouble,
        _json(home.path / LAST_RUN),
        found,
        [source.source_id for source in found if source.due(day)],
        _last_export(home),
        disk.free,
        disk.total,
        _folders(home),
    )


def health(landing: Path, source_id: str, state: str = "live", cadence: str = "daily") -> Health:
    """How a source is, by its newest manifests."""
    last: Mapping[str, Any] | None = None
    ill_since, last_good = None, None
    for manifest in _manifests(landing / source_id):
        last = last or manifest
        if manifest["verdict"] in COMPLETE:
            last_good = date.fromisoformat(manifest["as_of"])
            break
        ill_since = date.fromisoformat(manifest["as_of"])
    if last is None:
        return Health(source_id, state, cadence)
    return Health(
        source_id,
        state,
        cadence,
        last["verdict"],
        last["note"],
        date.fromisoformat(last["as_of"]),
        last["counts"]["records"],
        last_good,
        ill_since,
    )


_APART = re.compile(r"https?://\S+|«[^«»]*»|(?<!\S)[\w-]+(?:\.[\w-]+)+|\d+(?:[.,:]\d+)*")


def by_cause(unwell: Mapping[str, str]) -> list[tuple[list[str], str]]:
    """Sources, by what is wrong with them, that share a cause, and the words of the first: what differs in names,
    addresses and numbers alone is one. The cause of most sources comes first."""
    causes: dict[str, list[str]] = defaultdict(list)
    for source_id, words in unwell.items():
        causes[_APART.sub("…", words).casefold()].append(source_id)
    return [(ids, unwell[ids[0]]) for ids in sorted(causes.values(), key=lambda ids: (-len(ids), ids))]


def keep_last_run(home: Home, told: Mapping[str, Any]) -> None:
    """Note what a run came to. A disk that has no room for it keeps what was known before."""
    path = home.path / LAST_RUN
    aside = path.with_suffix(".part")
    with contextlib.suppress(OSError):
        aside.write_text(json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
        os.replace(aside, path)


def prometheus(found: Status) -> str:
    """The same as a page for Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/."""
    lines: list[str] = []

    def metric(name: str, says: str, *values: tuple[Mapping[str, str], Any]) -> None:
        shown = [(labels, value) for labels, value in values if value is not None]
        if shown:
            lines.extend((f"# HELP catastro_{name} {says}", f"# TYPE catastro_{name} gauge"))
        for labels, value in shown:
            inner = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
            lines.append(f"catastro_{name}{f'{{{inner}}}' if inner else ''} {int(value)}")

    published, last = found.published or {}, found.last_run or {}
    metric("at_work", "1 while a run holds the home.", ({}, found.at_work))
    metric("catalogue_readable", "1 where the published catalogue can be read.", ({}, found.published is not None))
    metric(
        "published_timestamp_seconds", "When what stands was published.", ({}, _seconds(published.get("published_at")))
    )
    metric(
        "published_age_days",
        "Days since the day that the catalogue is of.",
        ({}, _days(published.get("as_of"), found.day)),
    )
    metric("calls", "Calls in the catalogue.", ({}, published.get("calls")))
    metric("open_calls", "Open calls when it was published.", ({}, published.get("open_calls")))
    metric("last_run_published", "1 where the last run that ended published.", ({}, last.get("published")))
    metric("last_run_timestamp_seconds", "When the last run ended.", ({}, _seconds(last.get("ended_at"))))
    named = [({"source": s.source_id, "state": s.state}, s) for s in found.sources]
    metric(
        "source_well",
        "1 where the last crawl was complete.",
        *((labels, not s.ill) for labels, s in named if s.verdict),
    )
    metric(
        "source_ill_days",
        "Days since the first crawl that was not complete after the last that was.",
        *((labels, _days(s.ill_since, found.day) if s.ill else 0) for labels, s in named if s.verdict),
    )
    metric("source_records", "Records of the last crawl.", *((labels, s.records) for labels, s in named))
    metric(
        "source_last_good_age_days",
        "Days since the last complete crawl.",
        *((labels, _days(s.last_good_on, found.day)) for labels, s in named),
    )
    metric("sources_due", "Sources that are to be asked today and were not yet.", ({}, len(found.due)))
    metric("disk_free_bytes", "Free space where the home lies.", ({}, found.free_bytes))
    metric(
        "home_bytes",
        "What each part of the home takes.",
        *(({"part": part}, size) for part, size in found.folders.items()),
    )
    return "\n".join(lines) + "\n"


def _manifests(folder: Path) -> Iterator[dict[str, Any]]:
    """A source's manifests that can be read, the newest first."""
    try:
        names = sorted((entry.name for entry in os.scandir(folder) if not entry.name.endswith(PART)), reverse=True)
    except OSError:
        return
    for name in names[:FARTHEST]:
        with contextlib.suppress(OSError, Unreadable):
            yield parse_manifest((folder / name / MANIFEST).read_bytes())


def _json(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _published(home: Home, language: Language) -> tuple[dict[str, Any] | None, str | None]:
    """The newest publication, or why there is none to tell of."""
    if not home.catalogue.exists():
        return None, text("status_trouble.nothing", language)
    import duckdb

    from warehouse.publish import open_readonly

    names = ("published_at", "as_of", "calls", "open_calls", "records", "sources_ok", "sources_total")
    try:
        with contextlib.closing(open_readonly(home.catalogue)) as con:
            row = con.execute(
                f"SELECT {', '.join(names)} FROM publications ORDER BY published_at DESC, as_of DESC LIMIT 1"
            ).fetchone()
    except (duckdb.Error, OSError) as error:
        return None, text("status_trouble.unreadable", language, path=home.catalogue, error=str(error).splitlines()[0])
    return (
        (dict(zip(names, row, strict=True)), None)
        if row
        else (None, text("status_trouble.empty", language, path=home.catalogue))
    )


def _at_work(home: Home) -> bool:
    """Whether a run holds the home: seen in the kernel's list, for trying the lock would keep a run from it for a
    moment.
    """
    try:
        lock = (home.path / ".lock").stat()
        held = Path("/proc/locks").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    place = f"{os.major(lock.st_dev):02x}:{os.minor(lock.st_dev):02x}:{lock.st_ino}"
    return any(" FLOCK " in line and place in line.split() for line in held)


def _last_export(home: Home) -> str | None:
    weeks = [path.name for path in home.exports.glob("*-W*") if path.is_dir()] if home.exports.exists() else []
    return max(weeks, default=None)


def _folders(home: Home) -> dict[str, int]:
    """Bytes of each part of a home, the largest first."""
    if not home.path.exists():
        return {}
    sizes = {entry.name: _size(entry) for entry in os.scandir(home.path) if not entry.name.startswith(".")}
    return dict(sorted(sizes.items(), key=lambda part: (-part[1], part[0])))


def _size(entry: os.DirEntry[str]) -> int:
    try:
        if entry.is_symlink() or not entry.is_dir():
            return entry.stat(follow_symlinks=False).st_size
        with os.scandir(entry.path) as inner:
            return sum(_size(one) for one in inner)
    except OSError:  # a run tidies meanwhile
        return 0


def _seconds(moment: Any) -> float | None:
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return moment.timestamp() if isinstance(moment, datetime) else None


def _days(then: date | None, day: date) -> int | None:
    return (day - then).days if then else None


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
