"""How alike the names of two records are: measures between 0 and 1, vectorised over all candidate pairs.

Belongs here: the measures of words, and `likeness`, the one formula over them, the same for every kind of record.
Does not belong: what two records state (`vetoes`, `thresholds`), and which pairs make a cluster (`clusters`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from pipelines.deduplication.blocking import Pairs
from pipelines.deduplication.feature_arrays import ABSENT, Bags, Columns, Counted, Floats, Ints, bags, distinct
from pipelines.deduplication.features import Keys
from pipelines.deduplication.word_sounds import SHORTEST

CHUNK = 50_000
SAME_FUNDER = 0.85
"""Of one funder, equal titles are enough, however differently the funder is written."""


def measure(columns: Columns, pairs: Pairs) -> dict[str, Floats]:
    """The measures of every pair, by name."""
    measures = _Measures(columns)
    parts = [measures.of(pairs[start : start + CHUNK]) for start in range(0, len(pairs), CHUNK)]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]} if parts else {}


def mirrored(columns: Columns, pairs: Pairs) -> Floats:
    """The share of its prose that each pair has in common; 0 where one has none, and where deadlines or a year are
    compared instead.
    """
    keys, alike, (left, right) = columns.keys, np.zeros(len(pairs)), pairs.T
    dated = (columns.days[left] > 0) & (columns.days[right] > 0)
    asked = np.flatnonzero(
        columns.has_prose[left] & columns.has_prose[right] & ~dated & ~columns.same_year(left, right)
    )
    records, place = np.unique(pairs[asked], return_inverse=True)
    place = place.reshape(-1, 2)
    prose = _Rare("prose", *bags(keys[n].prose for n in records.tolist()), records, columns.counted)
    for start in range(0, len(asked), CHUNK):
        part = slice(start, start + CHUNK)
        alike[asked[part]] = prose.overlap(place[part, 0], place[part, 1])
    return alike


class _Rare:
    """Bags of parts of which each weighs the more, the rarer it is among records."""

    def __init__(self, kind: str, bags: Bags, spelt: Sequence[str], records: Ints, counted: Counted) -> None:
        self.bags = bags
        total, counts = counted(kind, bags, spelt, records)
        self.idf: Floats = np.log1p(total / np.maximum(counts, 1))
        sums = np.concatenate([[0.0], np.cumsum(self.idf[bags.parts])])
        self.total: Floats = sums[bags.starts[1:]] - sums[bags.starts[:-1]]

    def overlap(self, left: Ints, right: Ints) -> Floats:
        """The shared weight of each pair as a share of the smaller side's."""
        common = self.bags.common(left, right)
        place, part = np.divmod(common, self.bags.size)
        shared = np.bincount(place, weights=self.idf[part], minlength=len(left))
        smaller = np.minimum(self.total[left], self.total[right])
        return np.divide(shared, smaller, out=np.zeros(len(left)), where=smaller > 0)


