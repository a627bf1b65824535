"""Conditional requests: a listing that its host says is unchanged is the one that the last good crawl recorded.

Belongs here: what is asked with If-None-Match and If-Modified-Since, and what stands for a 304. Does not belong: which
crawl was good (`scrapers/engine/landing.py`). The known answer is recorded anew, so that each landing is whole by
itself and replays alike, and is read by today's code; its records are seen today, for the host says so. A host may say
so wrongly for ever: after `FOR_DAYS` it is asked without conditions.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from scrapy.http import Headers, Request, Response

from scrapers.engine.archive import Exchange

FOR_DAYS = 7
SINCE = "Catastro-Unchanged-Since"
"""Header of a recorded answer that stands for a 304: when its body was really sent."""
MOST_BYTES = 32 * 2**20


def known_answers(exchanges: Iterable[Exchange], now: datetime) -> dict[str, Exchange]:
    """By address, the listings of an archive that can be asked about: sent whole, not long ago, with a validator."""
    found: dict[str, Exchange] = {}
    held = 0
    for exchange in exchanges:
        if (
            exchange.role != "listing"
            or exchange.method != "GET"
            or exchange.status != 200
            or not validators(exchange.headers)
        ):
            continue
        held += len(exchange.body)
        if held <= MOST_BYTES and now - datetime.fromisoformat(sent_at(exchange)) < timedelta(days=FOR_DAYS):
            found[exchange.url] = exchange
    return found


def validators(headers: list[tuple[str, str]]) -> dict[str, str]:
    """The headers that ask whether an answer has changed, from the answer's own."""
    own = {name.lower(): value for name, value in headers}
    asked = {"If-None-Match": own.get("etag"), "If-Modified-Since": own.get("last-modified")}
    return {name: value for name, value in asked.items() if value}


def sent_at(exchange: Exchange) -> str:
    """When its body was really sent, in ISO form."""
    return next((value for name, value in exchange.headers if name == SINCE), exchange.date)


class Unchanged:
    """Nearest to the network: what it answers is recorded as any answer is."""

    def __init__(self, crawler: Any) -> None:
        self._run = crawler.spider.run

    @classmethod
    def from_crawler(cls, crawler: Any) -> Unchanged:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        known = self._run.known.get(request.url)
        if known is not None and request.method == "GET" and request.meta.get("role") == "listing":
            request.headers.update(validators(known.headers))

    def process_response(self, request: Request, response: Response) -> Response:
        known = self._run.known.get(request.url)
        if response.status != 304 or known is None:
            return response
        headers = Headers()
        for name, value in known.headers:
            if name != SINCE:
                headers.appendlist(name, value)
        headers[SINCE] = sent_at(known)
        return Response(request.url, headers=headers, body=known.body, request=request)
