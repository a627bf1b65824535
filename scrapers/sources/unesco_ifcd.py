"""UNESCO: the yearly call of the International Fund for Cultural Diversity.

Publisher: UNESCO. Public bodies and NGOs of developing countries that are parties to the 2005 Convention; the fund prints the list of
countries each year, and whether Chile is on it must be read there. Up to USD 100,000; in English or French; by the national commission.
Caveats: one window a year (in 2026 from 23 March to 6 May), whose last hour is noon in Paris.
Format: one page of prose.
Proof: documented (two public projects give the address and the days of 2026).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="unesco_ifcd",
    name="UNESCO IFCD: call for funding requests",
    funder="UNESCO",
    family="un",
    kind="listing",
    homepage="https://www.unesco.org/creativity/en/ifcd",
    asks=(Ask("https://www.unesco.org/creativity/en/ifcd/apply"),),
    read_listing=single_page.reader(
        "International Fund for Cultural Diversity: call for funding requests",
        language="en",
        funder="UNESCO",
        call_type="grant",
    ),
    languages=("en",),
    country="multilateral",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    # One round at a time; none between rounds is no fault, where the page still speaks of the fund.
    expected=(0, 1),
    lists_all=False,
    lists_once=True,
    sentinel="ultural",
)
