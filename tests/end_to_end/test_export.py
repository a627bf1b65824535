"""The week's export by the real command, over homes with real days: whole folders, equal bytes, decisions that come
back, histories.

Belongs here: what must hold between a publication and what people get. Does not belong: one format (`tests/exports`).
"""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest

from assets.instance import run_day
from assets.run_context import Work, cards
from pipelines.territory import Territory
from warehouse.exports import folders
from warehouse.exports.folders import WRITERS, CannotExport, export
from warehouse.home import Home
from warehouse.rebuild import rebuild
from warehouse.weeks import NoWeek

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample"
TODAY = date(2026, 11, 18)


def catastro(*words, code=0):
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


@pytest.fixture(scope="module")
def territory():
    return Territory.load(ROOT / "territory")


@pytest.fixture
def home(sample_home, tmp_path):
    """A copy of the home after the sample day, a Monday."""
    shutil.copytree(sample_home, tmp_path / "home")
    return Home(tmp_path / "home")


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def news(folder):
    """Ids of the calls that a spreadsheet says are new in its week."""
    table = duckdb.read_parquet(str(folder / "oportunidades.parquet"))
    return {row[0] for row in table.filter("is_new").project("call_id").fetchall()}


def test_the_command_writes_every_file_and_says_so(home, tmp_path):
    said = catastro(
        "--home", home.path, "export", "--profile", "municipality:13502", "--profile", "ngo", "--out", tmp_path / "out"
    )
    assert "Escrito" in said
    assert "2 perfiles, de lo publicado el 16-11-2026" in said
    assert {p.name for p in (tmp_path / "out" / "2026-W47").iterdir()} == {"municipality-13502", "ngo"}
    assert {p.name for p in (tmp_path / "out" / "2026-W47" / "ngo").iterdir()} == set(WRITERS)
    assert not (home.path / "exports").exists()


def test_made_again_late_and_in_another_place_it_has_equal_bytes(home, territory, tmp_path):
    one = export(home, territory, today=TODAY, profiles=["regional_government", "ngo"])
    before = contents(one.folder)
    assert contents(
        export(home, territory, today=date(2027, 3, 1), week="2026-W47", out=tmp_path / "late", profiles=["ngo"]).folder
    ) == {name: content for name, content in before.items() if name.startswith("ngo")}
    export(home, territory, today=TODAY, profiles=["regional_government", "ngo"])
    assert contents(one.folder) == before


@pytest.mark.parametrize(
    "profile", ["regional_government", "municipality-13119", "municipality-13502", "university", "ngo"]
)
def test_the_sample_gives_each_kind_of_profile_a_week_to_read(home, territory, profile, tmp_path):
    folder = export(home, territory, today=TODAY, profiles=[profile], out=tmp_path).profiles[0].folder
    page = (folder / "boletin.html").read_text(encoding="utf-8")
    for words in (
        "Empiece esta semana",
        "Nuevas",
        "Por confirmar",
        "Ya no alcanza el tiempo",
        "Próximas a abrir",
        "Esperadas y no vistas",
        "Quedaron fuera",
    ):
        assert words in page, words
    assert len(news(folder)) > 10


def test_a_failure_in_the_middle_leaves_the_former_folder_whole(home, territory, monkeypatch, tmp_path):
    folder = export(home, territory, today=TODAY, profiles=["ngo"]).profiles[0].folder
    before = contents(folder.parent)

    def fails(edition, path):
        path.write_bytes(b"half")
        raise OSError("no space left")

    monkeypatch.setattr(folders, "WRITERS", WRITERS | {"plazos.ics": fails})
    with pytest.raises(OSError, match="no space left"):
        export(home, territory, today=TODAY, profiles=["ngo"])
    assert contents(folder.parent) == before
    with pytest.raises(OSError, match="no space left"):
        export(home, territory, today=TODAY, profiles=["ngo"], out=tmp_path / "new")
    assert contents(tmp_path / "new") == {}


def test_a_kill_between_the_two_renames_is_mended_by_the_next_export(home, territory):
    folder = export(home, territory, today=TODAY, profiles=["ngo"]).profiles[0].folder
    before = contents(folder)
    folder.rename(folder.with_name(".ngo.old"))
    folder.with_name(".ngo.part").mkdir()
    export(home, territory, today=TODAY, profiles=["ngo"])
    assert contents(folder) == before
    assert [p.name for p in folder.parent.iterdir()] == ["ngo"]


