"""Homes that earlier commits made, taken on by this one: each is made by that commit's own code, from its own sample.

Belongs here: what must survive an upgrade. Needs the history of the repository; where a clone is shallow the commit is
not there to be run.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("nsf", "agcid", "mercociudades", "fia")
COMMITS = {
    "65e5fd7": "22 November: the first that exports weeks",
    "dd62996": "26 November: deduplication by columns",
    "fb36a9d": "the last in which the territory was the checkout's alone",
}
EDITED = "profiles:\n- {for: ngo, priorities: [water], languages: [es, en], minimum_grade: 1}\n"


def run(checkout: Path, home: Path, day: str, *words: str) -> subprocess.CompletedProcess[str]:
    """The command of a checkout, all of whose processes import that checkout."""
    sources = [word for source in SOURCES for word in ("--source", source)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CATASTRO_")}
    return subprocess.run(
        [
            sys.executable,
            "catastro.py",
            "--home",
            str(home),
            *words,
            "run",
            "--replay",
            "sample",
            "--as-of",
            day,
            *sources,
        ],
        cwd=checkout,
        env=environment | {"PYTHONPATH": str(checkout), "CATASTRO_GATE": "sql"},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def ask(home: Path, query: str) -> set[tuple[object, ...]]:
    with duckdb.connect(str(home / "catalogue.duckdb"), read_only=True) as con:
        return set(con.execute(query).fetchall())


@pytest.mark.parametrize("commit", COMMITS)
def test_a_home_of_an_earlier_commit_goes_on(tmp_path: Path, commit: str) -> None:
    packed = subprocess.run(["git", "-C", str(ROOT), "archive", commit], capture_output=True, check=False)
    if packed.returncode:
        pytest.skip(f"{commit} is not in this clone")
    before, home = tmp_path / "before", tmp_path / "home"
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(before, filter="data")
    made = run(before, home, "2026-11-16")
    assert made.returncode == 0, made.stdout + made.stderr
    # as an operator edits: in the checkout, before `catastro init` was there to bring the files into the home
    edited = commit == "dd62996"
    if edited:
        shutil.copytree(before / "territory", home / "territory")
        (home / "territory" / "profiles.yaml").write_text(EDITED, encoding="utf-8")
    ids, first = (
        ask(home, "SELECT call_id FROM calls"),
        ask(home, "SELECT source_id, record_key, call_id, first_seen_on FROM call_records"),
    )
    upgraded = run(ROOT, home, "2026-11-17")
    assert upgraded.returncode == 0, upgraded.stdout + upgraded.stderr
    living = ask(home, "SELECT call_id FROM calls UNION SELECT old_call_id FROM call_aliases")
    assert len(ids) > 30
    assert ids - living == set()
    kept = ask(home, "SELECT source_id, record_key, first_seen_on FROM call_records")
    assert {(source, key, seen) for source, key, _, seen in first} - kept == set()
    assert ask(home, "SELECT as_of::VARCHAR FROM publications") == {("2026-11-16",), ("2026-11-17",)}
    assert ask(home, "SELECT field FROM changes WHERE cause = 'source'") == set()
    assert ask(home, "SELECT first_on::VARCHAR FROM clock") == {("2026-11-16",)}
    if edited:
        assert (home / "territory" / "profiles.yaml").read_text(encoding="utf-8") == EDITED
        assert ask(home, "SELECT DISTINCT unnest(profiles) FROM arrivals WHERE new_on = DATE '2026-11-17'") <= {
            ("ngo",)
        }
