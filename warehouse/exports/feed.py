"""`feed.xml`: what is new or changed this week, as an Atom feed (RFC 4287).

Belongs here: entries, their identity and dates. Does not belong: escaping, which lxml does.

An entry's id is the call's, in every week. It stands in the feed of the week in which the call is new and of those in
which it changed, and nowhere else: a feed reader shows it then and at no other time. A feed of thousands is none that a
reader holds: of a first week the best stand there, and the subtitle says how many more the spreadsheet has. All text is
plain text.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from pipelines.digest.week import Edition, Item
from pipelines.language.figures import day_text, money
from pipelines.language.messages import Language, text
from pipelines.language.safe_text import clean, one_line, shortened
from pipelines.place import in_use
from warehouse.exports.safe import link
from warehouse.exports.words import change_text, deadline_text, word

MOST_ENTRIES = 500
ATOM = "http://www.w3.org/2005/Atom"


def write_atom(edition: Edition, path: Path) -> None:
    """Write the feed of an edition: changed calls first, then new ones, the best first."""
    profile, language = edition.profile, edition.language
    items = list({item.call_id: item for item in edition.changed + edition.new}.values())
    more = len(items[MOST_ENTRIES:])
    subtitle = text("feed.subtitle_of_many", language, more=more) if more else text("feed.subtitle", language)
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", edition.language)
    _add(feed, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, f'catastro:{edition.language}:{profile.profile_id}')}")
    _add(feed, "title", f"Catastro · {one_line(profile.name)}")
    _add(feed, "subtitle", subtitle)
    _add(feed, "updated", _noon(edition.published_on))
    _add(etree.SubElement(feed, f"{{{ATOM}}}author"), "name", "Catastro")
    _add(feed, "generator", "Catastro")
    for item in items[:MOST_ENTRIES]:
        feed.append(deepcopy(_entry(item, edition.language, edition.published_on)))
    path.write_bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))


@lru_cache(maxsize=20_000)  # profiles share items
def _entry(item: Item, language: Language, published_on: date) -> etree._Element:
    entry = etree.Element(f"{{{ATOM}}}entry", nsmap={None: ATOM})
    _add(entry, "id", f"urn:uuid:{item.call_id}")
    _add(entry, "title", one_line(item.title))
    _add(entry, "updated", _noon(published_on))
    _add(entry, "published", _noon(item.first_seen_on))
    if address := link(item.url):
        etree.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=address)
    for match in item.matches:
        etree.SubElement(entry, f"{{{ATOM}}}category", term=one_line(match.priority_id), label=one_line(match.name))
    lines = list(_lines(item, language))
    _add(entry, "summary", lines[0])
    _add(entry, "content", "\n".join(lines)).set("type", "text")
    return entry


def _lines(item: Item, language: Language) -> Iterator[str]:
    """What a reader wants of a call, a line each; the first says most."""
    yield one_line(item.line or item.title)
    nothing = text("sheet.not_stated", language)
    for change in item.changes:
        before, now = (
            change_text(change.field, value, language) or nothing for value in (change.old_value, change.new_value)
        )
        field = word("field", change.field, language)
        yield text("feed.changed", language, field=field, before=one_line(before), now=one_line(now))
    yield from (
        text("feed.deadline", language, deadline=one_line(deadline_text(deadline, language)))
        for deadline in item.deadlines
    )
    if item.amount_max is not None:
        sums = [money(item.amount_max, item.currency, language)]
        if item.amount_max_own is not None and item.currency != (own := in_use().currency):
            pesos = money(item.amount_max_own, own, language)
            sums.append(
                text("feed.at_rate", language, sum=pesos, day=day_text(item.rate_on)) if item.rate_on else pesos
            )
        yield text("feed.up_to", language, sums=" = ".join(sums))
    yield from map(one_line, item.why or (word("outcome", item.outcome, language) or item.outcome,))
    if item.summary:
        yield shortened(clean(item.summary), 2_000)


def _noon(day: date) -> str:
    return datetime.combine(day, time(12), UTC).isoformat().replace("+00:00", "Z")


def _add(parent: etree._Element, name: str, words: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = clean(words)
    return element
