"""A round of labelled texts, read once by what is published (rules) and by what is learned, beside each other.

    python benchmarks/facts_round.py FILE...

FILE: texts in the form of `corpus/` (see its README). For texts that no model was learned from: on the corpus itself the learned
reader's figures say
nothing (`python -m corpus.training.cross_validate` leaves each author out in turn). Prints figures with Wilson intervals.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus.training.figures import learned, lines, published, tallied
from corpus.training.read import read_texts


def main() -> None:
    """Judge both readers on the files."""
    texts = read_texts(*map(Path, sys.argv[1:]))
    if not texts:
        sys.exit(__doc__)
    for name, reader in (("rules, as published", published), ("learned", learned)):
        reader(texts[0])
        began = time.process_time()
        total, by_language = tallied(texts, reader)
        took = time.process_time() - began
        print(f"== {name}: {1000 * took / len(texts):.1f} CPU ms a text", *lines(total, by_language), sep="\n")


if __name__ == "__main__":
    main()