def test_weeks_that_have_nothing_to_stand_on_are_refused_with_what_there_is(home, territory, tmp_path):
    with pytest.raises(NoWeek, match="the first week to export is 2026-W47"):
        export(home, territory, today=TODAY, week="2026-W46")
    with pytest.raises(NoWeek, match="run `catastro run` first"):
        export(Home(tmp_path / "empty"), territory, today=TODAY)
    with pytest.raises(ValueError, match="write it as 2026-W47"):
        export(home, territory, today=TODAY, week="47")
    with pytest.raises(CannotExport, match="the nearest are municipality"):
        export(home, territory, today=TODAY, profiles=["municipality:99999"])
    assert "there are es, en" in catastro("--home", home.path, "export", "--language", "fr", code=2)


def test_the_spreadsheets_decisions_come_back_and_rule_the_next_edition(home, tmp_path):
    own = tmp_path / "territory"
    shutil.copytree(ROOT / "territory", own)

    def run(*words, code=0):
        return catastro("--home", home.path, "--territory", own, *words, code=code)

    run("export", "--profile", "ngo")
    sheet = home.exports / "2026-W47" / "ngo" / "oportunidades.xlsx"
    book = openpyxl.load_workbook(sheet)
    headings = {cell.value: cell.column for cell in book["Oportunidades"][1]}
    kept, dropped = (book["Oportunidades"].cell(row, headings["Identificador"]).value for row in (2, 3))
    book["Oportunidades"].cell(2, headings["Decisión"]).value = "seguir"
    book["Oportunidades"].cell(3, headings["Decisión"]).value = "descartar"
    book.save(tmp_path / "in.xlsx")
    said = run("decisions", tmp_path / "in.xlsx", "--as-of", "2026-11-17")
    assert "2 son nuevas en" in said
    assert "2026-W48" in said
    unchanged = contents(home.exports)
    run("export", "--profile", "ngo")
    assert contents(home.exports) == unchanged, "a decision of Tuesday is not Monday's"
    run("export", "--profile", "ngo", "--week", "2026-W48")
    page = (home.exports / "2026-W48" / "ngo" / "boletin.txt").read_text(encoding="utf-8")
    assert page.index("SEGUIDAS") < page.index("NUEVAS")
    ids = {
        r[0]
        for r in duckdb.read_parquet(str(home.exports / "2026-W48" / "ngo" / "oportunidades.parquet"))
        .project("call_id")
        .fetchall()
    }
    assert kept in ids
    book["Oportunidades"].cell(4, headings["Decisión"]).value = "tal vez"
    book.save(tmp_path / "in.xlsx")
    before = (own / "decisions.csv").read_bytes()
    assert "sheet Oportunidades, row 4, column Decisión" in run("decisions", tmp_path / "in.xlsx", code=1)
    assert (own / "decisions.csv").read_bytes() == before
    assert dropped in (own / "decisions.csv").read_text(encoding="utf-8")


def without(folder: Path, *titles: str) -> Path:
    """The sample's answers, in which some EU topics are not listed yet."""
    shutil.copytree(SAMPLE, folder)
    for path in (folder / "eu_sedia").glob("*.json"):
        body = json.loads(path.read_text(encoding="utf-8"))
        if "results" in body:
            body["results"] = [r for r in body["results"] if not set(titles) & set(r["metadata"].get("title", []))]
            path.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    return folder


LATE = "Night buses without noise: electric depots inside the city"


def test_a_call_of_a_later_week_is_new_there_alone_and_the_rebuilt_history_says_the_same(
    tmp_path, territory, monkeypatch
):
    for name in ("DAGSTER_HOME", "CATASTRO_HOME"):  # a run names its home in the environment
        monkeypatch.setenv(name, os.environ.get(name, ""))
        monkeypatch.delenv(name)
    home = Home(tmp_path / "home")
    early = without(tmp_path / "early", LATE)
    for day, answers in (("2026-11-12", early), ("2026-11-25", SAMPLE)):  # no Monday among them, and a week skipped
        work = Work(
            home=home,
            target=home,
            day=date.fromisoformat(day),
            territory=territory,
            frozen=True,
            replay=answers,
            renderer="sql",
            sources=["eu_sedia"],
        )
        assert run_day(work), work.error
    weeks = ["2026-W47", "2026-W48", "2026-W49", "2026-W50"]
    told = {
        week: news(export(home, territory, today=TODAY, week=week, profiles=["ngo"]).profiles[0].folder)
        for week in weeks
    }
    with duckdb.connect(home.catalogue, read_only=True) as con:
        (late,) = con.execute("SELECT call_id FROM calls WHERE title = ?", [LATE]).fetchone()
    assert [len(told[week]) > 0 for week in weeks] == [True, False, True, False]
    assert told["2026-W47"].isdisjoint(told["2026-W49"])
    assert late in told["2026-W49"]
    rebuilt = Home(tmp_path / "rebuilt")
    assert rebuild(home.landing, rebuilt, date(2026, 11, 25), cards(), territory).published
    again = export(rebuilt, territory, today=TODAY, week="2026-W49", profiles=["ngo"])
    assert contents(again.folder) == contents(home.exports / "2026-W49")
