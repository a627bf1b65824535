"""Layout, candidates and learned roles: how a page's days and sums are found and what they come to."""

import json
import re
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from corpus.training.read import read_texts
from pipelines.cleaning import read_facts
from pipelines.cleaning.day_candidates import find_candidates
from pipelines.cleaning.explained import explain
from pipelines.cleaning.layout import PageText
from pipelines.cleaning.share_candidates import find_shares
from pipelines.cleaning.sum_candidates import find_sums
from pipelines.language.normalisation import fold, normalise
from pipelines.models import load

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
PUBLISHED = date(2026, 5, 5)
SHEET = """Fondo Orilla Limpia
Beneficiarios: municipalidades
Cierre
viernes 12 de marzo de 2027, 17:00 (hora de Chile)
Monto: hasta $12.000.000 por proyecto; el fondo dispone de $300 millones. Aporte propio: 10%.
Resultados: 30 de abril"""


def page(text: str) -> PageText:
    return PageText(text, fold(text))


def days(text: str, language: str) -> list[str]:
    return [c.on.isoformat() for c in find_candidates(page(text), "", language, PUBLISHED)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "pt",
            "18/05 abertura · 10/06 e 08/07 oficinas · 14/08, 20h de Belém, fechamento",
            ["2026-05-18", "2026-06-10", "2026-07-08", "2026-08-14"],
        ),
        ("de", "bis zum letzten Februartag 2027", ["2027-02-28"]),
        ("de", "letzter Werktag im Januar 2027", ["2027-01-29"]),
        ("it", "entro il primo venerdì di luglio", ["2026-07-03"]),
        ("en", "on Friday, the twenty-sixth of March 2027", ["2027-03-26"]),
        ("es", "el último día hábil de octubre de 2026", ["2026-10-30"]),
        ("en", "by 15 October, then by 15 January, and lastly by 15 April", ["2026-10-15", "2027-01-15", "2026-04-15"]),
        ("es", "hasta el veinte (20) de febrero de 2027", ["2027-02-20"]),
        ("es", "31 de abril de 2027", []),
    ],
)
def test_days_are_found_as_people_write_them(language: str, text: str, expected: list[str]) -> None:
    assert days(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "amount", "currency"),
    [
        ("es", "$2'400.000", 2_400_000, "$"),
        ("it", "euro 7.500,00", 7_500, "EUR"),
        ("de", "EUR 1,2 Mio.", 1_200_000, "EUR"),
        ("de", "CHF 120'000.–", 120_000, "CHF"),
        ("de", "T€ 50", 50_000, "EUR"),
        ("fr", "500 k€", 500_000, "EUR"),
        ("es", "MM$ 500", 500_000_000, "CLP"),
        ("es", "UF 1.200", 1_200, "CLF"),
        ("pt", "cinquenta mil reais", 50_000, "BRL"),
        ("de", "fünfundzwanzigtausend Franken", 25_000, "CHF"),
        ("en", "two million dollars", 2_000_000, "dollar"),
    ],
)
def test_sums_are_found_as_people_write_them(language: str, text: str, amount: int, currency: str) -> None:
    assert [(s.amount, s.currency) for s in find_sums(page(text), language)] == [(Decimal(amount), currency)]


def test_a_range_shares_currency_and_multiplier() -> None:
    assert [(s.amount, s.currency) for s in find_sums(page("Entre 20 y 45 millones de pesos"), "es")] == [
        (Decimal(20_000_000), "peso"),
        (Decimal(45_000_000), "peso"),
    ]


def test_shares_in_digits_and_in_words() -> None:
    assert [
        s.percent for s in find_shares(page("hasta el 75% del costo; la mitad la pone la comuna; diez por ciento"))
    ] == [75, 50, 10]


def test_a_label_binds_its_line_and_a_column_its_rows() -> None:
    table = page("Plazos\nEtapa | Abre | Cierra\nIdea | 3 de mayo | 9 de junio\nProyecto | 1 de julio | 4 de agosto")
    place = table.folded.index("4 de agosto")
    assert [table.folded[a:b].strip() for a, b in table.label_of(place)] == ["cierra", "proyecto"]
    above = page("Cierre de postulaciones\nviernes 12 de marzo de 2027")
    assert [above.text[a:b] for a, b in above.label_of(above.text.index("12"))] == ["Cierre de postulaciones"]


