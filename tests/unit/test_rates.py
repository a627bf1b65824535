"""Exchange rates as sources publish them: their days, what several prices give together, and what is none."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.rates import per_usd
from pipelines.records import Rate, Record
from scrapers.engine.completeness import cut
from scrapers.readers.answer import Answer
from scrapers.readers.parse import read_page
from scrapers.registry import registry
from warehouse import landing

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
FRIDAY, MONDAY = date(2026, 11, 13), date(2026, 11, 16)


def quote(currency: str, per: str, amount: str, on: date, source: str = "s") -> tuple[str, Rate]:
    return source, Rate(currency, per, Decimal(amount), on)


def rates(*quotes: tuple[str, Rate], until: date = MONDAY) -> dict[tuple[date, str], Decimal]:
    return {(rate.on_date, rate.currency): round(rate.per_usd, 6) for rate in per_usd(quotes, until)}


def test_the_euros_prices_give_every_currency_by_the_dollars_of_the_same_day() -> None:
    euro = [
        quote("USD", "EUR", "1.25", FRIDAY),
        quote("GBP", "EUR", "0.875", FRIDAY),
        quote("GBP", "EUR", "0.9", MONDAY),
    ]
    assert rates(*euro) == {(FRIDAY, "EUR"): Decimal("0.8"), (FRIDAY, "GBP"): Decimal("0.7")}


def test_the_uf_and_the_utm_take_the_dollars_day() -> None:
    chile = [
        quote("CLP", "USD", "950", FRIDAY),
        quote("CLP", "CLF", "41000", MONDAY),
        quote("CLP", "UTM", "71725", date(2026, 11, 1)),
    ]
    assert rates(*chile) == {
        (FRIDAY, "CLP"): Decimal(950),
        (FRIDAY, "CLF"): round(Decimal(950) / 41000, 6),
        (FRIDAY, "UTM"): round(Decimal(950) / 71725, 6),
    }
    assert (FRIDAY, "CLF") not in rates(chile[0], quote("CLP", "CLF", "41000", date(2026, 11, 21)))


def test_nothing_is_converted_across_sources_or_from_a_day_to_come() -> None:
    assert rates(quote("CLP", "CLF", "41000", FRIDAY), quote("CLP", "USD", "950", FRIDAY, "other")) == {
        (FRIDAY, "CLP"): Decimal(950)
    }
    assert rates(quote("CLP", "USD", "950", MONDAY), until=FRIDAY) == {}


@pytest.mark.parametrize(
    ("told", "keys"),
    [
        ({"valor": None}, ["uf 2026-11-16"]),
        ({"valor": "NaN"}, ["uf 2026-11-16"]),
        ({"valor": 0}, ["uf 2026-11-16"]),
        ({"fecha": "hoy"}, ["uf 2026-11-16"]),
        ({"unidad_medida": "Porcentaje"}, ["uf 2026-11-16"]),
        ({}, ["dolar 2026-11-13", "uf 2026-11-16"]),
    ],
)
def test_a_figure_of_mindicador_that_is_none_is_left_out(told: dict[str, object], keys: list[str]) -> None:
    dollar = {"codigo": "dolar", "unidad_medida": "Pesos", "fecha": "2026-11-13T03:00:00.000Z", "valor": 941.2}
    unit = {"codigo": "uf", "unidad_medida": "Pesos", "fecha": "2026-11-16T03:00:00.000Z", "valor": 41050.12}
    body = json.dumps({"dolar": dollar | told, "uf": unit, "utm": []}).encode()
    assert [record.record_key for record in read_page(registry()["mindicador"], Answer(body)).records] == keys


@pytest.mark.parametrize(
    "body", ["<html><body>Are you a robot?</body></html>", "<Cube currency='USD' rate='1.1'/>", ""]
)
def test_a_file_of_another_form_is_an_error(body: str) -> None:
    with pytest.raises(ValueError, match="no Cube has a day"):
        read_page(registry()["ecb_rates"], Answer(body.encode()))


def test_a_rate_that_is_no_number_is_left_out() -> None:
    body = "<Cube time='2026-11-13'><Cube currency='USD' rate='1.15'/><Cube currency='JPY' rate='-1'/><Cube rate='2' currency='GBP'/>"
    assert [r.record_key for r in read_page(registry()["ecb_rates"], Answer(body.encode())).records] == [
        "USD 2026-11-13",
        "GBP 2026-11-13",
    ]


def test_landed_rates_are_no_records_and_keep_their_day(tmp_path) -> None:
    for number, day in enumerate((FRIDAY, MONDAY), 1):
        folder = tmp_path / "mindicador" / f"{day}-{number:02}"
        folder.mkdir(parents=True)
        record = Record(record_key=f"dolar {FRIDAY}", rate=Rate("CLP", "USD", Decimal("941.20"), FRIDAY))
        (folder / "records.jsonl").write_text(
            json.dumps(
                {"record_key": record.record_key, "listing": record.to_json(), "detail": None, "detail_failed": None}
            )
            + "\n",
            encoding="utf-8",
        )
        (folder / "manifest.json").write_text(
            json.dumps(
                {
                    "source_id": "mindicador",
                    "run_id": folder.name,
                    "as_of": str(day),
                    "finished_at": f"{day}T12:00:00-03:00",
                    "verdict": "ok",
                    "note": "",
                    "counts": {"records": 1},
                    "lists_all": False,
                }
            ),
            encoding="utf-8",
        )
    with duckdb.connect() as con:
        landing.land(con, landing.runs(tmp_path))
        assert landing.rates(con) == [("mindicador", Rate("CLP", "USD", Decimal("941.20"), FRIDAY))]
        assert not landing.any_record(con)


def test_a_whole_file_is_whole_and_a_cut_one_is_not() -> None:
    text = (FIXTURES / "ecb_rates" / "daily.xml").read_text(encoding="utf-8")
    assert cut(text) is None
    assert cut(text[: len(text) // 2]) == "el XML llegó cortado o mal formado"
