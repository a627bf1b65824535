"""Learns what days and sums are for, and the kind of a text's deadline: `make train` writes
`pipelines/models/{days,sums,kinds}.npz`.

Judged by texts of authors that were left out; the figures go into the card. scikit-learn learns; the program reads the
files with numpy alone. The same corpus gives the same bytes: one thread, fixed seeds, sorted inputs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from corpus.training.excerpts import excerpts
from corpus.training.read import Labelled, read_texts
from pipelines.cleaning.candidate_numbers import (
    DAY_ROLES,
    SHARE_ROLES,
    SUM_ROLES,
    day_numbers,
    series_numbers,
    share_numbers,
    sum_numbers,
)
from pipelines.cleaning.markup import plain_line
from pipelines.cleaning.role_reader import (
    Candidates,
    Roles,
    candidates,
    hashed,
    kind_numbers,
    page_of,
)
from pipelines.language.feature_hashes import BUCKETS, Buckets
from pipelines.language.normalisation import fold
from pipelines.models import FOLDER, SCALE

CORPUS = Path(__file__).resolve().parent.parent
FOLDERS = ("facts", "relevance", "short", "retold", "phrases", "fixtures")
KINDS = ("fixed", "multiple", "two_stage", "rolling", "none")
STRENGTH, LEAST, FOLDS, GROUPS = 1.0, 2, 4, 6
TREES: dict[str, Any] = {
    "max_iter": 160,
    "max_leaf_nodes": 5,
    "learning_rate": 0.06,
    "l2_regularization": 1.0,
    "random_state": 0,
}

LAST_TREES = TREES | {"max_iter": 150, "max_leaf_nodes": 6, "min_samples_leaf": 20}


@dataclass
class Part:
    """One model's rows: whose text each is, its buckets, its right role, and how its numbers follow from the chances
    of all rows.
    """

    owner: np.ndarray
    matrix: Any
    right: np.ndarray
    roles: int
    numbers: Callable[[np.ndarray], np.ndarray]


def right_day(text: Labelled, day: Any) -> int:
    """The number of a day's role in `DAY_ROLES`."""
    stated = {day.on.isoformat()} | ({day.other.isoformat()} if day.other else set())
    gold = text.gold
    if gold["deadline_kind"] == "two_stage" and gold.get("first_stage") in stated:
        return 2
    if stated & set(gold["deadlines"]):
        return 1
    return 3 if gold.get("opens_on") in stated else 0


def right_sum(text: Labelled, money: Any) -> int:
    """The number of a sum's role in `SUM_ROLES`."""
    low, high, total = (text.gold.get(name) for name in ("amount_min", "amount_max", "amount_total"))
    amount = float(money.amount)
    if high is not None and amount == high:
        return 3 if low == high else 1
    if low is not None and amount == low:
        return 2
    return 4 if total is not None and amount == total else 0


def right_share(text: Labelled, share: Any) -> int:
    """The number of a share's role in `SHARE_ROLES`."""
    own = text.gold.get("cofunding_percent")
    if own is None:
        return 0
    return 1 if abs(float(share.percent) - own) < 0.01 else 2 if abs(100 - float(share.percent) - own) < 0.01 else 0


def prepared(texts: Sequence[Labelled]) -> list[Candidates]:
    """Each text's candidates, as the program finds them."""
    found = []
    for text in texts:
        heading = plain_line(text.title)
        page = page_of(text.text, heading)
        found.append(candidates(page, fold(heading), text.language, text.published_on))
    return found


def part_of(kind: str, texts: Sequence[Labelled], found: Sequence[Candidates]) -> Part:
    """The rows of days, sums or shares over all texts."""
    right_of, roles = PARTS[kind]
    owner: list[int] = []
    buckets: list[Buckets] = []
    right: list[int] = []
    places = []
    for at, (text, own) in enumerate(zip(texts, found, strict=True)):
        items = getattr(own, kind)
        places.append(range(len(owner), len(owner) + len(items)))
        owner += [at] * len(items)
        buckets += getattr(hashed(own), kind)
        right += [right_of(text, item) for item in items]

    def numbers(chances: np.ndarray) -> np.ndarray:
        return np.vstack(
            [
                _numbers(kind, own, chances[place.start : place.stop])
                for own, place in zip(found, places, strict=True)
                if place
            ]
        )

    return Part(np.array(owner), matrix_of(buckets), np.array(right), len(roles), numbers)


