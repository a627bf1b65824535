"""Which round of a call a report tells of, as far as its prose and address say.

Belongs here: the edition that prose counts or dates, the days that it names, when it was written, whether a deadline was moved.
Does not belong: titles' numbers (`ordinals`), and what two records' rounds mean for one another (`vetoes`, `evidence`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pipelines.cleaning.dates import MONTHS, Day, find_days
from pipelines.deduplication.ordinals import bare, told_editions

_ROUND = (
    r"edi[tc]i[oó]n(?:es)?|[ée]dition|edition|edi[cç][aã]o|edizione|edici[oó]|ausgabe|call|convocatoria|convocat[oò]ria|concurso|llamado|appel|"
    r"chamada|edital|bando|round|ronda|cycle|ciclo|challenge|concours|desaf[ií]o|reto"
)
_NAMED = _ROUND + r"|awards?|prizes?|premios?|pr[eê]mios?|prix|premi|preis"
_YEAR_AFTER = re.compile(
    rf"(?<!\w)(?:{_NAMED})(?:\s+(?:anual|annual|annuel|internacional|de|del|of|du|da|do|para|for|no|n))*\s*[,:(]?\s*(20\d\d)(?![\d-])",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    rf"(?<![\w/.-])(20\d\d)(?:[-–/](?:20)?\d\d)?\s+(?:(?:[A-ZÀ-Ý][\w’'-]*|of|for|de)\s+){{0,6}}(?i:{_ROUND}|awards?|prizes?)(?!\w)"
)
_BARE_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_CLOSING_MONTH = re.compile(
    r"(?<![a-z])(?:clos(?:e[ds]?|ing)|deadline|until|due|hasta|cierr\w+|cerr[oó]\w*|plazo|jusqu\w+|cl[oô]tur\w*|limite|ate|encerr\w+|prazo|frist|"
    r"scad\w+|entro|fino)(?:\W+\w+){0,3}?\W+"
    rf"({'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?\s+(?:de\s+|del\s+|of\s+)?(20\d\d)(?!\d)")
_YEAR_OR_DAY = re.compile(r"(?<!\d)20\d\d(?!\d)|\d[./-]\d\d?[./-]\d\d")
_URL_DAY = re.compile(r"/(20\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/-]|$)")
_DATELINE = re.compile(r"^\W*date (20\d\d)-(\d\d)(?:-(\d\d))?(?!\d)")
_MOVED = re.compile(
    r"(?<!\w)(?:extend(?:ed|s)?|extension|postpone[ds]?|prolong\w*|reported? au|reportee?\b|prorrog\w*|proroga\w*|ampliad[oa]|"
    r"amplia(?:cion)?|reabr\w*|reopen\w*|aplazad\w*|verlanger\w*|adiad\w*|novo prazo|nuevo plazo|new deadline)(?!\w)"
)
_PART = re.compile(r"(?<!\w)(lot|lote|lotto|component|componente|composante|komponente|window|ventana|janela|guichet)\s+"
                   r"(?:n[or.]*\s*)?(\d{1,2}|[ivx]{1,4}|[b-h])(?!\w)")
_SERIAL = re.compile(r"(?<!\w)(?!(?:SDG|ODS|ODD|[Aa]rt)\b)([A-ZÀ-Ý][\w+]{2,}) ([2-9])(?![\d.,/%-]|:\d|\w|\s(?:mill|mil\b|de\b|of\b|km))")
DATELINE = 60
"""A day that begins within so many characters of a text is the day on which it was written, where the text closes later."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a record says beside its fields. `posted`: when it was written (the middle of the month where only that is known);
    `month`: the middle of the month in which a text without days says that it closes; `latest`: the latest year
    that it names; `title_days`: the days in its title; `parts`: the one lot, window or component that it tells of;
    `serials`: names with a small number after them ("Lagoazul 3"), by which programmes count their phases."""

    editions: frozenset[int] = frozenset()
    years: frozenset[int] = frozenset()
    days: frozenset[date] = frozenset()
    posted: date | None = None
    month: date | None = None
    latest: int | None = None
    moved: bool = False
    title_days: frozenset[date] = frozenset()
    parts: Mapping[str, str] = field(default_factory=dict)
    serials: frozenset[str] = frozenset()


NOTHING = Round()


def read_round(title: str, summary: str, url: str, language: str, deadlines: tuple[date, ...]) -> Round:
    """What title, prose and address tell of the round; the latest of several editions, for past ones are told of as well."""
    text = f"{title}. {summary}"
    plain = bare(text)
    found = _read(title, summary, url, language, deadlines, text, plain)
    parts, serials = _parts(plain), frozenset(f"{bare(name)} {number}" for name, number in _SERIAL.findall(text))
    return replace(found, parts=parts, serials=serials) if parts or serials else found


def _read(title: str, summary: str, url: str, language: str, deadlines: tuple[date, ...], text: str, plain: str) -> Round:
    if not (_YEAR_OR_DAY.search(plain) or _URL_DAY.search(url)):
        editions = told_editions(bare(title)) or told_editions(bare(summary))
        moved = bool(_MOVED.search(plain))
        return Round(editions=frozenset([max(editions)]) if editions else frozenset(), moved=moved) if editions or moved else NOTHING
    editions = told_editions(bare(title)) or told_editions(bare(summary))
    days = [day for day in find_days(plain, language or None) if day.on() and not day.bare]
    posted = _posted(url, summary, days, len(title) + 2, deadlines)
    heading = [day for day in days if day.end <= len(title)]
    own = _BARE_YEAR.findall(_without(title, heading))
    year = max(map(int, own or _YEAR_AFTER.findall(text) + _YEAR_BEFORE.findall(text)), default=0)
    past = any(year < day.year for day in (*deadlines, *([posted] if posted else [])))
    return Round(
        editions=frozenset(editions and [max(editions)]),
        years=frozenset() if not year or (past and not own) else frozenset([year]),
        days=frozenset(on for day in days if (on := day.on()) and not day.swap),
        posted=posted,
        month=None if days else _month(plain),
        latest=max(map(int, _BARE_YEAR.findall(text)), default=None),
        moved=bool(_MOVED.search(plain)),
        title_days=frozenset(on for day in heading if (on := day.on()) and not day.swap),
    )


def _parts(plain: str) -> dict[str, str]:
    """Each kind of part of which the text counts one alone."""
    found: dict[str, set[str]] = {}
    for word, number in _PART.findall(plain):
        found.setdefault(word[:3], set()).add(number)
    return {kind: next(iter(numbers)) for kind, numbers in found.items() if len(numbers) == 1}


def _month(plain: str) -> date | None:
    return max((date(int(year), MONTHS[name], 15) for name, year in _CLOSING_MONTH.findall(plain)), default=None)


def _without(title: str, days: list[Day]) -> str:
    for day in reversed(days):
        title = f"{title[:day.start]} {title[day.end:]}"
    return title


def _posted(url: str, summary: str, days: list[Day], start: int, deadlines: tuple[date, ...]) -> date | None:
    """The day of a dateline, of the address, or the first and earliest day of the prose where that stands at its beginning."""
    if match := _DATELINE.match(summary) or _URL_DAY.search(url):
        year, month, day = match.groups()
        return date(int(year), int(month), min(int(day or 15), 28))
    first = next((on for day in days if day.start - start <= DATELINE and (on := day.on())), None)
    earliest = first is not None and all(first <= on for day in days if (on := day.on()))
    return first if earliest and first not in deadlines else None
