"""Words of a text for search: folded, without the endings of plural and gender, in one way for six languages.

Belongs here: how a word becomes the root it is found by. Does not belong: stems by language (`pipelines.language.words`),
for who types a word does not say its language. `warehouse/site/static/search.js` has the same rules, and a test holds
the two together.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.language.normalisation import bare

_WORD = re.compile(r"[^\W_]+")
_VOWELS = "aeiouy"
LEAST = 2  # letters of a word that is looked for
MOST = 40  # letters of a root: what is longer is no word


def words(text: str) -> list[str]:
    """The folded words of a text in order; "Años" as "anos", "Straße" as "strasse"."""
    return _WORD.findall(bare(text))


@lru_cache(maxsize=200_000)
def root(word: str) -> str:
    """A folded word without plural and gender: aguas, agua -> agu; ciudades, ciudad -> ciudad; lights, light -> light."""
    cut = word[:MOST]
    if cut.isdigit():
        return cut
    if len(cut) < 4:
        return cut[:-1] + "c" if cut[-1] == "z" else cut
    for ending, instead in (("aux", "al"), ("oes", "o"), ("ao", "o"), ("ais", "al")):
        if cut.endswith(ending) and len(cut) > len(ending) + 2:
            return cut[: -len(ending)] + instead
    if cut[-1] == "s" and cut[-2] != "s":
        cut = cut[:-1]
    if cut[-1] in _VOWELS and len(cut) > 3:
        cut = cut[:-1]
    if cut[-1] in "aeiou" and len(cut) > 3:
        cut = cut[:-1]
    if cut.endswith("n") and cut[-2:-1] == "e" and len(cut) > 5:
        cut = cut[:-2]
    return cut[:-1] + "c" if cut[-1] == "z" else cut


def roots(text: str) -> list[str]:
    """The roots of a text's words in order, those of one letter left out."""
    return [root(word) for word in words(text) if len(word) >= LEAST]
