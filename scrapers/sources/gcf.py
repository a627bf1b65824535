"""Green Climate Fund: calls among its announcements.

Publisher: the Green Climate Fund. Chile is eligible; access is by an accredited entity with the consent of the national authority
(Ministerio de Hacienda): a region or municipality takes part, it does not apply alone. Requests for proposals and consultancies stand
among them.
Caveats: the address of the feed differs between two public projects and neither shows an answer: hence `trial`. Deadlines are prose.
Format: RSS 2.0 of Drupal.
Proof: documented (a public collector for Chile polls this feed; another reads a second address of it).
"""

from scrapers.readers import call_filter
from scrapers.source import Ask, Source

SOURCE = Source(
    id="gcf",
    name="Green Climate Fund: announcements",
    funder="Green Climate Fund",
    family="multilateral",
    kind="feed",
    homepage="https://www.greenclimate.fund/",
    asks=(Ask("https://www.greenclimate.fund/news/announcements/feed"),),
    read_listing=call_filter.reader("en", funder="Green Climate Fund"),
    languages=("en",),
    country="multilateral",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    # None at all is no fault where the answer is a list of posts: most of its news are no calls.
    expected=(0, 40),
    lists_all=False,
    lists_once=True,
    sentinel="<rss",
)
