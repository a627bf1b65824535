"""Whole days by the real command: twice, into other homes, rebuilt, with a changed answer, with every answer failing.

Belongs here: what must hold between runs. Does not belong: what is planted in the sample (`test_sample.py`).
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample"
DAY = "2026-11-16"


def catastro(*words: object, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "catastro", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == code, f"exit {done.returncode}\n{done.stdout[-4000:]}\n{done.stderr[-6000:]}"
    return done.stdout + done.stderr


def ask(home: Path, query: str) -> list[tuple]:
    with duckdb.connect(home / "catalogue.duckdb", read_only=True) as con:
        return con.execute(query).fetchall()


def tables(home: Path) -> dict[str, list[tuple]]:
    """Every table and view of a catalogue, its rows in order."""
    with duckdb.connect(home / "catalogue.duckdb", read_only=True) as con:
        names = [
            name for (name,) in con.execute("SELECT table_name FROM information_schema.tables ORDER BY 1").fetchall()
        ]
        return {name: con.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in names}


def difference(a: dict[str, list[tuple]], b: dict[str, list[tuple]]) -> dict[str, object]:
    """The tables that differ, each with its first rows on one side only."""
    assert a.keys() == b.keys()
    return {
        t: ([r for r in a[t] if r not in b[t]][:2], [r for r in b[t] if r not in a[t]][:2]) for t in a if a[t] != b[t]
    }


@pytest.fixture
def home(sample_home, tmp_path):
    """A copy of the home after the sample day, to go on from."""
    copy = tmp_path / "home"
    shutil.copytree(sample_home, copy)
    return copy


@pytest.fixture
def answers(tmp_path):
    """A copy of the sample's answers, to change."""
    copy = tmp_path / "answers"
    shutil.copytree(SAMPLE, copy)
    return copy


def test_the_same_day_again_changes_nothing(sample_home, home):
    catastro("--home", home, "run", "--replay", SAMPLE, "--as-of", DAY)
    assert difference(tables(sample_home), tables(home)) == {}
    assert ask(home, "SELECT count(*) FROM changes") == [(0,)]


def test_the_same_day_elsewhere_and_rebuilt_is_equal(sample_home, tmp_path):
    catastro("--home", tmp_path / "other", "run", "--replay", SAMPLE, "--as-of", DAY)
    catastro("--home", sample_home, "rebuild", "--as-of", DAY, "--home", tmp_path / "rebuilt")
    assert difference(tables(sample_home), tables(tmp_path / "other")) == {}
    assert difference(tables(sample_home), tables(tmp_path / "rebuilt")) == {}


def postpone(answers: Path) -> str:
    """Give one EU topic another deadline; returns its key."""
    path = next((answers / "eu_sedia").glob("*.json"))
    body = json.loads(path.read_text(encoding="utf-8"))
    topics = [r["metadata"] for r in body["results"] if r["metadata"]["type"] == ["1"]]
    key = next(
        m["identifier"] for m in topics if m["deadlineModel"] == ["single-stage"] and m["deadlineDate"][0] > "2027"
    )
    for topic in topics:  # the same topic may stand there in several languages
        if topic["identifier"] == key:
            topic["deadlineDate"] = [re.sub(r"^\d{4}-\d\d-\d\d", "2027-12-24", topic["deadlineDate"][0])]
    path.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    return key[0]


def test_a_changed_deadline_is_one_change_that_matters_and_the_same_call(home, answers, tmp_path):
    key = postpone(answers)
    query = f"SELECT call_id FROM call_records WHERE source_id = 'eu_sedia' AND record_key = '{key}'"
    call = ask(home, query)
    catastro("--home", home, "run", "--replay", answers, "--as-of", "2026-11-17")
    assert ask(home, query) == call
    changes = ask(
        home,
        "SELECT call_id, field, cause, matters, new_value FROM changes WHERE field IN ('deadlines', 'closes_on') ORDER BY field",
    )
    assert changes == [(*call[0], "deadlines", "source", True, "2027-12-24")]
    assert ask(home, "SELECT DISTINCT call_id, cause FROM changes") == [(*call[0], "source")]
    assert ask(home, f"SELECT changed_on::VARCHAR FROM calls WHERE call_id = '{call[0][0]}'") == [("2026-11-17",)]
    catastro("--home", home, "rebuild", "--as-of", "2026-11-17", "--home", tmp_path / "rebuilt")
    assert difference(tables(home), tables(tmp_path / "rebuilt")) == {}


