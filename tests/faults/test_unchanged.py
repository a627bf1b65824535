"""Conditional requests over real HTTP: a 304 stands for the listing that the last good crawl recorded."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from scrapers.engine.archive import BadArchive, Exchange, recorded_listings
from scrapers.engine.crawl import crawl_all
from scrapers.middlewares.conditional_get import known_answers, validators
from warehouse import connect
from warehouse.landing import land, runs

JSON = {"Content-Type": "application/json"}
PAGED = "OPTIONS |= dict(ask_detail=ask_detail, read_detail=read_detail)\n"
DETAIL = (200, JSON, b'{"id": "a", "summary": "All of it."}')


def listing(*ids, **more):
    return json.dumps({"calls": [{"id": i, "title": f"Call {i}"} for i in ids]} | more).encode()


@pytest.fixture
def host(server, write_source, tmp_path):
    """A host that answers 304 to whom has its version; `host.version` and `host.ids` change it; `crawl` crawls a
    day.
    """

    class Host:
        version, ids = "one", "ab"

        def answer(self, path, times):
            if server.headers[path].get("If-None-Match") == self.version:
                return 304, {"ETag": self.version}, b""
            return 200, JSON | {"ETag": self.version}, listing(*self.ids)

        def crawl(self, number, code="", replay=None):
            write_source(tmp_path / "sources", "tagged", server.base, code)
            (manifest,) = crawl_all(
                ["tagged"],
                landing=tmp_path / ("replayed" if replay else "landing"),
                run_id=f"{number}",
                as_of=date(2026, 3, number),
                allow=server.allow,
                folder=tmp_path / "sources",
                delay_seconds=0,
                replay=replay,
            )
            return manifest

        def records(self, number, home="landing"):
            return (tmp_path / home / "tagged" / f"{number}" / "records.jsonl").read_bytes()

        def asked(self):
            return {name for name in server.headers["/tagged/list"] if name.startswith("If-")}

    told = Host()
    server.routes |= {"/tagged/list": told.answer, "/tagged/detail": DETAIL}
    return told


def test_a_304_is_the_listing_as_it_was_seen_again_today(host, tmp_path):
    first = host.crawl(1)
    assert (first["verdict"], first["validators"], host.asked()) == ("ok", 1, set())
    second = host.crawl(2)
    today = f"{datetime.now(UTC):%d-%m-%Y}"
    assert (second["verdict"], second["note"]) == (
        "ok",
        f"2 registros en 1 página; sin cambios desde el {today}, según la fuente.",
    )
    assert len(host.asked()) == 1
    assert host.records(2) == host.records(1)
    replayed = host.crawl(2, replay=tmp_path / "landing" / "tagged" / "2" / "answers.warc.gz")
    assert (replayed["counts"], replayed["note"]) == (second["counts"], second["note"])
    assert host.records(2, "replayed") == host.records(2)
    third = host.crawl(3)  # from a landing that was itself a 304
    assert host.records(3) == host.records(1)
    assert third["note"] == second["note"]
    host.version, host.ids = "two", "a"
    for day in (4, 5):
        assert host.crawl(day)["verdict"] == "ok"
        assert b'"record_key":"b"' not in host.records(day)
    with connect(tmp_path / "warehouse.duckdb") as con:
        land(con, runs(tmp_path / "landing"))
        seen = con.execute(
            "SELECT record_key, last_seen_on, gone_on FROM landed.records ORDER BY record_key"
        ).fetchall()
    assert seen == [("a", date(2026, 3, 5), None), ("b", date(2026, 3, 3), date(2026, 3, 5))]


def test_changed_code_reads_the_known_answer_anew_and_a_damaged_archive_costs_a_download(host, tmp_path):
    host.crawl(1)
    manifest = host.crawl(2, PAGED)
    assert len(host.asked()) == 1
    assert manifest["counts"]["details_failed"] == 1  # that of b, which the host answers with a's
    assert b'"summary":"All of it."' in host.records(2)

    path = tmp_path / "landing" / "tagged" / "1" / "answers.warc.gz"  # of the last good crawl: the second was none
    path.write_bytes(path.read_bytes()[:200])
    manifest = host.crawl(3)
    assert (manifest["verdict"], host.asked()) == ("ok", set())
    with pytest.raises(BadArchive):
        list(recorded_listings(tmp_path / "nowhere.warc.gz"))


def test_only_a_listing_sent_whole_and_lately_is_asked_about():
    now = datetime(2026, 3, 9, tzinfo=UTC)
    good = Exchange(
        "GET", "https://example.org/", headers=[("ETag", "x")], role="listing", date="2026-03-08T12:00:00Z", body=b"[]"
    )

    def known(**changes):
        return list(known_answers([Exchange(**{name: getattr(good, name) for name in good.__slots__} | changes)], now))

    assert known() == ["https://example.org/"]
    assert known(date=f"{now - timedelta(days=7):%Y-%m-%dT%H:%M:%SZ}") == []
    assert known(headers=[("ETag", "x"), ("Catastro-Unchanged-Since", "2026-03-01T12:00:00Z")]) == []
    assert validators([("Last-Modified", "Mon"), ("etag", "x"), ("Date", "Tue")]) == {
        "If-None-Match": "x",
        "If-Modified-Since": "Mon",
    }
    assert known(role="detail") == known(method="POST") == known(status=206) == known(headers=[]) == []
