"""IDRC: calls of Canada's International Development Research Centre.

Publisher: IDRC. Universities, think tanks and NGOs; Latin America is one of its regions and many calls admit Chile.
Caveats: closed calls stand under a heading of the same page and are left out. Days are prose ("no later than … at 23:59 Eastern"); an
extension stands below the older day. Many calls begin with an expression of interest.
Format: Drupal rows (.views-row) under "Open calls"; calls at /en/funding/<name> and /en/call-….
Proof: documented (three public projects agree on rows and headings; labels by stored pages).
"""

import re

from scrapers.readers import cards
from scrapers.source import Ask, Source

CALL = re.compile(r"(?i)(?:idrc-crdi\.ca|^)/en/((?:funding/|call-)[\w-]+)")

SOURCE = Source(
    id="idrc",
    name="IDRC: funding",
    funder="International Development Research Centre",
    family="agency",
    kind="listing",
    homepage="https://idrc-crdi.ca/",
    asks=(Ask("https://idrc-crdi.ca/en/funding"),),
    read_listing=cards.listing(
        CALL,
        base="https://idrc-crdi.ca/",
        language="en",
        funder="International Development Research Centre",
        until="Closed calls",
        none="Open calls",
    ),
    ask_detail=cards.own_page,
    read_detail=cards.detail(CALL, base="https://idrc-crdi.ca/", language="en"),
    languages=("en",),
    country="CA",
    cadence="weekly",
    licence="not stated",
    state="live",
    proof="documented",
    # No open call is a usual answer.
    expected=(0, 40),
    lists_all=False,
    lists_once=True,
    sentinel="Open calls",
)
