"""Mercociudades: calls among the news of the network of cities of the Southern Cone.

Publisher: Mercociudades, a network of some 380 local governments. Its own calls (South-South cooperation, volunteers, awards) admit
member cities and those of associated states such as Chile: membership of the municipality comes first. It also passes on calls of others,
whose funder only the text names: `funder` stays empty unless the title names the network.
Caveats: several posts a week, a call a few times a year: a post whose title announces none, and whose lead asks for no application,
is skipped; a report on a call may pass for one. Deadlines are prose. Only the newest 100 posts are read, so absence means nothing.
The API answered 403 to one collector: then the feed is read, which holds some ten posts and may hold no call at all: that is
reported as incomplete, not as a day without calls. Portuguese twins stand under /pt-br/.
Format: WordPress REST API and RSS 2.0.
Proof: documented (four public projects read the API or the feed, 2026).
"""

from __future__ import annotations

import re

from pipelines.records import CallType, Record
from scrapers import wordpress
from scrapers.answer import Answer
from scrapers.source import Page, Source

SITE = "https://mercociudades.org"
CALLS = re.compile(
    r"(?i)convocator|\bllamado (?:a|para|abierto)|postul|\bconcurso|\bpremio|\bbecas?\b|inscripci|\bfondos?\b.*\b(?:abr|lanza|disponible)|"
    r"\b(?:abr|lanza)\w*\b.*\bfondos?\b|\bedita(?:l|is)\b|\bchamada|inscri[çc][õo]es|\bcandidatura|\bbolsas?\b"
)
ASKS = re.compile(
    r"(?i)\bpostul(?:ar|aciones|en|a)\b|inscripciones (?:abiertas|hasta)|"
    r"(?:convocatoria|llamado|concurso) (?:está|estará|permanece)? ?abiert|"
    r"inscri[çc][õo]es (?:abertas|até)|\bplazo\b.*\bhasta\b|\bprazo\b.*\baté\b"
)
RESULTS = re.compile(r"(?i)\bresultados?\b|ganador|seleccionad|premiad|adjudica|vencedor|selecionad")


def read_listing(answer: Answer) -> Page:
    return wordpress.read(answer, _record)


def _record(post: wordpress.Post) -> Record | None:
    record = wordpress.record(post, "pt" if "/pt-br/" in post.link else "es")
    if not CALLS.search(record.title) and not ASKS.search(record.summary or ""):
        return None
    record.funder = SOURCE.funder if re.search(r"(?i)merco(?:ciu|ci)dades", record.title) else None
    record.call_type = _call_type(record.title)
    return record


def _call_type(title: str) -> CallType | None:
    return "award_notice" if RESULTS.search(title) else None


SOURCE = Source(
    id="mercociudades", name="Mercociudades: convocatorias", funder="Mercociudades", family="city_network", kind="wordpress",
    homepage="https://mercociudades.org/", asks=(wordpress.ask(SITE, "posts", feed=f"{SITE}/feed/"),), read_listing=read_listing,
    languages=("es", "pt"), country="UY", cadence="daily", licence="not stated", state="trial", proof="documented",
    # On trial until a month of crawls shows how often a call is among the news. None at all is worth a look.
    expected=(1, 60), lists_all=False, lists_once=False,
)
