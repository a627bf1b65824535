"""Learns whether two reports tell of one call: `make train` writes `pipelines/models/pairs_{with,without}_vectors.npz`.

Rows are the candidate pairs of pools of families, and all pairs of a family, but for those that vetoes part and those
of which neither says when it was published. Each family comes as its author wrote it and in partial copies
(`corpus/training/partial.py`). `python -m corpus.training.pairs judge` leaves authors out. The same corpus gives the
same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from corpus.training.figures import wilson
from corpus.training.partial import partial
from corpus.training.roles import tree_arrays
from pipelines import models
from pipelines.deduplication import blocking, name_similarity, pair_chances, resolve
from pipelines.deduplication.clusters import Pair
from pipelines.deduplication.feature_arrays import Columns, distinct
from pipelines.deduplication.features import Keys, align_references
from pipelines.deduplication.lines import Lines
from pipelines.deduplication.pair_features import NUMBERS, SENSES, Comparison
from pipelines.deduplication.resolve_all import in_order, read_rows
from pipelines.deduplication.vetoes import veto
from pipelines.language import sentence_vectors

FAMILIES = Path(__file__).resolve().parent.parent / "families"
COPIES = 2
FOLDS = 3
GROUPS = 2
"""Half of the authors are left out at a time."""
NEEDS = (0.6, 0.7, 0.8, 0.85, 0.9)
PRECISION = 0.96
"""Of pairs on families left out; clusters refuse some of the wrong ones, so that .97 and more are left."""
TREES: dict[str, Any] = {
    "max_iter": 300,
    "max_leaf_nodes": 8,
    "learning_rate": 0.05,
    "l2_regularization": 5.0,
    "min_samples_leaf": 20,
    "max_features": 0.4,
    "random_state": 0,
}
COMPANY_TREES: dict[str, Any] = {
    "max_iter": 150,
    "max_leaf_nodes": 6,
    "learning_rate": 0.05,
    "min_samples_leaf": 30,
    "l2_regularization": 5.0,
    "max_features": 0.5,
    "random_state": 0,
    "monotonic_cst": [1, -1, -1, 1, 1, 0, 1, 1, -1, -1, 1],
}
RISING = (
    "title told",
    "less told title",
    "prose in common",
    "prose alike",
    "names in common",
    "days in common",
    "titles near",
    "texts near",
    "title near text",
    "funder",
    "core",
    "title",
    "reference told",
    "figures shared",
    "large figures shared",
    "figures in common",
)
FALLING = (
    "deadlines apart",
    "own words of both titles",
    "country untold by both",
    "own numbers of both",
    "part untold",
    "sums apart",
    "title carried",
    "own figures of both",
)
"""Numbers of which more never speaks against one call, or never for it."""


@dataclass
class Pool:
    """The pairs of one pool with their truth: numbers, senses, whether one call, the family of the first record,
    whether a ground is common; and whose pairs they are."""

    keys: list[Keys]
    once: frozenset[str]
    pairs: list[Pair]
    numbers: np.ndarray
    senses: np.ndarray
    same: np.ndarray
    family: np.ndarray
    grounded: np.ndarray
    weight: float

    def inputs(self, vectors: bool) -> np.ndarray:
        """What the model reads of each pair by itself."""
        return np.hstack([self.numbers, self.senses]) if vectors else self.numbers


def read_families(*paths: Path) -> list[dict[str, Any]]:
    """The records of family files."""
    records = []
    for path in paths:
        for part in re.split(r"(?m)^=== *", path.read_text(encoding="utf-8"))[1:]:
            head, _, rest = part.partition("\n")
            line, _, text = rest.partition("\n---\n")
            records.append({"record_id": head.strip(), **json.loads(line), "summary": text.strip("\n")})
    return records


def author(family: str) -> str:
    """Who wrote a family."""
    return family.split("-")[0]


def pool_of(records: Sequence[dict[str, Any]], weight: float, lines: Lines | None) -> Pool:
    """The pairs of one pool."""
    frame = pd.DataFrame(list(records))
    order, names = in_order(frame)
    keys = align_references(read_rows(frame, order))
    columns = Columns(keys)
    if lines:
        columns.lines = lines
    by_name = {record["record_id"]: record for record in records}
    family = [by_name[name]["family"] for name in names]
    members: dict[str, list[int]] = {}
    for place, own in enumerate(family):
        members.setdefault(own, []).append(place)
    found = {(a, b) for a, b in blocking.pairs(columns).tolist()}
    found |= {pair for group in members.values() for pair in combinations(group, 2)}
    listed = [
        (a, b) for a, b in sorted(found) if (keys[a].published or keys[b].published) and veto(keys[a], keys[b]) is None
    ]
    pairs = np.array(listed, dtype=np.int64)
    left, right = pairs.T
    comparison = Comparison(columns, distinct(pairs.ravel()))
    cluster = [by_name[name]["cluster_id"] for name in names]
    return Pool(
        keys,
        once_of(records),
        listed,
        comparison.numbers(left, right, name_similarity.measure(columns, pairs)),
        pair_chances.senses(keys, pairs, lines) if lines else np.full((len(pairs), len(SENSES)), np.nan),
        np.array([cluster[a] == cluster[b] for a, b in listed], dtype=np.int64),
        np.array([family[a] for a, _ in listed]),
        comparison.grounds(left, right),
        weight,
    )


def once_of(records: Sequence[dict[str, Any]]) -> frozenset[str]:
    """The sources that list a call once."""
    return frozenset(record["source_id"] for record in records if record.get("lists_once"))


def pools_of(records: Sequence[dict[str, Any]], lines: Lines | None, copies: int = COPIES) -> list[Pool]:
    """A pool of each author's reports as written, and of their partial copies, which weigh half."""
    pools = []
    for name in sorted({author(record["family"]) for record in records}):
        own = [record for record in records if author(record["family"]) == name]
        pools += [pool_of(own, 1.0, lines), *(pool_of(partial(own, seed), 0.5, lines) for seed in range(1, copies + 1))]
    return pools


