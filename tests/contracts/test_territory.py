"""The territory's files hold their form, and errors in them tell the file, the field and the mend."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipelines.funders import Funders
from pipelines.territory import Territory, TerritoryError
from scrapers.registry import registry

PRIORITY_IDS = (
    "climate_resilience",
    "water",
    "circular_economy_waste",
    "mobility_transport",
    "housing_urban",
    "safety_prevention",
    "care_gender_equality",
    "innovation_productive_development",
    "health_mental_health",
    "culture_heritage_tourism",
    "digital_government_data",
    "migration_inclusion",
    "education_youth",
    "rural_food_security",
    "governance_decentralisation_cooperation",
    "air_energy",
    "biodiversity_green",
)

TERRITORY = Path(__file__).resolve().parents[2] / "territory"


@pytest.fixture(scope="module")
def territory() -> Territory:
    return Territory.load(TERRITORY)


def test_priorities_are_whole(territory: Territory) -> None:
    assert sorted(priority.priority_id for priority in territory.priorities) == sorted(PRIORITY_IDS)
    for priority in territory.priorities:
        for language in ("es", "en"):
            assert 150 <= len(priority.description[language].split()) <= 250, (priority.priority_id, language)
        for language in ("es", "en", "fr", "pt", "de"):
            terms = priority.keywords[language]
            assert 20 <= len(terms) <= 45, (priority.priority_id, language)
            assert len({term.lower() for term in terms}) == len(terms), (priority.priority_id, language)
            assert language == "de" or sum(" " in term for term in terms) >= 5, (priority.priority_id, language)
        assert priority.sdgs


def test_the_priorities_file_says_what_each_rests_on() -> None:
    head = (TERRITORY / "priorities.yaml").read_text(encoding="utf-8").split("version:")[0]
    assert [name for name in PRIORITY_IDS if name not in head] == []


def test_applicants(territory: Territory) -> None:
    municipalities = [applicant for applicant in territory.applicants if applicant.kind == "municipality"]
    assert len(municipalities) == 52
    assert sum(applicant.population or 0 for applicant in municipalities) == 7_112_808
    assert {applicant.census_year for applicant in municipalities} == {2017}
    assert len({applicant.province for applicant in municipalities}) == 6
    assert {applicant.kind for applicant in territory.applicants} == {
        "regional_government",
        "municipality",
        "university",
        "ngo",
        "sme",
        "individual",
    }


@pytest.mark.parametrize(
    ("group", "country", "on", "holds"),
    [
        ("dac_oda", "CL", date(2017, 12, 31), True),
        ("dac_oda", "CL", date(2018, 1, 1), False),
        ("dac_oda", "PE", date(2026, 1, 1), True),
        ("ldc", "CL", date(2026, 1, 1), False),
        ("un_latin_america_caribbean", "CL", date(2026, 1, 1), True),
        ("oecd", "CL", date(2009, 1, 1), False),
        ("oecd", "CL", date(2011, 1, 1), True),
        ("world_bank_high_income", "CL", date(2026, 1, 1), True),
        ("low_and_middle_income", "CL", date(2012, 1, 1), True),
        ("low_and_middle_income", "CL", date(2026, 1, 1), False),
        ("eu", "GB", date(2019, 1, 1), True),
        ("eu", "GB", date(2021, 1, 1), False),
        ("gef_eligible", "CL", date(2026, 1, 1), True),
        ("horizon_europe_associated", "CL", date(2026, 1, 1), False),
        ("mercosur", "CL", date(2026, 1, 1), False),
        ("mercosur_associate", "CL", date(2026, 1, 1), True),
        ("ibero_america", "CL", date(2026, 1, 1), True),
        ("apec", "CL", date(2026, 1, 1), True),
        ("g20", "CL", date(2026, 1, 1), False),
        ("idb_borrowing", "CL", date(2026, 1, 1), True),
        ("acp", "CL", date(2026, 1, 1), False),
    ],
)
def test_dated_groups(territory: Territory, group: str, country: str, on: date, holds: bool) -> None:
    assert territory.groups.holds(group, country, on) is holds


def test_rates_funders_and_the_rest(territory: Territory) -> None:
    assert {"EUR", "GBP", "CLP", "CLF", "BRL", "CAD", "CHF", "JPY", "MXN"} <= {rate.currency for rate in territory.rates}
    assert len({rate.on_date for rate in territory.rates if rate.currency == "CLP"}) > 40
    assert all("https://" in rate.source for rate in territory.rates if rate.verified)
    assert len(territory.funders) >= 100
    needed = {"eu_commission", "nsf", "agcid", "us_state_department", "iaf", "us_nih", "us_epa", "us_doe", "us_usda"}
    assert needed <= {funder.funder_id for funder in territory.funders}
    assert sum(funder.before_applying is not None for funder in territory.funders) >= 80
    assert territory.expected_funds
    assert territory.judgements == []


PORTALS = {"bdns", "fondos_gob_cl", "grants_gov", "grants_gov_extract", "ungm"}
"""Sources where many funders publish: each record names its own."""


def test_who_publishes_a_source_is_a_known_funder(territory: Territory) -> None:
    funders, known = Funders(territory.funders), {funder.funder_id for funder in territory.funders}
    unknown = {s.id for s in registry().values() if s.family != "aggregator" and funders.resolve(s.funder).funder_id not in known}
    assert unknown == PORTALS


@pytest.mark.parametrize(("acronyms", "funder_id"), [
    (["BID", "IDB", "Banco Interamericano de Desarrollo"], "idb"), (["PNUD", "UNDP", "Programme des Nations Unies pour le développement"], "undp"),
    (["CAF"], "caf"), (["OEI"], "oei"), (["SEGIB"], "segib"), (["AECID"], "aecid"), (["GIZ", "BMZ"], "bmz_giz"), (["AFD"], "afd"),
    (["IDRC", "CRDI"], "idrc"), (["FVC", "GCF", "Fondo Verde para el Clima"], "gcf"), (["UNDEF", "FNUD"], "undef"), (["ANID"], "anid"),
    (["CORFO"], "corfo"), (["UKRI"], "ukri"), (["AGCID"], "agcid"), (["FONTAGRO"], "fontagro"), (["ONU-Hábitat", "UN-Habitat"], "unhabitat"),
    (["FIDA", "IFAD"], "ifad"), (["CEPAL", "ECLAC"], "cepal"), (["CYTED"], "cyted"), (["MinCiencia"], "minciencia"),
])
def test_a_name_in_any_language_and_an_acronym_are_one_funder(territory: Territory, acronyms: list[str], funder_id: str) -> None:
    funders = Funders(territory.funders)
    assert {name: (funders.resolve(name) or funders).funder_id for name in acronyms} == dict.fromkeys(acronyms, funder_id)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("priorities.yaml", "- id: water\n", "- id: climate_resilience\n", "stands twice"),
        ("priorities.yaml", "weight: 1.0", "weight: mucho", "weight"),
        ("priorities.yaml", "version:", "\tversion:", "no valid YAML"),
        ("applicants.yaml", "id: 'municipality:13102'", "id: 'municipality:13101'", "stands twice"),
        ("applicants.yaml", "kind: ngo", "kind: club", "use one of"),
        ("applicants.yaml", "population: 404495", "population: '404.495'", "without dots"),
        ("country_groups.csv", "dac_oda,CL,,2017-12-31", "dac_oda,CL,,31-12-2017", "write it as"),
        ("country_groups.csv", "group,member", "grupo,member", "first line"),
        ("group_names.yaml", "group: oecd,", "group: ocde,", "no group of"),
        ("exchange_rates.csv", ",CLP,822.05,", ",CLP,gratis,", "per_usd"),
        ("exchange_rates.csv", "2022-01-31,CLP", "31-01-2022,CLP", "on_date"),
        ("funders.yaml", "funder_id: nsf,", "funder_id: erc,", "stands twice"),
        ("funders.yaml", "contact_page: 'https://www.ungm", "contact_page: 'www.ungm", "from https://"),
        ("funders.yaml", "name: FONPLATA,", "name: IDB Lab,", "rename one"),
        ("expected_funds.csv", ",undef,", ",undeff,", "no funder"),
        ("judgements.csv", "why\n", "why\na,b,maybe,someone,2026-01-01,\n", "same or different"),
        ("accepted_falls.csv", "why\n", "why\n2026-11-17,,someone,\n", "who found it true"),
    ],
)
def test_a_wrong_file_says_what_to_mend(tmp_path: Path, name: str, old: str, new: str, says: str) -> None:
    folder = tmp_path / "territory"
    shutil.copytree(TERRITORY, folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TerritoryError, match=says) as raised:
        Territory.load(folder)
    assert name in str(raised.value)


@pytest.mark.parametrize("name", [
    "priorities.yaml", "applicants.yaml", "country_groups.csv", "funders.yaml", "judgements.csv", "accepted_falls.csv",
])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "territory"
    shutil.copytree(TERRITORY, folder)
    (folder / name).unlink()
    with pytest.raises(TerritoryError, match="does not exist") as raised:
        Territory.load(folder)
    assert name in str(raised.value)


def test_a_name_cut_at_its_comma_is_told(tmp_path: Path) -> None:
    shutil.copytree(TERRITORY, tmp_path / "t")
    path = tmp_path / "t" / "priorities.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('name: {es: "Vivienda, ciudad', 'name: {es: Vivienda, "ciudad', 1), encoding="utf-8")
    with pytest.raises(TerritoryError, match="put quotes around"):
        Territory.load(tmp_path / "t")