def _numbers(kind: str, own: Candidates, chances: np.ndarray) -> np.ndarray:
    if kind == "days":
        return day_numbers(own.page, own.days, chances, own.published_on)
    return sum_numbers(own.page, own.sums, chances) if kind == "sums" else share_numbers(own.page, own.shares, chances)


PARTS: dict[str, Any] = {
    "days": (right_day, DAY_ROLES),
    "sums": (right_sum, SUM_ROLES),
    "shares": (right_share, SHARE_ROLES),
}


def kind_part(texts: Sequence[Labelled], found: Sequence[Candidates], day_chances: Sequence[np.ndarray]) -> Part:
    """The rows of the kinds: one a text; `day_chances` out of fold."""
    roles = [Roles(chances, np.zeros((0, len(SUM_ROLES))), np.zeros((0, len(SHARE_ROLES)))) for chances in day_chances]
    buckets = [row for own in found for row in hashed(own).text]

    def numbers(chances: np.ndarray) -> np.ndarray:
        return np.array(
            [kind_numbers(own, role, list(row)) for own, role, row in zip(found, roles, chances, strict=True)]
        )

    return Part(
        np.arange(len(texts)),
        matrix_of(buckets),
        np.array([KINDS.index(t.gold["deadline_kind"]) for t in texts]),
        len(KINDS),
        numbers,
    )


def matrix_of(buckets: Sequence[Buckets]) -> Any:
    """Rows of buckets as a sparse matrix, each row weighing `SCALE`."""
    indices = (
        np.concatenate([np.array(b, dtype=np.int32) for b in buckets]) if buckets else np.array([], dtype=np.int32)
    )
    lengths = np.array([len(b) for b in buckets])
    values = np.repeat(SCALE / np.sqrt(np.maximum(1, lengths)), lengths)
    return sparse.csr_matrix(
        (values, indices, np.concatenate([[0], np.cumsum(lengths)])), shape=(len(buckets), BUCKETS)
    )


