"""Days as people write them in Spanish, English, French, Portuguese, German and Italian.

Belongs here: finding the days that a text mentions, with what it leaves open (the year, the order of day and month).
Does not belong: what a day means (`role_reader`), hours (`hours`), a year taken from elsewhere (`day_candidates`).
All work on folded text (`language.normalisation.fold`), whose positions are those of the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

_NAMES: dict[int, str] = {
    1: "january januar janner janeiro janvier enero ene gennaio jan janv",
    2: "february februar feber fevereiro fevrier febrero febbraio feb fev fevr",
    3: "march marz maerz marco mars marzo mar",
    4: "april abril avril aprile apr abr avr",
    5: "may mai mayo maio maggio",
    6: "june juni junho juin junio giugno jun",
    7: "july juli julho juillet julio luglio jul juil",
    8: "august agosto aout ago aug",
    9: "september septiembre setiembre septembre setembro settembre sept sep set",
    10: "october oktober octubre octobre outubro ottobre oct okt out",
    11: "november noviembre novembre novembro nov",
    12: "december dezember diciembre decembre dezembro dicembre dec dez dic",
}
MONTHS: dict[str, int] = {name: month for month, names in _NAMES.items() for name in names.split()}
# Cut short as only Italian has them. Elsewhere they are words ("der Rat mag", "2nd gen", "OTT"), so they are kept apart from MONTHS.
_ITALIAN_NAMES: dict[int, str] = {1: "gen genn", 2: "febbr", 5: "mag magg", 6: "giu", 7: "lug", 9: "sett", 10: "ott"}
_ITALIAN: dict[str, int] = {name: month for month, names in _ITALIAN_NAMES.items() for name in names.split()}
_WRITTEN = MONTHS | _ITALIAN
_MONTH = "(" + "|".join(sorted(_WRITTEN, key=len, reverse=True)) + r")(?![a-z])"
_YEAR = r"((?:19|20)\d\d)(?!\d)"
_ORDINAL = r"(?:st|nd|rd|th|er|ero|ro|do|º|ª|°|o|\.[oº])?"
_BETWEEN = r"(?:\s{0,3}\([a-z ]{2,20}\))?(?:\s{0,3}(?:de|del|of|do|dia|d')\s{0,3}(?:mes\s+de\s+)?|[\s.,/-]{0,3})"
_TO_YEAR = r"\.?(?:\s{0,3},?\s{0,3}(?:de|del|of|do)\s{0,3}(?:(?:presente\s+)?(?:ano|l'annee)\s{0,3})?|[\s.,/'-]{0,3})"

_DAY_MONTH = re.compile(
    rf"(?<!\d)(?<!\d[.,:/])(?<![$€£])(\d{{1,2}}){_ORDINAL}\)?{_BETWEEN}{_MONTH}(?:{_TO_YEAR}{_YEAR}|[-/'.]\s?(\d\d)(?!\d|[:.,]\d|\s?h|%))?"
)
_MONTH_DAY = re.compile(
    rf"(?<![a-z]){_MONTH}\.?,?\s{{0,3}}(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?(?![\d%]|[.,]\d|:\d)(?:\s{{0,3}},?\s{{0,3}}(?:of\s+|"
    rf"de[l]?\s+)?{_YEAR})?"
)
_ISO = re.compile(rf"(?<![\d./-]){_YEAR[:-6]}[-/.](\d\d?)[-/.](\d\d?)(?![\d/]|[-.]\d)")
_NUMERIC = re.compile(r"(?<![\d./-])(\d\d?)(\s?[./-]\s?)(\d\d?)\2((?:19|20)\d\d|\d\d)(?![\d/%]|[-.,:]\d)")
_COMPACT = re.compile(r"(?<![\d./-])(\d\d)(\d\d)(20\d\d)(?!\d)")
_DAY_FIRST = re.compile(r"(?<![\d./-])(\d\d?)\.\s?(\d\d?)\.(?!\s?\d)")
_SHARED_BEFORE = re.compile(
    r"(?<!\d)(?<!\d[.,:/])(?<![$€£])(\d\d?)(\.|º|er|st|nd|rd|th)?\s{0,3}(?:y|e|et|und|and|&|al?|au|to|bis|hasta|ate|-|/)\s{0,3}(?:el\s+|"
    r"o\s+|le\s+|zum\s+|the\s+|dia\s+)?$"
)
_SHARED_AFTER = re.compile(
    r"\s{0,3}(?:st|nd|rd|th)?\s{0,3}(?:and|to|-)\s{0,3}(?:the\s+)?(\d\d?)(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)(?:,?\s+((?:19|20)\d\d)(?!\d))?"
)
_DIGITS = re.compile(r"[0-9]+")
_MONTH_BEFORE = re.compile(rf"(?<![a-z]){_MONTH}\.?,?\s{{0,3}}(?:the\s+)?$")
_MONTH_ENDS = frozenset(name[-3:] for name in _WRITTEN) | {"the"}
_MONTH_HINT = re.compile(_MONTH)
_SHORT_NAMES = """
jan janv ene feb fev fevr mar apr abr avr jun jul juil aug ago sept sep set oct okt out nov dec dez dic
"""
_WITH_A_POINT = frozenset(_SHORT_NAMES.split()) | _ITALIAN.keys()


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A mentioned day. `year` is None where the text leaves it open; `swap`: day and month may be the other way
    round.
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None
    swap: bool = False
    bare: bool = False  # day and month in digits only: a day only where the words around say so
    listed: bool = False  # one of a list in order of time, with the number of the day before it

    def on(self, year: int | None = None) -> date | None:
        """The day in its year, or in that of the argument; None where neither is known or there is no such day."""
        try:
            return date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None


def find_days(folded: str, language: str | None) -> list[WrittenDay]:
    """The days that the text mentions, in order of place; none overlaps another."""
    found: list[WrittenDay] = []
    triples: list[re.Match[str]] = []
    for digits in _DIGITS.finditer(folded):
        place = digits.start()
        if digits.end() - place <= 2:
            if match := _DAY_MONTH.match(folded, place):
                found += _day_month(folded, match, language)
            if folded[max(0, place - 18) : place].rstrip().rstrip(".,")[-3:] in _MONTH_ENDS:
                found += _month_day(folded, place, language)
            if triple := _NUMERIC.match(folded, place):
                triples.append(triple)
        if digits.end() - place in (4, 8) or language == "de":
            found += _digits(folded, digits, language)
    found += _numeric(triples, language)
    found.sort(key=lambda day: (day.start, -day.end))
    kept: list[WrittenDay] = []
    for day in found:
        if (not kept or day.start >= kept[-1].end) and day.on(2024):
            kept.append(day)
    return kept


def _day_month(folded: str, match: re.Match[str], language: str | None) -> Iterator[WrittenDay]:
    """ "5 de mayo de 2026", and "5" of "5 y 6 de mayo"."""
    number, name, year, short = match.groups()
    if not _is_month(name, year or short, language):
        return
    day = WrittenDay(match.start(), match.end(), int(number), _WRITTEN[name], _full_year(year or short))
    if short and day.year is None:
        day = replace(day, end=match.start(4) - 1)
    if first := _SHARED_BEFORE.search(folded, max(0, day.start - 24), day.start):
        yield replace(day, start=first.start(1), end=max(first.end(1), first.end(2)), day=int(first.group(1)))
    yield day


def _month_day(folded: str, place: int, language: str | None) -> Iterator[WrittenDay]:
    """ "May 5, 2026", and both days of "May 5-6, 2026"; the place is the number's."""
    name = _MONTH_BEFORE.search(folded, max(0, place - 18), place)
    match = _MONTH_DAY.match(folded, name.start()) if name else None
    if match is None or (folded[match.end(1)] == "." and match[1] not in _WITH_A_POINT):
        return  # "hasta agosto. 2) ..." ends a sentence
    if not _is_month(match[1], match[3], language):
        return
    day = WrittenDay(match.start(), match.end(), int(match[2]), _WRITTEN[match[1]], _full_year(match[3]))
    second = _SHARED_AFTER.match(folded, day.end) if day.year is None else None
    if second and not _MONTH_HINT.match(folded[second.end() : second.end() + 16].lstrip()):
        year = _full_year(second.group(2))
        yield replace(day, year=year)
        yield replace(day, start=second.start(1), end=second.end(), day=int(second.group(1)), year=year)
    else:
        yield day


