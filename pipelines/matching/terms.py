"""The terms of a priorities file: those people wrote, or those its texts stand out by.

Belongs here: what a term is worth before any call is read. Does not belong: finding terms in calls (`matcher`).
Where a priority has no keywords in a language but has a name and a description in it, the terms are the stems and pairs
of stems by which its texts differ most from those of the other priorities (tf-idf among the priorities of the file).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

from pipelines.matching.priorities import Priority
from pipelines.matching.words import LANGUAGES, fold, is_acronym, sentences, stem, stopwords, words

LENGTH_WORTH = {1: 0.75, 2: 1.0, 3: 1.15}
LEAST_RARITY = 0.35
DERIVED = 60
NAME_TIMES = 4


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
    """All terms of a file, in its order."""
    terms: list[Term] = []
    for language in LANGUAGES:
        written = [priority for priority in priorities if priority.keywords.get(language)]
        derived = [priority for priority in priorities if not priority.keywords.get(language) and priority.description.get(language)]
        terms += _written(written, language) + _derived(derived, priorities, language)
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
                rarity = max(LEAST_RARITY, _rarity(len(holders[keys[0]]), len(priorities)))
                terms.append(Term(priority_id, language, text, new, LENGTH_WORTH[min(3, len(keys[0].split()))] * rarity))
    return terms


def _derived(priorities: list[Priority], everyone: list[Priority], language: str) -> list[Term]:
    counts: dict[str, Counter[str]] = {}
    written: dict[str, str] = {}
    for priority in everyone:
        counter: Counter[str] = Counter()
        for text, times in ((priority.name.get(language, ""), NAME_TIMES), (priority.description.get(language, ""), 1)):
            for line in sentences(text):
                pairs = [
                    (key, word) for word in words(line) if (key := stem(word, language)) not in stopwords(language) and not word.isdigit()
                ]
                for (key, word), following in zip(pairs, [*pairs, ("", "")][1:], strict=True):
                    counter[key] += times
                    written.setdefault(key, word.lower())
                    if following[0]:
                        counter[f"{key} {following[0]}"] += times
                        written.setdefault(f"{key} {following[0]}", f"{word} {following[1]}".lower())
        counts[priority.priority_id] = counter
    spread = Counter(key for counter in counts.values() for key in counter)
    terms: list[Term] = []
    for priority in priorities:
        worth = {
            key: math.sqrt(times) * _rarity(spread[key], len(everyone)) ** 2 * (0.8 if " " in key and times < 2 else 1.0)
            for key, times in counts[priority.priority_id].items()
            if len(key) > 2
        }
        best = sorted(worth, key=lambda key: (-worth[key], key))[:DERIVED]
        top = worth[best[0]] if best else 1.0
        terms += [Term(priority.priority_id, language, written[key], (key,), max(0.2, worth[key] / top)) for key in best if worth[key] > 0]
    return terms


def _rarity(holders: int, everyone: int) -> float:
    """1 for a term of one priority alone, falling to 0 for a term of all."""
    if everyone < 2:
        return 1.0
    return math.log(everyone / max(1, holders)) / math.log(everyone)
