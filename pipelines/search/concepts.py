"""Concepts that six languages name: a word of one finds the calls of another.

Belongs here: reading `concepts.txt`, and the concepts that a text or a query names. Does not belong: what a call funds,
which is judged by meaning and evidence (`pipelines/matching`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from pipelines.search.roots import roots

FILE = Path(__file__).with_name("concepts.txt")
MARK = "~"  # what the name of a concept begins with among the roots of an index, so that no word is taken for one


@cache
def names() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The concepts of each sequence of roots, their names with `MARK`. Raises ValueError for a line that is none."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        concept, colon, said = line.partition(":")
        if not colon:
            raise ValueError(f"{FILE.name}, line {number}: write a name, a colon and the words, commas between them")
        for phrase in said.split(","):
            if key := tuple(roots(phrase)):
                found.setdefault(key, {})[MARK + concept.strip()] = None
    return {key: tuple(concepts) for key, concepts in found.items()}


@cache
def _by_first() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for key in names():
        found.setdefault(key[0], []).append(key)
    return {first: tuple(sorted(keys, key=len, reverse=True)) for first, keys in found.items()}


def concepts_in(said: Sequence[str]) -> Iterable[str]:
    """The concepts that a sequence of roots names, one for each time, those of a phrase's words too."""
    starts = _by_first()
    for place, word in enumerate(said):
        for key in starts.get(word, ()):
            if tuple(said[place : place + len(key)]) == key:
                yield from names()[key]
