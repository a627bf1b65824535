"""Values of a call as its pages say them, in one language.

Belongs here: words for codes, days, sums, the lines of a list. Does not belong: a whole page (`call_page.py`), escaping.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from pipelines.language.figures import day_text, money
from pipelines.language.messages import PLACE, Language, arguments, family, text
from pipelines.language.safe_text import clean, one_line, shortened
from pipelines.place import in_use
from pipelines.vocabulary import CODES
from warehouse.exports.safe import link
from warehouse.exports.words import word

Row = dict[str, Any]
OPEN = frozenset(CODES["open_status"])
HOPE = {"eligible": 0, "unclear": 1, "ineligible": 2}  # an outcome -> its place, the best first
TITLE = 300
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}")


def file_name(identifier: str) -> str:
    """An id as a file's name: itself where it is plain, else a hash of it."""
    return (
        identifier
        if _NAME.fullmatch(identifier)
        else f"x{sha256(identifier.encode('utf-8', 'backslashreplace')).hexdigest()[:16]}"
    )


def call_path(call_id: str) -> str:
    return f"c/{file_name(call_id)}.html"


def safe(value: str | None, limit: int = 2000) -> str:
    """A text from outside on one line, without what no text may hold, cut at a length."""
    return shortened(one_line(value), limit) if value else ""


def paragraphs(value: str | None, limit: int = 30_000) -> list[str]:
    """A text from outside by its lines."""
    return [line for part in shortened(clean(value or ""), limit).split("\n") if (line := part.strip())]


def foreign(language: str | None, shown: Language) -> str | None:
    """The `lang` of a part that is not in the page's language."""
    return language if language and re.fullmatch(r"[a-z]{2,3}", language) and language != shown else None


def currency(call: Mapping[str, Any]) -> str | None:
    """The currency of a call's sums, where it is one by its form."""
    code = call["currency"]
    return code if code and re.fullmatch(r"[A-Z]{3}", code) else None


def sums(call: Mapping[str, Any], language: Language) -> str:
    """What a project may get: "de US$ 25.000 a US$ 400.000"; "" where nobody says."""
    low, high = call["amount_min"], call["amount_max"]
    if high is not None and low is not None and low != high:
        return text(
            "site.from_to",
            language,
            low=money(Decimal(low), currency(call), language),
            high=money(Decimal(high), currency(call), language),
        )
    if high is not None:
        return text("site.up_to", language, sum=money(Decimal(high), currency(call), language))
    if low is not None:
        return text("site.from", language, sum=money(Decimal(low), currency(call), language))
    return ""


def own_sum(call: Mapping[str, Any], language: Language) -> str:
    """The greatest sum in the territory's own money, where it is told in another."""
    amount = call.get(in_use().amount_column)
    if amount is None or call["currency"] == in_use().currency:
        return ""
    return money(Decimal(amount), in_use().currency, language)


def closing(call: Mapping[str, Any], language: Language) -> str:
    """When it closes, in words for a list."""
    when = call["next_deadline_on"] or call["closes_on"]
    if when is None:
        return word("deadline_kind", call["deadline_kind"], language) or text("site.no_day", language)
    return day_text(when)


def hour(moment: datetime | None) -> str:
    """The hour of a moment in the territory, "" where none was stated."""
    return f"{moment.astimezone(in_use().zone):%H:%M}" if moment else ""


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def card(call: Row, matches: list[Row], names: Mapping[str, str], language: Language) -> Row:
    """A call as a line of a list."""
    return {
        "path": call_path(call["call_id"]),
        "title": safe(call["title"], TITLE),
        "lang": foreign(call["language"], language),
        "status": call["status"],
        "status_word": word("status", call["status"], language),
        "type": word("call_type", call["call_type"], language) or "",
        "funder": safe(call["funder"], 160),
        "closing": closing(call, language),
        "closes": iso(call["next_deadline_on"]),
        "sum": sums(call, language),
        "priorities": [names[m["priority_id"]] for m in matches[:3] if m["priority_id"] in names],
    }


def address(url: str | None) -> Row | None:
    """A link that may be followed, with the host it leads to; None where it may not."""
    href = link(url)
    return {"href": href, "host": re.sub(r"^https?://(www\.)?|[/?#].*$", "", href, flags=re.I)} if href else None


def words_of(topic: str, language: Language) -> dict[str, str]:
    """All messages of a topic by what follows its dot, with what the place says of itself; those that are filled in
    with more stay as they are."""
    return {
        name: text(f"{topic}.{name}", language) if not arguments((form,)) - PLACE else form
        for name, form in family(topic, language).items()
    }


def rule_text(rule: str, outcome: str, language: Language) -> str:
    """Why a verdict is what it is, in words; what has none is told by what its name begins with."""
    known = words_of("site_rule", language)
    said = []
    for part in rule.split("+"):
        start = part.split("_")[0]
        found = known.get(part) or known.get(f"{start}_{outcome}") or known.get(start)
        if found and found not in said:
            said.append(found)
    return " ".join(said)
