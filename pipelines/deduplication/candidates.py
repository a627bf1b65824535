"""Which pairs of records are worth comparing: an inverted index whose keys stay rare.

Belongs here: pairs that share rare words, names, an official reference, an address, or a deadline and an amount.
Does not belong: whether they are one call (`vetoes`, `scores`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pipelines.deduplication.keys import Keys

Pairs = NDArray[np.int64]

BLOCK = 24
"""A block with more records than this takes one more word into its key."""
DEEPEST = 3
WORDS_A_RECORD = 9
PAIRS_A_RECORD = 24
"""Of the pairs found by words, those with the rarest words in common are kept for each record."""
WEIGHT = {"word": 1.0, "sure": 100.0, "hint": 3.0}


def pairs(keys: Sequence[Keys]) -> Pairs:
    """Candidate pairs as an array of two columns of positions, the lower first, in order."""
    if len(keys) < 2:
        return np.empty((0, 2), dtype=np.int64)
    found: defaultdict[tuple[int, int], float] = defaultdict(float)
    for members, weight in _blocks(keys):
        for pair in combinations(members, 2):
            found[pair] += weight
    if not found:
        return np.empty((0, 2), dtype=np.int64)
    table = np.fromiter((n for pair in found for n in pair), dtype=np.int64, count=2 * len(found)).reshape(-1, 2)
    weights = np.fromiter(found.values(), dtype=np.float64, count=len(found))
    kept = table[_best(table, weights)]
    return kept[np.lexsort((kept[:, 1], kept[:, 0]))]


def _best(table: Pairs, weights: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Pairs among the best of either of their records; ties by position, which is the order of record ids."""
    chosen = np.zeros(len(table), dtype=bool)
    for side in (0, 1):
        order = np.lexsort((table[:, 1 - side], -weights.round(6), table[:, side]))
        owner = table[order, side]
        first = np.r_[0, np.flatnonzero(np.diff(owner)) + 1]
        rank = np.arange(len(order)) - np.repeat(first, np.diff(np.r_[first, len(order)]))
        chosen[order[rank < PAIRS_A_RECORD]] = True
    return chosen | (weights >= WEIGHT["sure"])


def _blocks(keys: Sequence[Keys]) -> Iterable[tuple[list[int], float]]:
    yield from _word_blocks([sorted(set(k.whole.split())) for k in keys], "word")
    yield from _word_blocks([sorted(k.names) for k in keys], "word")
    yield from _equal_blocks(((r for r in k.references | k.codes) for k in keys), WEIGHT["sure"])
    yield from _equal_blocks((([k.url] if k.url else []) for k in keys), WEIGHT["sure"])
    yield from _equal_blocks((([k.title] if k.title else []) for k in keys), WEIGHT["hint"])
    yield from _equal_blocks(([(day, k.amount, k.currency) for day in k.deadlines if k.amount] for k in keys), WEIGHT["hint"])
    funders = [[word for word in k.funder.split() if len(word) > 2] for k in keys]
    yield from _equal_blocks(
        ([(day, word) for day in k.deadlines for word in own] for k, own in zip(keys, funders, strict=True)), WEIGHT["hint"])


def _equal_blocks(values: Iterable[Iterable[Hashable]], weight: float) -> Iterable[tuple[list[int], float]]:
    index: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, own in enumerate(values):
        for value in own:
            index[value].append(place)
    return ((members, weight) for members in index.values() if 2 <= len(members) <= BLOCK)


def _word_blocks(words: Sequence[Sequence[str]], kind: str) -> Iterable[tuple[list[int], float]]:
    """Blocks of one rare word; where the word is too frequent, of two of a record's rarest frequent words, then of three."""
    count: defaultdict[str, int] = defaultdict(int)
    for own in words:
        for word in own:
            count[word] += 1
    number = {word: place for place, word in enumerate(sorted(count))}
    rarest = [sorted((w for w in own if count[w] > 1), key=lambda w: (count[w], w))[:WORDS_A_RECORD] for own in words]
    index: dict[tuple[int, ...], list[int]] = {}
    keys_of: list[list[tuple[int, ...]]] = [[(number[w],) for w in own] for own in rarest]
    for _ in range(DEEPEST):
        index = {}
        for place, own_keys in enumerate(keys_of):
            for key in own_keys:
                index.setdefault(key, []).append(place)
        large = {key for key, members in index.items() if len(members) > BLOCK}
        for members in index.values():
            if 2 <= len(members) <= BLOCK:
                yield members, WEIGHT[kind] * float(np.log(len(words) / len(members)) + 0.1)
        keys_of = [_longer([key for key in own_keys if key in large]) for own_keys in keys_of]


def _longer(large: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Each frequent key with one more word of the record's other frequent keys."""
    words = sorted({word for key in large for word in key})
    return sorted({tuple(sorted({*key, word})) for key in large for word in words if word not in key})