def grow(
    pools: Sequence[Pool], vectors: bool, left_out: frozenset[str] = frozenset()
) -> HistGradientBoostingClassifier:
    """Trees over all pairs by themselves, but for those of families left out."""
    names = (*NUMBERS, *SENSES) if vectors else NUMBERS
    slopes = [1 if name in RISING else -1 if name in FALLING else 0 for name in names]
    kept = [~np.isin(pool.family, sorted(left_out)) for pool in pools]
    inputs = np.vstack([pool.inputs(vectors)[rows] for pool, rows in zip(pools, kept, strict=True)])
    same = np.concatenate([pool.same[rows] for pool, rows in zip(pools, kept, strict=True)])
    weight = np.concatenate([np.full(rows.sum(), pool.weight) for pool, rows in zip(pools, kept, strict=True)])
    return HistGradientBoostingClassifier(**TREES, monotonic_cst=slopes).fit(inputs, same, sample_weight=weight)


def learn(pools: Sequence[Pool], vectors: bool) -> dict[str, np.ndarray]:
    """Both stages from these pools, each calibrated on families left out; the second reads the first's odds of
    families left out.
    """
    families = sorted({family for pool in pools for family in pool.family.tolist()})
    folds = [frozenset(families[number::FOLDS]) for number in range(FOLDS)]
    first = [np.zeros(len(pool.same)) for pool in pools]
    for fold in folds:
        trees = grow(pools, vectors, fold)
        for pool, scores_of in zip(pools, first, strict=True):
            own = np.isin(pool.family, sorted(fold))
            scores_of[own] = trees.decision_function(pool.inputs(vectors)[own])
    same = np.concatenate([pool.same for pool in pools])
    alone = LogisticRegression(C=1e3).fit(np.concatenate(first)[:, None], same)
    odds = [alone.decision_function(scores_of[:, None]) for scores_of in first]
    tables, right, fold_of, weight = [], [], [], []
    for pool, own in zip(pools, odds, strict=True):
        asked = np.flatnonzero((own >= pair_chances.log_odds(pair_chances.UNLIKELY)) & pool.grounded)
        found = {
            pair: value
            for pair, value, ground in zip(pool.pairs, own.tolist(), pool.grounded.tolist(), strict=True)
            if ground and value >= pair_chances.log_odds(pair_chances.FAINT)
        }
        tables.append(
            pair_chances.company(pool.keys, found, [pool.pairs[place] for place in asked.tolist()], pool.once)
        )
        right.append(pool.same[asked])
        fold_of.append(np.searchsorted(families, pool.family[asked]) % FOLDS)
        weight.append(np.full(len(asked), pool.weight))
    table, true, fold_number, weights = (np.concatenate(parts) for parts in (tables, right, fold_of, weight))
    left_out = np.zeros(len(true))
    for number in range(FOLDS):
        own = fold_number == number
        left_out[own] = _in_company(table[~own], true[~own], weights[~own]).decision_function(table[own])
    company = LogisticRegression(C=1e3).fit(left_out[:, None], true, sample_weight=weights)
    told = company.decision_function(left_out[:, None])
    _curve(told, true, weights, sum(int(pool.same.sum()) for pool in pools if pool.weight == 1.0))
    kept = {
        "need": need_of(told[weights == 1.0], true[weights == 1.0]),
        "alone_slope": alone.coef_[0][0],
        "alone_shift": alone.intercept_[0],
        "company_slope": company.coef_[0][0],
        "company_shift": company.intercept_[0],
    }
    for name, trees in (("alone", grow(pools, vectors)), ("company", _in_company(table, true, weights))):
        kept |= {f"{name}_{part}": values for part, values in tree_arrays(trees, 2).items()}
    return kept


