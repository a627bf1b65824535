"""Which sentences say what is funded, and which priorities that fits: learned from the corpus.

    python -m corpus.training.priorities          writes `pipelines/models/subject.npz` and `priorities_*.npz`
    python -m corpus.training.priorities judge    the matcher on authors that its models never saw

A sentence that overlaps a quote of what is funded is a positive of the role. What examples say is a ridge regression of
words (and the sentence vector) on grades; the trees over a call and a priority see its out-of-fold numbers. Needs the
extra `vectors`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

import pipelines.models as models
from corpus.training.priority_texts import CUT, SHORT, Corpus, Rows, gathered
from corpus.training.roles import tree_arrays
from pipelines.language.sentence_vectors import Encoder, encoder
from pipelines.matching.priorities.classifiers import BUCKETS, NONE, headed, vector_of, word_weights
from pipelines.matching.priorities.nearness import Sense
from pipelines.matching.priorities.priority_file import Priority
from pipelines.matching.priorities.relations import RELATION, Relations
from pipelines.matching.priorities.subject import BUCKETS as ROLE_BUCKETS
from pipelines.matching.priorities.subject import Told, chosen

ROLE_STRENGTH, LINE_STRENGTH = 0.5, 0.3
PART_WORTH = 0.6  # of grade 1, where grade 2 is 1
WORD_WEIGHT = {True: 2.0, False: 1.0}  # of words beside a vector, and alone
RIDGE = {True: 0.7, False: 0.4}
LEAST = 2  # texts that hold a bucket
TREES: dict[str, Any] = {
    "max_iter": 120,
    "max_leaf_nodes": 6,
    "learning_rate": 0.06,
    "l2_regularization": 1.0,
    "random_state": 0,
}
PARTS, INNER, ALL = 3, 4, 8  # of the authors: left out in turn, of those that are left, and where all are learned from


class Remembered(Encoder):
    """An encoder that makes the vector of a line once."""

    def __init__(self, own: Encoder) -> None:
        self._own, self._known = own, dict[str, np.ndarray]()

    def encode(self, lines: Sequence[str]) -> np.ndarray:
        new = [line for line in dict.fromkeys(lines) if line not in self._known]
        if new:
            self._known.update(zip(new, self._own.encode(new), strict=True))
        return np.stack([self._known[line] for line in lines])


def learn_role(corpus: Corpus, rows: Rows) -> models.Role:
    """The role of sentences, from the texts of some rows whose sentences are told apart."""
    rows = np.array(
        [row for row in rows if corpus.texts[row].gold["subject"] or not corpus.texts[row].gold["relevance"]]
    )
    own = [
        (s.buckets, label)
        for row in rows
        for s, label in zip(corpus.sentences[row], corpus.says[row], strict=True)
        if not s.titled
    ]
    lengths = np.array([len(buckets) for buckets, _ in own])
    values = np.repeat(models.SCALE / np.sqrt(np.maximum(1, lengths)), lengths)
    indices = np.concatenate([np.array(buckets, dtype=np.int32) for buckets, _ in own])
    matrix = sparse.csr_matrix(
        (values, indices, np.concatenate([[0], np.cumsum(lengths)])), shape=(len(own), ROLE_BUCKETS)
    )
    learned = LogisticRegression(C=ROLE_STRENGTH, max_iter=300).fit(matrix, np.array([label for _, label in own]))
    return models.Role(learned.coef_[0].astype(np.float16).astype(np.float32), float(learned.intercept_[0]))


def told_of(corpus: Corpus, role: models.Role, rows: Rows) -> dict[int, Told]:
    """What is read of the texts of some rows."""
    return {
        int(row): chosen(corpus.sentences[row], role.chances([s.buckets for s in corpus.sentences[row]]))
        for row in rows
    }


def out_of_fold(corpus: Corpus, rows: Rows, groups: Callable[[Rows], list[tuple[Rows, Rows]]]) -> dict[int, Told]:
    """What is read of each text by a role that saw no text of its group."""
    told: dict[int, Told] = {}
    for seen, left in groups(rows):
        told |= told_of(corpus, learn_role(corpus, seen), left)
    return told


def by_author(corpus: Corpus, folds: int) -> Callable[[Rows], list[tuple[Rows, Rows]]]:
    """Rows in so many parts, no author's texts on both sides."""

    def parted(rows: Rows) -> list[tuple[Rows, Rows]]:
        names = sorted(set(corpus.authors[rows]))
        part_of = {name: number % folds for number, name in enumerate(names)}
        part = np.array([part_of[name] for name in corpus.authors[rows]])
        return [(rows[part != number], rows[part == number]) for number in sorted(set(part))]

    return parted


