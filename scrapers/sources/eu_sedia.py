"""EU Funding & Tenders portal: topics of grants, calls of external action and cascade calls, by the portal's search service (SEDIA).

Publisher: the European Commission. Who may apply is no field: it stands in the conditions and in the reference of an external
action ("EuropeAid/<n>/DD/ACT/<country, RSH or Multi>"). Chile takes part in Horizon Europe (mostly as a partner, its own funding
checked topic by topic), in parts of Erasmus+ and in the thematic and regional lines of external action; cascade calls (sub-grants
by EU projects) mostly want bodies of the EU and associated countries.
Caveats: every value is a list and may be empty; the service ignores filters unless each part of the form declares its JSON type.
One record comes once a language and from two databases: folded here, the current one (SEDIA) before the former
(SEDIA_PRD_CENTRICITY, whose status is stale and therefore not taken), English before others. FAQ entries are skipped.
A cascade call carries its parent topic's title, identifier and address: its own are `callTitle`, `reference` and `callccm2Id`.
Times are as stated, in UTC; the portal shows Brussels time. A call's budget table lists all its topics: only the topic's own line
is read; the table may be cut. `displayFields` is not sent: with it the service drops the conditions. Sorted by identifier, for
rows that tie swap between pages. 10,000 rows a query at most.
Format: https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/support/apis; codes from its facet service.
Proof: recorded (topics and cascade calls, August 2026); external action from public code that reads the same service.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pipelines.cleaning import source_fields
from pipelines.records import CallType, DeadlineKind, Doubt, Record, StatedStatus
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source

SEARCH = "https://api.tech.ec.europa.eu/search-api/prod/rest/search?apiKey=SEDIA&text=***&pageSize=100&pageNumber={}"
PORTAL = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities"
STATUSES: dict[str, StatedStatus] = {"31094501": "forecast", "31094502": "open", "31094503": "closed"}
TYPES: dict[str, CallType] = {"0": "tender", "1": "grant", "2": "grant", "8": "grant"}
MODELS: dict[str, DeadlineKind] = {"single-stage": "fixed", "two-stage": "two_stage", "multiple cut-off": "multiple"}
ENDING = re.compile(r"(?<=[A-Z])[a-z]{2}$|(?<=PROSPECTS)[A-Z]{2}$")  # a reference's language: "50130830TOPICSen"
PROGRAMMES = {
    "43108390": "Horizon Europe",
    "43152860": "Digital Europe",
    "43353764": "Erasmus+",
    "43252405": "LIFE",
    "43251814": "Creative Europe",
    "43251589": "Citizens, Equality, Rights and Values (CERV)",
    "43252476": "Single Market Programme",
    "43332642": "EU4Health",
    "43251567": "Connecting Europe Facility",
    "43089234": "Innovation Fund",
    "43254037": "European Solidarity Corps",
    "43254019": "European Social Fund Plus",
    "44416173": "Interregional Innovation Investments",
    "43637601": "Pilot Projects and Preparatory Actions",
    "43251447": "Asylum, Migration and Integration Fund",
    "43298203": "Union Civil Protection Mechanism",
    "43252386": "Justice Programme",
    "43392145": "European Maritime, Fisheries and Aquaculture Fund",
    "43298916": "Euratom Research and Training",
    "44181033": "European Defence Fund",
    "111111": "EU External Action (RELEX-PROSPECT)",
    "47376280": "EU External Action (RELEX2027)",
    "45876777": "Global Europe (NDICI)",
}


def ask(page: int) -> Ask:
    """One page of all that is open or forthcoming: topics, calls of external action, cascade calls."""
    query = {"bool": {"must": [{"terms": {"type": ["1", "2", "8"]}}, {"terms": {"status": ["31094501", "31094502"]}}]}}
    parts = {"query": query, "languages": ["en"], "sort": {"field": "identifier", "order": "ASC"}}
    return Ask(SEARCH.format(page), method="POST", parts=parts)


def read_listing(answer: Answer) -> Page:
    body = answer.json()
    if "results" not in body or "totalResults" not in body:
        raise ValueError(
            f"la respuesta no trae results; el servicio dice {body.get('message')!r}: capturarla y revisar read_listing"
        )
    total, page, questions = int(body["totalResults"]), int(body.get("pageNumber") or 1), 0
    copies: dict[str, list[dict[str, Any]]] = {}
    for result in body["results"]:
        if not isinstance(result, dict):
            continue
        if _first(result, "DATASOURCE") == "SEDIA_FAQ":
            questions += 1
        elif key := _key(result):
            copies.setdefault(key, []).append(result)
    return Page(
        [_record(key, max(same, key=_rank)) for key, same in copies.items()],
        announced=total,
        skipped=questions + sum(len(same) - 1 for same in copies.values()),
        next=ask(page + 1) if body["results"] and page * 100 < total else None,
    )


def _all(result: dict[str, Any], name: str) -> list[str]:
    metadata = result.get("metadata")
    values = (metadata.get(name) or []) if isinstance(metadata, dict) else []
    return [str(value).strip() for value in (values if isinstance(values, list) else [values]) if value is not None]


def _first(result: dict[str, Any], name: str) -> str:
    return next(iter(_all(result, name)), "")


def _key(result: dict[str, Any]) -> str | None:
    """A topic's identifier; of the rest, whose identifier is shared, the service's reference without its language."""
    reference = ENDING.sub("", str(result.get("reference") or ""))
    return (_first(result, "identifier") if _first(result, "type") == "1" else "") or reference or None


def _rank(result: dict[str, Any]) -> tuple[bool, bool]:
    return _first(result, "DATASOURCE") != "SEDIA_PRD_CENTRICITY", _language(result) == "en"


def _language(result: dict[str, Any]) -> str | None:
    ending = ENDING.search(str(result.get("reference") or ""))
    return (
        _first(result, "language") or str(result.get("language") or "") or (ending[0] if ending else "")
    ).lower() or None


def _record(key: str, result: dict[str, Any]) -> Record:
    kind, identifier, call = (_first(result, name) for name in ("type", "identifier", "callIdentifier"))
    record = Record(key, language=_language(result), funder="European Commission", call_type=TYPES.get(kind))
    own_title = (
        (_first(result, "callTitle") if kind == "8" else "")
        or _first(result, "title")
        or str(result.get("summary") or "")
    )
    source_fields.title(record, own_title.replace("%26", "&"))
    if kind == "8" and not _first(result, "callTitle"):
        record.doubts.append(Doubt("title", record.title, quote="no callTitle: the title is the parent topic's"))
    source_fields.address(record, _page(kind, result))
    record.references = (
        [] if kind == "8" else [name for name in (call if call.startswith("EuropeAid") else identifier,) if name]
    )
    names = (
        PROGRAMMES.get(_first(result, "frameworkProgramme")),
        call if call not in (identifier, *record.references) else None,
    )
    record.programme = ": ".join(name for name in names if name) or None
    if kind not in TYPES:
        record.doubts.append(Doubt("call_type", quote=kind or "no type"))
    elif any("prize" in words.lower() for words in _all(result, "typesOfAction")):
        record.call_type = "prize"
    _dates(record, result)
    _money(record, result)
    _prose(record, result)
    return record


def _page(kind: str, result: dict[str, Any]) -> str:
    """The record's own page: the stated address, but for the former database's data file and a cascade call's, which
    is its parent's.
    """
    stated_page = _first(result, "url") or str(result.get("url") or "")
    if kind == "8" and _first(result, "callccm2Id"):
        return f"{PORTAL}/competitive-calls-cs/{_first(result, 'callccm2Id')}"
    return (
        f"{PORTAL}/topic-details/{_first(result, 'identifier')}"
        if kind == "1" and stated_page.endswith(".json")
        else stated_page
    )


def _dates(record: Record, result: dict[str, Any]) -> None:
    status, model, days = (
        _first(result, "status"),
        _first(result, "deadlineModel"),
        sorted(_all(result, "deadlineDate")),
    )
    if _first(result, "DATASOURCE") == "SEDIA_PRD_CENTRICITY":
        record.doubts.append(Doubt("stated_status", quote=f"{status} in SEDIA_PRD_CENTRICITY, the former database"))
    else:
        source_fields.status(record, status, STATUSES)
    source_fields.day(record, "opens_on", _first(result, "startDate"))
    two_stages = model == "two-stage" and len(days) == 2
    for stage, words in enumerate(days, start=1):
        source_fields.deadline(record, words, stage=stage if two_stages else None)
    record.deadline_kind = MODELS.get(model)
    if model and model not in MODELS:
        record.doubts.append(Doubt("deadline_kind", quote=model))


def _money(record: Record, result: dict[str, Any]) -> None:
    """The call's budget, and what the call's budget table says of this topic: total, least and most a project."""
    source_fields.amount(record, "amount_total", _first(result, "budget"))
    table = _first(result, "budgetOverview") if _first(result, "type") == "1" else ""
    try:
        actions = json.loads(table or "{}").get("budgetTopicActionMap") or {}
        lines = [
            line
            for group in actions.values()
            for line in group
            if line["action"].split(" - ")[0] == _first(result, "identifier")
        ]
        years = [
            words
            for line in lines
            for words in (line.get("budgetYearMap") or {}).values()
            if str(words) not in ("", "0")
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        record.doubts.append(Doubt("amount_total", quote=table[:200]))
        lines, years = [], []
    if len(lines) == 1:
        source_fields.amount(record, "amount_min", lines[0].get("minContribution"))
        source_fields.amount(record, "amount_max", lines[0].get("maxContribution"))
        source_fields.amount(record, "amount_total", years[0] if len(years) == 1 else None)
    if record.amount_min or record.amount_max or record.amount_total:
        record.currency = _first(result, "currency") or "EUR"


def _prose(record: Record, result: dict[str, Any]) -> None:
    call = dict.fromkeys(
        [_first(result, "callIdentifier"), _first(result, "callTitle")] if _first(result, "type") == "1" else []
    )
    own_names = (_first(result, "identifier"), _first(result, "callIdentifier"))
    source_fields.prose(
        record,
        _first(result, "descriptionByte") or _first(result, "description"),
        headed={
            "Conditions": _first(result, "topicConditions"),
            "Who may apply and how": _first(result, "beneficiaryAdministration"),
            "Further information": _first(result, "furtherInformation"),
            "Project": " ".join(
                name for name in (_first(result, "projectAcronym"), _first(result, "projectName")) if name
            ),
            "Call": " ".join(name for name in call if name),
            "Keywords": "; ".join(word for word in _all(result, "keywords") if word not in own_names),
        },
    )
    for words in _all(result, "publicationDocuments"):
        try:
            papers = [(paper.get("nameDoc"), paper.get("docUrl")) for paper in json.loads(words)]
        except (ValueError, AttributeError, TypeError):
            record.doubts.append(Doubt("documents", quote=words[:200]))
            continue
        for name, url in papers:
            source_fields.document(record, name, url)


SOURCE = Source(
    id="eu_sedia",
    name="EU Funding & Tenders portal",
    funder="European Commission",
    family="multilateral",
    kind="json_api",
    homepage=f"{PORTAL}/calls-for-proposals",
    asks=(ask(1),),
    read_listing=read_listing,
    languages=("en", "es", "fr", "de", "pt"),
    country="EU",
    cadence="daily",
    licence="European Commission reuse policy (Decision 2011/833/EU)",
    state="live",
    proof="recorded",
    # About 2,300 were open or forthcoming on 2 September 2026. The minimum is far lower, so that the sample's day (some
    # 60) passes.
    expected=(50, 8000),
    lists_all=True,
    lists_once=True,
    sentinel="totalResults",
)
