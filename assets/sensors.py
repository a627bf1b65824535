"""The sensor that looks at every run that has ended, whoever started it.

Belongs here: which runs are looked at. Does not belong: what is told of one (`alerts.py`).
"""

from datetime import UTC, datetime, timedelta

import dagster as dg

from assets.alerts import ENDED, report


@dg.sensor(
    name="alerts",
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Avisa de una publicación bloqueada o de una fuente rota: en el registro y, si el entorno los nombra, "
    "a un webhook o a un correo. Nunca dos veces por la misma ejecución.",
)
def alerts(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    """Reports the runs that ended since the last look; a way that is out of order is tried again at the next."""
    since = datetime.fromisoformat(context.cursor) if context.cursor else datetime.now(UTC) - timedelta(days=1)
    records = context.instance.get_run_records(
        dg.RunsFilter(statuses=ENDED, updated_after=since), order_by="update_timestamp", ascending=True, limit=100
    )
    told = 0
    for record in records:
        told += report(context.instance, record.dagster_run, context.log.warning)
        context.update_cursor(record.update_timestamp.isoformat())
    return dg.SkipReason(f"{len(records)} ejecuciones terminadas desde {since:%d-%m-%Y %H:%M}; de {told} se avisó")
