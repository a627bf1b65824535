"""The day in Dagster: what loads, what is recorded, what blocks, what a past day gives, and what is told of it.

Belongs here: runs of the job. Does not belong: the UI (`test_ui.py`), a day's own results (`test_days.py`).
"""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections import Counter
from datetime import date
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from assets import alerts, crawls, exports, models
from assets.definitions import defs
from assets.instance import instance, run_day
from tests.end_to_end.dagster_days import SAMPLE, asked_after, broken, day_of, evaluations, newest_run, tables
from warehouse.home import Busy, Home

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
pytestmark = pytest.mark.usefixtures("clean_environment")


@pytest.fixture
def home(sample_home, tmp_path):
    """A copy of the home after the sample day."""
    shutil.copytree(sample_home, tmp_path / "home")
    return Home(tmp_path / "home")


def test_the_command_s_run_is_recorded_with_its_figures(home):
    with instance(home) as opened:
        run = newest_run(opened)
        assert (run.job_name, run.status) == ("daily", dg.DagsterRunStatus.SUCCESS)
        assert run.tags["dagster/partition"] == "2026-11-16"
        event = opened.get_latest_materialization_event(crawls.key("grants_gov")).asset_materialization
        assert event.partition == "2026-11-16"
        assert {"records", "pages", "verdict", "seconds"} <= event.metadata.keys()
        assert isinstance(event.metadata["records"].value, int)
        calls = opened.get_latest_materialization_event(models.key("catalogue.calls")).asset_materialization
        (there,) = duckdb.connect(home.catalogue, read_only=True).execute("SELECT count(*) FROM calls").fetchone()
        assert calls.metadata["dagster/row_count"].value == there
        assert all(e.passed for e in evaluations(opened, run))


def test_an_error_blocks_the_publication_and_names_table_column_count_and_example(blocked):
    home, work, ended_well, before = blocked
    assert not ended_well
    assert not work.outcome.published
    assert home.catalogue.read_bytes() == before
    with instance(home) as opened:
        run = newest_run(opened)
        failed = {(e.asset_key.to_user_string(), e.check_name): e for e in evaluations(opened, run) if not e.passed}
        assert failed.keys() == {
            ("catalogue/matches", "columns"),
            ("catalogue/matches", "quality"),
            ("catalogue/calls", "quality"),
            ("catalogue/calls", "amounts_are_positive"),
        }
        assert all(e.severity == dg.AssetCheckSeverity.ERROR and e.blocking for e in failed.values())
        said = failed["catalogue/matches", "columns"].description
        assert "matches.call_id" in said
        assert "1 fila" in said
        assert "nobody" in said
        assert not [s for s in opened.get_run_step_stats(run.run_id, ["publish"]) if s.start_time]


