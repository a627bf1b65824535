"""Gestionándote: calls for NGOs of Latin America, retold in Spanish.

Publisher: Gestionándote, an aggregator: the funder's own record outranks it. For NGOs.
Caveats: old calls stay without a word that they are closed, and not all state a deadline. The address of the feed is WordPress's general
one and was not seen in use: hence `trial`. Text is not kept beyond the lead and the lines on deadline and applicants.
Format: RSS 2.0 of WordPress.
Proof: documented (two pages of calls as stored show WordPress, which documents the address).
"""

from scrapers.readers import call_filter
from scrapers.source import Ask, Source

SOURCE = Source(
    id="gestionandote",
    name="Gestionándote: convocatorias",
    funder="Gestionándote (varios financiadores)",
    family="aggregator",
    kind="feed",
    homepage="https://gestionandote.org/",
    asks=(Ask("https://gestionandote.org/feed/"),),
    read_listing=call_filter.reader("es", brief=True),
    languages=("es",),
    country="not stated",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    expected=(1, 60),
    lists_all=False,
    lists_once=False,
    sentinel="<rss",
)
