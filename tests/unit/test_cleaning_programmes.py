"""The programme under which a call says that it stands, and its silence where it does not."""

import pytest

from pipelines.cleaning import complete, read_facts
from pipelines.records import Record


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grants are awarded under the Clean Rivers programme.", "Clean Rivers"),
        ("The call is launched within the framework of the Rivers+ Programme of the basin.", "Rivers+"),
        ("A call within the EU's Green Rivers and Lakes 2030 programme for cities.", "Green Rivers and Lakes 2030"),
        ("Funded as part of the Programme for Quiet Streets.", "Programme for Quiet Streets"),
        ("The Clean Rivers Programme opens its third call.", "Clean Rivers"),
        ("El Programa Riberas abre su convocatoria anual.", "Riberas"),
        ("O Programa Margens do Sul apoiará vinte grupos.", "Margens do Sul"),
        ("Le programme Rives et Villes lance un appel.", "Rives et Villes"),
        ("Das Programm „Leise Straßen“ fördert Kommunen.", "Leise Straßen"),
        ("Programme: Rivers of Tomorrow\nDeadline: 5 May 2027", "Rivers of Tomorrow"),
        ("La convocatoria se hace en el marco del Programa Riberas Vivas.", "Riberas Vivas"),
        ("Fondos en el marco del programa «Barrios y Ríos», que empezó este año.", "Barrios y Ríos"),
        ("Proyectos dentro del Programa de Pequeñas Riberas, de hasta 5.000 euros.", "Programa de Pequeñas Riberas"),
        ("Appel lancé dans le cadre du programme Rives et Villes.", "Rives et Villes"),
        ("Au titre du programme « Villes calmes », dix projets seront aidés.", "Villes calmes"),
        ("Edital no âmbito do Programa Margens do Sul.", "Margens do Sul"),
        ("Im Rahmen des Förderprogramms „Leise Straßen“ werden Vorhaben unterstützt.", "Leise Straßen"),
        ("Die Förderung erfolgt im Rahmen des Programms Wasser und Stadt.", "Wasser und Stadt"),
        ("Förderprogramm: Stadtgrün 2030", "Stadtgrün 2030"),
    ],
)
def test_the_programme_of_a_call(text: str, expected: str) -> None:
    facts = read_facts(text)
    assert facts.programme == expected
    assert expected.split()[-1] in facts.quotes["programme"]
    assert facts.rules["programme"]


@pytest.mark.parametrize(
    "text",
    [
        "The programme of the conference is online.",
        "Under the work programme 2027 nothing changes.",
        "Under the Work Programme 2027.",
        "Within the programme, cities meet.",
        "En el marco del programa se harán talleres.",
        "Dentro del programa anual de la fundación.",
        "Dans le cadre du programme, des ateliers sont prévus.",
        "No âmbito do programa haverá oficinas.",
        "Im Rahmen des Programms werden Städte beraten.",
        "The Clean Rivers programme ended in 2019.",
        "The programme opens on Monday.",
        "El programa abre el lunes.",
        "Das Programm fördert Kommunen.",
        "Programa:\nlunes y martes",
        "Under the Clean Rivers programme or within the Quiet Streets programme.",
    ],
)
def test_no_programme_is_made_up(text: str) -> None:
    assert read_facts(text).programme is None


def test_a_record_takes_the_programme_that_its_source_left_open() -> None:
    text = "Fondos en el marco del Programa Riberas Vivas."
    assert complete(Record("1", title="Fondo", text=text)).programme == "Riberas Vivas"
    assert complete(Record("1", title="Fondo", text=text, programme="Otro")).programme == "Otro"
