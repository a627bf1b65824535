"""The columns of the spreadsheet: which there are, what each holds and how wide it is.

Belongs here: every field of an `Item` as a person reads it. Does not belong: how a cell is written (`sheet.py`),
what a column is called and means (`messages/`, `column.…` and `about.…`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from pipelines.digest.week import Item, ItemMatch
from pipelines.language.messages import Language, text
from pipelines.place import in_use
from warehouse.exports.safe import link
from warehouse.exports.words import (
    change_text,
    deadline_text,
    document_text,
    key_date_text,
    word,
)

ADDRESS_LIMIT = 2_079  # characters of a link that Excel follows
Kind = Literal[
    "text", "code", "id", "yes", "date", "moment", "integer", "score", "percent", "amount", "own", "usd", "link"
]


class Linked(NamedTuple):
    """A word that opens an address."""

    text: str
    url: str


Value = str | date | datetime | Decimal | float | int | bool | Linked | None
Read = Callable[[Item, Language], Value]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is in characters; `key` is the field of `Item` that the column shows."""

    key: str
    kind: Kind
    width: int
    read: Read

    def heading(self, language: Language) -> str:
        return text(f"column.{self.key}", language)

    def about(self, language: Language) -> str:
        """What the column holds, in a sentence."""
        return text(f"about.{self.key}", language)


def opened(item: Item, language: Language) -> Linked | None:
    """The word that opens a call on its site, where its address is fit to be opened."""
    address = link(item.url)
    return Linked(text("sheet.open", language), address) if address and len(address) <= ADDRESS_LIMIT else None


def _field(name: str) -> Read:
    return lambda item, language: getattr(item, name)


def _word(name: str) -> Read:
    return lambda item, language: word(name, getattr(item, name), language)


def _lines(name: str, said: Callable[..., str]) -> Read:
    return lambda item, language: "\n".join(said(part, language) for part in getattr(item, name)) or None


def _quotes(name: str) -> Read:
    return lambda item, language: "\n".join(f"«{part.quote}»" for part in getattr(item, name) if part.quote) or None


def _list(name: str) -> Read:
    return lambda item, language: "; ".join(getattr(item, name)) or None


def _decided(name: str, kind: str | None = None) -> Read:
    def read(item: Item, language: Language) -> Value:
        value = getattr(item.decision, name, None)
        return word(kind, value, language) if kind else value

    return read


def _best(read: Callable[[ItemMatch], Value]) -> Read:
    return lambda item, language: read(item.matches[0]) if item.matches else None


def _changes(item: Item, language: Language) -> Value:
    nothing = text("sheet.not_stated", language)
    return (
        "\n".join(
            f"{word('field', c.field, language)}: {change_text(c.field, c.old_value, language) or nothing} → "
            f"{change_text(c.field, c.new_value, language) or nothing}"
            for c in item.changes
        )
        or None
    )


def _applicants(item: Item, language: Language) -> Value:
    return "; ".join(word("applicant_types", kind, language) or kind for kind in item.applicant_types) or None


def _closes_at(item: Item, language: Language) -> Value:
    return item.closes_at.astimezone(in_use().zone).replace(tzinfo=None) if item.closes_at else None


def _sources(item: Item, language: Language) -> Value:
    return "; ".join(dict.fromkeys(report.source for report in item.reports)) or None


def _source_urls(item: Item, language: Language) -> Value:
    return "\n".join(dict.fromkeys(report.url for report in item.reports if report.url)) or None


MAIN: tuple[Column, ...] = (
    Column("title", "text", 44, _field("title")),
    Column("open", "link", 8, opened),
    Column("decision", "code", 11, _decided("choice", "choice")),
    Column("responsible", "text", 16, _decided("responsible")),
    Column("application_state", "code", 15, _decided("state", "state")),
    Column("is_new", "yes", 7, _field("is_new")),
    Column("next_deadline_on", "date", 12, _field("next_deadline_on")),
    Column("days_left", "integer", 7, _field("days_left")),
    Column("outcome", "code", 15, _word("outcome")),
    Column("priority", "text", 24, _best(lambda match: match.name)),
    Column("amount_max", "amount", 14, _field("amount_max")),
    Column("currency", "code", 9, _field("currency")),
    Column("amount_max_own", "own", 16, _field("amount_max_own")),
    Column("funder", "text", 24, _field("funder")),
)
"""The columns that are printed, with those that people fill in."""

