"""Analysts' clients: DuckDB without its extension ICU, and the command line, over one published catalogue."""

import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import catastro
from warehouse.analyst_query import as_csv, iso
from warehouse.models import build_one
from warehouse.publish import publish

ROOT = Path(__file__).resolve().parents[2]
WASM = ROOT / "node_modules" / "@duckdb" / "duckdb-wasm"
DAY = "2026-11-30"


@pytest.fixture(scope="module")
def home(tmp_path_factory, new_stage, models) -> Path:
    """A home whose catalogue stands on 30-11-2026, the day of its first publication."""
    stage = new_stage()
    stage.tables["clock"][0]["first_on"] = stage.tables["clock"][0]["as_of"]
    stage.call("one", stage.tables["clock"][0]["as_of"], title="=1+1;\tcon «ñ»", amount_max=1000, currency="EUR")
    stage.add(
        "decisions",
        position=1,
        profile_id="ngo",
        call_id="one",
        decision="follow",
        decided_on=stage.tables["clock"][0]["as_of"],
        seen_on=stage.tables["clock"][0]["as_of"],
    )
    stage.add(
        "decisions",
        position=2,
        profile_id="ngo",
        call_id="one",
        decision="dismiss",
        decided_on=stage.tables["clock"][0]["as_of"],
        seen_on=stage.tables["clock"][0]["as_of"],
    )
    path = tmp_path_factory.mktemp("home")
    with duckdb.connect() as con:
        stage.into(con)
        publish(con, path / "catalogue.duckdb", models)
    return path


def ask(home: Path, *words: str, code: int = 0, as_json: bool = False):
    done = CliRunner().invoke(catastro.app, [*(["--json"] if as_json else []), "--home", str(home), "sql", *words])
    assert done.exit_code == code, done.output
    return done.stdout_bytes if not code else done.stderr


@pytest.mark.skipif(
    shutil.which("node") is None or not WASM.exists(),
    reason="needs node, and `npm install --no-save @duckdb/duckdb-wasm` in the checkout",
)
def test_a_client_without_icu_opens_every_view(home, models):
    views = [m.name for m in models if m.schema == "catalogue" and m.materialized == "view"]
    asked = [
        "SELECT extension_name FROM duckdb_extensions() WHERE loaded",
        "SELECT day FROM today",
        "SELECT title, days_left FROM open_calls",
        *(f"SELECT count(*) FROM (SELECT * FROM {view})" for view in views),
        "SET VARIABLE as_of = DATE '2026-11-29'",
        "SELECT day FROM today",
    ]
    done = subprocess.run(
        ["node", str(ROOT / "tests" / "sql" / "client_without_icu.cjs"), str(home / "catalogue.duckdb"), *asked],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env=os.environ | {"NODE_PATH": str(ROOT / "node_modules")},
    )
    loaded, day, calls, *counted, _, early = [json.loads(line) for line in done.stdout.splitlines()]
    assert ["icu"] not in loaded["rows"]
    assert day["rows"] == [["1795996800000"]]  # 30-11-2026 as milliseconds
    assert calls["rows"] == [["=1+1;\tcon «ñ»", "0"]]
    assert len(counted) == len(views) >= 7
    assert [(view, answer) for view, answer in zip(views, counted, strict=True) if "error" in answer] == []
    assert "the catalogue begins on 2026-11-30" in early["error"]


def test_a_live_clock_has_santiagos_day_without_icu(home, models, new_stage):
    """The same view, by a clock that runs: around midnight both may differ by a moment, so either day will do."""
    stage = new_stage()
    stage.tables["clock"] = [{"as_of": None}]
    with duckdb.connect() as con:
        stage.into(con)
        build_one(con, next(m for m in models if m.name == "today"))
        ask_day = "SELECT (now() AT TIME ZONE 'America/Santiago')::DATE, day FROM catalogue.today"
        assert any(len(set(con.execute(ask_day).fetchone())) == 1 for _ in range(2))


def test_off_a_terminal_days_are_iso(home):
    assert ask(
        home, "SELECT title, next_deadline_on, [next_deadline_on] AS days FROM open_calls"
    ).decode().splitlines() == ["title\tnext_deadline_on\tdays", f"=1+1; con «ñ»\t{DAY}\t{DAY}"]


def test_the_forms(home):
    query = "SELECT title, next_deadline_on, closes_at, eligible, amount_max, rate_on IS NULL AS bare FROM open_calls"
    assert ask(home, query, "--format", "csv").decode() == (
        "title,next_deadline_on,closes_at,eligible,amount_max,bare\r\n"
        f'\'=1+1;\tcon «ñ»,{DAY},,"[""municipality""]",1000.00,false\r\n'
    )
    told = [
        {
            "title": "=1+1;\tcon «ñ»",
            "next_deadline_on": DAY,
            "closes_at": None,
            "eligible": ["municipality"],
            "amount_max": "1000.00",
            "bare": False,
        }
    ]
    assert json.loads(ask(home, query, "--format", "json")) == told
    assert json.loads(ask(home, query, as_json=True)) == told
    parquet = pq.read_table(io.BytesIO(ask(home, query, "--format", "parquet")))
    assert [str(parquet.schema.field(name).type) for name in ("next_deadline_on", "eligible", "amount_max")] == [
        "date32[day]",
        "list<element: string>",
        "decimal128(18, 2)",
    ]
    assert parquet["title"].to_pylist() == ["=1+1;\tcon «ñ»"]
    assert "diga una de estas: table, csv, json, parquet" in ask(home, query, "--format", "xml", code=2)


def test_a_value_for_programs_has_no_other_reading():
    assert [iso(value) for value in (None, True, [1, None], {"a": "b"})] == ["", "true", "[1, null]", '{"a": "b"}']
    assert as_csv(["a"], [('x,"y"\nz',)]) == 'a\r\n"x,""y""\nz"\r\n'


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT 1; SELECT 2", "2 statements: ask one SELECT"),
        ("", "0 statements"),
        ("/* nothing */", "0 statements"),
        (f"SET VARIABLE as_of = DATE '{DAY}'; SELECT * FROM today", "use --as-of"),
    ],
)
def test_several_statements_are_refused_and_not_half_answered(home, query, says):
    assert says in ask(home, query, code=2)


def test_a_semicolon_at_the_end_is_no_second_statement(home):
    assert ask(home, "SELECT ';' AS a;").decode() == "a\n;\n"


def test_a_day_before_the_first_publication_is_refused_with_that_day(home):
    says = ask(home, "SELECT count(*) FROM calls", "--as-of", "2026-11-29", code=2)
    assert says.strip() == "--as-of 2026-11-29: the catalogue begins on 2026-11-30; ask for that day or a later one"
    assert ask(home, "SELECT day FROM today", "--as-of", DAY).decode() == f"day\n{DAY}\n"


def test_decisions_are_a_table_with_their_history(home):
    assert json.loads(ask(home, "SELECT decision, stands FROM decisions ORDER BY decision", "--format", "json")) == [
        {"decision": "dismiss", "stands": True},
        {"decision": "follow", "stands": False},
    ]
