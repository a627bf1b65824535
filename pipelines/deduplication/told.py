"""Whether two reports tell of one call in their own words: one funder and programme (`measure`), and one round of it (`ground`).

Belongs here: what a reader compares when titles differ, in one language or two: who pays, whether one's title is told in the other's
prose, names, numbers, which round each tells of, and whether another call would do as well. Does not belong: records that are named
alike (`scores`, `evidence`), contradictions (`vetoes`), and what words mean (`subjects`).

Editions of one programme are told alike, so that no likeness is enough without a ground for one round.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from rapidfuzz import fuzz

from pipelines import sense
from pipelines.deduplication.clusters import Pair
from pipelines.deduplication.keys import Keys
from pipelines.deduplication.rounds import NOTHING
from pipelines.deduplication.subjects import SHORTEST, stems
from pipelines.deduplication.vetoes import EXTENSION_DAYS, days_apart, explained, veto

PLAIN = {"funder": 4.31, "cover": 1.72, "shared": 1.42, "names": 1.09, "possible": -0.04, "sure": 0.04, "bias": -5.84}
SENSED = {"funder": 3.15, "cover": 1.06, "shared": 1.09, "names": 1.27, "sense": 5.68, "possible": -0.14, "sure": 0.14, "bias": -7.25}
"""What each measure and ground weighs, by words alone and with sentence vectors; fitted by `benchmarks/calibrate.py`."""
NEEDED = 0.55
"""The chance that joins. On families of look-alikes left out of the fit no need from 0.3 up joined two calls, by words alone or with
vectors, and above 0.6 recall falls fast; a fresh twin stood at 0.53. The fit counts twins that vetoes part: a chance is one among twins."""
OTHER_FUNDER = 0.4
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
EPONYM = 0.75
FUNDS = frozenset({
    "fund", "fondo", "fonds", "fundo", "fond", "fons", "prize", "prizes", "award", "awards", "premio", "premios", "prix", "premi", "preis",
    "programme", "program", "programa", "challenge",
})
"""Words of a funder's name by which what is paid bears it."""
DOUBTFUL = 0.1
"""From this chance by words alone up to what joins, and above where a rival stands beside them, reports in two languages are read for
their sense."""
CLEARLY = 1.0
"""By so much, in logarithms of odds, one of two calls must be the better twin."""
NAMED = 3
"""Words that name a contest, beside those of any call."""
LINE = 200
"""Letters of a record that are read for their sense; longer ones tell no better."""
LARGE = 4
"""Digits of an amount worth the name."""
_YEAR = re.compile(r"(?:19|20)\d\d")


