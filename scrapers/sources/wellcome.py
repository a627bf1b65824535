"""Wellcome: its research funding schemes.

Publisher: the Wellcome Trust. The administering organisation must be in an allowed place: anywhere, the UK, or low- and middle-income
countries; Chile is of high income, so that the latter exclude it. Universities and research institutes.
Caveats: some 15 schemes with several rounds a year; closed ones stay with "Closed to applications", some take applications at any time.
Format: cards article.c-text-card--scheme that link to /research-funding/schemes/<name>.
Proof: documented (three public projects, one of which read 13 schemes in September 2026).
"""

import re

from pipelines.records import Record
from scrapers.readers import cards
from scrapers.source import Ask, Source

CALL = re.compile(r"(?i)/research-funding/schemes/([\w-]+)")


def closed(record: Record, text: str) -> None:
    record.stated_status = "closed" if re.search(r"(?i)closed to applications", text) else None


def ask_detail(record: Record) -> Ask | None:
    return None if record.stated_status == "closed" else Ask(record.url)


SOURCE = Source(
    id="wellcome",
    name="Wellcome: research funding schemes",
    funder="Wellcome Trust",
    family="foundation",
    kind="listing",
    homepage="https://wellcome.org/",
    asks=(Ask("https://wellcome.org/research-funding/schemes"),),
    read_listing=cards.listing(CALL, base="https://wellcome.org/", language="en", funder="Wellcome Trust", own=closed),
    ask_detail=ask_detail,
    read_detail=cards.detail(CALL, base="https://wellcome.org/", language="en"),
    languages=("en",),
    country="GB",
    cadence="weekly",
    licence="not stated",
    state="live",
    proof="documented",
    expected=(2, 60),
    lists_all=False,
    lists_once=True,
    sentinel="/research-funding/schemes/",
)
