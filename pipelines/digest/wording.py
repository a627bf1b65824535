"""The sentences of an edition.

Belongs here: lines that say why, and lines on the edition itself. Does not belong: words for single codes and the
headings of a file (`warehouse/exports`), any decision; and the words themselves (`messages/`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from pipelines.digest import explanations
from pipelines.digest.arrivals import Reason
from pipelines.digest.week import ItemMatch, Weight, Why
from pipelines.language.figures import day_text, decimal, number
from pipelines.language.messages import Language, family, text
from pipelines.matching.eligibility.question import asks, question

REASONS = (*get_args(Reason), "dismissed")
CATALOGUE_TONGUE = "es"  # of the sentences that stand in the published catalogue
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def left_out(counts: Sequence[tuple[str, int]], language: Language) -> str:
    """What was left out and why, in one line; empty where nothing was."""
    parts = [
        text(f"left_out.{reason}", language, count=count, number=number(count, language)) for reason, count in counts
    ]
    if not parts:
        return ""
    together = (
        parts[0] if len(parts) == 1 else text("format.last_and", language, first=", ".join(parts[:-1]), last=parts[-1])
    )
    return text("left_out_line.sentence", language, count=sum(count for _, count in counts), reasons=together)


def why(
    row: Mapping[str, Any], bounds: Mapping[str, Any], best: ItemMatch | None, applicant: str, language: Language
) -> tuple[str, str]:
    """What a call pays for and why it fits; who may apply until when, or what to ask the funder."""
    item = explanations.ExplainedCall.of(
        {
            **row,
            **{name: bounds[name] for name in ("outcome", "role", "rule", "quote", "min_population", "max_population")},
            "applicant": applicant,
            "priority": best.name if best else None,
            "terms": list(best.terms) if best else None,
            "match_quote": best.quote if best else None,
        }
    )
    if item.outcome != "unclear" or asks(item.rule):
        return explanations.explain(item, language=language)
    what, _ = explanations.explain(
        replace(item, outcome="ineligible"), language=language
    )  # a rule of an older catalogue: its own question
    return what, text("explain.confirm_only", language, asked=bounds["ask"] or "?")


def standing(
    place: int,
    of: int,
    best: ItemMatch | None,
    weight: Weight | None,
    taken: int,
    dismissed: int,
    language: Language,
) -> str:
    """Why a call stands where it stands for a profile: its place, the priority that counts most, what moved that
    priority's weight.
    """
    parts = [text("standing.place", language, place=place, of=of)]
    if best:
        parts = [
            text(
                "standing.place_by",
                language,
                place=place,
                of=of,
                priority=best.name,
                score=decimal(best.score, language),
            )
        ]
    if best and weight and weight.why:
        parts.append(
            text(
                f"standing.{_heavier(weight.weight)}",
                language,
                weight=decimal(weight.weight, language),
                why=in_words(weight.why, language),
            )
        )
    if taken or dismissed:
        parts.append(text("standing.before", language, taken=taken, dismissed=dismissed))
    return "; ".join(parts) + "."


def in_words(why: Why, language: Language) -> str:
    """Why a priority weighs what it weighs: "tiene más habitantes que otras 51 comunas (INE, Censo 2017)"."""
    return text(f"weight.{why.message}", language, None, name=why.name(language), **dict(why.values))


def _heavier(weight: float) -> str:
    if round(weight, 2) == 1:
        return "usual"
    return "more" if weight > 1 else "less"


def ask(bounds: Mapping[str, Any], applicant: str, language: Language) -> str | None:
    """What to ask the funder where it is unclear who may apply."""
    if bounds["outcome"] != "unclear":
        return None
    if language == CATALOGUE_TONGUE or not asks(bounds["rule"]):
        return str(bounds["ask"]) if bounds["ask"] else None
    return question(bounds["rule"], applicant, bounds["quote"] or "", language)


def doubts(rows: Sequence[Mapping[str, Any]], language: Language) -> tuple[str, ...]:
    """Dates and sums in doubt with their words: "Plazos: 04-12-2026 o 20-11-2026 («hasta el 20 de noviembre»)".

    Doubts on who may apply and where are left to the question that eligibility asks.
    """
    return tuple(_doubt(row, language) for row in rows if row["field"] in family("doubt", language))


def _doubt(row: Mapping[str, Any], language: Language) -> str:
    name = text(f"doubt.{row['field']}", language)
    given = [value for value in (row["value"], row["other_value"]) if value]
    values = text("format.last_or", language, first=given[0], last=given[1]) if len(given) > 1 else "".join(given)
    values = _DAY.sub(r"\3-\2-\1", values)
    quote = text("format.quoted", language, words=row["quote"]) if row["quote"] else ""
    said = f"{values} ({quote})" if values and quote else values or quote
    return f"{name}: {said}" if said else name


def trouble(row: Mapping[str, Any], language: Language) -> str:
    """How a source's last crawl went and how old what it shows is: in Spanish as the view `source_health` says it."""
    if language == CATALOGUE_TONGUE:
        return str(row["line_es"])
    crawl = family("crawl", language).get(row["verdict"], row["verdict"])
    age = row["age_days"]
    return (
        text("trouble.never_good", language, crawl=crawl)
        if age is None
        else text("trouble.last_good", language, count=age, crawl=crawl)
    )


def preview(monday: date, published_on: date, language: Language) -> str:
    """That the week is not over."""
    return text("edition.preview", language, published=day_text(published_on), monday=day_text(monday))


def stale(published_on: date, language: Language) -> str:
    """That nothing was published on the Monday itself."""
    return text("edition.stale", language, published=day_text(published_on))


def no_arrivals(language: Language) -> str:
    """That history does not know the profile."""
    return text("edition.no_arrivals", language)
