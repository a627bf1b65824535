"""One funder for all its names."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.funders import Funder, Funders

FILE = """
funders:
- {funder_id: blue_fund, name: Blue River Fund, names: {es: Fondo Río Azul, fr: [Fonds du Fleuve Bleu, Fonds bleu]}, acronyms: [BRF],
   kind: foundation, country: CL, homepage: 'https://example.org/'}
- {funder_id: plain_bank, name: The Plain Bank, acronyms: [PB, XX]}
- {funder_id: other_bank, name: Other Bank, acronyms: [XX]}
"""


@pytest.fixture
def funders(tmp_path: Path) -> Funders:
    path = tmp_path / "funders.yaml"
    path.write_text(FILE, encoding="utf-8")
    return Funders.load(path)


@pytest.mark.parametrize("name", [
    "Blue River Fund", "BLUE RIVER FUND", "fondo rio azul", "Fondo Río Azul", "el Fondo Río-Azul", "Fonds du Fleuve Bleu", "BRF", "B.R.F.",
    "Blue River Fund (BRF)", "  Fonds   bleu ", "Fondo Fluvial (Blue River Fund)", "blue_fund",
])
def test_every_name_leads_to_one_funder(funders: Funders, name: str) -> None:
    found = funders.resolve(name)
    assert found == Funder("blue_fund", "Blue River Fund", "foundation", "CL", "https://example.org/")


def test_unknown_name_gets_an_id_of_its_own(funders: Funders) -> None:
    assert funders.resolve("Fundación Árbol (FA)") == Funder("fundacion_arbol", "Fundación Árbol")
    assert funders.resolve("FUNDACION ARBOL").funder_id == "fundacion_arbol"  # type: ignore[union-attr]


def test_word_that_two_funders_claim_names_neither(funders: Funders) -> None:
    assert funders.resolve("XX") == Funder("xx", "XX")
    assert funders.resolve("PB").funder_id == "plain_bank"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", [None, "", "  "])
def test_no_name_no_funder(funders: Funders, name: str | None) -> None:
    assert funders.resolve(name) is None


def test_a_list_without_the_key_reads_too(tmp_path: Path) -> None:
    path = tmp_path / "funders.yaml"
    path.write_text("- {funder_id: a, name: Alfa}\n", encoding="utf-8")
    assert Funders.load(path).resolve("ALFA") == Funder("a", "Alfa")


@pytest.mark.parametrize(("text", "words"), [
    ("- {name: Alfa}", "entry 1: funder_id and name"),
    ("a: 1", "a list of funders"),
    ("- {funder_id: a, name: Alfa}\n- {funder_id: b, name: alfa}", "rename one"),
])
def test_a_broken_file_says_what_to_mend(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "funders.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        Funders.load(path)
