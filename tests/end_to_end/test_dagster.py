"""The day in Dagster: what loads, what is recorded, what blocks, what a past day gives, and what is told of it.

Belongs here: runs of the job. Does not belong: the UI (`test_ui.py`), a day's own results (`test_days.py`).
"""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import Counter
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import duckdb
import pytest

from assets import alerts, crawls, exports, models
from assets.definitions import defs
from assets.instance import instance, run_day
from assets.run_context import Work
from pipelines.territory import Territory
from warehouse import stage_rows
from warehouse.headers import load_models
from warehouse.home import Busy, Home

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample"
BIN = Path(sys.executable).parent


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    """`run_day` names its home in the environment; the next test gets it as it was."""
    for name in (
        "DAGSTER_HOME",
        "CATASTRO_HOME",
        "CATASTRO_TERRITORY",
        "CATASTRO_WEBHOOK",
        "CATASTRO_MAIL_TO",
        "CATASTRO_RECIPIENTS",
    ):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


@pytest.fixture
def home(sample_home, tmp_path):
    """A copy of the home after the sample day."""
    shutil.copytree(sample_home, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture(scope="module")
def territory():
    return Territory.load(ROOT / "territory")


def day_of(home, territory, day, replay=SAMPLE):
    return Work(home=home, target=home, day=date.fromisoformat(day), territory=territory, frozen=True, replay=replay)


def evaluations(opened, run):
    """What was checked, but for the crawl whose sample is far smaller than the source declares."""
    entries = opened.all_logs(run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION)
    found = [entry.dagster_event.asset_check_evaluation_data for entry in entries]
    return [e for e in found if e.check_name != crawls.CHECK or e.asset_key.path[-1] != "grants_gov_extract"]


def newest_run(opened):
    return opened.get_runs(limit=1)[0]


def tables(path):
    with duckdb.connect(path, read_only=True) as con:
        names = [
            name for (name,) in con.execute("SELECT table_name FROM information_schema.tables ORDER BY 1").fetchall()
        ]
        return {name: con.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in names}


def broken(folder: Path, source: str) -> Path:
    """The sample's answers, one source's all failing."""
    shutil.copytree(SAMPLE, folder)
    head, *lines = (folder / "replay.tsv").read_text(encoding="utf-8").splitlines()
    lines = [line + ("\t500" if line.startswith(source) else "\t200") for line in lines]
    (folder / "replay.tsv").write_text("\n".join([head + "\tstatus", *lines]) + "\n", encoding="utf-8")
    return folder


def test_the_definitions_load_within_five_seconds_and_without_crawler_gate_or_database():
    code = """import resource, sys, assets.definitions as d
d.defs.get_repository_def()
used = resource.getrusage(resource.RUSAGE_SELF)
heavy = [m for m in ("scrapy", "great_expectations", "duckdb", "pandas", "pyarrow") if m in sys.modules]
print(used.ru_utime + used.ru_stime, *heavy)"""
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert float(said[0]) <= 5
    assert said[1:] == []


@pytest.mark.parametrize(
    "words",
    [
        ["dagster", "definitions", "validate", "-w", str(ROOT / "workspace.yaml")],
        ["dg", "check", "defs", "--target-path", str(ROOT)],
    ],
    ids=["dagster", "dg"],
)
def test_the_definitions_are_valid_from_another_folder(tmp_path, words):
    program = BIN / words[0]
    if not program.exists():
        pytest.skip(f"{words[0]} is not installed")
    done = subprocess.run(
        [str(program), *words[1:]], cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_source_in_use_is_an_asset_of_one_step_with_owner_freshness_and_check():
    specs = {spec.key: spec for spec in defs.resolve_all_asset_specs()}
    for source in crawls.in_use().values():
        spec = specs[crawls.key(source.id)]
        assert spec.owners
        assert spec.freshness_policy.timezone == "America/Santiago"
        assert source.name in spec.description
        assert spec.code_version
    step = crawls.steps()
    assert step.can_subset
    assert {c.asset_key for c in step.check_specs} == {crawls.key(i) for i in crawls.in_use()}


def test_every_model_is_an_asset_after_what_its_select_reads_with_its_columns():
    specs = {spec.key: spec for spec in defs.resolve_all_asset_specs()}
    for model in load_models(models.FOLDER):
        spec = specs[models.key(model.table)]
        upstream = {dep.asset_key for dep in spec.deps}
        assert {models.key(table) for table in model.reads} <= upstream
        assert all(key in specs for key in upstream)
        assert [c.name for c in spec.metadata["dagster/column_schema"].columns] == [c.name for c in model.columns]


def test_the_morning_comes_once_a_day_over_both_clock_changes():
    schedule = defs.resolve_schedule_def("daily_at_0530")
    zone = ZoneInfo("America/Santiago")
    for month in (4, 9):
        ticks = _ticks(schedule, datetime(2026, month, 1, tzinfo=zone), 12)
        assert [tick.date().day for tick in ticks] == list(range(1, 13))
        assert {(tick.hour, tick.minute) for tick in ticks} == {(5, 30)}


def _ticks(schedule, start, count):
    from dagster._utils.schedules import schedule_execution_time_iterator

    found = schedule_execution_time_iterator(
        start.timestamp(), schedule.cron_schedule, schedule.execution_timezone, ascending=True
    )
    return [next(found).astimezone(start.tzinfo) for _ in range(count)]


def test_a_tick_asks_for_its_own_day():
    at = datetime(2026, 11, 16, 5, 30, tzinfo=ZoneInfo("America/Santiago"))
    with dg.build_schedule_context(scheduled_execution_time=at, repository_def=defs.get_repository_def()) as context:
        (request,) = defs.resolve_schedule_def("daily_at_0530").evaluate_tick(context).run_requests
    assert (request.run_key, request.partition_key) == ("2026-11-16", "2026-11-16")


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


@pytest.fixture
def blocked(home, territory, monkeypatch):
    """A day with a negative amount and a match of no call, tried on top of a published one."""
    real = stage_rows.rows

    def planted(*arguments):
        rows = real(*arguments)
        rows["calls"][0]["amount_max"] = -5
        rows["matches"].append(
            {"call_id": "nobody", "priority_id": "water", "score": 0.5, "grade": 1, "terms": ["agua"], "quote": "agua"}
        )
        return rows

    before = home.catalogue.read_bytes()
    monkeypatch.setattr(stage_rows, "rows", planted)
    work = day_of(home, territory, "2026-11-17")
    with home.lock():
        ended_well = run_day(work)
    return home, work, ended_well, before


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


class Receiver(HTTPServer):
    """A webhook on loopback; `fails` answers 500."""

    def __init__(self):
        self.bodies, self.fails = [], False
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.server.fails:
            self.server.bodies.append(body)
        self.send_response(500 if self.server.fails else 204)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def webhook(monkeypatch):
    with Receiver() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("CATASTRO_WEBHOOK", f"http://127.0.0.1:{server.server_port}/")
        yield server
        server.shutdown()


def test_a_blocked_publication_is_told_once_and_again_only_where_telling_failed(webhook, blocked):
    home, *_ = blocked
    (body,) = webhook.bodies  # the command's own run has told it
    assert "2026-11-17: no se publicó" in body["text"]
    assert any("amounts_are_positive" in line for line in body["problems"])
    with instance(home) as opened:
        run, said = newest_run(opened), []
        assert alerts.report(opened, run, said.append)  # the log is another way
        assert not alerts.report(opened, run, said.append)
        assert len(webhook.bodies) == len(said) == 1
        for claim in (Path(opened.root_directory) / "reported").iterdir():
            claim.unlink()
        webhook.fails = True
        with pytest.raises(OSError, match="500"):
            alerts.report(opened, run)
        webhook.fails = False
        assert alerts.report(opened, run)
        assert len(webhook.bodies) == 2


WALL = b"<html><head><title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x'></script></head></html>"


def walled(folder: Path, *sources: str) -> Path:
    """The sample's answers; where some sources' listings were, a captcha with status 200."""
    shutil.copytree(SAMPLE, folder)
    for source in sources:
        for path in (folder / source).iterdir():
            path.write_bytes(WALL)
    return folder


def test_a_broken_source_is_a_red_check_is_told_by_the_sensor_and_publishes(home, territory, tmp_path):
    work = day_of(home, territory, "2026-11-17", broken(tmp_path / "answers", "nsf"))
    with home.lock():
        assert run_day(work)
    assert work.outcome.published
    with instance(home) as opened:
        run = newest_run(opened)
        (check,) = [e for e in evaluations(opened, run) if not e.passed]
        assert (check.asset_key, check.severity) == (crawls.key("nsf"), dg.AssetCheckSeverity.ERROR)
        shown = opened.get_latest_materialization_event(crawls.key("nsf")).asset_materialization
        assert shown.partition is None, "no green mark for a day whose records were not taken"
        assert (shown.metadata["verdict"].value, shown.metadata["ill_since"].value) == ("failed", "2026-11-17")
        assert shown.metadata["last_good_on"].value == "2026-11-16"
        assert "2026-11-17" not in opened.get_materialized_partitions(crawls.key("nsf"))
        sensor = defs.resolve_sensor_def("alerts")
        with dg.build_sensor_context(
            instance=opened
        ) as context:  # the Monday before tells of a source on trial, as each week
            assert "de 2 se avisó" in str(sensor(context).skip_message)
        with dg.build_sensor_context(instance=opened) as context:
            assert "de 0 se avisó" in str(sensor(context).skip_message)


def test_a_captcha_is_seen_as_such_in_the_summary_the_asset_the_alert_and_the_status_and_on_trial_once_a_week(
    webhook, home, tmp_path
):
    answers = str(walled(tmp_path / "answers", "nsf", "unhabitat", "gcf"))
    environment = {k: v for k, v in os.environ.items() if k not in ("CATASTRO_HOME", "CATASTRO_TERRITORY")}
    command = [sys.executable, "-m", "catastro", "--home", str(home.path)]

    def a_day(day):
        words = [*command, "run", "--replay", answers, "--as-of", day]
        return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    states = {i: s.state for i, s in crawls.in_use().items()}
    assert (states["nsf"], states["unhabitat"], states["gcf"]) == ("live", "trial", "trial")
    done = a_day("2026-11-17")
    assert done.returncode == 3, done.stderr
    assert (
        "nsf (ilegible desde el 17-11-2026): En lugar de la página llegó un control contra robots (Cloudflare)."
        in done.stdout
    )
    assert "A prueba, y hoy sin recolección buena:" in done.stdout
    (told,) = webhook.bodies
    assert [line for line in told["problems"] if "Cloudflare" in line] == [
        "fuente nsf: En lugar de la página llegó un control contra robots (Cloudflare).",
        "a prueba: fuentes gcf, unhabitat: En lugar de la página llegó un control contra robots (Cloudflare).",
    ]
    with instance(home) as opened:
        shown = opened.get_latest_materialization_event(crawls.key("nsf")).asset_materialization
        assert "control contra robots (Cloudflare)" in shown.metadata["note"].value
    assert a_day("2026-11-18").returncode == 3
    assert not [line for line in webhook.bodies[-1]["problems"] if line.startswith("a prueba")], "once a week"
    assert "fuente nsf" in webhook.bodies[-1]["text"]
    assert len(webhook.bodies) == 2
    assert a_day("2026-11-18").returncode == 3
    assert len(webhook.bodies) == 2, "the same is not told twice a day"
    assert a_day("2026-11-23").returncode == 3
    assert [line for line in webhook.bodies[-1]["problems"] if line.startswith("a prueba: fuentes gcf, unhabitat")]
    look = subprocess.run(
        [*command, "status"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert re.search(
        r"^  nsf +ilegible desde 17-11-2026, buena el 16-11-2026: En lugar de la página .* \(Cloudflare\)\.$",
        look,
        re.M,
    )
    assert len(look.splitlines()) < 25, "one screen"


def test_what_is_mistyped_is_no_run_and_nobody_is_told(webhook, home, tmp_path):
    environment = {k: v for k, v in os.environ.items() if k not in ("CATASTRO_HOME", "CATASTRO_TERRITORY")}
    with instance(home) as opened:
        before = len(opened.get_runs())
    (tmp_path / "empty").mkdir()
    (tmp_path / "no.warc").write_bytes(b"not one")
    for words in (
        ["--replay", "/nope"],
        ["--replay", str(tmp_path / "empty")],
        ["--replay", str(tmp_path / "no.warc")],
        ["--source", "nobody"],
        ["--gate", "none"],
        ["--as-of", "soon"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "catastro", "--home", str(home.path), "run", *words],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2, (words, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
    with instance(home) as opened:
        assert len(opened.get_runs()) == before
        job = defs.resolve_job_def("daily")  # from the pages: a run, which nobody is told of
        os.environ["CATASTRO_HOME"] = str(home.path)
        done = job.execute_in_process(
            instance=opened,
            partition_key="2026-11-17",
            raise_on_error=False,
            run_config={"resources": {"work": {"config": {"replay": "/nope"}}}},
        )
        assert not done.success
        assert alerts.alert(opened, opened.get_run_by_id(done.run_id)) is None
    assert webhook.bodies == []


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


def asked_after(opened, publication_day, home, monkeypatch):
    """What the sensor asks for when it sees the newest publication, as if it were of a day."""
    monkeypatch.setenv("CATASTRO_HOME", str(home.path))
    sensor = defs.resolve_sensor_def("after_monday")
    opened.report_runless_asset_event(dg.AssetMaterialization(models.PUBLISHED, partition=publication_day))
    with dg.build_sensor_context(instance=opened, repository_def=defs.get_repository_def(), cursor=None) as context:
        asked = sensor.evaluate_tick(context)
    return [request.partition_key for request in asked.run_requests]


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


def test_the_canary_fails_and_is_told_where_a_source_no_longer_looks_as_it_did(home, tmp_path, monkeypatch):
    monkeypatch.setenv("CATASTRO_HOME", str(home.path))
    before, job = home.catalogue.read_bytes(), defs.resolve_job_def("canary")
    with instance(home) as opened:
        for answers, well in ((SAMPLE, True), (broken(tmp_path / "answers", "nsf"), False)):
            asked = {"replay": str(answers), "sources": ["nsf", "undef"]}
            done = job.execute_in_process(
                instance=opened, run_config={"ops": {"look_at_sources": {"config": asked}}}, raise_on_error=False
            )
            assert done.success is well
        said = alerts.alert(opened, newest_run(opened)).text
    assert "hay fuentes que ya no se parecen a lo que se probó" in said
    assert "nsf: failed: Ninguna página del listado respondió" in said
    assert "undef" not in said
    assert home.catalogue.read_bytes() == before
