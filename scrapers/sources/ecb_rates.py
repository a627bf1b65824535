"""European Central Bank: euro foreign exchange reference rates of the day.

Publisher: European Central Bank, each working day about 16:00 Central European Time; for information, not for transactions.
Caveats: thirty currencies against the euro, among them no Chilean peso. At 05:30 in Santiago the file holds the last working day: its
own day is kept, never the day it was fetched. On a holiday of the bank the file is that of the day before.
Format: XML, one `Cube` with the day (`time`), in it one for each currency (`currency`, `rate`: units for one euro).
Proof: documented (the bank's page names the file; its form stands in public code and stored answers of 2009 to 2026, unchanged).
"""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from pipelines.records import Rate, Record
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source

URL = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
_CUBE = re.compile(r"<Cube\s([^<>]*)>")
_GIVEN = re.compile(r"(?<!\w)(\w{1,20})\s{0,3}=\s{0,3}[\"']([^\"'<>]{0,60})[\"']")


def read_listing(answer: Answer) -> Page:
    """A record a currency; a rate that is no number above 0 is left out, so that the crawl comes short and says so."""
    day, records = None, []
    for cube in _CUBE.finditer(answer.text()):
        given = dict(_GIVEN.findall(cube[1]))
        if "time" in given:
            day = date.fromisoformat(given["time"])
        elif day and re.fullmatch("[A-Z]{3}", given.get("currency", "")) and (amount := _amount(given.get("rate", ""))):
            code = given["currency"]
            records.append(
                Record(
                    record_key=f"{code} {day}",
                    title=f"1 EUR = {amount} {code}",
                    url=URL,
                    published_on=day,
                    rate=Rate(currency=code, per="EUR", amount=amount, on_date=day),
                )
            )
    if day is None:
        raise ValueError("no Cube has a day (time); the file has another form")
    return Page(records)


def _amount(words: str) -> Decimal | None:
    try:
        amount = Decimal(words)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount > 0 else None


SOURCE = Source(
    id="ecb_rates",
    name="Banco Central Europeo: tipos de cambio",
    funder="European Central Bank",
    family="rates",
    kind="xml",
    homepage="https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/index.en.html",
    asks=(Ask(URL),),
    read_listing=read_listing,
    languages=("en",),
    country="EU",
    cadence="daily",
    licence="Free to reuse with the source named",
    state="trial",
    proof="documented",
    expected=(20, 60),
    lists_all=False,
    lists_once=True,
    fill={"rate": 1.0},
    sentinel="European Central Bank",
)
