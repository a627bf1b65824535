"""What a bulletin is made of: sections, cards, lines and notes, as short texts.

Belongs here: the shapes. Does not belong: what stands in them (`bulletin_model.py`), how they look (`bulletin.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["good", "ask", "bad", "plain"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled line of a card; `old` is struck out before the text, `note` numbers the words that it was made from,
    `url` is fit to be followed, `language` that of a text in another one; `joined` where it may stand on the line of
    the one before."""

    label: str
    text: str
    tone: Tone = "plain"
    old: str | None = None
    note: int = 0
    url: str | None = None
    language: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A source's words, in the bulletin's quotation marks, under the number by which facts lead to them."""

    number: int
    quoted: str
    language: str


@dataclass(frozen=True, slots=True)
class Card:
    """One call in full. `url` is fit to be followed, or None; `language` is the title's, empty where it is the
    bulletin's.
    """

    title: str
    url: str | None
    badge: str
    tone: Tone
    meta: str
    facts: tuple[Fact, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class BulletinLine:
    """One call, fund or source in short: what stands before the title, and under it."""

    lead: str
    title: str
    url: str | None = None
    meta: str = ""
    facts: tuple[Fact, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with what stands under it; `more` says how many were not shown; `below` is set where it is no call
    to act on now.
    """

    heading: str
    about: str = ""
    cards: tuple[Card, ...] = ()
    lines: tuple[BulletinLine, ...] = ()
    more: str = ""
    empty: str = ""
    below: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """The whole bulletin; `counts` are (figure, what of)."""

    language: str
    title: str
    name: str
    edition: str
    counts: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    sections: tuple[Section, ...]
    notes_heading: str
    notes_about: str
    notes: tuple[Note, ...]
    link_words: str
    closing: tuple[str, ...]
