"""Fondo Chile-México: the joint call of AGCID and AMEXCID.

Publisher: AGCID (Chile) with AMEXCID (Mexico). Public bodies of Chile, municipalities and regional governments among them, bodies that
the state funds, and non-profits tied to one; each with a Mexican partner.
Caveats: a call every one to three years (2012, 2019, 2022), opened the same day in both countries; the closing day was moved in 2022, and
some copies state no year. AGCID's news announce it too (source agcid).
Format: one page of prose in Spanish.
Proof: documented (address by a list of a Chilean source dossier; Mexico's page and the news of 2022 tell of the windows).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="fondo_chile_mexico",
    name="Fondo Chile-México: convocatoria",
    funder="Agencia Chilena de Cooperación Internacional para el Desarrollo",
    family="chile",
    kind="listing",
    homepage="https://www.agcid.gob.cl/",
    asks=(Ask("https://www.agcid.gob.cl/fondo_chile_mexico/que_es.html"),),
    read_listing=single_page.reader(
        "Fondo Conjunto de Cooperación Chile-México",
        language="es",
        funder="Agencia Chilena de Cooperación Internacional para el Desarrollo",
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
    sentinel="xico",
)
