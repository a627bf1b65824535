"""Which countries a name names: "Embassy in Peru" and "Embajada en el Perú" name one, "Fund, Chile" and "Fund, Bolivia" two.

Belongs here: names of countries in the languages of calls, found in folded text. Does not belong: groups of countries and who may
apply (`pipelines/matching`), and what two names of countries mean for two records (`vetoes`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from babel import Locale

LANGUAGES = ("en", "es", "fr", "pt", "de", "it", "ca")
LONGEST = 4
"""Words of a country's name; longer ones are written short in titles."""
_NO_PLACE = frozenset({"reunion", "turkey", "jersey", "georgia", "jordan", "china", "chad", "man"})
"""Names that mean another thing in a title, above all a meeting, a bird, a person, a state of the United States."""
_SPELT = {"republica dominicana": "DO", "mejico": "MX", "corea": "KR", "korea": "KR", "ivory coast": "CI", "czech republic": "CZ"}
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)
def countries_in(folded: str) -> frozenset[str]:
    """The countries, in ISO codes, whose names stand in a folded text."""
    words = folded.split()
    names = _names()
    return frozenset(
        code for start in range(len(words)) for size in range(1, LONGEST + 1)
        if start + size <= len(words) and (code := names.get(" ".join(words[start:start + size])))
    )


@cache
def _names() -> dict[str, str]:
    found = dict(_SPELT)
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            folded = " ".join(_WORD.findall(_bare(name)))
            if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "EZ", "ZZ") and folded not in _NO_PLACE:
                found.setdefault(folded, code)
    return found


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
