"""Sources against recorded answers, where these are there: counts and facts only, their text stays with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.records import Record
from scrapers.readers.parse import parse
from scrapers.registry import registry

ROOT = Path(__file__).resolve().parents[2]
CAPTURES = ROOT.parent / "shared" / "captures"
SOURCES = registry()
recorded = pytest.mark.skipif(not CAPTURES.is_dir(), reason="no recorded answers beside the checkout")


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