def learn_examples(corpus: Corpus, told: dict[int, Told], rows: Rows, vectors: Encoder | None) -> models.Examples:
    """What the texts of some rows say of each priority and of none: a ridge regression, solved over the texts."""
    counts = [word_weights(told[row], corpus.texts[row].language) for row in rows]
    matrix = _matrix(counts)
    holders = np.asarray((matrix > 0).sum(axis=0)).ravel()
    worth = (
        np.where(holders >= LEAST, np.log((len(rows) + 1) / (holders + 0.5)), 0.0).astype(np.float16).astype(np.float64)
    )
    weighed = matrix.multiply(worth[None, :]).tocsr()
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    weighed = sparse.diags(1.0 / np.maximum(lengths, 1e-9)) @ weighed
    grades = np.array([0.0, PART_WORTH, 1.0])[corpus.grades[rows]]
    right = np.hstack([grades, (grades.max(axis=1, keepdims=True) == 0).astype(float)])
    own = np.stack([vector_of(told[row], vectors.encode(told[row].lines)) for row in rows]) if vectors else None
    weight, bias = WORD_WEIGHT[vectors is not None], right.mean(axis=0)
    kernel = weight * (weighed @ weighed.T).toarray() + (own @ own.T if own is not None else 0.0)
    solved = np.linalg.solve(kernel + RIDGE[vectors is not None] * np.eye(len(rows)), right - bias)
    by_word = (weight * (weighed.T @ solved)).astype(np.float16).astype(np.float32)
    by_vector = (own.T @ solved).astype(np.float16).astype(np.float32) if own is not None else None
    names = tuple(p.priority_id for p in corpus.priorities)
    return models.Examples((*names, NONE), worth, by_word, by_vector, bias)


def _matrix(counts: Sequence[dict[int, float]]) -> Any:
    values = np.array([value for own in counts for value in own.values()])
    indices = np.array([bucket for own in counts for bucket in own], dtype=np.int32)
    starts = np.concatenate([[0], np.cumsum([len(own) for own in counts])])
    return sparse.csr_matrix((values, indices, starts), shape=(len(counts), BUCKETS))


def headed_of(
    corpus: Corpus, examples: models.Examples, told: dict[int, Told], rows: Rows, vectors: Encoder | None
) -> np.ndarray:
    """The numbers of what examples say (texts, priorities, numbers)."""
    numbers = []
    for row in rows:
        counts = word_weights(told[row], corpus.texts[row].language)
        vector = vector_of(told[row], vectors.encode(told[row].lines)) if vectors else None
        scores = examples.scores(list(counts), np.array(list(counts.values())), vector)
        numbers.append(headed(scores[:-1], float(scores[-1])))
    return np.stack(numbers)


def learn(
    corpus: Corpus,
    told: dict[int, Told],
    rows: Rows,
    vectors: Encoder | None,
    groups: Callable[[Rows], list[tuple[Rows, Rows]]],
) -> tuple[models.Examples, HistGradientBoostingClassifier, models.LinearModel]:
    """Examples, trees over their out-of-fold numbers, and the line for priorities without examples, with their terms
    and without.
    """
    inner = np.zeros((len(corpus.texts), len(corpus.priorities), 5))
    for seen, left in groups(rows):
        inner[left] = headed_of(corpus, learn_examples(corpus, told, seen, vectors), told, left, vectors)
    untold = [Priority(p.priority_id, p.name, p.description, {}, p.sdgs, p.weight) for p in corpus.priorities]
    written, bare = (relations_of(corpus, each, told, rows, vectors) for each in (corpus.priorities, untold))
    right = corpus.grades[rows].ravel()
    numbers = np.concatenate([written, inner[rows]], axis=2)
    trees = HistGradientBoostingClassifier(**TREES).fit(numbers.reshape(len(right), -1), right)
    both = np.concatenate([written, bare])[:, :, : len(RELATION)].reshape(2 * len(right), -1)
    mean, scale = both.mean(axis=0), np.maximum(both.std(axis=0), 1e-6)
    line = LogisticRegression(C=LINE_STRENGTH, max_iter=500).fit((both - mean) / scale, np.concatenate([right, right]))
    return (
        learn_examples(corpus, told, rows, vectors),
        trees,
        models.LinearModel(mean, scale, line.coef_.T, line.intercept_),
    )


