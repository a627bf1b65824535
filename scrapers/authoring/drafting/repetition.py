"""Listings recognised by what stands in them again and again, whatever it links to.

Belongs here: which part of a page is the card, which part of a card is its title, how sure that is. Does not belong:
reading cards (`scrapers/readers/repeated.py`), cards known by their addresses (`links.py`).
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.cleaning.dates import find_days
from pipelines.cleaning.source_fields import web_address
from pipelines.language.normalisation import fold
from scrapers.authoring.drafting.draft import Draft, Site, of_calls, quoted
from scrapers.readers.answer import Answer
from scrapers.readers.call_filter import CALLS, announces
from scrapers.readers.cards import MORE
from scrapers.readers.repeated import ASIDE, link_of, next_page, title_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

NO_CARDS = frozenset(
    {
        "html",
        "body",
        "head",
        "br",
        "hr",
        "meta",
        "link",
        "base",
        "p",
        "span",
        "b",
        "strong",
        "em",
        "i",
        "img",
        "td",
        "th",
        "thead",
        "tbody",
        "input",
        "label",
        "button",
        "svg",
        "path",
        "h1",
    }
)
STABLE = re.compile(r"[a-z][a-z_-]{2,40}")
_STATE = re.compile(
    r"(?i)^(?:is-|has-|js-|active|open|closed|first|last|odd|even|row-\d|current|show|hide|col-|d-|m[tbxy]?-\d|p[tbxy]?-\d|text-|bg-|w-|h-|flex|grid-|post-\d|category-|tag-|status-|type-|hentry|wow|animate|fade)"
)
TITLES = (
    "h1, h2, h3, h4, h5, h6",
    "[class*=titl]",
    "[class*=titul]",
    "a",
    "th",
    "td:nth-child(1)",
    "td:nth-child(2)",
    "td:nth-child(3)",
    "td:nth-child(4)",
    "strong",
    "b",
    "img",
    "p",
    "span",
    "div",
)
LEAST = 2.2
"""What a card's parts must be worth together: a title alone is none."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """Cards by their selector, the selector of their title, what they are worth, how many there are."""

    selector: str
    title: str
    worth: float
    cards: int
    depth: int
    linked: bool
    begins: str
    hinted: bool


def repeated(page: Answer, about: Site, hint: str = "") -> Iterator[Draft]:
    """The part that most looks like a call and stands there again and again. `hint`: the title of one of the calls."""
    best = best_cards(page, about.language, hint)
    if best is None:
        return
    tree = page.html()
    tree.strip_tags(ASIDE)
    paged = next_page(tree, page.url) is not None
    title = f", title={quoted(best.title)}" if best.title else ""
    both = f"base=PAGE, language={quoted(about.language) if about.language else None}"
    yield Draft(
        "listing",
        f"one page of {best.cards} cards, each {best.selector.replace(chr(34), '')}; "
        + ("the page's own link to the next is followed" if paged else "no pager seen"),
        f"from scrapers.readers import repeated\nfrom scrapers.source import Ask, Source\n\nPAGE = {quoted(page.url)}\n",
        "Ask(PAGE)",
        f"repeated.listing({quoted(best.selector)}, {both}{title}{', paged=True' if paged else ''})",
        1,
        detail=f"ask_detail=repeated.own_page, read_detail=repeated.detail({both}),",
        sentinel=_mark(best, page),
        fill="" if best.linked else 'fill={"title": 0.95},',
    )


def _mark(best: Repeated, page: Answer) -> str:
    """What a listing of such cards always holds: the beginning of the addresses that they lead to, else a name of the
    card's.
    """
    if len(best.begins) > 3 and best.begins in page.text():
        return best.begins
    last = best.selector.rpartition(" ")[2]
    return last.rpartition(".")[2] if "." in last else f"<{last}"


def best_cards(page: Answer, language: str | None, hint: str = "") -> Repeated | None:
    """The cards of a page that are worth most, None where nothing that repeats looks like calls. With the title of a
    call as `hint`: the best of those that have it, whatever they look like.
    """
    if "<" not in page.text()[:2000]:
        return None
    tree = page.html()
    tree.strip_tags([*ASIDE, "header", "aside"])
    groups: dict[str, list[LexborNode]] = defaultdict(list)
    for node in tree.body.traverse() if tree.body else []:
        if (node.tag or "-")[0] not in "-_" and node.tag not in NO_CARDS:
            groups[_selector(node)].append(node)
    judged = [
        found
        for selector, nodes in groups.items()
        if len(nodes) > 1 and (found := _judged(selector, nodes[:200], page.url, language, hint))
    ]
    judged = [one for one in judged if one.hinted or (not hint and one.worth >= LEAST)]
    return max(
        judged, key=lambda one: (round(one.worth * min(one.cards, 12) ** 0.5, 2), one.cards, -one.depth), default=None
    )


