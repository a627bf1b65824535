"""The territory's own country is data: the form of `place.yaml`, its errors, and that no room names a country.

Belongs here: what holds without a day. Does not belong: a day of a second country
(`tests/end_to_end/test_second_country.py`).
"""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.edited_files import TerritoryError
from pipelines.language.messages import MessagesError, text
from pipelines.matching.eligibility import assess
from pipelines.place import SHIPPED_FOLDER, load_place, use
from pipelines.territory import Territory
from warehouse.exports.words import hour_text
from warehouse.headers import ModelError, load_models

ROOT = Path(__file__).resolve().parents[2]
COUNTY = ROOT / "examples" / "ziwa-county"
NAMED = re.compile(r"America/Santiago|\bSantiago\b|\bCLP\b|\bclp\b|\bcomunas?\b|\bChile\b|\"CL\"|pesos chilenos", re.I)
OF_THE_WORLD = {
    "pipelines/applying": "words by which texts name kinds and places",
    "pipelines/cleaning": "words by which texts name places, hours and sums",
    "pipelines/country_groups.py": "an example in an error's words",
    "pipelines/deduplication": "what a dollar buys, roughly, of every currency",
    "pipelines/indicators.py": "the name of a file, `comunas.csv`",
    "pipelines/language/country_names.py": "names of all countries",
    "pipelines/language/figures.py": "a peso's unit of account has no cents that are nought",
    "pipelines/lexicon": "words",
    "pipelines/matching/eligibility": "words by which texts name kinds; the default of a public function",
    "pipelines/place.py": "examples in errors' words",
    "pipelines/territory.py": "a file's name, and an example in an error's words",
    "scrapers/authoring": "what is asked of whoever drafts a source",
    "scrapers/source.py": "a family of sources",
    "scrapers/sources": "what a source is",
    "assets/crawls.py": "the family of sources from Chile",
}
"""Where a literal may name the first country, and why."""


@pytest.fixture
def back() -> Iterator[None]:
    """The first country again, whatever a test works for."""
    yield
    use(load_place(SHIPPED_FOLDER))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("country: CL", "country: XX", "country: is 'XX': write two capitals of ISO 3166"),
        ("country: CL", "contry: CL", "contry: is no field here: did you mean country"),
        ("time_zone: America/Santiago", "time_zone: America/Sanhattan", "time_zone: is 'America/Sanhattan': write a zone"),
        ("time_zone: America/Santiago", "", "time_zone: is missing"),
        ("currency: CLP", "currency: CLX", "currency: is 'CLX': write a currency of ISO 4217"),
        ("language: es", "language: xx", "language: is 'xx': write its two small letters"),
        ("language: es", "language: no", "language: is False: write its two small letters, such as es, in quotes"),
        ("paper: letter", "paper: foolscap", "paper: is 'foolscap': write letter or a4"),
        ("calendar: CL", "calendar: ZZ", "holidays, calendar: is 'ZZ': write a country whose days off are known"),
        ("calendar: CL", "calendar: CL, part: QQ", "holidays, part: is 'QQ': write a part of CL"),
        ("own: [], worked", "own: [{from: 2026-12-26, to: 2026-12-24, name: x}], worked", "number 1: ends on 2026-12-24, before"),
        ("own: [], worked", "own: [{from: 24-12-2026, name: x}], worked", "number 1, from: is '24-12-2026': write the day as"),
        ("own: [], worked", "own: [{from: 2026-12-24}], worked", "number 1, name: is missing"),
        ("own: [], worked", "own: [{day: 2026-12-24, name: x}], worked", "number 1, day: is no field here"),
        ("worked: []", "worked: [soon]", "holidays, worked: is 'soon'"),
        ("  called_before: [región, gobierno regional]\n", "", "regions, others: needs what a region is called"),
        ("seat: {name: Región Metropolitana, of", "seat: {nombre: Región Metropolitana, of", "nombre: is no field here"),
        ("    here: Santiago    ", "    hier: Santiago    ", "words, es, hier: is no field here: did you mean here"),
        ("    local_areas: comunas\n", "", "words, es, local_areas: is missing"),
        ("  en:\n", "  english:\n", "words, english: is 'english': write its two small letters"),
        ("language: es", "as_shipped: [weights.csv]\nlanguage: es", "as_shipped: is 'weights.csv': write one of"),
        ("language: es", "as_shipped: [actors.yaml]\nlanguage: es", "as_shipped, actors.yaml: stands in this folder too"),
    ],
)  # fmt: skip
def test_a_wrong_place_says_file_field_and_mend(tmp_path: Path, old: str, new: str, says: str) -> None:
    folder = Path(shutil.copytree(SHIPPED_FOLDER, tmp_path / "territory"))
    written = (folder / "place.yaml").read_text(encoding="utf-8")
    assert old in written
    (folder / "place.yaml").write_text(written.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TerritoryError, match=f"^place.yaml: .*{re.escape(says)}"):
        load_place(folder)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("applicant.municipalty: eine Gemeinde", "is no message of one form: did you mean applicant.municipality"),
        ("question.kind_not_stated: Who?", "is filled in with nothing; the message has {who}"),
    ],
)
def test_a_message_said_in_another_way_is_held_against_its_own(
    tmp_path: Path, back: None, said: str, says: str
) -> None:
    folder = Path(shutil.copytree(SHIPPED_FOLDER, tmp_path / "territory"))
    path = folder / "place.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  en:\n", f"  en:\n    {said}\n"), encoding="utf-8")
    use(load_place(folder))
    with pytest.raises(MessagesError, match=re.escape(says)):
        text("applicant.municipality", "en")


