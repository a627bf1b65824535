"""Whether a text ends where its format says that it must: a cut or garbled answer holds fewer calls than the host sent.

Belongs here: what the format alone tells, pure. Does not belong: what a source announces (`scrapers/kinds/base.py`).
"""

from __future__ import annotations

import json
import re
from xml.parsers import expat

_FEED = re.compile(r"<(?:rss|feed|(?:\w+:)?RDF)[\s>]", re.I)
_BARE = re.compile(r"&(?!#?\w+;)")
_DECLARED = re.compile(r"^(<\?xml[^>]*?)\s+encoding=[\"'][^\"']*[\"']")
_FIRST = re.compile(r"<([a-z][a-z0-9]*)\b", re.I)
_MOST = 2_000_000  # characters of a page that are looked at
_NO_MARKUP = re.compile(r"<!--.*?-->|<(script|style|textarea|title)\b.*?</\1\s*>", re.S | re.I)
_TAG = re.compile(
    r"<!doctype[^<>]*>|</[a-z][^\s<>/]*\s*>"
    r"""|<[a-z][^\s<>/"'=]*(?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>`]+))?)*\s*/?>""", re.I)
_BROKEN = re.compile(r"""<[a-z/!]|["']\s*/?>|=["']""", re.I)
_PAIRED = ("a", "ul", "ol", "table", "article", "section", "main", "div", "form", "h1", "h2", "h3", "h4", "span", "strong", "button")


def cut(text: str) -> str | None:
    """Why a feed, a page or JSON may lack a part, None where nothing says so."""
    if _FEED.search(text[:5000]):
        return cut_feed(text)
    match text.lstrip()[:1]:
        case "<":
            return cut_page(text)
        case "[" | "{":
            return cut_json(text)
    return None


def cut_json(text: str) -> str | None:
    """Why it is no JSON, None where it is."""
    try:
        json.loads(text)
    except ValueError:
        return "el JSON llegó cortado o mal formado"
    return None


def cut_feed(text: str) -> str | None:
    """Why a feed may lack entries, None where it is well-formed XML, or would be without bare ampersands."""
    if _well_formed(text) or _well_formed(_BARE.sub("", text)):
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


def garbled_page(text: str) -> str | None:
    """Why a page's markup may hide a call, None where each tag is one and what opens also closes. Many a page lives with worse."""
    marked = _NO_MARKUP.sub("", text[:_MOST])
    if _BROKEN.search(_TAG.sub("", marked)):
        return "hay etiquetas rotas en la página"
    for name in _PAIRED:
        if len(re.findall(rf"<{name}[\s>]", marked, re.I)) != len(re.findall(rf"</{name}\s*>", marked, re.I)):
            return f"en la página no cierran todos los <{name}>"
    return None


def _well_formed(text: str) -> bool:
    parser = expat.ParserCreate("utf-8")
    parser.UseForeignDTD(True)  # entities that only HTML knows are skipped, not errors
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(_DECLARED.sub(r"\1", text.lstrip("\ufeff \t\r\n")).encode(), True)
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return True