class Tales:
    """What each record that tells of a round tells, its words weighted by how rare they are among those records."""

    def __init__(self, keys: Sequence[Keys]) -> None:
        self.keys = keys
        nothing: set[str] = set()
        telling = [_tells(own) for own in keys]
        self.titles = [stems(own.words) if tells else nothing for own, tells in zip(keys, telling, strict=True)]
        self.funders = [stems(own.funder.split()) if tells else nothing for own, tells in zip(keys, telling, strict=True)]
        self.names = [stems(own.names) if tells else nothing for own, tells in zip(keys, telling, strict=True)]
        self.texts = [
            title | funder | stems(own.told) if tells else nothing
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
        covered = max(
            self._share(title_a & self.texts[b], title_a, (a,), least=OWN), self._share(title_b & self.texts[a], title_b, (b,), least=OWN),
        )
        return {
            "funder": self.funder(a, b),
            "cover": covered,
            "shared": math.log1p(self._sum(both - payers, (a, b))),
            "names": math.log1p(self._sum((self.names[a] & self.names[b]) - payers, (a, b))),
        }

    def funder(self, a: int, b: int) -> float:
        """How alike two funders are written, 1 where one's acronym is the other's initials; or how much of one the other's text
        tells; 0.5 where neither states one."""
        one, other = self.keys[a], self.keys[b]
        told_a, told_b = (self._share(self.funders[x] & self.texts[y], self.funders[x], (x,)) for x, y in ((a, b), (b, a)))
        if not (one.funder and other.funder):
            return max(told_a, told_b) if one.funder or other.funder else 0.5
        if _abbreviates(one, other) or _abbreviates(other, one):
            return 1.0
        written = fuzz.token_set_ratio(one.funder, other.funder) / 100
        written = written if written >= SPELT_ALIKE else 0.0
        shared = self.funders[a] & self.funders[b]
        return max(written, math.sqrt(told_a * told_b), *(self._share(shared, self.funders[record], (record,)) for record in (a, b)))

    def _eponymous(self, a: int, b: int) -> bool:
        """Whether both titles name a funder that is a fund or a prize: what it pays bears its name, and the name tells it."""
        if all(FUNDS.isdisjoint(self.keys[record].funder.split()) for record in (a, b)):
            return False
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


def margins(tales: Tales, alike: Mapping[Pair, float], lines: Callable[[int], str]) -> dict[Pair, float]:
    """By how much the pairs that are not named alike enough, but may be one call by what they tell, are more alike than is needed.

    `alike`: every pair's margin by name; `lines`: what a record says first (`line_of`). A pair is passed over where a record that is
    certainly another call would do about as well: in doubt, none.
    """
    found = {pair: told for pair, margin in alike.items() if margin < 0 and (told := eligible(tales, *pair)) is not None}
    across = {(a, b) for a, b in found if sense.version() and in_two_languages(tales.keys[a], tales.keys[b])}

    chances = {pair: chance(*told) for pair, told in found.items()}
    rivals = _rivals(tales, alike, chances)
    in_doubt = [pair for pair in across if chances[pair] >= DOUBTFUL and (chances[pair] < NEEDED or rivals[pair])]
    for pair, near in _nearness(in_doubt, lines).items():
        chances[pair] = chance(found[pair][0], {**found[pair][1], "sense": near})
    return {
        pair: each - NEEDED for pair, each in chances.items()
        if each < NEEDED or all(_odds(each) - _odds(chances[rival]) >= CLEARLY for rival in rivals[pair])
    }


def _rivals(tales: Tales, alike: Mapping[Pair, float], chances: Mapping[Pair, float]) -> dict[Pair, list[Pair]]:
    """For each pair that may join, the pairs of one of its records with a third that is certainly another call than the other."""
    partners: defaultdict[int, list[int]] = defaultdict(list)
    for a, b in chances:
        partners[a].append(b)
        partners[b].append(a)

    def certainly_two(a: int, b: int, third: int) -> bool:
        one, other, margin = tales.keys[a], tales.keys[b], max(alike.get(_pair(a, b), -1.0), chances.get(_pair(a, b), 0.0) - NEEDED)
        return twins(one, other, margin) or (veto(one, other) is not None and not explained(one, other, tales.keys[third]))

    return {
        (a, b): [
            _pair(own, other) for own, partner in ((a, b), (b, a)) for other in partners[own]
            if other != partner and certainly_two(partner, other, own)
        ] if each >= DOUBTFUL else [] for (a, b), each in chances.items()
    }


def _nearness(pairs: Collection[Pair], lines: Callable[[int], str]) -> dict[Pair, float]:
    """How near the reports of each pair are in sense, for pairs in two languages; in one, words tell better, for twins are near in sense.

    Each record is read once and alone: the last digits of a vector depend on the lines beside it.
    """
    encoder = sense.encoder() if pairs else None
    if encoder is None:
        return {}
    vectors = {record: encoder.encode([lines(record)])[0] for record in {record for pair in pairs for record in pair}}
    return {(a, b): nearness(vectors[a], vectors[b]) for a, b in pairs}


def in_two_languages(a: Keys, b: Keys) -> bool:
    """Whether two records are in different languages, both of which sentence vectors know."""
    return a.language != b.language and {a.language, b.language} <= sense.LANGUAGES


def nearness(one: sense.Vectors, other: sense.Vectors) -> float:
    """The cosine of two lines' vectors, 0 where it is below; rounded, for its last digits are not the same on every machine."""
    return round(max(0.0, float(one @ other)), 4)


def line_of(title: str, summary: str) -> str:
    """What a record says first: its title, and its prose without the title where that begins with it."""
    return f"{title}. {summary.removeprefix(title)}"[:LINE]


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def _odds(chance: float) -> float:
    return math.log(chance / (1 - chance)) if 0 < chance < 1 else math.copysign(99.0, chance - 0.5)


def eligible(tales: Tales, a: int, b: int) -> tuple[str, dict[str, float]] | None:
    """The ground and the measures of two reports that may be one call by what they tell.

    Not two pages of one source in one language, where near-twins stand side by side, but for the pages of one contest (its rules, its
    questions), which are named alike and tell of one day; nor two funders, nor titles with words of their own where neither states one.
    """
    one, other = tales.keys[a], tales.keys[b]
    if (found := ground(one, other)) is None:
        return None
    measures = tales.measure(a, b)
    if one.source == other.source and one.language == other.language:
        pages = tales.titles[a] == tales.titles[b] and len(tales.titles[a]) >= NAMED and _days(one) & _days(other)
        return (found, measures) if pages else None
    if measures["funder"] < OTHER_FUNDER or (found == "possible" and measures["cover"] < TITLE_TOLD):
        return None
    if not (one.funder or other.funder or tales.titles[a] <= tales.texts[b] or tales.titles[b] <= tales.texts[a]):
        return None
    return found, measures


def twins(a: Keys, b: Keys, margin: float | None) -> bool:
    """Whether two pages of one source in one language tell of rounds and are no one call by themselves: then none by a third record."""
    return (margin is None or margin < 0) and a.source == b.source and a.language == b.language and _tells(a) and _tells(b)


def chance(found: str, measures: Mapping[str, float]) -> float:
    """The calibrated chance that two reports with a ground tell of one call, by the scale for what was measured."""
    scale = SENSED if "sense" in measures else PLAIN
    score = scale["bias"] + scale[found] + sum(scale[name] * value for name, value in measures.items())
    return 1 / (1 + math.exp(-score))


def ground(a: Keys, b: Keys) -> str | None:
    """How surely two records without a veto tell of one round; None where nothing says so."""
    one, other = a.round, b.round
    edition, year, season = one.editions & other.editions, one.years & other.years, _season(a, b)
    phase = any(f" {serial} " in f" {a.title} | {b.title} " for serial in one.serials & other.serials)
    if season is False or not (_tells(a) and _tells(b)):
        return None
    apart = days_apart(a.deadlines, b.deadlines)
    shared = len(_days(a) & _days(b))
    closes = apart == 0
    amount = _same_amount(a, b)
    if shared >= 3 or (edition and (closes or season)) or (closes and (amount or shared >= 2 or year)):
        level = 2
    elif closes or shared >= 2 or (year and (season or edition)):
        level = 1
    elif edition or year or season or phase or shared or (apart is not None and apart <= EXTENSION_DAYS):
        level = 0
    else:
        return None
    level -= 2 * (amount is False)
    return None if level < 0 else "possible" if level == 0 else "sure"


def _same_amount(a: Keys, b: Keys) -> bool | None:
    """Whether both state one amount; None where one states none, or the prose of both tells one large number: another end of one range."""
    if not (a.amount and b.amount and a.currency == b.currency):
        return None
    if a.amount == b.amount:
        return True
    return None if any(len(name) >= LARGE and name.isdigit() and not _YEAR.fullmatch(name) for name in a.names & b.names) else False


def _tells(own: Keys) -> bool:
    """Whether anything in a record says which round it is of."""
    return bool(own.deadlines) or own.round != NOTHING


def _days(own: Keys) -> frozenset[date]:
    return own.round.days.union(own.deadlines)


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


def _abbreviates(short: Keys, long: Keys) -> bool:
    """Whether an acronym in one's funder is a word of the other's or of its prose, or the initials of its words."""
    words = long.funder.split()
    initials = "".join(word[0] for word in words if len(word) >= SHORTEST)
    return any((low := acronym.lower()) in words or low in long.told or low in initials for acronym in short.acronyms)
