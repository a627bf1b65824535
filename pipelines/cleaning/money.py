"""Sums of money as people write them in six languages.

Belongs here: number, multiplier and currency of each sum that a text mentions, and ranges of two sums.
Does not belong: what a sum is for (`amounts.py`). All work on folded text (`text.fold`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

_PREFIX = {
    "us$": "USD", "u$s": "USD", "us $": "USD", "u$": "USD", "usd$": "USD", "usd": "USD", "$us": "USD", "eur": "EUR",
    "€": "EUR", "teur": "EUR", "t€": "EUR",
    "£": "GBP", "gbp": "GBP",
    "c$": "CAD", "ca$": "CAD", "cad$": "CAD", "cad": "CAD", "cdn$": "CAD", "a$": "AUD", "au$": "AUD", "aud": "AUD", "nz$": "NZD",
    "nzd": "NZD",
    "r$": "BRL", "brl": "BRL", "mxn": "MXN", "mx$": "MXN", "mxn$": "MXN", "clp": "CLP", "clp$": "CLP", "clp $": "CLP", "ch$": "CLP",
    "cop": "COP", "cop$": "COP", "col$": "COP",
    "ars": "ARS", "ar$": "ARS", "uyu": "UYU", "pen": "PEN", "s/": "PEN", "s/.": "PEN", "uf": "CLF", "chf": "CHF", "jpy": "JPY", "¥": "JPY",
    "sek": "SEK", "nok": "NOK", "dkk": "DKK", "inr": "INR", "₹": "INR", "zar": "ZAR", "krw": "KRW", "cny": "CNY", "rmb": "CNY",
    "sgd": "SGD", "s$": "SGD", "hk$": "HKD", "$": "$",
}
_DOLLARS_OF = [(r"canadi?en\w*|de canada|cad\b|canada", "CAD"), (r"australian\w*", "AUD"), (r"neozeland\w*|new zealand", "NZD"),
               (
                   r"estadounidense\w*|american\w*|americain\w*|norteamerican\w*|de los estados unidos|dos eua|us\b|usd\b|de eeuu|"
                   r"de ee\.? ?uu"
               , "USD")]
_PESOS_OF = [("chilen", "CLP"), ("mexican", "MXN"), ("colombian", "COP"), ("argentin", "ARS"), ("uruguay", "UYU"), ("dominican", "DOP"),
    ("filipin", "PHP")]
_SUFFIX = (
    r"(?:euros?|eur|teur|t€|€|us\$|u\$s|usd|\$us|cad|aud|nzd|gbp|£|chf|clp|brl|mxn|cop|ars|jpy|sek|nok|dkk|inr|zar|r\$|\$(?! ?\d)|uf\b|"
    r"unidades de fomento|"
    r"(?:us|u\.s\.|american|canadian|australian|new zealand) dollars?|(?:dolares|dollars?|dolar)(?: (?:de los estados unidos|"
    r"canadi\w+|australian\w+|american\w+|americain\w+|estadounidenses?|norteamerican\w+|us\b|usd|neozeland\w+|de ee\.? ?uu))?|"
    r"us-dollars?|(?:libras?|pounds?)(?: esterlin\w+| sterling)?|livres sterling|reais|reales|pesos(?: (?:chilen|mexican|"
    r"colombian|argentin|uruguay|dominican|filipin)\w+)?|francos suizos|swiss francs|francs suisses|(?:schweizer )?franken|"
    r"soles|yen(?:es|s)?|coronas (?:suecas|noruegas|danesas)|(?:swedish|norwegian|danish) krone?r?)"
)
_NUMBER = r"\d{1,3}(?P<sep>[.,' ])\d{3}(?:(?P=sep)\d{3})*(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,3})?(?!\d)"
_TIMES = (
    r"(?P<times>mil millones|mil mm|miles de millones|thousand million|mil milhoes|millions?|millones|millon|milhoes|milhao|millionen|"
    r"milliarden?|milliards?|milioni|miliardi|milione|bilh(?:oes|ao)|billions?|bn|mio\.?|mrd\.?|mill\.|mm|mn|mdp|m|k|mil|mille|mila|"
    r"thousand|tausend|tsd\.?|lakhs?|crores?)"
)
_PREFIXES = "|".join(re.escape(p) for p in sorted(_PREFIX, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?P<number>{_NUMBER}|[a-z]{{1,4}}(?= mi))"
    rf"(?:\s?-?{_TIMES}(?![a-z]|€ ?\d))?(?:\s?(?:,-|\.-|--))?(?:\s?(?:de |d'|di )?(?P<suffix>{_SUFFIX})(?![a-z]))?"
)
_DIGITS = re.compile(r"[0-9]+")
_MARK_ENDS = frozenset(mark[-1] for mark in _PREFIX)
_MILLION = re.compile(r" (?:million|millon|milhao|mio)")
_NO_SUM = frozenset("/:)%;\n")  # what stands behind a number that has no currency behind it
_ONE = re.compile(r"\b(?:un|one|um|une|eine|a|ein)$")
_PREFIXED = re.compile(rf"(?<![a-z0-9])({_PREFIXES})\s?$")
_TAIL = re.compile(r"\s?(?:each |cada uno |cada una )?\(?(usd|us|cad|aud|clp|mxn|cop|nzd|canadi?en\w*|ca)\b")
_MOST_SUMS = 1000  # a text with more is a list of awards, or means harm
_MULTIPLIER: dict[str, int] = {
    "mil": 10**3, "mille": 10**3, "mila": 10**3, "thousand": 10**3, "tausend": 10**3, "tsd": 10**3, "k": 10**3,
    "m": 10**6, "mm": 10**6, "mn": 10**6,
    "mdp": 10**6, "mio": 10**6, "mill": 10**6,
    "mrd": 10**9, "bn": 10**9, "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7,
    "mil millones": 10**9, "mil mm": 10**9, "miles de millones": 10**9, "thousand million": 10**9, "mil milhoes": 10**9,
}
_JOIN = re.compile(
    r"\s*(?:a|to|and|y|e|et|und|bis(?: zu)?|-|hasta(?: los| las)?|ate|jusqu'a|al|ou|o|or)\s*(?:un maximo de |um maximo de |"
    r"un maximum de |a maximum of |up to |os |los |las |the )?"
)
_TIMES_WORD = re.compile(r"\d\s?-?" + _TIMES.replace("?P<times>", "?:") + "(?![a-z])|teur|t€")
_EXPLICIT = ("to", "bis", "-", "hasta", "ate")  # these make a range by themselves; "a" and "and" need a word before
_BARE_BEFORE = re.compile(
    r"(?<![\d.,/])(\d{1,3}(?:[.,' ]\d{3})+|\d+(?:[.,]\d{1,2})?)\s?(mil|k|million|millones|milhoes|m)?\s*(a|to|and|y|e|et|und|bis|-|"
    r"hasta|ate)\s*(?:los |las )?$"
)


_BARE_AFTER = re.compile(
    r"\s*(?:a|to|and|y|e|et|und|bis|-|hasta|ate)\s*(\d{1,3}(?:[.,' ]\d{3})+|\d+(?:[.,]\d{1,2})?(?=\s?(?:mil|k|m|million)))\s?(mil|k|"
    r"millions?|millones|milhoes|m)?(?![\da-z%])"
)
_BARE_OPENED = re.compile(r"(?:entre|between|from|de|desde|von|zwischen|du|usd|eur|€|\$|£|:|\|)\s*(?:los |las )?$")
_PLAIN_AND = re.compile(r"\s*(?:y|e|et|and|und|o|ou|or)\s*")
_OPENED = re.compile(r"(?:entre|between|from|de|desde|von|zwischen|du)\s*(?:los |las |el )?$")


@dataclass(frozen=True, slots=True)
class Money:
    """A sum at a place of the text. `currency` is an ISO 4217 code, "$" or "peso" where the mark leaves it open."""

    start: int
    end: int
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Span:
    """One sum (`low` is `high`) or a range of two, in one currency."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    currency: str

    @property
    def is_range(self) -> bool:
        """Whether two sums were stated."""
        return self.low != self.high


