"""Learns who may apply: `make train` writes
`pipelines/models/{applying_clauses,applying_kinds,applying_places,verdict,applicants}.npz`.

Clauses, kinds and places are learned from tagged cases; verdicts from cases and pages with outcomes; applicants from
pages and short texts. What is learned upon what another model says is learned upon chances out of fold.
`applying_judged` judges all by authors left out. The same corpus gives the same bytes: one thread, fixed seeds, sorted
inputs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from corpus.training.applying import PLACE_LABELS, Case, kind_labels, read_cases, tags_of
from corpus.training.linear import learn, matrix_of, words_of
from corpus.training.roles import keep
from pipelines.applying.applicant_types import TYPES, anywhere, type_features
from pipelines.applying.applicant_types import ruled as ruled_types
from pipelines.applying.cells import view_of
from pipelines.applying.clause_reader import ClauseReading, read_clauses
from pipelines.applying.statements import (
    KIND_ROLES,
    PLACE_ROLES,
    TAGS,
    Chances,
    Rows,
    Statement,
    kinds_of,
    rows_of,
    statements_of,
)
from pipelines.country_groups import shipped_groups
from pipelines.language.feature_hashes import BUCKETS, Buckets
from pipelines.language.feature_rows import HashedRows
from pipelines.language.normalisation import fold
from pipelines.matching.eligibility.assessment import read_rules
from pipelines.matching.eligibility.learned_verdict import LEARNED, OUTCOMES, SHORTEST, HoldsOn, features
from pipelines.matching.eligibility.rule_verdict import ruled
from pipelines.models import FOLDER, Floats, WordModel, with_siblings

CORPUS = Path(__file__).resolve().parent.parent
FIRST = {"clauses": len(TAGS), "kinds": len(KIND_ROLES), "places": len(PLACE_ROLES)}
FIRST_STRENGTH, FIRST_BALANCE, STRENGTH = 1.0, 0.4, 0.3
PAGE_WEIGHT, PHRASE_WEIGHT, TEST_WEIGHT = 0.1, 0.5, 8.0  # of a cell of a page, of a short phrase; 1 of a case
TREES: dict[str, Any] = {
    "max_iter": 250, "max_leaf_nodes": 6, "learning_rate": 0.05, "l2_regularization": 1.0, "min_samples_leaf": 20, "max_features": 0.1,
    "random_state": 0,
}  # fmt: skip


@dataclass
class Item:
    """One text, read and hashed once."""

    case: Case
    reading: ClauseReading
    rows: Rows
    tags: list[tuple[str, frozenset[str]] | None] | None
    ruled: dict[str, tuple[list[float], list[str]]]


def prepared(case: Case) -> Item:
    """A case with what does not depend on any model."""
    groups = shipped_groups()
    reading = read_clauses(case.text, groups)
    tags = tags_of(case, reading) if case.gold.get("clauses") else None
    told = {}
    if case.outcomes:
        rules = read_rules(case.text, on=case.on, whole_call=case.page)
        told = {kind: ruled(rules, kind) for kind in LEARNED}
    return Item(case, reading, rows_of(reading), tags, told)


Kept = dict[str, dict[str, np.ndarray]]


def first_rows(items: Sequence[Item]) -> dict[str, tuple[Any, np.ndarray, np.ndarray]]:
    """Of clauses, kinds and places: their features, right answers and authors."""
    found: dict[str, tuple[list[Buckets], list[int], list[str]]] = {name: ([], [], []) for name in FIRST}

    def add(name: str, buckets: Buckets, right: int, author: str) -> None:
        features, answers, authors = found[name]
        features.append(buckets)
        answers.append(right)
        authors.append(author)

    for item in items:
        if item.tags is None:
            continue
        kinds, places = iter(item.rows.kinds), iter(item.rows.places)
        for at, buckets in zip(item.reading.telling, item.rows.clauses, strict=True):
            label = item.tags[at]
            own_kinds = [next(kinds) for _ in kinds_of(item.reading, at)]
            own_places = [next(places) for _ in item.reading.clauses[at].places]
            if label is None:
                continue
            tag, named = label
            add("clauses", buckets, TAGS.index(tag), item.case.author)
            for row, role in zip(own_kinds, kind_labels(item.reading, at, tag, named), strict=True):
                add("kinds", row, KIND_ROLES.index(role), item.case.author)
            for row in own_places:
                add("places", row, PLACE_ROLES.index(PLACE_LABELS.get(tag, "other")), item.case.author)
    return {
        name: (matrix_of(rows), np.array(right), np.array(authors)) for name, (rows, right, authors) in found.items()
    }


def learn_first(rows: dict[str, tuple[Any, np.ndarray, np.ndarray]], without: Sequence[str] = ()) -> Kept:
    """The models of clauses, kinds and places, without some authors."""
    kept = {}
    for name, (matrix, right, authors) in rows.items():
        chosen = np.flatnonzero(~np.isin(authors, list(without)))
        kept[name] = learn(matrix[chosen], right[chosen], FIRST[name], strength=FIRST_STRENGTH, balance=FIRST_BALANCE)
    return kept


def reader(kept: Kept) -> Chances:
    """Chances by learned weights."""
    models: dict[str, WordModel] = {name: words_of(one) for name, one in kept.items()}
    return lambda name, buckets: models[name].chances(buckets)


def verdict_cells(item: Item, statements: Sequence[Statement]) -> tuple[HashedRows, Floats]:
    """The features of the four kinds of applicant."""
    seen = view_of(item.reading, statements, HoldsOn(shipped_groups(), "CL", item.case.on))
    return features(seen, item.case.page, item.ruled)


def type_cells(item: Item, statements: Sequence[Statement]) -> tuple[HashedRows, Floats]:
    """The features of every kind of `ApplicantType`."""
    seen = view_of(item.reading, statements, anywhere, words_too=False)
    title = fold(item.case.gold.get("title") or "")
    rules = ruled_types(item.reading)
    return type_features(seen, title, rules)


def verdict_right(case: Case) -> list[int]:
    """The right outcomes of the four kinds."""
    return [OUTCOMES.index(case.outcomes[kind]) for kind in LEARNED]


def type_right(case: Case) -> list[int]:
    """Whether each kind may apply."""
    return [int(kind in case.gold["applicant_types"]) for kind in TYPES]


@dataclass
class Cells:
    """Rows of a model of applicants: features, numbers, right answers, authors, weights."""

    matrix: Any
    numbers: np.ndarray
    right: np.ndarray
    authors: np.ndarray
    weight: np.ndarray
    owner: np.ndarray


def cells_of(
    items: Sequence[Item],
    chances: Callable[[Item], Chances],
    made: Callable[..., tuple[HashedRows, Floats]],
    right: Callable[[Case], list[int]],
    weigh: Callable[[Case], float],
) -> Cells:
    """The rows of all items, each read by the chances that are its own."""
    buckets: list[Buckets] = []
    numbers: list[Floats] = []
    truth: list[int] = []
    authors: list[str] = []
    weight: list[float] = []
    owner: list[int] = []
    for at, item in enumerate(items):
        rows, told = made(item, statements_of(item.reading, item.rows, chances(item)))
        buckets += rows
        numbers.append(told)
        truth += right(item.case)
        authors += [item.case.author] * len(rows)
        weight += [weigh(item.case)] * len(rows)
        owner += [at] * len(rows)
    return Cells(
        matrix_of(buckets), np.vstack(numbers), np.array(truth), np.array(authors), np.array(weight), np.array(owner)
    )


def verdict_weight(case: Case) -> float:
    """How much a cell counts: pages lean to "ineligible", phrases are what the rules were made on."""
    return PAGE_WEIGHT if case.page else PHRASE_WEIGHT if case.author == "p" else 1.0


def with_outcomes(items: Sequence[Item]) -> list[Item]:
    """The texts that verdicts are learned from: those as long as the program asks the model about."""
    return [item for item in items if item.case.outcomes and len(item.case.text.strip()) >= SHORTEST]


def type_weight(case: Case) -> float:
    """The tests' phrases are few and must hold."""
    return TEST_WEIGHT if case.author == "q" else 1.0


