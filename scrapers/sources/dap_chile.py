"""Australia's embassy in Chile: the Direct Aid Program.

Publisher: the Australian foreign ministry, by its embassy in Santiago. NGOs and community bodies; elsewhere governments are admitted by
some embassies and not by others. Chile may be outside the programme today: no stored page shows a round for Chile.
Caveats: one window a year; an expression of interest comes first.
Format: one page of prose in Spanish.
Proof: documented (two Chilean projects give the address; none shows an answer).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="dap_chile",
    name="Embajada de Australia: Direct Aid Program",
    funder="Australia: Direct Aid Program",
    family="agency",
    kind="listing",
    homepage="https://chile.embassy.gov.au/",
    asks=(Ask("https://chile.embassy.gov.au/sclecastellano/DAPhome.html"),),
    read_listing=single_page.reader(
        "Direct Aid Program de la Embajada de Australia",
        language="es",
        funder="Australia: Direct Aid Program",
        part="body",
        call_type="grant",
    ),
    languages=("es",),
    country="AU",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    # One round at a time; none between rounds is no fault, where the page still speaks of the fund.
    expected=(0, 1),
    lists_all=False,
    lists_once=True,
    sentinel="DAP",
)
