"""How well facts are read out of prose: pooled precision and recall with Wilson intervals, and CPU time.

    python benchmarks/facts.py [--file FACTS.jsonl] [--captures FOLDER] [--wrong]

Beside it, the share of texts whose facts are the same inside the furniture of a page, and dateparser and price-parser
on the same texts.

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
sys.path.insert(0, str(ROOT))
from benchmarks.rivals import compare  # noqa: E402
from benchmarks.wrapping import wraps  # noqa: E402

DEFAULT = ROOT.parent / "shared" / "benchmarks" / "calls" / "facts.jsonl"
CAPTURES = ROOT.parent / "shared" / "captures"
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
        "deadline": {d.closes_on.isoformat() for d in facts.deadlines},
        "applicant_types": set(facts.applicant_types),
        "kind": {kind},
    }


def truth(gold: dict[str, Any]) -> dict[str, set[str]]:
    """What is true, field by field."""
    values = {name: {_word(value)} if (value := gold[name]) is not None else set() for name in SCALARS}
    return values | {
        "deadline": set(gold["deadlines"]),
        "applicant_types": set(gold["applicant_types"]),
        "kind": {gold["deadline_kind"]},
    }


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 2 where the file is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, default=DEFAULT, help="the calls with their true facts")
    parser.add_argument(
        "--captures", type=Path, default=CAPTURES, help="captured pages, whose furniture is put around the calls"
    )
    parser.add_argument("--wrong", action="store_true", help="also print each case that was read wrongly")
    options = parser.parse_args(arguments)
    if not options.file.is_file():
        print(f"No such file: {options.file}. Give the labelled calls with --file FACTS.jsonl.", file=sys.stderr)
        return 2
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
                counts[group, name] += Counter(
                    hit=len(ours[name] & right), extra=len(ours[name] - right), missed=len(right - ours[name])
                )
            if options.wrong and ours[name] != right:
                print(f"{row['id']} {name}: read {sorted(ours[name])}, true {sorted(right)}")
    _table(counts, ["all", *sorted({row["language"] for row in rows})])
    letters = sum(len(row["text"]) for row in rows)
    print(
        f"{len(rows)} texts, {letters} characters, {spent:.3f} CPU s: {letters / 3000 / spent:.0f} texts of 3,000"
        " characters per CPU s"
    )
    for row in rows:
        row["right"] = truth(row["gold"])
    _furniture(rows, options.captures)
    _pages(options.captures)
    compare(rows, read)
    return 0


def _furniture(rows: list[dict[str, Any]], captures: Path) -> None:
    """How many texts keep all their facts inside the furniture of each page."""
    from pipelines.cleaning import read_facts

    kept_of_all = cases = 0
    for name, wrap in wraps(captures).items():
        bare = [found(read_facts(row["text"], title=row["title"], language=row["language"])) for row in rows]
        wrapped = [
            found(read_facts(wrap(row["title"], row["text"]), title=row["title"], language=row["language"]))
            for row in rows
        ]
        kept = sum(one == other for one, other in zip(bare, wrapped, strict=True))
        kept_of_all, cases = kept_of_all + kept, cases + len(rows)
        changed = Counter(
            fact for one, other in zip(bare, wrapped, strict=True) for fact in one if one[fact] != other[fact]
        )
        print(f"inside {name}: {kept} of {len(rows)} unchanged {dict(changed) or ''}")
    low, high = wilson(kept_of_all, cases)
    print(f"inside furniture: {kept_of_all} of {cases} unchanged, {kept_of_all / cases:.3f} ({low:.3f}-{high:.3f})")


def _pages(captures: Path) -> None:
    """The speed on captured pages, whose text is cut into calls of 3,000 characters."""
    from pipelines.cleaning import read_facts
    from pipelines.cleaning.markup import plain_text

    text = "\n".join(
        plain_text(path.read_text(encoding="utf-8", errors="replace")) for path in sorted(captures.rglob("*.html"))
    )
    texts = [text[at : at + 3000] for at in range(0, len(text) - 3000, 3000)]
    if not texts:
        return
    started = time.process_time()
    for one in texts:
        read_facts(one)
    spent = time.process_time() - started
    print(
        f"captured pages: {len(texts)} texts of 3,000 characters in {spent:.3f} CPU s, {len(texts) / spent:.0f} per"
        " CPU s"
    )


def _table(counts: dict[tuple[str, str], Counter[str]], groups: Iterable[str]) -> None:
    print(f"{'group':6}{'fact':17}{'hit':>5}{'extra':>6}{'missed':>7}  precision (95 %)     recall (95 %)        F1")
    for group in groups:
        for name in (
            "deadline",
            "kind",
            "opens_on",
            "amount_max",
            "amount_min",
            "amount_total",
            "currency",
            "applicant_types",
        ):
            hit, extra, missed = (counts[group, name][key] for key in ("hit", "extra", "missed"))
            harmonic = f"{2 * hit / (2 * hit + extra + missed):.3f}" if hit else "-"
            print(
                f"{group:6}{name:17}{hit:5}{extra:6}{missed:7}  {_share(hit, extra)}  {_share(hit, missed)}  {harmonic}"
            )


def _share(hit: int, other: int) -> str:
    low, high = wilson(hit, hit + other)
    return f"{hit / (hit + other):.3f} ({low:.3f}-{high:.3f})" if hit + other else f"{'-':19}"


def _word(value: Any) -> str:
    return format(Decimal(str(value)).normalize(), "f") if isinstance(value, int | float | Decimal) else str(value)


if __name__ == "__main__":
    sys.exit(main())
