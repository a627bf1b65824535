"""Learns which words mean much the same in any language: `make train` writes `pipelines/models/senses.npz`.

Every word that the corpus has twice gets a vector (the extra `vectors`); words whose vectors stand near one another
share a number. The same corpus gives the same bytes: one thread, a fixed seed, sorted words.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from sklearn.cluster import MiniBatchKMeans

from pipelines.language.normalisation import fold, normalise
from pipelines.language.sentence_vectors import encoder
from pipelines.models import FOLDER

CORPUS = Path(__file__).resolve().parent.parent
FOLDERS = ("eligibility", "facts", "short", "retold", "relevance", "applicants")
SENSES, LEAST, AT_ONCE = 400, 2, 256
_WORD = re.compile(r"[^\W\d_]{2,}")


def words() -> dict[str, str]:
    """Of each folded word that the corpus has often enough, how it is mostly written."""
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for folder in FOLDERS:
        for path in sorted((CORPUS / folder).glob("*.txt")):
            for line in path.read_text(encoding="utf-8").splitlines():
                if line[:1] not in ("=", "{"):
                    for match in _WORD.finditer(normalise(line)):
                        word = match.group().lower()
                        written[fold(word)][word] += 1
    return {word: forms.most_common(1)[0][0] for word, forms in sorted(written.items()) if forms.total() >= LEAST}


def main() -> None:
    """Write the file."""
    model = encoder()
    if model is None:
        sys.exit("The extra `vectors` is not installed.")
    told = words()
    forms = list(told.values())
    vectors = np.vstack([model.encode(forms[at : at + AT_ONCE]) for at in range(0, len(forms), AT_ONCE)])
    found = MiniBatchKMeans(SENSES, random_state=0, n_init=1, batch_size=4096, max_iter=40).fit(vectors)
    np.savez_compressed(FOLDER / "senses.npz", words=np.array("\n".join(told)), senses=found.labels_.astype(np.uint16))
    print(f"senses: {len(told)} words, {SENSES} senses", file=sys.stderr)


if __name__ == "__main__":
    main()
