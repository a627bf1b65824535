"""What the labelled examples of the priorities that ship say of a call: its words and its vector against them.

Belongs here: a call's words as buckets, its vector, and the numbers that follow. Does not belong: the weights
(`pipelines/models`), or descriptions (`relations`). The examples are the pages of `corpus/`, learned beforehand. A
priority is known by its id; one that is not among them, such as those of another territory, has no numbers here. NONE
is what the examples say of fitting no priority.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np

from pipelines.language.normalisation import bare_word
from pipelines.language.sentence_vectors import Vectors
from pipelines.language.words import LANGUAGES, stopwords, words
from pipelines.matching.priorities.relations import above, ranks
from pipelines.matching.priorities.subject import Told
from pipelines.models import Examples, Floats

NONE = "none"
HEADED = ("examples", "examples above the others", "examples' rank", "examples of none", "none above all")
BUCKETS = 1 << 15
LEAST_LETTERS = 3
RUN = 5  # letters
RUN_WEIGHT = 0.5


class Heads:
    """Examples against the priorities of one file."""

    def __init__(self, examples: Examples, priority_ids: Sequence[str]) -> None:
        self._examples = examples
        places = {name: place for place, name in enumerate(examples.names)}
        self.known = np.array([name in places for name in priority_ids], dtype=bool)
        self._columns = [places[name] for name in priority_ids if name in places]
        self._none = places[NONE]

    def numbers(self, told: Told, vectors: Vectors | None, language: str) -> Floats:
        """The numbers HEADED of the known priorities, in the file's order."""
        counts = word_weights(told, language)
        vector = None if vectors is None else vector_of(told, vectors)
        scores = self._examples.scores(list(counts), np.array(list(counts.values())), vector)
        return headed(scores[self._columns], float(scores[self._none]))


def headed(scores: Floats, none: float) -> Floats:
    """The numbers HEADED (priorities, numbers) out of what examples say of each priority, and of none."""
    best = float(scores.max()) if len(scores) else 0.0
    size = len(scores)
    return np.stack([scores, above(scores), ranks(scores), np.full(size, none), np.full(size, none - best)], axis=1)


def vector_of(told: Told, vectors: Vectors) -> Floats:
    """The vector of a call: of its lines by what they weigh, the title beside the body."""
    titled = np.array(told.titled)
    body = ~titled
    weights = np.where(titled, told.weights, 0.0)
    if body.any():
        weights[body] = told.weights[body] / told.weights[body].sum()
    vector = weights @ vectors
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float64)


def word_weights(told: Told, language: str) -> dict[int, float]:
    """The buckets of a call's words, their beginnings and runs of letters, each with the weight of its heaviest
    line.
    """
    weights: dict[int, float] = {}
    for line, weight in zip(told.lines, told.weights.tolist(), strict=True):
        for word in words(line):
            whole, runs = _buckets(word, language if language in LANGUAGES else "")
            for bucket in whole:
                weights[bucket] = max(weights.get(bucket, 0.0), weight)
            for bucket in runs:
                weights[bucket] = max(weights.get(bucket, 0.0), RUN_WEIGHT * weight)
    return weights


@lru_cache(maxsize=200_000)
def _buckets(word: str, language: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    folded = bare_word(word)
    if len(folded) < LEAST_LETTERS or folded.isdigit() or (language and folded in stopwords(language)):
        return (), ()
    edged = f" {folded} "
    whole = [f"w {folded}", f"s {folded[:6]}", f"4 {folded[:4]}"]
    runs = [f"c{edged[start : start + RUN]}" for start in range(len(edged) - RUN + 1)]
    return tuple(map(_bucket, whole)), tuple(map(_bucket, runs))


def _bucket(name: str) -> int:
    return crc32(name.encode()) & (BUCKETS - 1)
