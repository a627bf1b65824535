"""The phrases of eligibility in five languages, as patterns over folded text (no case, no accents).

Belongs here: who is named, how a call opens to somebody, refuses somebody, or asks for partners. Does not belong: how
these are weighed (`text_rules`, `assessment`). Every pattern is bounded: none can run away on long text.
"""

from __future__ import annotations

import re

# Legal persons of a sort ("de derecho privado", "que no …", "whose …") are not all legal persons.
_UNQUALIFIED = (
    r"(?!,? (?:de derecho privado|de direito privado|de droit prive\b(?! ou| et)|des privatrechts|of private law|"
    r"under private law|"
    r"privadas?\b(?! [oy])|privees?\b|sin |sem |sans |con personalidad|que |cuy[oa]s? |that |which |whose |qui |dont"
    r" |die |"
    r"deren ))"
)
KINDS: dict[str, str] = {
    "some_municipality": (
        r"(?:capital|secondary|intermediate|intermediary|mid-?sized|port|coastal|border|large|larger|largest|mega)"
        r" cities|"
        r"capital towns|(?:ciudades|municipios|comunas|municipalidades) (?:capital(?:es)?|intermedi[oa]s|portuari[oa]s|"
        r"coster[oa]s|fronteriz[oa]s|rurales|de (?:montana|frontera|secano))|(?:villes|communes) (?:capitales|"
        r"intermediaires|portuaires|cotieres|"
        r"frontalieres|rurales|de montagne)|(?:cidades|municipios) (?:capitais|"
        r"intermediari[oa]s|portuari[oa]s|costeir[oa]s|"
        r"fronteiric[oa]s|rurais)|hauptstadten?|hafenstadten?|grossstadten?"
    ),
    "legal_entity": (
        r"(?:public|private|non-?profit)(?:, (?:public|private|non-?profit)){1,4},? (?:and|or|and/or)"
        r" (?:public|private|"
        r"non-?profit) (?:entit(?:y|ies)|bod(?:y|ies)|organi[sz]ations?|institutions?)|"
        r"(?:entidades|organizaciones|instituciones|organismos) (?:public|privad)[oa]s(?:,"
        r" (?:public|privad)[oa]s){1,4},? "
        r"(?:[yo]|y/o|u) (?:sin fines de lucro|de la sociedad civil)|"
        r"(?:public (?:and|or|and/or) private|private (?:and|or|and/or) public) (?:entities|bodies|organi[sz]ations|"
        r"institutions|legal entities)|(?:public|private) or (?:public|private) legal entit(?:y|ies)|"
        r"(?:entidades|organizaciones|instituciones|personas juridicas|organismos) (?:publicas? (?:[yo]|y/o) privadas?|"
        r"publicos (?:y|o) privados|privadas? (?:[yo]|y/o) publicas?)(?! sin)|"
        r"(?:entidades|organizacoes|instituicoes|pessoas juridicas) (?:publicas (?:e|ou|e/ou) privadas|"
        r"privadas (?:e|ou) publicas)(?!,? sem)|"
        r"(?:organismes|entites|structures|institutions|personnes morales|acteurs) (?:publi(?:cs|ques) (?:et|ou) "
        r"prive(?:s|es)|prive(?:s|es) (?:et|ou) publi(?:cs|ques))|"
        r"(?:personas? juridicas?|pessoas? juridicas?|personnes? morales?|entites? juridiques?)" + _UNQUALIFIED + "|"
        r"offentliche\w{0,30} (?:und|oder) private\w{0,30} (?:einrichtungen|organisationen|trager|stellen)|"
        r"(?:any |all )?legal (?:entit(?:y|ies)|persons?)" + _UNQUALIFIED + r"|(?:juristische\w{0,30} personen|"
        r"rechtspersonen)" + _UNQUALIFIED
    ),
    "local_association": (
        r"(?<!membros da )(?<!miembros de la )(?<!members of the )(?<!membres du )(?<!miembros del )(?<!socios de la"
        r" )(?:"
        r"(?:asociaci(?:on|ones)|associations?|federaciones|federations|redes?|networks?|unions?|leagues?|reseaux?|"
        r"associac(?:ao|oes)|federac(?:ao|oes)|verbande?|netzwerke?)(?: (?:nacional|regional|national|regionaux|"
        r"nationa)\w{0,30})? "
        r"(?:de|of|d'|des|dos|das|von|der) ?(?:\w{1,30} ){0,2}?(?:municipios|municipalities|municipalidades|"
        r"ciudades|cities|"
        r"local (?:governments|authorities)|gobiernos locales|villes|communes|collectivites|municipios|prefeituras|"
        r"cidades|"
        r"kommunen|stadten|gemeinden)|city networks|networks of cities|kommunalverbande|stadtenetzwerke)"
    ),
    "public_or_nonprofit": (
        r"(?:public (?:and|or|and/or) private|private (?:and|or|and/or) public),? (?:non-?profit|not-for-profit) "
        r"(?:entities|bodies|organi[sz]ations|institutions)|"
        r"(?:entidades|organizaciones|instituciones|personas juridicas) (?:publicas (?:[yo]|y/o) privadas|"
        r"privadas (?:[yo]|y/o) publicas),? sin (?:fines|animo|afan|fin) de lucro|"
        r"(?:entidades|organizacoes|instituicoes|pessoas juridicas) (?:publicas (?:e|ou|e/ou) privadas|"
        r"privadas (?:e|ou) publicas),? sem fins lucrativos|"
        r"(?:organismes|entites|structures) publi(?:cs|ques) (?:et|ou) prive(?:s|es) (?:a but non|sans but) lucratif"
    ),
    "national_government": (
        r"(?:national|central|federal) governments?|gobiernos? (?:nacional|central)(?:es)?|ministerios|ministries|"
        r"gouvernements? nationaux|"
        r"governos? (?:nacional|federal|nacionais)|nationale regierung\w{0,30}|ministeres?|ministerio|ministry|"
        r"agences? nationales?|"
        r"national (?:agenc(?:y|ies)|authorit(?:y|ies)|ministr(?:y|ies)|institutions)|(?:agencias|"
        r"autoridades) nacion\w{1,30}|"
        r"ministerien|ministerium"
    ),
    "local_and_regional": (
        r"(?:(?:municipal|local|regional|provincial|state|national),? ){1,5}(?:and|or) (?:municipal|local|regional|"
        r"provincial|"
        r"state|national) government(?:al)? (?:institutions|entities|bodies|agencies|authorities)|"
        r"estados [ey] municipios|"
        r"(?:orgaos|entes|entidades|organismos|administraciones|administracoes|instituciones|autoridades|gobiernos|"
        r"governos|poderes) (?:public[oa]s )?(?:subnacionales|subnacionais|territoriales|"
        r"(?:regional|provincial|estadual|estatal|estadual|departamental|local|municipal)(?:es)?|"
        r"(?:regionais|provinciais|estaduais|locais|municipais))(?:,? (?:e|y|o|u|ou|y/o|e/ou) |, )(?:subnacionales|"
        r"(?:regional|provincial|estadual|estatal|departamental|local|municipal)(?:es)?|regionais|provinciais|estaduais|"
        r"locais|municipais)|sub-?national (?:public )?(?:bodies|actors)|(?:states?|provinces|regions|counties|"
        r"departments) and (?:municipalities|cities)|regioes e municipios|regiones y municip\w{1,30}|regions et"
        r" communes|"
        r"stadte,? (?:regionen|und regionen)(?: und gemeinden)?|regionen und (?:kommunen|stadte|gemeinden)|"
        r"kommunen und regionen|"
        r"(?:local|municipal|city)(?:, [a-z]+)?,? (?:and|or) (?:regional|sub-?national|"
        r"provincial) governments?|"
        r"(?:gobiernos|governos|autoridades) (?:locales|municipales|locais|municipais)(?:, [a-z]+)?,? (?:y|e|o|"
        r"ou) (?:regionales|provinciales|regionais|estaduais)|"
        r"(?:local and regional|regional and local|sub-?national) (?:authorities|governments?|entities|"
        r"public (?:authorities|bodies))|"
        r"(?:autoridades|gobiernos) (?:locales y regionales|regionales y locales|subnacionales)|"
        r"gobiernos? subnacional(?:es)?|"
        r"collectivites? territoriales?|autorites (?:locales (?:et|ou) regionales|regionales (?:et|ou) locales)|"
        r"sub-?national (?:and|or) local (?:authorities|governments?)|local (?:and|or) sub-?national (?:authorities|"
        r"governments?)|(?:governos|autoridades) (?:locais e regionais|regionais e locais|subnacionais)|"
        r"setor publico de ambito nacional e subnacional|sector publico (?:de ambito )?(?:nacional y )?subnacional|"
        r"subnationale\w{0,30} (?:regierungen|behorden|gebietskorperschaften)|lokale und regionale (?:behorden|"
        r"gebietskorperschaften)|"
        r"gebietskorperschaften|cities and regions|ciudades y regiones|cidades e regioes|villes et regions"
    ),
    "regional_government": (
        r"regional (?:governments?|authorit(?:y|ies))|gobiernos? regional(?:es)?|autoridad(?:es)? regional(?:es)?|"
        r"gobernaciones|metropolitan (?:governments?|authorit(?:y|ies))|gobiernos? metropolitanos?|state governments|"
        r"departmental governments|gobiernos? departamentales?|"
        r"(?:conseils?|gouvernements?|autorites) regiona(?:l|ux|les)|governos? (?:regional|regionais|estaduais|"
        r"estadual)|"
        r"conseils? (?:regional|regionaux|departementa\w{1,30})|regionalregierung(?:en)?|regionalverwaltungen|"
        r"regionale behorden|"
        r"provincial (?:governments?|authorities)|gobiernos? provinciales?"
    ),
    "local_government": (
        r"local (?:governments?|authorit(?:y|ies)|administrations|councils)|gobiernos? local(?:es)?|"
        r"autoridad(?:es)? local(?:es)?|administraciones locales|entidades (?:locales|territoriales)|autorites?"
        r" locales?|"
        r"gouvernements locaux|collectivites? locales?|collectivites?|governos locais|autoridades locais|"
        r"autarquias(?: locais)?|entes locais|kommunale gebietskorperschaften|lokale behorden|lokalregierungen|"
        r"lokalverwaltungen"
    ),
    "municipality": (
        r"(?:city|county|town|township|village|municipal|local)(?:(?:, and|, or|,| and| or) (?!regional|sub|provincial|"
        r"state|federal|"
        r"national)[a-z]+){1,3} governments?|municipalit(?:y|ies)|municipal"
        r" governments?|municipalidad(?:es)?|municipios?|"
        r"ayuntamientos?|alcaldias?|comunas|intendencias municipales|"
        r"city governments?|(?:city|town|municipal|village)"
        r" (?:councils?|authorit(?:y|ies)|administrations?|halls)|mayors|"
        r"(?:any |each |every )?(?:cities|towns|townships)|(?:any|each|every) (?:city|town)|ciudades|cualquier ciudad|"
        r"alcaldes(?:as)?|alcaldesas|"
        r"municipalites?|communes?|mairies?|villes|toute ville|maires|"
        r"prefeituras?|camaras municipais|cidades|prefeitos|"
        r"(?:partner)?(?:gemeinden?|kommunen?|stadte|stadten|stadtverwaltungen)|burgermeister\w{0,30}"
    ),
    "university": (
        r"universit(?:y|ies)|universidad(?:es)?|universidades?|universites?|(?:partner)?(?:universitat(?:en)?|hochschulen?|"
        r"fachhochschulen)|"
        r"(?:institutions?|establishments?) (?:\w{1,30} )?of higher education|higher education institutions?|"
        r"institucion(?:es)? (?:\w{1,30} )?de educacion superior|"
        r"etablissements? (?:\w{1,30} )?d'enseignement superieur(?: et de recherche)?|institui(?:cao|"
        r"coes) (?:\w{1,30} )?de ensino superior|ies\b|heis?\b|"
        r"etablissements? d'enseignement superieur|colleges|hochschuleinrichtungen|estabelecimentos de ensino superior|"
        r"academic institutions?|instituciones academicas|instituicoes academicas|reseaux universitaires"
    ),
    "research": (
        r"research (?:cent(?:re|er)s?|institut(?:e|es|ion|ions)|organi[sz]ations?)|centros? de (?:investigacion|"
        r"pesquisa)(?: e transferencia de tecnologia)?|"
        r"institutos? de (?:investigacion|pesquisa)|(?:instituciones|organizaciones|organismos) de investigacion|"
        r"institui(?:coes|cao) de (?:investigacao|pesquisa)|"
        r"(?:instituts?|centres?|organismes?|etablissements?) de"
        r" recherche|forschungs(?:einrichtungen|institute|zentren|"
        r"organisationen)"
    ),
    "ngo": (
        r"ngos?|ngdos?|non-?governmental organi[sz]ations?|ongs?|ongds?|organizaci(?:on|ones) no gubernamental(?:es)?|"
        r"organisations? non gouvernementales?|organiza(?:cao|coes) nao"
        r" governamenta(?:l|is)|nichtregierungsorganisation(?:en)?|nro"
    ),
    "nonprofit": (
        r"(?:private |registered |public or private )?non-?profit"
        r" (?:organi[sz]ations?|entit(?:y|ies)|institutions?|groups|"
        r"associations?|bod(?:y|ies)|legal entities)|not-for-profit (?:organi[sz]ations?|entities|bodies|institutions)|"
        r"non-?profits|charit(?:y|ies)|charitable organi[sz]ations?|civil society (?:organi[sz]ations?|actors|groups)"
        r"(?: \(csos?\))?|csos?|"
        r"(?:community|grassroots|community-based|indigenous|youth|women's|feminist|farmers'?)"
        r" (?:organi[sz]ations?|groups|"
        r"associations)|foundations|associations|"
        r"(?:organizaci(?:on|ones)|entidad(?:es)?|instituci(?:on|ones)|personas? juridicas?|asociaciones)"
        r"(?: (?:privad|public)[oa]s?| [oy]| juridicas| legales){0,4} sin (?:fines|animo|afan|fin) de lucro|"
        r"organizaci(?:on|ones) (?:(?:\w{1,30} )?de (?:la )?sociedad civil|sociales|comunitarias|indigenas?|de"
        r" mujeres|juveniles|"
        r"campesinas|"
        r"territoriales|vecinales)"
        r"(?: (?:[yo]|u) comunitarias?)?|"
        r"juntas de vecinos|osc|fundaciones|asociaciones|corporaciones sin fines de lucro|"
        r"(?:organisations?|associations?|organismes?|structures?|entites?) (?:de la societe civile|a but non lucratif|"
        r"sans but lucratif)|associations?|fondations|"
        r"organiza(?:cao|coes) (?:da sociedade civil|sem fins lucrativos)|"
        r"(?:entidades?|institui(?:coes|cao)|associacoes|pessoas juridicas)(?: (?:privad|public)[oa]s?| [eo]|"
        r" de direito privado){0,4}"
        r"(?:,)? sem fins lucrativos|associacoes|fundacoes|oscs?|"
        r"gemeinnutzige\w{0,30} (?:organisationen|vereine|einrichtungen|trager|korperschaften)|"
        r"(?:zivilgesellschaftliche\w{0,30}|nichtstaatliche\w{0,30}) organisationen|organisationen der"
        r" zivilgesellschaft|vereine|"
        r"stiftungen"
    ),
    "private_body": (
        r"(?:personas? juridicas?|pessoas? juridicas?|entidades|organizaciones|instituciones|organizacoes|instituicoes)"
        r"(?: de (?:derecho|direito) privado| privad[oa]s)|personnes? morales? (?:de droit prive|privees?)|"
        r"(?:organismes|entites|structures|acteurs) prive(?:s|es)|(?:private|privately owned)"
        r" (?:entities|organi[sz]ations|"
        r"bodies)|"
        r"legal (?:entities|persons) (?:of|under) private law|juristische\w{0,30} personen des privatrechts|"
        r"private\w{0,30} (?:trager|einrichtungen|organisationen)"
    ),
    "some_legal_person": (
        r"(?:personas? juridicas?|pessoas? juridicas?|personnes? morales?|entites? juridiques?|legal (?:entit(?:y|ies)|"
        r"persons?)|juristische\w{0,30} personen)(?=,? (?:con personalidad|que |cuy[oa]s? |that |which |whose |"
        r"qui |dont |die |"
        r"deren ))"
    ),
    "sme": (
        r"smes?|msmes?|small and medium[- ]sized enterprises|small and medium enterprises|small businesses|"
        r"micro,? small and medium[- ](?:sized )?enterprises|start-?ups|"
        r"(?:mi)?pymes?|(?:micro,? )?pequenas y medianas empresas|pequenas? empresas?|emprendedores|empresas"
        r" emergentes|pme|tpe|"
        r"petites et moyennes entreprises|jeunes pousses|(?:micro,? )?pequenas e medias empresas|micro e pequenas"
        r" empresas|mpmes?|"
        r"empreendedor[ae]s|"
        r"kmu|kleine und mittlere unternehmen|startups|grundungen"
    ),
    "company": (
        r"companias|companies|company|firms|enterprises|businesses|for-?profit (?:organi[sz]ations|entities|companies)|"
        r"private sector (?:entities|organi[sz]ations|companies)|"
        r"empresas?|sociedades comerciales|entreprises|societes commerciales|unternehmen|firmen"
    ),
    "individual": (
        r"individuals?|creators|creadores|createurs|criadores|musicians|writers|natural persons?|individual (?:artists|"
        r"researchers|applicants)|citizens|persons|students|artists|"
        r"journalists|nationals|ressortissants?|staatsangehorige\w{0,30}|(?<=los )nacionales (?=de )|"
        r"(?<=para )nacionales (?=de )|"
        r"(?<=ser )nacionales (?=de )|applicants of (?=[a-z]+ nationality)|"
        r"(?:fellows|scholars|becari[oa]s|boursiers|bolsistas|stipendiat\w{0,30})\b|(?:aged|years of age|ages de|anos"
        r" de edad|"
        r"anos de idade|"
        r"jahre alt|doctorat|doctoral degree|doctorado|doutorado|phd|promotion|bachelor)\b|"
        r"graduates|phd (?:students|candidates)|doctorandos|egresados|diplomes|personas? naturales?|"
        r"personas? fisicas?|ciudadanos|artistas|estudiantes|periodistas|particulares|personnes physiques|particuliers|"
        r"citoyens|etudiants|artistes|"
        r"pessoas? fisicas?|pessoas? naturais|cidadaos|estudantes|einzelpersonen|naturliche\w{0,30}"
        r" personen|privatpersonen|"
        r"studierende|kunstler\w{0,30}"
    ),
    "public_service": (
        r"museums?|museos?|musees?|museus|museen|schools|escuelas|colegios|ecoles|escolas|schulen|hospitals|hospitales|"
        r"hopitaux|hospitais|krankenhauser|libraries|bibliotecas|bibliotheques|bibliotheken|parques nacionales"
    ),
    "other_body": (
        r"co-?operatives?|cooperativas?|cooperatives|genossenschaften|media outlets|medios de comunicacion|trade"
        r" unions|"
        r"sindicatos|syndicats|chambers of commerce|camaras de comercio|think tanks|business associations|gremios|"
        r"banks|bancos|banques|financial institutions|intermediarios financieros|"
        r"publishers|editoriales|film producers|productoras"
    ),
    "researcher": (
        r"research (?:groups|teams)|grupos? de (?:investigacion|pesquisa)|equipes de"
        r" recherche|forschungsgruppen|researchers?|"
        r"scientists?|investigadores|investigador[ae]s?|chercheurs|pesquisadores|forschende|wissenschaftler\w{0,30}"
    ),
    "public_body": (
        r"public (?:bodies|entities|institutions|authorities|agencies|sector (?:bodies|entities|organi[sz]ations))|"
        r"government(?:al)? (?:entities|bodies|agencies|institutions)|"
        r"(?:entidades|instituciones|organismos|organos|servicios) public[oa]s|sector publico|"
        r"instituicoes publicas(?: associadas)?|entidades (?:do setor )?public[oa]s?|"
        r"organismos publicos(?: operadores dos servicos energeticos)?|setor publico|"
        r"(?:organismes|etablissements|entites|institutions|acteurs|autorites|administrations) publi(?:cs|ques)|"
        r"administraciones publicas|(?:entidades|orgaos) governamentais|entidades gubernamentales|pouvoirs publics|"
        r"offentliche\w{0,30} (?:einrichtungen|stellen|"
        r"behorden|korperschaften|trager)"
    ),
    "government": (
        r"governments|gobiernos|gouvernements|governos|regierungen|state agencies|staatliche\w{0,30}"
        r" (?:stellen|einrichtungen|"
        r"behorden)|(?:entidades|instituciones|organismos) (?:estatales|gubernamentales|del estado)|"
        r"(?:entidades|orgaos|instituicoes) (?:governamentais|estatais|do estado)"
    ),
    "any": (
        r"(?:organi[sz]ations|entities|institutions|applicants|bodies) of (?:any|all|every)"
        r" (?:types?|kinds?|sizes?|nature)|"
        r"(?:entidades|organizaciones|instituciones|organizacoes|instituicoes) de (?:cualquier|qualquer|todo|toda)"
        r" (?:tipo|naturaleza|"
        r"natureza|indole)|(?:structures|organismes|entites) de (?:toute nature|tout type)|organisationen (?:jeder"
        r" art|aller art)|"
        r"any type of (?:entity|applicant|organi[sz]ation)|all types of"
        r" (?:entities|applicants|organi[sz]ations)|anyone|everyone|"
        r"unrestricted|open to all\b(?! (?:\w{1,30} )?[a-z]+s\b)|"
        r"all (?:organi[sz]ations|entities|applicants)(?! (?:must|should|from|that|which|who))|"
        r"any (?:organi[sz]ation|applicant|entity|institution|body)\b|cualquier (?:persona natural o"
        r" juridica|institucion|"
        r"tipo de (?:entidad|organizacion)|"
        r"entidad|organizacion)|todo tipo de (?:entidades|organizaciones)|"
        r"toute (?:structure|entite|organisation|institution)|tout type de (?:structures?|organisations?)|qualquer"
        r" (?:entidade|"
        r"organizacao|instituicao|"
        r"tipo de (?:entidade|organizacao))|"
        r"jede\w{0,30} (?:organisation|einrichtung)|alle arten von organisationen"
    ),
}
SOME_MUNICIPALITY = re.compile(rf"\b(?:{KINDS['some_municipality']})\b")
KIND = re.compile(r"\b(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in KINDS.items()) + r")\b")
BROAD = re.compile(
    r"\b(?:organi[sz]ations?|entities|institutions?|organizaciones|entidades|instituciones|personas juridicas|"
    r"organisations|organismes|structures|"
    r"organizacoes|instituicoes|pessoas juridicas|organisationen|einrichtungen|institutionen|allianzen|"
    r"(?:others?\b(?! than)|otras?|"
    r"otros?|autres|outr[oa]s|andere)(?!\s{3})|etc)\b"
)
BODY = re.compile(
    r"\b(?:(?:legal )?(?:entity|entities)|bod(?:y|ies)|organi[sz]ations?|institutions?|applicants?|entidad(?:es)?|"
    r"organizaci(?:on|ones)|instituci(?:on|ones)|solicitantes?|postulantes?|personas|organismes?|organisations?|structures?|"
    r"candidats?|entidades?|organizac(?:ao|oes)|instituic(?:ao|oes)|proponentes?|einrichtung(?:en)?|organisation(?:en)?|"
    r"institution(?:en)?|antragsteller\w{0,30}|bewerber\w{0,30})\b"
)
OPEN_LIST = re.compile(
    r"\b(?:such as|including(?! those\b)|among others|e\.g\.|inter alia|etc|tales como|incluyendo|"
    r"incluid[oa]s(?! l[oa]s de\b)|"
    r"entre otr[oa]s|por ejemplo|notamment|y compris|"
    r"entre autres|tais como|incluindo|unter anderem|u\.a\.|wie etwa|insbesondere|zum beispiel)\b"
)

