"""Which pairs of records are worth comparing: an inverted index whose keys stay rare.

Belongs here: pairs that share rare words or names, an official reference, an address, or a deadline and an amount; of
these records, and of one of these with one of an earlier run, whose index is kept (`saved_index`). Does not belong:
whether they are one call (`vetoes`, `name_similarity`).

A key that too many records have is not dropped: it takes one more of each record's words, or its deadline, and is tried
again. All of it is done on whole columns, for it is what grows with the catalogue; pairs that their columns part are
never kept.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.deduplication.feature_arrays import Bags, Columns, Floats, Ints, bags, distinct, hashed, starts
from pipelines.deduplication.features import Keys
from pipelines.deduplication.saved_index import Kept
from pipelines.deduplication.word_sounds import stems
from pipelines.language import sentence_vectors

Pairs = NDArray[np.int64]

BLOCK = 12
"""A block with more records than this takes one more word into its key."""
DEEPEST = 3
FIRST_WHOLE = 2
"""The first number of the kinds of keys that are no words."""
DAY_TOO = 2
"""The depth at which a key that is no word takes a day beside it, and goes no deeper."""
WORDS_A_RECORD = 9
"""The rarest words of a record that are keys."""
DEEP_WORDS = 6
"""Of its frequent words, the rarest that are put together."""
PAIRS_A_RECORD = 6
"""Of the pairs found by words, those with the rarest words in common are kept for each record."""
PAIRS_A_REPORT = 12
"""So many for one that says when it was published, which is told in other words than its twins."""
SENSES_A_REPORT = 4
"""Of such reports in other languages, so many that come nearest in sense."""
SEASON = 183
"""Reports further apart in days are of two rounds."""
ROWS = 2_000
TIMES_AS_MANY = 2
"""As many more with kept records, whose references are not known yet."""
NEIGHBOURS = 4
"""In a block that stays too large, each record is compared with so many that come next by title."""
SURE, HINT = 100.0, 3.0
MIX = 0x5851F42D4C957F2D
"""An odd number: what is multiplied by it keeps all its bits."""


def pairs(columns: Columns) -> Pairs:
    """Candidate pairs as an array of two columns of positions, the lower first, in order."""
    table, rarity = _weighed(_Search(columns), columns.together)
    found = table[_best(table, rarity, _most(columns))]
    if sentence_vectors.version() is None:
        return found
    code = distinct(np.concatenate([pairs @ [len(columns.keys), 1] for pairs in (found, _near_in_sense(columns))]))
    return np.column_stack(np.divmod(code, len(columns.keys))) if len(code) else found


def _most(columns: Columns) -> Ints:
    """How many candidates each record has."""
    return np.where(columns.published, PAIRS_A_REPORT, PAIRS_A_RECORD)


def _near_in_sense(columns: Columns) -> Pairs:
    """Of the reports that say when they were published each with those of other languages and the same season that come
    nearest in sense: where languages share no word and no name."""
    keys = columns.keys
    own = np.flatnonzero([key.published is not None and key.language in sentence_vectors.LANGUAGES for key in keys])
    if len({keys[place].language for place in own.tolist()}) < 2:
        return np.empty((0, 2), dtype=np.int64)
    day = np.array(
        [key.published.toordinal() for place in own.tolist() if (key := keys[place]).published], dtype=np.int64
    )
    language = columns.language[own]
    vectors = np.array([np.concatenate(columns.lines.of(keys[place])) for place in own.tolist()])
    found: list[Ints] = []
    for start in range(0, len(own), ROWS):
        rows = slice(start, start + ROWS)
        alike = (vectors[rows] @ vectors.T).round(3)
        alike[(language[rows, None] == language) | (np.abs(day[rows, None] - day) > SEASON)] = -1.0
        nearest = np.argsort(-alike, axis=1, kind="stable")[:, :SENSES_A_REPORT]
        one, place = np.nonzero(np.take_along_axis(alike, nearest, axis=1) > 0)
        found.append(np.sort(np.column_stack([own[one + start], own[nearest[one, place]]]), axis=1))
    pairs = np.concatenate(found)
    return pairs[columns.together(*pairs.T)]


def near(columns: Columns, kept: Kept) -> tuple[Pairs, Floats]:
    """Pairs of these records, and of one of these with a kept one, whose position is its number above these; how rare
    what they share is.

    They are more than are worth comparing: `best` chooses among them, once the kept ones have been read.
    """
    size = len(columns.keys)
    table, rarity = _weighed(_Search(columns, kept), lambda left, right: np.arange(len(left)))
    others = distinct(table[table[:, 1] >= size, 1])
    right = np.where(table[:, 1] < size, table[:, 1], size + np.searchsorted(others, table[:, 1]))
    together = columns.beside(kept.stated(others - size)).together(table[:, 0], right)
    table, rarity = table[together], rarity[together]
    wanted = np.zeros(
        size + int(table.max(initial=0)) + 1, dtype=np.int64
    )  # of the kept records none for their own sake
    wanted[:size] = TIMES_AS_MANY * _most(columns)
    chosen = _best(table, rarity, wanted)
    return table[chosen], rarity[chosen]


def best(columns: Columns, pairs: Pairs, rarity: Floats) -> Pairs:
    """Of pairs that share something the candidates: not parted by their columns, and sharing what is rarest for one
    of the two.
    """
    kept = columns.together(*pairs.T)
    return pairs[kept][_best(pairs[kept], rarity[kept], _most(columns))]


def _weighed(search: _Search, together: Callable[[Ints, Ints], Ints]) -> tuple[Pairs, Floats]:
    """All pairs that share a key, once each and in order, and the sum of what their keys are worth."""
    codes: list[Ints] = []
    weights: list[Floats] = []
    for left, right, weight in search.found():
        kept = together(left, right)
        left, right = left[kept], right[kept]
        codes.append(np.minimum(left, right).astype(np.int64) * search.all + np.maximum(left, right))
        weights.append(weight[kept])
    if not codes or not sum(map(len, codes)):
        return np.empty((0, 2), dtype=np.int64), np.empty(0)
    code, worth = np.concatenate(codes), np.concatenate(weights)
    del codes, weights
    order = np.argsort(code)
    code, worth = code[order], worth[order]
    first = starts(code)
    return np.column_stack(np.divmod(code[first], search.all)), np.add.reduceat(worth, first)


def _best(table: Pairs, weights: Floats, most: Ints) -> NDArray[np.bool_]:
    """Pairs among the `most` best of either of their records; ties by position, which is the order of record ids."""
    chosen = np.zeros(len(table), dtype=bool)
    for side in (0, 1):
        order = np.lexsort((table[:, 1 - side], -weights.round(6), table[:, side]))
        owner = table[order, side]
        chosen[order[_rank(owner) < most[owner]]] = True
    return chosen | (weights >= SURE)


Found = tuple[NDArray[Any], NDArray[Any], Floats]
Worth = Callable[[Ints], Floats]
"""What a pair from a block of so many records is worth."""
Rows = tuple[NDArray[Any], Ints]
"""Two columns: a record's position, and a number of something that it has, the same in every process."""


