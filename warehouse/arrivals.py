"""Which calls are new for whom, noted at every publication.

Belongs here: the catalogue's tables as candidates, and the table `arrivals` filled from them and from history. Does not
belong: the rule (`pipelines/digest/arrivals.py`), or what an edition shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from pipelines.digest.arrivals import Arrival, Bounds, Candidate, arrive
from pipelines.digest.week import Profile
from warehouse import history, transaction
from warehouse.frames import put, replace_all
from warehouse.models import SqlModel, build_one, schema_first

if TYPE_CHECKING:
    import duckdb


def note(
    con: duckdb.DuckDBPyConnection,
    models: Sequence[SqlModel],
    profiles: Sequence[Profile],
    *,
    on: date,
    publication: int | None,
) -> int:
    """Fill the catalogue's table `arrivals`, and history where a publication is pending. Returns how many are of
    this day.
    """
    known = [Arrival(r["call_id"], r["new_on"], r["week"], tuple(r["profiles"])) for r in history.rows(con, "arrivals")]
    with schema_first(con, "catalogue"):
        found = arrive(
            known, candidates(con), profiles, on=on, aliases=dict(con.execute("FROM call_aliases").fetchall())
        )
    entries = [asdict(arrival) for arrival in found]
    with transaction(con):
        replace_all(con, "stage.arrivals", entries)
        build_one(con, next(model for model in models if model.table == "catalogue.arrivals"))
        if publication is not None:
            put(con, "history.arrivals", [{"publication": publication, **entry} for entry in entries])
    return sum(arrival.new_on == on for arrival in found)


def candidates(con: duckdb.DuckDBPyConnection) -> list[Candidate]:
    """Every call of the catalogue that bare names mean, as of its day."""
    outcomes: dict[str, dict[str, Bounds]] = defaultdict(dict)
    for call, applicant, *bounds in con.execute(
        "SELECT call_id, applicant, outcome, min_population, max_population FROM eligibility"
    ).fetchall():
        outcomes[call][applicant] = Bounds(*bounds)
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for call, priority, grade in con.execute("SELECT call_id, priority_id, grade FROM matches").fetchall():
        grades[call][priority] = grade
    calls = con.execute(
        """
        SELECT call_id, status, call_type, language FROM calls JOIN call_status USING (call_id) ORDER BY call_id"""
    ).fetchall()
    return [
        Candidate(call, status, kind, language, outcomes.get(call, {}), grades.get(call, {}))
        for call, status, kind, language in calls
    ]
