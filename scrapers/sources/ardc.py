"""ARDC: standing grants for amateur radio and digital communication.

Publisher: Amateur Radio Digital Communications, a foundation (United States). Non-profits, schools and universities of any country;
firms, individuals and governments are not its applicants. Of use to a university or a school of radio.
Caveats: four rounds a year, whose days stand under one sentence that names the year; a list of awarded grants beside it holds no calls.
Format: one WordPress page of prose, without a main part.
Proof: recorded (the page, August 2026).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="ardc",
    name="ARDC: apply for a grant",
    funder="Amateur Radio Digital Communications",
    family="foundation",
    kind="listing",
    homepage="https://www.ardc.net/",
    asks=(Ask("https://www.ardc.net/apply/"),),
    read_listing=single_page.reader(
        "Amateur Radio Digital Communications: grants",
        language="en",
        funder="Amateur Radio Digital Communications",
        part="body",
        call_type="grant",
    ),
    languages=("en",),
    country="US",
    cadence="monthly",
    licence="not stated",
    state="trial",
    proof="recorded",
    # One round at a time; none between rounds is no fault, where the page still speaks of the fund.
    expected=(0, 1),
    lists_all=False,
    lists_once=True,
    sentinel="ARDC",
)