# What applicants do, and the words that let them: whoever stands on either side of the two may apply.
_MODAL = (
    r"(?:may|can|could|must|should|shall|will|are able"
    r" to|puede|pueden|podra|podran|deben|deberan|pode|podem|podera|poderao|devem|"
    r"deverao|peut|peuvent|pourra|pourront|doivent|devront|kann|konnen|konnten|darf|durfen|mussen)"
)
_APPLY = (
    r"(?:appl(?:y|ied)|enter(?! into)|submit\w{0,30}|participate|compete|bid|request|take part|be nominated|be"
    r" (?:funded|supported|"
    r"awarded)|"
    r"receive (?:\w{1,30} )?(?:grants?|funding|funds|support|awards?)|benefit from|act as (?:lead )?applicants?|"
    r"postular(?:se)?|postule|presentar(?:se)?|presentarlas|participar|concurrir|concursar|optar|solicitar(?:l[oa]s)?|acceder|"
    r"acogerse|inscribirse|"
    r"beneficiarse|ser (?:beneficiari|postulantes|solicitantes|financiad|proponentes)\w{0,30}|"
    r"recibir (?:\w{1,30} )?(?:fondos|financiamiento|"
    r"financiacion|ayudas?|subvencion\w{0,30})|"
    r"candidater|postuler|deposer|participer|soumettre|presenter|repondre|concourir|beneficier|solliciter|pretendre|"
    r"demander(?! (?:conseil|(?:des|de|une?|plus d')\s?(?:information|precision|renseignement|rendez|aide)))|"
    r"se porter candidat\w{0,30}|obtenir|etre (?:beneficiaires?|porteurs?|financee?s?|soutenue?s?)|recevoir"
    r" (?:un|une|des)|"
    r"candidatar-?\w{0,30}|concorrer|apresentar|enviar|inscrever\w{0,30}|se inscrever|se candidatar|submeter\w{0,30}|"
    r"pleitear|requerer|"
    r"beneficiar-?\w{0,30}|"
    r"receber (?:\w{1,30} )?(?:apoio|financiamento|recursos|subvenc\w{1,30})|ser (?:financiad|apoiad)\w{0,30}|"
    r"bewerben|teilnehmen|beantragen|einreichen|einzureichen|beteiligen|gefordert werden|forderung erhalten|mitmachen)"
)
MODAL_OPENS = re.compile(
    r"\b(?<!\bno )(?<!\bnao )(?<!\bne )" + _MODAL + r"(?! not| nicht| pas)(?: (?!no\b|not\b|nicht\b|pas\b|para\b|"
    r"to\b)[a-z-]+){0,3}? " + _APPLY + r"\b|\b(?:teilnehmen|bewerben|beantragen|einreichen) (?:konnen|durfen)\b"
)
# A call opens to those named after it ...
OPENS_AFTER = re.compile(
    MODAL_OPENS.pattern
    + r"|\b(?:(?:is|are|be)? ?(?:only |also )?open(?:ed)? (?:only |also )?(?:to|for)|eligible (?:applicants?|"
    r"entities|organi[sz]ations|"
    r"institutions|bodies|beneficiaries|proposers)|eligibility|"
    r"(?:accepts?|welcomes?|invites?|seeks?|considers?) (?:only )?(?:applications|proposals|submissions|bids) (?:only"
    r" )?(?:from|by)|"
    r"(?:applications|proposals)(?: (?:are|is|will be|must be|may be|can be)){0,2}(?: only)?"
    r" (?:invited|accepted|welcome|"
    r"welcomed|submitted|"
    r"sought)(?: only)? (?:from|by)|"
    r"(?:limited|restricted|available|addressed|reserved|awarded) (?:only |exclusively )?(?:to|for)|who (?:can|may)"
    r" apply|"
    r"(?:applicants?|candidates?|proposers?|grantees?) (?:must|should|shall|may|can|are|is|have to|need to|has to|needs"
    r" to|will)|"
    r"se (?:invita|convoca|llama) a\b|as (?:are|can|may)\b|"
    r"(?:appel|programme|concours|dispositif|fonds|call|program|scheme) (?:vise|cible|targets)|sont admissibles|son"
    r" admisibles|"
    r"sao admissiveis|"
    r"(?:tipos?|clases?) de (?:postulante|beneficiari[oa]|solicitante|proponente|candidato)s?\s*:|types? of"
    r" applicants?\s*:|"
    r"types? de (?:candidat|beneficiaire|porteur|demandeur)s?\s*:|art der antragsteller\w{0,30}\s*:|"
    r"(?:les )?(?:candidats?|demandeurs?) (?:doivent|devront|peuvent|sont)|"
    r"lead applicants?|beneficiar(?:y|ies)\s*:|applicants?\s*:|"
    r"(?<!no )(?:postulan|concursan)\b|(?<!nao )(?:candidatam-se|concorrem)\b|candidatent\b|es bewerben sich|"
    r"pod?ran (?:postular|participar|presentarse|concursar|solicitar|optar|acceder|ser"
    r" (?:beneficiari|postulantes|solicitantes)\w{0,30}|"
    r"presentar (?:propuestas|proyectos|postulaciones|solicitudes))|"
    r"pueden (?:postular|participar|presentarse|concursar|solicitar|optar|acceder|presentar"
    r" (?:propuestas|proyectos|postulaciones|"
    r"solicitudes))|"
    r"(?:abiert|dirigid|destinad|orientad|reservad|limitad|restringid)[oa]s? (?:unicamente |exclusivamente |solo"
    r" |solamente )?(?:a|al|"
    r"para)\b|"
    r"(?:candidaturas|propuestas|proyectos|solicitudes|postulaciones|iniciativas)"
    r" (?:presentadas?|presentados?|lideradas?|liderados?|"
    r"formuladas?|enviadas?) (?:unicamente |solo )?por|"
    r"se (?:aceptan|aceptaran|admiten|admitiran|reciben|recibiran) (?:\w{1,30}"
    r" )?(?:candidaturas|propuestas|proyectos|solicitudes|"
    r"postulaciones) "
    r"(?:de|por|provenientes)|se (?:destina|dirige|orienta) (?:a|al)\b|"
    r"(?:projects?|proposals?|applications?|initiatives|submissions) (?:that are |must be |to be"
    r" )?(?:led|presented|submitted|proposed|"
    r"put forward) by|(?:intended|designed|meant) (?:only |exclusively )?for|aimed (?:only |exclusively )?at|directed"
    r" (?:at|to)|"
    r"(?:projets|dossiers|candidatures|propositions) (?:presentee?s|portee?s|deposee?s|soumis(?:es)?|pilotee?s) par|"
    r"s'adresse(?:nt)? (?:exclusivement |uniquement |en priorite )?(?:aux?|a)\b|"
    r"(?:projetos|propostas|candidaturas|iniciativas) (?:apresentad[oa]s|liderad[oa]s|submetid[oa]s|enviad[oa]s) por|"
    r"(?:destina|dirige)-?m?-se (?:apenas |exclusivamente )?(?:a|ao|aos|as)\b|"
    r"(?:vorhaben|projekte|antrage|bewerbungen) (?:von|durch)|bestimmt fur|nur fur|auss?chlies+lich fur|"
    r"(?:postulantes|solicitantes|candidatos|entidades) (?:habilitad|admisible|elegible)\w{0,30}|"
    r"quien(?:es)? (?:puede|pueden|podran) \w{1,30}|"
    r"(?:postulantes|solicitantes|beneficiari[oa]s|proponentes|participantes|destinatari[oa]s)(?: elegibles)?(?:"
    r" (?:son|seran|deben|"
    r"deberan|podran ser))?\s*:?|"
    r"podran presentarlas|presentad[oa]s por|se dirige a|son elegibles|"
    r"(?:est|sont) (?:ouverte?s?|reserve\w{0,30}|destine\w{0,30}|eligibles?)(?: (?:aux?|a|pour))?|ouverte?s? (?:aux?|"
    r"a tou\w{0,30}|uniquement)|"
    r"s'adresse(?:nt)? (?:aux?|a)|reserve\w{0,30} (?:aux?|a)|"
    r"peuvent"
    r" (?:candidater|postuler|deposer|participer|soumettre|presenter|repondre)|(?:candidats|demandeurs|beneficiaires|"
    r"porteurs)(?: eligibles)?\s*:?|"
    r"poderao (?:participar|candidatar-se|concorrer|figurar|apresentar|inscrever-se|submeter|se inscrever)|podem"
    r" (?:participar|"
    r"candidatar-se|concorrer|apresentar|inscrever-se|submeter|se inscrever)|"
    r"(?:abert|destinad|dirigid|reservad|voltad)[oa]s? (?:apenas |exclusivamente"
    r" )?(?:a|ao|aos|as|para)\b|(?:candidatos|proponentes|"
    r"elegiveis|beneficiarios)(?: elegiveis)?\s*:?|sao elegiveis|"
    r"(?:antragsberechtigt|teilnahmeberechtigt|bewerbungsberechtigt|forderberechtigt|forderfahig)(?:"
    r" sind)?|(?:konnen|durfen) sich|"
    r"richtet sich(?: auss?chlies+lich| nur)? an|"
    r"(?:gefordert|unterstutzt|eingeladen|zugelassen|ausgezeichnet|angesprochen) (?:werden|sind)|berechtigt"
    r" sind|steh(?:t|en) |"
    r"zielgruppe\w{0,30}|"
    r"se (?:financiara|apoyara|premiara|subvencionara)n? a\b|serao (?:apoiad|financiad|premiad)[oa]s|seront"
    r" (?:finance|soutenu|prime)e?s|"
    r"(?:are|is) (?:allowed|entitled|permitted|authori[sz]ed) to (?:apply|submit|participate)|"
    r"(?:restrit|exclusiv)[oa]s? (?:a|ao|aos|as|para)\b|(?:disponible|disponivel|disponiveis)s? (?:para|pour|aux?)\b|"
    r"(?:destine|reserve|adresse)e?s? (?:exclusivement |uniquement )?(?:aux?|a)\b|"
    r"offen fur|(?:antragstellende|antragsteller|zuwendungsempfanger|bewerber)\w{0,30}\s*:?|steht \w{0,30} ?offen)"
)
# ... or before it.
OPENS_BEFORE = re.compile(
    MODAL_OPENS.pattern
    + r"|\b(?:(?:may|can|could|will be able to|are able to) (?:also |only )?(?:apply|submit|participate|take part|"
    r"request|"
    r"coordinate(?! with)|lead (?:a |the |an )?(?:proposals?|applications?|projects?|consorti\w{1,30})|"
    r"(?:join|act|take part) as (?:an? |the |lead |full ){0,3}(?:beneficiar|applicant|coordinator)\w{1,30})|(?:are|is|"
    r"be) (?:also |in general |generally |therefore )?eligible|qualify\b|"
    r"(?:are|is) (?:invited|encouraged|welcome|requested|asked|called) to"
    r" (?:apply|submit|propose|present|express|send)|"
    r"(?:sao|estao) convidad[oa]s a|werden (?:gebeten|aufgefordert|eingeladen)|"
    r"(?:podran|pueden|podra|puede) (?:tambien )?(?:postular|participar|presentarse|concursar|optar|solicitar|"
    r"coordinar (?:propuestas|proyectos|consorcios|solicitudes)|presentar"
    r" (?:propuestas|proyectos|postulaciones|solicitudes))|(?:son|"
    r"seran) elegibles|"
    r"estan invitad[oa]s|"
    r"sont admissibles|son admisibles|sao admissiveis|(?:peuvent|pourront) (?:egalement |aussi"
    r" )?(?:candidater|postuler|deposer|"
    r"participer|soumettre|presenter|"
    r"coordonner (?:un|le|des|les) \w{1,30})|"
    r"sont (?:egalement )?eligibles|sont invite\w{0,30}|"
    r"(?:poderao|podem) (?:tambem )?(?:participar|candidatar-se|concorrer|inscrever-se|se"
    r" inscrever|submeter|apresentar|"
    r"coordenar (?:propostas|projetos|consorcios))|(?:sao|"
    r"serao) elegiveis|"
    r"(?:sind|ist) (?:auch"
    r" )?(?:antragsberechtigt|teilnahmeberechtigt|forderfahig|forderberechtigt|eingeladen)|(?:konnen|"
    r"durfen|kann|darf) (?:sich"
    r" )?[^.;]{0,250}?(?:bewerben|teilnehmen|beantragen|einreichen|beteiligen|stellen|(?:gestellt|eingereicht|"
    r"beantragt|"
    r"gefordert|unterstutzt|vorgelegt) werden)|"
    r"(?:are|is) (?:allowed|entitled|permitted|able|authori[sz]ed|qualified) to"
    r" (?:apply|submit|participate|bid|receive)|"
    r"(?:organi[sz]ations|applicants|entities|institutions|applications|proposals)[^.;]{0,60} (?:are|is) welcome|"
    r"(?:estan|esta) (?:habilitad|autorizad|facultad|legitimad)[oa]s? (?:para|a)|tienen derecho a|"
    r"(?:est|sont) (?:autorise|habilite|admis|appele)\w{0,30} a|"
    r"(?:estao|esta) (?:habilitad|autorizad|apt)[oa]s?"
    r" a|(?:berechtigt|zugelassen|willkommen)\b|steh(?:t|en)\b[^.;]{0,200}? offen\b)"
)
CALL_FOR = re.compile(
    r"\b(?:scholarships?|fellowships?|becas?|bourses?|bolsas?|stipendi(?:en|um)|concurso|convocatoria|llamado|fondos?|"
    r"premios?|subvenciones|ayudas|call|fund|prize|award|grants?|appel|"
    r"prix|edital|chamada|premio|aufruf|wettbewerb|preis|forderung)\b"
    r"[^.;:]{0,70}?\b(?:para|for|pour|fur|aux|destinad\w{1,30} a|dirigid\w{1,30} a)\s+(?:(?:las?|los|el|the|"
    r"les|die|de|all|"
    r"todas?|todos|tous|alle)\s+){0,2}$"
)
# ... and the words right before whoever proposes: "submitted by", "led by", "must come from".
PROPOSED_BY = re.compile(
    r"\b(?:(?:invites?|inviting|calls (?:up)?on)|(?:submitted|presented|proposed|led|coordinated|put"
    r" forward|lodged|filed|nominated) by|"
    r"(?:must|should|may|can) come from|"
    r"(?:awarded|granted) (?:only |exclusively |directly )?to|(?:honou?rs|rewards|recogni[sz]es) (?:the )?|"
    r"(?:presentad|liderad|coordinad|postulad|formulad|encabezad|enviad|propuest)[oa]s? (?:\w{1,30} )?por|"
    r"(?:provenir|proceder|emanar) de|(?:otorg|entreg|conced)\w{1,30} a|(?:premia|distingue|galardona) a|"
    r"(?:deposee?|presentee?|soumise?|portee?|pilotee?|coordonnee?|proposee?|introduite?)s? (?:\w{1,30}"
    r" )?par|(?:emaner|"
    r"provenir|venir) d\w{0,30}|"
    r"(?:accorde|octroye|attribue|verse)\w{0,30} (?:aux?|a)|recompense\w{0,30}|"
    r"(?:submetid|apresentad|liderad|coordenad|propost|enviad)[oa]s? (?:\w{1,30} )?por|(?:atribuid|concedid)[oa]s?"
    r" a\w{0,30}|"
    r"(?:gestellt|eingereicht|vorgelegt|koordiniert|beantragt) (?:werden )?(?:von|durch)|"
    r"(?:vergeben|gewahrt|wird|werden) an)\s(?:[a-z']+ ){0,3}?$"
)
REFUSES = re.compile(
    r"\b(?:not (?:among|included|listed|part of|one of)|no (?:figura|esta|se encuentra|forma parte)n?\b|n'est pas"
    r" (?:parmi|inclus)|"
    r"ne figure(?:nt)? pas|ne fait pas partie|nao (?:figura|esta|faz parte|consta)m?\b|(?:gehort|zahlt|steht)"
    r" nicht\b|nicht unter|"
    r"(?:not|never|no longer) (?:be"
    r" )?(?:eligible|open|available|allowed|permitted|accepted|considered|entitled)|(?:are|"
    r"is) (?:generally |"
    r"therefore )?not (?:\w{1,30} )?eligible|ineligible|"
    r"(?:may|can|could|must|will) ?not (?:\w{1,30} )?(?:apply|submit|participate|be"
    r" (?:accepted|considered|funded|awarded))|excluded|"
    r"does not (?:fund|accept|support)|do not (?:qualify|fund|accept)|"
    r"(?:no|nao|ne) (?:postulan|concursan|concorrem|candidatent)|ya no (?:son|es|sera\w{0,30}|pueden|podran)|ne"
    r" (?:sont|"
    r"peuvent) plus|ja nao|"
    r"nicht mehr \w{1,30}|no (?:podran|pueden|podra|puede|se aceptan|se admit\w{1,30}|"
    r"se aceptaran|son elegibles|seran elegibles|califican|financia|esta dirigid\w|"
    r"esta abiert\w)|quedan (?:excluid|fuera)\w{0,30}|inelegibles|excluid[oa]s|tampoco|"
    r"ne (?:peuvent|sont|pourront) (?:pas|donc pas)|n'(?:est|ont) pas|sont exclu\w{0,30}|ineligibles|non eligibles|"
    r"nao (?:poderao|podem|sao elegiveis|serao aceit\w{1,30}|pode|esta aberto)|sao inelegiveis|vedad[oa]|nao"
    r" universidades|"
    r"ne (?:s'adresse|s'adressent|se destine)\w{0,30} pas|no se (?:dirige|destina|orienta|admiten|financia\w{0,30})|"
    r"(?:nao se (?:destina|dirige)|nao (?:sao|e) destinad)\w{0,30}|richtet sich nicht|not"
    r" (?:intended|meant|designed|aimed)|"
    r"(?:may|can) under no circumstances|nicht (?:\w{1,30}"
    r" )?(?:berucksichtigt|zugelassen|akzeptiert|gefordert)|(?:exclu|excluem|excluyen|"
    r"descartan)-?n?-?se\b|"
    r"se (?:excluye|descarta|excluira)n?\b|(?:will|are|is) (?:be )?(?:rejected|disqualified|barred|ruled"
    r" out)|(?:sera|seront|seran|"
    r"serao|sao|"
    r"son) (?:rejete|ecarte|rechazad|descartad|excluid|rejeitad|desclassificad)\w{0,30}|n'(?:accept|admet)\w{1,30} pas|"
    r"ne (?:finance|soutient|"
    r"concerne) pas|"
    r"pas (?:eligible|admis|ouverte?|recevable)\w{0,30}|keine? (?:antrage|bewerbungen|forderung)|"
    r"nicht (?:\w{1,30}"
    r" )?(?:antragsberechtigt|teilnahmeberechtigt|forderfahig|forderberechtigt|berechtigt|bewerben|offen)|"
    r"sind ausgeschlossen|ausgeschlossen sind|(?:konnen|durfen) (?:sich )?nicht\b)"
)
# Who may not apply so may still take part otherwise.
DIRECTLY = re.compile(
    r"\b(?:directly|on their own|alone|as (?:the )?(?:lead|main|principal|coordinator)|directamente|por si sol[oa]s|"
    r"como (?:lider|solicitante principal|coordinador)\w{0,30}|directement|seul[es]*|comme (?:chef de"
    r" file|coordinateur)|"
    r"diretamente|sozinh[oa]s|direkt|allein|als (?:federfuhrend|hauptantragsteller|koordinator)\w{0,30})\b"
)
EXCEPT = re.compile(
    r"\b(?:except(?:ing)?(?: for)?|with the exception of|excluding|other than|apart from|excepto|salvo|a excepcion de|"
    r"con excepcion de|con la excepcion de|excluyendo|excluid[oa]s?|"
    r"with the exclusion of|to the exclusion of|but not(?: in| from)?|save for|barring|not including|con exclusion de|"
    r"(?<!al )(?<!lo )menos (?!de\b|avan|adelant|desarroll|tres|dos|un)|"
    r"a l'exception d\w{0,30}|a l'exclusion d\w{0,30}|hormis|excluant|sauf|hors|a exclusao d\w{0,30}|"
    r"com exclusao d\w{0,30}|"
    r"bis auf|unter ausschluss (?:von|der)|exclusive of|ausgeschlossen|excepte\w{0,30}|exceto|com excecao d\w{0,30}|"
    r"a excecao d\w{0,30}|excluindo|ausgenommen|"
    r"mit ausnahme (?:von|der)|auss?er|anywhere but)\b"
)
ALTHOUGH = re.compile(
    r"\b(?:remains? eligible|exceptionally|by way of exception|as an exception|sigue siendo elegible|"
    r"siguen siendo elegibles|excepcionalmente|de manera excepcional|"
    r"a titre exceptionnel|reste\w{0,30} eligible|excepcionalmente|continua elegivel|ausnahmsweise|"
    r"weiterhin antragsberechtigt)\b"
)
SEAT = re.compile(
    r"\b(?:(?:legally"
    r" )?(?:established|based|located|headquartered|registered|incorporated|domiciled|seated|residing|resident|residents|"
    r"living|constituted|accredited) (?:in|of)|"
    r"nationals? of|citizens? of|nationality|nationalities|coming from|from (?:any|all|the following|one"
    r" of|across|around)|"
    r"applicants? from|(?:proposals|applications|submissions|bids|projects|teams|partners|entities|participants) from|"
    r"institutions? (?:in|from)|"
    r"organi[sz]ations? (?:in|from)|entities"
    r" (?:in|from)|(?:universities|municipalities|cities|companies|ngos|researchers) (?:in|from)|"
    r"eligible countries|qualified countries|countries\s*:|countries and territories are|countries are|"
    r"(?:propuestas|candidaturas|solicitudes|postulaciones|propostas|antrage|bewerbungen)"
    r" (?:de|aus)|(?:demandes|candidatures) (?:de|d'|"
    r"des|en provenance)|"
    r"(?:reside|residir|resider|residing|siege|domicile)\w{0,30} (?:in|en|au|aux|no|na|em)|"
    r"situee?s? (?:en|au|aux|dans)|(?:situad|ubicad|localizad)[oa]s (?:en|em|no|na)|"
    r"con (?:sede|domicilio|residencia)|domiciliad[oa]s?|constituid[oa]s|radicad[oa]s|establecid[oa]s|residentes|nacionales de|"
    r"nacionalidad|ciudadanos de|provenientes de|procedentes de|"
    r"paises (?:elegibles|participantes|beneficiarios)|de (?:los|todos los|cualquier|alguno de los) pais(?:es)?|"
    r"(?:municipios|municipalidades|ciudades|universidades|organizaciones|instituciones|empresas|entidades) (?:de|en)|"
    r"etablis? (?:en|dans|au|aux)|basee?s? (?:en|dans|au|aux)|ayant (?:leur )?siege|siege (?:social"
    r" )?(?:en|dans|au)|implantee?s? (?:en|"
    r"dans)|residents?|ressortissants?|originaires?|issue?s? d\w{1,30}|pays eligibles|"
    r"(?:villes|communes|universites|organisations|associations|institutions|entreprises) (?:de|d'|des|en|du)|"
    r"sediad[oa]s?|com sede|domiciliad[oa]s|estabelecid[oa]s|residentes|cidadaos de|paises"
    r" (?:elegiveis|participantes)|oriund[oa]s|"
    r"(?:municipios|cidades|universidades|organizacoes|instituicoes|empresas|entidades) (?:de|do|da|dos|na|no|em)|"
    r"mit sitz in|ansassig|niedergelassen|wohnhaft|staatsangehorig\w{0,30}|forderfahige lander|aus"
    r" (?:allen|den|einem|der)|"
    r"(?:organisationen|"
    r"kommunen|hochschulen|unternehmen|universitaten|stadte) (?:in|aus))"
)
WORLDWIDE = re.compile(
    r"\b(?:world-?wide|(?:all|any|every) (?:countries|country)(?! (?:of (?!the world)|in (?!the"
    r" world)|within|from|that|which|where|with|"
    r"belonging|bordering|eligible|participating|associated|member|listed))|(?:all|any) (?:nationalit(?:y|ies)|region|"
    r"part of the world)|anywhere|around the (?:world|globe)|across the globe|ou qu'(?:elles?|ils?) se"
    r" trouve\w{0,30}|(?:donde sea|"
    r"dondequiera|onde quer) que\b|wo auch immer|"
    r"all (?:[a-z]+ ){1,8}of the world|tod[oa]s (?:l[oa]s )?(?:[a-z]+ ){1,8}del mundo|tou(?:te)?s les (?:[a-z]+"
    r" ){1,8}du monde|"
    r"tod[oa]s [oa]s (?:[a-z]+ ){1,8}do mundo|across the world|wherever (?:they|it|you)|"
    r"regardless of (?:their |its |the )?(?:where|home|origin|country|location|nationality)|"
    r"whatever (?:their |its |the )?(?:country|nationality)|"
    r"(?:sin|sem) (?:restriccion|restricao|limitacion|limitacao|restricciones|restricoes)\w{0,30} (?:de (?:pais|"
    r"caracter )?)?geografic\w{0,30}|"
    r"sea cual sea su (?:pais|nacionalidad)|independientemente de (?:su|la|el)"
    r" (?:pais|nacionalidad|ubicacion|origen)\w{0,30}|"
    r"sans (?:restriction|limitation|condition) (?:geographique|de nationalite)\w{0,30}|quels? que soi(?:t|ent)"
    r" (?:leur|son|le|leurs|la) "
    r"(?:pays|lieu|localisation|nationalite)\w{0,30}|independentemente d[aeo]\w{0,30} (?:seu |sua"
    r" )?(?:pais|nacionalidade|localizacao)|"
    r"qualquer parte do mundo|qualquer lugar do mundo|ohne (?:geografische|regionale|raumliche)"
    r" (?:einschrankung|beschrankung)\w{0,30}|"
    r"egal (?:wo|aus welchem land)|global(?:ly)? open|from every country|"
    r"regardless of (?:nationality|country|location)|irrespective of (?:nationality|country)|international applicants|"
    r"(?:national|domestic)(?:,| or| and| and/or) (?:foreign|international)|(?:foreign|international) (?:and|or)"
    r" (?:national|domestic)|"
    r"nacional(?:es)? (?:o|y|u|y/o) (?:extranjer|internacional)\w{0,30}|extranjer\w{0,30} (?:o|y) nacional\w{0,30}|"
    r"(?:francais\w{0,30}|nationa\w{1,30}) (?:ou|et) (?:etranger|internationa)\w{0,30}|naciona(?:l|is) (?:ou|e)"
    r" (?:estrangeir|"
    r"internaciona)\w{0,30}|"
    r"in- und auslandisch\w{0,30}|(?:ou|o|u|or|oder|y/o|e/ou|and/or)"
    r" (?:estrangeir|extranjer|etranger|foreign|auslandisch)\w{0,30}|"
    r"no (?:geographic(?:al)?|nationality) restrictions?|"
    r"todos los paises(?! (?:miembro|socio|iberoameric|latinoameric|de |del |en ))|cualquier (?:pais|nacionalidad|"
    r"parte del mundo)(?! (?:miembro|de (?:america|la union|la ue|iberoamerica)))|todo el mundo|a nivel mundial|de"
    r" cualquier lugar|"
    r"sin (?:restriccion|distincion) de nacionalidad|"
    r"tous (?:les )?pays(?! (?:membre|d|eligib|partenaire))|quelle que soit (?:leur|la) nationalite|monde entier|toutes"
    r" nationalites|"
    r"todos os paises(?! (?:membro|ibero|latino|da |do |de ))|qualquer (?:pais|nacionalidade)(?! (?:membro|da |do"
    r" ))|todo o mundo|"
    r"mundo inteiro|de todo mundo|"
    r"weltweit|alle[rn]? (?:lander|nationalitaten)|aus aller welt|allen landern|unabhangig von (?:ihrer |der"
    r" )?(?:nationalitat|"
    r"staatsangehorigkeit))\b"
)
# Countries that are told by what they did, not by name.
OPEN_COUNTRIES = re.compile(
    r"\b(?:countr(?:y|ies),? (?:that|which|whose|having|where|with (?:which|whom|an?)|part(?:y|ies) to|signatory|"
    r"served by|covered by|participating|(?:listed|named|specified|indicated|mentioned|included|set out|"
    r"identified) "
    r"(?:in|on|by)|on the list|eligible under)|"
    r"(?:paises|estados) (?:listados|indicados|incluidos|senalados|recogidos|enumerados|mencionados|que figuran|"
    r"relacionados|constantes|previstos|definidos) (?:en|no|na|nos|em)|pays (?:listes|figurant|mentionnes|"
    r"indiques|enumeres|repris|vises) (?:en|dans|a|sur)|lander\w{0,30} (?:der|gemas+|laut|aus) (?:der )?"
    r"(?:anlage|anhang|liste|landerliste)|"
    r"pais(?:es)?,? (?:que|donde|cuy[oa]s?|onde|cuj[oa]s?|signatari[oa]s?|firmantes?|participantes|con (?:l?os que|"
    r"l?as que|los cuales|convenio|acuerdo)|com (?:os quais|acordo|convenio))|"
    r"pays,? (?:qui|ayant|dont|ou|signataires?|participants?|avec (?:lesquels|qui|un accord))|"
    r"land(?:er|ern|es|e)?,? (?:die|das|deren|in denen|mit (?:denen|dem|einem)))\b"
)
MEMBERS = re.compile(r"\b(?:member|miembro|membre|membro|programme|mitglied)")
CHAIN = re.compile(
    r"[\s,/()]*(?:and|or|nor|y|e|o|u|ni|et|ou|und|oder|the|la|el|los|las|les|l'|den|der|de|del|d[aeo]s?|its|of|any|"
    r"\s|,)*[\s,/()]*"
)
AND_OR = re.compile(r"\b(?:and|or|y|e|o|u|et|ou|und|oder)\b")
NON = re.compile(
    r"\b(?:non|not|outside|no(?=-)|(?<!sede )(?<!em )nao|hors|nicht|ausserhalb|fuera de|fora d[aeo]|"
    r"en dehors d\w{0,30})[- ](?:(?:an?|the|in|from|de|"
    r"la|el|los|las|les|der|den|des)\s)*$"
)
# A scheme says whom it is for by naming groups of countries as what it supports or where it works.
SCHEME_FOR = re.compile(
    r"(?:^|\b(?:the|this|el|la|este|esta|le|la|cette|ce|o|a|der|die|das))\s?(?:\w{1,30}"
    r" ){0,2}(?:fund|programme|program|"
    r"facility|call|scheme|"
    r"initiative|grants?|window|fondo|programa|convocatoria|ventanilla|facilidad|iniciativa|fonds|appel|guichet|dispositif|edital|"
    r"chamada|fundo|programm|aufruf|forderung|forderprogramm)s?\b(?: \w{1,30}){0,2}? "
    r"(?:supports?|funds?|finances?|serves?|covers?|targets?|is available"
    r" (?:to|in|for)|apoya|financia|beneficia|cubre|atiende|abarca|"
    r"soutient|finance|couvre|appuie|cible|apoia|abrange|contempla|unterstutzt|fordert|umfasst)(?:"
    r" (?:only|exclusively|a|unicamente|"
    r"projects in|proyectos en|projets (?:dans|en|aux?)|projetos (?:em|n[oa]s?)|projekte in|vorhaben in|"
    r"exclusivamente|solo|uniquement|exclusivement|les|los|las|os|as|the|all|nur|auss?chlies+lich|apenas|to|in|seulement|paises|pays|"
    r"countries|lander\w{0,30}))*\s+$"
)
NATIONAL = re.compile(r"\b(?:del pais|de todo el pais|a nivel nacional|territorio nacional|do pais)\b")

