"""What calls are about, in the words of six languages: one token for "water", "agua", "eau", "água", "Wasser" and
"acqua".

Belongs here: what a word of `lexicon/subjects.yaml` says. Does not belong: words that `word_sounds` hears alike anyway
("hospital", "innovación"), names, and what any programme is called.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml

from pipelines.deduplication import word_sounds

T = TypeVar("T")

_FILE = Path(__file__).resolve().parent.parent / "lexicon" / "subjects.yaml"


@lru_cache(maxsize=262144)
def stem(word: str) -> str:
    """What a folded word says in any language: the token of its subject, or how it sounds; "" for a word that any
    call may have.
    """
    return word_sounds.stem(word) if (token := _TOKEN_OF.get(word)) is None else token


def stems(words: Iterable[str]) -> set[str]:
    """What folded words say, without those that any call may have and the shortest."""
    return {said for word in words if len(word) >= word_sounds.SHORTEST and (said := stem(word))}


def fields(words: Iterable[str]) -> frozenset[int]:
    """The fields of which folded words tell, as the paragraphs of the lexicon number them, without the one that goes
    with any.
    """
    return frozenset([field for word in _TELLING.intersection(words) if (field := _FIELD_OF[word])])


def _read() -> tuple[dict[str, str], dict[str, int]]:
    """For each folded word its token, the first word of its line, "" where it says nothing of a subject; and its
    field.
    """
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    tokens, numbers = dict.fromkeys(told["nothing"].split(), ""), dict[str, int]()
    for number, paragraph in enumerate(told["subjects"]):
        for line in paragraph:
            words = line.split()
            tokens.update((word, f"={words[0]}") for word in words if word not in tokens)
            numbers.update((word, number) for word in words)
    return _with_plurals(tokens), _with_plurals(numbers)


def _with_plurals(known: dict[str, T]) -> dict[str, T]:
    return {f"{word}s": said for word, said in known.items()} | known


_TOKEN_OF, _FIELD_OF = _read()
_TELLING = frozenset(_FIELD_OF)
