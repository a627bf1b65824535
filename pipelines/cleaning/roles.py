"""What a mentioned day is for: the words before and after it, in six languages.

Belongs here: the cues and the choice among them. Does not belong: finding days (`dates.py`), making deadlines of them.
A day is a deadline only where a word says so; without one it is nothing.
"""

from __future__ import annotations

import re
from typing import Literal

from pipelines.cleaning.cues import WordList, cues

Role = Literal["deadline", "opens", "published", "questions_until", "information_session", "results", "project_start", "other"]
Told = tuple[Role | None, str]  # a role, and the name of the rule that tells it
NOTHING: Told = (None, "")

LABEL = cues(
    r"(?:jeweils|(?:ein|zwei|drei|vier)mal (?:jahrlich|im jahr|pro jahr),?) (?=zum)|(?:have|has) (?=until)|(?:tienen?|tendran?|"
    r"cuentan|ten|tem|terao) (?:agora |con plazo |plazo )?(?=hasta|ate)|"
    r"(?:ont|auront) (?=jusqu)|haben (?=[^.;]{0,12}bis)|deadlines?|"
    r"closing (?:date|time|day)|close[sd]? (?:on|at)?|close date|(?:are|is|be|applications?|proposals?|submissions?) due\b(?! to)|"
    r"due (?:date|by|on)|application due|(?:last|final) (?:date|day)|cut-?off|"
    r"submit(?:ted)? (?:by|before)|submission (?:date|by)|(?:calls?|applications?|submissions?|nominations?|registrations?|"
    r"entries|competition|window|application period|call period)[^.;:\n]{0,25} (?:ends?|expires?)\b|"
    r"fecha (?:y hora )?(?:limite|tope|maxima|(?:de|para)(?: la| el)? (?:envio|entrega|presentacion|recepcion)|de (?:cierre|"
    r"vencimiento|termino))|fecha final|fechas de (?:corte|cierre)|cierr[ea]n?\b|cierre\b|"
    r"cerr(?:aran?|o|aron)\b|venc(?:e|io|ieron)\b|"
    r"vencimiento|plazos?\b(?! de (?:ejecucion|vigencia|duracion|implementacion))|limite de (?:postulacion|presentacion)|"
    r"(?:finaliza|terminan?|concluye|culmina)[n]? la (?:recepcion|postulacion|convocatoria|inscripcion)|"
    r"(?:convocatoria|concurso|postulaci\w+|inscripci\w+|recepcion|llamado)[^.;:\n]{0,40} (?:finaliza|termina|concluye|expira|"
    r"culmina)n?\b|termino de (?:postulacion|la postulacion|recepcion)|ultimo dia|"
    r"dates? (?:et heure )?(?:limites?|butoirs?)|dates? de (?:releve|depot|remise)|"
    r"(?:sera|seront|est|sont) clos\w*|date (?:de )?(?:la )?cloture|cloture\w*|se termine|echeance|date de fin de depot|delai|"
    r"dernier delai|dernier jour|attendu[es]* (?:pour|avant|au plus tard)|a (?:remettre|rendre|retourner|deposer|envoyer) (?:pour|avant)|"
    r"fin (?:de depot|des candidatures|des inscriptions)|"
    r"(?:data|prazo|dia) (?:limite|final|de encerramento)|datas?[- ]limite|prazos?\b(?! de execucao)|"
    r"encerr(?:a(?:m|mento|-se|ram)?|ou)\b|vao ate|ultimo dia|"
    r"(?:bewerbungs|bewerber|antrags|antragstellungs|antragsabgabe|einreichungs|einreiche?|abgabe|vorlage|ausschluss|anmelde|anmeldungs|"
    r"eingabe|eingangs|eingaben|einsende|gesuchs|melde|teilnahme|skizzen|annahme|angebots|ausschreibungs|call|end|schluss|"
    r"nominierungs)?(?:frist(?:en|ende)?\b|schluss\b|termine?n?\b|stichtage?n?\b)|"
    r"(?:bewerbungs|antrags|einreichungs|anmelde|ausschreibungs)zeitraum\b|letzt(?:er|moglicher?) (?:tag|termin)|"
    r"scadenza|scade\b|termine ultimo|termine per"
)
UNTIL = cues(
    r"(?:\buntil|\btill?\b|\bby\b|\bbefore\b|\bup to\b|no later than|not later than|\bthrough\b|on or before|"
    r"\bhasta\b|a mas tardar|antes del?\b|\bal\b(?= )|(?:finaliza|termina|concluye|culmina|expira)n? el|"
    r"(?:finalizara|terminara|concluira|cerrara|vencera)n? el|"
    r"jusqu'?\s?(?:au|a\b|en)?|au plus tard|avant le|d'ici (?:le|au)|"
    r"\bate\b|antes de|o mais tardar|"
    r"\bbis\b|spatestens|endet\b|lauft\b|schlie(?:ß|ss)t\b|"
    r"\bentro\b|fino al?\b|\bto\b|\band\b)"
)
APPLY = cues(
    r"appl(?:y|ying|ication|icant)|proposal|submi(?:t|ssion)|nominat|entries|registration form|open (?:for|until|till|through)|"
    r"call (?:is|for|closes|remains)|send (?:in|us|your)|sent (?:in|to)|expressions? of interest|concept (?:note|paper)|outline|"
    r"letters? of in(?:tent|quiry|terest)|receiv(?:e|ed)\b|reach us|accepted\b|accepting|pre-?(?:proposal|application)|"
    r"postul|solicitud|candidatur|inscri|convocatoria|propuesta|presenta(?:r|cion|ran|rse|das?)\b|recepcion|abiert[ao]s?\b|"
    r"aplica(?:r|cion)|recib(?:e\b|ir|en|iran|imos)|enviar|envie|envio|entreg|remit(?:ir|an|a)\b|pre-?inscri|perfil(?:es)? de proyecto|"
    r"carta de intencion|(?:manifestacion|expresion)(?:es)? de interes|nota[s]? conceptual|disput|concorr|"
    r"depos|depot|candidat|demande|dossier|appel\b|ouvert|soumi|soumett|manifestations? d'interet|repondre|participer|"
    r"propos(?:ition|er\b|ez\b)|"
    r"envoy|envoie|remis\b|remise|adress|pre-?projet|avant-?projet|lettres? d'intention|notes? (?:succinct|concept)|postul|"
    r"candidatura|proposta|inscric|inscrev|submiss|submet|enviar|enviad|envio|entregu|aceit(?:es|as|os|am)\b|recebe|recebid|edital|"
    r"pre-?proposta|notas? conceitua|manifestac\w+ de interesse|trabalhos recebidos|chamada|abert[ao]s?\b|"
    r"antrag|antrage|antrags|forderantr|projektantr|vollantr|bewerb|einreich|einzureichen|eingereicht|skizze|projektskizze|kurzskizze|"
    r"ideenskizze|einsend|einzusend|eingesandt|forderaufruf|aufruf\b|ausschreibung\b|call\b|gesuch|interessenbekund|absichtserkl|"
    r"anmeld|anzumeld|teilnahme|eingeh|eingegangen|eingang|ubersend|ubermitt|zusend|schick|vorlieg|vorzulegen|entgegen|angenommen|"
    r"beantrag|gestellt|vorgelegt|projektvorschl|projektideen|unterlagen|vorschlag|vorschlage|nominier|"
    r"domand|presentazione|candidars|bando"
)
OPENS = cues(
    r"opens?\b|opening|open from|launch(?:ed|es)?\b|kick-?off|start(?:s|ing)? (?:date|on)?|available from|call publi|"
    r"publication (?:date|of the call)|release|"
    r"fecha (?:de )?(?:apertura|inicio|lanzamiento|publicacion)|apertura|abre\b|se abren?|abrieron|abrio|abrira|inicia(?:n|o|ra|"
    r"ran)?\b|comenzara[n]?\b|"
    r"comienza|arranc|desde\b|a partir del?|lanzamiento|publicacion|"
    r"date d'ouverture|ouverture|date de lancement|lancement|lance[er]?\b|a compter d|a partir d|ouvre|debut|publication|"
    r"abertura|inicio das|abrem|abriu|lancamento|desde\b|"
    r"veroffentlich|eroffnet|offnet|start\b|beginn|\bab\b|freigeschaltet|"
    r"apertura"
)
_BEGINS = cues(
    r"(?:se )?(?:abre|abrira|inicia|iniciara|comienza|comenzara|empieza|empezara)n?\b|starts?\b|opens?\b|begins?\b|(?:beginnt|"
    r"startet|offnet)\b|"
    r"(?:s')?(?:ouvre|ouvrira|debute|debutera|commence|commencera)\b|(?:comeca|abre-se|tem inicio|tera inicio|inicia-se)\b|inizia\b"
)
PUBLISHED = re.compile(
    r"(?:published|posted|updated|publicado|publicada|publiee?|publicado em|veroffentlicht|pubblicato|stand|actualiza\w+|mis a jour|"
    r"date|fecha|data)\s*(?:on|el|le|em|am|il|:|\s)*$"
)
_ISSUED = re.compile(r"(?:veroffentlicht|published|publicad[oa]|publiee?|posted|pubblicato)\s*(?:on|el|le|am|em|il|:|\s)*$")
NEGATIVE: list[tuple[Role, re.Pattern[str]]] = [
    ("questions_until", cues(
        r"question|quer(?:y|ies)|enquir|inquir|clarification|consulta[s]?\b|preguntas|aclaraci|pergunta|esclareciment|duvida|"
        r"ruckfrage|fragen\b|chiariment|quesiti|renseignement|guidance|orientacion")),
    ("information_session", cues(
        r"webinar|info(?:rmation)?[- ](?:session|day|event|meeting)|infoday|workshop|briefing|sesion informativa|"
        r"sesiones informativas|charla|taller|jornada|reunion informativa|seance d'info|reunion d'info|webinaire|sessao|oficina|"
        r"live\b|"
        r"informationsveranstaltung|infoveranstaltung|online-seminar|incontro")),
    ("results", cues(
        r"result|winner|notif|announced|awards? (?:will be|are|is) (?:announced|made|given)|awardees|shortlist|selection\b|"
        r"selected|evaluat|jury|approval|decision|finalist|"
        r"ganador|seleccion|adjudica|evaluaci|fallo|anuncio|anunciar|preselecc|vencedor|premiaci|selec|divulga|homologa|"
        r"laureat|annonce|comite|audition|jury|bekanntgabe|bekannt gegeben|ergebnis|auswahl|entscheidung|forderentscheid|preistrager|"
    r"preisverleihung|benachrichtig|informiert|mitgeteilt|verkund|begutacht|bewilligung\b|graduatoria|esiti|vincitori")),
    ("project_start", cues(
        r"(?:project|activit|implementation|grant period|contract|funding period|performance)[^.;]{0,40}\b(?:start|begin|"
        r"commence)|start(?:ing)? date of|earliest start|grant agreement|"
        r"(?:inicio|comienzo|comenzar|iniciar)[^.;]{0,30}(?:proyecto|actividad|ejecuci|obra)|(?:proyecto|"
        r"actividad)e?s?[^.;]{0,30}(?:comenzar|iniciar)|firma de(?:l)? convenio|"
        r"demarrage|debut (?:du|des) (?:projet|activit)|inicio (?:do|dos) projeto|projektbeginn|projektstart|vorhabenbeginn|"
        r"massnahmenbeginn|forderbeginn|(?:beginn|start) (?:der|des) (?:projekt|vorhaben|massnahme|forderung|laufzeit)|"
        r"(?:projekte?|vorhaben|massnahmen?)[^.;:]{0,30}\b(?:beginn|starte)|"
        r"laufzeitbeginn|(?:forder|bewilligungs|projekt|durchfuhrungs)zeitraum (?:\w+ ){0,2}(?:beginn|starte|lauft ab dem)|"
        r"(?<!zum )(?<!fur das )(?<!fur den )(?:stipendium|aufenthalt|studium|kurs) (?:\w+ ){0,3}(?:beginn|starte)|"
        r"(?<!to the )(?<!for the )(?:fellowship|scholarship|residency|stay|course|training) (?:\w+ ){0,3}(?:starts?|begins?|"
        r"commences?)\b|"
        r"(?<!a la )(?<!de la )(?<!para la )(?<!al )(?<!del )(?<!do )(?<!da )(?:estancia|beca|residencia|curso|pasantia|bolsa|"
        r"estadia) (?:\w+ ){0,3}"
        r"(?:comienza|comenzara|inicia|iniciara|tem inicio|tera inicio|comeca)|"
        r"(?<!a la )(?<!de la )(?<!au )(?<!du )(?:sejour|residence|formation|mobilite|bourse|stage) (?:\w+ ){0,3}(?:debut|commenc|"
        r"demarr)|inizio (?:del )?progett")),
    ("other", cues(
        r"early[ -]?bird|early (?:submission|application|deadline)|preliminary feedback|feedback|activit(?:y|ies)|actividades|"
        r"implement|ejecuci|ejecutar|execuc|\bproject(?:s)? (?:must|should|shall|end|run)|proyectos? deb|rendicion|informe|"
        r"\breports?\b|\breporting|relatorio|"
        r"end of (?:the )?project|project end|completed|termin(?:ar|arse|adas?|ados?)\b|finalizar\b|"
        r"(?:proyectos?|actividad(?:es)?|obras?|ejecucion)[^.;:]{0,40}finalizara[n]?\b|ceremon|conference|\bforum\b|"
        r"summit|congress|event(?:o)?\b|festival|gala|tendra lugar|se realizara|take place|celebrar|"
        r"account|cuenta\b|compte\b|konto|create a profile|user registration|registrarse en|instal+ment|instalment|anticipo|ley\b|"
        r"law\b|decreto|resolucion|arrete|verordnung|gesetz|orden\b|boletin|\bboe\b|"
        r"born|nacid|nascid|birth|edad|aged|founded|created|creation|creee?|fundad|constituid|established|since\b|"
        r"desde (?:el )?\d{4}|depuis|seit\b|"
        r"expir|vigencia|valid|gultig|laufzeit|projektende|projektzeitraum|durchfuhrung|umsetzung|abgeschlossen|"
    r"verwendungsnachweis|erschienen|projet(?:s)? (?:doi|devr)|mise en oeuvre|realisation|"
        r"fin (?:du|des) (?:projet|activit)|"
        r"previous|anterior|pasad[ao]\b|originalmente|originally|formerly|antes encerrado|initial(?:ly)?\b|last year|ano passado|"
        r"letztes jahr|edicion pasada|"
        r"next (?:call|round)|proxima convocatoria|prochain appel|nachste[rn]? aufruf|elegibles? (?:los )?gastos|eligible costs|"
        r"expenditure|gastos|pago|payment|paiement|zahlung")),
]
EARLY = cues(
    r"early[ -]?bird|early (?:submission|application|deadline|registration)|feedback|comentarios|recebe comentarios|"
    r"inscripcion temprana|fruhbucher"
)
EXTENSIONS = WordList(
    r"extend(?:ed|s)?|extension|postpone[d]?|prolong\w*|prorrog\w*|ampli(?:a|ado|ada|acion|o|amos)\b|se extiende|extendi[do]\w*|"
    r"extendera|aplaza\w*|nuevo plazo|nueva fecha|"
    r"report(?:ee?|e)\b|reporte a|repousse\w*|prorog\w*|adiad[ao]|alargad[ao]|estendid[ao]|novo prazo|reabr\w+|verlanger\w*|"
    r"verschoben|neue frist|neuer (?:einsende|bewerbungs|antrags|anmelde)schluss|new deadline|nouvelle date|nouvelle echeance|nova data"
)
EXTENDED = EXTENSIONS.pattern
OLD = re.compile(
    r"(?:\bfrom|\bdel?|\bdu|\bde|\bdo|\bvom|\bvon|\bdal|instead of|en lugar del?|en vez del?|au lieu d[ue]|em vez de|statt|previously|"
    r"originally|original deadline|antes|anterior(?:es|mente)?|plazo original|"

                 r"initialement|ursprunglich\w*|fixee au|encerrado em)\s*(?:on|was|is|el|le|am|em|al|prevista|prevue|fijado|para|"
                 r"dia|:|,)*\s*(?:\w+day,?\s*)?$")
