"""The crawl of one source, in order: each listing page by page, then a detail for each record.

Belongs here: asking, paging, details, and counting what happened. Does not belong: the source's values
(`scrapers/sources`), the judgement (`scrapers/engine/verdict.py`), retries, robots.txt and recording (middlewares,
which every request passes).

The spider awaits each answer before it asks the next: one request at a time, and no callback can lose an error.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import scrapy

from pipelines.language.messages import told
from pipelines.language.normalisation import fold
from pipelines.records import Record
from scrapers.engine.archive import Exchange, Replay, Writer
from scrapers.engine.completeness import cut, garbled_page, standing, unread
from scrapers.engine.error_messages import reason
from scrapers.engine.job import Job
from scrapers.engine.landing import Entries, Entry
from scrapers.engine.requests import same_request, to_request
from scrapers.engine.verdict import FIELDS, GoodDay, Tally, fill_rates
from scrapers.engine.walls import wall
from scrapers.middlewares.conditional_get import SINCE
from scrapers.middlewares.retry import status_of
from scrapers.middlewares.robots import Robots
from scrapers.readers.answer import Answer
from scrapers.readers.parse import read_detail, read_page, where
from scrapers.source import Ask, Page, Source

log = logging.getLogger(__name__)
REFUSALS = frozenset({401, 403, 404})
WALLED = frozenset({403, 405, 429, 503})
"""With which what stands before a page may come, where it does not come with 200."""
ENDS = frozenset({400, 404})
"""With which an API may answer for a page that it does not have."""


@dataclass(slots=True)
class CrawlRun:
    """What one crawl is given, and what it leaves. `ends_at` (monotonic): after it nothing more is asked.

    `known`: by address, the listings of the last good crawl that the host may say are unchanged.
    `before`: the last good crawl that this one is compared with, None where there is none.
    """

    source: Source
    archive: Writer
    replay: Replay | None
    ends_at: float
    job: Job
    report: Callable[[dict[str, Any]], None]
    tally: Tally = field(default_factory=Tally)
    entries: Entries = field(default_factory=Entries)
    known: dict[str, Exchange] = field(default_factory=dict)
    before: GoodDay | None = None


class Unanswered(Exception):
    """A request without an answer to read; the message says why, in Spanish. `refused`: it is not for us, today or
    tomorrow.
    """

    def __init__(self, why: str, refused: bool = False) -> None:
        super().__init__(why)
        self.refused = refused


def suspicions(answer: Answer, page: Page) -> list[str]:
    """Why a page that could be read may hide calls all the same."""
    text, found = answer.decoded(), []
    if (text.wrong or text.broken) and page.skipped:
        found.append(told("note.other_encoding", encoding=text.encoding))
    if text.text.lstrip().startswith("<") and (why := garbled_page(text.text)):
        found.append(why)
    return found


def another_call(known: Record, record: Record) -> bool:
    """Whether two records of one key and language are of two calls: their titles, of three words or more, share no half
    of them. Shorter ones tell nothing.
    """
    one, other = (set(re.findall(r"\w+", fold(held.title))) for held in (known, record))
    told = min(len(one), len(other)) > 2 and known.language == record.language
    return told and 2 * len(one & other) < max(len(one), len(other))


class KindSpider(scrapy.Spider):
    """What every kind does alike."""

    name = "catastro"
    accept = "*/*"
    answered = frozenset({200})
    run: CrawlRun

    def wrong_with(self, answer: Answer) -> str | None:
        """Why a listing answer is none of this kind, None where it is one."""
        raise NotImplementedError

    def past_the_end(self, answer: Answer) -> bool:
        """Whether an answer, of whatever status, says that the listing had no more pages than those before."""
        return False

    def asks(self) -> tuple[Ask, ...]:
        """The first request of each listing."""
        return self.run.source.asks

    async def start(self) -> AsyncIterator[Any]:
        """Crawl. Yields nothing to Scrapy: every answer is awaited here."""
        try:
            for ask in self.asks():
                await self._listing(ask)
            await self._details()
        except Exception as error:
            log.exception("the crawl broke")
            self.run.tally.stopped = told("note.interrupted", why=f"{type(error).__name__}: {error}")
        self._count()
        return
        yield

    async def _listing(self, ask: Ask | None) -> None:
        """Read one listing from its first page to its last, or to the first that is lost or bad."""
        tally, rows, moved, announced, pages = self.run.tally, 0, 0, None, None
        asked: list[tuple[str, str, bytes]] = []
        seen: set[tuple[str, ...]] = set()
        earlier: set[str] = set()
        while ask is not None:
            if len(asked) >= self.run.job.limit_pages:
                tally.short.append(told("note.no_end", pages=len(asked)))
                break
            asked.append(same_request(ask))
            page = await self._page(ask)
            if page is None:
                break
            keys = tuple(record.record_key for record in page.records)
            if keys and keys in seen:
                tally.short.append(told("note.repeats", page=len(asked)))
                break
            seen.add(keys)
            # What an earlier page held as well came again because the listing moved meanwhile: another row was passed
            # over.
            again = sum(record.record_key in earlier and self._kept_as_it_is(record) for record in page.records)
            rows, moved = rows + len(page.records) + page.skipped - again, moved + again
            earlier.update(filter(None, keys))
            announced = page.announced if page.announced is not None else announced
            pages = page.pages if page.pages is not None else pages
            self._keep(page)
            ask = None if self.run.job.sample else page.next
            if ask is not None and same_request(ask) in asked:
                tally.short.append(told("note.circles", page=len(asked)))
                break
        if announced is not None:
            tally.announced = (tally.announced or 0) + announced
            if rows < announced:
                message = "note.announced_distinct" if moved else "note.announced"
                tally.short.append(told(message, announced=announced, rows=rows))
        if pages is not None:
            tally.pages_announced = (tally.pages_announced or 0) + pages
            if ask is None and len(asked) < pages:  # a page that was lost or bad has said so itself
                tally.short.append(told("note.ended_early", pages=pages, page=len(asked)))

    async def _page(self, ask: Ask) -> Page | None:
        tally, source = self.run.tally, self.run.source
        try:
            answer = await self._fetch(ask, "listing")
        except Unanswered as error:
            if ask.instead is not None and error.refused:
                return await self._instead(ask.instead, str(error))
            tally.lost_pages.append(str(error))
            return None
        if self.past_the_end(answer):
            return Page([])
        if wrong := self._wrong_with(answer):
            if ask.instead is None:
                tally.bad_pages.append(wrong)
                return None
            tally.short += [why for why in [cut(answer.text())] if why]
            return await self._instead(ask.instead, wrong)
        try:
            page = read_page(source, answer)
        except Exception as error:
            log.exception("%s: a listing page cannot be read", answer.url)
            tally.bad_pages.append(wall(answer.text()) or told("note.unread_page", why=where(error, source.id)))
            return None
        if not page.records and not page.announced and (stands := wall(answer.text())):
            tally.bad_pages.append(stands)
            return None
        self._note(answer, page)
        return page

    def _wrong_with(self, answer: Answer) -> str | None:
        """Why an answer is no page of the listing, in a Spanish sentence."""
        sentinel = self.run.source.sentinel
        wrong = told("note.empty_body") if answer.is_empty() else self.wrong_with(answer)
        if not wrong and sentinel is not None and sentinel not in answer.text():
            wrong = told("note.no_sentinel", mark=sentinel)
        return (wall(answer.text()) or wrong) if wrong else None

    def _note(self, answer: Answer, page: Page) -> None:
        """What a page that was read says of the crawl: whether it is whole, unchanged, which calls of the last good
        day it still lists.
        """
        tally = self.run.tally
        tally.pages += 1
        if since := answer.headers.get(SINCE.lower()):
            tally.remarks.append(told("note.unchanged", day=f"{datetime.fromisoformat(since):%d-%m-%Y}"))
        if page.announced is None and (why := cut(answer.text())):
            tally.short.append(why)
        tally.suspect += suspicions(answer, page)
        if self.run.before and page.listed:
            read = self.run.entries.keys() | {record.record_key for record in page.records}
            missing = {key: call for key, call in self.run.before.calls.items() if key not in read}
            for key, addressed in standing(page.listed, missing).items():
                tally.standing[key] = addressed or tally.standing.get(key, False)

    async def _instead(self, ask: Ask, why: str) -> Page | None:
        """Read the other listing, and say so: it may hold only the newest, so that absence from it means nothing."""
        tally, page = self.run.tally, await self._page(ask)
        said = told("note.instead", url=ask.url, why=why)
        if page is None:
            tally.lost_pages.append(told("note.in_main", why=why))
        elif self.run.source.lists_all:
            tally.short.append(said)
        else:
            tally.remarks.append(said)
        return page

    def _keep(self, page: Page) -> None:
        """Keep each key's first record, or a later one that says more."""
        tally, entries = self.run.tally, self.run.entries
        tally.skipped += page.skipped
        for record in page.records:
            if not record.record_key:
                tally.unkeyed += 1
                continue
            known = entries.get(record.record_key)
            tally.skipped += known is not None
            if known is not None and another_call(known.listing, record):
                tally.short.append(told("note.one_key", key=record.record_key, title=record.title))
            if known is None or len(record.to_json()) > len(known.listing.to_json()):
                entries[record.record_key] = Entry(record)
        self._report()

    def _kept_as_it_is(self, record: Record) -> bool:
        return self.run.entries[record.record_key].listing == record

    async def _details(self) -> None:
        ask_detail, entries = self.run.source.ask_detail, self.run.entries
        if ask_detail is None:
            return
        for key, entry in entries.items():
            try:
                ask = ask_detail(entry.listing)
                if ask is None:
                    continue
                answer = await self._fetch(ask, "detail")
                entry.detail = read_detail(self.run.source, answer, entry.listing)
            except Unanswered as error:
                self._lose_detail(entry, str(error))
            except Exception as error:
                log.warning("%s: its detail cannot be read", entry.listing.record_key, exc_info=True)
                self._lose_detail(entry, told("note.unread_detail", why=where(error, self.run.source.id)))
            else:
                self.run.tally.details += 1
            entries[key] = entry
            self._report()
            if self.run.job.sample:
                break

    def _lose_detail(self, entry: Entry, why: str) -> None:
        entry.detail_failed = told("note.no_detail", why=why)
        self.run.tally.details_failed[why] += 1

    async def _fetch(self, ask: Ask, role: str) -> Answer:
        """The answer with a status of `answered`, after redirects and retries. Raises Unanswered."""
        trace: list[str] = []
        try:
            if time.monotonic() > self.run.ends_at:
                raise Unanswered(told("note.out_of_time"))
            if self.run.tally.received > self.run.job.limit_mib * 2**20:
                raise Unanswered(told("note.too_much", mib=self.run.job.limit_mib))
            request = to_request(ask, role, self.accept, self.run.source.languages, trace)
            response = await self.crawler.engine.download_async(request)
            headers = {
                name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
                for name, values in response.headers.items()
            }
            answer = Answer(response.body, response.url, headers.get("content-type", ""), ask, headers)
            if response.status not in self.answered and not (response.status in ENDS and self.past_the_end(answer)):
                stands = wall(answer.text()) if response.status in WALLED else None
                raise Unanswered(
                    f"{status_of(response)}{f', {stands}' if stands else ''}", refused=response.status in REFUSALS
                )
        except Unanswered:
            self.run.tally.failed += 1
            raise
        except Exception as error:
            self.run.tally.failed += 1
            raise Unanswered(reason(error, ask.url, trace), refused=isinstance(error, Robots)) from error
        self.run.tally.received += len(response.body)
        return answer

    def _count(self) -> None:
        tally, entries = self.run.tally, self.run.entries
        tally.records = len(entries)
        whole = (
            (entry.listing.overlay(entry.detail) if entry.detail else entry.listing, entry.detail_failed is not None)
            for entry in entries.values()
        )
        tally.fill = fill_rates(FIELDS, whole)
        if before := self.run.before:
            read = {key: (entry.listing.title, entry.listing.url) for key, entry in entries.items()}
            tally.unread = unread(before.calls, tally.standing, read)

    def _report(self) -> None:
        tally = self.run.tally
        self.run.report(
            {
                "event": "progress",
                "pages": tally.pages,
                "records": len(self.run.entries),
                "details": tally.details,
                "details_failed": tally.details_failed.total(),
            }
        )
