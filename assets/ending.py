"""How a run of the command ends when it is told to, and when it takes too long.

Belongs here: Ctrl-C, SIGTERM and the longest time, so that each of them ends the process whatever it waits for. Does
not belong: what a killed run leaves (`dead.py` and `warehouse/day.py` mend it): ending it hard is therefore safe at any
moment.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipelines.language.messages import told as say_so

LONGEST_SECONDS = 6 * 3600
"""Longer than the longest day, a first crawl of all sources, takes by far."""
GRACE_SECONDS = 20
"""What a run that was told to end has for writing down that it did."""


@dataclass
class ToldToStop:
    """Why the run is to end; empty while it is not."""

    why: str = ""


@contextmanager
def obedient(longest: float = LONGEST_SECONDS, grace: float = GRACE_SECONDS) -> Iterator[ToldToStop]:
    """Raise KeyboardInterrupt at SIGINT, SIGTERM or the longest time; a caller that goes on is ended a little later,
    with exit code 1.

    The orchestrator raises signals inside of steps alone; here they are heard beside it, by the file that Python writes
    each signal's number to. Only the main thread may ask for it.
    """
    told = ToldToStop()
    hear, tell = os.pipe()
    os.set_blocking(tell, False)
    wakeup, terminated = signal.set_wakeup_fd(tell, warn_on_full_buffer=False), signal.signal(signal.SIGTERM, _raise)
    watch = threading.Thread(target=_watch, args=(told, hear, longest, grace), daemon=True)
    watch.start()
    try:
        yield told
    finally:
        signal.signal(signal.SIGTERM, terminated)
        signal.set_wakeup_fd(wakeup)
        os.close(tell)
        watch.join()
        os.close(hear)


def _raise(*_: object) -> None:
    raise KeyboardInterrupt


def _watch(told: ToldToStop, hear: int, longest: float, grace: float) -> None:
    ends = time.monotonic() + longest
    while True:
        ready, _, _ = select.select([hear], [], [], max(0.0, ends - time.monotonic()))
        if not ready and told.why:
            print(say_so("work.nothing_more", why=told.why), file=sys.stderr, flush=True)
            os._exit(1)
        if not ready:
            told.why, ends = say_so("work.too_long", hours=f"{longest / 3600:g}"), time.monotonic() + grace
            os.kill(os.getpid(), signal.SIGTERM)
            continue
        numbers = os.read(hear, 64)
        if not numbers:
            return
        if not told.why and (asked := {signal.SIGINT, signal.SIGTERM} & set(numbers)):
            told.why, ends = (
                say_so("work.told_to_end", signal=signal.Signals(min(asked)).name),
                time.monotonic() + grace,
            )
