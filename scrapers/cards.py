"""Cards of a listing page, found by the addresses that they lead to.

Belongs here: which part of a page speaks of one call, whatever the layout. Does not belong: what the card says (`scrapers/sources`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_PAGE_PARTS = ("body", "main", "html", "table", "tbody")


def cards(page: LexborHTMLParser, address: re.Pattern[str]) -> dict[str, LexborNode]:
    """By the key (group 1 of `address`, in lower case) of each call linked to: the largest part of the page that links to no other."""
    links: dict[str, LexborNode] = {}
    for link in page.css("a[href]"):
        if found := address.search(link.attributes.get("href") or ""):
            links.setdefault(found[1].lower(), link)
    return {key: card_of(link, key, address) for key, link in links.items()}


def card_of(link: LexborNode, key: str, address: re.Pattern[str]) -> LexborNode:
    """The largest part of the page around a link that links to no other call."""
    block = link
    while (parent := block.parent) is not None and parent.tag not in _PAGE_PARTS:
        others = (address.search(other.attributes.get("href") or "") for other in parent.css("a[href]"))
        if any(other and other[1].lower() != key for other in others):
            break
        block = parent
    return block


def lines_of(node: LexborNode) -> list[str]:
    """The node's text, a line a text node, without empty ones."""
    return [line for part in node.text(separator="\n").splitlines() if (line := " ".join(part.split()))]
