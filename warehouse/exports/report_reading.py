"""A month as its report reads it, from one catalogue as of the month's last day.

Belongs here: one query a list. Does not belong: what is shown of it (`report_model.py`), what a measure counts
(`dbt_like_sql/core/month_facts.sql`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.place import in_use
from warehouse.months import last_day
from warehouse.publish import open_readonly

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]
Key = tuple[str, str, str]  # measure, dimension, member
QUARTER = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class MonthRead:
    """What a catalogue says of a month. `ends_on`: its last day, or the day of the newest publication where it runs.

    `figures`: by measure, dimension and member, a value a month; `closing`: calls about a priority that close within
    the 92 days after, open to a kind of applicant; `missed`: those that closed with no word of a profile.
    """

    month: date
    ends_on: date
    final: bool
    figures: Mapping[Key, Mapping[date, float]]
    measures: Sequence[Row]
    profiles: Sequence[Row]
    applications: Sequence[Row]
    disputes: int
    closing: Sequence[Row]
    strong: Sequence[Row]
    missed: Sequence[Row]
    sources: Sequence[Row]
    milestones: Sequence[Row]
    names: Mapping[tuple[str, str], str]

    def value(
        self, measure: str, dimension: str = "region", member: str = "all", month: date | None = None
    ) -> float | None:
        """A figure; None where there is none."""
        return self.figures.get((measure, dimension, member), {}).get(month or self.month)

    def so_far(self, measure: str, dimension: str = "region", member: str = "all") -> float:
        """A count summed from the first month to this one."""
        by_month = self.figures.get((measure, dimension, member), {})
        return sum(value for month, value in by_month.items() if month <= self.month)


def read_month(path: Path, month: date) -> MonthRead:
    """What a catalogue says of a month that it knows. Raises OSError without a file."""
    with contextlib.closing(open_readonly(path)) as con:
        newest = _rows(con, "SELECT max(as_of) AS day FROM publications")[0]["day"]
        ends_on = min(last_day(month), newest)
        con.execute(f"SET VARIABLE as_of = DATE '{ends_on}'")
        figures: dict[Key, dict[date, float]] = {}
        for measure, dimension, member, on, value in con.execute(
            "SELECT measure, dimension, member, month, value FROM indicators WHERE month <= ? ORDER BY month", [month]
        ).fetchall():
            figures.setdefault((measure, dimension, member), {})[on] = value
        running = con.execute("SELECT bool_and(final) FROM indicators WHERE month = ?", [month]).fetchone()
        own = in_use().amount_column
        money = own.replace("_max", "")
        return MonthRead(
            month=month,
            ends_on=ends_on,
            final=bool(running and running[0]),
            figures=figures,
            measures=_rows(con, "FROM measures ORDER BY position"),
            profiles=_rows(con, "SELECT p.*, a.population FROM profiles AS p JOIN applicants AS a USING (applicant_id) ORDER BY p.name"),
            applications=_rows(con, _APPLICATIONS.format(money=money), ends_on),
            disputes=len(_rows(con, _DISPUTES, ends_on)),
            closing=_rows(con, _CLOSING.format(own=own), ends_on, ends_on + QUARTER),
            strong=_rows(con, _STRONG.format(own=own), month, ends_on),
            missed=_rows(con, _MISSED.format(own=own), month, ends_on, ends_on),
            sources=_rows(con, "SELECT source_id, name, verdict, line_es FROM source_health WHERE state = 'live' ORDER BY name"),
            milestones=_rows(con, "FROM milestones ORDER BY position"),
            names={(kind, name): said for kind, name, said in con.execute(_NAMES).fetchall()},
        )  # fmt: skip


_APPLICATIONS = """
    SELECT a.profile_id, a.call_id, a.state, a.{money} AS amount, a.responsible, a.partners, a.why, a.decided_on,
        coalesce(c.title, a.call_id) AS title, c.funder, c.language, c.url
    FROM applications AS a LEFT JOIN calls AS c USING (call_id) WHERE a.decided_on <= ?
    QUALIFY row_number() OVER (PARTITION BY a.profile_id, a.call_id ORDER BY a.position DESC) = 1
    ORDER BY a.decided_on, a.position"""
_DISPUTES = "SELECT DISTINCT profile_id, call_id FROM applications WHERE len(disputed) > 0 AND decided_on <= ?"
_CLOSING = """
    SELECT o.applicant, o.call_id, o.title, c.language, o.funder, o.next_deadline_on, o.{own} AS amount, o.priority, o.url,
        o.min_population, o.max_population
    FROM opportunities AS o JOIN calls AS c USING (call_id)
    WHERE o.outcome = 'eligible' AND o.grade = 2 AND o.next_deadline_on > ? AND o.next_deadline_on <= ?
    ORDER BY o.next_deadline_on, o.call_id"""
_STRONG = """
    SELECT c.call_id, c.title, c.language, c.funder, c.closes_on, c.{own} AS amount, c.url, c.first_seen_on
    FROM calls AS c
    WHERE c.first_seen_on BETWEEN ? AND ? AND (c.call_type IS NULL OR c.call_type NOT IN ('tender', 'award_notice'))
        AND EXISTS (SELECT 1 FROM matches AS m WHERE m.call_id = c.call_id AND m.grade = 2)
        AND EXISTS (SELECT 1 FROM eligibility AS e WHERE e.call_id = c.call_id AND e.outcome = 'eligible'
            AND e.applicant IN ('municipality', 'regional_government'))
    ORDER BY c.{own} DESC NULLS LAST, c.call_id"""
_MISSED = """
    SELECT p.profile_id, c.call_id, c.title, c.language, c.funder, c.closes_on, c.{own} AS amount, c.url
    FROM (SELECT call_id, min(new_on) AS came_on, profile_id
          FROM (SELECT call_id, new_on, unnest(profiles) AS profile_id FROM arrivals) GROUP BY ALL) AS n
    JOIN profiles AS p USING (profile_id)
    JOIN calls AS c ON c.call_id = n.call_id AND c.closes_on BETWEEN ? AND ? AND c.closes_on >= n.came_on
    JOIN eligibility AS e ON e.call_id = c.call_id AND e.applicant = p.applicant AND e.outcome = 'eligible'
    WHERE EXISTS (SELECT 1 FROM matches AS m WHERE m.call_id = c.call_id AND m.grade = 2) AND c.closes_on <= ?
        AND NOT EXISTS (SELECT 1 FROM applications AS a
            WHERE a.call_id = c.call_id AND a.profile_id = p.profile_id AND a.decided_on <= c.closes_on)
    ORDER BY c.closes_on, c.call_id"""
_NAMES = """
    SELECT 'priority', priority_id, name_es FROM priorities UNION ALL SELECT 'funder', funder_id, name FROM funders"""


def _rows(con: duckdb.DuckDBPyConnection, query: str, *values: Any) -> list[Row]:
    return list(con.execute(query, list(values)).to_arrow_table().to_pylist())
