"""Names of currencies in running text, in six languages: "francs guinéens", "Peruvian soles", "unidades de fomento".

Belongs here: the names (Unicode's, through Babel, and what people say besides: `lexicon/currencies.yaml`) and where
they stand in a text. Does not belong: marks such as "US$", the number before or after, and what "$" means.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Any

import yaml
from babel.numbers import get_currency_name

from pipelines.language.lexicon import FOLDER
from pipelines.language.normalisation import fold

LOCALES = ("es", "en", "pt", "fr", "de", "it")
_NOUN_LAST = ("en", "de")
_WORD = re.compile(r"[^\W\d_]+")
_PARENTHESES = re.compile(r"\([^()]{0,40}\)")
_SHORTEST_NOUN = 5  # letters of a noun that names a currency by itself: "won", "sol" and "real" mean other things too


@cache
def currencies() -> dict[str, Any]:
    """The table of `lexicon/currencies.yaml`: marks, names that people use besides Unicode's, codes."""
    table: dict[str, Any] = yaml.safe_load((FOLDER / "currencies.yaml").read_text(encoding="utf-8"))
    return table


def find_currency_names(folded: str) -> list[tuple[int, int, str]]:
    """The names in a folded text, in order: start, end, code ("peso" or "dollar" where the name leaves it open)."""
    names, longest = _names()
    words = list(_WORD.finditer(folded))
    found, reached = list[tuple[int, int, str]](), 0
    for at, first in enumerate(words):
        most = longest.get(first[0])
        if not most or at < reached:
            continue
        for count in range(min(most, len(words) - at), 0, -1):
            code = names.get(tuple(word[0] for word in words[at : at + count]))
            start, end = first.start(), words[at + count - 1].end()
            if code and "\n" not in folded[start:end]:
                found.append((start, end, code))
                reached = at + count
                break
    return found


@cache
def _names() -> tuple[dict[tuple[str, ...], str], dict[str, int]]:
    """The code of each name by its words, and for each first word how many words the longest such name has."""
    names: dict[tuple[str, ...], str] = {}
    nouns: dict[str, set[str]] = defaultdict(set)
    for locale in LOCALES:
        for code in currencies()["codes"].split():
            for count in (None, 1, 2):
                words = _words(get_currency_name(code, count=count, locale=locale))
                names[words] = code
                nouns[words[-1 if locale in _NOUN_LAST else 0]].add(code if len(words) <= 2 else "")
    for noun, codes in nouns.items():
        if len(codes) == 1 and "" not in codes and len(noun) >= _SHORTEST_NOUN:
            names.setdefault((noun,), *codes)
    for code, said in currencies()["names"].items():
        names |= {_words(name): code for name in said}
    longest: dict[str, int] = {}
    for words in names:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return names, longest


def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(_PARENTHESES.sub("", name))))
