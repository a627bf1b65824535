"""Whether a text ends where its format says that it must: a cut or garbled answer holds fewer calls than the host sent.

Belongs here: what the format alone tells, pure. Does not belong: what a source announces (`scrapers/kinds/base.py`). JSON needs
nothing here: cut, it is no JSON.
"""

from __future__ import annotations

import re
from xml.parsers import expat

_FEED = re.compile(r"<(?:rss|feed|(?:\w+:)?RDF)[\s>]", re.I)
_ENTRIES = re.compile(r"<(/?)(?:\w+:)?(?:item|entry)(?=[\s>])")
_ROOT_CLOSED = re.compile(r"</(?:rss|feed|(?:\w+:)?RDF)\s*>\s*(?:<!--.*?-->\s*)*$", re.S | re.I)
_FIRST = re.compile(r"<([a-z][a-z0-9]*)\b", re.I)


def cut(text: str) -> str | None:
    """Why a feed or page may lack its end, None where nothing says so."""
    if _FEED.search(text[:5000]):
        return cut_feed(text)
    return cut_page(text) if text.lstrip().startswith("<") else None


def cut_feed(text: str) -> str | None:
    """Why a feed may lack entries, None where it is well-formed XML, or so nearly that no entry is broken (a bare ampersand)."""
    if _well_formed(text):
        return None
    marks = _ENTRIES.findall(text)
    if marks == ["", "/"] * (len(marks) // 2) and _ROOT_CLOSED.search(text):
        return None
    return "el XML del canal llegó cortado o mal formado"


def cut_page(text: str) -> str | None:
    """Why a page of HTML may have been cut, None where it is closed: by `</html>`, or a fragment by its first element's end."""
    if re.search(r"<html\b", text, re.I):
        closed = re.search(r"</html\s*>", text, re.I) is not None
    else:
        first = _FIRST.search(text)
        name = first[1] if first else ""
        closed = not name or len(re.findall(rf"<{name}\b", text, re.I)) <= len(re.findall(rf"</{name}\s*>", text, re.I))
    return None if closed else "la página no se cierra: puede haber llegado cortada"


def _well_formed(text: str) -> bool:
    parser = expat.ParserCreate("utf-8")
    parser.UseForeignDTD(True)  # entities that only HTML knows are skipped, not errors
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(re.sub(r"^\s*(<\?xml[^>]*?)\s+encoding=[\"'][^\"']*[\"']", r"\1", text.lstrip()).encode(), True)
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return True
