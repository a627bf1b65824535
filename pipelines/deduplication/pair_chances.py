"""The chance that two reports, of which one says when it was published, tell of one call, and by how much that is more than is needed.

Belongs here: the learned model over the numbers of a pair (`pair_features`), sentence vectors where the numbers leave a doubt, and whether
another call would do as well. Does not belong: names (`thresholds`), reports that do not say when they were published (`paraphrase`),
contradictions (`vetoes`), and how the model is learned (`corpus/training/pairs.py`).

Editions of one programme are told alike, so that no chance is enough without a ground for one round (`Comparison.grounds`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pipelines import models
from pipelines.deduplication.blocking import Pairs
from pipelines.deduplication.clusters import Pair
from pipelines.deduplication.feature_arrays import Columns, Floats, distinct
from pipelines.deduplication.features import Keys
from pipelines.deduplication.pair_features import Comparison
from pipelines.deduplication.vetoes import veto
from pipelines.language import sentence_vectors

NEEDED = 0.85
"""The chance that joins: chosen on families of authors left out (`pipelines/models/README.md`)."""
FAINT = 0.05
"""Pairs below this chance by words are read no further."""
DOUBT = (0.05, 0.985)
"""Between these chances by words the reports are read for their sense."""
UNLIKELY = 0.15
"""Pairs below this chance by themselves are one call in no company."""
TITLE, TEXT = 120, 300
"""Letters of a title, and of title and prose, that are read for their sense; longer ones tell no better."""

KeysOf = Sequence[Keys] | Mapping[int, Keys]
"""The keys of each record, by position or by another number."""
Odds = dict[Pair, float]
"""Logarithms of odds that pairs are one call."""


@dataclass(slots=True)
class Lines:
    """The vectors of records' titles and texts, each line read once and alone: its last digits depend on the lines beside it."""

    vectors: dict[str, sentence_vectors.Vectors] = field(default_factory=dict)

    def near(self, one: Keys, other: Keys) -> tuple[float, float, float]:
        """`comparison.SENSES` of two records; rounded, for the last digits are not the same on every machine."""
        (title_a, text_a), (title_b, text_b) = (self._read(own) for own in (one, other))
        return _cosine(title_a, title_b), _cosine(text_a, text_b), max(_cosine(title_a, text_b), _cosine(title_b, text_a))

    def _read(self, own: Keys) -> tuple[sentence_vectors.Vectors, sentence_vectors.Vectors]:
        title = own.stated_title[:TITLE]
        return self._vector(title), self._vector(f"{title}. {own.summary.removeprefix(own.stated_title)}"[:TEXT])

    def _vector(self, line: str) -> sentence_vectors.Vectors:
        if line not in self.vectors:
            encoder = sentence_vectors.encoder()
            assert encoder is not None
            self.vectors[line] = encoder.encode([line])[0]
        return self.vectors[line]


def odds(columns: Columns, pairs: Pairs, measures: Mapping[str, Floats]) -> Odds:
    """The odds of those of these pairs that have a ground, that nothing forbids and whose chance is more than faint.

    `measures`: those of `scores.measure` for the same pairs.
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
            np.hstack([numbers[doubtful], senses(keys, pairs[doubtful], Lines())]))
    return {(a, b): value for (a, b), value in zip(map(tuple, pairs[may].tolist()), found[may].round(6).tolist(), strict=True)}


def senses(keys: KeysOf, pairs: Pairs, lines: Lines) -> Floats:
    """A row of `comparison.SENSES` for each pair; NaN where sentence vectors do not know a language."""
    return np.array([
        lines.near(keys[a], keys[b]) if {keys[a].language or "en", keys[b].language or "en"} <= sentence_vectors.LANGUAGES else (np.nan,) * 3
        for a, b in pairs.tolist()
    ], dtype=np.float64).reshape(-1, 3)


def margins(keys: KeysOf, found: Odds, once: frozenset[str]) -> dict[Pair, float]:
    """By how much pairs are likelier to be one call, in the company of all others, than is needed; `once`: sources that list a call once.

    Of two calls that one source lists apart a report is told by the likelier, and where both would do by none.
    """
    asked = [pair for pair in sorted(found) if found[pair] >= log_odds(UNLIKELY)]
    model = models.pairs(vectors=sentence_vectors.version() is not None)
    told = model.company.odds(company(keys, found, asked, once)).round(6).tolist()
    return {pair: margin_of(each) for pair, each in zip(asked, told, strict=True)}


COMPANY = ("odds", "likelier rival", "other rival", "less the rival", "support")


def company(keys: KeysOf, found: Odds, pairs: Sequence[Pair], once: frozenset[str]) -> Floats:
    """A row of `COMPANY` for each pair: its own odds; those of each side with the likeliest report that is another call than the other
    side, surely or as far as odds tell; and those of the third report that is likeliest to be one call with both."""
    partners: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), each in found.items():
        partners[a][b] = partners[b][a] = each
    least = log_odds(FAINT) - 1
    parted: dict[Pair, bool] = {}

    def apart(a: int, b: int) -> bool:
        pair = _pair(a, b)
        if pair not in parted:
            one, other = keys[a], keys[b]
            parted[pair] = (one.source == other.source and one.source in once) or veto(one, other) is not None
        return parted[pair]

    rows = []
    for a, b in pairs:
        rivals, support = [], least
        for own, other in ((a, b), (b, a)):
            rival = least
            for third, each in partners[own].items():
                if third != other and each > rival:
                    beside = partners[other].get(third, least)
                    rival = max(rival, each if beside <= least and apart(other, third) else min(each, -beside))
                if third != other:
                    support = max(support, min(each, partners[other].get(third, least)))
            rivals.append(rival)
        own_odds = found[_pair(a, b)]
        rows.append((own_odds, max(rivals), min(rivals), own_odds - max(rivals), support))
    return np.array(rows, dtype=np.float64).reshape(-1, len(COMPANY)).round(6)


def margin_of(odds_of_pair: float) -> float:
    """By how much a chance is more than is needed."""
    return chance_of(odds_of_pair) - NEEDED


def chance_of(odds_of_pair: float) -> float:
    """The chance of these logarithms of odds."""
    return 1 / (1 + math.exp(-odds_of_pair))


def log_odds(chance: float) -> float:
    """The logarithm of odds of a chance."""
    return math.log(chance / (1 - chance))


def _cosine(one: sentence_vectors.Vectors, other: sentence_vectors.Vectors) -> float:
    return round(max(0.0, float(one @ other)), 3)


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
