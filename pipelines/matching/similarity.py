"""How similar a call is to each priority, whatever the channel and the language: standard deviations above the background.

Belongs here: the channels put on one scale and summed. Does not belong: the channels themselves (`wording`, `sense`), the terms
that people wrote, or grades (`matcher`).
Each channel is standardised per language and priority; half of what a text has in common with all priorities is taken
off, since a text like everything is about nothing; the weighted sum is standardised once more, so that
a similarity means the same with and without vectors, and in a language in which the priorities have no words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.matching import background
from pipelines.matching.background import Scores, Standard
from pipelines.matching.priorities import Priority
from pipelines.matching.sense import Sense, of_text
from pipelines.matching.wording import Wording, letter_channel, word_channel
from pipelines.matching.words import LANGUAGES, sentences, stem, words
from pipelines.sense import Encoder

WEIGHTS = {"words": 1.0, "letters": 0.3, "sense": 1.0}
COMMON_SHARE = 0.5
MOST_LINES = 40  # of a text: a subject that has not been named by then is not what the call is about
UNKNOWN = "en"  # whose background stands for a language that has none



@dataclass(frozen=True, slots=True)
class Reading:
    """One text read: its similarity to each priority, and that of its lines (lines, priorities) by the finest channel."""

    scores: Scores
    by_line: Callable[[], Scores]

    def nearest(self, priority: int) -> int:
        """The position of the line that comes nearest to one priority."""
        return int(self.by_line()[:, priority].argmax())


class Similarity:
    """Texts against all priorities of a file."""

    def __init__(self, priorities: list[Priority], encoder: Encoder | None) -> None:
        self._words = {language: channel for language in LANGUAGES if (channel := word_channel(priorities, language))}
        self._letters = letter_channel(priorities)
        self._sense = Sense(priorities, encoder) if encoder else None
        self._standards: dict[str, dict[str, Standard]] = {}
        self._totals: dict[str, Standard] = {}
        for language in background.LANGUAGES:
            told = [sentences(text) for text in background.texts(language)]
            near = self._nearness([line for lines in told for line in lines])
            ends = np.cumsum([len(lines) for lines in told])
            read = [self._raw(lines, language, near[end - len(lines) : end]) for lines, end in zip(told, ends, strict=True)]
            raw = {name: np.stack([scores[name] for scores in read]) for name in read[0]}
            self._standards[language] = {name: Standard.of(scores) for name, scores in raw.items()}
            self._totals[language] = Standard.of(_summed(raw, self._standards[language]))

    def read(self, lines: Sequence[str], language: str) -> Reading:
        """A text of at least one line, in standard deviations above the background of its language."""
        known = language if language in self._totals else UNKNOWN
        first = list(lines)[:MOST_LINES]
        near = self._nearness(first)
        raw = self._raw(first, language, near)
        total = self._totals[known](_summed({name: scores[None] for name, scores in raw.items()}, self._standards[known]))
        return Reading(total[0], lambda: near if self._sense else self._likeness(first, language))

    def by_letters_alone(self, language: str) -> bool:
        """Whether nothing but runs of letters tells a text of this language from another."""
        return not self._sense and language not in self._words

    def shared(self, lines: Sequence[str], language: str, priority: int) -> list[str]:
        """The words, as the text writes them, that it shares with one priority's texts in its language, the weightiest first."""
        if language not in self._words:
            return []
        written = {stem(word, language): word.lower() for line in reversed(lines) for word in reversed(words(line))}
        return [written[part] for part in self._words[language].shared(lines, priority) if part in written]

    def _raw(self, lines: Sequence[str], language: str, near: Scores) -> dict[str, Scores]:
        raw = {name: wording.raw(lines) for name, wording in self._wordings(language).items()}
        return raw | {"sense": of_text(near)} if self._sense else raw

    def _nearness(self, lines: Sequence[str]) -> Scores:
        return self._sense.nearness(lines) if self._sense else np.zeros((len(lines), 0))

    def _likeness(self, lines: Sequence[str], language: str) -> Scores:
        wordings = self._wordings(language).values()
        return np.stack([np.sum([wording.raw([line]) for wording in wordings], axis=0) for line in lines])

    def _wordings(self, language: str) -> dict[str, Wording]:
        return {"letters": self._letters} | ({"words": self._words[language]} if language in self._words else {})


def _summed(raw: dict[str, Scores], standards: dict[str, Standard]) -> Scores:
    """The channels' raw scores (texts, priorities) standardised and summed with their weights."""
    scores = {name: standards[name](each) for name, each in raw.items()}
    own = [WEIGHTS[name] * (each - COMMON_SHARE * each.mean(axis=1, keepdims=True)) for name, each in scores.items()]
    return np.asarray(np.sum(own, axis=0))
