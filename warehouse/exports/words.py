"""The words that people read for the catalogue's codes, and values as people write them.

Belongs here: one word a code, dates, moments and sums. Does not belong: a file's own headings, sentences on one call;
and the words themselves, which stand in `messages/` under a code's kind and the code.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from pipelines.digest.week import ItemDeadline, ItemDocument, ItemKeyDate
from pipelines.language.figures import day_text, money
from pipelines.language.messages import Language, family, languages, text
from pipelines.place import in_use

_CODED = frozenset(
    {"applicant_types", "deadline_kind", "stated_status"}
)  # fields of the table `changes` whose values are codes
_OFFSET = re.compile(r"([+-])([0-9]{2}):([0-9]{2})")
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def word(kind: str, code: str | None, language: Language) -> str | None:
    """The word for a code of a kind, such as `status`; a code that has none stands for itself."""
    return None if code is None else family(kind, language).get(code, code)


def words(kind: str, language: Language) -> tuple[str, ...]:
    """All words of a kind, as a list to choose from offers them."""
    return tuple(family(kind, language).values())


def codes(kind: str) -> dict[str, str]:
    """The code of each word of a kind, in any language: how what people chose is read back."""
    return {said: code for language in languages() for code, said in family(kind, language).items()}


def hour_text(deadline: ItemDeadline, language: Language) -> str | None:
    """A stated hour in the territory and, where that is another, in the source's zone; a day is said where it is not the
    deadline's.

    "13:00 en Santiago (17:00 Europe/Brussels)"; "12:30 del 01-12 en Santiago (00:30 Asia/Tokyo)".
    """
    if deadline.closes_at is None:
        return None
    here = deadline.closes_at.astimezone(in_use().zone)
    hour, zone = _hour(here, deadline.closes_on, language), _zone(deadline.timezone)
    there = deadline.closes_at.astimezone(zone) if zone else here
    if there.utcoffset() == here.utcoffset():
        return text("hour.here", language, hour=hour)
    return text(
        "hour.here_and_there",
        language,
        hour=hour,
        there=_hour(there, deadline.closes_on, language),
        zone=deadline.timezone,
    )


def deadline_text(deadline: ItemDeadline, language: Language) -> str:
    """ "26-11-2026, 17:00 en Santiago, etapa 1"."""
    stage = text("deadline.stage", language, stage=deadline.stage) if deadline.stage is not None else None
    return ", ".join(filter(None, [day_text(deadline.closes_on), hour_text(deadline, language), stage]))


def key_date_text(key_date: ItemKeyDate, language: Language) -> str:
    """ "Consultas hasta: 20-11-2026"."""
    return f"{word('key_date', key_date.kind, language)}: {day_text(key_date.on_date)}"


def document_text(document: ItemDocument) -> str:
    """ "Bases: https://…"."""
    return f"{document.title}: {document.url}" if document.title else document.url


def change_text(field: str, value: str | None, language: Language) -> str | None:
    """A value of the table `changes` as people write it: days dd-mm-yyyy, sums with separators, words for codes."""
    if value is None:
        return None
    if field.startswith("amount_"):
        try:
            return money(Decimal(value), None, language)
        except ArithmeticError:
            return value
    if field in _CODED:
        return "; ".join(word(field, code, language) or code for code in value.split("; "))
    return _DAY.sub(r"\3-\2-\1", value)


def _hour(moment: datetime, day: date, language: Language) -> str:
    if moment.date() == day:
        return f"{moment:%H:%M}"
    return text("hour.of_another_day", language, time=f"{moment:%H:%M}", day=f"{moment:%d-%m}")


def _zone(name: str | None) -> tzinfo | None:
    """The zone of a name such as "Europe/Brussels", or of an offset such as "+04:30"; None where it is neither."""
    if name and (offset := _OFFSET.fullmatch(name)):
        hours, minutes = int(offset[2]), int(offset[3])
        return (
            timezone((1 if offset[1] == "+" else -1) * timedelta(hours=hours, minutes=minutes))
            if hours < 24 and minutes < 60
            else None
        )
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None
