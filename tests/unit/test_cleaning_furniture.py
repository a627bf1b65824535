"""Invented calls inside the furniture of invented pages: the same facts as without it; and what texts point to."""

import html
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.cleaning import Facts, read_facts
from pipelines.cleaning.boilerplate import without_furniture
from pipelines.language.normalisation import fold

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "cleaning"
PAGES = sorted(path.name for path in (FIXTURES / "furniture").iterdir())
CALLS: list[dict[str, Any]] = [
    {"language": {"french": "fr", "portuguese": "pt"}.get(name, "de"), "title": "Fondo Ribera"} | case
    for name in ("german", "german_agencies", "french", "portuguese", "mixed", "rolling", "two_stage")
    for case in yaml.safe_load((FIXTURES / f"{name}.yaml").read_text(encoding="utf-8"))
]


def _facts(facts: Facts) -> tuple[Any, ...]:
    days = [(d.closes_on, d.stage) for d in facts.deadlines]
    return (
        facts.deadline_kind,
        days,
        facts.opens_on,
        facts.amount_min,
        facts.amount_max,
        facts.amount_total,
        facts.currency,
        facts.applicant_types,
        facts.places,
        facts.cofunding_percent,
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_page_adds_no_fact_and_takes_none(name: str) -> None:
    page, changed = (FIXTURES / "furniture" / name).read_text(encoding="utf-8"), []
    for case in CALLS:
        title, text, known = (
            case["title"],
            case["text"],
            {"language": case["language"], "published_on": case.get("published_on")},
        )
        if name.endswith(".html"):
            body = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
            wrapped = page.replace("{title}", html.escape(title)).replace("{text}", body)
        else:
            wrapped = page.replace("{title}", title).replace("{text}", text)
        if _facts(read_facts(wrapped, title=title, **known)) != _facts(read_facts(text, title=title, **known)):
            changed.append(text)
    assert changed == []


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("", "Grants for rivers.\nRelated posts\nLakes: apply by 5 May 2031", "Grants for rivers."),
        (
            "",
            "Related posts of the river trust are funded.\nApply.\nNow.",
            "Related posts of the river trust are funded.\nApply.\nNow.",
        ),
        ("Ríos", "Inicio\nFondos\nNoticias\nPrensa\nContacto\nRíos\nPostule.", "Ríos\nPostule."),
        ("Ríos", "Ríos\nPostule.\nUsamos cookies para mejorar su visita.\n© 2031 Fundación", "Ríos\nPostule."),
        (
            "",
            "Research on cookies and biscuits.\nOne.\n"
            + "The bakery history of cookies in the valley, by its bakers. " * 4,
            "One.\n" + "The bakery history of cookies in the valley, by its bakers. " * 4,
        ),
    ],
)
def test_lines_of_furniture(title: str, text: str, expected: str) -> None:
    assert without_furniture(text, title) == (expected, fold(expected))


def test_documents_and_the_mailbox_of_an_office() -> None:
    facts = read_facts(
        "<p>Las <a href='https://example.org/bases%202026.pdf'>bases del concurso</a> y https://example.org/anexo.docx. "
        "Escriba a ana.perez@example.org o a convocatorias@example.org.</p>"
    )
    assert [(d.title, d.url, d.kind) for d in facts.documents] == [
        ("bases del concurso", "https://example.org/bases%202026.pdf", "pdf"),
        ("anexo.docx", "https://example.org/anexo.docx", "docx"),
    ]
    assert facts.contact == "convocatorias@example.org"


def test_every_fact_has_its_words_and_its_rule() -> None:
    facts = read_facts(
        "Fondo Ribera 2026\nPueden postular municipalidades de Chile. Postulaciones del 1 de abril al 5 de mayo de 2026. "
        "Entre US$ 1.000 y US$ 9.000 por proyecto. Presupuesto total: US$ 90.000. Aporte propio de 10 %. Ref. RIB-2026-014. "
        "info@example.org",
        title="Fondo Ribera 2026",
    )
    stated = {
        "opens_on",
        "amount_min",
        "amount_max",
        "amount_total",
        "currency",
        "applicant_types",
        "places",
        "cofunding_percent",
        "call_type",
        "edition",
        "references",
        "contact",
    }
    assert {
        name for name in stated if getattr(facts, name) and facts.quotes.get(name) and facts.rules.get(name)
    } == stated
    assert facts.rules["deadlines.2026-05-05"] == "model"
    assert facts.rules["amount_max"] == "model"
    assert all(deadline.quote for deadline in facts.deadlines)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Las postulaciones cierran a fines de mayo de 2027."),
        ("en", "Deadline: May 2027"),
        ("en", "Applications must be submitted by the end of June."),
        pytest.param(
            "de",
            "Anträge bis Mitte Mai 2027 einreichen.",
            marks=pytest.mark.xfail(reason="taken for a call without a closing, with a doubt of it"),
        ),
        ("pt", "Inscrições até o final de junho."),
        (
            "es",
            "El plazo de presentación de solicitudes será de 20 días hábiles contados desde la publicación de este extracto.",
        ),
        ("en", "Proposals must be submitted within 30 days of the publication of this notice."),
    ],
)
def test_a_closing_without_a_day_is_silent_with_a_doubt(language: str, text: str) -> None:
    facts = read_facts(text, language=language)
    assert (facts.deadlines, facts.deadline_kind) == ([], "fixed")
    assert "deadlines" in {d.field for d in facts.doubts} <= {"deadlines", "deadline_kind"}
    assert all(d.quote for d in facts.doubts)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Los proyectos comienzan en mayo de 2027."),
        ("en", "Results will be announced by the end of June."),
        pytest.param(
            "en",
            "The round closed in April 2021.",
            marks=pytest.mark.xfail(reason="a closing without a day is a doubt, past or not"),
        ),
        ("en", "Applicants may apply."),
        ("fr", "Le festival a lieu en mai."),
    ],
)
def test_a_month_that_closes_nothing(language: str, text: str) -> None:
    facts = read_facts(text, language=language)
    assert (facts.deadline_kind, facts.doubts) == ("none", [])
