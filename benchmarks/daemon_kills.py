"""The orchestrator's processes killed with SIGKILL while a day runs, and the day after.

    python benchmarks/daemon_kills.py [KILLS] [--seed N]

`catastro ui` serves a home with three days behind it (`kills.py`). The fourth is launched as an operator does, queued
and run; at a random moment of it one process is killed: the run's own, its code server, the daemon, the web server or
`catastro ui`. If `catastro ui` ends it is started again, as systemd does. Then the day is launched again: it must not
wait for the dead run, must succeed within its time, and the home must equal one that nobody killed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from killed_homes import DAYS, SOURCES, faults
from kills import ROOT, House

VICTIMS = ("run", "code server", "daemon", "web server", "ui")
SECONDS = 420.0
"""The longest that a launched day may take to end well: a minute's look by the sensor, the queue, the day."""
LAUNCH = """mutation($p: ExecutionParams!) { launchPipelineExecution(executionParams: $p) {
    __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message } } }"""
STATUS = "query($id: ID!) { runOrError(runId: $id) { ... on Run { status } } }"


class Served:
    """`catastro ui` over a home."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.home, self.process = home, None
        self.start()

    def start(self) -> None:
        """Start it and wait for its address."""
        environment = {n: v for n, v in os.environ.items() if not n.startswith(("CATASTRO_", "DAGSTER_"))} | {
            "CATASTRO_GATE": "sql"
        }
        words = [sys.executable, "-m", "catastro", "--home", str(self.home), "ui", "--port", str(self.port)]
        with self.home.with_suffix(".ui.log").open("ab") as log:
            self.process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=log, stderr=log)
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            if self.process.poll() is not None:
                self.start()
                return
            with contextlib.suppress(OSError, KeyError, TypeError):
                if "daily" in json.dumps(
                    self.ask("{ repositoriesOrError { ... on RepositoryConnection { nodes { jobs { name } } } } }")
                ):
                    return
            time.sleep(1)
        raise TimeoutError("catastro ui gave no answer")

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """A question to its GraphQL."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/graphql", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["data"]

    def launch(self, replay: Path) -> str:
        """Launch the fourth day, of two sources; returns its run."""
        from assets.definitions import defs

        keys = [key for key in defs.resolve_asset_graph().get_all_asset_keys() if key.path[0] != "exports"]
        chosen = [{"path": list(key.path)} for key in keys if key.path[0] != "sources" or key.path[1] in SOURCES]
        told = self.ask(
            LAUNCH,
            p={
                "selector": {
                    "jobName": "daily",
                    "repositoryName": "__repository__",
                    "repositoryLocationName": "catastro",
                    "assetSelection": chosen,
                },
                "runConfigData": {"resources": {"work": {"config": {"replay": str(replay)}}}},
                "executionMetadata": {"tags": [{"key": "dagster/partition", "value": DAYS[3]}]},
            },
        )["launchPipelineExecution"]
        assert "run" in told, told
        return told["run"]["runId"]

    def await_status(self, run: str, wanted: tuple[str, ...], seconds: float = SECONDS) -> str:
        """The status of a run once it is one of these, else the last seen; `catastro ui` is started again whenever
        it has ended.
        """
        until, status = time.monotonic() + seconds, ""
        while time.monotonic() < until and status not in wanted:
            if self.process.poll() is not None:
                self.start()
            with contextlib.suppress(OSError, KeyError, TypeError):
                status = self.ask(STATUS, id=run)["runOrError"]["status"]
            time.sleep(0.5)
        return status

    def victims(self) -> dict[str, int]:
        """Its processes, by what they are."""
        found, parents = {"ui": self.process.pid}, {}
        for path in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError, IndexError):
                parents[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])

        def below(pid: int) -> bool:
            while pid in parents and pid != self.process.pid:
                pid = parents[pid]
            return pid == self.process.pid

        words = {pid: Path(f"/proc/{pid}/cmdline") for pid in parents if below(pid)}
        for pid, path in words.items():
            with contextlib.suppress(OSError):
                line = path.read_bytes().replace(b"\0", b" ").decode()
                parent_line = Path(f"/proc/{parents[pid]}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                if "assets.web" in line:
                    found["web server"] = pid
                elif "dagster._daemon" in line:
                    found["daemon"] = pid
                elif "grpc" in line and "dagster._daemon" in parent_line:
                    found["code server"] = pid
                elif "multiprocessing" in line and "grpc" in parent_line and "spawn_main" in line:
                    found["run"] = pid
        return found

    def end(self) -> None:
        """End it and all that it started."""
        self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(60)


def kill(house: House, number: int, victim: str, after: float, expected: dict) -> list[str]:
    """One kill and the day after it; returns what was wrong."""
    home = house.copy(f"served{number}")
    served = Served(home)
    try:
        first = served.launch(house.given[DAYS[3]])
        served.await_status(first, ("STARTED", "SUCCESS", "FAILURE"))
        time.sleep(after)
        there = served.victims()
        if victim not in there:
            return [f"no {victim} among {there}"]
        os.kill(there[victim], signal.SIGKILL)
        began = time.monotonic()
        second = served.launch(house.given[DAYS[3]]) if victim not in ("ui", "web server", "daemon") else ""
        ended = served.await_status(first, ("SUCCESS", "FAILURE", "CANCELED"))
        second = second or served.launch(house.given[DAYS[3]])
        status = served.await_status(second, ("SUCCESS", "FAILURE", "CANCELED"))
        took = time.monotonic() - began
        print(
            f"{number}: {victim} killed after {after:.1f} s: its run {ended}, the next {status} after {took:.0f} s",
            flush=True,
        )
        wrong = [] if status == "SUCCESS" else [f"the next run: {status}"]
        wrong += [] if ended in ("SUCCESS", "FAILURE", "CANCELED") else [f"the killed run: {ended}"]
    finally:
        served.end()
    return wrong or faults(home, expected)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kills", type=int, nargs="?", default=20)
    parser.add_argument("--seed", type=int, default=14)
    asked = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    sys.path.insert(0, str(ROOT))
    from killed_homes import contents

    chance, bad, memory = random.Random(asked.seed), 0, Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        house = House(Path(folder), "sql")
        untouched = house.copy("untouched")
        assert house.day(untouched)[0] == 0
        expected = contents(untouched)
        for number in range(asked.kills):
            wrong = kill(house, number, VICTIMS[number % len(VICTIMS)], chance.uniform(0, 12), expected)
            bad += bool(wrong)
            if wrong:
                print(f"{number}: {wrong}", flush=True)
    print(
        f"{asked.kills} kills of the orchestrator's processes: {asked.kills - bad} homes equal after the next run,"
        f" {bad} not"
    )
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