def test_a_folder_from_before_there_was_such_a_file_is_of_the_first_country(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SHIPPED_FOLDER, tmp_path / "territory"))
    (folder / "place.yaml").unlink()
    assert load_place(folder).time_zone == load_place(SHIPPED_FOLDER).time_zone


def test_what_a_place_says(back: None) -> None:
    chile, county = load_place(SHIPPED_FOLDER), load_place(COUNTY)
    said = [(p.word("country", "en"), p.currency_mark, p.amount_column) for p in (chile, county)]
    assert said == [("Chile", "$", "amount_max_clp"), ("Kenya", "Ksh", "amount_max_kes")]
    days = dict(county.holidays.of_years([2026], "en"))
    assert (days[date(2026, 12, 12)], days[date(2026, 11, 27)]) == ("Jamhuri Day", "Ziwa Lake Festival")
    assert "Navidad" in dict(chile.holidays.of_years([2026], "es")).values()
    use(county)
    assert text("hour.here", "en", hour="13:00") == "13:00 in Nairobi"
    assert text("applicant.regional_government", "en") == "a county government"


def test_a_territory_that_counts_in_dollars_has_a_column_of_its_own(tmp_path: Path, back: None) -> None:
    folder = Path(shutil.copytree(SHIPPED_FOLDER, tmp_path / "territory"))
    path = folder / "place.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("CLP", "USD", 1), encoding="utf-8")
    use(load_place(folder))
    calls = next(model for model in load_models(ROOT / "dbt_like_sql") if model.table == "catalogue.calls")
    names = [column.name for column in calls.columns]
    assert len(names) == len(set(names))
    assert {"amount_max_usd", "amount_max_own"} <= set(names)


def test_a_model_that_asks_for_what_no_place_has_says_so(tmp_path: Path) -> None:
    (tmp_path / "staging").mkdir()
    (tmp_path / "staging" / "x.sql").write_text("/*\ndescription: of {{ contry }}\ncolumns: []\n*/\nSELECT 1")
    with pytest.raises(ModelError, match=r"x\.sql: \{\{ contry \}\} is nothing of a place; known: country"):
        load_models(tmp_path)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Open to municipalities of Ziwa County.", "eligible"),
        ("Open to municipalities based in Nakuru County.", "unclear"),
    ],
)
def test_regions_are_the_places_own(back: None, words: str, outcome: str) -> None:
    use(load_place(COUNTY))
    verdict = assess(words, applicant="municipality", country="KE", on=date(2026, 11, 16))
    assert "Chile" not in (verdict.ask or "")
    if outcome == "unclear":
        assert verdict.rule == "other_region"
        assert "another county" in (verdict.ask or "")
    else:
        assert verdict.rule != "other_region"


def test_what_funders_always_rule_is_known_for_the_first_country_alone() -> None:
    assert any(funder.standing_rules for funder in Territory.load(SHIPPED_FOLDER).funders)
    assert not any(funder.standing_rules for funder in Territory.load(COUNTY).funders)


def test_no_room_names_the_first_country() -> None:
    found = set()
    for room in ("pipelines", "warehouse", "assets", "scrapers", "command_line"):
        for path in sorted((ROOT / room).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            if any(name.startswith(known) for known in OF_THE_WORLD):
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            prose = {
                id(node.value)
                for node in ast.walk(tree)
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            }
            found |= {
                f"{name}:{node.lineno}: {node.value[:60]!r}"
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in prose
                and NAMED.search(node.value)
            }
    models = [p for p in (ROOT / "dbt_like_sql").rglob("*.sql") if NAMED.search(p.read_text(encoding="utf-8"))]
    messages = [p for p in (ROOT / "messages").glob("*.po") if NAMED.search(p.read_text(encoding="utf-8"))]
    assert (sorted(found), models, messages) == ([], [], [])


def test_an_hour_is_told_by_the_countys_clock(back: None) -> None:
    from pipelines.digest.week import ItemDeadline

    use(load_place(COUNTY))
    at = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
    deadline = ItemDeadline(position=1, closes_on=at.date(), closes_at=at, timezone="+00:00", stage=None, quote="")
    assert hour_text(deadline, "en") == "17:00 in Nairobi (14:00 +00:00)"
    assert at.astimezone(load_place(COUNTY).zone).utcoffset() == timedelta(hours=3)
