"""All records resolved: the stages of `pipelines/deduplication` in their order.

Belongs here: the order of the stages, from rows to clusters. Does not belong: what a stage does, and what is kept for
later runs (`resolve_changed`).
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.deduplication import blocking, name_similarity, pair_chances, paraphrase, thresholds
from pipelines.deduplication.blocking import Pairs
from pipelines.deduplication.clusters import Pair, cluster, components
from pipelines.deduplication.feature_arrays import Columns, Ints
from pipelines.deduplication.features import Keys, align_references, read
from pipelines.deduplication.saved_index import Noted
from pipelines.deduplication.vetoes import explained, veto

FIELDS = (
    "source_id",
    "title",
    "funder",
    "funder_id",
    "programme",
    "summary",
    "reference",
    "year",
    "edition",
    "deadline",
    "amount_max",
    "currency",
    "url",
    "language",
    "published_on",
    "first_seen_on",
    "last_seen_on",
    "places",
)
KEPT_MARGIN = -0.35
"""Pairs less alike than this say nothing more than "not alike"."""
BESIDE = 300
"""Of the records to which joining pairs lead from one, so many are compared with it."""


def resolve(
    records: pd.DataFrame,
    *,
    lists_once: frozenset[str] = frozenset(),
    judgements: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The provisional cluster of every record: record_id, call_id (the least record_id of its cluster, as text).

    The order of rows does not matter. Raises ValueError for a record_id that comes twice, and for a judgement of two
    records that is neither "same" nor "different", or both.
    """
    result = measured(records, lists_once=lists_once, judgements=judgements)
    calls = np.empty(len(records), dtype=object)
    calls[result.order] = [result.names[first] for first in result.calls]
    return pd.DataFrame(
        {"record_id": records["record_id"].reset_index(drop=True), "call_id": pd.Series(calls, dtype="str")}
    )


