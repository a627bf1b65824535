"""Every sum of money that a text mentions, with its currency: candidates for a role, which a model gives.

Belongs here: how sums are written in six languages: marks and names of currencies before and after, multipliers,
apostrophes, words. Does not belong: what a sum is for (`role_reader.py`). All work on folded text, whose places are
those of the text itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale

from pipelines.cleaning.currency_names import currencies, find_currency_names
from pipelines.cleaning.layout import PageText, Taken
from pipelines.language.detection import LANGUAGES
from pipelines.language.normalisation import fold
from pipelines.language.numbers import large_numbers, number_before, plain_number

_NUMBER = r"\d{1,3}(?:[.,' ]\d{3}){1,6}(?:[.,]\d{1,2})?(?![\d])|\d+(?:[.,]\d{1,3})?(?!\d)"
_TIMES: dict[str, int] = {
    "k": 10**3,
    "mil": 10**3,
    "mille": 10**3,
    "mila": 10**3,
    "thousand": 10**3,
    "tausend": 10**3,
    "tsd": 10**3,
    "lakh": 10**5,
    "lakhs": 10**5,
    "m": 10**6,
    "mm": 10**6,
    "mn": 10**6,
    "mdp": 10**6,
    "mio": 10**6,
    "mill": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "millon": 10**6,
    "millones": 10**6,
    "milhao": 10**6,
    "milhoes": 10**6,
    "millionen": 10**6,
    "milione": 10**6,
    "milioni": 10**6,
    "mln": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "bn": 10**9,
    "mrd": 10**9,
    "billion": 10**9,
    "billions": 10**9,
    "milliarde": 10**9,
    "milliarden": 10**9,
    "milliard": 10**9,
    "milliards": 10**9,
    "miliardo": 10**9,
    "miliardi": 10**9,
    "bilhao": 10**9,
    "bilhoes": 10**9,
    "mil millones": 10**9,
    "mil milhoes": 10**9,
    "miles de millones": 10**9,
    "thousand million": 10**9,
    "billones": 10**12,
    "billon": 10**12,
}


def _cut_short() -> dict[str, int]:
    """How six languages cut multipliers short, as "mi" (Portuguese) and "Md" (French): Unicode's own forms, folded.
    Of one letter none, which is more often something else.
    """
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for power, form in Locale.parse(language).compact_decimal_formats["short"]["other"].items():
            zeros = form.pattern.count("0")
            word = fold(form.pattern.replace("0", "").strip().strip("'")).rstrip(".'")
            if zeros and len(word) > 1 and word.isalpha() and int(power) < 10**12:
                found[word] = int(power) // 10 ** (zeros - 1)
    return {word: times for word, times in found.items() if word not in _TIMES}


_CUT_SHORT = _cut_short()
_TIMES |= _CUT_SHORT
_NEVER_ALONE = frozenset({"m", "k", "mm"}) | _CUT_SHORT.keys()  # a sum only beside a currency
_TIMES_AFTER = re.compile(r"[\s-]{0,2}(" + "|".join(sorted(_TIMES, key=len, reverse=True)) + r")(?![a-z]|\.n\.)\.?")
_SMALL = re.compile(
    rf"(?<![\d.,/:])({_NUMBER})(\s?(?:mil|k|m|million|millones|milhoes))?\s?(?:a|to|and|"
    rf"y|e|et|und|bis(?: zu)?|-|–|hasta|ate|al?|ou|o|or)\s?(?:los |las |os |the )?$"
)
_SMALL_AFTER = re.compile(
    rf"\s?(?:a|to|and|y|e|et|und|bis(?: zu)?|-|–|hasta|ate|al?|ou|o|or)\s?(?:los |las |os |"
    rf"the )?({_NUMBER})(?:\s?(mil|k|m|mm|million|millones|milhoes)(?![a-z]))?(?![\d%/])"
)
_PLAIN_END = re.compile(r"\s?(?:,-|\.-|--|,–|\.–|,—)")
_OF = re.compile(r"\s?(?:de |d'|di |en |in |of )?")
_NOT_AFTER = re.compile(
    r"\s?(?:%|\bper ?cent|prozent|por ciento|por cento|pour cent|[/:]\d|-\d{2,}|[ap]\.?m\b|h\b|km|m2|m²|ha\b|kg|mw|kw)"
)
_NOT_BEFORE = re.compile(
    r"(?:[#/:@+n]|\d[-.,/:]|(?:^|\W)(?:art|nr|no|num|tel|fax|ley|law|loi|dto|decreto|rg|ref)[.°ºo]?)\s?$"
)
_TO_BEFORE = re.compile(r"\s(?:to|a|ad|bis(?: zu)?|and|y|e|et|und|-|–)\s$")
_OF_BEFORE = re.compile(r"(?:de |di |d'|of )$")
_MOST_SUMS = 400
_MOST_BETWEEN = 2  # blanks, points and colons between a currency's name and the number behind it


@dataclass(slots=True)
class SumCandidate:
    """A mentioned sum. `currency`: ISO 4217 or UTM; "$", "peso" or "dollar" where the mark leaves it open; None
    where it carries none.
    """

    start: int
    end: int
    amount: Decimal
    currency: str | None
    in_words: bool = False


@cache
def _currency_marks() -> tuple[dict[str, tuple[str, int]], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """Marks with currency and multiplier, the patterns that find them before and after a number, and the ISO codes."""
    table = currencies()
    marks = {mark: (code, factor) for code, entries in table["marks"].items() for mark, factor in _marks(entries)}
    listed = "|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True))
    before = re.compile(rf"(?<![a-z0-9$€£])({listed}|[a-z]{{3}})[\s:.]{{0,2}}$")
    after = re.compile(rf"({listed}|[a-z]{{3}})(?![a-z0-9])")
    return marks, before, after, frozenset(table["codes"].split())


@dataclass(slots=True)
class _Names:
    """The names of currencies on a page, by where they start and where they end."""

    all: list[tuple[int, int, str]]
    by_start: dict[int, tuple[int, str]]
    by_end: dict[int, tuple[int, str]]


def _names_of(folded: str) -> _Names:
    found = find_currency_names(folded)
    return _Names(
        found, {start: (end, code) for start, end, code in found}, {end: (start, code) for start, end, code in found}
    )


def _marks(entries: Any) -> list[tuple[str, int]]:
    return [(e, 1) if isinstance(e, str) else (next(iter(e.items()))) for e in entries]


def find_sums(page: PageText, language: str | None) -> list[SumCandidate]:
    """The sums of a page in order of place: all with a currency, and whole numbers of a thousand and more without
    one.
    """
    folded, names = page.folded, _names_of(page.folded)
    found: list[SumCandidate] = []
    end = 0
    for match in _numbers().finditer(folded):
        if match.start() < end or len(found) >= _MOST_SUMS:
            continue
        candidate = _at(page, names, match, language)
        if candidate is not None:
            found.append(candidate)
            end = candidate.end
    found = [part for candidate in found for part in _with_partners(page, candidate, found, language)]
    taken, end = Taken((c.start, c.end) for c in found), 0
    for candidate in sorted(_in_words(page, names), key=lambda c: (c.start, -c.end)):
        if candidate.start >= end and not taken.overlap(candidate.start, candidate.end):
            found += _with_partner_in_words(page, candidate)
            end = candidate.end
    found.sort(key=lambda c: c.start)
    return found


@cache
def _numbers() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d,])(?<![^a-z/]\.)(?:{_NUMBER})"
    )  # "B/.20,000" and "Bs.500", but no end of a longer number


def _at(page: PageText, names: _Names, match: re.Match[str], language: str | None) -> SumCandidate | None:
    folded, start, end = page.folded, match.start(), match.end()
    number = match.group()
    times = _TIMES_AFTER.match(folded, end)
    place = times.end() if times else end
    factor_word = times[1] if times else ""
    if plain := _PLAIN_END.match(folded, place):
        place = plain.end()
    began, code, factor = _before(page, names, start)
    of = _OF.match(folded, place)
    behind, tail_code, tail_factor = _behind(page, names, of.end() if of else place)
    if tail_code and code in (None, "$", "peso", "dollar"):
        code, factor, place = (
            tail_code if tail_code != "$" or code is None else code,
            tail_factor if factor == 1 else factor,
            behind,
        )
    if code is None:
        grouped = len(number) > 4 and re.fullmatch(r"\d{1,3}(?:[.,' ]\d{3}){1,6}", number)
        if _NOT_AFTER.match(folded, end) or _NOT_BEFORE.search(folded, max(0, start - 8), start):
            return None
        if not (grouped or (factor_word and factor_word not in _NEVER_ALONE)):
            return None
    amount = _value(number, factor_word, language)
    if amount is None:
        return None
    amount *= factor
    if not amount or amount > 10**15 or (code is None and amount < 1000):
        return None
    return SumCandidate(began if code else start, place if code else (times.end() if times else end), amount, code)


def _before(page: PageText, names: _Names, start: int) -> tuple[int, str | None, int]:
    """Where the currency before a number begins, what it is and what its mark multiplies; None where there is none."""
    for gap in range(_MOST_BETWEEN + 1):
        if gap and page.folded[start - gap] not in " :.":
            break
        if named := names.by_end.get(start - gap):
            return *named, 1
    _, before, _, _ = _currency_marks()
    mark = before.search(page.folded, max(0, start - 12), start)
    return (mark.start(1), *_meaning(page, mark)) if mark else (start, None, 1)


def _behind(page: PageText, names: _Names, place: int) -> tuple[int, str | None, int]:
    """Where the currency behind a number ends, what it is and what its mark multiplies."""
    if named := names.by_start.get(place):
        return *named, 1
    _, _, after, _ = _currency_marks()
    mark = after.match(page.folded, place)
    return (mark.end(), *_meaning(page, mark)) if mark else (place, None, 1)


def _with_partners(
    page: PageText, candidate: SumCandidate, found: list[SumCandidate], language: str | None
) -> list[SumCandidate]:
    """The candidate with a number before or after it that shares its currency and multiplier: "entre 20 y 45 millones",
    "NOK 1–4 million"."""
    parts = [candidate]
    if candidate.currency is None or candidate.in_words:
        return parts
    folded = page.folded
    times = _TIMES_AFTER.search(folded, candidate.start, candidate.end + 12)
    number = re.search(_NUMBER, folded[candidate.start : candidate.end])
    if number is None:
        return parts
    digits_at = candidate.start + number.start()
    before = _SMALL.search(folded, max(0, digits_at - 40), digits_at)
    if before and not any(c.start < before.end(1) and before.start(1) < c.end for c in found):
        value = _value(before[1], (before[2] or "").strip() or (times[1] if times else ""), language)
        if value and 0 < value <= candidate.amount * 100:
            value *= _mark_factor(candidate, number.group(), times[1] if times else "", language)
            if candidate.amount / 500 <= value:
                parts.insert(0, SumCandidate(before.start(1), before.end(1), value, candidate.currency))
    after = _SMALL_AFTER.match(folded, candidate.end)
    if after and not any(c.start < after.end(1) and after.start(1) < c.end for c in found):
        value = _value(after[1], after[2] or "", language)
        if value and candidate.amount < value <= candidate.amount * 100:
            parts.append(SumCandidate(after.start(1), after.end(1), value, candidate.currency))
        elif value and after[2] and value < candidate.amount * 10**7 and candidate.amount < 1000:
            low = candidate.amount * _TIMES.get(after[2], 1)
            if low < value:  # "$15 a 25 millones"
                parts = [
                    SumCandidate(candidate.start, candidate.end, low, candidate.currency),
                    SumCandidate(after.start(1), after.end(), value, candidate.currency),
                ]
    return parts


def _mark_factor(candidate: SumCandidate, number: str, times: str, language: str | None) -> Decimal:
    """What the currency's own mark multiplies ("0,3 a 1,2 M€")."""
    plain = _value(number, times, language)
    return candidate.amount / plain if plain else Decimal(1)


