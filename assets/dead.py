"""Runs that died: a power cut or a `kill -9` leaves them unfinished, and an unfinished run takes the queue's one place.

Belongs here: telling a run that died from one that lives, ending it in the records, taking away what it left, and the
sensor that looks when nobody else does. Does not belong: what a run leaves in the warehouse (`warehouse/day.py` mends
it before it lands anything).

Whoever holds the home's lock knows that no run of the command lives. A run of the orchestrator may still be on its way
to the lock, or wait for it: it lives as long as the process that it told of.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import dagster as dg

from assets.run_context import home_of_environment
from pipelines.language.messages import told
from warehouse.home import Busy, Home

STARTED_BY, COMMAND = "catastro/started_by", "command line"
UNFINISHED = [
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
START_SECONDS = 300
"""A launched run that tells of no process for so long has none."""
_TICKS = os.sysconf("SC_CLK_TCK")


def clear(opened: dg.DagsterInstance, home: Home, *, but: str | None = None) -> list[dg.DagsterRun]:
    """End what died in the records, free what it held, take away its half landings; the caller holds the home's lock.

    `but`: the caller's own run. Returns the runs that were ended. Raises OSError.
    """
    from warehouse.landing import sweep

    found = [record.dagster_run for record in opened.get_run_records(dg.RunsFilter(statuses=UNFINISHED))]
    dead = [run for run in found if run.run_id != but and not lives(opened, run)]
    for run in dead:
        if run.status == dg.DagsterRunStatus.CANCELING:
            opened.report_run_canceled(run, told("page.died_asked_to_stop"))
        else:
            opened.report_run_failed(run, told("page.died_in_silence"))
    for run_id in {run.run_id for run in dead} | _holders(opened):  # taken by a version that had pools
        opened.event_log_storage.free_concurrency_slots_for_run(run_id)
    sweep(home.landing)
    return dead


def lives(opened: dg.DagsterInstance, run: dg.DagsterRun) -> bool:
    """Whether a process works on an unfinished run. The command's holds the lock while it does, so one that is
    unfinished is dead.
    """
    if run.tags.get(STARTED_BY) == COMMAND:
        return False
    events = [
        (entry.timestamp, entry.dagster_event)
        for entry in opened.all_logs(run.run_id, of_type=dg.DagsterEventType.ENGINE_EVENT)
    ]
    told = [(int(pid), at) for at, event in events if event and (pid := _pid(event.engine_event_data.metadata))]
    if told:
        return any(_process_lives(pid, at) for pid, at in told)
    record = opened.get_run_record_by_id(run.run_id)
    return record is not None and time.time() - record.create_timestamp.timestamp() < START_SECONDS


@dg.sensor(
    name="dead_runs",
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description=told("page.dead_runs"),
)
def dead_runs(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    """Looks where a run is unfinished and nobody is at work."""
    if not context.instance.get_runs_count(dg.RunsFilter(statuses=UNFINISHED)):
        return dg.SkipReason(told("page.none_unfinished"))
    home = home_of_environment()
    try:
        with home.lock():
            dead = clear(context.instance, home)
    except Busy:
        return dg.SkipReason(told("page.one_works"))
    return dg.SkipReason(told("page.dead_cleared", dead=len(dead)))


def _holders(opened: dg.DagsterInstance) -> set[str]:
    """The runs that hold a place of a pool and have ended, or of which nothing is known."""
    storage = opened.event_log_storage
    ids = storage.get_concurrency_run_ids() if storage.supports_global_concurrency_limits else set()
    return {run_id for run_id in ids if (run := opened.get_run_by_id(run_id)) is None or run.is_finished}


def _pid(metadata: Any) -> str | None:
    value = metadata.get("pid") if metadata else None
    return str(value.value) if value is not None and str(value.value).isdigit() else None


def _process_lives(pid: int, at: float) -> bool:
    """Whether the process that had this number at a moment still has it: whichever has it now and began later is
    another.
    """
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    began = _began(pid)
    return began is None or began <= at + 1


def _began(pid: int) -> float | None:
    """When a process began, in seconds since 1970; infinity for one that has ended and was not reaped yet; None
    where nobody can say.
    """
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        (boot,) = (
            line.split()[1]
            for line in Path("/proc/stat").read_text(encoding="utf-8").splitlines()
            if line.startswith("btime ")
        )
    except (OSError, ValueError):
        return None
    return float("inf") if state == "Z" else int(boot) + int(fields[18]) / _TICKS
