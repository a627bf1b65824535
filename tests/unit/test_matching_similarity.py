"""Similarity to what people described: the background, each language, and the evidence, with sentence vectors and
without.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipelines.language import sentence_vectors
from pipelines.language.words import sentences
from pipelines.matching import Matcher
from pipelines.matching.priorities import background
from pipelines.matching.priorities.nearness import Sense
from pipelines.matching.priorities.priority_file import Priority, load_priorities
from pipelines.matching.priorities.similarity import Similarity

ROOT = Path(__file__).resolve().parents[2]
PRIORITIES = ROOT / "territory" / "priorities.yaml"
VECTORS = pytest.param(
    True,
    marks=pytest.mark.skipif(sentence_vectors.version() is None, reason="the extra `vectors` is not installed"),
    id="vectors",
)


@pytest.fixture(scope="module", params=[VECTORS, pytest.param(False, id="words and letters")])
def matcher(request: pytest.FixtureRequest) -> Matcher:
    return Matcher.load(PRIORITIES, vectors=request.param)


@pytest.fixture(scope="module", params=[VECTORS, pytest.param(False, id="words and letters")])
def untold(request: pytest.FixtureRequest) -> Matcher:
    """The same priorities as if nobody had written terms for them."""
    told = [Priority(p.priority_id, p.name, p.description, {}, p.sdgs, 1.0) for p in load_priorities(PRIORITIES)[1]]
    return Matcher(told, sentence_vectors.encoder() if request.param else None)


def test_the_background_says_the_same_in_every_language() -> None:
    told = [background.texts(language) for language in background.LANGUAGES]
    assert {len(texts) for texts in told} == {40}
    assert all(len(set(row)) == len(row) for row in zip(*told, strict=True))
    assert all(len(text.split()) >= 7 for texts in told for text in texts)


def similarity_of(matcher: Matcher) -> Similarity:
    encoder = matcher._encoder
    return Similarity(matcher.priorities, Sense(matcher.priorities, encoder) if encoder else None)


def total(matcher: Matcher, similarity: Similarity, text: str, language: str) -> np.ndarray:
    lines = sentences(text)
    vectors = matcher._encoder.encode(lines) if matcher._encoder else None
    return similarity.read(lines, np.ones(len(lines)), vectors, language).total


def test_over_the_background_each_priority_scores_alike_in_every_language(matcher: Matcher) -> None:
    similarity = similarity_of(matcher)
    for language in background.LANGUAGES:
        scores = np.stack([total(matcher, similarity, text, language) for text in background.texts(language)])
        assert np.allclose(scores.mean(axis=0), 0, atol=1e-5)
        assert 0.5 < scores.std() < 1.5


def test_notices_of_offices_match_nothing(matcher: Matcher) -> None:
    offices = {language: background.texts(language)[3:5] for language in background.LANGUAGES}
    assert {
        (language, m.priority_id)
        for language, texts in offices.items()
        for t in texts
        for m in matcher.match("", t, language=language)
    } == set()


UNTOLD = [
    (
        "es",
        "Pozos para el pueblo",
        "La sequía secó el río y las familias necesitan saneamiento y acuíferos sanos.",
        "water",
    ),
    (
        "en",
        "Old tyres, new soles",
        "Composting, repair and drop-off points so that less household waste is buried in landfills.",
        "circular_economy_waste",
    ),
]


@pytest.mark.parametrize(("language", "title", "summary", "expected"), UNTOLD, ids=[case[1] for case in UNTOLD])
def test_descriptions_alone_find_a_priority_with_its_evidence(
    untold: Matcher, language: str, title: str, summary: str, expected: str
) -> None:
    best = untold.match(title, summary, language=language)[0]
    assert best.priority_id == expected
    assert best.quote in (title, summary)
    assert best.terms
    assert all(term in f"{title} {summary}".lower() for term in best.terms)


ITALIAN = [
    ("Acqua potabile per i villaggi", "Il fondo finanzia acquedotti e la qualità delle risorse idriche.", "water"),
    (
        "Meno rifiuti",
        "Progetti di riciclaggio, compostaggio e riuso per un'economia circolare.",
        "circular_economy_waste",
    ),
    ("Muoversi in città", "Piste ciclabili, autobus elettrici e trasporto pubblico.", "mobility_transport"),
    ("Energia dei quartieri", "Pannelli solari, efficienza energetica e qualità dell'aria.", "air_energy"),
]


@pytest.mark.parametrize(("title", "summary", "expected"), ITALIAN, ids=[case[0] for case in ITALIAN])
def test_a_language_without_terms_is_read_too(matcher: Matcher, title: str, summary: str, expected: str) -> None:
    best = matcher.match(title, summary, language="it")[0]
    assert best.priority_id == expected
    assert best.quote in (title, summary)


@pytest.mark.skipif(sentence_vectors.version() is None, reason="the extra `vectors` is not installed")
def test_the_nearest_sentence_is_the_evidence_where_no_word_is_shared() -> None:
    told = [Priority(p.priority_id, p.name, p.description, {}, p.sdgs, 1.0) for p in load_priorities(PRIORITIES)[1]]
    near = "Kinder und Jugendliche sollen gute Schulen besuchen und von gut ausgebildeten Lehrkräften lernen."
    text = f"Der Aufruf ist eröffnet. {near} Anträge nimmt das Büro entgegen."
    matches = {
        match.priority_id: match for match in Matcher(told, sentence_vectors.encoder()).match("", text, language="de")
    }
    assert matches["education_youth"].quote == near
    assert matches["education_youth"].terms == []


def test_vectors_are_of_unit_length_and_the_same_in_a_fresh_encoder() -> None:
    if sentence_vectors.version() is None:
        pytest.skip("the extra `vectors` is not installed")
    lines = ["Agua potable rural", "Un texto " * 400]
    vectors = sentence_vectors.encoder().encode(lines)
    assert vectors.shape == (2, 512)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert (vectors == sentence_vectors.Encoder().encode(lines)).all()


def test_many_subjects_in_four_languages_rank_together(matcher: Matcher) -> None:
    """The same texts in four languages: a language's mean score lies near the others'."""
    rows = pd.read_csv(ROOT / "benchmarks" / "data" / "goals_in_four_languages.csv")
    similarity = similarity_of(matcher)
    best = [
        np.mean([total(matcher, similarity, text, language).max() for text in rows[language]])
        for language in ("fr", "de", "pt", "it")
    ]
    assert max(best) < 1.6 * min(best)
