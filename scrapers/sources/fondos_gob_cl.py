"""Fondos.gob.cl: Chile's portal of all public funds that are applied for.

Publisher: Ministerio Secretaría General de Gobierno, for some 400 funds of ministries, services, regional governments and municipalities.
Caveats: one page holds all cards, whatever their status; closed ones are kept, for their dates foretell the next edition. A fund's
page keeps its address over the years: `edition` is the year in which applications open. Addresses occur in both cases and on two
hosts: the key is the path in lower case. "$" means Chilean pesos, dots part thousands. Pages of funds say two closing days where one was
extended: the card's is taken, another in the prose becomes a doubt. Applying needs a Chilean login (Clave Única); reading does not.
Nothing but the Chilean portal says that applicants must be of Chile (`admits`): `places` stays empty unless the text names them.
Format: ASP.NET pages, cards of class .card with a badge, "Inicio: dd/mm/yyyy | Fin: dd/mm/yyyy", "Entre $… hasta $…"; a fund's page
/ficha/<service>/<fund> with labels (Invita, Alcance, Categoría, Tipo de Postulante). From two public projects and one page's text.
Proof: documented.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.cleaning import source_fields
from pipelines.records import ApplicantType, Doubt, Record, StatedStatus
from scrapers.readers.answer import Answer
from scrapers.readers.cards import cards, lines_of
from scrapers.source import Ask, Page, Source, WrongDetail

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LIST = "https://fondos.gob.cl/searchernew/"
FUND = re.compile(r"(?i)/ficha/([^/?#]+/[^/?#]+)")
STATUSES: dict[str, StatedStatus] = {
    "abierto": "open",
    "por abrir": "forecast",
    "próximo": "forecast",
    "cerrado": "closed",
}
DATES = re.compile(r"(?i)inicio:\s*+([^|\n]{0,80}?)\s{0,9}\|?\s{0,9}fin:\s*+(\S+)")
SUMS = re.compile(r"(?i)(entre\s+\$\s*(?P<low>\d[\d.]*)\s+(?:y|hasta)\s+|hasta\s+)\$\s*(?P<high>\d[\d.]*)")
LABEL = re.compile(
    r"(?i)^(invita|alcance|categoría|modalidad de postulación|tipo de postulante|tipo de financiamiento)\s*:?\s*(.*)$"
)
DATED = re.compile(r"(?i)^fecha de (?:inicio|cierre) de postulaciones:?$")
LABELS = re.compile(r"(?i)^(?:tipo de postulante|postulantes?|beneficiarios?|dirigido a):?\s*")
APPLICANTS: list[tuple[str, tuple[ApplicantType, ...]]] = [
    (r"municip", ("local_government",)),
    (r"gobiernos? regional", ("regional_government",)),
    (r"universidad|educación superior", ("university",)),
    (r"organizaci|fundaci|corporaci|\bong|sin fines de lucro", ("ngo",)),
    (r"personas? natural", ("individual",)),
    (r"pyme|micro|pequeñ", ("sme",)),
    (r"empresa", ("company",)),
    (r"centros? de investigaci", ("research",)),
    (r"(?:servicios?|organismos?|instituciones) públic", ("national_government",)),
]


def read_listing(answer: Answer) -> Page:
    found = cards(answer.html(), FUND)
    if not found:
        raise ValueError(
            "la página no trae ninguna ficha (/ficha/<servicio>/<fondo>): capturarla y revisar FUND en fondos_gob_cl.py"
        )
    return Page([_card(key, card, answer.url or LIST) for key, card in found.items()], listed=answer.text())


def _card(key: str, card: LexborNode, base: str) -> Record:
    record = Record(key, language="es")
    link = card if card.attributes.get("href") else card.css_first("a[href*='/ficha/' i]")
    heading, funder, badge = (
        card.css_first(path) for path in (".card-title, h5, h6", ".titular small, small.text-uppercase", ".badge")
    )
    source_fields.title(record, heading.text(separator=" ") if heading else link.text(separator=" ") if link else "")
    source_fields.address(record, link.attributes.get("href") if link else None, base)
    record.funder = " ".join(funder.text(separator=" ").split()) or None if funder else None
    source_fields.status(record, badge.text(separator=" ").strip() if badge else None, STATUSES)
    body = card.css_first(".card-body") or card
    lines = lines_of(body)
    text = " ".join(lines)
    if days := DATES.search(text):
        source_fields.day(record, "opens_on", days[1], "%d/%m/%Y")
        source_fields.deadline(record, days[2], "%d/%m/%Y", quote=days[0])
        record.edition = str(record.opens_on.year) if record.opens_on else None
    _sums(record, text)
    paragraphs = [" ".join(part.text(separator=" ").split()) for part in body.css("p")]
    _applicants(
        record, next((part for part in paragraphs if part and not re.search(r"(?i)inicio:|fin:|\$|montos?:", part)), "")
    )
    return record


def _sums(record: Record, text: str) -> None:
    if sums := SUMS.search(text):
        source_fields.amount(record, "amount_min", (sums["low"] or "").replace(".", ""))
        source_fields.amount(record, "amount_max", sums["high"].replace(".", ""))
        record.currency = "CLP" if record.amount_max or record.amount_min else None


def _applicants(record: Record, words: str) -> None:
    """The kinds of applicant of a list in words; what is none that is known is a doubt."""
    for word in re.split(r"[,;/]|\sy\s", LABELS.sub("", words)):
        kinds = next((kinds for known, kinds in APPLICANTS if re.search(known, word.lower())), None)
        if kinds:
            record.applicant_types += [kind for kind in kinds if kind not in record.applicant_types]
        elif word.strip(" ."):
            record.doubts.append(Doubt("applicant_types", quote=word.strip()))


def _labelled(lines: list[str]) -> list[str]:
    """The page's lines with each label before its value: names stand above their values, but below the dates."""
    out: list[str] = []
    for line in lines:
        above = LABEL.match(out[-1]) if out else None
        if out and DATED.match(line):
            out[-1] = f"{line.rstrip(':')}: {out[-1]}"
        elif above and not above[2]:
            out[-1] = f"{above[1]}: {line}"
        else:
            out.append(line)
    return out


