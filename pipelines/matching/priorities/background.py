"""The background: short texts on many subjects and on none, the same ones in six languages, and how scores stand
against them.

Belongs here: reading `background.csv` (one text a row, a column a language) and the mean and spread of a raw score over
it. Does not belong: how a text gets a raw score (`word_likeness`, `nearness`). Raw scores of two languages, or of two
priorities, cannot be ranked together; how far each stands above what the same texts get in its language and for its
priority can. The texts are invented: notices of offices, things that nobody here funds, and each theme once.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]

LANGUAGES = ("es", "en", "fr", "pt", "de", "it")
NOTICES = 10  # of its first texts: what offices write in every call
LEAST_SPREAD = 0.01  # so that a channel that is silent over the background does not shout later


@cache
def texts(language: str) -> tuple[str, ...]:
    """The background's texts in one of LANGUAGES, in the same order in each."""
    with (Path(__file__).parent / "background.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(row[language] for row in csv.DictReader(lines))


@dataclass(frozen=True, slots=True)
class Standard:
    """What the background scores: arrays with one number a priority."""

    mean: Scores
    spread: Scores

    @classmethod
    def of(cls, raw: Scores) -> Self:
        """From raw scores (texts, priorities). Few texts measure one priority's spread poorly: it is drawn half-way
        to that of all.
        """
        return cls(raw.mean(axis=0), np.maximum((raw.std(axis=0) + raw.std()) / 2, LEAST_SPREAD))

    def __call__(self, raw: Scores) -> Scores:
        return (raw - self.mean) / self.spread