CO_APPLICANT = re.compile(
    r"\b(?:co-?applicants?|co-?solicitantes?|cosolicitantes?|co-?beneficiar\w{1,30}|socios? beneficiarios?|"
    r"co-?demandeurs?|codemandeurs?|coproponentes?|mitantragsteller\w{0,30}|"
    r"coejecutor\w{0,30}|co-?postulantes?)\b"
)
# Those named after it are partners of those before it, ...
PAST = re.compile(
    r"\b(?:winners?|(?:was|were) (?:awarded|selected|funded|municipalities|cities|universities)|ganador[ae]s|fueron|"
    r"laureats?|"
    r"ont ete|vencedor[ae]s|foram|gewinner\w{0,30}|preistrager\w{0,30}|wurden)\b"
)
WITH_PARTNERS = re.compile(
    r"\b(?:(?:mene|realise|conduit|developpe|monte)\w{0,30} avec|(?:desarrollad|ejecutad|realizad|implementad)\w{0,30}"
    r" (?:\w{1,30} )?con|"
    r"(?:carried out|implemented|developed|conducted) (?:together )?with|(?:desenvolvid|realizad|executad)\w{0,30} com|"
    r"durchgefuhrt\w{0,30} mit|"
    r"in (?:partnership|cooperation|collaboration|alliance|association|consorti(?:um|a)) with|together with|jointly"
    r" with|"
    r"partner(?:ing|ed)? with|along with|alongside|(?:and|with|or) (?:a |an |their |its |at least one |"
    r"one or more )?(?:\w{1,30} )?partners?\b(?! countr)|"
    r"partners? (?:may|can|from|must|should|are|in|cities|institutions|universities|organi[sz]ations)|"
    r"en (?:alianza|colaboracion|asociacion|consorcio|conjunto|cooperacion) con|junto (?:con|a)|conjuntamente"
    r" con|asociad[oa]s? (?:con|"
    r"a(?= una?\b| al menos))|"
    r"associated with(?= an?\b| at least)|associee?s? (?:a|avec)(?= une?\b| au moins)|associad[oa]s? (?:a|com)(?="
    r" uma?\b| ao menos)|"
    r"de la mano de|(?:y|e|con) (?:su|sus|un|una|al menos un|al menos una) (?:socio|contraparte|par|entidad socia|"
    r"institucion socia)\w{0,30}|"
    r"(?<!paises )soci[oa]s (?:podran|pueden|de|en|locales|seran)|contrapartes?|"
    r"en (?:partenariat|collaboration|cooperation|association|lien) avec|(?:et|avec) (?:un|une|leurs?|ses|au moins"
    r" une?) "
    r"(?:\w{1,30} )?partenaires?|(?<!pays )partenaires? (?:peuvent|de|du|en|des)|conjointement avec|"
    r"em (?:parceria|colaboracao|consorcio|conjunto|cooperacao) com|juntamente com|(?:e|com) (?:seus|um|uma|suas|"
    r"ao menos um) parceir\w{1,30}|"
    r"parceir[oa]s? (?:de|do|da|dos|das|em|podem|no|na)|contrapartes?|"
    r"in (?:zusammenarbeit|partnerschaft|kooperation) mit|gemeinsam mit|zusammen mit|mit (?:einer |einem |ihren"
    r" |mindestens einem )?"
    r"partner\w{0,30}|partner(?:hochschule|universitat|kommune|stadt|stadte|gemeinde|organisation|einrichtung|institution|lander)\w{0,30})"
)
# ... or all whom the clause names are partners.
AS_PARTNERS = re.compile(
    r"\b(?:as (?:guests?|observers?|speakers?|subrecipients?)|(?:como|en calidad de|na qualidade de)"
    r" (?:invitad|observador|asistente|"
    r"ponente|"
    r"convidad|ouvinte)\w{0,30}|(?:comme|en tant qu[e']|en qualite d[e']) ?(?:observateur|invite)\w{0,30}|als"
    r" (?:gaste?|"
    r"beobachter)\w{0,30}|"
    r"as (?:an? |the )?(?:associate[d]? |project |co-?operation |local"
    r" )?(?:partners?|collaborators?|associates?)|partners? only|"
    r"only (?:as|be) partners?|collaborating (?:organi[sz]ations?|partners?|institutions?)|"
    r"(?:como|en calidad de) (?:(?:entidad(?:es)?|organizaci(?:on|ones)|instituci(?:on|ones))"
    r" )?(?:colaborador|asociad|soci|aliad)\w{0,30}|"
    r"(?:comme|en tant que|en qualite de) (?:organismes? |structures? )?(?:partenaires?|associe\w{0,30})|"
    r"(?:como|na qualidade de) (?:(?:entidades?|institui\w{1,30}|organiza\w{1,30})"
    r" )?(?:parceir|associad|colaborador)\w{0,30}|"
    r"als (?:kooperations|projekt|assoziierte[rn]? )?partner\w{0,30})\b"
)
WITH = re.compile(r"\b(?:with|con|avec|com|mit)\b")  # "with a university as partner": those before it are none
ALLIANCE = re.compile(
    r"\b(?:(?<!pacific )alliances?(?! du pacifique)|allies|alianzas?(?! del pacifico)|parcerias?|parceir[oa]s|"
    r"partnerorganisation\w{0,30})\b"
)
STOP = re.compile(
    r"\b(?:that|which|who|whose|to (?:support|help|develop|implement|strengthen|promote|improve|carry|finance|fund)|"
    r"for (?:projects?|the|their)|working|aimed|aiming|projects? (?:in|with|for|on|that)|"
    r"que (?!sean|son)|con el fin|con proyectos|para (?!las |los |municip|universi)|proyectos|trabajan\w{0,30}|"
    r"cuyo|qui\b|afin|"
    r"pour (?!les )|projets?|dont|cujo|projetos|a fim|die sich fur|um (?:eine|die)|zur|zum|projekte)\b"
)

