"""Listings of cards on a page, recognised by the shape of the addresses that they lead to.

Belongs here: which links are those of calls. Does not belong: which part of the page is a card
(`scrapers/readers/cards.py`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import parse_qsl, urljoin, urlsplit

from pipelines.cleaning.markup import plain_line
from scrapers.authoring.drafting.draft import Draft, Site, of_calls, quoted, words
from scrapers.readers.answer import Answer
from scrapers.readers.call_filter import CALLS, announces
from scrapers.readers.cards import DOCUMENT, FURNITURE


def cards(page: Answer, about: Site) -> Iterator[Draft]:
    """The links of one shape that most look like calls: by the words of their address, else by their own."""
    if "<" not in page.text()[:2000]:
        return
    tree, own = page.html(), urlsplit(page.url)
    tree.strip_tags(FURNITURE)
    shapes: dict[str, dict[str, str]] = defaultdict(dict)
    for link in tree.css("a[href]"):
        href = (link.attributes.get("href") or "").strip()
        shape, key = _shape(href, page.url)
        if shape and key:
            shapes[shape].setdefault(key, plain_line(link.text(separator=" ")))
    ranked = []
    for shape, texts in shapes.items():
        below = own.path.strip("/") != "" and shape.startswith(f"{own.path.rstrip('/')}/")
        told = sum(announces(text, "", tuple(CALLS)) for text in texts.values())
        if (of_calls(shape) or below or 2 * told > len(texts)) and (len(texts) > 1 or below):
            ranked.append((below, bool(of_calls(shape)), len(texts), shape))
    if not ranked:
        return
    *_, count, shape = max(ranked)
    pattern = re.sub(r"([.^$*+?{}\[\]|()])", r"\\\1", shape) + (
        "([^&#]+)" if "=" in shape else r"([^/?#]+)/?(?:[?#].*)?$"
    )
    both = f"base=PAGE, language={quoted(about.language) if about.language else None}"
    yield Draft(
        "listing",
        f"one page of {count} cards that link to {words(shape)}<call>; paging not described",
        "import re\n\nfrom scrapers.readers import cards\nfrom scrapers.source import Ask, Source\n\nPAGE ="
        f" {quoted(page.url)}\n"
        f'CALL = re.compile(r"{pattern}")\n',
        "Ask(PAGE)",
        f"cards.listing(CALL, {both})",
        1,
        detail=f"ask_detail=cards.own_page, read_detail=cards.detail(CALL, {both}),",
        sentinel=shape,
    )


def _shape(href: str, base: str) -> tuple[str, str]:
    """What a link's address shares with its neighbours', as it is written, and what tells it apart; empty where it
    is none of a call.
    """
    try:
        parts, own = urlsplit(urljoin(base, href)), urlsplit(base)
    except ValueError:
        return "", ""
    if parts.netloc != own.netloc or DOCUMENT.search(parts.path) or re.search(r"[\s\"'\\]", href):
        return "", ""
    if parts.path == own.path or re.search(r"\.(?:php|aspx?|jsp)$", parts.path):
        numbered = [
            (name, value)
            for name, value in parse_qsl(parts.query)
            if re.fullmatch(r"(?i)\w*(?:id|code|codigo|slug|ref)", name)
        ]
        found = f"{parts.path.rpartition('/')[2]}?{numbered[0][0]}=" if numbered else ""
        return (found, numbered[0][1]) if found and found in href else ("", "")
    above, _, last = parts.path.rstrip("/").rpartition("/")
    shape = (
        f"{above}/" if f"{above}/" in href else href.split("?")[0].split("#")[0].rstrip("/").rpartition("/")[0] + "/"
    )
    return (shape, last.lower()) if shape.strip("./") else ("", "")
