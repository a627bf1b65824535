"""The jobs over assets: the day, the week's export, the month's report.

Belongs here: what runs together and how. Does not belong: when (`schedules.py`), and the job that touches no asset
(`canary.py`).
"""

from __future__ import annotations

import dagster as dg

from pipelines.language.messages import told

DAILY = "daily"
WEEKLY = "weekly"
MONTHLY = "monthly"
CANARY = "canary"
EXPORTS = dg.AssetKey(["exports"])
REPORT = dg.AssetKey(["report"])
_EXPORTS, _REPORT = dg.AssetSelection.assets(EXPORTS), dg.AssetSelection.assets(REPORT)

# One process: the steps share a home's lock and frames, and a process a step costs seconds.
daily = dg.define_asset_job(
    DAILY,
    selection=dg.AssetSelection.all() - _EXPORTS - _REPORT,
    executor_def=dg.in_process_executor,
    description=told("page.daily"),
)

weekly = dg.define_asset_job(
    WEEKLY,
    selection=_EXPORTS,
    executor_def=dg.in_process_executor,
    description=told("page.weekly"),
)

monthly = dg.define_asset_job(
    MONTHLY,
    selection=_REPORT,
    executor_def=dg.in_process_executor,
    description=told("page.monthly"),
)