STAGE_1 = cues(
    r"concept note|concept paper|pre-?proposal|pre-?application|short proposal|letters? of (?:intent|inquiry|interest)|\bloi\b|"
    r"expressions? of interest|\beoi\b|preliminary (?:application|proposal)|outline|first[- ]stage|stage (?:1|one|i)\b|phase (?:1|"
    r"one|i)\b|first phase|step (?:1|one)\b|1st (?:stage|phase)|"
    r"nota[s]? (?:conceptual|de concepto)|idea[s]? de proyecto|postulacion de ideas|1\.?[ªa] (?:etapa|fase)|documentos? de sintesis|"
    r"pre-?propuesta|pre-?solicitud|carta de intencion|"
    r"perfil(?:es)? de proyecto|manifestacion(?:es)? de interes|primera (?:etapa|fase)|fase (?:1|i)\b|etapa (?:1|i)\b|"
    r"notes? (?:conceptuelle|succincte|de concept|d'intention)|lettres? d'intention|pre-?projet|pre-?proposition|avant-?projet|"
    r"(?:first|1st) step|(?:primer|1er) paso|premier temps|primeiro passo|(?:ersten|1\.) schritt|premiere (?:etape|phase)|1(?:ere|"
    r"re|e) (?:etape|phase)|etape 1|"
    r"manifestations? d'(?:interet|intention)|"
    r"manifestac\w+ de interesse|nota conceitual|notas conceituais|pre-?proposta|carta de intencao|primeira (?:etapa|fase)|"
    r"(?:projekt|kurz|ideen|vorhaben|konzept|antrags)?skizze\w*|interessenbekundung\w*|absichtserklarung\w*|voranfrage|vorantr\w+|"
    r"(?:erste[nr]?|1\.) (?:verfahrens|antrags|auswahl)?(?:stufe|phase)|stufe 1"
)
STAGE_2 = cues(
    r"(?:second|2nd) step|(?:segundo|2o|2º) passo?|(?:deuxieme|second) temps|(?:zweiten|2\.) schritt|"
    r"(?:full|complete|detailed|final) (?:proposal|application)s?|second[- ]stage|stage (?:2|two|ii)\b|phase (?:2|two|ii)\b|"
    r"second phase|step (?:2|two)\b|2nd (?:stage|phase)|invited (?:proposal|full)|"
    r"propuestas? (?:completa|definitiva|final)s?|solicitud(?:es)? completas?|proyectos? (?:complet|definitiv)|segunda (?:etapa|fase)|"
    r"2\.?[ªa] (?:etapa|fase)|fase (?:2|ii)\b|etapa (?:2|ii)\b|formulario completo|"
    r"(?:proposition|demande|dossier|projet|candidature)s? (?:complet|definiti|final|detaill)\w*|deuxieme (?:etape|phase)|"
    r"seconde (?:etape|phase)|2(?:eme|e|nde) (?:etape|phase)|etape 2|"
    r"(?:propostas?|candidaturas?) (?:complet|final|definitiv)\w*|projetos? (?:completo|detalhado)s?|vollantr\w*|"
    r"vollstandige\w? (?:projekt|forder)?antr\w*|projektantr\w*|formliche\w? (?:forder)?antr\w*|"
    r"(?:zweite[nr]?|2\.) (?:verfahrens|antrags|auswahl)?(?:stufe|phase)|stufe 2"
)
TWO_STAGES = cues(
    r"two[- ]stages?|two[- ](?:step|phase)|(?:dos|2) (?:etapas|fases)|(?:deux|2) (?:etapes|phases|temps)|(?:duas|2) (?:etapas|fases)|"
    r"zweistufig\w*|"
    r"(?:zwei|2) (?:stufen|phasen)|due fasi"
)
AT_THE_LATEST = re.compile(r"\W{0,3}(?:at the latest|au plus tard|a mas tardar|como maximo|o mais tardar|spatestens)")
_PAST_START = re.compile(r"(?:program\w*|fund|fondo|fundo|fonds|initiative|iniciativa|organi[sz]\w+|\w+preis)\b(?: \w+){0,2} "
                         r"(?:launched|started|opened|lanzado|creado|lance|lancado|gestartet)\b")