def fold_of(authors: np.ndarray, folds: int = 5) -> np.ndarray:
    """A fold for each row, an author's rows in one."""
    number = {author: at % folds for at, author in enumerate(sorted(set(authors)))}
    return np.array([number[author] for author in authors])


def word_scores(matrix: Any, kept: dict[str, np.ndarray]) -> np.ndarray:
    """Chances of rows by learned weights."""
    scores = matrix[:, kept["columns"]] @ kept["weights"].astype(np.float64) + kept["bias"]
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def beside(chances: np.ndarray) -> np.ndarray:
    """What the trees see of the words' chances: of a verdict also those of the text's other kinds of applicant."""
    return with_siblings(chances, len(LEARNED)) if chances.shape[1] == len(OUTCOMES) else chances


def learn_cells(
    cells: Cells, rows: np.ndarray, classes: int
) -> tuple[dict[str, np.ndarray], HistGradientBoostingClassifier]:
    """Words from the rows, and trees over their numbers and over the words' chances out of fold."""
    inner = np.zeros((len(rows), classes))
    folds = fold_of(cells.authors[rows])
    for number in sorted(set(folds)):
        own, left = rows[folds != number], folds == number
        words = learn(cells.matrix[own], cells.right[own], classes, strength=STRENGTH, weight=cells.weight[own])
        inner[left] = word_scores(cells.matrix[rows[left]], words)
    words = learn(cells.matrix[rows], cells.right[rows], classes, strength=STRENGTH, weight=cells.weight[rows])
    trees = HistGradientBoostingClassifier(**TREES).fit(
        np.hstack([beside(inner), cells.numbers[rows]]), cells.right[rows], sample_weight=cells.weight[rows]
    )
    return words, trees


