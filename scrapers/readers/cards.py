"""Cards of a listing page, found by the addresses that they lead to, and the pages behind them.

Belongs here: which part of a page speaks of one call, whatever the layout; title, address, text and documents, which
every such page has. Does not belong: what labels mean (`scrapers/sources`). An address is a pattern whose group 1 is
the call's key.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from pipelines.cleaning import source_fields
from pipelines.records import Record
from scrapers.readers import call_filter
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, WrongDetail

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

DOCUMENT = re.compile(r"(?i)\.(?:pdf|docx?|xlsx?|odt|zip)(?:[?#]|$)")
MORE = re.compile(
    r"(?i)(?:(?:leer|ver|saber|read|learn|see|find out|lire|en savoir|mehr|ler|saiba) (?:más|mas|more|out|la"
    r" suite|plus|erfahren|mais)|"
    r"apply|postular?|postula aquí|details?|view|more)\W*"
)
PAGE_NUMBER = re.compile(r"(?:^|&)page=(\d{1,4})(?:&|$)")
FURNITURE = ["nav", "footer", "aside", "script", "style", "noscript", "form"]
Own = Callable[[Record, str], None]
_PAGE_PARTS = ("body", "main", "html", "table", "tbody")


def cards(page: LexborHTMLParser, address: re.Pattern[str]) -> dict[str, LexborNode]:
    """By the key (group 1 of `address`, in lower case) of each call linked to: the largest part of the page that
    links to no other.
    """
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
    """The node's text, a line a text node, without empty ones; a label that ends in a colon has its value beside it."""
    lines = [line for part in node.text(separator="\n").splitlines() if (line := " ".join(part.split()))]
    out: list[str] = []
    for line in lines:
        if out and out[-1].endswith(":") and not line.endswith(":"):
            out[-1] += f" {line}"
        else:
            out.append(line)
    return out


def listing(
    address: re.Pattern[str],
    *,
    base: str,
    language: str | None,
    funder: str | None = None,
    own: Own | None = None,
    keep: Callable[[Record], bool] | None = None,
    until: str = "",
    none: str = "",
    following: Callable[[LexborHTMLParser, list[Record]], Ask | None] | None = None,
    first: int | None = None,
) -> Callable[[Answer], Page]:
    """A `read_listing`: a record a card. Raises ValueError for a page without one, except where it holds the words
    `none`.

    `own(record, text)`: what the source's labels say in the card's text, a line a text node. `keep`: which cards are
    calls, all by default. `until`: the words under which closed calls stand. `following(page, calls)`: the request for
    the next page. `first`: the number of the first page in the addresses of the pager, by which it tells how many there
    are.
    """

    def read_listing(answer: Answer) -> Page:
        whole = answer.text()
        listed = whole.split(until)[0] if until else whole
        page = _page(listed)
        found = cards(page, address)
        if not found and none and none in whole:
            return Page([], listed=listed)
        if not found:
            raise ValueError(
                f"la página no trae ningún enlace como {address.pattern}: capturarla y revisar esa dirección"
            )
        records = [_record(key, card) for key, card in found.items()]
        calls = [record for record in records if keep is None or keep(record)]
        return Page(
            calls,
            skipped=len(records) - len(calls),
            next=following(page, calls) if following else None,
            listed=listed,
            pages=None if first is None else _pages(page, answer.url or base, first),
        )

    def _record(key: str, card: LexborNode) -> Record:
        record = Record(key, language=language, funder=funder)
        links = (
            [card]
            if card.tag == "a"
            else [a for a in card.css("a[href]") if address.search(a.attributes.get("href") or "")]
        )
        heading = card.css_first("h1, h2, h3, h4, h5, h6, [class*=title], [class*=titulo]")
        titles = [" ".join(node.text(separator=" ").split()) for node in ([heading] if heading else links)]
        source_fields.title(record, max((title for title in titles if not MORE.fullmatch(title)), key=len, default=""))
        source_fields.address(record, links[0].attributes.get("href") if links else None, base)
        lines = [line for line in lines_of(card) if line != record.title and not MORE.fullmatch(line)]
        record.text = "\n".join(lines) or None
        record.call_type = call_filter.call_type(record.title)
        if own:
            own(record, record.text or "")
        return record

    return read_listing


def own_page(record: Record) -> Ask:
    """An `ask_detail`: the page that the card leads to."""
    return Ask(record.url)


def detail(
    address: re.Pattern[str],
    *,
    base: str,
    language: str | None,
    part: str = "main",
    own: Own | None = None,
) -> Callable[[Answer, Record], Record]:
    """A `read_detail`: title, text and documents of the page of one call; `part`: the selector of what speaks of it."""

    def read_detail(answer: Answer, record: Record) -> Record:
        page, found = answer.html(), address.search(answer.url)
        page.strip_tags(FURNITURE)
        key = found[1].lower() if found else record.record_key
        heading = page.css_first(f"{part} h1") or page.css_first("h1")
        if heading is None or key != (record.record_key or key) or (answer.url and not found):
            raise WrongDetail(
                "la página no tiene título (h1)" if heading is None else "la página no es de la convocatoria pedida"
            )
        made = Record(key, language=language)
        source_fields.title(made, heading.text(separator=" "))
        body = page.css_first(part) or page.body
        source_fields.prose(made, body.html if body else None)
        if own:
            own(made, made.text or "")
        for link in body.css("a[href]") if body else []:
            if DOCUMENT.search(link.attributes.get("href") or ""):
                source_fields.document(made, link.text(separator=" "), link.attributes.get("href"), answer.url or base)
        return made

    return read_detail


def next_link(selector: str, base: str) -> Callable[[LexborHTMLParser, list[Record]], Ask | None]:
    """A `following`: the page that the link of `selector` leads to."""

    def following(page: LexborHTMLParser, calls: list[Record]) -> Ask | None:
        link = page.css_first(selector)
        return Ask(urljoin(base, link.attributes.get("href") or "")) if link else None

    return following


def _pages(page: LexborHTMLParser, address: str, first: int) -> int | None:
    """How many pages there are by the page's own number and those of its listing that it links to; None where it
    links to none.
    """
    own = urlsplit(address)
    links = [urlsplit(urljoin(address, link.attributes.get("href") or "")) for link in page.css("a[href*='page=']")]
    numbers = [int(found[1]) for to in links if to.path == own.path and (found := PAGE_NUMBER.search(to.query))]
    here = PAGE_NUMBER.search(own.query)
    return max(*numbers, int(here[1]) if here else first) - first + 1 if numbers else None


def _page(text: str) -> LexborHTMLParser:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(text)