_CHOSEN = cues(
    r"(?:pre-?|short-?)?(?:selected|listed)\b|successful|pre-?seleccionad[oa]s?|seleccionad[oa]s?|pre-?selectionnee?s|selectionnee?s|"
    r"retenue?s|(?:pre-?)?selecionad[oa]s|ausgewahlte[nr]?\b|erfolgreiche[nr]?\b|positiv bewertete[nr]?|admitid[oa]s|"
    r"(?:notified|invited|benachrichtigt|informiert|notificad[oa]s|invitad[oa]s|convidad[oa]s|invitee?s)(?= (?:and|und|y|e|et|to|a)\b)"
)
_HANDS_IN = cues(
    r"submi(?:t|ssion)|send\b|hand in|(?:full|complete|final|detailed) (?:proposal|application)|envi(?:ar|en|o|an|am|em|ent)\b|envoient|"
    r"present(?:ar|en|aran|an)\b|apresent(?:am|em|arao)\b|submetem|"
    r"entreg(?:ar|uen)|propuestas? (?:complet|final|definitiv)|soumet|depos|remett|envoy|apresentar|submeter|enviar|"
    r"einreich|einzureichen|reichen\b|legen\b|vorleg|vorzulegen|vollantr|vollstandig"
)


def role_of(before: str, after: str, sentence: str) -> Told:
    """The role of a day from folded words: `before` and `after` up to the next day or the clause's end, and its whole sentence."""
    if after.lstrip()[:1] in (":", "-") and len(before.strip(" -|:,;.")) < 3:  # "24 July: deadline for questions"
        before, after = after, ""
    before = _without_chosen(before, after)
    label, until = last(LABEL, before), close(UNTIL, before) or bool(AT_THE_LATEST.match(after))
    negative = _negative(before, label)
    if label is not None and close(_BEGINS, before):
        return "opens", "cue"  # "the period for applications begins on"
    if label is not None and negative is None:
        return NOTHING if PUBLISHED.search(before) and label < len(before) - 40 else ("deadline", "label")
    if label is not None and negative is not None:
        return negative, "cue"
    if EXTENDED.search(before) and negative is None and (until or before.rstrip().endswith((" to", " au", " para", " auf"))):
        return "deadline", "extension"
    if until:
        return _until(before, after, sentence, negative)
    if negative is not None:
        return negative, "cue"
    if before.rstrip()[-1:] in (":", "|") and _stage_item(before[-90:]):
        return "deadline", "stage"
    if _ISSUED.search(before):
        return "published", "cue"
    if OPENS.search(before):
        return NOTHING if _PAST_START.search(before) else ("opens", "cue")
    if PUBLISHED.search(before):
        return "published", "cue"
    if LABEL.match(after.lstrip(" :,-(")):
        return "deadline", "label after"
    for role, words in NEGATIVE[:4]:
        if words.match(after.lstrip(" :,-(")):
            return role, "cue after"
    return NOTHING


