"""`commongrants.json`: the open calls in the CommonGrants protocol, as its answer to a list of opportunities.

Belongs here: which field of ours is which of theirs. Does not belong: the protocol's own models, which the tests hold
against this.

What we do not know is absent, never null or guessed. The protocol has no status for a call without a deadline, or
withdrawn: those are `custom` with our word. A kind of applicant that it does not name is `custom` too. An event's hour
carries no zone there, so a deadline with an hour is given in UTC, and its description says so. Our other fields stand
in `customFields`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from pipelines.digest.week import Edition, Item, ItemDeadline
from pipelines.language.messages import Language, text
from pipelines.language.safe_text import clean, one_line
from warehouse.exports.safe import link
from warehouse.exports.words import deadline_text, word

_STATUS = {"open": "open", "closing_soon": "open", "forecast": "forecasted", "closed": "closed"}
_APPLICANTS = {
    "local_government": "government_municipal",
    "regional_government": "government_state",
    "sme": "for_profit_small_business",
    "individual": "individual",
    "any": "unrestricted",
}
_CUSTOM = (
    ("outcome", "string"),
    ("role", "string"),
    ("rule", "string"),
    ("ask", "string"),
    ("contact", "string"),
    ("contact_page", "string"),
    ("language", "string"),
    ("call_type", "string"),
    ("programme", "string"),
    ("fund", "string"),
    ("edition", "string"),
    ("deadline_kind", "string"),
    ("working_days_left", "integer"),
    ("places", "array"),
    ("references", "array"),
    ("why", "array"),
    ("doubts", "array"),
    ("min_population", "integer"),
    ("max_population", "integer"),
    ("new_in", "string"),
)


def write_commongrants(edition: Edition, path: Path) -> None:
    """Write the open calls of an edition, best first, on one page."""
    items = [_line(item, edition.language) for item in edition.items]
    answer = {
        "status": 200,
        "message": f"Catastro {edition.week}: {one_line(edition.profile.name)}",
        "items": [],
        "paginationInfo": {"page": 1, "pageSize": max(len(items), 1), "totalItems": len(items), "totalPages": 1},
    }
    head, tail = json.dumps(answer, ensure_ascii=False).split('"items": []')
    lines = ",\n".join(items)
    path.write_text(f'{head}"items": [\n{lines}\n]{tail}\n', encoding="utf-8")


@lru_cache(maxsize=20_000)  # profiles share items
def _line(item: Item, language: Language) -> str:
    """A call on a line of its own, for those who look at the file or compare two."""
    return json.dumps(_opportunity(item, language), ensure_ascii=False)


def _opportunity(item: Item, language: Language) -> dict[str, Any]:
    address = link(item.url)
    return _known(
        {
            "id": item.call_id,
            "title": one_line(item.title),
            "status": _status(item, language),
            "description": clean(item.summary or item.line or item.title),
            "funding": _funding(item),
            "funders": _funders(item),
            "keyDates": _key_dates(item, language),
            "acceptedApplicantTypes": [_applicant(kind, language) for kind in item.applicant_types],
            "source": address,
            "customFields": _custom(item),
            "createdAt": _midnight(item.first_seen_on),
            "lastModifiedAt": _midnight(item.changed_on or item.first_seen_on),
        }
    )


def _status(item: Item, language: Language) -> dict[str, str]:
    said = word("status", item.status, language) or item.status
    if item.status in _STATUS:
        return {"value": _STATUS[item.status], "description": said}
    return {"value": "custom", "customValue": item.status, "description": said}


def _funding(item: Item) -> dict[str, Any] | None:
    if item.currency is None:
        return None
    return _known(
        {
            "totalAmountAvailable": _money(item.amount_total, item.currency),
            "minAwardAmount": _money(item.amount_min, item.currency),
            "maxAwardAmount": _money(item.amount_max, item.currency),
        }
    )


def _money(amount: Decimal | None, currency: str) -> dict[str, str] | None:
    return None if amount is None else {"amount": f"{amount:f}", "currency": currency}


def _funders(item: Item) -> dict[str, Any] | None:
    name = one_line(item.funder or "")
    return {"primary": {"id": str(uuid5(NAMESPACE_URL, f"catastro:funder:{name}")), "name": name}} if name else None


def _key_dates(item: Item, language: Language) -> dict[str, Any]:
    name, closing = text("commongrants.closes", language), _closing(item)
    rolling = item.deadline_kind == "rolling" and not item.deadlines
    return _known(
        {
            "postDate": _day(text("commongrants.posted", language), item.published_on),
            "closeDate": _deadline(name, closing, language)
            if closing
            else _rolling(name, item, language)
            if rolling
            else None,
            "otherDates": dict(_other_dates(item, closing, language)),
        }
    )


def _closing(item: Item) -> ItemDeadline | None:
    """The last deadline that admits new applicants: of two stages the first, else the last."""
    if item.deadline_kind == "two_stage":
        return next((deadline for deadline in item.deadlines if deadline.stage in (None, 1)), None)
    return item.deadlines[-1] if item.deadlines else None


def _rolling(name: str, item: Item, language: Language) -> dict[str, Any]:
    return {"name": name, "eventType": "other", "details": word("deadline_kind", item.deadline_kind, language)}


def _other_dates(item: Item, closing: ItemDeadline | None, language: Language) -> Iterator[tuple[str, dict[str, Any]]]:
    if item.opens_on:
        yield "opens", _day(text("commongrants.opens", language), item.opens_on) or {}
    for deadline in item.deadlines:
        if deadline is not closing:
            name = text("commongrants.deadline", language, position=deadline.position)
            yield f"deadline{deadline.position}", _deadline(name, deadline, language)
    for number, key_date in enumerate(item.key_dates, 1):
        name = word("key_date", key_date.kind, language) or key_date.kind
        yield f"keyDate{number}", _day(one_line(name), key_date.on_date, one_line(key_date.quote or "")) or {}


def _deadline(name: str, deadline: ItemDeadline, language: Language) -> dict[str, Any]:
    at = deadline.closes_at.astimezone(UTC) if deadline.closes_at else None
    return _known(
        {
            "name": name,
            "eventType": "singleDate",
            "date": (at.date() if at else deadline.closes_on).isoformat(),
            "time": at and at.time().isoformat(),
            "description": one_line(f"{deadline_text(deadline, language)}{' (date, time: UTC)' if at else ''}"),
        }
    )


def _day(name: str, day: date | None, description: str = "") -> dict[str, Any] | None:
    if day is None:
        return None
    return _known({"name": name, "eventType": "singleDate", "date": day.isoformat(), "description": description})


def _applicant(kind: str, language: Language) -> dict[str, str]:
    said = one_line(word("applicant_types", kind, language) or kind)
    if kind in _APPLICANTS:
        return {"value": _APPLICANTS[kind], "description": said}
    return {"value": "custom", "customValue": one_line(kind), "description": said}


def _custom(item: Item) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, kind in _CUSTOM:
        value = link(item.contact_page) if name == "contact_page" else getattr(item, name)
        if value is not None and value != ():
            plain = [clean(part) for part in value] if kind == "array" else clean(value) if kind == "string" else value
            fields[_camel(name)] = {"name": _camel(name), "fieldType": kind, "value": plain}
    if item.matches:
        fields["priorities"] = {
            "name": "priorities",
            "fieldType": "array",
            "value": [
                {"id": clean(match.priority_id), "name": clean(match.name), "score": match.score, "grade": match.grade}
                for match in item.matches
            ],
        }
    return fields


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _midnight(day: date) -> str:
    return datetime.combine(day, time(), UTC).isoformat().replace("+00:00", "Z")


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
