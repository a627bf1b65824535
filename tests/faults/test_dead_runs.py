"""What an unfinished run is taken for, what is done about it, and how a run of the command ends when it is told to.

Belongs here: runs as the orchestrator records them. Does not belong: what a killed day leaves in the home
(`test_kills.py`).
"""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from datetime import date, timedelta
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.events import EngineEventData

from assets import dead
from assets.instance import instance, mend
from warehouse.home import Home

ROOT = Path(__file__).resolve().parents[2]
FAILED, STARTED, CANCELED = dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELED


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """The orchestrator's records of an empty home."""
    for name in ("DAGSTER_HOME", "CATASTRO_HOME"):
        monkeypatch.setenv(name, "")
    with instance(Home(tmp_path / "home")) as opened:
        yield opened


@dg.job
def daily():
    """A job that does nothing: what is recorded of its runs is what matters."""


def begin(opened, *, pid=None, status=STARTED, **tags):
    """A run in the records; `pid`: of the process that it told of."""
    run = opened.create_run_for_job(daily, status=status, tags={"dagster/partition": "2026-11-16", **tags})
    if pid:
        opened.report_engine_event(f"Started process for run (pid: {pid}).", run, EngineEventData.in_process(pid))
    return run


def statuses(opened):
    return {run.run_id: run.status for run in opened.get_runs()}


def test_a_run_of_the_command_that_is_unfinished_while_the_home_is_held_is_dead(opened, tmp_path):
    died = begin(opened, **{dead.STARTED_BY: dead.COMMAND})
    own = begin(opened, **{dead.STARTED_BY: dead.COMMAND})
    assert [run.run_id for run in dead.clear(opened, Home(tmp_path / "home"), but=own.run_id)] == [died.run_id]
    assert statuses(opened) == {died.run_id: FAILED, own.run_id: STARTED}


def test_a_run_of_the_orchestrator_lives_as_long_as_its_process(opened, tmp_path):
    with subprocess.Popen(["sleep", "60"]) as process:
        run = begin(opened, pid=process.pid)
        assert dead.clear(opened, Home(tmp_path / "home")) == []
        process.kill()
    assert [died.run_id for died in dead.clear(opened, Home(tmp_path / "home"))] == [run.run_id]


def test_a_process_that_began_after_the_run_told_of_its_own_is_another(opened):
    assert dead._process_lives(os.getpid(), time.time())
    assert not dead._process_lives(os.getpid(), time.time() - 30 * 86400)
    zombie = subprocess.Popen(["true"])
    time.sleep(0.3)
    assert not dead._process_lives(zombie.pid, time.time())
    zombie.wait()


def test_a_run_on_its_way_is_left_alone_until_it_is_late(opened, tmp_path, monkeypatch):
    home, run = Home(tmp_path / "home"), begin(opened, status=dg.DagsterRunStatus.STARTING)
    assert dead.clear(opened, home) == []
    monkeypatch.setattr(dead, "START_SECONDS", 0)
    assert [died.run_id for died in dead.clear(opened, home)] == [run.run_id]


def test_a_run_that_died_while_it_was_stopped_is_stopped(opened, tmp_path):
    run = begin(opened, status=dg.DagsterRunStatus.CANCELING, **{dead.STARTED_BY: dead.COMMAND})
    dead.clear(opened, Home(tmp_path / "home"))
    assert statuses(opened) == {run.run_id: CANCELED}


def test_a_pool_s_place_of_a_dead_run_is_free_again(opened, tmp_path):
    run = begin(opened, **{dead.STARTED_BY: dead.COMMAND})
    storage = opened.event_log_storage
    storage.set_concurrency_slots("duckdb", 1)
    assert storage.claim_concurrency_slot("duckdb", run.run_id, "land").is_claimed
    assert not storage.claim_concurrency_slot("duckdb", "another", "land").is_claimed
    dead.clear(opened, Home(tmp_path / "home"))
    assert storage.claim_concurrency_slot("duckdb", "another", "land").is_claimed


