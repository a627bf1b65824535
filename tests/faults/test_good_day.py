"""A crawl beside the source's own last good day: what the bounds let pass, the day before tells."""

import json
from datetime import date

import pytest

from scrapers.crawl import crawl_all

JSON = {"Content-Type": "application/json"}
READER = '''
def read_listing(answer):
    return Page([Record(row["id"], title="Call", url=HERE, summary=row.get("summary")) for row in answer.json()["calls"]])
{}
OPTIONS |= dict(expected=(1, 100))
'''


@pytest.fixture
def crawl(server, write_source, tmp_path):
    def run(calls: int, day: date, *, summaries: bool = True, code: str = ""):
        rows = [{"id": str(i)} | ({"summary": "words"} if summaries else {}) for i in range(calls)]
        server.routes["/day/list"] = (200, JSON, json.dumps({"calls": rows}).encode())
        write_source(tmp_path / "sources", "day", server.base, READER.format(code))
        manifest, = crawl_all(["day"], landing=tmp_path / "landing", run_id=f"{day}T{calls}{bool(code)}", as_of=day, allow=server.allow,
                              folder=tmp_path / "sources", delay_seconds=0)
        return manifest["verdict"], manifest["note"]
    return run


def test_a_fall_is_held_against_the_last_good_day_while_it_is_near_and_read_alike(crawl):
    assert crawl(12, date(2026, 3, 1))[0] == "ok"
    assert crawl(5, date(2026, 3, 2)) == ("incomplete", "5 registros, menos que la mitad de los 12 del 01-03-2026.")
    assert crawl(5, date(2026, 3, 2), code="# mended")[0] == "ok"  # other code is compared with nothing
    assert crawl(11, date(2026, 3, 3), summaries=False) == (
        "malformed", "Solo 0% de los registros trae «summary»; el 01-03-2026, 100%.")
    assert crawl(4, date(2026, 3, 16))[0] == "ok"  # the last good day is too long ago: what lasts is what is normal
