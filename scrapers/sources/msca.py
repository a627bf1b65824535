"""Marie Skłodowska-Curie Actions: calls among its news.

Publisher: the European Commission. Chilean researchers as fellows in Europe; Chilean universities as associated partners.
Caveats: the calls themselves stand in the EU portal (source eu_sedia), by their identifiers; here are also calls for hosts and those of
funded programmes, which that portal may lack. The newest only, so absence means nothing.
Format: RSS 2.0 of Drupal.
Proof: documented (a live probe of October 2026, and a review that found the feed clean).
"""

from scrapers.readers import call_filter
from scrapers.source import Ask, Source

SOURCE = Source(
    id="msca",
    name="Marie Skłodowska-Curie Actions: news of calls",
    funder="European Commission",
    family="research",
    kind="feed",
    homepage="https://marie-sklodowska-curie-actions.ec.europa.eu/",
    asks=(Ask("https://marie-sklodowska-curie-actions.ec.europa.eu/rss.xml"),),
    read_listing=call_filter.reader("en", funder="European Commission"),
    languages=("en",),
    country="EU",
    cadence="weekly",
    licence="European Commission reuse notice (not read)",
    state="live",
    proof="documented",
    # None at all is no fault where the answer is a list of posts: most of its news are no calls.
    expected=(0, 40),
    lists_all=False,
    lists_once=False,
    sentinel="<rss",
)
