"""Opportunities Circle: scholarships and calls of many funders, retold.

Publisher: Opportunities Circle, an aggregator: the funder's own record outranks it. For individuals nearly all: students, founders.
Caveats: category 2769 holds what has expired and is left out. Country and kind of funding are class names that the API does not list.
Some deadlines stand on the page alone. Text is not kept beyond the lead and the lines on deadline and applicants.
Format: WordPress REST API, as a public study of its fields describes it.
Proof: documented (a full study of the API fields by a live probe, October 2026).
"""

from scrapers.readers import call_filter, wordpress_posts
from scrapers.source import Source

SOURCE = Source(
    id="opportunities_circle",
    name="Opportunities Circle",
    funder="Opportunities Circle (many funders)",
    family="aggregator",
    kind="wordpress",
    homepage="https://www.opportunitiescircle.com/",
    asks=(wordpress_posts.ask("https://www.opportunitiescircle.com", "posts", also="&categories_exclude=2769"),),
    read_listing=call_filter.reader("en", only=lambda title, lead: call_filter.one_call(title), brief=True),
    languages=("en",),
    country="multilateral",
    cadence="daily",
    licence="not stated",
    state="live",
    proof="documented",
    expected=(1, 100),
    lists_all=False,
    lists_once=False,
)
