"""Days killed with SIGKILL at random and at named moments, and the runs that come after them.

    python benchmarks/kills.py [KILLS] [--fresh SHARE] [--seed N] [--keep FOLDER]

A home has three days behind it, with changes between them. On the fourth, which changes again, the real command runs
the whole day (crawl by replay, landing, stages, models, Great Expectations, publication, all of it in Dagster) and is
killed; then the command runs again, and must publish within its time. What the home holds then must equal a home that
nobody killed: every table and view of the catalogue, the history of ids, arrivals and changes, no pending publication,
no half landing, no unfinished run. Eight readers ask the catalogue meanwhile: every answer must be the whole old
catalogue or the whole new one.

`--fresh`: the share of kills in a fresh process; the others, and the runs after them, are forked from a process that
has imported what the command imports and call `catastro.main()`, which spares some ten seconds of imports each. Two
things are not compared, as they say which attempt it was: the number at the end of a landing's name, and a
publication's id and hash, which rest on it.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import deaths
from killed_homes import DAYS, READERS, SOURCES, answers, contents, faults, readers

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 180.0
"""The longest that a run may take: some fifteen times what it takes alone."""
FUNCTIONS = {
    "crawl": [
        "assets.dead:clear",
        "warehouse.restore:ensure",
        "assets.crawls:due",
        "scrapers.engine.crawl:_converse",
        "assets.crawls:_told",
    ],
    "land": [
        "warehouse.day:prepare",
        "warehouse.weeks:keep",
        "warehouse.history:mend",
        "warehouse.landing:_land",
        "warehouse.landing:land",
    ],
    "stages": [
        "warehouse.stages:clean",
        "warehouse.stages:deduplicate",
        "warehouse.stages:match",
        "warehouse.stages:assess_calls",
        "warehouse.stage_rows:rows",
        "warehouse.frames:replace_all",
        "warehouse.history:begin",
        "warehouse.day:stage_day",
    ],
    "models": [
        "warehouse.models:build",
        "warehouse.models:build_one",
        "warehouse.arrivals:note",
        "warehouse.models:run_tests",
        "warehouse.gate:check",
        "warehouse.gate:keep",
    ],
    "publish": [
        "warehouse.publish:sweep",
        "warehouse.publish:_fill",
        "warehouse.publish:verify",
        "warehouse.publish:_put_in_place",
        "os:replace",
        "os:fsync",
        "warehouse.history:settle",
        "warehouse.weeks:keep",
        "assets.alerts:report",
    ],
}
AGAIN = {
    "warehouse.frames:replace_all": 22,
    "warehouse.models:build_one": 30,
    "warehouse.landing:_land": 2,
    "assets.crawls:_told": 2,
    "os:fsync": 2,
    "warehouse.weeks:keep": 2,
}
"""How often a day calls these; the others once."""


@dataclass
class Result:
    """One kill, and the run after it."""

    moment: str
    fresh: bool
    died: bool
    code: int | None
    seconds: float
    faults: list[str] = field(default_factory=list)
    said: str = ""


class Command:
    """The real command, in a fresh process or forked from this one."""

    def __init__(self, folder: Path) -> None:
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("CATASTRO_", "DAGSTER_"))
        }
        self._armed = deaths.customize(folder / "armed")

    def begin(self, words: list[str], log: Path, *, fresh: bool, moment: str = "", gate: str = "gx") -> int:
        """Start it; returns its process."""
        if not fresh:
            return self._fork(words, log, moment, gate)
        environment = (
            self._environment | {"CATASTRO_GATE": gate} | (self._armed | {deaths.WHEN: moment} if moment else {})
        )
        with log.open("wb") as out:
            return subprocess.Popen(
                [sys.executable, "-m", "catastro", *words],
                cwd=ROOT,
                env=environment,
                stdout=out,
                stderr=out,
                start_new_session=True,
            ).pid

    def _fork(self, words: list[str], log: Path, moment: str, gate: str) -> int:
        pid = os.fork()
        if pid:
            return pid
        code = 1
        try:
            os.setsid()
            out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            for name in [name for name in os.environ if name.startswith(("CATASTRO_", "DAGSTER_"))]:
                del os.environ[name]
            os.environ["CATASTRO_GATE"] = gate
            os.chdir(ROOT)
            if moment:
                deaths.arm(moment)
            import catastro

            sys.argv = ["catastro", *words]
            catastro.main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)


def wait(pid: int, seconds: float) -> int | None:
    """The exit code of a process, negative for a signal; None where it took longer, and is killed."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return None


