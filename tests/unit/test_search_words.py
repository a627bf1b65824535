"""Words as people type them find calls in whatever language these are written."""

import pytest

from pipelines.search.concepts import names
from pipelines.search.finding import find, near
from pipelines.search.inverted import TOP, Searched, weights
from pipelines.search.roots import root, roots

CALLS = {
    "water": Searched("Wasser für Gemeinden", names="Umweltagentur WA-2027-01", text="Zuschüsse für Trinkwasser in kleinen Orten."),
    "bikes": Searched("Cycling to school", text="Bike lanes and racks for children."),
    "books": Searched("Bibliotecas de barrio", gist="Cultura", text="Libros y lectura en la noche."),
    "prize": Searched("Concurso Aguas Claras 2027", text="Premio a comités de agua potable rural."),
}  # fmt: skip
INDEX = {call_id: weights(call) for call_id, call in CALLS.items()}


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("agua potable", "prize"),
        ("AGUAS", "prize"),
        ("água", "prize"),
        ("potab", "prize"),
        ("potavle", "prize"),
        ("drinking water Gemeinde", "water"),
        ("wa-2027-01", "water"),
        ("ciclovías para niños", "bikes"),
        ("bicicletas", "bikes"),
        ("bicicltea", "bikes"),
        ("library", "books"),
        ("¿libros de noche?", "books"),
    ],
)
def test_the_call_that_is_meant_comes_first(query, first):
    assert find(query, INDEX)[0][0] == first


def test_a_spanish_word_finds_a_german_call_after_those_that_say_it():
    assert [call_id for call_id, _ in find("agua", INDEX)] == ["prize", "water"]


@pytest.mark.parametrize("query", ["", "  ", "…", "x", "submarino"])
def test_what_says_nothing_finds_nothing(query):
    assert find(query, INDEX) == []


def test_a_call_must_have_most_of_many_words():
    assert [c for c, _ in find("agua potable submarino", INDEX)] == ["prize", "water"]
    assert find("submarino espacial lunar agua", INDEX) != []


@pytest.mark.parametrize(
    "same",
    [
        ("agua", "aguas"),
        ("ciudad", "ciudades"),
        ("luz", "luces"),
        ("climático", "climáticas", "climatic"),
        ("inovação", "inovações"),
        ("Kommune", "Kommunen"),
        ("university", "universities"),
        ("municipal", "municipais", "municipaux"),
    ],
)
def test_plural_and_gender_make_no_difference(same):
    assert len({tuple(roots(word)) for word in same}) == 1


def test_roots_are_short_and_never_empty():
    assert root("a" * 500) == "a" * 38
    assert all(len(root(word)) >= 2 for word in ("no", "ao", "ias", "oes", "luz", "12", "eau"))


def test_one_letter_apart():
    assert all(near(*pair) for pair in (("agua", "agu"), ("agua", "agia"), ("agua", "auga"), ("agua", "aguas")))
    assert not any(near(*pair) for pair in (("agua", "aigas"), ("agua", "ga"), ("abcd", "badc")))


def test_levels_are_few_and_every_concept_is_named_in_several_languages():
    assert {level for terms in INDEX.values() for level in terms.values()} <= set(range(1, TOP + 1))
    said = [concept for concepts in names().values() for concept in concepts]
    assert len(set(said)) > 110
    assert sum(said.count(concept) >= 3 for concept in set(said)) > 110
