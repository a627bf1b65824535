"""The whole reader, judged on authors that its models never saw: `python -m corpus.training.cross_validate
[AUTHORS...]`.

The models are learned without some authors' texts, laid into a folder of their own, and `read_facts` reads these texts
with them: each argument names authors to be left out together, such as "f10,f11"; without any, all authors, in `GROUPS`
groups.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import corpus.training.roles as roles
import pipelines.models as models
from corpus.training.figures import compared, lines, published
from corpus.training.roles import GROUPS, corpus_texts, learn_all, prepared

NEVER_JUDGED = frozenset({"phrases", "sample"})


def main() -> None:
    """Print the figures over all left-out authors."""
    texts = corpus_texts()
    found = prepared(texts)
    names = sorted({text.author for text in texts} - NEVER_JUDGED)
    groups = [frozenset(named.split(",")) for named in sys.argv[1:]] or [
        frozenset(names[at::GROUPS]) for at in range(GROUPS)
    ]
    total: Counter[str] = Counter()
    by_language: dict[str, Counter[str]] = defaultdict(Counter)
    home = models.FOLDER
    for left_out in groups:
        with tempfile.TemporaryDirectory() as folder:
            for path in home.glob("*.npz"):
                shutil.copy(path, folder)  # who may apply is told by models of its own
            roles.FOLDER = models.FOLDER = Path(folder)
            models.load.cache_clear()
            models.load_trees.cache_clear()
            kept = [at for at, text in enumerate(texts) if text.author not in left_out]
            learn_all([texts[at] for at in kept], [found[at] for at in kept])
            for text in texts:
                if text.author in left_out:
                    counts = compared(text, published(text))
                    total += counts
                    by_language[text.language] += counts
        print(*sorted(left_out), file=sys.stderr)
    roles.FOLDER = models.FOLDER = home
    print("\n".join(lines(total, dict(by_language))))


if __name__ == "__main__":
    main()
