"""The canary: once a week, apart from the day, whether live sources still look like their fixtures.

Belongs here: its job and its hour. Does not belong: how a page is held against a fixture
(`scrapers/authoring/canary.py`). A run that finds something fails, so that it is told like any other failed run; it
lands and publishes nothing.
"""

from pathlib import Path
from typing import Any

import dagster as dg

from assets.days import ZONE
from assets.jobs import CANARY
from pipelines.language.messages import told


@dg.op(
    config_schema={
        "replay": dg.Field(str, is_required=False, description="Answer all requests from this archive."),
        "sources": dg.Field(
            [str], is_required=False, description="Only these sources; all that are in use without it."
        ),
    },
    out=dg.Out(dg.Nothing),
    description=told("page.canary_looks"),
)
def look_at_sources(context: dg.OpExecutionContext) -> None:
    """Looks, and fails with what there is to mend."""
    from scrapers.authoring.canary import look

    config: dict[str, Any] = context.op_config
    archive: dict[str, Any] = {"replay": Path(config["replay"])} if "replay" in config else {}
    seen = look(config.get("sources"), **archive)
    found = [f"{one.source_id}: {finding}" for one in seen for finding in one.findings]
    context.log.info(f"{len(seen)} sources looked at, {sum(one.records for one in seen)} records")
    if found:
        raise dg.Failure(
            "; ".join(found), metadata={"findings": dg.MetadataValue.md("\n".join(f"- {line}" for line in found))}
        )


@dg.job(
    name=CANARY,
    executor_def=dg.in_process_executor,
    description=told("page.canary"),
)
def canary() -> None:
    """One look at every source."""
    look_at_sources()


@dg.schedule(
    job=canary,
    cron_schedule="0 15 * * 3",
    execution_timezone=ZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    name="canary_on_wednesdays",
    description=told("page.every_wednesday"),
)
def every_wednesday() -> dg.RunRequest:
    """One look a week."""
    return dg.RunRequest()
