"""A second country is files and no code: the invented county of Kenya in `examples/` has its day by the real commands.

Belongs here: that nothing of the first country is left in what it is told. Does not belong: the form of `place.yaml`
(`tests/contracts/test_place.py`). Some of the sample's sources are enough: what is tested is whose day it is.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import duckdb
import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("grants_gov", "terra_viva", "wri_prize", "fundsforngos", "mindicador", "ecb_rates", "agcid")
DAY = "2026-11-16"
FIRST_COUNTRY = re.compile(r"Santiago|\bCLP\b|comuna|pesos|Región Metropolitana|America/")
ACCENTED = re.compile(r"[áéíóúñ¿¡«»]", re.I)
SPANISH = re.compile(r"\b(?:registros|convocatorias?|publicad[oa]|página|puede postular|hábiles|plazo)\b", re.I)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each command of the county's first day says, by its name; `home` is where."""
    home = tmp_path_factory.mktemp("county") / "home"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CATASTRO_")}

    def catastro(*words: str, codes: tuple[int, ...] = (0,)) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "catastro", "--home", str(home), *words],
            cwd=ROOT, env=environment | {"CATASTRO_GATE": "sql"}, capture_output=True, text=True, timeout=900, check=False,
        )  # fmt: skip
        assert done.returncode in codes, (
            f"{words}: exit {done.returncode}\n{done.stdout[-4000:]}\n{done.stderr[-6000:]}"
        )
        return done.stdout

    chosen = [word for source in SOURCES for word in ("--source", source)]
    return {
        "home": str(home),
        "init": catastro("--territory", "examples/ziwa-county", "init"),
        "run": catastro("run", "--replay", "sample", "--as-of", DAY, *chosen, codes=(0, 3)),
        "export": catastro("export"),
        "status": catastro("status"),
        "opportunities": catastro("opportunities", "--for", "municipality:bandari"),
        "sql": catastro("--json", "sql", "SELECT checked_at::VARCHAR AS at FROM sources WHERE records > 0 LIMIT 1"),
    }


@pytest.fixture(scope="module")
def home(said: dict[str, str]) -> Path:
    return Path(said["home"])


def ask(home: Path, query: str) -> list[tuple]:
    with duckdb.connect(home / "catalogue.duckdb", read_only=True) as con:
        return con.execute(query).fetchall()


@pytest.mark.parametrize("command", ["init", "run", "export", "status", "opportunities"])
def test_a_command_speaks_the_countys_language_and_of_no_other_country(said: dict[str, str], command: str) -> None:
    own = re.sub(r"“[^”]*”|https?://\S+", "", said[command])  # but for what it quotes of a call
    assert own.strip()
    assert FIRST_COUNTRY.findall(own) == []
    assert SPANISH.findall(own) == []


def test_what_the_commands_say(said: dict[str, str]) -> None:
    assert "1 record in 1 page." in said["run"] or "records in 1 page." in said["run"]
    assert re.search(r"Published \S+: \d+ calls, \d+ open\.", said["run"])
    assert "opportunities --for municipality:bandari" in said["run"]
    assert "2 profiles, from what was published on 16-11-2026" in said["export"]
    assert "May apply" in said["opportunities"]
    assert "+03" in said["sql"]  # noon in Nairobi, as the catalogue is read


def test_its_clock_days_off_and_money(home: Path) -> None:
    assert ask(home, "SELECT minutes FROM local_time") == [(180,)]
    days = dict(ask(home, "SELECT strftime(on_date, '%d-%m'), name FROM holidays WHERE year(on_date) = 2026"))
    assert days["12-12"] == "Jamhuri Day"
    assert days["26-11"] == days["27-11"] == "Ziwa Lake Festival"
    assert "18-09" not in days  # Chile's
    columns = {name for (name,) in ask(home, "SELECT column_name FROM (DESCRIBE calls)")}
    assert "amount_max_kes" in columns
    assert "amount_max_clp" not in columns
    rates = ask(
        home, "SELECT DISTINCT amount_max_kes / amount_max FROM calls WHERE currency = 'USD' AND amount_max > 0"
    )
    assert rates == [(129,)]
    off = {on for (on,) in ask(home, "SELECT on_date FROM holidays")}
    told = ask(home, "SELECT next_deadline_on, working_days_left FROM call_status WHERE days_left BETWEEN 12 AND 90")
    assert told
    for last, working in told:
        days = [date(2026, 11, 16) + timedelta(n) for n in range(1, (last - date(2026, 11, 16)).days + 1)]
        assert working == sum(on.isoweekday() <= 5 and on not in off for on in days), last


