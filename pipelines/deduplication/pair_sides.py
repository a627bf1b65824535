"""What each record gives to a comparison, in columns: its words by their sound and weight, its days, sums, countries
and parts.

Belongs here: one record at a time. Does not belong: what two of them have in common (`pair_features`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from pipelines.deduplication.feature_arrays import (
    ABSENT,
    Bags,
    Columns,
    Counted,
    Floats,
    Ints,
    bags,
    bags_of,
    in_common,
    numbered,
    side_by_side,
)
from pipelines.deduplication.features import Keys, squeeze
from pipelines.deduplication.named_countries import countries_in
from pipelines.deduplication.stated_years import Span
from pipelines.deduplication.word_rarity import texts_with
from pipelines.deduplication.word_sounds import SHORTEST, stem
from pipelines.models import common_words

LARGE = 3
"""Digits of a number that is worth comparing."""
PER_DOLLAR = {
    "USD": 1.0,
    "EUR": 0.9,
    "GBP": 0.77,
    "CHF": 0.87,
    "CAD": 1.37,
    "AUD": 1.5,
    "NZD": 1.65,
    "BRL": 5.5,
    "MXN": 18.5,
    "CLP": 950.0,
    "PEN": 3.7,
    "COP": 4100.0,
    "ARS": 1200.0,
    "UYU": 41.0,
    "BOB": 6.9,
    "PYG": 7400.0,
    "NOK": 10.6,
    "SEK": 10.2,
    "DKK": 6.8,
    "JPY": 150.0,
    "XOF": 600.0,
    "XAF": 600.0,
    "MAD": 9.8,
    "TND": 3.1,
    "MZN": 64.0,
    "AOA": 900.0,
    "ZAR": 18.0,
    "INR": 85.0,
}
"""Roughly so many units a dollar: reports round sums that they convert."""
_YEAR = re.compile(r"(?:19|20)\d\d")


class Sides:
    """What these records say, a row each; `records` are their positions in the columns, ascending."""

    def __init__(self, columns: Columns, records: Ints) -> None:
        keys = columns.keys
        own = [keys[record] for record in records.tolist()]
        self.columns, self.records, self.own = columns, records, own
        said = _Said()
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
        spelt = list(said.number)
        self.weight = _weights(self.texts, spelt, columns.counted, records)
        self.is_number = np.zeros(self.texts.size, dtype=bool)
        self.is_number[: len(spelt)] = [
            word.isdigit() and len(word) >= LARGE and not _YEAR.fullmatch(word) for word in spelt
        ]
        self.payer = numbered(key.funder for key in own)
        self.payers = list(dict.fromkeys(key.funder for key in own if key.funder))
        self.carried = _carried(own, columns.counted, records)
        self.days = _numbers_in(
            [sorted({day.toordinal() for day in key.round.days.union(key.deadlines)}) for key in own]
        )
        self.month_days = _numbers_in(
            [sorted({day.month * 100 + day.day for day in key.round.days.union(key.deadlines)}) for key in own]
        )
        self.yearless = _numbers_in([sorted(month * 100 + day for month, day in key.round.yearless) for key in own])
        self.rounds = bags(_rounds(key) for key in own)[0]
        self.parts = bags(_parts(key) for key in own)[0]
        countries = [key.countries for key in own]
        told = [countries_in(f"{key.title} {key.funder} {' '.join(key.told)}") | key.places for key in own]
        both, names = bags([*countries, *told])
        self.countries, self.told_countries = (
            (both.of(np.arange(len(own)) + start * len(own)) for start in (0, 1))
            if names
            else (both.of(np.arange(len(own))),) * 2
        )
        self.published = _days_of(key.published or key.round.posted for key in own)
        self.seen = [_days_of(key.seen[end] for key in own) for end in (0, 1)]
        self.dollars = np.array([_dollars(key) for key in own])
        self.sums = [_spelt_sums(key) for key in own]
        self.figures, spelt_figures = bags(key.figures for key in own)
        self.is_large = np.array([len(figure) >= LARGE for figure in spelt_figures] or [False], dtype=bool)
        self.moved = np.array([key.round.moved for key in own], dtype=bool)
        self._squeezed: dict[int, str] = {}
        self.size = np.log1p(self.texts.lengths)
        self.title_size = np.array([len(key.words) for key in own], dtype=np.float64)

    def squeezed(self, row: int) -> str:
        """Letters and digits of a record's text, as references are written."""
        if row not in self._squeezed:
            self._squeezed[row] = squeeze(f"{self.own[row].stated_title} {self.own[row].summary}")
        return self._squeezed[row]


