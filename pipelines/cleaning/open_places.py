"""The countries and groups of countries for which a text says that a call is open.

Belongs here: the places that sentences on eligibility name, under their Spanish names. Does not belong: the verdict for
one country (`pipelines/matching/eligibility/assessment.py`).
"""

from __future__ import annotations

import re
from functools import cache

from pipelines.cleaning.cues import WordList, cues
from pipelines.cleaning.sentences import Clauses

_NAMES: dict[str, str] = {
    "Argentina": "argentina|argentine|argentinien",
    "Bolivia": "bolivia|bolivie|bolivien",
    "Brasil": "brasil|brazil|bresil|brasilien",
    "Chile": "chile|chili|region metropolitana(?! de (?!santiago))",
    "Colombia": "colombia|colombie|kolumbien",
    "Costa Rica": "costa rica",
    "Cuba": "cuba|kuba",
    "Ecuador": "ecuador|equador|equateur",
    "El Salvador": "el salvador",
    "España": "espana|spain|espagne|espanha|spanien",
    "Guatemala": "guatemala",
    "Haití": "haiti",
    "Honduras": "honduras",
    "Jamaica": "jamaica|jamaique|jamaika",
    "México": "mexico|mejico|mexique|mexiko",
    "Nicaragua": "nicaragua",
    "Panamá": "panama",
    "Paraguay": "paraguay|paraguai",
    "Perú": "peru|perou",
    "Portugal": "portugal",
    "República Dominicana": "republica dominicana|dominican republic|republique dominicaine",
    "Uruguay": "uruguay|uruguai",
    "Venezuela": "venezuela",
    "Canadá": "canada|kanada",
    "Estados Unidos": "estados unidos|united states|etats-unis|vereinigte[n]? staaten",
    "Alemania": "alemania|germany|allemagne|alemanha|deutschland",
    "Francia": "francia|france|franca|frankreich",
    "Reino Unido": "reino unido|united kingdom|royaume-uni",
    "Unión Europea": (
        "union europea|estados miembros de la ue|european union|eu member states|union europeenne|uniao"
        " europeia|europaische[n]? union"
    ),
    "América Latina y el Caribe": (
        "latin america and the caribbean|america latina y (?:el )?caribe|amerique latine et (?:les |des )?caraibes|"
        "america latina e (?:o )?caribe|lateinamerika und (?:die |der )?karibik"
    ),
    "América Latina": (
        "latin america|latinoamerica|america latina|amerique latine|lateinamerika|latin american countries"
    ),
    "América del Sur": "south america|america del sur|sudamerica|america do sul|sudamerika|amerique du sud",
    "Iberoamérica": "iberoamerica\\w{0,30}|ibero-america\\w{0,30}",
    "África": "(?<!south )africa|afrique(?! du sud)|afrika",
    "Asia": "asia|asie|asien",
    "Europa": (  # no programme's name
        "(?<!digital )(?<!creative )(?<!horizon )(?<!interreg )(?<!council of )(?<!conseil de l')europe(?! creative|"
        " numerique)|(?<!horizonte )(?<!horizont )(?<!consejo de )europa(?! creativa| digital| criativa)"
    ),
    "Todo el mundo": (
        "worldwide|any country|(?:any|all) nationalit(?:y|ies)|cualquier nacionalidad|toutes (?:les"
        " )?nationalites|qualquer nacionalidade|aller (?:welt|nationalitaten)|all countries|anywhere in the"
        " world|around the world|todo el mundo|cualquier (?:pais|parte del mundo)|todos los paises|monde entier|tous"
        " les pays|todo o mundo|qualquer pais|todos os paises|weltweit|aus allen landern"
    ),
    "Países en desarrollo": (
        "developing countries|paises en desarrollo|pays en developpement|paises em"
        " desenvolvimento|entwicklungslander\\w{0,30}"
    ),
    "Países elegibles para la AOD": (
        "oda[- ]eligible|oda recipient|elegibles (?:para|de) (?:la )?aod|dac list|lista (?:del )?cad|liste (?:du )?cad"
    ),
    "Países de ingreso bajo y medio": (
        "low-? and middle-?income|ingresos? bajos? y medi(?:o|ano)s?|revenu faible (?:et|ou) intermediaire|baixa e"
        " media renda"
    ),
}
_PLACES = [(place, re.compile(names)) for place, names in _NAMES.items()]
_ANY = WordList(f"(?:{'|'.join(_NAMES.values())})(?![a-z])")
_LONGEST = 1500
_CUE = cues(
    r"eligib|open to|(?:can|may) (?:apply|enter|participate|take part)|of any (?:country|nationality)|"
    r"applicants?|applications? from|based in|registered in|from any|nationals? of|residents? of|"
    r"participating countries|worldwide|countries\b|anywhere|"
    r"elegible|pueden? (?:postular|participar|presentar|optar|sumarse|inscribirse)|"
    r"podran (?:postular|participar|presentar|optar)|dirigid[oa] a|"
    r"paises (?:participantes|miembros|elegibles)|con sede en|residentes? en|domicilia|de cualquier|de todo el"
    r" mundo|participan\b|"
    r"convocatoria .{0,40} en\b|"
    r"peuvent (?:candidater|participer|deposer|demander|postuler|soumettre|presenter|solliciter)|"
    r"pays (?:eligibles|participants)|bases? (?:en|au)|du monde|podem (?:participar|"
    r"candidatar|concorrer)|de todo o mundo|paises participantes|qualquer pais|"
    r"antragsberechtigt|(?:teilnehmen|bewerben) konnen|mit sitz in|aus allen|weltweit|teilnahmeberechtigt"
)
_NEGATED = cues(
    r"(?:except|excluding|apart from|other than|not open to|not eligible|excepto|salvo|excluid\w{0,30}|no"
    r" elegibles?|sauf|a l'exception|"
    r"exceto|ausser|ausgenommen)[^.;)\n]*"
)


@cache
def _place_of(name: str) -> str:
    return next(place for place, names in _PLACES if names.fullmatch(name))


def read_places(clauses: Clauses) -> tuple[list[str], tuple[int, int] | None]:
    """The places in the order of the list above, and where the first is named; empty where the text does not say."""
    folded = clauses.folded
    found: set[str] = set()
    first: tuple[int, int] | None = None
    judged: dict[tuple[int, int], tuple[bool, list[tuple[int, int]]]] = {}
    for match in _ANY.find(clauses.words):
        span = clauses.span(match.start())
        if folded[max(0, span[0] - 3) : span[0]].rstrip().endswith(":"):
            span = clauses.span(span[0] - 1)[0], span[1]  # a list under its heading
        if span not in judged:
            short = span[1] - span[0] <= _LONGEST
            judged[span] = (
                short and bool(_CUE.search(folded, *span)),
                [m.span() for m in _NEGATED.finditer(folded, *span)] if short else [],
            )
        invited, negated = judged[span]
        if invited and not any(start <= match.start() < end for start, end in negated):
            found.add(_place_of(match.group()))
            first = first or match.span()
    if "América Latina y el Caribe" in found:
        found.discard("América Latina")
    return [place for place in _NAMES if place in found], first
