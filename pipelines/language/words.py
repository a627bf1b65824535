"""Words, stems and sentences in the five languages that priorities are written in.

Belongs here: cutting a text into sentences and words, folding case and accents, stems and lemmas with a cache.
Does not belong: what a word is worth (`matcher`) or what a phrase rules (`text_rules`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import snowballstemmer

from pipelines.language.normalisation import bare_word

LANGUAGES = ("es", "en", "fr", "pt", "de")
_STEMMERS = {"es": "spanish", "en": "english", "fr": "french", "pt": "portuguese", "de": "german"}
_WORD = re.compile(r"[^\W_]+(?:[-&+'’][^\W_]+)*(?:\+[^\W_])*", re.UNICODE)
_SENTENCE_END = re.compile(r"(?<=[.!?;…])\s{1,9}|\s{0,9}\n\s{0,9}|\s{1,9}[•·▪–—]\s{1,9}")

# Words that say nothing of a subject, dropped in terms and texts alike, so that "gestión de residuos" meets "gestión de
# los residuos".
_STOPWORDS = {
    "es": (
        "a al ante con de del desde e el en entre es la las lo los más o para pero por que se sin sobre su sus u un una"
        " unas unos y como este esta estos estas"
    ),
    "en": (
        "a an and are as at be been by for from has have in into is it its of on or our that the their these this those"
        " to was were which will with your"
    ),
    "fr": (
        "a à au aux avec ce ces cette d dans de des du elle en est et il l la le les leur leurs mais ne ou par pas plus"
        " pour qu que qui sa se ses son sont sur un une vers"
    ),
    "pt": (
        "a à ao aos as às com como da das de do dos e em entre essa esse esta este é mais mas na nas no nos o os ou"
        " para pela pelas pelo pelos por que se sem seu seus sua suas um uma"
    ),
    "de": (
        "als am an auch auf aus bei das dass dem den der des die durch ein eine einem einen einer eines er es für im in"
        " ist mit nach oder sich sind so über um und unter von vor wird zu zum zur"
    ),
}


@cache
def stopwords(language: str) -> frozenset[str]:
    """The folded stopwords of one language."""
    return frozenset(bare_word(word) for word in _STOPWORDS[language].split())


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(_STEMMERS[language])


@lru_cache(maxsize=400_000)
def stem(word: str, language: str) -> str:
    """The folded stem of one word as written."""
    return bare_word(_stemmer(language).stemWord(word.lower()))


_PLURALS = {
    "es": (),
    "en": (
        ("ies", "y"),
        ("sses", "ss"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("xes", "x"),
        ("ss", "ss"),
        ("us", "us"),
        ("is", "is"),
        ("s", ""),
    ),
    "fr": (("aux", "al"), ("x", "x")),
    "pt": (("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("ois", "ol"), ("ens", "em"), ("ns", "m")),
    "de": (("ens", ""), ("en", ""), ("es", ""), ("n", ""), ("e", ""), ("s", "")),
}
_GENDERS = {"es": "aoe", "en": "", "fr": "e", "pt": "aoe", "de": ""}


@lru_cache(maxsize=400_000)
def lemma(word: str, language: str) -> str:
    """A folded word without the ending of its number or gender, and no more: "refugios" is no "refugiados",
    "Schulen" no "Schüler".
    """
    folded = bare_word(word)
    for ending, instead in _PLURALS[language]:
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:
            folded = folded[: len(folded) - len(ending)] + instead
            break
    else:
        if folded.endswith("s") and len(folded) > 3 and language != "en":
            folded = folded[:-1]
    if len(folded) > 3 and folded[-1] in _GENDERS[language]:
        folded = folded[:-1]
    return folded


def words(text: str) -> list[str]:
    """The words of a text as written; "co-operation" and "I+D" are one word each, an elided article is cut off."""
    return [
        word.split("'", 1)[-1] if word[1:2] == "'" else word
        for word in _WORD.findall(text.replace("’", "'").replace("\u00ad", ""))
    ]


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, in order, without empty ones."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part and part.strip()]


def is_acronym(word: str) -> bool:
    """Whether a word is written as an acronym: capitals and digits, two letters or more."""
    return 2 <= len(word) <= 8 and word.isupper()


def shouts(text: str) -> bool:
    """Whether a text is set in capitals, so that its capitals say nothing."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 12 and sum(letter.isupper() for letter in letters) > 0.6 * len(letters)
