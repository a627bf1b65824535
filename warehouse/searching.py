"""The search over a published catalogue: calls by words, for an applicant where one is named.

Belongs here: reading the index and the rows that are shown. Does not belong: what a query finds (`pipelines/search`),
how it is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.language.messages import FIRST, Language
from pipelines.search.finding import find
from warehouse.opportunities import applicant_of

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]
_OPEN = ("open", "closing_soon", "undated", "forecast")
_ROWS = """
SELECT c.call_id, c.title, c.language, c.funder, s.status, s.next_deadline_on, c.amount_max, c.currency, c.url
FROM calls AS c JOIN call_status AS s USING (call_id)"""
_VERDICTS = """
SELECT call_id, outcome FROM eligibility WHERE applicant = $kind AND outcome <> 'ineligible'
    AND ($people IS NULL OR $people BETWEEN coalesce(min_population, 0) AND coalesce(max_population, 2147483647))"""


def search(
    con: duckdb.DuckDBPyConnection,
    query: str,
    *,
    who: str | None = None,
    closed: bool = False,
    language: Language = FIRST,
) -> list[Row]:
    """The calls that a query finds, best first, each with `score`; `who`: an applicant or a kind, then only what it may
    apply for or may ask about, with `outcome`. Raises Unknown for an applicant that there is not."""
    index = {
        call_id: dict(zip(terms, levels, strict=True))
        for call_id, terms, levels in con.execute("SELECT call_id, terms, levels FROM search_index").fetchall()
    }
    rows = {row["call_id"]: row for row in con.execute(_ROWS).to_arrow_table().to_pylist()}
    outcomes = None if who is None else _outcomes(con, applicant_of(con, who, language))
    found = []
    for call_id, score in find(query, index):
        row = rows[call_id]
        if not closed and row["status"] not in _OPEN:
            continue
        if outcomes is not None:
            if call_id not in outcomes:
                continue
            row = row | {"outcome": outcomes[call_id]}
        found.append(row | {"score": round(score, 3)})
    return found


def _outcomes(con: duckdb.DuckDBPyConnection, applicant: Row) -> dict[str, str]:
    """The verdict of each call that an applicant may apply for or may ask about."""
    asked = {"kind": applicant["applicant"], "people": applicant["population"]}
    return dict(con.execute(_VERDICTS, asked).fetchall())
