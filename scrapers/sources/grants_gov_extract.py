"""Grants.gov: all funding opportunities of the United States' federal agencies, in the portal's daily extract.

Publisher: the Department of Health and Human Services, for all federal agencies; who may apply is as `grants_gov` tells.
Caveats: one file a day for the whole history (82,230 opportunities, 78 MB packed, 320 MB of XML in August 2026), so that one download has
the words that the API gives one by one. Closed and archived ones, by the day in the file's own name, are skipped; absence means
nothing, for an archived opportunity leaves without a word. The file of a day comes during that day: until then the day before's
is read. Dates are MMDDYYYY. A forecast's dates are estimates: none is taken as a date, each is a doubt that quotes it. "none"
and 0 are no amounts. Categories of applicants are codes of US bodies: they stand as words in the text, and `applicant_types` stays
empty. Contacts are persons: not read. An Assistance Listing (CFDA) number is a programme's: it stands in `programme`.
Format: https://www.grants.gov/xml-extract; a ZIP archive with one XML member, sizes only behind the data; elements in any order.
Proof: documented (the archive's first and last bytes, sizes and counts of 9 August 2026 in public notes; field names in public code).
"""

from __future__ import annotations

import re

from pipelines.cleaning import source_fields
from pipelines.cleaning.markup import plain_line
from pipelines.records import CallType, Doubt, Record
from scrapers.readers.answer import Answer
from scrapers.readers.bulk_files import BadExtract, elements
from scrapers.source import Ask, Page, Source

FILE = "https://prod-grants-gov-chatbot.s3.amazonaws.com/extracts/GrantsDBExtract{}v2.zip"
SYNOPSIS, FORECAST = "OpportunitySynopsisDetail_1_0", "OpportunityForecastDetail_1_0"
DAY = "%m%d%Y"
MONTH_FIRST = re.compile(r"\d{8}")
NAMED = re.compile(r"GrantsDBExtract(\d{8})")
APPLICANTS = {
    "00": "State governments",
    "01": "County governments",
    "02": "City or township governments",
    "04": "Special district governments",
    "05": "Independent school districts",
    "06": "Public and State controlled institutions of higher education",
    "07": "Federally recognized Native American tribal governments",
    "08": "Public housing authorities and Indian housing authorities",
    "11": "Other Native American tribal organizations",
    "12": "Nonprofits with 501(c)(3) status",
    "13": "Nonprofits without 501(c)(3) status",
    "20": "Private institutions of higher education",
    "21": "Individuals",
    "22": "For-profit organizations other than small businesses",
    "23": "Small businesses",
    "25": "Others, as the text says",
    "99": "Unrestricted",
}
ESTIMATES = {
    "EstimatedSynopsisPostDate": ("opens_on", "Estimated posting date"),
    "EstimatedSynopsisCloseDate": ("deadlines", "Estimated due date"),
    "EstimatedAwardDate": ("key_dates", "Estimated award date"),
    "EstimatedProjectStartDate": ("key_dates", "Estimated project start"),
}
Texts = dict[str, list[str]]


def read_listing(answer: Answer) -> Page:
    named = NAMED.search(answer.text())
    if named is None:
        raise BadExtract("el archivo no trae un XML llamado GrantsDBExtract<día>")
    day, records, skipped = named[1], [], 0
    for name, texts in elements(answer, SYNOPSIS, FORECAST):
        if _past(texts, day):
            skipped += 1
        else:
            records.append(_record(texts, forecast=name == FORECAST))
    return Page(records, skipped=skipped)


def _past(texts: Texts, day: str) -> bool:
    """Whether the opportunity was closed or archived before the day of the extract; of neither date, not."""
    ends = [words for name in ("CloseDate", "ArchiveDate") if MONTH_FIRST.fullmatch(words := _first(texts, name))]
    return any(words[4:] + words[:4] < day for words in ends)


def _record(texts: Texts, forecast: bool) -> Record:
    key = _first(texts, "OpportunityID")
    said = {words: (field, texts[name][0]) for name, (field, words) in ESTIMATES.items() if name in texts}
    record = Record(
        key, url=f"https://www.grants.gov/search-results-detail/{key}", stated_status="forecast" if forecast else None
    )
    source_fields.title(record, _first(texts, "OpportunityTitle"))
    record.funder = plain_line(_first(texts, "AgencyName")) or None
    record.references = texts.get("OpportunityNumber", [])[:1]
    record.programme = (
        "; ".join(f"Assistance Listing {plain_line(number)}" for number in texts.get("CFDANumbers", [])) or None
    )
    record.call_type = _call_type(set(texts.get("FundingInstrumentType", [])))
    source_fields.day(record, "stated_on", _first(texts, "LastUpdatedDate"), DAY)
    if forecast:
        record.doubts += [Doubt(field, quote=f"{words}: {day}") for words, (field, day) in said.items()]
    else:
        source_fields.day(record, "published_on", _first(texts, "PostDate"), DAY)
        source_fields.deadline(record, _first(texts, "CloseDate"), DAY)
    source_fields.amount(record, "amount_max", _first(texts, "AwardCeiling"))
    source_fields.amount(record, "amount_min", _first(texts, "AwardFloor"))
    source_fields.amount(record, "amount_total", _first(texts, "EstimatedTotalProgramFunding"))
    record.currency = "USD" if record.amount_max or record.amount_min or record.amount_total else None
    source_fields.prose(
        record,
        _first(texts, "Description"),
        headed={
            "Eligible applicants": "; ".join(
                APPLICANTS.get(code, code) for code in texts.get("EligibleApplicants", [])
            ),
            "Additional information on eligibility": _first(texts, "AdditionalInformationOnEligibility"),
            "Closing date": "" if forecast else _first(texts, "CloseDateExplanation"),
            "Cost sharing or matching": {"Yes": "required", "No": "not required"}.get(
                _first(texts, "CostSharingOrMatchingRequirement")
            ),
        },
    )
    source_fields.document(
        record, _first(texts, "AdditionalInformationText"), _first(texts, "AdditionalInformationURL")
    )
    return record


def _first(texts: Texts, name: str) -> str:
    return texts.get(name, [""])[0]


def _call_type(instruments: set[str]) -> CallType | None:
    if instruments & {"G", "CA"}:
        return "grant"
    return "tender" if "PC" in instruments else "other" if "O" in instruments else None


SOURCE = Source(
    id="grants_gov_extract",
    name="Grants.gov: daily extract",
    funder="United States federal agencies",
    family="agency",
    kind="bulk",
    homepage="https://www.grants.gov/xml-extract",
    asks=(Ask(FILE.format("{day}"), instead=Ask(FILE.format("{before}"))),),
    read_listing=read_listing,
    languages=("en",),
    country="US",
    cadence="weekly",
    licence="US public domain",
    state="trial",
    proof="documented",
    # 1,034 were posted on 2 September 2026, and forecasts beside them.
    expected=(500, 10000),
    lists_all=False,
    lists_once=True,
    sentinel="GrantsDBExtract",
)
