"""Fondo Chile: calls of AGCID, the foreign ministry and UNDP for projects abroad.

Publisher: AGCID with UNDP. Chilean NGOs, universities and public bodies that run projects in other developing countries: the money leaves
Chile.
Caveats: windows of 2018 and 2020 are on record, later ones are not; AGCID's news repeat them (source agcid). The address is the site's
own.
Format: the front page, prose in Spanish; news at /noticia/<name>/.
Proof: documented (news of the site as stored, 2021; AGCID's news of 2018 names its section of calls).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="fondo_chile",
    name="Fondo Chile: convocatoria",
    funder="Fondo Chile",
    family="chile",
    kind="listing",
    homepage="https://fondochile.cl/",
    asks=(Ask("https://fondochile.cl/"),),
    read_listing=single_page.reader(
        "Fondo Chile: convocatoria de proyectos de cooperación",
        language="es",
        funder="Fondo Chile",
        call_type="grant",
    ),
    languages=("es",),
    country="CL",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    # One round at a time; none between rounds is no fault, where the page still speaks of the fund.
    expected=(0, 1),
    lists_all=False,
    lists_once=True,
    sentinel="Fondo Chile",
)
