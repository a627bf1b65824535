"""Invented reports in six languages with their look-alikes: the next edition, another lot, country, subject, or fund
of one funder.
"""

from __future__ import annotations

import json
import random
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines.deduplication import paraphrase, resolve
from pipelines.deduplication.features import read
from pipelines.deduplication.named_countries import countries_in
from pipelines.deduplication.subject_words import stem
from pipelines.deduplication.vetoes import explained, veto
from pipelines.language import sentence_vectors

LINES = (Path(__file__).parent / "told_reports.jsonl").read_text(encoding="utf-8").splitlines()
VECTORS = pytest.param(
    True,
    marks=pytest.mark.skipif(sentence_vectors.version() is None, reason="the extra `vectors` is not installed"),
    id="vectors",
)


@pytest.fixture(params=[pytest.param(False, id="words"), VECTORS])
def vectors(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if not request.param:
        monkeypatch.setattr(sentence_vectors, "version", lambda: None)
    return bool(request.param)


def reports(part: str) -> pd.DataFrame:
    return pd.DataFrame([row for row in map(json.loads, LINES) if row["set"] == part])


def pairs(records: pd.Series, calls: pd.Series) -> set[tuple[str, str]]:
    return {(min(pair), max(pair)) for _, group in records.groupby(calls.to_numpy()) for pair in combinations(group, 2)}


def joined(records: pd.DataFrame) -> set[tuple[str, str]]:
    found = resolve(records)
    return pairs(found["record_id"], found["call_id"])


@pytest.mark.parametrize(
    ("part", "by_words", "by_sense"), [("fit", 0.80, 0.90), ("check", 0.60, 0.80), ("late", 0.40, 0.40)]
)
def test_reports_of_one_call_are_joined_and_its_look_alikes_are_not(
    part: str, by_words: float, by_sense: float, vectors: bool
) -> None:
    """ "fit": what `benchmarks/calibrate.py` fits to; "check" and "late": written before and after it, and left out."""
    records = reports(part)
    truth, found = pairs(records["record_id"], records["cluster_id"]), joined(records)
    assert not found - truth
    assert len(found) >= (by_sense if vectors else by_words) * len(truth)


def test_neither_the_order_nor_the_company_of_rows_matters_to_what_is_read(vectors: bool) -> None:
    records = reports("check")
    expected = joined(records)
    order = list(range(len(records)))
    random.Random(3).shuffle(order)
    assert joined(records.iloc[order]) == expected


def test_nothing_is_read_for_its_sense_where_no_pair_depends_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_vectors, "version", lambda: "any")
    monkeypatch.setattr(sentence_vectors, "encoder", lambda: pytest.fail("the encoder was loaded"))
    one_language = reports("check").query("language == 'es'")
    assert joined(one_language) is not None


CALL = {
    "record_id": "a",
    "source_id": "one.example",
    "language": "en",
    "title": "Lagoazul Fund 2031: grants",
    "funder": "Lagoazul Foundation",
    "summary": "The Lagoazul Foundation gives grants until 3 May 2031.",
    "deadline": "2031-05-03",
}


def parted(change: dict[str, Any], other: dict[str, Any], **fields: Any) -> str | None:
    one, two = (
        read({**CALL, **fields, **change}),
        read({**CALL, **fields, **other, "record_id": "b", "source_id": "two.example"}),
    )
    assert veto(one, two) == veto(two, one)
    return veto(one, two)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Lagoazul Fund in Peru", "Fondo Lagoazul, Bolivia", "country"),
        ("Lagoazul Fund, Chile", "Fondo Lagoazul en el Perú y Chile", None),
        ("Lagoazul Fund for hospitals", "Fondo Lagoazul: agua potable", "subject"),
        ("Lagoazul Fund for hospitals", "Fondo Lagoazul: hospitales y agua", None),
        ("Lagoazul Fund for cities", "Fondo Lagoazul para municipios", None),
        ("Lagoazul Fund: Expanding window", "Fondo Lagoazul: ventana Emergentes", "part"),
        ("Lagoazul Fund: Marbello window", "Ventana Marbello del Fondo Lagoazul", None),
    ],
)
def test_titles_that_name_two_things_name_two_calls(one: str, other: str, why: str | None) -> None:
    assert parted({"title": one}, {"title": other, "language": "es"}, summary="") == why


def test_what_a_title_leaves_out_its_prose_may_tell() -> None:
    assert (
        parted(
            {"title": "Lagoazul Fund for hospitals"},
            {"title": "Fondo Lagoazul de agua", "summary": "Agua para hospitales."},
        )
        is None
    )
    assert parted({"title": "Hospitals"}, {"title": "Agua"}, reference="LGF-2031-7") is None


def test_the_one_lot_that_prose_counts() -> None:
    assert parted({"summary": "Lot 1: coffee."}, {"summary": "Lote 2 (ganado)."}) == "part"
    assert parted({"summary": "Lot 1: coffee. Lot 2: cattle."}, {"summary": "Lote 2 (ganado)."}) is None


