"""The orchestrator's databases with their connections held: the same files as its own storage's, and never a stale one."""

import time
from pathlib import Path

import pytest
from dagster import AssetKey
from dagster._core.events import AssetMaterializationPlannedData, DagsterEvent
from dagster._core.events.log import EventLogEntry
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage

from assets.held_storage import HeldEvents

RUN = "11111111-2222-3333-4444-555555555555"


def planned(table: str) -> EventLogEntry:
    """An event of an asset: it stands in the run's database, and in the index of all runs."""
    told = DagsterEvent.build_asset_materialization_planned_event(
        "daily", "models", AssetMaterializationPlannedData(AssetKey(table))
    )
    return EventLogEntry(None, 20, "", RUN, time.time(), "models", "daily", told)


def tables(storage: SqliteEventLogStorage) -> list[str]:
    """The assets that the events of the run name."""
    entries = [entry.get_dagster_event().asset_key for entry in storage.get_logs_for_run(RUN)]
    return [key.to_user_string() for key in entries if key]


@pytest.fixture
def held(tmp_path: Path) -> HeldEvents:
    return HeldEvents(str(tmp_path / "runs"))


def test_its_own_storage_reads_what_is_held_open(held: HeldEvents, tmp_path: Path) -> None:
    held.store_event(planned("calls"))
    held.store_event_batch([planned("matches"), planned("sources")])
    own = SqliteEventLogStorage(str(tmp_path / "runs"))
    assert tables(own) == tables(held) == ["calls", "matches", "sources"]
    own.store_event(planned("funds"))
    assert tables(held) == ["calls", "matches", "sources", "funds"]
    assert {key.to_user_string() for key in held.all_asset_keys()} == {"calls", "matches", "sources", "funds"}


def test_a_batch_is_stored_whole_or_not_at_all(held: HeldEvents, monkeypatch: pytest.MonkeyPatch) -> None:
    held.store_event(planned("calls"))
    whole = SqliteEventLogStorage.store_event

    def breaks(storage: SqliteEventLogStorage, event: EventLogEntry) -> None:
        whole(storage, event)
        if event.get_dagster_event().asset_key == AssetKey("sources"):
            raise OSError("no room")

    monkeypatch.setattr(SqliteEventLogStorage, "store_event", breaks)
    with pytest.raises(OSError, match="no room"):
        held.store_event_batch([planned("matches"), planned("sources")])
    assert tables(held) == ["calls"]
    assert held.all_asset_keys() == [AssetKey("calls")]


def test_a_database_that_was_set_aside_is_opened_anew(held: HeldEvents, tmp_path: Path) -> None:
    held.store_event(planned("calls"))
    (tmp_path / "runs").rename(tmp_path / "aside")
    (tmp_path / "runs").mkdir()
    SqliteEventLogStorage(str(tmp_path / "runs")).store_event(planned("matches"))
    assert tables(held) == ["matches"]


def test_let_go_of_it_leaves_no_journal(held: HeldEvents, tmp_path: Path) -> None:
    held.store_event(planned("calls"))
    held.dispose()
    assert {path.name for path in (tmp_path / "runs").iterdir()} == {f"{RUN}.db", "index.db"}
