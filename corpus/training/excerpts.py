"""Short texts out of long ones: the lines around one labelled value, as a portal's card or a feed's item would give
them.

Half of what a day brings are a few lines; a corpus of pages alone teaches that a day at the top of a text belongs to a
menu. An excerpt has its page's author, so that it is never split from it, and its page's answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zlib import crc32

from corpus.training.read import Labelled
from pipelines.cleaning.role_reader import Candidates

NOT_OF_THE_CALL = frozenset({"results", "information_session", "questions_until", "project_start", "published"})
MOST_LINES, MOST_LETTERS = 3, 500


def excerpts(texts: Sequence[Labelled], found: Sequence[Candidates], right_day: Any, right_sum: Any) -> list[Labelled]:
    """Of each page one excerpt around a value that has a role, and one around a day whose words say that it is
    another's.
    """
    made = []
    for text, own in zip(texts, found, strict=True):
        if own.page.lines and len(own.page.text) > 2 * MOST_LETTERS:
            told = [day.start for day in own.days if right_day(text, day)] + [
                s.start for s in own.sums if right_sum(text, s)
            ]
            others = [
                day.start
                for day, place in zip(own.days, own.day_places, strict=True)
                if not right_day(text, day) and _told_otherwise(own, place)
            ]
            made += [
                _around(text, own, _one(places, text.id, salt))
                for salt, places in ((1, told), (2, told), (3, others))
                if places
            ]
    # a page tells when it was published, a copy of it seldom does
    return [replace(text, published_on=None) if at % 3 == 1 else text for at, text in enumerate(made)]


def _told_otherwise(own: Candidates, place: int) -> bool:
    """Whether the nearest word before a day says what else it is."""
    sentence = own.tokens.sentences[place]
    before = [
        c for c in own.tokens.concepts_between(max(0, place - 12), place) if own.tokens.sentences[c[0]] == sentence
    ]
    return bool(before) and before[-1][2] in NOT_OF_THE_CALL


def _one(places: Sequence[int], name: str, salt: int) -> int:
    return places[crc32(f"{name} {salt}".encode()) % len(places)]


def _around(text: Labelled, own: Candidates, place: int) -> Labelled:
    """The value's line, the line above where that labels it, and a line or two below."""
    at = own.page.line_at(place)
    line = own.page.lines[at]
    first = line.label_line if line.label_line is not None else at
    more = crc32(f"{text.id} {place}".encode()) % MOST_LINES
    last = own.page.lines[min(at + more, len(own.page.lines) - 1)]
    start, end = own.page.lines[first].start, last.end
    if end - start > MOST_LETTERS:  # a paragraph: the sentences about the value
        number = own.page.sentence_at(place)
        start = own.page.sentences[max(0, number - more)][0]
        end = own.page.sentences[number][1]
    return replace(
        text, id=f"{text.id}-{place}", title="" if more == 1 else text.title, text=own.page.text[start:end].strip()
    )
