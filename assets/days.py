"""The partitions: one a day, in Santiago's time.

Belongs here: which days there are and what today is. Does not belong: what a run does on one (`work.py`).
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import dagster as dg

SANTIAGO = "America/Santiago"
FIRST_DAY = "2026-09-01"
DAYS = dg.DailyPartitionsDefinition(start_date=FIRST_DAY, timezone=SANTIAGO, end_offset=1)
"""Every day since the first, today included."""
TAG = "dagster/partition"


def today() -> date:
    """The day it is in Santiago."""
    return now().date()


def now() -> datetime:
    """The moment it is, in Santiago's time."""
    return datetime.now(ZoneInfo(SANTIAGO))
