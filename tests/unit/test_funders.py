"""One funder for all its names."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.funders import Funder, Funders, StandingRule

BLUE = Funder(
    "blue_fund",
    "Blue River Fund",
    "foundation",
    "CL",
    "https://example.org/",
    ("Fondo Río Azul", "Fonds du Fleuve Bleu", "Fonds bleu", "BRF"),
)
KNOWN = [
    BLUE,
    Funder("plain_bank", "The Plain Bank", names=("PB", "XX")),
    Funder("other_bank", "Other Bank", names=("XX",)),
]


@pytest.fixture
def funders() -> Funders:
    return Funders(KNOWN)


@pytest.mark.parametrize(
    "name",
    [
        "Blue River Fund",
        "BLUE RIVER FUND",
        "fondo rio azul",
        "Fondo Río Azul",
        "el Fondo Río-Azul",
        "Fonds du Fleuve Bleu",
        "BRF",
        "B.R.F.",
        "Blue River Fund (BRF)",
        "  Fonds   bleu ",
        "Fondo Fluvial (Blue River Fund)",
        "blue_fund",
    ],
)
def test_every_name_leads_to_one_funder(funders: Funders, name: str) -> None:
    assert funders.resolve(name) is BLUE


def test_unknown_name_gets_an_id_of_its_own(funders: Funders) -> None:
    assert funders.resolve("Fundación Árbol (FA)") == Funder("fundacion_arbol", "Fundación Árbol")
    assert funders.resolve("FUNDACION ARBOL").funder_id == "fundacion_arbol"


def test_word_that_two_funders_claim_names_neither(funders: Funders) -> None:
    assert funders.resolve("XX") == Funder("xx", "XX")
    assert funders.resolve("PB").funder_id == "plain_bank"


@pytest.mark.parametrize("name", [None, "", "  "])
def test_no_name_no_funder(funders: Funders, name: str | None) -> None:
    assert funders.resolve(name) is None


def test_one_name_for_two_funders_is_refused() -> None:
    with pytest.raises(ValueError, match='"alfa" is the name of a and b; rename one'):
        Funders([Funder("a", "Alfa"), Funder("b", "alfa")])


def test_a_standing_rule_of_a_programme_holds_for_its_calls_alone() -> None:
    rule = StandingRule(
        "ineligible", "Solo con fondos propios", "https://example.org/", date(2026, 11, 22), programme="Río Grande"
    )
    funder = Funder("blue_fund", "Blue River Fund", standing_rules=(rule,))
    assert funder.rules_for("Rio Grande: RG-2027-01", "Puentes") == (rule,)
    assert funder.rules_for(None, "Llamado de Río Grande") == (rule,)
    assert funder.rules_for("Río Chico", None) == ()
