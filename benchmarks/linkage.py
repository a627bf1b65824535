"""How well records are linked, on public test data with truth: `python benchmarks/linkage.py`.

Prints pairwise precision, recall, F1 and CPU seconds for the data in `../shared/benchmarks` beside the checkout:
publications of two libraries, songs of many sources, and calls as several sites report them, with every wrong merge of
calls. One configuration for all. Without that folder it says so and ends with 0.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipelines.deduplication import resolve  # noqa: E402

DATA = ROOT.parent / "shared" / "benchmarks"
Pairs = set[tuple[str, str]]
SETS = {"dblp_acm": frozenset({"s0", "s1"}), "musicbrainz20k": frozenset[str]()}
"""The sources that list a thing once: both libraries do; the songs' many sources are not told apart in the data."""


def main() -> int:
    if not DATA.is_dir():
        print(f"No test data: {DATA} is not there. Put the folder `shared` with its benchmarks beside the checkout.")
        return 0
    for name, once in SETS.items():
        records, truth = linkage(name)
        report(name, truth, *found(records, once))
    records, truth = same_call()
    pairs, seconds = found(records, frozenset())
    report("same_call", truth, pairs, seconds)
    _kinds_of_same_call(records, truth, pairs)
    titles = dict(zip(records["record_id"], records["title"], strict=True))
    for a, b in sorted(pairs - truth):
        print(f"  wrong: {a} | {titles[a]} / {b} | {titles[b]}")
    return 0


def _kinds_of_same_call(records: pd.DataFrame, truth: Pairs, pairs: Pairs) -> None:
    """How many true pairs are found among reports of the call itself, and among those in two languages."""
    kind = dict(zip(records["record_id"], records["record_kind"], strict=True))
    language = dict(zip(records["record_id"], records["language"], strict=True))
    calls = {(a, b) for a, b in truth if kind[a] == kind[b] == "call"}
    across = {(a, b) for a, b in calls if language[a] != language[b]}
    for name, wanted in (("reports of calls", calls), ("across languages", across)):
        print(
            f"  {name}: {len(wanted & pairs)} of {len(wanted)} true pairs, recall"
            f" {len(wanted & pairs) / len(wanted):.3f}"
        )


def linkage(name: str) -> tuple[pd.DataFrame, Pairs]:
    """Records as `resolve` takes them, and the true pairs."""
    folder = DATA / "linkage"
    records = pd.read_csv(folder / f"{name}.records.csv.gz", dtype="str")
    records["year"] = records["year"].str.removesuffix(".0")
    pairs = pd.read_csv(folder / f"{name}.pairs.csv.gz", dtype="str")
    return records, ordered(pairs.itertuples(index=False, name=None))


def same_call() -> tuple[pd.DataFrame, Pairs]:
    """Reports of calls, each site a source, and the true pairs."""
    lines = (DATA / "calls" / "same_call.jsonl").read_text(encoding="utf-8").splitlines()
    records = pd.DataFrame(map(json.loads, lines)).rename(columns={"site": "source_id"})
    return records, within(records["record_id"], records["cluster_id"])


def found(records: pd.DataFrame, once: frozenset[str]) -> tuple[Pairs, float]:
    """The pairs that `resolve` puts together, and the CPU seconds that it took."""
    start = time.process_time()
    calls = resolve(records, lists_once=once)
    return within(calls["record_id"], calls["call_id"]), time.process_time() - start


def within(records: pd.Series, clusters: pd.Series) -> Pairs:
    """All pairs of records of one cluster."""
    return ordered(pair for _, members in records.groupby(clusters.to_numpy()) for pair in combinations(members, 2))


def ordered(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Each pair with its lower record first."""
    return {(min(pair), max(pair)) for pair in pairs}


def report(name: str, truth: Pairs, pairs: Pairs, seconds: float) -> None:
    """One line of figures."""
    right = len(truth & pairs)
    precision, recall = right / max(1, len(pairs)), right / max(1, len(truth))
    f1 = 2 * right / max(1, len(pairs) + len(truth))
    print(
        f"{name:16} precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  {len(pairs) - right} wrong pairs "
        f" {seconds:.1f} CPU s"
    )


if __name__ == "__main__":
    sys.exit(main())