def _until(before: str, after: str, sentence: str, negative: Role | None) -> Told:
    """The role of a day that "until" or "by" stands before."""
    if negative is not None:
        return negative, "cue"
    if EARLY.search(after):
        return "other", "cue after"
    if APPLY.search(before + " " + after) and not _negative(after[:25], None):
        return "deadline", "until"
    return ("deadline", "until") if APPLY.search(sentence) and _negative(sentence, None) is None else NOTHING


def _without_chosen(before: str, after: str) -> str:
    """The words before a day without "shortlisted", "seleccionadas" and the like, where these people are to hand something in."""
    if not (chosen := _CHOSEN.search(before)):
        return before
    return _CHOSEN.sub(" ", before) if _HANDS_IN.search(before[chosen.end() :] + " " + after) else before


_NUMBERED = re.compile(r"\d|etap|fase|phase|stage|step|stufe")


def _stage_item(words: str) -> bool:
    """Whether a label names what one stage asks for ("Full proposals:"), rather than a phase of work."""
    staged = STAGE_1.search(words) or STAGE_2.search(words)
    return bool(staged and (not _NUMBERED.search(staged.group()) or APPLY.search(words)))


def last(pattern: re.Pattern[str], words: str) -> int | None:
    """Where the last of the cues begins; None where there is none."""
    place = None
    for match in pattern.finditer(words):
        place = match.start()
    return place