# Somebody whom applicants work with or for, and who is no applicant by that; projects are done somewhere, which is no
# seat.
OBJECT = re.compile(
    r"\b(?:work(?:s|ing)? with|(?:proposals?|projects?|concept notes?) with|(?:propuestas?|proyectos?) con(?! fines)|"
    r"projets? avec|"
    r"(?:propostas?|projetos?) com(?! fins)|projekte? mit|support(?:s|ing)?|benefit(?:s|ting|ing)?|serv(?:e|es|ing)|"
    r"help(?:s|ing)?|involv\w{1,30}|"
    r"cooperat\w{1,30} with|collaborat\w{1,30} with|"
    r"trabaj\w{1,30} con|apoy\w{1,30} a|en beneficio de|en favor de|colabor\w{1,30} con|cooper\w{1,30} con|"
    r"travaill\w{1,30} avec|en faveur d\w{1,30}|"
    r"au profit d\w{1,30}|"
    r"trabalh\w{1,30} com|apoi\w{1,30}|em beneficio d\w{1,30}|mit partner\w{0,30}|zusammenarbeit\w{0,30} mit|"
    r"unterstutz\w{1,30}|"
    r"zugunsten)\b[^.;,]{0,40}$|"
    # what somebody did or does at a body, which makes that body no applicant
    r"\b(?:service|experience|employment|employed|years|degrees?|staff|employees|officials|students|graduates|servicio|"
    r"experiencia|empleo|anos|titulo|funcionari[oa]s|emplead[oa]s|trabajador[ae]s|estudiantes|egresad[oa]s|ans|personnel|"
    r"agents|etudiants|diplomes|servico|experiencia|servidor[ae]s|estudantes|erfahrung|jahren?|beschaftigte|studierende) "
    r"(?:in|at|of|by|from|with|en|de|del|des|con|por|dans|em|bei|an|von|d[aeo]s?) (?:\w{1,30} ){0,4}$"
)
PLACE_OF_WORK = re.compile(
    r"\b(?:projects?|projets?|proyectos?|projetos?|projekte\w{0,30}|activit(?:y|ies)|actividades|activites|"
    r"atividades|"
    r"actions?|acciones|initiatives?|iniciativas|"
    r"implemented|carried out|take place|taking place|works?|ejecut\w{1,30}|realiz\w{1,30}|menes|mis en oeuvre|"
    r"durchgefuhrt\w{0,30})\b[^.;,]{0,40}$"
)
NOT_ALL = re.compile(r"\b(?:not|no|pas|nem|nicht)\s$")
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|will|es|son|fue|fueron|sera|esta|estan|est|sont|foi|sao|ist|sind|wird|wurde)\b"
)

