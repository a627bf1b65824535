"""Tinker Foundation: its institutional grants.

Publisher: the Tinker Foundation (United States), for Latin America. NGOs and universities of Chile may apply where their status equals a
US 501(c)(3); firms, individuals and governments may not.
Caveats: one or two cycles a year, in 2025 one of eleven days (9 to 20 January): the letter of inquiry is a first stage, the full proposal
by invitation; the cycles of one year are one record here. The page lives at several addresses.
Format: one page; labels such as "Letter of inquiry close date" above their dates.
Proof: documented (stored pages of the 2020 and 2025 cycles and of the eligibility rules).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="tinker",
    name="Tinker Foundation: institutional grants",
    funder="The Tinker Foundation",
    family="foundation",
    kind="listing",
    homepage="https://tinker.org/",
    asks=(Ask("https://tinker.org/institutional-grants/"),),
    read_listing=single_page.reader(
        "Tinker Foundation: institutional grants",
        language="en",
        funder="The Tinker Foundation",
        call_type="grant",
    ),
    languages=("en",),
    country="US",
    cadence="daily",
    licence="not stated",
    state="trial",
    proof="documented",
    # One round at a time; none between rounds is no fault, where the page still speaks of the fund.
    expected=(0, 1),
    lists_all=False,
    lists_once=True,
    sentinel="inker",
)
