"""Opportunity Desk: calls of many funders, retold.

Publisher: Opportunity Desk, an aggregator in Nigeria: the funder's own record outranks it. Mostly for young people and founders; many
calls are for Africans only; some for any country, Chile included.
Caveats: round-ups of many calls and pieces of advice are skipped by their titles. Its terms forbid republishing its text: the lead and
the lines that say until when and for whom are kept, with the link. Only the newest 100 posts are read, so absence means nothing.
Format: WordPress REST API and RSS 2.0; deadlines are prose ("Application Deadline: …").
Proof: documented (a live probe of October 2026 and three public projects that read the feed).
"""

from scrapers.readers import call_filter, wordpress_posts
from scrapers.source import Source

SITE = "https://opportunitydesk.org"

SOURCE = Source(
    id="opportunity_desk",
    name="Opportunity Desk",
    funder="Opportunity Desk (many funders)",
    family="aggregator",
    kind="wordpress",
    homepage="https://opportunitydesk.org/",
    asks=(wordpress_posts.ask(SITE, "posts", feed=f"{SITE}/feed/"),),
    read_listing=call_filter.reader("en", only=lambda title, lead: call_filter.one_call(title), brief=True),
    languages=("en",),
    country="NG",
    cadence="daily",
    licence="terms forbid republishing text: title, link, dates only",
    state="live",
    proof="documented",
    expected=(1, 100),
    lists_all=False,
    lists_once=False,
)
