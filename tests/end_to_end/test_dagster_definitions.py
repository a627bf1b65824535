"""What Dagster loads: how fast, which assets with which pages, and when a day comes.

Belongs here: definitions that no run needs. Does not belong: runs of the job (`test_dagster.py`).
"""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from assets import crawls, models
from assets.definitions import defs
from warehouse.headers import load_models

pytestmark = pytest.mark.usefixtures("clean_environment")
ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


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
