"""Sources that answer in JSON."""

from scrapers.engine.completeness import cut
from scrapers.kinds.base import KindSpider
from scrapers.readers.answer import Answer


class Spider(KindSpider):
    """A page is bad where its body is no JSON, whatever its content type says."""

    accept = "application/json"

    def wrong_with(self, answer: Answer) -> str | None:
        try:
            answer.json()
        except ValueError:
            return cut(answer.text()) or f"se esperaba JSON y llegó {answer.content_type or 'un cuerpo sin tipo'}"
        return None
