"""IberCultura Viva: calls for community culture.

Publisher: the Ibero-American programme for community culture (SEGIB). Community organisations, local governments and their cities'
network in member countries; Chile is one, with more than ten of its municipalities in the network.
Caveats: several calls a year, January to March and July to September. The API's form is that of Mapas Culturais; this host was not seen
answering, and a maintenance page existed: hence `trial`. Days come as an object with its time zone.
Format: JSON of Mapas Culturais, /api/opportunity/find.
Proof: documented (the programme's news that all calls are here; the platform's configuration and its API in public code).
"""

from typing import Any

from pipelines.cleaning import source_fields
from pipelines.records import Record
from scrapers.readers import call_filter
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source

FIELDS = "id,name,shortDescription,registrationFrom,registrationTo,singleUrl"
FIND = f"https://mapa.iberculturaviva.org/api/opportunity/find?@select={FIELDS}&@order=registrationTo%20DESC&@limit=40"


def read_listing(answer: Answer) -> Page:
    rows = answer.json()
    if not isinstance(rows, list):
        raise ValueError(
            "la respuesta no es una lista: capturarla y revisar FIND en scrapers/sources/ibercultura_viva.py"
        )
    return Page([_record(row) for row in rows if isinstance(row, dict)])


def _record(row: dict[str, Any]) -> Record:
    record = Record(str(row.get("id") or ""), funder="IberCultura Viva")
    source_fields.title(record, str(row.get("name") or ""))
    source_fields.address(record, str(row.get("singleUrl") or ""))
    source_fields.day(record, "opens_on", _day(row.get("registrationFrom")))
    source_fields.deadline(record, _day(row.get("registrationTo")))
    source_fields.prose(record, str(row.get("shortDescription") or ""))
    record.call_type = call_filter.call_type(record.title)
    return record


def _day(value: Any) -> str:
    """The day of "2026-11-30 23:59:00.000000": hours of the platform's own clock say no more than the day."""
    return str(value.get("date") if isinstance(value, dict) else value or "")[:10]


SOURCE = Source(
    id="ibercultura_viva",
    name="IberCultura Viva: convocatorias",
    funder="IberCultura Viva",
    family="iberoamerican",
    kind="json_api",
    homepage="https://iberculturaviva.org/",
    asks=(Ask(FIND),),
    read_listing=read_listing,
    languages=("es", "pt"),
    country="multilateral",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    expected=(1, 200),
    lists_all=False,
    lists_once=True,
)
