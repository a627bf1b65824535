"""What one host process is asked to do: the crawls of one day, as one JSON line."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.place import SHIPPED_FOLDER
from scrapers.registry import FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """`allow`: "host:port" that the guard lets pass although not public, for tests on loopback alone.

    `sample`: only the first page of each listing and the first detail. `folder`: where the sources' files are. `territory`: whose clock and
    language notes are told in.
    Limits of one crawl: `limit_seconds`; `limit_pages` of one listing; `limit_mib` of all its answers together;
    `memory_mib`, what its process may hold.
    """

    sources: tuple[str, ...]
    landing: Path
    run_id: str
    as_of: date
    replay: Path | None = None
    limit_seconds: float = 3600.0
    limit_pages: int = 1000
    limit_mib: int = 1024
    memory_mib: int = 256
    delay_seconds: float = 1.0
    parallel: int = 4
    allow: frozenset[str] = frozenset()
    sample: bool = False
    folder: Path = FOLDER
    territory: Path = SHIPPED_FOLDER

    def to_line(self) -> str:
        """One line of JSON."""
        return json.dumps(dataclasses.asdict(self), default=_plain)

    @classmethod
    def from_line(cls, line: str) -> Job:
        """The inverse of `to_line`."""
        values: dict[str, Any] = json.loads(line)
        values |= {
            "sources": tuple(values["sources"]),
            "landing": Path(values["landing"]),
            "as_of": date.fromisoformat(values["as_of"]),
            "replay": Path(values["replay"]) if values["replay"] else None,
            "allow": frozenset(values["allow"]),
            "folder": Path(values["folder"]),
            "territory": Path(values["territory"]),
        }
        return cls(**values)


def _plain(value: object) -> Any:
    return sorted(value) if isinstance(value, frozenset) else str(value)