def close(pattern: re.Pattern[str], words: str) -> bool:
    """Whether the last cue stands right before the day: nothing between but articles, weekdays, hours and zones."""
    ends = [match.end() for match in pattern.finditer(words)]
    return bool(ends) and all(word.isdigit() or word in _FILLER for word in _WORD.findall(words, ends[-1]))


_WORD = re.compile(r"[a-z]+|\d+")
_FILLER_WORDS = """
el la las los le les o a as dia do de del da the end of on at al au zum am den dem um uhr h hs hrs hora horas heure heures pm m p
cet cest utc gmt est edt et proximo proxima prochain dit this coming next midday este fecha st nd rd th lunes martes miercoles jueves
viernes sabado domingo monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi
dimanche segunda terca quarta quinta sexta feira montag dienstag mittwoch donnerstag freitag samstag sonntag mon tue wed thu fri
sat sun midnight noon medianoche minuit midi mediodia brussels bruselas bruxelles paris time local
inclusive zu einschliesslich einschlie lich inkl spatestens freitags
oficial chile continental madrid santiago brasilia s il lo alle ore
"""
_FILLER = frozenset(_FILLER_WORDS.split())


def _negative(before: str, label: int | None) -> Role | None:
    """The role of the cue nearest to the day that is no deadline's, unless a deadline's label comes well after it."""
    best: tuple[int, Role] | None = None
    for role, words in NEGATIVE:
        place = last(words, before)
        if place is not None and (best is None or place > best[0]):
            best = (place, role)
    if best is None or (label is not None and label - best[0] > 45):
        return None
    return best[1]
