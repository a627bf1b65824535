"""What replayed crawls cost: `python benchmarks/crawls.py [how many sources, 60]`.

Every source's fixture is replayed by one host process, the sources copied under other names until there are as many as asked for. Prints
CPU seconds in all, of the host alone, and a source; and what the same sources would cost in a process of their own each, from three.
CPU times are of the operating system's account for the processes, so that a busy machine changes little.
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

from scrapers.canary import join_fixtures  # noqa: E402
from scrapers.crawl import crawl_all  # noqa: E402
from scrapers.registry import registry, source_file  # noqa: E402


def main() -> int:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as home:
        folder, answers = copies(Path(home), many), Path(home) / "answers"
        join_fixtures(registry(), answers)
        ids = sorted(path.stem for path in folder.glob("*.py"))
        seconds, wall, events = replay(ids, folder, answers, Path(home) / "together")
        own = {event["source_id"]: event["cpu_seconds"] for event in events}
        of_originals = {i: own[f"{i}_0"] for i in registry()}
        for source_id, cpu in sorted(of_originals.items(), key=lambda item: -item[1]):
            print(f"{source_id:24} {cpu:.2f} CPU s")
        print(f"{many} sources: {seconds:.1f} CPU s, {wall:.0f} s wall; the host {seconds - sum(own.values()):.1f}; "
              f"a source {statistics.median(own.values()):.2f} (median), {max(own.values()):.2f} (most); "
              f"at most {max(event['peak_mib'] for event in events):.0f} MiB")
        alone = [replay([i], folder, answers, Path(home) / f"alone-{i}")[0] for i in ids[:3]]
        print(f"A process of its own each: {statistics.mean(alone):.2f} CPU s a source, {many * statistics.mean(alone):.0f} for {many}")
    return 0


def replay(ids: list[str], folder: Path, answers: Path, landing: Path) -> tuple[float, float, list[dict[str, Any]]]:
    """CPU seconds and wall seconds of one replay, and its events of crawls that ended."""
    events: list[dict[str, Any]] = []
    before, began = children(), time.monotonic()
    crawl_all(ids, landing=landing, run_id="one", as_of=date(2026, 3, 2), replay=answers, folder=folder, parallel=2, on_event=events.append)
    return children() - before, time.monotonic() - began, [event for event in events if event["event"] == "finished"]


def children() -> float:
    """CPU seconds of all processes that this one has waited for, and that they have."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def copies(home: Path, many: int) -> Path:
    """The files of sources, in turn, each under a name of its own."""
    folder = home / "sources"
    folder.mkdir()
    known = list(registry())
    for number in range(many):
        source_id = known[number % len(known)]
        name = f"{source_id}_{number // len(known)}"
        text = source_file(source_id).read_text(encoding="utf-8").replace(f'id="{source_id}"', f'id="{name}"')
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


if __name__ == "__main__":
    sys.exit(main())
