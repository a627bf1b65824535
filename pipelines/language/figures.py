"""Days, numbers and sums as people of a language write them.

Belongs here: figures in a sentence. Does not belong: the sentence (`messages`), reading figures out of a text
(`numbers`).
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pipelines.language.messages import Language, text
from pipelines.place import in_use

_MARKS = {
    "USD": "US$",
    "EUR": "€",
    "GBP": "£",
    "CLF": "UF",
    "BRL": "R$",
    "CAD": "CA$",
    "AUD": "A$",
    "MXN": "MX$",
    "JPY": "¥",
}


def day_text(day: date) -> str:
    """dd-mm-yyyy, in any language."""
    return day.strftime("%d-%m-%Y")


def long_day(day: date, language: Language) -> str:
    """ "16 de noviembre de 2026"."""
    from babel.dates import format_date

    return format_date(day, text("format.long_day", language), text("format.locale", language))


def number(value: int, language: Language) -> str:
    """A whole number, its thousands apart."""
    return f"{value:,}".replace(",", text("format.group", language))


def decimal(value: float, language: Language, places: int = 2) -> str:
    """A number below a thousand with so many decimal places."""
    return f"{value:.{places}f}".replace(".", text("format.decimal", language))


def own_mark() -> str:
    """What stands before a sum in the territory's own money, with its blank: a letter is kept apart from a figure."""
    mark = in_use().currency_mark
    return f"{mark} " if mark[-1].isalpha() else mark


def money(amount: Decimal, currency: str | None, language: Language, *, marked: bool = False) -> str:
    """A sum, its cents only where there are any: "US$ 250.000", "$1.500.000" (pesos), "UF 1.500,5".

    A language writes a currency's mark, or its code ("USD 250,000"); `marked` always takes the mark. The mark of the
    territory's own money is its own, and "$" is of no other.
    """
    rounded = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole, _, cents = f"{rounded:,.2f}".partition(".")
    digits = whole.replace(",", text("format.group", language))
    if int(cents):
        digits += text("format.decimal", language) + (cents.rstrip("0") if currency == "CLF" else cents)
    if marked or text("format.currency", language) == "mark":
        own = currency == in_use().currency
        return own_mark() + digits if own else f"{_MARKS.get(currency or '', currency or '')} {digits}".strip()
    return f"{currency or ''} {digits}".strip()
