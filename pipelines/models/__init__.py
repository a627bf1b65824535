"""Small learned models, read by numpy alone: weights of words, and trees over numbers. `make train` makes the files
anew.

Belongs here: reading a model's file and its arithmetic, the files, their card (`README.md`). Does not belong: features,
or what a chance is used for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.language.feature_rows import HashedRows

FOLDER = Path(__file__).resolve().parent
SCALE = 5.0  # what the features of one candidate weigh together, however many they are

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WordModel:
    """A multinomial logistic regression over hashed features. `rows`: for each bucket its row of `weights` (rows,
    roles), the last where unknown."""

    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    bias: Floats

    def chances(self, buckets: HashedRows | Sequence[Sequence[int] | NDArray[np.int64]]) -> Floats:
        """Chances (candidates, roles) of candidates by their buckets."""
        scores = np.zeros((len(buckets), len(self.bias)))
        hashed = buckets if isinstance(buckets, HashedRows) else _hashed(buckets)
        sizes = hashed.sizes
        some = sizes > 0
        if some.any():
            weights = self.weights.take(self.rows.take(hashed.buckets), axis=0)
            first = np.cumsum(sizes[some]) - sizes[some]
            scores[some] = np.add.reduceat(weights, first, axis=0) * (SCALE / np.sqrt(sizes[some]))[:, None]
        return softmax(scores + self.bias)


def _hashed(rows: Sequence[Sequence[int] | NDArray[np.int64]]) -> HashedRows:
    every = np.concatenate(rows, dtype=np.int64, casting="unsafe") if rows else np.empty(0, dtype=np.int64)
    return HashedRows(every, np.array([len(own) for own in rows], dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Role:
    """A logistic regression over hashed features: the chance of one thing."""

    weights: NDArray[np.float32]
    bias: float

    def chances(self, buckets: Sequence[Sequence[int]]) -> Floats:
        """The chance of each, by its buckets."""
        scores = np.array(
            [self.weights[list(own)].sum() * (SCALE / np.sqrt(max(1, len(own)))) for own in buckets], dtype=np.float64
        )
        return np.asarray(1.0 / (1.0 + np.exp(-(scores + self.bias))))


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees over numbers: arrays (trees, nodes); a leaf points to itself. `role`: whose score a tree adds to;
    `absent_left`: where NaN goes left, not right."""

    column: NDArray[np.int16]
    threshold: Floats
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    role: NDArray[np.int16]
    bias: Floats
    depth: int
    absent_left: NDArray[np.bool_] | None = None
    flat: _Flat = field(init=False, repr=False)
    by_answers: _Answers | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "flat", _flat(self))
        object.__setattr__(self, "by_answers", _answers(self))

    def chances(self, numbers: Floats) -> Floats:
        """Chances (candidates, roles) of candidates by their numbers (candidates, columns)."""
        return softmax(self.scores(numbers))

    def scores(self, numbers: Floats) -> Floats:
        """What the trees add up to (candidates, roles)."""
        told = self.by_answers if self.by_answers is not None else self.flat
        return np.asarray(told.values(self, numbers) @ self.flat.votes + self.bias)


@dataclass(frozen=True, slots=True)
class _Answers:
    """Small trees, asked all their questions at once: of each tree its questions (column, threshold, where absence
    goes left), and the value for every way in which they may be answered."""

    column: NDArray[np.intp]  # (trees * questions)
    threshold: Floats
    absent_left: NDArray[np.bool_] | None
    bits: NDArray[np.float32]  # what a "left" of each question of a tree adds to the number of the answers
    first: NDArray[np.intp]  # where the values of each tree begin
    value: NDArray[np.float32]

    def values(self, trees: Trees, numbers: Floats) -> NDArray[np.float32]:
        """What each tree says (candidates, trees)."""
        told = numbers.take(self.column, axis=1)
        left = told <= self.threshold
        if self.absent_left is not None and np.isnan(numbers).any():
            left |= np.isnan(told) & self.absent_left
        answers = left.reshape(len(numbers), -1, len(self.bits)) @ self.bits
        return self.value.take(answers.astype(np.intp) + self.first)


_MOST_QUESTIONS = 6  # of a tree: it has a value for each of two to that power answers


