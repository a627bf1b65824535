"""Fifty hostile texts in every text of an edition, through each file: the file is whole, says the same, and nothing
in it is alive.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile

import duckdb
import feedparser
import pytest
import vobject
from common_grants_sdk.schemas.pydantic.responses import OpportunitiesListResponse
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree
from openpyxl import load_workbook

from pipelines.language.safe_text import clean
from warehouse.exports.calendar import write_ics
from warehouse.exports.commongrants import write_commongrants
from warehouse.exports.feed import ATOM, write_atom
from warehouse.exports.safe import defused, link
from warehouse.exports.sheet import write_xlsx
from warehouse.exports.tables import write_csv, write_parquet

WRITERS = {
    "oportunidades.xlsx": write_xlsx,
    "oportunidades.csv": write_csv,
    "oportunidades.parquet": write_parquet,
    "plazos.ics": write_ics,
    "feed.xml": write_atom,
    "commongrants.json": write_commongrants,
}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
GUARD = re.compile(
    r"(^|[;\r\n])'(?=(?:[^\S\r\n]|[\"'])*[=+\-@＝＋－＠﹢﹣﹦﹫])"
)  # what a reader of the CSV takes away
WEB = re.compile(r"https?://[^\s<>\"]+\Z")


@pytest.fixture(params=range(50))
def poisoned(request, builder, hostile):
    payload = hostile.PAYLOADS[request.param]
    return payload, hostile.poisoned(builder.edition(), payload)


def unseen(text: str) -> list[str]:
    """Characters that no text of ours may hold."""
    return [
        c
        for c in text
        if c != "\n"
        and (
            unicodedata.category(c) in ("Cc", "Cs")
            or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
        )
    ]


def test_nothing_lives_in_the_spreadsheet(poisoned, tmp_path) -> None:
    payload, edition = poisoned
    write_xlsx(edition, path := tmp_path / "x.xlsx")
    with zipfile.ZipFile(path) as parts:
        assert not [name for name in parts.namelist() if "vba" in name.lower() or "external" in name.lower()]
        for name in parts.namelist():
            tree = etree.fromstring(parts.read(name))
            assert not list(tree.iter(f"{MAIN}f")), name
            if "/_rels/sheet" in name:
                assert all(WEB.match(rel.get("Target")) for rel in tree if rel.get("TargetMode") == "External")
    sheet = load_workbook(path).worksheets[0]
    assert sheet.max_row == 4
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert not [
        cell.coordinate
        for cell in cells
        if cell.data_type == "f" or (isinstance(cell.value, str) and unseen(cell.value))
    ]
    title = sheet["A2"].value or ""
    assert title == clean(payload)[:32_767]


def test_no_cell_of_the_csv_begins_a_formula_however_the_line_is_split(poisoned, tmp_path) -> None:
    payload, edition = poisoned
    write_csv(edition, path := tmp_path / "x.csv")
    write_parquet(edition, tmp_path / "x.parquet")
    text = path.read_bytes().decode("utf-8-sig")
    assert not unseen(text.replace("\r\n", "\n"))
    csv.field_size_limit(10**7)
    for delimiter in ",;\t":
        cells = [cell for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in line]
        assert not [cell for cell in cells if re.match(r"[\s\"]*[=+\-@＝＋－＠]", cell)]
    header, *lines = csv.reader(io.StringIO(text, newline=""))
    assert len(lines) == 3
    assert {len(line) for line in lines} == {len(header)}
    with duckdb.connect() as con:
        stored = con.execute(f"SELECT title FROM '{tmp_path}/x.parquet'").fetchall()
    given_back = [GUARD.sub(r"\1", line[header.index("title")]) for line in lines]
    assert given_back == [title for (title,) in stored] == [clean(payload)] * 3


def test_no_text_adds_a_line_or_a_component_to_the_calendar(poisoned, builder, tmp_path) -> None:
    write_ics(poisoned[1], path := tmp_path / "x.ics")
    calendar = Calendar.from_ical(path.read_bytes())
    other = vobject.readOne(path.read_text(encoding="utf-8"))
    assert len(calendar.events) == len(other.vevent_list) == 2
    allowed = {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS", "TRANSP", "SUMMARY", "DESCRIPTION", "URL"}
    for event in calendar.events:
        assert set(event.keys()) <= allowed
        assert [str(alarm["ACTION"]) for alarm in event.walk("VALARM")] == ["DISPLAY", "DISPLAY"]
        assert "URL" not in event or WEB.match(str(event["URL"]))
        assert not unseen(str(event["SUMMARY"]) + str(event["DESCRIPTION"]))
        assert "\n" not in str(event["SUMMARY"])


def test_the_feed_holds_elements_of_ours_and_links_to_the_web_only(poisoned, tmp_path) -> None:
    write_atom(poisoned[1], path := tmp_path / "x.xml")
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == 1
    assert all(WEB.match(found.href) for found in feed.entries[0].get("links", []))
    tree = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False))
    names = {etree.QName(element).localname for element in tree.iter()}
    assert names <= {
        "feed",
        "id",
        "title",
        "subtitle",
        "updated",
        "author",
        "name",
        "generator",
        "entry",
        "published",
        "link",
        "category",
        "summary",
        "content",
    }
    assert all(
        element.get("type", "text") == "text" for element in tree.iter(f"{{{ATOM}}}summary", f"{{{ATOM}}}content")
    )


def test_the_protocol_file_stays_valid(poisoned, tmp_path) -> None:
    write_commongrants(poisoned[1], path := tmp_path / "x.json")
    text = path.read_text(encoding="utf-8")
    assert not unseen(text)
    answer = OpportunitiesListResponse.model_validate_json(text)
    assert len(answer.items) == 3
    assert all(item.source is None or item.source.scheme in ("http", "https") for item in answer.items)


@pytest.mark.parametrize("name", WRITERS)
def test_equal_editions_give_equal_bytes_in_each_language(name, builder, tmp_path) -> None:
    found = []
    for language in ("es", "es", "en"):
        WRITERS[name](builder.edition(language=language), path := tmp_path / f"{len(found)}-{name}")
        found.append(path.read_bytes())
    assert found[0] == found[1]
    if not name.startswith("oportunidades.") or name.endswith("xlsx"):
        assert found[2] != found[0]


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://ejemplo.invalid/a?b=1#c", "https://ejemplo.invalid/a?b=1#c"),
        ("HTTP://Ejemplo.invalid", "HTTP://Ejemplo.invalid"),
        ("https://ñandú.invalid/año", "https://ñandú.invalid/año"),
        ("https://ejemplo.invalid/a|b", "https://ejemplo.invalid/a%7Cb"),
        ('https://ejemplo.invalid/"><script>', "https://ejemplo.invalid/%22%3E%3Cscript%3E"),
        ("https://u:p@ejemplo.invalid/", None),
        ("https://ejemplo.invalid\\@otro.invalid/", None),
        ("https:///sin-sitio", None),
        ("https://ejemplo.invalid:99999/", None),
        ("https://[::1", None),
        ("https://ejemplo.invalid/a b", None),
        ("", None),
        (None, None),
        ("ftp://ejemplo.invalid/", None),
        ("//ejemplo.invalid/", None),
        ("https://ejemplo.invalid/\u202egpj", None),
    ],
)
def test_a_link_leads_to_the_web_or_is_none(address, followed) -> None:
    assert link(address) == followed


@settings(max_examples=500, deadline=None)
@given(st.text(st.sampled_from("=+-@＝;, \n\t\r\"'a1"), max_size=12) | st.text(max_size=30))
def test_the_guard_of_the_csv_holds_for_any_text_and_can_be_taken_away(text: str) -> None:
    safe = defused(clean(text))
    assert not [part for part in re.split(r"[;\n]", safe) if re.match(r"[\s\"]*[=+\-@＝＋－＠]", part)]
    assert GUARD.sub(r"\1", safe) == clean(text)
    assert clean(clean(text)) == clean(text)
