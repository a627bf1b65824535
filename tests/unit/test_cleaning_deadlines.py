"""Deadlines, opening days and key dates out of invented phrases in the languages of the sources."""

from datetime import date

import pytest

from pipelines.cleaning import read_facts
from pipelines.cleaning.layout import PageText
from pipelines.language.normalisation import fold


def days(text: str, language: str | None = None, **more: object) -> list[str]:
    return [d.closes_on.isoformat() for d in read_facts(text, language=language, **more).deadlines]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "La fecha límite es el 8 de abril de 2026.", ["2026-04-08"]),
        ("es", "Cierre: Lunes 11 de Mayo, 2026", ["2026-05-11"]),
        ("es", "Postulaciones hasta el 13 may. 26", ["2026-05-13"]),
        ("es", "Abierta hasta el 1º de octubre de 2026.", ["2026-10-01"]),
        ("es", "Plazo de presentación de propuestas: 15/02/2027 a las 12: 00 horas", ["2027-02-15"]),
        ("es", "Las solicitudes se recibirán hasta el 01/02/2027.", ["2027-02-01"]),
        ("es", "El plazo para postular vence el 5 (cinco) de mayo del año 2026.", ["2026-05-05"]),
        ("es", "La convocatoria cierra el viernes 30 de octubre de 2026 a las 18:00.", ["2026-10-30"]),
        ("es", "Enviar las propuestas a más tardar el 3-11-2026.", ["2026-11-03"]),
        ("es", "Postulaciones abiertas entre el 6 y el 27 de mayo de 2026.", ["2026-05-27"]),
        ("es", "Las inscripciones estarán abiertas del 1 de abril al 1 de junio de 2026.", ["2026-06-01"]),
        ("es", "Fecha de cierre\n24 de octubre de 2026", ["2026-10-24"]),
        ("en", "Deadline: 23-Aug-26", ["2026-08-23"]),
        ("en", "Applications are accepted until April 21st, 2027.", ["2027-04-21"]),
        ("en", "Proposals must be submitted no later than 5 March 2027, 17:00.", ["2027-03-05"]),
        ("en", "Closing date 2027-03-05", ["2027-03-05"]),
        ("en", "Apply by October, 17th 2026.", ["2026-10-17"]),
        ("en", "Submission deadline: 15 July2026.", ["2026-07-15"]),
        ("en", "Fill out the application form before the 1st of July 2026!", ["2026-07-01"]),
        ("en", "The deadline is until 23:59 CET on 12 June 2026.", ["2026-06-12"]),
        ("en", "Proposals may be submitted between 15 November 2026 and 31 December 2026.", ["2026-12-31"]),
        ("en", "Closing date: 05132026", ["2026-05-13"]),
        ("en", "Cities have until 4 September 2026 to send in their idea.", ["2026-09-04"]),
        ("en", "Close date | 12/31/2026", ["2026-12-31"]),
        ("fr", "Date limite de dépôt : 1er octobre 2026 à 17h00 (heure de Paris)", ["2026-10-01"]),
        ("fr", "Date de clôture31 mai 2026", ["2026-05-31"]),
        ("fr", "Les candidatures sont ouvertes du 15 novembre au 18 décembre 2026.", ["2026-12-18"]),
        ("fr", "Dossiers à déposer jusqu'au lundi 11 mai 2026.", ["2026-05-11"]),
        ("fr", "Les demandes doivent être soumises au plus tard le 30/06/2026.", ["2026-06-30"]),
        ("fr", "L'appel à projets se clôture le 17 mars 2027.", ["2027-03-17"]),
        ("pt", "Inscrições até 29 de outubro de 2026.", ["2026-10-29"]),
        ("pt", "As candidaturas estão abertas até às 23:59:59 h do dia 31 de outubro de 2026.", ["2026-10-31"]),
        ("pt", "O prazo encerra em 30 de setembro de 2026.", ["2026-09-30"]),
        ("pt", "Propostas online entre 15 de novembro de 2026 e 31 de dezembro de 2026.", ["2026-12-31"]),
        ("pt", "Data limite: 02/03/2027", ["2027-03-02"]),
        ("de", "Einsendeschluss: 15.10.2026", ["2026-10-15"]),
        ("de", "Anträge können bis zum 3. März 2027 eingereicht werden.", ["2027-03-03"]),
        ("de", "Die Bewerbungsfrist endet am 30. September 2026 um 12 Uhr.", ["2026-09-30"]),
        ("de", "Projektskizzen sind spätestens am 01.02.2027 einzureichen.", ["2027-02-01"]),
        ("de", "Die Ausschreibung läuft; Anträge vom 1. März bis 30. April 2027.", ["2027-04-30"]),
        ("de", "Antragsfrist: 5. Jänner 2027", ["2027-01-05"]),
        ("it", "Scadenza: 12 maggio 2027", ["2027-05-12"]),
    ],
)
def test_one_deadline(language: str, text: str, expected: list[str]) -> None:
    assert days(text, language) == expected
    assert read_facts(text, language=language).deadline_kind == "fixed"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("it", "Scadenza: 3 lug. 2027 ore 12", "2027-07-03"),
        ("it", "Scadenza: 3 lug 2027", "2027-07-03"),
        ("it", "Scadenza: Lug 3, 2027", "2027-07-03"),
        ("it", "Scadenza: 11-giu-27", "2027-06-11"),
        ("it", "Scadenza: 3 gen. 2027", "2027-01-03"),
        ("it", "Scadenza: 3 genn. 2027", "2027-01-03"),
        ("it", "Scadenza: 3 feb. 2027", "2027-02-03"),
        ("it", "Scadenza: 3 febbr. 2027", "2027-02-03"),
        ("it", "Scadenza: 3 mar. 2027", "2027-03-03"),
        ("it", "Scadenza: 3 apr. 2027", "2027-04-03"),
        ("it", "Scadenza: 3 mag. 2027", "2027-05-03"),
        ("it", "Scadenza: 3 magg. 2027", "2027-05-03"),
        ("it", "Scadenza: 3 giu. 2027", "2027-06-03"),
        ("it", "Scadenza: 3 ago. 2027", "2027-08-03"),
        ("it", "Scadenza: 3 set. 2027", "2027-09-03"),
        ("it", "Scadenza: 3 sett. 2027", "2027-09-03"),
        ("it", "Scadenza: 3 ott. 2027", "2027-10-03"),
        ("it", "Scadenza: 3 nov. 2027", "2027-11-03"),
        ("it", "Scadenza: 3 dic. 2027", "2027-12-03"),
        ("it", "Le domande vanno presentate dal 4 mag. al 3 lug. 2027.", "2027-07-03"),
        (None, "Scadenza: 3 lug. 2027 ore 12", "2027-07-03"),
    ],
)
def test_italian_months_cut_short(language: str | None, text: str, expected: str) -> None:
    (deadline,) = read_facts(text, language=language).deadlines
    assert (deadline.closes_on.isoformat(), deadline.quote) == (expected, text)


