"""UN Global Marketplace: procurement notices of the United Nations' organisations.

Publisher: UNGM, for some thirty UN organisations (UNDP, UNOPS, UNICEF, FAO, IOM, WHO ...). Firms and consultants bid; the few calls
for grant proposals and for implementing partners, open to NGOs and public bodies, are typed apart.
Caveats: a POST that answers with HTML. The newest 300 are read: the search's total (15,290 in October 2026) holds closed notices
too, and nothing on record proves that `IsActive` leaves them out, so absence means nothing. Deadlines carry hour and zone, "GMT 4.30"
being +04:30; 00:00 is kept as stated, with a doubt, for it may mean the end of that day. Titles are cut at 80 characters by some
organisations: a doubt. A reference without a digit repeats the title: not taken. "Multiple destinations" is no place. The days
remaining are counted from the fetch: not read. The site has answered 403 to agents that name a product and 400 to some bodies
(public notes, September 2026): hence `trial`.
Format: rows `div.dataRow[data-noticeid]`, 15 a page, the total in an inline script; the body from public code (2024, 2026).
Proof: recorded (five rows, October 2026).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipelines.cleaning import source_fields
from pipelines.cleaning.markup import plain_line
from pipelines.records import CallType, Doubt, Record
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

SEARCH = "https://www.ungm.org/Public/Notice/Search"
ROWS, WINDOW = 15, 300
TOTAL = re.compile(r"noticeTotal\s*=\s*[\"']?([\d,]+)")
DEADLINE = re.compile(
    r"(?P<day>\d{1,2}-[A-Za-z]{3}-\d{4}) (?P<hour>\d{1,2}:\d\d) ?"
    r"\(GMT ?(?P<sign>[+-]?)(?P<hours>\d{1,2})[.:](?P<minutes>00|15|30|45)\)",
)
CUT = 80


def ask(page: int) -> Ask:
    """One page of the notices, those published last first; dates stay empty, for a listing has no clock."""
    body: dict[str, Any] = {
        "PageIndex": page,
        "PageSize": ROWS,
        "Title": "",
        "Description": "",
        "Reference": "",
        "PublishedFrom": "",
        "PublishedTo": "",
        "DeadlineFrom": "",
        "DeadlineTo": "",
        "Countries": [],
        "Agencies": [],
        "UNSPSCs": [],
        "NoticeTypes": [],
        "SortField": "DatePublished",
        "SortAscending": False,
        "isPicker": False,
        "IsSustainable": False,
        "IsActive": True,
        "NoticeDisplayType": None,
        "NoticeSearchTotalLabelId": "noticeSearchTotal",
        "TypeOfCompetitions": [],
    }
    return Ask(SEARCH, method="POST", json=body, headers={"X-Requested-With": "XMLHttpRequest"})


def read_listing(answer: Answer) -> Page:
    total = TOTAL.search(answer.text())
    if total is None:
        raise ValueError("la respuesta no trae noticeTotal: capturarla y revisar TOTAL en scrapers/sources/ungm.py")
    rows = [row for row in answer.html().css("div.dataRow[data-noticeid]") if row.attributes.get("data-noticeid")]
    page = int(answer.ask.json["PageIndex"]) if answer.ask and answer.ask.json else 0
    window = min(int(total[1].replace(",", "")), WINDOW)
    after = ask(page + 1) if rows and (page + 1) * ROWS < window else None
    return Page([_notice(row) for row in rows], announced=window, next=after)


def _notice(row: LexborNode) -> Record:
    record = Record(str(row.attributes["data-noticeid"]))
    source_fields.address(record, f"/Public/Notice/{record.record_key}", SEARCH)
    source_fields.title(record, _text(row.css_first(".resultTitle .ungm-title")))
    if len(record.title) == CUT:
        record.doubts.append(Doubt("title", record.title, quote=f"{CUT} characters: cut by the portal?"))
    kind, agency = _text(row.css_first("label[for]")), _text(row.css_first(".resultAgency"))
    reference = _text(row.css_first("[data-description=Reference]"))
    # Two cells have no mark of their own: the publication follows the deadline, the country comes last.
    cells = row.css(".tableCell")
    marks = [(cell.attributes.get("data-description") or "") for cell in cells]
    after = marks.index("Deadline") + 1 if "Deadline" in marks else len(cells)
    country = _text(cells[-1]) if len(marks) > 1 and marks[-2] == "Reference" else ""
    record.funder, record.references = agency or None, [reference] if re.search(r"\d", reference) else []
    record.call_type = _call_type(kind)
    record.places = [country] if country and not country.lower().startswith("multiple") else []
    source_fields.day(record, "published_on", _text(cells[after]) if after < len(cells) else None, "%d-%b-%Y")
    _deadline(record, _text(row.css_first("[data-description=Deadline] span")))
    source_fields.prose(record, headed={"Type of notice": kind, "Organisation": agency, "Beneficiary country": country})
    return record


def _text(node: LexborNode | None) -> str:
    return plain_line(node.text(separator=" ")) if node is not None else ""


def _call_type(kind: str) -> CallType:
    if "grant" in kind.lower() or "call for proposal" in kind.lower():
        return "grant"
    return "other" if "implementing partner" in kind.lower() else "tender"


def _deadline(record: Record, words: str) -> None:
    """The day, hour and zone as stated; the day alone, with a doubt, where hour or zone is none."""
    read = DEADLINE.fullmatch(words)
    if read is None:
        day = re.match(r"\d{1,2}-[A-Za-z]{3}-\d{4}", words)
        source_fields.deadline(record, day[0] if day else words, "%d-%b-%Y", quote=words)
        if record.deadlines:
            record.doubts.append(Doubt("deadlines", record.deadlines[0].closes_on.isoformat(), quote=words))
        return
    zone = f"{read['sign'] or '+'}{int(read['hours']):02}:{read['minutes']}"
    moment = f"{read['day']} {read['hour']} {zone}"
    source_fields.deadline(record, moment, "%d-%b-%Y %H:%M %z", timezone=zone, quote=words, midnight=True)
    if record.deadlines and read["hour"] in ("00:00", "0:00"):
        record.doubts.append(Doubt("deadlines", record.deadlines[0].closes_on.isoformat(), quote=words))


SOURCE = Source(
    id="ungm",
    name="UN Global Marketplace: notices",
    funder="United Nations organisations",
    family="un",
    kind="listing",
    homepage="https://www.ungm.org/Public/Notice",
    asks=(ask(0),),
    read_listing=read_listing,
    languages=("en", "es", "fr"),
    country="US",
    cadence="daily",
    licence="UNGM terms; facts of public notices",
    # Live, the window of 300 is always full. The minimum is far lower, so that the replayed days (5 and a handful)
    # pass.
    state="trial",
    proof="recorded",
    expected=(3, 300),
    lists_all=False,
    lists_once=True,
    sentinel="noticeTotal",
)
