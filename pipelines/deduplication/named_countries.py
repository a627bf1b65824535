"""Which countries a name names: "Embassy in Peru" and "Embajada en el Perú" name one, "Fund, Chile" and "Fund, Bolivia"
two.

Belongs here: names of countries in the languages of calls, found in folded text. Does not belong: groups of countries
and who may apply (`pipelines/matching`), and what two names of countries mean for two records (`vetoes`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from babel import Locale

from pipelines.language.normalisation import bare

LANGUAGES = ("en", "es", "fr", "pt", "de", "it", "ca")
LONGEST = 4
"""Words of a country's name; longer ones are written short in titles."""
_NO_PLACE = frozenset({"reunion", "turkey", "jersey", "georgia", "jordan", "china", "chad", "man"})
"""Names that mean another thing in a title, above all a meeting, a bird, a person, a state of the United States."""
_SPELT = {
    "republica dominicana": "DO",
    "mejico": "MX",
    "corea": "KR",
    "korea": "KR",
    "ivory coast": "CI",
    "czech republic": "CZ",
}
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)
def countries_in(folded: str) -> frozenset[str]:
    """The countries, in ISO codes, whose names stand in a folded text."""
    words, names = folded.split(), _names()
    return frozenset(
        code
        for place, word in enumerate(words)
        if word in names
        for name, code in names[word]
        if words[place : place + len(name)] == name
    )


@cache
def _names() -> dict[str, list[tuple[list[str], str]]]:
    """By their first word, the folded names of countries, each as its words with its code."""
    found = dict(_SPELT)
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            folded = " ".join(_WORD.findall(bare(name)))
            if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "EZ", "ZZ") and folded not in _NO_PLACE:
                found.setdefault(folded, code)
    by_first: dict[str, list[tuple[list[str], str]]] = {}
    for name, code in found.items():
        if len(words := name.split()) <= LONGEST:
            by_first.setdefault(words[0], []).append((words, code))
    return by_first