def relations_of(
    corpus: Corpus, priorities: list[Priority], told: dict[int, Told], rows: Rows, vectors: Encoder | None
) -> np.ndarray:
    """The numbers between each text and each priority (texts, priorities, numbers)."""
    relations = Relations(priorities, Sense(priorities, vectors) if vectors else None)
    near = (vectors.encode(told[row].lines) if vectors else None for row in rows)
    return np.stack(
        [
            relations.read(told[row], own, corpus.texts[row].language).numbers
            for row, own in zip(rows, near, strict=True)
        ]
    )


def keep(
    examples: models.Examples,
    trees: HistGradientBoostingClassifier,
    line: models.LinearModel,
    folder: Path,
    *,
    vectors: bool,
) -> None:
    """Write one file of how calls are matched."""
    columns = np.flatnonzero(examples.worth)
    np.savez_compressed(
        folder / f"priorities_{'with' if vectors else 'without'}_vectors.npz",
        buckets=np.array(BUCKETS),
        names=np.array(examples.names),
        columns=columns.astype(np.int32),
        worth=examples.worth[columns].astype(np.float16),
        words=examples.words[columns].astype(np.float16),
        bias=examples.bias,
        **({"vector": examples.vector.astype(np.float16)} if examples.vector is not None else {}),
        line_mean=line.mean,
        line_scale=line.scale,
        line_weights=line.weights,
        line_bias=line.bias,
        **tree_arrays(trees, 3),
    )


def write(corpus: Corpus, rows: Rows, vectors: Encoder, folder: Path, inner: int) -> None:
    """Learn from the texts of some rows and write all files into a folder; `inner`: parts of the inner folds."""
    groups = by_author(corpus, inner)
    told = out_of_fold(corpus, rows, groups)
    role = learn_role(corpus, rows)
    np.savez_compressed(folder / "subject.npz", weights=role.weights.astype(np.float16), bias=np.array(role.bias))
    for own in (vectors, None):
        keep(*learn(corpus, told, rows, own, groups), folder, vectors=own is not None)


def judge(corpus: Corpus, vectors: Encoder) -> None:
    """The figures of the matcher with sentence vectors and without, each author's texts by models that never saw them:
    five authors are left out at a time."""
    import tempfile

    from benchmarks.matching_round import lines, matched
    from pipelines.matching import Matcher

    found: dict[bool, dict[str, list[tuple[str, int]]]] = {True: {}, False: {}}
    home = models.FOLDER
    for seen, left in by_author(corpus, PARTS)(np.arange(len(corpus.texts))):
        judged = [corpus.texts[row] for row in left if not corpus.texts[row].id.endswith(CUT)]
        with tempfile.TemporaryDirectory() as folder:
            write(corpus, seen, vectors, Path(folder), inner=INNER)
            models.FOLDER = Path(folder)
            for known in (True, False):
                models.subject.cache_clear()
                models.priorities.cache_clear()
                found[known] |= matched(Matcher(corpus.priorities, vectors if known else None), judged)
            models.FOLDER = home
        print(*sorted(set(corpus.authors[left])), file=sys.stderr)
    judged = [text for text in corpus.texts if not text.id.endswith(CUT)]
    pages, short = ([text for text in judged if text.id.endswith(SHORT) == wanted] for wanted in (False, True))
    for known, own in found.items():
        print(f"{'With' if known else 'Without'} sentence vectors, pages:", *lines(pages, own), sep="\n")
        print("and short texts:", *lines(short, own), sep="\n")


def main() -> None:
    """Learn from the whole corpus and write the files, or judge."""
    own = encoder()
    if own is None:
        sys.exit("The package of sentence vectors is not installed (`make setup` brings it): nothing was learned.")
    corpus, vectors = gathered(), Remembered(own)
    if sys.argv[1:] == ["judge"]:
        judge(corpus, vectors)
        return
    write(corpus, np.arange(len(corpus.texts)), vectors, models.FOLDER, inner=ALL)
    told = sum(int(says.sum()) for says in corpus.says)
    print(f"priorities: {len(corpus.texts)} texts, {told} sentences on what is funded", file=sys.stderr)


if __name__ == "__main__":
    main()
