"""Mercociudades: calls among the news of the network of cities of the Southern Cone.

Publisher: Mercociudades, a network of some 380 local governments. Its own calls (South-South cooperation, volunteers, awards) admit
member cities and those of associated states such as Chile: membership of the municipality comes first. It also passes on calls of others,
whose funder only the text names.
Caveats: several posts a week, a call a few times a year; a report on a call may pass for one. Only the newest 100 posts are read, so
absence means nothing. The API answered 403 to one collector: then the feed is read, which holds some ten posts and may hold no
call at all: that is reported as incomplete, not as a day without calls. Portuguese twins stand under /pt-br/.
Format: WordPress REST API and RSS 2.0.
Proof: documented (four public projects read the API or the feed, 2026).
"""

from scrapers.readers import call_filter, wordpress_posts
from scrapers.readers.posts import Post
from scrapers.source import Source

SITE = "https://mercociudades.org"


def language(post: Post) -> str:
    return "pt" if "/pt-br/" in post.link else "es"


SOURCE = Source(
    id="mercociudades",
    name="Mercociudades: convocatorias",
    funder="Mercociudades",
    family="city_network",
    kind="wordpress",
    homepage="https://mercociudades.org/",
    asks=(wordpress_posts.ask(SITE, "posts", feed=f"{SITE}/feed/"),),
    read_listing=call_filter.reader(
        language, languages=("es", "pt"), funder="Mercociudades", named="merco(?:ciu|ci)dades"
    ),
    languages=("es", "pt"),
    country="UY",
    cadence="daily",
    licence="not stated",
    # On trial until a month of crawls shows how often a call is among the news. None at all is worth a look.
    state="trial",
    proof="documented",
    expected=(1, 60),
    lists_all=False,
    lists_once=False,
)
