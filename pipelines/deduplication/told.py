"""Whether two reports tell of one call in their own words: one funder and programme (`measure`), and one round of it (`ground`).

Belongs here: what a reader compares when titles differ, in one language or two: who pays, whether one's title is told in the other's
prose, names, numbers, and which round each tells of. Does not belong: records that are named alike (`scores`, `evidence`), and
contradictions (`vetoes`).

Editions of one programme are told alike, so that no likeness is enough without a ground for one round.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from pipelines.deduplication.candidates import Pairs
from pipelines.deduplication.columns import ABSENT, Columns, Floats, Mask, bags
from pipelines.deduplication.keys import Keys
from pipelines.deduplication.rounds import NOTHING
from pipelines.deduplication.vetoes import EXTENSION_DAYS, days_apart

WEIGHTS = {"funder": 2.59, "cover": 0.84, "both": 0.50, "shared": 1.18, "names": 2.19}
GROUNDS = {"possible": 0.0, "likely": 0.76, "sure": 1.34}
BIAS = -5.22
"""Fitted by `benchmarks/calibrate.py`."""
NEEDED = 0.60
"""The chance that joins. On families left out of the fit no pair of two calls reached it; the best one below stood at 0.3."""
LEVELS = tuple(GROUNDS)
OTHER_FUNDER = 0.5
"""Funders less alike than this are two."""
SPELT_ALIKE = 0.7
"""Funders whose letters agree less are no spellings of one name: any two names of some length have half their letters in common."""
OWN = 1.0
"""What a title must weigh, beside the funder's name, to be told whole: one word that no other record has."""
TITLE_TOLD = 0.35
"""Where no more than a season or an edition's number is common, at least so much of one's title is told by the other."""
SEASON = 183
"""One round, from its announcement to its close, is told within half a year."""
YEAR_APART = 300
"""Reports so many days apart are of two rounds, even where both count the same edition."""
SHORTEST = 3
EPONYM = 0.75
_YEAR = re.compile(r"(?:19|20)\d\d")
_SOUNDS = (("ph", "f"), ("th", "t"), ("qu", "k"), ("c", "k"), ("q", "k"), ("y", "i"), ("z", "s"), ("x", "s"), ("w", "v"), ("h", ""))
_TWICE = re.compile(r"(.)\1+")
STEM = 5


@lru_cache(maxsize=262144)
def stem(word: str) -> str:
    """The beginning of a folded word as it sounds, where learned words agree across languages: "democracy", "démocratie", "demok"."""
    if word.isdigit():
        return word
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _TWICE.sub(r"\1", word)[:STEM]


class Tales:
    """What each record that tells of a round tells, its words weighted by how rare they are among those records."""

    def __init__(self, keys: Sequence[Keys]) -> None:
        self.keys = keys
        nothing: set[str] = set()
        telling = [_tells(own) for own in keys]
        self.titles = [_stems(own.words) if tells else nothing for own, tells in zip(keys, telling, strict=True)]
        self.funders = [_stems(own.funder.split()) if tells else nothing for own, tells in zip(keys, telling, strict=True)]
        self.names = [_stems(own.names) if tells else nothing for own, tells in zip(keys, telling, strict=True)]
        self.texts = [
            title | funder | _stems(own.told) if tells else nothing
            for own, title, funder, tells in zip(keys, self.titles, self.funders, telling, strict=True)
        ]
        languages = [own.language if tells else None for own, tells in zip(keys, telling, strict=True)]
        everywhere = _weights(text for text, language in zip(self.texts, languages, strict=True) if language is not None)
        self.weight = {
            language: _least(everywhere, _weights(text for text, other in zip(self.texts, languages, strict=True) if other == language))
            for language in set(languages) - {None}
        }

    def measure(self, a: int, b: int) -> dict[str, float]:
        """How alike two records tell who pays and for what; shares between 0 and 1, `shared` and `names` logarithms of weights."""
        both = self.texts[a] & self.texts[b]
        payers = self.funders[a] | self.funders[b]
        title_a, title_b = self.titles[a], self.titles[b]
        if not self._eponymous(a, b):
            title_a, title_b = title_a - payers, title_b - payers
        covered = sorted((
            self._share(title_a & self.texts[b], title_a, (a,), least=OWN), self._share(title_b & self.texts[a], title_b, (b,), least=OWN),
        ))
        return {
            "funder": self.funder(a, b),
            "cover": covered[1],
            "both": covered[0],
            "shared": math.log1p(self._sum(both - payers, (a, b))),
            "names": math.log1p(self._sum(self.names[a] & self.names[b], (a, b))),
        }

    def funder(self, a: int, b: int) -> float:
        """How alike two funders are written, 1 where one's acronym is the other's initials; 0.5 where one is not stated."""
        one, other = self.keys[a], self.keys[b]
        if not (one.funder and other.funder):
            return 0.5
        if _abbreviates(one, other) or _abbreviates(other, one):
            return 1.0
        written = fuzz.token_set_ratio(one.funder, other.funder) / 100
        written = written if written >= SPELT_ALIKE else 0.0
        shared = self.funders[a] & self.funders[b]
        return max(written, *(self._share(shared, self.funders[record], (record,)) for record in (a, b)))

    def _eponymous(self, a: int, b: int) -> bool:
        """Whether both titles name the funder: what it pays bears its name, and the name tells it."""
        named = self.titles[a] & self.titles[b]
        return any(self._share(self.funders[record] & named, self.funders[record], (record,)) >= EPONYM for record in (a, b))

    def _sum(self, words: Iterable[str], records: tuple[int, ...]) -> float:
        """The weight of words of these records: each as much as where it is least rare, among all or in a record's language."""
        weights = {self.keys[record].language: self.weight.get(self.keys[record].language, _NONE) for record in records}
        if len(weights) == 1:
            (own,) = weights.values()
            return sum(own.get(word, 0.0) for word in words)
        one, other = weights.values()
        return sum(min(one.get(word, 0.0), other.get(word, 0.0)) for word in words)

    def _share(self, part: set[str], whole: set[str], records: tuple[int, ...], *, least: float = 0.0) -> float:
        """The part's share of the whole; a whole that weighs less than `least` says too little to be told whole."""
        return self._sum(part, records) / total if (total := max(self._sum(whole, records), least)) else 0.0


