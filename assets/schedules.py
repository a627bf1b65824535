"""When the day is run.

Belongs here: the hour. Does not belong: what follows a publication, which watches the asset `published`.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

import dagster as dg

from assets.days import ZONE
from assets.jobs import DAILY, daily
from pipelines.language.messages import told


@dg.schedule(
    job=daily,
    cron_schedule="30 5 * * *",
    execution_timezone=ZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    name=f"{DAILY}_at_0530",
    description=told("page.every_morning"),
)
def every_morning(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """One run a day, of that day; a tick that is evaluated again asks for no second run."""
    day = context.scheduled_execution_time.astimezone(ZoneInfo(ZONE)).date().isoformat()
    return dg.RunRequest(run_key=day, partition_key=day)
