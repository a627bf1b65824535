"""What stands beside the words of one sentence: groups on a day, standing rules, the publisher, roles, population."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipelines.country_groups import Groups, shipped_groups
from pipelines.funders import StandingRule
from pipelines.matching.eligibility.assessment import assess
from pipelines.matching.priorities.priority_file import TerritoryError

TODAY = date(2026, 9, 15)
YES, NO, ASK = "eligible", "ineligible", "unclear"


def test_a_group_counts_on_the_day() -> None:
    phrase = "NGOs from ODA-eligible countries may apply."
    assert assess(phrase, applicant="ngo", on=date(2016, 5, 1)).outcome == "eligible"
    verdict = assess(phrase, applicant="ngo", on=date(2018, 5, 1))
    assert (verdict.outcome, verdict.rule) == ("ineligible", "group_dac_oda")
    assert "ODA" in verdict.quote


def test_another_country_is_judged_by_its_own_groups() -> None:
    assert (
        assess("NGOs from ODA-eligible countries may apply.", applicant="ngo", country="PE", on=TODAY).outcome
        == "eligible"
    )


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("Podrán postular municipios de Chile de más de 100.000 habitantes.", 100_000, None),
        ("Cities in Chile with 100,000 or more residents may apply.", 100_000, None),
        ("Podrán participar municipalidades chilenas de hasta 50 mil habitantes.", None, 50_000),
        ("Sont éligibles les villes du Chili de plus de 200 000 habitants.", 200_000, None),
        ("Municipalities in Chile with between 50,000 and 250,000 inhabitants are eligible.", 50_000, 250_000),
        ("Podem participar cidades do Chile com mais de 1 milhão de habitantes.", 1_000_000, None),
        ("Antragsberechtigt sind Städte in Chile mit mindestens 100.000 Einwohnern.", 100_000, None),
    ],
)
def test_population_is_a_condition(phrase: str, low: int | None, high: int | None) -> None:
    verdict = assess(phrase, applicant="municipality", on=TODAY)
    assert (verdict.outcome, verdict.min_population, verdict.max_population) == ("eligible", low, high)
    inside = (low or 0) + 1 if high is None else high
    assert assess(phrase, applicant="municipality", on=TODAY, population=inside).outcome == "eligible"
    outside = low - 1 if low else (high or 0) + 1
    refused = assess(phrase, applicant="municipality", on=TODAY, population=outside)
    assert (refused.outcome, refused.rule) == ("ineligible", "population")
    assert refused.quote


def test_roles() -> None:
    text = "Lead applicants must be NGOs established in an EU Member State. Municipalities of Latin America may take part as co-applicants."
    assert assess(text, applicant="municipality", on=TODAY).role == "partner"
    assert assess("Podrán postular municipalidades de Chile.", applicant="municipality", on=TODAY).role is None
    text = "Podrán postular como entidad líder las municipalidades de Chile."
    assert assess(text, applicant="municipality", on=TODAY).role == "lead"


US_ONLY = StandingRule(
    "ineligible", "Encabeza una institución de Estados Unidos", "https://example.org/", date(2026, 11, 22)
)
TOWNS = StandingRule(
    "eligible",
    "Abierto a todo municipio",
    "https://example.org/",
    date(2026, 11, 22),
    applicants=("municipality",),
    role="lead",
)


def test_a_standing_rule_answers_what_a_text_leaves_open() -> None:
    text = "Proposals on quiet sensors are welcome."
    assert assess(text, applicant="municipality", on=TODAY).outcome == ASK
    answered = assess(text, applicant="municipality", on=TODAY, standing=[US_ONLY])
    assert (answered.outcome, answered.rule, answered.ask) == (NO, "standing_rule", None)
    assert "revisado el 22-11-2026" in answered.quote
    assert (opened := assess(text, applicant="municipality", on=TODAY, standing=[TOWNS])).outcome == YES
    assert opened.role == "lead"
    assert assess(text, applicant="university", on=TODAY, standing=[TOWNS]).outcome == ASK


def test_what_the_text_says_stands_above_a_standing_rule() -> None:
    named = "Municipalities of Chile may apply."
    assert assess(named, applicant="municipality", on=TODAY, standing=[US_ONLY]).outcome == YES
    refused = "Only municipalities established in Peru may apply."
    assert assess(refused, applicant="municipality", on=TODAY, standing=[TOWNS]).rule != "standing_rule"


def test_a_standing_rule_holds_in_its_days() -> None:
    later = replace(US_ONLY, valid_from=TODAY + timedelta(days=1))
    assert assess("Proposals are welcome.", applicant="ngo", on=TODAY, standing=[later]).outcome == ASK


def test_names_of_neighbours() -> None:
    text = "Pueden postular empresas y gobiernos locales de Chile."
    assert assess(text, applicant="company", on=TODAY) == assess(text, applicant="sme", on=TODAY)
    assert assess(text, applicant="local_government", on=TODAY).outcome == "eligible"
    with pytest.raises(ValueError, match="none of"):
        assess(text, applicant="robot", on=TODAY)


OWN = ("CL", "un portal de fondos de Chile")


@pytest.mark.parametrize(
    ("text", "outcome", "rule"),
    [
        ("Pueden postular municipios.", YES, "source_country+kind_municipality"),
        ("Pueden postular todas las municipalidades del país.", YES, "source_country+kind_municipality"),
        ("Pueden postular municipios de Perú y Bolivia.", NO, "country_list"),
        ("Pueden postular municipios de países elegibles.", ASK, "countries_not_listed"),
        ("Pueden postular municipios de la Región de Los Ríos.", NO, "other_region"),
        ("Pueden postular municipios.\nAlcance: Regional", ASK, "regional_reach"),
        (
            "Invita: Gobierno Regional Metropolitano\nAlcance: Regional\nTipo de Postulante: Municipios",
            YES,
            "source_country+kind_municipality",
        ),
        ("Fondo del Gobierno Regional de Atacama. Pueden postular municipios.", ASK, "other_region"),
        ("Pueden postular fundaciones.", NO, "closed_kinds"),
    ],
)
def test_a_publisher_of_one_country_counts_where_the_text_is_silent(text: str, outcome: str, rule: str) -> None:
    verdict = assess(text, applicant="municipality", on=TODAY, whole_call=True, publisher=OWN)
    assert (verdict.outcome, verdict.rule) == (outcome, rule)
    if outcome == YES:
        assert OWN[1] in verdict.quote
    assert assess(text, applicant="municipality", on=TODAY, publisher=("ES", "otro")).outcome != YES


def test_what_is_invited_is_no_applicant() -> None:
    text = "The letter invites supplements to existing awards for lighting trials in cities."
    assert assess(text, applicant="university", on=TODAY, whole_call=True).outcome == ASK
    assert (
        assess(
            "The Fund invites municipalities of Chile to propose pilots.", applicant="municipality", on=TODAY
        ).outcome
        == YES
    )


def test_a_whole_call_needs_words_on_applying() -> None:
    text = "A study of small firms and of the least developed countries."
    assert assess(text, applicant="municipality", on=TODAY).outcome == NO
    assert assess(text, applicant="municipality", on=TODAY, whole_call=True).outcome == ASK


@pytest.mark.parametrize("clubs", ["{it: [OCSE]}", "[OECD]", "{en: OECD}"])
def test_wrong_names_of_a_club_name_the_field(tmp_path: Path, clubs: str) -> None:
    (tmp_path / "country_groups.csv").write_text(
        "group,member,valid_from,valid_to,source,verified\noecd,CL,,,x,no\n", "utf-8"
    )
    (tmp_path / "group_names.yaml").write_text(
        f"groups:\n- {{group: oecd, kind: club, clubs: {clubs}, phrases: [OECD]}}\n", "utf-8"
    )
    with pytest.raises(TerritoryError, match=r"group oecd, clubs.*lists of names by language"):
        Groups.load(tmp_path)


@pytest.mark.parametrize(("group", "day", "inside"), [
    ("dac_oda", date(2017, 12, 31), True), ("dac_oda", date(2018, 1, 1), False), ("oecd", date(2010, 5, 6), False),
    ("oecd", date(2010, 5, 7), True), ("pacific_alliance", date(2011, 4, 28), True), ("mercosur", TODAY, False),
    ("mercosur_associate", TODAY, True), ("idb_members", TODAY, True), ("idb_borrowing", TODAY, True), ("caf_members", TODAY, True),
    ("world_bank_high_income", TODAY, True), ("low_and_middle_income", TODAY, False), ("ldc", TODAY, False), ("sids", TODAY, False),
    ("acp", TODAY, False), ("eu", TODAY, False), ("horizon_europe_associated", TODAY, False), ("ibero_america", TODAY, True),
    ("un_latin_america_caribbean", TODAY, True), ("americas", TODAY, True), ("europe", TODAY, False), ("lldc", TODAY, False),
])  # fmt: skip
def test_what_chile_belongs_to(group: str, day: date, inside: bool) -> None:
    assert shipped_groups().holds(group, "CL", day) == inside


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        # municipality, regional_government, university, ngo
        (
            "Bridge Prize for Cities\nAny public, private or non-profit body of any country may enter one project.",
            (YES, YES, YES, YES),
        ),
        ("All cities and local and regional governments of the world may enter.", (YES, YES, NO, NO)),
        ("Cities of 90,000 residents or more of any country may enter; the jury meets in May.", (YES, NO, NO, NO)),
        ("Pueden postular municipalidades y juntas de vecinos de la Región Metropolitana.", (YES, NO, ASK, YES)),
        ("Pueden postular municipalidades de la Región Metropolitana de Valencia.", (ASK, NO, NO, NO)),
        ("Les associations et les universités d’Amérique latine peuvent demander jusqu’à 9 000 €.", (NO, NO, YES, YES)),
        # which of them a capital, a port or a mountain town is, a kind alone cannot tell
        ("Capital cities and metropolitan governments of Latin America may apply.", (ASK, YES, NO, NO)),
        ("Pueden postular ciudades portuarias de Chile.", (ASK, NO, NO, NO)),
        # beside others, or at their own cost
        (
            "Pueden postular universidades de Chile, asociadas a una municipalidad o un gobierno regional.",
            (ASK, ASK, YES, NO),
        ),
        (
            "Legal entities of any country, including Chile, may take part. Participants from countries that are not associated bring their own "
            "funding.",
            (ASK, ASK, ASK, ASK),
        ),
        (
            "Accredited entities are invited to submit concept notes with cities. Chile is eligible.",
            (ASK, ASK, ASK, ASK),
        ),
    ],
)
def test_who_may_enter_and_who_goes_beside(text: str, outcomes: tuple[str, ...]) -> None:
    kinds = ("municipality", "regional_government", "university", "ngo")
    assert tuple(assess(text, applicant=kind, on=TODAY, whole_call=True).outcome for kind in kinds) == outcomes


def test_a_field_on_applicants_counts_where_the_text_names_nobody() -> None:
    def outcomes(text: str, *stated: str) -> list[str]:
        kinds = ("municipality", "university", "ngo")
        return [assess(text, applicant=kind, on=TODAY, whole_call=True, stated=stated).outcome for kind in kinds]

    assert outcomes("Quiet ports.\nCountries: Chile", "ngo", "university") == [NO, YES, YES]
    assert outcomes("Quiet ports.", "ngo", "university") == [NO, ASK, ASK]
    assert outcomes("Quiet ports. Only municipalities of Chile may apply.", "ngo") == [YES, NO, NO]
    assert outcomes("Un fonds pour les communes de montagne d’Amérique latine.", "local_government") == [ASK, NO, NO]
    verdict = assess("Quiet ports.\nCountries: Chile", applicant="ngo", on=TODAY, whole_call=True, stated=("ngo",))
    assert "Campo de la fuente: puede postular una organización sin fines de lucro." in verdict.quote
