"""The index: for each root, the calls that have it and how much it says of them.

Belongs here: weights of fields, the index, and the calls of a query by rank. Does not belong: how it is written down for
a browser (`warehouse/site/index_files.py`) or as a table.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.search.concepts import concepts_in
from pipelines.search.roots import roots

WEIGHTS = {"title": 4.0, "names": 2.5, "gist": 2.0, "text": 1.0, "priorities": 0.6}
"""What a word says by where it stands; a word of several places says the sum."""
CONCEPT = 0.8  # of a word's own weight
TOP = 16  # levels of weight in an index, 1 the least
_MOST_WEIGHT = 9.0
EXACT, PREFIX, MISPRINT = 1.0, 0.55, 0.5

Postings = Mapping[str, Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Searched:
    """What a call is searched in; `names`: its funder, fund, programme and numbers; `priorities`: the Spanish words of
    what it funds."""

    title: str
    names: str = ""
    gist: str = ""
    text: str = ""
    priorities: str = ""


def weights(call: Searched) -> dict[str, int]:
    """The roots and concepts of a call with their level, 1 to `TOP`."""
    found: dict[str, float] = defaultdict(float)
    for field, weight in WEIGHTS.items():
        said = roots(getattr(call, field))
        for names, part in ((said, weight), (list(concepts_in(said)), weight * CONCEPT)):
            for name, count in Counter(names).items():
                found[name] += part * (1 + math.log(count)) / 1.0
    return {name: level(weight) for name, weight in found.items()}


def level(weight: float) -> int:
    """A weight as one of `TOP` levels."""
    return max(1, min(TOP, round(weight / _MOST_WEIGHT * TOP)))


def inverted(calls: Sequence[Mapping[str, int]]) -> dict[str, list[tuple[int, int]]]:
    """From each call's levels, each root's calls by their place, with the level there."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, levels in enumerate(calls):
        for name, said in levels.items():
            found[name].append((place, said))
    return dict(found)
