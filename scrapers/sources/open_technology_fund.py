"""Open Technology Fund: requests for proposals and funds for Internet freedom.

Publisher: the Open Technology Fund (United States). Persons and bodies of any country, Chile included; of use to universities and NGOs.
Caveats: calls stand among news; the newest only, so absence means nothing.
Format: RSS 2.0.
Proof: documented (a public collector found requests and grants in the feed, September 2026).
"""

from scrapers.readers import call_filter
from scrapers.source import Ask, Source

SOURCE = Source(
    id="open_technology_fund",
    name="Open Technology Fund",
    funder="Open Technology Fund",
    family="foundation",
    kind="feed",
    homepage="https://www.opentech.fund/",
    asks=(Ask("https://www.opentech.fund/feed"),),
    read_listing=call_filter.reader("en", funder="Open Technology Fund"),
    languages=("en",),
    country="US",
    cadence="weekly",
    licence="not stated",
    state="live",
    proof="documented",
    # None at all is no fault where the answer is a list of posts: most of its news are no calls.
    expected=(0, 30),
    lists_all=False,
    lists_once=True,
    sentinel="<rss",
)
