"""The jobs over assets: the day, and the week's export.

Belongs here: what runs together and how. Does not belong: when (`schedules.py`), and the job that touches no asset
(`canary.py`).
"""

from __future__ import annotations

import dagster as dg

from pipelines.language.messages import told

DAILY = "daily"
WEEKLY = "weekly"
CANARY = "canary"
EXPORTS = dg.AssetKey(["exports"])
_EXPORTS = dg.AssetSelection.assets(EXPORTS)

# One process: the steps share a home's lock and frames, and a process a step costs seconds.
daily = dg.define_asset_job(
    DAILY,
    selection=dg.AssetSelection.all() - _EXPORTS,
    executor_def=dg.in_process_executor,
    description=told("page.daily"),
)

weekly = dg.define_asset_job(
    WEEKLY,
    selection=_EXPORTS,
    executor_def=dg.in_process_executor,
    description=told("page.weekly"),
)
