"""What a day is that neither closes nor opens a call: questions, an information session, results, a project's start.

Belongs here: the words that say so, in six languages. Does not belong: last days and openings (`role_reader.py`).
"""

from __future__ import annotations

import re

from pipelines.cleaning.cues import cues
from pipelines.cleaning.layout import Page
from pipelines.records import KeyDateKind

_WORDS: list[tuple[KeyDateKind, re.Pattern[str]]] = [
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
_REACH = 180


def key_date_kind(page: Page, start: int, end: int) -> KeyDateKind | None:
    """The kind told by the nearest word before a day in its sentence or label, else by one right behind it; None where none tells."""
    folded = page.folded
    sentence, _ = page.sentences[page.sentence_at(start)]
    before = " ".join(folded[a:b] for a, b in page.label_of(start)) + " " + folded[max(sentence, start - _REACH) : start]
    nearest: tuple[int, KeyDateKind] | None = None
    for kind, words in _WORDS:
        place = max((match.start() for match in words.finditer(before)), default=-1)
        if place >= 0 and (nearest is None or place > nearest[0]):
            nearest = (place, kind)
    if nearest is None:
        after = folded[end : end + 40].lstrip(" :,-(")
        return next((kind for kind, words in _WORDS[:4] if words.match(after)), None)
    return nearest[1] if nearest[1] != "other" else None
