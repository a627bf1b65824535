"""AFD: calls for projects of France's development agency.

Publisher: Agence française de développement. NGOs and researchers, often with a French lead; Chile is seldom one of its countries.
Caveats: two or so are open at a time. Both days of a call stand in one string. The list is asked for calls open and coming.
Format: Drupal with the French state's design (div.views-row, a.fr-pagination__link--next).
Proof: documented (four public projects, one of which read it in August 2026, agree on list, rows and pager).
"""

import re

from pipelines.records import Record, StatedStatus
from scrapers.readers import cards
from scrapers.source import Ask, Source

CALL = re.compile(r"(?i)/fr/appels-a-projets/(?!liste)([\w-]+)")
STATES: dict[str, StatedStatus] = {"en cours": "open", "prochainement": "forecast", "clos": "closed"}


def state(record: Record, text: str) -> None:
    word = re.search(r"(?im)^(en cours|prochainement|clos)$", text)
    record.stated_status = STATES[word[1].lower()] if word else None


SOURCE = Source(
    id="afd",
    name="AFD : appels à projets",
    funder="Agence française de développement",
    family="agency",
    kind="listing",
    homepage="https://www.afd.fr/",
    asks=(Ask("https://www.afd.fr/fr/appels-a-projets/liste?status%5Bongoing%5D=ongoing&status%5Bsoon%5D=soon"),),
    read_listing=cards.listing(
        CALL,
        base="https://www.afd.fr/",
        language="fr",
        funder="Agence française de développement",
        own=state,
        none="appels-a-projets",
        first=0,
        following=cards.next_link("a.fr-pagination__link--next[href]", "https://www.afd.fr/fr/appels-a-projets/liste"),
    ),
    ask_detail=cards.own_page,
    read_detail=cards.detail(CALL, base="https://www.afd.fr/", language="fr"),
    languages=("fr",),
    country="FR",
    cadence="weekly",
    licence="not stated",
    state="live",
    proof="documented",
    # No open call is a possible answer.
    expected=(0, 60),
    lists_all=False,
    lists_once=True,
    sentinel="appels-a-projets",
)
