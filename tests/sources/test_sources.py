"""Every source against its fixture folder, exactly; and against recorded answers where they stand beside the checkout.

A fixture folder holds invented answers in the source's real format, `replay.tsv` (which request each answers) and
`expected.json`: {"listing": {file: {"announced", "skipped", "next", "records"}}, "detail": {file: {"of": record_key,
"record"}}}.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.records import Record
from scrapers.readers.answer import Answer
from scrapers.readers.bulk_files import dated
from scrapers.readers.parse import parse, read_detail, read_page
from scrapers.registry import about, registry
from scrapers.source import Ask, WrongDetail

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
CAPTURES = ROOT.parent / "shared" / "captures"
SOURCES = registry()
recorded = pytest.mark.skipif(not CAPTURES.is_dir(), reason="no recorded answers beside the checkout")


def rows(source_id: str) -> list[dict[str, str]]:
    with (FIXTURES / source_id / "replay.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def answer(source_id: str, file: str) -> Answer:
    row = next(row for row in rows(source_id) if row["file"] == file)
    ask = Ask(row["url"], row["method"], json=json.loads(row["request_body"]) if row["request_body"] else None)
    return Answer((FIXTURES / source_id / file).read_bytes(), row["url"], row["content_type"], ask)


def expected(source_id: str) -> dict[str, Any]:
    return json.loads((FIXTURES / source_id / "expected.json").read_text(encoding="utf-8"))


def of_kind(kind: str) -> list[tuple[str, str]]:
    return [(source_id, file) for source_id in SOURCES for file in expected(source_id)[kind]]


def same_request(ask: Ask, row: dict[str, str]) -> bool:
    body = json.loads(row["request_body"]) if row["request_body"] else None
    return (ask.method, ask.url) == (row["method"], row["url"]) and (body is None or ask.json == body)


@pytest.mark.parametrize("source_id", SOURCES)
def test_source_is_whole(source_id: str) -> None:
    """The docstring's headings stand in order; every answer of the folder is expected and every first request is
    answered.
    """
    source, listed, said = SOURCES[source_id], rows(source_id), expected(source_id)
    text = about(source_id)
    places = [text.find(f"\n{heading}") for heading in ("Publisher:", "Caveats:", "Format:", "Proof:")]
    assert -1 not in places
    assert places == sorted(places)
    assert source.proof in text[places[-1] :]
    assert {row["file"] for row in listed} == {*said["listing"], *said["detail"]}
    assert all(
        any(same_request(dated(ask, date.fromisoformat(row["date"])), row) for row in listed) for ask in source.asks
    )


@pytest.mark.parametrize(("source_id", "file"), of_kind("listing"))
def test_listing(source_id: str, file: str) -> None:
    page = read_page(SOURCES[source_id], answer(source_id, file))
    found = {
        "announced": page.announced,
        "skipped": page.skipped,
        "next": page.next.url if page.next else None,
        "records": [record.to_json() for record in page.records],
    }
    assert found == expected(source_id)["listing"][file]
    assert (SOURCES[source_id].sentinel or "") in answer(source_id, file).text()
    assert [Record.from_json(values) for values in found["records"]] == page.records


@pytest.mark.parametrize(("source_id", "file"), of_kind("detail"))
def test_detail(source_id: str, file: str) -> None:
    source, said = SOURCES[source_id], expected(source_id)["detail"][file]
    listed = [record for page in expected(source_id)["listing"].values() for record in page["records"]]
    record = Record.from_json(next(values for values in listed if values["record_key"] == said["of"]))
    assert source.ask_detail is not None
    ask = source.ask_detail(record)
    assert ask is not None
    assert same_request(ask, next(row for row in rows(source_id) if row["file"] == file))
    assert read_detail(source, answer(source_id, file), record).to_json() == said["record"]
    with pytest.raises(WrongDetail):
        read_detail(source, answer(source_id, file), Record(record_key="31337"))


TEXTS = [
    case for case in of_kind("listing") if not answer(*case).body.startswith(b"PK")
]  # an archive has no encoding to mislabel


@pytest.mark.parametrize(("source_id", "file"), TEXTS)
def test_mislabelled_encoding_changes_no_word(source_id: str, file: str) -> None:
    """The same words in Windows-1252, labelled UTF-8: the same records, each with the doubt."""
    true = answer(source_id, file)
    if true.text().isascii() or true.text().encode("cp1252", "ignore").decode("cp1252") != true.text():
        pytest.skip(
            "a live answer as new-source keeps it: all its letters, or not all of them, stand in both encodings"
        )
    label = f"{true.content_type.split(';')[0]}; charset=utf-8"
    page = read_page(SOURCES[source_id], Answer(true.text().encode("cp1252"), true.url, label, true.ask))
    assert all(record.doubts[-1].field == "encoding" for record in page.records)
    for record in page.records:
        record.doubts.pop()
    assert [record.to_json() for record in page.records] == expected(source_id)["listing"][file]["records"]


HOSTILE = [
    None,
    "",
    0,
    -1,
    True,
    [],
    {},
    [None],
    [[]],
    {"a": 1},
    "31/31/2026",
    "<script>alert(1)</script>",
    "\u0000\ud7ff",
    "9" * 400,
    "[{broken",
    "5",
    '{"budgetTopicActionMap": 5}',
    '{"budgetTopicActionMap": {"1": [{"action": 5}]}}',
]


def spoiled(value: dict[str, Any], kept: set[str]) -> list[dict[str, Any]]:
    """The object with one field at a time gone, or holding what nobody would expect."""
    fields = [name for name in value if name not in kept]
    gone = [{name: held for name, held in value.items() if name != field} for field in fields]
    return gone + [value | {field: hostile} for field in fields for hostile in HOSTILE]


def test_no_hostile_field_loses_a_record() -> None:
    search, page = answer("grants_gov", "search-0.json").json(), answer("eu_sedia", "page-1.json").json()
    hits = [hit | {"id": f"{number}"} for number, hit in enumerate(spoiled(search["data"]["oppHits"][1], {"id"}))]
    search["data"] |= {"oppHits": hits, "hitCount": len(hits)}
    read = read_page(SOURCES["grants_gov"], Answer(json.dumps(search).encode()))
    assert [record.record_key for record in read.records] == [hit["id"] for hit in hits]

    results = []
    for result in page["results"]:
        for metadata in spoiled(result["metadata"], {"type", "identifier", "DATASOURCE"}):
            number = f"{len(results)}PROSPECTSEN"
            topic = {"identifier": [f"T{number}"]} if result["metadata"]["type"] == ["1"] else {"type": ["8"]}
            results.append(result | {"reference": number, "metadata": metadata | topic | {"DATASOURCE": ["SEDIA"]}})
    read = read_page(
        SOURCES["eu_sedia"], Answer(json.dumps({"results": results, "totalResults": len(results)}).encode())
    )
    assert len(read.records) == len(results)
    assert all(Record.from_json(record.to_json()) == record for record in read.records)


@pytest.mark.parametrize(
    ("table", "total", "doubts"),
    [
        (
            '{"budgetTopicActionMap": {"1": [{"action": "T-1 - RIA", "budgetYearMap": {"2026": "5", "2027": "0"}}]}}',
            "5",
            [],
        ),
        (
            '{"budgetTopicActionMap": {"1": [{"action": "T-1 - RIA", "budgetYearMap": {"2026": "5", "2027": "6"}}]}}',
            None,
            [],
        ),
        (
            '{"budgetTopicActionMap": {"1": [{"action": "T-1-two-stage - RIA", "budgetYearMap": {"2026": "5"}}]}}',
            None,
            [],
        ),
        ('{"budgetTopicActionMap": {"1": [{"action": "T-1 - RIA", "budgetYearMap": [5]}]}}', None, ["amount_total"]),
        (
            '{"budgetTopicActionMap": {"1": [{"action": "T-1 - RIA", "budgetYearMap": {"2026": "much"}}]}}',
            None,
            ["amount_total"],
        ),
        ('{"budgetTopicActionMap": {"1": [{"act', None, ["amount_total"]),
        ("[]", None, ["amount_total"]),
    ],
)
def test_eu_sedia_takes_the_topics_own_line_of_the_budget_table(
    table: str, total: str | None, doubts: list[str]
) -> None:
    metadata = {"type": ["1"], "identifier": ["T-1"], "title": ["A topic"], "budgetOverview": [table]}
    result = {"reference": "1TOPICSen", "url": "https://example.org/", "metadata": metadata}
    (record,) = read_page(
        SOURCES["eu_sedia"], Answer(json.dumps({"results": [result], "totalResults": 1}).encode())
    ).records
    assert record.to_json().get("amount_total") == total
    assert record.currency == ("EUR" if total else None)
    assert [doubt.field for doubt in record.doubts] == doubts


@pytest.mark.parametrize("file", ["detail-900001.json", "detail-900002.json"])
def test_no_hostile_field_fails_a_detail(file: str) -> None:
    body = answer("grants_gov", file).json()
    part = "forecast" if file == "detail-900002.json" else "synopsis"
    bodies = spoiled(body["data"], {"id"}) + [
        body["data"] | {part: changed} for changed in spoiled(body["data"][part], set())
    ]
    for data in bodies:
        record = read_detail(
            SOURCES["grants_gov"],
            Answer(json.dumps({"data": data}).encode()),
            Record(record_key=str(body["data"]["id"])),
        )
        assert Record.from_json(record.to_json()) == record


@pytest.mark.parametrize(
    ("source_id", "file", "rows_of", "key"),
    [
        ("worldbank_notices", "notices-0.json", lambda body: body["procnotices"], "id"),
        ("bdns", "list-0.json", lambda body: body["content"], "numeroConvocatoria"),
        ("interreg", "search-0.json", lambda body: body["results"][0]["hits"], "objectID"),
    ],
)
def test_no_hostile_field_loses_a_row(source_id: str, file: str, rows_of: Any, key: str) -> None:
    body = answer(source_id, file).json()
    held = rows_of(body)
    held[:] = [row | {key: f"{number}"} for number, row in enumerate(spoiled(held[0], {key}))]
    read = read_page(SOURCES[source_id], Answer(json.dumps(body).encode()))
    assert [record.record_key for record in read.records] == [row[key] for row in held]
    assert all(Record.from_json(record.to_json()) == record for record in read.records)


@pytest.mark.parametrize("file", ["call-900101.json", "call-900102.json"])
def test_no_hostile_field_fails_a_detail_of_bdns(file: str) -> None:
    body = answer("bdns", file).json()
    for call in spoiled(body, {"codigoBDNS"}):
        record = read_detail(SOURCES["bdns"], Answer(json.dumps(call).encode()), Record(record_key=body["codigoBDNS"]))
        assert Record.from_json(record.to_json()) == record


def test_importing_the_sources_is_light() -> None:
    code = "import sys; from scrapers.registry import registry; registry(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"scrapy", "duckdb", "dagster", "pandas", "feedparser", "selectolax"} & set(loaded)


# What no fixture shows: paging, and answers that are not the listing.


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


# Recorded answers. Only counts and facts are written here: their text stays with them.


def records(source_id: str, path: str, **how: Any) -> list[Record]:
    return parse(SOURCES[source_id], (CAPTURES / path).read_bytes(), **how)


@recorded
@pytest.mark.parametrize(("file", "count", "forecasts"), [("00", 50, 4), ("01", 50, 6), ("02", 50, 0)])
def test_recorded_grants_gov_searches(file: str, count: int, forecasts: int) -> None:
    found = records("grants_gov", f"grants-gov-search2/{file}-api-grants-gov-v1-api-search2.json")
    assert len({record.record_key for record in found}) == count
    assert sum(record.stated_status == "forecast" for record in found) == forecasts
    assert not any(record.deadlines for record in found if record.stated_status == "forecast")
    assert all(record.title and record.funder and record.references and record.published_on for record in found)
    assert not any(("&" in record.title and ";" in record.title) or "  " in record.title for record in found)
    assert not any(record.currency or record.amount_max for record in found)


@recorded
def test_recorded_day_of_grants_gov() -> None:
    pages = [records("grants_gov", f"day/grants-gov-search-{number}.json") for number in range(3)]
    assert len({record.record_key for page in pages for record in page}) == 112
    (detail,) = records("grants_gov", "day/grants-gov-detail.json", as_="detail")
    assert detail.record_key == "363179"
    assert "–" in detail.title
    assert [deadline.closes_on for deadline in detail.deadlines] == [date(2026, 9, 9)]
    assert detail.deadlines[0].closes_at is None
    assert (detail.amount_min, detail.amount_max, detail.amount_total, detail.currency) == (None, None, None, None)
    assert (detail.call_type, detail.stated_status, detail.documents) == ("grant", "open", [])
    assert detail.text is not None
    assert "principal place of business in the United States" in detail.text
    assert "example.org" not in str(detail)


@recorded
def test_recorded_cascade_calls() -> None:
    first, second, *others = records("eu_sedia", "eu-sedia/sedia_cascade.json")
    assert [len(record.deadlines) for record in (first, second, *others)] == [7, 7, 6, 2]
    assert first.record_key != second.record_key
    assert (first.deadline_kind, str(first.amount_total), first.currency) == ("multiple", "30500", "EUR")
    assert first.title != "Specialised education programmes in key capacity areas"
    assert not any(record.references for record in (first, second, *others))
    assert all(record.stated_status == "open" for record in (first, second, *others))


@recorded
def test_recorded_topics() -> None:
    topics = records("eu_sedia", "eu-sedia/sedia_search.json")
    assert len(topics) == 4
    assert all(
        record.references == [record.record_key] and len(record.deadlines) == 1 and not record.doubts
        for record in topics
    )
    (forecast,) = records("eu_sedia", "eu-sedia/portal_search_page.first-record.json")
    assert [(deadline.closes_on.isoformat(), deadline.stage) for deadline in forecast.deadlines] == [
        ("2027-04-08", 1),
        ("2027-09-14", 2),
    ]
    assert (forecast.stated_status, forecast.deadline_kind, forecast.amount_max) == ("forecast", "two_stage", None)
    assert [doubt.field for doubt in forecast.doubts] == ["amount_total"]
    assert len(records("eu_sedia", "day/eu-sedia-1.json")) == 9


@recorded
def test_recorded_nsf_feeds() -> None:
    new = records("nsf", "nsf-funding-rss/00-www-nsf-gov-rss-rss-www-funding-xml.xml")
    due = records("nsf", "nsf-funding-rss/02-www-nsf-gov-rss-rss-www-funding-upcoming-rss-xml.xml")
    assert (len(new), len(due), len({record.record_key for record in new + due})) == (20, 10, 30)
    assert all(record.published_on and not record.title.endswith(":") for record in new)
    assert sum(bool(record.deadlines) for record in due) == 6
    assert sum(bool(record.key_dates) for record in due) == 4
    assert all(len(record.references) == 1 for record in due)
    assert not any("&amp;" in (record.text or "") or "&nbsp;" in (record.text or "") for record in new + due)
    sentences = [sentence for record in new for sentence in (record.text or "").split(". ")]
    assert len(sentences) == len(set(sentences))


@recorded
@pytest.mark.parametrize(
    "path", ["worldbank-procnotices/worldbank_procnotices.excerpt.json", "day/world-bank-notices.json"]
)
def test_recorded_worldbank_notices(path: str) -> None:
    found = {record.record_key: record for record in records("worldbank_notices", path)}
    assert {key: record.call_type for key, record in found.items()} == {
        "OP00468319": "award_notice",
        "OP00468190": "tender",
        "OP00467875": "tender",
    }
    days = {key: [deadline.closes_on.isoformat() for deadline in record.deadlines] for key, record in found.items()}
    assert days == {"OP00468319": [], "OP00468190": ["2026-09-24"], "OP00467875": ["2026-09-30"]}
    assert [str(found[key].amount_total) for key in days] == ["26000", "1070000", "15000000"]
    assert all(
        record.currency == "USD" and record.references and record.places and record.published_on
        for record in found.values()
    )
    assert not any(deadline.closes_at for record in found.values() for deadline in record.deadlines)


@recorded
@pytest.mark.parametrize("path", ["ungm/ungm_search.html", "day/ungm-search.html"])
def test_recorded_ungm_search(path: str) -> None:
    found = records("ungm", path)
    assert [
        (record.record_key, deadline.closes_at and deadline.closes_at.isoformat(), deadline.timezone)
        for record in found
        for deadline in record.deadlines
    ] == [
        ("316874", "2026-10-22T08:00:00+00:00", "+00:00"),
        ("316822", "2026-10-19T23:59:00+04:30", "+04:30"),
        ("316819", "2026-10-18T23:59:00+04:30", "+04:30"),
        ("316814", "2026-10-20T08:00:00-04:00", "-04:00"),
        ("316843", "2026-11-02T00:00:00+00:00", "+00:00"),
    ]
    assert {record.call_type for record in found} == {"tender"}
    assert all(record.title and record.funder and record.published_on == date(2026, 10, 5) for record in found)
    assert [[doubt.field for doubt in record.doubts] for record in found] == [[], [], [], ["title"], ["deadlines"]]
    assert [record.places for record in found] == [[], *[["Afghanistan"]] * 3, []]


@recorded
@pytest.mark.parametrize("path", ["bdns/bdns_detail_923546.json", "day/bdns-detail.json"])
def test_recorded_bdns_call_whose_prose_contradicts_its_dates(path: str) -> None:
    (call,) = records("bdns", path, as_="detail")
    assert (call.record_key, call.opens_on, str(call.amount_total), call.currency) == (
        "923546",
        date(2026, 2, 20),
        "240",
        "EUR",
    )
    assert [deadline.closes_on for deadline in call.deadlines] == [date(2026, 5, 20)]
    assert [(doubt.field, doubt.value) for doubt in call.doubts] == [
        ("call_type", "grant"),
        ("opens_on", "2026-02-20"),
        ("deadlines", "2026-05-20"),
    ]
    assert (call.applicant_types, call.places, call.programme, call.stated_status) == (
        ["sme"],
        ["ILLES BALEARS"],
        None,
        None,
    )
    (listed,) = records("bdns", "day/bdns-list.json")
    assert (listed.record_key, listed.title, listed.published_on) == (call.record_key, call.title, call.published_on)


@recorded
@pytest.mark.parametrize("path", ["interreg-algolia/interreg.first-hit.json", "day/interreg.json"])
def test_recorded_interreg_call(path: str) -> None:
    (call,) = records("interreg", path)
    assert (call.stated_status, call.opens_on, call.doubts) == ("open", date(2026, 5, 4), [])
    assert [(deadline.closes_on, deadline.closes_at) for deadline in call.deadlines] == [(date(2026, 9, 30), None)]
    assert call.places == ["Andorra", "Spain", "France", "Portugal"]
    assert {"local_government", "regional_government", "university", "ngo"} < set(call.applicant_types)
    assert "company" not in call.applicant_types
