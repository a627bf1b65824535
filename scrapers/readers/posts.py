"""Posts: what feeds and WordPress sites both publish, read into the same record whichever served.

Belongs here: a post's parts, a feed's entries as posts, what every post states. Does not belong: WordPress's API
(`scrapers/readers/wordpress_posts.py`), which posts are calls (`scrapers/readers/call_filter.py`), what one source's
posts say besides (`scrapers/sources`). Format: RSS 2.0, RSS 1.0 and Atom by feedparser; WordPress numbers a post in its
guid, "?p=<id>", unless it was imported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate
from typing import Any

from pipelines.cleaning import source_fields
from pipelines.records import Record
from scrapers.readers.answer import Answer
from scrapers.source import Page

NUMBER = re.compile(r"[?&;]p=(\d+)")
MORE = re.compile(r"(?is)<a\b[^<>]*>[^<]*</a>\s*+(?=(?:</p>\s*+)?$)|\[(?:&hellip;|&#8230;|…|\.\.\.)\]")
SIGNED = re.compile(r"(?is)<p>\s*(?:The post|La entrada|A publicação)\s+<a\b.*")  # what feeds append to each post
PROTECTED = re.compile(r"^(?:Protegid[oa]|Protected|Protégée?|Geschützt|Protetto):\s|^Protégée?(?:\xa0|&nbsp;| ):\s")
"""What WordPress writes before the title of a post that asks for a password."""
_ASKS_FOR_IT = re.compile(
    r"post-password-form|\b(?:entrada|contenido) (?:está )?protegid[oa]|\bprotected post\b|\bpassword protected\b", re.I
)
ROOT = re.compile(r"<(?:rss|feed|(?:\w+:)?RDF)[\s>]", re.I)
US_DAY = re.compile(r"\b(\d\d)/(\d\d)/(\d{4})\b")  # Drupal's "Thu, 09/24/2026 - 14:00"


@dataclass(frozen=True, slots=True)
class Post:
    """A post as published; title, excerpt and content are HTML. `key` is its number, its address where the feed
    tells no number.
    """

    key: str
    title: str
    link: str
    published: str
    excerpt: str
    content: str


def is_feed(answer: Answer) -> bool:
    return bool(ROOT.search(answer.text()[:5000]))


def read(answer: Answer, read_post: Callable[[Post], Record | None]) -> Page:
    """The posts of a feed that `read_post` takes for calls; the others are skipped."""
    return page_of([_of_entry(entry) for entry in answer.entries()], read_post)


def page_of(posts: list[Post], read_post: Callable[[Post], Record | None]) -> Page:
    records = [record for post in posts if (record := read_post(post)) is not None]
    return Page(records, skipped=len(posts) - len(records), listed="\n".join(post.link for post in posts))


def record(post: Post, language: str | None) -> Record:
    """What every post states: key, title, address, day, excerpt and text."""
    made = Record(post.key, language=language)
    source_fields.title(made, post.title)
    source_fields.address(made, post.link)
    source_fields.day(made, "published_on", post.published)
    source_fields.prose(made, MORE.sub("", SIGNED.sub("", post.excerpt)))
    made.summary = made.text
    source_fields.prose(made, SIGNED.sub("", post.content))
    made.text = made.text or made.summary
    return made


def _of_entry(entry: Any) -> Post:
    link = str(entry.get("link") or "")
    number = NUMBER.search(str(entry.get("id") or ""))
    contents = entry.get("content") or []
    title, excerpt = str(entry.get("title") or ""), str(entry.get("summary") or "")
    content = str(contents[0].get("value") or "") if contents else ""
    if _ASKS_FOR_IT.search(excerpt) or _ASKS_FOR_IT.search(content):
        title = PROTECTED.sub("", title)
    return Post(
        key=number[1] if number else link,
        link=link,
        published=_day(entry),
        title=title,
        excerpt=excerpt,
        content=content,
    )


def _day(entry: Any) -> str:
    """The day as published, in ISO form: its own calendar's, not UTC's; the words where they are no day."""
    words = str(entry.get("published") or entry.get("updated") or "")
    if found := US_DAY.search(words):
        return f"{found[3]}-{found[1]}-{found[2]}"
    if parts := parsedate(words):
        return f"{parts[0]:04}-{parts[1]:02}-{parts[2]:02}"
    return words
