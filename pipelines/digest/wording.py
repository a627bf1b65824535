"""The sentences of an edition, in Spanish and English.

Belongs here: lines that say why, and lines on the edition itself. Does not belong: words for single codes and the headings of a file
(`warehouse/exports`), any decision.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from pipelines.cleaning.spanish_line import day_es
from pipelines.digest import explanations
from pipelines.digest.arrivals import Reason
from pipelines.digest.week import ItemMatch, Weight
from pipelines.matching.eligibility.question import QUESTIONS, question
from pipelines.vocabulary import Language

REASONS = (*get_args(Reason), "dismissed")
_LEFT_OUT: dict[str, tuple[str, str, str, str]] = {
    "closed": ("cerrada o retirada", "cerradas o retiradas", "closed or withdrawn", "closed or withdrawn"),
    "tender": ("licitación o adjudicación", "licitaciones o adjudicaciones", "tender or award notice", "tenders or award notices"),
    "ineligible": ("a la que no puede postular", "a las que no puede postular", "not open to you", "not open to you"),
    "population": ("para comunas de otra población",) * 2 + ("for comunas of another size",) * 2,
    "language": ("en un idioma que no lee", "en idiomas que no lee", "in a language you do not read", "in languages you do not read"),
    "grade": ("lejos de sus prioridades", "lejos de sus prioridades", "far from your priorities", "far from your priorities"),
    "dismissed": ("descartada", "descartadas", "dismissed", "dismissed"),
}
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_FIELDS: dict[str, tuple[str, str]] = {
    "deadlines": ("Plazos", "Deadlines"), "stated_status": ("Estado", "Status"), "amount_max": ("Monto máximo", "Highest amount"),
    "amount_min": ("Monto mínimo", "Lowest amount"), "amount_total": ("Monto total", "Total amount"), "currency": ("Moneda", "Currency"),
    "opens_on": ("Apertura", "Opening"), "deadline_kind": ("Forma de los plazos", "Kind of deadline"),
}
_VERDICTS = {
    "ok": "Complete crawl", "empty_confirmed": "The source publishes nothing for now, confirmed", "incomplete": "Incomplete crawl",
    "malformed": "Unreadable answer", "failed": "Failed crawl",
}


def left_out(counts: Sequence[tuple[str, int]], language: Language) -> str:
    """What was left out and why, in one line; empty where nothing was."""
    parts = [f"{_number(count, language)} {_LEFT_OUT[reason][(0 if language == 'es' else 2) + (count != 1)]}" for reason, count in counts]
    if not parts:
        return ""
    together = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {'y' if language == 'es' else 'and'} {parts[-1]}"
    one = len(counts) == 1 and counts[0][1] == 1
    if language == "es":
        return f"{'Quedó' if one else 'Quedaron'} fuera {together}."
    return f"Left out: {together}."


def why(row: Mapping[str, Any], bounds: Mapping[str, Any], best: ItemMatch | None, applicant: str, language: Language) -> tuple[str, str]:
    """What a call pays for and why it fits; who may apply until when, or what to ask the funder."""
    item = explanations.ExplainedCall.of({
        **row, **{name: bounds[name] for name in ("outcome", "role", "rule", "quote", "min_population", "max_population")},
        "applicant": applicant,
        "priority": best.name if best else None, "terms": list(best.terms) if best else None, "match_quote": best.quote if best else None})
    if item.outcome != "unclear" or item.rule in QUESTIONS:
        return explanations.explain(item, language=language)
    what, _ = explanations.explain(replace(item, outcome="ineligible"), language=language)  # a rule of an older catalogue: its own question
    return what, f"{'Por confirmar' if language == 'es' else 'To be confirmed'}: {bounds['ask'] or '?'}"


def standing(
    place: int, of: int, best: ItemMatch | None, weight: Weight | None, taken: int, dismissed: int, language: Language,
) -> str:
    """Why a call stands where it stands for a profile: its place, the priority that counts most, what moved that priority's weight."""
    spanish = language == "es"
    told = f"Lugar {place} de {of}" if spanish else f"Place {place} of {of}"
    if best:
        score = f"{best.score:.2f}"
        told += f", por «{best.name}» (calce {score.replace('.', ',')})" if spanish else f", for “{best.name}” (fit {score})"
    parts = [told]
    if best and weight and weight.why != ("", ""):
        worth = f"{weight.weight:.2f}"
        parts.append(f"aquí esa prioridad {_heavier(weight.weight, spanish)} ({worth.replace('.', ',')}): {weight.why[0]}" if spanish
                     else f"here that priority {_heavier(weight.weight, spanish)} ({worth}): {weight.why[1]}")
    if taken or dismissed:
        parts.append(f"de esa prioridad antes siguió {taken} y descartó {dismissed}" if spanish
                     else f"of that priority you took up {taken} and dismissed {dismissed} before")
    return "; ".join(parts) + "."


