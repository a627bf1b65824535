"""Packard Foundation: its open calls.

Publisher: the David and Lucile Packard Foundation (United States). Most grants are by invitation; the few open calls are thematic
(climate, oceans, families) and say where applicants must be seated.
Caveats: none to two calls at a time. The public page draws its cards by scripts; the type of post behind it is read instead. It has no
feed on record.
Format: WordPress REST API, type of post "funding-opportunity".
Proof: documented (a public report found and tried this address in June 2026 and read one call).
"""

from scrapers.readers import call_filter, wordpress_posts
from scrapers.source import Source

SOURCE = Source(
    id="packard",
    name="Packard Foundation: funding opportunities",
    funder="David and Lucile Packard Foundation",
    family="foundation",
    kind="wordpress",
    homepage="https://www.packard.org/",
    asks=(wordpress_posts.ask("https://www.packard.org", "funding-opportunity"),),
    read_listing=call_filter.reader("en", funder="David and Lucile Packard Foundation", only=lambda title, lead: True),
    languages=("en",),
    country="US",
    cadence="weekly",
    licence="not stated",
    state="live",
    proof="documented",
    # No open call at all is a usual answer: an empty list.
    expected=(0, 20),
    lists_all=False,
    lists_once=True,
    sentinel="[",
)
