"""Where the weights of `pipelines/deduplication/paraphrase.py` come from, and the curve they give: `python
benchmarks/calibrate.py`.

A logistic regression over all pairs of reports that have a ground for one round and that nothing parts: of
`calls/same_call.jsonl`, and of the invented look-alikes in `tests/unit/told_reports.jsonl` (two funds of one funder
with one deadline, two lots, two countries), of which that file has few. Then precision against recall of the whole of
`resolve`, without sentence vectors and with them, on families of look-alikes to which the weights were not fitted. Does
not belong: speed, and other kinds of records (`linkage.py`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd
from linkage import DATA, ROOT, Pairs, same_call, within
from numpy.typing import NDArray

from pipelines.deduplication import paraphrase, resolve
from pipelines.deduplication.features import align_references, read
from pipelines.deduplication.paraphrase_measures import Tales
from pipelines.deduplication.vetoes import veto
from pipelines.language import sentence_vectors

Floats = NDArray[np.float64]
Scale = dict[str, float]
RIDGE = 1.0
STRETCH = 3.0
"""Cosines lie close together: stretched, the ridge holds their weight no more than that of other measures."""
FOLDS = 10
FITTED = (None, "subject", "country", "part")
"""Pairs that these vetoes part are fitted to all the same: they stand for twins whose subjects no list of words has."""
NEEDS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Reports:
    """Records with truth: the true pairs, and each record's family, the calls that could be taken for one another."""

    records: pd.DataFrame
    truth: Pairs
    family: dict[str, str]


class Memory:
    """An encoder that reads each line once, however often it is asked."""

    def __init__(self) -> None:
        encoder = sentence_vectors.Encoder()
        self._read = cache(lambda line: encoder.encode([line])[0])

    def encode(self, lines: Sequence[str]) -> sentence_vectors.Vectors:
        return np.stack([self._read(line) for line in lines])


def main() -> int:
    if not DATA.is_dir():
        print(f"No test data: {DATA} is not there. Put the folder `shared` with its benchmarks beside the checkout.")
        return 0
    sample, invented, unseen = _sample(), _invented("fit"), _invented("check")
    version, memory, chosen = (
        sentence_vectors.version(),
        Memory() if sentence_vectors.version() else None,
        paraphrase.NEEDED,
    )
    features, same, families = _pairs([sample, invented], memory)
    across = np.array(["sense" in row for row in features])
    order = np.unique(families)
    folds = [set(order[fold::FOLDS].tolist()) for fold in range(FOLDS)]
    kept = [np.full(len(same), True), *(~np.isin(families, sorted(fold)) for fold in folds)]
    plain = [_fit([{**row, "sense": 0.0} for row in features[rows]], same[rows]) for rows in kept]
    sensed = [_fit(features[rows & across], same[rows & across]) for rows in kept] if memory else []
    for name, scales, rows in (("PLAIN", plain, kept[0]), ("SENSED", sensed, across)):
        if scales:
            print(
                f"{name}, from {int(rows.sum())} pairs, {int(same[rows].sum())} of one call: "
                + ", ".join(f'"{measure}": {weight:.2f}' for measure, weight in scales[0].items() if weight)
            )
    for with_sense in (False, True) if memory else (False,):
        sentence_vectors.version, sentence_vectors.encoder = (
            (lambda given=version if with_sense else None: given),
            (lambda: memory),
        )
        scales = list(zip(plain, sensed if with_sense else plain, strict=True))
        print(f"{'With' if with_sense else 'Without'} sentence vectors")
        print("            same_call, families left out   invented, families left out   invented, not fitted to at all")
        print("  need  " + "     joined wrong precision recall" * 3)
        for need in NEEDS:
            points = [(_left_out(reports, folds, scales[1:], need), reports) for reports in (sample, invented)]
            points.append((_resolved(unseen, scales[0], need), unseen))
            print(f"  {need:.2f}  " + "".join(_point(joined, reports.truth) for joined, reports in points))
    print(f"Chosen: {chosen:.2f}")
    return 0


def _sample() -> Reports:
    records, truth = same_call()
    return Reports(records, truth, _families(records.to_dict("records")))


