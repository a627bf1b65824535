"""Small learned models, read by numpy alone: weights of words, and trees over numbers. `make train` makes the files anew.

Belongs here: reading a model's file and its arithmetic, the files, their card (`README.md`). Does not belong: features, or what a chance
is used for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parent
SCALE = 5.0  # what the features of one candidate weigh together, however many they are

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Words:
    """A multinomial logistic regression over hashed features. `rows`: for each bucket its row of `weights` (rows, roles), the last where
    unknown."""

    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    bias: Floats

    def chances(self, buckets: Sequence[Sequence[int]]) -> Floats:
        """Chances (candidates, roles) of candidates by their buckets."""
        scores = np.empty((len(buckets), len(self.bias)))
        for at, own in enumerate(buckets):
            scores[at] = self.weights[self.rows[own]].sum(axis=0) * (SCALE / np.sqrt(max(1, len(own)))) if own else 0.0
        return softmax(scores + self.bias)


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees over numbers: arrays (trees, nodes); a leaf points to itself. `role`: whose score a tree adds to."""

    column: NDArray[np.int16]
    threshold: Floats
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    role: NDArray[np.int16]
    bias: Floats
    depth: int

    def chances(self, numbers: Floats) -> Floats:
        """Chances (candidates, roles) of candidates by their numbers (candidates, columns); NaN goes right."""
        trees = np.arange(self.column.shape[0])
        at = np.zeros((numbers.shape[0], len(trees)), dtype=np.int16)
        rows = np.arange(numbers.shape[0])[:, None]
        for _ in range(self.depth):
            goes_left = numbers[rows, self.column[trees, at]] <= self.threshold[trees, at]
            at = np.where(goes_left, self.left[trees, at], self.right[trees, at])
        leaves = self.value[trees, at]
        scores = np.stack([leaves[:, self.role == role].sum(axis=1) for role in range(len(self.bias))], axis=1)
        return softmax(scores + self.bias)


@dataclass(frozen=True, slots=True)
class Model:
    """Words first, then trees that see their chances beside the page's other candidates."""

    words: Words
    trees: Trees


def with_siblings(chances: Floats, together: int) -> Floats:
    """Chances beside the mean and the greatest of those that stand together, `together` rows at a time."""
    groups = chances.reshape(-1, together, chances.shape[1])
    return np.hstack([chances, *(np.repeat(told, together, axis=0) for told in (groups.mean(axis=1), groups.max(axis=1)))])


def softmax(scores: Floats) -> Floats:
    """Chances that add up to one in each row."""
    powers: Floats = np.exp(scores - scores.max(axis=1, keepdims=True)) if scores.size else scores
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


@cache
def load_words(name: str) -> Words:
    """The model of that name that has words alone, such as "applying_clauses"."""
    with np.load(FOLDER / f"{name}.npz", allow_pickle=False) as kept:
        return _words(kept)


def _words(kept: Mapping[str, Any]) -> Words:
    rows = np.full(int(kept["buckets"]), len(kept["columns"]), dtype=np.int32)
    rows[kept["columns"]] = np.arange(len(kept["columns"]), dtype=np.int32)
    weights = np.vstack([kept["weights"].astype(np.float32), np.zeros((1, kept["weights"].shape[1]), dtype=np.float32)])
    return Words(rows, weights, kept["bias"])


@cache
def load(name: str) -> Model:
    """The model of that name, such as "days"."""
    with np.load(FOLDER / f"{name}.npz", allow_pickle=False) as kept:
        words = _words(kept)
        parts = {name: kept[f"tree_{name}"] for name in ("column", "threshold", "left", "right", "value", "role", "bias")}
        trees = Trees(**parts, depth=int(kept["tree_depth"]))
    return Model(words, trees)
