"""How similar what a call funds is to each priority, whatever the channel and the language: standard deviations above
the background.

Belongs here: the channels put on one scale. Does not belong: the channels themselves (`word_likeness`, `nearness`), the
terms that people wrote, or what a similarity is worth (`relations`). Each channel is standardised per language and
priority; half of what a text has in common with all priorities is taken off, since a text like everything is about
nothing; their weighted sum is standardised once more, so that a similarity means the same with and without vectors, and
in a language in which the priorities have no words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from pipelines.language.sentence_vectors import Vectors
from pipelines.language.words import LANGUAGES, sentences, stem, words
from pipelines.matching.priorities import background
from pipelines.matching.priorities.background import Scores, Standard
from pipelines.matching.priorities.nearness import Sense, of_text
from pipelines.matching.priorities.priority_file import Priority
from pipelines.matching.priorities.word_likeness import Wording, letter_channel, word_channel

CHANNELS = ("sense", "words", "letters")
WEIGHTS = {"sense": 1.0, "words": 1.0, "letters": 0.3}
COMMON_SHARE = 0.5
UNKNOWN = "en"  # whose background stands for a language that has none


@dataclass(frozen=True, slots=True)
class SimilarityReading:
    """One text read: its similarity to each priority by channel, a channel that there is not being 0, and that of
    its lines.
    """

    channels: dict[str, Scores]
    total: Scores
    by_line: Callable[[], Scores]


class Similarity:
    """Texts against all priorities of a file."""

    def __init__(self, priorities: list[Priority], sense: Sense | None) -> None:
        self._size = len(priorities)
        self._words = {language: channel for language in LANGUAGES if (channel := word_channel(priorities, language))}
        self._letters = letter_channel(priorities)
        self._sense = sense
        self._standards: dict[str, dict[str, Standard]] = {}
        self._totals: dict[str, Standard] = {}
        for language in background.LANGUAGES:
            told = [sentences(text) for text in background.texts(language)]
            near = self._nearness(sense.encode([line for lines in told for line in lines]) if sense else None)
            ends = np.cumsum([len(lines) for lines in told])
            read = [
                self._raw(lines, language, near[end - len(lines) : end]) for lines, end in zip(told, ends, strict=True)
            ]
            self._standards[language] = {
                name: Standard.of(np.stack([scores[name] for scores in read])) for name in read[0]
            }
            self._totals[language] = Standard.of(np.stack([_summed(self._own(scores, language)) for scores in read]))

    def read(self, lines: Sequence[str], weights: Scores, vectors: Vectors | None, language: str) -> SimilarityReading:
        """A text of at least one line with what its lines weigh, in standard deviations above the background of its
        language.
        """
        known = language if language in self._standards else UNKNOWN
        near = self._nearness(vectors)
        raw = self._raw(lines, language, near, weights)
        own = self._own(raw, known)
        channels = {name: own.get(name, np.zeros(self._size)) for name in CHANNELS}
        return SimilarityReading(
            channels,
            self._totals[known](_summed(own)),
            cache(lambda: near if self._sense else self._likeness(lines, language)),
        )

    def shared(self, lines: Sequence[str], language: str, priority: int) -> list[str]:
        """The words, as the text writes them, that it shares with one priority's texts in its language, the
        weightiest first.
        """
        if language not in self._words:
            return []
        written = {stem(word, language): word.lower() for line in reversed(lines) for word in reversed(words(line))}
        return [written[part] for part in self._words[language].shared(lines, priority) if part in written]

    def _raw(
        self, lines: Sequence[str], language: str, near: Scores, weights: Scores | None = None
    ) -> dict[str, Scores]:
        heavy = None if weights is None else weights.tolist()
        raw = {name: wording.raw(lines, heavy) for name, wording in self._wordings(language).items()}
        return raw | {"sense": of_text(near, weights)} if self._sense else raw

    def _own(self, raw: dict[str, Scores], language: str) -> dict[str, Scores]:
        """Raw scores standardised, less half of what the text has in common with all priorities."""
        standards = self._standards[language]
        scores = {name: standards[name](each) for name, each in raw.items() if name in standards}
        return {name: each - COMMON_SHARE * each.mean() for name, each in scores.items()}

    def _nearness(self, vectors: Vectors | None) -> Scores:
        return self._sense.nearness(vectors) if self._sense and vectors is not None else np.zeros((0, 0))

    def _likeness(self, lines: Sequence[str], language: str) -> Scores:
        wordings = self._wordings(language).values()
        return np.stack([np.sum([wording.raw([line]) for wording in wordings], axis=0) for line in lines])

    def _wordings(self, language: str) -> dict[str, Wording]:
        return {"letters": self._letters} | ({"words": self._words[language]} if language in self._words else {})


def _summed(channels: dict[str, Scores]) -> Scores:
    return np.asarray(np.sum([WEIGHTS[name] * each for name, each in channels.items()], axis=0))
