"""The indicators of each month: closed ones as history keeps them, the month that runs as it stands.

Belongs here: when a month is closed, and building the tables once the arrivals are known. Does not belong: what a
measure counts (`dbt_like_sql/core/month_facts.sql`, in words in `measures.sql`).

The first publication of a month closes the months before it: their figures go into history and are never computed
again, whatever is merged, corrected or decided later. A rebuild folds the same publications and comes to the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from warehouse import history, transaction
from warehouse.frames import put, replace_all
from warehouse.models import SqlModel, build_one

if TYPE_CHECKING:
    import duckdb

_TABLES = (
    "core.month_ends",
    "core.application_months",
    "core.month_scopes",
    "core.month_eligible",
    "core.month_facts",
    "core.month_measures",
    "catalogue.indicators",
)
"""In the order in which they read each other."""


def note(con: duckdb.DuckDBPyConnection, models: Sequence[SqlModel], *, publication: int | None) -> None:
    """Build the indicators over all that is known now, and close the months that are over where a publication is
    pending.
    """
    by_table = {model.table: model for model in models}
    with transaction(con):
        replace_all(con, "stage.indicators", history.rows(con, "indicators"))
        for table in _TABLES:
            build_one(con, by_table[table])
        if publication is not None:
            closed = con.execute("""
                SELECT month, measure, dimension, member, value FROM catalogue.indicators
                WHERE final AND month NOT IN (SELECT month FROM stage.indicators)""").to_arrow_table()
            put(con, "history.indicators", [{"publication": publication, **row} for row in closed.to_pylist()])
