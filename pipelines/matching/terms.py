"""The terms that people wrote in a priorities file.

Belongs here: what a term is worth before any call is read. Does not belong: finding terms in calls (`matcher`), or the words of
names and descriptions (`wording`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from pipelines.matching.priorities import Priority
from pipelines.matching.words import LANGUAGES, fold, is_acronym, stem, stopwords, words

LENGTH_WORTH = {1: 0.75, 2: 1.0, 3: 1.15}
LEAST_RARITY = 0.35


@dataclass(frozen=True, slots=True)
class Term:
    """A term of one priority in one language. `keys`: the stems it is found by, with and without accents."""

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


def stems_of(text: str, language: str) -> list[str]:
    """The stems of a text without stopwords."""
    return [key for word in words(text) if (key := stem(word, language)) not in stopwords(language)]


def _keys(text: str, language: str) -> tuple[str, ...]:
    plain = " ".join(stems_of(text, language))
    unaccented = " ".join(stems_of(fold(text), language))
    return tuple(dict.fromkeys(key for key in (plain, unaccented) if key))


def _written(priorities: list[Priority], language: str) -> list[Term]:
    keyed = {priority.priority_id: {term: _keys(term, language) for term in priority.keywords[language]} for priority in priorities}
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
