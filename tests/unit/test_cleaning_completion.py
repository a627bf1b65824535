"""A record completed by what its prose says: which of the two wins, what stays beside it, its summary and its line."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipelines.cleaning import complete, line_es
from pipelines.records import Deadline, Record


def test_complete_fills_what_the_source_left_open() -> None:
    record = Record(
        "1",
        title="Fondo Ribera",
        text="Fondo Ribera\nFinancia riberas limpias. Postulaciones hasta el 5 de mayo de 2026. Hasta US$ 9.000 por proyecto.",
    )
    done = complete(record)
    assert (done.language, done.deadline_kind, done.amount_max, done.currency) == ("es", "fixed", Decimal(9000), "USD")
    assert done.deadlines[0].closes_on == date(2026, 5, 5)
    assert (
        done.summary
        == "Financia riberas limpias. Postulaciones hasta el 5 de mayo de 2026. Hasta US$ 9.000 por proyecto."
    )
    assert record.deadlines == []
    assert complete(done) == done


def test_a_field_against_the_prose_is_a_doubt_and_wins() -> None:
    record = Record(
        "1",
        title="Fondo",
        language="es",
        deadlines=[Deadline(date(2026, 5, 1))],
        amount_max=Decimal(100),
        currency="USD",
        text="Postulaciones hasta el 5 de mayo de 2026. Hasta US$ 9.000 por proyecto.",
    )
    done = complete(record)
    assert (done.deadlines, done.amount_max) == (record.deadlines, Decimal(100))
    assert [(d.field, d.value, d.other_value) for d in done.doubts] == [
        ("deadlines", "2026-05-01", "2026-05-05"),
        ("amount_max", "100", "9000"),
    ]
    assert all(d.quote for d in done.doubts)


def test_what_the_prose_says_of_a_stated_field_is_kept_beside_it() -> None:
    text = "Postulaciones hasta el 5 de mayo de 2026. Hasta US$ 9.000 por proyecto."
    agrees = Record(
        "1",
        title="Fondo",
        language="es",
        deadlines=[Deadline(date(2026, 5, 5))],
        amount_max=Decimal(9000),
        currency="USD",
        text=text,
    )
    differs = replace(agrees, deadlines=[Deadline(date(2026, 5, 1))], amount_max=Decimal("100.00"))
    assert [(e.field, e.value, e.stated) for e in complete(agrees).evidence if e.stated] == [
        ("deadlines", "2026-05-05", "2026-05-05"),
        ("amount_max", "9000", "9000"),
    ]
    assert [(e.field, e.value, e.stated) for e in complete(differs).evidence if e.stated] == [
        ("deadlines", "2026-05-05", "2026-05-01"),
        ("amount_max", "9000", "100.00"),
    ]
    assert complete(complete(differs)) == complete(differs)
    assert not [e for e in complete(Record("1", title="Fondo", text=text)).evidence if e.stated]


def test_publication_day_of_the_record_gives_the_year() -> None:
    record = Record(
        "1", title="Fondo", text="Las postulaciones se reciben hasta el 5 de mayo.", published_on=date(2026, 4, 1)
    )
    assert complete(record).deadlines[0].closes_on == date(2026, 5, 5)
    assert complete(Record("1", text=record.text), published_on=date(2027, 4, 1)).deadlines[0].closes_on == date(
        2027, 5, 5
    )


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (
            Record(
                "1",
                title="Agua",
                call_type="grant",
                amount_max=Decimal(250000),
                currency="USD",
                deadlines=[Deadline(date(2027, 3, 14))],
            ),
            "Subvención: Agua · hasta US$ 250.000 · cierra el 14-03-2027",
        ),
        (
            Record(
                "1",
                title="Agua",
                call_type="prize",
                amount_min=Decimal(5),
                amount_max=Decimal(5),
                currency="EUR",
                deadline_kind="rolling",
            ),
            "Premio: Agua · € 5 · abierta de forma permanente",
        ),
        (
            Record("1", title="Agua", amount_total=Decimal("1500000.5"), currency="CLP"),
            "Convocatoria: Agua · $1.500.000,50 en total · sin fecha de cierre publicada",
        ),
        (
            Record(
                "1",
                title="Agua",
                deadline_kind="two_stage",
                deadlines=[Deadline(date(2027, 3, 1), stage=1), Deadline(date(2027, 7, 1), stage=2)],
            ),
            "Convocatoria: Agua · primera etapa: cierra el 01-03-2027",
        ),
        (
            Record(
                "1",
                title="Agua",
                deadline_kind="multiple",
                deadlines=[Deadline(date(2027, 3, 1)), Deadline(date(2027, 7, 1))],
            ),
            "Convocatoria: Agua · varios cierres: del 01-03-2027 al 01-07-2027",
        ),
    ],
)
def test_line_es(call: Record, expected: str) -> None:
    assert line_es(call) == expected


@pytest.mark.parametrize(
    ("stated", "text", "expected"),
    [
        (
            "10 de noviembre de 2026 Los municipios pueden presentar proyectos.",
            None,
            "Los municipios pueden presentar proyectos.",
        ),
        ("5 de noviembre de 2026", None, "5 de noviembre de 2026"),
        (
            None,
            "Fondo de prueba\nConvocatoria 2027\nLos municipios presentan proyectos hasta mayo. Son breves.",
            "Los municipios presentan proyectos hasta mayo. Son breves.",
        ),
        (
            None,
            "Financia canaletas en escuelas.\nInvita: Ministerio Inventado\nAlcance: Nacional",
            "Financia canaletas en escuelas.",
        ),
        (None, "Tipo: Abierta\nAlcance: Nacional", "Tipo: Abierta Alcance: Nacional"),
    ],
)
def test_a_summary_is_prose_where_there_is_some(stated: str | None, text: str | None, expected: str) -> None:
    assert complete(Record("1", title="Lluvia útil", summary=stated, text=text, language="es")).summary == expected


@pytest.mark.parametrize(
    ("title", "kind", "line"),
    [
        ("Licitación: guía de abejas", "tender", "Licitación: guía de abejas · sin fecha de cierre publicada"),
        ("Becas Manos", "fellowship", "Becas Manos · sin fecha de cierre publicada"),
        ("Becarios del mar", "fellowship", "Beca: Becarios del mar · sin fecha de cierre publicada"),
    ],
)
def test_the_line_says_its_type_once(title: str, kind: Any, line: str) -> None:
    assert line_es(Record("1", title=title, call_type=kind)) == line
