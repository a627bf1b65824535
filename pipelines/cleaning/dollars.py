"""What "$", dollars and pesos mean in a text that names no country beside them.

Belongs here: places and marks that tell. Does not belong: finding sums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import yaml
from babel.numbers import get_territory_currencies

from pipelines.cleaning.candidate_features import Tokens
from pipelines.cleaning.sum_candidates import SumCandidate
from pipelines.language.lexicon import FOLDER

_OPEN = frozenset({"$", "dollar", "peso"})
_PESOS = frozenset({"CLP", "MXN", "COP", "ARS", "UYU", "DOP"})
_FEW_LETTERS = 3


@cache
def _places() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for code, words in yaml.safe_load((FOLDER / "dollars.yaml").read_text(encoding="utf-8")).items():
        for word in words:
            first, *rest = word.split()
            table.setdefault(first, []).append((tuple(rest), code))
    return table


def meaning_of(
    tokens: Tokens, sums: Sequence[SumCandidate], language: str | None, country: str | None = None
) -> str | None:
    """The one currency that the open marks of a text stand for; None where nothing tells.

    `country`: ISO 3166 of who publishes it; what the text itself names goes before.
    """
    marks = {s.currency for s in sums} & _OPEN
    if not marks:
        return None
    named = {s.currency for s in sums if s.currency} - _OPEN
    counts: Counter[str] = Counter()
    table = _places()
    for at, form in enumerate(tokens.forms):
        for rest, code in table.get(form, ()):
            if not rest or tuple(tokens.forms[at + 1 : at + 1 + len(rest)]) == rest:
                counts[code] += 1
    if "CLF" in named or "UTM" in named:
        counts["CLP"] += _FEW_LETTERS
    if marks == {"peso"} or (marks == {"$", "peso"}):
        counts = Counter({code: count for code, count in counts.items() if code in _PESOS})
    elif language != "es" and language is not None:
        counts = Counter({code: count for code, count in counts.items() if code not in _PESOS or language != "en"})
    if "dollar" in marks:
        counts = Counter({code: count for code, count in counts.items() if code not in _PESOS})
    if counts:
        (code, most), *others = counts.most_common(2)
        return code if not others or most > others[0][1] else None
    dollars = named & {"USD", "CAD", "AUD", "NZD", "SGD", "HKD"}
    if len(dollars) == 1:
        return next(iter(dollars))
    return _of_country(country, marks) or ("USD" if "dollar" in marks else None)


def _of_country(country: str | None, marks: set[str | None]) -> str | None:
    """What a country's own publisher means: its dollars, or its pesos."""
    own = get_territory_currencies(country)[-1:] if country and len(country) == 2 else []
    named = {code for entries in _places().values() for _, code in entries}
    code = own[0] if own and own[0] in named else None
    fits = code and ("dollar" not in marks or code not in _PESOS) and ("peso" not in marks or code in _PESOS)
    return code if fits else None
