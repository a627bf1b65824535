"""Fundación Carolina: scholarships of Spain for Ibero-America.

Publisher: Fundación Carolina. Graduates and teachers of Ibero-American countries, Chile included; individuals, at times with their
university.
Caveats: one call a year, opened in January; the catalogue of programmes is behind its own search, so that only the news of the call is
read. Addresses are WordPress's general ones on a site that shows itself as WordPress (?p=); neither was seen in use: hence `trial`.
Format: WordPress REST API and RSS 2.0.
Proof: documented (the news of the 2026 call as stored; WordPress documents the addresses).
"""

from scrapers.readers import call_filter, wordpress_posts
from scrapers.source import Source

SITE = "https://www.fundacioncarolina.es"

SOURCE = Source(
    id="fundacion_carolina",
    name="Fundación Carolina: becas",
    funder="Fundación Carolina",
    family="foundation",
    kind="wordpress",
    homepage="https://www.fundacioncarolina.es/",
    asks=(wordpress_posts.ask(SITE, "posts", feed=f"{SITE}/feed/"),),
    read_listing=call_filter.reader("es", funder="Fundación Carolina"),
    languages=("es",),
    country="ES",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    expected=(1, 60),
    lists_all=False,
    lists_once=True,
)
