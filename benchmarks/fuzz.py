"""What damaged answers do to a crawl: `python benchmarks/fuzz.py [variants of each file, 1000]`, or `make bench-fuzz`.

Each file of each source's fixture folder is cut, swapped, doubled and re-encoded at random, from a fixed seed, the
other files left whole, and crawled by the source's own spider with the answers at hand instead of a network. Counted:
crashes, and crawls that are `ok` with fewer records than the whole answers give. Bounds are loosened so that they hide
nothing: a minimum of one record, titles and addresses in half of them; only recorded pages and details are asked for.
The whole answers stand as the last good day. Ends with 1 where either is found.
"""

from __future__ import annotations

import asyncio
import collections
import csv
import dataclasses
import io
import json
import logging
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipelines.records import Record  # noqa: E402
from scrapers.engine.archive import Exchange, Replay, Writer  # noqa: E402
from scrapers.engine.child import spider_of  # noqa: E402
from scrapers.engine.job import Job  # noqa: E402
from scrapers.engine.requests import body_of  # noqa: E402
from scrapers.engine.verdict import GoodDay, judge  # noqa: E402
from scrapers.kinds.base import CrawlRun, Unanswered  # noqa: E402
from scrapers.readers.answer import Answer  # noqa: E402
from scrapers.registry import registry  # noqa: E402
from scrapers.source import Ask, Page, Source  # noqa: E402

FIXTURES = ROOT / "tests" / "fixtures"
SILENT = "ok with less"
SEED = 20260302
ENCODINGS = ("utf-16", "utf-8-sig", "latin-1", "cp1252", "utf-7", "cp850", "mac-roman")


def cut(body: bytes, chance: random.Random) -> bytes:
    """The beginning alone."""
    return body[: chance.randrange(len(body))]


def swapped(body: bytes, chance: random.Random) -> bytes:
    """Two stretches in each other's place."""
    a, b, c, d = sorted(chance.randrange(len(body) + 1) for _ in range(4))
    return body[:a] + body[c:d] + body[b:c] + body[a:b] + body[d:]


def doubled(body: bytes, chance: random.Random) -> bytes:
    """A stretch twice."""
    a, b = sorted(chance.randrange(len(body) + 1) for _ in range(2))
    return body[:b] + body[a:b] + body[b:]


def reencoded(body: bytes, chance: random.Random) -> bytes:
    """The words in another encoding, under the old label; from a place on, where two systems were joined."""
    place = chance.choice([0, chance.randrange(len(body))])
    return body[:place] + body[place:].decode(errors="replace").encode(chance.choice(ENCODINGS), errors="replace")


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (cut, swapped, doubled, reencoded)


def main() -> int:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    logging.disable(logging.CRITICAL)
    crashed, silent, began = 0, 0, time.process_time()
    for source_id in registry():
        for file, found in fuzz(source_id, times):
            crashed, silent = crashed + found["crash"], silent + found[SILENT]
            print(
                f"{source_id + '/' + file:45} {', '.join(f'{word} {count}' for word, count in sorted(found.items()))}",
                flush=True,
            )
    print(f"crashes {crashed}, {SILENT} {silent}; {time.process_time() - began:.0f} CPU s")
    return 1 if crashed or silent else 0


def fuzz(source_id: str, times: int) -> Iterator[tuple[str, collections.Counter[str]]]:
    """For each file of a source's fixture, how its damaged variants were judged."""
    exchanges = fixture(source_id)
    source = loosened(registry()[source_id], [exchange for _, exchange in exchanges])
    others = {ask.instead.url: ask.url for ask in source.asks if ask.instead}
    for file, exchange in exchanges:
        answers = [
            e for _, e in exchanges if e.url != others.get(exchange.url)
        ]  # a feed is read where the API is refused
        whole, verdict = crawl(source, answers)
        assert verdict == "ok", f"{source_id}: its whole fixture is {verdict}, so that damage to it tells nothing"
        calls = {key: (entry.listing.title, entry.listing.url) for key, entry in whole.entries.items()}
        good = GoodDay(date(2026, 3, 1), whole.tally.records, whole.tally.fill, calls)
        chance, found = random.Random(f"{SEED} {source_id} {file}"), collections.Counter[str]()
        for number in range(times):
            damage = DAMAGES[number % len(DAMAGES)]
            body = damage(exchange.body, chance)
            spoilt = [dataclasses.replace(e, body=body) if e is exchange else e for e in answers]
            found[outcome(source, spoilt, good)] += 1
        yield file, found