PREFERENCE = re.compile(
    r"\b(?:(?:with |strong |special ){0,3}(?:preference|priority) (?:will be |is )?(?:given |for |to )|preferably|"
    r"particularly encouraged|especially encouraged|"
    r"(?:con |se dara )?(?:preferencia|prioridad) (?:a|para|por)|preferentemente|de preferencia|se priorizar\w{0,30}|"
    r"se valorar\w{0,30}|"
    r"(?:la )?(?:priorite|preference) (?:sera |est )?(?:donnee|accordee)|de preference|prioritairement|"
    r"preferencialmente|terao prioridade|vorzugsweise|bevorzugt\w{0,30}|vorrang)\b"
)
UNFUNDED = re.compile(
    r"\b(?:com (?:recursos|fundos|meios|financiamento) proprios?|a (?:su|sua|leur|ses) (?:cargo|charge|frais)|"
    r"sur (?:leurs )?fonds propres|selbst (?:zu )?finanzier\w{0,30}|mit eigenen mitteln|aus eigenen mitteln|"
    r"eigenfinanziert|without (?:receiving )?(?:\w{1,30} )?(?:funding|funds)|(?:cannot|not) receive (?:any |direct |"
    r"eu )?(?:funds|"
    r"funding|money|financing|support)|not (?:be |receive )?(?:\w{1,30} )?(?:funded|funding)|(?:at|on|cover|"
    r"bear|with|bring|bringing|using|from) (?:their|its) own (?:\w{1,30} )?(?:costs?|expenses?|funding|funds|resources|"
    r"means|budget)|unfunded|"
    r"no[- ]exchange[- ]of[- ]funds?|sin (?:recibir )?(?:financiacion|financiamiento|fondos)|con (?:recursos|fondos|"
    r"financiamiento) propios?|"
    r"no (?:recibiran|reciben) (?:fondos|financiamiento|financiacion)|"
    r"sans (?:recevoir de )?(?:financement|subvention)|a leurs (?:propres )?frais|sem (?:receber )?(?:financiamento|"
    r"recursos)|ohne (?:eigene )?forderung|auf eigene kosten)\b"
)
ABROAD = re.compile(
    r"^\s*(?:(?:who |que )?(?:residentes?|living|viven)\s)?(?:en el (?:exterior|extranjero)|abroad|a l'etranger|"
    r"no exterior|im ausland)"
)

