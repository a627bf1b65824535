"""What stands at an address, told from its answers, as drafts of a source: the pure half of `catastro new-source`.

Belongs here: recognising WordPress, feeds, lists in JSON and listings of cards, and the text of a first file. Does not
belong: asking and writing (`scrapers/authoring/new_source.py`), what each form means once it is a source's
(`scrapers/readers/wordpress_posts.py`, `posts.py`, `cards.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from pipelines.cleaning.markup import plain_line
from pipelines.language.detection import detect
from scrapers.authoring.drafting.channels import feed, feeds, wordpress
from scrapers.authoring.drafting.draft import Draft, Site, json_of, words
from scrapers.authoring.drafting.links import cards
from scrapers.authoring.drafting.repetition import repeated
from scrapers.authoring.drafting.rows import json_rows
from scrapers.readers import posts
from scrapers.readers.answer import Answer
from scrapers.readers.call_filter import CALLS


def site(page: Answer) -> Site:
    """What the page, feed or JSON at an address says of its site; the host's name where it names none."""
    parts, text = urlsplit(page.url), page.text()
    head = re.search(r"(?is)<item[\s>]|<entry[\s>]", text)
    top = text[: head.start()] if posts.is_feed(page) and head else text
    name = re.search(r"(?is)<meta[^>]+og:site_name[^>]+content=[\"']([^\"']+)", top) or re.search(
        r"(?is)<title[^>]*>(.*?)</title>", top
    )
    told = re.search(r"(?is)<html[^>]*\blang=[\"']?([a-z]{2})", top) or re.search(r"(?is)<language>\s*([a-z]{2})", top)
    prose = text if (held := json_of(page)) is None else " ".join(_prose(held))
    spoken = told[1].lower() if told else detect(plain_line(prose[:20000]))
    named = words(re.sub(r"(?s)^<!\[CDATA\[(.*)\]\]>$", r"\1", name[1].strip())) if name else ""
    return Site(named[:70] or parts.netloc, spoken if spoken in CALLS else None, f"{parts.scheme}://{parts.netloc}/")


def drafts(page: Answer, types: Answer | None, about: Site, hint: str = "") -> Iterator[Draft]:
    """What the answers can be read as, the best first. `page`: what the address answers; `types`: WordPress's types
    of posts. `hint`: the title of one call, as it stands there: only lists and cards that have it are drafts then.
    """
    own = [feed(page.url, about)] if posts.is_feed(page) else []
    linked = own or [feed(url, about) for url in feeds(page)]
    narrow = own and (
        urlsplit(page.url).query or urlsplit(page.url).path.strip("/") not in ("feed", "rss", "feed/atom")
    )
    of_wordpress = list(wordpress(page, types, about))
    if not hint or own:
        yield from [*own, *of_wordpress] if narrow else [*of_wordpress, *linked]
    yield from json_rows(page, about, hint)
    yield from repeated(page, about, hint)
    yield from [] if hint else cards(page, about)


def _prose(value: Any) -> Iterator[str]:
    """The texts of several words in a JSON value."""
    if isinstance(value, str):
        yield from [value] if " " in value else []
    elif isinstance(value, dict | list):
        for held in value.values() if isinstance(value, dict) else value:
            yield from _prose(held)
