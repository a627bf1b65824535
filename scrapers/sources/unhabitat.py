"""UN-Habitat: calls among its news.

Publisher: UN-Habitat. Calls for cities, for local governments and for implementing partners; worldwide or by country.
Caveats: of ten items of September 2026 none was a call: to be retired if a year of trial finds none. UN-Habitat's tenders and calls for
partners stand in UNGM (source ungm) too. The newest only, so absence means nothing.
Format: RSS 2.0 of Drupal.
Proof: documented (a public collector read the feed in September 2026).
"""

from scrapers.readers import call_filter
from scrapers.source import Ask, Source

SOURCE = Source(
    id="unhabitat",
    name="UN-Habitat: calls among its news",
    funder="UN-Habitat",
    family="un",
    kind="feed",
    homepage="https://unhabitat.org/",
    asks=(Ask("https://www.unhabitat.org/rss.xml"),),
    read_listing=call_filter.reader("en", funder="UN-Habitat"),
    languages=("en",),
    country="multilateral",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    # None at all is no fault where the answer is a list of posts: most of its news are no calls.
    expected=(0, 20),
    lists_all=False,
    lists_once=True,
    sentinel="<rss",
)
