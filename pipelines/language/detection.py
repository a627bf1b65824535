"""The language of a text, among those that sources publish in.

Belongs here: which language. Does not belong: what the words mean in it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, get_args

from pipelines.vocabulary import TextLanguage

LANGUAGES: tuple[str, ...] = get_args(TextLanguage)
_ENOUGH_LETTERS = 20
_WORDS = re.compile(r"[a-z]+")
_COMMON_WORDS = {
    "es": "el los las del y con por al una su es para hasta que se en la de",
    "en": "the of and to in for is on by with be are or will from at",
    "fr": "le les des et du une est pour dans aux au sur par avec en la de",
    "pt": "o os as do da dos das e em no na uma para com ate ao que se de",
    "de": "der die das und von zu den im fur mit ist auf des ein eine werden bis",
    "it": "il gli della del di e per con che alla dei una sono nel entro la",
}
_COMMON: dict[str, list[str]] = {}
for _language, _own in _COMMON_WORDS.items():
    for _word in set(_own.split()):
        _COMMON.setdefault(_word, []).append(_language)


def detect(text: str) -> str | None:
    """The language by py3langid; None where there is too little to tell."""
    sample = text[:4000]
    return str(_identifier().classify(sample)[0]) if sum(map(str.isalpha, sample)) >= _ENOUGH_LETTERS else None


@lru_cache(maxsize=4)
def guess(folded: str) -> str | None:
    """The language of folded text by its commonest words: fast, for choosing among readings; None where no language
    leads.
    """
    counts = dict.fromkeys(LANGUAGES, 0)
    for word in _WORDS.findall(folded[:1200]):
        for language in _COMMON.get(word, ()):
            counts[language] += 1
    (best, first), (_, second) = sorted(counts.items(), key=lambda item: -item[1])[:2]
    return best if first > second else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier
