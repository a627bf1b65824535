"""Which pairs of records are worth comparing: an inverted index whose keys stay rare.

Belongs here: pairs that share rare words, names, an official reference, an address, or a deadline and an amount.
Does not belong: whether they are one call (`vetoes`, `scores`).

A key that too many records have is not dropped: it takes one more of each record's words, or its deadline, and is tried again.
All of it is done on whole columns, for it is what grows with the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.deduplication.keys import Keys
from pipelines.deduplication.vetoes import Spans

Pairs = NDArray[np.int64]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

BLOCK = 24
"""A block with more records than this takes one more word into its key."""
DEEPEST = 3
WORDS_A_RECORD = 9
PAIRS_A_RECORD = 10
"""Of the pairs found by words, those with the rarest words in common are kept for each record."""
SURE, HINT = 100.0, 3.0


def pairs(keys: Sequence[Keys]) -> Pairs:
    """Candidate pairs as an array of two columns of positions, the lower first, in order."""
    size = len(keys)
    codes: list[Ints] = []
    weights: list[Floats] = []
    spans = Spans(keys)
    for left, right, weight in _found(keys):
        kept = ~spans.apart(left, right)
        left, right = left[kept], right[kept]
        codes.append(np.minimum(left, right) * size + np.maximum(left, right))
        weights.append(weight[kept])
    if not codes or not sum(map(len, codes)):
        return np.empty((0, 2), dtype=np.int64)
    unique, place = np.unique(np.concatenate(codes), return_inverse=True)
    rarity = np.bincount(place, weights=np.concatenate(weights)).astype(np.float64)
    table = np.column_stack([unique // size, unique % size])
    return table[_best(table, rarity)]


def _best(table: Pairs, weights: Floats) -> NDArray[np.bool_]:
    """Pairs among the best of either of their records; ties by position, which is the order of record ids."""
    chosen = np.zeros(len(table), dtype=bool)
    for side in (0, 1):
        order = np.lexsort((table[:, 1 - side], -weights.round(6), table[:, side]))
        chosen[order[_rank(table[order, side]) < PAIRS_A_RECORD]] = True
    return chosen | (weights >= SURE)


Found = tuple[Ints, Ints, Floats]
Rows = tuple[Ints, Ints]
"""Two columns: a record's position, and the number of something that it has."""


def _found(keys: Sequence[Keys]) -> Iterator[Found]:
    yield from _by_words(keys, lambda k: k.whole.split())
    yield from _by_words(keys, lambda k: k.names)
    deadline = np.array([k.deadlines[0].toordinal() if k.deadlines else 0 for k in keys], dtype=np.int64)
    for worth, parts in _EQUALS:
        def weight(size: Ints, worth: float = worth) -> Floats:
            return np.full(len(size), worth)

        record, part = _rows(keys, parts)
        large = yield from _grouped((record, part), weight)
        longer, _ = pd.factorize(part[large] * (deadline.max(initial=0) + 1) + deadline[record[large]])
        yield from _grouped((record[large], longer.astype(np.int64)), weight)


_EQUALS: tuple[tuple[float, Callable[[Keys], Iterable[str]]], ...] = (
    (SURE, lambda k: k.references | k.codes),
    (SURE, lambda k: (k.url,) if k.url else ()),
    (HINT, lambda k: (k.title,) if k.title else ()),
    (HINT, lambda k: [f"{day} {k.amount} {k.currency}" for day in k.deadlines] if k.amount else ()),
    (HINT, lambda k: [f"{day} {word}" for day in k.deadlines for word in k.funder.split() if len(word) > 2]),
)
"""What two records have alike as a whole, and how much that is worth beside rare words."""


def _rows(keys: Sequence[Keys], parts: Callable[[Keys], Iterable[str]]) -> Rows:
    """Every part of every record once; parts are numbered in the order of their spelling."""
    own = [sorted(set(parts(k))) for k in keys]
    record = np.repeat(np.arange(len(own)), [len(each) for each in own])
    number, _ = pd.factorize(np.array([part for each in own for part in each], dtype=object), sort=True)
    return record, number.astype(np.int64)


def _by_words(keys: Sequence[Keys], words: Callable[[Keys], Iterable[str]]) -> Iterator[Found]:
    """Blocks of one rare word; where the word is too frequent, of two of a record's rarest frequent words, then of three."""
    record, word = _rows(keys, words)
    if not len(record):
        return

    def weight(size: Ints) -> Floats:
        rarity: Floats = np.log(len(keys) / size) + 0.1
        return rarity

    count = np.bincount(word)[word]
    order = np.lexsort((word, count, record))
    order = order[count[order] > 1]
    order = order[_rank(record[order]) < WORDS_A_RECORD]
    record, word = record[order], word[order]
    large = yield from _grouped((record, word), weight)
    for depth in range(2, DEEPEST + 1):
        record, word = record[large], word[large]
        if not len(record):
            return
        owner, key = _combined(record, word, depth)
        large_keys = yield from _grouped((owner, key), weight)
        large = np.flatnonzero(np.isin(record, owner[large_keys]))


def _combined(record: Ints, word: Ints, depth: int) -> Rows:
    """Every set of `depth` of a record's words, as one number."""
    _, first, owner = np.unique(record, return_index=True, return_inverse=True)
    words, number = np.unique(word, return_inverse=True)
    table = np.full((len(first), WORDS_A_RECORD), -1, dtype=np.int64)
    table[owner, np.arange(len(record)) - first[owner]] = number
    table.sort(axis=1)
    records: list[Ints] = []
    keys: list[Ints] = []
    for columns in combinations(range(WORDS_A_RECORD), depth):
        whole = np.flatnonzero(table[:, columns[0]] >= 0)
        key = np.zeros(len(whole), dtype=np.int64)
        for column in columns:
            key = key * len(words) + table[whole, column]
        records.append(record[first[whole]])
        keys.append(key)
    return np.concatenate(records), np.concatenate(keys)


def _grouped(rows: Rows, weight: Callable[[Ints], Floats]) -> Generator[Found, None, Ints]:
    """The pairs of all blocks that are small enough; returns the places of the rows whose block is too large."""
    record, key = rows
    order = np.lexsort((record, key))
    sorted_keys = key[order]
    starts = np.flatnonzero(np.r_[True, sorted_keys[1:] != sorted_keys[:-1]]) if len(key) else np.empty(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(key)])
    for size in range(2, BLOCK + 1):
        blocks = starts[sizes == size]
        if not len(blocks):
            continue
        members = record[order[blocks[:, None] + np.arange(size)]]
        left, right = np.triu_indices(size, 1)
        yield members[:, left].ravel(), members[:, right].ravel(), np.repeat(weight(np.full(len(blocks), size)), len(left))
    large: Ints = np.sort(order[np.repeat(sizes > BLOCK, sizes)])
    return large


def _rank(owner: Ints) -> Ints:
    """The place of each row among those of its owner; owners stand together."""
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]]) if len(owner) else np.empty(0, dtype=np.int64)
    return np.arange(len(owner)) - np.repeat(starts, np.diff(np.r_[starts, len(owner)]))
