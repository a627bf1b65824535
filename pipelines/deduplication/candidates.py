"""Which pairs of records are worth comparing: an inverted index whose keys stay rare.

Belongs here: pairs that share rare words or names, an official reference, an address, or a deadline and an amount.
Does not belong: whether they are one call (`vetoes`, `scores`).

A key that too many records have is not dropped: it takes one more of each record's words, or its deadline, and is tried again.
All of it is done on whole columns, for it is what grows with the catalogue; pairs that their columns part are never kept.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.deduplication.columns import ABSENT, Bags, Columns, Floats, Ints, bags, numbered

Pairs = NDArray[np.int64]

BLOCK = 12
"""A block with more records than this takes one more word into its key."""
DEEPEST = 3
WORDS_A_RECORD = 9
"""The rarest words of a record that are keys."""
DEEP_WORDS = 6
"""Of its frequent words, the rarest that are put together."""
PAIRS_A_RECORD = 6
"""Of the pairs found by words, those with the rarest words in common are kept for each record."""
SURE, HINT = 100.0, 3.0
DAYS = 4_000_000
"""More than any day's ordinal."""


def pairs(columns: Columns) -> Pairs:
    """Candidate pairs as an array of two columns of positions, the lower first, in order."""
    size = len(columns.keys)
    codes: list[Ints] = []
    weights: list[Floats] = []
    for left, right, weight in _found(columns):
        kept = columns.together(left, right)
        left, right = left[kept], right[kept]
        codes.append(np.minimum(left, right).astype(np.int64) * size + np.maximum(left, right))
        weights.append(np.full(len(left), weight))
    if not codes or not sum(map(len, codes)):
        return np.empty((0, 2), dtype=np.int64)
    code, worth = np.concatenate(codes), np.concatenate(weights)
    del codes, weights
    order = np.argsort(code)
    code, worth = code[order], worth[order]
    starts = np.flatnonzero(np.r_[True, code[1:] != code[:-1]])
    rarity = np.add.reduceat(worth, starts)
    table = np.column_stack(np.divmod(code[starts], size))
    return table[_best(table, rarity)]


def _best(table: Pairs, weights: Floats) -> NDArray[np.bool_]:
    """Pairs among the best of either of their records; ties by position, which is the order of record ids."""
    chosen = np.zeros(len(table), dtype=bool)
    for side in (0, 1):
        order = np.lexsort((table[:, 1 - side], -weights.round(6), table[:, side]))
        chosen[order[_rank(table[order, side]) < PAIRS_A_RECORD]] = True
    return chosen | (weights >= SURE)


Found = tuple[NDArray[Any], NDArray[Any], float]
Worth = Callable[[int], float]
"""What a pair from a block of so many records is worth."""
Rows = tuple[NDArray[Any], NDArray[Any]]
"""Two columns: a record's position, and the number of something that it has."""


def _found(columns: Columns) -> Iterator[Found]:
    yield from _by_words(columns.whole)
    yield from _by_words(bags(own.names for own in columns.keys)[0])
    for worth, rows in (
        (SURE, _rows(columns.official)), (SURE, _stated(columns.url)), (HINT, _stated(columns.title)),
        (HINT, _amounts_of_a_day(columns)), (HINT, _payers_of_a_day(columns)),
    ):
        large = yield from _grouped(rows, _as_a_whole(worth))
        record, part = rows[0][large], rows[1][large].astype(np.int64)
        day = np.nan_to_num(columns.first_day[record]).astype(np.int64)
        yield from _grouped((record, part * DAYS + day), _as_a_whole(worth))


def _stated(numbers: Ints) -> Rows:
    record = np.flatnonzero(numbers != ABSENT)
    return record, numbers[record]


def _amounts_of_a_day(columns: Columns) -> Rows:
    """Each deadline with the largest amount."""
    amount = numbered((own.amount, own.currency) if own.amount else None for own in columns.keys)[columns.dated]
    stated = np.flatnonzero(amount != ABSENT)
    return columns.dated[stated], amount[stated] * DAYS + columns.day[stated]


