"""Guangzhou International Award for Urban Innovation.

Publisher: the city of Guangzhou with UCLG and Metropolis. Every city, local and regional government of the world, those of Chile
included.
Caveats: every two years, the 7th until 30 April 2026; days were moved in 2018 and 2020; hours are of UTC+8; an earlier day brings an
advantage and is no deadline. The address names the edition ("the7th"): the next edition's must be put here.
Format: one page of prose, in several languages (?lang=).
Proof: documented (a Turkish union of municipalities gives address and dates of the 7th edition; guidelines of an earlier one).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="guangzhou_award",
    name="Guangzhou Award: call for applications",
    funder="Guangzhou International Award for Urban Innovation",
    family="city_network",
    kind="listing",
    homepage="https://www.guangzhouaward.org/",
    asks=(Ask("https://www.guangzhouaward.org/p/the7th?lang=en"),),
    read_listing=single_page.reader(
        "Guangzhou International Award for Urban Innovation",
        language="en",
        funder="Guangzhou International Award for Urban Innovation",
        call_type="prize",
    ),
    languages=("en",),
    country="CN",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    # One round at a time; none between rounds is no fault, where the page still speaks of the fund.
    expected=(0, 1),
    lists_all=False,
    lists_once=True,
    sentinel="uangzhou",
)
