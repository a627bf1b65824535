"""Who may apply, as a text says it in five languages.

Belongs here: the kinds of applicants that a text admits. Does not belong: the verdict on one applicant
(`pipelines/matching/eligibility.py`). Sentences on eligibility are believed first; then those that invite or fund somebody;
last the title and the opening lines. Kinds under a negation are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from pipelines.cleaning.clauses import Clauses
from pipelines.cleaning.cues import WordList, cues
from pipelines.records import ApplicantType

_KINDS: list[tuple[ApplicantType, str]] = [
    ("local_government", (
        r"local (?:and regional )?(?:governments?|authorit\w+|leaders)|municipal governments?|municipal(?:it(?:y|ies)|idad(?:es)?|"
        r"ities)\b|city (?:and regional )?governments?|(?<!sustainable )(?<!smart )(?<!resilient )\bcities\b|(?:your|each|every|"
        r"winning) city\b|\bmayors?\b|councils\b|counties|"
        r"gobiernos? (?:locales|municipales|local|municipal)|ayuntamientos?|\bciudades\b(?! (?:sostenibles|resilientes|"
        r"inteligentes|inclusivas|neutras))|alcald(?:es|ias?)\b|intendencias|entidades locales|corporaciones locales|comunas\b|"
        r"collectivites (?:locales|territoriales)?|\bcommunes\b|mairies|municipalites|villes\b|autorites locales|"
        r"governos? (?:locais|municipais)|prefeituras?|municipios?\b|\bcidades\b(?! (?:inclusivas|sustentaveis|inteligentes|"
        r"resilientes))|autarquias|camaras municipais|autoridades locais|"
        r"kommunen?\b|gemeinden?\b|stadte\b|stadten\b|landkreise\w*|gebietskorperschaften|kommunale[rn]? \w+|\bcomuni\b|enti locali")),
    ("regional_government", (
        r"regional (?:and local )?(?:governments?|authorit\w+)|local or regional government|(?:cities|city) and region\w*|"
        r"metropolis members?|of its members\b|states and provinces|subnational|provincial governments?|"
        r"gobiernos? (?:regionales|provinciales|subnacionales|departamentales|estaduales|autonomicos)|ciudades y regiones|"
        r"comunidades autonomas|estados asociados|\bprovincias\b|"
        r"regions\b(?= (?:et|peuvent))|conseils regionaux|departements? et regions|governos? (?:regionais|estaduais)|cidades e regioes|"
        r"bundeslander\w*|\blander\b|landesregierung\w*|enti regionali")),
    ("national_government", (
        r"national governments?|ministr(?:y|ies)\b|government (?:agencies|bodies|departments|entities)|"
        r"(?<!local )(?<!regional )(?<!city )(?<!municipal )(?<!inter)(?<!inter-)\bgovernments\b|constitutional bodies|"
        r"public (?:authorit\w+|bodies|institutions|entities|agencies)|eligible parties|national (?:implementing|designated) \w+|"
        r"national,|"
        r"gobiernos? (?:nacionales|centrales)|ministerios\b|\bgobiernos\b(?! (?:locales|municipales|regionales|de la red|miembro|"
        r"provinciales|subnac))|(?:organismos|entidades|instituciones) (?:gubernamentales|publicas|estatales)|"
        r"gouvernements\b|ministeres|organismes publics|administrations publiques|etablissements publics|"
        r"governos nacionais|ministerios|orgaos publicos|entidades publicas|(?:instituicoes|organismos) publicas|"
        r"ministerien|behorden|offentliche (?:einrichtungen|stellen|trager)")),
    ("ngo", (
        r"\bngos?\b|non-?governmental|non[- ]?profits?|not[- ]for[- ]profits?|civil society|\bcsos?\b|charit(?:y|ies)|"
        r"community (?:groups|(?:based )?organi[sz]ations?)|(?:formal and informal|youth-led|women-led|grassroots|feminist|local|"
        r"community-based|indigenous) (?:\w+ )?organi[sz]ations|foundations\b(?! for)|associations\b|501\(c\)\(3\)|"
        r"\bongd?s?\b|\boscs?\b|sociedad civil|sin (?:fines|animo|fin) de lucro|organizaciones? (?:no gubernamental|comunitari|"
        r"social|feminist|de base|de mujeres|privadas sin|de todo)\w*|asociaciones\b(?! (?:entre|publico))|fundaciones|"
        r"socios locales|juntas de vecinos|organizaciones territoriales|colectivos\b|comunidades de chilenos|"
        r"corporaciones (?:privadas|sin)|"
        r"\bonge?s?\b|organismes? a but non lucratif|but non lucratif|sans but lucratif|societe civile|\bosi\b|associations?\b|fondations|"
        r"sociedade (?:de )?civil|sem fins lucrativos|organizac(?:oes|ao) (?:da|nao|comunitari|de base|indigena)\w*|associacoes|"
        r"fundacoes|coletivos|movimentos (?:de base|sociais)|grupos (?:e movimentos|que defendem|de base)|comunidades de base|"
        r"\bnro\b|\bnros\b|nichtregierungsorganisation\w*|gemeinnutzige\w*|zivilgesellschaft\w*|vereinen?\b|verbanden?\b|initiativen\b|"
        r"stiftungen|terzo settore|societa civile|senza scopo di lucro")),
    ("university", (
        r"universit(?:y|ies)\b|higher education|academic (?:institution|institute)s?|\bcolleges?\b|academia\b|"
        r"universidad(?:es)?\b|educacion superior|instituciones academicas|universites?\b|enseignement superieur|ecoles superieures|"
        r"universidades\b|ensino superior|instituicoes academicas|hochschulen?\b|universitat(?:en)?\b|universita\b")),
    ("research", (
        r"research (?:institut|cent|organi|group|bodies|team)\w*|researchers?\b|scientists?\b|r&d (?:bodies|cent\w+)|"
        r"centros? de (?:investigacion|i\+d)|institutos? de investigacion|investigador(?:es|as)\b|grupos? de (?:investigacion|"
        r"i\+d|i&d)|centros? tecnologicos?|redes tematicas de investigacion|"
        r"organismes de recherche|centres? de recherche|instituts? de recherche|chercheu(?:rs|ses)|laboratoires?|"
        r"centros? de (?:pesquisa|i&d)|institutos? de pesquisa|pesquisadores|instituicoes de pesquisa|investigadores|"
        r"forschungseinrichtung\w*|forschungsinstitut\w*|forschende|wissenschaftler\w*|forschungsgruppen|enti di ricerca|ricercatori")),
    ("sme", (
        r"\bsmes?\b|small (?:and|or) medium|small business\w*|start-?ups?\b|entrepreneurs?\b|women-(?:run|owned)|msmes?|"
        r"micro-?enterprises|early-stage business\w*|"
        r"\bpymes?\b|\bmi?pymes?\b|mypes|pequenas y medianas|medianas empresas|emprendedor(?:es|as)|emprendimientos|microempresas|"
        r"empresas de menor tamano|iniciativa empresarial|fines de lucro y en fase|"
        r"\bpme\b|\btpe\b|petites et moyennes|jeunes pousses|entrepreneu(?:rs|ses)|"
        r"\bpmes?\b|micro e pequenas|pequenas e medias|empreendedor(?:es|as)|com fins lucrativos, em fase|negocios de impacto|"
        r"\bkmu\b|kleine(?:n)? und mittlere\w*|kleinstunternehmen|existenzgrund\w*|\bpmi\b|piccole e medie")),
    ("company", (
        r"companies\b|private (?:sector|compan\w+|enterpris\w+|entities)|enterprises?\b|"
        r"(?<!small )(?<!owned )(?<!run )\bbusinesses\b|for-profit|firms\b|"
        r"empresas?\b(?! de menor)|sector privado|con (?:o sin )?fines de lucro|organizaciones privadas(?! sin)|"
        r"entidades publicas y privadas|"
        r"entreprises?\b|secteur prive|societes commerciales|empresas\b|setor privado|unternehmen\b|gewerbliche\w*|"
        r"privatwirtschaft|betriebe\b|imprese\b")),
    ("individual", (
        r"individuals?\b|natural persons|citizens|artists?\b|musicians|students?\b|young (?:people|innovators|leaders)|"
        r"freelanc\w+|scholars?\b|practitioners|journalists|"
        r"personas? naturale?s?|personas fisicas|individuos|ciudadan(?:os|as)\b|artistas|music(?:os|as)\b|solistas|compositores|"
        r"estudiantes|jovenes\b|periodistas|publico en general|profesionales|becari[oa]s|mujeres emprendedoras|"
        r"personnes physiques|particuliers|individus|artistes|etudiants|jeunes\b(?! pousses)|"
        r"pessoas fisicas|individuos|cidadaos|estudantes|jovens|mulheres empreendedoras|"
        r"einzelpersonen|naturliche personen|privatpersonen|studierende|kunstler\w*|burger(?:n|innen)?\b|privatpersonen|"
        r"jugendliche\w*|persone fisiche|cittadini")),
    ("international_org", (
        r"international organi[sz]ations?|inter-?government\w*|multilateral (?:implementing|organi[sz]ation|agenc)\w*|un agencies|"
        r"organismos internacionales|organizaciones internacionales|organismos multilaterales|organisations internationales|"
        r"intergouvernemental\w*|organizacoes internacionais|organismos internacionais|internationale organisationen|"
        r"organizzazioni internazionali")),
    ("any", (
        r"open to (?:all|anyone|everyone)(?= (?:legal entit|type|kind|applicant|organi)|[.;,])|any (?:legal entity|"
        r"type of organi[sz]ation|applicant)|all types of (?:applicants|organi[sz]ations|entities)|unrestricted|"
        r"cualquier (?:persona|entidad|tipo de organizacion|organizacion)|todo tipo de (?:organizaciones|entidades)|"
        r"publico en general|abierta? a todos|toute personne morale|tout type d'organis\w+|qualquer (?:entidade|organizacao|"
        r"pessoa)|alle rechtsformen|jede juristische person|qualsiasi ente")),
]
_PATTERNS: list[tuple[ApplicantType, re.Pattern[str]]] = [(kind, cues(words)) for kind, words in _KINDS]
_ELIGIBILITY = WordList(
    r"eligib|(?:can|may|who can|should|must|to) (?:also )?(?:apply|submit|participate|propose|take part|join)|open to\b|"
    r"applicants? (?:must|should|may|can|are)|applications? (?:from|by)|invites?\b|who:|intended for|aimed at|lead applicant|"
    r"asks?\b|expected to be|"
    r"elegible|pueden? (?:postular|participar|presentar|optar|ser|coordinar)|podran? (?:postular|participar|presentar|optar|ser|"
    r"acceder)|dirigid[oa]s? a|destinad[oa]s? a|beneficiari[oa]s\b|postulantes|solicitantes|quienes|"
    r"para (?:\w+ )?(?:organizaciones|personas|grupos|universidades|municipalidades|empresas|asociaciones|entidades|ong|osc)|"
    r"se admiten|participan\b|invita\b|convoca(?:toria)?\b.{0,30} a (?:las|los)|subvenciones a|premiar a|abierto? a\b|apoyar a|"
    r"busca a|"
    r"eligible|peuvent (?:candidater|participer|deposer|postuler|soumettre)|s'adresse|destine[es]* a|ouverte? aux?|"
    r"reserve[es]* aux?|beneficiaires|porteurs? de projet|candidats? eligible|pour (?:les )?(?:organisations|associations|osc|"
    r"femmes entrepreneures)|organismes\b|"
    r"elegive[il]s?|pode(?:m|rao) (?:participar|candidatar|concorrer|apresentar|se inscrever|submeter)|destinad[oa]s? a|"
    r"aceitam-se|candidatos\b|voltad[oa] a|abert[oa]s? a\b|convida|proponentes|instituicoes\b|"
    r"antragsberechtigt|antragstell|bewerben konnen|konnen sich bewerben|teilnahmeberechtigt|richtet sich an|gefordert werden|"
    r"zuwendungsempfanger|bewerbungsberechtigt|ammissibili|possono (?:partecipare|presentare)|beneficiari\b"
)
_NEGATED = cues(
    r"(?:not (?:eligible|open|for|including|universit)|not\b(?=[^.;]{0,30}$)|except(?:ing)?|exclud\w+|other than|no (?:podran|"
    r"pueden|se admiten|seran elegibles|son elegibles)|excepto|salvo|exclui\w+|no elegibles?|no (?=universidad|empresa|gobierno|"
    r"particular|persona)|nao (?:podem|serao|sao|universidades|se aceitam)|exceto|exclus?\b|a l'exception|ne (?:peuvent|sont) pas|"
    r"hors\b|nicht (?:antragsberechtigt|gefordert|teilnahmeberechtigt|bewerben)|ausgeschlossen|ausgenommen|ausser\b|"
    r"non ammissibil\w*|esclus\w*|ineligible|inelegible\w*|se excluyen|quedan excluid)[^.;\n]*"
)
_PARTNERS = cues(
    r"(?:in (?:partnership|collaboration) with|together with|sponsored by|funded by|financed by|organi[sz]ed by|supported by|"
    r"con (?:el )?(?:apoyo|socios|financiamiento|colaboracion) de|junto a|en (?:alianza|colaboracion) con|organizado por|"
    r"financiad[oa] por|impulsad[oa] por|avec le soutien|finance[e]? par|com (?:o )?apoio de|financiad[oa] pel[ao]|"
    r"in zusammenarbeit mit|gefordert (?:durch|von))\s[^.;,\n]{0,70}"
)
_SMALL_FIRMS = cues(
    r"(?:micro|small|pequenas|medianas|petites|moyennes|kleine[nr]?|kleinst\w*|mittlere[nr]?|piccole)\b[^.;:\n]{0,40}?(?:empresas|"
    r"enterprises|businesses|companies|entreprises|unternehmen|imprese)\b"
)
_ALSO = re.compile(r"also|likewise|tambien|ademas|asimismo|egalement|aussi|tambem|ainda|auch|ebenso|anche|- ")
_OPENING = 700
_LONGEST = 1500


def read_applicants(clauses: Clauses, folded_title: str) -> tuple[list[ApplicantType], str | None]:
    """The kinds of applicants in the order of `ApplicantType`, and the first words that say so."""
    folded = clauses.folded
    bounds = [0, *(end for end in clauses.ends if folded[end - 2 : end] != "; "), len(folded)]
    believed: list[str] = []
    quote: str | None = None
    follows = False
    cued: dict[int, re.Match[str]] = {}
    for cue in _ELIGIBILITY.find(clauses.words):
        cued.setdefault(bisect_right(bounds, cue.start()) - 1, cue)
    for at, (start, end) in enumerate(pairwise(bounds)):
        cue = None
        if end - start <= _LONGEST:
            cue = cued.get(at) or (_ALSO.match(folded, start, end) if follows else None)
        follows = cue is not None
        if cue is not None:
            believed.append(folded[start:end])
            if quote is None and _kinds(folded[start:end]):
                quote = clauses.quote(cue.start(), cue.end())
    kinds = _kinds("\n".join(believed)) if quote else _kinds(folded_title) or _kinds(folded[:_OPENING])
    if not kinds:
        return [], None
    return [kind for kind, _ in _PATTERNS if kind in kinds], quote


def _kinds(sentence: str) -> set[ApplicantType]:
    admitted = _PARTNERS.sub(" ", _NEGATED.sub(" ", sentence))
    larger = _SMALL_FIRMS.sub(" ", admitted)
    return {kind for kind, words in _PATTERNS if words.search(larger if kind == "company" else admitted)}
