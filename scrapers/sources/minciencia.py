"""MinCiencia: calls among the news of Chile's science ministry.

Publisher: Ministerio de Ciencia, Tecnología, Conocimiento e Innovación. Universities, public bodies, regional governments with them.
Caveats: calls stand among other news and are known by their titles; those of ANID stand in its own list too. Cards have no class names.
Format: anchors /noticias/<name>/ on one page.
Proof: documented (a public project reads the anchors of this page).
"""

import re

from scrapers.readers import call_filter, cards
from scrapers.source import Ask, Source

CALL = re.compile(r"(?i)/noticias/([\w%-]{6,})/?")

SOURCE = Source(
    id="minciencia",
    name="MinCiencia: convocatorias",
    funder="Ministerio de Ciencia, Tecnología, Conocimiento e Innovación",
    family="chile",
    kind="listing",
    homepage="https://www.minciencia.gob.cl/",
    asks=(Ask("https://www.minciencia.gob.cl/noticias/"),),
    read_listing=cards.listing(
        CALL,
        base="https://www.minciencia.gob.cl/",
        language="es",
        funder="Ministerio de Ciencia, Tecnología, Conocimiento e Innovación",
        keep=lambda record: call_filter.announces(record.title, "", ("es",)),
    ),
    ask_detail=cards.own_page,
    read_detail=cards.detail(CALL, base="https://www.minciencia.gob.cl/", language="es"),
    languages=("es",),
    country="CL",
    cadence="daily",
    licence="not stated",
    state="trial",
    proof="documented",
    # Not every week has a call.
    expected=(0, 60),
    lists_all=False,
    lists_once=True,
    sentinel="/noticias/",
)
