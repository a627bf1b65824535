"""Crawl sources, each in its own process with a hard limit: the one door to the outside world.

Belongs here: the caller's side. Does not belong: Scrapy, which only the host process imports
(`scrapers/engine/host.py`, run as `python -m scrapers.engine.crawl`): a caller pays for none of it, and its crash or
interruption leaves no orphan.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any

from pipelines.language.messages import told
from pipelines.place import in_use
from scrapers.engine.job import Job
from scrapers.engine.landing import Landing
from scrapers.registry import FOLDER, registry

Event = dict[str, Any]
_ROOT = Path(__file__).resolve().parents[2]


class Refused(ValueError):
    """No crawl was begun, and the landing is as before: the archive or a source's file cannot be read."""


def crawl_all(
    source_ids: Sequence[str],
    *,
    landing: Path,
    run_id: str,
    as_of: date,
    replay: Path | None = None,
    folder: Path = FOLDER,
    on_event: Callable[[Event], None] | None = None,
    **options: Any,
) -> list[dict[str, Any]]:
    """Crawl each source into `landing/<source_id>/<run_id>/` and return the manifests, in the order of `source_ids`.

    A crawl that fails, hangs or dies has a manifest that says so: it raises nothing and stops no other. Raises
    FileExistsError where the run has landed already, KeyError for an unknown source, Refused for an archive or a
    source's file that cannot be read. Events, each with its source_id: started; progress (pages, records, details);
    finished (the manifest, and what its process took: cpu_seconds, peak_mib). `options`: the other fields of `Job`, its
    limits among them.
    """
    job = Job(
        sources=tuple(dict.fromkeys(source_ids)),
        landing=landing.resolve(),
        run_id=run_id,
        as_of=as_of,
        replay=replay.resolve() if replay else None,
        folder=folder.resolve(),
        territory=in_use().path.parent.resolve(),
        **options,
    )
    _check(job)
    if not job.sources:
        return []
    manifests: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "scrapers.engine.crawl"],
            cwd=_ROOT,
            start_new_session=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
        )
        try:
            _converse(process, job, manifests, on_event)
        finally:
            _end(process)
        for source_id in job.sources:
            if source_id not in manifests:
                manifests[source_id] = _lost(job, source_id, process.returncode, errors)
    return [manifests[source_id] for source_id in job.sources]


def _check(job: Job) -> None:
    known = registry(job.folder)
    for source_id in job.sources:
        if source_id not in known:
            raise KeyError(f"no source {source_id!r}; there are {', '.join(known)}")
        whole = Landing(job, source_id).whole
        if whole.exists():
            raise FileExistsError(
                f"{whole}: this run has landed already; a landing is never written twice: take another run id"
            )


def _converse(
    process: subprocess.Popen[str],
    job: Job,
    manifests: dict[str, dict[str, Any]],
    on_event: Callable[[Event], None] | None,
) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(BrokenPipeError):  # a host that died says nothing, and `_lost` says so
        process.stdin.write(job.to_line() + "\n")
        process.stdin.flush()
    for line in process.stdout:
        event: Event = json.loads(line)
        if event["event"] == "refused":
            raise Refused(event["why"])
        if event["event"] == "finished":
            manifests[event["source_id"]] = event["manifest"]
        if on_event is not None:
            on_event(event)


def _end(process: subprocess.Popen[str]) -> None:
    """Let the host go: it ends by itself when its stdin closes, having killed its children; else it is killed, and
    they with it.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()
    try:
        process.wait(10)
    except BaseException:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    process.stdout.close()


def _lost(job: Job, source_id: str, code: int | None, errors: IO[bytes]) -> dict[str, Any]:
    """The manifest of a crawl whose host died."""
    place = Landing(job, source_id)
    errors.seek(0)
    said = errors.read().decode(errors="replace").strip().splitlines()
    note = told("note.host_died", code=code, words=f": {said[-1][:300].rstrip('.')}" if said else "")
    lists_all = registry(job.folder)[source_id].lists_all
    return place.read_manifest() or place.fail(finish_reason="crashed", note=note, lists_all=lists_all)


if __name__ == "__main__":
    from scrapers.engine.host import main

    sys.exit(main())
