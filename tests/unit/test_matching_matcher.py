"""Priorities found in invented calls."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipelines.language import sentence_vectors
from pipelines.matching import Matcher
from pipelines.matching.priorities.matcher import COLUMNS
from pipelines.matching.priorities.priority_file import TerritoryError

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"

CALLS = [
    (
        "es",
        "Fondo para comités de agua potable rural",
        "Financia pozos, estanques y saneamiento frente a la sequía.",
        "water",
    ),
    (
        "en",
        "Grants for zero waste towns",
        "Supports composting plants and recycling by waste pickers.",
        "circular_economy_waste",
    ),
    (
        "fr",
        "Appel à projets pistes cyclables",
        "Soutient le vélo, la marche et les transports publics.",
        "mobility_transport",
    ),
    ("pt", "Edital de moradia", "Apoia habitação social e requalificação urbana de favelas.", "housing_urban"),
    (
        "de",
        "Förderaufruf Gewaltprävention",
        "Gefördert werden Kriminalprävention und Opferschutz in Stadtvierteln.",
        "safety_prevention",
    ),
    (
        "es",
        "Premio a mujeres emprendedoras",
        "Reconoce el liderazgo femenino y la igualdad de género.",
        "care_gender_equality",
    ),
    (
        "en",
        "Youth mental health prize",
        "For suicide prevention and psychosocial care in schools.",
        "health_mental_health",
    ),
    ("fr", "Résidences d'artistes", "Création artistique, théâtre, danse et musique.", "culture_heritage_tourism"),
    (
        "pt",
        "Chamada de dados abertos",
        "Governo digital, software livre e dados abertos nos municípios.",
        "digital_government_data",
    ),
    (
        "de",
        "Integration von Geflüchteten",
        "Projekte für Migrantinnen und Flüchtlinge gegen Rassismus.",
        "migration_inclusion",
    ),
    ("es", "Restauración de humedales", "Protege la biodiversidad y el bosque nativo.", "biodiversity_green"),
    (
        "en",
        "Clean heating scheme",
        "Replaces wood stoves to cut particulate matter and improve air quality.",
        "air_energy",
    ),
]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.load(ROOT / "territory" / "priorities.yaml")


def frame(*calls: tuple[str | None, str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "call_id": [f"call-{number}" for number in range(len(calls))],
            "title": [call[1] for call in calls],
            "summary": [call[2] for call in calls],
            "language": [call[0] for call in calls],
        }
    )


@pytest.mark.parametrize(("language", "title", "summary", "expected"), CALLS, ids=[call[1] for call in CALLS])
def test_the_best_priority_of_a_clear_call(
    matcher: Matcher, language: str, title: str, summary: str, expected: str
) -> None:
    best = matcher.score(frame((language, title, summary))).iloc[0]
    assert (best["priority_id"], best["grade"]) == (expected, 2)
    assert best["terms"]
    assert best["quote"] in (title, summary)
    assert 0 < best["score"] <= 1


def test_columns_types_and_an_empty_frame(matcher: Matcher) -> None:
    for calls in (frame(*[call[:3] for call in CALLS]), frame()):
        matches = matcher.score(calls)
        assert list(matches.columns) == COLUMNS
        assert matches["grade"].dtype == "int64"
        assert matches["score"].dtype == "float64"
        assert set(matches["grade"]) <= {1, 2}


def test_the_same_answer_in_any_company(matcher: Matcher) -> None:
    calls = frame(*[call[:3] for call in CALLS])
    together = matcher.score(calls)
    fresh = Matcher(matcher.priorities, sentence_vectors.encoder())
    alone = pd.concat([fresh.score(calls.iloc[[row]]) for row in reversed(range(len(calls)))][::-1], ignore_index=True)
    pd.testing.assert_frame_equal(together, alone)


def test_no_subject_no_match(matcher: Matcher) -> None:
    assert matcher.score(frame(("es", "Aviso", "Las bases están en la página."))).empty


def test_a_term_counts_in_its_own_language_only(matcher: Matcher) -> None:
    line = "Los seguros de vida"
    assert matcher.match("Seca", "Estiagem", language="pt")[0].priority_id == "water"
    assert "water" not in {match.priority_id for match in matcher.match("Seca", line, language="es")}
    assert "water" in {match.priority_id for match in matcher.match("Seca", "Estiagem", language=None)}


def test_names_are_read_in_english_in_any_language_but_german(matcher: Matcher) -> None:
    assert matcher.match("Abren los premios Women's Initiative", language="es")[0].priority_id == "care_gender_equality"
    told = matcher.weigh("Lancement du Mayors Challenge", language="fr")
    assert told is not None
    assert set(told.relation.hits) == {"governance_decentralisation_cooperation"}
    assert "culture_heritage_tourism" not in {
        match.priority_id for match in matcher.match("Die Art der Förderung", language="de")
    }


def test_accents_case_plurals_and_articles(matcher: Matcher) -> None:
    written = ["Gestión de residuos sólidos", "GESTION DE LOS RESIDUOS SOLIDOS", "gestión del residuo sólido"]
    assert [matcher.match(None, text, language="es")[0].priority_id for text in written] == [
        "circular_economy_waste"
    ] * 3


def test_acronyms_are_read_in_capitals_only(tmp_path: Path) -> None:
    path = tmp_path / "priorities.yaml"
    path.write_text(
        "version: x\npriorities:\n"
        "- {id: a, name: {es: Salud, en: Health}, description: {es: Salud, en: Health}, keywords: {en: [AIDS]}, weight: 1}\n"
        "- {id: b, name: {es: Agua, en: Water}, description: {es: Agua, en: Water}, keywords: {en: [water]}, weight: 1}\n",
        encoding="utf-8",
    )
    matcher = Matcher.load(path, vectors=False)
    assert [match.priority_id for match in matcher.match("Research on AIDS today", language="en")] == ["a"]
    assert [match.priority_id for match in matcher.match("Research on AIDS today", language="fr")] == ["a"]
    assert matcher.match("Training aids for schools", language="en") == []
    assert matcher.match("TRAINING AIDS FOR SCHOOLS", language="en") == []


def test_the_weight_moves_the_score_and_never_the_grade(tmp_path: Path) -> None:
    def match(weight: float) -> tuple[float, int]:
        path = tmp_path / "priorities.yaml"
        path.write_text(
            "version: x\npriorities:\n- {id: a, name: {es: Reúso, en: Water reuse}, "
            "description: {es: Reutilizar las aguas servidas., en: Treating and reusing waste water.}, "
            f"keywords: {{en: [water reuse]}}, weight: {weight}}}\n",
            encoding="utf-8",
        )
        found = Matcher.load(path).match(
            "Water reuse", "It funds plants that treat and reuse waste water.", language="en"
        )[0]
        return found.score, found.grade

    assert match(1.0)[0] > match(0.5)[0]
    assert match(1.0)[1] == match(0.5)[1] > 0


def test_the_texts_decide_where_there_are_no_terms(tmp_path: Path) -> None:
    path = tmp_path / "priorities.yaml"
    path.write_text(
        "version: x\npriorities:\n"
        "- {id: sea, name: {es: Mar, en: Oceans}, description: {es: Cuidar el mar., en: 'Protect oceans, coral reefs and marine life.'}}\n"
        "- {id: law, name: {es: Justicia, en: Justice}, description: {es: Cuidar la ley., en: 'Protect courts and fair trials.'}}\n",
        encoding="utf-8",
    )
    matcher = Matcher.load(path, vectors=False)
    assert [
        match.priority_id for match in matcher.match("Marine biology", "Coral reefs are dying.", language="en")
    ] == ["sea"]
    assert matcher.match("Coral reefs are dying.", language="en")[0].terms == ["coral", "reefs"]
    assert matcher.match("Protect", language="en") == []  # both priorities say it


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("version: x\npriorities: []\n", "priorities"),
        ("version: x\npriorities:\n- {name: {es: A, en: A}}\n", "number 1"),
        ("version: x\npriorities:\n- {id: a, name: {es: A}, description: {es: A, en: A}}\n", "name, en"),
        (
            "version: x\npriorities:\n- {id: a, name: {es: A, en: A}, description: {es: A, en: A}, weight: heavy}\n",
            "weight",
        ),
        (
            "version: x\npriorities:\n- {id: a, name: {es: A, en: A}, description: {es: A, en: A}, keywords: {es: [no]}}\n",
            "keywords, es",
        ),
        ("priorities: [", "the file"),
    ],
)
def test_a_wrong_file_says_where(tmp_path: Path, text: str, field: str) -> None:
    path = tmp_path / "priorities.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TerritoryError, match=field) as raised:
        Matcher.load(path)
    assert "priorities.yaml" in str(raised.value)


def test_the_goals_are_a_priorities_file_too() -> None:
    path = SHARED / "benchmarks" / "matching" / "sdg_priorities.yaml"
    if not path.exists():
        pytest.skip("the public test data is not here")
    found = Matcher.load(path).match("Fisheries", "Overfishing harms marine ecosystems and the oceans.", language="en")
    assert found[0].priority_id == "sdg_14"


APPLICANTS_ONLY = [
    (
        "en",
        "Clean heating",
        "Replaces wood stoves. Universities, municipalities and colleges of any country may apply.",
        {"air_energy"},
    ),
    ("es", "Pozos y sequía", "Financia pozos. Podrán postular municipios, universidades y pymes de Chile.", {"water"}),
    (
        "fr",
        "Musées vivants",
        "Soutient les musées. Peuvent postuler les communes et les universités.",
        {"culture_heritage_tourism"},
    ),
    (
        "pt",
        "Estiagem",
        "Apoia poços, cisternas e água potável para famílias na estiagem. Podem participar prefeituras, municípios e universidades.",
        {"water"},
    ),
    (
        "de",
        "Lebendige Museen",
        "Für Museen. Antragsberechtigt sind Kommunen, Städte und Hochschulen.",
        {"culture_heritage_tourism"},
    ),
    (
        "en",
        "Museum ramps",
        "Ramps for museums.\nEligible applicants: City or township governments; Public and State controlled institutions of higher education",
        {"culture_heritage_tourism"},
    ),
]


@pytest.mark.parametrize(
    ("language", "title", "summary", "expected"),
    [pytest.param(*call, id=call[1]) for call in APPLICANTS_ONLY],
)
def test_who_may_apply_is_no_subject(
    matcher: Matcher, language: str, title: str, summary: str, expected: set[str]
) -> None:
    found = {match.priority_id for match in matcher.match(title, summary, language=language)}
    assert found == expected


def test_who_may_apply_counts_where_nothing_else_is_said(matcher: Matcher) -> None:
    text = "Podrán postular municipios y gobiernos locales de la región."
    assert (
        matcher.match("Convocatoria abierta", text, language="es")[0].priority_id
        == "governance_decentralisation_cooperation"
    )


def test_what_applicants_will_do_still_counts(matcher: Matcher) -> None:
    text = "Municipalities may apply for composting plants and recycling."
    assert [match.priority_id for match in matcher.match("Small fund", text, language="en")] == [
        "circular_economy_waste"
    ]
