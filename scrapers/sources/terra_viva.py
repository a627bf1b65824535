"""Terra Viva Grants Directory: calls on environment, climate, water and farming, retold.

Publisher: Terra Viva Grants, an aggregator: the funder's own record outranks it. Many of its calls are worldwide, Chile included; those
for low-income countries exclude it.
Caveats: the newest ten only, so absence means nothing. Text is not kept beyond the lead and the lines on deadline and applicants.
Format: RSS 2.0 of WordPress; deadlines are prose.
Proof: documented (a public collector found ten fresh calls in the feed, August 2026).
"""

from scrapers.readers import call_filter
from scrapers.source import Ask, Source

SOURCE = Source(
    id="terra_viva",
    name="Terra Viva Grants Directory",
    funder="Terra Viva Grants (many funders)",
    family="aggregator",
    kind="feed",
    homepage="https://www.terravivagrants.org/",
    asks=(Ask("https://www.terravivagrants.org/feed/"),),
    read_listing=call_filter.reader("en", only=lambda title, lead: call_filter.one_call(title), brief=True),
    languages=("en",),
    country="multilateral",
    cadence="daily",
    licence="not stated",
    state="live",
    proof="documented",
    expected=(1, 60),
    lists_all=False,
    lists_once=False,
    sentinel="<rss",
)
