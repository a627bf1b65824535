"""Programa FRIDA: the yearly call of LACNIC for the Internet in the region.

Publisher: LACNIC. Organisations of its whole region, Chile included. Another fund for young feminists bears the same name.
Caveats: opens about 1 April and closes in May; an abstract is the first stage; grants and awards under one call; USD 10,000 to 40,000 in
2020. The address is the site's own, the call's page differs by year.
Format: the programme's front page, prose in Spanish (Portuguese under /pt-br/).
Proof: documented (pages of the programme and of LACNIC as stored, 2019 and 2020).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="frida",
    name="Programa FRIDA: convocatoria",
    funder="LACNIC (FRIDA programme)",
    family="foundation",
    kind="listing",
    homepage="https://programafrida.net/",
    asks=(Ask("https://programafrida.net/"),),
    read_listing=single_page.reader("Programa FRIDA: convocatoria", language="es", funder="LACNIC (FRIDA programme)"),
    languages=("es",),
    country="UY",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    # One round at a time; none between rounds is no fault, where the page still speaks of the fund.
    expected=(0, 1),
    lists_all=False,
    lists_once=True,
    sentinel="FRIDA",
)
