"""What no fixture shows of Welcomeurope, CAF, FIA, Mercociudades and fondos.gob.cl: hostile values, other layouts,
no answers.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines.cleaning.completion import complete
from pipelines.records import Record
from scrapers.readers.answer import Answer
from scrapers.readers.parse import parse, read_detail, read_page
from scrapers.registry import registry

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
CAPTURES = ROOT.parent / "shared" / "captures"
SOURCES = registry()
recorded = pytest.mark.skipif(not CAPTURES.is_dir(), reason="no recorded answers beside the checkout")
HOSTILE = [
    None,
    "",
    0,
    -1,
    True,
    [],
    {},
    [None],
    {"a": 1},
    {"rendered": None},
    {"rendered": [1]},
    "31/31/2026",
    "<script>x</script>",
    "\u0000\ud7ff",
    "9" * 400,
]


def listed(source_id: str, body: Any) -> list[Record]:
    text = body if isinstance(body, str) else json.dumps(body)
    return read_page(SOURCES[source_id], Answer(text.encode())).records


@pytest.mark.parametrize(
    ("source_id", "body"),
    [
        ("caf", "<html><body><p>Request unsuccessful. Incapsula incident ID: 0</p></body></html>"),
        ("fondos_gob_cl", "<html><body><h1>Sitio en mantención</h1><a href='/contacto'>Contacto</a></body></html>"),
        ("fia", '{"code": "rest_no_route", "message": "Nada"}'),
        ("fia", "<html><body>Are you a robot?</body></html>"),
        ("mercociudades", ""),
        ("corfo", "<html><body><h1>Sitio en mantención</h1></body></html>"),
        ("un_partner_portal", '{"detail": "Not found."}'),
        ("ibercultura_viva", '{"error": true}'),
        ("clacso", "<html><body>Are you a robot?</body></html>"),
        ("undef", "<html><body><div id='app'></div></body></html>"),
        ("accioninnova", "<html><body><p>Too many requests</p></body></html>"),
        ("welcomeurope", '{"code": "rest_forbidden"}'),
        ("welcomeurope", "<html></html>"),
    ],
)
def test_an_answer_that_is_no_listing_is_an_error(source_id: str, body: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        listed(source_id, body)


@pytest.mark.parametrize(
    ("source_id", "file", "key"),
    [
        ("welcomeurope", "projects.json", "ID"),
        ("fia", "convocatorias-1.json", "id"),
        ("mercociudades", "posts-1.json", "id"),
        ("packard", "posts-1.json", "id"),
        ("ibercultura_viva", "list.json", "id"),
    ],
)
def test_no_hostile_field_loses_a_record(source_id: str, file: str, key: str) -> None:
    row = json.loads((FIXTURES / source_id / file).read_text(encoding="utf-8"))[0]
    fields = [name for name in row if name != key and not (source_id == "mercociudades" and name == "title")]
    rows = [{name: held for name, held in row.items() if name != field} for field in fields]
    rows += [row | {field: hostile} for field in fields for hostile in HOSTILE]
    rows = [changed | {key: number} for number, changed in enumerate(rows, start=1)]
    found = listed(source_id, rows)
    assert [record.record_key for record in found] == [str(row[key]) for row in rows]
    assert all(Record.from_json(record.to_json()) == record for record in found)


def test_no_hostile_field_loses_a_notice_of_the_partner_portal() -> None:
    body = json.loads((FIXTURES / "un_partner_portal" / "list.json").read_text(encoding="utf-8"))
    row = body["results"][0]
    fields = [name for name in row if name not in ("displayID", "countries")]
    rows = [row | {field: hostile} for field in fields for hostile in HOSTILE]
    rows = [changed | {"displayID": f"{number}"} for number, changed in enumerate(rows, start=1)]
    found = listed("un_partner_portal", body | {"results": rows, "next": "javascript:void(0)"})
    assert [record.record_key for record in found] == [changed["displayID"] for changed in rows]
    assert all(Record.from_json(record.to_json()) == record for record in found)


@pytest.mark.parametrize(
    ("source_id", "row"),
    [
        ("ibercultura_viva", {"name": "Fondo"}),
        ("welcomeurope", {"post_title": "Fund"}),
        ("fia", {"title": {"rendered": "Concurso"}}),
    ],
)
def test_a_row_without_its_key_is_a_record_without_one_so_that_the_crawl_says_so(
    source_id: str, row: dict[str, Any]
) -> None:
    assert [record.record_key for record in listed(source_id, [row])] == [""]


def test_a_notice_without_its_key_is_a_record_without_one() -> None:
    assert [
        (r.record_key, r.references) for r in listed("un_partner_portal", {"results": [{"title": "A"}], "count": 1})
    ] == [("", [])]


def test_api_and_feed_give_a_post_the_same_record() -> None:
    for source_id, file in (("fia", "convocatorias-1.json"), ("mercociudades", "posts-1.json")):
        by_api, by_feed = (
            listed(source_id, (FIXTURES / source_id / name).read_text(encoding="utf-8")) for name in (file, "feed.xml")
        )
        assert by_feed[0] == by_api[0]


def test_fia_pages_by_hundreds_from_the_first_with_a_feed_to_fall_back_on() -> None:
    (first,) = SOURCES["fia"].asks
    assert first.instead is not None
    body = json.dumps([{"id": 1, "title": {"rendered": "Convocatoria"}}]).encode()
    page = SOURCES["fia"].read_listing(Answer(body, ask=first, headers={"x-wp-total": "101", "x-wp-totalpages": "2"}))
    assert page.announced == 101
    assert page.next is not None
    assert (page.next.url, page.next.instead) == (first.url.replace("&page=1&", "&page=2&"), None)
    assert SOURCES["fia"].read_listing(Answer(body, ask=page.next, headers={"x-wp-totalpages": "2"})).next is None


def test_fia_leaves_windows_to_the_prose() -> None:
    body = (FIXTURES / "fia" / "convocatorias-1.json").read_text(encoding="utf-8")
    found = {record.record_key: complete(record) for record in listed("fia", body)}
    assert [deadline.closes_on for deadline in found["9101"].deadlines] == [date(2026, 11, 7)]
    assert [deadline.closes_on for deadline in found["9104"].deadlines] == [date(2026, 11, 30), date(2027, 4, 30)]


def test_a_feed_of_more_than_news_is_filtered_by_words_of_the_title_and_the_lead() -> None:
    titles = [
        "Reunión de intendentes",
        "Llamado a ciudades voluntarias",
        "Chamada para cidades",
        "Concursó la banda municipal",
        "Abre el fondo de ideas",
    ]
    found = listed(
        "mercociudades", [{"id": place, "title": {"rendered": title}} for place, title in enumerate(titles, start=1)]
    )
    assert [record.record_key for record in found] == ["2", "3", "5"]


def test_caf_stops_at_the_first_page_whose_calls_are_all_closed() -> None:
    card = '<article><a href="/es/trabaja-con-nosotros/convocatorias/a/">A</a><p>Cierre: 1 mayo 2026</p><p>Convocatoria {}</p></article>'
    pager = '<nav class="pagination"><a href="?page=1">1</a><a href="?page=2" aria-label="Página siguiente">&raquo;</a></nav>'
    pages = [
        SOURCES["caf"].read_listing(Answer(f"<main>{card.format(word)}</main>{pager}".encode()))
        for word in ("abierta", "cerrada")
    ]
    assert pages[0].next is not None
    assert pages[0].next.url.endswith("/convocatorias/?page=2")
    assert pages[1].next is None
    assert [page.records[0].stated_status for page in pages] == ["open", "closed"]


def test_caf_range_over_new_year_opens_the_year_before() -> None:
    body = b"<main><h1>A</h1><p>Convocatoria del 20 de noviembre al 15 de enero de 2027</p></main>"
    detail = read_detail(
        SOURCES["caf"], Answer(body, "https://www.caf.com/es/trabaja-con-nosotros/convocatorias/a/"), Record("a")
    )
    assert (detail.opens_on, [deadline.closes_on for deadline in detail.deadlines]) == (
        date(2026, 11, 20),
        [date(2027, 1, 15)],
    )


def test_fondos_key_is_one_whatever_case_and_host_the_address_has() -> None:
    cards = "".join(
        f'<div><a href="{at}"><h6>F</h6></a></div>'
        for at in ("/Ficha/SERV/X/", "https://portal.fondos.gob.cl/ficha/serv/x")
    )
    (record,) = listed("fondos_gob_cl", f"<main>{cards}</main>")
    assert record.record_key == "serv/x"


def test_fondos_extended_fund_keeps_the_cards_day_and_doubts_the_texts() -> None:
    source, folder = SOURCES["fondos_gob_cl"], FIXTURES / "fondos_gob_cl"
    card = read_page(source, Answer((folder / "searchernew.html").read_bytes())).records[0]
    detail = read_detail(source, Answer((folder / "ficha-fsb.html").read_bytes(), card.url), card)
    whole = complete(card.overlay(detail))
    assert [deadline.closes_on for deadline in whole.deadlines] == [date(2026, 10, 16)]
    assert [(doubt.field, doubt.other_value) for doubt in whole.doubts] == [("deadlines", "2026-10-02")]
    assert (whole.summary or "").startswith("Financia árboles")
    assert (whole.amount_min, whole.amount_max, whole.currency) == (Decimal(2000000), Decimal(10000000), "CLP")


@pytest.mark.parametrize("source_id", ["caf", "fondos_gob_cl"])
def test_a_page_that_led_elsewhere_is_a_failed_detail(source_id: str) -> None:
    with pytest.raises(ValueError, match="pedid"):
        read_detail(
            SOURCES[source_id], Answer(b"<main><h1>Portada</h1></main>", SOURCES[source_id].homepage), Record("a")
        )


@recorded
def test_recorded_welcomeurope() -> None:
    found = parse(SOURCES["welcomeurope"], (CAPTURES / "day" / "welcomeurope.json").read_bytes())
    assert found == parse(
        SOURCES["welcomeurope"], (CAPTURES / "france-welcom-europe" / "welcom_europe_data.json").read_bytes()
    )
    uganda, market = found
    assert [record.record_key for record in found] == ["42534", "42487"]
    assert [record.references for record in found] == [["EuropeAid/175511/DD/ACT/UG"], ["SMP-COSME-2022-SEE-01"]]
    assert [record.deadlines[0].closes_on for record in found] == [date(2023, 1, 12), date(2023, 2, 14)]
    assert [record.cofunding_percent for record in found] == [5, 10]
    assert all((record.language, record.call_type, record.doubts) == ("fr", "grant", []) for record in found)
    assert not any(
        "&" in str(document.title) or ";" in record.title for record in found for document in record.documents
    )
    assert uganda.applicant_types == ["national_government", "ngo", "local_government", "regional_government"]
    assert "sme" in market.applicant_types
    assert not any("@" in str(record) for record in found)


@recorded
def test_recorded_pages_of_another_wordpress_are_read() -> None:
    from scrapers.readers import posts, wordpress_posts

    page = wordpress_posts.read(
        Answer((CAPTURES / "wordpress-ardc" / "01-children.json").read_bytes()),
        lambda post: posts.record(post, "en"),
    )
    assert len(page.records) > 3
    assert all(
        record.record_key.isdecimal() and record.title and record.url and record.published_on for record in page.records
    )
    assert not any(
        "Read More" in (record.summary or "") or "&nbsp;" in (record.summary or "") for record in page.records
    )


@recorded
def test_recorded_accioninnova() -> None:
    source, folder = SOURCES["accioninnova"], CAPTURES / "accioninnova-cl"
    found = parse(source, (folder / "accioninnova-listing.html").read_bytes(), url=source.asks[0].url)
    assert [record.record_key for record in found] == ["2061", "2060", "2056"]
    assert [record.deadlines[0].closes_on for record in found] == [
        date(2026, 5, 17),
        date(2026, 4, 28),
        date(2026, 5, 15),
    ]
    assert [(record.amount_max, record.currency) for record in found] == [
        (None, None),
        (Decimal(909090909), "CLP"),
        (Decimal(20000000), "CLP"),
    ]
    (detail,) = parse(source, (folder / "accioninnova-detail.html").read_bytes(), as_="detail")
    assert (detail.funder, detail.url) == ("Empresa Nacional de Minería", "https://fondos.gob.cl/ficha/enami/rr/")
    assert (detail.deadlines[0].closes_on, detail.amount_max) == (date(2026, 5, 29), Decimal(216812500))


@recorded
def test_recorded_ardc() -> None:
    (record,) = parse(SOURCES["ardc"], (CAPTURES / "wordpress-ardc" / "02-apply.html").read_bytes())
    assert record.record_key == "2026"
    assert "eligible organizations" in (record.text or "")
    assert "Search for:" not in (record.text or "")


@recorded
@pytest.mark.parametrize("path", sorted((CAPTURES / "generic-feeds").glob("*.xml")), ids=lambda path: path.stem)
def test_recorded_feeds_of_every_dialect_are_read(path: Path) -> None:
    from scrapers.readers import posts

    answer = Answer(path.read_bytes())
    assert posts.is_feed(answer)
    page = posts.read(answer, lambda post: posts.record(post, None))
    assert len(page.records) == len(
        [entry for entry in answer.entries() if entry.get("link") or "?p=" in str(entry.get("id"))]
    )
    assert all(Record.from_json(record.to_json()) == record for record in page.records)


@recorded
def test_recorded_news_of_no_call_give_none_and_their_days_are_read() -> None:
    from scrapers.readers import call_filter, posts

    answer = Answer((CAPTURES / "nih-news-rss" / "nih.xml").read_bytes())
    assert call_filter.reader("en")(answer).records == []
    days = [record.published_on for record in posts.read(answer, lambda post: posts.record(post, "en")).records]
    assert days == [date(2026, 9, 24), date(2026, 9, 23), date(2026, 9, 23)]