def test_of_two_runs_at_once_the_command_says_so_and_the_orchestrator_s_waits(home):
    with home.lock():
        said = subprocess.run(
            [
                sys.executable,
                "-m",
                "catastro",
                "--home",
                str(home.path),
                "run",
                "--replay",
                str(SAMPLE),
                "--as-of",
                "2026-11-16",
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert said.returncode == 1
        assert "otra corrida trabaja en esta carpeta" in said.stderr
        with pytest.raises(Busy), Home(home.path).lock(wait_seconds=1.5):
            pass
    told, held, waited_for, freed = [], threading.Event(), threading.Event(), threading.Event()

    def waits(words):
        told.append(words)
        waited_for.set()

    def first():
        with Home(home.path).lock():
            held.set()
            assert waited_for.wait(60)
            freed.set()

    thread = threading.Thread(target=first)
    thread.start()
    held.wait()
    with Home(home.path).lock(wait_seconds=30, on_wait=waits):
        assert freed.is_set()
    thread.join()
    assert len(told) == 1


def test_a_past_day_re_run_gives_what_was_published_that_day_and_leaves_what_is_published(
    tmp_path, territory, monkeypatch
):
    home = Home(tmp_path / "home")
    for day, replay in (
        ("2026-09-02", SAMPLE),
        ("2026-09-03", broken(tmp_path / "answers", "nsf")),
        ("2026-09-04", SAMPLE),
    ):
        with home.lock():
            assert run_day(day_of(home, territory, day, replay))
        shutil.copyfile(home.catalogue, tmp_path / f"{day}.duckdb")
    published = home.catalogue.read_bytes()
    monkeypatch.setenv("CATASTRO_HOME", str(home.path))
    with instance(home) as opened:
        for day in ("2026-09-03", "2026-09-02", "2026-09-02"):
            done = defs.resolve_job_def("daily").execute_in_process(instance=opened, partition_key=day)
            assert done.success
            assert tables(home.rebuilt(date.fromisoformat(day)).catalogue) == tables(tmp_path / f"{day}.duckdb")
        assert opened.get_latest_materialization_event(models.PUBLISHED).asset_materialization.partition == "2026-09-04"
        assert (
            opened.get_latest_materialization_event(crawls.key("agcid")).asset_materialization.partition == "2026-09-04"
        )
    assert home.catalogue.read_bytes() == published
    assert Counter(p.parent.name for p in home.landing.glob("*/*"))["agcid"] == 3


def test_a_past_day_without_a_landing_and_a_publication_alone_say_why(home, monkeypatch):
    monkeypatch.setenv("CATASTRO_HOME", str(home.path))
    job = defs.resolve_job_def("daily")
    with instance(home) as opened:
        assert not job.execute_in_process(instance=opened, partition_key="2026-09-05", raise_on_error=False).success
        assert "nothing landed on 2026-09-05" in alerts.alert(opened, newest_run(opened)).text
        before = home.catalogue.read_bytes()
        alone = job.execute_in_process(
            instance=opened, partition_key="2026-09-05", asset_selection=[models.PUBLISHED], raise_on_error=False
        )
        assert not alone.success
        assert "run the whole day" in alerts.alert(opened, newest_run(opened)).text
        assert home.catalogue.read_bytes() == before


def test_json_and_exit_codes_are_as_before(home, tmp_path):
    command = [
        sys.executable,
        "-m",
        "catastro",
        "--home",
        str(home.path),
        "--json",
        "run",
        "--as-of",
        "2026-11-17",
        "--replay",
    ]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CATASTRO_")}
    answers = str(broken(tmp_path / "answers", "nsf"))
    done = subprocess.run([*command, answers], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    told = json.loads(done.stdout)
    assert told["published"]
    assert told["sources_not_ok"] == ["nsf"]


def test_the_export_follows_monday_s_publication_and_one_that_came_late(home, monkeypatch):
    with instance(home) as opened:
        assert asked_after(opened, "2026-10-14", home, monkeypatch) == [], (
            "a new installation waits for its first Monday"
        )
        assert asked_after(opened, "2026-10-12", home, monkeypatch) == ["2026-10-12"]
        (home.exports / "2026-W42").mkdir(parents=True)
        assert asked_after(opened, "2026-10-14", home, monkeypatch) == []
        assert asked_after(opened, "2026-10-20", home, monkeypatch) == ["2026-10-20"], (
            "Monday the 19th published nothing"
        )


def test_the_weekly_job_writes_the_week_and_says_which_mail_did_not_go_out(home, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "territory", tmp_path / "territory")
    (tmp_path / "territory" / "profiles.yaml").write_text(
        "profiles:\n- {for: ngo, priorities: all, languages: [es, en], minimum_grade: 1}\n", encoding="utf-8"
    )
    monkeypatch.setenv("CATASTRO_HOME", str(home.path))
    monkeypatch.setenv("CATASTRO_TERRITORY", str(tmp_path / "territory"))
    job = defs.resolve_job_def("weekly")
    with instance(home) as opened:
        assert job.execute_in_process(instance=opened, partition_key="2026-11-16").success
        figures = opened.get_latest_materialization_event(exports.EXPORTS).asset_materialization.metadata
        assert (figures["week"].value, figures["dagster/row_count"].value) == ("2026-W47", 1)
        assert (home.exports / "2026-W47" / "ngo" / "boletin.html").exists()
        (tmp_path / "recipients.csv").write_text("profile,address\nngo,a@ejemplo.invalid\n", encoding="utf-8")
        monkeypatch.setenv("CATASTRO_RECIPIENTS", str(tmp_path / "recipients.csv"))
        monkeypatch.setenv("SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("SMTP_PORT", "1")
        assert not job.execute_in_process(instance=opened, partition_key="2026-11-16", raise_on_error=False).success
        said = alerts.alert(opened, newest_run(opened)).text
        assert "el informe de la semana no salió entero" in said
        assert "the mail server cannot be reached" in said
