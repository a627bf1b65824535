"""Days as feeds and APIs write them in fields of their own, whose order is read off the whole column.

Belongs here: telling 05/11 from 11/05 by the other values, the weekday or the language; epochs; months in any language.
Does not belong: days in prose (`pipelines/cleaning/dates.py`), what a day means. What stays ambiguous is given back as
it is, so that `source_fields.day` leaves it empty with a doubt that quotes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parsedate
from typing import Literal

from pipelines.cleaning.dates import MONTHS
from pipelines.language.normalisation import fold

Order = Literal["day", "month"]

_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)(?:\D{1,4}(\d{1,2}):(\d\d))?")
_YEAR_FIRST = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_RUN_TOGETHER = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T.*)?")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_WRITTEN = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|º|st|nd|rd|th)?[\s.-]{1,3}(?:de\s+|d')?([a-z]{3,10})\.?,?[\s.-]{1,3}(?:de\s+|del\s+)?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"(?<![a-z])([a-z]{3,10})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(\d{4})(?!\d)")
_WEEKDAYS = (
    ("mon", "lun", "seg", "mo"),
    ("tue", "mar", "ter", "di"),
    ("wed", "mie", "mer", "qua", "mi"),
    ("thu", "jue", "jeu", "gio", "qui", "do"),
    ("fri", "vie", "ven", "sex", "fr"),
    ("sat", "sab", "sam", "sa"),
    ("sun", "dom", "dim", "so"),
)
_DAY_FIRST = frozenset({"es", "fr", "pt", "de", "it", "en-gb", "en-au", "en-ie", "en-nz", "en-za", "en-in"})
_MONTH_FIRST_IN = frozenset({"en-us"})


def order_of(values: Iterable[object], language: str | None = None) -> Order | None:
    """Whether the column writes the day or the month first; None where nothing tells.

    What cannot be a month tells, else a weekday beside it, else the language (`en` alone does not).
    """
    told = set[Order]()
    for value in values:
        words = str(value if value is not None else "")
        if found := _NUMERIC.search(words):
            told |= _told_by(words, found)
    if len(told) == 1:
        return told.pop()
    spoken = (language or "").lower().replace("_", "-")
    if told or not spoken:
        return None
    if spoken in _MONTH_FIRST_IN:
        return "month"
    return "day" if spoken in _DAY_FIRST or spoken.split("-")[0] in _DAY_FIRST else None


def stated(value: object, order: Order | None) -> str:
    """A day or moment in ISO form, or the words as they are where they are none or their order is not known.

    Epochs are moments of UTC. An hour beside a numeric day is left out: it states no zone.
    """
    words = str(value if value is not None else "").strip()
    if _EPOCH.fullmatch(words):
        return _epoch(words)
    if _ISO.match(words):
        return re.sub(r"^(\S{10}) (?=\d)", r"\1T", words)
    if found := _YEAR_FIRST.match(words):
        return _iso(int(found[1]), int(found[3]), int(found[4])) or words
    if found := _RUN_TOGETHER.fullmatch(words):
        return _iso(int(found[1]), int(found[2]), int(found[3])) or words
    if found := _NUMERIC.search(words):
        return _numeric(words, found, order)
    return _written(words) or words


def _told_by(words: str, found: re.Match[str]) -> set[Order]:
    first, second = int(found[1]), int(found[3])
    if found[2] == "." or first > 12 >= second:
        return {"day"}
    if second > 12 >= first:
        return {"month"}
    told = _by_weekday(words, found)
    return {told} if told else set()


def _by_weekday(words: str, found: re.Match[str]) -> Order | None:
    """The order in which the day falls on the weekday that stands before it; None where both or neither does."""
    named = re.match(r"[a-z]{2,}", fold(words[: found.start()]).strip())
    if named is None or found[1] == found[3]:
        return None
    days = {
        number
        for number, names in enumerate(_WEEKDAYS)
        if named[0].startswith(tuple(n for n in names if len(n) > 2)) or named[0] in names
    }
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    falls: dict[Order, str] = {"day": _iso(year, second, first), "month": _iso(year, first, second)}
    fits: list[Order] = [order for order, day in falls.items() if day and date.fromisoformat(day).weekday() in days]
    return fits[0] if len(fits) == 1 else None


def _numeric(words: str, found: re.Match[str], order: Order | None) -> str:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    own = _told_by(words, found)
    use = own.pop() if own else order
    if first == second:
        use = use or "day"
    if use is None:
        return words
    return (_iso(year, second, first) if use == "day" else _iso(year, first, second)) or words


def _written(words: str) -> str:
    folded = fold(words)
    for pattern, day, month in ((_WRITTEN, 1, 2), (_MONTH_FIRST, 2, 1)):
        for found in pattern.finditer(folded):
            if number := MONTHS.get(found[month]):
                return _iso(int(found[3]), number, int(found[day]))
    parts = parsedate(words)
    return _iso(*parts[:3]) if parts else ""


def _epoch(words: str) -> str:
    seconds = float(words) / (1000 if len(words.split(".")[0]) > 10 else 1)
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.date().isoformat() if moment.time().isoformat() == "00:00:00" else moment.isoformat()


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
