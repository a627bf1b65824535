"""How near two records are in sense: the vectors of their titles and texts, each line read once.

Belongs here: which lines are read, and their nearness. Does not belong: the package that makes vectors
(`pipelines/sense`), and what a nearness is worth (`pair_chances`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.deduplication.features import Keys
from pipelines.language import sentence_vectors

TITLE, TEXT = 120, 300
"""Letters of a title, and of title and prose, that are read for their sense; longer ones tell no better."""


@dataclass(slots=True)
class Lines:
    """The vectors of records' titles and texts, each line read once and alone: its last digits depend on the lines
    beside it.
    """

    vectors: dict[str, sentence_vectors.Vectors] = field(default_factory=dict)

    def near(self, one: Keys, other: Keys) -> tuple[float, float, float]:
        """`pair_features.SENSES` of two records; rounded, for the last digits are not the same on every machine."""
        (title_a, text_a), (title_b, text_b) = self.of(one), self.of(other)
        return (
            _cosine(title_a, title_b),
            _cosine(text_a, text_b),
            max(_cosine(title_a, text_b), _cosine(title_b, text_a)),
        )

    def of(self, own: Keys) -> tuple[sentence_vectors.Vectors, sentence_vectors.Vectors]:
        """The vectors of a record's title, and of its title and text."""
        title = own.stated_title[:TITLE]
        return self._vector(title), self._vector(f"{title}. {own.summary.removeprefix(own.stated_title)}"[:TEXT])

    def _vector(self, line: str) -> sentence_vectors.Vectors:
        if line not in self.vectors:
            encoder = sentence_vectors.encoder()
            assert encoder is not None
            self.vectors[line] = encoder.encode([line])[0]
        return self.vectors[line]


def _cosine(one: sentence_vectors.Vectors, other: sentence_vectors.Vectors) -> float:
    return round(max(0.0, float(one @ other)), 3)
