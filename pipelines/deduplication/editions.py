"""Which round of a call a report tells of, as far as its prose and address say.

Belongs here: the edition that prose counts or dates, the days that it names, when it was written, whether a deadline
was moved. Does not belong: titles' numbers (`edition_numbers`), and what two records' rounds mean for one another
(`vetoes`, `thresholds`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from pipelines.cleaning.dates import MONTHS, WrittenDay, find_days
from pipelines.deduplication.edition_numbers import bare, told_editions

_ROUND = (
    r"edi[tc]i[oó]n(?:es)?|[ée]dition|edition|edi[cç][aã]o|edizione|edici[oó]|ausgabe|call|convocatoria|convocat[oò]ria|"
    r"concurso|llamado|appel|"
    r"chamada|edital|bando|round|ronda|cycle|ciclo|challenge|concours|desaf[ií]o|reto"
)
_NAMED = _ROUND + r"|awards?|prizes?|premios?|pr[eê]mios?|prix|premi|preis"
_YEAR_AFTER = re.compile(
    rf"(?<!\w)(?:{_NAMED})(?:\s{{1,3}}(?:anual|annual|annuel|internacional|de|del|of|du|da|do|para|for|no|n)){{0,4}}"
    rf"\s{{0,3}}[,:(]?\s{{0,3}}(20\d\d)(?![\d-])",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    rf"(20(?<![\w/.-]20)\d\d)(?:[-–/](?:20)?\d\d)?\s{{1,3}}(?:(?:[A-ZÀ-Ý][\w’'-]{{0,40}}|of|for|"
    rf"de)\s{{1,3}}){{0,6}}(?i:{_ROUND}|awards?|prizes?)(?!\w)"
)
_BARE_YEAR = re.compile(r"20(?<!\d20)\d\d(?!\d)")
_CLOSING_MONTH = re.compile(
    r"(?<![a-z])(?:clos(?:e[ds]?|ing)|deadline|until|due|hasta|cierr\w{1,30}|cerr[oó]\w{,30}|plazo|jusqu\w{1,30}|cl[oô]tur\w{,30}|limite|ate|"
    r"encerr\w{1,30}|prazo|frist|"
    r"scad\w{1,30}|entro|fino)(?:\W{1,9}\w{1,30}){0,3}?\W{1,9}"
    rf"({'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?\s{{1,3}}(?:de\s{{1,3}}|del\s{{1,3}}|of\s{{1,3}})?(20\d\d)(?!\d)"
)
_YEAR_OR_DAY = re.compile(r"\d(?:(?<=2)(?<!\d2)0\d\d(?!\d)|[./-]\d\d?[./-]\d\d)")
_URL_DAY = re.compile(r"/(20\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/-]|$)")
_DATELINE = re.compile(r"^\W*date (20\d\d)-(\d\d)(?:-(\d\d))?(?!\d)")
_MOVED = re.compile(
    r"(?<!\w)(?:extend(?:ed|s)?|extension|postpone[ds]?|prolong\w*|reported?"
    r" au|reportee?\b|prorrog\w*|proroga\w*|ampliad[oa]|"
    r"amplia(?:cion)?|reabr\w*|reopen\w*|aplazad\w*|verlanger\w*|adiad\w*|novo prazo|nuevo plazo|new deadline)(?!\w)"
)
_PARTS = ("lot", "component", "composante", "komponente", "window", "ventana", "janela", "guichet")
_PART = re.compile(
    r"(?<!\w)(?:lot(?:e|to)?|componente?|composante|komponente|window|ventana|janela|guichet)\s+(?:n[or.]*\s*)?"
    r"(\d{1,2}|[ivx]{1,4}|[b-h])(?!\w)"
)
_SERIAL = re.compile(r" ([2-9])(?![\d.,/%-]|:\d|\w|\s(?:mill|mil\b|de\b|of\b|km))")
_SERIAL_OF = re.compile(r"(?<!\w)(?!(?:SDG|ODS|ODD|[Aa]rt)\b)[A-ZÀ-Ý][\w+]{2,}$")
_MOVING = (
    "exten",
    "postpone",
    "prolong",
    "report",
    "prorrog",
    "proroga",
    "amplia",
    "reabr",
    "reopen",
    "aplazad",
    "verlanger",
    "adiad",
    "novo prazo",
    "nuevo plazo",
    "new deadline",
)
REACH = 80
"""How far before a year its round may be named."""
DATELINE = 60
"""A day that begins within so many characters of a text is the day on which it was written, where the text closes
later.
"""


NO_PARTS: Mapping[str, str] = {}
NONE: frozenset[int] = frozenset()
NO_DAYS: frozenset[tuple[int, int]] = frozenset()
JUST_OVER = 45
"""A day without a year lies at most so many days before the day on which it was written, else in the year after."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a record says beside its fields. `posted`: when it was written (the middle of the month where only that is
    known); `month`: the middle of the month in which a text without days says that it closes; `latest`: the latest year
    that it names; `title_days`: the days in its title; `yearless`: month and day of days that are told without a year;
    `parts`: the one lot, window or component that it tells of; `serials`: names with a small number after them
    ("Lagoazul 3"), by which programmes count their phases."""

    editions: frozenset[int] = frozenset()
    years: frozenset[int] = frozenset()
    days: frozenset[date] = frozenset()
    posted: date | None = None
    month: date | None = None
    latest: int | None = None
    moved: bool = False
    title_days: frozenset[date] = frozenset()
    parts: Mapping[str, str] = field(default_factory=lambda: NO_PARTS)
    serials: frozenset[str] = frozenset()
    yearless: frozenset[tuple[int, int]] = frozenset()


NOTHING = Round()


def read_round(
    title: str,
    summary: str,
    url: str,
    language: str,
    deadlines: tuple[date, ...],
    published: date | None = None,
) -> Round:
    """What title, prose and address tell of the round; the latest of several editions, for past ones are told of as
    well.

    A day without a year gets that of the day on which the report was written, `published` where that is stated.
    """
    heading, prose = bare(title), bare(summary)
    text, plain = f"{title}. {summary}", f"{heading}. {prose}"
    editions = told_editions(heading) or told_editions(prose)
    counted: dict[str, Any] = {
        "editions": _alone(max(editions)) if editions else NONE,
        "moved": any(stem in plain for stem in _MOVING) and bool(_MOVED.search(plain)),
        "parts": _parts(plain) or NO_PARTS,
        "serials": _serials(text),
    }
    found = [day for day in find_days(plain, language or None) if not day.bare]
    if not (found or published or _YEAR_OR_DAY.search(plain) or _URL_DAY.search(url)):
        return Round(**counted) if any(counted.values()) else NOTHING
    days = [day for day in found if day.on()]
    posted = published or _posted(url, summary, days, len(title) + 2, deadlines)
    open_days = [day for day in found if day.year is None]
    titled = [day for day in days if day.end <= len(title)]
    own = _BARE_YEAR.findall(_without(title, titled))
    year = max(map(int, own or _years_of_rounds(text)), default=0)
    past = any(year < day.year for day in (*deadlines, *([posted] if posted else [])))
    return Round(
        **counted,
        years=NONE if not year or (past and not own) else _alone(year),
        days=frozenset(on for day in days if (on := day.on()) and not day.swap).union(
            on for day in open_days if posted and (on := _next(day, posted))
        ),
        posted=posted,
        yearless=NO_DAYS if posted else frozenset((day.month, day.day) for day in open_days),
        month=None if days else _month(plain),
        latest=max(map(int, _BARE_YEAR.findall(text)), default=None),
        title_days=frozenset(on for day in titled if (on := day.on()) and not day.swap),
    )


def _next(day: WrittenDay, posted: date) -> date | None:
    """A yearless day in the year in which who wrote on that day means it."""
    years = (posted.year - 1, posted.year, posted.year + 1)
    return next((on for year in years if (on := day.on(year)) and (on - posted).days >= -JUST_OVER), None)


@lru_cache(maxsize=512)
def _alone(year: int) -> frozenset[int]:
    return frozenset([year])


def _years_of_rounds(text: str) -> list[str]:
    """The years that prose gives a round or an award: "the 2026 call", "Awards 2026"."""
    after = (_YEAR_AFTER.findall(text, max(0, year.start() - REACH), year.end()) for year in _BARE_YEAR.finditer(text))
    return [*(found[-1] for found in after if found), *_YEAR_BEFORE.findall(text)]


def _serials(text: str) -> frozenset[str]:
    named = (
        (_SERIAL_OF.search(text, max(0, found.start() - REACH), found.start()), found[1])
        for found in _SERIAL.finditer(text)
    )
    return frozenset(f"{bare(name[0])} {number}" for name, number in named if name)


def _parts(plain: str) -> dict[str, str]:
    """Each kind of part of which the text counts one alone."""
    found: dict[str, set[str]] = {}
    for word in _PARTS:
        place = plain.find(word)
        while place >= 0:
            if part := _PART.match(plain, place):
                found.setdefault(word[:3], set()).add(part[1])
            place = plain.find(word, place + 1)
    return {kind: next(iter(numbers)) for kind, numbers in found.items() if len(numbers) == 1}


def _month(plain: str) -> date | None:
    months = (
        _CLOSING_MONTH.search(plain, max(0, year.start() - REACH), year.end())
        for year in _BARE_YEAR.finditer(plain)
        if not MONTHS.keys().isdisjoint(plain[max(0, year.start() - 20) : year.start()].replace(".", " ").split()[-2:])
    )
    return max((date(int(found[2]), MONTHS[found[1]], 15) for found in months if found), default=None)


def _without(title: str, days: list[WrittenDay]) -> str:
    for day in reversed(days):
        title = f"{title[: day.start]} {title[day.end :]}"
    return title


def _posted(url: str, summary: str, days: list[WrittenDay], start: int, deadlines: tuple[date, ...]) -> date | None:
    """The day of a dateline, of the address, or the first and earliest day of the prose where that stands at its
    beginning.
    """
    if match := _DATELINE.match(summary) or _URL_DAY.search(url):
        year, month, day = match.groups()
        return date(int(year), int(month), min(int(day or 15), 28))
    first = next((on for day in days if day.start - start <= DATELINE and (on := day.on())), None)
    earliest = first is not None and all(first <= on for day in days if (on := day.on()))
    return first if earliest and first not in deadlines else None
