"""Where one installation keeps its things, and the lock that keeps two runs apart.

Belongs here: paths under home. Does not belong: what is in the files.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from pipelines.language.messages import told


class Busy(RuntimeError):
    """Another run holds this home."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that `--home` names."""

    path: Path

    @property
    def landing(self) -> Path:
        return self.path / "landing"

    @property
    def warehouse(self) -> Path:
        return self.path / "warehouse.duckdb"

    @property
    def catalogue(self) -> Path:
        return self.path / "catalogue.duckdb"

    @property
    def weeks(self) -> Path:
        """The last catalogue of every week, from which its export is made."""
        return self.path / "weeks"

    @property
    def months(self) -> Path:
        """The catalogue that closed every month, from which its report is made."""
        return self.path / "months"

    @property
    def exports(self) -> Path:
        return self.path / "exports"

    @property
    def site(self) -> Path:
        """The catalogue as pages."""
        return self.path / "site"

    @property
    def territory(self) -> Path:
        """The files that people edit, once `catastro init` has brought them here."""
        return self.path / "territory"

    @property
    def dagster(self) -> Path:
        """The orchestrator's own folder: runs, events, ticks."""
        return self.path / "dagster"

    def rebuilt(self, day: date) -> Home:
        """Where a past day is built anew, apart from what is published."""
        return Home(self.path / "rebuilt" / f"{day}")

    @contextmanager
    def lock(self, *, wait_seconds: float = 0, on_wait: Callable[[str], None] = lambda _: None) -> Iterator[None]:
        """Hold this home for one run. Raises `Busy` where another has it for longer than `wait_seconds`; a killed
        run leaves no lock.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            handle = (self.path / ".lock").open("w")
        except OSError as error:
            raise OSError(
                told("work.not_writable", folder=self.path, why=f"{error.strerror}: {error.filename}")
            ) from error
        with handle:
            self._take(handle, wait_seconds, on_wait)
            yield

    def _take(self, handle: IO[str], wait_seconds: float, on_wait: Callable[[str], None]) -> None:
        until, waiting = time.monotonic() + wait_seconds, False
        while True:
            try:
                return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise Busy(told("work.busy", folder=self.path)) from None
            if not waiting:
                on_wait(told("work.waiting", folder=self.path, minutes=f"{wait_seconds / 60:.0f}"))
                waiting = True
            time.sleep(1)
