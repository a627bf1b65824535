"""How alike two reports tell who pays and for what, in one language or two.

Belongs here: what records say as bags of numbered words, weighted by how rare each is, and the measures over them. Does
not belong: which round they tell of and what a measure is worth (`paraphrase`), and what words mean (`subject_words`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from pipelines.deduplication.feature_arrays import (
    ABSENT,
    Bags,
    Counted,
    Floats,
    Ints,
    Mask,
    among,
    bags_of,
    in_common,
    numbered,
    own_counts,
    side_by_side,
)
from pipelines.deduplication.features import Keys
from pipelines.deduplication.name_similarity import abbreviates, funders_alike
from pipelines.deduplication.subject_words import stems

SPELT_ALIKE = 0.7
"""Funders whose letters agree less are no spellings of one name: any two names of some length have half their
letters in common.
"""
OWN = 1.0
"""What a title must weigh, beside the funder's name, to be told whole: one word that no other record has."""
EPONYM = 0.75
FUNDS = frozenset(
    {
        "fund",
        "fondo",
        "fonds",
        "fundo",
        "fond",
        "fons",
        "prize",
        "prizes",
        "award",
        "awards",
        "premio",
        "premios",
        "prix",
        "premi",
        "preis",
        "programme",
        "program",
        "programa",
        "challenge",
    }
)
"""Words of a funder's name by which what is paid bears it."""
CHUNK = 50_000
_YEAR = re.compile(r"(?:19|20)\d\d")


