"""What sort of call a text announces, which edition, under which references.

Belongs here: type of call, edition, official references. Does not belong: days and sums.
"""

from __future__ import annotations

import re

from pipelines.cleaning.cues import cues
from pipelines.records import CallType

_TYPE_WORDS: list[tuple[CallType, str]] = [
    (
        "award_notice",
        (
            r"contract award notice|award notice|resultados? (?:de|del|da|do)\b|results of the|resultats d|acta de"
            r" adjudicacion|"
            r"ergebnisse der (?:ausschreibung|auswahl)"
        ),
    ),
    (
        "tender",
        (
            r"\btenders?\b|request for (?:proposals|quotations?|bids)|\brf[pq]\b|invitation to"
            r" bid|procurement|licitaci|"
            r"concurso publico de (?:obra|servicio)|appel d'offres|appels d'offres|licitac|pregao|offentliche"
            r" ausschreibung|vergabe\b|"
            r"gara d'appalto"
        ),
    ),
    (
        "fellowship",
        (
            r"fellowships?\b|scholarships?\b|\bbecas?\b|bourses? (?:d'etude|de"
            r" recherche|doctora|postdoc|d'excellence|de mobilite)|"
            r"bolsas? de (?:estudo|pesquisa|pos|mestrado|doutorado)|stipendi\w{1,30}|borse di studio"
        ),
    ),
    ("loan", r"\bloans?\b|prestamos?\b|credito blando|\bprets?\b(?= |$)|emprestimos?\b|darlehen|kredit\w{0,30}"),
    (
        "equity",
        (
            r"equity (?:investment|funding|financing)|venture capital|capital de riesgo|capital-risque|capital de"
            r" risco|"
            r"beteiligungskapital"
        ),
    ),
    (
        "technical_assistance",
        (
            r"technical assistance|asistencia tecnica|assistance technique|assistencia tecnica|technische"
            r" (?:hilfe|unterstutzung)"
        ),
    ),
    (
        "prize",
        (
            r"\bprizes?\b|(?:annual|international|global|world|innovation|excellence|leadership|sustainability|heritage|design|city|cities|"
            r"mayors?'?|journalism|literary|photography|film) awards?\b(?! (?:up|of|amount|size|ceiling))|"  # "research award" is a grant
            r"\bchallenge\b|competition\b|premios?\b|galardon|\bprix\b|"
            r"concours\b|preis\b|\w{1,30}preis\b|ideenwettbewerb|concorso"
        ),
    ),
    (
        "grant",
        (
            r"grants?\b|call for (?:proposals|projects|applications)|calls for"
            r" proposals|funding|subvencion\w{0,30}|fondos?\b|convocatoria|"
            r"financiamiento|ayudas?\b|subsidio|appels? a"
            r" (?:projets?|propositions|candidatures?|manifestation)|subventions?\b|edital|"
            r"chamada|fundo\b|forder\w{1,30}|zuschuss\w{0,30}|bando\b|sovvenzion\w{1,30}"
        ),
    ),
]
_TYPES: list[tuple[CallType, re.Pattern[str]]] = [(kind, cues(words)) for kind, words in _TYPE_WORDS]
_FIRST_WORDS = 400
_EDITION = re.compile(r"(?<!\d)(20\d\d)\s?[-/]\s?(20\d\d|\d\d)(?!\d)|(?<![\d/.-])(20\d\d)(?![\d/])")
_ROUND = re.compile(
    r"(?<!\w)(\d{1,2})\s?(?:st|nd|rd|th|a|ª|º|°|e|eme|o|er)?\.?\s(?:edicion|edition|edicao|round|ronda|convocatoria|call|ausgabe|"
    r"runde|edizione)(?!\w)"
)
_REFERENCE = re.compile(
    r"(?<![\w/.-])(?:HORIZON-[A-Z0-9-]{4,40}|EuropeAid/\d{6}(?:[/.]\w{1,30}){0,4}|NSF \d\d-\d{3}"
    r"|[A-Z][A-Z0-9]{1,11}(?:[-/][A-Z0-9]{1,14}){2,7}(?<=\d)|[A-Z]{3,10}-\d{2,4}-\d{2,6})(?![\w/-])"
)
_JOINED = re.compile("[-/](?=[A-Z0-9-])")
_BEGUN = re.compile(r"(?<![\w/.-])[A-Z][A-Z0-9]{1,11}$")


def read_type(folded_title: str, folded: str) -> tuple[CallType, tuple[int, int] | None] | None:
    """The type of call by the title, else by the opening words and where it stands in them; None where neither says."""
    for words, titled in ((folded_title, True), (folded[:_FIRST_WORDS], False)):
        for kind, pattern in _TYPES:
            if match := pattern.search(words):
                return kind, None if titled else match.span()
    return None


def read_edition(folded_title: str) -> str | None:
    """The year or years that a title names as its edition, else its number."""
    years = {f"{m[1]}-{m[2]}" if m[1] else m[3] for m in _EDITION.finditer(folded_title)}
    if len(years) == 1:
        return years.pop()
    numbered = _ROUND.search(folded_title) if not years else None
    return numbered.group(1) if numbered else None


def read_references(text: str) -> list[str]:
    """Official references, as written, in order of place."""
    if "EuropeAid/" in text or "NSF " in text:
        return list(dict.fromkeys(match.group() for match in _REFERENCE.finditer(text)))[:20]
    found: dict[str, int] = {}
    end = 0
    for joint in _JOINED.finditer(text):  # the others begin with capitals and a joint, which are few
        begun = _BEGUN.search(text, max(end, joint.start() - 12), joint.start())
        if begun and (match := _REFERENCE.match(text, begun.start())):
            found.setdefault(match.group(), end := match.end())
    return list(found)[:20]
