"""The pairs of records that a person should look at: the closest ones that nobody has judged, with what speaks for and
against.

Belongs here: which pairs are in doubt, and the reasons in words. Does not belong:
joining (`clusters`), where judgements are kept (`warehouse/review.py`), or how a pair is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from rapidfuzz import fuzz

from pipelines.deduplication import pair_chances
from pipelines.deduplication.clusters import Pair
from pipelines.deduplication.feature_arrays import Columns, distinct
from pipelines.deduplication.features import Keys
from pipelines.deduplication.name_similarity import measure
from pipelines.deduplication.pair_features import NUMBERS, Comparison
from pipelines.deduplication.resolve_all import Measured, measured
from pipelines.deduplication.thresholds import page_below
from pipelines.deduplication.vetoes import days_apart, share_reference
from pipelines.language.figures import number
from pipelines.language.messages import FIRST, Language, text

ALIKE = 0.8
CLOSE = 0.25
"""Pairs further than this from being decided the other way are not in doubt."""
HALF_A_YEAR = 183
TOLD_WELL = 0.7
"""What one says of the other's title, or both of one another, that is worth naming."""


@dataclass(frozen=True, slots=True)
class DoubtfulPair:
    """Two records. `margin`: by how much they are more alike than is needed, below 0 less; `chance` that they tell of
    one call, by what they tell, None where names decide; `joined`: whether they are one call today."""

    record_a: str
    record_b: str
    margin: float
    chance: float | None
    joined: bool
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]


def closest(
    records: pd.DataFrame,
    *,
    lists_once: frozenset[str] = frozenset(),
    judgements: pd.DataFrame | None = None,
    limit: int = 10,
    language: Language = FIRST,
) -> list[DoubtfulPair]:
    """The `limit` pairs nearest to being decided the other way, of those that nothing forbids and nobody has judged."""
    result = measured(records, lists_once=lists_once, judgements=judgements)
    decided = (
        set()
        if judgements is None
        else {
            frozenset(pair)
            for pair in judgements[["record_a", "record_b"]].astype(str).itertuples(index=False, name=None)
        }
    )
    margins = result.margins
    order = sorted(margins.items(), key=lambda item: (abs(round(item[1], 6)), item[0]))
    shown: list[Pair] = []
    for (a, b), margin in order:
        if len(shown) >= limit or abs(margin) > CLOSE:
            break
        one_list = result.keys[a].source == result.keys[b].source and result.keys[a].source in lists_once
        if not one_list and frozenset((result.names[a], result.names[b])) not in decided:
            shown.append((a, b))
    told = _told(result.keys, shown)
    return [
        DoubtfulPair(
            result.names[a],
            result.names[b],
            round(margins[a, b], 3),
            _chance(result, (a, b)),
            result.calls[a] == result.calls[b],
            *reasons_of(result.keys[a], result.keys[b], row, language),
        )
        for (a, b), row in zip(shown, told, strict=True)
    ]


def _chance(result: Measured, pair: Pair) -> float | None:
    """The chance that a pair is one call, where it is that and not a name that decides."""
    by_told = max(result.told.get(pair, -1.0), result.inside.get(pair, -1.0) if pair not in result.named else -1.0)
    return (
        round(by_told + pair_chances.needed(), 2)
        if by_told > -1.0 and by_told >= result.named.get(pair, -1.0)
        else None
    )


def _told(keys: Sequence[Keys], pairs: Sequence[Pair]) -> list[dict[str, float]]:
    """What the pair model reads of each pair, by name."""
    if not pairs:
        return []
    columns, places = Columns(keys), np.array(pairs, dtype=np.int64)
    table = Comparison(columns, distinct(places.ravel())).numbers(places[:, 0], places[:, 1], measure(columns, places))
    return [dict(zip(NUMBERS, row, strict=True)) for row in table.tolist()]


def reasons_of(
    a: Keys, b: Keys, told: Mapping[str, float], language: Language = FIRST
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What speaks for one call, and what against it; `told`: the pair's `pair_features.NUMBERS` by name."""
    pro: list[str] = []
    contra: list[str] = []
    _fields(a, b, told, pro, contra, language)
    _words(a, b, told, pro, contra, language)
    if a.source == b.source:
        contra.append(text("pair.one_source", language))
    return tuple(pro), tuple(contra)


def _fields(a: Keys, b: Keys, told: Mapping[str, float], pro: list[str], contra: list[str], language: Language) -> None:
    if share_reference(a, b):
        pro.append(text("pair.reference", language))
    if a.url and a.url == b.url:
        pro.append(text("pair.address", language))
    elif page_below(a.url, b.url) or page_below(b.url, a.url):
        pro.append(text("pair.page_below", language))
    _dates(a, b, pro, contra, language)
    apart = told["published apart"]
    if apart == apart:
        (pro if apart <= HALF_A_YEAR else contra).append(text("pair.published_apart", language, days=f"{apart:.0f}"))
    if told["rounds shared"] > 0:
        pro.append(text("pair.edition", language))
    if a.amount and b.amount and a.currency == b.currency:
        (pro if a.amount == b.amount else contra).append(
            text(
                "pair.amounts",
                language,
                first=number(round(a.amount), language),
                last=f"{number(round(b.amount), language)} {a.currency or ''}".strip(),
            )
        )
    if a.funder and b.funder:
        (pro if told["funder"] >= ALIKE else contra).append(
            text("pair.funders", language, share=f"{told['funder']:.0%}")
        )


def _words(a: Keys, b: Keys, told: Mapping[str, float], pro: list[str], contra: list[str], language: Language) -> None:
    alike = fuzz.token_set_ratio(a.title, b.title) / 100
    (pro if alike >= ALIKE else contra).append(text("pair.titles", language, share=f"{alike:.0%}"))
    if alike < ALIKE and told["title told"] >= TOLD_WELL:
        pro.append(text("pair.title_told", language))
    if told["prose in common"] >= TOLD_WELL:
        pro.append(text("pair.prose", language))
    if told["country untold"] > 0:
        contra.append(text("pair.country", language))
    if told["part untold"] > 0:
        contra.append(text("pair.part", language))
    if told["title carried"] > 1:
        contra.append(text("pair.title_carried", language))
    if a.language and b.language and a.language != b.language:
        contra.append(text("pair.languages", language, first=a.language, last=b.language))


def _dates(a: Keys, b: Keys, pro: list[str], contra: list[str], language: Language) -> None:
    apart = days_apart(a.deadlines, b.deadlines)
    if apart == 0:
        pro.append(text("pair.same_day", language))
    elif apart is not None:
        contra.append(text("pair.days_apart", language, days=apart))
    else:
        contra.append(
            text("pair.one_undated", language) if a.deadlines or b.deadlines else text("pair.undated", language)
        )


def record_names(doubts: Sequence[DoubtfulPair]) -> list[str]:
    """The records of these pairs, each once."""
    return list(dict.fromkeys(name for doubt in doubts for name in (doubt.record_a, doubt.record_b)))
