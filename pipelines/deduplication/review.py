"""The pairs of records that a person should look at: the closest ones that nobody has judged, with what speaks for and against.

Belongs here: which pairs are in doubt, and the reasons in words (Spanish: officials read them). Does not belong: joining (`clusters`),
where judgements are kept (`warehouse/review.py`), or how a pair is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from rapidfuzz import fuzz

from pipelines.deduplication import told
from pipelines.deduplication.clusters import Pair
from pipelines.deduplication.columns import distinct
from pipelines.deduplication.evidence import page_below
from pipelines.deduplication.keys import Keys
from pipelines.deduplication.resolving import measured
from pipelines.deduplication.tales import Tales
from pipelines.deduplication.vetoes import days_apart, share_reference

ALIKE = 0.8
CLOSE = 0.25
"""Pairs further than this from being decided the other way are not in doubt."""
_GROUNDS = {
    "sure": "es muy probable que cuenten la misma ronda", "possible": "es posible que cuenten la misma ronda",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two records. `margin`: by how much they are more alike than is needed, below 0 less; `joined`: whether they are one call today."""

    record_a: str
    record_b: str
    margin: float
    joined: bool
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]


def closest(
    records: pd.DataFrame, *, lists_once: frozenset[str] = frozenset(), judgements: pd.DataFrame | None = None, limit: int = 10,
) -> list[Doubt]:
    """The `limit` pairs nearest to being decided the other way, of those that nothing forbids and nobody has judged."""
    result = measured(records, lists_once=lists_once, judgements=judgements, all_near=True)
    decided = set() if judgements is None else {
        frozenset(pair) for pair in judgements[["record_a", "record_b"]].astype(str).itertuples(index=False, name=None)
    }
    margins = result.margins
    order = sorted(margins.items(), key=lambda item: (abs(round(item[1], 6)), item[0]))
    shown: list[Pair] = []
    for (a, b), margin in order:
        if len(shown) >= limit or abs(margin) > CLOSE:
            break
        one_list = result.keys[a].source == result.keys[b].source and result.keys[a].source in lists_once
        if not one_list and frozenset((result.names[a], result.names[b])) not in decided:
            shown.append((a, b))
    return [
        Doubt(
            result.names[a], result.names[b], round(margins[a, b], 3), result.calls[a] == result.calls[b],
            *reasons_of(result.keys[a], result.keys[b], payer))
        for (a, b), payer in zip(shown, _payers(result.keys, shown), strict=True)
    ]


def _payers(keys: Sequence[Keys], pairs: Sequence[Pair]) -> list[float]:
    """How alike the funders of each pair are."""
    places = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    measures = Tales(keys, distinct(places.ravel())).measure(*places.T)
    return measures["funder"].tolist() if measures else []


def reasons_of(a: Keys, b: Keys, payer: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What speaks for one call, and what against it; `payer`: how alike the funders are."""
    pro: list[str] = []
    contra: list[str] = []
    if share_reference(a, b):
        pro.append("tienen una referencia oficial en común")
    if a.url and a.url == b.url:
        pro.append("tienen la misma dirección")
    elif page_below(a.url, b.url) or page_below(b.url, a.url):
        pro.append("la página de uno está bajo la del otro")
    _dates(a, b, pro, contra)
    if a.amount and b.amount and a.currency == b.currency:
        (pro if a.amount == b.amount else contra).append(f"monto {_number(a.amount)} y {_number(b.amount)} {a.currency}".strip())
    if a.funder and b.funder:
        (pro if payer >= ALIKE else contra).append(f"financiadores parecidos en {payer:.0%}")
    alike = fuzz.token_set_ratio(a.title, b.title) / 100
    (pro if alike >= ALIKE else contra).append(f"títulos parecidos en {alike:.0%}")
    if ground := told.ground(a, b):
        pro.append(_GROUNDS[ground])
    if a.language and b.language and a.language != b.language:
        contra.append(f"idiomas distintos ({a.language} y {b.language}): los títulos no se pueden comparar letra a letra")
    if a.source == b.source:
        contra.append("los publica una misma fuente")
    return tuple(pro), tuple(contra)


def _dates(a: Keys, b: Keys, pro: list[str], contra: list[str]) -> None:
    apart = days_apart(a.deadlines, b.deadlines)
    if apart == 0:
        pro.append("cierran el mismo día")
    elif apart is not None:
        contra.append(f"sus cierres distan {apart} días")
    else:
        contra.append("uno de los dos no dice cuándo cierra" if a.deadlines or b.deadlines else "ninguno dice cuándo cierra")


def _number(amount: float) -> str:
    return f"{amount:,.0f}".replace(",", ".")


def record_names(doubts: Sequence[Doubt]) -> list[str]:
    """The records of these pairs, each once."""
    return list(dict.fromkeys(name for doubt in doubts for name in (doubt.record_a, doubt.record_b)))
