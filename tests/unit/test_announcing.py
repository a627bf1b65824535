"""What makes a post a call, by invented titles and leads in five languages."""

from __future__ import annotations

import json

import pytest

from scrapers.readers import call_filter
from scrapers.readers.answer import Answer


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("es", "Abierta la convocatoria «Riberas que cantan» 2027"),
        ("es", "Llamado a municipios para un piloto de sombra"),
        ("es", "Se abre el fondo de barrios de barro"),
        ("es", "Postula al programa de techos verdes"),
        ("es", "Becas de residencia en archivos de examplia"),
        ("es", "Convocatoria: taller de puentes colgantes con financiamiento"),
        ("en", "Call for proposals: Quiet Harbours 2027"),
        ("en", "Second call of the brick fund"),
        ("en", "Brick fund: call for towns"),
        ("en", "Apply now to the Paper Boats Accelerator"),
        ("en", "The Tin Roof Prize is open for nominations"),
        ("en", "Request for applications: wetlands of brick"),
        ("en", "Small grants for singing rivers"),
        ("fr", "Appel à projets « Jardins suspendus »"),
        ("fr", "Candidatez au fonds des toits d'ardoise"),
        ("fr", "Le prix des ponts de corde : candidatures ouvertes"),
        ("pt", "Edital 03/2027: hortas em telhados"),
        ("pt", "Chamada para prefeituras: rios que voltam"),
        ("pt", "Inscrições abertas para o fundo de praças"),
        ("de", "Förderaufruf: Kommunen für stille Plätze"),
        ("de", "Ideenwettbewerb Lehmhäuser gestartet"),
        ("es", "Ayudas a la movilidad de titiriteras"),
        ("en", "River funds open for calls"),
        ("en", "Examplia launches Quiet Streets Challenge"),
        ("de", "Jetzt bewerben: Stipendium für Brückenbau"),
    ],
)
def test_a_title_announces_a_call(language: str, title: str) -> None:
    assert call_filter.announces(title, "", (language,))
    assert call_filter.announces(title)


@pytest.mark.parametrize(
    ("language", "title", "lead"),
    [
        ("es", "Alcaldía de Examplia inaugura una plaza", "Hubo música y sombra."),
        ("es", "Webinar sobre la convocatoria de riberas", "Conéctate el martes."),
        ("es", "Seminario de sombra urbana", "Inscripciones abiertas hasta el lunes."),
        ("es", "Inscripciones abiertas: taller de sombra", ""),
        ("es", "Vacante: analista de convocatorias", ""),
        ("en", "Our director calls on ministers in Examplia", "She spoke of rivers."),
        ("en", "UN chief calls for a ceasefire", ""),
        ("en", "Mayors call for climate action", ""),
        ("en", "Cities join a call to rest", ""),
        ("en", "Annual report: what rivers taught us", "A look back."),
        ("en", "Info session on the Quiet Harbours grants", "Join on Tuesday."),
        ("en", "Call for papers: journal of bricks", ""),
        ("en", "Job opening: grants officer", "Apply by 3 May."),
        ("fr", "Rappel des règles de circulation", "La ville informe."),
        ("fr", "Atelier sur les appels à projets", "Venez nombreux."),
        ("pt", "Prefeita de Examplia visita a ponte", "Houve música."),
        ("pt", "Oficina de hortas", "As inscrições abertas terminam na sexta."),
        ("de", "Bürgermeister eröffnet eine Brücke", "Es gab Musik."),
        ("de", "Tagung zu Förderprogrammen", "Kommen Sie."),
    ],
)
def test_other_news_is_none(language: str, title: str, lead: str) -> None:
    assert not call_filter.announces(title, lead, (language,))


@pytest.mark.parametrize(
    ("language", "lead"),
    [
        ("es", "Los municipios pueden postular hasta el 3 de mayo."),
        ("en", "Cities are invited to apply until 3 May."),
        ("fr", "Les candidatures sont reçues jusqu'au 3 mai."),
        ("pt", "O prazo vai até 3 de maio."),
        ("de", "Anträge können bis zum 3. Mai eingereicht werden; Antragsfrist beachten."),
    ],
)
def test_a_lead_that_asks_for_applications_makes_a_plain_title_a_call(language: str, lead: str) -> None:
    assert call_filter.announces("Riberas 2027", lead, (language,))
    assert not call_filter.announces("Riberas 2027", "Una crónica, a chronicle, eine Chronik.", (language,))


def test_a_word_of_one_language_is_no_call_in_another() -> None:
    assert not call_filter.announces("Bolsas de tela en las ferias", "", ("es",))
    assert call_filter.announces("Bolsas de estudo para pontes", "", ("pt",))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Resultados de la convocatoria de riberas", "award_notice"),
        ("Quiet Harbours: winners of the 2026 prize", "award_notice"),
        ("Lauréats de l'appel à projets", "award_notice"),
        ("Resultado do edital 03/2026: projetos selecionados", "award_notice"),
        ("Preisträger des Ideenwettbewerbs", "award_notice"),
        ("Licitación de un estudio de sombra", "tender"),
        ("Request for quotation: forty benches", "tender"),
        ("Becas para mediadoras de lectura", "fellowship"),
        ("Stipendium für Brückenbau", "fellowship"),
        ("Prêmio Pontes de Corda", "prize"),
        ("Call for proposals: Quiet Harbours", None),
    ],
)
def test_a_title_tells_the_type_where_it_says_so(title: str, kind: str | None) -> None:
    assert call_filter.call_type(title) == kind


@pytest.mark.parametrize(
    ("title", "one"),
    [
        ("Grants for brick wetlands", True),
        ("25 grants for NGOs to apply for in May", False),
        ("Top 10 fellowships", False),
        ("Fellowships currently open in Europe", False),
        ("How to write a winning proposal", False),
        ("2027 Quiet Harbours Grant", True),
        ("Internship at the Quiet Harbours Fund", False),
    ],
)
def test_of_an_aggregator_one_call_a_post(title: str, one: bool) -> None:
    assert call_filter.one_call(title) is one


def test_of_a_site_that_forbids_copying_only_the_lead_and_the_facts_are_kept() -> None:
    post = {
        "id": 1,
        "title": {"rendered": "Quiet Harbours Grant"},
        "excerpt": {"rendered": "<p>Grants for small ports.</p>"},
        "content": {
            "rendered": "<p>Deadline: 3 May 2027</p><p>The fund was born of a storm, and of much else.</p>"
            "<p>Eligible applicants are municipalities of Chile.</p>"
        },
    }
    (record,) = call_filter.reader("en", only=lambda title, lead: True, brief=True)(
        Answer(json.dumps([post]).encode())
    ).records
    assert (
        record.text == "Grants for small ports.\nDeadline: 3 May 2027\nEligible applicants are municipalities of Chile."
    )
    assert record.funder is None