def ask_detail(record: Record) -> Ask | None:
    return None if record.stated_status == "closed" else Ask(record.url)


def read_detail(answer: Answer, record: Record) -> Record:
    page, own = answer.html(), FUND.search(answer.url)
    heading, own_key = (
        page.css_first("main h1, article h1") or page.css_first("h1"),
        own[1].lower() if own else record.record_key,
    )
    if heading is None or own_key != (record.record_key or own_key) or (answer.url and not own):
        raise WrongDetail("la ficha no tiene título (h1)" if heading is None else "la ficha no es del fondo pedido")
    detail = Record(own_key, language="es")
    source_fields.title(detail, heading.text(separator=" "))
    body = page.css_first("main") or page.body
    source_fields.prose(detail, body.html if body else None)
    lines = _labelled((detail.text or "").splitlines())
    detail.text = "\n".join(lines[lines.index(detail.title) + 1 :] if detail.title in lines else lines) or None
    said = {found[1].lower(): found[2] for line in lines if (found := LABEL.match(line))}
    detail.funder = said.get("invita") or None
    _applicants(detail, said.get("tipo de postulante", ""))
    _sums(detail, said.get("tipo de financiamiento", ""))
    for link in body.css("a[href]") if body else []:
        if re.search(r"(?i)\.(pdf|docx?|xlsx?|zip)([?#]|$)|\bbases\b", f"{link.attributes.get('href')} {link.text()}"):
            source_fields.document(detail, link.text(separator=" "), link.attributes.get("href"), answer.url or LIST)
    return detail


SOURCE = Source(
    id="fondos_gob_cl",
    name="Fondos.gob.cl: fondos concursables",
    funder="Gobierno de Chile",
    family="chile",
    kind="listing",
    homepage="https://fondos.gob.cl/",
    asks=(Ask(LIST),),
    read_listing=read_listing,
    ask_detail=ask_detail,
    read_detail=read_detail,
    languages=("es",),
    country="CL",
    cadence="daily",
    licence="not stated",
    state="live",
    proof="documented",
    admits="fondos.gob.cl: fondos concursables del Estado de Chile; se postula con Clave Única",
    # Some 400 funds in 2026. The minimum is far lower, so that the sample's few pass: a live day under 100 is worth a
    # look all the same.
    # Absence means nothing until a live answer has shown that the page holds all.
    expected=(3, 1500),
    lists_all=False,
    lists_once=True,
    sentinel="/ficha/",
)
