"""Words as they sound, by which learned words of several languages are one.

Belongs here: the beginning of a word as it sounds. Does not belong: how common a word is (`word_rarity`), and words of
one concept that sound otherwise (`subject_words`, `lines`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

SHORTEST = 3
STEM = 5
_SOUNDS = (
    ("ph", "f"),
    ("th", "t"),
    ("qu", "k"),
    ("c", "k"),
    ("q", "k"),
    ("y", "i"),
    ("z", "s"),
    ("x", "s"),
    ("w", "v"),
    ("h", ""),
)
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=262144)
def stem(word: str) -> str:
    """A folded word's beginning as it sounds, where learned words agree ("gastronomy", "gastronomía": "gastr"); a
    number whole.
    """
    if word.isdigit():
        return word
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _TWICE.sub(r"\1", word)[:STEM]


def stems(words: Iterable[str]) -> set[str]:
    """How folded words sound, without the shortest."""
    return {stem(word) for word in words if len(word) >= SHORTEST}
