"""robots.txt: asked once a host, decoded like any answer, obeyed, its Crawl-delay too.

A host whose robots.txt breaks or cannot be reached is not crawled.

Scrapy's own middleware takes an unreachable robots.txt, or a 503, as leave to crawl.
"""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

from protego import Protego
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request

from pipelines.language.messages import told
from scrapers.engine.error_messages import reason
from scrapers.middlewares.retry import pause, status_of
from scrapers.readers.answer import Answer


class Robots(IgnoreRequest):
    """A request that robots.txt forbids."""


class Unaffordable(IgnoreRequest):
    """A request for which the time of the crawl is too short at the distance that robots.txt asks for."""


class RobotsMiddleware:
    """Holds each host's rules for the length of one crawl."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._agent: str = crawler.settings["USER_AGENT"]
        self._rules: dict[str, Protego | str] = {}
        self._asked_at: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Any) -> RobotsMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("role") == "robots":
            return
        parts = urlsplit(request.url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._rules:
            self._rules[host] = await self._ask(host)
        rules = self._rules[host]
        if isinstance(rules, str):
            raise Robots(rules)
        if not rules.can_fetch(request.url, self._agent):
            raise Robots(told("note.robots_forbids", host=parts.netloc))
        await self._keep_distance(host, float(rules.crawl_delay(self._agent) or 0))

    async def _keep_distance(self, host: str, delay: float) -> None:
        """Wait until as long after the last request to the host as its robots.txt asks."""
        since = time.monotonic() - self._asked_at.get(host, float("-inf"))
        if not await pause(self._crawler.spider.run, delay - since):
            raise Unaffordable(told("note.robots_delay", host=host, seconds=f"{delay:g}"))
        self._asked_at[host] = time.monotonic()

    async def _ask(self, host: str) -> Protego | str:
        """The host's rules, or why nothing of it may be asked."""
        try:
            answer = await self._crawler.engine.download_async(Request(f"{host}/robots.txt", meta={"role": "robots"}))
        except Exception as error:  # whatever broke on the way, the host cannot be asked for leave
            return told("note.robots_unread", host=host, why=reason(error, host, []))
        if answer.status >= 500 or answer.status == 429:
            return told("note.robots_answers", host=host, status=status_of(answer))
        said = Answer(answer.body, content_type=(answer.headers.get("Content-Type") or b"").decode("latin-1")).text()
        return Protego.parse(said if answer.status == 200 else "")
