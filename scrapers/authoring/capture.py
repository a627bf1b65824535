"""A live source's first answers into a fixture folder: how a fixture begins.

Belongs here: one short crawl, its answers as files, their replay.tsv. Does not belong: the crawl itself (`crawl.py`).
"""

from __future__ import annotations

import csv
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from pipelines.landing_format import ANSWERS
from scrapers.engine.archive import COLUMNS, read_archive
from scrapers.engine.crawl import crawl_all
from scrapers.registry import FOLDER

_ENDINGS = (("json", ".json"), ("html", ".html"), ("xml", ".xml"), ("rss", ".xml"), ("atom", ".xml"))


class NothingCaptured(ValueError):
    """The source gave no answer; the message says why, and nothing was written."""


def capture(source_id: str, out: Path, *, folder: Path = FOLDER, allow: frozenset[str] = frozenset()) -> list[Path]:
    """Ask the live source for the first page of each listing and one detail; write the answers and replay.tsv into
    `out`.
    """
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as home:
        (manifest,) = crawl_all(
            [source_id], landing=Path(home), run_id="capture", as_of=now.date(), sample=True, folder=folder, allow=allow
        )
        archive = Path(home) / source_id / "capture" / ANSWERS
        if not manifest["counts"]["answers"]:
            raise NothingCaptured(f"{source_id}: nothing was captured. {manifest['note']}")
        exchanges = [e for e in read_archive(archive) if e.role in ("listing", "detail")]
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with (out / "replay.tsv").open("w", newline="", encoding="utf-8") as rows:
        table = csv.writer(rows, delimiter="\t", lineterminator="\n")
        table.writerow([*COLUMNS, "status"])
        for number, exchange in enumerate(exchanges, start=1):
            kind = next((value for name, value in exchange.headers if name.lower() == "content-type"), "")
            ending = next((ending for word, ending in _ENDINGS if word in kind), ".bin")
            path = out / f"{exchange.role}-{number}{ending}"
            path.write_bytes(exchange.body)
            table.writerow(
                [
                    path.name,
                    exchange.method,
                    exchange.url,
                    kind,
                    now.date().isoformat(),
                    exchange.request_body.decode("utf-8", errors="replace"),
                    exchange.status,
                ]
            )
            written.append(path)
    return [*written, out / "replay.tsv"]
