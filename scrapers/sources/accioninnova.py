"""AcciónInnova: opportunities for Chilean applicants, retold.

Publisher: AcciónInnova (Chile), an aggregator: the funder's own record outranks it. Firms, persons, NGOs and public bodies; calls of
Chile and of other countries.
Caveats: some 50 open, in pages until one holds no card. A card's values have no labels, only their order. "Fecha postulación" is the
closing day; amounts are Chilean pesos, converted where the funder's were not ("909.090.909"); "No especifica" says nothing. A call's page
leads to the funder's own, which is kept as the call's address.
Format: cards with links /oportunidades/<number>/detalle; "Fuente: …", "Fecha postulación: DD-MM-YYYY" on the call's page.
Proof: recorded (a page of three cards and a call's page, April 2026, cut by those who recorded them).
"""

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from pipelines.cleaning import source_fields
from pipelines.records import ApplicantType, Record
from scrapers.readers import cards
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source

SITE = "https://accioninnova.org/oportunidades/"
CALL = re.compile(r"/oportunidades/(\d+)/detalle")
AMOUNT = re.compile(r"(?m)^(?:Monto máximo disponible: )?(\d{1,3}(?:\.\d{3})+)$")
DAY = re.compile(r"(?m)^(?:Fecha postulación: )?(\d\d-\d\d-\d{4})$")
APPLICANTS: dict[str, tuple[ApplicantType, ...]] = {
    "empresas": ("company", "sme"),
    "personas naturales": ("individual",),
    "organizaciones sin fines de lucro": ("ngo",),
    "universidades": ("university",),
    "municipalidades": ("local_government",),
}


def ask(page: int) -> Ask:
    return Ask(f"{SITE}listado?page={page}")


def labels(record: Record, text: str) -> None:
    """What cards and pages both state."""
    if day := DAY.search(text):
        source_fields.deadline(record, day[1], "%d-%m-%Y", quote=day[0])
    if amount := AMOUNT.search(text):
        source_fields.amount(record, "amount_max", amount[1].replace(".", ""))
        record.currency = "CLP"
    words = [word.strip().lower() for line in text.splitlines() for word in line.split(",")]
    record.applicant_types = list(dict.fromkeys(kind for word in words for kind in APPLICANTS.get(word, ())))


def fund(record: Record, text: str) -> None:
    labels(record, text)
    if funder := re.search(r"(?m)^Fuente: (.+)$", text):
        record.funder = funder[1]


LISTING = cards.listing(CALL, base=SITE, language="es", own=labels)
DETAIL = cards.detail(CALL, base=SITE, language="es", own=fund)


def read_listing(answer: Answer) -> Page:
    page = int(parse_qs(urlsplit(answer.url).query).get("page", ["1"])[0])
    if page > 1 and not CALL.search(answer.text()):
        return Page([])
    return replace(LISTING(answer), next=ask(page + 1))


def read_detail(answer: Answer, record: Record) -> Record:
    detail = DETAIL(answer, record)
    for link in answer.html().css("a[href]"):
        if "link de postulación" in link.text():
            source_fields.address(detail, link.attributes.get("href"))
    return detail


SOURCE = Source(
    id="accioninnova",
    name="AcciónInnova: oportunidades",
    funder="AcciónInnova (varios financiadores)",
    family="aggregator",
    kind="listing",
    homepage="https://accioninnova.org/",
    asks=(ask(1),),
    read_listing=read_listing,
    ask_detail=cards.own_page,
    read_detail=read_detail,
    languages=("es",),
    country="CL",
    cadence="daily",
    licence="not stated",
    state="live",
    proof="recorded",
    expected=(1, 300),
    lists_all=False,
    lists_once=True,
    sentinel="oportunidades",
)
