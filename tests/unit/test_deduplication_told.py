"""Reports that tell of one round in their own words, and those of two rounds that differ in a number."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipelines.deduplication import resolve
from pipelines.deduplication.edition_numbers import bare, told_editions
from pipelines.deduplication.editions import read_round
from pipelines.deduplication.feature_arrays import Columns
from pipelines.deduplication.features import align_references, read
from pipelines.deduplication.paraphrase import eligible
from pipelines.deduplication.subject_words import stem


@pytest.mark.parametrize(
    ("prose", "editions"),
    [
        ("The Third Round is open; in the second round 83 projects won.", [3, 2]),
        ("Llega la décima primera edición", [11]),
        ("décima edición", [10]),
        ("la 5ème édition du fonds", [5]),
        ("7ª edição aberta", [7]),
        ("Entrega del sexto Premio Lagoazul", [6]),
        ("First prize of 5,000; second prize of 1,000; primer premio de 5 millones", []),
        ("4th of October award day", []),
        ("in four rounds, 350 projects", []),
    ],
)
def test_editions_that_prose_counts(prose: str, editions: list[int]) -> None:
    assert told_editions(bare(prose)) == editions


def told(summary: str, title: str = "A call", url: str = "", deadlines: tuple[date, ...] = ()) -> Any:
    return read_round(title, summary, url, "en", deadlines)


def test_the_year_of_an_edition_is_not_any_year() -> None:
    assert told("Open for its 2031 edition. Since 2012, 40 cities have won.").years == {2031}
    assert told("The 2029 Lagoazul Prize for Cities, after the 2028 challenge").years == {2029}
    assert told("Founded in 2012 with an award in mind").years == frozenset()
    assert told("The first cycle (2026) had 125 projects", deadlines=(date(2027, 12, 18),)).years == frozenset()
    assert told("", title="Order of 6 June 2027 for Lagoazul").years == frozenset()


def test_a_day_without_a_year_is_told_in_that_of_the_publication() -> None:
    def days(summary: str, published: date | None) -> Any:
        return read_round("A call", summary, "", "en", (), published).days

    assert days("Apply until 9 March.", date(2031, 1, 20)) == {date(2031, 3, 9)}
    assert days("Apply until 9 March.", date(2030, 12, 20)) == {date(2031, 3, 9)}
    assert days("It closed on 9 March.", date(2031, 4, 1)) == {date(2031, 3, 9)}
    assert days("Apply until 9 March.", None) == frozenset()
    assert read_round("A call", "Apply until 9 March.", "", "en", ()).yearless == {(3, 9)}


def test_when_it_was_written_is_not_when_it_closes() -> None:
    assert told("March 18, 2030. The call is open till 1 July 2030.").posted == date(2030, 3, 18)
    assert told("", url="https://news.example/2030/08/04/lagoazul").posted == date(2030, 8, 4)
    assert told("Deadline: 7 November 2030. Two windows.", deadlines=(date(2030, 11, 7),)).posted is None
    assert told("Submissions closed in April 2031 with 140 projects").month == date(2031, 4, 15)
    assert told("The programme was approved in November 2011").month is None


@pytest.mark.parametrize(
    ("one", "other"), [("democracy", "démocratie"), ("international", "internacional"), ("innovation", "inovação")]
)
def test_learned_words_sound_alike_across_languages(one: str, other: str) -> None:
    assert stem(bare(one)) == stem(bare(other))


ENGLISH = {
    "record_id": "en",
    "source_id": "portal.example",
    "language": "en",
    "funder": "Lagoazul Foundation (LGF)",
    "title": "Marbello Award for Restored Wetlands opens its 6th edition",
    "summary": "3 March 2030. Quintaluna and Marbello invite cities to the sixth edition. In Marbello, Ana Ejemplar named 350 wetlands, "
    "with the Ribera Network. Since 2012, 1,480 projects came from 93 countries.",
    "deadline": "2030-06-30",
    "amount_max": 75000,
    "currency": "EUR",
}
SPANISH = {
    "record_id": "es",
    "source_id": "noticias.example",
    "language": "es",
    "funder": "Fundación Lagoazul",
    "title": "Ciudades ribereñas, a postular",
    "summary": "Quintaluna y Marbello convocan a la sexta edición del Premio Marbello; Ana Ejemplar habló de 350 humedales con la Red Ribera. "
    "Desde 2012 llegaron 1480 proyectos de 93 países. Hasta el 30 de junio de 2030.",
    "deadline": "2030-06-30",
    "amount_max": 75000,
    "currency": "EUR",
}
STRANGERS = [
    {
        "record_id": f"o{n}",
        "source_id": f"s{n}",
        "language": lang,
        "title": f"{word} call {n}",
        "funder": f"Office {n}",
        "summary": f"{word} of place{n} for people and cities, with projects of thing{n}.",
        "deadline": f"2030-0{1 + n % 9}-11",
    }
    for n, (word, lang) in enumerate(
        [("Harbour", "en"), ("Puertos", "es"), ("Schools", "en"), ("Escuelas", "es"), ("Roads", "en")] * 4
    )
]


def joined(one: dict[str, Any], other: dict[str, Any]) -> bool:
    calls = dict(resolve(pd.DataFrame([one, other, *STRANGERS])).itertuples(index=False))
    return bool(calls[one["record_id"]] == calls[other["record_id"]])


def test_two_reports_of_one_round_in_two_languages() -> None:
    assert joined(ENGLISH, SPANISH)
    assert joined({**ENGLISH, "deadline": None}, {**SPANISH, "amount_max": None})


@pytest.mark.parametrize(
    "change",
    [
        {"summary": SPANISH["summary"].replace("sexta", "séptima")},
        {"deadline": "2031-06-30", "summary": SPANISH["summary"].replace("2030", "2031")},
        {"funder": "Ministerio de Ejemplos"},
        {
            "deadline": None,
            "summary": "Quintaluna y Marbello convocan; Ana Ejemplar habló de 350 humedales con la Red Ribera y 1480 proyectos.",
        },
    ],
)
def test_another_round_or_funder_is_another_call(change: dict[str, Any]) -> None:
    assert not joined(ENGLISH, {**SPANISH, **change})


def test_an_extended_deadline_is_no_other_round() -> None:
    first = {**ENGLISH, "title": "Marbello Award for Restored Wetlands", "deadline": "2030-06-30"}
    extended = {
        **ENGLISH,
        "record_id": "later",
        "source_id": "blog.example",
        "title": "Marbello Award for Restored Wetlands: sixth edition",
        "summary": "Submissions to the sixth edition of the Marbello Award in Quintaluna are extended to 31 October 2030.",
        "deadline": "2030-10-31",
        "amount_max": None,
    }
    assert joined(first, extended)
    assert not joined(
        first, {**extended, "title": "Another prize", "summary": extended["summary"].replace("sixth", "first")}
    )


def test_mirrored_prose_of_another_year_is_another_call() -> None:
    prose = (
        "The Ribera Network pays cities of Quintaluna to restore wetlands with their neighbours, as it did before. " * 3
    )
    one = {
        "record_id": "a",
        "source_id": "x",
        "title": "Wetlands of Quintaluna",
        "summary": prose + "Programme of 2030.",
    }
    assert joined(one, {**one, "record_id": "b", "source_id": "y"})
    assert not joined(one, {**one, "record_id": "b", "source_id": "y", "summary": prose + "Programme of 2031."})


def test_two_funds_of_one_year_whose_titles_are_their_funders_names_are_two_calls() -> None:
    """Letters that any two names share make no one funder of them."""
    apply = "Pueden postular organizaciones comunitarias y ONG de América Latina y el Caribe."
    lake = {
        "record_id": "a",
        "source_id": "alba.example",
        "title": "Programa ALBA: convocatoria 2031",
        "funder": "LACRIO (ALBA programme)",
        "year": 2031,
        "language": "es",
        "summary": f"Programa ALBA\nConvocatoria 2031\nLACRIO recibe proyectos. {apply}",
    }
    embassy = {
        "record_id": "b",
        "source_id": "embassy.example",
        "title": "Direct Aid Program de la Embajada de Australandia 2031",
        "funder": "Australandia: Direct Aid Program",
        "year": 2031,
        "language": "es",
        "summary": f"Direct Aid Program\nConvocatoria 2031\nLa Embajada de Australandia recibe expresiones de interés. {apply}",
    }
    assert not eligible(Columns(align_references([read(lake), read(embassy)])), np.array([[0, 1]]))
