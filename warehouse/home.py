"""Where one installation keeps its things, and the lock that keeps two runs apart.

Belongs here: paths under home. Does not belong: what is in the files.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


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

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold this home for one run. Raises `Busy` where another run has it; a killed run leaves no lock."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / ".lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Busy(f"{self.path}: another run is at work in this home; wait for it, or name another with --home") from None
            yield