class _Search:
    """The blocks of these records' keys, with the kept records that have them too. A kind of key has a number, so
    has its depth.
    """

    def __init__(self, columns: Columns, kept: Kept | None = None) -> None:
        self.columns, self.kept, self.size = columns, kept, len(columns.keys)
        self.all = self.size + (kept.size if kept else 0)

    def found(self) -> Iterator[Found]:
        columns = self.columns
        yield from self._by_words(0, columns.whole, columns.spelt)
        yield from self._by_words(1, *bags(_names(own) for own in columns.keys))
        whole = (
            (SURE, _parts(columns.official, columns.official_spelt)),
            (SURE, _stated(own.url for own in columns.keys)),
            (HINT, _stated(own.title for own in columns.keys)),
            (HINT, _stated(own.funder for own in columns.keys)),
            (HINT, _stated(_amount(own) if own.published else "" for own in columns.keys)),
            (HINT, _amounts_of_a_day(columns)),
        )
        parts = ((HINT, _words_of_a_day(columns)), (HINT, _days(columns, published=True)))
        for kind, (worth, rows) in enumerate((*whole, *parts), FIRST_WHOLE):
            large = yield from self._grouped((kind, 1), rows, _as_a_whole(worth))
            record, part = rows[0][large], rows[1][large]
            day = np.nan_to_num(columns.first_day[record]).astype(np.int64)
            rows = record, part * MIX + day
            large = yield from self._grouped((kind, DAY_TOO), rows, _as_a_whole(worth))
            if kind < FIRST_WHOLE + len(whole):
                yield from self._side_by_side((rows[0][large], rows[1][large]), worth)

    def _by_words(self, kind: int, words: Bags, spelt: Sequence[str]) -> Iterator[Found]:
        """Blocks of one rare word; where the word is too frequent, of two of a record's rarest frequent words, then
        of three.
        """
        record, word, key = np.repeat(np.arange(self.size, dtype=np.int32), words.lengths), words.parts, hashed(spelt)
        self._note((kind, 1), (record, key[word]))
        count = (np.bincount(word, minlength=len(key)) + self._held((kind, 1), key)[0])[word]
        order = np.lexsort((word, count, record))
        order = order[count[order] > 1]
        order = order[_rank(record[order]) < WORDS_A_RECORD]
        record, word = record[order], word[order]
        rarity = _as_rare_as(self.all)
        large = yield from self._small((kind, 1), (record, key[word]), rarity)
        record, word = record[large], word[large]
        kept = _rank(record) < DEEP_WORDS
        record, word = record[kept], word[kept]
        for depth in range(2, DEEPEST + 1):
            owner, deep = _combined(record, word, key, depth)
            large = yield from self._grouped((kind, depth), (owner, deep), rarity)
            kept = np.isin(record, owner[large])
            record, word = record[kept], word[kept]

    def _grouped(self, kind: tuple[int, int], rows: Rows, worth: Worth) -> Generator[Found, None, Ints]:
        self._note(kind, rows)
        return (yield from self._small(kind, rows, worth))

    def _small(self, kind: tuple[int, int], rows: Rows, worth: Worth) -> Generator[Found, None, Ints]:
        """The pairs of all blocks that are small enough; returns the places of the rows whose block is too large."""
        record, key = rows
        order, first, sizes = _blocks(key)
        held, place, holder = self._held(kind, key[order[first]])
        for size in range(2, BLOCK + 1):
            blocks = np.flatnonzero(sizes == size)
            if not len(blocks):
                continue
            members = record[order[first[blocks, None] + np.arange(size)]]
            left, right = np.triu_indices(size, 1)
            yield members[:, left].ravel(), members[:, right].ravel(), np.repeat(worth(size + held[blocks]), len(left))
        if len(place):
            times = sizes[place]
            own = record[order[np.repeat(first[place] - np.cumsum(times) + times, times) + np.arange(times.sum())]]
            yield own, np.repeat(self.size + holder, times), np.repeat(worth(sizes[place] + held[place]), times)
        large: Ints = np.sort(order[np.repeat((sizes > BLOCK) | (held > BLOCK), sizes)])
        return large

    def _side_by_side(self, rows: Rows, worth: float) -> Iterator[Found]:
        """Of blocks that are too large each record with the next ones by title: many reports of one call stand so in
        one row.
        """
        record, key = rows
        order = np.lexsort((record, self.columns.alphabetical[record], key))
        record, key = record[order], key[order]
        for step in range(1, NEIGHBOURS + 1):
            together = np.flatnonzero((key[step:] == key[:-step]) & (record[step:] != record[:-step]))
            yield record[together], record[together + step], np.full(len(together), worth)

    def _held(self, kind: tuple[int, int], keys: Ints) -> tuple[Ints, Ints, Ints]:
        """How many kept records have each key; and of those keys that few have, row by row, the key's place and a
        record that has it.
        """
        if self.kept is None:
            return np.zeros(len(keys), dtype=np.int64), keys[:0], keys[:0]
        return self.kept.blocks(_number(kind), keys)

    def _note(self, kind: tuple[int, int], rows: Rows) -> None:
        """For the runs after this one: who has each key; of a key that is too frequent only how many."""
        if self.columns.noted is None:
            return
        record, key = rows
        order, first, sizes = _blocks(key)
        few, many = order[np.repeat(sizes <= BLOCK, sizes)], sizes > BLOCK
        if kind[0] >= FIRST_WHOLE and kind[1] == DAY_TOO:  # a new record is compared with some of them all the same
            few = order[np.arange(len(order)) - np.repeat(first, sizes) < BLOCK]
        self.columns.noted.holders.append(
            pd.DataFrame({"kind": np.int8(_number(kind)), "key": key[few], "record": record[few].astype(np.int32)})
        )
        self.columns.noted.blocks.append(
            pd.DataFrame({"kind": np.int8(_number(kind)), "key": key[order[first[many]]], "records": sizes[many]})
        )


