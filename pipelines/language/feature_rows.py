"""The named features of many rows at once: words in a row, with their neighbours, each behind the name of a zone.

Belongs here: hashing whole rows of words as arrays, and putting the rows of candidates together out of parts. Does not
belong: which features something has. A page has some thousand features, most of them in several rows; named and hashed
one by one they took most of the time of a reading. CRC-32 is linear (`feature_hashes`): the hash of "one two" comes of
the hashes of "one" and "two" by four tables, whatever the words are.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pipelines.language.feature_hashes import BUCKETS, LENGTH, LONGEST, Buckets, Codes

_LAST_BITS = BUCKETS - 1
_ROW = BUCKETS.bit_length() - 1
_HASH = 0xFFFFFFFF
_POLYNOMIAL = 0xEDB88320
_BEHIND = 4 * LONGEST + 2  # of so many bytes behind a hash it is known what they make of it
_MOST_BYTES = 1 << 10  # of three words and blanks: a letter has four at most
_REACH = 5  # words between two that are told together, at most


@dataclass(slots=True)
class HashedRows:
    """Buckets of many rows, one after the other, each row's in order and once; how many each row has."""

    buckets: Buckets
    sizes: Buckets

    def __len__(self) -> int:
        return len(self.sizes)

    def __iter__(self) -> Iterator[Buckets]:
        return iter(np.split(self.buckets, np.cumsum(self.sizes)[:-1]) if len(self.sizes) else ())

    def cut(self, *counts: int) -> list[HashedRows]:
        """So many of the first rows, so many of the next ones, and so on, and the rest."""
        ends = np.concatenate([[0], np.cumsum(self.sizes)])
        bounds = [0, *accumulate(counts), len(self.sizes)]
        return [
            HashedRows(self.buckets[ends[first] : ends[last]], self.sizes[first:last])
            for first, last in pairwise(bounds)
        ]


def rows_together(rows: Buckets, buckets: Buckets, count: int) -> HashedRows:
    """The rows of buckets; `rows`: of which of so many rows each bucket is."""
    found = rows << _ROW
    found |= buckets
    found.sort()
    first = np.empty(len(found), dtype=bool)
    first[:1] = True
    np.not_equal(found[1:], found[:-1], out=first[1:])
    found = found[first]
    return HashedRows(found & _LAST_BITS, np.bincount(found >> _ROW, minlength=count))


@dataclass(frozen=True, slots=True)
class Zone:
    """What is told of a row of words, under which names: each word ("S word"), each with the next ("S2 word next") and
    with the ones after it up to `reach`, the first ones by their number ("F0 word"), the first threes."""

    number: int


class _Zones:
    """All zones that modules name, and as columns the names' numbers; -1 where a zone has none."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.rows: list[tuple[int, ...]] = []
        self._columns: Buckets | None = None
        self._turns: NDArray[np.int32] | None = None

    def add(self, *row: int) -> Zone:
        self.rows.append(row)
        self._columns = self._turns = None
        return Zone(len(self.rows) - 1)

    def name(self, *names: str) -> int:
        """The number of the first of some names that follow each other."""
        self.names += [f"{name} " for name in names]
        return len(self.names) - len(names)

    def columns(self) -> Buckets:
        if self._columns is None:
            self._columns = np.array(self.rows, dtype=np.int64).T.copy()
        return self._columns

    def turns(self) -> NDArray[np.int32]:
        """What each name turns the hash of what follows it by, for each number of bytes that follow."""
        if self._turns is None:
            step, turned = _step(), np.array([crc32(name.encode()) for name in self.names])
            self._turns = np.empty((len(self.names), _MOST_BYTES), dtype=np.int32)
            for follow in range(_MOST_BYTES):
                self._turns[:, follow] = turned & _LAST_BITS
                turned = turned >> 8 ^ step.take(turned & 255)
        return self._turns


_zones = _Zones()
_SINGLE, _PAIR, _FAR, _MOST, _FIRST, _PLACED, _THREE, _THREES = range(8)


def zone(
    single: str | None = None,
    pair: str | None = None,
    *,
    far: str | None = None,
    reach: int = 0,
    first: str | None = None,
    placed: int = 0,
    three: str | None = None,
    threes: int = 0,
) -> Zone:
    """A zone of these names; made once, with its module. `placed`: how many of the first words are told by their
    number, `threes`: how many threes."""
    return _zones.add(
        _zones.name(single) if single is not None else -1,
        _zones.name(pair) if pair is not None else -1,
        _zones.name(far) if far is not None else -1,
        min(reach, _REACH) if far is not None else 0,
        _zones.name(*(f"{first}{number}" for number in range(placed))) if first is not None else 0,
        placed if first is not None else 0,
        _zones.name(three) if three is not None else 0,
        threes if three is not None else 0,
    )


def names_of(*names: str) -> int:
    """The number of the first of some zones' names, for `behind`; the others follow it. Made once, with its module."""
    return _zones.name(*names)


def behind(names: Buckets, codes: Buckets) -> Buckets:
    """The buckets of words, each behind a zone's name, by their codes."""
    turned = _zones.turns().ravel().take(names * _MOST_BYTES + (codes >> LENGTH))
    return turned ^ (codes & _LAST_BITS)


