"""Every day that a text mentions, with its year: candidates for a role, which a model gives.

Belongs here: the year of a day written without one, weekdays that disagree, impossible days, days that are said as "the
end of March". Does not belong: how days are written (`dates.py`), what a day is for (`role_reader.py`). Nothing here
knows today's date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pipelines.cleaning.dates import MONTHS, WrittenDay, find_days
from pipelines.cleaning.day_years import LONGEST_AHEAD, WEEKDAY, stated_weekday, year_ahead, years_of
from pipelines.cleaning.layout import PageText, Taken
from pipelines.language.numbers import day_words, ordinal_of

_EARLIEST, _LATEST = 1990, 2040
_PLACEHOLDERS = frozenset({date(2035, 12, 31), date(2099, 12, 31)})
_DATELINE_WITHIN = 160  # letters
_WORD = re.compile(r"[a-zß]+")
_NAMES = "|".join(sorted((name for name in MONTHS if len(name) > 2), key=len, reverse=True))
_WHOLE_NAMES = "|".join(sorted((name for name in MONTHS if len(name) > 3), key=len, reverse=True))
_WHOLE_NAMES += r"|ma[iy](?=,| (?:and|y|e|et|und|20\d\d)|[.;:)\n]|$)"  # "15 March and may be extended"
_ALSO_IN = re.compile(
    rf"(?:,? ?(?:and|y|e|et|und|or|o|ou|oder|&) ?(?:of |de |d'|do |di |im |in |del |en |em )?|, ?(?:of |de |d'|do |di"
    rf" |del )?)"
    rf"(?P<month>{_WHOLE_NAMES})\b"
    rf"(?!\.?,?\s?\d{{1,2}}(?!\d))(?:,? ?(?:of |de |del |do )?(?P<year>20\d\d))?"
)
_OF_THE_MONTHS = re.compile(  # "le 15 du mois, en février, en juin et en octobre": places of number, months
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º)? (?:of the month|del? mes|do mes|du mois|des monats|del mese),? (?:in |en"
    r" |em |im |a )?"
    rf"(?P<month>{_NAMES})\b"
)
_ALSO_IN_ONE = re.compile(
    rf"(?:,? ?(?:and|y|e|et|und|&)|,) ?(?:in |en |em |im |a )?(?P<month>{_WHOLE_NAMES})\b(?:,? ?(?:of |de |del |do"
    r" )?(?P<year>20\d\d))?"
)
_END_OF_MONTH = re.compile(
    r"\b(?:(?P<work>ultimo dia (?:habil|laborable|util)|ultimo giorno lavorativo|"
    r"last (?:working|business) day|dernier jour (?:ouvrable|ouvre)|"
    r"letzte[rnm]? (?:werktag|arbeitstag))|ultim[oa](?: dia| giorno)?|last(?: calendar)? days?|dernier"
    r" jour|letzte[rnm]? (?:kalender)?tag|"
    r"fin(?:al|ales)?|fim|finais|fine|(?:the )?end|ende)"
    r"(?: (?:of|de|do|del|di|du mois de|d'|du mois d'|im|im monat|des monats|"
    r"dem|del mes de|do mes de|a|que termine)| d'?)? ?(?:the month of )?"
    rf"(?P<month>{_NAMES})\b(?:tag)?\.?,? ?(?:de |of |del )?(?P<year>20\d\d)?|"
    rf"\bletzten (?P<month2>{_NAMES})tag\b ?(?P<year2>20\d\d)?"
)
_THIS_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|º)? (?:deste mes|de este mes|del presente mes|"
    r"del mes en curso|of this month|dieses monats|de ce mois|"
    r"del corrente mese|di questo mese|do corrente|corrente mes|do mes em curso)"
)
_IMPOSSIBLE = re.compile(rf"(?<!\d)(?:(3[01])(?:st|th|\.)?(?: de)? ({_NAMES})|({_NAMES}) (3[01]))(?!\d)")
_LATE = re.compile(r"3[01]")  # days that not every month has
_AROUND_LATE = 24  # letters


_NTH = re.compile(
    rf"\b(?:the |el |o |le |la |a |il |der |dem |den |am |de |do )?(?P<nth>first|second|third|"
    rf"fourth|last|primer|primero|segundo|tercer|cuarto|ultimo|penultimo|primeira|segunda|"
    rf"terceira|quarta|ultima|premier|deuxieme|troisieme|dernier|ersten|erster|"
    rf"zweiten|dritten|vierten|letzten|letzter|primo|secondo|terzo|quarto) "
    rf"(?P<weekday>[a-z]{{4,10}}(?:-feira)?) (?:of |de |do |del |di |im |des |d'|in |en |em |no |na )?(?:monat |mes"
    rf" de )?"
    rf"(?P<month>{_NAMES})\b(?:,? ?(?:de |"
    rf"of |del )?(?P<year>20\d\d))?"
)
_NTHS = {
    1: "first primer primero primeira premier ersten erster primo",
    2: "second segundo segunda deuxieme zweiten secondo",
    3: "third tercer terceira troisieme dritten terzo",
    4: "fourth cuarto quarta vierten quarto",
    -1: "last ultimo ultima dernier letzten letzter",
    -2: "penultimo",
}
_NTH_OF = {word: number for number, words in _NTHS.items() for word in words.split()}
_SHORT_DAY = re.compile(
    r"(?=\d)(?<![\d./,:€$-])(0?[1-9]|[12]\d|3[01])([/.])(0?[1-9]|1[0-2])(?![\d/%]|[.,]\d|\.?\s?(?:%|mi[ol]|m\b|k\b|€))"
)
_OF_MONTH = re.compile(
    rf"\s?(?:(?:de|of|do|di|du)\s(?:o |the )?)?(?P<month>{_NAMES})\b\.?(?:,? ?(?:de |of |del |do )?(?P<year>20\d\d))?"
)


@dataclass(slots=True)
class DayCandidate:
    """A mentioned day that exists. `given`: how its year was known; `weekday`: 1 where one stands beside it and
    agrees, -1 where not.
    """

    start: int
    end: int
    on: date
    given: str
    weekday: int = 0
    other: date | None = None  # the same digits with day and month changed, where the order is open


def find_candidates(page: PageText, title: str, language: str | None, published_on: date | None) -> list[DayCandidate]:
    """All days of a page that can be dated, in order of place. `title` is folded."""
    days = _with_listed_months(_with_others(find_days(page.folded, language), page.folded, language), page.folded)
    published_on = published_on or _dateline(days)
    years = years_of(days, page, title, published_on)
    found: list[DayCandidate] = []
    for day, (year, given) in zip(days, years, strict=True):
        if year is None or not (_EARLIEST <= year <= _LATEST):
            continue
        on = day.on(year)
        if on is None or on in _PLACEHOLDERS:
            continue
        other = _turned(day, year) if day.swap else None
        stated = stated_weekday(page.folded, day.start, day.end)
        if other is not None and stated is not None and other.weekday() == stated != on.weekday():
            on, other = other, None
        elif other is not None and published_on is not None:
            on, other = _nearer(on, other, published_on)
        weekday = 0 if stated is None else 1 if stated == on.weekday() else -1
        found.append(DayCandidate(day.start, day.end, on, given, weekday, other))
    found += _ends_of_months(page, published_on, Taken((c.start, c.end) for c in found))
    found += _this_month(page, published_on)
    found += _nth_weekdays(page, published_on, Taken((c.start, c.end) for c in found))
    found.sort(key=lambda c: c.start)
    return found


def _dateline(days: Sequence[WrittenDay]) -> date | None:
    """The full day with which a text begins, where no other full day is earlier: the text was written then."""
    full = [(day, on) for day in days if day.year and not day.swap and (on := day.on())]
    if full and full[0][0].start <= _DATELINE_WITHIN and full[0][1] == min(on for _, on in full):
        return full[0][1]
    return None


def _with_others(days: list[WrittenDay], folded: str, language: str | None) -> list[WrittenDay]:
    """The days with those in digits without a year ("16/3", "12.4.") and those whose number is a word ("twenty-sixth
    of March").
    """
    taken = Taken((day.start, day.end) for day in days)
    others: list[WrittenDay] = []
    month_first = language == "en" and not any(day.day > 12 for day in days if day.swap)
    for match in _SHORT_DAY.finditer(folded):
        number, month = int(match[1]), int(match[3])
        if (match[2] == "." and language not in ("de", "it", "fr", None)) or (
            language == "en" and match[2] == "/" and month_first and number <= 12
        ):
            continue
        others.append(WrittenDay(match.start(), match.end(), number, month, None, bare=True))
    first_words, listed = _ordinal_words()
    for match in listed.finditer(folded) if not first_words.isdisjoint(_WORD.findall(folded)) else ():
        of = _OF_MONTH.match(folded, match.end())
        if of:
            told = ordinal_of(match.group(1))
            if told:
                others.append(
                    WrittenDay(
                        match.start(), of.end(), told, MONTHS[of["month"]], int(of["year"]) if of["year"] else None
                    )
                )
    days = days + [day for day in others if day.on(2024) and not taken.overlap(day.start, day.end)]
    return sorted(days, key=lambda day: day.start)


def _with_listed_months(days: list[WrittenDay], folded: str) -> list[WrittenDay]:
    """The days with those whose number is told once for several months: "15 March, July and November 2026", "the 15th
    of the month, in March and July"."""
    taken = Taken((day.start, day.end) for day in days)
    listed = [
        _listed(day.day, match, after=True)
        for day in days
        if not day.year and day.month
        for match in _months_after(folded, day.end)
    ]
    for told in _OF_THE_MONTHS.finditer(folded):
        months = [told, *_months_after(folded, told.end("month"), _ALSO_IN_ONE)]
        listed += [_listed(int(told[1]), match, after=at > 0) for at, match in enumerate(months)]
    listed = [day for day in listed if day.on(2024) and not taken.overlap(day.start, day.end)]
    return sorted([*days, *listed], key=lambda day: day.start) if listed else days


def _listed(number: int, match: re.Match[str], *, after: bool) -> WrittenDay:
    year = match.groupdict().get("year")
    return WrittenDay(
        match.start("month"), match.end(), number, MONTHS[match["month"]], int(year) if year else None, listed=after
    )


def _months_after(folded: str, place: int, also: re.Pattern[str] = _ALSO_IN) -> Iterator[re.Match[str]]:
    """The months that a list goes on with."""
    while match := also.match(folded, place):
        yield match
        place = match.end()


@cache
def _ordinal_words() -> tuple[frozenset[str], re.Pattern[str]]:
    """The words with which a day in words begins, and the pattern of such days."""
    words = sorted(day_words(), key=len, reverse=True)
    listed = re.compile(r"(?<![a-z-])(" + "|".join(words) + r")(?: dia)?(?=[ -](?:de|of|do|di|du|[a-z]{3}))")
    return frozenset(_WORD.findall(word)[0] for word in words), listed


def _nth_weekdays(page: PageText, published_on: date | None, taken: Taken) -> list[DayCandidate]:
    """Days said as "the first Monday of September", and those of further months: "of March, June and September"."""
    found = []
    for match in _NTH.finditer(page.folded):
        weekday, nth = WEEKDAY.get(match["weekday"]), _NTH_OF[match["nth"]]
        if weekday is None or taken.overlap(*match.span()):
            continue
        listed = _months_after(page.folded, match.end("month")) if not match["year"] else ()
        months = [(match.start(), match.end(), match["month"], match["year"])]
        months += [(m.start("month"), m.end(), m["month"], m["year"]) for m in listed]
        for start, end, name, year, given in _dated(months, published_on):
            fitting = [
                on
                for n in range(1, calendar.monthrange(year, MONTHS[name])[1] + 1)
                if (on := date(year, MONTHS[name], n)).weekday() == weekday
            ]
            found.append(DayCandidate(start, end, fitting[nth - 1 if nth > 0 else nth], given))
    return found


def impossible_days(folded: str) -> list[tuple[int, int]]:
    """The places of days that no year has, such as 31 April."""
    places, reached = list[tuple[int, int]](), 0
    for late in _LATE.finditer(folded):
        match = _IMPOSSIBLE.search(folded, max(reached, late.start() - _AROUND_LATE), late.end() + _AROUND_LATE)
        if match:
            number, name = int(match[1] or match[4]), match[2] or match[3]
            reached = match.end()
            if number > calendar.monthrange(2024, MONTHS[name])[1]:
                places.append(match.span())
    return places


def _turned(day: WrittenDay, year: int) -> date | None:
    try:
        return date(year, day.day, day.month)
    except ValueError:
        return None


def _nearer(on: date, other: date, published_on: date) -> tuple[date, date | None]:
    """The order that lies ahead of the publication, where only one does."""
    ahead = [0 <= (d - published_on).days <= LONGEST_AHEAD for d in (on, other)]
    if ahead[0] != ahead[1]:
        return (on, None) if ahead[0] else (other, None)
    return on, other


def _ends_of_months(page: PageText, published_on: date | None, taken: Taken) -> list[DayCandidate]:
    found = []
    for match in _END_OF_MONTH.finditer(page.folded):
        if taken.overlap(*match.span()):
            continue
        first = (match.start(), match.end(), match["month"] or match["month2"], match["year"] or match["year2"])
        listed = _months_after(page.folded, match.end("month")) if match["month"] and not first[3] else ()
        more = [(m.start("month"), m.end(), m["month"], m["year"]) for m in listed]
        for start, end, name, year, given in _dated([first, *more], published_on):
            on = date(year, MONTHS[name], calendar.monthrange(year, MONTHS[name])[1])
            while match["work"] and on.weekday() > 4:
                on -= timedelta(days=1)
            found.append(DayCandidate(start, end, on, given))
    return found


def _dated(
    months: list[tuple[int, int, str, str | None]], published_on: date | None
) -> Iterator[tuple[int, int, str, int, str]]:
    """The months of a list, in order of time, with their year: written, the last one's, or ahead of the publication;
    those without any are left out."""
    last = int(months[-1][3]) if months[-1][3] else None
    before: tuple[int, int] | None = None  # year and month
    for start, end, name, written in months:
        month = MONTHS[name]
        if written or last:
            later = not written and month > MONTHS[months[-1][2]]
            year: int | None = int(written or last or 0) - later
        else:
            year = (
                before[0] + (month < before[1])
                if before
                else year_ahead(WrittenDay(0, 0, 28, month, None), published_on)
            )
        if year is not None:
            before = year, month
            yield start, end, name, year, "written" if written else "partner" if last else "publication"


def _this_month(page: PageText, published_on: date | None) -> list[DayCandidate]:
    """Days of the month of publication ("el 10 de este mes")."""
    found = []
    for match in _THIS_MONTH.finditer(page.folded) if published_on else ():
        on = WrittenDay(0, 0, int(match[1]), published_on.month, published_on.year).on() if published_on else None
        if on:
            found.append(DayCandidate(match.start(), match.end(), on, "publication"))
    return found
