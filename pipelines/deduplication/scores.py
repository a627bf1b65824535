"""How alike the names of two records are: measures between 0 and 1, vectorised over all candidate pairs.

Belongs here: the measures of words, and `likeness`, the one formula over them, the same for every kind of record.
Does not belong: what two records state (`vetoes`, `evidence`), and which pairs make a cluster (`clusters`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from pipelines.deduplication.candidates import Pairs
from pipelines.deduplication.keys import Keys

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CHUNK = 50_000
SAME_FUNDER = 0.85
"""Of one funder, equal titles are enough, however differently the funder is written."""


def measure(keys: Sequence[Keys], pairs: Pairs) -> dict[str, Floats]:
    """The measures of every pair, by name."""
    if not len(pairs):
        return {}
    measures = _Measures(keys)
    parts = [measures.of(pairs[start:start + CHUNK]) for start in range(0, len(pairs), CHUNK)]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


class _Bags:
    """One bag of parts a record (words, trigrams) as sorted numbers, each weighted by how rare it is among records."""

    def __init__(self, texts: Sequence[Iterable[str]], parts: Callable[[str], Iterable[str]]) -> None:
        number: dict[str, int] = {}
        of_word: dict[str, frozenset[int]] = {}
        self.rows: list[Ints] = []
        for words in texts:
            for word in words:
                if word not in of_word:
                    of_word[word] = frozenset(number.setdefault(part, len(number)) for part in parts(word))
            bag: frozenset[int] = frozenset().union(*(of_word[word] for word in words))
            row = np.fromiter(bag, dtype=np.int64, count=len(bag))
            row.sort()
            self.rows.append(row)
        count = np.bincount(np.concatenate([*self.rows, np.empty(0, dtype=np.int64)]), minlength=max(1, len(number)))
        self.idf: Floats = np.log1p(len(texts) / np.maximum(count, 1))

    def flat(self, records: Ints) -> Ints:
        """The parts of each pair's record, all in one sorted array: the pair's place times the vocabulary, plus the part."""
        rows = [self.rows[record] for record in records.tolist()]
        owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        flat: Ints = owner * len(self.idf) + np.concatenate(rows)
        return flat

    def total(self, flat: Ints, size: int) -> Floats:
        """The weight of each pair's parts."""
        return np.bincount(flat // len(self.idf), weights=self.idf[flat % len(self.idf)], minlength=size).astype(np.float64)

    def shared(self, a: Ints, b: Ints, size: int) -> Floats:
        """The weight of the parts that both sides of each pair have."""
        return self.total(a[np.isin(a, b, assume_unique=True, kind="sort")], size)


class _Measures:
    def __init__(self, keys: Sequence[Keys]) -> None:
        self.keys = keys
        self.whole = _Bags([k.whole.split() for k in keys], _trigrams)
        self.prose = _Bags([k.prose for k in keys], lambda word: (word,))

    def of(self, pairs: Pairs) -> dict[str, Floats]:
        left, right = pairs[:, 0], pairs[:, 1]
        cores = [_cores(self.keys[a], self.keys[b]) for a, b in pairs.tolist()]
        core_a, core_b = [core[0] for core in cores], [core[1] for core in cores]
        glued = _cpdist([c.replace(" ", "") for c in core_a], [c.replace(" ", "") for c in core_b], fuzz.ratio)
        titles = [[self.keys[n].title for n in side.tolist()] for side in (left, right)]
        funders = [[self.keys[n].funder for n in side.tolist()] for side in (left, right)]
        return {
            "title": _cpdist(titles[0], titles[1], fuzz.token_sort_ratio),
            "funder": _cpdist(funders[0], funders[1], fuzz.token_set_ratio),
            "within": _overlap(self.whole, left, right),
            "core": np.maximum(_cpdist(core_a, core_b, fuzz.token_sort_ratio), glued),
            "prose": _overlap(self.prose, left, right),
        }


def likeness(measures: dict[str, Floats]) -> Floats:
    """One number for how alike two records are named.

    The rare parts of the smaller record's name found in the other's (`within`) carry most; the title without what funder
    and label explain (`core`) tells two works of one author, two calls of one funder apart.
    """
    named = 0.6 * measures["within"] + 0.4 * measures["core"]
    titled = np.where(measures["funder"] >= SAME_FUNDER, 0.9 * measures["title"], 0.0)
    return np.maximum(named, titled)


def _overlap(bags: _Bags, left: Ints, right: Ints) -> Floats:
    """The shared weight of each pair as a share of the smaller side's."""
    size, a, b = len(left), bags.flat(left), bags.flat(right)
    return _share(bags.shared(a, b, size), np.minimum(bags.total(a, size), bags.total(b, size)))


def _trigrams(word: str) -> list[str]:
    return [f" {word} "[place:place + 3] for place in range(len(word))]


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _cpdist(a: list[str], b: list[str], scorer: Callable[..., float]) -> Floats:
    """The scorer over each pair of folded texts, between 0 and 1."""
    return np.asarray(process.cpdist(a, b, scorer=scorer, dtype=np.float64), dtype=np.float64) / 100.0


def _cores(a: Keys, b: Keys) -> tuple[str, str]:
    """Both titles without the words that either record's funder, programme or label explains; whole where nothing is left."""
    explained = a.context | b.context
    core_a = [word for word in a.words if word not in explained]
    core_b = [word for word in b.words if word not in explained]
    if not core_a or not core_b:
        return a.title, b.title
    return " ".join(core_a), " ".join(core_b)