def _answers(trees: Trees) -> _Answers | None:
    """The trees by their questions; None where one asks too many."""
    count, nodes = trees.column.shape
    own = np.arange(count)
    asks = trees.left != np.arange(nodes)
    most = max(1, int(asks.sum(axis=1).max(initial=0)))
    if most > _MOST_QUESTIONS:
        return None
    number = np.cumsum(asks, axis=1) - 1  # of a node among its tree's questions
    column = np.zeros((count, most), dtype=np.intp)
    threshold = np.full((count, most), np.inf)
    absent_left = np.zeros((count, most), dtype=bool)
    tree, node = np.nonzero(asks)
    at = number[tree, node]
    column[tree, at], threshold[tree, at] = trees.column[tree, node], trees.threshold[tree, node]
    if trees.absent_left is not None:
        absent_left[tree, at] = trees.absent_left[tree, node]
    value = np.zeros((count, 1 << most), dtype=np.float32)
    for answers in range(1 << most):
        place = np.zeros(count, dtype=np.intp)
        for _ in range(trees.depth):
            left = answers >> np.maximum(0, number[own, place]) & 1
            place = np.where(asks[own, place], np.where(left, trees.left[own, place], trees.right[own, place]), place)
        value[:, answers] = trees.value[own, place]
    return _Answers(
        column.ravel(),
        threshold.ravel(),
        absent_left.ravel() if trees.absent_left is not None else None,
        (1 << np.arange(most)).astype(np.float32),
        own * (1 << most),
        value.ravel(),
    )


@dataclass(frozen=True, slots=True)
class _Flat:
    """Trees as one row of nodes: where each tree begins, and of each node its column, threshold, and its children among
    all nodes (right, left), its value; `votes`: for which role each tree votes."""

    first: NDArray[np.intp]
    column: NDArray[np.intp]
    threshold: Floats
    children: NDArray[np.intp]
    value: NDArray[np.float32]
    votes: NDArray[np.bool_]

    def values(self, trees: Trees, numbers: Floats) -> NDArray[np.float32]:
        """What each tree says (candidates, trees)."""
        at = np.repeat(self.first[None, :], len(numbers), axis=0)
        row = np.arange(len(numbers))[:, None] * numbers.shape[1]
        told = numbers.ravel()
        absent_left = trees.absent_left.ravel() if trees.absent_left is not None and np.isnan(told).any() else None
        for _ in range(trees.depth):
            number = told.take(row + self.column.take(at))
            goes_left = number <= self.threshold.take(at)
            if absent_left is not None:
                goes_left |= np.isnan(number) & absent_left.take(at)
            at = self.children.take(2 * at + goes_left)
        return self.value.take(at)


def _flat(trees: Trees) -> _Flat:
    count, nodes = trees.column.shape
    first = np.arange(count, dtype=np.intp) * nodes
    children = np.stack([trees.right + first[:, None], trees.left + first[:, None]], axis=2).astype(np.intp).ravel()
    votes = trees.role[:, None] == np.arange(len(trees.bias))
    return _Flat(
        first, trees.column.ravel().astype(np.intp), trees.threshold.ravel(), children, trees.value.ravel(), votes
    )


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A multinomial logistic regression over numbers."""

    mean: Floats
    scale: Floats
    weights: Floats  # (columns, roles)
    bias: Floats

    def chances(self, numbers: Floats) -> Floats:
        """Chances (candidates, roles) of candidates by their numbers (candidates, columns)."""
        return softmax((numbers - self.mean) / self.scale @ self.weights + self.bias)


@dataclass(frozen=True, slots=True)
class Examples:
    """What learned examples say of a call: a number for each of `names` by linear weights of its words, and of its
    vector where it has one."""

    names: tuple[str, ...]
    worth: Floats  # of a bucket of words: the rarer, the more
    words: NDArray[np.float32]  # (buckets, names)
    vector: NDArray[np.float32] | None  # (numbers of a vector, names)
    bias: Floats

    def scores(self, buckets: Sequence[int], weights: Floats, vector: Floats | None) -> Floats:
        """The numbers of one call by the buckets of its words with their weights, and its vector of length 1."""
        weighed = weights * self.worth[list(buckets)]
        length = float(np.sqrt((weighed**2).sum()))
        scores = self.bias + (weighed / length @ self.words[list(buckets)] if length else 0.0)
        return np.asarray(scores if self.vector is None or vector is None else scores + vector @ self.vector)


@dataclass(frozen=True, slots=True)
class Priorities:
    """How calls are matched: what examples say, and the chances of grade 0, 1 and 2 with examples (`headed`) and
    without (`bare`).
    """

    examples: Examples
    headed: Trees
    bare: LinearModel


@dataclass(frozen=True, slots=True)
class CommonWords:
    """In how many of `texts` calls a word of each hash's bucket stands."""

    counts: NDArray[np.uint16]
    texts: int


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of one thing by numbers: trees, whose odds are calibrated by `slope` and `shift`."""

    trees: Trees
    slope: float
    shift: float

    def odds(self, numbers: Floats, at_once: int = 20_000) -> Floats:
        """Calibrated logarithms of odds of rows of numbers, so many at a time: trees take much memory."""
        parts = [self.trees.scores(numbers[start : start + at_once])[:, 1] for start in range(0, len(numbers), at_once)]
        return np.asarray(self.slope * np.concatenate(parts or [np.empty(0)]) + self.shift)


@dataclass(frozen=True, slots=True)
class PairModel:
    """The chance that two reports tell of one call: by themselves, and in the company of the reports that may be one
    with either; and the chance that is needed to join."""

    alone: Chance
    company: Chance
    need: float


@dataclass(frozen=True, slots=True)
class Model:
    """Words first, then trees that see their chances beside the page's other candidates."""

    words: WordModel
    trees: Trees


