"""CAF: calls of the Development Bank of Latin America and the Caribbean.

Publisher: CAF. Chile is a shareholder. Calls for cities, innovation and research stand beside consultancies and purchases of the bank.
Caveats: consultancies and purchases are typed as tenders by their titles, job offers are skipped. The list is asked for open calls only;
were the site to ignore that, paging ends with the first page that holds none. A card says its closing day and whether it is open; opening
day, amounts and who may apply are prose of the call's page. The site answered some collectors with an anti-bot page (Incapsula)
and one with a certificate it could not check: both end as failed or malformed crawls, for neither is worked around.
Format: HTML cards `article.card` (.card__title, "Cierre: 12 octubre 2026", "Convocatoria abierta"), pager; a call's page says
"Convocatoria del … al …". From three public projects that agree, 2026.
Proof: documented.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pipelines.cleaning import stated
from pipelines.records import CallType, Record, StatedStatus
from scrapers.answer import Answer
from scrapers.cards import cards, lines_of
from scrapers.source import Ask, Page, Source, WrongDetail

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

CALLS = "https://www.caf.com/es/trabaja-con-nosotros/convocatorias/"
CALL = re.compile(r"(?i)/trabaja-con-nosotros/convocatorias/([\w%-]+)/?(?:[?#]|$)")
JOBS = re.compile(r"(?i)\b(?:vacantes?|empleos?|cargo|puesto|pasantías? en caf|trabaja con nosotros)\b")
TENDERS = re.compile(
    r"(?i)consultor|licitaci|contrataci|solicitud de (?:propuestas|cotizaci)|adquisici|expresi(?:ón|ones) de interés|\bservicios? de\b"
)
RESULTS = re.compile(r"(?i)\bresultados?\b|ganador|adjudica|seleccionad")
STATUSES: dict[str, StatedStatus] = {"abierta": "open", "cerrada": "closed", "próxima": "forecast"}
NEXT = re.compile(r"(?i)siguiente|próxima|next|[›»>]")
RANGE = re.compile(r"(?i)convocatoria del (.{4,30}?) al (.{4,30}?\d{4})")


def read_listing(answer: Answer) -> Page:
    page = answer.html()
    found = cards(page, CALL)
    if not found:
        raise ValueError("la página no trae ninguna convocatoria (/convocatorias/<nombre>/): capturarla y revisar CALL en sources/caf.py")
    records = [_card(key, card, answer.url or CALLS) for key, card in found.items()]
    calls = [record for record in records if not JOBS.search(record.title)]
    return Page(calls, skipped=len(records) - len(calls), next=_next(page, answer.url or CALLS, calls))


def _card(key: str, card: LexborNode, base: str) -> Record:
    record = Record(key, language="es", funder=SOURCE.funder)
    links = [link for link in card.css("a[href]") if CALL.search(link.attributes.get("href") or "")]
    heading = card.css_first(".card__title, h2, h3, h4")
    titles = [node.text(separator=" ").strip() for node in ([heading] if heading else links)]
    stated.title(record, max(titles, key=len, default=""))
    stated.address(record, (links[0] if links else card).attributes.get("href"), base)
    text = "\n".join(lines_of(card))
    if words := re.search(r"(?i)\bcierre:\s*([^\n]+)", text):
        stated.deadline(record, stated.written_day(words[1], "es"), quote=f"Cierre: {words[1]}")
    if word := re.search(r"(?i)convocatoria (abierta|cerrada|próxima)\b", text):
        stated.status(record, word[1].lower(), STATUSES)
    record.call_type = _call_type(record.title)
    return record


def _next(page: LexborHTMLParser, base: str, calls: list[Record]) -> Ask | None:
    if not any(record.stated_status == "open" for record in calls):
        return None
    for link in page.css("[class*=pagination] a[href], a[rel=next][href]"):
        words = f"{link.text()} {link.attributes.get('aria-label') or ''} {link.attributes.get('title') or ''}"
        if link.attributes.get("rel") == "next" or NEXT.search(words):
            return Ask(urljoin(base, link.attributes.get("href") or ""))
    return None


def ask_detail(record: Record) -> Ask | None:
    return None if record.stated_status == "closed" else Ask(record.url)


def read_detail(answer: Answer, record: Record) -> Record:
    page, own = answer.html(), CALL.search(answer.url)
    heading, own_key = page.css_first("main h1") or page.css_first("h1"), own[1].lower() if own else record.record_key
    if heading is None or own_key != (record.record_key or own_key) or (answer.url and not own):
        raise WrongDetail("la página no tiene título (h1)" if heading is None else "la página no es de la convocatoria pedida")
    detail = Record(own_key, language="es")
    stated.title(detail, heading.text(separator=" "))
    body = page.css_first("main") or page.body
    stated.prose(detail, body.html if body else None)
    if days := RANGE.search(detail.text or ""):
        _range(detail, days)
    for link in body.css("a[href]") if body else []:
        if re.search(r"(?i)\.(pdf|docx?|xlsx?|zip)([?#]|$)", link.attributes.get("href") or ""):
            stated.document(detail, link.text(separator=" "), link.attributes.get("href"), answer.url or CALLS)
    return detail


def _range(detail: Record, days: re.Match[str]) -> None:
    """Both days; the first, where it states no year, is in the second's or, over New Year, in the one before."""
    first, last = days[1], days[2]
    stated.deadline(detail, stated.written_day(last, "es"), quote=days[0])
    years = [""] if re.search(r"\d{4}$", first) else [f" de {int(last[-4:]) - back}" for back in (0, 1)]
    opens = [stated.written_day(first + year, "es") for year in years]
    closes_on = detail.deadlines[0].closes_on.isoformat() if detail.deadlines else ""
    stated.day(detail, "opens_on", next((day for day in opens if day <= closes_on), opens[0]))


def _call_type(title: str) -> CallType | None:
    return "award_notice" if RESULTS.search(title) else "tender" if TENDERS.search(title) else None


SOURCE = Source(
    id="caf", name="CAF: convocatorias", funder="CAF, Banco de Desarrollo de América Latina y el Caribe", family="development_bank",
    kind="listing", homepage="https://www.caf.com/es/", asks=(Ask(f"{CALLS}?from=&to=&enrollment=open"),),
    read_listing=read_listing, ask_detail=ask_detail, read_detail=read_detail,
    languages=("es",), country="multilateral", cadence="daily", licence="not stated", state="trial", proof="documented",
    # The public projects saw some ten cards a page and a handful open. The minimum lets the sample's few pass.
    expected=(2, 200), lists_all=False, lists_once=True, sentinel="/trabaja-con-nosotros/convocatorias/",
)
