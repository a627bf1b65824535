"""Grants.gov: funding opportunities of the agencies of the United States' federal government.

Publisher: the Department of Health and Human Services, for all federal agencies. Most awards need a US body and a SAM.gov
registration; notices of the State Department, its embassies and the Inter-American Foundation admit foreign ones. The portal has
no field for the country of applicants: the categories ("County governments") mean US bodies, so they stay in the text with the
agency's own words on eligibility, and `applicant_types` stays empty.
Caveats: titles hold HTML entities and double spaces. Midnight in dates is padding; an hour stands in `responseDateDesc`, in prose.
A forecast's dates are estimates: none is taken as a date, each is a doubt that quotes it. "none" and 0 are no amounts. A detail
keeps the forecast beside its synopsis once posted: `docType` says which holds. `synopsis.agencyName` may be a person's name and
contacts are persons: not read. Attachments come without an address: not listed. An Assistance Listing (CFDA) number is a
programme's, shared by many calls: it stands in `programme`. No key is needed; the portal's RSS feeds are dead.
Format: https://www.grants.gov/api (search2, fetchOpportunity), 50 rows a page here, `hitCount` in all.
Proof: recorded (three search answers and one synopsis, August 2026); the forecast's field names come from public code.
"""

from __future__ import annotations

import re
from typing import Any

from pipelines.cleaning import source_fields
from pipelines.cleaning.markup import plain_line
from pipelines.records import CallType, Doubt, Record
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source, WrongDetail

SEARCH = "https://api.grants.gov/v1/api/search2"
DETAIL = "https://api.grants.gov/v1/api/fetchOpportunity"
ROWS = 50
MOMENTS = ("%b %d, %Y", "%b %d, %Y %I:%M:%S %p %z", "%b %d, %Y %I:%M:%S %p")
ZONES = {"EDT": "-0400", "EST": "-0500"}
NO_WORDS = re.compile(r"(?i)^\W*(undefined|no explanation)\W*$")  # what the portal stores where nobody explained a date
ESTIMATES = {
    "estSynopsisPostingDate": ("opens_on", "Estimated posting date"),
    "estApplicationResponseDate": ("deadlines", "Estimated due date"),
    "estAwardDate": ("key_dates", "Estimated award date"),
    "estProjectStartDate": ("key_dates", "Estimated project start"),
}


def ask(start: int) -> Ask:
    """One page of the listing: all that is posted or forecast, the newest first."""
    body = {
        "rows": ROWS,
        "startRecordNum": start,
        "keyword": "",
        "oppStatuses": "forecasted|posted",
        "sortBy": "openDate|desc",
    }
    return Ask(SEARCH, method="POST", json=body)


def read_listing(answer: Answer) -> Page:
    body = answer.json()
    data = body.get("data") or {}
    hits, total = data.get("oppHits"), data.get("hitCount")
    if hits is None or total is None:
        raise ValueError(
            f"la respuesta no trae data.oppHits; el portal dice {body.get('msg')!r}: capturarla y revisar read_listing"
        )
    start = int(answer.ask.json["startRecordNum"] if answer.ask else data.get("startRecord") or 0)
    after = ask(start + ROWS) if hits and start + ROWS < int(total) else None
    return Page([_row(hit) for hit in _rows(hits) if hit.get("id")], announced=int(total), next=after)


def _row(hit: dict[str, Any]) -> Record:
    record = Record(str(hit["id"]), url=f"https://www.grants.gov/search-results-detail/{hit['id']}")
    source_fields.title(record, str(hit.get("title") or ""))
    record.funder = plain_line(str(hit.get("agency") or "")) or None
    record.references = [str(hit["number"])] if hit.get("number") else []
    numbers = hit.get("cfdaList")
    record.programme = _programme([{"cfdaNumber": number} for number in numbers] if isinstance(numbers, list) else [])
    source_fields.status(record, hit.get("oppStatus"), {"posted": "open", "forecasted": "forecast"})
    source_fields.day(record, "published_on", hit.get("openDate"), "%m/%d/%Y")
    source_fields.deadline(record, hit.get("closeDate"), "%m/%d/%Y")
    return record


def ask_detail(record: Record) -> Ask | None:
    return (
        Ask(DETAIL, method="POST", json={"opportunityId": int(record.record_key)})
        if record.record_key.isdecimal()
        else None
    )


