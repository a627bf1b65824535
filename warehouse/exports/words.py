"""The words that people read for the catalogue's codes, in Spanish and English, and values as people write them.

Belongs here: one word a code, dates, moments and sums. Does not belong: a file's own headings, sentences on one call.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from pipelines.cleaning.line import day_es, money_es
from pipelines.week import Deadline, Document, KeyDate, Language

SANTIAGO = ZoneInfo("America/Santiago")

_CODES: dict[str, dict[str, tuple[str, str]]] = {
    "status": {
        "open": ("Abierta", "Open"), "closing_soon": ("Cierra pronto", "Closing soon"), "forecast": ("Anunciada", "Forecast"),
        "undated": ("Sin plazo publicado", "No deadline published"), "closed": ("Cerrada", "Closed"),
        "withdrawn": ("Retirada", "Withdrawn"),
    },
    "outcome": {
        "eligible": ("Puede postular", "May apply"), "unclear": ("Por confirmar", "To be confirmed"),
        "ineligible": ("No puede postular", "May not apply"),
    },
    "role": {
        "lead": ("Líder", "Lead"), "partner": ("Entidad asociada", "Partner"),
    },
    "call_type": {
        "grant": ("Subvención", "Grant"), "prize": ("Premio", "Prize"),
        "technical_assistance": ("Asistencia técnica", "Technical assistance"), "loan": ("Préstamo", "Loan"),
        "equity": ("Inversión de capital", "Equity investment"), "fellowship": ("Beca", "Fellowship"),
        "tender": ("Licitación", "Tender"), "award_notice": ("Adjudicación", "Award notice"),
        "other": ("Otra convocatoria", "Other call"),
    },
    "deadline_kind": {
        "fixed": ("Un plazo", "One deadline"), "multiple": ("Varios cortes", "Several cut-offs"),
        "two_stage": ("Dos etapas", "Two stages"), "rolling": ("Permanente", "Rolling"), "none": ("Sin plazo", "No deadline"),
    },
    "stated_status": {
        "forecast": ("Anunciada", "Forecast"), "open": ("Abierta", "Open"), "closed": ("Cerrada", "Closed"),
        "withdrawn": ("Retirada", "Withdrawn"),
    },
    "applicant_types": {
        "local_government": ("municipalidades", "local governments"),
        "regional_government": ("gobiernos regionales", "regional governments"),
        "national_government": ("gobierno nacional", "national government"),
        "ngo": ("organizaciones sin fines de lucro", "non-profits"), "university": ("universidades", "universities"),
        "research": ("centros de investigación", "research organisations"), "sme": ("pymes", "SMEs"),
        "company": ("empresas", "companies"), "individual": ("personas", "individuals"),
        "international_org": ("organismos internacionales", "international organisations"), "any": ("cualquiera", "anyone"),
    },
    "language": {
        "es": ("español", "Spanish"), "en": ("inglés", "English"), "fr": ("francés", "French"), "pt": ("portugués", "Portuguese"),
        "de": ("alemán", "German"),
    },
    "key_date": {
        "questions_until": ("Consultas hasta", "Questions until"),
        "information_session": ("Sesión informativa", "Information session"), "results": ("Resultados", "Results"),
        "project_start": ("Inicio de proyectos", "Project start"), "other": ("Otra fecha", "Other date"),
    },
    "verdict": {
        "ok": ("completa", "complete"), "empty_confirmed": ("vacía, confirmado", "empty, confirmed"),
        "incomplete": ("incompleta", "incomplete"), "malformed": ("ilegible", "unreadable"), "failed": ("fallida", "failed"),
    },
    "choice": {
        "follow": ("seguir", "follow"), "dismiss": ("descartar", "dismiss"),
    },
    "state": {
        "preparing": ("en preparación", "preparing"), "submitted": ("enviada", "submitted"), "won": ("adjudicada", "won"),
        "lost": ("no adjudicada", "lost"), "abandoned": ("abandonada", "abandoned"),
    },
    "field": {
        "deadlines": ("Plazos", "Deadlines"), "closes_on": ("Último plazo", "Last deadline"),
        "deadline_kind": ("Forma de los plazos", "Kind of deadline"), "amount_min": ("Monto mínimo", "Lowest amount"),
        "amount_max": ("Monto máximo", "Highest amount"), "amount_total": ("Monto total", "Total amount"),
        "currency": ("Moneda", "Currency"), "applicant_types": ("Quiénes pueden postular", "Who may apply"),
        "places": ("Lugares", "Places"), "stated_status": ("Estado que declara la fuente", "Status that the source states"),
        "withdrawn_on": ("Retirada el", "Withdrawn on"),
    },
}
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def word(kind: str, code: str | None, language: Language) -> str | None:
    """The word for a code of a kind, such as `status`; a code that has none stands for itself."""
    if code is None:
        return None
    pair = _CODES[kind].get(code)
    return code if pair is None else pair[language == "en"]


def words(kind: str, language: Language) -> tuple[str, ...]:
    """All words of a kind, as a list to choose from offers them."""
    return tuple(pair[language == "en"] for pair in _CODES[kind].values())


def codes(kind: str) -> dict[str, str]:
    """The code of each word of a kind, in either language: how what people chose is read back."""
    return {text: code for code, pair in _CODES[kind].items() for text in pair}


def day_text(day: date) -> str:
    """dd-mm-yyyy, in either language."""
    return day_es(day)


def money_text(amount: Decimal, currency: str | None, language: Language) -> str:
    """"US$ 250.000" in Spanish, "USD 250,000.50" in English."""
    if language == "es":
        return money_es(amount, currency)
    digits = f"{amount:,.2f}".removesuffix(".00")
    return f"{currency or ''} {digits}".strip()


def moment_text(moment: datetime, timezone: str | None, language: Language) -> str:
    """The hour in Santiago, then, where it is another, as the source's own zone has it: "13:00 en Santiago (17:00 Europe/Brussels)"."""
    here = moment.astimezone(SANTIAGO)
    text = f"{here:%H:%M} {'en Santiago' if language == 'es' else 'in Santiago'}"
    there = moment.astimezone(_zone(timezone)) if _zone(timezone) else None
    if there is None or there.utcoffset() == here.utcoffset():
        return text
    return f"{text} ({f'{there:%d-%m} ' if there.date() != here.date() else ''}{there:%H:%M} {timezone})"


def deadline_text(deadline: Deadline, language: Language) -> str:
    """"26-11-2026, 17:00 en Santiago, etapa 1"."""
    parts = [day_text(deadline.closes_on)]
    if deadline.closes_at is not None:
        parts.append(moment_text(deadline.closes_at, deadline.timezone, language))
    if deadline.stage is not None:
        parts.append(f"{'etapa' if language == 'es' else 'stage'} {deadline.stage}")
    return ", ".join(parts)


def key_date_text(key_date: KeyDate, language: Language) -> str:
    """"Consultas hasta: 20-11-2026"."""
    return f"{word('key_date', key_date.kind, language)}: {day_text(key_date.on_date)}"


def document_text(document: Document) -> str:
    """"Bases: https://…"."""
    return f"{document.title}: {document.url}" if document.title else document.url


def change_text(field: str, value: str | None, language: Language) -> str | None:
    """A value of the table `changes` as people write it: days dd-mm-yyyy, sums with separators, words for codes."""
    if value is None:
        return None
    if field.startswith("amount_"):
        try:
            return money_text(Decimal(value), None, language)
        except ArithmeticError:
            return value
    if field in _CODES:
        return "; ".join(word(field, code, language) or code for code in value.split("; "))
    return _DAY.sub(r"\3-\2-\1", value)


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None
