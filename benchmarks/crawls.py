"""What replayed crawls cost: `python benchmarks/crawls.py`.

Every source's fixture is replayed by one host process. Prints CPU seconds in all, of the host alone, and a source; and
what the same sources would cost in a process of their own each, from three. CPU times are of the operating system's
account for the processes, so that a busy machine changes little.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scrapers.authoring.canary import join_fixtures  # noqa: E402
from scrapers.engine.crawl import crawl_all  # noqa: E402
from scrapers.registry import registry  # noqa: E402


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        ids, answers = list(registry()), Path(home) / "answers"
        join_fixtures(ids, answers)
        seconds, wall, events = replay(ids, answers, Path(home) / "together")
        own = {event["source_id"]: event["cpu_seconds"] for event in events}
        for source_id, cpu in sorted(own.items(), key=lambda item: -item[1]):
            print(f"{source_id:24} {cpu:.2f} CPU s")
        print(
            f"{len(ids)} sources: {seconds:.1f} CPU s, {wall:.0f} s wall; the host {seconds - sum(own.values()):.1f}; "
            f"a source {statistics.median(own.values()):.2f} (median), {max(own.values()):.2f} (most); "
            f"at most {max(event['peak_mib'] for event in events):.0f} MiB"
        )
        alone = [replay([i], answers, Path(home) / f"alone-{i}")[0] for i in ids[:3]]
        mean = statistics.mean(alone)
        print(f"A process of its own each: {mean:.2f} CPU s a source, {len(ids) * mean:.0f} for {len(ids)}")
    return 0


def replay(ids: list[str], answers: Path, landing: Path) -> tuple[float, float, list[dict[str, Any]]]:
    """CPU seconds and wall seconds of one replay, and its events of crawls that ended."""
    events: list[dict[str, Any]] = []
    before, began = children(), time.monotonic()
    crawl_all(
        ids, landing=landing, run_id="one", as_of=date(2026, 3, 2), replay=answers, parallel=2, on_event=events.append
    )
    return children() - before, time.monotonic() - began, [event for event in events if event["event"] == "finished"]


def children() -> float:
    """CPU seconds of all processes that this one has waited for, and that they have."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