def judged(
    cells: Cells, rows: np.ndarray, words: dict[str, np.ndarray], trees: HistGradientBoostingClassifier
) -> np.ndarray:
    """Chances of rows: the mean of what words and trees say."""
    first = word_scores(cells.matrix[rows], words)
    return np.asarray((first + trees.predict_proba(np.hstack([beside(first), cells.numbers[rows]]))) / 2)


def corpus_items() -> list[Item]:
    """Every text of the corpus that says who may apply."""
    folders = ("eligibility", "facts", "short", "retold", "applicants")
    return [
        prepared(case)
        for case in read_cases(*(path for folder in folders for path in sorted((CORPUS / folder).glob("*.txt"))))
    ]


def out_of_fold(
    rows: dict[str, tuple[Any, np.ndarray, np.ndarray]], without: Sequence[str] = ()
) -> Callable[[Item], Chances]:
    """For each item the chances of models that saw no case of its author."""
    tagged = set(rows["clauses"][2]) - set(without)
    whole = reader(learn_first(rows, without))
    apart = {author: reader(learn_first(rows, [*without, author])) for author in sorted(tagged)}
    return lambda item: apart.get(item.case.author, whole)


def keep_words(name: str, kept: dict[str, np.ndarray]) -> None:
    """Write a model that has words alone."""
    np.savez_compressed(FOLDER / f"{name}.npz", buckets=np.array(BUCKETS), **kept)


def main() -> None:
    """Learn from the whole corpus and write the files."""
    items = corpus_items()
    rows = first_rows(items)
    for name, kept in learn_first(rows).items():
        keep_words(f"applying_{name}", kept)
        print(f"applying_{name}: {len(rows[name][1])} rows, {len(kept['columns'])} features", file=sys.stderr)
    chances = out_of_fold(rows)
    pages = [item for item in items if item.case.page]
    for name, classes in (("verdict", len(OUTCOMES)), ("applicants", 2)):
        if name not in (sys.argv[1:] or [name]):
            continue
        if name == "verdict":
            cells = cells_of(with_outcomes(items), chances, verdict_cells, verdict_right, verdict_weight)
        else:
            cells = cells_of(pages, chances, type_cells, type_right, type_weight)
        words, trees = learn_cells(cells, np.arange(len(cells.right)), classes)
        keep(name, words, trees, classes)
        print(f"{name}: {len(cells.right)} cells, {len(words['columns'])} features", file=sys.stderr)


if __name__ == "__main__":
    main()
