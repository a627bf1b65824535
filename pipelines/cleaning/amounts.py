"""What a sum of money is for: per award, the call's envelope, or no amount of this call.

Belongs here: the role of each sum by the words around it, and the currency that "$" means in a text.
Does not belong: how sums are written (`money.py`). Sums are never added, nor compared across currencies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from pipelines.cleaning.clauses import Clauses
from pipelines.cleaning.cues import WordList, Words, cues
from pipelines.cleaning.money import Span, find_spans
from pipelines.cleaning.roles import last
from pipelines.records import Doubt

Role = Literal["max", "min", "each", "label", "range", "total"]

_NO_AMOUNT = cues(
    r"(?:last|previous|earlier|past) (?:edition|round|call)s?|(?:edicion|version|convocatoria|edicao|chamada) (?:passad|pasad|"
    r"anterior|previ)\w*|"
    r"(?:edition|session|annee) (?:precedente|passee|derniere)|derniere (?:edition|session)|(?:letzten|vorigen|"
    r"vergangenen) (?:runde|ausschreibung|jahr)|"
    r"vorjahr|averag|promedi|\bmedia de|en moyenne|moyen(?:ne)?\b|em media|durchschnitt|"
    r"turnover|depenses?\b|expenditure|gastos? (?:minim|total|elegib)|inversion minima|mindestausgaben|mindestvolumen|"
    r"revenue|annual (?:budget|income)|operating budget|balance sheet|facturaci|ventas\b|ingresos|receita (?:anual|"
    r"bruta)|faturamento|chiffre d'affaires|budget annuel|umsatz|jahresumsatz|bilanz|presupuesto anual|orcamento anual|patrimoni|"
    r"capital social|"
    r"project (?:budget|cost|size|value)s? (?:of|must|should|between)|total project (?:cost|budget)|cout (?:total|annuel)|"
    r"montant total du projet|budget (?:total )?du projet|budget minimum|costo total del proyecto|gesamtkosten|projektvolumen|"
    r"projektkosten|custo total do projeto|"
    r"fee\b|arancel|frais d'inscription|taxa de inscri|teilnahmegebuhr|salar|sueldo|gehalt|\bfine\b|multa|garantia|boleta|"
    r"guarantee|insurance|"
    r"instal+ment|\bcuota|tranche|anticipo|primera remesa|primeiro repasse|first payment|"
    r"(?:has|have|had) (?:\w+ ){0,2}(?:supported|funded|awarded|invested|provided|granted|disbursed|committed|given|allocated)|"
    r"went to|\bso far\b|to date\b|historic|since (?:19|20)\d\d|since its|over the (?:past|last)|last year|previous(?:ly)?|"
    r"\bha[n]? (?:\w+ )?(?:apoyado|financiado|entregado|beneficiado|invertido|otorgado a|destinado m|adjudicado|distribuido)|"
    r"hasta la fecha|desde (?:el )?(?:19|20)\d\d|en sus \d+ anos|anos anteriores|ediciones anteriores|el ano pasado|se entregaron|"
    r"se adjudicaron|"
    r"a (?:deja )?(?:soutenu|finance|permis)|ont ete (?:soutenus|finances|attribues)|depuis (?:19|20)\d\d|premier cycle|precedent|"
    r"ja (?:apoiou|financiou|doou|investiu|destinou)|apoiou mais|\bdesde (?:19|20)\d\d|edicoes anteriores|ano passado|"
    r"\bseit (?:19|20)\d\d|bisher|wurden (?:bereits|seit)|in den vergangenen|im vergangenen|"
    r"doara|donara|gdp\b|\bpib\b|per hour|por hora|par heure|pro stunde|(?:cerca de|equivalen\w* (?:a|to)|equivale a|"
    r"approximately|aproximadamente|about|environ)\s*$|in \w+ rounds|em \w+ rodadas|\bcosts? of\b|"
    r"monatlich|monthly|per month|mensual\w*|mensuel\w*|par mois|por mes\b|mensais|valor estimado|estimated value|"
    r"financiad[ao]s? (?:previamente|anteriormente)|deja financ|por mas de|pour plus de|for over|"
    r"mindestumsatz|budget minimum|au moins .{0,20}budget"
)
_HISTORY_AFTER = re.compile(
    r"\s*(?:in|en|em|a|to|for|para|pour|fur)\s+(?:over |mas de |plus de |mais de |cerca de |uber )?\d[\d.,]*\s(?:projects|proyectos|"
    r"projets|projetos|countries|paises|pays|women|mujeres|projekte)|\s*(?:has|have) been|\s*(?:of|in) (?:annual )?(?:turnover|"
    r"revenue|income)|\s*(?:de|en) (?:facturaci|ventas|ingresos)|\s*(?:jahres)?umsatz|\s*de chiffre|\s*a year in|\s*per hour|"
    r"\s*(?:already|ya|deja|ja) |\s*to climate|\s*gastado"
)
_MAX = cues(
    r"up to|maximum|\bmax\b|at most|not (?:to )?exceed|no more than|not more than|limit(?:ed)? (?:of|to)|ceiling|\bcap(?:ped)?\b|"
    r"as much as|exceed\b|"
    r"\bhasta\b|maxim[oa]|no (?:podra |debera |puede )?(?:exced|super|sobrepas)\w*|no mas de|tope|techo|limite|"
    r"jusqu'?\s?a|peut atteindre|pode(?:ra)? atingir|puede alcanzar|maximal\w*|au plus|plafon\w*|n'excede\w*|ne (?:peut|doit|"
    r"pourra) (?:pas )?(?:de|ex)pass\w*|dans la limite|"
    r"\bate\b|no maximo|teto|nao (?:podera |pode )?(?:exced|ultrapass)\w*|"
    r"bis (?:zu|maximal)|hochst\w*|begrenzt auf|\bmax\.|nicht (?:mehr als|ubersteigen)|obergrenze|hochstens|fino a|massimo"
)
_MIN = cues(
    r"at least|minimum|not less than|no less than|starting at|al menos|minim[oa]\b|no menos de|no inferior|como minimo|au moins|"
    r"minimal\w*|pelo menos|no minimo|mindest\w*|almeno"
)
_EACH = cues(
    r"\beach\b|\bper (?:project|award|grant|winner|applicant|proposal|initiative|year|hub|team|city|partnership)|"
    r"(?:winners?|groups?|organi[sz]ations?|projects?|teams?|cities|applicants?) (?:will )?(?:each )?(?:receive|get)s?\b|(?:first|"
    r"second|third|1st|2nd|3rd) (?:prize|place)\b|"
    r"(?:apply for|sich um|solicitar|solliciter)(?=\s*$)|cash prize|prize (?:of|money)|awardees? receive|grand prize|awards? of|"
    r"grants? of|"
    r"\bcada\b|por (?:proyecto|iniciativa|beneficiari|ganador|organizacion|postula|propuesta|persona)|recibira\w*|premios? de|"
    r"recibe[n]?\b|(?:primer|segundo|tercer)o? (?:premio|lugar)|(?:por|no|con un) valor de|d'un montant de|d'une valeur de|"
    r"in hohe von|worth\b|"
    r"premio mayor|subvencion de|subsidio de|monto de|"
    r"chaque|chacun\w*|par (?:projet|laureat|beneficiaire|structure|an)|recoi(?:t|vent)\b|(?:premier|deuxieme|second|"
    r"troisieme) (?:prix|lieu)|recevra\w*|prix de|subvention de|dotation de|"
    r"por projeto|recebe[m]?\b|(?:primeiro|terceiro) (?:premio|lugar)|receberao?\w*|por iniciativa|premio de|bolsas? de|"
    r"\bjeweils\b|\bje\b|(?:pro|je) gesuch|pro (?:projekt|vorhaben|antrag|verbund|jahr|verein|gemeinde|kommune|initiative|massnahme|"
    r"aktion|person|"
    r"partnerschaft|organisation|unternehmen|einrichtung)|(?:erste[rn]?|zweite[rn]?|dritte[rn]?|[1-5]\.) (?:preis|platz)\b|preise\b|"
    r"erhalt\w*|preisgeld|dotiert|pauschale von|"
    r"(?:zuschuss|zuwendung|forderung|beihilfe|forderbetrag|fordersumme|pramie|darlehen) (?:betragt|in hohe von|belauft sich auf|"
    r"liegt bei)|ciascun\w*|per progetto"
)
_EACH_AFTER = re.compile(
    r"[^\w,;]{0,3}(?:\w+ ){0,3}?(?:each\b|per (?:project|award|grant|winner|applicant|proposal|hub|team|city|partnership|year)|"
    r"prizes?\b|grand prize|maximum grant|a cada\b|cada un[ao]|(?:is|are) available for each|por (?:proyecto|iniciativa|"
    r"beneficiari|ganador)|"
    r"\(?(?:1|2|3)[.ºªo]{0,2} (?:lugar|premio|place|prize|prix|platz|preis)\b|par (?:demande|dossier)|cash prize|chacun|"
    r"par (?:projet|laureat|beneficiaire)|por projeto|cada\b|para (?:o|a) (?:primeir|segund|terceir)|(?:al|el|ao|pour l[ea]|for the|"
    r"to the|fur den) (?:primer|segund|tercer|primeir|terceir|premi|deuxi|"
    r"second|troisi|first|third|erst|zweit|dritt)|"
    r"para el (?:primer|segund)|(?:pro|je) (?:projekt|vorhaben|antrag|verein|gemeinde|kommune|initiative|"
    r"massnahme|aktion|person|partnerschaft|verbund|organisation|unternehmen)|"
    r"par (?:commune|association|structure|organisation|entreprise)|por (?:comuna|organizacion|municipio|empresa|persona|entidad)|"
    r"por (?:organizacao|associacao|entidade)|per (?:organi[sz]ation|municipality|consortium|company|applicant|person))"
)
_TOTAL = cues(
    r"\btotal\b|overall|envelope|total (?:budget|funding)|available (?:budget|funding)|budget (?:of|available)|"
    r"indicative (?:budget|amount)|set-aside|fund of|pool of|making the total|will (?:distribute|allocate)|"
    r"presupuesto (?:total|disponible|global|de la convocatoria|es de|de)|monto (?:total|global)|dotacion (?:total|global|"
    r"presupuestaria)|bolsa (?:total|de)|fondo de\b|importe (?:total |global )?de|disponibles?|otorgado|inversion de|valor total|"
    r"destina(?:ra|n)?\b|destinar\w*|dispose d|dotierung von|distribui\w+|repart\w+|cuantia total|cuenta con|dispone de|"
    r"enveloppe|dotation (?:totale|globale)|budget (?:global|total|de|disponible)|montant (?:\w+ )?(?:total|global)|dote d|doté|"
    r"serao investidos|ao todo|no total|um total|orcamento (?:total|global|de)|valor global|investimento (?:total |de )|dotacao|montante|"
    r"edital .{0,30}com ate|tera\b|destinados?|recursos (?:de|da ordem)|nesta edicao|"
    r"insgesamt|gesamt(?:budget|volumen|summe|betrag|mittel)\w*|fordervolumen|stehen .{0,40}(?:bereit|zur verfugung)|"
    r"mittel in hohe|\bbudget:|budget (?:is|ist|es|est|:)|fordermittel|budget von|dotazione|complessiv\w*"
)
_TOTAL_AFTER = re.compile(
    r"\W{0,3}(?:contest|competition|challenge\b|call\b|fund\b|nesta edicao|en esta edicion|cette edition|this (?:round|edition)|"
    r"programme of|in total|en total|au total|no total|ao todo|insgesamt|dividid[oa]s? entre|a repartir|"
    r"for (?:up to )?\d+ (?:projects|grants|awards)|(?:in )?(?:total )?funding (?:is )?available|"
    r"available\b(?! for each)|disponibles?|para (?:ate |hasta )?(?:\d+ )?(?:proje[tc]tos|proyectos|iniciativas|financiar|apoyar|"
    r"projetos)|in fordermitteln|stehen|zur verfugung|bereit|del fndct)"
)
_MAX_AFTER = re.compile(
    r"\W{0,3}(?:(?:pro|je) \w+ )?(?:maxim|max\b|como maximo|no maximo|au maximum|at most|plafon|begrenzt|gedeckelt|nicht ubersteig|"
    r"nicht uberschreit|or less\b|ou moins\b|o menos\b|ou menos\b)"
)
_OF_COSTS = re.compile(r"\d\s?(?:%|per ?cent|prozent|por ciento|pour ?cent|"
    r"por cento) [^.;,\n\d]{0,60}(?=,| (?:et|y|e|und|and|up to|hasta|jusqu|bis|ate) )")  # "80 % of the costs, up to"
_COUNT = re.compile(r"[a-z' ]+\d{1,4} [a-z]+(?! ?(?:de )?(?:euro|d.lar|dollar|peso|rea[il]))[^\d]*$")  # "up to 40 groups with"
_PARTED, _JOINED = re.compile(r"[.;:\n]\s"), re.compile(r"\b(?:and|y|e|et|und|or|o|ou)\b|,")
_ENDOWED = re.compile(r"\W{0,2}dotiert\b")
_RECEIVES = re.compile(
    r"[\d,;]|winner|ganador|vencedor|laureat|recei|get\b|recib|recev|recoi|receb|erhal|obten|"
    r"award(?:ed|s)? (?:one|two|three)"
)
_LABEL = re.compile(
    r"(?:^|[|.\n] ?)(?:grants?|funding(?: amount| level)?|level of funding|award(?: amount| size)?|amount|grant (?:size|amount)|"
    r"size of grants?|monto(?: maximo)?(?: por proyecto| a postular| de financiamiento)?|montos|financiamiento|cuantia|importe|"
    r"ayuda|subvencion|apoyo|"
    r"montant(?: de la subvention| de l'aide)?|aide|valor(?: do apoio| por projeto)?|apoio|forder(?:hohe|summe|betrag)|"
    r"hohe der forderung|zuwendung)\s*[:|]\s*[^:]{0,12}$"
)
_PROGRAMME = re.compile(
    r"program(?:me|ma|m)? (?:\w+ ){0,3}(?:has|tiene|cuenta|dispone|with|avec|conta|com|con una?|verfugt)\b|of them for|de ellos|"
    r"of which|dont \d|davon"
)
_CHILE = WordList(
    r"chile|sernameg|\bcorfo\b|sercotec|\banid\b|\bfndr\b|\bgore\b|subdere|\bfosis\b|fondart|conadi|\bsence\b|"
    r"metropolitana de santiago|\butm\b|\bcore\b.{0,30}gobierno regional"
)
_CONTEXTS = [
    ("CLP", _CHILE), ("MXN", WordList(r"mexic|mdp\b|conacyt")), ("COP", WordList(r"colombia|minciencias")),
    ("ARS", WordList(r"argentin|conicet")), ("CAD", WordList(r"canad")), ("AUD", WordList(r"australia")), ("NZD", WordList(r"new zealand")),
]
_US = WordList(
    r"united states|american (?:cities|mayor|organi|commun)|\bu\.s\.|\busa\b|\busaid\b|new york|washington|estados unidos|etats-unis|"
    r"us federal|national science foundation"
)
_REACH = 130


@dataclass(slots=True)
class Amounts:
    """What a text says of money."""

    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    amount_total: Decimal | None = None
    currency: str | None = None
    quotes: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


def read_amounts(clauses: Clauses, language: str | None, currency: str | None) -> Amounts:
    """Amounts per award and the envelope, in one currency."""
    folded = clauses.folded
    spans = find_spans(folded, language)
    told: list[tuple[Span, Role]] = []
    for at, span in enumerate(spans):
        role = _role(span, spans[at - 1] if at else None, spans[at + 1] if at + 1 < len(spans) else None, clauses)
        if role is not None:
            told.append((span, role))
    result = Amounts()
    if not told:
        return result
    meaning = _dollar(clauses.words, spans, currency, language)
    _fill(result, [(span, role, meaning.get(span.currency, span.currency)) for span, role in told], clauses)
    return result


def _role(span: Span, previous: Span | None, following: Span | None, clauses: Clauses) -> Role | None:
    folded = clauses.folded
    start, end = clauses.labelled_start(span.start), clauses.span(max(span.start, span.end - 1))[1]
    near_from = max(start, previous.end if previous and not _same_list(previous, span, folded) else 0, span.start - _REACH)
    before = _OF_COSTS.sub(" ", folded[near_from : span.start])
    after = folded[span.end : min(end, following.start if following else len(folded), span.end + 70)]
    if _NO_AMOUNT.search(before) or _HISTORY_AFTER.match(after) or "respectiv" in after or _PROGRAMME.search(before):
        return None
    cap, floor = _at(_MAX, before), _at(_MIN, before)
    total, each = _at(_TOTAL, before), _at(_EACH, before)
    max_after = _MAX_AFTER.match(after) and not (after[0] in ",;" and following and following.start - span.end < 24)  # the next one's
    if cap >= 0 and _COUNT.match(before, cap):
        cap = -1
    tight = len(before) - 34
    each_near = each >= 0 or bool(_EACH_AFTER.match(after) or _ENDOWED.match(after))
    if span.is_range:
        return "total" if total >= 0 and not each_near and total > tight else "range"
    capped = cap > total and (each >= 0 or cap - total > 40)  # "each project will have at most"
    if total > each and not capped and not _EACH_AFTER.match(after):
        return "total"
    if _TOTAL_AFTER.match(after) and not (each_near and cap >= 0):
        return "total"
    if cap >= 0 and (cap >= tight or each_near) and cap >= floor and not (each - cap > 8 and _RECEIVES.search(before, cap)):
        return "max"
    if max_after and (each_near or _GRANT.search(before) or _EACH_AFTER.match(after)):
        return "max"
    if floor >= tight and floor >= 0 and (each_near or _GRANT.search(before)):
        return "min"
    if each_near:
        return "max" if max_after else "each"
    return ("max" if cap >= 0 else "label") if _LABEL.search(before) else None


_GRANT = cues(
    r"grant|award|funding|zuschuss|zuwendung|beihilfe|hilfe\b|beitrag|fordersumme|premi|prize|bourse|bolsa|subvenc|subvent|"
    r"financ|apoy|apoi|aide|forder|projet|proyecto|projeto|monto|montant|valor"
)


def _same_list(previous: Span, span: Span, folded: str) -> bool:
    """Whether two sums stand in one list ("one of $5 million and four of $1 million"), so that the first's words hold for the second."""
    between = folded[previous.end : span.start]
    return len(between) <= 60 and len(between.split()) <= 6 and not _PARTED.search(between) and bool(_JOINED.search(between))


