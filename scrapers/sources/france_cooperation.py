"""France: calls for decentralised cooperation by country.

Publisher: the French foreign ministry (DAECT). A French local authority leads and applies; municipalities and regions of the partner
country, of Chile in the joint calls with AGCID of 2014 to 2016, take part. Whether a Franco-Chilean call runs now is not known.
Caveats: windows from January to June; the page is rewritten each year, and the same page lives at several addresses.
Format: one SPIP page of prose in French.
Proof: documented (the page of the Franco-Mexican call as stored, 2024; the address is its parent).
"""

from scrapers.readers import single_page
from scrapers.source import Ask, Source

SOURCE = Source(
    id="france_cooperation",
    name="France: coopération décentralisée",
    funder="French Ministry for Europe and Foreign Affairs (DAECT)",
    family="agency",
    kind="listing",
    homepage="https://www.diplomatie.gouv.fr/",
    asks=(
        Ask(
            "https://www.diplomatie.gouv.fr/fr/politique-etrangere-de-la-france/action-exterieure-des-collectivites-territoriales/financer-mes-projets-de-cooperation-decentralisee/appels-a-projets-geographiques/"
        ),
    ),
    read_listing=single_page.reader(
        "Coopération décentralisée : appels à projets géographiques",
        language="fr",
        funder="French Ministry for Europe and Foreign Affairs (DAECT)",
        call_type="grant",
    ),
    languages=("fr",),
    country="FR",
    cadence="weekly",
    licence="not stated",
    state="trial",
    proof="documented",
    # One round at a time; none between rounds is no fault, where the page still speaks of the fund.
    expected=(0, 1),
    lists_all=False,
    lists_once=True,
    sentinel="ppel",
)
