"""A call of the published catalogue and an applicant of the territory, as `pipelines.contact_route` reads them.

Belongs here: the queries. Does not belong: the steps, the words.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pipelines.contact_route import Asked, ContactRoute, contact_route
from pipelines.language.messages import Language
from warehouse.exports.on_behalf import on_behalf
from warehouse.one_call import records_of

if TYPE_CHECKING:
    import duckdb

    from pipelines.territory import Territory


class NoSuchApplicant(ValueError):
    """Nobody of the territory has this id, nor is it a kind of applicant."""


def route_of(
    con: duckdb.DuckDBPyConnection, call: str, who: str, territory: Territory, language: Language
) -> ContactRoute:
    """The contact route of a call, by the beginning of its id, for an applicant's id or a kind. Raises NoSuchCall and
    NoSuchApplicant.
    """
    call_id, _ = records_of(con, call)
    applicant = _applicant(territory, who)
    found = con.execute(
        """
        SELECT c.title, c.funder_id, c.funder, s.next_deadline_on, c.url, e.outcome, e.rule, e.quote,
               (SELECT max(on_date) FROM key_dates WHERE call_id = c.call_id AND kind = 'questions_until'),
               (SELECT parent_id FROM actors WHERE actor_id = c.funder_id), (SELECT day FROM today)
        FROM calls AS c
        JOIN call_status AS s USING (call_id)
        LEFT JOIN eligibility AS e ON e.call_id = c.call_id AND e.applicant = ?
        WHERE c.call_id = ?""",
        [applicant["kind"], call_id],
    ).fetchone()
    assert found is not None
    title, funder_id, funder, deadline, url, outcome, rule, quote, questions_until, above, today = found
    asked = Asked(
        title, funder_id, funder, deadline, questions_until, url, applicant["name"], applicant["kind"],
        applicant["lead_working_days"], outcome, rule, quote,
        {tongue: on_behalf(applicant["name"], tongue) for tongue in ("es", "en")},
    )  # fmt: skip
    return contact_route(
        asked,
        {actor.actor_id: actor for actor in territory.actors},
        {need.need: need for need in territory.needs},
        _days_off(con),
        today,
        language,
        above=above,
    )


def _applicant(territory: Territory, who: str) -> dict[str, Any]:
    for one in territory.applicants:
        if one.applicant_id == who:
            return {"kind": one.kind, "name": one.name, "lead_working_days": one.lead_working_days}
    if who in {one.kind for one in territory.applicants}:
        return {"kind": who, "name": who, "lead_working_days": None}
    ids = ", ".join(sorted(one.applicant_id for one in territory.applicants)[:5])
    raise NoSuchApplicant(f"--for {who}: applicants.yaml has no such id or kind; it has {ids}, …")


def _days_off(con: duckdb.DuckDBPyConnection) -> frozenset[date]:
    return frozenset(day for (day,) in con.execute("SELECT on_date FROM holidays").fetchall())
