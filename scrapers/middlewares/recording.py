"""Where the archive meets Scrapy: every exchange is written down, and in a replay answered from the recorded ones.

Belongs here: the recorder (nearest to the network of all middlewares, so it sees retries, redirects and bytes as sent)
and the download handler of a replay. Does not belong: matching (`scrapers/engine/archive.py`) and reading
(`scrapers/kinds`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from scrapy.http import Headers, Request, Response

from scrapers.engine.archive import Exchange, is_robots
from scrapers.middlewares.conditional_get import validators

_NOT_RECORDED = "not recorded"


class NotInArchive(Exception):
    """A replayed request for which no recorded answer is left."""


class Recorder:
    """Counts and writes every exchange of the crawl."""

    def __init__(self, crawler: Any) -> None:
        self._run = crawler.spider.run

    @classmethod
    def from_crawler(cls, crawler: Any) -> Recorder:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if request.meta.get("role") != "robots":
            self._run.tally.requests += 1

    def process_response(self, request: Request, response: Response) -> Response:
        if _NOT_RECORDED in response.flags:
            return response
        if request.meta.get("role") != "robots":
            self._run.tally.answers += 1
        request.meta.setdefault("trace", []).append(f"HTTP {response.status}")
        headers = _pairs(response.headers)
        self._run.tally.validators += request.meta.get("role") == "listing" and bool(validators(headers))
        self._write(request, response.status, headers, response.body, request.meta.get("recorded_on"))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if not isinstance(exception, NotInArchive):
            self._write(request, None, [], b"", None)

    def _write(
        self, request: Request, status: int | None, headers: list[tuple[str, str]], body: bytes, recorded_on: str | None
    ) -> None:
        self._run.archive.write(
            Exchange(
                method=request.method,
                url=request.url,
                request_body=request.body,
                request_headers=_pairs(request.headers),
                status=status,
                headers=headers,
                body=body,
                role=request.meta.get("role", ""),
                date=recorded_on or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            )
        )


class ReplayHandler:
    """Answers http and https from the recorded answers. Opens no connection and asks no resolver."""

    lazy = False

    def __init__(self, crawler: Any) -> None:
        self._run = crawler.spider.run

    @classmethod
    def from_crawler(cls, crawler: Any) -> ReplayHandler:
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        found: Exchange | None = self._run.replay.take(request.method, request.url, request.body)
        if found is not None and found.status is not None:
            request.meta["recorded_on"] = found.date
            headers = Headers()
            for name, value in found.headers:
                headers.appendlist(name, value)
            return Response(request.url, status=found.status, headers=headers, body=found.body, request=request)
        if is_robots(request.url):
            return Response(request.url, status=404, flags=[_NOT_RECORDED], request=request)
        raise NotInArchive(request.url)

    async def close(self) -> None:
        """Nothing is held open."""


def _pairs(headers: Headers) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values]