def learn_words(part: Part, rows: np.ndarray) -> dict[str, np.ndarray]:
    """Weights of the columns that at least `LEAST` rows have."""
    matrix = part.matrix[rows]
    columns = np.flatnonzero(np.asarray((matrix > 0).sum(axis=0)).ravel() >= LEAST)
    model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-4).fit(matrix[:, columns], part.right[rows])
    weights = np.zeros((len(columns), part.roles))
    bias = np.full(part.roles, -30.0)
    weights[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
    return {"columns": columns.astype(np.int32), "weights": weights.astype(np.float16), "bias": bias}


def word_chances(part: Part, words: dict[str, np.ndarray], rows: np.ndarray) -> np.ndarray:
    """Chances of rows by learned weights."""
    scores = part.matrix[rows][:, words["columns"]] @ words["weights"].astype(np.float64) + words["bias"]
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def learn(part: Part, rows: np.ndarray) -> tuple[dict[str, np.ndarray], HistGradientBoostingClassifier, np.ndarray]:
    """Words learned from the rows, trees over their out-of-fold chances, and these chances."""
    inner = np.zeros((len(part.right), part.roles))
    fold_of = part.owner[rows] % FOLDS
    for number in range(FOLDS):
        inner[rows[fold_of == number]] = word_chances(
            part, learn_words(part, rows[fold_of != number]), rows[fold_of == number]
        )
    trees = HistGradientBoostingClassifier(**TREES).fit(part.numbers(inner)[rows], part.right[rows])
    return learn_words(part, rows), trees, inner


def judge(
    part: Part, words: dict[str, np.ndarray], trees: HistGradientBoostingClassifier, rows: np.ndarray
) -> np.ndarray:
    """Chances of rows by both models."""
    first = np.zeros((len(part.right), part.roles))
    first[rows] = word_chances(part, words, rows)
    chances = np.zeros((len(rows), part.roles))
    chances[:, trees.classes_] = trees.predict_proba(part.numbers(first)[rows])
    return chances


def out_of_fold(part: Part, authors: np.ndarray) -> np.ndarray:
    """Chances of every row by models that saw no text of its author; the authors are left out a group at a time."""
    chances = np.zeros((len(part.right), part.roles))
    names = sorted(set(authors))
    group = np.array([names.index(author) % GROUPS for author in authors])[part.owner]
    for number in range(GROUPS):
        rows, left = np.flatnonzero(group != number), np.flatnonzero(group == number)
        if len(left):
            words, trees, _ = learn(part, rows)
            chances[left] = judge(part, words, trees, left)
    return chances


def tree_arrays(model: HistGradientBoostingClassifier, roles: int) -> dict[str, np.ndarray]:
    """The trees as arrays (trees, nodes); a leaf points to itself."""
    classes = model.classes_[1:] if len(model.classes_) == 2 else model.classes_  # of two, the second's score alone
    grown = [(tree.nodes, int(classes[role])) for step in model._predictors for role, tree in enumerate(step)]
    most = max(len(nodes) for nodes, _ in grown)
    shape = (len(grown), most)
    column, left, right = (np.zeros(shape, dtype=np.int16) for _ in range(3))
    threshold, value = np.zeros(shape), np.zeros(shape, dtype=np.float32)
    absent_left = np.zeros(shape, dtype=bool)
    depth = 0
    for at, (nodes, _) in enumerate(grown):
        for n, node in enumerate(nodes):
            leaf = bool(node["is_leaf"])
            column[at, n] = 0 if leaf else node["feature_idx"]
            threshold[at, n] = np.inf if leaf else node["num_threshold"]
            left[at, n], right[at, n] = (n, n) if leaf else (node["left"], node["right"])
            value[at, n] = node["value"] if leaf else 0.0
            absent_left[at, n] = not leaf and bool(node["missing_go_to_left"])
            depth = max(depth, int(node["depth"]))
    bias = np.full(roles, -30.0)
    bias[model.classes_] = 0.0
    bias[classes] = model._baseline_prediction.ravel()
    return {
        "tree_column": column,
        "tree_threshold": threshold,
        "tree_left": left,
        "tree_right": right,
        "tree_value": value,
        "tree_role": np.array([role for _, role in grown], dtype=np.int16),
        "tree_bias": bias,
        "tree_depth": np.array(depth),
        **({"tree_absent_left": absent_left} if absent_left.any() else {}),
    }


def keep(name: str, words: dict[str, np.ndarray], trees: HistGradientBoostingClassifier, roles: int) -> None:
    """Write one model's file."""
    np.savez_compressed(FOLDER / f"{name}.npz", buckets=np.array(BUCKETS), **words, **tree_arrays(trees, roles))


def corpus_texts() -> list[Labelled]:
    """All texts of the corpus, in the order of their files."""
    return read_texts(*(path for folder in FOLDERS for path in sorted((CORPUS / folder).glob("*.txt"))))


def learn_last(
    texts: Sequence[Labelled], found: Sequence[Candidates], days: Sequence[np.ndarray], kinds: np.ndarray
) -> HistGradientBoostingClassifier:
    """Trees that see each day's chances with those of its list and the text's kinds, all of them out of fold."""
    rows = [
        (series_numbers(own.page, own.days, chances, kind), [int(right_day(text, day) in (1, 2)) for day in own.days])
        for text, own, chances, kind in zip(texts, found, days, kinds, strict=True)
        if own.days
    ]
    return HistGradientBoostingClassifier(**LAST_TREES).fit(
        np.vstack([numbers for numbers, _ in rows]), np.concatenate([right for _, right in rows])
    )


def learn_all(texts: Sequence[Labelled], found: Sequence[Candidates]) -> None:
    """Learn every model from some texts and their excerpts, and write the files."""
    short = excerpts(texts, found, right_day, right_sum)
    more, more_found = [*texts, *short], [*found, *prepared(short)]
    for name in PARTS:
        part = part_of(name, more, more_found)
        words, trees, _ = learn(part, np.arange(len(part.right)))
        keep(name, words, trees, part.roles)
        print(
            f"{name}: {len(part.right)} candidates of {len(more)} texts, {len(words['columns'])} features",
            file=sys.stderr,
        )
        if name == "days":
            authors = np.array([t.author for t in more])
            chances = out_of_fold(part, authors)
            by_text = [chances[part.owner == at] for at in range(len(texts))]
            kinds = kind_part(texts, found, by_text)
            words, trees, _ = learn(kinds, np.arange(len(texts)))
            keep("kinds", words, trees, len(KINDS))
            last = learn_last(texts, found, by_text, out_of_fold(kinds, authors[: len(texts)]))
            np.savez_compressed(FOLDER / "last_days.npz", **tree_arrays(last, 2))


def main() -> None:
    """Learn from the whole corpus and write the files."""
    texts = corpus_texts()
    learn_all(texts, prepared(texts))


if __name__ == "__main__":
    main()
