"""Calls without a closing day: the words that say so in six languages, and the closings that words leave open.

Belongs here: "at any time", "until funds are exhausted"; a closing in "late May", or some days after a publication.
Does not belong: days (`dates.py`), or which of a text's days close it (`deadlines.py`).
"""

from __future__ import annotations

import re

from pipelines.cleaning import roles
from pipelines.cleaning.clauses import Clauses
from pipelines.cleaning.cues import WordList, Words, cues
from pipelines.cleaning.dates import MONTHS
from pipelines.records import Doubt

_SURE = WordList(
    r"rolling (?:basis|call|deadline|application|submission|admission)|(?:on a )?rolling\b(?=[.;,\n]|$)|"
    r"(?:there (?:is|are) )?no (?:fixed |set |specific )?(?:application |submission |closing )?(?:deadlines?|closing dates?)\b"
    r"(?! (?:ha|was|ext|yet|set))|(?:do|does) not have (?:a |any )?(?:fixed |set |specific )?deadlines?|"
    r"without (?:a |any )?(?:fixed |set )?deadlines?\b|open-ended call|whenever you are ready|"
    r"until (?:all )?(?:the |available |allocated )*(?:funds?|funding|budget|resources) (?:(?:is|are|has been|have been|runs?|gets?) )?"
    r"(?:exhausted|spent|fully|used up|depleted|runs? out|out\b)|"
    r"(?:convocatoria|ventanilla|postulacion|fondo|recepcion|llamado|programa|concurso|linea)\w*(?: \w+){0,3} (?:permanente|continua|"
    r"continuo|abierta todo el ano)\b|"
    r"ventanilla abierta|hasta (?:que se )?agot\w+|"
    r"(?:sin|no (?:hay|tiene|existe|cuenta con|contempla))(?: una?| ninguna?)? (?:fechas?|plazos?)(?: \w+)? (?:de cierre|limites?|fij\w+|"
    r"de (?:postulacion|presentacion|entrega|recepcion))|"
    r"au fil de l'eau|(?:guichet|dispositif|appel)\w*(?: \w+){0,2} (?:ouvert )?en permanence|guichet (?:permanent|ouvert)|"
    r"(?:sans|aucune|pas de|pas d') ?(?:date|delai|echeance) (?:limite|de cloture|de depot|fixe)|jusqu'a epuisement|"
    r"dans la limite des credits disponibles|"
    r"enquanto (?:houver|existir)\w* (?:verba|dotacao|recursos|fundos)|mientras (?:haya|existan|queden) (?:fondos|recursos|presupuesto)|"
    r"while funds last|tant qu'il reste des (?:fonds|credits)|fluxo continuo|(?:sem|nao (?:ha|tem|existe)) (?:um )?(?:prazos?|"
    r"data limite|datas? de encerramento)|ate (?:a|ao|o|que se) ?esgot\w+|"
    r"(?:keine|ohne|ist an keine|nicht an) (?:feste[n]? |bestimmte[n]? )?(?:antrags|bewerbungs|einreichungs|einreich|abgabe|"
    r"antragstellungs)?\s?(?:frist(?:en)?|stichtage?n?)\b|"
    r"eine [a-z]{0,16}frist (?:gibt es|besteht) nicht|(?:feste |\b)(?:stichtage|fristen) (?:bestehen|gibt es|existieren) nicht|"
    r"bis (?:zur )?(?:ausschopfung|erschopfung)|(?:bis|solange)[^.\n]{0,40}mittel[^.\n]{0,20}(?:ausgeschopft|verfugbar|aufgebraucht|"
    r"erschopft|reichen|vorhanden)|windhundverfahren|"
    r"(?:domande|bando)[^.\n]{0,40}(?:a sportello|in qualsiasi momento)|fino ad esaurimento"
)
_ANY_TIME = WordList(
    r"at any time|any time of (?:the )?year|(?:all )?year[- ]round|all year|throughout the year|continuous(?:ly)?\b|on an ongoing basis|"
    r"(?:todo el|durante el|cualquier (?:momento|epoca) del?) ano|en cualquier (?:momento|epoca)|(?:de )?(?:forma|manera) (?:continua|"
    r"permanente)|permanentemente|"
    r"(?:toute|tout au long de) l'annee|en continu|a tout moment|en permanence|"
    r"em permanencia|em continuo|a qualquer (?:momento|tempo)|(?:em )?qualquer (?:epoca|altura)|(?:todo o|durante o|o) ano (?:todo|"
    r"inteiro)|todo o ano|"
    r"permanentemente|de forma continua|"
    r"jederzeit|zu jeder zeit|laufend\b|fortlaufend|ganzjahrig|das ganze jahr|kontinuierlich"
)
_HANDED_IN = cues(
    r"appl(?:y\b|ications?\b)|submi(?:t|ssion)|proposals?\b|requests?\b|nominations?\b|"
    r"postul|solicit|pedidos?\b|propuestas?\b|convocatoria (?:esta |permanece )?abierta|"
    r"depot\b|depos|candidat|requetes?\b|soumett|demandes?\b|dossiers?\b|appel\b|guichet|dispositif ouvert|"
    r"candidatur|inscri[cç]|inscrev|propost|submet|submiss|apresent|"
    r"antrag|antrage|anfrag|antragst|bewerb|einreich|skizzen|projektvorschl|gesuche?\b|beantrag|forderantr"
)
_ALWAYS = (
    r"[:|]\s*(?:ongoing|rolling|open\b|none\b|permanent\w*|continuous|abiert[oa]\b|continu[ao]?\b|permanente|en continu|"
    r"sin (?:fecha|plazo)|sem prazo|aucune|laufend|fortlaufend|keine|jederzeit|ganzjahrig)"
)
_VALUE = re.compile(_ALWAYS)
_LABELLED = re.compile(
    r"(?<![a-z])(?:deadlines?|closing date|close date|due date|(?:fecha|plazo)s? (?:de cierre|limite|de postulacion)|cierre|plazo|"
    r"date limite|cloture|"
    r"prazo|data limite|(?:[a-z]{3,16})?frist|[a-z]{3,16}schluss|stichtag)\s*" + _ALWAYS
)
_FULL_MONTHS = "|".join(sorted((name for name in MONTHS if len(name) > 4 or name in ("may", "mai", "mayo", "juni", "juli", "june", "july",
    "maio", "juin", "aout", "mars", "marz")), key=len, reverse=True))