Margins = dict[Pair, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """How records were resolved, in order of their ids.

    `names` are the ids, `order` the rows in which they stand, `component` the place of the first record of all that
    joining pairs lead to, `calls` that of its call. `groups`: the references of groups of calls; `named`: margins by
    name; `odds`: those of pairs of which one says when it was published, `found` what others tell of one call, and
    `told` margins by both; `inside`: margins of pairs that were compared because joining pairs lead from one to the
    other.
    """

    names: list[str]
    order: Ints
    keys: list[Keys]
    groups: frozenset[str]
    named: Margins
    odds: pair_chances.Odds
    found: paraphrase.Found
    told: Margins
    inside: Margins
    component: list[int]
    calls: list[int]

    @property
    def margins(self) -> Margins:
        """By how much pairs are more alike than they need to be."""
        return together(self.named, self.told, self.inside)


def measured(
    records: pd.DataFrame,
    *,
    lists_once: frozenset[str] = frozenset(),
    judgements: pd.DataFrame | None = None,
    noted: Noted | None = None,
) -> Measured:
    """What `resolve` finds, with what it rests on; raises what `resolve` raises. `noted`: where what later runs need
    is put.
    """
    order, names = in_order(records)
    same, different = judged(judgements, names)
    with uncollected():
        keys = align_references(read_rows(records, order))
        columns = Columns(keys, noted=noted)
        groups = thresholds.group_references(keys)
        pairs = blocking.pairs(columns)
        named, odds, found = compared(columns, pairs, groups)
        by_told = pair_chances.margins(keys, odds, lists_once) | paraphrase.margins(keys, found, named)
        joined = (pair for pair, margin in together(named, by_told).items() if margin >= 0)
        component = components(len(keys), [*joined, *sorted(same)])
        inside = within(columns, unseen(component, {(a, b) for a, b in pairs.tolist()}), groups)
        calls = clustered(keys, together(named, by_told, inside), lists_once=lists_once, same=same, different=different)
    return Measured(names, order, keys, groups, named, odds, found, by_told, inside, component, calls)


def in_order(records: pd.DataFrame) -> tuple[Ints, list[str]]:
    """The order of records by id, in which all that depends on it is decided, and the ids so. Raises ValueError for
    an id twice.
    """
    ids = records["record_id"].astype(str)
    if ids.duplicated().any():
        raise ValueError(
            f"record_id comes twice: {sorted(ids[ids.duplicated()])[:5]}; give each record of a source its own"
            " record_key"
        )
    ids = ids.reset_index(drop=True).sort_values()
    return ids.index.to_numpy(), ids.tolist()


def read_rows(records: pd.DataFrame, order: Ints) -> list[Keys]:
    """The keys of these rows, in this order."""
    fields = [name for name in FIELDS if name in records.columns]
    columns = zip(*(records[name].take(order).tolist() for name in fields), strict=True)
    return [read(dict(zip(fields, values, strict=True))) for values in columns]


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of cycles, of which none are made: it walks all records again and again (a tenth of the
    CPU time).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def compared(
    columns: Columns, pairs: Pairs, groups: frozenset[str]
) -> tuple[Margins, pair_chances.Odds, paraphrase.Found]:
    """The margins by name of pairs that are near to joining by it; of those that do not join so the odds that they tell
    of one call, where one says when it was published, else what may be told of one call. Pairs that something forbids
    have nothing."""
    if not len(pairs):
        return {}, {}, {}
    keys, measures = columns.keys, name_similarity.measure(columns, pairs)
    alike = name_similarity.likeness(measures)
    near = np.flatnonzero(alike - thresholds.least(columns, pairs) >= KEPT_MARGIN)
    prose = name_similarity.mirrored(columns, pairs[near])
    named = {
        (a, b): likeness - thresholds.needed(keys[a], keys[b], share, groups)
        for (a, b), likeness, share in zip(pairs[near].tolist(), alike[near].tolist(), prose.tolist(), strict=True)
        if veto(keys[a], keys[b]) is None
    }
    is_open = np.array([named.get((a, b), -1.0) < 0 for a, b in pairs.tolist()], dtype=bool)
    dated = is_open & columns.published[pairs].any(axis=1)
    odds = pair_chances.odds(columns, pairs[dated], {name: values[dated] for name, values in measures.items()})
    return named, odds, paraphrase.eligible(columns, pairs[is_open & ~dated])


def unseen(component: Sequence[int], seen: Container[Pair]) -> Pairs:
    """The pairs of records of one component that are not among those seen; of a large one each record's with the
    `BESIDE` after it.
    """
    members: defaultdict[int, list[int]] = defaultdict(list)
    for place, first in enumerate(component):
        members[first].append(place)
    pairs = [
        (a, b)
        for group in members.values()
        if len(group) > 2
        for place, a in enumerate(group)
        for b in group[place + 1 : place + 1 + BESIDE]
        if (a, b) not in seen
    ]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def within(columns: Columns, pairs: Pairs, groups: frozenset[str]) -> Margins:
    """The margins of pairs to which joining pairs lead."""
    named, odds, found = compared(columns, pairs, groups)
    return together(
        named,
        {pair: pair_chances.margin_of(each) for pair, each in odds.items()},
        {pair: paraphrase.chance(*each) - paraphrase.NEEDED for pair, each in found.items()},
    )


def together(*margins: Margins) -> Margins:
    """The greatest margin of each pair, where it says more than "not alike"."""
    found: Margins = {}
    for each in margins:
        for pair, margin in each.items():
            if margin >= max(KEPT_MARGIN, found.get(pair, KEPT_MARGIN)):
                found[pair] = margin
    return found


def clustered(
    keys: Sequence[Keys], margins: Margins, *, lists_once: frozenset[str], same: set[Pair], different: set[Pair]
) -> list[int]:
    """For each record the first of its call."""
    return cluster(
        len(keys),
        margins,
        lambda a, b: veto(keys[a], keys[b]) is not None or paraphrase.twins(keys[a], keys[b], margins.get((a, b))),
        sources=[own.source for own in keys],
        lists_once=lists_once,
        same=same,
        different=different,
        explained=lambda a, b, witness: explained(keys[a], keys[b], keys[witness]),
    )


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
        raise ValueError(
            f"judgements: {names[both[0][0]]} and {names[both[0][1]]} are judged same and different; keep one of the"
            " lines"
        )
    return pairs["same"], pairs["different"]
