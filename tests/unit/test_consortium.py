"""What a consortium must hold: bodies and countries at least, in six languages, and nothing where other things are
counted.
"""

import pytest

from pipelines.applying.consortium import Needs, read_needs


@pytest.mark.parametrize(
    ("text", "members", "countries"),
    [
        ("A consortium has at least three bodies from three countries.", 3, 3),
        ("A consortium counts at least four legal entities from four different countries.", 4, 4),
        ("El consorcio reunirá al menos dos universidades, con cuenta propia.", 2, None),
        ("Las propuestas las presenta un consorcio de al menos tres entidades de tres países distintos.", 3, 3),
        ("Le consortium compte trois entités au moins, issues de trois pays.", 3, 3),
        ("Os consórcios são de no mínimo 3 municípios, de ao menos 2 países.", 3, 2),
        ("Ein Konsortium umfasst mindestens drei Einrichtungen aus drei Ländern.", 3, 3),
        ("Il consorzio riunisce almeno tre soggetti di due paesi.", 3, 2),
    ],
)
def test_least_numbers_are_read(text: str, members: int | None, countries: int | None) -> None:
    needs = read_needs(text)
    assert (needs.members, needs.countries) == (members, countries)
    assert needs.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "At least three years of activity in two countries are asked for.",
        "Quienes tengan contrato con una de las cuatro universidades del consorcio pueden postular.",
        "The consortium shares the budget with between one and three partners.",
        "El consorcio recibirá hasta 40 proyectos.",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert read_needs(text) == Needs()
