"""The gate: the rules of `pipelines/quality.py` run over the catalogue's tables before they are published.

Belongs here: running the rules, by Great Expectations or by plain SQL, and keeping what they came to. Does not belong:
what the rules are, nor how each is run (`gate_expectations.py`, `gate_sql.py`).

Great Expectations is the daily run's, imported in `gate_expectations.py` and nowhere else, when a day is judged. The
import costs 6 to 8 CPU s, all of which its own package asks for (scipy, altair, SQLAlchemy: it cannot be had in parts),
the rules over the sample a fifth of one. Plain SQL runs the same rules for `rebuild`, which judges again what was judged, and where
CATASTRO_GATE=sql asks for it, as most tests of whole days do. A test holds both equal, in outcome, count and example,
on sound tables and on every seeded defect.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from pipelines.falls import Listing, Yesterday, falls
from pipelines.language.messages import told
from pipelines.quality import RULES, CheckResult, Rule
from pipelines.vocabulary import COMPLETE
from warehouse import history
from warehouse.frames import replace_all
from warehouse.gate_expectations import with_gx
from warehouse.gate_sql import with_sql
from warehouse.models import SqlModel, build_one

if TYPE_CHECKING:
    import duckdb

Renderer = Literal["gx", "sql"]
RENDERERS: tuple[Renderer, ...] = ("gx", "sql")


def check(
    con: duckdb.DuckDBPyConnection,
    today: date,
    *,
    previous: Yesterday | None = None,
    accepted: Collection[str] = (),
    renderer: Renderer = "gx",
    rules: Sequence[Rule] = RULES,
) -> list[CheckResult]:
    """Every rule's result over schema `catalogue`, then those over yesterday. A check that cannot be made is
    `broken`; none raises.
    """
    return [
        *(with_gx if renderer == "gx" else with_sql)(con, today, rules),
        *over_yesterday(con, today, previous, accepted),
    ]


def keep(con: duckdb.DuckDBPyConnection, models: Sequence[SqlModel], results: Sequence[CheckResult]) -> None:
    """Put the results into the catalogue's table `quality_results`."""
    replace_all(
        con,
        "stage.quality_results",
        [
            {
                "table_name": r.table,
                "column_name": r.column,
                "check_name": r.check,
                "severity": r.severity,
                "outcome": r.outcome,
                "failing_rows": r.count,
                "example": r.example or None,
                "note": r.note or None,
            }
            for r in results
        ],
    )
    build_one(con, next(model for model in models if model.table == "catalogue.quality_results"))


def kept(con: duckdb.DuckDBPyConnection) -> list[CheckResult]:
    """The results of the last check, as `keep` put them there."""
    rows = con.execute("FROM catalogue.quality_results").fetchall()
    return [
        CheckResult(table, column, check, severity, outcome, count, example or "", note or "")
        for table, column, check, severity, outcome, count, example, note in rows
    ]


def over_yesterday(
    con: duckdb.DuckDBPyConnection, today: date, previous: Yesterday | None, accepted: Collection[str]
) -> list[CheckResult]:
    """The rules over yesterday, with what the catalogue says today."""
    import duckdb

    try:
        open_calls = [call for (call,) in con.execute("SELECT call_id FROM catalogue.open_calls").fetchall()]
        listed = con.execute(
            "SELECT source_id, records, verdict, state FROM catalogue.sources WHERE records IS NOT NULL"
        ).fetchall()
    except duckdb.Error as error:
        return [CheckResult("open_calls", "", "fall", "error", "broken", 0, "", told("gate.not_made", why=error))]
    listings = {
        source: Listing(records, verdict == "ok", state == "live") for source, records, verdict, state in listed
    }
    return falls(previous, today=today, open_calls=open_calls, listings=listings, accepted=accepted)


def yesterday(con: duckdb.DuckDBPyConnection, today: date) -> Yesterday | None:
    """What the last publication of an earlier day held; None before the first. A day run twice is compared with the
    same.
    """
    found = history.before(con, today)
    if found is None:
        return None
    publication, as_of = found
    open_until = dict(
        con.execute(
            "SELECT call_id, open_until FROM history.open_calls WHERE publication = ?", [publication]
        ).fetchall()
    )
    good = ", ".join(f"'{verdict}'" for verdict in sorted(COMPLETE))
    records = con.execute(
        f"""
        SELECT source_id, arg_max(records, (as_of, run_id)) FROM landed.runs WHERE as_of <= ? AND verdict IN ({good}) GROUP BY source_id""",
        [as_of],
    ).fetchall()
    return Yesterday(as_of, open_until, dict(records))
