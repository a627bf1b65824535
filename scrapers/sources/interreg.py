"""Interreg: open and coming calls of all Interreg programmes, by the search of interreg.eu.

Publisher: Interact, for the Interreg programmes (European Regional Development Fund). Partners come from a programme's countries; a
Chilean body is none, except where an outermost region's programme admits its neighbours: kept for the search of partners.
Caveats: the site's search is an Algolia index whose application and key stand in its page and change; none is kept here, and the
address below is the one under which the answer is replayed: no public page or code supports it. Hence `trial`, until a capture
shows what the live site sends. Midnight in dates is padding. Amounts and rates are not stated. `targetAudience` names
kinds that have no counterpart here ("Hospitals and medical centres"): they stand in the text alone. `createdDate` is the page's.
Format: Algolia's multi-query: results[0].hits, nbHits, page, nbPages; fields as recorded, query from public notes (October 2026).
Proof: recorded (one hit, August 2026; cut: its regions and Algolia's counts were left out).
"""

from __future__ import annotations

from typing import Any

from pipelines.cleaning import source_fields
from pipelines.cleaning.markup import plain_line
from pipelines.records import ApplicantType, Record, StatedStatus
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source

SEARCH = "https://interreg.eu/search/calls"
SITE = "https://interreg.eu/"
ROWS = 500
STATUSES: dict[str, StatedStatus] = {"open": "open", "forthcoming": "forecast", "closed": "closed"}
AUDIENCES: dict[str, tuple[ApplicantType, ...]] = {
    "local public authority": ("local_government",),
    "regional public authority": ("regional_government",),
    "national public authority": ("national_government",),
    "interest groups, including ngos": ("ngo",),
    "higher education and research organisations": ("university", "research"),
    "sme": ("sme",),
    "enterprise, except sme": ("company",),
    "international organisation, eeig": ("international_org",),
}


def ask(page: int) -> Ask:
    """One page of the calls that are open or coming."""
    wanted = "contentType:callForProjectsPage AND (callStatus:Open OR callStatus:Forthcoming)"
    query = {"indexName": "prod_en-us_content", "query": "", "filters": wanted, "hitsPerPage": ROWS, "page": page}
    return Ask(SEARCH, method="POST", json={"requests": [query]})


def read_listing(answer: Answer) -> Page:
    body = answer.json()
    results = body.get("results") if isinstance(body, dict) else None
    result = results[0] if isinstance(results, list) and results and isinstance(results[0], dict) else {}
    if not isinstance(result.get("hits"), list):
        raise ValueError(
            "la respuesta no trae results[0].hits: capturarla y revisar read_listing en scrapers/sources/interreg.py"
        )
    hits = [hit for hit in result["hits"] if isinstance(hit, dict) and hit.get("objectID")]
    page, pages, total = (result.get(name) for name in ("page", "nbPages", "nbHits"))
    after = page + 1 if isinstance(page, int) and isinstance(pages, int) and hits and page + 1 < pages else None
    return Page(
        [_call(hit) for hit in hits],
        announced=total if isinstance(total, int) else None,
        pages=pages if isinstance(pages, int) else None,
        next=None if after is None else ask(after),
    )


def _call(hit: dict[str, Any]) -> Record:
    record = Record(str(hit["objectID"]), language="en", funder="European Union (Interreg)", call_type="grant")
    source_fields.title(record, str(hit.get("title") or hit.get("nodeName") or ""))
    source_fields.address(record, hit.get("contentUrl") or hit.get("callExternalUrl"), SITE)
    source_fields.document(record, "Call page of the programme", hit.get("callExternalUrl"))
    record.programme = "; ".join(_words(hit, "associatedProgrammes")) or None
    source_fields.status(record, hit.get("callStatus"), STATUSES)
    source_fields.day(record, "published_on", hit.get("createdDate"))
    source_fields.day(record, "stated_on", hit.get("updatedDate"))
    source_fields.day(record, "opens_on", hit.get("callOpenDate"))
    source_fields.deadline(record, hit.get("callDeadlineDate"))
    countries, audience = (
        _words(hit, "callEligibleCountryNames") or _words(hit, "countries"),
        _words(hit, "targetAudience"),
    )
    record.places = countries
    record.applicant_types = list(
        dict.fromkeys(kind for words in audience for kind in AUDIENCES.get(words.lower(), ()))
    )
    source_fields.prose(
        record,
        headed={
            "Themes": "; ".join(_words(hit, "callThemes") or _words(hit, "themes")),
            "Programme": record.programme,
            "Eligible countries": ", ".join(countries),
            "Eligible regions": "; ".join(_words(hit, "callEligibleRegionNames")),
            "Eligible applicants": "; ".join(audience),
        },
    )
    return record


def _words(hit: dict[str, Any], name: str) -> list[str]:
    values = hit.get(name)
    return (
        [plain_line(value) for value in values if isinstance(value, str) and value.strip()]
        if isinstance(values, list)
        else []
    )


SOURCE = Source(
    id="interreg",
    name="Interreg: calls for projects",
    funder="European Union (Interreg)",
    family="multilateral",
    kind="json_api",
    homepage="https://interreg.eu/calls-for-projects/",
    asks=(ask(0),),
    read_listing=read_listing,
    languages=("en",),
    country="EU",
    cadence="weekly",
    licence="interreg.eu reuse terms",
    state="trial",
    proof="recorded",
    # How many calls are open at once is not on record. The minimum is 1, so that the recorded day (one call) and the
    # sample's handful pass.
    expected=(1, 400),
    lists_all=True,
    lists_once=True,
    sentinel="hits",
)
