"""What the gate holds back: defects seeded between the build and the gate, a source that lists half, and thirty sound
days that pass.

Belongs here: that a defect is named, that nothing is published and the last catalogue stands. Does not belong: the
rules one by one (`sql/test_gate_rules.py`) or how far a catalogue may fall (`unit/test_quality.py`).
"""

import dataclasses
import hashlib
import json
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import duckdb
import pytest

from assets.run_context import cards
from pipelines.quality import RULES, CheckResult
from pipelines.territory import AcceptedFall, Territory
from warehouse import connect, gate, history, landing
from warehouse.day import (
    build_catalogue,
    catalogue_models,
    judge,
    land,
    prepare,
    put_in_place,
    stage_day,
)
from warehouse.home import Home
from warehouse.models import build
from warehouse.rebuild import day_of

ROOT = Path(__file__).resolve().parents[2]
FIRST, NEXT = date(2026, 11, 16), date(2026, 11, 17)
CARDS = cards()

CLOSED_AMONG_OPEN = "'open', 'closing_soon', 'undated', 'closed'"
DEFECTS = {
    "a null title": (
        "UPDATE {calls} SET title = NULL WHERE call_id = '{one}'",
        "calls.title values_not_null 1",
        "call_id={one}, title=NULL",
    ),
    "a blank title": (
        "UPDATE {calls} SET title = '  ' WHERE call_id = '{one}'",
        "calls.title values_matches 1",
        "call_id={one}",
    ),
    "two equal ids": (
        "UPDATE {calls} SET call_id = '{one}' WHERE call_id = '{two}'",
        "calls.call_id values_unique 2",
        "call_id={one}",
    ),
    "a closed call among the open": (
        "CREATE OR REPLACE VIEW catalogue.open_calls AS {open_calls}",
        "open_calls.status values_in_set {closed}",
        "status=closed",
    ),
    "a currency in words": (
        "UPDATE {calls} SET currency = 'euros' WHERE call_id = '{one}'",
        "calls.currency values_matches 1",
        "call_id={one}, currency=euros",
    ),
    "an orphan match": (
        "UPDATE catalogue.matches SET call_id = 'nowhere' WHERE call_id = '{matched}' AND priority_id = '{priority}'",
        "matches.call_id values_in_column 1",
        "call_id=nowhere, priority_id={priority}",
    ),
    "an amount of -5": (
        "UPDATE {calls} SET amount_max = -5 WHERE call_id = '{one}'",
        "calls.amount_max values_between 1",
        "call_id={one}, amount_max=-5.00",
    ),
    "half of yesterday's rows gone": (
        "DELETE FROM {calls} WHERE list_contains({half}, call_id)",
        "open_calls.call_id fall_of_15_percent {lost}",
        "abiertas hoy; de las del 16-11-2026 debían seguir",
    ),
    "an empty table": (
        "DELETE FROM catalogue.matches",
        "matches. rows_at_least {least}",
        "0 filas, al menos {least} debía haber",
    ),
    "no calls at all": ("DELETE FROM {calls}", "calls. rows_at_least 1", "0 filas, al menos 1 debía haber"),
    "a deadline before opening": (
        "UPDATE {calls} SET opens_on = closes_on + 1 WHERE call_id = '{dated}'",
        "calls.closes_on values_not_before 1",
        "call_id={dated}",
    ),
    "a call without record": (
        "DELETE FROM catalogue.call_records WHERE call_id = '{one}'",
        "calls.call_id values_in_column 1",
        "call_id={one}",
    ),
    "seen in the future": (
        "UPDATE {calls} SET last_seen_on = DATE '2026-11-18' WHERE call_id = '{one}'",
        "calls.last_seen_on values_between 1",
        "call_id={one}, last_seen_on=2026-11-18",
    ),
    "an unknown status word": (
        "UPDATE {calls} SET stated_status = 'abierta' WHERE call_id = '{one}'",
        "calls.stated_status values_in_set 1",
        "call_id={one}, stated_status=abierta",
    ),
    "half of a source gone": (
        "UPDATE catalogue.sources SET records = 33 WHERE source_id = 'grants_gov'",
        "sources.records fall_of_50_percent 1",
        "source_id=grants_gov, records=33, antes=66",
    ),
}
"""By name: what is done to the built tables, the check that must name it with its count, and what its example must
hold.
"""
RULED = {rule.check for rule in RULES}


