"""The territory's files hold their form, and errors in them tell the file, the field and the mend."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipelines.funders import Funders
from pipelines.territory import FILES, PEOPLE_DECIDE, Territory, TerritoryError
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
    assert {"EUR", "GBP", "CLP", "CLF", "BRL", "CAD", "CHF", "JPY", "MXN"} <= {
        rate.currency for rate in territory.rates
    }
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
    unknown = {
        s.id
        for s in registry().values()
        if s.family not in ("aggregator", "rates") and funders.resolve(s.funder).funder_id not in known
    }
    assert unknown == PORTALS


@pytest.mark.parametrize(
    ("acronyms", "funder_id"),
    [
        (["BID", "IDB", "Banco Interamericano de Desarrollo"], "idb"),
        (["PNUD", "UNDP", "Programme des Nations Unies pour le développement"], "undp"),
        (["CAF"], "caf"),
        (["OEI"], "oei"),
        (["SEGIB"], "segib"),
        (["AECID"], "aecid"),
        (["GIZ", "BMZ"], "bmz_giz"),
        (["AFD"], "afd"),
        (["IDRC", "CRDI"], "idrc"),
        (["FVC", "GCF", "Fondo Verde para el Clima"], "gcf"),
        (["UNDEF", "FNUD"], "undef"),
        (["ANID"], "anid"),
        (["CORFO"], "corfo"),
        (["UKRI"], "ukri"),
        (["AGCID"], "agcid"),
        (["FONTAGRO"], "fontagro"),
        (["ONU-Hábitat", "UN-Habitat"], "unhabitat"),
        (["FIDA", "IFAD"], "ifad"),
        (["CEPAL", "ECLAC"], "cepal"),
        (["CYTED"], "cyted"),
        (["MinCiencia"], "minciencia"),
    ],
)
def test_a_name_in_any_language_and_an_acronym_are_one_funder(
    territory: Territory, acronyms: list[str], funder_id: str
) -> None:
    funders = Funders(territory.funders)
    assert {name: (funders.resolve(name) or funders).funder_id for name in acronyms} == dict.fromkeys(
        acronyms, funder_id
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("priorities.yaml", "- id: water\n", "- id: climate_resilience\n", "stands twice"),
        ("priorities.yaml", "weight: 1.0", "weight: mucho", "weight"),
        ("priorities.yaml", "version:", "\tversion:", "no valid YAML"),
        ("applicants.yaml", "id: 'municipality:13102'", "id: 'municipality:13101'", "stands twice"),
        ("applicants.yaml", "kind: ngo", "kind: club", "use one of"),
        ("applicants.yaml", "population: 404495", "population: '404.495'", "without dots"),
        ("country_groups.csv", "dac_oda,CL,,2017-12-31", "dac_oda,CL,,31-12-2017", "valid_to: is .* write the day as"),
        ("country_groups.csv", "group,member", "grupo,member", "first line"),
        ("group_names.yaml", "group: oecd,", "group: ocde,", "no group of"),
        ("exchange_rates.csv", ",CLP,822.05,", ",CLP,gratis,", "per_usd"),
        ("exchange_rates.csv", "2022-01-31,CLP", "31-01-2022,CLP", "on_date"),
        ("actors.yaml", "actor_id: nsf,", "actor_id: erc,", "stands twice"),
        ("actors.yaml", "contact_page: 'https://www.ungm", "contact_page: 'www.ungm", "from https://"),
        ("actors.yaml", "name: FONPLATA,", "name: IDB Lab,", "rename one"),
        (
            "actors.yaml",
            "standing_rules: [{outcome: ineligible,",
            "standing_rules: [{outcome: nunca,",
            "number 1, outcome: .* use eligible or ineligible",
        ),
        (
            "actors.yaml",
            "standing_rules: [{outcome: ineligible,",
            "standing_rules: [{outcome: eligible,",
            "applicants: is missing",
        ),
        (
            "actors.yaml",
            "outcome: eligible, applicants: [ngo]",
            "outcome: eligible, applicants: [ong]",
            "applicants: must be a list of",
        ),
        ("actors.yaml", "checked_on: 2026-11-22", "checked_on: ayer", "checked_on: is 'ayer': write the day"),
        (
            "actors.yaml",
            "valid_from: 2018-01-01,",
            "valid_from: 2018-01-01, valid_to: 2017-01-01,",
            "before it begins",
        ),
        (
            "actors.yaml",
            "programme: Horizon Europe,",
            "program: Horizon Europe,",
            "program: .* did you mean programme",
        ),
        ("actors.yaml", "parent: us_doi,", "parent: us_doj_,", "parent: 'us_doj_' is no actor of this file"),
        ("actors.yaml", "parent: us_doi,", "parent: '',", "parent: is missing"),
        ("actors.yaml", "kind: agency,", "kind: oficina,", "kind: is 'oficina': use one of"),
        ("actors.yaml", "country: US,", "country: EEUU,", "country: is 'EEUU': write ISO 3166"),
        ("actors.yaml", "country: EU, parent: independent", "country: EU, parent: erc", "goes round in a circle"),
        (
            "actors.yaml",
            "office: Punto focal",
            "office: Sra. Ana Pérez, punto focal",
            "names a person: write the office",
        ),
        ("actors.yaml", "office: Embajada del Japón en Chile", "office: Ana Pérez", "names no office"),
        ("actors.yaml", "office: Punto focal", "office: punto@ejemplo.cl Punto focal", "holds a mail address"),
        ("actors.yaml", "needs: [pic]", "needs: [pick]", "'pick' is no need of this file: use one of"),
        ("actors.yaml", "kind: represents, to: fondo_chile", "kind: owns, to: fondo_chile", "kind: is 'owns': use one"),
        ("actors.yaml", "to: fondo_chile", "to: fondo_peru", "number 1, to: 'fondo_peru' is no actor"),
        ("actors.yaml", "endorsed_by: hacienda", "endorsed_by: nadie", "endorsed_by: 'nadie' is no actor"),
        ("actors.yaml", "instrument: blended", "instrument: regalo", "instrument: is 'regalo': use one of"),
        ("expected_funds.csv", ",undef,", ",undeff,", "no funder"),
        ("judgements.csv", "why\n", "why\na,b,maybe,someone,2026-01-01,\n", "same or different"),
        ("accepted_falls.csv", "why\n", "why\n2026-11-17,,someone,\n", "who found it true"),
        # fields that nothing reads, in every file and at every depth
        ("priorities.yaml", "version:", "versión:", "at the top, versión: is no field here: did you mean version"),
        (
            "priorities.yaml",
            "weight: 1.0",
            "wieght: 1.0",
            "priority climate_resilience, wieght: .* did you mean weight",
        ),
        (
            "applicants.yaml",
            "lead_working_days: 30",
            "lead_working_days: 30, lead_days: 3",
            "applicant regional_government, lead_days",
        ),
        (
            "actors.yaml",
            "before_applying:",
            "before_aplying:",
            "actor eu_commission, before_aplying: .* before_applying",
        ),
        ("group_names.yaml", "kind: status, clubs", "kind: status, club", "club: .* did you mean clubs"),
        ("group_names.yaml", "open_questions:", "open_question:", "did you mean open_questions"),
        ("profiles.yaml", "minimum_grade: 1", "minimum_grades: 1", "did you mean minimum_grade"),
        ("profiles.yaml", "profiles:", "perfiles:", "did you mean profiles"),
        # one key twice, of which YAML takes the last in silence
        ("priorities.yaml", "weight: 1.0", "weight: 1.0\n  weight: 0.5", "line [0-9]+: weight stands twice"),
        # languages
        ("priorities.yaml", "\n    fr: [chang", "\n    it: [chang", "keywords, it: is no language of this file"),
        ("profiles.yaml", "languages: [es, en, pt, fr, de]", "languages: [es, xx]", "'xx' is no language"),
        ("profiles.yaml", "languages: [es, en, pt, fr, de]", "languages: [es, no]", "False is no language"),
        ("actors.yaml", "names: {es: Comisi", "names: {esp: Comisi", "names, esp: is no language"),
        # spans that end before they begin
        ("country_groups.csv", "dac_oda,CL,,2017-12-31", "dac_oda,CL,2018-01-01,2017-12-31", "before it begins"),
        ("expected_funds.csv", "2026-10-01,2026-12-31", "2026-12-31,2026-10-01", "before it begins"),
        # people who contradict each other, at once or by way of a third record
        (
            "judgements.csv",
            "why\n",
            "why\na:1,b:1,same,ana,2026-01-01,\nb:1,a:1,different,eva,2026-01-02,\n",
            "b:1 and a:1 are different by eva",
        ),
        (
            "judgements.csv",
            "why\n",
            "why\na:1,b:1,same,ana,2026-01-01,\nb:1,c:1,same,ana,2026-01-01,\nc:1,a:1,different,eva,2026-01-02,\n",
            "c:1 and a:1 are different by eva",
        ),
        ("judgements.csv", "why\n", "why\na:1,a:1,different,eva,2026-01-02,\n", "name two records"),
        # addresses that a reader should not follow
        *(
            (
                "actors.yaml",
                "homepage: 'https://international-partnerships.ec.europa.eu/'",
                f"homepage: '{url}'",
                f"homepage: is .*{why}",
            )
            for url, why in [
                ("javascript:alert(1)", "does not begin with"),
                ("ftp://example.org/", "does not begin with"),
                ("https://u:p@example.org/", "a password"),
                ("https://127.0.0.1/", "by its number"),
                ("https://[::1]/", "by its number"),
                ("https://localhost/", "no host of the public network"),
                ("https://intra.local/", "no host of the public network"),
                ("https://example.org:8080/", "names a port"),
                ("https://exa mple.org/", "no address has"),
                ("www.example.org", "does not begin with"),
                ("https://[/", "is no address"),
            ]
        ),
        # renamed columns, and the other separator
        ("judgements.csv", "record_a,record_b,judgement", "record_a,record_b,juicio", "'juicio' should be 'judgement'"),
        ("decisions.csv", "profile,call_id", "perfil,call_id", "'perfil' should be 'profile'"),
        (
            "expected_funds.csv",
            "fund,funder_id,opens_from,opens_to,source,note",
            "fund;funder_id;opens_from;opens_to;source;note",
            "with commas",
        ),
        ("accepted_falls.csv", "why\n", 'why\n2026-11-17,"open,eva,x\n', "a quote that is not closed"),
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


@pytest.mark.parametrize("name", [*FILES, *PEOPLE_DECIDE])
@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (
            lambda text: text + "# año\n".encode("latin-1"),
            "line [0-9]+: is not UTF-8 .byte 0xf1.: save the file as UTF-8",
        ),
        (lambda text: text.decode().encode("utf-16"), "line 1: is not UTF-8"),
        (lambda text: text + b"# \x00\n", "line [0-9]+: holds the control character"),
    ],
    ids=["Latin-1", "UTF-16", "NUL"],
)
def test_another_encoding_is_told(tmp_path: Path, name: str, damage, says: str) -> None:
    shutil.copytree(TERRITORY, tmp_path / "t")
    path = tmp_path / "t" / name
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(TerritoryError, match=f"{name}: {says}"):
        Territory.load(tmp_path / "t")


@pytest.mark.parametrize("name", [*FILES, *PEOPLE_DECIDE])
def test_a_byte_order_mark_is_no_fault(tmp_path: Path, name: str) -> None:
    shutil.copytree(TERRITORY, tmp_path / "t")
    path = tmp_path / "t" / name
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert Territory.load(tmp_path / "t").priorities


def test_every_file_of_the_folder_is_read() -> None:
    assert {path.name for path in TERRITORY.iterdir()} == {*FILES, *PEOPLE_DECIDE, "README.md"}


@pytest.mark.parametrize(
    "name",
    [
        "priorities.yaml",
        "applicants.yaml",
        "country_groups.csv",
        "actors.yaml",
        "judgements.csv",
        "accepted_falls.csv",
    ],
)
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
    path.write_text(
        path.read_text(encoding="utf-8").replace('name: {es: "Vivienda, ciudad', 'name: {es: Vivienda, "ciudad', 1),
        encoding="utf-8",
    )
    with pytest.raises(TerritoryError, match="put quotes around"):
        Territory.load(tmp_path / "t")