def _number(kind: tuple[int, int]) -> int:
    return kind[0] * DEEPEST + kind[1]


def _stated(texts: Iterator[str]) -> Rows:
    """The records of which the text is not empty."""
    listed = list(texts)
    record = np.flatnonzero(np.array([bool(text) for text in listed], dtype=bool))
    return record, hashed([listed[n] for n in record.tolist()])


def _parts(own: Bags, spelt: Sequence[str]) -> Rows:
    """Every part of every record."""
    return np.repeat(np.arange(len(own.lengths), dtype=np.int32), own.lengths), hashed(spelt)[own.parts]


def _amount(own: Keys) -> str:
    return f"{own.amount} {own.currency}" if own.amount else ""


def _amounts_of_a_day(columns: Columns) -> Rows:
    """Each deadline with the largest amount."""
    paid = columns.dated[~np.isnan(columns.amount[columns.dated])]
    day = columns.day[~np.isnan(columns.amount[columns.dated])]
    return paid, hashed([_amount(columns.keys[record]) for record in paid.tolist()]) * MIX + day


def _names(own: Keys) -> set[str]:
    """Proper names; of reports that say when they were published also how they, title and funder sound: other languages
    tell by more than names."""
    return own.names | stems((*own.names, *own.words, *own.funder.split())) if own.published else own.names


