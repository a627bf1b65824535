"""The two lines that tell why a call is shown."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

from pipelines.digest.explanations import ExplainedCall, explain
from pipelines.language.messages import family
from pipelines.matching.eligibility import question

ITEM = ExplainedCall(
    title="Agua para barrios", applicant="municipality", outcome="eligible", call_type="grant", funder="Fondo de Prueba",
    amount_max=Decimal("250000"), currency="USD", priority="Agua y seguridad hídrica", terms=["sequía", "cuenca", "riego", "pozo"],
    role="lead", rule="worldwide+kind_municipality", quote="Cities of all countries may apply.", next_deadline_on=date(2027, 3, 12),
    working_days_left=20,
)  # fmt: skip


def test_eligible_in_both_languages() -> None:
    assert explain(ITEM) == (
        "Subvención de Fondo de Prueba, hasta US$ 250.000: «Agua para barrios». Calza con «Agua y seguridad hídrica»: habla de sequía, "
        "cuenca, riego.",
        "Puede postular una municipalidad: «Cities of all countries may apply». Hasta el 12-03-2027 (quedan 20 días hábiles).",
    )
    assert explain(dataclasses.replace(ITEM, priority="Water security"), language="en") == (
        "Grant by Fondo de Prueba, up to US$ 250,000: “Agua para barrios”. Fits “Water security”: it speaks of sequía, cuenca, riego.",
        "Open to a municipality: “Cities of all countries may apply”. Until 12-03-2027 (20 working days left).",
    )


def test_partner_population_and_one_day() -> None:
    item = dataclasses.replace(ITEM, role="partner", min_population=100_000, working_days_left=1, quote="")
    assert explain(item)[1] == (
        "Puede postular una municipalidad como entidad asociada, de al menos 100.000 habitantes. Hasta el 12-03-2027 (queda 1 día hábil)."
    )
    assert (
        ", of 50,000 to 100,000 inhabitants."
        in explain(dataclasses.replace(item, min_population=50_000, max_population=100_000), language="en")[1]
    )


def test_unclear_asks_and_ineligible_quotes() -> None:
    unclear = dataclasses.replace(ITEM, outcome="unclear", rule="country_not_stated", quote="", next_deadline_on=None)
    assert explain(unclear)[1] == (
        "Por confirmar: ¿Pueden postular y recibir fondos entidades con sede en Chile, en particular una municipalidad? "
        "Sin fecha de cierre publicada."
    )
    refused = dataclasses.replace(ITEM, outcome="ineligible", quote="Only for Peru.")
    assert explain(refused)[1] == "No puede postular una municipalidad: «Only for Peru»."
    assert explain(refused, language="en")[1] == "Not open to a municipality: “Only for Peru”."


def test_what_is_not_known_is_not_said() -> None:
    bare = ExplainedCall.of(
        {"title": "Aviso", "applicant": "ngo", "outcome": "eligible", "amount_max": None, "columna": "otra"}
    )
    assert explain(bare) == (
        "Convocatoria: «Aviso». No calza con ninguna prioridad.",
        "Puede postular una organización sin fines de lucro. Sin fecha de cierre publicada.",
    )
    assert "dice «una frase»" in explain(dataclasses.replace(bare, priority="Agua", match_quote="una frase"))[0]


def test_every_question_is_asked_of_every_kind_in_both_languages() -> None:
    for rule in family("question", "es"):
        for kind in family("applicant", "es"):
            assert question.question(rule, kind, "").startswith(("¿", "La ", "El ", "Se "))
            assert question.applicant_name(kind, "en") in question.question(rule, kind, "", "en")
