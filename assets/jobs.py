"""The daily job.

Belongs here: what runs together and how. Does not belong: when (`schedules.py`).
"""

from __future__ import annotations

import dagster as dg

DAILY = "daily"

# One process: the steps share a home's lock and frames, and a process a step costs seconds.
daily = dg.define_asset_job(
    DAILY, selection=dg.AssetSelection.all(), executor_def=dg.in_process_executor,
    description="El día entero: recorrer las fuentes, construir el catastro, comprobarlo y publicarlo. "
                "Sobre un día pasado no recorre ni publica: lo rehace desde lo recogido, en rebuilt/<día>/.",
)
