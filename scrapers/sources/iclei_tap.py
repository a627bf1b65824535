"""ICLEI: the yearly call of the Transformative Actions Program.

Publisher: ICLEI, a network of local governments. Any local or regional government, member or not, Chile included. It gives help in
preparing a project and in finding who pays, no money.
Caveats: the front page is rewritten each year; its headline sentence holds the closing day (15 December 2023, 31 October 2024).
Format: one page of prose without structure.
Proof: documented (the page as stored with the 2024 call; a city network repeats the rules of 2023).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="iclei_tap",
    name="ICLEI TAP: call for applications",
    funder="ICLEI - Local Governments for Sustainability",
    family="city_network",
    kind="listing",
    homepage="https://tap-potential.org/",
    asks=(Ask("https://tap-potential.org/"),),
    read_listing=single_page.reader(
        "ICLEI Transformative Actions Program: call for applications",
        language="en",
        funder="ICLEI - Local Governments for Sustainability",
        call_type="technical_assistance",
    ),
    languages=("en",),
    country="DE",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    # One round at a time; none between rounds is no fault, where the page still speaks of the fund.
    expected=(0, 1),
    lists_all=False,
    lists_once=True,
    sentinel="TAP",
)
