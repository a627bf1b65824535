"""A round of labelled texts, read once as a day reads them.

    python benchmarks/facts_round.py FILE...

FILE: texts in the form of `corpus/` (see its README). For texts that no model was learned from: on the corpus itself
the figures say nothing (`python -m corpus.training.cross_validate` leaves each author out in turn). Prints figures with
Wilson intervals.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus.training.figures import calibrated, lines, published, tallied
from corpus.training.read import read_texts


def main() -> None:
    """Judge the reader on the files."""
    texts = read_texts(*map(Path, sys.argv[1:]))
    if not texts:
        sys.exit(__doc__)
    published(texts[0])
    began = time.process_time()
    total, by_language = tallied(texts)
    took = time.process_time() - began
    print(f"{1000 * took / len(texts):.1f} CPU ms a text", *lines(total, by_language), *calibrated(texts), sep="\n")


if __name__ == "__main__":
    main()
