"""The orchestrator's folder under home, and the daily job run in this process and recorded there.

Belongs here: opening the instance, running the job for the command line. Does not belong: the web UI (`ui.py`).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from assets.run_context import ROOT, Work
from pipelines.language.messages import told
from warehouse.damage import look_for_room, set_aside
from warehouse.home import Home

if TYPE_CHECKING:
    import dagster as dg


DATABASES = ("history/runs.db", "history/runs/index.db", "schedules/schedules.db")
BATCH = 500
"""Events that the orchestrator tells at once, such as what a run is going to make, are written at once up to as many."""


def prepare(home: Home) -> None:
    """Make the orchestrator's folder, with this checkout's settings, and name it in the environment."""
    from assets.held_storage import settings

    folder = home.dagster.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    whole = (ROOT / "dagster.yaml").read_text(encoding="utf-8") + "\n" + settings(folder)
    (folder / "dagster.yaml").write_text(whole, encoding="utf-8")
    os.environ["DAGSTER_HOME"] = str(folder)
    os.environ.setdefault("DAGSTER_EVENT_BATCH_SIZE", str(BATCH))
    os.environ["CATASTRO_HOME"] = str(home.path.resolve())


@contextmanager
def instance(home: Home) -> Iterator[dg.DagsterInstance]:
    """The instance that keeps this home's runs."""
    import dagster as dg

    prepare(home)
    with dg.DagsterInstance.get() as opened:
        yield opened


def run_day(work: Work) -> bool:
    """Run the daily job in this process and record it; the caller holds the home's lock. Returns whether every step
    ended well.

    What the steps came to is in `work`. Raises what a step raised, and OSError where there is no room, or no run can be
    recorded.
    """
    import dagster as dg

    from assets.alerts import report
    from assets.days import TAG
    from assets.dead import COMMAND, STARTED_BY, clear
    from assets.definitions import defs
    from assets.jobs import DAILY

    look_for_room(work.home)
    mend(work.home, work.say)
    result: dg.ExecuteInProcessResult | None = None
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    with _recorded(work), instance(work.home) as opened:
        for died in clear(opened, work.home):
            work.say(told("work.died", day=died.tags.get(TAG, "?")))
        result = defs.resolve_job_def(DAILY).execute_in_process(
            instance=opened,
            run_config=quiet,
            resources={"work": dg.ResourceDefinition.hardcoded_resource(work)},
            raise_on_error=False,
            # as a tag, for a replayed day may lie outside of the calendar
            tags={TAG: work.day.isoformat(), STARTED_BY: COMMAND},
        )
        work.keep_outcome()
        try:
            report(opened, result.dagster_run)
        except OSError as error:
            work.say(told("work.no_alert", why=error))
    if work.error is not None and not isinstance(work.error, dg.Failure):
        raise work.error
    return result is not None and result.success


def tidy(work: Work, opened: dg.DagsterInstance) -> None:
    """Take away what is past its span; a failure is said and stops nothing, for the next day tries again."""
    from warehouse import retention

    try:
        freed = retention.remove(list(retention.old(work.home, work.day)))
        runs = old_runs(opened, work.day)
        forget(opened, runs)
    except OSError as error:
        work.say(told("work.not_tidied", why=error))
        return
    if freed or runs:
        work.say(told("work.tidied", mib=f"{freed / 2**20:.1f}", runs=len(runs)))


def old_runs(opened: dg.DagsterInstance, day: date) -> list[str]:
    """The orchestrator's runs that are past their span and have ended."""
    import dagster as dg

    from warehouse.retention import RUNS_DAYS

    before = datetime.combine(day - timedelta(days=RUNS_DAYS), time(), UTC)
    ended = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
    records = opened.get_run_records(dg.RunsFilter(statuses=ended, created_before=before))
    return [record.dagster_run.run_id for record in records]


def forget(opened: dg.DagsterInstance, runs: Sequence[str]) -> None:
    """Remove runs with their events, and the notes that they were told of."""
    for run_id in runs:
        opened.delete_run(run_id)
        for claim in (Path(opened.root_directory) / "reported").glob(f"{run_id}.*"):
            claim.unlink(missing_ok=True)


@contextmanager
def _recorded(work: Work) -> Iterator[None]:
    """Say in one sentence what keeps a run from being recorded; what is published by then is published all the same."""
    from sqlite3 import Error

    from sqlalchemy.exc import SQLAlchemyError

    from warehouse.damage import in_words

    try:
        yield
    except (SQLAlchemyError, Error) as error:
        said = in_words(getattr(error, "orig", None) or error, work.home, work.home.dagster)
        if not work.in_place:
            raise OSError(said) from error
        work.say(told("work.not_recorded", why=said))


def mend(home: Home, say: Callable[[str], None] = lambda _: None) -> None:
    """Set the orchestrator's records aside where they cannot be read: what they tell of past runs is lost, nothing
    else. The caller holds the home's lock."""
    folder = home.dagster
    if folder.exists() and not folder.is_dir():
        say(told("work.no_folder", folder=folder, aside=set_aside(folder).name))
    if bad := [why for path in DATABASES if (why := _unreadable(folder / path))]:
        kept = [set_aside(folder / name).name for name in ("history", "schedules") if (folder / name).exists()]
        say(told("work.no_records", folder=folder, why=bad[0], aside=", ".join(kept)))


def _unreadable(path: Path) -> str:
    """Why one of its databases cannot be read; empty where it can."""
    if not path.exists():
        return ""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=30)) as con:
            (found,) = con.execute("PRAGMA quick_check(1)").fetchone()
    except (sqlite3.Error, UnicodeDecodeError) as error:  # what is wrong may be told in letters that are none
        return f"{path.name}: {error}"
    return "" if found == "ok" else f"{path.name}: {found}"
