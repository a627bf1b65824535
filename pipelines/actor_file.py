"""`actors.yaml`: who pays and who stands between, what they are called, whom they belong to, how they are reached.

Belongs here: the form of the file. Does not belong: how actors fit together (`pipelines.actors`), finding a funder by a
name in a call (`pipelines.funders`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from babel import Locale

from pipelines.actors import INDEPENDENT, Actor, ActorRelation, ActorsError, Finance, Need, Route, check_together
from pipelines.edited_files import (
    TerritoryError,
    address,
    known_fields,
    read_yaml,
    stated_day,
    stated_text,
)
from pipelines.funders import Funder, Funders
from pipelines.standing_rule_file import read_standing_rules
from pipelines.vocabulary import CODES

RULES_FOR = "standing_rules_for"
FIELDS = (
    "actor_id", "name", "names", "acronyms", "units", "kind", "country", "parent", "homepage", "contact_page",
    "before_applying", "pays", "source", "checked_on", "route", "relations", "finances", "standing_rules",
)  # fmt: skip
NO_COUNTRY = ("multilateral", "Ibero-America", "INT", "LAC", "UN", "EU")
"""What stands for a country where an actor is of many."""
_COUNTRY = re.compile(r"[A-Z]{2}")
_MAIL = re.compile(r"[\w.+-]@[\w-]{1,63}\.\w")
_PERSON = re.compile(r"\b(?:Sra?|Srta|Dra?|Do[nñ]a?|Mrs?|Ms|Prof|Ing|Lic|Abog)\.? (?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ])")
_OFFICE = re.compile(
    r"\b(?:oficinas?|secci[oó]n|embajada|consulado|ministerio|subsecretar[ií]a|secretar[ií]a|direcci[oó]n|departamento"
    r"|divisi[oó]n|unidad|equipo|coordinaci[oó]n|comisi[oó]n|delegaci[oó]n|punto focal|especialista|mesa|agencia"
    r"|representaci[oó]n|misi[oó]n|autoridad|office|section|embassy|desk|team|unit|division|department|directorate"
    r"|commission|delegation|mission|focal point|secretariat|authority|agency)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ActorFile:
    """What the file holds; `funders`: the actors that pay, as calls' stated names are matched against them."""

    actors: list[Actor]
    needs: list[Need]
    funders: list[Funder]


def load_actors(path: Path, country: str) -> ActorFile:
    """The actors of a file. What is known of one country, which the file names (who always rules what, whose office and
    endorsement, who represents whom), holds for no other. Raises TerritoryError.
    """
    document = read_yaml(path, (RULES_FOR, "needs", "actors"))
    own = document.get(RULES_FOR, country) == country
    needs = [_need(path, n, item) for n, item in enumerate(_entries(path, "needs", document, required=False), 1)]
    actors: dict[str, Actor] = {}
    funders: list[Funder] = []
    for position, item in enumerate(_entries(path, "actors", document), 1):
        actor_id = stated_text(path, f"actors, number {position}", item, "actor_id")
        if actor_id in actors:
            raise TerritoryError(path, f"actor {actor_id}", "stands twice: keep one")
        actor = _actor(path, actor_id, item)
        rules = read_standing_rules(path, f"actor {actor_id}", item)
        actors[actor_id] = actor if own else _elsewhere(actor)
        if actor.pays:
            funders.append(_funder(actor, rules if own else ()))
    try:
        check_together(list(actors.values()), needs)
        Funders(funders)
    except ActorsError as wrong:
        raise TerritoryError(path, wrong.field, wrong.mend) from None
    except ValueError as clash:
        raise TerritoryError(path, "name", str(clash)) from None
    return ActorFile(list(actors.values()), needs, funders)


def _entries(path: Path, field: str, document: Mapping[str, Any], *, required: bool = True) -> list[dict[str, Any]]:
    listed = document.get(field) or []
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed) or (required and not listed):
        raise TerritoryError(path, field, "must be a list of entries, at least one, each beginning with a dash")
    return listed


def _elsewhere(actor: Actor) -> Actor:
    """An actor as a territory of another country knows it."""
    route = replace(actor.route, endorsed_by=None, office=None) if actor.route else None
    return replace(
        actor,
        route=route,
        relations=tuple(relation for relation in actor.relations if relation.kind != "represents"),
        finances=tuple(replace(finance, open_here=None) for finance in actor.finances),
    )


