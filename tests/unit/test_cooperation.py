"""Models of cooperation in prose, in four languages, and the known actors that fit."""

from datetime import date

import pytest

from pipelines.actors import Actor, ActorRelation
from pipelines.cooperation import CooperationFact, fitting, read_cooperation


@pytest.mark.parametrize(
    ("text", "model", "partners"),
    [
        ("Se postula en consorcio con universidades y municipios.", "consortium", ("university", "local_government")),
        ("Applicants apply in partnership with a local authority.", "consortium", ("local_government",)),
        ("El proyecto es de cooperación triangular.", "triangular", ()),
        ("Grantees may give financial support to third parties.", "sub_grant", ()),
        ("Un cofinancement de 30 % est demandé.", "matching_funds", ()),
        ("Podem participar cidades membro.", "network_membership", ()),
        ("Town twinning of two municipalities.", "twinning", ("local_government",)),
    ],
)
def test_a_sentence_names_its_model_and_partners(text: str, model: str, partners: tuple[str, ...]) -> None:
    assert read_cooperation(f"Fondo de ejemplo.\n{text}") == [CooperationFact(model, partners, text)]


@pytest.mark.parametrize(
    "text", ["Cost sharing is not required.", "No se exige contrapartida.", "Un fondo para plazas."]
)
def test_what_is_not_asked_for_is_no_model(text: str) -> None:
    assert read_cooperation(text) == []


def test_known_actors_fit_by_kind_and_by_whom_they_represent() -> None:
    relation = ActorRelation("represents", "bank", "Recibe", "https://a.example/", date(2026, 11, 22))
    agency = Actor("agency", "Agencia", "government", "CL", None, relations=(relation,))
    network = Actor("cities", "Red de ciudades", "city_network", "UY", None)
    assert fitting(CooperationFact("triangular", (), "x"), "bank", [agency, network]) == ["agency"]
    assert fitting(CooperationFact("consortium", ("local_government",), "x"), "bank", [agency, network]) == ["cities"]
