"""UN Partner Portal: calls for expressions of interest of UN agencies.

Publisher: UNHCR, UNICEF, WFP, UNFPA, UN Women and others. NGOs and academia with a verified profile in the portal; no governments, no
firms.
Caveats: notices for Chile, or for no one country, are kept; the rest are skipped. The endpoint was read in the portal's own code of 2019,
and the portal was rebuilt since: hence `trial`, until an answer shows it.
Format: JSON of Django REST framework (count, next, results).
Proof: documented (the portal's own public code, 2019: routes and fields).
"""

from typing import Any

from pipelines.cleaning import source_fields
from pipelines.records import Record
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source

CALLS = "https://www.unpartnerportal.org/api/public/projects/?page_size=100"


def read_listing(answer: Answer) -> Page:
    body = answer.json()
    if not isinstance(body, dict) or not isinstance(body.get("results"), list):
        raise ValueError(
            "la respuesta no trae results: capturarla y revisar CALLS en scrapers/sources/un_partner_portal.py"
        )
    rows = [row for row in body["results"] if isinstance(row, dict)]
    kept = [_record(row) for row in rows if _ours(row)]
    following = source_fields.web_address(body.get("next"))
    return Page(
        kept, announced=body.get("count"), skipped=len(rows) - len(kept), next=Ask(following) if following else None
    )


def _ours(row: dict[str, Any]) -> bool:
    countries = _words(row.get("countries"))
    return not countries or "Chile" in countries


def _words(value: Any) -> list[str]:
    named = [item.get("name") if isinstance(item, dict) else item for item in value] if isinstance(value, list) else []
    return [word for word in named if isinstance(word, str)]


def _record(row: dict[str, Any]) -> Record:
    number = str(row.get("displayID") or "")
    record = Record(number, language="en", references=[number] if number else [], applicant_types=["ngo", "university"])
    source_fields.title(record, str(row.get("title") or ""))
    source_fields.address(record, str(row.get("pdf_export_url") or ""), CALLS)
    source_fields.day(record, "published_on", str(row.get("date_created") or "")[:10])
    source_fields.deadline(record, row.get("deadline_date"))
    record.funder = str(row.get("agency_name") or "") or None
    record.places = _words(row.get("countries"))
    source_fields.prose(
        record, headed={"Areas": "; ".join(_words(row.get("specializations"))), "Countries": ", ".join(record.places)}
    )
    return record


SOURCE = Source(
    id="un_partner_portal",
    name="UN Partner Portal: open calls",
    funder="UN Partner Portal",
    family="un",
    kind="json_api",
    homepage="https://www.unpartnerportal.org/",
    asks=(Ask(CALLS),),
    read_listing=read_listing,
    languages=("en",),
    country="multilateral",
    cadence="daily",
    licence="not stated",
    state="trial",
    proof="documented",
    # On many days no call is for Chile.
    expected=(0, 200),
    lists_all=False,
    lists_once=True,
    sentinel="results",
)
