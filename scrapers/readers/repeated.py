"""Cards of a listing that stand in it again and again: rows of a table, items of a list, articles, options of a select.

Belongs here: reading such cards by a selector, whatever their links look like: title, address, text, documents, whether
they stand under a heading of closed calls; the pager; the page behind a card. Does not belong: finding the selector
(`scrapers/authoring/drafting/repetition.py`), cards known by their addresses (`scrapers/readers/cards.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from pipelines.cleaning import source_fields
from pipelines.language.normalisation import fold
from pipelines.records import Record
from scrapers.readers import call_filter
from scrapers.readers.answer import Answer
from scrapers.readers.cards import DOCUMENT, MORE, lines_of
from scrapers.source import Ask, Page, WrongDetail

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

CLOSED = re.compile(
    r"\b(?:cerrad[oa]s?|finalizad[oa]s?|concluid[oa]s?|anteriores|historic[oa]s?|pasad[oa]s|vencid[oa]s|closed|past|expired|"
    r"previous|archived?|clos(?:e|es|os|ture[es]*)|termines?|encerrad[oa]s?|geschlossene?|abgelaufene?|beendete?|chius[ei]|scadut[ei])\b"
)
OPEN = re.compile(
    r"\b(?:abiert[oa]s?|vigentes?|activ[oa]s?|en curso|open|current|ongoing|upcoming|ouverte?s?|abert[oa]s?|offene?|laufende?|apert[ei])\b"
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ASIDE = ["nav", "footer", "script", "style", "noscript", "template"]
NEXT = re.compile(
    r"(?:siguientes?|proxim[oa]s?|next|suivante?s?|seguinte|weiter|naechste|nachste|successiv[oa]|pagina siguiente|next page|"
    r"older(?: posts)?)"
)
ARROWS = frozenset({"»", "›", ">", ">>", "→"})
MORE_CARDS = re.compile(
    r"(?:cargar|ver|mostrar|load|show|see|voir|charger|carregar|mais|mehr)\b.*\b(?:mas|more|plus|mais|laden|anzeigen)\b.*"
)
_NO_LINK = re.compile(r"(?i)^(?:#|javascript:|mailto:|tel:|$)")


def listing(
    card: str,
    *,
    base: str,
    language: str | None,
    title: str = "",
    paged: bool = False,
) -> Callable[[Answer], Page]:
    """A `read_listing`: a record for each part of the page that `card` selects and that has a title.

    `title`: the selector of the title in a card; none: its heading, else its link, else its image's words. `paged`: the
    page's own link to the next one is followed. Raises ValueError for a page without a card.
    """

    def read_listing(answer: Answer) -> Page:
        page = answer.html()
        page.strip_tags(ASIDE)
        under = answer_base(page, answer.url or base)
        cards = page.css(card)
        if not cards:
            raise ValueError(f"la página no trae ninguna ficha como {card}: capturarla y revisar ese selector")
        closed = closed_cards(page, {node.mem_id for node in cards})
        records = _distinct([_record(node, title, under, language, node.mem_id in closed) for node in cards])
        calls = [record for record in records if record.title]
        following = next_page(page, answer.ask.url if answer.ask else answer.url or base) if paged else None
        return Page(calls, skipped=len(cards) - len(calls), next=following)

    return read_listing


def title_of(card: LexborNode, selector: str = "") -> str:
    """A card's title: what the selector says, else its heading, its link's words, its image's, its first line."""
    if selector:
        found = card.css_first(selector)
        return _said(found) if found else ""
    for part in ("h1, h2, h3, h4, h5, h6", "[class*=titl], [class*=titul]", "a[href]", "strong, b", "img[alt]"):
        said = [words for node in card.css(part) if (words := _said(node)) and not MORE.fullmatch(words)]
        if said:
            return said[0] if part != "a[href]" else max(said, key=len)
    return next((line for line in lines_of(card) if not MORE.fullmatch(line)), "")


def link_of(card: LexborNode, selector: str = "") -> str:
    """The address of what a card leads to, as it is written: the title's link, else its first one that is no document,
    else a document; empty where there is none.
    """
    if card.tag == "a":
        return _href(card)
    if card.tag == "option":
        value = card.attributes.get("value") or ""
        return value if "/" in value else ""
    named = card.css_first(selector) if selector else card.css_first("h1, h2, h3, h4, h5, h6")
    around = [named, *(named.css("a[href]") if named else []), named.parent if named else None]
    near = [_href(node) for node in around if node is not None and node.tag == "a"]
    hrefs = [*near, *(_href(link) for link in card.css("a[href]"))]
    own = next((card.attributes.get(name) or "" for name in ("data-href", "data-url") if card.attributes.get(name)), "")
    hrefs = [href for href in [*hrefs, own] if not _NO_LINK.match(href)]
    pages = [href for href in hrefs if not DOCUMENT.search(href)]
    return (pages or hrefs or [""])[0]


def answer_base(page: LexborHTMLParser, url: str) -> str:
    """What a page's links are relative to."""
    told = page.css_first("base[href]")
    return urljoin(url, told.attributes.get("href") or "") if told else url


def closed_cards(page: LexborHTMLParser, cards: set[int]) -> set[int]:
    """The cards that stand under a heading of closed calls, or in a part of the page that is named so."""
    closed, in_cards = set[int](), set[int]()
    under = ""  # the level of the heading of closed calls that is in force
    for node in page.root.traverse() if page.root else []:
        within = node.parent is not None and node.parent.mem_id in in_cards
        is_card = node.mem_id in cards
        if within or is_card:
            in_cards.add(node.mem_id)
        if is_card and (under or _in_closed_part(node)):
            closed.add(node.mem_id)
        if not within and not is_card and node.tag in HEADINGS:
            under = _after(fold(_said(node)), node.tag or "", under)
    return closed


