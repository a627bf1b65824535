"""A published catalogue as its pages read it, once.

Belongs here: one query a table, rows by call. Does not belong: what a page shows of them.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.publish import open_readonly

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]
ByCall = dict[str, list[Row]]
_CALLS = """
SELECT c.*, s.status, s.next_deadline_on, s.days_left, s.working_days_left
FROM calls AS c JOIN call_status AS s USING (call_id) ORDER BY c.call_id"""
_RECORDS = """
SELECT r.*, s.name AS source_name FROM call_records AS r LEFT JOIN sources AS s USING (source_id)
ORDER BY r.call_id, r.source_id, r.record_key"""
_EVIDENCE = """
SELECT call_id, field, value, quote, method, round(certainty, 2) AS certainty, source_id, landing FROM evidence
WHERE quote IS NOT NULL ORDER BY call_id, field, certainty DESC NULLS LAST, quote, source_id, landing"""


@dataclass(frozen=True, slots=True)
class SiteCatalogue:
    """What a catalogue says; rows in an order that the same catalogue always gives. `day`: the day of its views."""

    day: date
    frozen: bool  # a catalogue of a past day or of a sample: its day does not move on
    published_at: datetime
    calls: dict[str, Row]
    deadlines: ByCall
    key_dates: ByCall
    documents: ByCall
    matches: ByCall
    eligibility: ByCall
    evidence: ByCall
    doubts: ByCall
    changes: ByCall
    records: ByCall
    texts: ByCall
    funds: dict[str, Row]
    funders: dict[str, Row]
    priorities: dict[str, Row]
    applicants: list[Row]
    sources: list[Row]
    publications: list[Row]
    aliases: list[Row]
    quality: list[Row]
    tables: list[Row]
    holidays: frozenset[date]
    levels: dict[str, dict[str, int]] = field(default_factory=dict)
    actors: dict[str, Row] = field(default_factory=dict)
    relations: list[Row] = field(default_factory=list)
    _funds: dict[str, list[Row]] = field(default_factory=dict)

    def of_fund(self, fund_id: str) -> list[Row]:
        """The calls of a fund, the last to close first."""
        if not self._funds:
            for call in self.calls.values():
                self._funds.setdefault(call["fund_id"], []).append(call)
            for calls in self._funds.values():
                calls.sort(key=lambda c: (c["closes_on"] or date.min, c["call_id"]), reverse=True)
        return self._funds.get(fund_id, [])


def read_site(path: Path) -> SiteCatalogue:
    """All that pages show of a catalogue. Raises OSError where there is none, Damaged where it cannot be read."""
    with contextlib.closing(open_readonly(path)) as con:
        publications = _rows(con, "FROM publications ORDER BY published_at, as_of")
        (day,) = con.execute("SELECT day FROM today").fetchone() or (publications[-1]["as_of"],)
        (frozen,) = con.execute("SELECT count(as_of) > 0 FROM clock").fetchone() or (False,)
        tables = _rows(
            con, "SELECT table_name, comment FROM duckdb_tables() WHERE database_name = 'catalogue' ORDER BY 1"
        )
        there = {row["table_name"] for row in tables}
        has_index, has_actors = "search_index" in there, "actors" in there
        return SiteCatalogue(
            day=day,
            frozen=bool(frozen),
            published_at=publications[-1]["published_at"],
            calls={row["call_id"]: row for row in _rows(con, _CALLS)},
            deadlines=_by_call(con, "FROM deadlines ORDER BY call_id, position"),
            key_dates=_by_call(con, "FROM key_dates ORDER BY call_id, on_date, kind, quote"),
            documents=_by_call(con, "FROM documents ORDER BY ALL"),
            matches=_by_call(con, "FROM matches ORDER BY call_id, score DESC, priority_id"),
            eligibility=_by_call(con, "FROM eligibility ORDER BY call_id, applicant"),
            evidence=_by_call(con, _EVIDENCE),
            doubts=_by_call(con, "FROM call_doubts ORDER BY ALL"),
            changes=_by_call(con, "FROM changes ORDER BY call_id, changed_on DESC, field, old_value, new_value"),
            records=_by_call(con, _RECORDS),
            texts=_by_call(con, "SELECT call_id, summary AS text FROM calls ORDER BY ALL"),
            funds={row["fund_id"]: row for row in _rows(con, "FROM funds ORDER BY name, fund_id")},
            funders={row["funder_id"]: row for row in _rows(con, "FROM funders ORDER BY name, funder_id")},
            priorities={row["priority_id"]: row for row in _rows(con, "FROM priorities ORDER BY priority_id")},
            applicants=_rows(con, "FROM applicants ORDER BY applicant, name, applicant_id"),
            sources=_rows(
                con,
                "SELECT h.*, s.last_good_on FROM source_health AS h JOIN sources AS s USING (source_id) ORDER BY h.name",
            ),
            publications=publications,
            aliases=_rows(con, "FROM call_aliases ORDER BY ALL"),
            quality=_rows(con, "FROM quality_results ORDER BY ALL"),
            tables=tables,
            actors={
                r["actor_id"]: r for r in (_rows(con, "FROM actors ORDER BY name, actor_id") if has_actors else ())
            },
            relations=_rows(con, "FROM actor_relations ORDER BY ALL") if has_actors else [],
            levels={
                row["call_id"]: dict(zip(row["terms"], row["levels"], strict=True))
                for row in (_rows(con, "FROM search_index ORDER BY call_id") if has_index else ())
            },
            holidays=frozenset(row["on_date"] for row in _rows(con, "SELECT on_date FROM holidays")),
        )


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    found: list[Row] = con.execute(query).to_arrow_table().to_pylist()
    return found


def _by_call(con: duckdb.DuckDBPyConnection, query: str) -> ByCall:
    found: ByCall = defaultdict(list)
    for row in _rows(con, query):
        found[row["call_id"]].append(row)
    return found
