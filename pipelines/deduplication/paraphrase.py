"""Whether two reports tell of one call in their own words: one funder and programme (`paraphrase_measures`), one round
of it (`ground`).

Belongs here: what a reader compares when titles differ, in one language or two: who pays, whether one's title is told
in the other's prose, names, numbers, which round each tells of, and whether another call would do as well. Does not
belong: records that are named alike (`name_similarity`, `thresholds`), contradictions (`vetoes`), and what words mean
(`subject_words`).

Editions of one programme are told alike, so that no likeness is enough without a ground for one round.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

import numpy as np

from pipelines.deduplication.blocking import Pairs
from pipelines.deduplication.clusters import Pair
from pipelines.deduplication.editions import NOTHING
from pipelines.deduplication.feature_arrays import ABSENT, Columns, distinct
from pipelines.deduplication.features import Keys
from pipelines.deduplication.paraphrase_measures import Tales
from pipelines.deduplication.vetoes import EXTENSION_DAYS, days_apart, explained, veto
from pipelines.language import sentence_vectors

PLAIN = {"funder": 4.31, "cover": 1.72, "shared": 1.42, "names": 1.09, "possible": -0.04, "sure": 0.04, "bias": -5.84}
SENSED = {
    "funder": 3.15,
    "cover": 1.06,
    "shared": 1.08,
    "names": 1.28,
    "sense": 5.68,
    "possible": -0.14,
    "sure": 0.14,
    "bias": -7.26,
}
"""What each measure and ground weighs, by words alone and with sentence vectors; fitted by
`benchmarks/calibrate.py`.
"""
NEEDED = 0.55
"""The chance that joins. On families of look-alikes left out of the fit no need from 0.3 up joined two calls, by words
alone or with vectors, and above 0.6 recall falls fast; a fresh twin stood at 0.53. The fit counts twins that vetoes
part: a chance is one among twins."""
OTHER_FUNDER = 0.4
"""Funders less alike than this are two."""
TITLE_TOLD = 0.35
"""Where no more than a season or an edition's number is common, at least so much of one's title is told by the
other.
"""
SEASON = 183
"""One round, from its announcement to its close, is told within half a year."""
YEAR_APART = 300
"""Reports so many days apart are of two rounds, even where both count the same edition."""
DOUBTFUL = 0.1
"""From this chance by words alone up to what joins, and above where a rival does about as well, reports in two
languages are read for their sense."""
FAINT = math.log(DOUBTFUL / (1 - DOUBTFUL))
"""Logarithm of odds, on the surest ground, below which a pair neither joins nor rivals another."""
CLEARLY = 1.0
"""By so much, in logarithms of odds, one of two calls must be the better twin."""
NAMED = 3
"""Words that name a contest, beside those of any call."""
LINE = 200
"""Letters of a record that are read for their sense; longer ones tell no better."""
LARGE = 4
"""Digits of an amount worth the name."""
_YEAR = re.compile(r"(?:19|20)\d\d")


KeysOf = Sequence[Keys] | Mapping[int, Keys]
"""The keys of each record, by position or by another number."""
Found = Mapping[Pair, tuple[str, dict[str, float]]]
"""The ground and the measures of pairs that may be one call by what they tell."""


def margins(keys: KeysOf, found: Found, alike: Mapping[Pair, float]) -> dict[Pair, float]:
    """By how much pairs that are not named alike enough, but may be one call by what they tell, are more alike than is
    needed.

    `found`: what is `eligible`; `alike`: the margins by name of all pairs that have one. A pair is passed over where a
    record that is certainly another call would do about as well: in doubt, none.
    """
    chances = {pair: chance(*told) for pair, told in found.items()}
    rivals = _rivals(keys, alike, chances)

    def unrivalled(pair: Pair) -> bool:
        return all(_odds(chances[pair]) - _odds(chances[rival]) >= CLEARLY for rival in rivals[pair])

    in_doubt = [
        (a, b)
        for (a, b), each in chances.items()
        if each >= DOUBTFUL and (each < NEEDED or not unrivalled((a, b))) and in_two_languages(keys[a], keys[b])
    ]
    for pair, near in _nearness(keys, in_doubt).items():
        chances[pair] = chance(found[pair][0], {**found[pair][1], "sense": near})
    return {pair: each - NEEDED for pair, each in chances.items() if each < NEEDED or unrivalled(pair)}


def _rivals(keys: KeysOf, alike: Mapping[Pair, float], chances: Mapping[Pair, float]) -> dict[Pair, list[Pair]]:
    """For each pair that may join, the pairs of one of its records with a third that is certainly another call than
    the other.
    """
    partners: defaultdict[int, list[int]] = defaultdict(list)
    for a, b in chances:
        partners[a].append(b)
        partners[b].append(a)

    def certainly_two(a: int, b: int, third: int) -> bool:
        one, other, margin = keys[a], keys[b], max(alike.get(_pair(a, b), -1.0), chances.get(_pair(a, b), 0.0) - NEEDED)
        return twins(one, other, margin) or (veto(one, other) is not None and not explained(one, other, keys[third]))

    return {
        (a, b): [
            _pair(own, other)
            for own, partner in ((a, b), (b, a))
            for other in partners[own]
            if other != partner and certainly_two(partner, other, own)
        ]
        if each >= DOUBTFUL
        else []
        for (a, b), each in chances.items()
    }


def _nearness(keys: KeysOf, pairs: Collection[Pair]) -> dict[Pair, float]:
    """How near the reports of each pair are in sense, for pairs in two languages; in one, words tell better, for twins
    are near in sense.

    Each line is read once and alone: the last digits of a vector depend on the lines beside it.
    """
    encoder = sentence_vectors.encoder() if pairs and sentence_vectors.version() else None
    if encoder is None:
        return {}
    lines = {record: line_of(keys[record]) for pair in pairs for record in pair}
    vectors = {line: encoder.encode([line])[0] for line in dict.fromkeys(lines.values())}
    return {(a, b): nearness(vectors[lines[a]], vectors[lines[b]]) for a, b in pairs}


def in_two_languages(a: Keys, b: Keys) -> bool:
    """Whether two records are in different languages, both of which sentence vectors know."""
    return a.language != b.language and {a.language, b.language} <= sentence_vectors.LANGUAGES


def nearness(one: sentence_vectors.Vectors, other: sentence_vectors.Vectors) -> float:
    """The cosine of two lines' vectors, 0 where it is below; rounded, for its last digits are not the same on every
    machine.
    """
    return round(max(0.0, float(one @ other)), 4)


def line_of(own: Keys) -> str:
    """What a record says first: its title, and its prose without the title where that begins with it."""
    return f"{own.stated_title}. {own.summary.removeprefix(own.stated_title)}"[:LINE]


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def _odds(chance: float) -> float:
    return math.log(chance / (1 - chance)) if 0 < chance < 1 else math.copysign(99.0, chance - 0.5)


def eligible(columns: Columns, pairs: Pairs) -> Found:
    """The ground and the measures of those of these pairs that may be one call by what they tell.

    Not two pages of one source in one language, where near-twins stand side by side, but for the pages of one contest
    (its rules, its questions), which are named alike and tell of one day; nor two funders, nor titles with words of
    their own where neither states one. What they tell is measured before the rounds are read, which costs more.
    """
    keys, tales, (left, right) = columns.keys, Tales(columns.keys, distinct(pairs.ravel()), columns.counted), pairs.T
    measures = tales.measure(left, right)
    if not measures:
        return {}
    pages = (columns.source[left] == columns.source[right]) & (columns.language[left] == columns.language[right])
    paid = (columns.funder[left] != ABSENT) | (columns.funder[right] != ABSENT)
    may = np.where(
        pages,
        tales.one_title(left, right, NAMED),
        (measures["funder"] >= OTHER_FUNDER) & (paid | tales.told_whole(left, right)),
    )
    may &= (
        sum(PLAIN[name] * values for name, values in measures.items())
        + PLAIN["bias"]
        + max(PLAIN["possible"], PLAIN["sure"])
        >= FAINT
    )
    found = {}
    for place in np.flatnonzero(may).tolist():
        a, b = pairs[place].tolist()
        one, other = keys[a], keys[b]
        if (
            veto(one, other) is not None
            or (level := ground(one, other)) is None
            or (pages[place] and not _days(one) & _days(other))
        ):
            continue
        own = {name: float(values[place]) for name, values in measures.items()}
        if pages[place] or level != "possible" or own["cover"] >= TITLE_TOLD:
            found[a, b] = level, own
    return found


def twins(a: Keys, b: Keys, margin: float | None) -> bool:
    """Whether two pages of one source in one language tell of rounds and are no one call by themselves: then none by
    a third record.
    """
    return (
        (margin is None or margin < 0) and a.source == b.source and a.language == b.language and _tells(a) and _tells(b)
    )


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
    """Whether both state one amount; None where one states none, or the prose of both tells one large number:
    another end of one range.
    """
    if not (a.amount and b.amount and a.currency == b.currency):
        return None
    if a.amount == b.amount:
        return True
    return (
        None
        if any(len(name) >= LARGE and name.isdigit() and not _YEAR.fullmatch(name) for name in a.names & b.names)
        else False
    )


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
    """The days between which a record's round was told of and closes; of one that states neither, the days that it
    names.
    """
    told = own.round
    days = [*own.deadlines, *([told.posted] if told.posted else [])]
    days = days or sorted(told.days) or ([told.month] if told.month else [])
    return [day for day in days if not told.years or any(abs(day.year - year) <= 1 for year in told.years)]
