"""What is told of a day in Dagster, to whom and how often.

Belongs here: the sensor, the webhook, what fails alone. Does not belong: what a day gives (`test_dagster.py`).
"""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import dagster as dg
import pytest

from assets import alerts, crawls
from assets.definitions import defs
from assets.instance import instance, run_day
from tests.end_to_end.dagster_days import SAMPLE, broken, day_of, evaluations, newest_run, walled
from warehouse.home import Home

pytestmark = pytest.mark.usefixtures("clean_environment")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(sample_home, tmp_path):
    """A copy of the home after the sample day."""
    shutil.copytree(sample_home, tmp_path / "home")
    return Home(tmp_path / "home")


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
