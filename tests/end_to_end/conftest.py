"""The sample day, run once by the real command for all end-to-end tests.

Belongs here: the home of that run and a connection to its catalogue. Does not belong: expectations
(`sample/manifest.yaml`).
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.matching.eligibility.assessment import kinds_in_words, standing_in_words
from pipelines.territory import Territory
from tests.end_to_end.dagster_days import day_of
from warehouse import stage_rows

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True, scope="session")
def cheap_gate() -> Iterator[None]:
    """Days run the gate's rules as plain SQL, which spares each the import of Great Expectations; the sample day
    runs the real thing.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CATASTRO_GATE", "sql")
        yield


@pytest.fixture
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


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after the sample day; with several test workers, the first runs the day and the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    home, report = shared / "sample_home", shared / "sample_home.report"
    with (shared / "sample_home.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not report.exists():
            report.write_text(_run_the_day(home), encoding="utf-8")
    if failure := report.read_text(encoding="utf-8"):
        pytest.fail(failure, pytrace=False)
    return home


@pytest.fixture(scope="session")
def catalogue(sample_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's published catalogue, as an analyst opens it."""
    with duckdb.connect(sample_home / "catalogue.duckdb", read_only=True) as con:
        yield con


@pytest.fixture(scope="session")
def unreasoned() -> Callable[[Path], list[str]]:
    """What is wrong with the verdicts on eligibility in a home: each ineligible one needs a rule and words of the call
    or of the funder's standing rule, each unclear one a question, each eligible one a rule and a quote."""
    return _unreasoned


def _unreasoned(home: Path) -> list[str]:
    with duckdb.connect(home / "warehouse.duckdb", read_only=True) as con:
        texts: dict[str, str] = {}
        for call_id, content in con.execute("""
            SELECT c.call_id, v.content FROM stage.call_records AS c
            JOIN landed.records AS r USING (source_id, record_key) JOIN landed.versions AS v USING (source_id, record_key, content_hash)
        """).fetchall():
            record = json.loads(content)
            words = (str(record.get(name) or "") for name in ("title", "summary", "text"))
            field = kinds_in_words(record.get("applicant_types") or [])
            texts[call_id] = texts.get(call_id, "") + _letters(f"{' '.join(words)} {field}")
        verdicts = con.execute("SELECT call_id, applicant, outcome, rule, quote, ask FROM stage.eligibility").fetchall()
    assert {outcome for _, _, outcome, *_ in verdicts} >= {"ineligible", "unclear"}
    standing = {standing_in_words(rule) for funder in Territory.load().funders for rule in funder.standing_rules}
    return [
        f"{call_id} {applicant}: {outcome} by {rule!r}, quote {quote!r}, ask {question!r}"
        for call_id, applicant, outcome, rule, quote, question in verdicts
        if not rule
        or (outcome == "unclear") != bool(question)
        or (outcome != "unclear" and not quote)
        or (rule == "standing_rule" and quote not in standing)
        or (
            outcome == "ineligible"
            and rule != "standing_rule"
            and not all(_letters(part.removesuffix("…")) in texts[call_id] for part in quote.split(" | "))
        )
    ]


def _letters(text: str) -> str:
    """Letters and digits alone: how a text is spaced, hyphenated and marked says nothing."""
    return "".join(letter for letter in text if letter.isalnum())


def _run_the_day(home: Path) -> str:
    """Run the command; "" where it published, else what it said."""
    command = [sys.executable, "catastro.py", "--home", str(home), "run", "--replay", "sample", "--as-of", "2026-11-16"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CATASTRO_")}
    day = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900, check=False)
    return (
        ""
        if day.returncode == 0
        else f"{' '.join(command)}\nexit {day.returncode}\n{day.stdout[-4000:]}\n{day.stderr[-8000:]}"
    )


@pytest.fixture(scope="session")
def territory() -> Territory:
    """The territory that ships."""
    return Territory.load(ROOT / "territory")


@pytest.fixture
def blocked(home, territory, monkeypatch):  # `home` is the test file's own
    """A day with a negative amount and a match of no call, tried on top of a published one."""
    from assets.instance import run_day  # the orchestrator, which few of these tests need

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