def read_detail(answer: Answer, record: Record) -> Record:
    data = answer.json().get("data") or {}
    own_key = str(data.get("id") or "")
    if not own_key or own_key != (record.record_key or own_key):
        raise WrongDetail("la ficha es de otra oportunidad" if own_key else "la ficha no trae data.id")
    forecast = str(data.get("docType")).lower() == "forecast"
    part = next(iter(_rows([data.get("forecast" if forecast else "synopsis")])), {})
    detail = Record(own_key, programme=_programme(_rows(data.get("cfdas"))))
    source_fields.title(detail, str(data.get("opportunityTitle") or ""))
    detail.references = [str(data["opportunityNumber"])] if data.get("opportunityNumber") else []
    detail.call_type = _call_type({str(item.get("id")) for item in _rows(part.get("fundingInstruments"))})
    source_fields.status(
        detail, data.get("ost"), {"posted": "open", "forecasted": "forecast", "closed": "closed", "archived": "closed"}
    )
    source_fields.day(detail, "stated_on", _zoned(part.get("lastUpdatedDate")), *MOMENTS)
    if forecast:
        detail.doubts += [
            Doubt(field, quote=f"{words}: {part[key]}") for key, (field, words) in ESTIMATES.items() if part.get(key)
        ]
    else:
        source_fields.day(detail, "published_on", _zoned(part.get("postingDate")), *MOMENTS)
        source_fields.deadline(detail, _zoned(part.get("responseDate")), *MOMENTS, quote=part.get("responseDate"))
    source_fields.amount(detail, "amount_max", part.get("awardCeiling"))
    source_fields.amount(detail, "amount_min", part.get("awardFloor"))
    source_fields.amount(detail, "amount_total", part.get("estimatedFunding"))
    detail.currency = "USD" if detail.amount_max or detail.amount_min or detail.amount_total else None
    source_fields.prose(
        detail,
        part.get("forecastDesc" if forecast else "synopsisDesc"),
        headed={
            "Eligible applicants": "; ".join(
                str(item.get("description")) for item in _rows(part.get("applicantTypes"))
            ),
            "Additional information on eligibility": part.get("applicantEligibilityDesc"),
            "Closing date": None if forecast else NO_WORDS.sub("", str(part.get("responseDateDesc") or "")),
            "Cost sharing or matching": {"True": "required", "False": "not required"}.get(str(part.get("costSharing"))),
        },
    )
    source_fields.document(detail, part.get("fundingDescLinkDesc"), part.get("fundingDescLinkUrl"))
    for paper in _rows(data.get("synopsisDocumentURLs")):
        source_fields.document(detail, paper.get("description"), paper.get("docUrl"))
    return detail


def _rows(value: Any) -> list[dict[str, Any]]:
    """The objects of a list, none where it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _zoned(words: Any) -> str:
    """A moment in words without its padding of midnight; US zones as offsets, which `strptime` can read."""
    text = re.sub(r" 12:00:00 AM( [A-Z]{2,4})?$", "", str(words or ""))
    return re.sub(r"[A-Z]{3}$", lambda zone: ZONES.get(zone[0], zone[0]), text)


def _programme(listings: list[dict[str, Any]]) -> str | None:
    """The Assistance Listings that pay, with their names where they are told."""
    named = [f"{item.get('cfdaNumber') or ''} {item.get('programTitle') or ''}".strip() for item in listings]
    return "; ".join(f"Assistance Listing {plain_line(name)}" for name in named if name) or None


def _call_type(instruments: set[str]) -> CallType | None:
    if instruments & {"G", "CA"}:
        return "grant"
    return "tender" if "PC" in instruments else "other" if "O" in instruments else None


SOURCE = Source(
    id="grants_gov",
    name="Grants.gov",
    funder="United States federal agencies",
    family="agency",
    kind="json_api",
    homepage="https://www.grants.gov/",
    asks=(ask(0),),
    read_listing=read_listing,
    ask_detail=ask_detail,
    read_detail=read_detail,
    languages=("en",),
    country="US",
    cadence="daily",
    licence="US public domain",
    state="live",
    proof="recorded",
    # 1,034 opportunities were posted on 2 September 2026. The minimum is far lower, so that the replayed days (some 70
    # and 112) pass.
    expected=(60, 3000),
    lists_all=True,
    lists_once=True,
    sentinel="oppHits",
)
