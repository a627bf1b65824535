"""What is past its span on a day, and what is taken away.

Belongs here: files under a home. Does not belong: the orchestrator's own runs (`faults/test_dead_runs.py`).
"""

import os
from datetime import date, datetime

import pytest

from warehouse.home import Home
from warehouse.retention import old, remove

DAY = date(2026, 1, 15)


@pytest.fixture
def home(tmp_path):
    """A home with something on either side of every span."""
    for run in ("2023-12-31-01", "2023-12-31T053000", "2024-01-01-01", "2026-01-14-01.part"):
        folder = tmp_path / "landing" / "src" / run
        folder.mkdir(parents=True)
        for name in ("answers.warc.gz", "records.jsonl", "manifest.json"):
            (folder / name).write_bytes(b"12345")
    for week in ("2025-W01", "2025-W02", "2025-W42", "2025-W43", "2026-W03"):
        (tmp_path / "exports" / week / "ngo").mkdir(parents=True)
        (tmp_path / "exports" / week / "ngo" / "boletin.html").write_bytes(b"123")
        (tmp_path / "weeks").mkdir(exist_ok=True)
        (tmp_path / "weeks" / f"{week}.duckdb").write_bytes(b"1234")
    for name, day in (("2025-11-01", "2025-12-15"), ("2025-12-20", "2025-12-20")):
        folder = tmp_path / "rebuilt" / name
        folder.mkdir(parents=True)
        (folder / "catalogue.duckdb").write_bytes(b"1")
        os.utime(folder, (datetime.fromisoformat(day).timestamp(),) * 2)
    aside = tmp_path / "warehouse.duckdb.unreadable-1"
    aside.write_bytes(b"1")
    os.utime(aside, (datetime(2025, 12, 1).timestamp(),) * 2)
    (tmp_path / "warehouse.duckdb").write_bytes(b"1")
    return Home(tmp_path)


def test_what_is_past_its_span_goes_and_nothing_else(home):
    found = list(old(home, DAY))
    assert {str(entry.path.relative_to(home.path)) for entry in found} == {
        "landing/src/2023-12-31-01/answers.warc.gz",
        "landing/src/2023-12-31T053000/answers.warc.gz",
        "weeks/2025-W01.duckdb",
        "weeks/2025-W02.duckdb",
        "exports/2025-W01",
        "exports/2025-W02",
        "exports/2025-W42",
        "rebuilt/2025-11-01",
        "warehouse.duckdb.unreadable-1",
    }
    assert remove(found) == sum(entry.size for entry in found) == 5 + 5 + 2 * 4 + 3 * 3 + 1 + 1
    assert list(old(home, DAY)) == []
    assert len(list(home.landing.glob("*/*/records.jsonl"))) == 4
    assert len(list(home.landing.glob("*/*/answers.warc.gz"))) == 2
    assert sorted(path.name for path in home.exports.iterdir()) == ["2025-W43", "2026-W03"]
    assert home.warehouse.exists()


def test_in_january_24_months_are_counted_by_the_calendar(home):
    assert [e for e in old(home, date(2025, 12, 31)) if e.kind == "answers"] == []
    assert len([e for e in old(home, date(2026, 2, 1)) if e.kind == "answers"]) == 3


def test_an_empty_home_has_nothing(tmp_path):
    assert list(old(Home(tmp_path), DAY)) == []