def test_a_sheet_is_read_whole() -> None:
    read = read_facts(SHEET, title="Fondo Orilla Limpia", language="es", published_on=date(2027, 1, 10))
    assert ([d.closes_on for d in read.deadlines], read.deadline_kind) == ([date(2027, 3, 12)], "fixed")
    assert (read.amount_max, read.amount_total, read.currency, read.cofunding_percent) == (
        Decimal(12_000_000),
        Decimal(300_000_000),
        "CLP",
        Decimal(10),
    )
    assert [(k.kind, k.on_date) for k in read.key_dates] == [("results", date(2027, 4, 30))]
    assert read.certainty["deadlines.2027-03-12"] > 0.9
    assert "12 de marzo" in (read.deadlines[0].quote or "")


def test_accents_taken_apart_read_alike() -> None:
    whole = read_facts(SHEET, title="Fondo Orilla Limpia", language="es", published_on=date(2027, 1, 10))
    apart = read_facts(
        unicodedata.normalize("NFD", SHEET), title="Fondo Orilla Limpia", language="es", published_on=date(2027, 1, 10)
    )
    assert apart == whole
    assert normalise("ﬁnanciación") == "financiación"


def test_an_order_left_open_is_a_doubt_with_both_days() -> None:
    read = read_facts("Deadline: 01/02/2027", language="en")
    assert read.deadlines == []
    assert {(d.value, d.other_value) for d in read.doubts if d.other_value} <= {
        ("2027-02-01", "2027-01-02"),
        ("2027-01-02", "2027-02-01"),
    }
    assert any(d.field == "deadlines" for d in read.doubts)


def test_struck_words_are_gone() -> None:
    read = read_facts(
        "<p>Deadline: <del>3 March 2027</del> 17 March 2027</p>", language="en", published_on=date(2027, 1, 10)
    )
    assert [d.closes_on for d in read.deadlines] == [date(2027, 3, 17)]


@pytest.mark.parametrize("name", ["days", "sums", "shares", "kinds"])
def test_a_model_gives_chances(name: str) -> None:
    model = load(name)
    chances = model.words.chances([[1, 2, 3], []])
    assert np.allclose(chances.sum(axis=1), 1.0)
    assert int(model.words.rows.max()) == len(model.words.weights) - 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Cierre: 10 de febrero de 2027\nPrórroga: 24 de febrero de 2027"),
        ("en", "Deadline: 10 February 2027\nExtended: 24 February 2027"),
        ("es", "Postulaciones: 8-24 de febrero de 2027"),
    ],
)
def test_an_extension_and_a_windows_end_take_the_place_of_the_day_before(language: str, text: str) -> None:
    assert [d.closes_on for d in read_facts(text, language=language).deadlines] == [date(2027, 2, 24)]


def test_the_end_of_a_month_is_its_last_day() -> None:
    facts = read_facts("Date limite de dépôt : fin mars 2027.", language="fr")
    assert [d.closes_on for d in facts.deadlines] == [date(2027, 3, 31)]


def test_a_weekday_that_no_year_makes_right_is_a_doubt() -> None:
    facts = read_facts("La postulación cierra el lunes 15 de mayo.", language="es", published_on=date(2026, 4, 1))
    assert facts.deadlines == []
    assert [d.quote for d in facts.doubts if d.field == "deadlines"] == ["La postulación cierra el lunes 15 de mayo."]


def test_the_corpus_is_whole() -> None:
    """Each text has its gold, with days that exist and quotes that stand in it."""
    pages = read_texts(*sorted((CORPUS / "facts").glob("*.txt")))
    short = read_texts(
        *(path for folder in ("short", "retold", "relevance") for path in sorted((CORPUS / folder).glob("*.txt")))
    )
    texts = [*pages, *short]
    assert (len(pages), len(short), len({t.id for t in texts})) == (2120, 1330, 3450)
    for text in texts:
        assert [date.fromisoformat(d) for d in text.gold["deadlines"]] == sorted(
            date.fromisoformat(d) for d in text.gold["deadlines"]
        )
    cases = [
        line
        for path in sorted((CORPUS / "eligibility").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if line.startswith('{"')
    ]
    assert len(cases) == 1000 + 311
    assert all(
        set(json.loads(c)["outcomes"]) == {"regional_government", "municipality", "university", "ngo"} for c in cases
    )


def test_a_reading_is_explained_by_line_role_and_chance() -> None:
    text = (
        "Cierre de postulaciones: 15 de enero de 2027\nHasta USD 40.000 por proyecto.\nResultados: 3 de marzo de 2027"
    )
    told = list(explain(text, title="Fondo Ribera", language="es"))
    assert any(line.startswith("paragraph") and "Cierre de postulaciones" in line for line in told)
    assert any(re.search(r"2027-01-15 .* closes 0\.\d\d", line) for line in told)
    assert any(re.search(r"40000 USD .* max 0\.\d\d|40000 USD {2}max", line) for line in told)
    assert any(re.match(r"stated +deadlines = 2027-01-15 +\(certainty \d\.\d\d\)", line) for line in told)