def _funder(actor: Actor, rules: tuple[Any, ...]) -> Funder:
    return Funder(
        actor.actor_id,
        actor.name,
        actor.kind,
        actor.country,
        actor.homepage,
        actor.names,
        actor.contact_page,
        actor.before_applying,
        actor.name_es,
        rules,
        actor.units,
        actor.parent_id,
    )


def _need(path: Path, number: int, item: dict[str, Any]) -> Need:
    where = f"needs, number {number}"
    known_fields(path, where, item, ("need", "name", "working_days", "page"))
    need, name, days = stated_text(path, where, item, "need"), item.get("name"), item.get("working_days")
    if not isinstance(name, dict) or not {"es", "en"} <= set(name):
        raise TerritoryError(path, f"{where}, name", "needs both languages: {es: …, en: …}")
    if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= 400:
        raise TerritoryError(path, f"{where}, working_days", f"is {days!r}: write a whole number, such as 20")
    return Need(need, name, days, address(path, f"{where}, page", item.get("page")))


def _actor(path: Path, actor_id: str, item: dict[str, Any]) -> Actor:
    where = f"actor {actor_id}"
    known_fields(path, where, item, FIELDS)
    _of_no_person(path, where, item)
    names, acronyms, units = item.get("names") or {}, item.get("acronyms") or [], item.get("units") or []
    if not isinstance(names, dict) or not isinstance(acronyms, list) or not isinstance(units, list):
        raise TerritoryError(path, where, "needs names by language ({es: …, en: …}), lists of acronyms and of units")
    for language in names:
        if language not in Locale("en").languages:
            raise TerritoryError(
                path, f"{where}, names, {language}", "is no language: write its two small letters, such as es"
            )
    others = [form for value in names.values() for form in (value if isinstance(value, list) else [value])]
    source, checked_on = _evidence(path, where, item, required=False)
    return Actor(
        actor_id,
        stated_text(path, where, item, "name"),
        _code(path, f"{where}, kind", item.get("kind"), "actor_kind"),
        _country(path, f"{where}, country", item.get("country")),
        _parent(path, where, item),
        _first(names.get("es")),
        tuple(str(name) for name in [*others, *acronyms] if name),
        tuple(str(unit) for unit in units if unit),
        address(path, f"{where}, homepage", item.get("homepage"), schemes=("https", "http")),
        address(path, f"{where}, contact_page", item.get("contact_page")),
        item.get("before_applying"),
        _yes(path, f"{where}, pays", item.get("pays", True)) is True,
        source,
        checked_on,
        _route(path, f"{where}, route", item["route"]) if item.get("route") else None,
        tuple(_relation(path, w, r) for w, r in _parts(path, where, "relations", item)),
        tuple(_finance(path, w, f) for w, f in _parts(path, where, "finances", item)),
    )


def _parent(path: Path, where: str, item: Mapping[str, Any]) -> str | None:
    parent = item.get("parent")
    if not isinstance(parent, str) or not parent:
        raise TerritoryError(
            path, f"{where}, parent", f"is missing: write the actor_id that it belongs to, or `{INDEPENDENT}`"
        )
    return None if parent == INDEPENDENT else parent


def _country(path: Path, where: str, value: object) -> str:
    if value in NO_COUNTRY or (isinstance(value, str) and _COUNTRY.fullmatch(value) and value in _territories()):
        return str(value)
    raise TerritoryError(
        path, where, f"is {value!r}: write ISO 3166's two letters ('NO' in quotes), or one of {', '.join(NO_COUNTRY)}"
    )


def _territories() -> Mapping[str, str]:
    return Locale("en").territories


def _of_no_person(path: Path, where: str, item: object, field: str = "") -> None:
    """Raise TerritoryError where a text anywhere in an entry holds a mail address or a person's name with a title, or an
    office that is none.
    """
    if isinstance(item, Mapping):
        for name, value in item.items():
            _of_no_person(path, f"{where}, {name}", value, str(name))
    elif isinstance(item, list):
        for value in item:
            _of_no_person(path, where, value, field)
    elif isinstance(item, str):
        if "://" not in item and _MAIL.search(item):
            raise TerritoryError(path, where, "holds a mail address: write the office and its contact page instead")
        if _PERSON.search(item):
            raise TerritoryError(path, where, "names a person: write the office instead, persons change")
        if field == "office" and not _OFFICE.search(item):
            raise TerritoryError(
                path, where, f"{item!r} names no office: write it with its kind (Oficina de …, Sección de …), no person"
            )


