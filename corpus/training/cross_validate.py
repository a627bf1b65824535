"""The whole reader, judged on authors that its models never saw: `python -m corpus.training.cross_validate`.

For each author the models are learned from the others' texts, laid into a folder of their own, and `read_facts` reads with them.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

import corpus.training.roles as roles
import pipelines.models as models
from corpus.training.figures import compared, lines, published
from corpus.training.roles import corpus_texts, kind_part, learn, part_of, prepared


def main() -> None:
    """Print the figures over all left-out authors."""
    texts = corpus_texts()
    found = prepared(texts)
    authors = np.array([t.author for t in texts])
    parts = {name: part_of(name, texts, found) for name in roles.PARTS}
    total: Counter[str] = Counter()
    by_language: dict[str, Counter[str]] = defaultdict(Counter)
    home = models.FOLDER
    for author in sorted(set(authors) - {"phrases", "sample"}):
        with tempfile.TemporaryDirectory() as folder:
            roles.FOLDER = models.FOLDER = Path(folder)
            models.load.cache_clear()
            for name, part in parts.items():
                rows = np.flatnonzero(authors[part.owner] != author)
                words, trees, inner = learn(part, rows)
                roles.keep(name, words, trees, part.roles)
                if name == "days":
                    grown = trees.predict_proba(
                        part.numbers(inner)
                    )  # in the fold: a little too sure, which the kinds' own trees see through
                    chances = np.zeros((len(part.right), part.roles))
                    chances[:, trees.classes_] = grown
                    kinds = kind_part(texts, found, [chances[part.owner == at] for at in range(len(texts))])
                    words, trees, _ = learn(kinds, np.flatnonzero(authors != author))
                    roles.keep("kinds", words, trees, len(roles.KINDS))
            for text in texts:
                if text.author == author:
                    counts = compared(text, published(text))
                    total += counts
                    by_language[text.language] += counts
        print(author, file=sys.stderr)
    roles.FOLDER = models.FOLDER = home
    print("\n".join(lines(total, dict(by_language))))


if __name__ == "__main__":
    main()
