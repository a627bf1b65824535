"""What no fixture shows of a source: paging, and answers that are not the listing."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from pipelines.records import Record
from scrapers.readers.answer import Answer
from scrapers.readers.parse import read_detail, read_page
from scrapers.registry import registry
from scrapers.source import Ask, WrongDetail

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
SOURCES = registry()


def rows(source_id: str) -> list[dict[str, str]]:
    with (FIXTURES / source_id / "replay.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def answer(source_id: str, file: str) -> Answer:
    row = next(row for row in rows(source_id) if row["file"] == file)
    ask = Ask(row["url"], row["method"], json=json.loads(row["request_body"]) if row["request_body"] else None)
    return Answer((FIXTURES / source_id / file).read_bytes(), row["url"], row["content_type"], ask)


def test_grants_gov_pages_by_rows_until_all_announced_hits_are_seen() -> None:
    source = SOURCES["grants_gov"]
    body = answer("grants_gov", "search-0.json").json()

    def after(start: int, hits: int, asked: bool = True) -> int | None:
        body["data"].update(hitCount=hits, startRecord=start)
        ask = Ask(source.asks[0].url, "POST", json=source.asks[0].json | {"startRecordNum": start}) if asked else None
        following = source.read_listing(Answer(json.dumps(body).encode(), ask=ask)).next
        return following and following.json["startRecordNum"]

    assert [after(0, 112), after(50, 112), after(100, 112), after(50, 100), after(0, 50)] == [50, 100, None, None, None]
    assert after(50, 112, asked=False) == 100
    body["data"]["oppHits"] = []
    assert after(0, 112) is None


def test_eu_sedia_pages_by_hundreds() -> None:
    body = answer("eu_sedia", "page-1.json").json() | {"totalResults": 201, "pageNumber": 2}
    page = SOURCES["eu_sedia"].read_listing(Answer(json.dumps(body).encode()))
    assert page.next is not None
    assert page.next.url == SOURCES["eu_sedia"].asks[0].url.replace("pageNumber=1", "pageNumber=3")
    assert page.next.parts == SOURCES["eu_sedia"].asks[0].parts
    last = SOURCES["eu_sedia"].read_listing(Answer(json.dumps(body | {"pageNumber": 3}).encode()))
    assert last.next is None


@pytest.mark.parametrize(
    ("source_id", "body"),
    [
        ("grants_gov", b'{"errorcode": 1, "msg": "Down for maintenance", "data": {}}'),
        ("grants_gov", b"<html><body>Are you a robot?</body></html>"),
        ("eu_sedia", b'{"message": "Internal error"}'),
        ("eu_sedia", b""),
        ("agcid", b"<html><body><h1>Sitio en mantenci\xc3\xb3n</h1><a href='/contacto'>Contacto</a></body></html>"),
        ("worldbank_notices", b'{"error": {"code": 500}}'),
        ("worldbank_notices", b'{"procnotices": [], "total": null}'),
        ("ungm", b"<html><body><div>Are you a robot?</div></body></html>"),
        ("bdns", b'{"status": 500, "error": "Internal Server Error"}'),
        ("interreg", b'{"message": "Invalid Application-ID or API key", "status": 403}'),
    ],
)
def test_an_answer_that_is_no_listing_is_an_error(source_id: str, body: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_page(SOURCES[source_id], Answer(body))


def test_nsf_answer_that_is_no_feed_has_no_records() -> None:
    """feedparser makes nothing of a page; that nothing came is for the bounds to say."""
    assert read_page(SOURCES["nsf"], Answer(b"<html><body>Are you a robot?</body></html>")).records == []


def test_nsf_item_lands_without_title_or_guid() -> None:
    items = "<item><link>https://example.org/a</link></item><item><title>No key at all</title></item><item><guid>b</guid></item>"
    found = read_page(SOURCES["nsf"], Answer(f"<rss version='2.0'><channel>{items}</channel></rss>".encode()))
    # The crawl counts the keyless one and says so.
    assert [(record.record_key, record.title) for record in found.records] == [
        ("https://example.org/a", ""),
        ("", "No key at all"),
        ("b", ""),
    ]


def test_agcid_reads_lists_of_other_layouts() -> None:
    page = b"""<table><tr><td><a href="/noticias/77-abierta-convocatoria-de-voluntarios"><img src="x.jpg"></a></td>
    <td><a href="/noticias/77-abierta-convocatoria-de-voluntarios">Leer m\xc3\xa1s</a></td></tr>
    <tr><td><a href="https://www.agcid.gob.cl/noticias/78-visita">Visita a Examplia</a></td></tr></table>"""
    found = read_page(SOURCES["agcid"], Answer(page))
    (record,) = found.records
    assert (record.record_key, record.title, found.skipped) == ("77", "abierta convocatoria de voluntarios", 1)
    assert record.url == "https://www.agcid.gob.cl/noticias/77-abierta-convocatoria-de-voluntarios"


def test_agcid_detail_that_led_elsewhere_is_a_failed_one() -> None:
    source, home = SOURCES["agcid"], b"<html><body><h1>AGCID</h1></body></html>"
    with pytest.raises(WrongDetail):
        read_detail(source, Answer(home, "https://www.agcid.gob.cl/"), Record(record_key="4101"))
    with pytest.raises(WrongDetail):
        read_detail(
            source, Answer(b"<p>Not found</p>", "https://www.agcid.gob.cl/noticias/4101-x"), Record(record_key="4101")
        )


@pytest.mark.parametrize(
    ("start", "total", "after"), [(0, 101, 100), (400, 33950, None), (300, 33950, 400), (0, 100, None)]
)
def test_worldbank_pages_by_hundreds_within_its_window(start: int, total: int, after: int | None) -> None:
    body = answer("worldbank_notices", "notices-0.json").json() | {"os": str(start), "total": str(total)}
    page = SOURCES["worldbank_notices"].read_listing(Answer(json.dumps(body).encode()))
    assert page.announced == min(total, 500)
    following = SOURCES["worldbank_notices"].asks[0].url.replace("os=0", f"os={after}")
    assert (page.next and page.next.url) == (following if after else None)


def test_worldbank_reads_notices_keyed_by_their_id() -> None:
    body = answer("worldbank_notices", "notices-0.json").json()
    listed = read_page(SOURCES["worldbank_notices"], Answer(json.dumps(body).encode())).records
    body["procnotices"] = {notice.pop("id"): notice for notice in body["procnotices"]}
    assert read_page(SOURCES["worldbank_notices"], Answer(json.dumps(body).encode())).records == listed


@pytest.mark.parametrize(
    ("page", "total", "after"), [(0, "16", 1), (0, "15", None), (18, "15,290", 19), (19, "15,290", None)]
)
def test_ungm_pages_by_fifteen_within_its_window(page: int, total: str, after: int | None) -> None:
    text = answer("ungm", "search-0.html").text().replace('noticeTotal = "5"', f'noticeTotal = "{total}"')
    ask = Ask(SOURCES["ungm"].asks[0].url, "POST", json=SOURCES["ungm"].asks[0].json | {"PageIndex": page})
    following = SOURCES["ungm"].read_listing(Answer(text.encode(), ask=ask)).next
    assert (following and following.json["PageIndex"]) == after


@pytest.mark.parametrize(
    ("words", "closes_at", "zone", "doubts"),
    [
        ("22-Oct-2026 17:00 (GMT 5.30)", "2026-10-22T17:00:00+05:30", "+05:30", []),
        ("22-Oct-2026 17:00 (GMT -3.30)", "2026-10-22T17:00:00-03:30", "-03:30", []),
        ("22-Oct-2026 00:00 (GMT 0.00)", "2026-10-22T00:00:00+00:00", "+00:00", ["deadlines"]),
        ("22-Oct-2026 17:00 (GMT 5.50)", None, None, ["deadlines"]),
        ("22-Oct-2026", None, None, ["deadlines"]),
    ],
)
def test_ungm_keeps_the_zone_as_stated(words: str, closes_at: str | None, zone: str | None, doubts: list[str]) -> None:
    text = answer("ungm", "search-0.html").text().replace("22-Oct-2026 17:00\r\n            (GMT -3.00)", words)
    record = read_page(SOURCES["ungm"], Answer(text.encode())).records[0]
    (deadline,) = record.deadlines
    assert (deadline.closes_on, deadline.quote) == (date(2026, 10, 22), words)
    assert (deadline.closes_at and deadline.closes_at.isoformat(), deadline.timezone) == (closes_at, zone)
    assert [doubt.field for doubt in record.doubts] == doubts


@pytest.mark.parametrize(
    ("number", "total", "last", "after"),
    [
        (0, 51, False, 1),
        (0, 50, True, None),
        (4, 650000, False, 5),
        (5, 650000, False, None),
    ],
)
def test_bdns_pages_by_fifties_within_its_window(number: int, total: int, last: bool, after: int | None) -> None:
    body = answer("bdns", "list-0.json").json() | {"number": number, "totalElements": total, "last": last}
    page = SOURCES["bdns"].read_listing(Answer(json.dumps(body).encode()))
    assert page.announced == min(total, 300)
    following = SOURCES["bdns"].asks[0].url.replace("page=0", f"page={after}")
    assert (page.next and page.next.url) == (following if after else None)


@pytest.mark.parametrize(
    ("words", "doubts"),
    [
        ("9 de octubre de 2026", []),
        ("hasta el 09/10/2026", []),
        ("2026-10-09", []),
        ("9-10-2026, 14:00", []),
        ("9 de octubre de 2027", ["deadlines"]),
        ("19 de octubre de 2026", ["deadlines"]),
        ("Un mes desde la publicación", ["deadlines"]),
    ],
)
def test_bdns_prose_against_its_dates_is_a_doubt(words: str, doubts: list[str]) -> None:
    call = answer("bdns", "call-900101.json").json() | {"textFin": words}
    record = read_detail(SOURCES["bdns"], Answer(json.dumps(call).encode()), Record("900101"))
    assert [doubt.field for doubt in record.doubts] == doubts
    assert [deadline.closes_on for deadline in record.deadlines] == [date(2026, 10, 9)]


def test_interreg_pages_as_algolia_counts() -> None:
    body = answer("interreg", "search-0.json").json()
    body["results"][0] |= {"nbHits": 600, "nbPages": 2}
    first = SOURCES["interreg"].read_listing(Answer(json.dumps(body).encode()))
    assert first.next is not None
    assert (first.announced, first.next.json["requests"][0]["page"]) == (600, 1)
    body["results"][0]["page"] = 1
    assert SOURCES["interreg"].read_listing(Answer(json.dumps(body).encode())).next is None
