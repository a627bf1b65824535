"""The process that holds the crawls: imports Scrapy once, forks a child a source, watches, kills, and tells.

Belongs here: forks, process groups, deadlines, whose turn it is. Does not belong: what a crawl does
(`scrapers/engine/child.py`). The reactor is never imported here, for it could not be forked. One JSON line an event on
stdout; when stdin closes, the caller is gone and everything ends. Sources that ask the same host never run at the same
time, for no host shall get more than one request at once from us.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import selectors
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlsplit

from pipelines.landing_format import LOG
from pipelines.language.messages import check, told
from pipelines.place import load_place, use
from scrapers.engine.archive import BadArchive, Replay, read_archive
from scrapers.engine.child import crawl
from scrapers.engine.job import Job
from scrapers.engine.landing import Landing
from scrapers.engine.orphans import die_with
from scrapers.engine.preload import preload
from scrapers.registry import registry
from scrapers.source import Source

_TICK = 0.05
_CODE_MIB = 32  # of a crawl's memory that its limit on data leaves out: the code of libraries


@dataclass(slots=True)
class Child:
    """One crawl's process. `pid` is its group's id too."""

    pid: int
    landing: Landing
    source: Source
    pipe: int
    ends_at: float
    started_at: str
    text: bytes = b""
    killed: bool = False


def main() -> int:
    """Read one job from stdin, run it, and print its events."""
    line = b""
    while not line.endswith(b"\n"):
        more = os.read(0, 65536)
        if not more:
            return 1
        line += more
    try:
        job = Job.from_line(line.decode())
        check(use(load_place(job.territory)).language)  # read once, before the crawls are forked
        preload()
        host = Host(job)
    except (BadArchive, ImportError) as error:
        _tell({"event": "refused", "why": str(error)})
        return 2
    return host.run()


class Host:
    """Runs the crawls of one job, several at once."""

    def __init__(self, job: Job) -> None:
        self._job = job
        known = registry(job.folder)
        self._waiting = [known[source_id] for source_id in job.sources]
        self._replay = (
            Replay(read_archive(job.replay)) if job.replay else None
        )  # each child takes from a copy of its own
        self._children: dict[int, Child] = {}
        self._pipes = selectors.DefaultSelector()
        self._pipes.register(0, selectors.EVENT_READ)

    def run(self) -> int:
        """Until all are finished: 0; or the caller is gone: 1."""
        try:
            while self._waiting or self._children:
                while len(self._children) < self._job.parallel and (source := self._next()):
                    self._fork(source)
                for key, _ in self._pipes.select(_TICK):
                    if key.fd == 0:
                        if not os.read(0, 65536):
                            return 1
                    else:
                        self._hear(key.data)
                for child in list(self._children.values()):
                    self._watch(child)
            return 0
        finally:
            for child in self._children.values():
                _kill(child.pid)

    def _next(self) -> Source | None:
        """The first source in the queue whose hosts nobody is asking."""
        busy = {host for child in self._children.values() for host in hosts(child.source)}
        for place, source in enumerate(self._waiting):
            if self._job.replay or not busy & hosts(source):
                return self._waiting.pop(place)
        return None

    def _fork(self, source: Source) -> None:
        landing = Landing(self._job, source.id)
        landing.begin()
        read, write = os.pipe()
        host = os.getpid()
        pid = os.fork()
        if pid == 0:
            os.close(read)
            _be_child(host, source, self._job, self._replay, write)
        with contextlib.suppress(OSError):  # the child may have done so already, and ended
            os.setpgid(pid, pid)
        os.close(write)
        os.set_blocking(read, False)
        child = Child(pid, landing, source, read, time.monotonic() + self._job.limit_seconds, landing.now())
        self._children[pid] = child
        self._pipes.register(read, selectors.EVENT_READ, child)
        _tell({"event": "started", "source_id": source.id})

    def _hear(self, child: Child) -> None:
        """Pass on the child's whole lines."""
        try:
            text = os.read(child.pipe, 65536)
        except BlockingIOError:
            return
        if not text:
            with contextlib.suppress(KeyError):
                self._pipes.unregister(child.pipe)
            return
        *lines, child.text = (child.text + text).split(b"\n")
        for line in lines:
            _tell(json.loads(line) | {"source_id": child.source.id})

    def _watch(self, child: Child) -> None:
        if time.monotonic() > child.ends_at and not child.killed:
            child.killed = True
            _kill(child.pid)
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        if not pid:
            return
        _kill(child.pid)  # whatever the crawl itself started
        self._hear(child)
        with contextlib.suppress(KeyError):
            self._pipes.unregister(child.pipe)
        os.close(child.pipe)
        del self._children[child.pid]
        manifest = child.landing.read_manifest() or self._fail(child, os.waitstatus_to_exitcode(status))
        peak = used.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
        _tell(
            {
                "event": "finished",
                "source_id": child.source.id,
                "manifest": manifest,
                "cpu_seconds": round(used.ru_utime + used.ru_stime, 3),
                "peak_mib": round(peak, 1),
            }
        )

    def _fail(self, child: Child, code: int) -> dict[str, Any]:
        if child.killed:
            reason, note = (
                "killed",
                told("note.killed", seconds=f"{self._job.limit_seconds:g}"),
            )
        else:
            said = _last_line(child.landing)
            how = told("note.signal", number=-code) if code < 0 else told("note.code", number=code)
            reason, note = "crashed", told("note.died", how=how, words=f": {said}" if said else "")
        return child.landing.fail(
            finish_reason=reason, note=note, lists_all=child.source.lists_all, started_at=child.started_at
        )


def hosts(source: Source) -> set[str]:
    """The hosts, each with its port, that a source's listings are asked of."""
    asks = [ask for first in source.asks for ask in (first, first.instead) if ask]
    return {urlsplit(ask.url).netloc for ask in asks}


def _be_child(host: int, source: Source, job: Job, replay: Replay | None, pipe: int) -> NoReturn:
    """Crawl and exit. Nothing of the host's is touched: not its stdin, its stdout, nor what it does at exit."""
    code = 1
    try:
        os.setpgid(0, 0)
        die_with(host)
        resource.setrlimit(resource.RLIMIT_DATA, ((job.memory_mib - _CODE_MIB) * 2**20,) * 2)
        log = os.open(Landing(job, source.id).part / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        crawl(source, job, replay, lambda event: _write(pipe, event))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _kill(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _tell(event: dict[str, Any]) -> None:
    _write(1, event)


def _write(descriptor: int, event: dict[str, Any]) -> None:
    data = json.dumps(event, ensure_ascii=False).encode() + b"\n"
    while data:
        data = data[os.write(descriptor, data) :]


def _last_line(landing: Landing) -> str:
    log = landing.part / LOG
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines() if log.exists() else []
    return lines[-1].strip().rstrip(".")[:300] if lines else ""
