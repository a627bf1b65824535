"""How well facts are read out of prose: pooled precision and recall with Wilson intervals, and CPU time.

    python benchmarks/facts.py [--file FACTS.jsonl] [--wrong]

Each line of the file is a call with `text`, `title`, `language` and its true facts in `gold`.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DEFAULT = ROOT.parent / "shared" / "benchmarks" / "calls" / "facts.jsonl"
SCALARS = ("opens_on", "amount_min", "amount_max", "amount_total", "currency")


def wilson(hits: int, cases: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not cases:
        return 0.0, 1.0
    share = hits / cases
    middle = (share + z * z / (2 * cases)) / (1 + z * z / cases)
    half = z * math.sqrt(share * (1 - share) / cases + z * z / (4 * cases * cases)) / (1 + z * z / cases)
    return middle - half, middle + half


def found(facts: Any) -> dict[str, set[str]]:
    """What was read, field by field, as sets of words."""
    kind = facts.deadline_kind
    if kind == "two_stage":  # the truth has no such kind
        kind = "multiple" if len(facts.deadlines) > 1 else "fixed"
    values = {name: {_word(value)} if (value := getattr(facts, name)) is not None else set() for name in SCALARS}
    return values | {
        "deadline": {d.closes_on.isoformat() for d in facts.deadlines}, "applicant_types": set(facts.applicant_types), "kind": {kind},
    }


def truth(gold: dict[str, Any]) -> dict[str, set[str]]:
    """What is true, field by field."""
    values = {name: {_word(value)} if (value := gold[name]) is not None else set() for name in SCALARS}
    return values | {"deadline": set(gold["deadlines"]), "applicant_types": set(gold["applicant_types"]), "kind": {gold["deadline_kind"]}}


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 2 where the file is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, default=DEFAULT, help="the calls with their true facts")
    parser.add_argument("--wrong", action="store_true", help="also print each case that was read wrongly")
    options = parser.parse_args(arguments)
    if not options.file.is_file():
        print(f"No such file: {options.file}. Give the labelled calls with --file FACTS.jsonl.", file=sys.stderr)
        return 2
    sys.path.insert(0, str(ROOT))
    from pipelines.cleaning import read_facts

    rows = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    read_facts(rows[0]["text"])  # libraries load outside the measure
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    started = time.process_time()
    read = [found(read_facts(row["text"], title=row["title"], language=row["language"])) for row in rows]
    spent = time.process_time() - started
    for row, ours in zip(rows, read, strict=True):
        for name, right in truth(row["gold"]).items():
            for group in ("all", row["language"]):
                counts[group, name] += Counter(hit=len(ours[name] & right), extra=len(ours[name] - right), missed=len(right - ours[name]))
            if options.wrong and ours[name] != right:
                print(f"{row['id']} {name}: read {sorted(ours[name])}, true {sorted(right)}")
    _table(counts, ["all", *sorted({row["language"] for row in rows})])
    letters = sum(len(row["text"]) for row in rows)
    print(f"{len(rows)} texts, {letters} characters, {spent:.3f} CPU s: {letters / 3000 / spent:.0f} texts of 3,000 characters per CPU s")
    return 0


def _table(counts: dict[tuple[str, str], Counter[str]], groups: Iterable[str]) -> None:
    print(f"{'group':6}{'fact':17}{'hit':>5}{'extra':>6}{'missed':>7}  precision (95 %)     recall (95 %)        F1")
    for group in groups:
        for name in ("deadline", "kind", "opens_on", "amount_max", "amount_min", "amount_total", "currency", "applicant_types"):
            hit, extra, missed = (counts[group, name][key] for key in ("hit", "extra", "missed"))
            harmonic = f"{2 * hit / (2 * hit + extra + missed):.3f}" if hit else "-"
            print(f"{group:6}{name:17}{hit:5}{extra:6}{missed:7}  {_share(hit, extra)}  {_share(hit, missed)}  {harmonic}")


def _share(hit: int, other: int) -> str:
    low, high = wilson(hit, hit + other)
    return f"{hit / (hit + other):.3f} ({low:.3f}-{high:.3f})" if hit + other else f"{'-':19}"


def _word(value: Any) -> str:
    return format(Decimal(str(value)).normalize(), "f") if isinstance(value, int | float | Decimal) else str(value)


if __name__ == "__main__":
    sys.exit(main())
