"""The calls that a query finds, best first.

Belongs here: what is typed as groups of roots, and the rank of each call. Does not belong: where the index is kept.
`warehouse/site/static/search.js` does the same in a browser.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipelines.search.concepts import names
from pipelines.search.inverted import CONCEPT, EXACT, MISPRINT, PREFIX
from pipelines.search.roots import LEAST, root, words

_LITTLE = """
de la el los las un una y o en del al para por con sin que a su the of and or for in to on with le les des du et pour
dans da do das dos em e der die das und fur von im di il
"""
LEAVES_OUT = frozenset(_LITTLE.split())
LONGEST = 5  # words of a concept's phrase
SHARE = 0.6  # of the words typed that a call must have, where there are three or more
_SIMILAR = 12

Index = Mapping[str, Mapping[str, int]]
"""From a call to its roots and concepts, each with its level."""


def find(query: str, index: Index) -> list[tuple[str, float]]:
    """The calls of an index that a query finds, with their score, best first; none where nothing is typed."""
    known = Counter(term for terms in index.values() for term in terms)
    groups = [_group(word, concepts, known) for word, concepts in _typed(query)]
    if not groups:
        return []
    scores: dict[str, float] = {}
    fits: Counter[str] = Counter()
    for group in groups:
        for call_id, terms in index.items():
            best = max(
                (worth * _rare(known[t], len(index)) * terms[t] for t, worth in group.items() if t in terms), default=0
            )
            if best:
                scores[call_id] = scores.get(call_id, 0.0) + best
                fits[call_id] += 1
    enough = len(groups) if len(groups) < 3 else math.ceil(len(groups) * SHARE)
    least = min(enough, max(fits.values(), default=0))
    ranked = [(c, score * (fits[c] / len(groups)) ** 2) for c, score in scores.items() if fits[c] >= least]
    return sorted(ranked, key=lambda entry: (-entry[1], entry[0]))


def _rare(held: int, calls: int) -> float:
    return math.log(1 + calls / (held + 0.5))


def _typed(query: str) -> Iterable[tuple[str, Sequence[str]]]:
    """The words of a query that count, each with the concepts of the longest phrase that holds it."""
    said = [word for word in words(query) if len(word) >= LEAST]
    roots = [root(word) for word in said]
    concepts: dict[str, Sequence[str]] = {}
    for place in range(len(roots)):
        for size in range(min(LONGEST, len(roots) - place), 0, -1):
            if named := names().get(tuple(roots[place : place + size])):
                for word in roots[place : place + size]:
                    concepts.setdefault(word, named)
                break
    counting = [word for word in said if word not in LEAVES_OUT] or said
    return [(word, concepts.get(root(word), ())) for word in counting]


def _group(word: str, concepts: Sequence[str], known: Mapping[str, int]) -> dict[str, float]:
    """The terms that a typed word stands for, each with what it counts."""
    own = root(word)
    found = {own: EXACT} if own in known else {}
    start = word.removesuffix("s")
    if len(start) >= 4:
        for term in known:
            if term.startswith(start):
                worth = PREFIX * min(1, len(word) / len(term) + 0.25)
                found[term] = max(found.get(term, 0), worth)
    for concept in concepts:
        if concept in known:
            found[concept] = max(found.get(concept, 0), CONCEPT)
    return found or _misprinted(own, known)


def _misprinted(own: str, known: Mapping[str, int]) -> dict[str, float]:
    if len(own) <= 3:
        return {}
    alike = [term for term in sorted(known) if not term.startswith("~") and near(term, own)][:_SIMILAR]
    found = dict.fromkeys(alike, MISPRINT)
    for key, concepts in names().items():
        if len(key) == 1 and (key[0] in found or near(key[0], own)):
            found |= {concept: MISPRINT for concept in concepts if concept in known}
    return found


def near(one: str, other: str) -> bool:
    """Whether two words differ by one letter more, less or other, or by two that are turned round."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    a, b = one[same:], other[same:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]