def test_half_landings_of_the_dead_are_taken_away_and_whole_ones_stay(opened, tmp_path):
    home = Home(tmp_path / "home")
    for name in ("2026-11-16-01", "2026-11-17-01.part"):
        (home.landing / "nsf" / name).mkdir(parents=True)
        (home.landing / "nsf" / name / "records.jsonl").write_text("{}\n")
    dead.clear(opened, home)
    assert [path.name for path in (home.landing / "nsf").iterdir()] == ["2026-11-16-01"]


def test_the_sensor_looks_where_nobody_is_at_work(opened, tmp_path, monkeypatch):
    home, run = Home(tmp_path / "home"), begin(opened, **{dead.STARTED_BY: dead.COMMAND})
    monkeypatch.setenv("CATASTRO_HOME", str(home.path))
    said = []

    def look():
        with dg.build_sensor_context(instance=opened) as context:
            said.append(str(dead.dead_runs(context).skip_message))

    with home.lock():
        look()
    assert statuses(opened) == {run.run_id: STARTED}
    look()
    assert statuses(opened) == {run.run_id: FAILED}
    look()
    assert said == [
        "Hay una ejecución trabajando",
        "1 ejecuciones muertas se dieron por fallidas",
        "Ninguna ejecución sin terminar",
    ]


# Notes a signal and goes on, as the orchestrator does between its steps.
DEAF = """
    import signal, sys, time
    from assets.ending import obedient
    with obedient({limits}):
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        print("deaf", flush=True)
        for _ in range(600):
            time.sleep(0.1)
"""


@pytest.mark.parametrize(
    ("number", "limits", "why"),
    [
        (signal.SIGTERM, "grace=0.5", "SIGTERM"),
        (signal.SIGINT, "grace=0.5", "SIGINT"),
        (None, "longest=0.5, grace=0.5", "su límite"),
    ],
)
def test_a_run_that_hears_nothing_ends_all_the_same(number, limits, why):
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(DEAF.format(limits=limits))],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "deaf\n"
    if number:
        process.send_signal(number)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 1
    assert why in said
    assert len(said.splitlines()) == 1


def test_a_run_that_hears_ends_by_itself():
    from assets.ending import obedient

    with obedient(grace=60) as told:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        time.sleep(0.2)
    assert told.why.endswith("(SIGTERM)")
    with obedient() as told:
        pass
    assert told.why == ""


def test_runs_past_their_span_are_forgotten_with_the_notes_that_they_were_told(opened, tmp_path):
    from assets.instance import forget, old_runs

    run, living = begin(opened, status=FAILED), begin(opened)
    claims = Path(opened.root_directory) / "reported"
    claims.mkdir()
    (claims / f"{run.run_id}.mail").touch()
    today = date.today()
    assert old_runs(opened, today) == []
    later = today + timedelta(days=91)
    assert old_runs(opened, later) == [run.run_id], "and never one that has not ended"
    forget(opened, old_runs(opened, later))
    assert list(statuses(opened)) == [living.run_id]
    assert list(claims.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("history/runs.db", b"hello " * 900),
        ("schedules/schedules.db", "flipped"),
        ("history/runs/index.db", b""),
        ("schedules/schedules.db", b"hello " * 900),
        ("", b"a file"),
    ],
)
def test_records_of_the_orchestrator_that_cannot_be_read_begin_anew(tmp_path, monkeypatch, name, spoil):
    for variable in ("DAGSTER_HOME", "CATASTRO_HOME"):
        monkeypatch.setenv(variable, "")
    home, said = Home(tmp_path / "home"), []
    with instance(home) as opened:
        begin(opened)
    mend(home, said.append)
    assert said == []
    if name:
        data = bytearray((home.dagster / name).read_bytes())
        data[500::1000] = bytes(byte ^ 0xFF for byte in data[500::1000])
        (home.dagster / name).write_bytes(data if spoil == "flipped" else spoil)
    else:
        shutil.rmtree(home.dagster)
        home.dagster.write_bytes(spoil)
    mend(home, said.append)
    readable = spoil == b""  # an empty file is a database without tables, to SQLite and to the orchestrator
    assert len(said) == (0 if readable else 1)
    with instance(home) as opened:
        assert [run.status for run in opened.get_runs()] == ([STARTED] if readable else [])
        begin(opened)
