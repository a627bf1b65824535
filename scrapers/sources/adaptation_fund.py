"""Adaptation Fund: calls among its news.

Publisher: the Adaptation Fund, under the UN climate convention. Chile may receive through its accredited national entity (AGCID) and
multilateral ones: municipalities and NGOs take part in their projects, none applies alone, except for innovation grants by UN agencies.
Caveats: of ten posts of September 2026 none was a call. Only the newest 100 are read, so absence means nothing.
Format: WordPress REST API and RSS 2.0.
Proof: documented (the feed answered in September 2026; files of the site show WordPress; its API was tried by nobody seen).
"""

from scrapers.readers import call_filter, wordpress_posts
from scrapers.source import Source

SITE = "https://www.adaptation-fund.org"

SOURCE = Source(
    id="adaptation_fund",
    name="Adaptation Fund: calls among its news",
    funder="Adaptation Fund",
    family="multilateral",
    kind="wordpress",
    homepage="https://www.adaptation-fund.org/",
    asks=(wordpress_posts.ask(SITE, "posts", feed=f"{SITE}/feed/"),),
    read_listing=call_filter.reader("en", funder="Adaptation Fund"),
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
    sentinel="adaptation-fund",
)