@pytest.fixture(autouse=True)
def one_thread(monkeypatch):
    """Tables this small cost less CPU without DuckDB's helpers."""
    monkeypatch.setattr(duckdb, "connect", partial(duckdb.connect, config={"threads": 1}))


@pytest.fixture(scope="module")
def territory() -> Territory:
    return Territory.load()


@pytest.fixture(scope="module")
def next_day(sample_home, territory, tmp_path_factory):
    """A home in which the day after the sample is staged and built, and waits for the gate."""
    home = Home(tmp_path_factory.mktemp("next") / "home")
    shutil.copytree(sample_home, home.path)
    list_again(home.landing, home.landing, NEXT)
    with connect(home.warehouse) as con:
        land(con, home, NEXT)
        staged = stage_day(con, day_of(con, NEXT, CARDS, territory))
        build(con, catalogue_models())
        names = facts(con)
    return home, staged, names


def list_again(sample: Path, into: Path, day: date, change=lambda lines: lines) -> None:
    """Every source's run of the sample day again for another, its lines changed."""
    for old in sorted(sample.glob(f"*/{FIRST}-01")):
        new = into / old.parent.name / f"{day}-01"
        new.mkdir(parents=True)
        manifest = json.loads((old / "manifest.json").read_text(encoding="utf-8"))
        lines = change([json.loads(line) for line in (old / "records.jsonl").read_text(encoding="utf-8").splitlines()])
        manifest |= {"run_id": new.name, "as_of": str(day), "finished_at": f"{day}T12:00:00-03:00"}
        manifest["counts"] |= {"records": len(lines)}
        (new / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        (new / "records.jsonl").write_text(
            "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
        )


def facts(con: duckdb.DuckDBPyConnection) -> dict[str, object]:
    """What the seeds and the expectations are filled with."""

    def ask(query: str) -> list[tuple]:
        return con.execute(query).fetchall()

    (one,), (two,) = ask("SELECT call_id FROM catalogue.calls ORDER BY call_id LIMIT 2")
    ((dated,),) = ask("SELECT call_id FROM catalogue.calls WHERE closes_on IS NOT NULL ORDER BY call_id LIMIT 1")
    ((matched, priority),) = ask("SELECT call_id, priority_id FROM catalogue.matches ORDER BY ALL LIMIT 1")
    ((closed,),) = ask("""
        SELECT count(*) FROM catalogue.call_status JOIN catalogue.calls USING (call_id)
        WHERE status = 'closed' AND call_type IS DISTINCT FROM 'award_notice'""")
    half = [call for (call,) in ask("SELECT call_id FROM catalogue.open_calls ORDER BY call_id")][::2]
    view = next(m for m in catalogue_models() if m.name == "open_calls").sql
    return {
        "calls": "catalogue.calls",
        "one": one,
        "two": two,
        "dated": dated,
        "matched": matched,
        "priority": priority,
        "closed": closed,
        "half": half,
        "lost": len(half),
        "least": ask("SELECT count(*) FROM catalogue.calls")[0][0] // 20,
        "open_calls": view.replace("'open', 'closing_soon', 'undated'", CLOSED_AMONG_OPEN),
    }


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def outcome(result: CheckResult) -> tuple:
    return (result.table, result.column, result.check, result.outcome, result.count, result.example)


def attempt(next_day, folder: Path, seed: str) -> tuple[list[CheckResult], list[str]]:
    """Seed a copy of the built day, ask the gate, publish if it allows. Returns what forbids it, and what went wrong
    around it.
    """
    built, staged, _ = next_day
    home, trouble = Home(folder), []
    folder.mkdir()
    for name in ("warehouse.duckdb", "catalogue.duckdb"):
        shutil.copy2(built.path / name, folder / name)
    standing = digest(home.catalogue)
    with connect(home.warehouse) as con:
        con.execute("SET search_path = 'catalogue'")
        con.execute(seed)
        con.execute("RESET search_path")
        failures = judge(con, catalogue_models(), staged)
        by_sql = {outcome(r) for r in gate.with_sql(con, NEXT)}
        by_gx = {outcome(r) for r in gate.kept(con) if r.check in RULED}
        if by_sql != by_gx:
            trouble.append(f"Great Expectations and SQL differ: {sorted(by_sql ^ by_gx)}")
        if not failures:
            put_in_place(con, home, staged)
        elif con.execute("SELECT count(*) FROM history.publications WHERE pending").fetchall() != [(0,)]:
            trouble.append("the refused publication is still pending")
    if failures and (digest(home.catalogue) != standing or len(list(folder.iterdir())) != 2):
        trouble.append("the last catalogue does not stand as it was")
    shutil.rmtree(folder)
    return failures, trouble


def test_every_seeded_defect_is_named_and_nothing_is_published(next_day, tmp_path):
    """One test, so that one process pays for Great Expectations; it compares its results with those of SQL each
    time.
    """
    names, wrong = next_day[2], {}
    for name, (seed, check, example) in DEFECTS.items():
        failures, trouble = attempt(next_day, tmp_path / "home", seed.format_map(names))
        found = {f"{r.table}.{r.column} {r.check} {r.count}": str(r) for r in failures}
        told = found.get(check.format_map(names), "")
        if not told or example.format_map(names) not in told or trouble:
            wrong[name] = [*trouble, told or sorted(found)]
    assert wrong == {}
    assert attempt(next_day, tmp_path / "home", "SELECT 1") == ([], [])  # without a seed the same day is published


def test_a_fall_blocks_the_command_by_name_until_a_person_accepts_it(sample_home, territory, tmp_path):
    home = Home(tmp_path / "home")
    shutil.copytree(sample_home, home.path)
    with connect(
        home.warehouse
    ) as con:  # half of a source of the sample would be under its least number: a verdict already
        con.execute("UPDATE landed.runs SET records = 52 WHERE source_id = 'nsf'")
    standing = digest(home.catalogue)
    command = [sys.executable, "-m", "catastro", "--home", home.path, "run", "--replay", "sample", "--as-of", str(NEXT)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert (
        "fall_of_50_percent (sources.records): 1 fila, por ejemplo source_id=nsf, records=26, antes=52" in done.stderr
    )
    assert "El último catastro sigue publicado." in done.stderr
    assert digest(home.catalogue) == standing
    accepted = dataclasses.replace(
        territory, accepted_falls=[AcceptedFall(NEXT, "nsf", "someone", "A programme ended.")]
    )
    with connect(home.warehouse) as con:
        land(con, home, NEXT)
        staged = stage_day(con, day_of(con, NEXT, CARDS, accepted))
        assert build_catalogue(con, staged, renderer="sql") == []
        put_in_place(con, home, staged)
        warnings = [r.example for r in gate.kept(con) if r.outcome == "failed"]
    assert digest(home.catalogue) != standing
    assert warnings == ["source_id=nsf, records=26, antes=52"]  # told, and published


DAYS = [FIRST + timedelta(days=n) for n in range(30)]


def living(day: date):
    """A third of the sample as portals would show it on a day: what closed is gone, here and there one is missing or
    extended.
    """

    def change(lines: list) -> list:
        if lines and "rate" in lines[0]["listing"]:
            return [
                json.loads(re.sub(r'"on_date": "[^"]*"', f'"on_date": "{day}"', json.dumps(line))) for line in lines
            ]
        listed = []
        for place, line in enumerate(lines[::3]):
            if (place + day.toordinal()) % 19 == 0:
                continue  # missing today, listed again tomorrow
            text = json.dumps(line)
            if (place + day.toordinal() // 5) % 7 == 0:
                text = text.replace('"closes_on": "2027-01', '"closes_on": "2027-03')
            line = json.loads(text)
            closings = [d["closes_on"] for d in (line["detail"] or line["listing"]).get("deadlines") or []]
            if not closings or max(closings) >= str(day):
                listed.append(line)
        return listed

    return change


def test_thirty_sound_days_pass(sample_home, territory, tmp_path):
    """Each day landed, staged, built and judged in one process, in a warehouse in memory: publishing itself is not
    at stake.
    """
    wrong, closings = {}, []
    with connect(Path(":memory:")) as con:
        prepare(con)
        for day in DAYS:
            list_again(sample_home / "landing", tmp_path, day, living(day))
            landing.land(con, landing.runs(tmp_path, day, since=day))
            staged = stage_day(con, day_of(con, day, CARDS, territory))
            build_catalogue(con, staged, renderer="sql")
            if unsound := [str(result) for result in gate.kept(con) if result.outcome != "passed"]:
                wrong[day] = unsound
            history.settle(con, staged.publication)
            closings += con.execute("SELECT count(*) FROM catalogue.call_status WHERE status = 'closed'").fetchone()
        extended = con.execute(
            "SELECT count(*) FROM catalogue.changes WHERE field = 'deadlines' AND cause = 'source'"
        ).fetchone()
    assert wrong == {}
    assert closings[-1] > closings[0] + 5  # calls did close, and were no fall
    assert extended > (0,)