DETAIL: tuple[Column, ...] = (
    Column("status", "code", 13, _word("status")),
    Column("working_days_left", "integer", 9, _field("working_days_left")),
    Column("too_late", "yes", 8, _field("too_late")),
    Column("ask", "text", 30, _field("ask")),
    Column("changes", "text", 26, _changes),
    Column("amount_max_usd", "usd", 14, _field("amount_max_usd")),
    Column("why", "text", 50, _list("why")),
    Column("line", "text", 46, _field("line")),
    Column("call_type", "code", 18, _word("call_type")),
    Column("matches", "text", 36, _lines("matches", lambda match, language: f"{match.name} ({match.grade})")),
    Column("grade", "integer", 8, _best(lambda match: match.grade)),
    Column("score", "score", 9, _best(lambda match: match.score)),
    Column("terms", "text", 30, _best(lambda match: "; ".join(match.terms) or None)),
    Column("match_quotes", "text", 40, _quotes("matches")),
    Column("programme", "text", 24, _field("programme")),
    Column("fund", "text", 28, _field("fund")),
    Column("edition", "code", 9, _field("edition")),
    Column("references", "text", 22, _list("references")),
    Column("amount_min", "amount", 14, _field("amount_min")),
    Column("amount_total", "amount", 16, _field("amount_total")),
    Column("rate_on", "date", 12, _field("rate_on")),
    Column("cofunding_percent", "percent", 12, _field("cofunding_percent")),
    Column("applicant_types", "text", 30, _applicants),
    Column("places", "text", 26, _list("places")),
    Column("said", "text", 36, _quotes("said")),
    Column("before_applying", "text", 30, _field("before_applying")),
    Column("contact", "text", 30, _field("contact")),
    Column("contact_page", "text", 28, lambda item, language: link(item.contact_page)),
    Column("min_population", "integer", 11, _field("min_population")),
    Column("max_population", "integer", 11, _field("max_population")),
    Column("role", "code", 15, _word("role")),
    Column("rule", "text", 28, _field("rule")),
    Column("eligibility_quote", "text", 40, _field("eligibility_quote")),
    Column("opens_on", "date", 12, _field("opens_on")),
    Column("closes_on", "date", 12, _field("closes_on")),
    Column("closes_at", "moment", 16, _closes_at),
    Column("deadline_kind", "code", 15, _word("deadline_kind")),
    Column("deadlines", "text", 34, _lines("deadlines", deadline_text)),
    Column("deadline_quotes", "text", 36, _quotes("deadlines")),
    Column("deadline_changes", "integer", 10, _field("deadline_changes")),
    Column("key_dates", "text", 30, _lines("key_dates", key_date_text)),
    Column("key_date_quotes", "text", 36, _quotes("key_dates")),
    Column("documents", "text", 40, _lines("documents", lambda document, language: document_text(document))),
    Column("published_on", "date", 12, _field("published_on")),
    Column("stated_status", "code", 13, _word("stated_status")),
    Column("language", "code", 8, _word("language")),
    Column("summary", "text", 60, _field("summary")),
    Column("doubts", "text", 36, _list("doubts")),
    Column("url", "text", 40, lambda item, language: link(item.url)),
    Column("sources", "text", 28, _sources),
    Column("source_urls", "text", 40, _source_urls),
    Column("first_seen_on", "date", 12, _field("first_seen_on")),
    Column("last_seen_on", "date", 12, _field("last_seen_on")),
    Column("changed_on", "date", 12, _field("changed_on")),
    Column("withdrawn_on", "date", 12, _field("withdrawn_on")),
    Column("new_in", "code", 11, _field("new_in")),
    Column("decided_on", "date", 12, _decided("decided_on")),
    Column("call_id", "id", 12, _field("call_id")),
)
"""The other columns."""

COLUMNS = MAIN + DETAIL
