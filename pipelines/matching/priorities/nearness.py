"""How near a text is to each priority by sentence vectors: which sentence of a call says what a priority says.

Belongs here: lines against the sentences of the priorities. Does not belong: the vectors
(`pipelines/language/sentence_vectors.py`), and what nearness is worth (`similarity`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipelines.language.sentence_vectors import Encoder, Vectors
from pipelines.language.words import sentences
from pipelines.matching.priorities.background import Scores
from pipelines.matching.priorities.priority_file import Priority

BEST_LINES = 2  # whose nearness counts


class Sense:
    """Texts against the sentences of the priorities: half the nearest sentence, half the middle of them all."""

    def __init__(self, priorities: list[Priority], encoder: Encoder) -> None:
        self._encoder = encoder
        told = [_sentences(priority) for priority in priorities]
        vectors = [encoder.encode(lines) for lines in told]
        middles = np.stack([each.mean(axis=0) for each in vectors])
        self._middles = middles / np.linalg.norm(middles, axis=1, keepdims=True)
        self._all = np.concatenate(vectors)
        self._starts = np.cumsum([0, *(len(each) for each in vectors)])[:-1]

    def encode(self, lines: Sequence[str]) -> Vectors:
        """The vectors of lines."""
        return self._encoder.encode(lines)

    def nearness(self, vectors: Vectors) -> Scores:
        """How near each line is to each priority: (lines, priorities), cosines."""
        nearest = np.maximum.reduceat(vectors @ self._all.T, self._starts, axis=1)
        return np.asarray((vectors @ self._middles.T + nearest) / 2, dtype=np.float64)


def of_text(nearness: Scores, weights: Scores | None = None) -> Scores:
    """How near a text is to each priority, by its nearest lines; a line that weighs little tells priorities apart as
    little.
    """
    if weights is not None:
        middle = nearness.mean(axis=1, keepdims=True)
        nearness = middle + weights[:, None] * (nearness - middle)
    return np.asarray(np.sort(nearness, axis=0)[-BEST_LINES:].mean(axis=0))


def _sentences(priority: Priority) -> list[str]:
    texts = [
        text for language in priority.name for text in (priority.name[language], priority.description.get(language, ""))
    ]
    return [line for text in texts for line in sentences(text)]
