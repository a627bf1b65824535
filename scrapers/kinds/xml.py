"""Sources that answer in XML of their own form."""

import re

from pipelines.language.messages import told
from scrapers.kinds.base import KindSpider
from scrapers.readers.answer import Answer

_PAGE = re.compile(r"<(?:!doctype html|html|body)\b", re.I)


class Spider(KindSpider):
    """A page is bad where its body is no XML, or a page for people; whether it is the source's own its sentinel
    says.
    """

    accept = "application/xml, text/xml;q=0.9"

    def wrong_with(self, answer: Answer) -> str | None:
        text = answer.text().lstrip("\ufeff \r\n\t")
        if text.startswith("<") and not _PAGE.search(text[:5000]):
            return None
        return told("note.not_xml", type=answer.content_type or told("note.untyped"))
