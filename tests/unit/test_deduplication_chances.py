"""Reports of which one says when it was published: what their pair is told by, and that a learned chance is read as
it was learned.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipelines import models
from pipelines.deduplication import name_similarity, pair_chances, resolve
from pipelines.deduplication.feature_arrays import Columns
from pipelines.deduplication.features import read
from pipelines.deduplication.pair_features import NUMBERS, SENSES, Comparison
from pipelines.deduplication.told_numbers import figures_in
from pipelines.language import sentence_vectors

CALL = {
    "record_id": "a",
    "source_id": "one.example",
    "language": "en",
    "title": "Lagoazul Fund: grants for quiet harbours",
    "deadline": None,
    "funder": "Lagoazul Foundation",
    "summary": "The Lagoazul Foundation pays for quiet harbours in Marbello.",
    "published_on": "2031-01-14",
}
OTHER = {**CALL, "record_id": "b", "source_id": "two.example"}


def columns_of(*records: dict[str, Any]) -> Columns:
    return Columns([read(record) for record in records])


def told(one: dict[str, Any], other: dict[str, Any]) -> dict[str, float]:
    columns, pairs = columns_of({**CALL, **one}, {**OTHER, **other}), np.array([[0, 1]])
    table = Comparison(columns, np.arange(2)).numbers(pairs[:, 0], pairs[:, 1], name_similarity.measure(columns, pairs))
    return dict(zip(NUMBERS, table[0].tolist(), strict=True))


def test_numbers_are_the_same_whichever_comes_first() -> None:
    richer = {
        "deadline": "2031-05-03",
        "amount_max": 9000,
        "currency": "EUR",
        "reference": "LF-31-2",
        "title": "Lot 2: harbours of Peru",
    }
    one, other = told(richer, {}), told({}, richer)
    assert {
        name for name in NUMBERS if one[name] != other[name] and not (np.isnan(one[name]) and np.isnan(other[name]))
    } == set()


@pytest.mark.parametrize(
    ("one", "other", "name", "value"),
    [
        ({"deadline": "2031-05-03"}, {"summary": "Apply until 3 May."}, "days shared", 1.0),
        ({"deadline": "2031-05-03"}, {"summary": "Apply until 4 May."}, "days shared", 0.0),
        ({}, {"published_on": "2031-02-14"}, "published apart", 31.0),
        (
            {"published_on": None, "first_seen_on": "2030-01-01", "last_seen_on": "2030-02-01"},
            {"published_on": None, "first_seen_on": "2031-01-14"},
            "published apart",
            347.0,
        ),
        ({"amount_max": 9000, "currency": "EUR"}, {"amount_max": 10000, "currency": "USD"}, "sums apart", 0.0),
        ({"amount_max": 9000, "currency": "EUR"}, {"summary": "Bis 9.000 Euro."}, "sum told", 1.0),
        ({"title": "Harbours of Peru"}, {"summary": "Harbours anywhere."}, "country untold", 1.0),
        ({"title": "Harbours of Peru"}, {"summary": "Puertos del Perú."}, "country untold", 0.0),
        ({"reference": "LF/ECO/2031-9"}, {"summary": "Ref. LF/ECO/2031-9, harbours."}, "reference told", 1.0),
        ({"title": "Harbours, lot 2"}, {}, "part untold", 1.0),
    ],
)
def test_what_a_pair_is_told_by(one: dict[str, Any], other: dict[str, Any], name: str, value: float) -> None:
    assert told(one, other)[name] == pytest.approx(value, abs=0.01)


def test_no_chance_without_a_ground() -> None:
    def grounded(one: dict[str, Any], other: dict[str, Any]) -> bool:
        comparison = Comparison(columns_of({**CALL, **one}, {**OTHER, **other}), np.arange(2))
        return bool(comparison.grounds(np.array([0]), np.array([1]))[0])

    silent = {"published_on": None}
    assert grounded({}, {"published_on": "2031-06-10"})
    assert not grounded({}, {"published_on": "2032-01-20"})
    assert grounded({}, silent)
    assert grounded({}, {**silent, "deadline": "2031-05-03"})
    assert not grounded({}, {**silent, "deadline": "2032-05-03"})
    assert not grounded(
        {"deadline": "2031-05-03"}, {"deadline": "2031-06-03", "title": "Roads", "summary": "Roads of Ribera."}
    )
    assert grounded({"edition": "2031"}, {**silent, "title": "Grants 2031"})
    assert not grounded({**silent, "deadline": "2030-05-03"}, {"published_on": "2031-01-20"})


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Twelve cities get 35,000 euros each until 12 May 2031, 17:00.", {"12", "35000"}),
        ("A dodici Comuni vanno 35mila euro, per diciotto mesi.", {"12", "18", "35000"}),
        ("Zwölf Städte, 1,5 Mio. Euro, bis 20.11.2026", {"12", "1500000"}),
        ("Veinte a treinta mil pesos; un premio, dos años", {"20", "30000"}),
    ],
)
def test_numbers_are_one_in_digits_and_words(text: str, figures: set[str]) -> None:
    assert figures_in(text) == figures


def test_reports_of_one_window_are_one_call_and_those_of_the_next_year_another() -> None:
    def joined(other: dict[str, Any]) -> bool:
        calls = resolve(pd.DataFrame([CALL, {**OTHER, **other}]))["call_id"]
        return bool(calls[0] == calls[1])

    news = {
        "title": "Quiet harbours: the Lagoazul Foundation pays",
        "summary": "Marbello. The Lagoazul Fund gives grants for quiet harbours.",
    }
    assert joined({**news, "published_on": "2031-01-30"})
    assert not joined({**news, "published_on": "2032-01-30"})


def test_a_third_report_counts_for_a_pair_and_a_rival_against_it() -> None:
    keys = [
        read({**CALL, "record_id": name, "source_id": source})
        for name, source in (("a", "x"), ("b", "once"), ("c", "once"), ("d", "y"))
    ]
    odds = {(0, 1): 2.0, (0, 2): 1.5, (0, 3): 1.0, (1, 3): 0.5}
    (row,) = pair_chances.company(keys, odds, [(0, 1)], frozenset({"once"})).tolist()
    told_of = dict(zip(pair_chances.COMPANY, row, strict=True))
    assert told_of["odds"] == 2.0
    assert told_of["likelier rival"] == 1.5
    assert told_of["less the rival"] == 0.5
    assert told_of["support"] == 0.5


@pytest.mark.parametrize("vectors", [False, True])
def test_models_have_a_column_a_number(vectors: bool) -> None:
    model = models.pairs(vectors=vectors)
    assert model.alone.trees.column.max() < len(NUMBERS) + vectors * len(SENSES)
    assert model.company.trees.column.max() < len(pair_chances.COMPANY)
    assert model.alone.trees.absent_left is not None


@pytest.mark.parametrize(("absent_left", "value"), [(True, -1.0), (False, 2.0)])
def test_what_is_absent_goes_where_it_went_when_it_was_learned(absent_left: bool, value: float) -> None:
    column = np.zeros((1, 3), dtype=np.int16)
    trees = models.Trees(
        column,
        np.array([[0.5, np.inf, np.inf]]),
        np.array([[1, 1, 2]], dtype=np.int16),
        np.array([[2, 1, 2]], dtype=np.int16),
        np.array([[0.0, -1.0, 2.0]], dtype=np.float32),
        np.array([1], dtype=np.int16),
        np.zeros(2),
        1,
        np.array([[absent_left, False, False]]),
    )
    assert trees.scores(np.array([[np.nan], [0.0], [1.0]]))[:, 1].tolist() == [value, -1.0, 2.0]


def test_without_vectors_all_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_vectors, "version", lambda: None)
    monkeypatch.setattr(sentence_vectors, "encoder", lambda: pytest.fail("the encoder was loaded"))
    calls = resolve(pd.DataFrame([CALL, {**OTHER, "title": "Grants for harbours of the Lagoazul Fund"}]))["call_id"]
    assert len(calls) == 2