def _at(pattern: re.Pattern[str], words: str) -> int:
    place = last(pattern, words)
    return -1 if place is None else place


def _dollar(words: Words, spans: list[Span], currency: str | None, language: str | None) -> dict[str, str | None]:
    """What "$", "dollars" and "pesos" mean in this text; None where it does not say."""
    open_marks = {"$", "dollar", "peso"} & {span.currency for span in spans}
    if not open_marks:
        return {}
    named = {span.currency for span in spans} - open_marks
    dollars = {code for code in named if code in ("USD", "CAD", "AUD", "NZD", "SGD", "HKD")}
    places = [code for code, mention in _CONTEXTS if mention.first(words)]
    sign: str | None = currency
    if sign is None and len(named & {"USD", "CAD", "AUD", "NZD", "CLP", "MXN", "COP", "ARS"}) == 1:
        sign = next(iter(named & {"USD", "CAD", "AUD", "NZD", "CLP", "MXN", "COP", "ARS"}))
    elif sign is None and any(mark == "dollar" for mark in open_marks):
        sign = "USD"
    elif sign is None and language == "es" and not dollars and len([c for c in places if c in ("CLP", "MXN", "COP", "ARS")]) == 1:
        sign = next(c for c in places if c in ("CLP", "MXN", "COP", "ARS"))
    elif sign is None and language == "en" and _US.first(words) and not places:
        sign = "USD"
    dollar = next(iter(dollars)) if len(dollars) == 1 else "CAD" if "CAD" in places and language in ("en", "fr") else "USD"
    peso = currency or next((code for code in places if code in ("CLP", "MXN", "COP", "ARS")), None)
    return {"$": sign, "dollar": dollar, "peso": peso}


