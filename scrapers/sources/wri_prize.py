"""WRI Ross Center Prize for Cities.

Publisher: World Resources Institute. Any public, private or non-profit body with a project of a city anywhere, Chile included; Spanish is
accepted. USD 250,000 and four of 25,000.
Caveats: about every two years (28 May 2025 last). The address is the parent of pages seen, not itself seen.
Format: one Drupal page of prose.
Proof: documented (the guide to its form as stored; a Catalan federation of municipalities repeats the 2025 edition).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="wri_prize",
    name="WRI Ross Center Prize for Cities",
    funder="World Resources Institute (Ross Center)",
    family="foundation",
    kind="listing",
    homepage="https://prizeforcities.org/",
    asks=(Ask("https://prizeforcities.org/apply"),),
    read_listing=single_page.reader(
        "WRI Ross Center Prize for Cities",
        language="en",
        funder="World Resources Institute (Ross Center)",
        call_type="prize",
    ),
    languages=("en",),
    country="US",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    # One round at a time; none between rounds is no fault, where the page still speaks of the fund.
    expected=(0, 1),
    lists_all=False,
    lists_once=True,
    sentinel="rize",
)
