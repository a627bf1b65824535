"""Sources on WordPress: the REST API of the site first; its feed (`Ask.instead`) where the API is refused or is no
JSON.

What both answer is read in `scrapers/readers/wordpress_posts.py`, which sources share and which loads without Scrapy.
"""

from scrapers.kinds.base import KindSpider
from scrapers.readers import wordpress_posts
from scrapers.readers.answer import Answer


class Spider(KindSpider):
    """A page is bad where it is neither a list of posts nor a feed: an error in JSON, a login, a captcha."""

    accept = "application/json, application/rss+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8"

    def wrong_with(self, answer: Answer) -> str | None:
        return wordpress_posts.wrong_with(answer)

    def past_the_end(self, answer: Answer) -> bool:
        return wordpress_posts.past_the_end(answer)
