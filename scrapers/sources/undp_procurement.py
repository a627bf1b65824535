"""UNDP: procurement notices and calls for proposals for Chile and its region.

Publisher: the United Nations Development Programme. Most are tenders; calls for proposals for NGOs (low-value grants) stand among them.
Caveats: some 400 notices of all countries on one page: those whose office names Chile, Latin America or a region, and every call for
proposals, are kept; the rest are skipped. Days are DD-Mon-YY, hours of New York. Two numberings: nego_id, and notice_id of older ones.
Format: links `view_negotiation.cfm?nego_id=` around cells, each a label and a value.
Proof: documented (two public scrapers agree on the markup, 2026).
"""

import re

from pipelines.records import Record
from scrapers.readers import cards
from scrapers.source import Ask, Source

LIST = "https://procurement-notices.undp.org/"
NOTICE = re.compile(r"(?i)view_(?:negotiation|notice)\.cfm\?((?:nego|notice)_id=\d+)")
PROPOSALS = re.compile(r"(?i)\bProcess:?\s++[^\n]{0,200}?call for proposals")
OFFICE = re.compile(r"(?i)Office/Country:?\s++[^\n]{0,200}?\b(?:chile|latin america|rblac|regional|global)\b")
TITLE, REFERENCE = re.compile(r"(?m)^Title:?\s+(.+)$"), re.compile(r"(?m)^Ref No:?\s+(.+)$")


def notice(record: Record, text: str) -> None:
    title, reference = TITLE.search(text), REFERENCE.search(text)
    record.title = title[1] if title else record.title
    record.references = [reference[1]] if reference else []
    record.call_type = "grant" if PROPOSALS.search(text) else "tender"


def ours(record: Record) -> bool:
    return bool(PROPOSALS.search(record.text or "") or OFFICE.search(record.text or ""))


SOURCE = Source(
    id="undp_procurement",
    name="UNDP: procurement notices and calls for proposals",
    funder="United Nations Development Programme",
    family="un",
    kind="listing",
    homepage="https://procurement-notices.undp.org/",
    asks=(Ask(LIST),),
    read_listing=cards.listing(
        NOTICE, base=LIST, language=None, funder="United Nations Development Programme", own=notice, keep=ours
    ),
    languages=("en", "es"),
    country="multilateral",
    cadence="daily",
    licence="not stated",
    state="live",
    proof="documented",
    # On many days no notice is for Chile or its region.
    expected=(0, 200),
    lists_all=False,
    lists_once=True,
    sentinel="vacanciesTable",
)