def _is_month(name: str, year: str | None, language: str | None) -> bool:
    """Whether a name is a month's here: those that only Italian has are in Italian, and with a year where the
    language is not known.
    """
    return name not in _ITALIAN or language == "it" or (language is None and year is not None)


def _numeric(triples: list[re.Match[str]], language: str | None) -> Iterator[WrittenDay]:
    """Days in digits alone. Their order is the language's, or the one that the text's other days leave; else it
    stays open.
    """
    pairs = [(int(match[1]), int(match[3])) for match in triples]
    month_first = any(second > 12 >= first for first, second in pairs)
    day_first = any(first > 12 >= second for first, second in pairs)
    for match, (first, second) in zip(triples, pairs, strict=True):
        year = _full_year(match[4])
        day, month, swap = first, second, False
        if first > 12 or second > 12:
            day, month = (first, second) if second <= 12 else (second, first)
        elif first != second and match[2].strip() != "." and not (day_first and not month_first):
            if month_first and not day_first:
                day, month, swap = second, first, language != "en"
            else:
                swap = language in ("en", None) or (month_first and day_first)
        if year and 1 <= month <= 12:
            yield WrittenDay(match.start(), match.end(), day, month, year, swap)


def _digits(folded: str, match: re.Match[str], language: str | None) -> Iterator[WrittenDay]:
    """Years first, digits without marks, and German days without a year."""
    length = match.end() - match.start()
    if length == 4 and (iso := _ISO.match(folded, match.start())):
        year, month, day = map(int, iso.groups())
        yield WrittenDay(iso.start(), iso.end(), day, month, year)
    elif length == 8 and (compact := _COMPACT.match(folded, match.start())):
        first, second, year = map(int, compact.groups())
        if (first > 12) != (second > 12):
            day, month = (first, second) if first > 12 else (second, first)
            yield WrittenDay(match.start(), match.end(), day, month, year, bare=True)
    elif length <= 2 and language == "de" and (short := _DAY_FIRST.match(folded, match.start())):
        yield WrittenDay(short.start(), short.end(), int(short[1]), int(short[2]), None, bare=True)


def _full_year(words: str | None) -> int | None:
    if not words:
        return None
    year = int(words) if len(words) == 4 else 2000 + int(words)
    return year if len(words) == 4 or 2010 <= year <= 2039 else None
