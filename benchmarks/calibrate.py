"""Where the weights of `pipelines/deduplication/told.py` come from: `python benchmarks/calibrate.py`.

A logistic regression over all pairs of reports in `calls/same_call.jsonl` that have a ground for one round and that nothing parts.
Prints the weights, and what the score would have been worth on calls that it was not fitted to: each family of look-alikes is left out
in turn. Belongs here: fitting and the curve. Does not belong: the quality of `resolve` as a whole (`linkage.py`).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from linkage import DATA, same_call
from numpy.typing import NDArray

from pipelines.deduplication import told
from pipelines.deduplication.keys import read
from pipelines.deduplication.vetoes import veto

Floats = NDArray[np.float64]
NAMES = (*told.WEIGHTS, *told.GROUNDS)
RIDGE = 1.0
FOLDS = 10


def main() -> int:
    if not DATA.is_dir():
        print(f"No test data: {DATA} is not there. Put the folder `shared` with its benchmarks beside the checkout.")
        return 0
    features, same, families, eligible = pairs()
    weights = fit(features, same)
    print("weights: " + ", ".join(f"{name} {value:.2f}" for name, value in zip((*NAMES, "bias"), weights, strict=True)))
    held_out = np.zeros(len(same))
    order = np.unique(families)
    for fold in range(FOLDS):
        left_out = np.isin(families, order[fold::FOLDS])
        held_out[left_out] = chances(features[left_out], fit(features[~left_out], same[~left_out]))
    print(f"{len(same)} pairs with a ground, {int(same.sum())} of one call. On families left out, by score alone, and of one funder "
          "and title as `told.eligible` asks")
    print("  need   joined right precision recall   joined right precision recall")
    for need in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 0.95):
        print(f"  {need:.2f}   " + "   ".join(_point(joined, same) for joined in (held_out >= need, (held_out >= need) & eligible)))
    print(f"Chosen: {told.NEEDED:.2f}, with `told.eligible`.")
    return 0


def _point(joined: NDArray[np.bool_], same: Floats) -> str:
    right = int((joined & (same == 1)).sum())
    return f"{int(joined.sum()):6} {right:5} {right / max(1, int(joined.sum())):9.3f} {right / same.sum():6.3f}"


def pairs() -> tuple[Floats, Floats, NDArray[np.int64], NDArray[np.bool_]]:
    """For all pairs with a ground: features, whether one call, the family of the first record, whether `told.eligible`."""
    records, truth = same_call()
    rows = records.sort_values("record_id").to_dict("records")
    keys = [read(row) for row in rows]
    tales = told.Tales(keys)
    family = _families(rows)
    features, same, families, eligible = [], [], [], []
    for a, b in combinations(range(len(rows)), 2):
        if veto(keys[a], keys[b]) is not None or (ground := told.ground(keys[a], keys[b])) is None:
            continue
        measures = tales.measure(a, b)
        features.append([*(measures[name] for name in told.WEIGHTS), *(float(ground == name) for name in told.GROUNDS)])
        same.append(float((rows[a]["record_id"], rows[b]["record_id"]) in truth))
        families.append(family[rows[a]["cluster_id"]])
        eligible.append(told.eligible(tales, a, b) is not None)
    return np.array(features), np.array(same), np.array(families), np.array(eligible)


def fit(features: Floats, same: Floats) -> Floats:
    """Weights and bias of a logistic regression with a ridge, by Newton's method."""
    inputs = np.column_stack([features, np.ones(len(features))])
    ridge = np.diag([RIDGE] * features.shape[1] + [1e-6])
    weights = np.zeros(inputs.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (chance - same) + ridge @ weights
        step = np.linalg.solve((inputs * (chance * (1 - chance))[:, None]).T @ inputs + ridge, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def chances(features: Floats, weights: Floats) -> Floats:
    """The chance of each pair under these weights."""
    score: Floats = features @ weights[:-1] + weights[-1]
    return 1 / (1 + np.exp(-score))


def _families(rows: Sequence[dict[str, object]]) -> dict[object, int]:
    """Calls and their look-alikes under one number."""
    leader = {row["cluster_id"]: row["cluster_id"] for row in rows}

    def first(call: object) -> object:
        while leader[call] != call:
            call = leader[call]
        return call

    for row in rows:
        if row["negative_of"] in leader:
            leader[first(row["cluster_id"])] = first(row["negative_of"])
    numbers = {call: place for place, call in enumerate(sorted({str(first(call)) for call in leader}))}
    return {call: numbers[str(first(call))] for call in leader}


if __name__ == "__main__":
    sys.exit(main())
