"""What the tests of days in Dagster share: the sample with a fault, and what a run left in the instance."""

import shutil
from datetime import date
from pathlib import Path

import dagster as dg
import duckdb

from assets import crawls, models
from assets.definitions import defs
from assets.run_context import Work

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample"


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


WALL = b"<html><head><title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x'></script></head></html>"


def walled(folder: Path, *sources: str) -> Path:
    """The sample's answers; where some sources' listings were, a captcha with status 200."""
    shutil.copytree(SAMPLE, folder)
    for source in sources:
        for path in (folder / source).iterdir():
            path.write_bytes(WALL)
    return folder


def asked_after(opened, publication_day, home, monkeypatch):
    """What the sensor asks for when it sees the newest publication, as if it were of a day."""
    monkeypatch.setenv("CATASTRO_HOME", str(home.path))
    sensor = defs.resolve_sensor_def("after_monday")
    opened.report_runless_asset_event(dg.AssetMaterialization(models.PUBLISHED, partition=publication_day))
    with dg.build_sensor_context(instance=opened, repository_def=defs.get_repository_def(), cursor=None) as context:
        asked = sensor.evaluate_tick(context)
    return [request.partition_key for request in asked.run_requests]
