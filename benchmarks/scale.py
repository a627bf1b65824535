"""Speed and quality on invented calls, with Splink on DuckDB and naive rapidfuzz beside ours: `python
benchmarks/scale.py 10000 100000`.

Each tool runs in a process of its own over the same records (`invented.py`), ours with sentence vectors where they are
installed, and by words alone: CPU seconds, peak memory with the records in it, the share of true pairs among our
candidates, pairwise precision, recall and F1, and how CPU time grows from one size to the next. Splink is given years
and lots as columns of their own and in its blocks, as one who knows calls would (without: F1 .47), is trained on the
records themselves and judged at the threshold that suits it best; rapidfuzz joins titles of one deadline. Belongs here:
running and printing. Does not belong: the records, nor the public test data (`linkage.py`). Where our time goes:
`python -m cProfile -s cumtime benchmarks/scale.py 100000 --one ours`.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd
from invented import invent
from linkage import Pairs, ordered, within

TOOLS = ("ours", "by words", "splink", "rapidfuzz")
THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.99, 0.999)
NAMESAKE = 90
LARGEST = {"rapidfuzz": 100_000}
"""Naive pairs grow with the square of a block: beyond this they say nothing new."""


def main() -> int:
    options = argparse.ArgumentParser(description="Invented calls through ours, Splink and rapidfuzz.")
    options.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000])
    options.add_argument("--tools", nargs="+", choices=TOOLS, default=list(TOOLS))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument(
        "--one", choices=TOOLS, help="Run one tool in this process and print JSON (how the others are started)."
    )
    options.add_argument("--records", type=Path, help="The file of records for --one; invented where it is not given.")
    chosen = options.parse_args()
    if chosen.one:
        print(
            json.dumps(
                measured(chosen.one, chosen.records or _written(chosen.sizes[0], chosen.seed, Path(tempfile.mkdtemp())))
            )
        )
        return 0
    before: dict[str, tuple[int, float]] = {}
    for size in sorted(chosen.sizes):
        with tempfile.TemporaryDirectory() as folder:
            records = _written(size, chosen.seed, Path(folder))
            for tool in chosen.tools:
                if size <= LARGEST.get(tool, size) and (figures := _apart(tool, size, records)):
                    print(
                        f"{tool:10} {size:9,}  {_line(figures)}{_growth(before.get(tool), size, figures['cpu'])}",
                        flush=True,
                    )
                    before[tool] = size, figures["cpu"]
    return 0


def _written(size: int, seed: int, folder: Path) -> Path:
    """The records in a file, for inventing them takes more memory than any tool."""
    invent(size, seed).to_parquet(folder / "records.parquet")
    return folder / "records.parquet"


def _growth(before: tuple[int, float] | None, size: int, cpu: float) -> str:
    return f"  growth n^{math.log(cpu / before[1]) / math.log(size / before[0]):.2f}" if before else ""


def measured(tool: str, records: Path) -> dict[str, float]:
    """What one tool does with these records: CPU seconds, MB at the most, precision, recall, F1; the share of true
    pairs compared.
    """
    bare = pd.read_parquet(records).drop(columns="truth")
    start = cpu_seconds()
    find = {"ours": _ours, "by words": _by_words, "splink": _splink, "rapidfuzz": _rapidfuzz}[tool](bare)
    figures: dict[str, float] = {"cpu": cpu_seconds() - start, "mb": peak_mb()}
    truth = within(*(pd.read_parquet(records)[name] for name in ("record_id", "truth")))
    best = max((_quality(truth, found) for found in find()), key=lambda each: each["f1"])
    compared = {pair for pairs in COMPARED for pair in _named(bare, pairs)}
    return figures | best | ({"candidates": len(truth & compared) / len(truth)} if compared else {})


Finds = Callable[[], Iterable[Pairs]]
"""What a tool found, handed over after the clock has stopped; several where a threshold is open."""


COMPARED: list[Any] = []
"""The candidates of ours, as positions among the records in order of their ids."""


def _ours(records: pd.DataFrame) -> Finds:
    from pipelines.deduplication import blocking, resolve

    find = blocking.pairs
    blocking.pairs = lambda columns: COMPARED.append(find(columns)) or COMPARED[-1]
    calls = resolve(records)
    return lambda: [within(calls["record_id"], calls["call_id"])]


def _by_words(records: pd.DataFrame) -> Finds:
    from pipelines.language import sentence_vectors

    sentence_vectors.version = lambda: None
    return _ours(records)


def _named(records: pd.DataFrame, pairs: Any) -> Pairs:
    names = sorted(records["record_id"])
    return {(names[a], names[b]) for a, b in pairs.tolist()}


def _splink(records: pd.DataFrame) -> Finds:
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    frame = records.rename(columns={"record_id": "unique_id"})
    frame["year"] = (
        frame["title"].str.extract(r"(20\d\d)", expand=False).fillna(frame["edition"]).fillna(frame["deadline"].str[:4])
    )
    frame["lot"] = frame["title"].str.extract(r"Lote? (\d)", expand=False).fillna("0")
    frame["name"] = frame["title"].str.lower().str.replace(r"\b20\d\d\b|- lote? \d", "", regex=True).str.strip()
    frame["amount_max"] = frame["amount_max"].astype("Int64").astype("string")
    blocks = [
        block_on("reference"),
        block_on("name", "year", "lot"),
        block_on("funder", "year", "lot"),
        block_on("deadline", "funder", "lot"),
        block_on("deadline", "amount_max", "lot"),
        block_on("substr(name, 1, 12)", "year", "lot"),
    ]
    exact = [compare.ExactMatch(name) for name in ("funder", "reference", "deadline", "amount_max", "year", "lot")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=blocks,
        comparisons=[compare.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.75]), *exact],
    )
    linker = Linker(DuckDBAPI().register(frame), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("reference"), block_on("name", "deadline", "lot")], recall=0.7
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("funder", "deadline"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name"))
    edges = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))

    def found() -> Iterable[Pairs]:
        for threshold in THRESHOLDS:
            clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
                edges, threshold_match_probability=threshold
            )
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
        alike = process.cdist(
            titles, titles, scorer=fuzz.token_sort_ratio, processor=utils.default_process, score_cutoff=NAMESAKE
        )
        pairs |= ordered((names[a], names[b]) for a, b in zip(*np.nonzero(np.triu(alike, 1)), strict=True))
    return lambda: [pairs]


def _quality(truth: Pairs, found: Pairs) -> dict[str, float]:
    right = len(truth & found)
    return {
        "precision": right / max(1, len(found)),
        "recall": right / len(truth),
        "f1": 2 * right / (len(found) + len(truth)),
    }


def cpu_seconds() -> float:
    """Of this process, its threads together."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def peak_mb() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _apart(tool: str, size: int, records: Path) -> dict[str, Any] | None:
    command = [sys.executable, str(Path(__file__).resolve()), str(size), "--one", tool, "--records", str(records)]
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
