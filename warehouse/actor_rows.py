"""The rows of `stage` on actors: those of the territory's file, and those that only calls name.

Belongs here: turning actors into rows. Does not belong: what the file must be (`pipelines.actor_file`), what calls show
of an actor (`dbt_like_sql/catalogue/actors.sql`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pipelines.actors import Actor, contact_of, representatives
from pipelines.cooperation import fitting, read_cooperation

if TYPE_CHECKING:
    from pipelines.funders import Funder
    from pipelines.records import Record
    from pipelines.territory import Territory

Row = dict[str, Any]


def actor_rows(territory: Territory, payers: Iterable[Funder]) -> dict[str, list[Row]]:
    """Rows of `actors`, `actor_relations` and `finances`."""
    by_id = {actor.actor_id: actor for actor in territory.actors}
    days = {need.need: need.working_days for need in territory.needs}
    unlisted = {payer.funder_id: payer for payer in payers if payer.funder_id not in by_id}
    return {
        "actors": [
            *(_actor(actor, by_id, days) for actor in territory.actors),
            *(_named_by_calls(payer, by_id) for payer in unlisted.values()),
        ],
        "actor_relations": [*_relations(territory.actors), *_belongs(unlisted.values())],
        "finances": [
            {"actor_id": actor.actor_id} | asdict(finance) for actor in territory.actors for finance in actor.finances
        ],
    }


def cooperation_rows(records: Mapping[str, Record], funder_of: Mapping[str, str], actors: Sequence[Actor]) -> list[Row]:
    """Rows of `cooperation`: what each call asks for, by its id."""
    return [
        {
            "call_id": call_id,
            "model": fact.model,
            "partners": list(fact.partners),
            "fitting_actors": fitting(fact, funder_of.get(call_id), actors),
            "quote": fact.quote,
        }
        for call_id, record in records.items()
        for fact in read_cooperation(f"{record.title}\n{record.text or record.summary or ''}")
    ]


def _actor(actor: Actor, by_id: dict[str, Actor], days: dict[str, int]) -> Row:
    contact, route = contact_of(actor.actor_id, by_id), actor.route
    return {
        "actor_id": actor.actor_id,
        "name": actor.name,
        "name_es": actor.name_es,
        "kind": actor.kind,
        "country": actor.country,
        "parent_id": actor.parent_id,
        "independent": actor.independent,
        "known": True,
        "pays": actor.pays,
        "homepage": actor.homepage,
        "contact_page": actor.contact_page,
        "before_applying": actor.before_applying,
        "contact_id": contact and contact.actor_id,
        "represented_by": [a.actor_id for a in representatives(actor.actor_id, by_id.values())],
        "office": route and route.office,
        "channel": route and route.channel,
        "languages": list(route.languages) if route else [],
        "needs": list(route.needs) if route else [],
        "endorsed_by": route and route.endorsed_by,
        "questions": list(route.questions) if route else [],
        "lead_working_days": max((days[need] for need in route.needs), default=None) if route else None,
        "source": actor.source,
        "checked_on": actor.checked_on,
        "contact_checked_on": contact and contact.looked_at,
    }


def _named_by_calls(payer: Funder, by_id: dict[str, Actor]) -> Row:
    contact = contact_of(payer.parent_id, by_id)
    return {
        "actor_id": payer.funder_id,
        "name": payer.name,
        "kind": payer.kind,
        "country": payer.country,
        "parent_id": payer.parent_id,
        "independent": False,
        "known": False,
        "pays": True,
        "contact_id": contact and contact.actor_id,
        "represented_by": [],
        "languages": [],
        "needs": [],
        "questions": [],
        "contact_checked_on": contact and contact.looked_at,
    }


def _relations(actors: Iterable[Actor]) -> Iterable[Row]:
    for actor in actors:
        for relation in actor.relations:
            said = asdict(relation)
            yield {"actor_id": actor.actor_id, "kind": said.pop("kind"), "to_id": said.pop("to")} | said
        if actor.parent_id:
            yield _belongs_to(actor.actor_id, actor.parent_id) | {
                "source": actor.source,
                "checked_on": actor.checked_on,
            }


def _belongs(payers: Iterable[Funder]) -> Iterable[Row]:
    for payer in payers:
        if payer.parent_id:
            yield _belongs_to(payer.funder_id, payer.parent_id)


def _belongs_to(actor_id: str, parent_id: str) -> Row:
    return {"actor_id": actor_id, "kind": "belongs_to", "to_id": parent_id}
