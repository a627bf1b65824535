"""Named features as numbers of buckets, fast: "B deadline" is put together from what its zone and its word hash to.

Belongs here: the one hash of features (CRC-32, of its last bits) for single names and for whole rows of words. Does not
belong: which features something has. CRC-32 is linear: the hash of a zone before a word is the word's own hash turned
by a number that only the zone and the word's length give. So a page's words are hashed once, and every zone's names for
all of them come by one table and one exclusive or.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Buckets = NDArray[np.int64]
BUCKETS = 1 << 18
STEM = 5
LONGEST = 60  # letters of a word that its features see
_LAST_BITS = BUCKETS - 1
_MOST_BYTES = 1 << 9  # of two words and a blank: a letter has four at most
_MOST_KNOWN = 60_000  # words and names whose hashes are kept
_LENGTH = 32  # where a code keeps how many bytes its word has, above its hash


def buckets_of(names: Iterable[str]) -> set[int]:
    """The buckets of named features, each once, in no order."""
    return {number & _LAST_BITS for number in map(crc32, map(str.encode, names))}


class _Known(dict[str, int]):
    """Buckets of names that come again and again."""

    def __missing__(self, name: str) -> int:
        if len(self) > _MOST_KNOWN:
            self.clear()
        self[name] = found = crc32(name.encode()) & _LAST_BITS
        return found


_known = _Known()


def known_buckets(names: Iterable[str]) -> list[int]:
    """The buckets of named features of few kinds, in their order."""
    return list(map(_known.__getitem__, names))


def together(parts: Sequence[Buckets | Sequence[int]]) -> Buckets:
    """Buckets from several zones, each once, in order."""
    found = np.concatenate(parts, dtype=np.int64, casting="unsafe") if parts else np.empty(0, dtype=np.int64)
    found.sort()
    first = np.empty(len(found), dtype=bool)
    first[:1] = True
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found[first]


class _Codes(dict[str, tuple[int, int, int]]):
    """For a word the codes of itself, of its stem where it is longer (else itself again) and of its stem however
    long it is.
    """

    def __missing__(self, word: str) -> tuple[int, int, int]:
        if len(self) > _MOST_KNOWN:
            self.clear()
        own, stem = _code(word), _code(word[:STEM] + "*")
        self[word] = found = (own, stem if len(word) > STEM else own, stem)
        return found


def _code(word: str) -> int:
    written = word.encode()
    return crc32(written) | len(written) << _LENGTH


_codes = _Codes()


@cache
def _turn(zone: str) -> Buckets:
    """What a zone's name turns the hash of what follows it by, for each number of bytes that follow."""
    own, none, found = crc32(zone.encode()), 0, []
    for _ in range(_MOST_BYTES):
        found.append((own ^ none) & _LAST_BITS)
        own, none = crc32(b"\0", own), crc32(b"\0", none)
    return np.array(found, dtype=np.int64)


def _in_zone(zone: str, codes: Buckets) -> Buckets:
    found: Buckets = _turn(zone)[codes >> _LENGTH] ^ (codes & _LAST_BITS)
    return found


class Spelled:
    """A row of words, none longer than `LONGEST`, whose features in any zone are cut from whole rows of buckets."""

    __slots__ = ("_own", "_pairs", "_stems", "_words", "_zones", "forms")

    def __init__(self, forms: Sequence[str]) -> None:
        self.forms = forms
        known = [_codes[form] for form in forms]
        self._own = [own for own, _, _ in known]
        stems = [stem for _, stem, _ in known]
        self._words = np.empty((len(forms), 2), dtype=np.int64)
        self._words[:, 0], self._words[:, 1] = self._own, stems
        self._stems = np.array([always for _, _, always in known], dtype=np.int64)
        self._pairs: Buckets | None = None
        self._zones: dict[str, Buckets] = {}

    def bag(self, zone: str, first: int, last: int) -> Buckets:
        """Of the words from `first` to before `last`: "zone word", and "zone stem*" of long ones."""
        found = self._zones.get(zone)
        if found is None:
            found = self._zones[zone] = _in_zone(zone + " ", self._words)
        return found[first:last].ravel()

    def stems(self, zone: str) -> Buckets:
        """Of all words "zone stem*", however short they are."""
        return _in_zone(zone + " ", self._stems)

    def word(self, zone: str, at: int) -> int:
        """Of one word "zone word"."""
        return _bucket(zone + " ", self._own[at])

    def pairs(self, zone: str, first: int, last: int) -> Buckets:
        """Of the words from `first` to before `last`: "zone word next"."""
        name = zone + " pairs"
        found = self._zones.get(name)
        if found is None:
            if self._pairs is None:
                self._pairs = np.array([self._joined(at, at + 1) for at in range(len(self._own) - 1)], dtype=np.int64)
            found = self._zones[name] = _in_zone(zone + " ", self._pairs)
        return found[first : max(first, last - 1)]

    def pair(self, zone: str, at: int, other: int) -> int:
        """Of two words "zone word other"."""
        return _bucket(zone + " ", self._joined(at, other))

    def three(self, zone: str, at: int, second: int, third: int) -> int:
        """Of three words "zone word second third"."""
        return crc32(f"{zone} {self.forms[at]} {self.forms[second]} {self.forms[third]}".encode()) & _LAST_BITS

    def _joined(self, at: int, other: int) -> int:
        one, two = self._own[at], self._own[other]
        written = self.forms[other].encode()
        return crc32(written, crc32(b" ", one & 0xFFFFFFFF)) | ((one >> _LENGTH) + 1 + (two >> _LENGTH)) << _LENGTH

    def near(self, zone: str, places: range, *, placed: int = 4, threes: int = 3) -> list[Buckets | Sequence[int]]:
        """Of words in order from a candidate away: the nearest (`placed`) with their distance, all with their stems,
        pairs of neighbours, and of the nearest (`threes`) three in a row."""
        if not places:
            return []
        low, high = min(places[0], places[-1]), max(places[0], places[-1]) + 1
        single = [self.word(f"{zone}{distance}", at) for distance, at in enumerate(places[:placed])]
        single += [
            self.three(f"{zone}3", places[n], places[n + 1], places[n + 2]) for n in range(min(threes, len(places) - 2))
        ]
        parts: list[Buckets | Sequence[int]] = [self.bag(zone, low, high), single]
        if places.step > 0:
            parts.append(self.pairs(f"{zone}2", low, high))
        else:
            parts.append([self.pair(f"{zone}2", at, at - 1) for at in places[:-1]])
        return parts


def _bucket(zone: str, code: int) -> int:
    return int(_turn_of(zone)[code >> _LENGTH]) ^ (code & _LAST_BITS)


@cache
def _turn_of(zone: str) -> list[int]:
    turned: list[int] = _turn(zone).tolist()
    return turned
