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
from scrapers.readers.parse import read_detail, read_page
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
