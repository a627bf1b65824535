"""What a run's files do to the landed records: versions, details carried forward, absence."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from warehouse import connect
from warehouse.landing import due, land, next_run_id, runs


def line(key, title="a title", detail=None, failed=None, **fields):
    return {
        "record_key": key,
        "listing": {"record_key": key, "title": title, **fields},
        "detail": detail,
        "detail_failed": failed,
    }


@pytest.fixture
def landing(tmp_path):
    return tmp_path / "landing"


def write_run(landing: Path, run_id: str, day: str, records, verdict="ok", lists_all=True, source="src"):
    folder = landing / source / run_id
    folder.mkdir(parents=True)
    (folder / "records.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records))
    (folder / "manifest.json").write_text(
        json.dumps(
            {
                "source_id": source,
                "run_id": run_id,
                "as_of": day,
                "finished_at": f"{day}T12:00:00-03:00",
                "verdict": verdict,
                "note": "",
                "counts": {"records": len(records)},
                "lists_all": lists_all,
            }
        )
    )


def landed(landing: Path, query: str):
    with connect(landing.parent / "warehouse.duckdb") as con:
        land(con, runs(landing))
        return con.execute(query).fetchall()


def contents(landing: Path):
    rows = landed(
        landing,
        "SELECT record_key, content FROM landed.records JOIN landed.versions USING (source_id, record_key, content_hash)",
    )
    return {key: json.loads(content) for key, content in rows}


def test_the_same_content_twice_is_one_version_and_keeps_its_landing(landing):
    write_run(landing, "1", "2026-01-01", [line("a")])
    write_run(landing, "2", "2026-01-02", [line("a")])
    assert landed(landing, "SELECT landing, first_seen_on, last_seen_on FROM landed.records") == [
        ("src/1", date(2026, 1, 1), date(2026, 1, 2))
    ]
    assert landed(landing, "SELECT count(*) FROM landed.versions") == [(1,)]


def test_a_failed_detail_keeps_the_last_good_one(landing):
    write_run(landing, "1", "2026-01-01", [line("a", detail={"record_key": "a", "text": "prose"})])
    write_run(landing, "2", "2026-01-02", [line("a", failed="answered 500")], verdict="incomplete")
    assert contents(landing)["a"]["text"] == "prose"


def test_a_listing_that_says_otherwise_wins_over_a_carried_detail_and_keeps_winning(landing):
    detail = {"record_key": "a", "title": "long title", "opens_on": "2026-01-05"}
    write_run(landing, "1", "2026-01-01", [line("a", detail=detail)])
    for day in ("2026-01-02", "2026-01-03"):
        write_run(landing, day, day, [line("a", failed="answered 500", opens_on="2026-02-01")], verdict="incomplete")
        assert contents(landing)["a"] == {"record_key": "a", "title": "long title", "opens_on": "2026-02-01"}


def test_two_absences_from_complete_listings_on_two_days_make_a_record_gone(landing):
    write_run(landing, "1", "2026-01-01", [line("a"), line("b")])
    write_run(landing, "2a", "2026-01-02", [line("a")])
    write_run(landing, "2b", "2026-01-02", [line("a")])
    assert landed(landing, "SELECT gone_on FROM landed.records WHERE record_key = 'b'") == [(None,)]
    write_run(landing, "3", "2026-01-03", [line("a")])
    assert landed(landing, "SELECT gone_on FROM landed.records WHERE record_key = 'b'") == [(date(2026, 1, 3),)]


@pytest.mark.parametrize(
    ("verdict", "lists_all"), [("incomplete", True), ("failed", True), ("malformed", True), ("ok", False)]
)
def test_absence_from_anything_less_means_nothing(landing, verdict, lists_all):
    write_run(landing, "1", "2026-01-01", [line("a"), line("b")])
    for day in ("2026-01-02", "2026-01-03", "2026-01-04"):
        write_run(landing, day, day, [line("a")], verdict=verdict, lists_all=lists_all)
    assert landed(landing, "SELECT gone_on, absent_since FROM landed.records WHERE record_key = 'b'") == [(None, None)]


def test_a_record_that_comes_back_is_no_longer_absent(landing):
    write_run(landing, "1", "2026-01-01", [line("a"), line("b")])
    write_run(landing, "2", "2026-01-02", [line("a")])
    write_run(landing, "3", "2026-01-03", [line("a"), line("b")])
    assert landed(landing, "SELECT absent_since, gone_on FROM landed.records WHERE record_key = 'b'") == [(None, None)]


def test_records_of_a_malformed_run_are_quarantined(landing):
    write_run(landing, "1", "2026-01-01", [line("a", title="good")])
    write_run(landing, "2", "2026-01-02", [line("a", title="")], verdict="malformed")
    assert contents(landing)["a"]["title"] == "good"


@pytest.mark.parametrize(
    "spoilt",
    [
        b'{"record_key": "b"\n',
        b"\x00" * 200,
        b"[1, 2]\n",
        b'{"record_key": 7, "listing": {}, "detail": null, "detail_failed": null}\n',
        b'{"record_key": "b", "listing": {"record_key": "b", "title": "\xff"}, "detail": null, "detail_failed": null}\n',
        b'{"record_key": "b", "listing": {"record_key": "b", "opens_on": "soon"}, "detail": null, "detail_failed": null}\n',
        b'{"record_key": "b", "listing": {"record_key": "b", "no_field": 1}, "detail": null, "detail_failed": null}\n',
        b'{"record_key": "b", "listing": {"record_key": "b", "amount_max": "x"}, "detail": null, "detail_failed": null}\n',
        b"[" * 100_000,
    ],
    ids=["cut", "zeros", "a list", "a number for a key", "not UTF-8", "no day", "no field", "no amount", "deep"],
)
def test_an_unreadable_record_is_left_out_alone_and_said_and_absence_means_nothing(landing, spoilt):
    write_run(landing, "1", "2026-01-01", [line("a"), line("b"), line("c")])
    for day in ("2026-01-02", "2026-01-03"):
        write_run(landing, day, day, [line("a", title="another")])
        path = landing / "src" / day / "records.jsonl"
        path.write_bytes(path.read_bytes() + spoilt)
    said = []
    with connect(landing.parent / "warehouse.duckdb") as con:
        land(con, runs(landing), said.append)
        assert con.execute("SELECT record_key, absent_since FROM landed.records ORDER BY 1").fetchall() == [
            ("a", None),
            ("b", None),
            ("c", None),
        ]
        assert con.execute("SELECT note FROM landed.runs ORDER BY run_id").fetchall()[1] == (
            " Registros ilegibles en lo recogido: 1.",
        )
    assert [words.split(":")[0] for words in said] == [
        str(landing / "src" / day / "records.jsonl") for day in ("2026-01-02", "2026-01-03")
    ]
    assert "line 2" in said[0]
    assert contents(landing)["a"]["title"] == "another"


def test_records_that_are_gone_or_a_folder_cost_their_run_alone(landing):
    write_run(landing, "1", "2026-01-01", [line("a")])
    write_run(landing, "2", "2026-01-02", [line("a")])
    write_run(landing, "3", "2026-01-03", [line("a")])
    (landing / "src" / "2" / "records.jsonl").unlink()
    (landing / "src" / "3" / "records.jsonl").unlink()
    (landing / "src" / "3" / "records.jsonl").mkdir()
    assert landed(landing, "SELECT record_key, last_seen_on, absent_since FROM landed.records") == [
        ("a", date(2026, 1, 1), None)
    ]


@pytest.mark.parametrize(
    "spoilt",
    [
        b"",
        b"{",
        b"\xff\xfe{}",
        b"[]",
        b'{"source_id": "src"}',
        b"null",
        None,
        json.dumps(
            {
                "source_id": "src",
                "run_id": "1",
                "as_of": "2026-01-02",
                "finished_at": "2026-01-02T12:00:00-03:00",
                "verdict": "ok",
                "note": "",
                "counts": {"records": 1},
                "lists_all": True,
            }
        ).encode(),
    ],
    ids=["empty", "cut", "UTF-16", "a list", "half", "null", "gone", "another's"],
)
def test_an_unreadable_manifest_costs_its_run_alone_and_is_said(landing, spoilt):
    for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
        write_run(landing, day, day, [line("a")])
    path = landing / "src" / "2026-01-02" / "manifest.json"
    if spoilt is None:
        path.unlink()
    else:
        path.write_bytes(spoilt)
    said = []
    assert [run.run_id for run in runs(landing, say=said.append)] == ["2026-01-01", "2026-01-03"]
    assert len(said) == 1
    assert str(path) in said[0]
    assert due(landing, {"src": "daily"}, date(2026, 1, 2)) == ["src"]


def test_runs_that_are_known_and_days_that_are_not_asked_for_are_not_read(landing):
    for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
        write_run(landing, day, day, [line("a")])
        (landing / "src" / day / "manifest.json").write_text("spoilt")
    said = []
    assert runs(landing, date(2026, 1, 2), since=date(2026, 1, 2), known={("src", "2026-01-02")}, say=said.append) == []
    assert said == []


def test_unfinished_runs_are_not_landed(landing):
    write_run(landing, "1.part", "2026-01-01", [line("a")])
    assert runs(landing) == []


def test_run_ids_of_replays_count_and_those_of_live_runs_say_the_hour(landing):
    assert next_run_id(landing, date(2026, 1, 1), None) == "2026-01-01-01"
    write_run(landing, "2026-01-01-01", "2026-01-01", [])
    assert next_run_id(landing, date(2026, 1, 1), None) == "2026-01-01-02"
    assert next_run_id(landing, date(2026, 1, 1), datetime(2026, 1, 1, 5, 30, 7)) == "2026-01-01T053007"


def test_a_weekly_source_is_due_a_week_after_its_last_good_crawl(landing):
    cadences = {"src": "weekly", "other": "daily"}
    write_run(landing, "1", "2026-01-01", [])
    write_run(landing, "2", "2026-01-03", [], verdict="failed")
    assert due(landing, cadences, date(2026, 1, 7)) == ["other"]
    assert due(landing, cadences, date(2026, 1, 8)) == ["src", "other"]