MEMBERSHIP = re.compile(
    r"(?<!paises )(?<!pais )(?<!pays )(?<!etats )(?<!estados )(?<!countries )\b(?:(?:is|are) (?:a )?members?\b|"
    r"(?:es|sea|son|sean) miembros?\b|(?:est|sont|soit) membres?\b|(?:e|seja|sao|sejam) membros?\b|"
    r"mitglied(?:er)? (?:ist|sind)\b|members? of (?:the |our |"
    r"its )?(?!european union|eu\b|oecd|oas|mercosur|the public)|members? (?:cities|organi[sz]ations|institutions|"
    r"municipalities)|"
    r"(?:socios|miembros|asociad[oa]s) (?:plenos |activos )?(?:de|del) (?:la |el )?(?!union|ocde|mercosur|oea|"
    r"equipo|consorcio|comite|jurado)|(?:ciudades|entidades|instituciones|municipios) (?:miembros?|socias?)|"
    r"membres? (?:de|du|des) (?:la |l')?(?!l'union|union|equipe)|(?:villes|institutions|organisations) membres|"
    r"(?:cidades|instituicoes|entidades) (?:membros?|associadas)|membros? d[aeo]s? (?!uniao|equipe)|"
    r"mitglied(?:er|sstadte|seinrichtungen|sorganisationen)?\b(?!staat|sstaat))"
)
ACCREDITED = re.compile(
    r"\b(?:accredited|pre-?qualified|pre-?approved|acreditad[oa]s?|precalificad[oa]s?|accredite\w{0,30}|"
    r"credenciad[oa]s?|"
    r"acreditad[oa]s|akkreditiert\w{0,30}|implementing entit(?:y|ies))\b"
)
PREVIOUS = re.compile(
    r"\b(?:(?:previous|past|former|existing|current) (?:grant(?:ees|holders|s?"
    r" recipients)|awardees|recipients|beneficiaries|winners)|"
    r"(?:previously|already) (?:funded|awarded|supported)|have (?:previously |already )?(?:received|been"
    r" (?:awarded|funded))|"
    r"(?:beneficiari[oa]s|ganador[ae]s|adjudicatari[oa]s|seleccionad[oa]s) (?:en|de) (?:las |la |alguna |otras"
    r" )?(?:edicion|"
    r"convocatoria)\w{0,30}"
    r"(?: \w{1,30})? (?:anterior|previa|pasada)\w{0,30}|(?:ediciones|convocatorias) (?:anteriores|previas|pasadas)|ya"
    r" (?:hayan|"
    r"han) (?:sido|"
    r"recibido)|"
    r"(?:anciens|precedents) (?:laureats|beneficiaires)|(?:deja|precedemment)"
    r" (?:finance|soutenu|laureat|beneficie)\w{0,30}|"
    r"(?:edicoes|editais|chamadas) anteriores|ja (?:tenham|foram|receberam|apoiad\w{1,30})|"
    r"(?:bereits|fruher|zuvor) (?:gefordert|bewilligt|ausgezeichnet)\w{0,30}|bisherige\w{0,30}"
    r" (?:forder|zuwendungs|preistrag)\w{0,30})\b"
)
CHAPTER = re.compile(
    r"\b(?:(?:national|line|competent) (?:ministr|authorit|agenc|focal point)\w{0,30}|focal"
    r" points?|ministry|ministerio\b|ministere\b|"
    r"ministerium|"
    r"puntos? focal(?:es)?|points? focal|(?:autoridad|entidad|agencia) nacional|(?:national|local|country|in-country)"
    r" (?:chapters?|"
    r"branch(?:es)?|sections?|committees?|affiliates?|associations? of the)|"
    r"(?:country|field) offices? (?:of|in)|(?:seccion|secciones|capitulos?|comites?|filial|filiales)"
    r" (?:nacional|local)\w{0,30}|"
    r"(?:section|sections|comites?|antennes?) (?:national|local)\w{0,30}|(?:secao|secoes|comites?|capitulos?)"
    r" (?:naciona|loca)\w{0,30}|"
    r"(?:nationale\w{0,30}|lokale\w{0,30})"
    r" (?:sektion|komitee|verband|vertretung|ableger)\w{0,30}|landesverband\w{0,30}|"
    r"landesburo\w{0,30})\b"
)
ONLY = re.compile(
    r"\b(?:only|must|solely|exclusively|restricted|reserved|limited|that have|who have|which have|solo|unicamente|"
    r"exclusiv\w{1,30}|"
    r"que (?:ya )?(?:hayan|han)|deben|seul\w{0,30}|uniquement|qui ont|ayant|reserve\w{0,30}|somente|apenas|"
    r"que (?:ja )?(?:tenham|"
    r"foram)|"
    r"nur|auss?chlies+lich|bereits)\b"
)
THROUGH = re.compile(
    r"\b(?:through|via|by (?:the|its|their)|only|must|a traves|por medio|por intermedio|mediante|por la|"
    r"par l'intermediaire|"
    r"aupres|par (?:la|le|les)|via|por meio|atraves|pela|pelo|uber|durch|nur|bei)\b"
)
INVITED = re.compile(
    r"\b(?:by invitation(?: only)?|(?:only )?if invited|si (?:son|es|fueron) invitad[oa]s?|invitation[- ]only|"
    r"invited (?:applicants|organi[sz]ations) only|unsolicited|have been invited|hayan sido invitad\w{0,30}|"
    r"previa invitacion|"
    r"invitacion (?:directa|expresa|previa)|ont ete invite\w{0,30}|tenham sido convidad\w{0,30}|"
    r"mediante convite|eingeladene?\w{0,30}|"
    r"only by invitation|upon invitation|solo por invitacion|"
    r"por invitacion|sur invitation|a convite|por convite|auf einladung)\b"
)
BY_REFERENCE = re.compile(
    r"\b(?:see (?:the )?(?:list|annex|guidelines|section|full announcement|text field)[^.;]{0,40}(?:eligib|"
    r"countr)|others \(see text field|list(?:ed)? (?:in|of)[^.;]{0,20} (?:annex|appendix|guidelines|regulations|"
    r"website|work programme)|"
    r"segun (?:el )?listado|ver (?:listado|anexo|bases)[^.;]{0,30}(?:elegib|pais)|voir (?:la )?liste|"
    r"ver (?:a )?lista|siehe (?:lander)?liste)\b"
)

