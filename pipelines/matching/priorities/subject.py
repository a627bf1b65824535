"""What a call funds: which of its sentences say so, apart from who applies, where, how, and from what stands around a
call.

Belongs here: a call's sentences with what the learned role is told of each, and its chance. Does not belong: which
priority a sentence fits (`matcher`), how the role was learned (`corpus/training/priorities`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np

from pipelines.cleaning.layout import PageText
from pipelines.cleaning.role_reader import page_of
from pipelines.models import Floats, Role

BUCKETS = 1 << 16
MOST_SENTENCES = 120  # of a call: what it funds is said by then
LEAST_LETTERS = 6  # of a sentence in the text; less is a label or a number
CLEAR = 0.5  # chance from which a sentence is taken to say what is funded
MOST_CLEAR, MOST_UNCLEAR = 6, 10  # sentences that are read where one is clear, and where none is
TITLE_WEIGHT = (
    0.35  # beside a sentence that is sure to say what is funded; the less sure the best, the more the title weighs
)
LEAST_SHARE = 0.1  # of the best sentence's weight; a short text is read whole
LEAST_OF_FEW = (
    0.5  # what a sentence of so short a text weighs at least: there is little that could stand beside its subject
)
EVEN = 0.05  # what every sentence weighs, so that a text without any layout is read whole
_MOST_WORDS = 40
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[%€$£:?]")
_STEM = 5
_MARKS = " \t-–—•·*▪◦‣►✓✔→»+#|="
_LENGTHS = (3, 6, 10, 16, 25, 40)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a call, with the buckets of what is known of its words and its place."""

    words: str
    titled: bool
    buckets: tuple[int, ...]


def sentences_of(title: str, text: str) -> list[Sentence]:
    """The sentences of a call, its title first; the title alone where there is no text."""
    page = page_of(text, title) if text.strip() else None
    spoken = _tokens(title.lower())
    told = [Sentence(title, True, _buckets(_title_names(spoken)))] if title else []
    if page is None:
        return told
    seen = {title.casefold()}
    forms = [_tokens(page.folded[start:end]) for start, end in page.sentences[:MOST_SENTENCES]]
    heads: dict[int, tuple[str, ...]] = {}
    named = frozenset(word[:_STEM] for word in spoken if len(word) > 3)
    for at, ((start, end), own) in enumerate(zip(page.sentences, forms, strict=False)):
        words = " ".join(page.text[start:end].split()).strip(_MARKS)
        if len(words) >= LEAST_LETTERS and words.casefold() not in seen:
            seen.add(words.casefold())
            before = forms[at - 1] if at else ()
            after = forms[at + 1] if at + 1 < len(forms) else ()
            told.append(Sentence(words, False, _buckets(_names(page, start, own, before, after, heads, named))))
    return told


def _tokens(folded: str) -> tuple[str, ...]:
    return tuple(
        f"<{min(len(word), 5)}>" if word[0].isdigit() else word for word in _TOKEN.findall(folded)[:_MOST_WORDS]
    )


def _title_names(own: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield "title", ""
    for word in dict.fromkeys(own):
        yield "T", word[:_STEM]


def _names(
    page: PageText,
    start: int,
    own: Sequence[str],
    before: Sequence[str],
    after: Sequence[str],
    heads: dict[int, tuple[str, ...]],
    named: frozenset[str],
) -> Iterator[tuple[str, str]]:
    number = page.line_at(start)
    line = page.lines[number]
    yield "kind", f"{line.kind} {bool(line.headings)}"
    yield "first", str(start == line.start)
    yield "length", str(sum(len(own) > most for most in _LENGTHS))
    yield "at", str(start * 8 // max(1, len(page.text)))
    yield "place", str(min(number, 8))
    yield "size", str(min(len(page.sentences) // 6, 6))
    numbers = sum(word[0] == "<" for word in own)
    yield "numbers", str(min(numbers, 4))
    yield "shared", str(min(len({word[:_STEM] for word in own} & named), 4))
    for word in dict.fromkeys(own):
        yield "S", word
        if len(word) > _STEM:
            yield "S*", word[:_STEM]
    for a, b in pairwise(own[:24]):
        yield "S2", f"{a} {b}"
    for place, word in enumerate(own[:3]):
        yield f"S{place}", word
    for word in before[-4:]:
        yield "P", word[:_STEM]
    for word in after[:4]:
        yield "N", word[:_STEM]
    above = [*line.headings[-2:], *([line.label_line] if line.label_line is not None else [])]
    for depth, at in enumerate(reversed(above)):
        if at not in heads:
            head = page.lines[at]
            heads[at] = _tokens(page.folded[head.start : head.end])
        zone = "L" if at == line.label_line else f"H{min(depth, 1)}"
        for word in heads[at][:8]:
            yield zone, word[:_STEM]


def _buckets(names: Iterator[tuple[str, str]]) -> tuple[int, ...]:
    return tuple({_bucket(zone, word) for zone, word in names})


@lru_cache(maxsize=400_000)
def _bucket(zone: str, word: str) -> int:
    return crc32(f"{zone} {word}".encode()) & (BUCKETS - 1)


@dataclass(frozen=True, slots=True)
class Told:
    """What is read of a call: sentences with what each weighs (the strongest of the text 1), whether it stands in the
    title, and the chance of the best that it says what is funded."""

    lines: list[str]
    weights: Floats
    titled: list[bool]
    chance: float
    places: list[int]  # of the lines among the call's sentences
    letters: int  # of the whole call


def told(title: str, text: str, role: Role) -> Told:
    """The sentences of a call that say what it funds, its title with them, in the call's order."""
    every = sentences_of(title, text)
    return chosen(every, role.chances([sentence.buckets for sentence in every]))


def chosen(every: Sequence[Sentence], chances: Floats) -> Told:
    """Of a call's sentences those that say what it funds, by their chances; titles are always read."""
    titles = [at for at, sentence in enumerate(every) if sentence.titled]
    body = np.array([at for at, sentence in enumerate(every) if not sentence.titled], dtype=np.int64)
    best = float(chances[body].max()) if len(body) else 0.0
    weights = (chances[body] + EVEN) / (best + EVEN)
    if len(body) <= MOST_CLEAR:
        weights = np.maximum(weights, LEAST_OF_FEW)
    order = np.argsort(-weights, kind="stable")[: MOST_CLEAR if best >= CLEAR else MOST_UNCLEAR]
    least = LEAST_SHARE if len(body) > MOST_CLEAR else 0.0
    kept = sorted(int(at) for at in order if weights[at] >= least)
    places = [*titles, *(int(body[at]) for at in kept)]
    own = [max(TITLE_WEIGHT, 1.0 - best)] * len(titles) + [float(weights[at]) for at in kept]
    return Told(
        [every[at].words for at in places],
        np.array(own),
        [every[at].titled for at in places],
        best,
        places,
        sum(len(sentence.words) for sentence in every),
    )
