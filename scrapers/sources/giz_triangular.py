"""Regional Fund for Triangular Cooperation in Latin America and the Caribbean: its calls.

Publisher: Germany's cooperation ministry, by GIZ. Made for Latin America: a beneficiary country, a southern provider and Germany; Chile's
counterpart is AGCID, and proposals go in by the German embassy once the cooperation agencies have been told.
Caveats: two windows a year (31 May and 30 November on record in 2021), which the page need not state: then no call is announced; the
windows of one year are one record here, whose deadline moves. One page a language (?lang=).
Format: one WordPress page of prose.
Proof: documented (the page itself as stored; a Spanish cooperation network gives the two days of 2021).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="giz_triangular",
    name="Fondo regional de cooperación triangular: convocatoria",
    funder="BMZ / GIZ",
    family="agency",
    kind="listing",
    homepage="https://fondo-cooperacion-triangular.net/",
    asks=(Ask("https://fondo-cooperacion-triangular.net/calls-for-proposals/?lang=en"),),
    read_listing=single_page.reader(
        "Regional Fund for Triangular Cooperation: call for proposals", language="en", funder="BMZ / GIZ"
    ),
    languages=("en",),
    country="DE",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    # One round at a time; none between rounds is no fault, where the page still speaks of the fund.
    expected=(0, 1),
    lists_all=False,
    lists_once=True,
    sentinel="riangular",
)