US_ENTITIES = re.compile(
    r"\b(?:state governments|county governments|city or township governments|special district governments|"
    r"independent school districts|"
    r"native american tribal (?:governments|organi[sz]ations)|"
    r"public and state controlled institutions of higher education|public housing authorities|"
    r"indian housing authorities|"
    r"private institutions of higher education|501\s?\(?c\)?\s?\(?3\)?|u\.?s\.? territor(?:y|ies))"
)
US_OTHERS = re.compile(r"\bothers? \(see text field|text field entitled \W*additional information on eligibility")
UNRESTRICTED = re.compile(r"^\s{0,3}(?:eligible applicants\s{0,3}:)?\s{0,3}unrestricted\b")
ORGANISATIONS = re.compile(
    r"(?:\b(?:from|by|to|any|all|and|or|eligible)|[,:])\s(?:organi[sz]ations|entities|institutions)\b"
)
# Words that point to a field or a section, up to its name; what may follow the name.
POINTER = re.compile(
    r"(?:\bothers? )?\(?(?:,? ?subject to any clarification in|\b(?:please )?(?:see|refer to|ver|vease|segun|voir|"
    r"veja|siehe)) (?:the |el |la |le |o |a |den |die )?(?:text field|field|section|heading|apartado|seccion|campo|"
    r"rubrique|"
    r"secao|abschnitt)(?: entitled| titulad[oa]| intitulee?)?\W{1,3}"
)
POINTER_END = re.compile(r"[\"'“”«»]?(?: for clarification)?\)?")
REFERS_ON = re.compile(
    r"\b(?:see|refer to|consult|described in|listed in|found in|outlined in)\b[^.;]{0,60}\b(?:announcement|nofo|notice|"
    r"solicitation|rfa|foa|guidelines?|instructions|section|description|full|link|documents?)\b"
)
FOREIGN = re.compile(
    r"\b(?:international (?:applicants?|entit(?:y|ies)|universities|students|researchers|individuals)|(?:foreign|"
    r"non-?u\.?s\.?|non-?domestic(?: \(non-?u\.?s\.?\))?|overseas)[ -](?:entit(?:y|ies)|"
    r"organi[sz]ations?|institutions?|public entit(?:y|ies)|applicants?|governments?|components? of foreign|"
    r"universities|non-?profits?|ngos?|companies|individuals|researchers))\b"
)
THIRD_COUNTRIES = re.compile(
    r"\b(?:third|other|non-associated|non-member) countries|(?:terceros|otros) paises|pays tiers|autres pays|"
    r"(?:paises terceiros|outros paises)|drittstaaten|drittlander\w{0,30}|anderen landern\b"
)
FROM_ABROAD = re.compile(
    r"\b(?:foreign|non-?u\.?s\.?|non-?domestic|overseas|other countries|third countries|"
    r"non-associated countries|countries (?:that|which) are not (?:\w{1,30} )?associated|"
    r"countries not (?:\w{1,30} )?associated)(?=[ -.,;]|$)"
)

# Applicants of a region, not a regional government that pays.
OF_REGION = re.compile(
    r"\b(?:domicili\w{1,30}|sede|residen\w{1,30}|ubicad[oa]s|establecid[oa]s|radicad[oa]s|constituid[oa]s|"
    r"provenientes|municip\w{1,30}|"
    r"comunas|alcaldias|organizaciones|fundaciones|corporaciones|universidades|empresas|pymes|emprendedor[ae]s|personas)"
    r"(?: [a-z]+){0,5}? (?:en|de|del) (?:la |las )?regi(?:on|ones)\b"
)
