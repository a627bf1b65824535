"""Exchange rates as sources publish them, into units for one US dollar.

Belongs here: which published prices together give a rate, and of which day it is. Does not belong: fetching them
(`scrapers`), what people edit (`territory/exchange_rates.csv`), or converting a sum
(`dbt_like_sql/catalogue/calls.sql`).

The Banco Central's observed dollar has its day; the UF and the UTM are priced in pesos, so each dollar's day gives
theirs too: by their price on that day, the last before it, or (a UF told for the weekend) one within a week after.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pipelines.records import Rate

OLD_DAYS = 45
"""A rate older than this is warned about: sums that it converted mislead."""
NEAR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PerUsd:
    """Units of a currency that one US dollar bought on a day, and which source says so."""

    on_date: date
    currency: str
    per_usd: Decimal
    source: str


def per_usd(quotes: Iterable[tuple[str, Rate]], until: date) -> list[PerUsd]:
    """The rates that prices of several sources give, up to a day; none where the dollar's own price of a day is
    missing.
    """
    prices: dict[tuple[str, str, str], dict[date, Decimal]] = defaultdict(dict)
    for source, rate in quotes:
        prices[source, rate.per, rate.currency][rate.on_date] = rate.amount
    found: list[PerUsd] = []
    for (source, base, currency), by_day in prices.items():
        if base == "USD":
            found += [PerUsd(day, currency, amount, source) for day, amount in by_day.items()]
            others = {
                per: days
                for (of, per, priced), days in prices.items()
                if of == source and priced == currency and per != "USD"
            }
            for per, days in others.items():
                for day, amount in by_day.items():
                    if price := _price(days, sorted(days), day):
                        found.append(PerUsd(day, per, amount / price, source))
        elif dollars := prices.get((source, base, "USD")):
            own = {day: dollars[day] for day in by_day if day in dollars}
            if currency == "USD":
                found += [PerUsd(day, base, 1 / amount, source) for day, amount in own.items()]
            else:
                found += [PerUsd(day, currency, by_day[day] / amount, source) for day, amount in own.items()]
    return sorted((rate for rate in found if rate.on_date <= until), key=lambda r: (r.on_date, r.currency, r.source))


def _price(prices: dict[date, Decimal], days: Sequence[date], day: date) -> Decimal | None:
    place = bisect_right(days, day)
    if place:
        return prices[days[place - 1]]
    return prices[days[0]] if days and days[0] - day <= NEAR else None