def test_a_day_on_which_every_answer_fails_closes_nothing_and_shows_its_age(home, answers):
    table = (answers / "replay.tsv").read_text(encoding="utf-8").splitlines()
    lines = [table[0] + "\tstatus", *(line + "\t500" for line in table[1:])]
    (answers / "replay.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    query = "SELECT call_id, status FROM call_status ORDER BY call_id"
    catastro("--home", home, "run", "--replay", SAMPLE, "--as-of", "2026-11-17")
    before = ask(home, "SET VARIABLE as_of = DATE '2026-11-18'; " + query)
    catastro("--home", home, "run", "--replay", answers, "--as-of", "2026-11-18", code=3)
    assert ask(home, query) == before
    assert ask(home, "SELECT count(*) FROM calls WHERE withdrawn_on IS NOT NULL") == [(0,)]
    assert ask(home, "SELECT count(*) FROM changes") == [(0,)]
    assert ask(home, "SELECT DISTINCT verdict, last_good_at::DATE::VARCHAR FROM sources WHERE state = 'live'") == [
        ("failed", "2026-11-17")
    ]


def test_a_first_day_without_any_answer_publishes_nothing_and_says_why(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "replay.tsv").write_text("file\tmethod\turl\tcontent_type\tdate\trequest_body\n")
    said = catastro("--home", tmp_path / "home", "run", "--replay", empty, "--as-of", DAY, code=1)
    assert "No se publicó nada" in said
    assert not (tmp_path / "home" / "catalogue.duckdb").exists()


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["run", "--source", "no_such"], "no hay fuente llamada no_such"),
        (["run", "--replay", "nowhere.warc.gz", "--as-of", DAY], "nowhere.warc.gz"),
        (["--territory", "nowhere", "run", "--replay", "sample", "--as-of", DAY], "nowhere"),
        (["parse", "nsf", "nowhere.xml"], "nowhere.xml"),
    ],
)
def test_wrong_usage_is_exit_2_and_names_what_is_wrong(tmp_path, words, hint):
    assert hint in catastro("--home", tmp_path, *words, code=2)


def test_sql_answers_and_refuses_to_write(sample_home):
    rows = json.loads(catastro("--home", sample_home, "--json", "sql", "SELECT count(*) AS n FROM calls"))
    assert rows[0]["n"] > 100
    for attack in (
        "DELETE FROM calls",
        "COPY calls TO '/tmp/out.csv'",
        "SET enable_external_access = true",
        "SELECT * FROM read_text('/etc/hosts')",
    ):
        catastro("--home", sample_home, "sql", attack, code=1)
    assert ask(sample_home, "SELECT count(*) FROM calls") == [(rows[0]["n"],)]


def test_status_of_a_replayed_call_does_not_depend_on_today(sample_home):
    (soon,) = ask(
        sample_home,
        "SELECT call_id, days_left FROM call_status WHERE status = 'closing_soon' ORDER BY days_left, call_id LIMIT 1",
    )
    told = json.loads(
        catastro(
            "--home", sample_home, "--json", "sql", f"SELECT days_left FROM call_status WHERE call_id = '{soon[0]}'"
        )
    )
    assert told == [{"days_left": soon[1]}]
    later = json.loads(
        catastro(
            "--home",
            sample_home,
            "--json",
            "sql",
            "--as-of",
            "2030-01-01",
            f"SELECT status FROM call_status WHERE call_id = '{soon[0]}'",
        )
    )
    assert later == [{"status": "closed"}]
