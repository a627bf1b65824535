"""The sensor that looks at every run that has ended, whoever started it.

Belongs here: which runs are looked at. Does not belong: what is told of one (`alerts.py`).
"""

from datetime import UTC, datetime, timedelta

import dagster as dg

from assets.alerts import ENDED, report
from pipelines.language.messages import told


@dg.sensor(
    name="alerts",
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description=told("page.alerts"),
)
def alerts(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    """Reports the runs that ended since the last look; a way that is out of order is tried again at the next."""
    since = datetime.fromisoformat(context.cursor) if context.cursor else datetime.now(UTC) - timedelta(days=1)
    records = context.instance.get_run_records(
        dg.RunsFilter(statuses=ENDED, updated_after=since), order_by="update_timestamp", ascending=True, limit=100
    )
    reported = 0
    for record in records:
        reported += report(context.instance, record.dagster_run, context.log.warning)
        context.update_cursor(record.update_timestamp.isoformat())
    return dg.SkipReason(told("page.looked", ended=len(records), since=f"{since:%d-%m-%Y %H:%M}", reported=reported))