_NONE: dict[str, float] = {}


def _least(everywhere: dict[str, float], within: dict[str, float]) -> dict[str, float]:
    return {word: min(weight, within.get(word, weight)) for word, weight in everywhere.items()} if len(within) < len(everywhere) else within


def _weights(texts: Iterable[set[str]]) -> dict[str, float]:
    """How rare each word is: 1 in one text only; years weigh nothing."""
    size, count = 0, Counter[str]()
    for text in texts:
        size += 1
        count.update(text)
    return {word: math.log1p(size / n) / math.log1p(size) for word, n in count.items() if not _YEAR.fullmatch(word)}


def possible(columns: Columns, pairs: Pairs, written: Floats) -> Mask:
    """Whether two records may be one call by what they tell, as far as columns say: not `eligible` where this is False.

    `written`: how alike the funders are written.
    """
    left, right = pairs[:, 0], pairs[:, 1]
    elsewhere = (columns.source[left] != columns.source[right]) | (columns.language[left] != columns.language[right])
    stated = (columns.funder[left] != ABSENT) & (columns.funder[right] != ABSENT)
    short = columns.acronyms[left] | columns.acronyms[right]
    payers, _ = bags(_stems(own.funder.split()) for own in columns.keys)
    may: Mask = elsewhere & (~stated | short | (written >= SPELT_ALIKE) | payers.share(left, right))
    return may


def margins(keys: Sequence[Keys], pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], float]]:
    """By how much these pairs are more alike than is needed, where what they tell allows it; a word is rare among their records."""
    place = {record: n for n, record in enumerate(sorted({record for pair in pairs for record in pair}))}
    tales = Tales([keys[record] for record in place])
    for a, b in pairs:
        if (found := margin(tales, place[a], place[b])) is not None:
            yield (a, b), found


def margin(tales: Tales, a: int, b: int) -> float | None:
    """By how much two reports are more alike than is needed; None where they cannot be one call by what they tell."""
    found = eligible(tales, a, b)
    return None if found is None else chance(*found) - NEEDED


def eligible(tales: Tales, a: int, b: int) -> tuple[str, dict[str, float]] | None:
    """The ground and the measures of two reports that may be one call by what they tell.

    Not two pages of one source in one language, where near-twins stand side by side; nor two funders.
    """
    one, other = tales.keys[a], tales.keys[b]
    if (one.source == other.source and one.language == other.language) or (found := ground(one, other)) is None:
        return None
    measures = tales.measure(a, b)
    if measures["funder"] < OTHER_FUNDER or (found == "possible" and measures["cover"] < TITLE_TOLD):
        return None
    return found, measures


def chance(found: str, measures: dict[str, float]) -> float:
    """The calibrated chance that two reports with a ground tell of one call."""
    score = BIAS + GROUNDS[found] + sum(weight * measures[name] for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-score))


def ground(a: Keys, b: Keys) -> str | None:
    """How surely two records without a veto tell of one round; None where nothing says so."""
    one, other = a.round, b.round
    edition, year, season = one.editions & other.editions, one.years & other.years, _season(a, b)
    if season is False or not (_tells(a) and _tells(b)):
        return None
    apart = days_apart(a.deadlines, b.deadlines)
    shared = len(one.days.union(a.deadlines) & other.days.union(b.deadlines))
    closes = apart == 0
    amount = a.amount == b.amount if a.amount and b.amount and a.currency == b.currency else None
    if shared >= 3 or (edition and (closes or season)) or (closes and (amount or shared >= 2 or year)):
        level = 2
    elif closes or shared >= 2 or (year and (season or edition)):
        level = 1
    elif edition or year or season or shared or (apart is not None and apart <= EXTENSION_DAYS):
        level = 0
    else:
        return None
    level -= amount is False
    return LEVELS[level] if level >= 0 else None


def _tells(own: Keys) -> bool:
    """Whether anything in a record says which round it is of."""
    return bool(own.deadlines) or own.round != NOTHING


def _season(a: Keys, b: Keys) -> bool | None:
    """True within one season, False about a year apart, None where nothing can be said."""
    days_a, days_b = _when(a), _when(b)
    if not (days_a and days_b):
        return None
    if min(abs((x - y).days) for x in days_a for y in days_b) > YEAR_APART:
        return False
    return (max(days_a + days_b) - min(days_a + days_b)).days <= SEASON or None


def _when(own: Keys) -> list[date]:
    """The days between which a record's round was told of and closes; of one that states neither, the days that it names."""
    told = own.round
    days = [*own.deadlines, *([told.posted] if told.posted else [])]
    days = days or sorted(told.days) or ([told.month] if told.month else [])
    return [day for day in days if not told.years or any(abs(day.year - year) <= 1 for year in told.years)]


def _stems(words: Iterable[str]) -> set[str]:
    return {stem(word) for word in words if len(word) >= SHORTEST}


def _abbreviates(short: Keys, long: Keys) -> bool:
    """Whether an acronym in one's funder is a word of the other's or of its prose, or the initials of its words."""
    words = long.funder.split()
    initials = "".join(word[0] for word in words if len(word) >= SHORTEST)
    return any((low := acronym.lower()) in words or low in long.told or low in initials for acronym in short.acronyms)
