"""All records resolved: the stages of `pipelines/deduplication` in their order.

Belongs here: the order of the stages, from rows to clusters. Does not belong: what a stage does, and what is kept for later runs
(`incremental`).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.deduplication import candidates, evidence, scores, told
from pipelines.deduplication.candidates import Pairs
from pipelines.deduplication.clusters import Pair, cluster, components
from pipelines.deduplication.columns import Columns, Floats, Ints
from pipelines.deduplication.kept import Noted
from pipelines.deduplication.keys import Keys, align_references, read
from pipelines.deduplication.vetoes import explained, veto

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


Margins = dict[Pair, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """How records were resolved, in order of their ids.

    `names` are the ids, `order` the rows in which they stand, `component` the place of the first record of all that joining pairs lead to,
    `calls` that of its call. `groups`: the references of groups of calls; `named`: margins by name; `found`: what may be told of one call;
    `told`: margins by that.
    """

    names: list[str]
    order: Ints
    keys: list[Keys]
    groups: frozenset[str]
    named: Margins
    found: told.Found
    told: Margins
    component: list[int]
    calls: list[int]

    @property
    def margins(self) -> Margins:
        """By how much pairs are more alike than they need to be."""
        return together(self.named, self.told)


def measured(
    records: pd.DataFrame, *, lists_once: frozenset[str] = frozenset(), judgements: pd.DataFrame | None = None, noted: Noted | None = None,
    all_near: bool = False,
) -> Measured:
    """What `resolve` finds, with what it rests on; raises what `resolve` raises.

    `noted`: where what later runs need is put. `all_near`: with the margins of all pairs that are near to joining by name.
    """
    order, names = in_order(records)
    same, different = judged(judgements, names)
    with uncollected():
        keys = align_references(read_rows(records, order))
        columns = Columns(keys, noted=noted)
        groups = evidence.group_references(keys)
        named, found, near = compared(columns, candidates.pairs(columns), groups)
        by_told = told.margins(keys, found, named)
        joined = (pair for pair, margin in together(named, by_told).items() if margin >= 0)
        component = components(len(keys), [*joined, *sorted(same)])
        named |= by_name(columns, near if all_near else _side_by_side(near, component), groups)
        calls = clustered(keys, together(named, by_told), lists_once=lists_once, same=same, different=different)
    return Measured(names, order, keys, groups, named, found, by_told, component, calls)


def in_order(records: pd.DataFrame) -> tuple[Ints, list[str]]:
    """The order of records by id, in which all that depends on it is decided, and the ids so. Raises ValueError for an id twice."""
    ids = records["record_id"].astype(str)
    if ids.duplicated().any():
        raise ValueError(f"record_id comes twice: {sorted(ids[ids.duplicated()])[:5]}; give each record of a source its own record_key")
    ids = ids.reset_index(drop=True).sort_values()
    return ids.index.to_numpy(), ids.tolist()


def read_rows(records: pd.DataFrame, order: Ints) -> list[Keys]:
    """The keys of these rows, in this order."""
    fields = [name for name in FIELDS if name in records.columns]
    columns = zip(*(records[name].take(order).tolist() for name in fields), strict=True)
    return [read(dict(zip(fields, values, strict=True))) for values in columns]


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of cycles, of which none are made: it walks all records again and again (a tenth of the CPU time)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


Alike = tuple[Pairs, Floats, Floats]
"""Pairs, how alike each is named, and the share of their prose in common."""


def compared(columns: Columns, pairs: Pairs, groups: frozenset[str]) -> tuple[Margins, told.Found, Alike]:
    """Of pairs that may join by name the margins, where nothing forbids them; of those that do not, what may be told of one call; and
    the pairs that are near to joining by name, which count where others have joined their records' calls."""
    if not len(pairs):
        return {}, {}, (pairs, np.empty(0), np.empty(0))
    alike = scores.likeness(scores.measure(columns, pairs))
    most = alike - evidence.least(columns, pairs)
    counts, may = most >= KEPT_MARGIN, most >= 0
    near = ~may[counts]
    alike, prose = alike[counts], scores.mirrored(columns, pairs[counts])
    named = by_name(columns, (pairs[may], alike[~near], prose[~near]), groups)
    is_open = [
        named[pair] < 0 if (pair := (a, b)) in named else not joins for a, b, joins in zip(*pairs.T.tolist(), may.tolist(), strict=True)]
    return named, told.eligible(columns, pairs[is_open]), (pairs[counts][near], alike[near], prose[near])


def _side_by_side(near: Alike, component: Sequence[int]) -> Alike:
    """Those of these pairs of which both records are of one component."""
    pairs, alike, prose = near
    first = np.array(component, dtype=np.int64)
    beside = first[pairs[:, 0]] == first[pairs[:, 1]]
    return pairs[beside], alike[beside], prose[beside]


def together(named: Margins, by_told: Margins) -> Margins:
    """The greater margin of each pair, where it says more than "not alike"."""
    margins = {pair: margin for pair, margin in named.items() if margin >= KEPT_MARGIN}
    for pair, margin in by_told.items():
        if margin >= max(KEPT_MARGIN, margins.get(pair, KEPT_MARGIN)):
            margins[pair] = margin
    return margins


def clustered(keys: Sequence[Keys], margins: Margins, *, lists_once: frozenset[str], same: set[Pair], different: set[Pair]) -> list[int]:
    """For each record the first of its call."""
    return cluster(
        len(keys), margins, lambda a, b: veto(keys[a], keys[b]) is not None or told.twins(keys[a], keys[b], margins.get((a, b))),
        sources=[own.source for own in keys], lists_once=lists_once, same=same, different=different,
        explained=lambda a, b, witness: explained(keys[a], keys[b], keys[witness]),
    )


def by_name(columns: Columns, named: Alike, groups: frozenset[str]) -> Margins:
    """By how much those of these pairs that nothing forbids are named more alike than they need to be."""
    pairs, alike, prose = named
    keys = columns.keys
    return {
        (a, b): likeness - evidence.needed(keys[a], keys[b], share, groups)
        for a, b, likeness, share in zip(*pairs.T.tolist(), alike.tolist(), prose.tolist(), strict=True)
        if veto(keys[a], keys[b]) is None
    }


def judged(judgements: pd.DataFrame | None, names: Sequence[str]) -> tuple[set[Pair], set[Pair]]:
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
