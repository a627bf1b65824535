"""The year of a day that is written without one, and the weekday beside it.

Belongs here: grounds for a year, in their order. Does not belong: which days a page mentions (`day_candidates.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date

from pipelines.cleaning.dates import WrittenDay
from pipelines.cleaning.layout import PageText

LONGEST_AHEAD, _LONGEST_BACK = 330, 60
JOINED = 46
_MOST_YEARS = 50  # of one sentence: more of them settle nothing
_EDITION_CLOSES_BY = 9  # month
_YEAR = re.compile(r"(?<![\d/.,–-])(20[0-4]\d)(?!\d|[.,]\d|\s?[-–/]\s?\d\d)")
_LINK = re.compile(r"[^\n.;!?|]*")
_WEEKDAYS = [
    "lunes monday lundi montag mon segunda-feira lunedi segunda",
    "martes tuesday mardi dienstag tue tues terca-feira martedi terca",
    "miercoles wednesday mercredi mittwoch wed quarta-feira mercoledi quarta",
    "jueves thursday jeudi donnerstag thu thur thurs quinta-feira giovedi quinta",
    "viernes friday vendredi freitag fri sexta-feira venerdi sexta",
    "sabado saturday samedi samstag sat sonnabend sabato",
    "domingo sunday dimanche sonntag sun domenica",
]
WEEKDAY: dict[str, int] = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
_WEEKDAY_BEFORE = re.compile(r"\b([a-z]{3,10}(?:-feira)?)\.?,?\s*(?:\(|el |den |dem |the |dia |le |il |o )*$")
_WEEKDAY_AFTER = re.compile(r"[\s,(]{1,2}([a-z]{3,10}(?:-feira)?)\b")


def stated_weekday(folded: str, start: int, end: int) -> int | None:
    """The weekday written beside a day, 0 for Monday."""
    match = _WEEKDAY_BEFORE.search(folded, max(0, start - 22), start)
    if match and match[1] in WEEKDAY:
        return WEEKDAY[match[1]]
    match = _WEEKDAY_AFTER.match(folded, end, end + 16)
    return (
        WEEKDAY.get(match[1])
        if match and match[1] not in ("mon", "sat", "sun", "segunda", "terca", "quarta", "quinta", "sexta")
        else None
    )


def years_of(
    days: Sequence[WrittenDay], page: PageText, title: str, published_on: date | None
) -> list[tuple[int | None, str]]:
    """The year of each day: written, of its range's or list's partner, by weekday, of its line, by the publication day,
    the title or the text."""
    years: list[tuple[int | None, str]] = [(day.year, "written") if day.year else (None, "") for day in days]
    if all(year is not None for year, _ in years):
        return years
    for at in range(len(days) - 2, -1, -1):  # a day takes the year of the one after it in a range or list
        first, second = days[at], days[at + 1]
        year = years[at + 1][0]
        if (
            years[at][0] is None
            and year
            and 0 <= second.start - first.end <= JOINED
            and _LINK.fullmatch(page.folded, first.end, second.start)
        ):
            later = (first.month, first.day) > (second.month, second.day)
            years[at] = (year - later, "partner")
    on_page = _YearsOnPage(page.folded)
    title_years = {int(y) for y in _YEAR.findall(title)}
    for at, day in enumerate(days):
        stated = stated_weekday(page.folded, day.start, day.end) if day.year is None else None
        before = years[at - 1][0] if at else None
        if years[at][0] is None and day.listed and before is not None:
            years[at] = before + (day.month < days[at - 1].month), years[at - 1][1]
            continue
        if years[at][0] is None or (stated is not None and (on := day.on(years[at][0])) and on.weekday() != stated):
            years[at] = _year_of(day, at, days, years, page, title_years, on_page, published_on)
    return years


class _YearsOnPage:
    """Where a page writes years alone; found once, asked for each of its days."""

    def __init__(self, folded: str) -> None:
        found = [(match.start(), int(match[1])) for match in _YEAR.finditer(folded)]
        self._places, self._years = [place for place, _ in found], [year for _, year in found]
        counted = Counter(self._years)
        self.usual = counted.most_common(1)[0][0] if counted else None
        self.only_one = len(counted) == 1

    def between(self, start: int, end: int) -> set[int]:
        """The years that stand whole between two places."""
        first, last = bisect_left(self._places, start), bisect_right(self._places, end - 4)
        return set(self._years[first : min(last, first + _MOST_YEARS)])


def _year_of(  # noqa: C901 - one order of grounds, read from top to bottom
    day: WrittenDay,
    at: int,
    days: Sequence[WrittenDay],
    years: Sequence[tuple[int | None, str]],
    page: PageText,
    title_years: set[int],
    on_page: _YearsOnPage,
    published_on: date | None,
) -> tuple[int | None, str]:
    if at and years[at - 1][0] and days[at - 1].year and day.start - days[at - 1].end <= JOINED:
        before, year = days[at - 1], years[at - 1][0]
        assert year is not None
        return year + ((day.month, day.day) < (before.month, before.day)), "neighbour"
    stated = stated_weekday(page.folded, day.start, day.end)
    usual = on_page.usual
    ahead = year_ahead(day, published_on)
    if stated is not None:
        near = [y for y in _around(published_on, usual) if (on := day.on(y)) and on.weekday() == stated]
        if ahead in near:
            return ahead, "weekday"
        if len(near) == 1:
            return near[0], "weekday"
    named = on_page.between(*page.sentences[page.sentence_at(day.start)])
    if len(named) == 1:
        year = named.pop()
        far = (
            ahead is not None
            and published_on is not None
            and (on := day.on(year))
            and (on - published_on).days > LONGEST_AHEAD
        )
        return (
            (ahead, "publication") if far else (year, "line")
        )  # the year of a project or of results says nothing of this day
    over = [(page.lines[n].start, page.lines[n].end) for n in page.lines[page.line_at(day.start)].headings]
    for start, end in [*page.label_of(day.start), *over]:
        if not start and title_years:
            continue  # the title's year is its edition's
        named = named or on_page.between(start, end)
    if len(named) == 1 and (published_on is None or min(named) >= published_on.year):
        return named.pop(), "line"
    if ahead is not None:
        return ahead, "publication"
    if published_on is not None:
        return published_on.year, "publication"
    if day.month > _EDITION_CLOSES_BY:
        return None, ""  # the round of 2026 may close in 2025
    if len(title_years) == 1:
        return next(iter(title_years)), "title"
    return (usual, "usual") if on_page.only_one else (None, "")


def _around(published_on: date | None, usual: int | None) -> list[int]:
    centre = published_on.year if published_on else usual
    return [centre - 1, centre, centre + 1] if centre else []


def year_ahead(day: WrittenDay, published_on: date | None) -> int | None:
    if published_on is None:
        return None
    for year in (published_on.year, published_on.year + 1):
        on = day.on(year)
        if on and -_LONGEST_BACK <= (on - published_on).days <= LONGEST_AHEAD:
            return year
    return None
