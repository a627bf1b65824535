"""The year of a day that was written without one.

Belongs here: what a text's own dateline, its publication day or its edition allow to be said.
Does not belong: today's date. Where two years are possible, none is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipelines.cleaning.cues import WordList, Words
from pipelines.cleaning.dates import Day

_LONGEST_FROM_PUBLICATION = 300
_LONGEST_FROM_DATELINE = 150
_NEAR = 60
_EDITION = WordList(
    r"(?:edici?on|edicao|edicion|edition|ausgabe|edital(?: anual)?|convocatoria|concurso|fondo[\w ]{0,40}|premio[s]?[\w ]{0,30}|"
    r"call(?: for \w+)?|appel[\w ]{0,30}|chamada|programa|ano|year|annee|(?:forder|projekt)?aufruf|forderrunde)\s*(?:de |del |of |for |"
    r"n[o°º] ?\d+/)?(?:19|20)\d\d(?![\d-]|/\d| ?[-–] ?20\d\d)"
)
_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?!\d)")
_YEARS = re.compile(r"(?<!\d)20\d\d\s?[-/]\s?(?:20)?\d\d(?!\d)")
_STAMP = re.compile(r"(?:^|\n)(?:date|fecha|data|datum)\s*:?\s*((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?(?!\d)")
_PLACE = re.compile(r"(?:[a-z'.]+[ ,]+){0,5}$")
_LINE_ENDS = re.compile(r"\s*(?:[,-]\s*\d\d?[:.h]\d\d\s?h?)?\s*(?:$|\n|\||\.(?:\s|-|–)|-\s)")
_NO_PLACE = re.compile(
    r"hasta|until|deadline|cierre|limite|plazo|frist|prazo|cloture|\bbis\b|\bate\b|jusqu|\bby\b|before|antes|avant|opens|abre|"
    r"due|spat|entro|scad|schluss|tag\b|vence|cierra|closes"
)
_STAMPED = re.compile(
    r"(?:publicad[oa]|published|posted|publiee?|veroffentlicht|pubblicato|publicacion de la noticia|(?<![a-z])stand)"
    r"\s*(?:el|on|le|am|em|il)?\s*:?\s*$"
)
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DATELINE_REACH, _EDITION_REACH = 400, 6000
_WEEKDAYS = [
    "lunes monday lundi montag mon segunda-feira lunedi", "martes tuesday mardi dienstag tue terca-feira martedi",
    "miercoles wednesday mercredi mittwoch wed quarta-feira mercoledi", "jueves thursday jeudi donnerstag thu quinta-feira giovedi",
    "viernes friday vendredi freitag fri sexta-feira venerdi", "sabado saturday samedi samstag sat",
    "domingo sunday dimanche sonntag sun domenica",
]
_WEEKDAY: dict[str, int] = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
_LAST_WORD = re.compile(r"([a-z]+(?:-feira)?),?\s*(?:el\s|den\s|dem\s|the\s)?$")


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of a text's time: its publication day, its dateline, its edition's year."""

    published_on: date | None
    dateline: date | None
    edition: int | None
    repeated: bool = False  # the text names the dateline's year again

    def year_of(self, day: Day, folded: str, *, closing: bool = True) -> int | None:
        """The year of a day without one; None where it cannot be told. `closing`: a last day, which is not before the anchor."""
        year = self._year(day) if closing else self._nearest_year(day)
        if year is None:
            return None
        on = day.on(year)
        stated = weekday_before(day, folded)
        return year if on and (stated is None or stated == on.weekday()) else None

    def _year(self, day: Day) -> int | None:
        anchor = self.published_on or self.dateline
        if anchor is None:
            return self.edition if day.month <= 9 else None
        longest = _LONGEST_FROM_PUBLICATION if self.published_on else _LONGEST_FROM_DATELINE
        for year in (anchor.year, anchor.year + 1):
            on = day.on(year)
            if on and 0 <= (on - anchor).days <= longest:
                if year > anchor.year and (self.repeated or self.edition == anchor.year) and not self.published_on:
                    return None  # "in 2017" under a dateline of December 2017: the dateline is not the call's
                return year
        return None

    def _nearest_year(self, day: Day) -> int | None:
        anchor = self.published_on or self.dateline
        years = (anchor.year - 1, anchor.year, anchor.year + 1) if anchor else ()
        return next((year for year in years if anchor and (on := day.on(year)) and abs((on - anchor).days) <= _NEAR),
            self.edition if not anchor else None)


def calendar(words: Words, folded_title: str, days: list[Day], published_on: date | None) -> Calendar:
    """What the text and its title say of their time."""
    folded = words.folded
    dateline = _dateline(folded, days)
    repeated = dateline is not None and _FOUR_DIGITS.findall(folded).count(str(dateline.year)) > 1
    return Calendar(published_on, dateline, edition_year(folded_title, words), repeated)


def edition_year(folded_title: str, words: Words) -> int | None:
    """The one year that the title names, or the one that the text names as its edition's; None where there are several."""
    title_years = {int(year) for year in _YEAR.findall(folded_title)} if not _YEARS.search(folded_title) else {0, 1}
    if title_years:
        return title_years.pop() if len(title_years) == 1 else None
    named = {int(match.group()[-4:]) for match in _EDITION.find(words) if match.start() < _EDITION_REACH}
    return named.pop() if len(named) == 1 else None


def weekday_before(day: Day, folded: str) -> int | None:
    """The weekday written before a day, 0 for Monday."""
    match = _LAST_WORD.search(folded, max(0, day.start - 18), day.start)
    return _WEEKDAY.get(match.group(1)) if match else None


def _dateline(folded: str, days: list[Day]) -> date | None:
    if match := _STAMP.search(folded, 0, _DATELINE_REACH):
        year, month, number = int(match[1]), int(match[2]), int(match[3] or 1)
        return date(year, month, number) if (1 <= month <= 12 and 1 <= number <= 28) or (match[3] and _valid(year, month, number)) else None
    for day in days:
        if day.start > _DATELINE_REACH:
            break
        if day.year and not day.swap and (_stands_alone(day, folded) or _is_stamp(day, folded)):
            return day.on()
    return None


def _valid(year: int, month: int, number: int) -> bool:
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True


def _stands_alone(day: Day, folded: str) -> bool:
    """A day that is its whole sentence, but for a place or a weekday before and an hour after."""
    after = _LINE_ENDS.match(folded[day.end : day.end + 24])
    start = max(folded.rfind(". ", 0, day.start) + 2, folded.rfind("\n", 0, day.start) + 1, folded.rfind("| ", 0, day.start) + 2, 0)
    before = folded[start if start > 1 else 0 : day.start]
    return bool(after) and len(before) <= 60 and bool(_PLACE.fullmatch(before)) and not _NO_PLACE.search(before)


def _is_stamp(day: Day, folded: str) -> bool:
    return bool(_STAMPED.search(folded, max(0, day.start - 24), day.start))


