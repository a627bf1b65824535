"""Whether the live sources still look like their fixtures: what tests on frozen answers can never tell.

Belongs here: one page and one detail of each source, beside its fixture. Does not belong: the day's crawls and their
verdicts: nothing that is found here changes a record. Sources of one large file (kind bulk) are left out: a page of
them is all of them.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.landing_format import RECORDS
from scrapers.engine.archive import COLUMNS
from scrapers.engine.crawl import crawl_all
from scrapers.engine.verdict import FIELDS
from scrapers.registry import FOLDER, registry

FIXTURES = Path(__file__).resolve().parents[2] / "tests" / "fixtures"
RUN = "canary"
ENOUGH = 3
"""Fewer live records than these tell nothing of a field that none of them has."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one live source showed: its findings, none where it looks as its fixture does, and how many records were
    looked at.
    """

    source_id: str
    records: int
    findings: tuple[str, ...]


def look(
    ids: Sequence[str] | None = None,
    *,
    folder: Path = FOLDER,
    fixtures: Path = FIXTURES,
    allow: frozenset[str] = frozenset(),
    **options: Any,
) -> list[Sighting]:
    """Ask each live source (all that are in use) for one page and one detail, and compare. `options`: as for
    `crawl_all`.
    """
    known = registry(folder)
    chosen = [i for i in ids or known if known[i].kind != "bulk" and known[i].state != "retired"]
    today = datetime.now(UTC).date()
    with tempfile.TemporaryDirectory() as home:
        live, fixed, answers = Path(home) / "live", Path(home) / "fixtures", Path(home) / "answers"
        join_fixtures(chosen, answers, fixtures)
        manifests = crawl_all(
            chosen, landing=live, run_id=RUN, as_of=today, sample=True, folder=folder, allow=allow, **options
        )
        crawl_all(chosen, landing=fixed, run_id=RUN, as_of=today, replay=answers, folder=folder, allow=allow)
        return [
            Sighting(
                m["source_id"],
                m["counts"]["records"],
                tuple(_findings(m, _shares(live / m["source_id"]), _shares(fixed / m["source_id"]))),
            )
            for m in manifests
        ]


def join_fixtures(ids: Iterable[str], out: Path, fixtures: Path = FIXTURES) -> None:
    """Make `out` a folder of a replay with all answers of these sources' fixtures, where they stand."""
    out.mkdir()
    with (out / "replay.tsv").open("w", newline="", encoding="utf-8") as sink:
        table = csv.DictWriter(sink, COLUMNS, delimiter="\t", lineterminator="\n", extrasaction="ignore")
        table.writeheader()
        for folder in (fixtures / source_id for source_id in ids):
            with (folder / "replay.tsv").open(newline="", encoding="utf-8") as rows:
                table.writerows(
                    row | {"file": str(folder / row["file"])} for row in csv.DictReader(rows, delimiter="\t")
                )


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
                yield (
                    f"none of {counts['records']} records has {name!r}, which {of_fixture[name]:.0%} of its fixture's"
                    " have: capture it and mend the reader"
                )
