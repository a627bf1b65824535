"""Sources that list their calls on HTML pages."""

import re

from pipelines.language.messages import told
from scrapers.kinds.base import KindSpider
from scrapers.readers.answer import Answer

_PAGE = re.compile(r"<(?:!doctype html|html|head|body|main|div|table|ul|article|section)\b", re.I)


class Spider(KindSpider):
    """A page is bad where it holds no HTML."""

    accept = "text/html,application/xhtml+xml"

    def wrong_with(self, answer: Answer) -> str | None:
        if _PAGE.search(answer.text()[:20000]):
            return None
        return told("note.not_listing", type=answer.content_type or told("note.untyped"))