class _Said(dict[str, int]):
    """The number of how each word sounds, by the word; `ABSENT` for one that is too short to say anything."""

    def __init__(self) -> None:
        super().__init__()
        self.number: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        self[word] = (
            ABSENT
            if len(word) < SHORTEST and not word.isdigit()
            else self.number.setdefault(stem(word), len(self.number))
        )
        return self[word]

    def of(self, words: Iterable[str]) -> set[int]:
        """How these words sound."""
        said = {self[word] for word in words}
        said.discard(ABSENT)
        return said


def _weights(texts: Bags, spelt: Sequence[str], counted: Counted, records: Ints) -> Floats:
    """How rare each word is, 1 in one text alone, counted among these records and in the corpus together; years say
    nothing here.
    """
    total, counts = counted("told", texts, spelt, records)
    every = total + common_words().texts
    weight = np.zeros(texts.size)
    weight[: len(spelt)] = np.log(every / np.maximum(1, counts[: len(spelt)] + texts_with(spelt))) / math.log(every)
    weight[[place for place, word in enumerate(spelt) if _YEAR.fullmatch(word)]] = 0.0
    return weight


def _carried(own: Sequence[Keys], counted: Counted, records: Ints) -> Floats:
    """How many records bear the title of each, as a logarithm."""
    titles, names = bags([key.title] if key.title else [] for key in own)
    _, counts = counted("title", titles, names, records)
    carried = np.ones(len(own))
    carried[titles.lengths > 0] = counts[titles.parts]
    return np.log(np.maximum(1.0, carried))


def _numbers_in(rows: Sequence[Sequence[int]]) -> Bags:
    """Bags of numbers from 0 up."""
    flat, lengths = side_by_side(rows)
    return bags_of(flat, lengths, int(flat.max(initial=0)) + 1)


def count_common(own: Bags, left: Ints, right: Ints) -> Floats:
    """How many parts the bags of each pair have in common."""
    return np.bincount(own.common(left, right) // own.size, minlength=len(left)).astype(np.float64)


def count_common_of(own: Bags, left: Ints, other: Bags, right: Ints) -> Floats:
    """How many parts of each left one's bag the right one's other bag has."""
    size = max(own.size, other.size)
    one, two = Bags(own.lengths, own.parts, size).flat(left), Bags(other.lengths, other.parts, size).flat(right)
    return np.bincount(in_common(one, two) // size, minlength=len(left)).astype(np.float64)


def ratio(part: Floats, whole: Floats) -> Floats:
    """A part of a whole; 0 where there is none."""
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)


def _days_of(days: Iterable[date | None]) -> Floats:
    return np.array([day.toordinal() if day else np.nan for day in days], dtype=np.float64)


def _rounds(own: Keys) -> list[str]:
    """The editions and years that a record counts itself by."""
    years = set(own.round.years) | _single(own.title_years) | _single(own.field_years)
    editions = {str(number) for number in own.round.editions} | set(own.marks.get("edition", ()))
    return [*(f"year {year}" for year in years), *(f"edition {number}" for number in editions)]


def _single(spans: Iterable[Span]) -> set[int]:
    return {first for first, last in spans if first == last}


def _parts(own: Keys) -> set[str]:
    """Lots, phases and windows that a record counts."""
    counted = {f"{kind} {number}" for kind, numbers in own.marks.items() if kind != "edition" for number in numbers}
    return counted | {f"{kind} {number}" for kind, number in own.round.parts.items()}


def _dollars(own: Keys) -> float:
    """The logarithm of a record's sum in dollars, roughly; of a sum without a known currency that of the sum."""
    return math.log(own.amount / PER_DOLLAR.get(own.currency, 1.0)) if own.amount else math.nan


def _spelt_sums(own: Keys) -> frozenset[str]:
    """How a record's sum may stand in prose, as a number."""
    return frozenset([f"{own.amount:.0f}"]) if own.amount else frozenset()
