"""The partitions: one a day, in the territory's time.

Belongs here: which days there are and what today is. Does not belong: what a run does on one (`work.py`).
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import dagster as dg

from warehouse.own_territory import of_environment

ZONE = of_environment().time_zone
"""The territory's; the orchestrator is told of it once, when its definitions are read."""
FIRST_DAY = "2026-09-01"
DAYS = dg.DailyPartitionsDefinition(start_date=FIRST_DAY, timezone=ZONE, end_offset=1)
"""Every day since the first, today included."""
TAG = "dagster/partition"


def today() -> date:
    """The day it is in the territory."""
    return now().date()


def now() -> datetime:
    """The moment it is, in the territory's time."""
    return datetime.now(ZoneInfo(ZONE))
