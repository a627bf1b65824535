"""Posts: what feeds and WordPress sites both publish, read into the same record whichever served.

Belongs here: a post's parts, a feed's entries as posts, what every post states. Does not belong: WordPress's API
(`scrapers/readers/wordpress_posts.py`), which posts are calls (`scrapers/readers/call_filter.py`), what one source's
posts say besides (`scrapers/sources`). Format: RSS 2.0, RSS 1.0 and Atom by feedparser; WordPress numbers a post in its
guid, "?p=<id>", unless it was imported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from pipelines.cleaning import source_fields
from pipelines.records import Record
from scrapers.readers.answer import Answer
from scrapers.readers.stated_days import order_of, stated
from scrapers.source import Page

NUMBER = re.compile(r"[?&;]p=(\d+)")
MORE = re.compile(r"(?is)<a\b[^<>]*>[^<]*</a>\s*+(?=(?:</p>\s*+)?$)|\[(?:&hellip;|&#8230;|…|\.\.\.)\]")
SIGNED = re.compile(r"(?is)<p>\s*(?:The post|La entrada|A publicação)\s+<a\b.*")  # what feeds append to each post
PROTECTED = re.compile(r"^(?:Protegid[oa]|Protected|Protégée?|Geschützt|Protetto):\s|^Protégée?(?:\xa0|&nbsp;| ):\s")
"""What WordPress writes before the title of a post that asks for a password."""
_ASKS_FOR_IT = re.compile(
    r"post-password-form|\b(?:entrada|contenido) (?:está )?protegid[oa]|\bprotected post\b|\bpassword protected\b", re.I
)
ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)[\s>]", re.I)


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
    guid: str = ""


def is_feed(answer: Answer) -> bool:
    return bool(ROOT.search(answer.text()[:5000]))


def read(answer: Answer, read_post: Callable[[Post], Record | None]) -> Page:
    """The posts of a feed that `read_post` takes for calls; the others are skipped."""
    feed = answer.feed()
    days = [_said_day(entry, feed.version) for entry in feed.entries]
    order = order_of(days, feed.language)
    base = urljoin(answer.url, feed.link)
    found = [
        _of_entry(entry, stated(day, order) if day else "", base) for entry, day in zip(feed.entries, days, strict=True)
    ]
    return page_of(_told_apart(found, answer.url), read_post)


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


def _of_entry(entry: Any, day: str, base: str) -> Post:
    link = source_fields.web_address(str(entry.get("link") or "") or None, base) or str(entry.get("link") or "")
    guid = str(entry.get("id") or "")
    number = NUMBER.search(guid)
    contents = entry.get("content") or []
    title, excerpt = str(entry.get("title") or ""), str(entry.get("summary") or "")
    content = str(contents[0].get("value") or "") if contents else ""
    if _ASKS_FOR_IT.search(excerpt) or _ASKS_FOR_IT.search(content):
        title = PROTECTED.sub("", title)
    return Post(
        key=number[1] if number else link or guid,
        link=link,
        published=day,
        title=title,
        excerpt=excerpt,
        content=content,
        guid=guid,
    )


def _told_apart(posts: list[Post], feed: str) -> list[Post]:
    """The posts of one feed by keys that tell them apart: where a number or an address is that of several posts, each
    takes its guid. A number is a site's own: where a feed has those of several sites, one of another site than the
    feed's comes with that site.
    """
    sites = {post.guid: urlsplit(post.guid).hostname or "" for post in posts if NUMBER.search(post.guid)}
    if len(set(sites.values())) > 1:
        own = urlsplit(feed).hostname
        own = own if own in sites.values() else Counter(sites.values()).most_common(1)[0][0]
        posts = [
            replace(post, key=f"{site}?p={post.key}") if (site := sites.get(post.guid)) and site != own else post
            for post in posts
        ]
    times, guids = Counter(post.key for post in posts), Counter(post.guid for post in posts)
    return [
        replace(post, key=post.guid) if times[post.key] > 1 and post.guid and guids[post.guid] == 1 else post
        for post in posts
    ]


def _said_day(entry: Any, version: str) -> str:
    """The words of the day on which an entry was published. RSS has no other day, and feedparser calls Dublin Core's
    "updated"; in Atom a change is no publication.
    """
    if said := entry.get("published"):
        return str(said)
    return "" if version.startswith("atom") else str(entry.get("updated") or "")
