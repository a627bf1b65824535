"""The restore drill, as an operator runs it: a sound backup restores what is published, one that lacks something
says what.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def command(*words: object) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CATASTRO_")}
    return subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=ROOT,
        env=environment | {"CATASTRO_GATE": "sql"},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of two sources, with a territory of its own."""
    path = tmp_path_factory.mktemp("drill") / "home"
    assert command("catastro.py", "init", path).returncode == 0
    sources = [word for source in ("agcid", "undef", "mindicador") for word in ("--source", source)]
    day = command("catastro.py", "--home", path, "run", "--replay", "sample", "--as-of", "2026-11-16", *sources)
    assert day.returncode == 0, day.stdout + day.stderr
    return path


def backup_of(home: Path, where: Path) -> Path:
    for name in ("landing", "territory"):
        shutil.copytree(home / name, where / name)
    return where


def test_a_sound_backup_restores_all_that_is_published(home: Path, tmp_path: Path) -> None:
    backup = backup_of(home, tmp_path)
    done = command("deploy/restore_drill.py", home, backup)
    assert (done.returncode, done.stdout) == (0, f"{backup}: restores all that {home}/catalogue.duckdb publishes\n"), (
        done.stderr
    )
    assert sorted(path.name for path in backup.iterdir()) == ["landing", "territory"]


def test_a_backup_that_lacks_a_source_says_which_tables_differ(home: Path, tmp_path: Path) -> None:
    backup = backup_of(home, tmp_path)
    shutil.rmtree(backup / "landing" / "undef")
    done = command("deploy/restore_drill.py", home, backup)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "table calls: 15 rows restored, 16 published\n" in done.stdout


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda backup: shutil.rmtree(backup / "landing"), "is not in the backup"),
        (lambda backup: next(backup.glob("landing/*/*/manifest.json")).write_text("{", encoding="utf-8"), "manifest"),
        (
            lambda backup: (backup / "territory" / "priorities.yaml").unlink(),
            "priorities.yaml: the file: does not exist",
        ),
    ],
)
def test_a_damaged_backup_is_told_in_a_sentence(home: Path, tmp_path: Path, damage, says: str) -> None:
    damage(backup := backup_of(home, tmp_path))
    done = command("deploy/restore_drill.py", home, backup)
    assert (done.returncode, done.stderr) == (1, ""), done.stderr
    assert says in done.stdout