def _invented(part: str) -> Reports:
    lines = (ROOT / "tests" / "unit" / "told_reports.jsonl").read_text(encoding="utf-8").splitlines()
    records = pd.DataFrame([row for row in map(json.loads, lines) if row["set"] == part])
    truth = within(records["record_id"], records["cluster_id"])
    return Reports(records, truth, dict(zip(records["record_id"], records["family"], strict=True)))


def _left_out(reports: Reports, folds: Sequence[set[str]], fitted: Sequence[tuple[Scale, Scale]], need: float) -> Pairs:
    """The pairs that are joined, each found with the weights that were not fitted to its first record's family."""
    return {
        pair
        for fold, scales in zip(folds, fitted, strict=True)
        for pair in _resolved(reports, scales, need)
        if reports.family[pair[0]] in fold
    }


def _resolved(reports: Reports, scales: tuple[Scale, Scale], need: float) -> Pairs:
    paraphrase.PLAIN, paraphrase.SENSED = scales
    paraphrase.NEEDED = need
    calls = resolve(reports.records)
    return within(calls["record_id"], calls["call_id"])


def _point(joined: Pairs, truth: Pairs) -> str:
    right = len(joined & truth)
    return f"     {len(joined):6} {len(joined) - right:5} {right / max(1, len(joined)):9.3f} {right / len(truth):6.3f}"


def _pairs(
    sets: Sequence[Reports], encoder: Memory | None
) -> tuple[NDArray[np.object_], NDArray[np.bool_], NDArray[np.str_]]:
    """For all pairs with a ground: what is measured, whether they are one call, the family of the first record."""
    features, same, families = [], [], []
    for reports in sets:
        rows = reports.records.sort_values("record_id").to_dict("records")
        keys = align_references([read(row) for row in rows])
        told_of = [
            (a, b)
            for a, b in combinations(range(len(rows)), 2)
            if veto(keys[a], keys[b]) in FITTED and paraphrase.ground(keys[a], keys[b])
        ]
        measures = Tales(keys, np.arange(len(keys))).measure(*np.array(told_of).T)
        for place, (a, b) in enumerate(told_of):
            ground = paraphrase.ground(keys[a], keys[b])
            near = {}
            if encoder and paraphrase.in_two_languages(keys[a], keys[b]):
                one, other = (encoder.encode([paraphrase.line_of(keys[n])])[0] for n in (a, b))
                near = {"sense": paraphrase.nearness(one, other)}
            own = {name: float(values[place]) for name, values in measures.items()}
            features.append(
                {**own, **near, "possible": float(ground == "possible"), "sure": float(ground != "possible")}
            )
            same.append((rows[a]["record_id"], rows[b]["record_id"]) in reports.truth)
            families.append(reports.family[rows[a]["record_id"]])
    return np.array(features), np.array(same), np.array(families)


def _fit(features: Sequence[Scale], same: NDArray[np.bool_]) -> Scale:
    """Weights and bias of a logistic regression with a ridge, by Newton's method."""
    names = list(features[0])
    stretch = np.array([STRETCH if name == "sense" else 1.0 for name in names] + [1.0])
    inputs = np.array([[row[name] for name in names] + [1.0] for row in features]) * stretch
    ridge = np.diag([RIDGE] * len(names) + [1e-6])
    weights = np.zeros(inputs.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (chance - same) + ridge @ weights
        step = np.linalg.solve((inputs * (chance * (1 - chance))[:, None]).T @ inputs + ridge, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return dict(zip([*names, "bias"], (weights * stretch).tolist(), strict=True))


def _families(rows: Sequence[dict[str, object]]) -> dict[str, str]:
    """For each record the least of the calls that its own is a look-alike of, directly or through others."""
    leader = {str(row["cluster_id"]): str(row["cluster_id"]) for row in rows}

    def first(call: str) -> str:
        while leader[call] != call:
            call = leader[call]
        return call

    for row in rows:
        if row["negative_of"] in leader:
            ends = sorted((first(str(row["cluster_id"])), first(str(row["negative_of"]))))
            leader[ends[1]] = ends[0]
    return {str(row["record_id"]): first(str(row["cluster_id"])) for row in rows}


if __name__ == "__main__":
    sys.exit(main())
