"""How an installation is, by its files alone: what cannot be read is left out, and it costs the same at any age."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from warehouse.home import Home
from warehouse.status import FARTHEST, Health, by_cause, health, keep_last_run, prometheus, status

DAY = date(2026, 11, 30)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def crawl(home, source_id, day, verdict="ok", note="", records=5, number=1):
    folder = home.landing / source_id / f"{day}-{number:02}"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(
        json.dumps(
            {
                "source_id": source_id,
                "run_id": folder.name,
                "as_of": str(day),
                "finished_at": f"{day}T12:00:00-03:00",
                "verdict": verdict,
                "note": note,
                "counts": {"records": records},
                "lists_all": True,
            }
        )
    )
    return folder


def test_a_source_is_ill_since_the_first_crawl_that_was_not_good_after_the_last_that_was(home):
    for days, verdict in ((9, "failed"), (8, "ok"), (3, "malformed"), (2, "failed"), (1, "incomplete")):
        crawl(home, "nsf", DAY - timedelta(days), verdict, note=f"hace {days}")
    found = health(home.landing, "nsf")
    assert (found.verdict, found.note, found.crawled_on) == ("incomplete", "hace 1", DAY - timedelta(1))
    assert (found.ill, found.ill_since, found.last_good_on) == (True, DAY - timedelta(3), DAY - timedelta(8))
    crawl(home, "nsf", DAY, "empty_confirmed")
    assert (health(home.landing, "nsf").ill, health(home.landing, "nsf").ill_since) == (False, None)


def test_what_cannot_be_read_is_passed_over_and_nothing_landed_is_no_illness(home):
    crawl(home, "nsf", DAY - timedelta(2))
    for number, text in enumerate((b"", b"{", b"[]", b"\xff\xfe", b'{"verdict": "failed"}'), 1):
        (crawl(home, "nsf", DAY, "failed", number=number) / "manifest.json").write_bytes(text)
    crawl(home, "nsf", DAY - timedelta(1), "failed").rename(home.landing / "nsf" / f"{DAY}-09.part")
    assert health(home.landing, "nsf").verdict == "ok"
    assert not health(home.landing, "never").ill
    assert health(home.landing, "never").verdict is None


def test_no_more_manifests_are_read_than_a_year_s(home, monkeypatch):
    for days in range(FARTHEST + 50):
        crawl(home, "wall", DAY - timedelta(days), "malformed")
    assert health(home.landing, "wall").ill_since == DAY - timedelta(FARTHEST - 1)


@pytest.mark.parametrize(
    ("cadence", "crawled", "good", "due"),
    [
        ("daily", 0, 0, False),
        ("daily", 1, 1, True),
        ("weekly", 6, 6, False),
        ("weekly", 7, 7, True),
        ("weekly", 1, 9, True),
        ("monthly", 27, 27, False),
        ("daily", 0, None, False),
        ("monthly", 3, None, True),
    ],
)
def test_a_source_is_due_as_the_day_s_run_has_it(cadence, crawled, good, due):
    one = Health(
        "a", "live", cadence, "ok", "", DAY - timedelta(crawled), 1, None if good is None else DAY - timedelta(good)
    )
    assert one.due(DAY) is due


def test_an_empty_home_and_one_whose_catalogue_is_damaged_are_told(home):
    found = status(home, {"nsf": ("live", "daily")}, DAY)
    assert (found.published, found.trouble, found.due, found.ill, found.never) == (
        None,
        "nothing was published yet",
        ["nsf"],
        [],
        ["nsf"],
    )
    assert not home.path.exists()
    home.path.mkdir()
    home.catalogue.write_bytes(b"no database")
    (home.path / "last_run.json").write_text("{")
    found = status(home, {}, DAY)
    assert "catalogue.duckdb cannot be read" in found.trouble
    assert found.last_run is None
    assert found.folders["catalogue.duckdb"] == 11


def test_a_run_that_holds_the_home_is_seen_and_not_disturbed(home):
    with home.lock():
        assert status(home, {}, DAY).at_work
    assert not status(home, {}, DAY).at_work


def test_the_last_run_is_kept_and_told(home):
    home.path.mkdir()
    keep_last_run(home, {"day": DAY, "published": False, "why": "el disco", "ended_at": "2026-11-30T06:00:00-03:00"})
    assert status(home, {}, DAY).last_run["why"] == "el disco"
    keep_last_run(Home(home.path / "not" / "there"), {})  # nowhere to write: nothing is raised


def test_the_page_for_prometheus_has_one_help_and_type_a_metric_and_escapes_its_labels(home):
    crawl(home, "nsf", DAY, "malformed")
    crawl(home, "undef", DAY)
    page = prometheus(
        replace(status(home, {"nsf": ("live", "daily"), "undef": ("trial", "daily")}, DAY), folders={'a"\\\nb': 5})
    )
    lines = page.splitlines()
    names = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(names) == len(set(names))
    assert 'catastro_source_well{source="nsf",state="live"} 0' in lines
    assert 'catastro_source_well{source="undef",state="trial"} 1' in lines
    assert r'catastro_home_bytes{part="a\"\\\nb"} 5' in lines
    assert all(line.startswith(("# HELP catastro_", "# TYPE catastro_", "catastro_")) for line in lines)
    assert page.endswith("\n")


def test_causes_are_told_once_however_many_sources_share_them():
    down = "Ninguna página del listado respondió: robots.txt de https://www.{}.org no se pudo leer (sin red): sin él no se consulta."
    found = by_cause(
        {i: down.format(i) for i in ("a", "b", "c")}
        | {"d": "3 registros, menos que los 15 esperados.", "e": "Falta la marca «x»."}
    )
    assert [ids for ids, _ in found] == [["a", "b", "c"], ["d"], ["e"]]
    assert found[0][1] == down.format("a")
    assert (
        len(
            by_cause({"d": "3 registros, menos que los 15 esperados.", "e": "7 registros, menos que los 20 esperados."})
        )
        == 1
    )