def _heavier(weight: float, spanish: bool) -> str:
    if round(weight, 2) == 1:
        return "pesa lo usual" if spanish else "weighs as usual"
    if spanish:
        return "pesa más" if weight > 1 else "pesa menos"
    return "weighs more" if weight > 1 else "weighs less"


def ask(bounds: Mapping[str, Any], applicant: str, language: Language) -> str | None:
    """What to ask the funder where it is unclear who may apply."""
    if bounds["outcome"] != "unclear":
        return None
    if language == "es" or bounds["rule"] not in QUESTIONS:
        return str(bounds["ask"]) if bounds["ask"] else None
    return question(bounds["rule"], applicant, bounds["quote"] or "", language)


def doubts(rows: Sequence[Mapping[str, Any]], language: Language) -> tuple[str, ...]:
    """Dates and sums in doubt with their words: "Plazos: 04-12-2026 o 20-11-2026 («hasta el 20 de noviembre»)".

    Doubts on who may apply and where are left to the question that eligibility asks.
    """
    return tuple(_doubt(row, language) for row in rows if row["field"] in _FIELDS)


def _doubt(row: Mapping[str, Any], language: Language) -> str:
    name = _FIELDS[row["field"]][language == "en"]
    values = f" {'o' if language == 'es' else 'or'} ".join(value for value in (row["value"], row["other_value"]) if value)
    values = _DAY.sub(r"\3-\2-\1", values)
    quote = (f"«{row['quote']}»" if language == "es" else f"“{row['quote']}”") if row["quote"] else ""
    said = f"{values} ({quote})" if values and quote else values or quote
    return f"{name}: {said}" if said else name


def trouble(row: Mapping[str, Any], language: Language) -> str:
    """How a source's last crawl went and how old what it shows is."""
    if language == "es":
        return str(row["line_es"])
    age = row["age_days"]
    last = "There never was a good one" if age is None else f"The last good one is {age} {'day' if age == 1 else 'days'} old"
    return f"{_VERDICTS.get(row['verdict'], row['verdict'])}. {last}."


def preview(monday: date, published_on: date, language: Language) -> str:
    """That the week is not over."""
    if language == "es":
        return f"Adelanto: lo publicado hasta el {day_es(published_on)}. La edición se cierra el lunes {day_es(monday)}."
    return f"Preview: what was published until {day_es(published_on)}. The edition closes on Monday {day_es(monday)}."


def stale(published_on: date, language: Language) -> str:
    """That nothing was published on the Monday itself."""
    if language == "es":
        return f"El catastro se publicó por última vez el {day_es(published_on)}: lo que apareció después vendrá en la próxima edición."
    return f"The catalogue was last published on {day_es(published_on)}: what came out since will be in the next edition."


def no_arrivals(language: Language) -> str:
    """That history does not know the profile."""
    if language == "es":
        return "Ninguna convocatoria ha llegado aún a este perfil. Si es un perfil nuevo, serán nuevas en la próxima publicación."
    return "No call has arrived for this profile yet. If the profile is new, they will be new in the next publication."


def _number(value: int, language: Language) -> str:
    return f"{value:,}".replace(",", ".") if language == "es" else f"{value:,}"