def _days(columns: Columns, *, published: bool = False) -> Rows:
    """Each deadline; of records that state none but when they were published, the days that they tell.

    `published`: of records that say when they were published alone.
    """
    told = [
        (record, day.toordinal())
        for record, own in enumerate(columns.keys)
        if not own.deadlines and own.published
        for day in sorted(own.round.days)
    ]
    record, day = np.array(told, dtype=np.int64).reshape(-1, 2).T
    kept = columns.published[columns.dated] if published else np.ones(len(columns.dated), dtype=bool)
    return np.concatenate([columns.dated[kept], record]), np.concatenate([columns.day[kept], day])


def _words_of_a_day(columns: Columns) -> Rows:
    """Each day with each word of the funder's name; of reports that say when they were published also with `_names`."""
    record, day = _days(columns)
    some = distinct(record)
    words, spelt = bags(
        {word for word in own.funder.split() if len(word) > 2} | (_names(own) if own.published else set())
        for own in (columns.keys[record] for record in some.tolist())
    )
    place, word = np.divmod(words.flat(np.searchsorted(some, record)), words.size)
    return record[place], hashed(spelt)[word] * MIX + day[place]


def _combined(record: NDArray[Any], word: NDArray[Any], key: Ints, depth: int) -> Rows:
    """Every set of `depth` of a record's words, as one number; the rows of a record stand together."""
    first = starts(record)
    table = np.full((len(first), DEEP_WORDS), -1, dtype=np.int64)
    place = _rank(record)
    table[np.cumsum(place == 0) - 1, place] = word
    table.sort(axis=1)
    records: list[NDArray[Any]] = []
    keys: list[Ints] = []
    for columns in combinations(range(DEEP_WORDS), depth):
        whole = np.flatnonzero(table[:, columns[0]] >= 0)
        number = np.zeros(len(whole), dtype=np.int64)
        for column in columns:
            number = number * MIX + key[table[whole, column]]
        records.append(record[first[whole]])
        keys.append(number)
    return np.concatenate(records), np.concatenate(keys)


def _as_rare_as(records: int) -> Worth:
    return lambda sizes: np.log(records / sizes) + 0.1


def _as_a_whole(worth: float) -> Worth:
    return lambda sizes: np.full(len(sizes), worth)


def _blocks(key: Ints) -> tuple[Ints, Ints, Ints]:
    """The order in which rows of one key stand together, and where each such block begins and how many rows it has."""
    order = np.argsort(key)
    first = starts(key[order])
    return order, first, np.diff(np.r_[first, len(key)])


def _rank(owner: NDArray[Any]) -> Ints:
    """The place of each row among those of its owner; owners stand together."""
    first = starts(owner)
    return np.arange(len(owner)) - np.repeat(first, np.diff(np.r_[first, len(owner)]))
