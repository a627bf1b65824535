"""CAF: calls of the Development Bank of Latin America and the Caribbean.

Publisher: CAF. Chile is a shareholder. Calls for cities, innovation and research stand beside consultancies and purchases of the bank.
Caveats: consultancies and purchases are typed as tenders by their titles, job offers are skipped. The list is asked for open calls only;
were the site to ignore that, paging ends with the first page whose calls are all closed. A card says its closing day and whether it is
open; opening day, amounts and who may apply are prose of the call's page. The site answered some collectors with an anti-bot page
(Incapsula) and one with a certificate it could not check: both end as failed or malformed crawls, for neither is worked around.
Format: HTML cards `article.card` (.card__title, "Cierre: 12 octubre 2026", "Convocatoria abierta"), pager; a call's page says
"Convocatoria del … al …". From three public projects that agree, 2026.
Proof: documented.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pipelines.cleaning import source_fields
from pipelines.records import Record, StatedStatus
from scrapers.readers import cards
from scrapers.source import Ask, Source

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

CALLS = "https://www.caf.com/es/trabaja-con-nosotros/convocatorias/"
CALL = re.compile(r"(?i)/trabaja-con-nosotros/convocatorias/([\w%-]+)/?(?:[?#]|$)")
JOBS = re.compile(r"(?i)\b(?:vacantes?|empleos?|cargo|puesto|pasantías? en caf|trabaja con nosotros)\b")
SERVICES = re.compile(r"(?i)consultor|contrataci|\bservicios? de\b")
STATUSES: dict[str, StatedStatus] = {"abierta": "open", "cerrada": "closed", "próxima": "forecast"}
NEXT = re.compile(r"(?i)siguiente|próxima|next|[›»>]")
RANGE = re.compile(r"(?i)convocatoria del (.{4,30}?) al (.{4,30}?\d{4})")


def card(record: Record, text: str) -> None:
    record.text = None
    if words := re.search(r"(?i)\bcierre:\s*([^\n]+)", text):
        source_fields.deadline(record, source_fields.written_day(words[1], "es"), quote=f"Cierre: {words[1]}")
    if word := re.search(r"(?i)convocatoria (abierta|cerrada|próxima)\b", text):
        source_fields.status(record, word[1].lower(), STATUSES)
    _services(record)


def following(page: LexborHTMLParser, calls: list[Record]) -> Ask | None:
    if all(record.stated_status == "closed" for record in calls):
        return None
    for link in page.css("[class*=pagination] a[href], a[rel=next][href], a[href*='page=']"):
        words = f"{link.text()} {link.attributes.get('aria-label') or ''} {link.attributes.get('title') or ''}"
        if link.attributes.get("rel") == "next" or NEXT.search(words):
            return Ask(urljoin(CALLS, link.attributes.get("href") or ""))
    return None


def ask_detail(record: Record) -> Ask | None:
    return None if record.stated_status == "closed" else Ask(record.url)


def page(detail: Record, text: str) -> None:
    """Both days of a range; the first, where it states no year, is in the second's or, over New Year, in the one
    before.
    """
    days = RANGE.search(text)
    if days is None:
        return
    first, last = days[1], days[2]
    source_fields.deadline(detail, source_fields.written_day(last, "es"), quote=days[0])
    years = [""] if re.search(r"\d{4}$", first) else [f" de {int(last[-4:]) - back}" for back in (0, 1)]
    opens = [source_fields.written_day(first + year, "es") for year in years]
    closes_on = detail.deadlines[0].closes_on.isoformat() if detail.deadlines else ""
    source_fields.day(detail, "opens_on", next((day for day in opens if day <= closes_on), opens[0]))


def _services(record: Record) -> None:
    if record.call_type is None and SERVICES.search(record.title):
        record.call_type = "tender"


SOURCE = Source(
    id="caf",
    name="CAF: convocatorias",
    funder="CAF, Banco de Desarrollo de América Latina y el Caribe",
    family="development_bank",
    kind="listing",
    homepage="https://www.caf.com/es/",
    asks=(Ask(f"{CALLS}?from=&to=&enrollment=open"),),
    ask_detail=ask_detail,
    read_listing=cards.listing(
        CALL,
        base=CALLS,
        language="es",
        funder="CAF, Banco de Desarrollo de América Latina y el Caribe",
        own=card,
        keep=lambda record: not JOBS.search(record.title),
        following=following,
    ),
    read_detail=cards.detail(CALL, base=CALLS, language="es", own=page),
    languages=("es",),
    country="multilateral",
    cadence="daily",
    licence="not stated",
    state="trial",
    proof="documented",
    # The public projects saw some ten cards a page and a handful open. The minimum lets the sample's few pass.
    expected=(2, 200),
    lists_all=False,
    lists_once=True,
    sentinel="/trabaja-con-nosotros/convocatorias/",
)
