"""Examples of a new priority: the open calls that come nearest, for a person to mark, and the mark written down.

Belongs here: choosing among the catalogue's open calls, and adding a line to `examples.csv`. Does not belong: what an
example is worth (`pipelines/matching/priorities/marked_examples.py`), how a proposal is shown (`catastro.py`).
"""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.matching.priorities.marked_examples import FIELDS, FILE, Example, load_examples
from pipelines.territory import Territory

if TYPE_CHECKING:
    import duckdb

    from pipelines.matching import Matcher

MOST_READ = 2_000  # of the newest open calls: as many as are read within a minute
_CALLS = "SELECT call_id, title, summary, language FROM open_calls ORDER BY first_seen_on DESC, call_id LIMIT ?"


@dataclass(frozen=True, slots=True)
class ProposedExample:
    """A call to be marked: the chance that it fits, and the text that would be the example."""

    call_id: str
    title: str
    chance: float
    text: str


def proposals(
    con: duckdb.DuckDBPyConnection, matcher: Matcher, territory: Territory, priority_id: str, limit: int
) -> list[ProposedExample]:
    """The nearest open calls that nobody marked yet, best first."""
    at = [p.priority_id for p in matcher.priorities].index(priority_id)
    marked = {e.text for e in load_examples(territory.path / FILE) if e.priority_id == priority_id}
    found = []
    for call_id, title, summary, language in con.execute(_CALLS, [MOST_READ]).fetchall():
        weighed = matcher.weigh(title, summary, language=language)
        if weighed is None:
            continue
        body = [
            (float(weight), line)
            for line, weight, titled in zip(weighed.told.lines, weighed.told.weights, weighed.told.titled, strict=True)
            if not titled
        ]
        text = ". ".join([title, *([max(body)[1]] if body else [])])
        if text not in marked:
            found.append(ProposedExample(str(call_id), title, float(weighed.found[at]), text))
    return sorted(found, key=lambda proposal: (-proposal.chance, proposal.call_id))[:limit]


def mark(territory: Territory, example: Example) -> None:
    """Add one example to the territory's file, whole or not at all."""
    path = territory.path / FILE
    text = path.read_text(encoding="utf-8") if path.exists() else ",".join(FIELDS) + "\n"
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(
        [example.priority_id, "yes" if example.fits else "no", example.text, example.who, example.on.isoformat()]
    )
    aside = path.with_suffix(".csv.part")
    aside.write_text(f"{text}{'' if text.endswith(chr(10)) else chr(10)}{line.getvalue()}", encoding="utf-8")
    os.replace(aside, path)
