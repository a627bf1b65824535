"""Sources that answer in JSON."""

from pipelines.language.messages import told
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
            return cut(answer.text()) or told("note.not_json_api", type=answer.content_type or told("note.untyped"))
        return None