class WordRows:
    """Rows of words, as codes (`feature_hashes.codes_of`), that are added one by one and hashed together."""

    __slots__ = ("codes", "parts", "sizes", "zones")

    def __init__(self) -> None:
        self.codes = array("q")
        self.sizes: list[int] = []
        self.zones: list[int] = []
        self.parts: list[int] = []

    def add(self, part: int, where: Zone, codes: Codes) -> None:
        """A row of words of a part, in their order."""
        if codes:
            self.codes += codes
            self.sizes.append(len(codes))
            self.zones.append(where.number)
            self.parts.append(part)

    def hashed(self) -> tuple[Buckets, Buckets]:
        """Of every feature its part and its bucket, in no order."""
        codes = np.frombuffer(self.codes, dtype=np.int64) if self.codes else np.empty(0, dtype=np.int64)
        sizes = np.array(self.sizes, dtype=np.int64)
        row = np.arange(len(sizes)).repeat(sizes)
        told = _zones.columns().take(np.array(self.zones, dtype=np.int64), axis=1)
        at = np.arange(len(codes)) - (np.cumsum(sizes) - sizes).take(row)
        left = sizes.take(row) - 1 - at  # words that follow in the row
        names = told[_SINGLE].take(row)
        own = np.flatnonzero(names >= 0)
        rows, named, first = [row.take(own)], [names.take(own)], [codes.take(own)]
        placed = np.flatnonzero(at < told[_PLACED].take(row))
        rows.append(row.take(placed))
        named.append(told[_FIRST].take(rows[-1]) + at.take(placed))
        first.append(codes.take(placed))
        pairs, nexts = self._pairs(row, left, told)
        if len(pairs):
            rows.append(row.take(pairs))
            steps = nexts - pairs
            named.append(np.where(steps == 1, told[_PAIR].take(rows[-1]), told[_FAR].take(rows[-1])))
            first.append(joined(codes.take(pairs), codes.take(nexts)))
        threes = np.flatnonzero(at < np.minimum(told[_THREES].take(row), left + at - 1))
        if len(threes):
            rows.append(row.take(threes))
            named.append(told[_THREE].take(rows[-1]))
            two = joined(codes.take(threes), codes.take(threes + 1))
            first.append(joined(two, codes.take(threes + 2)))
        every = np.concatenate(first)
        buckets = behind(np.concatenate(named), every)
        return np.array(self.parts, dtype=np.int64).take(np.concatenate(rows)), buckets

    @staticmethod
    def _pairs(row: Buckets, left: Buckets, told: Buckets) -> tuple[Buckets, Buckets]:
        """The places of words that are told together: of each word with the next, and with some after it."""
        most = np.maximum(told[_MOST], (told[_PAIR] >= 0).astype(np.int64)).take(row)
        np.minimum(most, left, out=most)
        least = (told[_PAIR] < 0).astype(np.int64).take(row) + 1
        found = [np.flatnonzero((most >= step) & (least <= step)) for step in range(1, int(most.max(initial=0)) + 1)]
        if not found:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        places = np.concatenate(found)
        return places, places + np.arange(1, len(found) + 1).repeat([len(one) for one in found])


def parts_of_rows(parts: Buckets, buckets: Buckets, rows: Sequence[Sequence[int]]) -> HashedRows:
    """Rows that are put together out of parts, which may stand in many rows; `parts`: of which part each bucket is."""
    order = np.argsort(parts, kind="stable")
    parts, buckets = parts.take(order), buckets.take(order)
    wanted = np.array([part for row in rows for part in row], dtype=np.int64)
    begin = np.searchsorted(parts, wanted)
    sizes = np.searchsorted(parts, wanted, side="right") - begin
    owner = np.arange(len(rows)).repeat([len(row) for row in rows]).repeat(sizes)
    place = np.arange(int(sizes.sum())) + (begin - (np.cumsum(sizes) - sizes)).repeat(sizes)
    return rows_together(owner, buckets.take(place), len(rows))


@cache
def _step() -> Buckets:
    """What the last byte of a hash adds to it where one more follows."""
    step = np.arange(256, dtype=np.int64)
    for _ in range(8):
        step = np.where(step & 1, step >> 1 ^ _POLYNOMIAL, step >> 1)
    return step


@cache
def _shifts() -> tuple[Buckets, Buckets]:
    """What a hash becomes where so many bytes follow: of each of its four bytes, (bytes that follow, place, byte) in
    one row; and of a blank before those that follow.
    """
    step = _step()
    found = [np.concatenate([np.arange(256, dtype=np.int64) << 8 * place for place in range(4)])]
    for _ in range(_BEHIND):
        found.append(found[-1] >> 8 ^ step.take(found[-1] & 255))
    blank, blanks = crc32(b" "), []
    for row in found[:-1]:
        blanks.append(
            row[blank & 255] ^ row[256 + (blank >> 8 & 255)] ^ row[512 + (blank >> 16 & 255)] ^ row[768 + (blank >> 24)]
        )
    return np.concatenate(found), np.array(blanks)


def joined(first: Buckets, second: Buckets) -> Buckets:
    """The codes of "word next", from those of words and of the next of each, which has at most `LONGEST` letters."""
    shifts, blanks = _shifts()
    length = second >> LENGTH
    place = (length + 1) * 1024
    found = shifts.take(place + (first & 255))
    found ^= shifts.take(place + (256 + (first >> 8 & 255)))
    found ^= shifts.take(place + (512 + (first >> 16 & 255)))
    found ^= shifts.take(place + (768 + (first >> 24 & 255)))
    found ^= blanks.take(length)
    found ^= second & _HASH
    found |= (first >> LENGTH) + length + 1 << LENGTH
    return found
