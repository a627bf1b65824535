"""FIA: calls of Chile's agricultural innovation foundation.

Publisher: Fundación para la Innovación Agraria (Ministerio de Agricultura). Calls admit people and bodies in Chile: producers, firms,
universities, research centres, public bodies by the rules of each.
Caveats: FIA's own purchases stand among the calls: they are typed as tenders by their titles; results as award notices. Closing days are
prose under "Calendarización"; an extended call keeps the old one struck out, which is dropped; tags may part a date's letters.
Closed calls stay published. The feed holds the newest only and is read where the API is refused; its address for this type of
post is WordPress's general one and was not seen in use. Days in the feed are of UTC, those of the API local. "$" means Chilean pesos.
Format: WordPress REST API, type of post "convocatorias" (about 50 posts); the visible page is empty without scripts.
Proof: documented (four public projects read this API; one describes the content, 2026).
"""

from __future__ import annotations

import dataclasses
import re

from pipelines.cleaning import source_fields
from pipelines.records import CallType, Record
from scrapers.readers import posts, wordpress_posts
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source

SITE = "https://www.fia.cl"
STRUCK = re.compile(r"(?is)<(s|del|strike)\b[^<>]*>.{0,500}?</\1>|<span\b[^<>]*line-through[^<>]*>.{0,500}?</span>")
EMPTY = re.compile(r"(?i)<(li|p)\b[^<>]*>\s*+</\1>")
OPENS = re.compile(
    r"(?im)^[^\w\n]*+(?:fecha de )?(?:apertura|inicio)(?: de (?:la )?(?:convocatoria|postulaci\w+))?[^\S\n]*+:\s*+(.+)$"
)
CLOSES = re.compile(
    r"(?im)^[^\w\n]*+(?:fecha de )?cierre(?: de (?:la )?(?:convocatoria|postulaci\w+))?[^\S\n]*+:\s*+(.+)$"
)
PESOS = re.compile(r"(?<!\w)\$ ?\d")
RESULTS = re.compile(r"(?i)\bresultado|adjudica|seleccionad|nómina")
PURCHASES = re.compile(
    r"(?i)licitaci|\bcompra\b|adquisici|contrataci|consultor|propuesta técnica|términos de referencia"
)


def ask(page: int) -> Ask:
    return wordpress_posts.ask(SITE, "convocatorias", feed=f"{SITE}/feed/?post_type=convocatorias", page=page)


def read_listing(answer: Answer) -> Page:
    return wordpress_posts.read(answer, _record, following=ask)


def _record(post: posts.Post) -> Record:
    record = posts.record(dataclasses.replace(post, content=EMPTY.sub("", STRUCK.sub("", post.content))), "es")
    record.funder = SOURCE.funder
    record.call_type = _call_type(record.title)
    record.currency = "CLP" if PESOS.search(record.text or "") else None
    opens, closes = OPENS.findall(record.text or ""), CLOSES.findall(record.text or "")
    # Several such lines are windows or stages: the prose around them says which.
    if len(opens) == 1:
        source_fields.day(record, "opens_on", source_fields.written_day(opens[0], "es"))
    if len(closes) == 1:
        source_fields.deadline(record, source_fields.written_day(closes[0], "es"), quote=f"Cierre: {closes[0]}")
    return record


def _call_type(title: str) -> CallType | None:
    return "award_notice" if RESULTS.search(title) else "tender" if PURCHASES.search(title) else None


SOURCE = Source(
    id="fia",
    name="FIA: convocatorias",
    funder="Fundación para la Innovación Agraria",
    family="chile",
    kind="wordpress",
    homepage="https://www.fia.cl/",
    asks=(ask(1),),
    read_listing=read_listing,
    languages=("es",),
    country="CL",
    cadence="daily",
    licence="not stated",
    state="live",
    proof="documented",
    admits="FIA (Ministerio de Agricultura de Chile): convocatorias para personas y entidades de Chile",
    # About 50 posts in 2026. The minimum lets the sample's few pass: fewer than 3 never were.
    # Not taken as a whole list before a live answer has shown its totals: absence means nothing.
    expected=(3, 300),
    lists_all=False,
    lists_once=True,
)
