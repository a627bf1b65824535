"""A published catalogue as the selection reads it, once for all profiles.

Belongs here: one query a table. Does not belong: any choice of calls.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.actors import Actor, contact_of
from pipelines.digest.publication_rows import Catalogue
from pipelines.place import in_use
from pipelines.territory import Territory
from warehouse.frames import rows_of
from warehouse.publish import open_readonly

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]


def read_catalogue(path: Path, as_of: date, territory: Territory) -> Catalogue:
    """What a catalogue says as of a day; names of priorities and expected funds are the territory's. Raises OSError
    without a file.
    """
    with contextlib.closing(open_readonly(path)) as con:
        con.execute(f"SET VARIABLE as_of = DATE '{as_of}'")
        newest = _rows(
            con, "SELECT as_of, published_at FROM publications ORDER BY published_at DESC, as_of DESC LIMIT 1"
        )[0]
        arrived: dict[str, dict[str, str]] = defaultdict(dict)
        for call_id, week, profiles in con.execute("SELECT call_id, week, profiles FROM arrivals").fetchall():
            arrived[call_id].update(dict.fromkeys(profiles, week))
        eligibility: dict[str, dict[str, Row]] = defaultdict(dict)
        for row in _rows(con, "FROM eligibility"):
            eligibility[row["call_id"]][row["applicant"]] = row
        return Catalogue(
            published_on=newest["as_of"],
            published_at=newest["published_at"],
            calls={
                row["call_id"]: row | {"amount_max_own": row.get(in_use().amount_column)}
                for row in _rows(con, "FROM calls JOIN call_status USING (call_id) ORDER BY call_id")
            },
            eligibility=eligibility,
            matches=_by_call(con, "FROM matches ORDER BY ALL"),
            deadlines=_by_call(con, "FROM deadlines ORDER BY call_id, position"),
            key_dates=_by_call(con, "FROM key_dates ORDER BY call_id, on_date, kind, quote"),
            documents=_by_call(con, "FROM documents ORDER BY ALL"),
            reports=_by_call(
                con,
                """
                SELECT r.call_id, r.source_id, s.name AS source, min(r.url) AS url
                FROM call_records AS r JOIN sources AS s USING (source_id) GROUP BY ALL ORDER BY ALL""",
            ),
            doubts=_by_call(con, "FROM call_doubts ORDER BY ALL"),
            changes=_by_call(con, "FROM changes ORDER BY changed_on, call_id, field"),
            arrived=arrived,
            aliases=dict(con.execute("FROM call_aliases").fetchall()),
            funds=_rows(con, "FROM funds ORDER BY fund_id"),
            funders={f.funder_id: f.name for f in territory.funders}
            | dict(con.execute("SELECT funder_id, name FROM funders").fetchall()),
            funder_cards=_funder_cards(con, territory),
            said=_by_call(
                con,
                """
                SELECT call_id, field, min_by(quote, (-coalesce(certainty, 0), quote)) AS quote FROM evidence
                WHERE quote IS NOT NULL AND field IN ('amount_max', 'amount_min', 'amount_total', 'opens_on', 'cofunding_percent')
                GROUP BY ALL ORDER BY call_id, field""",
            ),
            sources=_rows(
                con,
                "SELECT h.*, s.last_good_on FROM source_health AS h JOIN sources AS s USING (source_id) ORDER BY"
                " source_id",
            ),
            priorities={p.priority_id: p.name for p in territory.priorities}
            | {
                row["priority_id"]: {"es": row["name_es"], "en": row["name_en"] or row["name_es"]}
                for row in _rows(con, "FROM priorities")
            },
            expected=territory.expected_funds,
        )


def _funder_cards(con: duckdb.DuckDBPyConnection, territory: Territory) -> dict[str, Row]:
    """Of every actor of the territory, and of every funder that only calls name, whom to ask and where."""
    by_id = {actor.actor_id: actor for actor in territory.actors}
    above = dict(con.execute("SELECT actor_id, parent_id FROM actors WHERE NOT known").fetchall())
    return {
        actor_id: _card(by_id.get(actor_id), contact_of(actor_id if actor_id in by_id else above[actor_id], by_id))
        for actor_id in [*by_id, *above]
    }


def _card(actor: Actor | None, contact: Actor | None) -> Row:
    route = contact.route if contact else None
    return {
        "name_es": actor.name_es if actor else None,
        "contact": ((route and route.office) or contact.name_es or contact.name) if contact else None,
        "contact_page": (contact.contact_page or contact.homepage) if contact else None,
        "before_applying": contact.before_applying if contact else None,
    }


def known_calls(path: Path) -> tuple[set[str], dict[str, str]]:
    """The ids of all calls of a catalogue, and which living id each retired one leads to. Raises OSError without a
    file.
    """
    with contextlib.closing(open_readonly(path)) as con:
        calls = {call_id for (call_id,) in con.execute("SELECT call_id FROM calls").fetchall()}
        return calls, dict(con.execute("FROM call_aliases").fetchall())


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    return rows_of(con.execute(query))


def _by_call(con: duckdb.DuckDBPyConnection, query: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(con, query):
        found[row["call_id"]].append(row)
    return found