def _meaning(page: PageText, match: re.Match[str]) -> tuple[str | None, int]:
    marks, _, _, codes = _currency_marks()
    if match[1] in marks:
        return marks[match[1]]
    written = page.text[match.start(1) : match.end(1)]
    return (written, 1) if written.isupper() and written in codes else (None, 1)


def _in_words(page: PageText, names: _Names) -> list[SumCandidate]:
    """Sums whose number is in words: the currency's name stands behind, or none does and it counts thousands ("menos
    de cuarenta mil").
    """
    found = [
        SumCandidate(start, end, _decimal(value), None, in_words=True)
        for start, end, value in large_numbers(page.folded)
        if not _NOT_AFTER.match(page.folded, end)
    ]
    for start, end, code in names.all:
        of = _OF_BEFORE.search(page.folded, max(0, start - 4), start)
        told = number_before(page.folded, of.start() if of else start)
        if told and told[1] >= 100:
            found.append(SumCandidate(told[0], end, _decimal(told[1]), code, in_words=True))
    return found


def _with_partner_in_words(page: PageText, candidate: SumCandidate) -> list[SumCandidate]:
    """The candidate with the number in words before it that shares its thousands and its currency: "de quince a
    treinta mil".
    """
    joined = _TO_BEFORE.search(page.folded, max(0, candidate.start - 8), candidate.start)
    told = number_before(page.folded, joined.start()) if joined else None
    if joined is None or told is None:
        return [candidate]
    start, value = told
    factor = next((f for f in (10**6, 10**3) if candidate.amount >= f), 1) if value < 1000 else 1
    amount = _decimal(value * factor)
    if not candidate.amount / 500 <= amount < candidate.amount:
        return [candidate]
    end = start + len(page.folded[start : joined.start()].rstrip())
    return [SumCandidate(start, end, amount, candidate.currency, in_words=True), candidate]


def _decimal(value: float) -> Decimal:
    return Decimal(str(value)).normalize() + 0


def _value(number: str, times: str, language: str | None) -> Decimal | None:
    factor = _TIMES.get(times, 1)
    if times.startswith("billion") and language in ("fr", "de"):
        factor = 10**12
    digits = plain_number(number, factor, language)
    if factor == 1000 and "." not in digits and Decimal(digits) >= 10_000:
        factor = 1  # "17.000 mil euros" is how people say 17.000
    return (Decimal(digits) * factor).normalize() + 0
