"""Which records are one call: in doubt, none."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines.deduplication import resolve
from pipelines.deduplication.edition_numbers import marks_in
from pipelines.deduplication.features import canonical_url, read
from pipelines.deduplication.vetoes import veto

TITLE = "Resilient riverbanks facility for metropolitan wetlands"
PROSE = "The Blue River Fund supports cities that restore wetlands with their neighbours. " * 4


def record(n: int, title: str = TITLE, source: str | None = None, **fields: Any) -> dict[str, Any]:
    return {"record_id": f"r{n:02}", "source_id": source or f"s{n}", "title": title, **fields}


def clusters(*records: dict[str, Any], **options: Any) -> set[frozenset[str]]:
    calls = resolve(pd.DataFrame(list(records)), **options)
    return {frozenset(group["record_id"]) for _, group in calls.groupby("call_id")}


def together(a: dict[str, Any], b: dict[str, Any], **options: Any) -> bool:
    return len(clusters(a, b, **options)) == 1


DATED = {"deadline": date(2026, 5, 4)}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({}, {}),
        (DATED, DATED),
        (
            DATED,
            {
                "deadline": ["2026-05-04"],
                "title": "RESILIENT RIVERBANKS FACILITY FOR METROPOLITAN WETLANDS (call for proposals)",
            },
        ),
        ({"reference": "BRF-26-001"}, {"reference": ["brf 26/001"], "title": TITLE + " 2026"}),
        (
            {"reference": "26-51377", "title": "Wetlands facility"},
            {"reference": "BRF 26-51377", "title": "Wetlands facility of the river"},
        ),
        (
            {"reference": "BRF-26-001", "language": "en"},
            {"reference": "BRF-26-001", "language": "es", "title": "Humedales urbanos"},
        ),
        ({"url": "https://www.example.org/a/?utm_source=x", **DATED}, {"url": "http://example.org/a#top"}),
        (
            {"title": TITLE + " 2026", "summary": PROSE},
            {"title": "Call 2026: " + TITLE, "summary": "Short and other words on it. " * 9},
        ),
        (
            {"title": "Premio del Agua 2026", "funder": "Fundación Río", "summary": PROSE},
            {"title": "PREMIO DEL AGUA 2026", "funder": "Banco Ejemplar y Fundación Río Azul de los Lagos"},
        ),
        ({**DATED, "source": "funder"}, {"deadline": date(2026, 5, 25), "source": "aggregator"}),
    ],
)
def test_one_call(a: dict[str, Any], b: dict[str, Any]) -> None:
    assert together(record(1, **a), record(2, **b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"title": TITLE + " 2025"}, {"title": TITLE + " 2026"}),
        ({"title": TITLE + " 2025/26"}, {"title": TITLE + " 2026/27"}),
        ({"title": TITLE + " 2021-2027: call 2025"}, {"title": TITLE + " 2021-2027: call 2026"}),
        ({"year": 2025}, {"year": "2026"}),
        ({"edition": "2025"}, {"title": TITLE + " 2026"}),
        ({"title": "4ème édition du " + TITLE}, {"title": "5e édition du " + TITLE}),
        ({"title": "Primera convocatoria " + TITLE}, {"title": "Segunda convocatoria " + TITLE}),
        ({"title": TITLE + " - Lot 1", **DATED}, {"title": TITLE + " - Lote 2", **DATED}),
        ({"title": TITLE + " Phase I", **DATED}, {"title": TITLE + " Phase II", **DATED}),
        ({"title": TITLE + " (cut-off 1)"}, {"title": TITLE + " (cut-off 2)"}),
        ({"title": "XYZ-CL5-2025-D3-01-04 " + TITLE}, {"title": "XYZ-CL5-2025-D3-01-05 " + TITLE}),
        ({"reference": "BRF-26-001"}, {"reference": "BRF-26-002"}),
        ({"reference": ["BRF-26-001-01", "BRF-26-001"]}, {"reference": ["BRF-26-001-02", "BRF-26-001"]}),
        ({"deadline": "2026-05-04"}, {"deadline": "2027-05-04"}),
        ({"deadline": "2026-05-04", "source": "one"}, {"deadline": "2026-05-24", "source": "one"}),
        (DATED, {}),
        ({"summary": PROSE}, {"summary": "Another story altogether, told by somebody else about the same name. " * 4}),
        (DATED, {"title": "Airport runway lighting for islands", **DATED}),
    ],
)
def test_two_calls(a: dict[str, Any], b: dict[str, Any]) -> None:
    assert not together(record(1, **a), record(2, **b))


def test_another_language_with_the_same_day_amount_and_names() -> None:
    shared = {"deadline": "2026-05-04", "amount_max": Decimal("75000"), "currency": "EUR"}
    told_en = "Prize of the Aurelia Foundation in Quintaluna and Marbello, since 1987."
    told_es = "La Aurelia premia desde 1987 obras en Quintaluna y Marbello."
    english = record(1, "Wetlands prize", language="en", summary=told_en, **shared)
    spanish = record(2, "Premio a los humedales", language="es", summary=told_es, **shared)
    others = [record(n, f"Subject number{n} alone", summary=f"Alone{n} in Town{n}") for n in range(3, 40)]
    found = clusters(english, spanish, *others)
    assert frozenset({"r01", "r02"}) in found
    assert frozenset({"r01", "r02"}) not in clusters(english, {**spanish, "amount_max": Decimal("80000")}, *others)


def test_a_veto_holds_for_the_whole_cluster() -> None:
    found = clusters(record(1, TITLE + " 2025"), record(2, TITLE), record(3, TITLE + " 2026"))
    assert all(not {"r01", "r03"} <= group for group in found)


def test_topics_that_share_their_call_are_not_joined_by_it() -> None:
    call = record(1, "Batteries for towns", reference=["XYZ-25-01"])
    topics = [
        record(n, f"Batteries for towns: {word}", reference=[f"XYZ-25-01-0{n}", "XYZ-25-01"])
        for n, word in ((2, "quiet"), (3, "loud"))
    ]
    assert len(clusters(call, *topics)) == 3


def test_what_two_known_funders_pay_is_two_calls_unless_an_official_number_says_one() -> None:
    bank = record(1, **DATED, funder="World Bank", funder_id="world_bank")
    other = record(2, **DATED, funder="CAF", funder_id="caf")
    unknown = record(3, **DATED, funder="Banco Mundial")
    numbered = {"reference": "BRF-26-001"}
    assert not together(bank, other)
    assert together(bank, unknown)
    assert together(bank | numbered, other | numbered)
    assert together(bank, other | {"funder_id": None})


def test_a_source_that_lists_once_has_one_record_in_a_cluster() -> None:
    a, b = record(1, source="one"), record(2, source="one")
    assert together(a, b)
    assert not together(a, b, lists_once=frozenset({"one"}))


def judged(word: str) -> pd.DataFrame:
    row = {
        "record_a": "r02",
        "record_b": "r01",
        "judgement": word,
        "who": "office",
        "on": "2026-01-01",
        "why": "read both",
    }
    return pd.DataFrame([row])


def test_judgements_beat_everything() -> None:
    assert not together(record(1), record(2), judgements=judged("different"))
    assert together(
        record(1, TITLE + " 2025", source="one"),
        record(2, "Otro nombre 2026", source="one"),
        judgements=judged("same"),
        lists_once=frozenset({"one"}),
    )


def test_judgements_that_cannot_be_followed_say_so() -> None:
    with pytest.raises(ValueError, match="write same or different"):
        clusters(record(1), record(2), judgements=judged("perhaps"))
    with pytest.raises(ValueError, match="keep one of the lines"):
        clusters(record(1), record(2), judgements=pd.concat([judged("same"), judged("different")]))
    assert len(clusters(record(1), record(3), judgements=judged("different"))) == 1


def test_different_parts_a_cluster_that_a_third_record_would_join() -> None:
    found = clusters(record(1), record(2), record(3), judgements=judged("different"))
    assert len(found) == 2
    assert all(not {"r01", "r02"} <= group for group in found)


def test_records_that_name_nothing_are_not_one_call_for_that() -> None:
    assert not together(record(1, "003 (2030)", year="2030"), record(2, "004 (2030)", year="2030"))
    assert together(record(1, "003", reference="LGF-2030-77"), record(2, "003", reference="LGF-2030-77"))


def test_the_order_of_rows_does_not_matter() -> None:
    rng = random.Random(7)
    words = ["river", "school", "harbour", "bridge", "forest", "clinic", "museum", "market"]
    records = [
        record(
            n,
            f"{rng.choice(words)} {rng.choice(words)} {rng.choice(words)} fund {rng.choice(['', '2025', '2026', 'Lot 1', 'Lot 2'])}",
            source=f"s{n % 4}",
            deadline=rng.choice([None, "2026-05-04", "2026-06-04"]),
            amount_max=rng.choice([None, 5000]),
        )
        for n in range(90)
    ]
    expected = clusters(*records)
    assert len(expected) < 90
    for _ in range(4):
        rng.shuffle(records)
        assert clusters(*records) == expected


def test_missing_columns_values_and_records() -> None:
    assert resolve(pd.DataFrame({"record_id": [], "source_id": [], "title": []})).empty
    frame = pd.DataFrame(
        {
            "record_id": [7, 3],
            "source_id": ["a", None],
            "title": [None, ""],
            "deadline": [pd.NaT, None],
            "year": [float("nan"), pd.NA],
        }
    )
    calls = resolve(frame, lists_once=frozenset({"a"}))
    assert calls["record_id"].tolist() == [7, 3]
    assert calls["call_id"].tolist() == ["7", "3"]


def test_a_record_id_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="record_id comes twice"):
        clusters(record(1), record(1))


@pytest.mark.parametrize(
    ("title", "marks"),
    [
        ("Lot n° 3 - Riego", {"lot": {"3"}}),
        ("Segunda convocatoria de riego", {"edition": {"2"}}),
        ("4ème édition", {"edition": {"4"}}),
        ("O 6º Prêmio, Fase II", {"phase": {"2"}}),
        ("Call for proposals", {}),
        ("A track of its own", {}),
    ],
)
def test_marks(title: str, marks: dict[str, set[str]]) -> None:
    assert {kind: set(numbers) for kind, numbers in marks_in(title).items()} == marks


def test_the_reason_of_a_veto_is_named() -> None:
    one, other = read(record(1, TITLE + " 2025")), read(record(2, TITLE + " 2026"))
    assert veto(one, other) == veto(other, one) == "year"
    assert veto(one, one) is None


def test_canonical_url() -> None:
    assert canonical_url("https://www.Example.org/a/?b=2&utm_x=1&a=1#z") == "example.org/a?a=1&b=2"
    assert canonical_url("http://example.org/a?a=1&b=2") == "example.org/a?a=1&b=2"
    assert canonical_url("https://example.org/") == ""


def test_a_title_that_many_calls_bear_names_none() -> None:
    title = "Small Grants Program"
    assert not together(
        record(1, title, summary="For schools in Ohio"), record(2, title, summary="For bird clubs in Texas")
    )
    assert together(
        record(1, title, summary="Quintaluna bird clubs"), record(2, title, summary="Bird clubs of Quintaluna")
    )


def test_two_places_on_one_page_are_no_one_address() -> None:
    page = "https://x.example/calls"
    assert together(record(1, url=page, **DATED), record(2, url=f"{page}#urban"))
    assert not together(record(1, url=f"{page}#rural", **DATED), record(2, url=f"{page}#urban"))


def test_any_number_of_reports_of_one_call_are_one_call() -> None:
    assert len(clusters(*(record(n, **DATED) for n in range(100, 300)))) == 1
    words = ["city", "ponds", "neighbours", "herons", "reeds", "banks", "water"]
    rng = random.Random(5)
    reworded = [
        record(
            n,
            f"{rng.choice(['Call', 'Open', 'Apply', 'News'])}: {TITLE} {rng.choice(words)}",
            funder="Blue River Fund",
            summary=f"The Blue River Fund pays for {' and '.join(rng.sample(words, 3))}.",
            **DATED,
        )
        for n in range(100, 300)
    ]
    assert len(clusters(*reworded)) == 1


def test_two_calls_that_many_report_are_not_chained() -> None:
    first = [record(n, TITLE + " 2026", **DATED) for n in range(100, 140)]
    second = [record(n, TITLE + " 2027", deadline="2027-05-04") for n in range(140, 180)]
    assert sorted(map(len, clusters(*first, *second))) == [40, 40]


def test_two_registers_numbers_are_no_contradiction() -> None:
    assert together(record(1, reference="MN/PEI/2027", **DATED), record(2, reference="741330", **DATED))
    assert not together(record(1, reference="741331", **DATED), record(2, reference="741330", **DATED))


DATA = Path(__file__).resolve().parents[3] / "shared" / "benchmarks" / "linkage"


@pytest.mark.skipif(not DATA.is_dir(), reason="public test data is not beside the checkout")
@pytest.mark.parametrize(
    ("name", "once", "least"), [("dblp_acm", frozenset({"s0", "s1"}), 0.985), ("musicbrainz20k", frozenset(), 0.965)]
)
def test_public_data_with_truth(name: str, once: frozenset[str], least: float) -> None:
    records = pd.read_csv(DATA / f"{name}.records.csv.gz", dtype="str")
    records["year"] = records["year"].str.removesuffix(".0")
    truth = {
        tuple(sorted(pair))
        for pair in pd.read_csv(DATA / f"{name}.pairs.csv.gz", dtype="str").itertuples(index=False, name=None)
    }
    calls = resolve(records, lists_once=once)
    pairs = {
        tuple(sorted(pair)) for _, group in calls.groupby("call_id") for pair in combinations(group["record_id"], 2)
    }
    assert 2 * len(truth & pairs) / (len(truth) + len(pairs)) >= least


def test_a_solicitation_stands_below_its_programmes_page_and_two_solicitations_stay_apart() -> None:
    page = "https://fund.example/funding/opportunities/quiet-harbors"
    records = pd.DataFrame(
        [
            {"record_id": "page", "source_id": "f", "title": "Quiet Harbors (QH)", "url": page},
            {
                "record_id": "a",
                "source_id": "f",
                "title": "Quiet Harbors (QH)",
                "url": f"{page}/qh26-100",
                "reference": "QH 26-100",
                "deadline": date(2026, 12, 1),
            },
            {
                "record_id": "b",
                "source_id": "f",
                "title": "Quiet Harbors (QH)",
                "url": f"{page}/qh27-200",
                "reference": "QH 27-200",
                "deadline": date(2027, 12, 1),
            },
            {
                "record_id": "other",
                "source_id": "f",
                "title": "Quiet Rivers (QR)",
                "url": "https://fund.example/funding/opportunities/quiet-rivers",
            },
        ]
    )
    calls = dict(resolve(records).itertuples(index=False))
    assert calls["a"] != calls["b"]
    assert calls["page"] in (calls["a"], calls["b"])
    assert calls["other"] == "other"
