"""The numbers that a report tells, in digits or words ("twelve cities", "35 mila euro"): what survives translation.

Belongs here: numbers of prose as values, without days, hours and years. Does not belong: what a number counts, sums as
fields (`features`), and editions (`edition_numbers`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from pipelines.cleaning.dates import MONTHS
from pipelines.deduplication.edition_numbers import bare
from pipelines.language.numbers import parts_of, value_of

LEAST = 3
"""Smaller numbers are articles as often as they count."""
LONGEST = 6
"""Words of a number that is written in words."""
_PIECE = re.compile(r"\d(?:[.,:/'’-]?\d| (?=\d{3}(?!\d)))*|[^\W\d_]+")
_GROUPED = re.compile(r"\d{1,3}([., '’])\d{3}(?:\1\d{3}){0,4}(?:[.,]\d{1,2})?")
_PLAIN = re.compile(r"\d{1,12}(?:[.,]\d{1,2})?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_THOUSAND, _MILLION = (
    ("mil", "mila", "mille", "thousand", "tausend", "k"),
    ("million", "millions", "millones", "millon", "milhoes", "milhao", "milioni", "milione", "millionen", "mio", "m"),
)
_LARGE = {**dict.fromkeys(_THOUSAND, 1e3), **dict.fromkeys(_MILLION, 1e6)}


def figures_in(text: str) -> frozenset[str]:
    """The numbers of a text, each as digits write it."""
    pieces = _PIECE.findall(bare(text))
    found: set[str] = set()
    place = 0
    while place < len(pieces):
        beside = {*pieces[max(0, place - 1) : place], *pieces[place + 1 : place + 3]}
        if pieces[place][0].isdigit():
            factor = _LARGE.get(pieces[place + 1]) if place + 1 < len(pieces) else None
            told, size = _in_digits(pieces[place], factor or 1.0), 2 if factor else 1
        else:
            told, size = _in_words(pieces[place : place + LONGEST])
        if told and not (told <= 31 and MONTHS.keys() & beside):
            found.add(f"{told:.0f}")
        place += size
    return frozenset(found)


def _in_digits(piece: str, factor: float) -> float | None:
    """The number of a piece of digits, times the thousand or million behind it; None for a year, a day, an hour, a
    small number.
    """
    number = piece
    if grouped := _GROUPED.fullmatch(piece):
        head, sign = piece, grouped[1]
        whole, _, rest = head.replace(sign, "").replace(",", ".").partition(".")
        number = f"{whole}.{rest}" if rest else whole
    elif _PLAIN.fullmatch(piece):
        number = piece.replace(",", ".")
    else:
        return None
    value = float(number) * factor
    return None if value < LEAST or _YEAR.fullmatch(piece) else value


def _in_words(words: Sequence[str]) -> tuple[float | None, int]:
    """The number that the first of these words spell, and how many of them do; None and one where they spell none."""
    spelt = [*takewhile(bool, map(parts_of, words))]
    for size in range(len(spelt), 0, -1):
        value = value_of([part for parts in spelt[:size] for part in parts])
        if value:
            return (value if value >= LEAST else None), size
    return None, 1
