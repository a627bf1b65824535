"""`boletin.html` and `boletin.txt`: the bulletin to forward.

Belongs here: the two formats of a `Letter`. Does not belong: what it says (`bulletin_model.py`). The HTML is made for
mail clients: tables, every style inlined, no script, no image, nothing fetched; all texts are escaped by the template,
links are http or https.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from pipelines.digest.week import Edition
from warehouse.exports.bulletin_model import letter
from warehouse.exports.bulletin_parts import BulletinLine, Card, Fact, Letter, Section
from warehouse.page_templates import page_templates

TEMPLATES = Path(__file__).parent / "templates"
WIDTH = 78


def write_html(edition: Edition, path: Path) -> None:
    """Write the bulletin as one HTML page."""
    path.write_text(html(letter(edition)), encoding="utf-8", newline="\n")


def write_txt(edition: Edition, path: Path) -> None:
    """Write the bulletin as plain text, wrapped; an address stands alone on its line, whole."""
    path.write_text(plain(letter(edition)), encoding="utf-8", newline="\n")


def html(shown: Letter) -> str:
    """The page."""
    return page_templates(TEMPLATES).get_template("boletin.html.j2").render(letter=shown)


def plain(shown: Letter) -> str:
    """The text."""
    return "\n".join(_plain(shown)) + "\n"


def _plain(shown: Letter) -> Iterator[str]:
    yield from (shown.title.upper(), *_wrapped(shown.name), shown.edition, "")
    yield from _wrapped(" · ".join(f"{count} {what}" for count, what in shown.counts))
    for notice in shown.notices:
        yield from ("", *_wrapped(notice, "* "))
    below = False
    for section in shown.sections:
        if section.below and not below:
            below = True
            yield from ("", "", "-" * WIDTH)
        yield from ("", "", section.heading.upper(), "=" * len(section.heading))
        yield from _section(section)
    if shown.notes:
        yield from ("", "", shown.notes_heading.upper(), "=" * len(shown.notes_heading), *_wrapped(shown.notes_about))
        for note in shown.notes:
            yield from _wrapped(f"[{note.number}] {note.quoted}", "", "    ")
    yield from ("", "", "-" * WIDTH)
    for text in shown.closing:
        yield from _wrapped(text)


def _section(section: Section) -> Iterator[str]:
    for text in (section.about, section.empty):
        if text:
            yield from _wrapped(text)
    for card in section.cards:
        yield from _card(card)
    for line in section.lines:
        yield from _line(line)
    if section.more:
        yield from ("", *_wrapped(section.more))


def _card(card: Card) -> Iterator[str]:
    yield ""
    yield from _wrapped(f"[{card.badge}] {card.title}")
    yield from _wrapped(card.meta, "  ")
    for fact in card.facts:
        yield from _fact(fact)
    if card.url:
        yield f"  {card.url}"


def _line(line: BulletinLine) -> Iterator[str]:
    yield ""
    yield from _wrapped(": ".join(part for part in (line.lead, line.title) if part), "- ", "  ")
    yield from _wrapped(line.meta, "  ")
    for fact in line.facts:
        yield from _fact(fact)
    if line.url:
        yield f"  {line.url}"


def _fact(fact: Fact) -> Iterator[str]:
    said = f"{fact.old} → {fact.text}" if fact.old else fact.text
    yield from _wrapped(f"{fact.label}: {said}{f' [{fact.note}]' if fact.note else ''}", "  ", "    ")
    if fact.url:
        yield f"    {fact.url}"


def _wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
