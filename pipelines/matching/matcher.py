"""Priorities found in calls: terms that people wrote and similarity to what they described, with the words that say so.

Belongs here: turning a priorities file into one automaton of stems, scoring calls with it, and the grades.
Does not belong: how similar a text is to a priority (`similarity`), who may apply (`eligibility`), how a match is told (`explain`).

A term counts in a call of its own language, an acronym in every call, and all terms where the language is unknown. English terms count
too where another language writes them with capitals: names such as "Women's Initiative" are seldom translated.
A term is worth more when few priorities share its words and when it has several words; the title counts more than the
text, its first sentences more than the rest; repetition adds little. Those whom a sentence names as applicants are no
subject of the call ("universities may apply" makes it no call on education): they count only where it says nothing else.
Similarity adds to the terms; where nobody wrote terms for a priority in the call's language, it alone decides, and weighs more.
Grade 2 says that a priority is a core aim of the call, grade 1 that it is part of it.
The weight that the territory gives a priority moves the score and never the grade.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self

import ahocorasick
import pandas as pd

from pipelines.matching.clauses import without_applicants
from pipelines.matching.priorities import Priority, load_priorities
from pipelines.matching.similarity import Reading, Similarity
from pipelines.matching.terms import Term, terms_of
from pipelines.matching.words import LANGUAGES, fold, sentences, shouts, stem, stopwords, words
from pipelines.sense import Encoder, encoder

COLUMNS = ["call_id", "priority_id", "score", "grade", "terms", "quote"]

TITLE_FACTOR = 2.2
LEAD_FACTOR = 1.5  # of the first sentences of the text,
LEAD = 2  # so many
REPEAT = 0.35  # what the logarithm of a term's repetitions adds
HALF_SCORE = 2.4  # evidence at which the score is 1 - 1/e
PART_FROM = 0.5  # evidence from which a priority is part of the call
CORE_FROM = 1.9  # evidence from which it may be a core aim,
CORE_SHARE = 0.5  # when it has this share of the strongest priority's evidence
FOUND_AT = 1.4  # similarity that makes a priority part of a call without any written term
FOUND_BY_LETTERS_AT = 2.2  # the same where letters alone can tell: cognates mislead
BESIDE_TERMS = 0.4  # what similarity is worth where there are written terms
LONG_TEXT = 100  # words from which evidence is discounted for length
QUOTE_LENGTH = 300
MOST_TERMS = 8
MOST_SHARED = 4


class Match(NamedTuple):
    """One priority found in one call."""

    priority_id: str
    score: float
    grade: int
    terms: list[str]
    quote: str


class _Carrier(NamedTuple):
    less_worth: float
    number: int
    sentence: int


@dataclass(slots=True)
class _Found:
    weight: float
    factor: float = 0.0
    count: int = 0
    sentence: int = 0


class Matcher:
    """Scores calls against the priorities of one file."""

    def __init__(self, priorities: list[Priority], encoder: Encoder | None = None) -> None:
        """`encoder`: makes sentence vectors; without it words and letters say how similar a call is."""
        self.priorities = priorities
        self._similarity = Similarity(priorities, encoder)
        self._places = {priority.priority_id: place for place, priority in enumerate(priorities)}
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
    def load(cls, path: str | Path, *, vectors: bool = True) -> Self:
        """A matcher for a priorities file, with sentence vectors where their package is installed. Raises TerritoryError."""
        return cls(load_priorities(Path(path))[1], encoder() if vectors else None)

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
        told: dict[int, str] = {}
        length = 0
        for position, line in enumerate(lines):
            length += line.count(" ") + 1
            hits = list(self._terms_in(line, languages))
            told[position] = line
            if not hits:
                continue
            factor = TITLE_FACTOR if position < titled else LEAD_FACTOR if position < titled + LEAD else 1.0
            bare = without_applicants(line) if position >= titled else None
            if bare is not None:
                told[position] = bare
                self._add(applicants, hits, factor, position)
                hits = list(self._terms_in(bare, languages))
            self._add(subjects, hits, factor, position)
        if not lines:
            return []
        evidence, carriers = self._terms_worth(subjects or applicants, length)
        reading = self._similarity.read(list(told.values()), spoken)
        for priority, similarity in zip(self.priorities, reading.scores, strict=True):
            evidence[priority.priority_id] += self._worth(priority, float(similarity), spoken)
        strongest = max(evidence.values(), default=0.0)
        matches = [
            Match(name, self._score(name, value), grade, *shown)
            for name, value in evidence.items()
            if (grade := _grade(value, strongest))
            and (shown := self._shown(carriers[name], lines) or self._nearest(name, reading, lines, told, spoken))
        ]
        return sorted(matches, key=lambda match: (-match.score, match.priority_id))

    def _worth(self, priority: Priority, similarity: float, language: str) -> float:
        written = priority.keywords.get(language) if language in LANGUAGES else None
        found_at = FOUND_BY_LETTERS_AT if self._similarity.by_letters_alone(language) else FOUND_AT
        return (BESIDE_TERMS if written else 1.0) * PART_FROM * (max(0.0, similarity) / found_at) ** 2

    def _add(self, found: dict[int, _Found], numbers: Iterable[int], factor: float, position: int) -> None:
        for number in numbers:
            term = found.setdefault(number, _Found(self._terms[number].weight, sentence=position))
            term.count += 1
            term.factor = max(term.factor, factor)

    def _terms_in(self, line: str, languages: Sequence[str]) -> Iterable[int]:
        line_words = words(line)
        for language in languages:
            yield from self._phrases_in([self._token(word, language) for word in line_words])
        if shouts(line):
            return
        if not {"en", "de"} & set(languages):  # German writes every noun with a capital
            yield from self._phrases_in([self._token(word, "en") if word[:1].isupper() else "_" for word in line_words])
        for word in line_words:
            yield from self._acronyms.get(word, ())

    def _phrases_in(self, tokens: list[str | None]) -> Iterable[int]:
        told = [token for token in tokens if token is not None]
        if any(token != "_" for token in told):
            for _, numbers in self._automaton.iter(f" {' '.join(told)} "):
                yield from numbers

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

    def _terms_worth(self, found: dict[int, _Found], length: int) -> tuple[dict[str, float], dict[str, list[_Carrier]]]:
        discount = 1.0 / (1.0 + math.log(max(1.0, length / LONG_TEXT)))
        evidence: dict[str, float] = defaultdict(float)
        carriers: dict[str, list[_Carrier]] = defaultdict(list)
        said: dict[tuple[str, str], float] = {}
        for number, hit in found.items():
            term = self._terms[number]
            worth = term.weight * hit.factor * (1.0 + REPEAT * math.log(hit.count)) * (1.0 if hit.factor >= TITLE_FACTOR else discount)
            # one wording may stand in the lists of several languages: it counts once a priority
            wording = (term.priority_id, fold(term.text))
            if worth > said.get(wording, 0.0):
                evidence[term.priority_id] += worth - said.get(wording, 0.0)
                said[wording] = worth
                carriers[term.priority_id].append(_Carrier(-worth, number, hit.sentence))
        return evidence, carriers

    def _score(self, priority_id: str, value: float) -> float:
        return round(self._weights[priority_id] * (1.0 - math.exp(-value / HALF_SCORE)), 4)

    def _shown(self, carriers: list[_Carrier], lines: list[str]) -> tuple[list[str], str] | None:
        """The terms, strongest first, and the line of the strongest."""
        if not carriers:
            return None
        ordered = sorted(carriers)
        terms = list(dict.fromkeys(self._terms[carrier.number].text for carrier in ordered))
        return terms[:MOST_TERMS], _quoted(lines[ordered[0].sentence])

    def _nearest(self, name: str, reading: Reading, lines: list[str], told: dict[int, str], language: str) -> tuple[list[str], str]:
        """Where similarity alone decides: the words shared with the priority's texts, and the nearest line."""
        place, texts = self._places[name], list(told.values())
        return self._similarity.shared(texts, language, place)[:MOST_SHARED], _quoted(lines[list(told)[reading.nearest(place)]])


def _quoted(line: str) -> str:
    return line if len(line) <= QUOTE_LENGTH else line[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"


def _grade(value: float, strongest: float) -> int:
    if value >= CORE_FROM and value >= CORE_SHARE * strongest:
        return 2
    return 1 if value >= PART_FROM else 0


def _records(calls: pd.DataFrame) -> Iterable[dict[str, Any]]:
    """The rows with only what is stated; whatever pandas uses for an absent value is dropped."""
    columns = [name for name in ("call_id", "title", "summary", "text", "language") if name in calls.columns]
    for row in calls[columns].itertuples(index=False, name=None):
        yield {name: value for name, value in zip(columns, row, strict=True) if isinstance(value, str) or name == "call_id"}
