"""A home of three years in miniature: what a day's landing costs in it, and what each folder holds before and after
retention.

    python benchmarks/age.py [--days 1095] [--sources 62]

Every source has a crawl a day, each of a few records, all entered in the warehouse but the last day's. The processor
seconds of that day's landing are measured (which sources are due, what the last good crawl was, entering the new
crawls, looking for what is past its span), and beside them those of reading every manifest.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LAST = date(2029, 11, 14)
RECORDS = 5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=1095)
    parser.add_argument("--sources", type=int, default=62)
    asked = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        return measure(Path(folder), asked.days, asked.sources)


def measure(folder: Path, days: int, sources: int) -> int:
    """Print both tables; 0 where the landing stays under one processor second."""
    from scrapers.engine.job import Job
    from scrapers.engine.landing import Landing
    from scrapers.registry import registry
    from warehouse import connect, landing, retention
    from warehouse.day import prepare
    from warehouse.home import Home

    home, ids = Home(folder / "home"), sorted(registry())[:sources]
    grow(home, ids, days)
    with connect(home.warehouse) as con:
        prepare(con)
        con.execute(
            """
            INSERT INTO landed.runs
            SELECT day::DATE::VARCHAR || '-01', source, day::DATE, day, 'ok', '', 5
            FROM unnest(?::VARCHAR[]) AS s(source), generate_series(?::DATE, ?::DATE, INTERVAL 1 DAY) AS d(day)""",
            [ids, LAST - timedelta(days=days - 1), LAST - timedelta(days=1)],
        )
        job = Job(sources=tuple(ids), landing=home.landing, run_id=f"{LAST}-02", as_of=LAST)
        costs = {
            "which sources are due": lambda: landing.due(home.landing, dict.fromkeys(ids, "daily"), LAST),
            "the last good crawl of each": lambda: [Landing(job, source).good_day() for source in ids],
            "the id of the run": lambda: landing.next_run_id(home.landing, LAST, None),
            "entering the day's crawls": lambda: landing.land(
                con, landing.runs(home.landing, LAST, known=landing.known(con))
            ),
            "looking for what is past its span": lambda: list(retention.old(home, LAST)),
        }
        kept = spans(home)  # a day finds what one day has left behind, not what three years have
        taken = {name: cpu(cost) for name, cost in costs.items()}
        entered = con.execute("SELECT count(DISTINCT source_id) FROM landed.runs WHERE as_of = ?", [LAST]).fetchone()
        every = cpu(lambda: landing.runs(home.landing))
    print(f"{sources} sources x {days} days, {entered[0] if entered else 0} crawls entered on the last")
    for name, seconds in taken.items():
        print(f"  {name:36} {seconds:6.2f} CPU s")
    whole = sum(taken.values())
    print(f"  {'all of it':36} {whole:6.2f} CPU s, where reading every manifest takes {every:.2f}")
    print("  files after three years, before retention and after it:")
    for name, (before, after) in kept.items():
        print(f"    {name:16} {before:>8} {after:>8}")
    print(f"    {'runs':16} {days:>8} {min(days, retention.RUNS_DAYS):>8}  (of the orchestrator, by its span)")
    return int(whole >= 1 or entered != (sources,))


def grow(home: Any, ids: list[str], days: int) -> None:
    """Write the landing, the weeks and the exports."""
    line = [
        {
            "record_key": f"k{n}",
            "listing": {"record_key": f"k{n}", "title": f"Call {n}"},
            "detail": None,
            "detail_failed": None,
        }
        for n in range(RECORDS)
    ]
    records = "".join(json.dumps(one) + "\n" for one in line)
    for source in ids:
        for back in range(days):
            day = LAST - timedelta(days=back)
            run = home.landing / source / f"{day}-01"
            os.makedirs(run)
            (run / "manifest.json").write_text(
                json.dumps(
                    {
                        "source_id": source,
                        "run_id": run.name,
                        "as_of": f"{day}",
                        "finished_at": f"{day}T12:00:00-03:00",
                        "verdict": "ok",
                        "note": "",
                        "counts": {"records": RECORDS},
                        "lists_all": True,
                        "code": None,
                        "fill": {},
                    }
                )
            )
            (run / "records.jsonl").write_text(records)
            (run / "answers.warc.gz").touch()
    for back in range(0, days, 7):
        week = (LAST - timedelta(days=back)).strftime("%G-W%V")
        (home.exports / week).mkdir(parents=True)
        home.weeks.mkdir(exist_ok=True)
        (home.weeks / f"{week}.duckdb").touch()


def spans(home: Any) -> dict[str, tuple[int, int]]:
    """How many files of each kind there are, and how many are left once what is past its span is gone."""
    from warehouse import retention

    def counted() -> dict[str, int]:
        found = {
            name: sum(1 for _ in home.landing.glob(f"*/*/{name}")) for name in ("answers.warc.gz", "records.jsonl")
        }
        return found | {"weeks": len(list(home.weeks.iterdir())), "exports": len(list(home.exports.iterdir()))}

    before = counted()
    retention.remove(list(retention.old(home, LAST)))
    return {name: (before[name], after) for name, after in counted().items()}


def cpu(work: Callable[[], object]) -> float:
    """The processor seconds that something takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
