"""BDNS: calls for grants of all Spanish administrations, from the State to the town halls.

Publisher: Spain's Ministry of Finance (Sistema Nacional de Publicidad de Subvenciones). Of interest to a Chilean region: AECID's calls
and those of regions and towns for development cooperation, where mostly a Spanish NGO leads with a Chilean partner. They are marked:
AECID as `funder` under its full name, and every cooperation call in `programme`. Most of the rest is for bodies in Spain.
Caveats: the first 300 of more than 650,000 are read, in the portal's own order (the newest first is not proven): absence means nothing.
Rows are shallow; dates, budget and beneficiaries stand in the detail. Prose (`textInicio`, `textFin`) stands in place of dates or
against them: a doubt quotes it. `abierto` false says nothing of when it opens: only true is a status. "Concesión directa" names its
beneficiary and mostly admits no application: a doubt. Amounts come without a currency, in euros, and may be tiny. `regiones` is
where the money works, not where applicants are. "Personas jurídicas que no desarrollan actividad económica" are town halls,
universities and NGOs alike: no kind of applicant is taken where one is not plain. GET only, ten a second at most.
The row id (`id`) is the database's; the number (`numeroConvocatoria`, `codigoBDNS`) is public and the key.
Format: https://www.infosubvenciones.es/bdnstrans/api (convocatorias/busqueda, convocatorias), a Spring page of 50 rows, public code 2026.
Proof: recorded (one detail of August 2026; list rows in anonymised form); the address of documents from public code.
"""

from __future__ import annotations

import re
from typing import Any

from pipelines.cleaning import source_fields
from pipelines.cleaning.markup import plain_line
from pipelines.language.normalisation import fold
from pipelines.records import ApplicantType, CallType, Doubt, Record
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source, WrongDetail

API = "https://www.infosubvenciones.es/bdnstrans/api/convocatorias"
PORTAL = "https://www.infosubvenciones.es/bdnstrans/GE/es/convocatorias/"
ROWS, WINDOW = 50, 300
AECID = "Agencia Española de Cooperación Internacional para el Desarrollo (AECID)"
COOPERATION = re.compile(
    r"cooperacion (?:internacional|al desarrollo|para el desarrollo|exterior)|ayuda humanitaria|educacion para el"
    r" desarrollo",
)
BENEFICIARIES: dict[str, tuple[ApplicantType, ...]] = {
    "pyme y personas fisicas que desarrollan actividad economica": ("sme",),
    "gran empresa": ("company",),
    "personas fisicas que no desarrollan actividad economica": ("individual",),
    "entidades sin animo de lucro": ("ngo",),
}
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


def ask(page: int) -> Ask:
    """One page of the calls, in the portal's own order."""
    return Ask(f"{API}/busqueda?vpd=GE&page={page}&pageSize={ROWS}")


