"""Numbers in words: one number is read whole, of two that stand together the last."""

from __future__ import annotations

import pytest

from pipelines.cleaning import read_facts
from pipelines.cleaning.layout import PageText
from pipelines.cleaning.sum_candidates import find_sums
from pipelines.language.normalisation import fold
from pipelines.language.numbers import number_before


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("ciento cincuenta y cinco mil", 155_000),
        ("dos mil quinientos millones", 2_500_000_000),
        ("un millón y medio", 1_500_000),
        ("one and a half million", 1_500_000),
        ("half a million", 500_000),
        ("a million", 1_000_000),
        ("a hundred thousand", 100_000),
        ("twelve hundred", 1_200),
        ("quatre-vingt-dix mille", 90_000),
        ("deux millions cinq cent mille", 2_500_000),
        ("soixante-quinze mille", 75_000),
        ("fünfundzwanzigtausend", 25_000),
        ("dreißigtausend", 30_000),
        ("einhundertfünfzigtausend", 150_000),
        ("un milione e mezzo", 1_500_000),
        ("duzentos e cinquenta mil", 250_000),
        ("ventidue mila", 22_000),
        ("duecentocinquantamila", 250_000),
    ],
)
def test_a_number_in_words(words: str, number: float) -> None:
    folded = fold(words)
    told = number_before(folded, len(folded))
    assert told is not None
    assert told[1] == number


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("quince a treinta mil", 30_000),
        ("between twenty and thirty thousand", 30_000),
        ("uno a due milioni", 2_000_000),
        ("vinte a trinta mil", 30_000),
        ("quarante à soixante mille", 60_000),
        ("zwei bis drei Millionen", 3_000_000),
    ],
)
def test_two_numbers_are_not_added(words: str, last: float) -> None:
    folded = fold(words)
    told = number_before(folded, len(folded))
    assert told is not None
    assert told[1] == last


@pytest.mark.parametrize(
    "words", ["millones", "millonesmil", "milmillonesmil", "twothousand", "for millions", "y", "a"]
)
def test_no_number(words: str) -> None:
    assert number_before(words, len(words)) is None


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("Grants of fifteen to thirty-five thousand euros", [("15000", "EUR"), ("35000", "EUR")]),
        ("ningún aporte será menor de cuarenta mil ni mayor de noventa mil", [("40000", None), ("90000", None)]),
        ("zwischen zwanzig und dreißigtausend Euro", [("20000", "EUR"), ("30000", "EUR")]),
        ("Un millón y medio de pesos", [("1500000", "peso")]),
        (
            "45 mil habitantes y 30 mil pesos",
            [("45000", None), ("30000", "peso")],
        ),  # what of it is money, its role tells
    ],
)
def test_sums_in_words(text: str, sums: list[tuple[str, str | None]]) -> None:
    assert [(f"{s.amount:f}", s.currency) for s in find_sums(PageText(text, fold(text)), None)] == sums


@pytest.mark.parametrize(
    ("country", "currency"),
    [("CL", "CLP"), ("US", "USD"), ("CA", "CAD"), ("FR", None), ("multilateral", None), (None, None)],
)
def test_a_bare_mark_is_what_it_is_in_the_country_of_its_source(country: str | None, currency: str | None) -> None:
    facts = read_facts(
        "Se financia hasta $15.000.000 por proyecto. Postulaciones hasta el 30 de abril de 2027.",
        title="Fondo",
        country=country,
    )
    assert facts.currency == currency
    assert (currency is None) == any(doubt.field == "currency" for doubt in facts.doubts)


def test_what_a_text_names_goes_before_the_country_of_its_source() -> None:
    facts = read_facts(
        "La Intendencia de Montevideo entrega hasta $ 900.000 por club. Cierre: 30/04/2027.",
        title="Fondo",
        country="CL",
    )
    assert facts.currency == "UYU"


def test_a_list_of_unlike_prizes_without_a_total_is_a_doubt() -> None:
    text = "Premio Plaza\n- Primer premio: 5.000 euros\n- Segundo premio: 3.000 euros\n- Tercer premio: 1.000 euros\nPlazo: 30 de abril de 2027"
    assert [d.value for d in read_facts(text, title="Premio Plaza").doubts if d.field == "amount_total"] == [None]
