"""The terms that people wrote in a priorities file, and finding them in sentences.

Belongs here: what a term is worth before any call is read, and one automaton of all terms. Does not belong: the words
of names and descriptions (`word_likeness`), or what terms that were found are worth (`relations`).

A term counts in a call of its own language, an acronym in every call, and all terms where the language is unknown.
English terms count too where another language writes them with capitals: names such as "Women's Initiative" are seldom
translated. Words meet by their lemmas: number and gender may differ, nothing else.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ahocorasick

from pipelines.language.normalisation import bare_word
from pipelines.language.words import LANGUAGES, is_acronym, lemma, shouts, stopwords, words
from pipelines.matching.priorities.priority_file import Priority

LENGTH_WORTH = {1: 0.75, 2: 1.0, 3: 1.15}
LEAST_RARITY = 0.35


@dataclass(frozen=True, slots=True)
class Term:
    """A term of one priority in one language. `keys`: the lemmas it is found by."""

    priority_id: str
    language: str
    text: str
    keys: tuple[str, ...]
    weight: float
    acronym: str | None = None


def terms_of(priorities: list[Priority]) -> list[Term]:
    """All terms of a file, language by language, in its order."""
    terms: list[Term] = []
    for language in LANGUAGES:
        written = [priority for priority in priorities if priority.keywords.get(language)]
        terms += _written(written, language)
    return terms


def _lemmas(text: str, language: str) -> list[str]:
    return [lemma(word, language) for word in words(text) if bare_word(word) not in stopwords(language)]


def _keys(text: str, language: str) -> tuple[str, ...]:
    key = " ".join(_lemmas(text, language))
    return (key,) if key else ()


def _written(priorities: list[Priority], language: str) -> list[Term]:
    keyed = {
        priority.priority_id: {term: _keys(term, language) for term in priority.keywords[language]}
        for priority in priorities
    }
    holders: dict[str, set[str]] = defaultdict(set)
    for priority_id, by_term in keyed.items():
        for key in {key for keys in by_term.values() for key in keys}:
            parts = key.split()
            for start in range(len(parts)):
                for end in range(start + 1, len(parts) + 1):
                    holders[" ".join(parts[start:end])].add(priority_id)
    terms: list[Term] = []
    for priority_id, by_term in keyed.items():
        seen: set[str] = set()
        for text, keys in by_term.items():
            if is_acronym(text):
                terms.append(Term(priority_id, language, text, (), 1.0, acronym=text))
                continue
            new = tuple(key for key in keys if key not in seen)
            seen.update(new)
            if new:
                share = max(LEAST_RARITY, rarity(len(holders[keys[0]]), len(priorities)))
                terms.append(Term(priority_id, language, text, new, LENGTH_WORTH[min(3, len(keys[0].split()))] * share))
    return terms


def rarity(holders: int, everyone: int) -> float:
    """1 for a term of one priority alone, falling to 0 for a term of all."""
    if everyone < 2:
        return 1.0
    return math.log(everyone / max(1, holders)) / math.log(everyone)


class Finder:
    """Finds the terms of a priorities file in lines."""

    def __init__(self, terms: list[Term]) -> None:
        self.terms = terms
        self._acronyms: dict[str, list[int]] = defaultdict(list)
        self._starts: dict[str, set[str]] = {language: set() for language in LANGUAGES}
        keys: dict[str, list[int]] = defaultdict(list)
        for number, term in enumerate(terms):
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

    def find(self, line: str, languages: Sequence[str]) -> Iterable[int]:
        """The numbers of the terms in a line of one of some languages."""
        if not self.terms:
            return
        line_words = words(line)
        for language in languages:
            yield from self._phrases([self._token(word, language) for word in line_words])
        if shouts(line):
            return
        if not {"en", "de"} & set(languages):  # German writes every noun with a capital
            yield from self._phrases([self._token(word, "en") if word[:1].isupper() else "_" for word in line_words])
        for word in line_words:
            yield from self._acronyms.get(word, ())

    def _phrases(self, tokens: list[str | None]) -> Iterable[int]:
        told = [token for token in tokens if token is not None]
        if any(token != "_" for token in told):
            for _, numbers in self._automaton.iter(f" {' '.join(told)} "):
                yield from numbers

    def _token(self, word: str, language: str) -> str | None:
        """The lemma with its language; "_" for a word of no term, which breaks a phrase; None for a stopword, which
        does not.
        """
        key = (word, language)
        if key not in self._tokens:
            if len(self._tokens) > 300_000:
                self._tokens.clear()
            self._tokens[key] = self._read_token(word, language)
        return self._tokens[key]

    def _read_token(self, word: str, language: str) -> str | None:
        folded = bare_word(word)
        if folded in stopwords(language):
            return None
        own = lemma(word, language)
        return f"{language}:{own}" if own[:3] in self._starts[language] else "_"
