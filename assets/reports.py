"""The month's report, after the first publication of the next month, and the sensor that starts it.

Belongs here: the asset and its figures over time. Does not belong: what a report says (`warehouse/exports/report.py`),
what a measure counts (`dbt_like_sql/core/month_facts.sql`).

It stands in the partition of the day on which it is made and tells of the month before. Made again, the pages are the
same.
"""

import os
from collections.abc import Iterator
from datetime import date

import dagster as dg

from assets.crawls import OWNERS
from assets.days import DAYS
from assets.jobs import REPORT, monthly
from assets.models import PUBLISHED
from assets.run_context import home_of_environment
from pipelines.language.messages import check, read_also, told
from pipelines.place import use
from warehouse import months
from warehouse.code_version import code_version


@dg.multi_asset(
    name="report",
    specs=[
        dg.AssetSpec(
            REPORT,
            deps=[PUBLISHED],
            group_name="publication",
            owners=OWNERS,
            kinds={"file"},
            partitions_def=DAYS,
            code_version=code_version("warehouse.exports.report")[:16],
            description=told("page.report"),
        )
    ],
)
def report(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
    """The pages of the month before the partition's day, with the region's figures."""
    from pipelines.territory import Territory
    from warehouse.exports.report import report as write
    from warehouse.own_territory import folder_of

    home, day = home_of_environment(), date.fromisoformat(context.partition_key)
    territory = Territory.load(folder_of(home, os.environ.get("CATASTRO_TERRITORY")))
    use(territory.place)
    read_also(territory.path / "messages")
    language = check(os.environ.get("CATASTRO_LANGUAGE") or territory.place.language)
    made = write(home, months.before(day.replace(day=1)), language=language)
    figures = {m["measure"]: made.read.value(m["measure"]) for m in made.read.measures}
    yield dg.MaterializeResult(
        REPORT,
        metadata={
            "month": f"{made.read.month:%Y-%m}",
            "folder": str(made.folder),
            "dagster/row_count": made.profiles + 1,
            **{name: value for name, value in figures.items() if value is not None},
        },
    )


@dg.asset_sensor(
    asset_key=PUBLISHED,
    job=monthly,
    name="after_month",
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=60,
    description=told("page.after_month"),
)
def after_month(context: dg.SensorEvaluationContext, event: dg.EventLogEntry) -> dg.RunRequest | dg.SkipReason:
    """A run for the first publication of a month, once."""
    partition = event.dagster_event.partition if event.dagster_event else None
    if partition is None:
        return dg.SkipReason(told("page.no_day"))
    month, home = months.before(date.fromisoformat(partition).replace(day=1)), home_of_environment()
    if not (home.months / f"{month:%Y-%m}.duckdb").exists():
        return dg.SkipReason(told("page.no_month", month=f"{month:%m-%Y}"))
    if (home.exports / "informes" / f"{month:%Y-%m}" / "region.html").exists():
        return dg.SkipReason(told("page.month_reported", month=f"{month:%m-%Y}"))
    return dg.RunRequest(run_key=f"{month:%Y-%m}", partition_key=partition)
