"""What a run's files do to the landed records: versions, details carried forward, absence."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from warehouse import connect
from warehouse.landing import BadLanding, due, forget_answers, land, next_run_id, runs


def line(key, title="a title", detail=None, failed=None, **fields):
    return {"record_key": key, "listing": {"record_key": key, "title": title, **fields}, "detail": detail, "detail_failed": failed}


@pytest.fixture
def landing(tmp_path):
    return tmp_path / "landing"


def write_run(landing: Path, run_id: str, day: str, records, verdict="ok", lists_all=True, source="src"):
    folder = landing / source / run_id
    folder.mkdir(parents=True)
    (folder / "records.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records))
    (folder / "manifest.json").write_text(json.dumps({
        "source_id": source, "run_id": run_id, "as_of": day, "finished_at": f"{day}T12:00:00-03:00", "verdict": verdict, "note": "",
        "counts": {"records": len(records)}, "lists_all": lists_all}))


def landed(landing: Path, query: str):
    with connect(landing.parent / "warehouse.duckdb") as con:
        land(con, runs(landing))
        return con.execute(query).fetchall()


def contents(landing: Path):
    rows = landed(landing, "SELECT record_key, content FROM landed.records JOIN landed.versions USING (source_id, record_key, content_hash)")
    return {key: json.loads(content) for key, content in rows}


def test_the_same_content_twice_is_one_version_and_keeps_its_landing(landing):
    write_run(landing, "1", "2026-01-01", [line("a")])
    write_run(landing, "2", "2026-01-02", [line("a")])
    assert landed(landing, "SELECT landing, first_seen_on, last_seen_on FROM landed.records") == [
        ("src/1", date(2026, 1, 1), date(2026, 1, 2))]
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


@pytest.mark.parametrize(("verdict", "lists_all"), [("incomplete", True), ("failed", True), ("malformed", True), ("ok", False)])
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


def test_a_broken_line_names_file_and_line_and_lands_nothing(landing):
    write_run(landing, "1", "2026-01-01", [line("a")])
    path = landing / "src" / "1" / "records.jsonl"
    path.write_text(path.read_text() + '{"record_key": "b"\n')
    with pytest.raises(BadLanding, match=r"records\.jsonl, line 2"):
        landed(landing, "SELECT 1")
    path.write_text(path.read_text().splitlines()[0] + "\n")
    assert landed(landing, "SELECT count(*) FROM landed.records") == [(1,)]


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


def test_answers_are_forgotten_after_24_months_and_records_never(landing):
    for day in ("2023-12-31", "2024-01-01"):
        write_run(landing, day, day, [line("a")])
        (landing / "src" / day / "answers.warc.gz").write_bytes(b"recorded")
    assert forget_answers(landing, date(2026, 1, 15)) == 1
    assert not (landing / "src" / "2023-12-31" / "answers.warc.gz").exists()
    assert (landing / "src" / "2024-01-01" / "answers.warc.gz").exists()
    assert [run.run_id for run in runs(landing)] == ["2023-12-31", "2024-01-01"]
    assert (landing / "src" / "2023-12-31" / "records.jsonl").exists()
