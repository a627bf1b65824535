"""Priorities found in calls, by what a call funds, with the sentence that says so.

Belongs here: the chances of grades for each call and priority, the grades, the evidence that is shown. Does not belong:
which sentences say what is funded (`subject`), the numbers between a call and a priority (`relations`, `classifiers`),
how a match is told (`explain`), who may apply (`assessment`).

Only the sentences that say what is funded are read, and the title. A learned model turns what stands between them and
each priority (similarity of meaning, words and letters to its description, terms that people wrote, and for priorities
that ship what labelled examples say) into the chance of being part of the call (grade 1) or a core aim (grade 2). To
fit no priority is an answer. Where the chance is near the bar the match is unsure (`reasons` says so). The weight that
the territory gives a priority moves the score and never the grade.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
import pandas as pd

from pipelines import models
from pipelines.language.sentence_vectors import Encoder, Vectors, encoder, halved
from pipelines.matching.priorities.classifiers import HEADED, Heads, vector_of
from pipelines.matching.priorities.marked_examples import FILE, Example, Marked, load_examples, moved
from pipelines.matching.priorities.nearness import Sense
from pipelines.matching.priorities.priority_file import Priority, load_priorities
from pipelines.matching.priorities.relations import RELATION, Relation, Relations
from pipelines.matching.priorities.subject import Told, told
from pipelines.models import Floats

COLUMNS = ["call_id", "priority_id", "score", "grade", "terms", "quote"]

EXAMPLES_SHARE = 0.7  # of the chance that examples tell beside descriptions alone: those of one day tell less of the next day's calls
FOUND_FROM = 0.36  # chance from which a priority that ships is part of a call;
SHORT_LETTERS, SHORT_FOUND_FROM = (
    1000,
    0.28,
)  # the same where a few sentences tell the call, which say less of its subject
FOUND_BARE_FROM = {
    True: 0.19,
    False: 0.17,
}  # the same, with vectors and without, for a priority known by its description alone
UNSURE = 0.10  # a chance so near to the bar decides little, and nothing where there is only a title
QUOTE_LENGTH = 300
MOST_TERMS = 8
MOST_SHARED = 4
NEAR_WORTH = 5.0  # of a line's nearness beside the terms in it, where one line is chosen to be shown


class Match(NamedTuple):
    """One priority found in one call."""

    priority_id: str
    score: float
    grade: int
    terms: list[str]
    quote: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """One call against all priorities: what was read of it, its numbers, and the chances of grades 0, 1 and 2
    (priorities, 3).
    """

    told: Told
    vectors: Vectors | None  # of the lines
    relation: Relation
    examples: Floats  # (priorities, HEADED); NaN where there are none
    chances: Floats
    bars: Floats  # chance of grade 1 or 2 from which each priority is found

    @property
    def found(self) -> Floats:
        """The chance of grade 1 or 2 of each priority."""
        return self.chances[:, 1] + self.chances[:, 2]


class Matcher:
    """Scores calls against the priorities of one file."""

    def __init__(
        self,
        priorities: list[Priority],
        encoder: Encoder | None = None,
        examples: Sequence[Example] = (),
        *,
        of_calls: Encoder | None = None,
    ) -> None:
        """`encoder`: makes sentence vectors; without it words and letters say how similar a call is. `examples`: those
        that people marked for priorities that do not ship. `of_calls`: the same encoder with a memory of calls read
        before."""
        self.priorities = priorities
        self._encoder = of_calls or encoder
        self._role = models.subject()
        self._models = models.priorities(vectors=encoder is not None)
        self._relations = Relations(priorities, Sense(priorities, encoder) if encoder else None)
        self._heads = Heads(self._models.examples, [p.priority_id for p in priorities])
        own = [e for e in examples if e.priority_id not in self._models.examples.names]
        self._marked = Marked(own, [p.priority_id for p in priorities], encoder) if own and encoder else None
        self._bars = np.where(self._heads.known, FOUND_FROM, FOUND_BARE_FROM[encoder is not None])

    @classmethod
    def load(
        cls, path: str | Path, *, vectors: bool = True, remembering: Callable[[Encoder], Encoder] | None = None
    ) -> Self:
        """A matcher for a priorities file and the examples beside it, with sentence vectors where their package is
        installed; `remembering` gives their encoder a memory of calls. Raises TerritoryError."""
        examples, own = load_examples(Path(path).with_name(FILE)), encoder() if vectors else None
        return cls(
            load_priorities(Path(path))[1], own, examples, of_calls=remembering(own) if own and remembering else None
        )

    def score(self, calls: pd.DataFrame) -> pd.DataFrame:
        """The matches of `calls` (call_id, title, summary, language, and text where there is one), in their order,
        best first.
        """
        rows: list[tuple[Any, ...]] = []
        for call in _records(calls):
            matches = self.match(
                call.get("title"), call.get("summary"), call.get("text"), language=call.get("language")
            )
            rows.extend((call["call_id"], *match) for match in matches)
        frame = pd.DataFrame(rows, columns=COLUMNS)
        return frame.astype(
            {"call_id": "str", "priority_id": "str", "score": "float64", "grade": "int64", "quote": "str"}
        )

    def match(self, title: str | None, *parts: str | None, language: str | None = None) -> list[Match]:
        """The priorities found in one call, best first; those of grade 0 are left out."""
        weighed = self.weigh(title, *parts, language=language)
        if weighed is None:
            return []
        matches = [
            Match(
                p.priority_id,
                round(p.weight * _worth(chances), 4),
                _grade(chances),
                *self._shown(weighed, at, language),
            )
            for at, (p, chances) in enumerate(zip(self.priorities, weighed.chances, strict=True))
            if weighed.found[at] >= weighed.bars[at]
        ]
        return sorted(matches, key=lambda match: (-match.score, match.priority_id))

    def weigh(self, title: str | None, *parts: str | None, language: str | None = None) -> Weighed | None:
        """One call against all priorities; None where it has no words."""
        read = told(title or "", _body(title, parts), self._role)
        return self.weigh_told(
            read, halved(self._encoder.encode(read.lines)) if self._encoder and read.lines else None, language
        )

    def without(self, weighed: Weighed, line: int, language: str | None) -> Weighed | None:
        """The same call without one of the sentences that were read: what it would be if that were not said."""
        read, kept = weighed.told, [at for at in range(len(weighed.told.lines)) if at != line]
        bare = Told(
            [read.lines[at] for at in kept],
            read.weights[kept],
            [read.titled[at] for at in kept],
            read.chance,
            [read.places[at] for at in kept],
            read.letters,
        )
        return self.weigh_told(bare, None if weighed.vectors is None else weighed.vectors[kept], language)

    def weigh_told(self, read: Told, vectors: Vectors | None, language: str | None) -> Weighed | None:
        """A call against all priorities by what was read of it."""
        if not read.lines:
            return None
        spoken = _spoken(language)
        relation = self._relations.read(read, vectors, spoken)
        chances = self._models.bare.chances(relation.numbers[:, : len(RELATION)])
        if self._marked and vectors is not None:
            chances = moved(chances, self._marked.moves(vector_of(read, vectors)))
        known = self._heads.known
        examples = np.full((len(known), len(HEADED)), np.nan)
        if known.any():
            examples[known] = self._heads.numbers(read, vectors, spoken)
            numbers = np.concatenate([relation.numbers[known], examples[known]], axis=1)
            chances[known] = (
                EXAMPLES_SHARE * self._models.headed.chances(numbers) + (1 - EXAMPLES_SHARE) * chances[known]
            )
        return Weighed(read, vectors, relation, examples, chances, self._barred(read))

    def _barred(self, read: Told) -> Floats:
        """The chance from which each priority is found in a call: a title alone has to be surer, a short text less
        sure than a page.
        """
        if all(read.titled):
            return np.asarray(self._bars + UNSURE)
        known = self._heads.known
        return np.where(known, SHORT_FOUND_FROM if read.letters < SHORT_LETTERS else FOUND_FROM, self._bars)

    def ships(self, priority_id: str) -> bool:
        """Whether a priority has examples that were learned beforehand."""
        return priority_id in self._models.examples.names

    def term(self, number: int) -> str:
        """A term by its number among those of the file."""
        return self._relations.finder.terms[number].text

    def _shown(self, weighed: Weighed, at: int, language: str | None) -> tuple[list[str], str]:
        """The terms, strongest first, else the words shared with the priority's texts; and the line that speaks most
        for it.
        """
        lines, hits = weighed.told.lines, weighed.relation.hits.get(self.priorities[at].priority_id, [])
        names = list(dict.fromkeys(self.term(hit.number) for hit in hits))[:MOST_TERMS]
        if not names:
            names = self._relations.similarity.shared(lines, _spoken(language), at)[:MOST_SHARED]
        near = weighed.relation.reading.by_line()
        worth = NEAR_WORTH * weighed.told.weights * (near[:, at] - near.mean(axis=1))
        for hit in hits:
            worth[hit.line] += hit.worth
        return names, _quoted(lines[int(worth.argmax())])


def _spoken(language: str | None) -> str:
    return (language or "")[:2].lower()


def _body(title: str | None, parts: Sequence[str | None]) -> str:
    return "\n".join(dict.fromkeys(part for part in parts if part and part != title))


def _worth(chances: Floats) -> float:
    """Between the chance of being part of a call and that of being its core aim."""
    return float(chances[1] / 2 + chances[2])


def _grade(chances: Floats) -> int:
    return 2 if chances[2] >= chances[1] else 1


def _quoted(line: str) -> str:
    return line if len(line) <= QUOTE_LENGTH else line[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"


def _records(calls: pd.DataFrame) -> Iterable[dict[str, Any]]:
    """The rows with only what is stated; whatever pandas uses for an absent value is dropped."""
    columns = [name for name in ("call_id", "title", "summary", "text", "language") if name in calls.columns]
    for row in calls[columns].itertuples(index=False, name=None):
        yield {
            name: value for name, value in zip(columns, row, strict=True) if isinstance(value, str) or name == "call_id"
        }
