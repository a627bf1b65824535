"""Sources that publish RSS or Atom feeds; each of `asks` is one feed."""

from pipelines.language.messages import told
from scrapers.kinds.base import KindSpider
from scrapers.readers import posts
from scrapers.readers.answer import Answer


class Spider(KindSpider):
    """A page is bad where it has no feed's root: feedparser reads any text as a feed without entries."""

    accept = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9"

    def wrong_with(self, answer: Answer) -> str | None:
        if posts.is_feed(answer):
            return None
        return told("note.not_feed", type=answer.content_type or told("note.untyped"))
