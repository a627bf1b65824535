"""Facts read from texts whose right answers others wrote: portals' prose beside the portal's own fields, and mini-texts
by kind of failure.

    python benchmarks/facts_elsewhere.py [--portals FOLDER] [--kinds FILE] [--wrong]

A portal's field is a weak label: the prose often leaves it out (`stated` says where it holds the day in full), and the
last version of a field may be later than the prose. What counts most is the day that is claimed though neither field
nor prose has it as a last day.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from corpus.training.figures import wilson  # noqa: E402
from pipelines.cleaning import read_facts  # noqa: E402

DATA = ROOT.parent / "shared" / "benchmarks"


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 2 where a file is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portals", type=Path, default=DATA / "self_labelled")
    parser.add_argument("--kinds", type=Path, default=DATA / "kinds" / "facts_eligibility.jsonl")
    parser.add_argument("--wrong", action="store_true", help="also print each text that was read otherwise")
    options = parser.parse_args(arguments)
    files = sorted(options.portals.glob("facts_*.jsonl.gz"))
    if not files or not options.kinds.is_file():
        print(
            f"No facts_*.jsonl.gz in {options.portals} or no {options.kinds}: give them with --portals and --kinds.",
            file=sys.stderr,
        )
        return 2
    total: Counter[str] = Counter()
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            counts = sum((_of_portal(json.loads(line), options.wrong) for line in lines), Counter[str]())
        _print(path.name.removesuffix(".jsonl.gz"), counts)
        total += counts
    _print("all portals", total)
    _kinds(options.kinds, options.wrong)
    return 0


def _of_portal(row: dict[str, Any], wrong: bool) -> Counter[str]:
    fields, stated = row["fields"], row["stated"]
    published = fields.get("published_on")
    published_on = date.fromisoformat(published) if published else None
    facts = read_facts(row["text"], title=row["title"], language=row["language"], published_on=published_on)
    days, true = [d.closes_on.isoformat() for d in facts.deadlines], fields.get("deadlines") or []
    counts = Counter(texts=1, claims=len(days), **{"claims right": sum(day in true for day in days)})
    full = stated.get("deadline") == "full"
    counts["full"] += full
    counts["full found"] += full and set(true) <= set(days)
    counts["false"] += sum(day not in true for day in days) if not stated.get("deadline") else 0
    counts["largest said"] += facts.amount_max is not None and bool(fields.get("amount_max"))
    counts["largest right"] += facts.amount_max is not None and fields.get("amount_max") == float(facts.amount_max)
    if wrong and set(days) - set(true):
        print(row["id"], "read", [(str(d.closes_on), d.quote) for d in facts.deadlines], "field", true)
    return counts


def _print(name: str, counts: Counter[str]) -> None:
    print(f"{name}: {counts['texts']} texts; days claimed where the prose holds none of the field: {counts['false']}")
    print(
        f"  claims right {wilson(counts['claims right'], counts['claims'])}; "
        f"stated in full and found {wilson(counts['full found'], counts['full'])}; "
        f"largest award right where both have one {wilson(counts['largest right'], counts['largest said'])}"
    )


def _kinds(path: Path, wrong: bool) -> None:
    """Each kind of failure with how many of its texts have all right."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["task"] != "facts":
            continue
        facts = read_facts(row["text"], language=row["language"])
        found: dict[str, Any] = {name: _plain(getattr(facts, name)) for name in row["right"]}
        same = all(
            sorted(found[n]) == sorted(value) if isinstance(value, list) else found[n] == value
            for n, value in row["right"].items()
        )
        of[row["kind"]] += 1
        right[row["kind"]] += same
        if wrong and not same:
            print("  read", found, "true", row["right"], "in:", row["text"][:200])
    for kind, number in of.items():
        print(f"  {right[kind]} of {number}  {kind}")
    print(f"kinds of failure: all right in {wilson(sum(right.values()), sum(of.values()))}")


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [item.closes_on.isoformat() if hasattr(item, "closes_on") else item for item in value]
    return (
        value.isoformat()
        if isinstance(value, date)
        else float(value)
        if value is not None and not isinstance(value, str)
        else value
    )


if __name__ == "__main__":
    sys.exit(main())
