"""CLACSO: scholarships and calls of the Latin American council of social sciences.

Publisher: Consejo Latinoamericano de Ciencias Sociales. Researchers and member centres of the region, Chilean ones among them; many calls
ask for a member centre. Of little use to a municipality, except as a partner of a university.
Caveats: calls stand among other news; dates are prose. Only the newest 100 posts are read, so absence means nothing. The type of post
that calls may have of their own is not on record.
Format: WordPress REST API and RSS 2.0.
Proof: documented (public code reads another type of post of this API, two projects list the feed).
"""

from scrapers.readers import call_filter, wordpress_posts
from scrapers.source import Source

SITE = "https://www.clacso.org"

SOURCE = Source(
    id="clacso",
    name="CLACSO: becas y convocatorias",
    funder="Consejo Latinoamericano de Ciencias Sociales",
    family="research",
    kind="wordpress",
    homepage="https://www.clacso.org/",
    asks=(wordpress_posts.ask(SITE, "posts", feed=f"{SITE}/feed/"),),
    read_listing=call_filter.reader(
        None, languages=("es", "pt"), funder="Consejo Latinoamericano de Ciencias Sociales", named="clacso"
    ),
    languages=("es", "pt"),
    country="AR",
    cadence="daily",
    licence="not stated",
    state="trial",
    proof="documented",
    expected=(1, 60),
    lists_all=False,
    lists_once=False,
)
