"""What a mentioned day is for: the words before and after it, in six languages.

Belongs here: the cues and the choice among them. Does not belong: finding days (`dates.py`), making deadlines of them.
A day is a deadline only where a word says so; without one it is nothing.
"""

from __future__ import annotations

import re
from typing import Literal

from pipelines.cleaning.cues import cues

Role = Literal["deadline", "opens", "published", "questions_until", "information_session", "results", "project_start", "other"]

LABEL = cues(
    r"(?:have|has) (?=until)|(?:tienen?|cuentan|ten|tem) (?:agora |con plazo |plazo )?(?=hasta|ate)|ont (?=jusqu)|deadlines?|"
    r"closing (?:date|time)|close[sd]? (?:on|at)?|close date|due (?:date|by|on)|application due|last (?:date|day)|cut-?off|"
    r"submit(?:ted)? (?:by|before)|"
    r"fecha (?:y hora )?(?:limite|tope|de (?:cierre|vencimiento|termino))|fecha final|cierr[ea]n?\b|cierre\b|"
    r"cerr(?:aran?|o|aron)\b|venc(?:e|io|ieron)\b|"
    r"vencimiento|plazo\b(?! de (?:ejecucion|vigencia|duracion))|limite de (?:postulacion|presentacion)|"
    r"finaliza[n]? (?:la|las|el)?|terminan? (?:el|la recepcion)|termino de (?:postulacion|la postulacion)|ultimo dia|"
    r"date (?:et heure )?(?:limite|butoir)|date (?:de )?(?:la )?cloture|cloture\w*|se termine|echeance|date de fin de depot|delai|"
    r"dernier delai|"
    r"(?:data|prazo|dia) (?:limite|final|de encerramento)|prazo\b(?! de execucao)|encerr(?:a(?:m|mento|-se|ram)?|ou)\b|vao ate|ultimo dia|"
    r"(?:bewerbungs|antrags|einreichungs|abgabe|einreich|vorlage|ausschluss|anmelde)?frist(?:ende)?\b|einsendeschluss|"
    r"bewerbungsschluss|antragsschluss|annahmeschluss|abgabeschluss|stichtag|abgabetermin|einreichungstermin|"
    r"scadenza|scade\b|termine ultimo|termine per"
)
UNTIL = cues(
    r"(?:\buntil|\btill?\b|\bby\b|\bbefore\b|\bup to\b|no later than|not later than|\bthrough\b|on or before|"
    r"\bhasta\b|a mas tardar|antes del?\b|\bal\b(?= )|"
    r"jusqu'?\s?(?:au|a\b|en)?|au plus tard|avant le|d'ici (?:le|au)|"
    r"\bate\b|antes de|o mais tardar|"
    r"\bbis\b|spatestens|"
    r"\bentro\b|fino al?\b|\bto\b|\band\b)"
)
APPLY = cues(
    r"appl(?:y|ying|ication|icant)|proposal|submi(?:t|ssion)|nominat|entries|registration form|open (?:for|until|till|through)|"
    r"call (?:is|for|closes|remains)|send in|expressions? of interest|concept note|letters? of intent|receiv(?:e|ed)\b|"
    r"postul|solicitud|candidatur|inscri|convocatoria|propuesta|presenta(?:r|cion|ran|rse|das?)\b|recepcion|abiert[ao]s?\b|"
    r"aplica(?:r|cion)|recib(?:ir|en|iran)|enviar|envio|manifestacion(?:es)? de interes|nota conceptual|disput|concorr|"
    r"depos|depot|candidat|demande|dossier|appel\b|ouvert|soumi|soumett|manifestations? d'interet|repondre|participer|"
    r"candidatura|proposta|inscric|inscrev|submiss|submet|enviar|recebe|trabalhos recebidos|edital|chamada|abert[ao]s?\b|"
    r"antrag|antrage|forderantrag|projektantrag|vollantrag|bewerb|einreich|einzureichen|eingereicht|skizze|einsend|forderaufruf|"
    r"gestellt|vorgelegt|projektvorschl|"
    r"domand|presentazione|candidars|bando"
)
OPENS = cues(
    r"opens?\b|opening|open from|launch(?:ed|es)?\b|kick-?off|start(?:s|ing)? (?:date|on)?|available from|call publi|"
    r"publication (?:date|of the call)|release|"
    r"fecha (?:de )?(?:apertura|inicio|lanzamiento|publicacion)|apertura|abre\b|se abren?|abrieron|abrio|abrira|inicia(?:n|o)?\b|"
    r"comienza|arranc|desde\b|a partir del?|lanzamiento|publicacion|"
    r"date d'ouverture|ouverture|date de lancement|lancement|lance[er]?\b|a compter d|a partir d|ouvre|debut|publication|"
    r"abertura|inicio das|abrem|abriu|lancamento|desde\b|"
    r"veroffentlich|eroffnet|offnet|start\b|beginn|\bab\b|freigeschaltet|"
    r"apertura"
)
PUBLISHED = re.compile(
    r"(?:published|posted|updated|publicado|publicada|publiee?|publicado em|veroffentlicht|pubblicato|stand|actualiza\w+|mis a jour|"
    r"date|fecha|data)\s*(?:on|el|le|em|am|il|:|\s)*$"
)
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
        r"laureat|annonce|comite|bekanntgabe|ergebnis|auswahl|entscheidung|preistrager|preisverleihung|graduatoria|esiti|vincitori")),
    ("project_start", cues(
        r"(?:project|activit|implementation|grant period|contract|funding period|performance)[^.;]{0,40}\b(?:start|begin|"
        r"commence)|start(?:ing)? date of|earliest start|grant agreement|"
        r"(?:inicio|comienzo|comenzar|iniciar)[^.;]{0,30}(?:proyecto|actividad|ejecuci|obra)|(?:proyecto|"
        r"actividad)e?s?[^.;]{0,30}(?:comenzar|iniciar)|firma de(?:l)? convenio|"
        r"demarrage|debut (?:du|des) (?:projet|activit)|inicio (?:do|dos) projeto|projektbeginn|projektstart|vorhabenbeginn|"
        r"laufzeitbeginn|inizio (?:del )?progett")),
    ("other", cues(
        r"early[ -]?bird|early (?:submission|application|deadline)|preliminary feedback|feedback|activit(?:y|ies)|actividades|"
        r"implement|ejecuci|ejecutar|execuc|\bproject(?:s)? (?:must|should|shall|end|run)|proyectos? deb|rendicion|informe|"
        r"\breports?\b|\breporting|relatorio|"
        r"end of (?:the )?project|project end|completed|termin(?:ar|arse|adas?|ados?)\b|finalizar|ceremon|conference|\bforum\b|"
        r"summit|congress|event(?:o)?\b|festival|gala|tendra lugar|se realizara|take place|celebrar|"
        r"account|cuenta\b|compte\b|konto|create a profile|user registration|registrarse en|instal+ment|instalment|anticipo|ley\b|"
        r"law\b|decreto|resolucion|arrete|verordnung|gesetz|orden\b|boletin|\bboe\b|"
        r"born|nacid|nascid|birth|edad|aged|founded|created|creation|creee?|fundad|constituid|established|since\b|"
        r"desde (?:el )?\d{4}|depuis|seit\b|"
        r"expir|vigencia|valid|gultig|laufzeit|projektende|durchfuhrung|projet(?:s)? (?:doi|devr)|mise en oeuvre|realisation|"
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
EXTENDED = cues(
    r"extend(?:ed|s)?|extension|postpone[d]?|prolong\w*|prorrog\w*|ampli(?:a|ado|ada|acion|o|amos)\b|se extiende|extendi[do]\w*|"
    r"extendera|aplaza\w*|nuevo plazo|nueva fecha|"
    r"report(?:ee?|e)\b|reporte a|repousse\w*|prorog\w*|adiad[ao]|alargad[ao]|estendid[ao]|novo prazo|reabr\w+|verlanger\w*|"
    r"verschoben|neue frist|new deadline"
)
OLD = re.compile(
    r"(?:\bfrom|\bdel?|\bdu|\bde|\bdo|\bvom|\bvon|\bdal|instead of|en lugar del?|en vez del?|au lieu d[ue]|em vez de|statt|previously|"
    r"originally|original deadline|antes|anterior(?:es|mente)?|plazo original|"

                 r"initialement|ursprunglich\w*|fixee au|encerrado em)\s*(?:on|was|is|el|le|am|em|al|prevista|prevue|fijado|para|"
                 r"dia|:|,)*\s*(?:\w+day,?\s*)?$")
STAGE_1 = cues(
    r"concept note|concept paper|pre-?proposal|pre-?application|letters? of (?:intent|inquiry|interest)|\bloi\b|"
    r"expressions? of interest|\beoi\b|preliminary (?:application|proposal)|outline|first[- ]stage|stage (?:1|one|i)\b|phase (?:1|"
    r"one|i)\b|step 1|"
    r"nota[s]? (?:conceptual|de concepto)|documentos? de sintesis|pre-?propuesta|pre-?solicitud|carta de intencion|"
    r"perfil(?:es)? de proyecto|manifestacion(?:es)? de interes|primera (?:etapa|fase)|fase (?:1|i)\b|etapa (?:1|i)\b|"
    r"notes? (?:conceptuelle|succincte|de concept)|lettre d'intention|pre-?projet|premiere (?:etape|phase)|etape 1|"
    r"manifestations? d'(?:interet|intention)|"
    r"nota conceitual|notas conceituais|pre-?proposta|carta de intencao|primeira (?:etapa|fase)|"
    r"projektskizze|skizze\w*|interessenbekundung|erste stufe|stufe 1|1\. stufe|ersten stufe|erste phase"
)
STAGE_2 = cues(
    r"full (?:proposal|application)s?|second[- ]stage|stage (?:2|two|ii)\b|phase (?:2|two|ii)\b|step 2|final proposal|"
    r"invited (?:proposal|full)|"
    r"propuestas? (?:completa|definitiva|final)s?|solicitud(?:es)? completas?|proyectos? complet|segunda (?:etapa|fase)|fase (?:2|"
    r"ii)\b|etapa (?:2|ii)\b|formulario completo|"
    r"(?:proposition|demande|dossier)s? (?:complet|definiti)\w*|deuxieme (?:etape|phase)|seconde (?:etape|phase)|etape 2|"
    r"propostas? complet\w*|projeto completo|projetos completos|vollantrag\w*|vollstandige\w? antr\w*|"
    r"formliche\w? (?:forder)?antr\w*|zweite\w? stufe|stufe 2|2\. stufe|zweite phase"
)


def role_of(before: str, after: str, sentence: str) -> Role | None:
    """The role of a day from folded words: `before` and `after` up to the next day or the clause's end, and its whole sentence."""
    if after.lstrip()[:1] in (":", "-") and len(before.strip(" -|:,;.")) < 3:  # "24 July: deadline for questions"
        before, after = after, ""
    label, until = last(LABEL, before), _close(UNTIL, before)
    negative = _negative(before, label)
    if label is not None and negative is None:
        return None if PUBLISHED.search(before) and label < len(before) - 40 else "deadline"
    if label is not None and negative is not None:
        return negative
    if EXTENDED.search(before) and negative is None and (until or before.rstrip().endswith((" to", " au", " para", " auf"))):
        return "deadline"
    if until:
        if negative is not None:
            return negative
        around = before + " " + after
        if EARLY.search(after):
            return "other"
        if APPLY.search(around) and not _negative(after[:25], None):
            return "deadline"
        return "deadline" if APPLY.search(sentence) and _negative(sentence, None) is None else None
    if negative is not None:
        return negative
    if OPENS.search(before):
        return "opens"
    if PUBLISHED.search(before):
        return "published"
    if LABEL.match(after.lstrip(" :,-(")):
        return "deadline"
    for role, words in NEGATIVE[:4]:
        if words.match(after.lstrip(" :,-(")):
            return role
    return None


def last(pattern: re.Pattern[str], words: str) -> int | None:
    return max((match.start() for match in pattern.finditer(words)), default=None)


def _close(pattern: re.Pattern[str], words: str) -> bool:
    """Whether the last cue stands right before the day: nothing between but articles, weekdays, hours and zones."""
    ends = [match.end() for match in pattern.finditer(words)]
    return bool(ends) and all(word.isdigit() or word in _FILLER for word in _WORD.findall(words, ends[-1]))


_WORD = re.compile(r"[a-z]+|\d+")
_FILLER_WORDS = """
el la las los le les o a as dia do de del da the end of on at al au zum am den dem um uhr h hs hrs hora horas heure heures pm m p
cet cest utc gmt est edt et proximo proxima prochain dit this coming next este fecha st nd rd th lunes martes miercoles jueves
viernes sabado domingo monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi
dimanche segunda terca quarta quinta sexta feira montag dienstag mittwoch donnerstag freitag samstag sonntag mon tue wed thu fri
sat sun midnight noon medianoche minuit midi mediodia brussels bruselas bruxelles paris time local inclusive zu einschliesslich
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
