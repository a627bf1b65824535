"""Words as they sound, by which learned words of several languages are one, and how common each is in calls.

Belongs here: the beginning of a word as it sounds, and whether many calls have it, counted in our corpus
(`pipelines/models/common_words.npz`). Does not belong: words of one concept that sound otherwise, which only sentence vectors know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipelines.deduplication.columns import Ints, hashed
from pipelines.models import common_words

SHORTEST = 3
STEM = 5
COMMON = 0.04
"""What more than this share of texts say says little of one call; in one language alone it is some four times the share."""
_SOUNDS = (("ph", "f"), ("th", "t"), ("qu", "k"), ("c", "k"), ("q", "k"), ("y", "i"), ("z", "s"), ("x", "s"), ("w", "v"), ("h", ""))
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=262144)
def stem(word: str) -> str:
    """A folded word's beginning as it sounds, where learned words agree ("gastronomy", "gastronomía": "gastr"); a number whole."""
    if word.isdigit():
        return word
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _TWICE.sub(r"\1", word)[:STEM]


def stems(words: Iterable[str]) -> set[str]:
    """How folded words sound, without the shortest."""
    return {stem(word) for word in words if len(word) >= SHORTEST}


def telling(words: Iterable[str]) -> set[str]:
    """How folded words sound, without those that many calls have."""
    return {said for said in stems(words) if _is_telling(said)}


@lru_cache(maxsize=65536)
def _is_telling(said: str) -> bool:
    return said.isdigit() or int(texts_with([said])[0]) <= COMMON * common_words().texts


def texts_with(spelt: Sequence[str]) -> Ints:
    """In how many texts of the corpus each stem stands."""
    counts = common_words().counts
    found: Ints = counts[hashed(spelt) % len(counts)].astype("int64")
    return found