@pytest.mark.parametrize("month", ["gen.", "febbr.", "lug.", "sett.", "ott."])
def test_an_italian_month_cut_short_ends_no_sentence(month: str) -> None:
    text = f"Le domande vanno inviate entro il 3 {month} 2027 alle ore 12. Gli esiti escono poi."
    assert len(PageText(text, fold(text)).sentences) == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Bis Stufe 3 mag 2027 noch niemand entscheiden."),
        ("en", "Deadline: the 2nd gen. 2027 models."),
        ("en", "Applications close for 3 OTT. 2027 brings more."),
        (None, "Deadline for 3 OTT platforms"),
    ],
)
def test_italian_months_cut_short_are_words_elsewhere(language: str | None, text: str) -> None:
    assert read_facts(text, language=language, published_on=date(2027, 1, 10)).deadlines == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Las actividades deben terminar el 28 de febrero de 2027."),
        ("es", "Publicado el 3 de mayo de 2026."),
        ("es", "Los resultados se publicarán el 30 de junio de 2026."),
        ("es", "Consultas hasta el 15 de agosto de 2026."),
        ("es", "Charla informativa para postulantes: 4 de mayo de 2026."),
        ("es", "Resolución de 22 de febrero de 2026, de la presidencia, por la que se convocan ayudas."),
        ("es", "El festival tendrá lugar del 21 al 25 de agosto de 2026."),
        ("es", "La ejecución de los proyectos se extiende hasta el 31 de diciembre de 2027."),
        ("es", "Fecha de cierre: por definir (TBD)."),
        ("en", "Winners will be announced on 5 May 2026."),
        ("en", "Questions may be sent until 5 May 2026."),
        ("en", "Early submissions by March 31, 2026 get expert feedback."),
        ("en", "Project start date: 1 January 2027"),
        ("en", "Information session: 12 June 2026"),
        ("en", "The fund was created on 9 July 2020."),
        ("en", "Deadline: 31 December 2035"),
        ("en", "Deadline: Ongoing"),
        ("en", "Phase 2 runs until 31 December 2030."),
        ("fr", "Annonce des résultats : 15 octobre 2026"),
        ("fr", "Compte à créer au plus tard au 1er mai 2026."),
        ("pt", "Resultado a partir de 30 de junho de 2026."),
        ("pt", "A live será no dia 25 de setembro de 2026."),
        ("de", "Projektbeginn ist der 1. Januar 2027."),
        ("de", "Informationsveranstaltung am 3. Juni 2026."),
        ("de", "Fragen können bis zum 3. Juni 2026 gestellt werden."),
    ],
)
def test_no_deadline(language: str, text: str) -> None:
    assert days(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The deadline has been extended from 1 May 2026 to 15 May 2026.", "2026-05-15"),
        ("en", "Deadline: 1 May 2026. Update: the deadline is extended to 20 May 2026.", "2026-05-20"),
        (
            "es",
            "El plazo de postulación fue prorrogado hasta el 30 de junio de 2026. Antes cerraba el 10 de junio de 2026.",
            "2026-06-30",
        ),
        ("es", "Se amplía el plazo del 3 de abril de 2026 al 17 de abril de 2026.", "2026-04-17"),
        (
            "fr",
            "Date limite : 17 mai 2026. La date limite de candidature a été prolongée jusqu'au 21 juin 2026.",
            "2026-06-21",
        ),
        ("fr", "Appel à projets, dont la clôture a été reportée au 28 juillet 2026.", "2026-07-28"),
        ("pt", "Prazo: 1 de março de 2026. O prazo foi prorrogado até 15 de março de 2026.", "2026-03-15"),
        ("de", "Die Antragsfrist wurde vom 1. Juni 2026 bis zum 30. Juni 2026 verlängert.", "2026-06-30"),
    ],
)
def test_an_extension_beats_the_older_day(language: str, text: str, expected: str) -> None:
    assert days(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Applications are reviewed on a rolling basis."),
        ("en", "Proposals can be submitted at any time."),
        ("en", "There is no deadline."),
        ("es", "Ventanilla abierta durante todo el año."),
        ("es", "Convocatoria permanente hasta agotar los recursos."),
        ("es", "Se puede postular en cualquier momento."),
        ("fr", "Les demandes sont traitées au fil de l'eau."),
        ("fr", "Dépôt des dossiers en continu, jusqu'à épuisement des crédits."),
        ("pt", "Edital de fluxo contínuo."),
        ("pt", "As candidaturas podem ser enviadas a qualquer momento."),
        ("de", "Anträge können jederzeit gestellt werden."),
        ("de", "Für dieses Programm gibt es keine Fristen; laufend Anträge möglich."),
    ],
)
def test_rolling(language: str, text: str) -> None:
    facts = read_facts(text, language=language)
    assert (facts.deadlines, facts.deadline_kind) == ([], "rolling")


