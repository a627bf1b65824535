"""One record of all that report a call."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest

from pipelines.deduplication import Report, Standing, merge
from pipelines.records import Deadline, Document, Doubt, Record


def report(source: str, *, standing: Standing = Standing.FUNDER, newest: int = 1, **fields: Any) -> Report:
    return Report(source, Record("7", **fields), date(2026, 1, 1), date(2026, 2, 1), standing, date(2026, 1, newest))


def closing(day: int) -> list[Deadline]:
    return [Deadline(date(2026, 5, day))]


def test_one_report_passes_through_but_for_its_key() -> None:
    alone = report("a", title="Agua", amount_max=Decimal(5), currency="EUR", doubts=[Doubt("places", None, None, "?")])
    assert merge([alone]) == dataclasses.replace(alone.record, record_key="")


def test_the_funder_is_believed_before_a_newer_aggregator() -> None:
    merged = merge(
        [
            report(
                "news",
                standing=Standing.AGGREGATOR,
                newest=9,
                title="Agua!!",
                funder="Río",
                amount_max=Decimal(9),
                currency="EUR",
            ),
            report("fund", title="Agua", amount_max=Decimal(5), currency="EUR"),
        ]
    )
    assert (merged.record_key, merged.title, merged.funder, merged.amount_max) == ("", "Agua", "Río", Decimal(5))
    assert merged.doubts == [Doubt("amount_max", "5", "9", "fund: 5 | news: 9")]


def test_the_newer_is_believed_before_the_older() -> None:
    assert (
        merge([report("a", stated_status="open"), report("b", newest=5, stated_status="closed")]).stated_status
        == "closed"
    )


def test_a_later_deadline_of_a_newer_report_is_an_extension() -> None:
    merged = merge(
        [
            report("fund", deadlines=closing(1)),
            report("news", standing=Standing.AGGREGATOR, newest=9, deadlines=closing(20)),
        ]
    )
    assert merged.deadlines == closing(20)
    assert merged.doubts == [Doubt("deadlines", "2026-05-20", "2026-05-01", "news: 2026-05-20 | fund: 2026-05-01")]


@pytest.mark.parametrize(("newest", "day"), [(1, 20), (9, 1)])
def test_an_older_or_earlier_deadline_of_an_aggregator_is_only_a_doubt(newest: int, day: int) -> None:
    merged = merge(
        [
            report("fund", newest=5, deadlines=closing(10)),
            report("news", standing=Standing.AGGREGATOR, newest=newest, deadlines=closing(day)),
        ]
    )
    assert merged.deadlines == closing(10)
    assert [doubt.other_value for doubt in merged.doubts] == [f"2026-05-{day:02}"]


def test_an_amount_never_takes_the_currency_of_another_source() -> None:
    merged = merge(
        [
            report("fund", currency="CLP"),
            report("news", standing=Standing.AGGREGATOR, amount_max=Decimal(9), currency="EUR"),
        ]
    )
    assert (merged.amount_max, merged.currency) == (Decimal(9), "EUR")
    merged = merge(
        [
            report("fund", amount_min=Decimal(1), currency="CLP"),
            report("news", standing=Standing.AGGREGATOR, amount_max=Decimal(9), currency="EUR"),
        ]
    )
    assert (merged.amount_min, merged.amount_max, merged.currency) == (Decimal(1), None, "CLP")


def test_lists_are_united_and_the_funders_text_is_the_richest_of_its_own() -> None:
    one, two = Document("Bases", "https://example.org/b"), Document("Anexo", "https://example.org/a")
    merged = merge(
        [
            report("fund", documents=[one], references=["X-1"], text="Breve."),
            report("desk", newest=4, documents=[two, one], references=["Y-2"], text="Algo más largo."),
            report("news", standing=Standing.AGGREGATOR, text="Larguísimo, pero de otra casa que lo cuenta a su modo."),
        ]
    )
    assert merged.documents == [two, one]
    assert merged.references == ["Y-2", "X-1"]
    assert merged.text == "Algo más largo."


def test_the_order_of_reports_does_not_matter() -> None:
    reports = [
        report("a", title="Uno", deadlines=closing(3), places=["CL"]),
        report("b", standing=Standing.AGGREGATOR, newest=8, title="Dos", deadlines=closing(9), places=["PE", "CL"]),
        report("c", newest=8, title="Tres", amount_max=Decimal(4), currency="EUR"),
        report("c", newest=8, title="Cuatro", amount_max=Decimal(6), currency="USD"),
    ]
    assert len({str(merge(order)) for order in permutations(reports)}) == 1


def test_no_reports_is_an_error() -> None:
    with pytest.raises(ValueError, match="one report or more"):
        merge([])
