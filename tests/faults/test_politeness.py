"""How a crawl keeps its distance: one request at a time a host whatever sources ask it, pauses that the host asks
for, limits of its own.
"""

import threading
import time
from datetime import date

import pytest
from scrapy.http import Response

from scrapers.engine.crawl import crawl_all
from scrapers.middlewares.retry import retry_after, status_of

JSON = {"Content-Type": "application/json"}
DETAILS = "OPTIONS |= dict(ask_detail=ask_detail, read_detail=read_detail)\n"


@pytest.fixture
def crawl(server, write_source, tmp_path):
    """Crawl sources whose listing has calls a, b and c, a detail each. `code`: changes to their files."""

    def detail(path, times):
        return 200, JSON, b'{"id": "%s", "summary": "All of it."}' % path[-1].encode()

    def run(*ids, code=DETAILS, **options):
        for source_id in ids:
            server.routes[f"/{source_id}/list"] = (
                200,
                JSON,
                b'{"calls": [%s]}' % b", ".join(b'{"id": "%s", "title": "Call"}' % i for i in (b"a", b"b", b"c")),
            )
            server.routes[f"/{source_id}/detail"] = detail
            write_source(tmp_path / "sources", source_id, server.base, code)
        return crawl_all(
            ids,
            landing=tmp_path / "landing",
            run_id="one",
            as_of=date(2026, 3, 2),
            allow=server.allow,
            folder=tmp_path / "sources",
            delay_seconds=0,
            **options,
        )

    yield run
    server.routes.pop("/robots.txt", None)


def test_sources_of_one_host_take_turns(crawl, server):
    asked: list[int] = []
    under_way, lock, plain = 0, threading.Lock(), server.answer

    def counted(path):
        nonlocal under_way
        with lock:
            under_way += 1
            asked.append(under_way)
        time.sleep(0.02)
        with lock:
            under_way -= 1
        return plain(path)

    server.answer = counted
    try:
        manifests = crawl("one", "two", "three", parallel=3)
    finally:
        del server.answer
    assert [manifest["verdict"] for manifest in manifests] == ["ok"] * 3
    assert len(asked) == 15
    assert max(asked) == 1


def test_the_distance_that_robots_asks_for_is_kept(crawl, server):
    server.routes["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 0.5")
    began = time.monotonic()
    (manifest,) = crawl("slow")
    assert manifest["verdict"] == "ok"
    assert time.monotonic() - began > 3 * 0.5


def test_a_distance_that_the_crawl_has_no_time_for_is_said(crawl, server):
    server.routes["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 3600")
    (manifest,) = crawl("too_slow")
    assert (manifest["verdict"], manifest["counts"]["records"], manifest["counts"]["details_failed"]) == (
        "incomplete",
        3,
        3,
    )
    assert "pide 3600 s entre consultas" in manifest["note"]


def test_all_answers_together_have_a_limit(crawl):
    (manifest,) = crawl("much", limit_mib=0)
    assert (manifest["verdict"], manifest["counts"]["requests"], manifest["counts"]["details_failed"]) == (
        "incomplete",
        1,
        3,
    )
    assert "pasan de 0 MiB" in manifest["note"]


@pytest.mark.parametrize(
    ("headers", "seconds", "says"),
    [
        ({}, None, "HTTP 429"),
        ({"Retry-After": "120"}, 120, "HTTP 429, pide volver en 120 s"),
        ({"Retry-After": "soon"}, None, "HTTP 429"),
        ({"Retry-After": "-5"}, None, "HTTP 429"),
        (
            {"Retry-After": "Mon, 02 Mar 2026 15:05:00 GMT", "Date": "Mon, 02 Mar 2026 15:00:00 GMT"},
            300,
            "HTTP 429, pide volver el 02-03-2026 a las 12:05",
        ),
        (
            {"Retry-After": "Mon, 02 Mar 2026 15:00:00 GMT", "Date": "Mon, 02 Mar 2026 16:00:00 GMT"},
            0,
            "HTTP 429, pide volver el 02-03-2026 a las 12:00",
        ),
        ({"Retry-After": "Mon, 31 Feb 2026 15:00:00 GMT"}, None, "HTTP 429"),
    ],
)
def test_what_retry_after_asks_for(headers, seconds, says):
    response = Response("https://example.org/", status=429, headers=headers)
    assert retry_after(response) == seconds
    assert status_of(response) == says