def with_siblings(chances: Floats, together: int) -> Floats:
    """Chances beside the mean and the greatest of those that stand together, `together` rows at a time."""
    groups = chances.reshape(-1, together, chances.shape[1])
    return np.hstack(
        [chances, *(np.repeat(told, together, axis=0) for told in (groups.mean(axis=1), groups.max(axis=1)))]
    )


def softmax(scores: Floats) -> Floats:
    """Chances that add up to one in each row."""
    powers: Floats = np.exp(scores - scores.max(axis=1, keepdims=True)) if scores.size else scores
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


@cache
def load_words(name: str) -> WordModel:
    """The model of that name that has words alone, such as "applying_clauses"."""
    with np.load(FOLDER / f"{name}.npz", allow_pickle=False) as kept:
        return _words(kept)


def _words(kept: Mapping[str, Any]) -> WordModel:
    rows = np.full(int(kept["buckets"]), len(kept["columns"]), dtype=np.int32)
    rows[kept["columns"]] = np.arange(len(kept["columns"]), dtype=np.int32)
    weights = np.vstack([kept["weights"].astype(np.float32), np.zeros((1, kept["weights"].shape[1]), dtype=np.float32)])
    return WordModel(rows, weights, kept["bias"])


@cache
def load(name: str) -> Model:
    """The model of that name, such as "days"."""
    with np.load(FOLDER / f"{name}.npz", allow_pickle=False) as kept:
        return Model(_words(kept), _trees(kept))


@cache
def load_trees(name: str) -> Trees:
    """The model of that name that has trees alone, such as "last_days"."""
    with np.load(FOLDER / f"{name}.npz", allow_pickle=False) as kept:
        return _trees(kept)


@cache
def subject() -> Role:
    """The chance that a sentence says what is funded."""
    with np.load(FOLDER / "subject.npz", allow_pickle=False) as kept:
        return Role(kept["weights"].astype(np.float32), float(kept["bias"]))


@cache
def priorities(*, vectors: bool) -> Priorities:
    """How calls are matched, with sentence vectors or without."""
    with np.load(FOLDER / f"priorities_{'with' if vectors else 'without'}_vectors.npz", allow_pickle=False) as kept:
        words = np.zeros((int(kept["buckets"]), len(kept["bias"])), dtype=np.float32)
        worth = np.zeros(len(words))
        words[kept["columns"]], worth[kept["columns"]] = kept["words"], kept["worth"]
        vector = kept["vector"].astype(np.float32) if vectors else None
        examples = Examples(tuple(str(name) for name in kept["names"]), worth, words, vector, kept["bias"])
        line = LinearModel(*(kept[f"line_{name}"] for name in ("mean", "scale", "weights", "bias")))
        return Priorities(examples, _trees(kept), line)


@cache
def common_words() -> CommonWords:
    """How common words are in calls."""
    with np.load(FOLDER / "common_words.npz", allow_pickle=False) as kept:
        return CommonWords(kept["counts"], int(kept["texts"]))


@cache
def pairs(*, vectors: bool) -> PairModel:
    """Whether two reports tell of one call, with sentence vectors or without."""
    with np.load(FOLDER / f"pairs_with{'' if vectors else 'out'}_vectors.npz", allow_pickle=False) as kept:
        return pair_model(kept)


def pair_model(kept: Mapping[str, Any]) -> PairModel:
    """The model of a file's arrays."""
    alone, company = (
        Chance(_trees(kept, f"{name}_"), float(kept[f"{name}_slope"]), float(kept[f"{name}_shift"]))
        for name in ("alone", "company")
    )
    return PairModel(alone, company, float(kept["need"]))


def _trees(kept: Mapping[str, Any], before: str = "") -> Trees:
    parts = {
        name: kept[f"{before}tree_{name}"] for name in ("column", "threshold", "left", "right", "value", "role", "bias")
    }
    absent_left = kept[name] if (name := f"{before}tree_absent_left") in kept else None
    return Trees(**parts, depth=int(kept[f"{before}tree_depth"]), absent_left=absent_left)
