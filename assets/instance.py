"""The orchestrator's folder under home, and the daily job run in this process and recorded there.

Belongs here: opening the instance, running the job for the command line. Does not belong: the web UI (`ui.py`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assets.work import ROOT, Work
from warehouse.home import Home

if TYPE_CHECKING:
    import dagster as dg


def prepare(home: Home) -> None:
    """Make the orchestrator's folder, with this checkout's settings, and name it in the environment."""
    folder = home.dagster.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "dagster.yaml", folder / "dagster.yaml")
    os.environ["DAGSTER_HOME"] = str(folder)
    os.environ["CATASTRO_HOME"] = str(home.path.resolve())


@contextmanager
def instance(home: Home) -> Iterator[dg.DagsterInstance]:
    """The instance that keeps this home's runs."""
    import dagster as dg

    prepare(home)
    with dg.DagsterInstance.get() as opened:
        yield opened


def run_day(work: Work) -> bool:
    """Run the daily job in this process and record it; the caller holds the home's lock. Returns whether every step ended well.

    What the steps came to is in `work`. Raises what a step raised.
    """
    import dagster as dg

    from assets.alerts import report
    from assets.days import TAG
    from assets.definitions import defs
    from assets.jobs import DAILY

    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    with instance(work.home) as opened:
        result = defs.resolve_job_def(DAILY).execute_in_process(
            instance=opened, run_config=quiet, resources={"work": dg.ResourceDefinition.hardcoded_resource(work)}, raise_on_error=False,
            # as a tag, for a replayed day may lie outside of the calendar
            tags={TAG: work.day.isoformat(), "catastro/started_by": "command line"})
        work.keep_outcome()
        try:
            report(opened, result.dagster_run)
        except OSError as error:
            work.say(f"The alert could not be sent: {error}")
    if work.error is not None and not isinstance(work.error, dg.Failure):
        raise work.error
    return result.success