def need_of(odds: np.ndarray, same: np.ndarray) -> float:
    """The least chance from which on `PRECISION` of the pairs are of one call, whatever greater one is asked for."""
    chance = 1 / (1 + np.exp(-odds))
    need = 0.99
    while need > 0.5 and same[chance >= round(need - 0.01, 2)].mean() >= PRECISION:
        need = round(need - 0.01, 2)
    return need


def _curve(odds: np.ndarray, same: np.ndarray, weight: np.ndarray, true_pairs: int) -> None:
    """Precision and recall of pairs as authors wrote them, by need, families left out: what the need is chosen by."""
    written = weight == 1.0
    for need in NEEDS:
        joins = (odds >= pair_chances.log_odds(need)) & written
        right = int(same[joins].sum())
        print(
            f"  need {need}: precision {right / max(1, joins.sum()):.3f} recall {right / true_pairs:.3f}",
            file=sys.stderr,
        )


def _in_company(table: np.ndarray, same: np.ndarray, weight: np.ndarray) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(**COMPANY_TREES).fit(table, same, sample_weight=weight)


def joined(records: Sequence[dict[str, Any]]) -> set[tuple[str, str]]:
    """The pairs that `resolve` joins."""
    calls = resolve(pd.DataFrame(list(records)).drop(columns=["cluster_id", "family"]), lists_once=once_of(records))
    return {pair for _, group in calls.groupby("call_id") for pair in combinations(sorted(group["record_id"]), 2)}


def truth(records: Sequence[dict[str, Any]]) -> set[tuple[str, str]]:
    """The true pairs."""
    members: dict[str, list[str]] = {}
    for record in records:
        members.setdefault(record["cluster_id"], []).append(record["record_id"])
    return {pair for group in members.values() for pair in combinations(sorted(group), 2)}


def figures(name: str, found: set[tuple[str, str]], right: set[tuple[str, str]], language: dict[str, str]) -> str:
    """One line of precision and recall, and the recall across languages."""
    across = {(a, b) for a, b in right if language[a] != language[b]}
    return (
        f"{name:26} P {wilson(len(found & right), len(found))} R {wilson(len(found & right), len(right))} across "
        f"{wilson(len(found & across), len(across))} wrong {len(found - right)} of {len(right)}"
    )


def judge(records: Sequence[dict[str, Any]]) -> None:
    """`resolve` on each author's families by models of the others', for several needs."""
    language = {record["record_id"]: record["language"] for record in records}
    authors = sorted({author(record["family"]) for record in records})
    every, lines = truth(records), Lines() if sentence_vectors.version() else None
    version, load = sentence_vectors.version, models.pairs
    found: dict[tuple[bool, float], set[tuple[str, str]]] = defaultdict(set)
    pools = pools_of(records, lines)
    for group in (frozenset(authors[number::GROUPS]) for number in range(GROUPS)):
        kept = [pool for pool in pools if author(pool.family[0]) not in group]
        learned = {
            vectors: models.pair_model(learn(kept, vectors)) for vectors in ((False, True) if lines else (False,))
        }
        for vectors in learned:
            sentence_vectors.version = version if vectors else lambda: None
            for name in group:
                own = [record for record in records if author(record["family"]) == name]
                for need in NEEDS:
                    models.pairs = lambda *, vectors, learned=learned, need=need: replace(learned[vectors], need=need)
                    found[vectors, need] |= joined(own)
        sentence_vectors.version = version
    models.pairs = load
    for (vectors, need), pairs in sorted(found.items()):
        print(figures(f"{'with' if vectors else 'without'} vectors, {need}", pairs, every, language), flush=True)


def main(arguments: Sequence[str]) -> None:
    """Learn from all families and write the files, or judge."""
    records = read_families(*sorted(FAMILIES.glob("*.txt")))
    if "judge" in arguments:
        judge(records)
        return
    pools = pools_of(records, Lines())
    for vectors in (False, True):
        np.savez_compressed(
            models.FOLDER / f"pairs_with{'' if vectors else 'out'}_vectors.npz", **learn(pools, vectors)
        )
    pairs, same = (
        sum(int(part) for part in parts)
        for parts in zip(*((len(pool.same), pool.same.sum()) for pool in pools), strict=True)
    )
    print(
        f"pairs: {pairs} pairs, {same} of one call, of {len({record['family'] for record in records})} families",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
