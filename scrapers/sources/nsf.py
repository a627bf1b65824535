"""US National Science Foundation: its feed of new funding opportunities and its feed of those due in the next 30 days.

Publisher: the US National Science Foundation. Awards go to bodies in the United States; Chile takes part as a foreign partner.
Caveats: the first feed holds the newest only (20), the second those due soon, so absence means nothing. The same programme may
stand in both under two addresses (its page and its solicitation). Descriptions are escaped HTML, often the same sentences twice
without a space, or cut; titles may end in a colon. Dates stand in the second feed's descriptions. A target date is no deadline (later
proposals are still considered): a key date and a doubt. A remark under a date says that it holds for one track only: a doubt.
Letters of intent and preliminary proposals are a first stage. No status, no amount, no kind of award is stated.
Format: https://www.nsf.gov/rss; RSS 2.0, whole in one answer each.
Proof: recorded (both feeds, August 2026).
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from pipelines.cleaning import source_fields
from pipelines.cleaning.markup import plain_line
from pipelines.records import Doubt, KeyDate, Record
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source

FEEDS = ("https://www.nsf.gov/rss/rss_www_funding.xml", "https://www.nsf.gov/rss/rss_www_funding_upcoming.rss.xml")
DATED = re.compile(r"(?P<what>[A-Z][\w ]{1,80}?) (?P<kind>Deadline|Target) Dates?: *(?P<when>.+)")
GUIDELINES = re.compile(r"Program Guidelines: *(?P<number>.+)")
BOILERPLATE = re.compile(r"More at https?://\S+|This is an NSF .{1,60}? item\.")
NUMBERED_PAGE = re.compile(r"/(nsf|pd)(\d\d-\w+)/?$")


def read_listing(answer: Answer) -> Page:
    return Page([_record(entry.get("id") or entry.get("link") or "", entry) for entry in answer.entries()])


def _record(key: str, entry: Any) -> Record:
    record = Record(str(key), language="en", funder="US National Science Foundation")
    source_fields.title(record, re.sub(r"[\s:]+$", "", str(entry.get("title") or "")))
    source_fields.address(record, entry.get("link"))
    published = str(entry.get("published") or "")
    day = re.search(r"\d{1,2} [A-Z][a-z]{2} \d{4}", published)
    source_fields.day(record, "published_on", day[0] if day else published, "%d %b %Y")
    # Line breaks are what tells labels, remarks and prose apart.
    lines = [
        line
        for part in re.split(r"(?i)<br\s*/?>|</?p\b[^>]*>|\n", str(entry.get("summary") or ""))
        if (line := plain_line(part))
    ]
    prose = [line for line in _labels_read(record, lines) if not BOILERPLATE.fullmatch(line)]
    record.text = _once(BOILERPLATE.sub(" ", "\n".join(prose)).strip()) or None
    if not record.references and (page := NUMBERED_PAGE.search(record.url)):
        record.references = [f"{page[1].upper()} {page[2].upper()}"]
    return record


def _labels_read(record: Record, lines: list[str]) -> list[str]:
    """Read the labelled lines into the record; what is left is prose."""
    labelled = [bool(DATED.match(line) or GUIDELINES.match(line)) for line in lines]
    for place, line in enumerate(lines):
        if guidelines := GUIDELINES.match(line):
            record.references = [guidelines["number"]]
        elif dated := DATED.match(line):
            remarked = labelled[place + 1 : place + 2] == [False] and any(labelled[place + 2 :])
            _dated(record, dated, "; ".join(lines[place : place + 1 + remarked]), remarked)
    if any(deadline.stage == 1 for deadline in record.deadlines):
        record.deadline_kind = "two_stage"
        record.deadlines = [dataclasses.replace(deadline, stage=deadline.stage or 2) for deadline in record.deadlines]
    return [line for line, label in zip(lines, labelled, strict=True) if not label]


def _dated(record: Record, dated: re.Match[str], quote: str, remarked: bool) -> None:
    read = Record("")
    first_stage = dated["what"].lower().startswith(("letter", "preliminary"))
    source_fields.deadline(read, dated["when"], "%B %d, %Y", stage=1 if first_stage else None, quote=quote)
    record.doubts += read.doubts
    if dated["kind"] == "Deadline":
        record.deadlines += read.deadlines
    else:
        record.key_dates += [KeyDate("other", target.closes_on, quote) for target in read.deadlines]
    if read.deadlines and (remarked or dated["kind"] == "Target"):
        record.doubts.append(Doubt("deadlines", quote=quote))


def _once(text: str) -> str:
    """The text without its own repetition, which the feed often appends."""
    first, second = text[: len(text) // 2].strip(), text[(len(text) + 1) // 2 :].strip()
    return first if first == second else text


SOURCE = Source(
    id="nsf",
    name="US National Science Foundation: funding opportunities",
    funder="US National Science Foundation",
    family="research",
    kind="feed",
    homepage="https://www.nsf.gov/funding/opportunities",
    asks=tuple(Ask(feed) for feed in FEEDS),
    read_listing=read_listing,
    languages=("en",),
    country="US",
    cadence="daily",
    licence="US federal public data",
    state="live",
    proof="recorded",
    # 20 and 10 in August 2026; the minimum lets a month with few due dates, and the sample's day of 20, pass.
    expected=(15, 200),
    lists_all=False,
    lists_once=False,
    sentinel="<rss",
)
