"""UK: international development funding.

Publisher: the Foreign, Commonwealth & Development Office (United Kingdom). Bodies of many countries; most funds are for ODA-eligible
countries, which Chile is not: a fund is worth a look where it names Chile or any country.
Caveats: an entry's summary may be one line; the rest stands on its page. The feed holds open funds only, so that a closed one leaves it.
Format: Atom of GOV.UK's finder, which serves any finder so.
Proof: documented (the finder's own code, and two public collectors on this address).
"""

from scrapers.readers import call_filter
from scrapers.source import Ask, Source

SOURCE = Source(
    id="uk_development_funding",
    name="UK: international development funding",
    funder="Foreign, Commonwealth & Development Office",
    family="agency",
    kind="feed",
    homepage="https://www.gov.uk/international-development-funding",
    asks=(Ask("https://www.gov.uk/international-development-funding.atom?fund_state=open"),),
    read_listing=call_filter.reader(
        "en", funder="Foreign, Commonwealth & Development Office", only=lambda title, lead: True
    ),
    languages=("en",),
    country="GB",
    cadence="weekly",
    licence="Open Government Licence v3",
    state="live",
    proof="documented",
    # No open fund is a possible answer: a feed without entries.
    expected=(0, 100),
    lists_all=False,
    lists_once=True,
    sentinel="<feed",
)
