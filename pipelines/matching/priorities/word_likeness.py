"""How a call's words, and the letters in them, resemble those of each priority's texts.

Belongs here: two channels over the name, description and terms of priorities: stems and pairs of stems within one
language, and runs of letters across languages, where "resíduos" meets "residui". Does not belong: sentence vectors
(`nearness`), or what a resemblance is worth (`similarity`). A word weighs more the fewer texts have it, and the fewer
priorities.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from pipelines.language.normalisation import bare_word
from pipelines.language.words import is_acronym, stem, stopwords, words
from pipelines.matching.priorities import background
from pipelines.matching.priorities.background import Scores
from pipelines.matching.priorities.priority_file import Priority
from pipelines.matching.priorities.terms import rarity

RUNS = (4, 5)  # letters a run, the edges of the word among them
LEAST_WORD = 4  # letters of a word that is cut into runs


class Wording:
    """Texts against the priorities' texts: cosine of the counts of `parts`, weighted by rarity."""

    def __init__(
        self, texts: Sequence[Iterable[str]], others: Iterable[str], parts: Callable[[str], Iterable[str]]
    ) -> None:
        """`texts`: those of each priority; `others`: texts that show which parts are common."""
        self._parts = parts
        documents = [self._count(each) for each in texts]
        common = [self._count([other]) for other in others]
        everyone = len(documents) + len(common)
        seen = Counter(part for document in [*documents, *common] for part in document)
        held = Counter(part for document in documents for part in document)
        self._unseen = math.log((everyone + 1) / 0.5)
        self._worth = {part: math.log((everyone + 1) / (count + 0.5)) for part, count in seen.items()}
        self._row = {part: row for row, part in enumerate(held)}
        self._weights = np.zeros((len(held), len(documents)))
        for column, document in enumerate(documents):
            for part, count in document.items():
                share = rarity(held[part], len(documents))
                self._weights[self._row[part], column] = (1 + math.log(count)) * self._worth[part] * share
        self._weights /= np.maximum(np.sqrt((self._weights**2).sum(axis=0)), 1e-9)

    def raw(self, lines: Sequence[str], weights: Sequence[float] | None = None) -> Scores:
        """The resemblance of a text to each priority, 0 to 1; `weights` of its lines, 1 where there are none."""
        size, rows, worths = self._weighed(lines, weights)
        if not rows:
            return np.zeros(self._weights.shape[1])
        scores: Scores = np.asarray(worths) @ self._weights[rows] / size
        return scores

    def shared(self, lines: Sequence[str], priority: int) -> list[str]:
        """The parts that a text and a priority share, the weightiest first."""
        _, rows, worths = self._weighed(lines, None)
        worth = {row: value * float(self._weights[row, priority]) for row, value in zip(rows, worths, strict=True)}
        names = {row: part for part, row in self._row.items() if row in worth}
        return [names[row] for row in sorted(worth, key=lambda row: (-worth[row], names[row])) if worth[row] > 0]

    def _weighed(self, lines: Sequence[str], weights: Sequence[float] | None) -> tuple[float, list[int], list[float]]:
        size, rows, worths = 0.0, [], []
        counts: Mapping[str, float] = self._count(lines) if weights is None else self._heavy(lines, weights)
        for part, count in counts.items():
            worth = (1 + math.log(count) if count > 1 else count) * self._worth.get(part, self._unseen)
            size += worth * worth
            if (row := self._row.get(part)) is not None:
                rows.append(row)
                worths.append(worth)
        return math.sqrt(size), rows, worths

    def _heavy(self, lines: Sequence[str], weights: Sequence[float]) -> dict[str, float]:
        counts: dict[str, float] = defaultdict(float)
        for line, weight in zip(lines, weights, strict=True):
            for part in self._parts(line):
                counts[part] += weight
        return counts

    def _count(self, lines: Iterable[str]) -> Counter[str]:
        return Counter(part for line in lines for part in self._parts(line))


def word_channel(priorities: list[Priority], language: str) -> Wording | None:
    """The words of one language; None where no priority has a text in it."""
    texts = [_texts(priority, language) for priority in priorities]
    return Wording(texts, background.texts(language), lambda line: _stems(line, language)) if any(texts) else None


def letter_channel(priorities: list[Priority]) -> Wording:
    """Runs of letters of all languages together."""
    texts = [
        [text for language in background.LANGUAGES for text in _texts(priority, language)] for priority in priorities
    ]
    return Wording(texts, [text for language in background.LANGUAGES for text in background.texts(language)], _runs)


def _texts(priority: Priority, language: str) -> list[str]:
    terms = [term for term in priority.keywords.get(language, ()) if not is_acronym(term)]
    return [text for text in (priority.name.get(language), priority.description.get(language), *terms) if text]


def _stems(line: str, language: str) -> list[str]:
    stems = [
        key for word in words(line) if not word.isdigit() and (key := stem(word, language)) not in stopwords(language)
    ]
    return stems + [f"{first} {second}" for first, second in pairwise(stems)]


def _runs(line: str) -> Iterable[str]:
    for word in words(line):
        if len(word) >= LEAST_WORD and not word.isdigit():
            edged = f" {bare_word(word)} "
            for length in RUNS:
                for start in range(len(edged) - length + 1):
                    yield edged[start : start + length]