def test_the_words_are_kept() -> None:
    deadline = read_facts(
        "Bases del fondo. La fecha límite es el 8 de abril de 2026. Otra frase.", language="es"
    ).deadlines[0]
    assert deadline.quote == "La fecha límite es el 8 de abril de 2026."


def test_a_deadline_told_in_the_past_tense_is_one() -> None:
    assert [
        d.closes_on for d in read_facts("Las postulaciones cerraron el 30 de octubre de 2026.", language="es").deadlines
    ] == [date(2026, 10, 30)]
    assert [
        d.closes_on for d in read_facts("As inscrições encerraram em 30 de outubro de 2026.", language="pt").deadlines
    ] == [date(2026, 10, 30)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Letztmöglicher Termin für die Einreichung ist der 4. Mai 2027.", ["2027-05-04"]),
        ("de", "Die Abgabe der Skizzen muss bis einschließlich Freitag, 7. Mai 2027 erfolgen.", ["2027-05-07"]),
        ("fr", "Les candidatures seront closes le 4 mai 2027.", ["2027-05-04"]),
        ("fr", "Dates de dépôt : 4 mai 2027 et 5 octobre 2027.", ["2027-05-04", "2027-10-05"]),
        ("fr", "Les équipes ont du 1er au 31 mars 2027 pour envoyer leur dossier.", ["2027-03-31"]),
        ("fr", "Les élèves envoient leur dessin au plus tard le 4/05/2027.", ["2027-05-04"]),
        ("en", "Deadlines in 2027: 1 March, 1 June and 1 October.", ["2027-03-01", "2027-06-01", "2027-10-01"]),
        ("es", "Fechas de corte 2027: 1 de marzo y 1 de junio.", ["2027-03-01", "2027-06-01"]),
        ("de", "Einreichtermine 2027: 1. März, 1. Juni.", ["2027-03-01", "2027-06-01"]),
        ("pt", "Prazos em 2027: 1 de março e 1 de junho.", ["2027-03-01", "2027-06-01"]),
    ],
)
def test_more_ways_to_say_it(language: str, text: str, expected: list[str]) -> None:
    assert days(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Anfragen können jederzeit eingereicht werden."),
        ("de", "Anfragen sind jederzeit möglich."),
        ("fr", "Les requêtes sont reçues à tout moment."),
        ("en", "Requests are welcome at any time."),
        ("es", "Los pedidos se reciben en cualquier momento."),
        ("pt", "Os pedidos são aceites a qualquer momento."),
    ],
)
def test_requests_at_any_time(language: str, text: str) -> None:
    assert read_facts(text, language=language).deadline_kind == "rolling"


def test_an_embassy_receives_until() -> None:
    assert days("La embajada recibe expresiones de interés hasta el 26 de febrero de 2027.", "es") == ["2027-02-26"]
