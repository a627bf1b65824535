"""Two lines on a call, for a councillor: what it pays for and why it fits; who may apply until when, or what to ask.

Belongs here: wording in Spanish and English. Does not belong: any decision, and any day but those in the row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Self

from pipelines.cleaning.spanish_line import day_es, money_es
from pipelines.matching.eligibility import question
from pipelines.matching.eligibility.question import Language

SHOWN_TERMS = 3
SHOWN_WORDS = 140  # characters of a quote or a title
_LABEL = re.compile(r"^[^:.;«»]{3,45}:\s+")  # the name of a source's field, before what it says
_TYPES: dict[str, tuple[str, str]] = {
    "grant": ("Subvención", "Grant"),
    "prize": ("Premio", "Prize"),
    "technical_assistance": ("Asistencia técnica", "Technical assistance"),
    "loan": ("Préstamo", "Loan"),
    "equity": ("Inversión de capital", "Equity investment"),
    "fellowship": ("Beca", "Fellowship"),
    "tender": ("Licitación", "Tender"),
    "award_notice": ("Aviso de adjudicación", "Award notice"),
}
_WHOLE = {"low": ("de al menos {low}", "of at least {low}"), "high": ("de hasta {high}", "of up to {high}"),
          "both": ("de {low} a {high}", "of {low} to {high}")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedCall:
    """What is known of one call for one kind of applicant: columns of the view `opportunities` under their names.

    `priority` is the name that the reader sees; `terms` and `match_quote` are its evidence, `quote` that of the eligibility.
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


def explain(item: ExplainedCall, *, language: Language = "es") -> tuple[str, str]:
    """What the call pays for and why it fits; who may apply until when, or what to ask the funder."""
    spanish = language == "es"
    return _what(item, spanish), _who(item, language)


def _what(item: ExplainedCall, spanish: bool) -> str:
    kind = _TYPES.get(item.call_type or "", ("Convocatoria", "Call"))[0 if spanish else 1]
    funder = f" {'de' if spanish else 'by'} {item.funder}" if item.funder else ""
    sum_ = ""
    if item.amount_max is not None:
        sum_ = f", {'hasta' if spanish else 'up to'} {_money(item.amount_max, item.currency, spanish)}"
    title = _short(item.title)
    named = f"«{title}»" if spanish else f"“{title}”"
    return f"{kind}{funder}{sum_}: {named}. {_fit(item, spanish)}"


def _fit(item: ExplainedCall, spanish: bool) -> str:
    if not item.priority:
        return "No calza con ninguna prioridad." if spanish else "It fits no priority."
    fits = f"Calza con «{item.priority}»" if spanish else f"Fits “{item.priority}”"
    if item.terms:
        return f"{fits}: {'habla de' if spanish else 'it speaks of'} {', '.join(item.terms[:SHOWN_TERMS])}."
    if item.match_quote:
        return f"{fits}: {'dice' if spanish else 'it says'} {_words(item.match_quote, spanish)}."
    return f"{fits}."


def _who(item: ExplainedCall, language: Language) -> str:
    spanish = language == "es"
    who = question.NAMES[language][item.applicant]
    said = f": {_words(item.quote, spanish)}" if item.quote else ""
    if item.outcome == "ineligible":
        return f"No puede postular {who}{said}." if spanish else f"Not open to {who}{said}."
    if item.outcome == "unclear":
        asked = question.question(item.rule, item.applicant, _said(item.quote), language)
        return f"{'Por confirmar' if spanish else 'To be confirmed'}: {asked} {_until(item, spanish)}".rstrip()
    partner = item.role == "partner"
    if spanish:
        may = f"Puede postular {who}{' como entidad asociada' if partner else ''}"
    else:
        may = f"Open to {who}{' as a partner' if partner else ''}"
    return f"{may}{_population(item, spanish)}{said}. {_until(item, spanish)}".rstrip()


def _until(item: ExplainedCall, spanish: bool) -> str:
    if item.next_deadline_on is None:
        return "Sin fecha de cierre publicada." if spanish else "No closing date published."
    day, left = day_es(item.next_deadline_on), item.working_days_left
    if left is None:
        return f"Hasta el {day}." if spanish else f"Until {day}."
    if spanish:
        return f"Hasta el {day} ({'queda 1 día hábil' if left == 1 else f'quedan {left} días hábiles'})."
    return f"Until {day} ({left} working {'day' if left == 1 else 'days'} left)."


def _population(item: ExplainedCall, spanish: bool) -> str:
    low, high = item.min_population, item.max_population
    if low is None and high is None:
        return ""
    form = _WHOLE["both" if low is not None and high is not None else "low" if low is not None else "high"][0 if spanish else 1]
    bounds = form.format(low=_number(low, spanish), high=_number(high, spanish))
    return f", {bounds} {'habitantes' if spanish else 'inhabitants'}"


def _number(value: int | None, spanish: bool) -> str:
    written = f"{value or 0:,}"
    return written.replace(",", ".") if spanish else written


def _money(amount: Decimal, currency: str | None, spanish: bool) -> str:
    written = money_es(Decimal(amount), currency)
    return written if spanish else written.translate(str.maketrans(".,", ",."))


def _words(quote: str, spanish: bool) -> str:
    return " · ".join(f"«{_said(part)}»" if spanish else f"“{_said(part)}”" for part in quote.split(" | "))


def _said(quote: str) -> str:
    return _short(_LABEL.sub("", quote))


def _short(words: str) -> str:
    flat = " ".join(words.split()).rstrip(".")
    return flat if len(flat) <= SHOWN_WORDS else flat[: SHOWN_WORDS - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"
