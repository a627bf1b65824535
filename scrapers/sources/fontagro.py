"""FONTAGRO: calls for research consortia in farming.

Publisher: FONTAGRO (IDB and IICA). Consortia of research bodies of member countries, Chile among them.
Caveats: one or two calls a year; the layout is not on record, so that a call is known by its address alone.
Format: links /iniciativas/convocatorias/<name>/ on one page.
Proof: documented (a public collector for Chile reads this page; it found the call of 2026 there).
"""

import re

from scrapers.readers import cards
from scrapers.source import Ask, Source

CALL = re.compile(r"(?i)/iniciativas/convocatorias/([\w-]+)/?")

SOURCE = Source(
    id="fontagro",
    name="FONTAGRO: convocatorias",
    funder="FONTAGRO",
    family="iberoamerican",
    kind="listing",
    homepage="https://www.fontagro.org/",
    asks=(Ask("https://www.fontagro.org/es/iniciativas/convocatorias/"),),
    read_listing=cards.listing(CALL, base="https://www.fontagro.org/", language="es", funder="FONTAGRO"),
    ask_detail=cards.own_page,
    read_detail=cards.detail(CALL, base="https://www.fontagro.org/", language="es"),
    languages=("es",),
    country="multilateral",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    expected=(1, 60),
    lists_all=False,
    lists_once=True,
    sentinel="convocatorias",
)
