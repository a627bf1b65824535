"""Inter-American Foundation: its standing call for community-led development.

Publisher: the Inter-American Foundation, of the United States. Grassroots groups and NGOs of Latin America and the Caribbean, Chile
included; governments, municipalities, public universities, firms and individuals may not apply.
Caveats: open all year, no deadline. The stored text is of 2021: whether the agency still pays after the cuts of 2025 is not known, and
only a person can tell: hence `trial`.
Format: one page of prose, in English and Spanish.
Proof: documented (the page as stored, of 2021; two public scrapers read it or its neighbour, one in May 2026).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="iaf",
    name="Inter-American Foundation: apply for a grant",
    funder="Inter-American Foundation",
    family="agency",
    kind="listing",
    homepage="https://www.iaf.gov/",
    asks=(Ask("https://www.iaf.gov/apply-for-grant/"),),
    read_listing=single_page.reader(
        "Inter-American Foundation: grants for grassroots development",
        language="en",
        funder="Inter-American Foundation",
        edition=None,
        call_type="grant",
    ),
    languages=("en",),
    country="US",
    cadence="monthly",
    licence="US federal public data",
    state="trial",
    proof="documented",
    # A standing call: always the one record.
    expected=(1, 1),
    lists_all=False,
    lists_once=True,
    sentinel="nter-American Foundation",
)
