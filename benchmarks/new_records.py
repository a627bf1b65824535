"""New records beside many that are kept: `python benchmarks/new_records.py 100000 1000000`.

For each size a run over all leaves its frames in a DuckDB file; then new records (2,000) are resolved beside them, in a
process of its own, by what a day calls: CPU seconds, peak memory with the records in it, the file's size. Up to
`AGREED` records a run over all of them together follows, and how far the two agree: F1 of the pairs, of all and of
those with a new record, and of each beside the truth. Belongs here: running and printing. Does not belong: the records
(`invented.py`), and a run over all alone (`scale.py`).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
from invented import invent
from linkage import Pairs, within
from scale import cpu_seconds, peak_mb

from pipelines.deduplication import resolve
from warehouse import linkage_store

AGREED = 100_000
Figures = dict[str, float]


def main() -> int:
    options = argparse.ArgumentParser(description="New records beside many that are kept.")
    options.add_argument("sizes", nargs="*", type=int, default=[100_000])
    options.add_argument("--new", type=int, default=2_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--one", choices=STEPS, help="One step in this process, as JSON (how the others are started).")
    options.add_argument("--folder", type=Path, help="Where the step finds the records and what is kept.")
    chosen = options.parse_args()
    if chosen.one:
        print(json.dumps(STEPS[chosen.one](chosen.folder, chosen.new)))
        return 0
    for size in sorted(chosen.sizes):
        with tempfile.TemporaryDirectory() as folder:
            invent(size + chosen.new, chosen.seed).to_parquet(Path(folder) / "records.parquet")
            for step in STEPS if size <= AGREED else ("all", "new", "again"):
                figures = "  ".join(f"{name} {value:,.4g}" for name, value in _apart(step, folder, chosen.new).items())
                print(f"{size:9,} kept, {chosen.new:,} new  {step:9}  {figures}", flush=True)
    return 0


def _apart(step: str, folder: str, new: int) -> Figures:
    command = [sys.executable, str(Path(__file__).resolve()), "--one", step, "--folder", folder, "--new", str(new)]
    figures: Figures = json.loads(
        subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
    )
    return figures


def _all(folder: Path, new: int) -> Figures:
    """The run over all, with what it keeps."""
    return _day(folder, _records(folder)[:-new])[1] | {"file MB": (folder / "kept.duckdb").stat().st_size / 1e6}


def _new(folder: Path, new: int) -> Figures:
    """The day after, with the new records."""
    calls, figures = _day(folder, _records(folder))
    calls.to_parquet(folder / "calls.parquet")
    return figures


def _agreement(folder: Path, new: int) -> Figures:
    """How far the day and a run over all of its records agree."""
    records, fresh = _records(folder), set(_records(folder)["record_id"][-new:])
    truth, since = (
        within(*_table(folder / "records.parquet", "truth")),
        within(*_table(folder / "calls.parquet", "call_id")),
    )
    whole = resolve(records)
    all_anew = within(whole["record_id"], whole["call_id"])

    def of_new(pairs: Pairs) -> Pairs:
        return {pair for pair in pairs if not fresh.isdisjoint(pair)}

    return {
        "F1 between both": _f1(all_anew, since),
        "of pairs with a new record": _f1(of_new(all_anew), of_new(since)),
        "F1 of these": _f1(of_new(truth), of_new(since)),
        "by a run over all": _f1(of_new(truth), of_new(all_anew)),
        "wrong": len(of_new(since) - truth),
        "wrong by a run over all": len(of_new(all_anew) - truth),
    }


STEPS: dict[str, Callable[[Path, int], Figures]] = {"all": _all, "new": _new, "again": _new, "agreement": _agreement}
"""`again`: the same day once more, as a machine is quicker or slower from one minute to the next."""


def _day(folder: Path, records: pd.DataFrame) -> tuple[pd.DataFrame, Figures]:
    by_id = records.set_index("record_id", drop=False)

    def rows(wanted: Sequence[str]) -> pd.DataFrame:
        return by_id.loc[list(wanted)].reset_index(drop=True)

    linkage_store.FEW, linkage_store.MOST_CHANGED = 0, 1.0
    nobody = pd.DataFrame(columns=["record_a", "record_b", "judgement"])
    rows(
        records["record_id"][:1].tolist()
    )  # the frame's own index, made when it is first asked: a day has a dictionary
    with duckdb.connect(folder / "kept.duckdb") as con:
        start = cpu_seconds()
        calls = linkage_store.clusters(
            con,
            records[["record_id"]].assign(version="1"),
            rows,
            rules="-",
            monday=date(2030, 2, 11),
            lists_once=frozenset(),
            judgements=nobody,
        )
        return calls, {"CPU s": cpu_seconds() - start, "MB": peak_mb()}


def _records(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder / "records.parquet").drop(columns="truth")


def _table(file: Path, calls: str) -> tuple[pd.Series, pd.Series]:
    table = pd.read_parquet(file)
    return table["record_id"], table[calls]


def _f1(one: Pairs, other: Pairs) -> float:
    return 2 * len(one & other) / max(1, len(one) + len(other))


if __name__ == "__main__":
    sys.exit(main())