def _payers_of_a_day(columns: Columns) -> Rows:
    """Each deadline with each word of the funder's name."""
    words, _ = bags({word for word in funder.split() if len(word) > 2} for funder in columns.funders)
    paid = np.flatnonzero(columns.funder[columns.dated] != ABSENT)
    record, day = columns.dated[paid], columns.day[paid]
    place, word = np.divmod(words.flat(columns.funder[record]), words.size)
    return record[place], word * DAYS + day[place]


def _rows(own: Bags) -> Rows:
    """Every part of every record."""
    return np.repeat(np.arange(len(own.lengths), dtype=np.int32), own.lengths), own.parts


def _by_words(words: Bags) -> Iterator[Found]:
    """Blocks of one rare word; where the word is too frequent, of two of a record's rarest frequent words, then of three."""
    record, word = _rows(words)
    if not len(record):
        return
    count = np.bincount(word)[word]
    order = np.lexsort((word, count, record))
    order = order[count[order] > 1]
    order = order[_rank(record[order]) < WORDS_A_RECORD]
    record, word = record[order], word[order]
    rarity = _as_rare_as(len(words.lengths))
    large = yield from _grouped((record, word), rarity)
    record, word = record[large], word[large]
    kept = _rank(record) < DEEP_WORDS
    record, word = record[kept], word[kept]
    for depth in range(2, DEEPEST + 1):
        if not len(record):
            return
        owner, key = _combined(record, word, depth)
        large_keys = yield from _grouped((owner, key), rarity)
        kept = np.isin(record, owner[large_keys])
        record, word = record[kept], word[kept]


def _combined(record: NDArray[Any], word: NDArray[Any], depth: int) -> Rows:
    """Every set of `depth` of a record's words, as one number."""
    _, first, owner = np.unique(record, return_index=True, return_inverse=True)
    words, number = np.unique(word, return_inverse=True)
    table = np.full((len(first), DEEP_WORDS), -1, dtype=np.int64)
    table[owner, np.arange(len(record)) - first[owner]] = number
    table.sort(axis=1)
    records: list[Ints] = []
    keys: list[Ints] = []
    for columns in combinations(range(DEEP_WORDS), depth):
        whole = np.flatnonzero(table[:, columns[0]] >= 0)
        key = np.zeros(len(whole), dtype=np.int64)
        for column in columns:
            key = key * len(words) + table[whole, column]
        records.append(record[first[whole]])
        keys.append(key)
    return np.concatenate(records), np.concatenate(keys)


def _as_rare_as(records: int) -> Worth:
    return lambda size: math.log(records / size) + 0.1


def _as_a_whole(worth: float) -> Worth:
    return lambda size: worth


def _grouped(rows: Rows, worth: Worth) -> Generator[Found, None, Ints]:
    """The pairs of all blocks that are small enough; returns the places of the rows whose block is too large."""
    record, key = rows
    order = np.argsort(key)
    sorted_keys = key[order]
    starts = np.flatnonzero(np.r_[True, sorted_keys[1:] != sorted_keys[:-1]]) if len(key) else np.empty(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(key)])
    for size in range(2, BLOCK + 1):
        blocks = starts[sizes == size]
        if not len(blocks):
            continue
        members = record[order[blocks[:, None] + np.arange(size)]]
        left, right = np.triu_indices(size, 1)
        yield members[:, left].ravel(), members[:, right].ravel(), worth(size)
    large: Ints = np.sort(order[np.repeat(sizes > BLOCK, sizes)])
    return large


def _rank(owner: NDArray[Any]) -> Ints:
    """The place of each row among those of its owner; owners stand together."""
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]]) if len(owner) else np.empty(0, dtype=np.int64)
    return np.arange(len(owner)) - np.repeat(starts, np.diff(np.r_[starts, len(owner)]))
