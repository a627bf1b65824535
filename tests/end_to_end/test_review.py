"""A person's judgement, from the review to a rebuilt catalogue."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[2]
TWINS = "nsf:https://www.nsf.gov/funding/opportunities/mct-mathematics-crowds-transit/nsf26-617", "grants_gov:361358"
EDITIONS = "grants_gov:361407", "grants_gov:361414"


def catastro(home: Path, territory: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "catastro.py", "--home", str(home), "--territory", str(territory), *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done


def together(home: Path, pair: tuple[str, str]) -> bool:
    with duckdb.connect(home / "catalogue.duckdb", read_only=True) as con:
        rows = con.execute(
            "SELECT count(DISTINCT call_id), count(*) FROM call_records WHERE source_id || ':' || record_key IN (?, ?)",
            list(pair),
        ).fetchone()
    assert rows is not None
    assert rows[1] == 2
    return bool(rows[0] == 1)


def test_different_splits_and_same_joins_and_a_rebuild_keeps_it(sample_home: Path, tmp_path: Path) -> None:
    territory = shutil.copytree(ROOT / "territory", tmp_path / "territory")
    home = tmp_path / "home"
    home.mkdir()
    shutil.copytree(sample_home / "landing", home / "landing")
    shutil.copy(sample_home / "warehouse.duckdb", home)
    assert together(sample_home, TWINS)
    assert not together(sample_home, EDITIONS)

    doubts = json.loads(catastro(home, territory, "--json", "review", "--limit", "2").stdout)
    assert len(doubts) <= 2
    assert all(doubt["a"]["record_id"] != doubt["b"]["record_id"] for doubt in doubts)
    catastro(home, territory, "review", *TWINS, "--different", "--why", "para probar", "--who", "Prueba")
    catastro(home, territory, "review", *EDITIONS, "--same", "--why", "para probar", "--who", "Prueba")
    refused = catastro(home, territory, "review", *TWINS, "--same", "--why", "otra vez", "--who", "Prueba", code=2)
    assert "edit that line" in refused.stderr
    assert "--same o --different" in catastro(home, territory, "review", *TWINS, "--why", "nada", code=2).stderr

    rebuilt = tmp_path / "rebuilt"
    catastro(home, territory, "rebuild", "--as-of", "2026-11-16", "--home", str(rebuilt))
    assert not together(rebuilt, TWINS)
    assert together(rebuilt, EDITIONS)
