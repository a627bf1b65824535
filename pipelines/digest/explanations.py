"""Two lines on a call, for a councillor: what it pays for and why it fits; who may apply until when, or what to ask.

Belongs here: which sentence is said of a call. Does not belong: the sentences (`messages/`, `explain.…`), any decision,
and any day but those in the row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Self

from pipelines.language.figures import day_text, money, number
from pipelines.language.messages import FIRST, Language, family, text
from pipelines.matching.eligibility.question import applicant_name, question

SHOWN_TERMS = 3
SHOWN_WORDS = 140  # characters of a quote or a title
_LABEL = re.compile(r"^[^:.;«»]{3,45}:\s+")  # the name of a source's field, before what it says


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedCall:
    """What is known of one call for one kind of applicant: columns of the view `opportunities` under their names.

    `priority` is the name that the reader sees; `terms` and `match_quote` are its evidence, `quote` that of the
    eligibility.
    """

    title: str
    applicant: str
    outcome: str
    call_type: str | None = None
    funder: str | None = None
    amount_max: Decimal | None = None
    currency: str | None = None
    priority: str | None = None
    terms: list[str] | None = None
    match_quote: str | None = None
    role: str | None = None
    rule: str = ""
    quote: str = ""
    min_population: int | None = None
    max_population: int | None = None
    status: str | None = None
    next_deadline_on: date | None = None
    working_days_left: int | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """An item from a row that may have other columns too; `title`, `applicant` and `outcome` must be there."""
        return cls(**{field.name: row[field.name] for field in fields(cls) if row.get(field.name) is not None})


def explain(item: ExplainedCall, *, language: Language = FIRST) -> tuple[str, str]:
    """What the call pays for and why it fits; who may apply until when, or what to ask the funder."""
    return _what(item, language), _who(item, language)


def _what(item: ExplainedCall, language: Language) -> str:
    kinds = family("kind", language)
    return text(
        "explain.what",
        language,
        kind=kinds.get(item.call_type or "other", kinds["other"]),
        funder=text("explain.funder", language, funder=item.funder) if item.funder else "",
        sum=""
        if item.amount_max is None
        else text("explain.sum", language, sum=money(Decimal(item.amount_max), item.currency, language, marked=True)),
        title=text("format.quoted", language, words=_short(item.title)),
        fit=_fit(item, language),
    )


def _fit(item: ExplainedCall, language: Language) -> str:
    if not item.priority:
        return text("explain.no_fit", language)
    priority = text("format.quoted", language, words=item.priority)
    if item.terms:
        return text("explain.fits_by_terms", language, priority=priority, terms=", ".join(item.terms[:SHOWN_TERMS]))
    if item.match_quote:
        return text("explain.fits_by_words", language, priority=priority, words=_words(item.match_quote, language))
    return text("explain.fits", language, priority=priority)


def _who(item: ExplainedCall, language: Language) -> str:
    who = applicant_name(item.applicant, language)
    said = f": {_words(item.quote, language)}" if item.quote else ""
    if item.outcome == "ineligible":
        return text("explain.not_open", language, who=who, said=said)
    if item.outcome == "unclear":
        asked = question(item.rule, item.applicant, _said(item.quote), language)
        return text("explain.confirm", language, asked=asked, until=_until(item, language))
    may = "explain.open_as_partner" if item.role == "partner" else "explain.open"
    return text(may, language, who=who, people=_population(item, language), said=said, until=_until(item, language))


def _until(item: ExplainedCall, language: Language) -> str:
    if item.next_deadline_on is None:
        return text("explain.no_deadline", language)
    day = day_text(item.next_deadline_on)
    if item.working_days_left is None:
        return text("explain.until", language, day=day)
    return text("explain.until_in", language, count=item.working_days_left, day=day)


def _population(item: ExplainedCall, language: Language) -> str:
    low, high = (
        None if bound is None else number(bound, language) for bound in (item.min_population, item.max_population)
    )
    if low is not None and high is not None:
        return text("explain.between", language, low=low, high=high)
    if low is not None:
        return text("explain.at_least", language, low=low)
    return text("explain.at_most", language, high=high) if high is not None else ""


def _words(quote: str, language: Language) -> str:
    return " · ".join(text("format.quoted", language, words=_said(part)) for part in quote.split(" | "))


def _said(quote: str) -> str:
    return _short(_LABEL.sub("", quote))


def _short(words: str) -> str:
    flat = " ".join(words.split()).rstrip(".")
    return flat if len(flat) <= SHOWN_WORDS else flat[: SHOWN_WORDS - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"
