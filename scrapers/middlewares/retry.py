"""When to ask again: as the host's answer or robots.txt says, else a little longer each time.

Belongs here: pauses, in the crawl's own time, and the retries that follow them. Does not belong: what is never asked
(`scrapers/middlewares/robots.py`), and the pause between requests that nobody asked for (AutoThrottle). A replay never
pauses, and retries what the recorded crawl retried.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Request, Response

from pipelines.language.messages import told
from pipelines.place import in_use

if TYPE_CHECKING:
    from scrapers.kinds.base import CrawlRun

MOST_SECONDS = 120.0
"""A server that asks for more is believed, and left alone until the next crawl."""


async def pause(run: CrawlRun, seconds: float) -> bool:
    """Wait, and say whether there was time for it: False, at once, where the crawl would end before."""
    if run.replay is not None or seconds <= 0:
        return True
    if time.monotonic() + seconds > run.ends_at:
        return False
    await asyncio.sleep(seconds)
    return True


def status_of(response: Response) -> str:
    """The status, with what its Retry-After asks for."""
    moment, asked = _moment(response), _header(response, "Retry-After")
    if moment is not None:
        at = moment.astimezone(in_use().zone)
        return told("note.come_back", status=response.status, day=f"{at:%d-%m-%Y}", hour=f"{at:%H:%M}")
    if 300 <= response.status < 400:
        return told("note.redirects", status=response.status, address=_header(response, "Location")[:80])
    if asked.isdecimal():
        return told("note.come_back_in", status=response.status, seconds=asked)
    return f"HTTP {response.status}"


def retry_after(response: Response) -> float | None:
    """The seconds that Retry-After asks for, None where it says nothing that can be read. A date counts from the
    answer's own.
    """
    asked, moment = _header(response, "Retry-After"), _moment(response)
    if moment is not None:
        return max(0.0, (moment - (_date(_header(response, "Date")) or datetime.now(UTC))).total_seconds())
    return float(asked) if asked.isdecimal() else None


class PatientRetries:
    """Scrapy's retries, each after a pause. It asks Scrapy's own and is none: that one does not wait."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler, self._retries = crawler, RetryMiddleware.from_crawler(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PatientRetries:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        again = self._retries.process_response(request, response)
        if not isinstance(again, Request):
            return response
        seconds = retry_after(response)
        if seconds is not None and seconds > MOST_SECONDS:
            return response
        return again if await pause(self._run, self._longer(again) if seconds is None else seconds) else response

    async def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:
        again = self._retries.process_exception(request, exception)
        return again if isinstance(again, Request) and await pause(self._run, self._longer(again)) else None

    @property
    def _run(self) -> CrawlRun:
        spider: Any = self._crawler.spider
        run: CrawlRun = spider.run
        return run

    def _longer(self, again: Request) -> float:
        tries: int = again.meta["retry_times"]
        return self._crawler.settings.getfloat("DOWNLOAD_DELAY") * 2.0**tries


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1").strip()


def _moment(response: Response) -> datetime | None:
    return _date(_header(response, "Retry-After"))


def _date(words: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
