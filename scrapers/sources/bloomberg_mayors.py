"""Bloomberg Philanthropies: the Mayors Challenge.

Publisher: Bloomberg Philanthropies with Johns Hopkins University. Cities of 100,000 residents or more anywhere, those comunas of the
region among them; the mayor stands behind the entry; the regional government does not apply.
Caveats: the sixth edition was that of 2024-25; years between editions vary. The application itself is on another host.
Format: one page of prose, phases with months.
Proof: documented (pages of the 2024-25 edition as stored; the address is their parent).
"""

import re

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="bloomberg_mayors",
    name="Bloomberg Mayors Challenge",
    funder="Bloomberg Philanthropies",
    family="foundation",
    kind="listing",
    homepage="https://bloombergcities.jhu.edu/",
    asks=(Ask("https://bloombergcities.jhu.edu/program/mayors-challenge"),),
    read_listing=single_page.reader(
        "Mayors Challenge",
        language="en",
        funder="Bloomberg Philanthropies",
        edition=re.compile(r"\b(20\d\d)(?:-\d\d)? (?:Mayors )?Challenge|Challenge (20\d\d)"),
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
    sentinel="ayors Challenge",
)