class _SaidAlike(dict[str, int]):
    """The number of what each word says (`subjects.stem`), by the word; `ABSENT` for one that says nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.number: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        stem = next(iter(stems((word,))), "")
        self[word] = self.number.setdefault(stem, len(self.number)) if stem else ABSENT
        return self[word]

    def of(self, words: Iterable[str]) -> set[int]:
        """What these words say."""
        said = {self[word] for word in words}
        said.discard(ABSENT)
        return said


class Tales:
    """What these records tell; `records` are positions in `keys`, ascending, and pairs are given as such positions."""

    def __init__(self, keys: Sequence[Keys], records: Ints, counted: Counted = own_counts) -> None:
        self.keys, self.records = keys, records
        own = [keys[record] for record in records.tolist()]
        said = _SaidAlike()
        made = [
            side_by_side(rows)
            for rows in (
                (said.of(key.words) for key in own),
                (said.of(key.funder.split()) for key in own),
                (said.of(sorted(key.names)) for key in own),
                (said.of((*key.words, *key.told, *key.funder.split())) for key in own),
            )
        ]
        self.titles, self.funders, self.names, self.texts = (
            bags_of(flat, lengths, len(said.number)) for flat, lengths in made
        )
        self.languages = list(dict.fromkeys(key.language or "-" for key in own))
        self.language = numbered(key.language or "-" for key in own)
        self.payer = numbered(key.funder for key in own)
        self.funds = np.array([not FUNDS.isdisjoint(key.funder.split()) for key in own], dtype=bool)
        self.payers = list(dict.fromkeys(key.funder for key in own if key.funder))
        self.weight = self._weights(list(said.number), counted)

    def _weights(self, spelt: Sequence[str], counted: Counted) -> Floats:
        """How rare each word is, a row a language: 1 in one text only; as much as where it is less rare, everywhere
        or in the language.
        """
        total, counts = counted("told", self.texts, spelt, self.records)
        occurs = np.bincount(self.texts.parts, minlength=self.texts.size)[: len(spelt)] > 0
        everywhere = _rarity(total, np.maximum(counts[: len(spelt)], occurs))
        weight = np.zeros((len(self.languages), self.texts.size))
        for language, name in enumerate(self.languages):
            rows = np.flatnonzero(self.language == language)
            own = _rarity(*counted(f"told in {name}", self.texts.of(rows), spelt, self.records[rows]))
            weight[language, : len(spelt)] = np.minimum(everywhere, np.where(own > 0, own, everywhere)[: len(spelt)])
        weight[:, [place for place, word in enumerate(spelt) if _YEAR.fullmatch(word)]] = 0.0
        return weight

    def measure(self, left: Ints, right: Ints) -> dict[str, Floats]:
        """Of each pair: `funder`, `cover` between 0 and 1, `shared` and `names` logarithms of weights."""
        left, right = self._rows(left), self._rows(right)
        parts = [
            _ParaphrasePairs(self, left[start : start + CHUNK], right[start : start + CHUNK]).measure()
            for start in range(0, len(left), CHUNK)
        ]
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]} if parts else {}

    def told_whole(self, left: Ints, right: Ints) -> Mask:
        """Whether all words of one's title stand in the other's text."""
        left, right = self._rows(left), self._rows(right)
        told_a, told_b = (
            self._told(self.titles, left, self.texts, right),
            self._told(self.titles, right, self.texts, left),
        )
        whole: Mask = (told_a == self.titles.lengths[left]) | (told_b == self.titles.lengths[right])
        return whole

    def one_title(self, left: Ints, right: Ints, least: int) -> Mask:
        """Whether both titles say the same with `least` words or more."""
        left, right = self._rows(left), self._rows(right)
        size = self.titles.lengths[left]
        same: Mask = (
            (size >= least)
            & (size == self.titles.lengths[right])
            & (self._told(self.titles, left, self.titles, right) == size)
        )
        return same

    def _rows(self, records: Ints) -> Ints:
        return np.searchsorted(self.records, records)

    def _told(self, own: Bags, left: Ints, other: Bags, right: Ints) -> Ints:
        flat = own.flat(left)
        return np.bincount(flat[among(flat, other.flat(right))] // own.size, minlength=len(left))


class _ParaphrasePairs:
    """Pairs of rows of the tales, all parts of their bags side by side: each a pair's place times the vocabulary,
    plus a word.
    """

    def __init__(self, tales: Tales, left: Ints, right: Ints) -> None:
        self.tales, self.left, self.right, self.size = tales, left, right, tales.texts.size
        self.payer_a, self.payer_b = tales.funders.flat(left), tales.funders.flat(right)
        self.text_a, self.text_b = tales.texts.flat(left), tales.texts.flat(right)

    def measure(self) -> dict[str, Floats]:
        tales = self.tales
        title_a, title_b = tales.titles.flat(self.left), tales.titles.flat(self.right)
        eponymous = self._eponymous(title_a, title_b)
        title_a, title_b = (title[eponymous[title // self.size] | ~self._pays(title)] for title in (title_a, title_b))
        names = in_common(tales.names.flat(self.left), tales.names.flat(self.right))
        shared = in_common(self.text_a, self.text_b)
        return {
            "funder": self._funder(),
            "cover": np.maximum(
                self._share(in_common(title_a, self.text_b), title_a, self.left, least=OWN),
                self._share(in_common(title_b, self.text_a), title_b, self.right, least=OWN),
            ),
            "shared": np.log1p(self._sum(shared[~self._pays(shared)], self.left, self.right)),
            "names": np.log1p(self._sum(names[~self._pays(names)], self.left, self.right)),
        }

    def _eponymous(self, title_a: Ints, title_b: Ints) -> Mask:
        """Whether both titles name a funder that is a fund or a prize: what it pays bears its name, and the name
        tells it.
        """
        named = in_common(title_a, title_b)
        found: Mask = np.zeros(len(self.left), dtype=bool)
        for payer, own in ((self.payer_a, self.left), (self.payer_b, self.right)):
            found |= self._share(in_common(payer, named), payer, own) >= EPONYM
        found &= self.tales.funds[self.left] | self.tales.funds[self.right]
        return found

    def _funder(self) -> Floats:
        """How alike two funders are written, 1 where one's acronym is the other's initials; or how much of one the
        other's text tells; 0.5 where neither states one."""
        tales, left, right = self.tales, self.left, self.right
        told_a = self._share(in_common(self.payer_a, self.text_b), self.payer_a, left)
        told_b = self._share(in_common(self.payer_b, self.text_a), self.payer_b, right)
        common = in_common(self.payer_a, self.payer_b)
        written = funders_alike(tales.payer[left], tales.payer[right], tales.payers)
        both = np.maximum.reduce(
            [
                np.where(written >= SPELT_ALIKE, written, 0.0),
                np.sqrt(told_a * told_b),
                self._share(common, self.payer_a, left),
                self._share(common, self.payer_b, right),
            ]
        )
        stated_a, stated_b = tales.payer[left] != ABSENT, tales.payer[right] != ABSENT
        for place in np.flatnonzero(stated_a & stated_b & (both < 1.0)).tolist():
            one, other = (tales.keys[tales.records[side[place]]] for side in (left, right))
            if (one.acronyms and abbreviates(one, other)) or (other.acronyms and abbreviates(other, one)):
                both[place] = 1.0
        return np.select([stated_a & stated_b, stated_a | stated_b], [both, np.maximum(told_a, told_b)], 0.5)

    def _pays(self, flat: Ints) -> Mask:
        return among(flat, self.payer_a) | among(flat, self.payer_b)

    def _sum(self, flat: Ints, *sides: Ints) -> Floats:
        """The weight of each pair's words: each as much as in that of these records' languages where it is least
        rare.
        """
        place, word = np.divmod(flat, self.size)
        weight = np.minimum.reduce([self.tales.weight[self.tales.language[side[place]], word] for side in sides])
        return np.bincount(place, weights=weight, minlength=len(self.left)).astype(np.float64)

    def _share(self, part: Ints, whole: Ints, side: Ints, *, least: float = 0.0) -> Floats:
        """The part's share of the whole; a whole that weighs less than `least` says too little to be told whole."""
        total = np.maximum(self._sum(whole, side), least)
        return np.divide(self._sum(part, side), total, out=np.zeros(len(total)), where=total > 0)


def _rarity(total: int, counts: Ints) -> Floats:
    """How rare each word is in so many texts, 1 in one alone; 0 where it does not occur."""
    return np.divide(
        np.log1p(total / np.maximum(counts, 1)), np.log1p(max(1, total)), out=np.zeros(len(counts)), where=counts > 0
    )
