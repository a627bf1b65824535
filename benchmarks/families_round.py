"""How well reports of one call are told from look-alikes on rounds of families: `python benchmarks/families_round.py
FILES`.

Runs `resolve` once over all families of the files together and once over each family alone, with sentence vectors where
they are installed and by words alone, and prints pairwise precision and recall with their Wilson intervals, recall
across languages, the figures of each author, the calls that are whole, and each wrong merge. Files: as
`corpus/families` has them. It needs `resolve` alone, so that it runs as well over an older state of the project.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from corpus.training.figures import wilson  # noqa: E402

Pairs = set[tuple[str, str]]


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; 2 where a file is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    told = parser.parse_args(arguments)
    missing = [str(path) for path in told.files if not path.is_file()]
    if missing:
        print(f"No such file: {', '.join(missing)}", file=sys.stderr)
        return 2
    from pipelines.language import sentence_vectors

    records = {
        name: {"record_id": name, **fields, "summary": text}
        for path in told.files
        for name, fields, text in labelled(path)
    }
    families: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records.values():
        families[record["family"]].append(record)
    truth = within(records.values(), "cluster_id")
    calls = {record["cluster_id"] for record in records.values()}
    print(f"{len(records)} reports, {len(families)} families, {len(calls)} calls, {len(truth)} true pairs")
    version = sentence_vectors.version
    for vectors in (True, False) if version() else (False,):
        sentence_vectors.version = (
            version if vectors else lambda: None
        )  # what the program asks before it reads for sense
        start = time.process_time()
        pool = joined(list(records.values()))
        seconds = time.process_time() - start
        alone = {pair for family in families.values() for pair in joined(family)}
        print(f"\n{'With sentence vectors' if vectors else 'By words alone'} ({seconds:.1f} CPU s for all together)")
        for name, found in (("all together", pool), ("each family alone", alone)):
            print(line(name, found, truth, records))
        for author in sorted({name.split("-")[0] for name in records}):
            print(line(f"  {author}, all together", of(pool, author), of(truth, author), records))
        wrong = sorted(pool - truth)
        print(f"wrong merges, all together ({len(wrong)}):" if wrong else "no wrong merge")
        for a, b in wrong:
            print(
                "  "
                + " / ".join(
                    f"{r['record_id']} [{r['language']}{' ' + r['note'] if r['note'] else ''}] {r['title']}"
                    for r in (records[a], records[b])
                )
            )
    return 0


def labelled(path: Path) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The reports of a file, each with its id, its fields and its text."""
    for part in re.split(r"(?m)^=== *", path.read_text(encoding="utf-8"))[1:]:
        head, _, rest = part.partition("\n")
        fields, _, text = rest.partition("\n---\n")
        yield head.strip(), json.loads(fields), text.strip("\n")


def joined(records: Sequence[dict[str, Any]]) -> Pairs:
    """The pairs that `resolve` puts together."""
    import pandas as pd

    from pipelines.deduplication import resolve

    unsaid = ("cluster_id", "family", "note", "lists_once")
    told = [{name: value for name, value in record.items() if name not in unsaid} for record in records]
    once = frozenset(record["source_id"] for record in records if record["lists_once"])
    return within(resolve(pd.DataFrame(told), lists_once=once).to_dict("records"), "call_id")


def within(records: Any, cluster: str) -> Pairs:
    """All pairs of records of one cluster."""
    members: dict[str, list[str]] = defaultdict(list)
    for record in records:
        members[record[cluster]].append(record["record_id"])
    return {pair for group in members.values() for pair in combinations(sorted(group), 2)}


def of(pairs: Pairs, author: str) -> Pairs:
    """The pairs whose first report an author wrote."""
    return {pair for pair in pairs if pair[0].startswith(f"{author}-")}


def line(name: str, found: Pairs, truth: Pairs, records: dict[str, dict[str, Any]]) -> str:
    """Precision, recall, and recall across languages."""
    across = {(a, b) for a, b in truth if records[a]["language"] != records[b]["language"]}
    right = found & truth
    return (
        f"{name:26} precision {wilson(len(right), len(found))}  recall {wilson(len(right), len(truth))}  "
        f"across languages {wilson(len(found & across), len(across))}  {len(found - truth)} wrong"
    )


if __name__ == "__main__":
    sys.exit(main())
