"""The folder of one crawl: written as `.part`, renamed when whole, never touched again.

Belongs here: durability of the landing's files, and where records wait until then. Does not belong: their names and
form (`pipelines/landing_format.py`), what is in them (`scrapers/kinds`), how they become tables (`warehouse`). Standard
library only: the host writes here for a child that died. `crawl.log` stands beside the three files where the crawl had
something to say to whoever mends the source.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import shutil
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

from pipelines.landing_format import (
    ANSWERS,
    LOG,
    MANIFEST,
    PART,
    RECORDS,
    Unreadable,
    day_of,
    line_text,
    manifest_text,
    parse_line,
    parse_manifest,
)
from pipelines.language.safe_text import one_line, shortened
from pipelines.place import in_use
from pipelines.records import Record
from scrapers.engine.job import Job
from scrapers.engine.verdict import GoodDay, Tally
from scrapers.registry import source_file

SPOOLED = 4 * 2**20
"""Bytes of records that a crawl holds in memory at most."""
COMPARABLE = timedelta(days=14)
"""A good day lies as far back at most to be compared with: a change that lasts becomes what is normal."""
NOTE = 1000
"""Characters of a manifest's sentence at most: it may quote what a source answered."""


@dataclass(slots=True)
class Entry:
    """A record as its listing and its detail gave it, apart: a failed detail can carry the last good one forward."""

    listing: Record
    detail: Record | None = None
    detail_failed: str | None = None

    def line(self) -> str:
        """One line of records.jsonl."""
        return line_text(
            self.listing.record_key,
            self.listing.to_json(),
            self.detail.to_json() if self.detail else None,
            self.detail_failed,
        )


class Entries(MutableMapping[str, Entry]):
    """The records of a crawl by their key, outside memory where they are many: a changed entry must be put back."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile[bytes](SPOOLED)
        self._places: dict[str, int] = {}

    def __setitem__(self, key: str, entry: Entry) -> None:
        self._places[key] = self._file.seek(0, os.SEEK_END)
        pickle.dump(entry, self._file, pickle.HIGHEST_PROTOCOL)

    def __getitem__(self, key: str) -> Entry:
        self._file.seek(self._places[key])
        entry: Entry = pickle.load(self._file)
        return entry

    def __delitem__(self, key: str) -> None:
        del self._places[key]

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass(frozen=True, slots=True)
class Landing:
    """Where one source's crawl of one run lands."""

    job: Job
    source_id: str

    @property
    def whole(self) -> Path:
        """The folder once it is whole."""
        return self.job.landing / self.source_id / self.job.run_id

    @property
    def part(self) -> Path:
        """The folder while it is written."""
        return self.whole.with_name(self.whole.name + PART)

    def begin(self) -> None:
        """Make the folder; what a killed crawl of the same run left is removed."""
        if self.part.exists():
            shutil.rmtree(self.part)
        self.part.mkdir(parents=True)

    def now(self) -> str:
        """The moment as manifests state it: in a replay noon of the day, so that a replayed home is equal each time."""
        zone = in_use().zone
        noon = datetime.combine(self.job.as_of, time(12), zone)
        return (noon if self.job.replay else datetime.now(UTC).astimezone(zone)).isoformat(timespec="seconds")

    def manifest(
        self, *, started_at: str, finish_reason: str, verdict: str, note: str, tally: Tally, lists_all: bool
    ) -> dict[str, Any]:
        """What a crawl says of itself."""
        return {
            "source_id": self.source_id,
            "run_id": self.job.run_id,
            "as_of": self.job.as_of.isoformat(),
            "started_at": started_at,
            "finished_at": self.now(),
            "finish_reason": finish_reason,
            "verdict": verdict,
            "note": shortened(one_line(note), NOTE),
            "counts": tally.counts(),
            "lists_all": lists_all,
            "validators": tally.validators,
            "fill": {name: round(share, 3) for name, share in tally.fill.items()},
            "code": self.code(),
        }

    def code(self) -> str | None:
        """The hash of the source's file."""
        path = source_file(self.source_id, self.job.folder)
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None

    def good_day(self) -> GoodDay | None:
        """The source's last good crawl that this one can be compared with: recent, and read by the same code."""
        code = self.code()
        for path, manifest in self._good_runs():
            if manifest.get("code") == code:
                calls, day = _calls(path / RECORDS), date.fromisoformat(manifest["as_of"])
                return GoodDay(day, manifest["counts"]["records"], manifest.get("fill", {}), calls)
        return None

    def last_answers(self) -> Path | None:
        """The answers of the last good crawl, where some of them can be asked about conditionally."""
        path, manifest = next(self._good_runs(), (None, {}))
        return path / ANSWERS if path and manifest.get("validators") and (path / ANSWERS).exists() else None

    def _good_runs(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        """The source's good crawls that are not long past, the last first."""
        first, last = self.job.as_of - COMPARABLE, self.job.as_of
        near = [
            path
            for path in self.whole.parent.iterdir()
            if path.suffix != PART and first <= (day_of(path.name) or last) <= last
        ]
        for path in sorted(near, reverse=True):
            with contextlib.suppress(OSError, Unreadable):  # whoever enters the landing says so
                manifest = parse_manifest((path / MANIFEST).read_bytes())
                if manifest["verdict"] == "ok" and first <= date.fromisoformat(manifest["as_of"]) <= last:
                    yield path, manifest

    def finish(self, entries: Mapping[str, Entry], manifest: dict[str, Any]) -> None:
        """Write records and manifest beside the answers, make all durable, and give the folder its name."""
        with (self.part / RECORDS).open("w", encoding="utf-8") as lines:
            lines.writelines(entries[key].line() + "\n" for key in sorted(entries))
        (self.part / MANIFEST).write_text(manifest_text(manifest), encoding="utf-8")
        log = self.part / LOG
        if log.exists() and not log.stat().st_size:
            log.unlink()
        (self.part / ANSWERS).touch()
        for name in (ANSWERS, RECORDS, MANIFEST):
            _sync(self.part / name)
        _sync(self.part)
        self.part.rename(self.whole)
        _sync(self.whole.parent)

    def fail(self, *, finish_reason: str, note: str, lists_all: bool, started_at: str | None = None) -> dict[str, Any]:
        """The landing of a crawl whose process did not live to write its own. Keeps the answers it got."""
        self.part.mkdir(parents=True, exist_ok=True)
        manifest = self.manifest(
            started_at=started_at or self.now(),
            finish_reason=finish_reason,
            verdict="failed",
            note=note,
            tally=Tally(),
            lists_all=lists_all,
        )
        self.finish({}, manifest)
        return manifest

    def read_manifest(self) -> dict[str, Any] | None:
        """The manifest of a whole landing, None where there is none."""
        path = self.whole / MANIFEST
        return parse_manifest(path.read_bytes()) if path.exists() else None


def _calls(records: Path) -> dict[str, tuple[str, str]]:
    """By key, title and address as the listing gave them."""
    found = {}
    with contextlib.suppress(OSError), records.open("rb") as lines:
        for line in lines:
            with contextlib.suppress(Unreadable):
                entry = parse_line(line)
                found[entry["record_key"]] = (entry["listing"].get("title", ""), entry["listing"].get("url", ""))
    return found


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
