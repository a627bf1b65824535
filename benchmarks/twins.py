"""How well the same US or EU call is found in two sources or languages: `python benchmarks/twins.py`.

Runs `resolve` over the records of each kind in `../shared/benchmarks/self_labelled`, whose truth is the official
numbers, with references and addresses and blind (without both), and counts labelled pairs: precision over those that
are joined, recall over those that are one call. Pairs whose deadlines lie more than 300 days apart are left out: an
office keeps a number from round to round. Without that folder it says so and ends with 0.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from corpus.training.figures import wilson  # noqa: E402
from pipelines.deduplication import resolve  # noqa: E402

DATA = ROOT.parent / "shared" / "benchmarks" / "self_labelled"
KINDS = ("us_grants", "eu_topics")
ROUND_DAYS = 300


def main() -> int:
    if not DATA.is_dir():
        print(f"No test data: {DATA} is not there. Put the folder `shared` with its benchmarks beside the checkout.")
        return 0
    records, pairs = read("twin_records"), read("twin_pairs")
    for kind in KINDS:
        own = pd.DataFrame([record for record in records if record["kind"] == kind]).rename(
            columns={"id": "record_id", "source": "source_id", "text": "summary"}
        )
        labelled = [
            pair for pair in pairs if pair["kind"] == kind and abs(pair.get("deadline_gap_days") or 0) <= ROUND_DAYS
        ]
        for name, hidden in (("with references", []), ("blind", ["reference", "url"])):
            calls = dict(
                resolve(own.drop(columns=["kind", "key", "licence", "amount_total", *hidden])).itertuples(index=False)
            )
            report(f"{kind}, {name}", labelled, calls)
    return 0


def read(name: str) -> list[dict[str, Any]]:
    """The lines of a file."""
    with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def report(name: str, labelled: list[dict[str, Any]], calls: dict[str, str]) -> None:
    """One line of figures, and some of the pairs that are joined wrongly."""
    joined = [pair for pair in labelled if calls.get(pair["a"]) == calls.get(pair["b"], "") != ""]
    right, same = sum(pair["same"] for pair in joined), sum(pair["same"] for pair in labelled)
    print(
        f"{name}: precision {wilson(right, len(joined))} of {len(joined)}  recall {wilson(right, same)} of {same}; "
        f"joined wrongly by kind {dict(Counter(pair['why'] for pair in joined if not pair['same']))}"
    )


if __name__ == "__main__":
    sys.exit(main())
