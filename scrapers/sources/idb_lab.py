"""BID Lab: calls for innovation.

Publisher: the innovation laboratory of the Inter-American Development Bank. Firms, NGOs and public bodies of Chile; grants, loans,
equity.
Caveats: text often stands in the news item alone, forms elsewhere; other news are skipped by their titles. The layout is not on record.
Format: links to /es/noticias/<name> and /es/convocatorias/<name> on one page.
Proof: documented (two public projects give the page, one read calls from it in 2026).
"""

import re

from scrapers.readers import call_filter, cards
from scrapers.source import Ask, Source

CALL = re.compile(r"(?i)/es/(?:noticias?|convocatorias?)/([\w%-]+)")

SOURCE = Source(
    id="idb_lab",
    name="BID Lab: convocatorias",
    funder="IDB Lab",
    family="development_bank",
    kind="listing",
    homepage="https://bidlab.org/es",
    asks=(Ask("https://bidlab.org/es/inicio/convocatorias-pagina"),),
    read_listing=cards.listing(
        CALL,
        base="https://bidlab.org/",
        language="es",
        funder="IDB Lab",
        keep=lambda record: call_filter.announces(record.title, record.text or "", ("es",)),
    ),
    ask_detail=cards.own_page,
    read_detail=cards.detail(CALL, base="https://bidlab.org/", language="es"),
    languages=("es",),
    country="multilateral",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    # Not every month has a call.
    expected=(0, 60),
    lists_all=False,
    lists_once=True,
    sentinel="onvocatoria",
)
