"""CORFO: calls of its innovation programmes.

Publisher: Corporación de Fomento de la Producción (Chile). Firms, universities and technology centres; some calls for bodies of a region.
Caveats: the page lists innovation only, other sections are drawn by scripts. Calls stand on corfo.cl and corfo.gob.cl, with and without a
final slash: the key is the address's last part. Amounts stand on the call's page; "$" means Chilean pesos.
Format: cards .cuadro-completo_fase2 (.cuerpo-titulo_fase2, "Alcance: …", .box-cierre with DD/MM/YYYY).
Proof: documented (a public collector for Chile gives selectors and form of the dates, 2026; a radar lists the same addresses).
"""

import re

from pipelines.records import Record
from scrapers.readers import cards
from scrapers.source import Ask, Source

CALL = re.compile(r"(?i)/sites/cpp/(?:convocatoria|inf)/([\w%-]+)/?")


def own(record: Record, text: str) -> None:
    record.currency = "CLP" if re.search(r"(?<!\w)\$ ?\d", text) else None


SOURCE = Source(
    id="corfo",
    name="CORFO: convocatorias",
    funder="Corporación de Fomento de la Producción",
    family="chile",
    kind="listing",
    homepage="https://www.corfo.gob.cl/",
    asks=(Ask("https://www.corfo.gob.cl/sites/cpp/convocatorias_programas_innovacion/"),),
    read_listing=cards.listing(
        CALL,
        base="https://www.corfo.gob.cl/",
        language="es",
        funder="Corporación de Fomento de la Producción",
        own=own,
    ),
    ask_detail=cards.own_page,
    read_detail=cards.detail(CALL, base="https://www.corfo.gob.cl/", language="es", own=own),
    languages=("es",),
    country="CL",
    cadence="daily",
    licence="not stated",
    state="live",
    proof="documented",
    expected=(2, 100),
    lists_all=False,
    lists_once=True,
    sentinel="/sites/cpp/",
)
