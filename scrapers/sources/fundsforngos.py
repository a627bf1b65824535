"""fundsforNGOs: calls of many funders, retold.

Publisher: fundsforNGOs, an aggregator in the United States: the funder's own record outranks it. For NGOs of any country; some of its
calls name Chile or Latin America, others lists of countries without it.
Caveats: the pages are behind an anti-bot wall, the feeds are not. The newest of each feed only, and one post in several. Text starts with
"Deadline: 23-Aug-24" or "Deadline: Ongoing Opportunity". Its terms forbid republishing text: lead and lines on deadline and applicants
only.
Format: RSS 2.0 of WordPress, one feed a category.
Proof: documented (four public projects read these feeds, 2024 to 2026; stored pages show the deadline line).
"""

from scrapers.readers import call_filter
from scrapers.source import Ask, Source

FEEDS = ("feed/", "category/latest-funds-for-ngos/feed/", "category/environment/feed/", "category/climate-change/feed/")

SOURCE = Source(
    id="fundsforngos",
    name="fundsforNGOs",
    funder="fundsforNGOs (many funders)",
    family="aggregator",
    kind="feed",
    homepage="https://www2.fundsforngos.org/",
    asks=tuple(Ask(f"https://www2.fundsforngos.org/{feed}") for feed in FEEDS),
    read_listing=call_filter.reader("en", only=lambda title, lead: call_filter.one_call(title), brief=True),
    languages=("en",),
    country="US",
    cadence="daily",
    licence="terms forbid republishing text: title, link, dates only",
    state="live",
    proof="documented",
    expected=(1, 150),
    lists_all=False,
    lists_once=False,
    sentinel="<rss",
)
