"""One Spanish line on a call: type, subject, amount, date.

Belongs here: what people read of a call at a glance. Does not belong: status or anything that depends on today.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pipelines.records import Record

_TYPES = {
    "grant": "Subvención", "prize": "Premio", "technical_assistance": "Asistencia técnica", "loan": "Préstamo",
    "equity": "Inversión de capital",
    "fellowship": "Beca", "tender": "Licitación", "award_notice": "Aviso de adjudicación", "other": "Convocatoria",
}
_MARKS = {"USD": "US$", "EUR": "€", "GBP": "£", "CLP": "$", "CLF": "UF", "BRL": "R$", "CAD": "CA$", "AUD": "A$", "MXN": "MX$", "JPY": "¥"}
_LONGEST_TITLE = 90


def line_es(call: Record) -> str:
    """For example "Subvención: Agua para barrios · hasta US$ 250.000 · cierra el 14-03-2027"."""
    parts = [_titled(_TYPES.get(call.call_type or "other", "Convocatoria"), _short(call.title)), _amount(call), _date(call)]
    return " · ".join(part for part in parts if part)


def day_es(day: date) -> str:
    """dd-mm-yyyy."""
    return day.strftime("%d-%m-%Y")


def money_es(amount: Decimal, currency: str | None) -> str:
    """The sum as people write it in Chile: "US$ 250.000", "$1.500.000", "UF 1.500,5"."""
    rounded = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole, _, cents = f"{rounded:,.2f}".partition(".")
    digits = whole.replace(",", ".") + (f",{cents.rstrip('0') if currency == 'CLF' else cents}" if int(cents) else "")
    mark = _MARKS.get(currency or "", currency or "")
    return f"${digits}" if currency == "CLP" else f"{mark} {digits}".strip()


def _titled(kind: str, title: str) -> str:
    """The type before the title, but for a title that begins with the same word ("Licitación: …", "Becas …", "Convocatoria «…»")."""
    return title if re.match(rf"{kind}(?:s|es)?\b", title, re.IGNORECASE) else f"{kind}: {title}"


def _short(title: str) -> str:
    words = " ".join(title.split())
    return words if len(words) <= _LONGEST_TITLE else words[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def _amount(call: Record) -> str:
    low, high, total = call.amount_min, call.amount_max, call.amount_total
    if high is not None:
        if low is not None and low == high:
            return money_es(high, call.currency)
        if low is not None:
            return f"de {money_es(low, call.currency)} a {money_es(high, call.currency)}"
        return f"hasta {money_es(high, call.currency)}"
    if low is not None:
        return f"desde {money_es(low, call.currency)}"
    return f"{money_es(total, call.currency)} en total" if total is not None else ""


def _date(call: Record) -> str:
    days = sorted(call.deadlines, key=lambda d: d.closes_on)
    if call.deadline_kind == "rolling" or (not days and call.deadline_kind is None and not call.opens_on):
        return "abierta de forma permanente" if call.deadline_kind == "rolling" else "sin fecha de cierre publicada"
    if not days:
        return f"abre el {day_es(call.opens_on)}" if call.opens_on else "sin fecha de cierre publicada"
    if call.deadline_kind == "two_stage":
        first = next((d for d in days if d.stage == 1), days[0])
        return f"primera etapa: cierra el {day_es(first.closes_on)}"
    if len({d.closes_on for d in days}) > 1:
        return f"varios cierres: del {day_es(days[0].closes_on)} al {day_es(days[-1].closes_on)}"
    return f"cierra el {day_es(days[0].closes_on)}"
