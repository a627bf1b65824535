"""Dagster's web UI and daemon, as children of one command, on this machine's loopback alone.

Belongs here: starting them, waiting, ending them. Does not belong: what they show.

The UI has no login, and a GET can launch a run: it listens on 127.0.0.1, and who puts it before others puts a proxy
with a login before it (`docs/operations.md`).
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from assets.dead import clear
from assets.instance import instance, mend, prepare
from assets.run_context import ROOT
from scrapers.engine.orphans import die_with
from warehouse.home import Busy, Home

HOST = "127.0.0.1"
START_SECONDS = 120
END_SECONDS = 15


class CannotServe(RuntimeError):
    """The UI cannot be started: says why and the mend."""


def serve(home: Home, territory: Path | None, *, port: int, read_only: bool, say: Callable[[str], None]) -> int:
    """Run the web UI, and the daemon unless it is read-only, until a signal or the end of one of them. Returns an
    exit code.
    """
    if not _free(port):
        raise CannotServe(f"{HOST}:{port} is taken; name another with --port")
    prepare(home)
    if territory is not None:
        os.environ["CATASTRO_TERRITORY"] = str(territory.resolve())
    workspace = ["--workspace", str(ROOT / "workspace.yaml")]
    web = ["assets.web", "--host", HOST, "--port", str(port), "--log-level", "warning", *workspace]
    with contextlib.ExitStack() as stack:
        stack.enter_context(_stoppable())
        if not read_only:  # two daemons would start the day twice
            try:
                stack.enter_context(Home(home.dagster).lock())
            except Busy:
                raise CannotServe(
                    f"{home.path}: its daemon runs already; use --read-only to look on beside it"
                ) from None
            with contextlib.suppress(Busy), home.lock():  # where the command is at work, the sensor looks later
                mend(home, say)
                with instance(home) as opened:
                    clear(opened, home)
        children = [stack.enter_context(_child(web + ["--read-only"] * read_only))]
        try:
            _await(f"http://{HOST}:{port}/server_info", children[0])
            if not read_only:
                children.append(
                    stack.enter_context(_child(["dagster._daemon", "run", "--log-level", "info", *workspace]))
                )
            say(f"http://{HOST}:{port}" + (" (read-only)" if read_only else ""))
            while all(child.poll() is None for child in children):
                time.sleep(0.5)
        except KeyboardInterrupt:
            return 0
    raise CannotServe("the web UI or the daemon ended by itself; what it said stands above")


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """SIGTERM ends as Ctrl-C does: with the children ended."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _child(words: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A module run in a group of its own, which is ended whole: its code servers and runs with it."""
    here = os.getpid()
    process = subprocess.Popen(
        [sys.executable, "-m", *words], cwd=ROOT, start_new_session=True, preexec_fn=lambda: die_with(here)
    )
    try:
        yield process
    finally:
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(END_SECONDS)


def _await(url: str, child: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and child.poll() is None:
        with (
            contextlib.suppress(urllib.error.URLError, TimeoutError, ConnectionError),
            urllib.request.urlopen(url, timeout=5),
        ):
            return
        time.sleep(0.3)
    raise CannotServe(f"{url} gave no answer; what the web server said stands above")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
