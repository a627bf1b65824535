"""How common a word is in calls, counted in our corpus (`pipelines/models/common_words.npz`).

Belongs here: in how many texts a word's sound stands, and whether that says something of one call. Does not belong: how
a word sounds (`word_sounds`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipelines.deduplication.feature_arrays import Ints, hashed
from pipelines.deduplication.word_sounds import stems
from pipelines.models import common_words

COMMON = 0.04
"""What more than this share of texts say says little of one call; in one language alone it is some four times the
share.
"""


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