def _trigrams(words: Bags, names: Sequence[str]) -> tuple[Bags, list[str]]:
    """The bags and the spelling of the trigrams of the records' words, a chunk of records at a time: there are many."""
    number: dict[str, int] = {}
    of_word = [
        sorted({number.setdefault(f" {word} "[place : place + 3], len(number)) for place in range(len(word))})
        for word in names
    ]
    letters = Bags(
        np.array([len(own) for own in of_word], dtype=np.int64),
        np.array([n for own in of_word for n in own], dtype=np.int32),
        len(number),
    )
    lengths, parts = [], []
    for start in range(0, len(words.lengths), CHUNK):
        records = np.arange(start, min(start + CHUNK, len(words.lengths)))
        own = words.parts[words.starts[records[0]] : words.starts[records[-1] + 1]].astype(np.int64)
        owner = np.repeat(np.arange(len(records)), words.lengths[records])
        flat = letters.flat(own)
        flat = distinct(np.repeat(owner, letters.lengths[own]) * letters.size + flat % letters.size)
        lengths.append(np.bincount(flat // letters.size, minlength=len(records)))
        parts.append((flat % letters.size).astype(np.int32))
    return Bags(np.concatenate(lengths), np.concatenate(parts), len(number)), list(number)


class _Measures:
    def __init__(self, columns: Columns) -> None:
        self.keys = columns.keys
        self.columns = columns
        self.whole = _Rare(
            "letters", *_trigrams(columns.whole, columns.spelt), np.arange(len(columns.keys)), columns.counted
        )
        self.cores = [_core(own, own.context) for own in columns.keys]

    def of(self, pairs: Pairs) -> dict[str, Floats]:
        left, right = pairs[:, 0], pairs[:, 1]
        title, core = self._titles(left, right)
        funder = funders_alike(self.columns.funder[left], self.columns.funder[right], self.columns.funders)
        return {"title": title, "core": core, "funder": funder, "within": self.whole.overlap(left, right)}

    def _titles(self, left: Ints, right: Ints) -> tuple[Floats, Floats]:
        """How alike the titles are; and without what either's funder, programme or label explains, whole where
        nothing is left.
        """
        title, core = np.ones(len(left)), np.ones(len(left))
        other = np.flatnonzero(
            (self.columns.title[left] != self.columns.title[right]) | (self.columns.title[left] == ABSENT)
        )
        one, two = left[other].tolist(), right[other].tolist()
        title[other] = _alike(fuzz.token_sort_ratio, *([self.keys[n].title for n in side] for side in (one, two)))
        cores = [self._cores(a, b) for a, b in zip(one, two, strict=True)]
        spaced = _alike(fuzz.token_sort_ratio, [a for a, _ in cores], [b for _, b in cores])
        glued = _alike(fuzz.ratio, [a.replace(" ", "") for a, _ in cores], [b.replace(" ", "") for _, b in cores])
        core[other] = np.maximum(spaced, glued)
        return title, core

    def _cores(self, a: int, b: int) -> tuple[str, str]:
        one, other = self.keys[a], self.keys[b]
        core_a, core_b = self.cores[a], self.cores[b]
        if one.context is not other.context:
            if not other.context.isdisjoint(one.words):
                core_a = _core(one, one.context | other.context)
            if not one.context.isdisjoint(other.words):
                core_b = _core(other, one.context | other.context)
        return (core_a, core_b) if core_a and core_b else (one.title, other.title)


def funders_alike(one: Ints, other: Ints, names: Sequence[str]) -> Floats:
    """How alike numbered funders are written, 0 where one is not stated; each two funders are compared once."""
    alike: Floats = ((one == other) & (one != ABSENT)).astype(np.float64)
    two = np.flatnonzero((one != other) & (one != ABSENT) & (other != ABSENT))
    _, first, place = np.unique(one[two] * len(names) + other[two], return_index=True, return_inverse=True)
    spelt = ([names[n] for n in side[two[first]].tolist()] for side in (one, other))
    alike[two] = _alike(fuzz.token_set_ratio, *spelt)[place]
    return alike


def abbreviates(short: Keys, long: Keys) -> bool:
    """Whether an acronym in one's funder is a word of the other's or of its prose, or the initials of its words."""
    words = long.funder.split()
    initials = "".join(word[0] for word in words if len(word) >= SHORTEST)
    return any((low := acronym.lower()) in words or low in long.told or low in initials for acronym in short.acronyms)


def likeness(measures: dict[str, Floats]) -> Floats:
    """One number for how alike two records are named.

    The rare parts of the smaller record's name found in the other's (`within`) carry most; the title without what
    funder and label explain (`core`) tells two works of one author, two calls of one funder apart.
    """
    named = 0.6 * measures["within"] + 0.4 * measures["core"]
    titled = np.where(measures["funder"] >= SAME_FUNDER, 0.9 * measures["title"], 0.0)
    return np.maximum(named, titled)


def _core(own: Keys, explained: frozenset[str]) -> str:
    return (
        own.title
        if explained.isdisjoint(own.words)
        else " ".join([word for word in own.words if word not in explained])
    )


def _alike(scorer: Callable[..., float], a: list[str], b: list[str]) -> Floats:
    """The scorer over each pair of folded texts, between 0 and 1."""
    return np.asarray(process.cpdist(a, b, scorer=scorer, dtype=np.float64), dtype=np.float64) / 100.0
