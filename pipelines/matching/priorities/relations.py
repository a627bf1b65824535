"""What stands between a call and each priority: numbers that a model turns into chances.

Belongs here: the numbers, their names. Does not belong: the channels (`similarity`), terms (`terms`), the classifier of
the priorities that ship (`classifiers`), or what the numbers are worth (`pipelines/models`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from pipelines.language.normalisation import bare_word
from pipelines.language.sentence_vectors import Vectors
from pipelines.language.words import LANGUAGES
from pipelines.matching.priorities.nearness import Sense
from pipelines.matching.priorities.priority_file import Priority
from pipelines.matching.priorities.similarity import CHANNELS, Similarity, SimilarityReading
from pipelines.matching.priorities.subject import Told
from pipelines.matching.priorities.terms import Finder, terms_of
from pipelines.models import Floats

NEAR = 2.0  # similarity from which a priority is counted as near
RELATION = (
    *CHANNELS,
    *(f"{name} above the others" for name in CHANNELS),
    "total",
    "total above the others",
    "total's rank",
    "weightiest sentence",
    "terms",
    "terms in the title",
    "terms' share",
    "terms above the others",
    "terms are written",
)
OF_THE_CALL = ("clear", "sentences", "priorities near", "letters")


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a call: its number, what it is worth there and the line."""

    number: int
    worth: float
    line: int


@dataclass(frozen=True, slots=True)
class Relation:
    """The numbers of one call (priorities, RELATION and OF_THE_CALL), its terms by priority, and how its lines
    resemble.
    """

    numbers: Floats
    hits: dict[str, list[Hit]]
    reading: SimilarityReading


class Relations:
    """Calls against the priorities of one file."""

    def __init__(self, priorities: list[Priority], sense: Sense | None) -> None:
        self._priorities = priorities
        self.similarity = Similarity(priorities, sense)
        self.finder = Finder(terms_of(priorities))
        self._vectors = sense is not None

    def read(self, told: Told, vectors: Vectors | None, language: str) -> Relation:
        """One call; `vectors`: those of its lines, None without them."""
        reading = self.similarity.read(told.lines, told.weights, vectors, language)
        hits = self._hits(told, language)
        channels = [reading.channels[name] for name in CHANNELS]
        total = reading.total
        body, title = self._worth(told, hits, titled=False), self._worth(told, hits, titled=True)
        evidence = body + title
        weightiest = self._weightiest(told, reading)
        size = len(self._priorities)
        written = [bool(p.keywords.get(language)) for p in self._priorities]
        columns = [
            *channels,
            *(above(each) for each in channels),
            total,
            above(total),
            ranks(total),
            weightiest,
            np.log1p(body),
            np.log1p(title),
            evidence / max(evidence.sum(), 1e-9),
            above(np.log1p(evidence)),
            np.array(written, dtype=float),
            np.full(size, told.chance),
            np.full(size, float(len(told.lines))),
            np.full(size, float((total > NEAR).sum())),
            np.full(size, np.log1p(told.letters)),
        ]
        return Relation(np.stack(columns, axis=1), hits, reading)

    def _weightiest(self, told: Told, reading: SimilarityReading) -> Floats:
        if not self._vectors:
            return np.zeros(len(self._priorities))
        near = reading.by_line()
        best = near[int(told.weights.argmax())]
        return np.asarray(best - best.mean())

    def _hits(self, told: Told, language: str) -> dict[str, list[Hit]]:
        languages = (language,) if language in LANGUAGES else LANGUAGES
        best: dict[tuple[str, str], Hit] = {}
        for place, line in enumerate(told.lines):
            for number in self.finder.find(line, languages):
                term = self.finder.terms[number]
                # one wording may stand in the lists of several languages: it counts once a priority
                wording = (term.priority_id, bare_word(term.text))
                hit = Hit(number, term.weight * float(told.weights[place]), place)
                if wording not in best or hit.worth > best[wording].worth:
                    best[wording] = hit
        hits: dict[str, list[Hit]] = defaultdict(list)
        for (priority_id, _), hit in best.items():
            hits[priority_id].append(hit)
        return {name: sorted(each, key=lambda hit: (-hit.worth, hit.number)) for name, each in hits.items()}

    def _worth(self, told: Told, hits: dict[str, list[Hit]], *, titled: bool) -> Floats:
        return np.array(
            [
                sum(hit.worth for hit in hits.get(p.priority_id, ()) if told.titled[hit.line] == titled)
                for p in self._priorities
            ]
        )


def above(scores: Floats) -> Floats:
    """How far each stands above the best of the others."""
    if len(scores) < 2:
        return np.zeros(len(scores))
    order = np.argsort(-scores, kind="stable")
    others = np.full(len(scores), scores[order[0]])
    others[order[0]] = scores[order[1]]
    return np.asarray(scores - others)


def ranks(scores: Floats) -> Floats:
    """0 for the highest, 1 for the next, 2 for the third, 3 for the rest."""
    places = np.empty(len(scores))
    places[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    return np.minimum(places, 3.0)
