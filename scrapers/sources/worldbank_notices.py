"""World Bank: procurement notices of the projects that it finances, in all countries.

Publisher: the World Bank. The borrowing country's agency buys; firms and consultants bid, mostly from any country. Tenders, not
grants: requests for expressions of interest, invitations for bids, general notices and, typed apart, contract awards.
Caveats: the newest 500 of tens of thousands are read, closed ones among them: absence means nothing. Totals and offsets come as
strings; `procnotices` was an object keyed by id, today it is a list. The closing hour is local and its zone is not stated: a day
with a doubt that quotes the hour. The amount is the buyer's estimate for the contract, or 0. Titles hold line feeds, labels double
spaces. `contact_*` and `notice_text` name persons: neither is asked for, which is why the address names its fields (`fl`).
Format: https://search.worldbank.org/api/v2/procnotices, 100 rows a page (public code, 2026).
Proof: recorded (three notices, September 2026); order, fields and paging of the address from public code.
"""

from __future__ import annotations

from typing import Any

from pipelines.cleaning import source_fields
from pipelines.cleaning.markup import plain_line
from pipelines.records import Doubt, Record
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source

API = "https://search.worldbank.org/api/v2/procnotices?format=json&rows={rows}&os={start}&srt=noticedate&order=desc&fl={fields}"
DETAIL = "https://projects.worldbank.org/en/projects-operations/procurement-detail/"
ROWS, WINDOW = 100, 500
FIELDS = (
    "id",
    "notice_type",
    "noticedate",
    "notice_lang_code",
    "notice_status",
    "submission_deadline_date",
    "submission_deadline_time",
    "project_ctry_name",
    "project_id",
    "project_name",
    "sector",
    "agency_name",
    "bid_reference_no",
    "bid_currency_code",
    "bid_estimate_amount",
    "bid_description",
    "procurement_group_desc",
    "procurement_method_name",
    "noticetitle",
)


def ask(start: int) -> Ask:
    """One page of the notices, the newest first."""
    return Ask(API.format(rows=ROWS, start=start, fields=",".join(FIELDS)))


def read_listing(answer: Answer) -> Page:
    body = answer.json()
    notices, total = body.get("procnotices"), str(body.get("total"))
    if not isinstance(notices, (list, dict)) or not total.isdecimal():
        raise ValueError(
            "la respuesta no trae procnotices y total: capturarla y revisar read_listing en worldbank_notices.py"
        )
    # An old answer's object holds the id in its keys.
    rows = (
        [{"id": key, **row} for key, row in notices.items() if isinstance(row, dict)]
        if isinstance(notices, dict)
        else notices
    )
    held = [row for row in rows if isinstance(row, dict) and row.get("id")]
    start, window = str(body.get("os") or 0), min(int(total), WINDOW)
    after = int(start) + ROWS if start.isdecimal() else WINDOW
    return Page([_notice(row) for row in held], announced=window, next=ask(after) if held and after < window else None)


def _notice(row: dict[str, Any]) -> Record:
    words = {name: plain_line(str(value)) for name, value in row.items() if isinstance(value, (str, int, float))}
    kind, project = words.get("notice_type", ""), words.get("project_name", "")
    record = Record(
        str(row["id"]), funder="World Bank", call_type="award_notice" if "award" in kind.lower() else "tender"
    )
    record.url = f"{DETAIL}{record.record_key}"
    source_fields.title(record, str(row.get("noticetitle") or row.get("bid_description") or project or ""))
    record.language = (words.get("notice_lang_code") or "").lower() or None
    record.programme = f"{words.get('project_id', '')} {project}".strip() or None
    record.references = [words["bid_reference_no"]] if words.get("bid_reference_no") else []
    record.places = [words["project_ctry_name"]] if words.get("project_ctry_name") else []
    if not kind:
        record.doubts.append(Doubt("call_type", quote="no notice_type"))
    if words.get("notice_status", "Published") != "Published":
        record.doubts.append(Doubt("stated_status", quote=words["notice_status"]))
    source_fields.day(record, "published_on", words.get("noticedate"), "%d-%b-%Y")
    _deadline(record, words)
    _amount(record, words)
    sectors = row.get("sector") if isinstance(row.get("sector"), list) else []
    source_fields.prose(
        record,
        words.get("bid_description"),
        headed={
            "Type of notice": kind,
            "Buyer": words.get("agency_name"),
            "Country of the project": words.get("project_ctry_name"),
            "Kind of contract": words.get("procurement_group_desc"),
            "Procurement method": words.get("procurement_method_name"),
            "Sectors": "; ".join(
                str(sector.get("sector_description") or "") for sector in sectors or [] if isinstance(sector, dict)
            ),
        },
    )
    return record


def _deadline(record: Record, words: dict[str, str]) -> None:
    day, hour = words.get("submission_deadline_date", ""), words.get("submission_deadline_time", "")
    source_fields.deadline(record, day.removesuffix("T00:00:00Z"), quote=f"{day} {hour}".strip())
    if record.deadlines and hour:
        record.doubts.append(
            Doubt("deadlines", record.deadlines[0].closes_on.isoformat(), quote=f"{hour}, local time without its zone")
        )


def _amount(record: Record, words: dict[str, str]) -> None:
    estimate, currency = words.get("bid_estimate_amount", ""), words.get("bid_currency_code", "")
    if len(currency) == 3:
        source_fields.amount(record, "amount_total", estimate)
        record.currency = currency.upper() if record.amount_total else None
    elif estimate.strip("0. "):
        record.doubts.append(Doubt("amount_total", quote=f"{estimate} {currency}".strip()))


SOURCE = Source(
    id="worldbank_notices",
    name="World Bank: procurement notices",
    funder="World Bank",
    family="development_bank",
    kind="json_api",
    homepage="https://projects.worldbank.org/en/projects-operations/procurement",
    asks=(ask(0),),
    read_listing=read_listing,
    languages=("en", "es", "fr", "pt"),
    country="US",
    cadence="daily",
    licence="World Bank terms of use for datasets (CC BY 4.0)",
    # Live, the window of 500 is always full. The minimum is far lower, so that the replayed days (3 and a handful)
    # pass.
    state="live",
    proof="recorded",
    expected=(3, 500),
    lists_all=False,
    lists_once=True,
    sentinel="procnotices",
)