def worked(pid: int) -> float | None:
    """The processor seconds of a process so far; None where it has ended."""
    state, *fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return None if state == "Z" else (int(fields[10]) + int(fields[11])) / os.sysconf("SC_CLK_TCK")


def preload(*, gx: bool) -> None:
    """Import what a day imports, without a thread or a connection: it is forked from here."""
    gate = ("great_expectations", "great_expectations.expectations") if gx else ()
    ours = ("assets.alerts", "assets.dead", "assets.instance", "catastro", "warehouse.restore")
    for name in ("duckdb", "holidays", "pandas", "pyarrow", *gate, *ours):
        importlib.import_module(name)
    from assets.definitions import defs
    from pipelines.matching import Matcher
    from warehouse.day import catalogue_models

    defs.get_repository_def()
    catalogue_models()
    Matcher.load(ROOT / "territory" / "priorities.yaml")


def moments(trace: list[str], count: int, chance: random.Random) -> list[str]:
    """Half of them named, over all steps alike, half at random: after a share of the time that a day takes, or of
    its processor seconds.
    """
    named = [
        f"{name}:{when}:{chance.randint(1, AGAIN.get(name, 1))}"
        for names in FUNCTIONS.values()
        for name in names
        for when in ("before", "after")
    ]
    callers = sorted(set(trace))
    while len(named) < count // 2:
        caller = chance.choice(callers)
        named.append(f"statement:{1 + chance.choice([n for n, c in enumerate(trace) if c == caller])}")
    chance.shuffle(named)
    timed = [
        f"{chance.random():.3f} of its {chance.choice(['time', 'work'])}"
        for _ in range(count - min(len(named), count // 2))
    ]
    both = named[: count // 2] + timed
    chance.shuffle(both)
    return both


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("--fresh", type=float, default=0.2)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--gate", default="gx")
    parser.add_argument("--keep", type=Path, help="where homes with a fault are kept")
    told = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    sys.path.insert(0, str(ROOT))
    memory = Path("/dev/shm")  # what is tried is the end of a process, not of a disk's power: nothing need reach a disk
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        return run(Path(folder), told.kills, told.fresh, told.workers, told.seed, told.gate, told.keep)


class House:
    """A home with three days behind it, and the command for the fourth."""

    def __init__(self, folder: Path, gate: str) -> None:
        self.folder, self.gate, self.command = folder, gate, Command(folder)
        preload(gx=gate == "gx")
        self.given = answers(folder / "answers")
        self.base = folder / "base"
        for number in range(3):
            code, _, said = self.day(self.base, number)
            assert code == 0, f"day {number}: {code}\n{said}"

    def words(self, home: Path, number: int = 3) -> list[str]:
        """The command's words for a day."""
        asked = [word for source in SOURCES for word in ("--source", source)]
        return ["--home", str(home), "run", "--replay", str(self.given[DAYS[number]]), "--as-of", DAYS[number], *asked]

    def begin(self, home: Path, number: int = 3, *, fresh: bool = False, moment: str = "") -> int:
        """Start a day; returns its process. What it says is in the home's log."""
        return self.command.begin(self.words(home, number), self.log(home), fresh=fresh, moment=moment, gate=self.gate)

    def day(
        self, home: Path, number: int = 3, *, fresh: bool = False, moment: str = ""
    ) -> tuple[int | None, float, str]:
        """A whole day: its exit code, the seconds it took, the last that it said."""
        began = time.monotonic()
        code = wait(self.begin(home, number, fresh=fresh, moment=moment), SECONDS)
        return code, time.monotonic() - began, self.log(home).read_text(encoding="utf-8", errors="replace")[-3000:]

    def log(self, home: Path) -> Path:
        """Where what is said of a home is kept: beside it, even where it stands on a disk of its own."""
        return self.folder / f"{home.parent.name}.{home.name}.log"

    def copy(self, name: str, of: Path | None = None) -> Path:
        """A home to spoil."""
        return Path(shutil.copytree(of or self.base, self.folder / name))


def side_by_side(work: Callable[[Any], Any], jobs: Sequence[Any], workers: int) -> Iterator[Any]:
    """The results of jobs, as they come, in so many processes of one thread each: what is forked beside other threads
    may wait for ever for a lock that one of them held."""
    told = multiprocessing.get_context("fork").SimpleQueue()
    pids = []
    for first in range(workers):
        if not (pid := os.fork()):
            for job in jobs[first::workers]:
                told.put(work(job))
            os._exit(0)
        pids.append(pid)
    for _ in jobs:
        yield told.get()
    for pid in pids:
        os.waitpid(pid, 0)


def run(folder: Path, kills: int, fresh_share: float, workers: int, seed: int, gate: str, keep: Path | None) -> int:
    """Everything; 0 where every run after a kill was well, and every reader."""
    chance, house = random.Random(seed), House(folder, gate)
    untouched, trace = house.copy("untouched"), folder / "trace"
    code, _, said = house.day(untouched, moment=f"trace:{trace}")
    assert code == 0, said
    expected, lines = contents(untouched), trace.read_text(encoding="utf-8").splitlines()
    assert expected["changes"] != contents(house.base)["changes"], "the fourth day must change something"
    spans, work = {}, {}
    for fresh in (False, True) if fresh_share else (False,):
        home, began = house.copy(f"timed{fresh:d}"), time.monotonic()
        pid, work[fresh] = house.begin(home, fresh=fresh), 0.0
        while (so_far := worked(pid)) is not None:
            work[fresh] = so_far
            time.sleep(0.02)
        spans[fresh] = time.monotonic() - began
        assert wait(pid, SECONDS) == 0
        print(
            f"a day takes {spans[fresh]:.1f} s, {work[fresh]:.1f} CPU s {'in a fresh process' if fresh else 'forked'}, "
            f"{len(lines)} statements",
            flush=True,
        )

    planned = [
        (number, moment, chance.random() < fresh_share) for number, moment in enumerate(moments(lines, kills, chance))
    ]

    def kill(job: tuple[int, str, bool]) -> Result:
        number, moment, fresh = job
        home = house.copy(f"home{number}")
        look_at(home)
        if " of its " in moment:
            share, began = float(moment.split()[0]), time.monotonic()
            pid = house.begin(home, fresh=fresh)
            taken, whole = (
                (worked, work[fresh]) if moment.endswith("work") else (lambda _: time.monotonic() - began, spans[fresh])
            )
            while (so_far := taken(pid)) is not None and so_far < share * whole:
                time.sleep(0.02)
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            died = wait(pid, SECONDS) == -signal.SIGKILL
        else:
            died = house.day(home, fresh=fresh, moment=moment)[0] == -signal.SIGKILL
        code, took, said = house.day(home)
        result = Result(moment, fresh, died, code, took, said=said)
        result.faults = faults(home, expected) if code in (0, 3) else [f"exit {code}"]
        if result.faults:
            print(f"{moment}{' (fresh)' if fresh else ''}: {'; '.join(result.faults)[:1500]}\n{said}", flush=True)
            if keep:
                shutil.copytree(home, keep / f"home{number}")
        shutil.rmtree(folder / f"home{number - 2 * workers}", ignore_errors=True)  # no reader looks there any more
        return result

    results: list[Result] = []
    with readers(folder, house.base) as (look_at, read):
        for result in side_by_side(kill, planned, workers):
            results.append(result)
            if len(results) % 20 == 0:
                bad = sum(bool(r.faults) for r in results)
                print(f"{len(results)} kills, {sum(r.died for r in results)} died, {bad} with a fault", flush=True)
    known = _told(read, results)
    took = sorted(r.seconds for r in results)
    print(
        f"{len(results)} kills ({sum(r.fresh for r in results)} fresh): {sum(r.died for r in results)} died, the others"
        f" had ended; exit codes after {dict(Counter(r.code for r in results))}; {sum(not r.faults for r in results)}"
        f" homes equal; the next run took {took[len(took) // 2]:.1f} s (median), {took[-1]:.1f} s (longest)"
    )
    print(
        f"{sum(read['seen'].values())} reads by {READERS} readers: {len(read['errors'])} errors, {known} partial"
        f" {read['errors'][:3]}"
    )
    return 1 if known or read["errors"] or any(r.faults for r in results) else 0


def _told(read: dict[str, Any], results: list[Result]) -> int:
    """Reads that are neither of the two whole catalogues: there can be but two prints, the old and the new."""
    often = sorted(read["seen"].values(), reverse=True)
    return sum(often[2:])


if __name__ == "__main__":
    sys.exit(main())
