"""One Spanish line on a call: type, subject, amount, date.

Belongs here: what people read of a call at a glance. Does not belong: status or anything that depends on today, the
words (`messages/`).
"""

from __future__ import annotations

import re

from pipelines.language.figures import day_text, money
from pipelines.language.messages import family, text
from pipelines.records import Record

_LONGEST_TITLE = 90
_TONGUE = "es"  # of the column `calls.line_es`


def line_es(call: Record) -> str:
    """For example "Subvención: Agua para barrios · hasta US$ 250.000 · cierra el 14-03-2027"."""
    kinds = family("kind", _TONGUE)
    parts = [
        _titled(kinds.get(call.call_type or "other", kinds["other"]), _short(call.title)),
        _amount(call),
        _date(call),
    ]
    return " · ".join(part for part in parts if part)


def _titled(kind: str, title: str) -> str:
    """The type before the title, but for a title that begins with the same word ("Licitación: …", "Becas …",
    "Convocatoria «…»").
    """
    return title if re.match(rf"{kind}(?:s|es)?\b", title, re.IGNORECASE) else f"{kind}: {title}"


def _short(title: str) -> str:
    words = " ".join(title.split())
    return (
        words if len(words) <= _LONGEST_TITLE else words[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"
    )


def _amount(call: Record) -> str:
    low, high, total = (
        None if sum_ is None else money(sum_, call.currency, _TONGUE)
        for sum_ in (call.amount_min, call.amount_max, call.amount_total)
    )
    if high is not None:
        if low is not None and call.amount_min == call.amount_max:
            return high
        return (
            text("line.between", _TONGUE, low=low, high=high)
            if low is not None
            else text("line.up_to", _TONGUE, high=high)
        )
    if low is not None:
        return text("line.from", _TONGUE, low=low)
    return text("line.total", _TONGUE, total=total) if total is not None else ""


def _date(call: Record) -> str:
    days = sorted(call.deadlines, key=lambda d: d.closes_on)
    if call.deadline_kind == "rolling":
        return text("line.rolling", _TONGUE)
    if not days:
        opens = call.opens_on
        return text("line.opens", _TONGUE, day=day_text(opens)) if opens else text("line.no_deadline", _TONGUE)
    if call.deadline_kind == "two_stage":
        first = next((d for d in days if d.stage == 1), days[0])
        return text("line.first_stage", _TONGUE, day=day_text(first.closes_on))
    first, last = days[0], days[-1]
    if first.closes_on != last.closes_on:
        return text("line.several", _TONGUE, first=day_text(first.closes_on), last=day_text(last.closes_on))
    return text("line.closes", _TONGUE, day=day_text(first.closes_on))
