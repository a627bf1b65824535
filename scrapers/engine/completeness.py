"""Whether an answer still holds all that the host sent: a cut or garbled one holds fewer calls.

Belongs here: what the format alone tells, and what a text tells of calls that are known from before, pure. Does not
belong: what a source announces (`scrapers/kinds/base.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import urlsplit
from xml.parsers import expat

from pipelines.language.messages import told

Calls = Mapping[str, tuple[str, str]]
"""By key: a call's title and address, as a listing gave them."""

_FEED = re.compile(r"<(?:rss|feed|(?:\w+:)?RDF)[\s>]", re.I)
_BARE = re.compile(r"&(?!#?\w+;)")
_DECLARED = re.compile(r"^(<\?xml[^>]{0,200}?)\s{1,9}encoding=[\"'][^\"']*[\"']")
_FIRST = re.compile(r"<([a-z][a-z0-9]*)\b", re.I)
_MOST = 2_000_000  # characters of a page that are looked at
_OPENS = re.compile(r"<!--|<(script|style|textarea|title)\b", re.I)
_ENDS = {name: re.compile(rf"</{name}\s{{0,9}}>", re.I) for name in ("script", "style", "textarea", "title")} | {
    "": re.compile("-->")
}
_TAG = re.compile(
    r"<!doctype[^<>]*>|</[a-z][^\s<>/]*\s*>"
    r"""|<[a-z][^\s<>/"'=]*(?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>`]+))?)*\s*/?>""",
    re.I,
)
_BROKEN = re.compile(r"""<[a-z/!]|["']\s*/?>|=["']""", re.I)
_WORDS = re.compile(r"[^\W_][\W_]+[^\W_]")
_PAIRED = (
    "a",
    "ul",
    "ol",
    "table",
    "article",
    "section",
    "main",
    "div",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "span",
    "strong",
    "button",
)


def cut(text: str) -> str | None:
    """Why a feed, a page or JSON may lack a part, None where nothing says so."""
    if _FEED.search(text[:5000]) or (
        text.lstrip().startswith("<?xml") and not re.search(r"<html\b", text[:5000], re.I)
    ):
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
        return told("note.cut_json")
    return None


def cut_feed(text: str) -> str | None:
    """Why a feed, or other XML, may lack a part, None where it is well-formed XML, or would be without bare
    ampersands.
    """
    if _well_formed(text) or _well_formed(_BARE.sub("", text)):
        return None
    return told("note.cut_xml")


def cut_page(text: str) -> str | None:
    """Why a page of HTML may have been cut, None where it is closed: by `</html>`, or a fragment by its first
    element's end.
    """
    if re.search(r"<html\b", text, re.I):
        closed = re.search(r"</html\s*>", text, re.I) is not None
    else:
        first = _FIRST.search(text)
        name = first[1] if first else ""
        closed = not name or len(re.findall(rf"<{name}\b", text, re.I)) <= len(re.findall(rf"</{name}\s*>", text, re.I))
    return None if closed else told("note.cut_page")


def garbled_page(text: str) -> str | None:
    """Why a page's markup may hide a call, None where each tag is one and what opens also closes. Many a page lives
    with worse.
    """
    marked = _markup(text[:_MOST])
    if _BROKEN.search(_TAG.sub("", marked)):
        return told("note.broken_tags")
    for name in _PAIRED:
        if len(re.findall(rf"<{name}[\s>]", marked, re.I)) != len(re.findall(rf"</{name}\s*>", marked, re.I)):
            return told("note.unclosed", name=name)
    return None


def _markup(text: str) -> str:
    """The page without what its comments, scripts and titles hold, where they end."""
    parts, place, endless = [], 0, set()
    for opens in _OPENS.finditer(text):
        name = (opens[1] or "").lower()
        if opens.start() < place or name in endless:
            continue
        if ends := _ENDS[name].search(text, opens.end()):
            parts.append(text[place : opens.start()])
            place = ends.end()
        else:
            endless.add(name)
    return "".join([*parts, text[place:]])


def standing(text: str, calls: Calls) -> dict[str, bool]:
    """The calls that stand in a text, by key: True where by key or address, False where by the title alone.

    The markup around them may have become anything. An address is looked for without its host, as links often are. What
    is one word or number names no call: it may stand anywhere.
    """
    words, found = _plain(text) if calls else "", {}
    for key, (title, address) in calls.items():
        if _names(key, words) or _names(_path(address), words):
            found[key] = True
        elif _names(title, words):
            found[key] = False
    return found


def unread(calls: Calls, stand: Mapping[str, bool], read: Calls) -> list[str]:
    """The titles of the calls that stand in a listing (as `standing` says) although nothing was read of them.

    A title that stands alone is explained by another's that contains it: the call was numbered anew, or is only named
    there. What had another title itself on the last good day explains nothing: it has swallowed a card.
    """
    itself = [
        (_plain(title), address) for key, (title, address) in read.items() if key not in calls or calls[key][0] == title
    ]
    addresses = {address for _, address in itself}
    return [
        title
        for key, (title, address) in calls.items()
        if key in stand
        and key not in read
        and address not in addresses
        and (stand[key] or not any(_plain(title) in other for other, _ in itself))
    ]


def _plain(text: str) -> str:
    return " ".join(unescape(text).split()).casefold()


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}".strip("/?")


def _names(name: str, words: str) -> bool:
    name = _plain(name)
    return bool(_WORDS.search(name) and name in words and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", words))


def _well_formed(text: str) -> bool:
    parser = expat.ParserCreate("utf-8")
    parser.UseForeignDTD(True)  # entities that only HTML knows are skipped, not errors
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(_DECLARED.sub(r"\1", text.lstrip("\ufeff \t\r\n")).encode(), True)
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return True
