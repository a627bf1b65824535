"""UK Research and Innovation: its funding finder.

Publisher: UKRI. A UK research organisation leads as a rule; Chilean universities join as international co-leads or partners where the
call says so. No use to a municipality alone.
Caveats: the newest twenty only, so absence means nothing. "(invite only)" in a title: open to those invited, skipped. The same page
answers on three hosts: the key is the address's last part. Closing hours are UK time.
Format: RSS 2.0 of WordPress; a page's labels ("Opportunity status", "Total fund", "Closing date") above their values.
Proof: documented (a live probe of October 2026 found 20 calls in 20 items; labels by stored pages).
"""

import re

from pipelines.records import Record
from scrapers.readers import call_filter, cards
from scrapers.source import Ask, Source

CALL = re.compile(r"/opportunity/([\w-]+)/?")


def keyed(record: Record, text: str) -> None:
    found = CALL.search(record.url)
    record.record_key = found[1] if found else record.record_key


SOURCE = Source(
    id="ukri",
    name="UKRI: funding finder",
    funder="UK Research and Innovation",
    family="research",
    kind="feed",
    homepage="https://www.ukri.org/opportunity/",
    asks=(Ask("https://www.ukri.org/opportunity/feed/"),),
    read_listing=call_filter.reader(
        "en",
        funder="UK Research and Innovation",
        own=keyed,
        only=lambda title, lead: "invite only" not in title.lower(),
    ),
    ask_detail=cards.own_page,
    read_detail=cards.detail(CALL, base="https://www.ukri.org/", language="en"),
    languages=("en",),
    country="GB",
    cadence="daily",
    licence="Open Government Licence v3",
    state="live",
    proof="documented",
    expected=(1, 60),
    lists_all=False,
    lists_once=True,
    sentinel="<rss",
)
