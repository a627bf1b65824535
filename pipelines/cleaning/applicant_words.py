"""The words for kinds of applicants, in six languages, and those that tell who may apply from who is only named.

Belongs here: lists of words. Does not belong: what is made of them (`applicants.py`).
"""

from __future__ import annotations

import re

from pipelines.cleaning.cues import WordList, cues
from pipelines.records import ApplicantType

KINDS: list[tuple[ApplicantType, str]] = [
    (
        "local_government",
        (
            r"local (?:and regional )?(?:governments?|authorit\w{1,30}|leaders)|municipal"
            r" governments?|(?:city|county|town|"
            r"township) governments?|"
            r"municipal(?:it(?:y|ies)|idad(?:es)?|"
            r"ities)\b|city (?:and regional )?governments?|(?<!sustainable )(?<!smart )(?<!resilient"
            r" )\bcities\b|(?:your|each|every|"
            r"winning) city\b|\bmayors?\b|councils\b|counties|"
            r"gobiernos? (?:locales|municipales|local|municipal)|ayuntamientos?|\bciudades\b(?!"
            r" (?:sostenibles|resilientes|"
            r"inteligentes|inclusivas|neutras))|alcald(?:es|ias?)\b|intendencias|entidades locales|corporaciones"
            r" locales|comunas\b|"
            r"collectivites (?:locales|territoriales)?|collectivites\b|intercommunalites|syndicats mixtes|(?<!dans )les"
            r" departements\b|"
            r"\bcommunes\b|(?:une|la|chaque|toute) commune\b|mairies|municipalites|villes\b|autorites locales|"
            r"governos? (?:locais|municipais)|prefeituras?|municipios?\b|\bcidades\b(?!"
            r" (?:inclusivas|sustentaveis|inteligentes|"
            r"resilientes))|autarquias|juntas de freguesia|freguesias\b|camaras municipais|autoridades locais|"
            r"kommunen?\b|gemeinden?\b|stadte\b|stadten\b|landkreise\w{0,30}|gebietskorperschaften|kommunale[rn]?"
            r" \w{1,30}|\bcomuni\b|"
            r"enti locali"
        ),
    ),
    (
        "regional_government",
        (
            r"regional (?:and local )?(?:governments?|authorit\w{1,30})|local or regional government|(?:cities|city)"
            r" and region\w{0,30}|"
            r"states and provinces|subnational|provincial governments?|"
            r"gobiernos? (?:regionales|provinciales|subnacionales|departamentales|estaduales|autonomicos)|ciudades y"
            r" regiones|"
            r"comunidades autonomas|estados (?:federados|asociados)|\bprovincias\b|"
            r"les regions\b(?= (?:et|ou|peuvent)|,)|regions\b(?= (?:et|peuvent))|conseils regionaux|departements? et"
            r" regions|"
            r"governos? (?:regionais|estaduais)|cidades e regioes|"
            r"bundeslander\w{0,30}|\blander\b|landesregierung\w{0,30}|enti regionali"
        ),
    ),
    (
        "national_government",
        (
            r"national governments?|ministr(?:y|ies)\b|government (?:agencies|bodies|departments|entities)|"
            r"(?<!local )(?<!regional )(?<!city )(?<!municipal )(?<!township )(?<!county )(?<!town )(?<!tribal"
            r" )(?<!district )"
            r"(?<!state )(?<!provincial )(?<!metropolitan )(?<!inter)(?<!inter-)\bgovernments\b|constitutional bodies|"
            r"public (?:authorit\w{1,30}|bodies|institutions|entities|agencies)|parties to the \w{1,30} (?:\w{1,30}"
            r" )?(?:protocol|convention|"
            r"agreement)|national (?:implementing|designated) \w{1,30}|"
            r"national(?:,| and| or) [^.;\n]{0,40}(?:governments?|authorities|bodies)\b|"
            r"gobiernos? (?:nacionales|centrales)|ministerios\b|\bgobiernos\b(?! (?:locales|municipales|regionales|de"
            r" la red|miembro|"
            r"provinciales|subnac))|(?:organismos|entidades|instituciones) (?:gubernamentales|public[oa]s|estatales)|"
            r"gouvernements\b|ministeres|organismes publics|administrations publiques|etablissements publics|"
            r"governos nacionais|ministerios|orgaos publicos|entidades publicas|(?:instituicoes|organismos) publicas|"
            r"ministerien|behorden|offentliche (?:einrichtungen|stellen|trager)"
        ),
    ),
    (
        "ngo",
        (
            r"\bngos?\b|non-?governmental|non[- ]?profits?|not[- ]for[- ]profits?|civil"
            r" society|\bcsos?\b|charit(?:y|ies)|"
            r"community (?:groups|(?:based )?organi[sz]ations?)|(?:formal and"
            r" informal|youth-led|women-led|grassroots|feminist|local|"
            r"community-based|indigenous) (?:\w{1,30} )?organi[sz]ations|foundations\b(?!"
            r" for)|associations\b|501\(c\)\(3\)|"
            r"\bongd?s?\b|\boscs?\b|sociedad civil|sin (?:fines|animo|fin) de lucro|organizaciones? (?:no"
            r" gubernamental|comunitari|"
            r"social|feminist|de base|de mujeres|privadas sin|de todo)\w{0,30}|asociaciones\b(?!"
            r" (?:entre|publico))|fundaciones|"
            r"socios locales|juntas de vecinos|organizaciones territoriales|colectivos\b|"
            r"corporaciones (?:privadas|sin)|"
            r"\bonge?s?\b|organismes? a but non lucratif|but non lucratif|sans but lucratif|societe"
            r" civile|\bosi\b|associations?\b|"
            r"fondations|"
            r"sociedade (?:de )?civil|sem fins lucrativos|organizac(?:oes|ao) (?:da|nao|comunitari|de"
            r" base|indigena)\w{0,30}|associacoes|"
            r"fundacoes|coletivos|movimentos (?:de base|sociais)|grupos (?:e movimentos|que defendem|de"
            r" base)|comunidades de base|"
            r"\bnro\b|\bnros\b|nichtregierungsorganisation\w{0,30}|gemeinnutzige\w{0,30}|zivilgesellschaft\w{0,30}|vereinen?\b|"
            r"(?:sport|forder|kultur|"
            r"burger|heimat|partnerschafts|umwelt|naturschutz|jugend|frauen|musik|nachbarschafts)vereinen?\b|"
            r"(?:umwelt|sozial|wohlfahrts|jugend|fach|dach|naturschutz|frauen)verbanden?\b|verbanden?\b|initiativen\b|"
            r"stiftungen|trager der (?:freien )?(?:wohlfahrt|jugendhilfe)\w{0,30}|freie[nr]?"
            r" trager\b|wohlfahrtsverband\w{0,30}|terzo settore|"
            r"societa civile|senza scopo di lucro"
        ),
    ),
    (
        "university",
        (
            r"universit(?:y|ies)\b|higher education|academic (?:institution|institute)s?|\bcolleges?\b|academia\b|"
            r"universidad(?:es)?\b|educacion superior|instituciones academicas|universites?\b|enseignement"
            r" superieur|ecoles superieures|"
            r"universidades\b|ensino superior|instituicoes"
            r" academicas|hochschulen?\b|fachhochschulen?\b|universitat(?:en)?\b|universita\b"
        ),
    ),
    (
        "research",
        (
            r"research (?:institut|cent|organi|group|bodies|team)\w{0,30}|researchers?\b|scientists?\b|r&d"
            r" (?:bodies|cent\w{1,30})|"
            r"centros? de (?:investigacion|i\+d)|institutos? de investigacion|investigador(?:es|as)\b|grupos? de"
            r" (?:investigacion|"
            r"i\+d|i&d)|centros? tecnologicos?|redes tematicas de investigacion|"
            r"organismes de recherche|centres? de recherche|instituts? de recherche|chercheu(?:rs|ses)|laboratoires?|"
            r"(?:centros?|unidades?) de (?:pesquisa|i&d|investigacao)|unidades de investigacion|unites de recherche|"
            r"institutos? de pesquisa|pesquisadores|instituicoes de pesquisa|investigadores|"
            r"forschungseinrichtung\w{0,30}|forschungsinstitut\w{0,30}|forschende|wissenschaftler\w{0,30}|forschungsgruppen|"
            r"enti di ricerca|ricercatori"
        ),
    ),
    (
        "sme",
        (
            r"\bsmes?\b|small (?:and|or) medium|small"
            r" (?:business\w{0,30}|enterprises|firms|companies)|start-?ups?\b|entrepreneurs?\b|"
            r"women-(?:run|owned)|msmes?|"
            r"micro-?enterprises|early-stage business\w{0,30}|"
            r"\bpymes?\b|\bmi?pymes?\b|mypes|pequenas y medianas|medianas"
            r" empresas|emprendedor(?:es|as)|emprendimientos|microempresas|"
            r"pequenas empresas|"
            r"empresas de menor tamano|iniciativa empresarial|fines de lucro y en fase|"
            r"\bpme\b|\btpe\b|petites et moyennes|petites entreprises|jeunes pousses|entrepreneu(?:rs|ses)|"
            r"\bpmes?\b|micro e pequenas|pequenas e medias|empreendedor(?:es|as)|com fins lucrativos, em fase|negocios"
            r" de impacto|"
            r"\bkmu\b|kleine(?:n)? und mittlere\w{0,30}|kleinstunternehmen|existenzgrund\w{0,30}|\bpmi\b|piccole e"
            r" medie"
        ),
    ),
    (
        "company",
        (
            r"companies\b|private (?:sector|compan\w{1,30}|enterpris\w{1,30}|entities)|enterprises?\b|"
            r"(?<!small )(?<!owned )(?<!run )\bbusinesses\b|(?<!not-)for-profit|firms\b|"
            r"empresas?\b(?! de menor)|sector privado|con (?:o sin )?fines de lucro|organizaciones privadas(?! sin)|"
            r"entidades publicas y privadas|"
            r"entreprises?\b|secteur prive|societes commerciales|empresas\b|setor"
            r" privado|unternehmen\b|gewerbliche\w{0,30}|"
            r"privatwirtschaft|betriebe\b|imprese\b"
        ),
    ),
    (
        "individual",
        (
            r"individuals?\b|natural persons|phd"
            r" (?:students|candidates)|doctorants?\b|doctorantes?\b|doctorand[oa]s\b|doktorand\w{0,30}|"
            r"doutorand[oa]s\b|"
            r"writers\b|authors\b|filmmakers|escritor(?:es|as)\b|autor(?:es|as)\b|auteurs\b|autrices\b|jornalistas|journalistes|"
            r"journalist(?:en|innen)\w{0,30}|"
            r"(?<!\d )(?<!mil )(?<!mille )(?<!d')habitants?\b(?= (?:et|ou|du|peuvent))|(?<!juntas de )vecin[oa]s\b(?="
            r" (?:y|o|pueden|podran))|"
            r"moradores\b(?= (?:e|ou|podem))|anwohner\w{0,30}|"
            r"natural persons|citizens|artists?\b|musicians|students?\b|young (?:people|innovators|leaders)|"
            r"freelanc\w{1,30}|scholars?\b|practitioners|journalists|"
            r"fellows\b|personas? naturale?s?|personas fisicas|postular personas\b(?!"
            r" juridicas)|individuos|ciudadan(?:os|as)\b|artistas|"
            r"music(?:os|as)\b|solistas|compositores|"
            r"estudiantes|jovenes\b|periodistas|publico en general|profesionales|becari[oa]s|mujeres emprendedoras|"
            r"personnes physiques|particuliers|individus|artistes|etudiants|jeunes\b(?! (?:pousses|entreprises))|"
            r"pessoas fisicas|individuos|cidadaos|estudantes|jovens|mulheres empreendedoras|"
            r"einzelpersonen|naturliche"
            r" personen|privatpersonen|studierende|kunstler\w{0,30}|burger(?:n|innen)?\b|privatpersonen|"
            r"jugendliche\w{0,30}|persone fisiche|cittadini"
        ),
    ),
    (
        "international_org",
        (
            r"international organi[sz]ations?|inter-?government\w{0,30}|multilateral"
            r" (?:implementing|organi[sz]ation|agenc)\w{0,30}|"
            r"un agencies|"
            r"organismos internacionales|organizaciones internacionales|organismos multilaterales|organisations"
            r" internationales|"
            r"intergouvernemental\w{0,30}|organizacoes internacionais|organismos internacionais|internationale"
            r" organisationen|"
            r"organizzazioni internazionali"
        ),
    ),
    (
        "any",
        (
            r"open to (?:all|anyone|everyone)(?= (?:legal entit|type|kind|applicant|organi)|[.;,])|any (?:legal entity|"
            r"type of organi[sz]ation|applicant)|all types of (?:applicants|organi[sz]ations|entities)|unrestricted|"
            r"cualquier (?:persona|entidad|tipo de organizacion|organizacion)|todo tipo de"
            r" (?:organizaciones|entidades)|"
            r"publico en general|abierta? a todos|any public, private (?:or|and) non-?profit|toute personne morale|tout"
            r" type d'organis\w{1,30}|"
            r"qualquer (?:entidade|organizacao|"
            r"pessoa)|alle rechtsformen|jede juristische person|qualsiasi ente"
        ),
    ),
]
PATTERNS: list[tuple[ApplicantType, WordList]] = [(kind, WordList(words)) for kind, words in KINDS]
ELIGIBILITY = WordList(
    r"eligib|(?:can|may|who can|should|must|to) (?:also )?(?:apply|submit|participate|propose|take part|join|enter(?!"
    r" into))|open to\b|"
    r"applicants? (?:must|should|may|can|are)|applications? (?:from|by)|invites?\b|invited to|who:|who (?:can|may)"
    r" apply|"
    r"intended for|aimed at|"
    r"lead applicant|asks?\b|expected to be|target (?:group|audience)s?\b|have until|(?:will|to) be"
    r" (?:selected|chosen|invited)|"
    r"elegible|pueden? (?:postular|participar|presentar|optar|ser|coordinar)|podran?"
    r" (?:postular|participar|presentar|optar|ser|"
    r"acceder)|dirigid[oa]s? a|destinad[oa]s? a|beneficiari[oa]s\b|postulantes|solicitantes|quien(?:es)?\b|publico"
    r" objetivo|"
    r"para (?:\w{1,30}"
    r" )?(?:organizaciones|personas|grupos|universidades|municipalidades|empresas|asociaciones|entidades|ong|osc)|"
    r"se admiten|participan\b|invita\b|invitad[oa]s a|convoca(?:toria)?\b.{0,30} a (?:las|los)|subvenciones"
    r" a|premiar a|"
    r"abierto? a\b|apoyar a|"
    r"busca a|se (?:seleccionaran?|elegiran?)|seran? (?:seleccionad|elegid)\w{1,30}|tienen (?:plazo )?hasta|"
    r"peu(?:t|vent) (?:egalement |aussi"
    r" )?(?:candidater|participer|deposer|postuler|soumettre|repondre|solliciter|concourir|demander|"
    r"presenter|pretendre|beneficier)|s'adresse(?:nt)?|destine[es]* a|ouvert[es]* aux?|"
    r"reserve[es]* aux?|beneficiaires|porteurs? de projet|candidats? eligible|pour (?:les"
    r" )?(?:organisations|associations|osc|"
    r"femmes entrepreneures)|organismes\b|public[s]? (?:vise|cible|concerne|eligible)s?|invite[es]* a|ont jusqu|qui"
    r" peut|"
    r"(?:candidatures?|projets?|dossiers?),? portee?s? par|seront (?:selectionne|retenu)e?s|"
    r"elegive[il]s?|pode(?:m|rao)?(?: se)?"
    r" (?:participar|candidatar|concorrer|apresentar|inscrever|submeter|enviar|pedir|solicitar)|"
    r"aceitam-se|candidatos\b|voltad[oa]s? a|abert[oa]s? a\b|convida|proponentes|instituicoes\b|dirige-se"
    r" a|dirigid[oa]s? a|publico-alvo|"
    r"quem pode|tem ate|serao (?:selecionad|apoiad|contemplad)\w{1,30}|apresentad[oa]s por|concorrem\b|"
    r"antragsberechtigt|antragstell|antragsteller|bewerben konnen|mitmachen konnen|teilnehmen konnen|(?:antrage|"
    r"einen antrag) stellen konnen|"
    r"konnen sich[^.;\n]{0,80}"
    r" bewerben|konnen\b[^.;\n]{0,120}(?:beantrag|einreich|einsend|teilnehm|bewerb)\w{0,30}|vorgeschlagen werden|"
    r"teilnahmeberechtigt|forderfahig sind|richtet sich an|wendet sich an|richten sich an|gefordert werden|gesucht"
    r" (?:werden|sind)|"
    r"zielgruppen?\b|wer (?:kann|wird|ist)|eingeladen|sind"
    r" aufgerufen|zuwendungsempfanger|forderempfanger|bewerbungsberechtigt|"
    r"ammissibili|possono (?:partecipare|presentare)|beneficiari\b"
)
SUPPORTED = WordList(  # believed where no sentence says who may apply
    r"supports\b|apoya(?:ra|n)?\b|soutient\b|accompagne\b|recompense\b|premia(?:ra)?\b|zeichnet\b|apoia(?:ra)?\b|unterstutzt\b|"
    r"fordert\b|sostiene\b"
)
NEGATED = WordList(
    r"(?:not (?:eligible|open|for|including|universit)|not\b(?=[^.;]{0,30}$)|except(?:ing)?|exclud\w{1,30}|other than|"
    r"no (?:podran|postulan|"
    r"concursan|"
    r"pueden|se admiten|seran elegibles|son elegibles)|excepto|salvo|exclui\w{1,30}|no elegibles?|no"
    r" (?=universidad|empresa|gobierno|"
    r"particular|persona)|nao (?:podem|serao|sao|universidades|se aceitam)|exceto|exclus?\b|a l'exception|ne"
    r" (?:peuvent|sont) pas|"
    r"hors\b|nicht (?:antragsberechtigt|gefordert|teilnahmeberechtigt|bewerben)|ausgeschlossen|ausgenommen|ausser\b|"
    r"non ammissibil\w{0,30}|esclus\w{0,30}|ineligible|inelegible\w{0,30}|se excluyen|quedan excluid)[^.;\n]*"
)
REFUSED = WordList(  # who stands before it in its sentence
    r"(?:are|is) (?:generally )?(?:not (?:eligible|allowed|admitted|accepted|permitted)|ineligible|excluded)|"
    r"will not be (?:eligible|accepted|admitted|considered)|(?:may|can) ?not (?:apply|participate|submit|be funded)|"
    r"no (?:son|seran) (?:elegibles|admisibles)|no (?:podran?|pueden?)"
    r" (?:postular|participar|presentar\w{0,30}|optar|concursar)|"
    r"quedan (?:excluid|fuera)\w{0,30}|estan excluid\w{0,30}|ne (?:sont|seront) pas"
    r" (?:eligibles|admis\w{0,30}|recevables)|"
    r"ne peuvent pas (?:candidater|postuler|participer|deposer)|sont exclu\w{0,30}|nao (?:sao|serao)"
    r" (?:elegiveis|admitid\w{0,30}|"
    r"aceit\w{0,30})|"
    r"nao podem (?:candidatar|concorrer|participar|apresentar)\w{0,30}|sind (?:nicht"
    r" (?:antragsberechtigt|teilnahmeberechtigt|forderfahig)|"
    r"ausgeschlossen|ausgenommen)"
)
TURN = re.compile(
    r"\b(?:but|however|while|whereas|pero|mientras que|sin embargo|mais|toutefois|tandis"
    r" que|mas|porem|enquanto|aber|jedoch|"
    r"wahrend|that|which|who|que|qui|die)\b"
)
MORE_THAN = re.compile(r"[^.;\n]{0,25}\b(?:more than|mas de|plus d|mais d|mehr als|without|sin\b|sans\b|sem\b|ohne\b)")
IN_CITIES = WordList(  # where something is done
    r"(?:in|within|across|throughout) (?:(?!and |or |with )[a-z0-9'-]+ ){0,3}?cities\b|en (?:(?!y |o |con )[a-z0-9]+"
    r" ){0,3}?ciudades\b|"
    r"dans (?:(?!et |ou |avec )[a-z0-9]+ ){0,3}?villes\b|(?:em|nas) (?:(?!e |ou |com )[a-z0-9]+ ){0,3}?cidades\b|"
    r"in (?:(?!und |oder |mit )[a-z0-9]+ ){0,3}?stadten\b"
)
PARTNERS = WordList(  # of the applicant, or of the funder
    r"(?:in (?:partnership|collaboration|cooperation) with|(?:proposals|projects|concept notes) with|(?:propuestas|"
    r"proyectos) con(?! fines)|"
    r"projets avec|(?:propostas|projetos) com(?! fins)|projekte mit|together with|alongside|sponsored by|funded"
    r" by|financed by|"
    r"organi[sz]ed by|"
    r"supported by|con (?:el )?(?:apoyo|socios|financiamiento|colaboracion) de|junto (?:a|con)|en"
    r" (?:alianza|colaboracion|conjunto) con|"
    r"organizado por|financiad[oa] por|impulsad[oa] por|avec le soutien|finance[e]? par|en"
    r" (?:partenariat|collaboration|"
    r"cooperation) avec|"
    r"com (?:o )?apoio de|em (?:parceria|colaboracao|conjunto) com|financiad[oa] pel[ao]|"
    r"in (?:zusammenarbeit|partnerschaft|kooperation) mit|gemeinsam mit|zusammen mit|gefordert"
    r" (?:durch|von))\s[^.;,\n]{0,70}"
)
OTHERS = WordList(  # to the end of the sentence
    r"(?:(?:additional|associated|other|local|further) partners\b|(?:final|ultimate|direct|indirect)"
    r" beneficiar(?:ies|y)|"
    r"beneficiari[oa]s (?:finales|finais|ultim\w{1,30}|direct[oa]s|indirect[oa]s)|beneficiaires"
    r" (?:finaux|ultimes|directs)|"
    r"(?:soci[oa]s|parceiros|partenaires)"
    r" (?:adicionales|asociad[oa]s|associad[oa]s|associes|locaux)|endbegunstigte\w{0,30}|"
    r"partner wie)[^.;\n]*"
)
BACKERS = WordList(  # who pays, runs or helps the call, where nothing is said of applying
    r"(?:(?:sponsored|funded|financed|organi[sz]ed|supported|run|managed|hosted|promoted) by|with the"
    r" (?:support|participation|help) of|"
    r"(?:partners|sponsors|funders|organi[sz]ers):|"
    r"colaboran?\b|colaboradores|auspician?\b|patrocinan?\b|organizan?\b|(?:organizad|financiad|impulsad|apoyad|promovid)[oa]"
    r" por|"
    r"con (?:el |la )?(?:apoyo|participacion|colaboracion|financiamiento) de|"
    r"(?:organise|finance|porte|soutenu)[es]* par|avec (?:le |la )?(?:soutien|participation|concours|appui)"
    r" d|partenaires ?:|"
    r"parceiros:|(?:organizad|financiad|promovid|apoiad)[oa] p(?:or|el[ao]s?)|com (?:o |a"
    r" )?(?:apoio|participacao|financiamento) d|"
    r"in tragerschaft|getragen von|(?:finanziert|unterstutzt|organisiert|gefordert) (?:durch|von|vom)|mit"
    r" unterstutzung)[^.;\n]*"
)
PUBLISHER = WordList(r"(?:is an?|is the|es un[ao]?|est une?|e uma?|ist eine?)\b[^.;,:\n]{0,60}")  # what somebody is
SERVED = WordList(  # whom the projects are for
    r"(?:(?:projects?|solutions|measures|services|activities) (?:for|that"
    r" (?:help|serve|benefit))|helps?\b|helping|benefit(?:s|ting|"
    r"ing)?\b|"
    r"(?:for|to) the benefit of|in favou?r of|"
    r"proyectos para|en beneficio de|[ae]n? favor de|a favor de|ayuda(?:r|n)? a\b|benefici(?:a|an|ar|aran) a|"
    r"projets pour|en faveur d|au (?:profit|benefice) d|projetos para|em (?:beneficio|favor) d|ajuda(?:r|m)?"
    r" (?:as?|os?)\b|"
    r"projekte fur|zugunsten|zum wohle?|hilft|helfen)[^.;\n]*"
)
TOPIC = WordList(  # what the call is about
    r"(?:(?:health|well-?being|rights|inclusion|education|training|employment|protection|empowerment|mobility|skills|needs) of|"
    r"(?:derechos|salud|inclusion|educacion|formacion|empleo|proteccion|bienestar|empoderamiento|movilidad) de(?:l|"
    r" las?| los)?|"
    r"(?:droits|sante|inclusion|insertion|education|formation|(?:l')?emploi|protection|mobilite) d(?:es|e|u)|"
    r"(?:direitos|saude|inclusao|educacao|formacao|emprego|protecao) d[aeo]s?|"
    r"(?:rechte|gesundheit|teilhabe|bildung|beschaftigung|integration|schutz|qualifizierung)"
    r" (?:von|der|des))\s[^.;,:\n]{0,60}"
)
PAST = cues(
    r"(?:last|previous|past|first|earlier)"
    r" (?:year|round|rounds|edition|editions|call|calls|winners|grantees|cycle)\b|so far|to date|"
    r"since (?:19|20)\d\d|(?:has|have|had) (?:\w{1,30}"
    r" ){0,2}(?:supported|funded|awarded|helped|received|won|benefited|reached)|went to|"
    r"(?:ano|edicion|ediciones|convocatoria|version) (?:pasad|anterior|previ)\w{1,30}|anteriormente|hasta la"
    r" fecha|desde (?:el )?(?:19|"
    r"20)\d\d|"
    r"ha[n]? (?:\w{1,30} )?(?:apoyado|financiado|beneficiado|recibido|ganado|participado)|ganaron|fueron"
    r" (?:seleccionad|beneficiad|"
    r"financiad)\w{1,30}|"
    r"(?:l'an|l'annee|edition|session) (?:dernier|derniere|passee|precedente)|a ce jour|depuis (?:19|20)\d\d|premier"
    r" cycle|"
    r"(?:a|ont) (?:deja )?(?:soutenu|finance|accompagne|beneficie)|ont ete"
    r" (?:portes?|soutenu|finance|soumis|attribue|selectionne)\w{0,30}|"
    r"(?:edicao|edicoes|ano|chamada) (?:passad|anterior)\w{1,30}|ate (?:hoje|agora|o momento)|ja"
    r" (?:apoiou|financiou|beneficiou)|"
    r"foram (?:apoiad|selecionad|financiad|contemplad|beneficiad)\w{1,30}|"
    r"bisher|seit (?:19|20)\d\d|(?:letzten|vergangenen|ersten|vorigen) (?:jahr|runde|ausschreibung)|vorjahr|"
    r"wurden\b[^.;\n]{0,60}(?:gefordert|unterstutzt|ausgezeichnet|bewilligt)"
)
SHARE = re.compile(
    r"\d\s?(?:%|per ?cent|por ciento|pour ?cent|por cento|prozent) (?:of (?:the |all"
    r" )?(?:grants|projects|proposals|awards|winners|"
    r"applica)|"
    r"des (?:projets|dossiers|laureats|candidatures|fonds)|soumis|porte|de los (?:proyectos|fondos|ganador|postula)|"
    r"d[ao]s (?:projetos|propostas|vencedor|inscri)|der (?:projekte|mittel|antrage|preistrager)|went|from|by)"
)
MEMBERS = WordList(  # of an organisation, or of a university
    r"(?:organi[sz]ations?|associations?|groups?|networks?|coletivos|colectivos|grupos|organizac\w{1,30}|asociaci\w{1,30}|"
    r"associac\w{1,30}|redes|"
    r"reseaux|groupes|"
    r"collectifs|vereine?n?|gruppen?|netzwerke?n?) (?:of|de|das|dos|des|von|der)\s(?:\w{1,30} )?\w{1,30}"
)
PLACE_OF_STUDY = WordList(
    r"(?:enrolled|registered|studying) (?:at|in|with)\s[^.;,\n]{0,60}|(?:matriculad|inscrit|estudiando|estudantes"
    r" d)\w{0,30} (?:en|em|na|"
    r"nas|no|nos|de)\s[^.;,\n]{0,60}|"
    r"inscrit[es]* (?:dans|en|a)\s[^.;,\n]{0,60}|eingeschrieben\w{0,30}\s[^.;,\n]{0,60}"
)
SMALL_FIRMS = WordList(
    r"(?:micro|small|pequenas|medianas|petites|moyennes|kleine[nr]?|kleinst\w{0,30}|mittlere[nr]?|piccole)\b[^.;:\n]{0,40}?(?:empresas|"
    r"enterprises|businesses|companies|entreprises|unternehmen|imprese)\b"
)
PARTS: dict[ApplicantType, WordList] = {"company": SMALL_FIRMS, "individual": MEMBERS, "university": PLACE_OF_STUDY}
