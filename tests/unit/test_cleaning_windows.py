"""Several last days of one call, in stages or cut-offs, and windows from one day to another."""

from datetime import date

import pytest

from pipelines.cleaning import complete, read_facts
from pipelines.records import Deadline, Record


def days(text: str, language: str | None = None, **more: object) -> list[str]:
    return [d.closes_on.isoformat() for d in read_facts(text, language=language, **more).deadlines]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two stages. Concept note deadline: 1 March 2027. Full proposal deadline: 1 July 2027."),
        (
            "es",
            "Fecha límite de la nota conceptual: 1 de marzo de 2027. Fecha límite de la propuesta completa: 1 de julio de 2027.",
        ),
        (
            "fr",
            "Date limite des notes conceptuelles : 1er mars 2027. Date limite des propositions complètes : 1er juillet 2027.",
        ),
        ("pt", "Prazo da nota conceitual: 1 de março de 2027. Prazo da proposta completa: 1 de julho de 2027."),
        ("de", "Frist für Projektskizzen: 1. März 2027. Frist für Vollanträge: 1. Juli 2027."),
        (
            "en",
            "Deadline for Phase I: 1 March 2027; Phase I selection: 30 April 2027; Deadline for Phase II: 1 July 2027",
        ),
    ],
)
def test_two_stages(language: str, text: str) -> None:
    facts = read_facts(text, language=language)
    assert facts.deadline_kind == "two_stage"
    assert [(d.closes_on.isoformat(), d.stage) for d in facts.deadlines] == [("2027-03-01", 1), ("2027-07-01", 2)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Cut-off dates: 15 May, 15 September and 15 November 2026", ["2026-05-15", "2026-09-15", "2026-11-15"]),
        ("es", "Fechas de cierre: 5 de marzo de 2026 y 5 de junio de 2026", ["2026-03-05", "2026-06-05"]),
        ("fr", "Deux clôtures : la première le 27/02/2027 et la seconde le 20/09/2027.", ["2027-02-27", "2027-09-20"]),
        ("de", "Stichtage: 01.03.2027 und 01.09.2027", ["2027-03-01", "2027-09-01"]),
    ],
)
def test_several_cut_offs(language: str, text: str, expected: list[str]) -> None:
    facts = read_facts(text, language=language)
    assert [d.closes_on.isoformat() for d in facts.deadlines] == expected
    assert facts.deadline_kind == "multiple"


def test_a_field_for_one_day_holds_one_of_the_two_stages_that_the_prose_tells() -> None:
    record = Record(
        "k",
        title="Shared batteries",
        language="en",
        deadlines=[Deadline(date(2027, 1, 20))],
        text="Concept papers are due by November 4, 2026. Full applications are due by January 20, 2027.",
    )
    assert [(d.closes_on, d.stage) for d in complete(record).deadlines] == [
        (date(2026, 11, 4), 1),
        (date(2027, 1, 20), 2),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Entries are open to books published between 1 January and 31 December 2026."),
        ("es", "Pueden concursar películas estrenadas entre el 1 de enero y el 31 de diciembre de 2026."),
        ("pt", "Podem concorrer obras publicadas entre 1º de janeiro e 31 de dezembro de 2026."),
        ("fr", "Peuvent concourir les reportages diffusés entre le 1er janvier et le 31 décembre 2026."),
        ("de", "Teilnehmen können Beiträge, die zwischen dem 1. Januar und dem 31. Dezember 2026 erschienen sind."),
    ],
)
def test_a_window_of_works_is_not_the_call_s(language: str, text: str) -> None:
    facts = read_facts(text, language=language)
    assert (facts.deadlines, facts.opens_on) == ([], None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "This is a two-stage call. Outlines are due by 4 May 2027."),
        ("es", "El proceso consta de dos etapas. Perfiles de proyecto hasta el 4 de mayo de 2027."),
        ("de", "Das Verfahren ist zweistufig. Projektskizzen sind bis zum 4. Mai 2027 vorzulegen."),
        ("fr", "La sélection se fait en deux étapes. Lettres d'intention avant le 4 mai 2027."),
        ("pt", "O processo tem duas fases. Pré-propostas até 4 de maio de 2027."),
    ],
)
def test_two_stages_of_which_one_is_dated(language: str, text: str) -> None:
    facts = read_facts(text, language=language)
    assert (facts.deadline_kind, [(str(d.closes_on), d.stage) for d in facts.deadlines]) == (
        "two_stage",
        [("2027-05-04", 1)],
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Those selected send the full proposal by 28 May 2027."),
        ("es", "Los seleccionados envían la propuesta completa hasta el 28 de mayo de 2027."),
        ("pt", "Os selecionados apresentam a proposta completa até 28 de maio de 2027."),
        ("fr", "Les candidats retenus envoient le dossier complet avant le 28 mai 2027."),
    ],
)
def test_the_chosen_hand_in_again(language: str, text: str) -> None:
    assert days(text, language) == ["2027-05-28"]


@pytest.mark.parametrize(
    ("language", "text", "opens", "closes"),
    [
        ("fr", "En cours\nDu 01/11/2026 au 15/01/2027", "2026-11-01", "2027-01-15"),
        ("fr", "Statut : prochainement\nDu 3 mars 2027 au 9 avril 2027\nEau et santé", "2027-03-03", "2027-04-09"),
        ("es", "Vigente\nDel 1 de marzo de 2027 al 30 de abril de 2027", "2027-03-01", "2027-04-30"),
        ("es", "La agencia recibe proyectos del 1 de abril de 2027 al 14 de mayo de 2027.", "2027-04-01", "2027-05-14"),
    ],
)
def test_a_window_alone_under_its_status_is_the_call_s(language: str, text: str, opens: str, closes: str) -> None:
    facts = read_facts(text, title="Puentes de barrio 2027", language=language)
    assert (str(facts.opens_on), [str(d.closes_on) for d in facts.deadlines]) == (opens, [closes])


@pytest.mark.parametrize(
    "text",
    [
        "Étude en cours\nDu 01/11/2026 au 15/01/2028",
        "En cours\nRésidence du 01/11/2026 au 15/01/2027 à Examplia",
        "Vigente\nDel 1 de marzo de 2027 al 30 de abril de 2027 los puentes se pintan.",
    ],
)
def test_a_window_of_something_else_is_not(text: str) -> None:
    assert days(text) == []