def read_listing(answer: Answer) -> Page:
    body = answer.json()
    rows, total, page = body.get("content"), body.get("totalElements"), body.get("number") or 0
    if not isinstance(rows, list) or not isinstance(total, int):
        raise ValueError(
            "la respuesta no trae content y totalElements: capturarla y revisar read_listing en"
            " scrapers/sources/bdns.py"
        )
    held, window = [row for row in rows if isinstance(row, dict) and row.get("numeroConvocatoria")], min(total, WINDOW)
    pages = body.get("totalPages")
    more = held and not body.get("last") and (int(page) + 1) * ROWS < window
    return Page(
        [_row(row) for row in held],
        announced=window,
        pages=min(pages, WINDOW // ROWS) if isinstance(pages, int) else None,
        next=ask(int(page) + 1) if more else None,
    )


def _row(row: dict[str, Any]) -> Record:
    record = _named(str(row["numeroConvocatoria"]), row, row)
    source_fields.day(record, "published_on", row.get("fechaRecepcion"))
    return record


def _named(number: str, call: dict[str, Any], levels: dict[str, Any]) -> Record:
    """What list and detail both state: the number, the title, who calls and whether it is development cooperation."""
    record = Record(number, url=f"{PORTAL}{number}", language="es", references=[f"BDNS {number}"])
    source_fields.title(record, str(call.get("descripcion") or ""))
    names = [name for level in ("nivel3", "nivel2", "nivel1") if (name := plain_line(str(levels.get(level) or "")))]
    aecid = "agencia espanola de cooperacion internacional" in fold(" ".join(names)) or bool(
        re.search(r"\bAECID\b", " ".join(names))
    )
    record.funder = AECID if aecid else next(iter(names), None)
    if aecid or COOPERATION.search(fold(f"{record.title} {' '.join(names)} {call.get('descripcionFinalidad') or ''}")):
        record.programme = "Cooperación española para el desarrollo"
    return record


def ask_detail(record: Record) -> Ask | None:
    return Ask(f"{API}?vpd=GE&numConv={record.record_key}") if record.record_key.isdecimal() else None


def read_detail(answer: Answer, record: Record) -> Record:
    call = answer.json()
    number = str(call.get("codigoBDNS") or "") if isinstance(call, dict) else ""
    if not number or number != (record.record_key or number):
        raise WrongDetail("la ficha es de otra convocatoria" if number else "la ficha no trae codigoBDNS")
    organ = call.get("organo")
    detail = _named(number, call, organ if isinstance(organ, dict) else {})
    beneficiaries, regions, means = (
        _labels(call.get(name)) for name in ("tiposBeneficiarios", "regiones", "instrumentos")
    )
    detail.call_type = _call_type(detail, means, str(call.get("tipoConvocatoria") or ""))
    detail.stated_status = "open" if call.get("abierto") is True else None
    source_fields.day(detail, "published_on", call.get("fechaRecepcion"))
    source_fields.day(detail, "opens_on", call.get("fechaInicioSolicitud"))
    source_fields.deadline(detail, call.get("fechaFinSolicitud"))
    _against(detail, "opens_on", call.get("fechaInicioSolicitud"), call.get("textInicio"))
    _against(detail, "deadlines", call.get("fechaFinSolicitud"), call.get("textFin"))
    source_fields.amount(detail, "amount_total", call.get("presupuestoTotal"))
    detail.currency = "EUR" if detail.amount_total else None
    kinds = [BENEFICIARIES.get(fold(label)) for label in beneficiaries]
    detail.applicant_types = [] if None in kinds else list(dict.fromkeys(kind for held in kinds for kind in held or ()))
    detail.places = [re.sub(r"^[A-Z]{2}\w{0,3} - ", "", label) for label in regions]
    source_fields.prose(
        detail,
        headed={
            "Título en la lengua cooficial": call.get("descripcionLeng"),
            "Tipo de convocatoria": call.get("tipoConvocatoria"),
            "Instrumento de ayuda": "; ".join(means),
            "Finalidad": call.get("descripcionFinalidad"),
            "Personas beneficiarias": "; ".join(beneficiaries),
            "Regiones donde se ejecuta": "; ".join(regions),
            "Sectores": "; ".join(_labels(call.get("sectores"))),
            "Inicio del plazo de solicitud": call.get("textInicio"),
            "Fin del plazo de solicitud": call.get("textFin"),
        },
    )
    _documents(detail, call)
    return detail


def _labels(values: Any) -> list[str]:
    """The `descripcion` of each object of a list."""
    held = [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
    return [label for value in held if (label := plain_line(str(value.get("descripcion") or "")))]


def _call_type(detail: Record, means: list[str], mode: str) -> CallType | None:
    known = fold(" ".join(means))
    call_type: CallType | None = (
        "grant" if "subvencion" in known else "loan" if "prestamo" in known else "other" if known else None
    )
    if "concesion directa" in fold(mode):
        detail.doubts.append(Doubt("call_type", call_type, quote=mode))
    return call_type


def _against(detail: Record, field: str, day: Any, prose: Any) -> None:
    """A doubt where prose about a term does not name the day that its field states."""
    words, stated_day = plain_line(str(prose or "")), re.match(r"(\d{4})-(\d\d)-(\d\d)", str(day or ""))
    if not words:
        return
    if stated_day:
        year, month, number = (int(part) for part in stated_day.groups())
        same = rf"\b0?{number}(?:[/.-]0?{month}[/.-]| de {MONTHS[(month - 1) % 12]} del? ){year}\b|{stated_day[0]}"
        if re.search(same, fold(words)):
            return
    detail.doubts.append(Doubt(field, stated_day[0] if stated_day else None, quote=words))


def _documents(detail: Record, call: dict[str, Any]) -> None:
    source_fields.document(
        detail, call.get("descripcionBasesReguladoras") or "Bases reguladoras", call.get("urlBasesReguladoras")
    )
    source_fields.document(detail, "Sede electrónica", call.get("sedeElectronica"))
    papers = call.get("documentos")
    for paper in papers if isinstance(papers, list) else []:
        if isinstance(paper, dict) and str(paper.get("id") or "").isdecimal():
            source_fields.document(
                detail,
                paper.get("descripcion") or paper.get("nombreFic"),
                f"{API}/documentos?idDocumento={paper['id']}",
            )


SOURCE = Source(
    id="bdns",
    name="BDNS: convocatorias de subvenciones de España",
    funder="Spanish administrations",
    family="agency",
    kind="json_api",
    homepage="https://www.infosubvenciones.es/bdnstrans/GE/es/convocatorias",
    asks=(ask(0),),
    read_listing=read_listing,
    ask_detail=ask_detail,
    read_detail=read_detail,
    languages=("es",),
    country="ES",
    cadence="daily",
    licence="Spanish reuse of public sector information, with the legal notice of infosubvenciones.es",
    state="live",
    proof="recorded",
    # Live, the window of 300 is always full. The minimum is 1, so that the recorded day (one call) and the sample's
    # handful pass.
    expected=(1, 300),
    lists_all=False,
    lists_once=True,
    sentinel="totalElements",
)
