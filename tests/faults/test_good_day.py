"""A crawl beside the source's own last good day: what the bounds let pass, the day before tells."""

import json
from datetime import date

import pytest

from scrapers.engine.crawl import crawl_all

JSON = {"Content-Type": "application/json"}
READER = """
def read_listing(answer):
    return Page([Record(row["id"], title="Call", url=HERE, summary=row.get("summary")) for row in answer.json()["calls"]])
{}
OPTIONS |= dict(expected=(1, 100))
"""


CARDS = """
import re
from scrapers.readers import cards

OPTIONS |= dict(kind="listing", sentinel="Calls")
read_listing = cards.listing(
    re.compile("/calls/([a-z-]+)"), base=BASE, language="en", until="Closed calls", keep=lambda record: "Job" not in record.title)
"""
SHADE = '<li><a href="/calls/shade-schools">Shade for schools</a></li>'
TIN = '<li><a href="/calls/tin-roofs">Tin roofs</a></li>'
CLAY = '<li><a href="/calls/clay-walls">Clay walls</a></li>'


@pytest.fixture
def crawl(server, write_source, tmp_path):
    def run(calls: int, day: date, *, summaries: bool = True, code: str = ""):
        rows = [{"id": str(i)} | ({"summary": "words"} if summaries else {}) for i in range(calls)]
        server.routes["/day/list"] = (200, JSON, json.dumps({"calls": rows}).encode())
        write_source(tmp_path / "sources", "day", server.base, READER.format(code))
        (manifest,) = crawl_all(
            ["day"],
            landing=tmp_path / "landing",
            run_id=f"{day}T{calls}{bool(code)}",
            as_of=day,
            allow=server.allow,
            folder=tmp_path / "sources",
            delay_seconds=0,
        )
        return manifest["verdict"], manifest["note"]

    return run


def test_a_fall_is_held_against_the_last_good_day_while_it_is_near_and_read_alike(crawl):
    assert crawl(12, date(2026, 3, 1))[0] == "ok"
    assert crawl(5, date(2026, 3, 2)) == ("incomplete", "5 registros, menos que la mitad de los 12 del 01-03-2026.")
    assert crawl(5, date(2026, 3, 2), code="# mended")[0] == "ok"  # other code is compared with nothing
    assert crawl(11, date(2026, 3, 3), summaries=False) == (
        "malformed",
        "Solo 0% de los registros trae «summary»; el 01-03-2026, 100%.",
    )
    assert crawl(4, date(2026, 3, 16))[0] == "ok"  # the last good day is too long ago: what lasts is what is normal


@pytest.fixture
def listing(server, write_source, tmp_path):
    def run(day: int, open_calls: str, closed: str = "") -> tuple[str, str]:
        page = f"<html><body><h2>Calls</h2><ul>{open_calls}</ul><h2>Closed calls</h2><ul>{closed}</ul></body></html>"
        server.routes["/cards/list"] = (200, {"Content-Type": "text/html"}, page.encode())
        write_source(tmp_path / "sources", "cards", server.base, CARDS)
        (manifest,) = crawl_all(
            ["cards"],
            landing=tmp_path / "landing",
            run_id=f"{day:02}",
            as_of=date(2026, 3, day),
            allow=server.allow,
            folder=tmp_path / "sources",
            delay_seconds=0,
        )
        return manifest["verdict"], manifest["note"]

    assert run(1, SHADE + TIN + CLAY) == ("ok", "3 registros en 1 página.")
    return run


@pytest.mark.parametrize(
    ("open_calls", "closed"),
    [
        (SHADE + TIN, ""),
        (SHADE + TIN, CLAY),
        (SHADE, TIN + CLAY),
        (SHADE + TIN + CLAY.replace("clay-walls", "clay-walls-two"), ""),
    ],
)
def test_a_call_that_the_listing_no_longer_has_or_has_as_closed_or_anew_is_no_doubt(listing, open_calls, closed):
    assert listing(2, open_calls, closed)[0] == "ok"


@pytest.mark.parametrize(
    "clay",
    [
        CLAY.replace('href="/calls', 'href="/c alls'),
        CLAY.replace("href", "h ref").replace("Clay walls", "Clay"),
        CLAY.replace("Clay walls", "Job: clay walls"),
        "<!-- " + CLAY + " -->",
    ],
)
def test_a_call_that_stands_in_the_listing_unread_is_told_until_that_is_normal(listing, clay):
    said = ("incomplete", "Una convocatoria del 01-03-2026 sigue en el listado y no se leyó: «Clay walls».")
    assert listing(2, SHADE + TIN + clay) == said
    assert listing(15, SHADE + TIN + clay) == said
    assert listing(16, SHADE + TIN + clay)[0] == "ok"
    assert listing(17, SHADE + TIN + CLAY)[0] == "ok"
