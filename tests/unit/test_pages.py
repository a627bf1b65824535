"""Cards of a listing and watched pages, by invented pages."""

from __future__ import annotations

import re

import pytest

from pipelines.records import Record
from scrapers.readers import cards, single_page
from scrapers.readers.answer import Answer
from scrapers.source import WrongDetail

CALL = re.compile(r"/calls/([\w-]+)")
LIST = cards.listing(CALL, base="https://example.org/", language="en", funder="The Plain Bank")
FILLER = (
    "The fund pays for benches, shade and quiet in small towns of any country, and for the people who look after them."
)


def watch(body: str, **how: object) -> list[Record]:
    read = single_page.reader("Quiet Fund", language="en", funder="The Plain Bank", **how)
    return read(
        Answer(f"<html><body><nav>Call 2031</nav><main>{body}<p>{FILLER}</p></main></body></html>".encode())
    ).records


def test_a_card_is_a_record_with_its_heading_and_its_lines() -> None:
    body = (
        b"<main><div><h3>Quiet Harbours</h3><p>Closes 3 May 2027</p><a href='/calls/quiet'>Read more</a></div>"
        b"<div><a href='/calls/tin'>Tin Roof Prize</a><a href='/news/1'>News</a></div></main>"
    )
    quiet, tin = LIST(Answer(body)).records
    assert (quiet.record_key, quiet.title, quiet.text, quiet.url) == (
        "quiet",
        "Quiet Harbours",
        "Closes 3 May 2027",
        "https://example.org/calls/quiet",
    )
    assert (tin.title, tin.call_type, tin.funder) == ("Tin Roof Prize", "prize", "The Plain Bank")


def test_cards_that_are_links_and_cards_of_a_list_of_one() -> None:
    (one,) = LIST(
        Answer(b"<main><a href='/calls/quiet'><h4>Quiet Harbours</h4><span>3 May 2027</span></a></main>")
    ).records
    assert (one.title, one.text) == ("Quiet Harbours", "3 May 2027")


def test_a_page_without_a_card_is_an_error() -> None:
    with pytest.raises(ValueError, match="capturarla"):
        LIST(Answer(b"<main><p>Under maintenance</p></main>"))


@pytest.mark.parametrize(
    ("at", "links", "first", "pages"),
    [
        ("", "<a href='?page=1'>Next</a><a href='?f=x&amp;page=6'>Last</a>", 0, 7),
        ("?page=2", "<a href='/list?page=2'>2</a><a href='https://example.org/list?page=7&a=1'>7</a>", 1, 7),
        ("?page=6", "<a href='?page=5'>Previous</a>", 0, 7),
        (
            "",
            "<a href='/news?page=9'>News</a><a href='?page=0,3'>Another pager</a><a href='?page=next'>Next</a>",
            0,
            None,
        ),
        ("?page=6", "", 0, None),
    ],
)
def test_a_pager_tells_how_many_pages_there_are(at: str, links: str, first: int, pages: int | None) -> None:
    read = cards.listing(CALL, base="https://example.org/", language="en", first=first)
    body = f"<main><a href='/calls/quiet'>Quiet Harbours</a>{links}</main>".encode()
    assert read(Answer(body, f"https://example.org/list{at}")).pages == pages


def test_closed_calls_are_no_part_of_what_is_listed() -> None:
    read = cards.listing(CALL, base="https://example.org/", language="en", until="Closed")
    page = read(
        Answer(
            b"<main><a href='/calls/quiet'>Quiet Harbours</a><h2>Closed</h2><a href='/calls/tin'>Tin Roof Prize</a></main>"
        )
    )
    assert "/calls/quiet" in page.listed
    assert "/calls/tin" not in page.listed


def test_a_detail_is_of_the_call_asked_for() -> None:
    read = cards.detail(CALL, base="https://example.org/", language="en")
    body = b"<main><h1>Quiet Harbours</h1><p>Apply.</p><a href='rules.pdf?v=2'>Rules</a></main>"
    record = read(Answer(body, "https://example.org/calls/quiet"), Record("quiet"))
    assert [document.url for document in record.documents] == ["https://example.org/calls/rules.pdf?v=2"]
    for at in ("https://example.org/calls/tin", "https://example.org/"):
        with pytest.raises(WrongDetail):
            read(Answer(body, at), Record("quiet"))


@pytest.mark.parametrize(
    ("body", "year"),
    [
        ("<h1>Apply for funding</h1><h2>2027 call for proposals</h2><p>The 2028 round will differ.</p>", "2027"),
        (
            "<h1>Apply</h1><p>Applications for the 2025 round are closed. The call 2026 closes on 3 May 2026.</p>",
            "2026",
        ),
        ("<h1>Postula</h1><p>Convocatoria del fondo para 2026: hasta el 3 de mayo.</p>", "2026"),
        ("<h1>The award</h1><p>Deadline: 30 April 2026, 18:00 (UTC+8). Projects may last until 2030.</p>", "2026"),
        ("<h1>Apply</h1><p><b>Letter of inquiry close date</b><br>January 20, 2025</p>", "2025"),
        ("<h1>Postula</h1><p>Se reciben proyectos hasta el 12 de marzo de 2027.</p>", "2027"),
        ("<h1>Candidater</h1><p>Dossiers avant le 12/03/2027.</p>", "2027"),
        ("<h1>Apply</h1><p>Founded in 2005. The next date is not known.</p>", None),
        ("<h1>Apply</h1><p><s>Call 2027</s></p>", None),
    ],
)
def test_a_watched_page_is_keyed_on_the_year_of_its_round(body: str, year: str | None) -> None:
    assert [(record.record_key, record.title) for record in watch(body)] == (
        [(year, f"Quiet Fund {year}")] if year else []
    )


def test_a_standing_call_has_no_rounds() -> None:
    (record,) = watch("<h1>Apply, all year, since the 2005 call</h1>", edition=None)
    assert (record.record_key, record.title, record.deadline_kind) == ("standing", "Quiet Fund", "rolling")


def test_a_page_without_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="casi no trae texto"):
        single_page.reader("Quiet Fund", language="en", funder="x")(Answer(b"<main><div id=app></div></main>"))
