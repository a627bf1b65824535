"""What a word means, whatever its language, as a number: words of near vectors share it.

Belongs here: looking a word up, by its beginning where it is not known. Does not belong: how the numbers were learned
(`corpus/training/senses.py`), features made of them (`clause_reader`, `cells`, `candidate_features`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np

from pipelines.models import FOLDER

_LEAST_STEM = 5  # letters of a word that is known by its beginning only


@cache
def _known() -> tuple[dict[str, str], dict[str, str]]:
    """The senses of whole words, and of beginnings: that of the shortest word that begins so."""
    with np.load(FOLDER / "senses.npz", allow_pickle=False) as kept:
        words = {
            word: str(sense)
            for word, sense in zip(str(kept["words"]).split("\n"), kept["senses"].tolist(), strict=True)
        }
    stems: dict[str, str] = {}
    for word in sorted(words, key=lambda word: (len(word), word)):
        for end in range(_LEAST_STEM, len(word)):
            stems.setdefault(word[:end], words[word])
    return words, stems


def is_known(word: str) -> bool:
    """Whether a folded word stands in the corpus often enough to have a sense: a name hardly does."""
    return word in _known()[0]


@lru_cache(maxsize=50_000)
def sense_of(word: str) -> str | None:
    """The sense of a folded word; None where neither it nor its beginning is known."""
    words, stems = _known()
    if (sense := words.get(word)) is not None:
        return sense
    for end in range(len(word), _LEAST_STEM - 1, -1):
        if (sense := words.get(word[:end]) or stems.get(word[:end])) is not None:
            return sense
    return None


def senses_of(words: Sequence[str]) -> list[str]:
    """The senses of words in a row; marks and masks stay as they are, commas and unknown words fall out."""
    found = []
    for word in words:
        if word[0].isalpha():
            if (sense := sense_of(word)) is not None:
                found.append(sense)
        elif word != ",":
            found.append(word)
    return found
