"""A home's own territory: brought once, never touched again, and read by whatever runs in that home."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import catastro
from pipelines.territory import FILES, PEOPLE_DECIDE, Territory, TerritoryError
from warehouse.home import Home
from warehouse.own_territory import SHIPPED, bring, folder_of


def test_a_home_reads_its_own_territory_once_it_has_one(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert folder_of(home) == SHIPPED
    assert set(bring(home).added) == {*FILES, *PEOPLE_DECIDE, "README.md"}
    assert folder_of(home) == tmp_path / "territory"
    assert folder_of(home, tmp_path / "named") == tmp_path / "named"


def test_what_people_edited_is_never_touched(tmp_path: Path) -> None:
    home = Home(tmp_path)
    bring(home)
    edited = home.territory / "profiles.yaml"
    edited.write_text("profiles: [{for: ngo, priorities: all, languages: [es], minimum_grade: 2}]\n", encoding="utf-8")
    (home.territory / "expected_funds.csv").unlink()  # as after an upgrade that reads one more file
    again = bring(home)
    assert (again.added, again.differ) == (("expected_funds.csv",), ("profiles.yaml",))
    assert edited.read_text(encoding="utf-8").startswith("profiles: [{for: ngo")
    assert bring(home).added == ()


def test_files_that_no_run_could_read_do_not_become_a_homes_own(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "edited")
    (tmp_path / "edited" / "profiles.yaml").write_text("perfiles: []\n", encoding="utf-8")
    with pytest.raises(TerritoryError, match="did you mean profiles"):
        bring(Home(tmp_path / "home"), tmp_path / "edited")
    assert not (tmp_path / "home" / "territory").exists()


def test_a_folder_with_the_funders_of_before_takes_the_actors_that_ship(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "kept")
    assert not Territory.load(tmp_path / "kept").actors_shipped
    (tmp_path / "kept" / "actors.yaml").rename(tmp_path / "kept" / "funders.yaml")
    kept = Territory.load(tmp_path / "kept")
    assert kept.actors_shipped
    assert kept.actors == Territory.load(SHIPPED).actors


def test_the_command(tmp_path: Path) -> None:
    def said(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(catastro.app, [*words])
        assert done.exit_code == code, done.output
        return done.output

    assert "se trajeron actors.yaml, applicants.yaml" in said("init", str(tmp_path))
    assert "no faltaba nada" in said("--home", str(tmp_path), "init")
    (tmp_path / "territory" / "priorities.yaml").write_bytes("version: año\n".encode("latin-1"))
    assert "priorities.yaml: line 1: is not UTF-8" in said("init", str(tmp_path), code=1)
    refused = said("--home", str(tmp_path), "run", "--replay", "sample", "--as-of", "2026-11-16", code=2)
    assert "priorities.yaml: line 1: is not UTF-8" in refused