def _route(path: Path, where: str, item: object) -> Route:
    said = _mapping(path, where, item)
    fields = ("needs", "endorsed_by", "office", "channel", "languages", "questions", "source", "checked_on")
    known_fields(path, where, said, fields)
    source, checked_on = _evidence(path, where, said)
    channel, languages = said.get("channel"), _texts(path, f"{where}, languages", said.get("languages"))
    for language in languages:
        if language not in Locale("en").languages:
            raise TerritoryError(path, f"{where}, languages", f"{language!r} is no language: write such as es, en")
    return Route(
        str(source),
        checked_on,
        _texts(path, f"{where}, needs", said.get("needs")),
        said.get("endorsed_by"),
        said.get("office"),
        _code(path, f"{where}, channel", channel, "contact_channel") if channel else None,
        languages,
        _texts(path, f"{where}, questions", said.get("questions")),
    )


def _relation(path: Path, where: str, item: dict[str, Any]) -> ActorRelation:
    known_fields(path, where, item, ("kind", "to", "quote", "source", "checked_on"))
    source, checked_on = _evidence(path, where, item)
    kind = _code(path, f"{where}, kind", item.get("kind"), "actor_relation")
    to, quote = (stated_text(path, where, item, name) for name in ("to", "quote"))
    return ActorRelation(kind, to, quote, str(source), checked_on)


def _finance(path: Path, where: str, item: dict[str, Any]) -> Finance:
    known_fields(path, where, item, Finance.__slots__)
    source, checked_on = _evidence(path, where, item)
    for size in ("size_min", "size_max"):
        if item.get(size) is not None and (isinstance(item[size], bool) or not isinstance(item[size], int)):
            raise TerritoryError(path, f"{where}, {size}", f"is {item[size]!r}: write a whole sum without dots")
    return Finance(
        _code(path, f"{where}, instrument", item.get("instrument"), "finance_instrument"),
        stated_text(path, where, item, "quote"),
        str(source),
        checked_on,
        _texts(path, f"{where}, priorities", item.get("priorities")),
        item.get("conditions"),
        item.get("signs"),
        item.get("size_min"),
        item.get("size_max"),
        item.get("currency"),
        _yes(path, f"{where}, sovereign_guarantee", item.get("sovereign_guarantee")),
        _texts(path, f"{where}, ready", item.get("ready")),
        _yes(path, f"{where}, open_here", item.get("open_here")),
    )


def _parts(path: Path, where: str, field: str, item: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, part in enumerate(
        _entries(path, f"{where}, {field}", {f"{where}, {field}": item.get(field)}, required=False), 1
    ):
        yield f"{where}, {field}, number {number}", part


def _evidence(path: Path, where: str, item: Mapping[str, Any], *, required: bool = True) -> tuple[str | None, Any]:
    """Where it is said and on which day somebody looked: both or, where it need not be, neither."""
    source = address(path, f"{where}, source", item.get("source"), schemes=("https", "http"))
    checked_on = stated_day(path, f"{where}, checked_on", item.get("checked_on"))
    for name, value, other in (("source", source, checked_on), ("checked_on", checked_on, source)):
        if value is None and (required or other is not None):
            raise TerritoryError(
                path, f"{where}, {name}", "is missing: write the page that says so and the day on which somebody looked"
            )
    return source, checked_on


def _mapping(path: Path, where: str, item: object) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise TerritoryError(path, where, "must be fields in braces: {needs: […], source: …, checked_on: …}")
    return item


def _code(path: Path, where: str, value: object, codes: str) -> str:
    if value not in CODES[codes]:
        raise TerritoryError(path, where, f"is {value!r}: use one of {', '.join(CODES[codes])}")
    return str(value)


def _texts(path: Path, where: str, value: object) -> tuple[str, ...]:
    listed = value or []
    if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
        raise TerritoryError(path, where, "must be a list of texts in brackets, such as [es, en]")
    return tuple(listed)


def _yes(path: Path, where: str, value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise TerritoryError(path, where, f"is {value!r}: write true or false, or leave it out")
    return value


def _first(names: object) -> str | None:
    return str(names[0]) if isinstance(names, list) and names else names if isinstance(names, str) and names else None
