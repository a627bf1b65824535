"""What WordPress sites answer: the posts of their REST API, or the same posts of their feed.

Belongs here: asking for posts and reading them alike from both, so that a post keeps its key whichever served.
Does not belong: which posts are calls and what they say (`scrapers/sources`), when the feed is read (`scrapers/kinds/base.py`).
Format: https://developer.wordpress.org/rest-api/ (at most 100 posts a page, totals in the headers x-wp-total and x-wp-totalpages,
`_fields`, HTML and entities in `rendered`); a post's guid in feeds is its address by number, "?p=<id>", unless it was imported.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pipelines.cleaning import stated
from pipelines.records import Record
from scrapers.answer import Answer
from scrapers.source import Ask, Page

PER_PAGE = 100
FIELDS = "id,date,link,title,excerpt,content"
PUBLISHED = ("%Y-%m-%dT%H:%M:%S", "%a, %d %b %Y %H:%M:%S %z")
NUMBER = re.compile(r"[?&;]p=(\d+)")
MORE = re.compile(r"(?is)<a\b[^>]*>[^<]*</a>\s*(?=(?:</p>)?\s*$)|\[(?:&hellip;|&#8230;|…|\.\.\.)\]")
SIGNED = re.compile(r"(?is)<p>\s*(?:The post|La entrada|A publicação)\s+<a\b.*")  # what feeds append to each post
ROOT = re.compile(r"<(?:rss|feed)\b")


@dataclass(frozen=True, slots=True)
class Post:
    """A post as published; title, excerpt and content are HTML. `key` is its number, its address where the feed tells no number."""

    key: str
    title: str
    link: str
    published: str
    excerpt: str
    content: str


def ask(site: str, posts: str, feed: str | None = None, page: int = 1) -> Ask:
    """One page of a type of posts, newest first; the first page names the feed to read where the API is refused."""
    instead = Ask(feed) if feed and page == 1 else None
    return Ask(f"{site}/wp-json/wp/v2/{posts}?per_page={PER_PAGE}&page={page}&_fields={FIELDS}", instead=instead)


def wrong_with(answer: Answer) -> str | None:
    """Why an answer is neither a list of posts nor a feed, None where it is one."""
    text = answer.text()
    if ROOT.search(text[:5000]):
        return None
    try:
        body = json.loads(text)
    except ValueError:
        return f"se esperaba JSON o un canal y llegó {answer.content_type or 'un cuerpo sin tipo'}"
    if isinstance(body, list):
        return None
    return f"la API de WordPress responde {body.get('code') if isinstance(body, dict) else body!r}, no una lista"


def read(answer: Answer, read_post: Callable[[Post], Record | None], *, following: Callable[[int], Ask] | None = None) -> Page:
    """The posts that `read_post` takes for calls; the others are skipped. `following` asks for another page; None: the first is enough."""
    if wrong := wrong_with(answer):
        raise ValueError(f"{wrong}: capturarla y revisar la dirección en asks")
    is_feed = bool(ROOT.search(answer.text()[:5000]))
    rows = answer.entries() if is_feed else [row for row in answer.json() if isinstance(row, dict)]
    found = [_of_entry(row) if is_feed else _of_post(row) for row in rows]
    records = [record for post in found if post.key and (record := read_post(post)) is not None]
    total = answer.headers.get("x-wp-total", "")
    whole = following is not None and not is_feed
    return Page(
        records, announced=int(total) if whole and total.isdecimal() else None, skipped=len(found) - len(records),
        next=following(_page(answer) + 1) if following is not None and whole and _has_more(answer, len(found)) else None,
    )


def record(post: Post, language: str) -> Record:
    """What every post states: key, title, address, day, excerpt and text."""
    made = Record(post.key, language=language)
    stated.title(made, post.title)
    stated.address(made, post.link)
    stated.day(made, "published_on", post.published, *PUBLISHED)
    stated.prose(made, MORE.sub("", SIGNED.sub("", post.excerpt)))
    made.summary = made.text
    stated.prose(made, SIGNED.sub("", post.content))
    return made


def _of_post(post: dict[str, Any]) -> Post:
    return Post(
        key=str(post.get("id") or ""), link=str(post.get("link") or ""), published=str(post.get("date") or ""),
        title=_rendered(post.get("title")), excerpt=_rendered(post.get("excerpt")), content=_rendered(post.get("content")),
    )


def _of_entry(entry: Any) -> Post:
    link = str(entry.get("link") or "")
    number = NUMBER.search(str(entry.get("id") or ""))
    contents = entry.get("content") or []
    return Post(
        key=number[1] if number else link, link=link, published=str(entry.get("published") or ""),
        title=str(entry.get("title") or ""), excerpt=str(entry.get("summary") or ""),
        content=str(contents[0].get("value") or "") if contents else "",
    )


def _rendered(value: Any) -> str:
    return str((value.get("rendered") if isinstance(value, dict) else value) or "")


def _page(answer: Answer) -> int:
    asked = parse_qs(urlsplit(answer.ask.url if answer.ask else answer.url).query).get("page", ["1"])[0]
    return int(asked) if asked.isdecimal() else 1


def _has_more(answer: Answer, posts: int) -> bool:
    """By the header; where a proxy dropped it, a full page has a next one."""
    pages = answer.headers.get("x-wp-totalpages", "")
    return _page(answer) < int(pages) if pages.isdecimal() else posts >= PER_PAGE
