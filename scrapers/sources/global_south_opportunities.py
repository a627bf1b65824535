"""Global South Opportunities: calls of many funders, retold.

Publisher: Global South Opportunities, an aggregator: the funder's own record outranks it. Grants, fellowships and jobs for the global
south; Chile is at times named, at times left out as a high-income country.
Caveats: the newest only, so absence means nothing; jobs and round-ups are skipped by their titles. Text is not kept beyond the lead and
the lines on deadline and applicants.
Format: RSS 2.0 of WordPress; deadlines are prose.
Proof: documented (a public collector for Chile reads this feed; another names it as a source).
"""

from scrapers.readers import call_filter
from scrapers.source import Ask, Source

SOURCE = Source(
    id="global_south_opportunities",
    name="Global South Opportunities",
    funder="Global South Opportunities (many funders)",
    family="aggregator",
    kind="feed",
    homepage="https://www.globalsouthopportunities.com/",
    asks=(Ask("https://www.globalsouthopportunities.com/feed/"),),
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
