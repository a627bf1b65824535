"""WordPress and feeds, recognised.

Belongs here: which type of posts holds calls, which feed a page has. Does not belong: reading them
(`scrapers/readers/wordpress_posts.py`, `posts.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from scrapers.authoring.drafting.draft import Draft, Site, json_of, of_calls, quoted, secure, spoken
from scrapers.readers import posts
from scrapers.readers.answer import Answer

REST = "/wp-json/wp/v2/"
BUILT_IN = re.compile(r"post|page|attachment|nav_menu_item|wp_\w+|elementor\w*")


def api_of(page: Answer) -> str:
    """The address of the types of posts that the site's WordPress would tell, be it one or not."""
    if REST in page.url:
        return page.url.partition(REST)[0] + f"{REST}types"
    link = re.search(r"(?i)<link[^>]+https://api\.w\.org/[^>]+>", page.text())
    root = re.search(r"(?i)href=[\"']([^\"'?]+?)/?[\"']", link[0]) if link else None
    return secure(f"{urljoin(page.url, root[1] if root else '/wp-json')}/wp/v2/types", page.url)


def wordpress(page: Answer, types: Answer | None, about: Site) -> Iterator[Draft]:
    """A type of its own for calls, the best named first; else the posts."""
    known = json_of(types)
    if types is None or not isinstance(known, dict) or "post" not in known:
        return
    home = types.url.partition(REST)[0]
    for base in _own_types(known, asked := page.url.partition(REST)[2].partition("?")[0].strip("/")):
        yield Draft(
            "wordpress",
            f'WordPress REST API, type of post "{base}"',
            f"""\
from scrapers.readers import call_filter, wordpress_posts
from scrapers.source import Ask, Source


def ask(page: int) -> Ask:
    return wordpress_posts.ask({quoted(home)}, {quoted(base)}, page=page)
""",
            "ask(1)",
            f"call_filter.reader({spoken(about)}, only=lambda title, lead: True, following=ask)",
            0,
            sentinel="[",
        )
    category = re.search(
        r"(?i)[?&]categories=(\d+)|<link[^>]+/wp/v2/categories/(\d+)", page.url if asked else page.text()
    )
    number = category[category.lastindex or 0] if category else None
    also_as = [page.url] if posts.is_feed(page) else feeds(page)[:1]
    more = "".join(
        [f", feed={quoted(url)}" for url in also_as] + ([f', also="&categories={number}"'] if number else [])
    )
    yield Draft(
        "wordpress",
        "WordPress REST API, posts"
        + f" of category {number}" * bool(number)
        + "; its feed where refused" * bool(also_as),
        "from scrapers.readers import call_filter, wordpress_posts\nfrom scrapers.source import Source\n",
        f'wordpress_posts.ask({quoted(home)}, "posts"{more})',
        f"call_filter.reader({spoken(about)})",
        0,
        sentinel="link",
    )


def _own_types(known: dict[str, Any], asked: str) -> list[str]:
    """The types of posts that hold calls by their names, the best named first; the one alone that was asked for,
    where one was.
    """
    ranked = []
    for slug, told in known.items():
        if not isinstance(told, dict) or BUILT_IN.fullmatch(slug) or told.get("rest_namespace", "wp/v2") != "wp/v2":
            continue
        base = str(told.get("rest_base") or slug)
        rank = int(asked == base) if asked else of_calls(re.sub(r"[_-]", " ", f"{slug} {base} {told.get('name')}"))
        if rank and re.fullmatch(r"[\w-]+", base):
            ranked.append((rank, base))
    return [base for _, base in sorted(ranked)]


def feed(url: str, about: Site) -> Draft:
    return Draft(
        "feed",
        "RSS or Atom feed; the newest only",
        "from scrapers.readers import call_filter\nfrom scrapers.source import Ask, Source\n",
        f"Ask({quoted(url)})",
        f"call_filter.reader({spoken(about)})",
        0,
    )


def feeds(page: Answer) -> list[str]:
    """The feeds that a page links to, without those of comments, in its order."""
    links = page.html().css("link[rel~=alternate][href]") if "<" in page.text()[:2000] else []
    hrefs = [
        secure(urljoin(page.url, link.attributes.get("href") or ""), page.url)
        for link in links
        if re.fullmatch(r"application/(?:rss|atom)\+xml", (link.attributes.get("type") or "").lower())
    ]
    return list(dict.fromkeys(url for url in hrefs if "comment" not in url and "comentario" not in url))