_PART = re.compile(
    r"(?<![\w/])(?:(?:the )?(?:end of|late|mid[- ]?|early|beginning of|(?:a )?fin(?:es|ales)? de|(?:a )?mediados de|(?:a )?(?:principios|"
    r"inicios) de|"
    r"la fin|fin|mi-?|debut|(?:o )?final de|meados de|inicio de|ende|mitte|anfang)\s*)?(?:the month of |mes de |mois de |month of )?$"
)
_MONTH = WordList(_FULL_MONTHS)
_AFTER_MONTH = re.compile(r"(?![a-z])(?:\s*,?\s*(?:de[l]? |of )?20\d\d)?(?!\s*\d|[.,]?\s?\d)")
_DATED = re.compile(r"\d\.?\s?(?:st|nd|rd|th|er|º)?\s?(?:de |of )?$")
_CLOSED = re.compile(r"(?:closed|cerro|cerraron|encerrou|endete|ended|close)\W*(?:in|en|em|im|on|e|el)?\W*$")
_LABEL_ENDS = re.compile(
    r"(?: (?:de|du|des|del|for|fur|para|of|da|do) (?:\w+ ?){1,4})?"
    r"[\s:|,]*(?:(?:is|es|est|ist|in|en|im|em|e|sera|until|hasta|bis)\s*)?$"
)
_AFTER_PUBLICATION = WordList(
    r"(?:days|weeks|months|dias|semanas|meses|jours|semaines|mois|tagen?|wochen|monaten?)\b[^.;\n]{0,60}?(?:publica\w{0,9}|veroffentlich|"
    r"bekanntmachung|announcement|anuncio|parution|pubblicazione|lanzamiento de la convocatoria|launch of the call)"
)
_COUNT = re.compile(r"(?<!\w)(?:\d{1,3}|[a-z]{3,12})\s*(?:\([^()]{1,14}\)\s*)?(?:calendar |working |business )?$")
_REACH, _MOST = 160, 10


def rolling_words(words: Words) -> tuple[int, int] | None:
    """The place of the words by which a text says that it takes applications all the time; None where it does not."""
    folded = words.folded
    sure = _SURE.first(words) or (_LABELLED.search(folded) if _VALUE.search(folded) else None)
    if sure:
        return sure.span()
    for match in _ANY_TIME.find(words):
        start = max(folded.rfind(".", 0, match.start()), folded.rfind("\n", 0, match.start()), match.start() - _REACH, 0)
        ends = [at for mark in ".\n" if (at := folded.find(mark, match.end(), match.end() + _REACH)) >= 0]
        if _HANDED_IN.search(folded, start, min(ends, default=match.end() + _REACH)):
            return match.span()
    return None


def left_open(clauses: Clauses) -> list[Doubt]:
    """The closings that a text states without a day: in a month, or so long after a publication."""
    folded = clauses.folded
    doubts: list[Doubt] = []
    for match in _MONTH.find(clauses.words):
        rest = _AFTER_MONTH.match(folded, match.end())
        if rest is None or len(doubts) >= _MOST or _DATED.search(folded, max(0, match.start() - 10), match.start()):
            continue
        start, end = clauses.labelled_start(match.start()), clauses.span(match.start())[1]
        part = _PART.search(folded, max(start, match.start() - 40), match.start())
        before = folded[max(start, match.start() - _REACH) : part.start() if part else match.start()]
        after = folded[rest.end() : min(end, rest.end() + _REACH)]
        if _leads_to(before) and not _CLOSED.search(before) and roles.role_of(before, after, folded[start:end][:_REACH])[0] == "deadline":
            doubts.append(Doubt("deadlines", None, None, clauses.quote(match.start(), rest.end())))
    for match in _AFTER_PUBLICATION.find(clauses.words):
        start = max(clauses.span(match.start())[0], match.start() - _REACH)
        count = _COUNT.search(folded, max(start, match.start() - 40), match.start())
        before = folded[start : count.start() if count else match.start()]
        told = roles.role_of(before + " until ", folded[match.end() : match.end() + 60], before)[0]
        if told == "deadline":
            doubts.append(Doubt("deadlines", None, None, clauses.quote(match.start(), match.end())))
    return doubts


def _leads_to(before: str) -> bool:
    """Whether a closing's cue stands right before the place."""
    if roles.close(roles.UNTIL, before):
        return True
    ends = [match.end() for match in roles.LABEL.finditer(before)]
    return bool(ends) and bool(_LABEL_ENDS.fullmatch(before, ends[-1]))
