"""ANID: calls of Chile's agency for research.

Publisher: Agencia Nacional de Investigación y Desarrollo. Chilean universities, centres and researchers; some calls with regional
governments.
Caveats: scripts draw the list; links to calls stand in the page all the same, without dates, by two of three public projects (a third
drives a browser). A call's page states days and status; what is not open or coming is closed. Days have a comma before the year.
Format: links /concursos/<name>/; "Inicio: …", "Cierre: 19 de junio, 2026 - 13:00", "Estado: …" on the call's page.
Proof: documented (three public projects, of which one reads the links without a browser, 2026).
"""

import re

from pipelines.cleaning import source_fields
from pipelines.records import Record, StatedStatus
from scrapers.readers import cards
from scrapers.source import Ask, Source

CALL = re.compile(r"(?i)/concursos/(?!page\b)([\w%-]+)")
STATES: dict[str, StatedStatus] = {
    "próximo": "forecast",
    "abierto": "open",
    "en evaluación": "closed",
    "adjudicado": "closed",
    "desierto": "closed",
    "suspendido": "closed",
    "cerrado": "closed",
}


def state(record: Record, text: str) -> None:
    if word := re.search(r"(?im)^Estado:?\s+(.+)$", text):
        source_fields.status(record, word[1].lower(), STATES)


SOURCE = Source(
    id="anid",
    name="ANID: concursos",
    funder="Agencia Nacional de Investigación y Desarrollo",
    family="chile",
    kind="listing",
    homepage="https://anid.cl/",
    asks=(Ask("https://anid.cl/concursos/"),),
    read_listing=cards.listing(
        CALL, base="https://anid.cl/", language="es", funder="Agencia Nacional de Investigación y Desarrollo"
    ),
    ask_detail=cards.own_page,
    read_detail=cards.detail(CALL, base="https://anid.cl/", language="es", own=state),
    languages=("es",),
    country="CL",
    cadence="daily",
    licence="not stated",
    state="trial",
    proof="documented",
    expected=(2, 300),
    lists_all=False,
    lists_once=True,
    sentinel="/concursos/",
)
