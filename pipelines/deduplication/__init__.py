"""Which records are one call, under which lasting id, and what the call says when they disagree.

Belongs here, a file each: what is compared (`keys`, `ordinals`, `rounds`, `countries`, `subjects`), by the million (`columns`), which
pairs (`candidates`), what forbids (`vetoes`), how alike (`scores`), how alike it must be (`evidence`), reports in other words (`told`,
`tales`), clusters (`clusters`), lasting ids (`identity`), one record of many (`merging`), what people should look at (`review`).
Does not belong: funds and editions (`pipelines/funds.py`), which are never merged.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipelines.deduplication import candidates, evidence, scores, told
from pipelines.deduplication.clusters import Pair, cluster
from pipelines.deduplication.columns import Columns, Floats, Ints
from pipelines.deduplication.identity import Identity, assign_ids
from pipelines.deduplication.keys import Keys, align_references, read
from pipelines.deduplication.merging import Report, Standing, merge
from pipelines.deduplication.vetoes import explained, veto

__all__ = ["Identity", "Report", "Standing", "assign_ids", "merge", "resolve"]

FIELDS = (
    "source_id", "title", "funder", "programme", "summary", "reference", "year", "edition", "deadline", "amount_max", "currency", "url",
    "language",
)
KEPT_MARGIN = -0.35
"""Pairs less alike than this say nothing more than "not alike"."""


def resolve(
    records: pd.DataFrame, *, lists_once: frozenset[str] = frozenset(), judgements: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The provisional cluster of every record: record_id, call_id (the least record_id of its cluster, as text).

    The order of rows does not matter. Raises ValueError for a record_id that comes twice, and for a judgement of two
    records that is neither "same" nor "different", or both.
    """
    result = measured(records, lists_once=lists_once, judgements=judgements)
    calls = np.empty(len(records), dtype=object)
    calls[result.order] = [result.names[first] for first in result.calls]
    return pd.DataFrame({"record_id": records["record_id"].reset_index(drop=True), "call_id": pd.Series(calls, dtype="str")})


@dataclass(frozen=True, slots=True)
class Measured:
    """How records were resolved, in order of their ids: `names` are the ids, `order` the rows in which they stand, `calls` the place of
    each one's call's first record."""

    names: list[str]
    order: Ints
    sources: list[str]
    keys: list[Keys]
    margins: dict[Pair, float]
    calls: list[int]


def measured(
    records: pd.DataFrame, *, lists_once: frozenset[str] = frozenset(), judgements: pd.DataFrame | None = None,
) -> Measured:
    """What `resolve` finds, with the pairs that it rests on; raises what `resolve` raises."""
    ids = records["record_id"].astype(str)
    if ids.duplicated().any():
        raise ValueError(f"record_id comes twice: {sorted(ids[ids.duplicated()])[:5]}; give each record of a source its own record_key")
    ids = ids.reset_index(drop=True).sort_values()
    order, names = ids.index.to_numpy(), ids.tolist()
    same, different = _judged(judgements, names)
    with _uncollected():
        keys = align_references([read(row) for row in _rows(records, order)])
        margins, sources = _margins(keys), [own.source for own in keys]
        calls = cluster(
            len(keys), margins, lambda a, b: veto(keys[a], keys[b]) is not None or told.twins(keys[a], keys[b], margins.get((a, b))),
            sources=sources, lists_once=lists_once, same=same, different=different,
            explained=lambda a, b, witness: explained(keys[a], keys[b], keys[witness]),
        )
    return Measured(names, order, sources, keys, margins, calls)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles, of which none are made: it walks all records again and again (a tenth of the CPU time)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _rows(records: pd.DataFrame, order: Ints) -> Iterator[Mapping[str, Any]]:
    fields = [name for name in FIELDS if name in records.columns]
    for values in zip(*(records[name].take(order).tolist() for name in fields), strict=True):
        yield dict(zip(fields, values, strict=True))


def _margins(keys: list[Keys]) -> dict[Pair, float]:
    """By how much each candidate pair that nothing forbids is more alike than it needs to be."""
    columns = Columns(keys)
    found = candidates.pairs(columns)
    if not len(found):
        return {}
    alike = scores.likeness(scores.measure(columns, found))
    named = alike - evidence.least(columns, found) >= KEPT_MARGIN
    margins = _by_name(columns, found[named], alike[named])
    open_pairs = [
        margins[pair] < 0 if (pair := (a, b)) in margins else not counts
        for a, b, counts in zip(*found.T.tolist(), named.tolist(), strict=True)]
    for pair, margin in told.margins(columns, found[open_pairs], margins).items():
        margins[pair] = max(margin, margins.get(pair, margin))
    return {pair: margin for pair, margin in margins.items() if margin >= KEPT_MARGIN}


def _by_name(columns: Columns, pairs: candidates.Pairs, alike: Floats) -> dict[Pair, float]:
    """The margins by name of those of these pairs that nothing forbids."""
    keys, groups = columns.keys, evidence.group_references(columns.keys)
    kept = np.array([veto(keys[a], keys[b]) is None for a, b in zip(*pairs.T.tolist(), strict=True)], dtype=bool)
    pairs, alike = pairs[kept], alike[kept]
    prose = scores.mirrored(columns, pairs)
    return {
        (a, b): likeness - evidence.needed(keys[a], keys[b], share, groups)
        for a, b, likeness, share in zip(*pairs.T.tolist(), alike.tolist(), prose.tolist(), strict=True)
    }


def _judged(judgements: pd.DataFrame | None, names: Sequence[str]) -> tuple[set[Pair], set[Pair]]:
    """People's pairs by judgement; records that are not there (any more) are passed over."""
    pairs: dict[str, set[Pair]] = {"same": set(), "different": set()}
    if judgements is None:
        return pairs["same"], pairs["different"]
    places = {name: place for place, name in enumerate(names)}
    for a, b, word in judgements[["record_a", "record_b", "judgement"]].astype(str).itertuples(index=False):
        if word not in pairs:
            raise ValueError(f'judgements: judgement of {a} and {b} is "{word}"; write same or different')
        if a in places and b in places and a != b:
            pairs[word].add((min(places[a], places[b]), max(places[a], places[b])))
    if both := sorted(pairs["same"] & pairs["different"]):
        raise ValueError(f"judgements: {names[both[0][0]]} and {names[both[0][1]]} are judged same and different; keep one of the lines")
    return pairs["same"], pairs["different"]
