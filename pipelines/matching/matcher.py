"""Priorities found in calls: weighted terms in five languages, with the sentence that carries them.

Belongs here: turning a priorities file into one automaton of stems, and scoring calls with it.
Does not belong: who may apply (`eligibility`) and how a match is told (`explain`).

A term counts in a call of its own language, an acronym in every call, and all terms where the language is unknown.
A term is worth more when few priorities share its words and when it has several words; the title counts more than the
text, its first sentences more than the rest; repetition adds little. Those whom a sentence names as applicants are no
subject of the call ("universities may apply" makes it no call on education): they count only where it says nothing else.
Grade 2 says that a priority is a core aim of the call, grade 1 that it is part of it.
The weight that the territory gives a priority moves the score and never the grade.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self

import ahocorasick
import pandas as pd

from pipelines.matching.clauses import without_applicants
from pipelines.matching.priorities import Priority, load_priorities
from pipelines.matching.terms import Term, terms_of
from pipelines.matching.words import LANGUAGES, fold, sentences, shouts, stem, stopwords, words

COLUMNS = ["call_id", "priority_id", "score", "grade", "terms", "quote"]

TITLE_FACTOR = 2.2
LEAD_FACTOR = 1.5  # of the first sentences of the text,
LEAD = 2  # so many
REPEAT = 0.35  # what the logarithm of a term's repetitions adds
HALF_SCORE = 2.4  # evidence at which the score is 1 - 1/e
PART_FROM = 0.5  # evidence from which a priority is part of the call
CORE_FROM = 1.9  # evidence from which it may be a core aim,
CORE_SHARE = 0.5  # when it has this share of the strongest priority's evidence
LONG_TEXT = 100  # words from which evidence is discounted for length
QUOTE_LENGTH = 300


class Match(NamedTuple):
    """One priority found in one call."""

    priority_id: str
    score: float
    grade: int
    terms: list[str]
    quote: str


@dataclass(slots=True)
class _Found:
    weight: float
    factor: float = 0.0
    count: int = 0
    sentence: int = 0


class Matcher:
    """Scores calls against the priorities of one file."""

    def __init__(self, priorities: list[Priority]) -> None:
        self.priorities = priorities
        self._terms: list[Term] = terms_of(priorities)
        self._weights = {priority.priority_id: priority.weight for priority in priorities}
        self._acronyms: dict[str, list[int]] = defaultdict(list)
        self._starts: dict[str, set[str]] = {language: set() for language in LANGUAGES}
        keys: dict[str, list[int]] = defaultdict(list)
        for number, term in enumerate(self._terms):
            if term.acronym:
                self._acronyms[term.acronym].append(number)
            for key in term.keys:
                keys[" " + " ".join(f"{term.language}:{part}" for part in key.split()) + " "].append(number)
                self._starts[term.language].update(part[:3] for part in key.split())
        self._automaton = ahocorasick.Automaton()
        for key, numbers in keys.items():
            self._automaton.add_word(key, numbers)
        if keys:
            self._automaton.make_automaton()
        self._tokens: dict[tuple[str, str], str | None] = {}

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """A matcher for a priorities file. Raises TerritoryError where the file is wrong."""
        return cls(load_priorities(Path(path))[1])

    def score(self, calls: pd.DataFrame) -> pd.DataFrame:
        """The matches of `calls` (call_id, title, summary, language, and text where there is one), in the order of the calls, best "
        "first."""
        rows: list[tuple[Any, ...]] = []
        for call in _records(calls):
            matches = self.match(call.get("title"), call.get("summary"), call.get("text"), language=call.get("language"))
            rows.extend((call["call_id"], *match) for match in matches)
        frame = pd.DataFrame(rows, columns=COLUMNS)
        return frame.astype({"call_id": "str", "priority_id": "str", "score": "float64", "grade": "int64", "quote": "str"})

    def match(self, title: str | None, *parts: str | None, language: str | None = None) -> list[Match]:
        """The priorities found in one call, best first; those of grade 0 are left out."""
        spoken = (language or "")[:2].lower()
        languages = (spoken,) if spoken in LANGUAGES else LANGUAGES
        lines = sentences(title or "")
        titled = len(lines)
        body = "\n".join(dict.fromkeys(part for part in parts if part and part != title))
        lines += sentences(body)
        subjects: dict[int, _Found] = {}
        applicants: dict[int, _Found] = {}
        length = 0
        for position, line in enumerate(lines):
            length += line.count(" ") + 1
            hits = list(self._terms_in(line, languages))
            if not hits:
                continue
            factor = TITLE_FACTOR if position < titled else LEAD_FACTOR if position < titled + LEAD else 1.0
            bare = without_applicants(line) if position >= titled else None
            if bare is not None:
                self._add(applicants, hits, factor, position)
                hits = list(self._terms_in(bare, languages))
            self._add(subjects, hits, factor, position)
        return self._graded(subjects or applicants, lines, length)

    def _add(self, found: dict[int, _Found], numbers: Iterable[int], factor: float, position: int) -> None:
        for number in numbers:
            term = found.setdefault(number, _Found(self._terms[number].weight, sentence=position))
            term.count += 1
            term.factor = max(term.factor, factor)

    def _terms_in(self, line: str, languages: Iterable[str]) -> Iterable[int]:
        line_words = words(line)
        for language in languages:
            stems = [token for word in line_words if (token := self._token(word, language)) is not None]
            if any(token != "_" for token in stems):
                for _, numbers in self._automaton.iter(f" {' '.join(stems)} "):
                    yield from numbers
        acronyms = [word for word in line_words if word in self._acronyms]
        if acronyms and not shouts(line):
            for word in acronyms:
                yield from self._acronyms[word]

    def _token(self, word: str, language: str) -> str | None:
        """The stem with its language; "_" for a word of no term, which breaks a phrase; None for a stopword, which does not."""
        key = (word, language)
        if key not in self._tokens:
            if len(self._tokens) > 300_000:
                self._tokens.clear()
            self._tokens[key] = self._read_token(word, language)
        return self._tokens[key]

    def _read_token(self, word: str, language: str) -> str | None:
        folded = fold(word)
        if folded in stopwords(language):
            return None
        if folded[:3] not in self._starts[language]:
            return "_"
        return f"{language}:{stem(word, language)}"

    def _graded(self, found: dict[int, _Found], lines: list[str], length: int) -> list[Match]:
        discount = 1.0 / (1.0 + math.log(max(1.0, length / LONG_TEXT)))
        evidence: dict[str, float] = defaultdict(float)
        carriers: dict[str, list[tuple[float, int]]] = defaultdict(list)
        said: dict[tuple[str, str], float] = {}
        for number, hit in found.items():
            term = self._terms[number]
            worth = term.weight * hit.factor * (1.0 + REPEAT * math.log(hit.count)) * (1.0 if hit.factor >= TITLE_FACTOR else discount)
            # one wording may stand in the lists of several languages: it counts once a priority
            wording = (term.priority_id, fold(term.text))
            if worth > said.get(wording, 0.0):
                evidence[term.priority_id] += worth - said.get(wording, 0.0)
                said[wording] = worth
                carriers[term.priority_id].append((worth, number))
        strongest = max(evidence.values(), default=0.0)
        matches = [
            Match(priority_id, self._score(priority_id, value), grade, *self._shown(carriers[priority_id], found, lines))
            for priority_id, value in evidence.items()
            if (grade := _grade(value, strongest))
        ]
        return sorted(matches, key=lambda match: (-match.score, match.priority_id))

    def _score(self, priority_id: str, value: float) -> float:
        return round(self._weights[priority_id] * (1.0 - math.exp(-value / HALF_SCORE)), 4)

    def _shown(self, carriers: list[tuple[float, int]], found: dict[int, _Found], lines: list[str]) -> tuple[list[str], str]:
        ordered = sorted(carriers, key=lambda carrier: (-carrier[0], carrier[1]))
        terms = list(dict.fromkeys(self._terms[number].text for _, number in ordered))
        quote = lines[found[ordered[0][1]].sentence]
        return terms[:8], quote if len(quote) <= QUOTE_LENGTH else quote[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"


def _grade(value: float, strongest: float) -> int:
    if value >= CORE_FROM and value >= CORE_SHARE * strongest:
        return 2
    return 1 if value >= PART_FROM else 0


def _records(calls: pd.DataFrame) -> Iterable[dict[str, Any]]:
    """The rows with only what is stated; whatever pandas uses for an absent value is dropped."""
    columns = [name for name in ("call_id", "title", "summary", "text", "language") if name in calls.columns]
    for row in calls[columns].itertuples(index=False, name=None):
        yield {name: value for name, value in zip(columns, row, strict=True) if isinstance(value, str) or name == "call_id"}
