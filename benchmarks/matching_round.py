"""A round of labelled texts, matched once with the territory's priorities as a day matches them.

    python benchmarks/matching_round.py FILE...

FILE: texts in the form of `corpus/` with `relevance` (priority: 1 part of the call, 2 a core aim; {} fits none). For
texts that no model was learned from: on the corpus itself the figures say nothing (`python -m
corpus.training.priorities judge` leaves each author out in turn). Prints, with sentence vectors and without, the
figures with Wilson intervals.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from corpus.training.figures import wilson  # noqa: E402
from corpus.training.read import Labelled, read_texts  # noqa: E402
from pipelines.cleaning.markup import plain_line, plain_text  # noqa: E402
from pipelines.language import sentence_vectors  # noqa: E402
from pipelines.matching import Matcher  # noqa: E402

Found = dict[str, list[tuple[str, int]]]  # the priorities of each text with their grades, best first

TOLD = ("plain", "none", "boilerplate", "paraphrase")


def main() -> None:
    """Judge the matcher on the files."""
    texts = [text for text in read_texts(*map(Path, sys.argv[1:])) if "relevance" in text.gold]
    if not texts:
        sys.exit(__doc__)
    for vectors in (True, False):
        if vectors and not sentence_vectors.version():
            print("Sentence vectors: not installed, not measured")
            continue
        matcher = Matcher.load(ROOT / "territory" / "priorities.yaml", vectors=vectors)
        began = time.process_time()
        found = matched(matcher, texts)
        took = time.process_time() - began
        print(f"{'With' if vectors else 'Without'} sentence vectors, {1000 * took / len(texts):.1f} CPU ms a text:")
        print(*lines(texts, found), sep="\n")


def matched(matcher: Matcher, texts: Sequence[Labelled]) -> Found:
    """The matches of each text, its markup taken out as a crawl does."""
    frame = pd.DataFrame(
        [
            {
                "call_id": text.id,
                "title": plain_line(text.title),
                "summary": None,
                "language": text.language,
                "text": plain_text(text.text),
            }
            for text in texts
        ]
    )
    found: Found = defaultdict(list)
    for row in matcher.score(frame).itertuples():
        found[row.call_id].append((row.priority_id, row.grade))
    return found


def lines(texts: Sequence[Labelled], found: Found) -> list[str]:
    """The figures of a round, one a line."""
    told = [f"  {name:<38}{wilson(*tallied(texts, found)[name])}" for name in tallied(texts, found)]
    for what in ("language", "level", "note"):
        parts = sorted({_part(text, what) for text in texts} - {""})
        for part in parts if len(parts) > 1 else ():
            own = tallied([text for text in texts if _part(text, what) == part], found)
            told.append(f"    {what} {part}: " + ", ".join(f"{name} {good}/{of}" for name, (good, of) in own.items()))
    return told


def _part(text: Labelled, what: str) -> str:
    """The group that a text is of; a note says in its first word how a call tells its subject, where it says it."""
    said = str(text.gold.get(what) or "")
    return said if what != "note" else next((way for way in TOLD if said.startswith(way)), "")


def tallied(texts: Iterable[Labelled], found: Found) -> dict[str, tuple[int, int]]:
    """What was right of how many, by figure."""
    counts: Counter[str] = Counter()
    for text in texts:
        gold, own = text.gold["relevance"], found.get(text.id, [])
        names = {name for name, _ in own}
        counts["said"] += len(names)
        counts["meant"] += len(gold)
        counts["right"] += len(names & gold.keys())
        counts["none"] += not gold
        counts["left"] += not gold and not own
        if 2 in gold.values():
            counts["core"] += 1
            counts["first"] += bool(own) and gold.get(own[0][0]) == 2
        counts["said core"] += sum(grade == 2 for _, grade in own)
        counts["right core"] += sum(grade == 2 and gold.get(name) == 2 for name, grade in own)
    return {
        "best priority is core": (counts["first"], counts["core"]),
        "match precision (grade 1 or 2)": (counts["right"], counts["said"]),
        "match recall (grade 1 or 2)": (counts["right"], counts["meant"]),
        "calls without priority left alone": (counts["left"], counts["none"]),
        "grade 2 is core": (counts["right core"], counts["said core"]),
    }


if __name__ == "__main__":
    main()
