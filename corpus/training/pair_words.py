"""Counts how common words are in calls, over the pages, short and retold texts of the corpus: `make train` writes
`pipelines/models/common_words.npz`."""

from __future__ import annotations

import sys

import numpy as np

from corpus.training.roles import corpus_texts
from pipelines.deduplication.feature_arrays import hashed
from pipelines.deduplication.features import folded_words
from pipelines.deduplication.word_sounds import stems
from pipelines.models import FOLDER

BUCKETS = 1 << 16


def main() -> None:
    """Count the stems of all texts of the corpus and write the file."""
    texts = corpus_texts()
    counts = np.zeros(BUCKETS, dtype=np.uint16)
    for text in texts:
        said = sorted(stems(folded_words(f"{text.title} {text.text}")))
        counts[np.unique(hashed(said) % BUCKETS)] += 1
    np.savez_compressed(FOLDER / "common_words.npz", counts=counts, texts=np.array(len(texts)))
    print(f"common words: {len(texts)} texts, {int((counts > 0).sum())} buckets", file=sys.stderr)


if __name__ == "__main__":
    main()
