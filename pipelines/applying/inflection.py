"""The forms of a word, made and not listed: plurals and genders of six languages, on folded words.

Belongs here: rules of inflection, one function a language. Does not belong: the words (`lexicon/`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

_PREPOSITIONS = frozenset(
    [
        "de",
        "del",
        "la",
        "du",
        "des",
        "da",
        "do",
        "das",
        "dos",
        "of",
        "a",
        "sin",
        "sem",
        "sans",
        "con",
        "com",
        "en",
        "em",
        "d'",
        "di",
        "della",
        "per",
        "for",
        "in",
        "with",
        "y",
        "e",
        "et",
        "and",
        "o",
        "ou",
        "or",
        "que",
    ]
)


def forms(entry: str, language: str) -> list[str]:
    """All forms of an entry of the lexicon."""
    if language == "de":
        return _german(entry)
    words = entry.split()
    if language == "en":
        of = next(
            (at for at, word in enumerate(words) if word in ("of", "for", "or", "and", "with") and at), len(words)
        )
        if of > 1 and of < len(words) and words[of] in ("or", "and"):
            of = len(words)
        return [entry, " ".join([*words[: of - 1], _english(words[of - 1]), *words[of:]])]
    stop = next(
        (at for at, word in enumerate(words) if at and (word in _PREPOSITIONS or word.startswith("d'"))), len(words)
    )
    plural = _PLURALS[language]
    return [entry, " ".join([*(plural(word) for word in words[:stop]), *words[stop:]])]


def adjective_forms(entry: str, language: str) -> list[str]:
    """All forms of a qualifier: gender and number; of several words only where none is a preposition."""
    if language == "de":
        stems = [entry, *(entry[:-2] + "l" for _ in () if entry)]
        return [entry, *(stem + end for stem in stems for end in ("e", "en", "er", "es", "em") if " " not in stem)]
    words = entry.split()
    if language == "en" or words[0] in _PREPOSITIONS or len(words) > 2:
        return [entry]
    if len(words) == 2 and words[0] not in ("non", "no"):
        return [entry]
    last = words[-1]
    return [" ".join([*words[:-1], form]) for form in _ADJECTIVES[language](last)]


def _english(word: str) -> str:
    if word.endswith(("man", "woman")):
        return word[:-2] + "en"
    if word == "person":
        return "people"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + ("es" if not word.endswith(("ss's", "academia")) else "")
    return word + "s"


def _spanish(word: str) -> str:
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word[-1] in "aeo" or word.endswith(("i", "u")):
        return word + "s"
    return word if word.endswith("s") else word + "es"


def _portuguese(word: str) -> str:
    if word.endswith("ao"):
        return word[:-2] + ("aos" if word in ("orgao", "cidadao", "mao") else "oes")
    if word.endswith("m"):
        return word[:-1] + "ns"
    if word.endswith("il"):
        return word[:-2] + "is"
    if word.endswith("l"):
        return word[:-1] + "is"
    if word[-1] in "aeiou":
        return word + "s"
    return word if word.endswith("s") else word + "es"


def _french(word: str) -> str:
    if word.endswith("al"):
        return word[:-2] + "aux"
    if word.endswith(("eau", "eu")):
        return word + "x"
    return word if word.endswith(("s", "x")) else word + "s"


def _italian(word: str) -> str:
    if word in ("citta", "universita", "autorita", "entita", "societa", "comunita"):
        return word
    if word.endswith(("ca", "ga")):
        return word[:-1] + "he"
    if word.endswith("a"):
        return word[:-1] + "e"
    if word.endswith("io"):
        return word[:-1]
    return word[:-1] + "i" if word[-1] in "oe" else word


def _romance(plural: Callable[[str], str]) -> Callable[[str], list[str]]:
    def made(word: str) -> list[str]:
        if word.endswith("o"):
            return [word, word[:-1] + "a", word + "s", word[:-1] + "as"]
        if word.endswith("or"):
            return [word, word + "a", plural(word), word + "as"]
        return [word, plural(word)]

    return made


def _french_adjective(word: str) -> list[str]:
    if word.endswith("if"):
        return [word, word + "s", word[:-1] + "ve", word[:-1] + "ves"]
    if word == "public":
        return ["public", "publics", "publique", "publiques"]
    if word.endswith("al"):
        return [word, word[:-2] + "aux", word + "e", word + "es"]
    if word.endswith("el"):
        return [word, word + "s", word + "le", word + "les"]
    if word.endswith("e"):
        return [word, word + "s", word + "e", word + "es"]  # decentralise(e)
    return [word, word + "s", word + "e", word + "es", word + "ne", word + "nes"]


def _italian_adjective(word: str) -> list[str]:
    if word.endswith("co"):
        return [word, word[:-1] + "a", word[:-1] + "i", word[:-1] + "hi", word[:-1] + "he"]
    if word.endswith("o"):
        return [word, word[:-1] + "a", word[:-1] + "i", word[:-1] + "e"]
    return [word, word[:-1] + "i"]


def _german(entry: str) -> list[str]:
    stem, _, endings = entry.partition("|")
    return [stem.lstrip("*") + ("" if end == "-" else end) for end in (endings.split() or ["-"])]


_PLURALS: dict[str, Callable[[str], str]] = {"es": _spanish, "pt": _portuguese, "fr": _french, "it": _italian}
_ADJECTIVES: dict[str, Callable[[str], list[str]]] = {
    "es": _romance(_spanish), "pt": _romance(_portuguese), "fr": _french_adjective, "it": _italian_adjective,
}  # fmt: skip