def find_spans(folded: str, language: str | None) -> list[Span]:
    """The sums and ranges that the text mentions, in order of place."""
    spans: list[Span] = []
    sums = find_money(folded, language)
    at = 0
    while at < len(sums):
        first = sums[at]
        second = sums[at + 1] if at + 1 < len(sums) else None
        at += 1
        if second and second.start - first.end <= 30 and _JOIN.fullmatch(folded, first.end, second.start) and (
            first.currency == second.currency or "$" in (first.currency, second.currency)
        ):
            opened = _OPENED.search(folded, max(0, first.start - 16), first.start)
            plain_and = _PLAIN_AND.fullmatch(folded, first.end, second.start)
            if first.amount != second.amount and (opened or not plain_and):
                low, high = sorted((first.amount, second.amount))
                currency = second.currency if first.currency == "$" else first.currency
                spans.append(Span(first.start, second.end, low, high, currency))
                at += 1
                continue
        spans.append(Span(first.start, first.end, first.amount, first.amount, first.currency))
    return [_with_bare_end(_with_bare_start(span, folded, language), folded, language) for span in spans]


def _with_bare_end(span: Span, folded: str, language: str | None) -> Span:
    """The range whose second sum has no currency of its own ("between USD 250,000 and 450,000")."""
    match = None if span.is_range else _BARE_AFTER.match(folded, span.end)
    if match is None:
        return span
    high = _value(match[1], match[2] or "", language)
    opened = _OPENED.search(folded, max(0, span.start - 16), span.start) or match.group().strip()[0] in "-ath"
    if high is None or not opened or not span.low < high <= span.low * 100:
        return span
    return replace(span, end=match.end(), high=high)


