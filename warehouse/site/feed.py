"""`novedades.xml`: what is new in the catalogue, as an Atom feed (RFC 4287).

Belongs here: entries, their identity and dates. Does not belong: escaping, which lxml does; the week's feeds of profiles
(`warehouse/exports/feed.py`).
"""

from __future__ import annotations

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from pipelines.language.messages import Language, text
from warehouse.exports.safe import link
from warehouse.site.cards import OPEN, closing, safe, sums
from warehouse.site.reading import Row, SiteCatalogue

ATOM = "http://www.w3.org/2005/Atom"
MOST = 100


def atom(site: SiteCatalogue, language: Language) -> bytes:
    """The feed of the calls that arrived last; an entry's id is the call's, for ever."""
    calls = [c for c in site.calls.values() if c["status"] in {*OPEN, "forecast"}]
    calls.sort(key=lambda c: (-_moved(c).toordinal(), c["call_id"]))
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    _add(feed, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, f'catastro:site:{language}')}")
    _add(feed, "title", f"Catastro · {text('site.news', language)}")
    _add(feed, "updated", f"{site.day}T12:00:00Z")
    _add(etree.SubElement(feed, f"{{{ATOM}}}author"), "name", "Catastro")
    for call in calls[:MOST]:
        _entry(feed, call, language)
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _entry(feed: etree._Element, call: Row, language: Language) -> None:
    entry = etree.SubElement(feed, f"{{{ATOM}}}entry")
    _add(entry, "id", f"urn:uuid:{call['call_id']}")
    _add(entry, "title", safe(call["title"], 300))
    _add(entry, "updated", f"{_moved(call)}T12:00:00Z")
    if address := link(call["url"]):
        etree.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=address)
    closes = text("site.closes", language)
    told = [safe(call["funder"], 160), f"{closes}: {closing(call, language)}", sums(call, language)]
    _add(entry, "summary", " · ".join(filter(None, told)))


def _moved(call: Row) -> date:
    moved: date = max(call["first_seen_on"], call["changed_on"] or call["first_seen_on"])
    return moved


def _add(parent: etree._Element, name: str, words: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = words
