"""What WordPress sites answer: the posts of their REST API, or the same posts of their feed.

Belongs here: asking for posts, and reading those of the API like those of the feed, so that a post keeps its key
whichever served. Does not belong: which posts are calls (`scrapers/readers/call_filter.py`), what one source's say
(`scrapers/sources`), when the feed is read (`scrapers/kinds/base.py`). Format:
https://developer.wordpress.org/rest-api/ (at most 100 posts a page, totals in the headers x-wp-total and
x-wp-totalpages, `_fields`, HTML and entities in `rendered`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pipelines.records import Record
from scrapers.readers import posts
from scrapers.readers.answer import Answer
from scrapers.readers.posts import Post
from scrapers.source import Ask, Page

PER_PAGE = 100
FIELDS = "id,date,link,title,excerpt,content"


def ask(site: str, posts: str, feed: str | None = None, page: int = 1, also: str = "") -> Ask:
    """One page of a type of posts, newest first; the first page names the feed to read where the API is refused.
    `also`: more query.
    """
    instead = Ask(feed) if feed and page == 1 else None
    return Ask(f"{site}/wp-json/wp/v2/{posts}?per_page={PER_PAGE}&page={page}&_fields={FIELDS}{also}", instead=instead)


def wrong_with(answer: Answer) -> str | None:
    """Why an answer is neither a list of posts nor a feed, None where it is one."""
    if posts.is_feed(answer):
        return None
    try:
        body = answer.json()
    except ValueError:
        return f"se esperaba JSON o un canal y llegó {answer.content_type or 'un cuerpo sin tipo'}"
    if isinstance(body, list):
        return None
    return f"la API de WordPress responde {body.get('code') if isinstance(body, dict) else body!r}, no una lista"


def past_the_end(answer: Answer) -> bool:
    """Whether the API says that there is no such page: what follows a last page that was full, where no header told
    the totals.
    """
    if _page(answer) == 1 or not answer.body.lstrip().startswith(b"{"):
        return False
    try:
        body = answer.json()
    except ValueError:
        return False
    return isinstance(body, dict) and body.get("code") == "rest_post_invalid_page_number"


def read(
    answer: Answer, read_post: Callable[[Post], Record | None], *, following: Callable[[int], Ask] | None = None
) -> Page:
    """The posts that `read_post` takes for calls; the others are skipped. `following` asks for another page; None:
    the first is enough.
    """
    if wrong := wrong_with(answer):
        raise ValueError(f"{wrong}: capturarla y revisar la dirección en asks")
    if posts.is_feed(answer):
        return posts.read(answer, read_post)
    found = [_of_api(row) for row in answer.json() if isinstance(row, dict)]
    page = posts.page_of(found, read_post)
    if following is None:
        return page
    total, pages = _number(answer, "x-wp-total"), _number(answer, "x-wp-totalpages")
    # Where a proxy dropped the header, a full page has a next one.
    more = _page(answer) < pages if pages is not None else len(found) >= PER_PAGE
    return replace(page, announced=total, pages=pages, next=following(_page(answer) + 1) if more else None)


def _of_api(post: dict[str, Any]) -> Post:
    title, parts = _rendered(post.get("title")), (post.get("content"), post.get("excerpt"))
    if any(isinstance(part, dict) and part.get("protected") is True for part in parts):
        title = posts.PROTECTED.sub("", title)
    return Post(
        key=str(post.get("id") or ""),
        link=str(post.get("link") or ""),
        published=str(post.get("date") or ""),
        title=title,
        excerpt=_rendered(post.get("excerpt")),
        content=_rendered(post.get("content")),
    )


def _rendered(value: Any) -> str:
    return str((value.get("rendered") if isinstance(value, dict) else value) or "")


def _page(answer: Answer) -> int:
    asked = parse_qs(urlsplit(answer.ask.url if answer.ask else answer.url).query).get("page", ["1"])[0]
    return int(asked) if asked.isdecimal() else 1


def _number(answer: Answer, header: str) -> int | None:
    said = answer.headers.get(header, "")
    return int(said) if said.isdecimal() else None