def _with_bare_start(span: Span, folded: str, language: str | None) -> Span:
    """The range whose first sum has no currency of its own ("between 250,000 and 450,000 USD", "de 100 mil a 30 mil dolares")."""
    if span.is_range:
        return span
    match = _BARE_BEFORE.search(folded, max(0, span.start - 40), span.start)
    if match is None:
        return span
    low = _value(match[1], match[2] or "", language)
    opened = _BARE_OPENED.search(folded[max(0, match.start() - 12) : match.start()])
    told = opened or (match[3] in _EXPLICIT and not match[1].isdigit())
    if low is None or low == span.high or not told:
        return span
    if not match[2] and low < 1000 <= span.high and _TIMES_WORD.search(folded, span.start, span.end):
        low *= Decimal(next(m for m in (10**9, 10**6, 10**3) if span.high >= m))
    if not low or low > span.high * 100 or span.high > low * 1000:
        return span
    return replace(span, start=match.start(), low=min(low, span.high), high=max(low, span.high))


def find_money(folded: str, language: str | None) -> list[Money]:
    """The single sums with a currency, in order of place."""
    found: list[Money] = []
    end = 0
    numbers = [
        digits.span() for digits in _DIGITS.finditer(folded)
        if not (at := digits.start()) or folded[at - 1] not in ".," or not folded[max(0, at - 2)].isdigit()
    ]
    ones = [one.span() for place in _MILLION.finditer(folded) if (one := _ONE.search(folded, max(0, place.start() - 5), place.start()))]
    if ones:
        numbers = sorted(numbers + ones)
    for start, stop in numbers:
        marked = folded[max(0, start - 2) : start].rstrip()[-1:] in _MARK_ENDS
        if start < end or (not marked and folded[stop : stop + 1] in _NO_SUM):
            continue
        match = _AMOUNT.match(folded, start)
        if match is None:
            continue
        end, suffix = match.end(), match["suffix"]
        mark = _PREFIXED.search(folded, max(0, start - 6), start) if marked else None
        if not mark and not suffix:
            continue
        if len(found) >= _MOST_SUMS:
            break
        prefix = mark[1] if mark else None
        thousands = "k" if (suffix or prefix or "") in ("teur", "t€") else ""
        amount = _value(match["number"], match["times"] or thousands, language)
        if not amount or amount > 10**14:
            continue
        first = mark.start() if mark else match.start()
        found.append(Money(first, match.end(), amount, _currency(prefix, suffix, folded[match.end() : match.end() + 24])))
    return found


