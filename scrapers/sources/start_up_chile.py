"""Start-Up Chile: the generations of its Build programme.

Publisher: CORFO, by Start-Up Chile. Young firms of any country that come to Chile; no use to a municipality.
Caveats: two or three generations a year, numbered ("BIG 12"): the number is the edition. Ignite and Growth have pages of their own.
Format: one page of prose in English.
Proof: documented (a Chilean radar lists the page of the 2026 generation; its layout is not on record).
"""

import re

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="start_up_chile",
    name="Start-Up Chile: Build",
    funder="Corporación de Fomento de la Producción",
    family="chile",
    kind="listing",
    homepage="https://startupchile.org/",
    asks=(Ask("https://startupchile.org/en/apply/build/"),),
    read_listing=single_page.reader(
        "Start-Up Chile: Build, generation BIG",
        language="en",
        funder="Corporación de Fomento de la Producción",
        edition=re.compile(r"\bBIG (\d+)\b"),
    ),
    languages=("en",),
    country="CL",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    # One round at a time; none between rounds is no fault, where the page still speaks of the fund.
    expected=(0, 1),
    lists_all=False,
    lists_once=True,
    sentinel="BIG",
)
