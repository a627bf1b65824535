"""The chance that two reports, of which one says when it was published, tell of one call, and by how much that is more
than is needed.

Belongs here: the learned model over the numbers of a pair (`pair_features`), sentence vectors where the numbers leave a
doubt, and what the other reports say to it. Does not belong: names (`thresholds`), reports that do not say when they
were published (`paraphrase`), contradictions (`vetoes`), and how the model is learned (`corpus/training/pairs.py`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from pipelines import models
from pipelines.deduplication.blocking import Pairs
from pipelines.deduplication.clusters import Pair
from pipelines.deduplication.feature_arrays import Columns, Floats, distinct
from pipelines.deduplication.features import Keys
from pipelines.deduplication.lines import Lines
from pipelines.deduplication.pair_features import Comparison
from pipelines.deduplication.vetoes import veto
from pipelines.language import sentence_vectors

FAINT = 0.05
"""Pairs below this chance by words are read no further."""
DOUBT = (0.05, 0.985)
"""Between these chances by words the reports are read for their sense."""
UNLIKELY = 0.1
"""Pairs below this chance by themselves are one call in no company."""
LEAST = math.log(FAINT / (1 - FAINT)) - 1
"""The logarithm of odds of pairs of which nothing is known."""
PARTED = -6.0
"""That of pairs that something forbids."""

KeysOf = Sequence[Keys] | Mapping[int, Keys]
"""The keys of each record, by position or by another number."""
Odds = dict[Pair, float]
"""Logarithms of odds that pairs are one call."""


def odds(columns: Columns, pairs: Pairs, measures: Mapping[str, Floats]) -> Odds:
    """The odds of those of these pairs that have a ground, that nothing forbids and whose chance is more than faint.

    `measures`: those of `name_similarity.measure` for the same pairs.
    """
    if not len(pairs):
        return {}
    keys, comparison, (left, right) = columns.keys, Comparison(columns, distinct(pairs.ravel())), pairs.T
    numbers = comparison.numbers(left, right, measures)
    found = models.pairs(vectors=False).alone.odds(numbers)
    may = np.flatnonzero(found >= log_odds(FAINT))
    may = may[comparison.grounds(left[may], right[may])]
    may = may[[veto(keys[a], keys[b]) is None for a, b in pairs[may].tolist()]]
    low, high = map(log_odds, DOUBT)
    doubtful = may[(found[may] >= low) & (found[may] <= high)]
    if len(doubtful) and sentence_vectors.version():
        found[doubtful] = models.pairs(vectors=True).alone.odds(
            np.hstack([numbers[doubtful], senses(keys, pairs[doubtful], columns.lines)])
        )
    return {
        (a, b): value
        for (a, b), value in zip(map(tuple, pairs[may].tolist()), found[may].round(6).tolist(), strict=True)
    }


def senses(keys: KeysOf, pairs: Pairs, lines: Lines) -> Floats:
    """A row of `pair_features.SENSES` for each pair; NaN where sentence vectors do not know a language."""
    known = [
        {keys[a].language or "en", keys[b].language or "en"} <= sentence_vectors.LANGUAGES for a, b in pairs.tolist()
    ]
    return np.array(
        [
            lines.near(keys[a], keys[b]) if both else (np.nan,) * 3
            for (a, b), both in zip(pairs.tolist(), known, strict=True)
        ],
        dtype=np.float64,
    ).reshape(-1, 3)


def margins(keys: KeysOf, found: Odds, once: frozenset[str]) -> dict[Pair, float]:
    """By how much pairs are likelier to be one call, in the company of all others, than is needed; `once`: sources that
    list a call once.

    Of two calls that one source lists apart a report is told by the likelier, and where both would do by none.
    """
    asked = [pair for pair in sorted(found) if found[pair] >= log_odds(UNLIKELY)]
    model = models.pairs(vectors=sentence_vectors.version() is not None)
    told = model.company.odds(company(keys, found, asked, once)).round(6).tolist()
    return {pair: margin_of(each) for pair, each in zip(asked, told, strict=True)}


COMPANY = (
    "odds",
    "likelier rival",
    "other rival",
    "less the rival",
    "support",
    "all support",
    "less agreement",
    "agreement",
    "likelier partners",
    "fewer likelier partners",
    "worst partner",
)
LIKELY = 0.2
"""What the partners of a record must weigh together, in chances, for their agreement to say anything."""


def company(keys: KeysOf, found: Odds, pairs: Sequence[Pair], once: frozenset[str]) -> Floats:
    """A row of `COMPANY` for each pair: its own odds; those of each side with the likeliest report that is another call
    than the other side, surely or as far as odds tell; those of the third reports that are one call with both; how
    well, and how ill at the worst, what is one call with one side agrees with the other; and how many partners are
    likelier."""
    partners: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), each in found.items():
        partners[a][b] = partners[b][a] = each
    parted: dict[Pair, bool] = {}

    def apart(a: int, b: int) -> bool:
        pair = _pair(a, b)
        if pair not in parted:
            one, other = keys[a], keys[b]
            parted[pair] = (one.source == other.source and one.source in once) or veto(one, other) is not None
        return parted[pair]

    rows = []
    for a, b in pairs:
        own = found[_pair(a, b)]
        sides = [_beside(one, other, own, partners, apart) for one, other in ((a, b), (b, a))]
        rival, supports, agreement, likelier, worst = zip(*sides, strict=True)
        support = [each for one in supports for each in one]
        rows.append(
            (
                own,
                max(rival),
                min(rival),
                own - max(rival),
                max(support, default=LEAST),
                sum(map(chance_of, support)) / 2,
                np.fmin(*agreement),
                np.fmax(*agreement),
                max(likelier),
                min(likelier),
                np.fmin(*worst),
            )
        )
    return np.array(rows, dtype=np.float64).reshape(-1, len(COMPANY)).round(6)


Partners = Mapping[int, Mapping[int, float]]


def _beside(
    own: int,
    other: int,
    odds_of_pair: float,
    partners: Partners,
    apart: Callable[[int, int], bool],
) -> tuple[float, list[float], float, int, float]:
    """Of one record's partners but the other: the odds of the likeliest that is another call than the other, of each
    that is one call with both, how well they agree with the other, how many are likelier, and how ill the likely ones
    agree at the worst; NaN where none says."""
    rival, support, likelier, weight, agreed, worst = LEAST, list[float](), 0, 0.0, 0.0, math.nan
    for third, each in partners[own].items():
        if third == other:
            continue
        beside = partners[other].get(third, LEAST) if other in partners else LEAST
        parted = beside <= LEAST and apart(other, third)
        if each > rival:
            rival = max(rival, each if parted else min(each, -beside))
        likelier += each > odds_of_pair
        support.append(min(each, beside))
        said = PARTED if parted else beside
        weight, agreed = weight + chance_of(each), agreed + chance_of(each) * said
        if each > 0:
            worst = min(said, worst) if worst == worst else said
    return rival, support, agreed / weight if weight > LIKELY else math.nan, likelier, worst


def margin_of(odds_of_pair: float) -> float:
    """By how much a chance is more than is needed."""
    return chance_of(odds_of_pair) - needed()


def needed() -> float:
    """The chance that joins: chosen with the model, on families left out (`corpus/training/pairs.py`)."""
    return models.pairs(vectors=sentence_vectors.version() is not None).need


def chance_of(odds_of_pair: float) -> float:
    """The chance of these logarithms of odds."""
    return 1 / (1 + math.exp(-odds_of_pair))


def log_odds(chance: float) -> float:
    """The logarithm of odds of a chance."""
    return math.log(chance / (1 - chance))


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
