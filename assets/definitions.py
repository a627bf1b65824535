"""What Dagster loads: wiring only.

Belongs here: the list. Does not belong: anything that could fail a test of its own.
"""

from __future__ import annotations

import dagster as dg

from assets import crawls, models, stages
from assets.jobs import daily
from assets.schedules import every_morning
from assets.sensors import alerts
from assets.work import work

defs = dg.Definitions(
    assets=[crawls.steps(), stages.land, stages.stages, *models.steps()],
    jobs=[daily],
    schedules=[every_morning],
    sensors=[alerts],
    resources={"work": work},
)
