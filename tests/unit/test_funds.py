"""Editions of one fund, and when it opens again."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pipelines.funds import link, next_opening, standing_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Fondo Río Azul 2025", "Fondo Río Azul"),
        ("Fondo Río Azul 2025-2026: segunda convocatoria", "Fondo Río Azul"),
        ("4ème édition du Fonds Bleu", "Fonds Bleu"),
        ("The 5th cycle of the Blue Award", "Blue Award"),
        ("Fonds Bleu : Edition 2021", "Fonds Bleu"),
        ("Blue Fund (Call 3) – Lot 2", "Blue Fund"),
        ("XYZ-CL5-2025-D3-01-04 Quiet batteries for towns", "Quiet batteries for towns"),
        ("QUIETWORKS Open Call 2: small docks", "QUIETWORKS: small docks"),
        ("Calm estuaries: first call for projects – 2027", "Calm estuaries"),
        ("Young Faculty in Docks (YFD)", "Young Faculty in Docks (YFD)"),
        ("Fonds bleu - 2026 et 2027", "Fonds bleu"),
        ("Los A: Stille Kais", "Stille Kais"),
        ("Resultados del concurso Fondo Puente Azul 2026", "Fondo Puente Azul"),
        ("Fondo Puente Azul 2027: se abre el concurso de proyectos", "Fondo Puente Azul"),
        ("Convocatoria “Semillas” 2027", "Convocatoria “Semillas”"),
        ("2026", ""),
        ("Call for proposals on loss", "Call for proposals on loss"),
    ],
)
def test_standing_name(title: str, name: str) -> None:
    assert standing_name(title) == name


def calls(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame([{"funder_id": "f", "call_id": f"c{n}", **row} for n, row in enumerate(rows)])


def test_editions_share_a_fund_and_other_funders_do_not() -> None:
    funds = link(
        calls(
            {"title": "Fondo Azul 2024", "opens_on": date(2024, 3, 1)},
            {"title": "FONDO AZUL 2025", "opens_on": date(2025, 3, 5)},
            {"title": "Fondo Azul 2025", "funder_id": "g"},
        )
    )
    fund = dict(zip(funds.calls["call_id"], funds.calls["fund_id"], strict=True))
    assert fund["c0"] == fund["c1"] != fund["c2"]
    row = funds.funds.set_index("fund_id").loc[fund["c0"]]
    assert (row["call_count"], row["first_edition"], row["last_edition"]) == (2, "2024", "2025")
    assert row["next_opening_from"] <= date(2026, 3, 5) <= row["next_opening_to"]
    assert 0 < row["confidence"] < 1


def test_topics_of_one_call_are_funds_of_their_own() -> None:
    funds = link(
        calls(
            {"title": "XYZ-CL5-2025-D3-01-04: Quiet batteries", "programme": "XYZ"},
            {"title": "XYZ-CL5-2025-D3-01-05: Loud batteries", "programme": "XYZ"},
            {"title": "XYZ-CL5-2027-D3-01-01: Quiet batteries", "programme": "XYZ"},
        )
    )
    fund = funds.calls.set_index("call_id")["fund_id"]
    assert fund["c0"] == fund["c2"] != fund["c1"]


def test_one_call_predicts_nothing() -> None:
    row = link(calls({"title": "Fondo Azul", "opens_on": date(2024, 3, 1)})).funds.iloc[0]
    assert row["next_opening_from"] is None
    assert pd.isna(row["confidence"])


def test_lots_that_open_together_are_no_rhythm() -> None:
    assert next_opening([date(2025, 3, 1), date(2025, 3, 1), date(2025, 3, 20)]) == (None, None, None)


def test_a_steady_rhythm_is_surer_than_an_uneven_one() -> None:
    steady = next_opening([date(year, 3, 1) for year in (2022, 2023, 2024, 2025)])
    uneven = next_opening([date(2022, 3, 1), date(2023, 1, 10), date(2024, 6, 1), date(2025, 3, 1)])
    assert steady[2] > uneven[2]
    assert steady[0] <= date(2026, 3, 1) <= steady[1]


def test_the_order_of_rows_changes_nothing() -> None:
    rows = calls(
        *(
            {"title": f"Fondo {name} {year}", "published_on": date(year, 5, 2)}
            for name in "AB"
            for year in (2023, 2024, 2025)
        )
    )
    one, other = link(rows), link(rows.iloc[::-1])
    pd.testing.assert_frame_equal(one.funds, other.funds)
    pd.testing.assert_frame_equal(one.calls, other.calls)


def test_no_calls() -> None:
    funds = link(pd.DataFrame({"call_id": [], "title": []}))
    assert funds.calls.empty
    assert funds.funds.empty
    assert list(funds.funds.columns)[:4] == ["fund_id", "name", "funder_id", "call_count"]
