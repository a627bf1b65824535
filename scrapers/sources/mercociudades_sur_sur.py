"""Mercociudades: the yearly call of its South-South cooperation programme.

Publisher: Mercociudades. Member cities and associated regional governments, those of Chile among them; NGOs and universities with a
member only. Half of the cost is the applicant's own; up to USD 10,000 in 2023.
Caveats: the months differ. An extension leaves the older day in the text. The network's news may repeat it (source mercociudades).
Format: one page of prose in Spanish.
Proof: documented (the page as stored; a Uruguayan university repeats the call of 2023).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="mercociudades_sur_sur",
    name="Mercociudades: convocatoria Sur-Sur",
    funder="Mercociudades",
    family="city_network",
    kind="listing",
    homepage="https://sursurmercociudades.org/",
    asks=(Ask("https://sursurmercociudades.org/convocatoria-sur-sur"),),
    read_listing=single_page.reader(
        "Mercociudades: convocatoria de cooperación Sur-Sur",
        language="es",
        funder="Mercociudades",
        call_type="grant",
    ),
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
    sentinel="ercociudades",
)