def loosened(source: Source, exchanges: list[Exchange]) -> Source:
    """The source with bounds that its fixture meets, which ends where the recorded pages do and asks for the
    recorded details alone.
    """
    recorded = [(e.method, e.url, json.loads(e.request_body) if e.request_body else None) for e in exchanges]
    ask_detail, ends = source.ask_detail, []

    def ask_recorded(record: Record) -> Ask | None:
        ask = ask_detail(record) if ask_detail else None
        return ask if ask and (ask.method, ask.url, ask.json) in recorded else None

    def read_recorded(answer: Answer) -> Page:
        page = source.read_listing(answer)
        if page.next and (page.next.method, page.next.url, page.next.json) not in recorded:
            ends.append(page.next)
        return page

    def read_to_the_end(answer: Answer) -> Page:
        page = source.read_listing(answer)
        return dataclasses.replace(page, next=None, pages=None) if page.next in ends else page

    loose = dataclasses.replace(
        source,
        read_listing=read_recorded,
        expected=(1, source.expected[1]),
        fill={"title": 0.5, "url": 0.5},
        ask_detail=ask_recorded if ask_detail else None,
    )
    crawl(loose, exchanges)
    return dataclasses.replace(loose, read_listing=read_to_the_end)


def outcome(source: Source, exchanges: list[Exchange], good: GoodDay) -> str:
    """One word for how a crawl of these answers ends."""
    try:
        run, verdict = crawl(source, exchanges, good)
    except Exception:
        return "crash"
    if run.tally.stopped:
        return "crash"
    return SILENT if verdict == "ok" and run.tally.records < good.records else verdict


def crawl(source: Source, exchanges: list[Exchange], good: GoodDay | None = None) -> tuple[CrawlRun, str]:
    """A crawl by the source's own spider, answered from the exchanges: what it leaves, and its verdict."""
    job = Job(sources=(source.id,), landing=ROOT, run_id="fuzz", as_of=date(2026, 3, 2))
    replay = Replay(exchanges)
    run = CrawlRun(
        source=source,
        archive=Writer(io.BytesIO()),
        replay=replay,
        ends_at=float("inf"),
        job=job,
        report=lambda event: None,
        before=good,
    )

    class Offline(spider_of(source.kind)):
        async def _fetch(self, ask: Ask, role: str) -> Answer:
            found = replay.take(ask.method, ask.url, body_of(ask)[0])
            if found is None:
                raise Unanswered("no está entre las respuestas grabadas", refused=True)
            headers = {name.lower(): value for name, value in found.headers}
            return Answer(found.body, ask.url, headers.get("content-type", ""), ask, headers)

    async def all_of_it() -> None:
        async for _ in Offline(run=run).start():
            pass

    asyncio.run(all_of_it())
    return run, judge(source, run.tally, good)[0]


def fixture(source_id: str) -> list[tuple[str, Exchange]]:
    """The answers of a source's fixture folder, by file."""
    folder = FIXTURES / source_id
    with (folder / "replay.tsv").open(encoding="utf-8", newline="") as rows:
        return [
            (
                row["file"],
                Exchange(
                    method=row["method"],
                    url=row["url"],
                    request_body=row["request_body"].encode(),
                    body=(folder / row["file"]).read_bytes(),
                    headers=[("Content-Type", row["content_type"])],
                ),
            )
            for row in csv.DictReader(rows, delimiter="\t")
        ]


if __name__ == "__main__":
    sys.exit(main())
