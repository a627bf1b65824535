"""What a page tells of an actor: to whom it belongs, who represents it here, how it is reached, what it does with whom.

Belongs here: rows of the tables `actors` and `actor_relations` as facts and lines. Does not belong: the calls of an
actor (`group_pages.py`).
"""

from __future__ import annotations

from pipelines.language.figures import day_text
from pipelines.language.messages import Language, family, text
from pipelines.place import in_use
from warehouse.site.cards import address, file_name, foreign, safe
from warehouse.site.reading import Row, SiteCatalogue

MOST = 60


def actor_path(actor_id: str) -> str:
    return f"financiador/{file_name(actor_id)}.html"


def payers(site: SiteCatalogue) -> dict[str, Row]:
    """Every actor, and every funder that is none, by id; a funder's row lends what its actor's lacks."""
    return {actor_id: row | {"funder_id": actor_id} for actor_id, row in site.actors.items()} | {
        funder_id: site.actors.get(funder_id, {}) | row for funder_id, row in site.funders.items()
    }


def route(site: SiteCatalogue, row: Row, language: Language) -> list[Row]:
    """How an actor is reached: whom it belongs to, who represents it, office, channel, languages, days to allow."""
    facts: list[Row] = []
    named = [("site.belongs_to", [row.get("parent_id")]), ("site.represented_by", row.get("represented_by") or [])]
    for name, ids in [*named, ("site.endorsed_by", [row.get("endorsed_by")])]:
        for actor_id in filter(None, ids):
            other = site.actors.get(actor_id) or site.funders.get(actor_id)
            if other:
                fact = {"name": text(name, language), "value": _name(other), "path": actor_path(actor_id)}
                facts.append(fact)
    if row.get("office"):
        facts.append({"name": text("site.office", language), "value": safe(row["office"], 300)})
    if row.get("languages"):
        known = family("language", language)
        spoken = ", ".join(known.get(one, one) for one in row["languages"])
        facts.append({"name": text("site.receives_in", language), "value": safe(spoken, 200)})
    if row.get("lead_working_days"):
        facts.append({"name": text("site.lead_days", language), "value": str(row["lead_working_days"])})
    if link := address(row.get("source")):
        facts.append({"name": text("site.says_so", language), "value": "", "link": link})
    if row.get("contact_checked_on"):
        facts.append({"name": text("site.looked_at", language), "value": day_text(row["contact_checked_on"])})
    return facts


def relations(site: SiteCatalogue, actor_id: str, language: Language) -> list[Row]:
    """What an actor does with others, and they with it, each with where it leads and the words that say so."""
    kinds, passive = family("site_relation", language), family("site_relation_of", language)
    found = [(row, kinds, row["to_id"], row["to_name"]) for row in site.relations if row["actor_id"] == actor_id]
    found += [
        (row, passive, row["actor_id"], _name(site.actors.get(row["actor_id"], {"name": row["actor_id"]})))
        for row in site.relations
        if row["to_kind"] == "actor" and row["to_id"] == actor_id
    ]
    return [
        {
            "what": words[row["kind"]],
            "name": safe(name or other, 200),
            "path": _path(site, row, other, words is passive),
            "quote": safe(row["quote"], 300),
            "lang": _spoken(site, row, language),
        }
        for row, words, other, name in found[:MOST]
        if row["kind"] in words
    ]


def _spoken(site: SiteCatalogue, row: Row, language: Language) -> str | None:
    """The `lang` of a relation's words: the call's that they are from, else the territory's."""
    call = site.calls.get(row["example_call_id"] or "")
    return foreign(call["language"] if call else in_use().language, language)


def _path(site: SiteCatalogue, row: Row, other: str, is_passive: bool) -> str:
    """The page of what a relation leads to, "" where it has none."""
    if is_passive or row["to_kind"] == "actor":
        return actor_path(other) if other in site.actors or other in site.funders else ""
    if row["to_kind"] == "programme":
        return f"fondo/{file_name(other)}.html" if other in site.funds else ""
    if row["to_kind"] == "priority":
        return f"prioridad/{file_name(other)}.html" if other in site.priorities else ""
    return ""


def _name(row: Row) -> str:
    return safe(row.get("name_es") or row["name"], 200)
