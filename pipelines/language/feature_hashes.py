"""Named features as numbers of buckets: the one hash of features (CRC-32, of its last bits).

Belongs here: the hash of single names, and the codes of words from which the names of whole rows are hashed at once
(`feature_rows`). Does not belong: which features something has.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Buckets = NDArray[np.int64]
Codes: TypeAlias = "array[int]"  # of words in a row
BUCKETS = 1 << 18
STEM = 5
LONGEST = 60  # letters of a word that its features see
_LAST_BITS = BUCKETS - 1
_MOST_KNOWN = 60_000  # words and names whose hashes are kept
LENGTH = 32  # where a code keeps how many bytes its word has, above its hash


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
        own, stem = code_of(word), code_of(word[:STEM] + "*")
        self[word] = found = (own, stem if len(word) > STEM else own, stem)
        return found


def code_of(word: str) -> int:
    """A word's hash and how many bytes it has: what `feature_rows` makes named features of. No longer than `LONGEST`."""
    written = word[:LONGEST].encode()
    return crc32(written) | len(written) << LENGTH


_codes = _Codes()


class Coded:
    """A row of words, none longer than `LONGEST`, as codes.

    `own`: of each word; `both`: of each word and of its stem, one behind the other, a short word's own twice; `always`:
    of each word's stem, however short it is.
    """

    __slots__ = ("always", "both", "own")

    def __init__(self, forms: Sequence[str]) -> None:
        known = [_codes[form] for form in forms]
        self.own = array("q", [own for own, _, _ in known])
        self.both = array("q", [code for own, stem, _ in known for code in (own, stem)])
        self.always = array("q", [always for _, _, always in known])
