"""UNDEF: the yearly call of the United Nations Democracy Fund.

Publisher: the UN Democracy Fund. Civil society of any country, Chile included; governments and municipalities do not apply.
Caveats: one window of about a month a year, whose month differs (November 2022 and 2023, February 2025); the page is rewritten each
round, and in 2025 no news announced it: hence the page is watched, not the news. Texts in English or French. robots.txt asks for 10 s.
Format: one Drupal page of prose ("between … and …", "US$ 100,000 to 200,000"), no feed, no API.
Proof: documented (a public project's study of the site, October 2026, and a public connector on the same page).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="undef",
    name="UNDEF: call for proposals",
    funder="United Nations Democracy Fund",
    family="un",
    kind="listing",
    homepage="https://www.un.org/democracyfund/",
    asks=(Ask("https://www.un.org/democracyfund/en/apply-for-funding"),),
    read_listing=single_page.reader(
        "United Nations Democracy Fund: call for proposals",
        language="en",
        funder="United Nations Democracy Fund",
    ),
    languages=("en",),
    country="multilateral",
    cadence="daily",
    licence="not stated",
    state="live",
    proof="documented",
    # One round at a time; none between rounds is no fault, where the page still speaks of the fund.
    expected=(0, 1),
    lists_all=False,
    lists_once=True,
    sentinel="emocracy",
)
