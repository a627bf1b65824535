"""Gobierno de Santiago: the fund of 8 % of the FNDR.

Publisher: Gobierno Regional Metropolitano de Santiago. Municipalities of the region, their corporations, neighbourhood boards and
non-profits (of two years at least, by the rules of 2021).
Caveats: one call a year; the page is rewritten and keeps last year's results; notices in capitals; mailboxes on it are of persons and are
left where they stand. The host was seisporciento… until 2022.
Format: one page of prose in Spanish, links to resolutions.
Proof: documented (the page as stored, with the results of 2024; a municipality repeats the rules of 2021).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="gore_rms_8",
    name="Gobierno de Santiago: fondo 8 % FNDR",
    funder="Gobierno Regional Metropolitano de Santiago",
    family="chile",
    kind="listing",
    homepage="https://www.gobiernosantiago.cl/",
    asks=(Ask("https://ochoporciento.gobiernosantiago.cl/"),),
    read_listing=single_page.reader(
        "Fondo 8 % FNDR del Gobierno de Santiago",
        language="es",
        funder="Gobierno Regional Metropolitano de Santiago",
        call_type="grant",
    ),
    languages=("es",),
    country="CL",
    cadence="daily",
    licence="not stated",
    state="trial",
    proof="documented",
    # One round at a time; none between rounds is no fault, where the page still speaks of the fund.
    expected=(0, 1),
    lists_all=False,
    lists_once=True,
    sentinel="8%",
)