def _value(number: str, times: str, language: str | None) -> Decimal | None:
    if not number[0].isdigit():
        number = "1"
    times = times.rstrip(".")
    factor = _MULTIPLIER.get(times) or (
        1 if not times
        else 10**12 if times in ("billon", "billones") or (times.startswith("billion") and language in ("fr", "de"))
        else 10**9 if times.startswith(("milliard", "miliard", "bilh", "billion"))
        else 10**6
    )
    digits = plain_number(number, factor, language)
    if factor == 1000 and times == "mil" and "." not in digits and Decimal(digits) >= 1000:
        factor = 1  # "17.000 mil euros" is how people say 17.000
    return (Decimal(digits) * factor).normalize() + 0


def plain_number(number: str, factor: int, language: str | None) -> str:
    """The digits with a decimal point: a mark before three digits parts thousands, unless millions follow the language's decimal mark."""
    compact = number.replace(" ", "").replace("'", "")
    marks = [c for c in compact if c in ".,"]
    if not marks:
        return compact
    last = marks[-1]
    whole, _, part = compact.rpartition(last)
    if len(marks) > 1 and len(set(marks)) == 1:
        return compact.replace(last, "") if len(part) == 3 else whole.replace(last, "") + "." + part
    if len(marks) > 1 or len(part) != 3 or "'" in number:
        return whole.replace(".", "").replace(",", "") + ("" if len(part) == 3 else ".") + part
    decimal_mark = "." if language in ("en", None) else ","
    if whole == "0" or (factor >= 10**6 and last == decimal_mark):
        return f"{whole}.{part}"
    return whole + part


def _currency(prefix: str | None, suffix: str | None, after: str) -> str:
    mark = suffix or ""
    if mark.startswith(("dolar", "dollar", "us dollar", "u.s.", "american", "canadian", "australian", "new zealand", "us-dollar")):
        return next((code for pattern, code in _DOLLARS_OF if re.search(pattern, mark)), "dollar")
    if mark.startswith("peso"):
        return next((code for word, code in _PESOS_OF if word in mark), "peso")
    words = {"euro": "EUR", "teur": "EUR", "reai": "BRL", "real": "BRL",
        "libr": "GBP", "poun": "GBP", "livr": "GBP", "fran": "CHF", "swis": "CHF",
        "schw": "CHF",
             "sole": "PEN", "yen": "JPY", "unid": "CLF", "swed": "SEK", "norw": "NOK", "dani": "DKK"}
    if mark[:4] in words or mark[:3] in words:
        return words.get(mark[:4]) or words[mark[:3]]
    if mark.startswith("coronas"):
        return {"s": "SEK", "n": "NOK", "d": "DKK"}[mark.split()[1][0]]
    code = _PREFIX.get(mark) if mark else None
    if code and code != "$":
        return code
    known = _PREFIX.get(prefix or "$", "$")
    if known == "$" and (tail := _TAIL.match(after)):
        return {"us": "USD", "ca": "CAD"}.get(tail[1], "CAD" if tail[1].startswith("can") else tail[1].upper())
    return known
