"""The words that people read for the catalogue's codes, in Spanish and English, and values as people write them.

Belongs here: one word a code, dates, moments and sums. Does not belong: a file's own headings, sentences on one call.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from pipelines.cleaning.spanish_line import day_es, money_es
from pipelines.digest.week import ItemDeadline, ItemDocument, ItemKeyDate
from pipelines.vocabulary import Language

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
_OFFSET = re.compile(r"([+-])([0-9]{2}):([0-9]{2})")
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


def hour_text(deadline: ItemDeadline, language: Language) -> str | None:
    """A stated hour in Santiago and, where that is another, in the source's zone; a day is said where it is not the deadline's.

    "13:00 en Santiago (17:00 Europe/Brussels)"; "12:30 del 01-12 en Santiago (00:30 Asia/Tokyo)".
    """
    if deadline.closes_at is None:
        return None
    spanish = language == "es"
    here = deadline.closes_at.astimezone(SANTIAGO)
    text = f"{_hour(here, deadline.closes_on, spanish)} {'en' if spanish else 'in'} Santiago"
    zone = _zone(deadline.timezone)
    there = deadline.closes_at.astimezone(zone) if zone else here
    if there.utcoffset() == here.utcoffset():
        return text
    return f"{text} ({_hour(there, deadline.closes_on, spanish)} {deadline.timezone})"


def deadline_text(deadline: ItemDeadline, language: Language) -> str:
    """"26-11-2026, 17:00 en Santiago, etapa 1"."""
    stage = f"{'etapa' if language == 'es' else 'stage'} {deadline.stage}" if deadline.stage is not None else None
    return ", ".join(filter(None, [day_text(deadline.closes_on), hour_text(deadline, language), stage]))


def key_date_text(key_date: ItemKeyDate, language: Language) -> str:
    """"Consultas hasta: 20-11-2026"."""
    return f"{word('key_date', key_date.kind, language)}: {day_text(key_date.on_date)}"


def document_text(document: ItemDocument) -> str:
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


def _hour(moment: datetime, day: date, spanish: bool) -> str:
    return f"{moment:%H:%M}" if moment.date() == day else f"{moment:%H:%M} {'del' if spanish else 'on'} {moment:%d-%m}"


def _zone(name: str | None) -> tzinfo | None:
    """The zone of a name such as "Europe/Brussels", or of an offset such as "+04:30"; None where it is neither."""
    if name and (offset := _OFFSET.fullmatch(name)):
        hours, minutes = int(offset[2]), int(offset[3])
        return timezone((1 if offset[1] == "+" else -1) * timedelta(hours=hours, minutes=minutes)) if hours < 24 and minutes < 60 else None
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None
