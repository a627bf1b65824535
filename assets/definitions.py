"""What Dagster loads: wiring only.

Belongs here: the list. Does not belong: anything that could fail a test of its own.
"""

from __future__ import annotations

import dagster as dg

from assets import canary, crawls, dead, exports, models, reports, stages
from assets.jobs import daily, monthly, weekly
from assets.run_context import work
from assets.schedules import every_morning
from assets.sensors import alerts

defs = dg.Definitions(
    assets=[crawls.steps(), stages.land, stages.stages, *models.steps(), exports.export, reports.report],
    jobs=[daily, weekly, monthly, canary.canary],
    schedules=[every_morning, canary.every_wednesday],
    sensors=[alerts, dead.dead_runs, exports.after_monday, reports.after_month],
    resources={"work": work},
)
