"""Editions, lots, phases, cut-offs and parts as records number them, in six languages.

Belongs here: "Lot 2", "4ème édition", "segunda convocatoria", "Phase III" in a title -> kind and number; and the
edition that only prose counts ("this is the Tenth Round"). Does not belong: years (`features`, `editions`), and what a
different number means (`vetoes`).
"""

from __future__ import annotations

import re
from collections import defaultdict

from pipelines.language import normalisation

KINDS = {
    "lot": "lot lots lote lotes lotto los lose",
    "phase": "phase phases fase fases etapa stage",
    "edition": (
        "edition editions edicion ediciones edicao edizione edicio ausgabe auflage call calls convocatoria llamado"
        " concurso appel chamada edital bando round ronda rodada runde ciclo cycle cycles tour serie series tranche"
    ),
    "cutoff": "cutoff corte cut",
    "window": "window ventana janela guichet fenster",
    "component": "component componente composante komponente",
    "track": "track linea line linha volet schiene modalidad modalidade strand pillar",
    "part": "part parte partie teil chapter capitulo chapitre kapitel volume vol disc disk",
    "annex": "annex anexo annexe anhang",
    "topic": "topic tema thema theme sujet subtopic",
    "amendment": "batch lote_de grupo group groupe gruppe",
}
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}
COUNTED = _KIND_OF.keys()
"""The folded words beside which a title counts."""
_ORDINALS = {
    "1": "first primer primera primero premier premiere primeira primeiro erste ersten erster primo prima",
    "2": "second segunda segundo deuxieme seconde zweite zweiten zweiter secondo seconda segona segon",
    "3": "third tercer tercera tercero troisieme terceira terceiro dritte dritten dritter terzo terza",
    "4": "fourth cuarta cuarto quatrieme quarta quarto vierte vierten vierter",
    "5": "fifth quinta quinto cinquieme funfte funften cinquena cinque",
    "6": "sixth sexta sexto sixieme sechste sechsten sesta sesto sisena",
    "7": "seventh septima septimo septieme setima setimo siebte siebten settima settimo setena",
    "8": "eighth octava octavo huitieme oitava oitavo achte achten ottava ottavo vuitena",
    "9": "ninth novena noveno neuvieme nona nono neunte neunten",
    "10": "tenth decima decimo dixieme zehnte zehnten desena",
    "11": "eleventh undecima undecimo onceava decimoprimera onzieme elfte elften undicesima",
    "12": "twelfth duodecima duodecimo doceava decimosegunda douzieme zwolfte zwolften dodicesima",
    "13": "thirteenth decimotercera decimotercer treizieme dreizehnte tredicesima",
    "14": "fourteenth decimocuarta decimocuarto quatorzieme vierzehnte quattordicesima",
    "15": "fifteenth decimoquinta decimoquinto quinzieme funfzehnte quindicesima",
    "20": "twentieth vigesima vigesimo vingtieme zwanzigste ventesima",
}
_ORDINAL_OF = {word: number for number, words in _ORDINALS.items() for word in words.split()}
_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
    "xi": "11",
    "xii": "12",
}
_SPLIT = re.compile(r"[a-z0-9]+|[&/,]")
_COUNTED = re.compile(r"(\d{1,3})(?:st|nd|rd|th|a|o|e|er|ere|eme|ieme|ma|va|da|ra|ta)?")
_SIGNS = {ord("º"): "o", ord("ª"): "a", ord("°"): "o"}
_FILL = frozenset({"no", "n", "nr", "num", "numero", "number", "de", "la", "off", "on"})


_ROUND = (
    "editions?|edicion(?:es)?|edicao|edizione|edicio|ausgabe|round|ronda|rodada|runde|ciclo|cycle|"
    "convocatoria|llamado|chamada|edital|bando|appel|call"
)
_AWARD = "awards?|premios?|premi|prizes?|prix|preis|challenge|concurso|concours|desafio|reto"
_WORDS = "|".join(sorted(_ORDINAL_OF, key=len, reverse=True))
_NUMBERED = re.compile(
    rf"(?<![\w])(?:(decima|decimo)\s+)?(?:({_WORDS})|(\d{{1,2}})\s?(?:st|nd|rd|th|a|o|e|er|ere|eme|ieme|ma|va|da|ra|ta|\.[ao]?))\s+"
    rf"(?:(?:{_ROUND})(?![\w])|((?:[\w'-]+\s+){{0,4}}?(?:{_AWARD})(?![\w])))"
)
"""An ordinal before a word for a round; or before an award's name, of up to four words."""
_SUFFIXED = re.compile(
    r"[0-9](?:(?<!\w.)|[0-9](?<!\w..))\s?(?:st|nd|rd|th|a|o|e|er|ere|eme|ieme|ma|va|da|ra|ta|\.)[\so.a]"
)
FEWEST_AWARDS = 4
"""A first, second or third prize is a prize; a sixth one is an edition."""
_MONTH = re.compile(
    r"^(?:de\s+)?(?:jan|ene|feb|fev|mar|apr|abr|avr|may|mai|mag|jun|jui|giu|jul|lug|aug|ago|aou|sep|set|oct|okt|out|ott|nov|dec|dez|dic|of\s)"
)


def marks_in(title: str, edition: str = "") -> dict[str, frozenset[str]]:
    """What the title and the edition field number: {"lot": {"2"}, "edition": {"4"}}."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    tokens = _SPLIT.findall(bare(title))
    for place, token in enumerate(tokens):
        kind = _KIND_OF.get(token)
        if kind is None:
            continue
        if number := _after(tokens, place + 1) or _before(tokens, place - 1):
            found[kind].add(number)
    if (number := _ordinal(bare(edition).strip())) and len(number) < 4:
        found["edition"].add(number)
    return {kind: frozenset(numbers) for kind, numbers in found.items()}


def told_editions(prose: str) -> list[int]:
    """The editions that `bare` prose counts, in order: [3, 2] for "the third round is open; in the second round"."""
    found: list[int] = []
    if _ORDINAL_OF.keys().isdisjoint(prose.split()) and not _SUFFIXED.search(prose):
        return found
    for match in _NUMBERED.finditer(prose):
        tens, word, digits, award = match.groups()
        number = int(digits or _ORDINAL_OF[word]) + (10 if tens and word and int(_ORDINAL_OF[word]) < 10 else 0)
        if award and (number < FEWEST_AWARDS or _MONTH.match(award)):
            continue
        if number:
            found.append(number)
    return found


def bare(text: str) -> str:
    """Lower case without accents; ordinal signs as letters."""
    if text.isascii():
        return text.lower()
    return normalisation.bare(text.translate(_SIGNS))


def _after(tokens: list[str], place: int) -> str | None:
    while place < len(tokens) and tokens[place] in _FILL:
        place += 1
    if place >= len(tokens):
        return None
    token = tokens[place]
    if token.isdigit() and len(token) <= 3:
        return token.lstrip("0") or "0"
    if re.fullmatch(r"\d{1,2}[a-z]|[b-h]", token):
        return token
    return _ROMAN.get(token)


def _before(tokens: list[str], place: int) -> str | None:
    if place < 0:
        return None
    if number := _ordinal(tokens[place]):
        return number
    return None


def _ordinal(token: str) -> str | None:
    if token in _ORDINAL_OF:
        return _ORDINAL_OF[token]
    if match := _COUNTED.fullmatch(token):
        return match[1].lstrip("0") or "0"
    return _ROMAN.get(token) if len(token) > 1 else None
