"""Whether the live sources still look like their fixtures: what tests on frozen answers can never tell.

Belongs here: one page and one detail of each source, beside its fixture. Does not belong: the day's crawls and their verdicts: nothing
that is found here changes a record. Sources of one large file (kind bulk) are left out: a page of them is all of them.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from scrapers.crawl import crawl_all
from scrapers.landing import RECORDS
from scrapers.registry import FOLDER, registry
from scrapers.verdict import FIELDS

FIXTURES = Path(__file__).resolve().parents[1] / "tests" / "fixtures"
RUN = "canary"
ENOUGH = 3
"""Fewer live records than these tell nothing of a field that none of them has."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one live source showed: its findings, none where it looks as its fixture does, and how many records were looked at."""

    source_id: str
    records: int
    findings: tuple[str, ...]


def look(
    ids: Sequence[str] | None = None, *, folder: Path = FOLDER, fixtures: Path = FIXTURES, allow: frozenset[str] = frozenset(),
    **options: Any,
) -> list[Sighting]:
    """Ask each live source (all that are in use) for one page and one detail, and compare. `options`: as for `crawl_all`."""
    known = registry(folder)
    chosen = [i for i in (ids or known) if known[i].kind != "bulk" and known[i].state != "retired"]
    seen = []
    with tempfile.TemporaryDirectory() as home:
        live, fixed = Path(home) / "live", Path(home) / "fixture"
        today = datetime.now(UTC).date()
        for manifest in crawl_all(chosen, landing=live, run_id=RUN, as_of=today, sample=True, folder=folder, allow=allow, **options):
            source_id = manifest["source_id"]
            crawl_all([source_id], landing=fixed, run_id=RUN, as_of=_day(fixtures / source_id), replay=fixtures / source_id, folder=folder,
                      allow=allow)
            findings = _findings(manifest, _shares(live / source_id), _shares(fixed / source_id))
            seen.append(Sighting(source_id, manifest["counts"]["records"], tuple(findings)))
    return seen


def _day(fixture: Path) -> date:
    with (fixture / "replay.tsv").open(encoding="utf-8", newline="") as rows:
        return max(date.fromisoformat(row["date"]) for row in csv.DictReader(rows, delimiter="\t"))


def _shares(landed: Path) -> dict[str, float]:
    """The share of a crawl's records that have each field, whether by listing or detail."""
    lines = [json.loads(line) for line in (landed / RUN / RECORDS).read_text(encoding="utf-8").splitlines()]
    held = Counter(name for line in lines for name in {*line["listing"], *(line["detail"] or {})})
    return {name: times / len(lines) for name, times in held.items()}


def _findings(live: Mapping[str, Any], shares: Mapping[str, float], of_fixture: Mapping[str, float]) -> Iterator[str]:
    counts = live["counts"]
    if live["verdict"] in ("failed", "malformed"):
        yield f"{live['verdict']}: {live['note']}"
        return
    if not counts["records"]:
        yield "its first page holds no record"
    if counts["details_failed"]:
        yield f"its first detail failed: {live['note']}"
    if counts["records"] >= ENOUGH:
        for name in FIELDS:
            if of_fixture.get(name, 0) >= 0.5 and name not in shares:
                yield (f"none of {counts['records']} records has {name!r}, which {of_fixture[name]:.0%} of its fixture's have: "
                       "capture it and mend the reader")