def test_who_may_apply_is_judged_for_its_country(home: Path) -> None:
    asked = {words for (words,) in ask(home, "SELECT ask FROM eligibility WHERE ask IS NOT NULL")}
    assert asked
    assert not [words for words in asked if "Chile" in words.split("(The text says")[0]]
    assert any("of Kenya" in words for words in asked)
    assert any("a county government" in words for words in asked)
    rules = {rule for (rule,) in ask(home, "SELECT DISTINCT rule FROM eligibility WHERE outcome = 'ineligible'")}
    assert "region_un_latin_america_caribbean" in rules
    assert "standing_rule" not in rules  # what funders always rule is known for Chile alone


def test_no_comment_of_the_catalogue_names_the_first_country(home: Path) -> None:
    said = "SELECT comment FROM duckdb_columns() UNION ALL SELECT comment FROM duckdb_tables() UNION ALL SELECT comment FROM duckdb_views()"
    comments = " ".join(words for (words,) in ask(home, said) if words)
    assert "Public holidays of Kenya" in comments
    assert "Kenyan shillings" in comments
    assert SPANISH.findall(comments) == []
    assert ACCENTED.findall(comments) == []
    assert re.findall(r"Chile|Santiago|pesos", comments) == []


def test_what_the_gate_found_is_in_its_language(home: Path) -> None:
    notes = [note for (note,) in ask(home, "SELECT note FROM quality_results WHERE note IS NOT NULL")]
    assert "A catalogue without calls is none." in notes
    assert "This value must not be missing." in notes
    assert "Zero is no amount; what was not said stays empty." in notes
    assert [note for note in notes if SPANISH.search(note) or ACCENTED.search(note)] == []


def test_dagster_s_pages_are_in_its_language(home: Path) -> None:
    code = """import assets.definitions as d
graph = d.defs.resolve_asset_graph()
print(*(node.description.partition("\\n\\n")[0] for node in graph.asset_nodes if node.description), sep="\\n")
for job in d.defs.jobs: print(job.description)
for tick in [*d.defs.schedules, *d.defs.sensors]: print(tick.description)
"""
    environment = os.environ | {"CATASTRO_HOME": str(home), "CATASTRO_TERRITORY": ""}
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert "Every day at 05:30 in Nairobi" in said
    assert "Public holidays of Kenya" in said
    own = [re.sub(r"\*\*.+?\*\*", "", line) for line in said.splitlines()]  # but for the names of sources
    assert [line for line in own if SPANISH.search(line) or ACCENTED.search(line)] == []


def test_its_weekly_export(home: Path) -> None:
    folder = home / "exports" / "2026-W47" / "regional_government"
    bulletin = (folder / "boletin.txt").read_text(encoding="utf-8")
    assert "County Government of Ziwa" in bulletin
    assert "KES" in bulletin
    assert FIRST_COUNTRY.findall(re.sub(r"“[^”]*”|https?://\S+", "", bulletin)) == []
    assert "X-WR-TIMEZONE:Africa/Nairobi" in (folder / "plazos.ics").read_text(encoding="utf-8")
    head = (folder / "oportunidades.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert "amount_max_kes" in head.split(",")
    sheet = openpyxl.load_workbook(folder / "oportunidades.xlsx").worksheets[0]
    cells = {str(cell.value): cell for row in sheet.iter_rows(max_row=8) for cell in row if cell.value is not None}
    assert "Highest amount, KES" in cells
    column = cells["Highest amount, KES"].column_letter
    assert any(cell.number_format == '"Ksh "#,##0' for cell in sheet[column])
    assert sheet.page_setup.paperSize == 9  # A4
