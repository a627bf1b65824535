"""Where the orchestrator keeps runs and events: its own SQLite files, with their connections held instead of made anew
for every statement.

Belongs here: how its databases are opened, and that what is told at once is written at once. Does not belong: what is
in them, which is Dagster's: either storage reads what the other wrote. Named in a home's `dagster.yaml`.

Dagster makes an engine, a connection and a checkpoint for each statement, some 5,000 times a day of the sample. Here a
database stays open as long as its file is the same; one that was removed or set aside meanwhile is opened anew.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as db
import yaml
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME, SqliteEventLogStorage
from dagster._core.storage.runs.sqlite.sqlite_run_storage import SqliteRunStorage
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage
from sqlalchemy import event as listening
from sqlalchemy.pool import QueuePool

if TYPE_CHECKING:
    from dagster._core.events.log import EventLogEntry
    from dagster._serdes import ConfigurableClassData
    from sqlalchemy.engine import Connection, Engine

_WAIT_SECONDS = 30
_MOST = 3
"""Databases that a storage holds: the index of all runs, that of the run at hand, and one to look at."""
_File = tuple[int, int, int]


class Engines:
    """The engines of a storage's databases, by address: the newest few, each while its file is the same one."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[_File, Engine]] = {}
        self._lock = threading.Lock()

    def of(self, address: str) -> Engine:
        """The engine of a database, made where it is not held."""
        with self._lock:
            file, held = _file(db.make_url(address).database or ""), self._held.pop(address, None)
            if held is None or held[0] != file:
                if held is not None:
                    held[1].dispose(close=held[0][0] == file[0])  # a connection of before a fork is not ours to close
                engine = _engine(address)
                engine.connect().close()  # the file is there from here on
                held = (_file(db.make_url(address).database or ""), engine)
            self._held[address] = held
            while len(self._held) > _MOST:
                self._held.pop(next(iter(self._held)))[1].dispose()
            return held[1]

    def close(self) -> None:
        """Let all of them go: the last to close a database folds its journal into it."""
        with self._lock:
            while self._held:
                self._held.popitem()[1][1].dispose()


def _file(path: str) -> _File:
    """Which file stands at a path, and which process asks; zeros where there is none."""
    try:
        found = Path(path).stat()
    except OSError:
        return os.getpid(), 0, 0
    return os.getpid(), found.st_dev, found.st_ino


def _engine(address: str) -> Engine:
    engine = db.create_engine(
        address, poolclass=QueuePool, connect_args={"timeout": _WAIT_SECONDS, "check_same_thread": False}
    )
    listening.listen(engine, "connect", _settle_for_less)
    return engine


def _settle_for_less(connection: Any, _: object) -> None:
    """With a journal of its own (WAL) a database outlives a killed process without a wait for the disk at each event;
    a machine that loses power loses the last events, no more."""
    connection.execute("PRAGMA synchronous = NORMAL")


class HeldRuns(SqliteRunStorage):
    """The runs, over a connection that stays."""

    def __init__(self, conn_string: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines = Engines()
        super().__init__(conn_string, inst_data)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A transaction."""
        with self._engines.of(self._conn_string).begin() as con:
            yield con

    def dispose(self) -> None:
        """Let the database go."""
        self._engines.close()


class HeldEvents(SqliteEventLogStorage):
    """The events, over connections that stay; those told as a batch are one transaction."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines = Engines()
        self._batch: dict[str, Connection] = {}
        self._writer: int | None = None
        super().__init__(base_dir, inst_data)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        if self._writer == threading.get_ident() and shard in self._batch:
            yield self._batch[shard]
            return
        with self._db_lock, self._engine_of(shard).begin() as con:
            yield con

    def _engine_of(self, shard: str) -> Engine:
        engine = self._engines.of(self.conn_string_for_shard(shard))
        if shard not in self._initialized_dbs:
            self._initdb(engine)
            self._initialized_dbs.add(shard)
        return engine

    def store_event_batch(self, events: Sequence[EventLogEntry]) -> None:
        """Store events of one run, all or none."""
        run_id = events[0].run_id
        with (
            self._db_lock,
            self._engine_of(run_id).begin() as own,
            self._engine_of(INDEX_SHARD_NAME).begin() as index,
        ):
            self._batch, self._writer = {run_id: own, INDEX_SHARD_NAME: index}, threading.get_ident()
            try:
                for event in events:
                    self.store_event(event)
            finally:
                self._batch, self._writer = {}, None

    def dispose(self) -> None:
        """Let the databases go."""
        super().dispose()
        self._engines.close()


class HeldStorage(DagsterSqliteStorage):
    """Runs, events and ticks in the orchestrator's folder."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        super().__init__(base_dir, inst_data)
        self._run_storage = HeldRuns.from_local(os.path.join(base_dir, "history"))
        self._event_log_storage = HeldEvents(os.path.join(base_dir, "history", "runs"))

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]) -> HeldStorage:
        """The storage that `dagster.yaml` names; that of Dagster's own would be Dagster's own."""
        return cls(inst_data=inst_data, **config_value)


def settings(folder: Path) -> str:
    """What is added to `dagster.yaml` in a home, so that this storage is used there; a tool that looks at the
    checkout's definitions from elsewhere has no home, and needs none."""
    config = {"module": __name__, "class": HeldStorage.__name__, "config": {"base_dir": str(folder)}}
    return yaml.safe_dump({"storage": {"custom": config}}, sort_keys=False)
