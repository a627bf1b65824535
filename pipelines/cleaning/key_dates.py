"""What a day is that neither closes nor opens a call: questions, an information session, results, a project's start.

Belongs here: the nearest word that says so. Does not belong: last days and openings (`role_reader.py`), the words
themselves (`lexicon/days`, `lexicon/key_dates`).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, cast

from pipelines.language.lexicon import lexicon
from pipelines.records import KeyDateKind

if TYPE_CHECKING:
    from pipelines.cleaning.candidate_features import Tokens
    from pipelines.cleaning.layout import PageText

_KINDS = frozenset({"questions_until", "information_session", "results", "project_start"})
_TOLD = _KINDS | {"other"}
_REACH, _BEHIND = 30, 5  # tokens before a day, and after it
_NEAR = 5  # tokens between a beginning and what begins


def key_date_kind(page: PageText, tokens: Tokens, place: int) -> KeyDateKind | None:
    """The kind told by the nearest word before a day in its sentence, else by its label, else right behind it; None
    where none tells.

    `place`: the day's number among the tokens.
    """
    sentence = tokens.sentences[place]
    first, last = bisect_left(tokens.sentences, sentence), bisect_left(tokens.sentences, sentence + 1)
    told = [c for c in tokens.concepts_between(max(first, place - _REACH), place) if c[2] in _TOLD]
    told += _funded_begins(tokens, max(first, place - _REACH), place)
    nearest = max(told, key=lambda c: (c[1], c[2] != "other"), default=None)
    for begin, end in () if nearest else page.label_of(tokens.starts[place]):
        labels = tokens.concepts_between(bisect_left(tokens.starts, begin), bisect_left(tokens.starts, end))
        begun = _funded_begins(tokens, bisect_left(tokens.starts, begin), bisect_left(tokens.starts, end))
        nearest = next((c for c in [*begun, *labels] if c[2] in _TOLD), nearest)
    if nearest is None:
        nearest = next(
            (c for c in tokens.concepts_between(place + 1, min(last, place + 1 + _BEHIND)) if c[2] in _KINDS), None
        )
    return cast(KeyDateKind, nearest[2]) if nearest and nearest[2] in _KINDS else None


def _funded_begins(tokens: Tokens, first: int, last: int) -> list[tuple[int, int, str]]:
    """Where words say that what a call pays for begins: a word for beginning with such a thing near it."""
    words = [(first + a, first + b, concept) for a, b, concept in lexicon("key_dates").find(tokens.forms[first:last])]
    things = [a for a, _, concept in words if concept == "funded"]
    return [
        (a, b, "project_start")
        for a, b, concept in words
        if concept == "begins" and any(abs(a - thing) <= _NEAR for thing in things)
    ]