def _fill(result: Amounts, told: list[tuple[Span, Role, str | None]], clauses: Clauses) -> None:
    awards = [(span, role, code) for span, role, code in told if role != "total"]
    totals = [(span, role, code) for span, role, code in told if role == "total"]
    strong = [item for item in awards if item[1] != "label"] or awards
    counts: dict[str | None, int] = {}
    for _, _, code in strong or totals:
        counts[code] = counts.get(code, 0) + 1
    chosen = max(counts, key=lambda code: (counts[code], code is not None))
    result.currency = chosen
    if chosen:
        span = next(span for span, _, code in told if code == chosen)
        result.quotes["currency"], result.rules["currency"] = clauses.quote(span.start, span.end), "mark of the sum"
    awards = [item for item in strong if item[2] == chosen]
    if awards:
        highs = [item for item in awards if item[1] != "min"]
        lows = [item for item in awards if item[1] in ("range", "min", "each", "label")]
        if highs:
            top = max(highs, key=lambda item: item[0].high)
            result.amount_max = top[0].high
            result.rules["amount_max"] = top[1]
            result.quotes["amount_max"] = clauses.quote(top[0].start, top[0].end)
        if lows:
            bottom = min(lows, key=lambda item: item[0].low)
            caps = [span.high for span, role, _ in awards if role in ("max", "label")]
            if not any(cap < bottom[0].low or (cap > bottom[0].low and bottom[1] == "each") or (cap < max(s.high for s, _,
                _ in lows) and bottom[1] == "range") for cap in caps):
                result.amount_min = bottom[0].low
                result.rules["amount_min"] = bottom[1]
                result.quotes["amount_min"] = clauses.quote(bottom[0].start, bottom[0].end)
    _fill_total(result, [item for item in totals if item[2] == chosen], clauses)
    for span, _, code in told:
        if code is None:
            result.doubts.append(Doubt("currency", None, None, clauses.quote(span.start, span.end)))
            break


def _fill_total(result: Amounts, totals: list[tuple[Span, Role, str | None]], clauses: Clauses) -> None:
    """The envelope, where the text names one that holds the awards; several are left open with a doubt."""
    fitting = [span for span, _, _ in totals if result.amount_max is None or span.high >= result.amount_max]
    if not fitting:
        return
    highs = {span.high for span in fitting}
    words = clauses.quote(fitting[0].start, fitting[0].end)
    if len(highs) > 1 and fitting[0].high != max(highs):
        result.doubts.append(Doubt("amount_total", str(fitting[0].high), str(max(highs)), words))
        return
    result.amount_total = fitting[0].high
    result.quotes["amount_total"], result.rules["amount_total"] = words, "total"
