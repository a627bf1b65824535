"""The search by words judged: is the call that a query means among the first five?

    .venv/bin/python benchmarks/search.py [HOME]

`search_queries.tsv`: `own` (words of the call's language) or `spanish` (Spanish words for a call of another), what is typed, how
the call's title begins. They were written from the titles of the sample's calls, before the first run, by who wrote the
search: they are not blind. Beside it, plain LIKE: calls by how many of the words stand in title or text.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections import defaultdict
from pathlib import Path

from warehouse.publish import open_readonly
from warehouse.searching import search

ROOT = Path(__file__).resolve().parents[1]
FIRST = 5
TEXTS = """
SELECT any_value(c.title), lower(strip_accents(any_value(c.title) || ' ' || string_agg(t.text, ' ')))
FROM calls AS c JOIN texts AS t USING (call_id) GROUP BY c.call_id"""


def main() -> None:
    home = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "sample"
    right: dict[tuple[str, str], int] = defaultdict(int)
    asked: dict[str, int] = defaultdict(int)
    took = []
    with contextlib.closing(open_readonly(home / "catalogue.duckdb")) as con:
        texts = con.execute(TEXTS).fetchall()
        for line in (ROOT / "benchmarks" / "search_queries.tsv").read_text(encoding="utf-8").splitlines():
            kind, query, title = line.split("\t")
            asked[kind] += 1
            start = time.perf_counter()
            found = [row["title"] for row in search(con, query, closed=True)[:FIRST]]
            took.append(time.perf_counter() - start)
            (folded,) = con.execute("SELECT lower(strip_accents(?))", [query]).fetchone() or ("",)
            held = sorted(texts, key=lambda row: -sum(word in row[1] for word in folded.split()))
            like = [row[0] for row in held[:FIRST]]
            right[kind, "ours"] += any(one.startswith(title) for one in found)
            right[kind, "like"] += any(one.startswith(title) for one in like)
            if not any(one.startswith(title) for one in found):
                print(f"  missed: {query!r} ({title}); found {[one[:30] for one in found]}")
    for kind, count in asked.items():
        ours, like = (right[kind, who] / count for who in ("ours", "like"))
        print(f"{kind}: {count} queries, right in the first {FIRST}: ours {ours:.2f}, LIKE {like:.2f}")
    took.sort()
    print(f"seconds a search on the command line's side: middle {took[len(took) // 2]:.3f}, slowest {took[-1]:.3f}")


if __name__ == "__main__":
    main()
