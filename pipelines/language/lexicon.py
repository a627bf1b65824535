"""Words as data: `lexicon/<room>/<language>.yaml`, each a map from a concept to its words, found in tokens.

Belongs here: loading, and finding words in a row of tokens. Does not belong: what a concept is worth to one room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "lexicon"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Concepts by the tokens of their words: for each first token, what may follow it and the concept."""

    words: dict[str, list[tuple[tuple[str, ...], str]]]
    concepts: tuple[str, ...]

    def find(self, forms: Sequence[str]) -> list[tuple[int, int, str]]:
        """First and last token (exclusive) and concept of each word found, in order of place; the longest word of a
        concept counts.
        """
        found = []
        for at in [at for at, form in enumerate(forms) if form in self.words]:
            taken = set()
            for rest, concept in self.words[forms[at]]:
                end = at + 1 + len(rest)
                if concept not in taken and (not rest or tuple(forms[at + 1 : end]) == rest):
                    found.append((at, end, concept))
                    taken.add(concept)
        return found


@cache
def lexicon(room: str) -> Lexicon:
    """The words of one room, in all languages."""
    words: dict[str, set[tuple[tuple[str, ...], str]]] = {}
    concepts: set[str] = set()
    for path in sorted((FOLDER / room).glob("*.yaml")):
        for concept, listed in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            concepts.add(concept)
            for word in listed:
                first, *rest = word.split()
                words.setdefault(first, set()).add((tuple(rest), concept))
    return Lexicon(
        {first: sorted(rest, key=lambda item: (-len(item[0]), item)) for first, rest in words.items()},
        tuple(sorted(concepts)),
    )
