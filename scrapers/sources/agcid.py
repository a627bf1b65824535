"""AGCID: calls of Chile's cooperation agency, announced as news.

Publisher: Agencia Chilena de Cooperación Internacional para el Desarrollo. Joint funds (Chile-México, Chile-España, Fondo Chile)
admit Chilean public bodies and non-profits; scholarships "para extranjeros" are for foreigners, those of other countries for Chileans.
Caveats: calls stand among other news: a post whose title or lead announces none is skipped. Opening and closing dates are prose,
often without a year; rules are PDFs. The funder may be a partner country's. The list shows the newest posts: absence means nothing.
Selectors are loose, for the layout is not on record; an answer without one link to a news post is an error, not an empty list.
Format: Joomla pages, links /noticias/<n>-<slug>, a post with one h1 and one article (notes of public code, August 2026).
Proof: documented.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pipelines.cleaning import source_fields
from pipelines.cleaning.markup import plain_line
from pipelines.records import CallType, Record
from scrapers.readers.answer import Answer
from scrapers.readers.cards import card_of
from scrapers.source import Ask, Page, Source, WrongDetail

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

NEWS = "https://www.agcid.gob.cl/noticias/"
POST = re.compile(r"/noticias/(\d+)-[^/?#]+")
CALLS = re.compile(r"(?i)convocatoria|concurs|postul|llamado|inscripci|licitaci|\bbases\b")
OFFERS = re.compile(
    r"(?i)\b(?:fondo|beca)s?\b.{0,200}?\b(?:abr|disponible|lanza|invita|plazo|hasta|nuev|oferta|cierr)|"
    r"\b(?:abr|disponible|lanza|invita|plazo|nuev|oferta)\w*\b.{0,200}?\b(?:fondo|beca)s?\b"
)
RESULTS = re.compile(r"(?i)resultado|adjudic|ganador|seleccionad|nómina")
AWARDS = re.compile(rf"{RESULTS.pattern}.{0, 200}?\b(?:fondo|beca|proyecto)s?\b")
SCHOLARSHIPS = re.compile(r"(?i)\b(?:beca|pasantía|diplomado|magíster|doctorado)s?\b")
MORE = re.compile(r"(?i)(?<!\s)\s*+\b(?:leer|ver|saber) más\W*+$")
MONTHS = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]


def read_listing(answer: Answer) -> Page:
    links: dict[str, list[LexborNode]] = {}
    page = answer.html()
    page.strip_tags(["time"])
    for link in page.css("a[href]"):
        if post := POST.search(link.attributes.get("href") or ""):
            links.setdefault(post[1], []).append(link)
    if not links:
        raise ValueError(
            "la página no trae ningún enlace /noticias/<n>-<título>: capturarla y revisar POST en"
            " scrapers/sources/agcid.py"
        )
    posts = [_post(number, anchors, answer) for number, anchors in links.items()]
    calls = [
        p for p in posts if CALLS.search(f"{p.title} {p.summary}") or OFFERS.search(p.title) or AWARDS.search(p.title)
    ]
    return Page(calls, skipped=len(posts) - len(calls), listed=answer.text())


def _post(number: str, anchors: list[LexborNode], answer: Answer) -> Record:
    record = Record(number, language="es")
    block, address = card_of(anchors[0], number, POST), (anchors[0].attributes.get("href") or "").split("#")[0]
    heading = block.css_first("h1, h2, h3, h4, h5")
    texts = [MORE.sub("", node.text(separator=" ")) for node in ([heading] if heading else anchors)]
    slug = address.rstrip("/").rsplit("/", 1)[-1].removeprefix(f"{number}-").replace("-", " ")
    source_fields.title(record, max((text.strip() for text in texts), key=len) or slug)
    source_fields.address(record, address, answer.url or NEWS)
    lead = plain_line(block.text(separator=" ")).replace(record.title, "", 1)
    record.summary = MORE.sub("", lead).strip() or None
    record.call_type = _call_type(record.title)
    return record


def _call_type(title: str) -> CallType | None:
    if RESULTS.search(title):
        return "award_notice"
    return "fellowship" if SCHOLARSHIPS.search(title) else "tender" if re.search(r"(?i)licitaci", title) else None


def ask_detail(record: Record) -> Ask:
    return Ask(record.url)


def read_detail(answer: Answer, record: Record) -> Record:
    page = answer.html()
    canonical, heading = (
        page.css_first("link[rel=canonical][href]"),
        page.css_first("article h1") or page.css_first("h1"),
    )
    own = POST.search((canonical.attributes.get("href") if canonical else "") or "") or POST.search(answer.url)
    own_key = own[1] if own else record.record_key
    if heading is None or own_key != (record.record_key or own_key) or (answer.url and not own):
        raise WrongDetail(
            "la página no tiene título (h1)" if heading is None else "la página no es de la noticia pedida"
        )
    detail = Record(own_key, language="es")
    source_fields.title(detail, heading.text(separator=" "))
    detail.call_type = _call_type(detail.title)
    published = page.css_first("time[datetime]")
    source_fields.day(
        detail, "published_on", _published(published.attributes.get("datetime") if published else None, page.body)
    )
    page.strip_tags(["h1", "time"])
    article = page.css_first("article") or page.css_first("[itemprop=articleBody], .item-page, main")
    source_fields.prose(detail, article.html if article else None)
    for link in article.css("a[href]") if article else []:
        if re.search(r"(?i)\.(pdf|docx?|xlsx?|zip)([?#]|$)", link.attributes.get("href") or ""):
            source_fields.document(
                detail, link.text(separator=" "), urljoin(answer.url or NEWS, link.attributes.get("href") or "")
            )
    return detail


def _published(moment: str | None, body: LexborNode | None) -> str | None:
    stamp = re.search(r"(?i)publicad[oa] el (\d{1,2}) de (\w+) (?:de |del )?(\d{4})", body.text() if body else "")
    if moment or stamp is None:
        return moment
    return (
        f"{stamp[3]}-{MONTHS.index(stamp[2].lower()) + 1:02}-{int(stamp[1]):02}"
        if stamp[2].lower() in MONTHS
        else stamp[0]
    )


SOURCE = Source(
    id="agcid",
    name="AGCID: convocatorias",
    funder="Agencia Chilena de Cooperación Internacional para el Desarrollo",
    family="chile",
    kind="listing",
    homepage="https://www.agcid.gob.cl/",
    asks=(Ask(NEWS),),
    read_listing=read_listing,
    ask_detail=ask_detail,
    read_detail=read_detail,
    languages=("es",),
    country="CL",
    cadence="daily",
    licence="not stated",
    state="live",
    proof="documented",
    # A few calls a year among weekly news: one in the list is healthy, none is worth a look.
    expected=(1, 60),
    lists_all=False,
    lists_once=True,
    sentinel="/noticias/",
)