def _after(heading: str, level: str, under: str) -> str:
    """The heading of closed calls in force after a heading: it ends with the next of its level or above, or one of open
    calls.
    """
    if CLOSED.search(heading) and not OPEN.search(heading):
        return level
    return "" if OPEN.search(heading) or level <= under else under


def next_page(page: LexborHTMLParser, url: str) -> Ask | None:
    """The request for the page after this one, by the page's own link; None where it has none or leads elsewhere."""
    own = urlsplit(url)
    under = answer_base(page, url)
    for href in _pager(page, url):
        to = (source_fields.web_address(href, under) or "").split("#")[0]
        if to and urlsplit(to).hostname == own.hostname and to != url:
            return Ask(to)
    return None


def own_page(record: Record) -> Ask | None:
    """An `ask_detail`: the page that the card leads to; none where it leads to a document or to nothing."""
    return Ask(record.url) if record.url and not DOCUMENT.search(record.url) else None


def detail(*, base: str, language: str | None) -> Callable[[Answer, Record], Record]:
    """A `read_detail`: the main part of the page of one call, also where it stands in a form. Raises WrongDetail for a
    page that names another.
    """

    def read_detail(answer: Answer, record: Record) -> Record:
        page = answer.html()
        page.strip_tags([*ASIDE, "aside"])
        heading = page.css_first("main h1") or page.css_first("h1") or page.css_first("h2") or page.css_first("title")
        body = page.css_first("main") or page.css_first("article") or page.css_first("[role=main]") or page.body
        if heading is None or body is None:
            raise WrongDetail("la página no tiene título (h1)")
        made = Record(record.record_key, language=language)
        source_fields.title(made, _said(heading))
        if record.title and not _share(record.title, body.text(separator=" ")):
            raise WrongDetail("la página no es de la convocatoria pedida")
        source_fields.prose(made, body.html)
        for link in body.css("a[href]"):
            if DOCUMENT.search(href := link.attributes.get("href") or ""):
                source_fields.document(made, link.text(separator=" "), href, answer_base(page, answer.url or base))
        return made

    return read_detail


def _record(card: LexborNode, selector: str, base: str, language: str | None, closed: bool) -> Record:
    record = Record("", language=language)
    source_fields.title(record, title_of(card, selector))
    href = link_of(card, selector)
    if href:
        source_fields.address(record, href, base)
    record.record_key = _key(record, base)
    lines = [line for line in lines_of(card) if line != record.title and not MORE.fullmatch(line)]
    record.text = "\n".join(lines) or None
    for link in [card] if card.tag == "a" else card.css("a[href]"):
        if DOCUMENT.search(_href(link)):
            source_fields.document(record, link.text(separator=" "), _href(link), base)
    record.call_type = call_filter.call_type(record.title)
    record.stated_status = "closed" if closed else None
    return record


def _key(record: Record, base: str) -> str:
    """The address on its host, with the host where it is another; the folded title where there is none."""
    if not record.url:
        return re.sub(r"[^a-z0-9]+", "-", fold(record.title)).strip("-")
    to, own = urlsplit(record.url), urlsplit(base)
    path = f"{to.path}?{to.query}" if to.query else to.path
    return path if to.hostname == own.hostname else f"{to.hostname}{path}"


def _distinct(records: list[Record]) -> list[Record]:
    """The records with the title beside the key where several different ones lead to one address."""
    titles: dict[str, set[str]] = {}
    for record in records:
        titles.setdefault(record.record_key, set()).add(record.title)
    for record in records:
        if len(titles[record.record_key]) > 1:
            record.record_key += "#" + re.sub(r"[^a-z0-9]+", "-", fold(record.title)).strip("-")
    return records


def _said(node: LexborNode) -> str:
    if node.tag == "img":
        return " ".join((node.attributes.get("alt") or "").split())
    words = " ".join(node.text(separator=" ").split())
    if words:
        return words
    image = node.css_first("img[alt]")
    return _said(image) if image else (node.attributes.get("title") or node.attributes.get("aria-label") or "").strip()


def _href(node: LexborNode) -> str:
    return (node.attributes.get("href") or "").strip()


def _in_closed_part(node: LexborNode) -> bool:
    part: LexborNode | None = node
    while part is not None and part.tag not in ("body", "html"):
        names = fold(re.sub(r"[-_]", " ", " ".join(str(part.attributes.get(name) or "") for name in ("id", "class"))))
        if (
            part is not node
            and CLOSED.search(names)
            and not OPEN.search(names)
            and re.search(r"convoc|call|fond|concurs|tab|panel|list|llamad|grant", names)
        ):
            return True
        part = part.parent
    return False


def _pager(page: LexborHTMLParser, url: str) -> Iterator[str]:
    for link in page.css("a[href]"):
        if "next" in (link.attributes.get("rel") or "").lower().split():
            yield _href(link)
    for link in page.css("link[rel=next]"):
        yield _href(link)
    for link in page.css("a[href]"):
        if _leads_on(link) and not _NO_LINK.match(_href(link)):
            yield _href(link)
    for part in page.css("[data-next-url]"):
        yield part.attributes.get("data-next-url") or ""


def _leads_on(link: LexborNode) -> bool:
    said = _said(link)
    if said in ARROWS:
        return True
    words = " ".join(re.findall(r"[^\W_]+", fold(said)))
    return bool(NEXT.fullmatch(words) or MORE_CARDS.fullmatch(words))


def _share(title: str, text: str) -> bool:
    """Whether half of the title's longer words stand in the text."""
    wanted = set(re.findall(r"\w{4,}", fold(title)))
    return not wanted or 2 * len(wanted & set(re.findall(r"\w{4,}", fold(text)))) >= len(wanted)