def _selector(node: LexborNode) -> str:
    """A selector by the names of a node and of the two parts around it, without what tells one card from another."""
    parts: list[str] = []
    here = node
    while here is not None and len(parts) < 3 and here.tag not in ("body", "html", "form"):
        parts.append(_named(here))
        if here is not node and ("#" in parts[-1] or here.tag == "main"):
            break
        parent = here.parent
        if parent is None:
            break
        here = parent
    return " > ".join(reversed(parts))


def _named(node: LexborNode) -> str:
    names = [
        name
        for name in (node.attributes.get("class") or "").split()
        if STABLE.fullmatch(name) and not _STATE.match(name)
    ]
    return (node.tag or "") + "".join(f".{name}" for name in names[:2])


def _judged(selector: str, nodes: list[LexborNode], url: str, language: str | None, hint: str) -> Repeated | None:
    """What cards are worth: a title, an address of their own, a day, words of calls; nothing where most have several
    headings, for those are lists of cards.
    """
    if sum(len(node.css("h2, h3, h4, h5")) > 1 and len(set(_hrefs(node, url))) > 2 for node in nodes) * 2 > len(nodes):
        return None
    title, titles = _best_title(nodes, language, hint)
    titled = [(node, words) for node, words in zip(nodes, titles, strict=True) if words]
    if len(titled) < 2 or len({words for _, words in titled}) * 10 < len(titled) * 7:
        return None
    links = [to for node, _ in titled if (href := link_of(node, title)) and (to := web_address(href, url))]
    texts = [" ".join(node.text(separator=" ").split())[:3000] for node, _ in titled]
    share = len(titled)
    wordy = sum(len(words.split()) > 2 for _, words in titled) / share
    linked = len(set(links)) / share if links else 0.0
    dated = sum(bool(find_days(fold(text), language)) for text in texts) / share
    told = sum(announces(words, "", tuple(CALLS)) for _, words in titled) / share
    there = bool(of_calls(" ".join(sorted({urlsplit(link).path for link in links})[:30]) + " " + selector)) + bool(
        of_calls(url)
    )
    longer = sum(len(text) > len(words) + 12 for text, (_, words) in zip(texts, titled, strict=True)) / share
    inside = sum(len(set(_hrefs(node, url))) > 6 for node in nodes) / len(nodes)
    worth = 1.2 * wordy + 0.8 * min(linked, 1) + dated + 1.2 * told + 0.4 * there + 0.3 * longer - inside
    begins = _shared([link_of(node, title) for node, _ in titled])
    return Repeated(
        selector, title, worth, share, selector.count(">"), linked >= 0.95, begins, bool(hint) and hint in titles
    )


def _best_title(nodes: list[LexborNode], language: str | None, hint: str) -> tuple[str, list[str]]:
    """The selector of the part of a card that says what the call is, and what it says in each."""
    ranked = []
    for number, selector in enumerate(("", *TITLES)):
        said = [_clean(title_of(node, selector)) for node in nodes]
        some = [words for words in said if words]
        if 10 * len(some) < 7 * len(nodes):
            continue
        if hint and hint not in said:
            continue
        distinct = len(set(some)) / len(some)
        worded = sum(bool(re.search(r"[^\W\d_]{3}", words)) and not _is_day(words, language) for words in some) / len(
            some
        )
        fits = sum(8 <= len(words) <= 220 for words in some) / len(some)
        ranked.append((round(2 * distinct + worded + fits + len(some) / len(nodes), 1), -number, selector, said))
    if not ranked:
        return "", [""] * len(nodes)
    *_, selector, said = max(ranked, key=lambda one: one[:2])
    return selector, said


def _clean(words: str) -> str:
    return "" if MORE.fullmatch(words) or len(words) > 400 else words


def _is_day(words: str, language: str | None) -> bool:
    return len(words) < 40 and bool(find_days(fold(words), language))


def _hrefs(node: LexborNode, url: str) -> Iterator[str]:
    for link in node.css("a[href]"):
        yield web_address(link.attributes.get("href"), url) or ""


def _shared(links: list[str]) -> str:
    """How the addresses all begin, up to their last slash."""
    said = [link for link in links if link]
    same = itertools.takewhile(lambda letters: len(set(letters)) == 1, zip(*said, strict=False))
    begins = "".join(letters[0] for letters in same)
    return begins[: begins.rfind("/") + 1] if not re.search(r"[\s\"'\\]", begins) else ""
