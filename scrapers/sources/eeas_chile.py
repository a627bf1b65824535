"""EU Delegation to Chile: its calls for proposals.

Publisher: the European External Action Service, for the EU Delegation to Chile. Civil society and local authorities of Chile.
Caveats: one list of all delegations: the running ones are asked for, and those whose address is Chile's are kept, for the filter by
country is known of other countries only. The same calls stand in the EU portal (source eu_sedia) under their EuropeAid reference. One
public project waits a minute between pages.
Format: Drupal cards (a link /delegations/<country>/<name>_en, `time`), pager li.pager__item--next.
Proof: documented (three public projects agree on list, cards and filter).
"""

import re

from pipelines.records import Record
from scrapers.readers import cards
from scrapers.source import Ask, Source

CALL = re.compile(r"(?i)/delegations/([\w-]+/[\w-]+)_[a-z]{2}\b")


def ours(record: Record) -> bool:
    return record.record_key.startswith("chile/")


def reference(record: Record, text: str) -> None:
    record.references = list(dict.fromkeys(re.findall(r"EuropeAid/\d+[\w/-]*", text)))


SOURCE = Source(
    id="eeas_chile",
    name="EU Delegation to Chile: grants",
    funder="EU Delegation to Chile",
    family="multilateral",
    kind="listing",
    homepage="https://www.eeas.europa.eu/delegations/chile_en",
    asks=(Ask("https://www.eeas.europa.eu/eeas/grants_en?f%5B0%5D=grant_status%3Aongoing"),),
    read_listing=cards.listing(
        CALL,
        base="https://www.eeas.europa.eu/",
        language=None,
        funder="EU Delegation to Chile",
        keep=ours,
        first=0,
        following=cards.next_link("li.pager__item--next a[href]", "https://www.eeas.europa.eu/eeas/grants_en"),
    ),
    ask_detail=cards.own_page,
    read_detail=cards.detail(CALL, base="https://www.eeas.europa.eu/", language=None, own=reference),
    languages=("en",),
    country="EU",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    # On most days no call is for Chile.
    expected=(0, 20),
    lists_all=False,
    lists_once=True,
    sentinel="rants",
)