def test_a_later_deadline_is_explained_by_a_third_record_that_tells_of_the_move() -> None:
    early = {
        **CALL,
        "title": "Quiet Harbours Challenge",
        "summary": "The Quiet Harbours Challenge has 350 entries from Marbello.",
        "deadline": "2031-05-03",
    }
    moved = {
        **early,
        "record_id": "m",
        "source_id": "m.example",
        "deadline": "2031-08-30",
        "title": "Quiet Harbours Challenge: deadline extended",
        "summary": "Extended to 30 August 2031, with 350 entries from Marbello.",
    }
    late = {
        **early,
        "record_id": "l",
        "source_id": "l.example",
        "language": "pt",
        "title": "Desafio Quiet Harbours",
        "deadline": "2031-08-30",
        "summary": "O Quiet Harbours Challenge da Lagoazul Foundation já tem 350 cidades, de Marbello. Até 30 de agosto de 2031.",
    }
    assert veto(read(early), read(late)) == "deadline"
    assert explained(read(early), read(late), read(moved))
    assert not explained(read(early), read({**late, "deadline": "2031-09-20"}), read(moved))
    assert joined(pd.DataFrame([early, moved, late])) >= {("a", "m"), ("a", "l")}
    assert ("a", "l") not in joined(pd.DataFrame([early, late]))


def ground(one: dict[str, Any], other: dict[str, Any]) -> str | None:
    return paraphrase.ground(
        read({**CALL, **one}), read({**CALL, "record_id": "b", "source_id": "two.example", **other})
    )


def test_a_programme_counts_its_phase_by_a_number_behind_its_name() -> None:
    page = {"title": "Lagoazul Partnerships", "summary": "RIBERA 3 is open. Phase 2 had 25 partners.", "deadline": None}
    news = {"title": "RIBERA 3 opens", "summary": "Partners wanted.", "deadline": None}
    assert ground(page, news) == "possible"
    assert ground(page, {**news, "title": "RIBERA 2 opens"}) is None
    assert ground(page, {**news, "title": "News", "summary": "RIBERA 3"}) is None


def test_amounts_that_differ_speak_against_one_round_unless_they_are_ends_of_one_range() -> None:
    def of(amount: int, summary: str) -> dict[str, Any]:
        return {"title": "Lagoazul grants", "amount_max": amount, "currency": "EUR", "summary": summary}

    assert ground(of(4000, ""), of(5000, "")) is None
    assert ground(of(4000, "Between EUR 1,000 and EUR 4,000."), of(5000, "From EUR 1,000 to EUR 5,000.")) == "sure"


def test_the_pages_of_one_contest_are_one_call_and_two_contests_of_a_page_are_not() -> None:
    rules = {
        **CALL,
        "title": "Rules of the Marbello Data Contest",
        "summary": "It begins on 3 March 2031.",
        "deadline": None,
    }
    questions = {
        **rules,
        "record_id": "q",
        "title": "FAQ: Marbello Data Contest",
        "summary": "From 3 March 2031 to 30 November 2031.",
    }
    assert ("a", "q") in joined(pd.DataFrame([rules, questions]))
    assert not joined(pd.DataFrame([rules, {**questions, "title": "FAQ: Marbello Garden Contest"}]))
    assert not joined(pd.DataFrame([rules, {**questions, "summary": "From 4 March 2032."}]))


def test_of_two_twins_none_where_either_would_do() -> None:
    shared = {
        "funder": "Lagoazul Foundation",
        "deadline": "2031-05-03",
        "amount_max": 7000,
        "currency": "EUR",
        "language": "en",
    }
    report = {
        **shared,
        "record_id": "r",
        "source_id": "news.example",
        "language": "es",
        "title": "Fondo Lagoazul abre postulaciones",
        "summary": "La Lagoazul Foundation da 7.000 euros en Marbello hasta el 3 de mayo de 2031.",
    }
    twins = [
        {
            **shared,
            "record_id": name,
            "source_id": "lagoazul.example",
            "title": f"Lagoazul grants: {name}",
            "summary": f"Lagoazul Foundation gives EUR 7,000 in Marbello for {name} until 3 May 2031.",
        }
        for name in ("quilting", "juggling")
    ]
    assert joined(pd.DataFrame([report, twins[0]])) == {("quilting", "r")}
    assert not joined(pd.DataFrame([report, *twins]))


def test_countries_and_subjects_are_one_in_any_language() -> None:
    assert countries_in("embajada en republica dominicana") == countries_in("embassy dominican republic") == {"DO"}
    assert countries_in("reunion en santiago") == frozenset()
    assert stem("agua") == stem("eau") == stem("wasser") == "=water"
    assert stem("convocatoria") == stem("deadline") == ""
