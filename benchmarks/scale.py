"""Speed and quality on invented calls, with Splink on DuckDB and naive rapidfuzz beside ours: `python benchmarks/scale.py 10000 100000`.

Each tool runs in a process of its own over the same records (`invented.py`): CPU seconds, peak memory, the share of true pairs among ours'
candidates, pairwise precision, recall and F1, and how CPU time grows from one size to the next. Splink is given years and lots as columns
of their own and in its blocks, as one who knows calls would (without: F1 .47), is trained on the records themselves and judged at
the threshold that suits it best; rapidfuzz joins titles of one deadline. Belongs here: running and printing. Does not belong: the
records, nor the public test data (`linkage.py`).
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd
from invented import invent
from linkage import Pairs, ordered, within

TOOLS = ("ours", "splink", "rapidfuzz")
THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.99, 0.999)
NAMESAKE = 90
LARGEST = {"rapidfuzz": 100_000}
"""Naive pairs grow with the square of a block: beyond this they say nothing new."""


def main() -> int:
    options = argparse.ArgumentParser(description="Invented calls through ours, Splink and rapidfuzz.")
    options.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000])
    options.add_argument("--tools", nargs="+", choices=TOOLS, default=list(TOOLS))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--one", choices=TOOLS, help="Run one tool in this process and print JSON (how the others are started).")
    chosen = options.parse_args()
    if chosen.one:
        print(json.dumps(measured(chosen.one, invent(chosen.sizes[0], chosen.seed))))
        return 0
    for tool in chosen.tools:
        before: tuple[int, float] | None = None
        for size in sorted(chosen.sizes):
            if size > LARGEST.get(tool, size):
                continue
            figures = _apart(tool, size, chosen.seed)
            if figures is None:
                break
            growth = f"  growth n^{math.log(figures['cpu'] / before[1]) / math.log(size / before[0]):.2f}" if before else ""
            print(f"{tool:10} {size:9,}  {_line(figures)}{growth}", flush=True)
            before = size, figures["cpu"]
    return 0


def measured(tool: str, records: pd.DataFrame) -> dict[str, float]:
    """What one tool does with these records: CPU seconds, MB at the most, precision, recall, F1."""
    truth = within(records["record_id"], records["truth"])
    bare = records.drop(columns="truth")
    start = _cpu()
    find = {"ours": _ours, "splink": _splink, "rapidfuzz": _rapidfuzz}[tool](bare)
    figures: dict[str, float] = {"cpu": _cpu() - start, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    return figures | max((_quality(truth, found) for found in find()), key=lambda each: each["f1"]) | (
        {"candidates": _candidate_recall(bare, truth)} if tool == "ours" else {})


Finds = Callable[[], Iterable[Pairs]]
"""What a tool found, handed over after the clock has stopped; several where a threshold is open."""


def _ours(records: pd.DataFrame) -> Finds:
    from pipelines.deduplication import resolve

    calls = resolve(records)
    return lambda: [within(calls["record_id"], calls["call_id"])]


def _candidate_recall(records: pd.DataFrame, truth: Pairs) -> float:
    from pipelines.deduplication import candidates
    from pipelines.deduplication.columns import Columns
    from pipelines.deduplication.keys import align_references, read

    ordered_records = records.sort_values("record_id")
    names = ordered_records["record_id"].tolist()
    columns = Columns(align_references([read(row) for row in ordered_records.to_dict("records")]))
    return len(truth & {(names[a], names[b]) for a, b in candidates.pairs(columns).tolist()}) / len(truth)


def _splink(records: pd.DataFrame) -> Finds:
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    frame = records.rename(columns={"record_id": "unique_id"})
    frame["year"] = frame["title"].str.extract(r"(20\d\d)", expand=False).fillna(frame["edition"]).fillna(frame["deadline"].str[:4])
    frame["lot"] = frame["title"].str.extract(r"Lote? (\d)", expand=False).fillna("0")
    frame["name"] = frame["title"].str.lower().str.replace(r"\b20\d\d\b|- lote? \d", "", regex=True).str.strip()
    frame["amount_max"] = frame["amount_max"].astype("Int64").astype("string")
    blocks = [
        block_on("reference"), block_on("name", "year", "lot"), block_on("funder", "year", "lot"), block_on("deadline", "funder", "lot"),
        block_on("deadline", "amount_max", "lot"), block_on("substr(name, 1, 12)", "year", "lot"),
    ]
    exact = [compare.ExactMatch(name) for name in ("funder", "reference", "deadline", "amount_max", "year", "lot")]
    settings = SettingsCreator(
        link_type="dedupe_only", blocking_rules_to_generate_predictions=blocks,
        comparisons=[compare.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.75]), *exact])
    linker = Linker(DuckDBAPI().register(frame), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("reference"), block_on("name", "deadline", "lot")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("funder", "deadline"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name"))
    edges = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))

    def found() -> Iterable[Pairs]:
        for threshold in THRESHOLDS:
            clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(edges, threshold_match_probability=threshold)
            table = clusters.as_pandas_dataframe()
            yield within(table["unique_id"], table["cluster_id"])

    linker.clustering.cluster_pairwise_predictions_at_threshold(edges, threshold_match_probability=0.9)
    return found


def _rapidfuzz(records: pd.DataFrame) -> Finds:
    import numpy as np
    from rapidfuzz import fuzz, process, utils

    pairs: Pairs = set()
    for _, block in records.dropna(subset=["deadline"]).groupby("deadline"):
        titles, names = block["title"].tolist(), block["record_id"].tolist()
        alike = process.cdist(titles, titles, scorer=fuzz.token_sort_ratio, processor=utils.default_process, score_cutoff=NAMESAKE)
        pairs |= ordered((names[a], names[b]) for a, b in zip(*np.nonzero(np.triu(alike, 1)), strict=True))
    return lambda: [pairs]


def _quality(truth: Pairs, found: Pairs) -> dict[str, float]:
    right = len(truth & found)
    return {"precision": right / max(1, len(found)), "recall": right / len(truth), "f1": 2 * right / (len(found) + len(truth))}


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _apart(tool: str, size: int, seed: int) -> dict[str, Any] | None:
    command = [sys.executable, str(Path(__file__).resolve()), str(size), "--one", tool, "--seed", str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return figures
    if "No module named" in done.stderr:
        print(f"{tool}: not installed, left out (`make bench-linkage` installs it)")
    else:
        print(f"{tool}: ended with {done.returncode}\n{done.stderr[-800:]}")
    return None


def _line(figures: dict[str, float]) -> str:
    quality = f"precision {figures['precision']:.4f}  recall {figures['recall']:.4f}  F1 {figures['f1']:.4f}"
    candidates = f"  candidate recall {figures['candidates']:.4f}" if "candidates" in figures else ""
    return f"{figures['cpu']:8.1f} CPU s  {figures['mb']:7.0f} MB  {quality}{candidates}"


if __name__ == "__main__":
    sys.exit(main())
