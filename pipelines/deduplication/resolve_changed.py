"""What has changed since all records were resolved, resolved beside the kept ones: the cost follows what changed.

Belongs here: the frames that a run over all records leaves, and which of its records must be read for those that
changed. Does not belong: when all are resolved anew (`warehouse/linkage_store.py`), and how records are compared
(`resolve_all` and its stages).

New records are compared with those to which their keys lead, by the same stages; how rare words are is as counted in
the earlier run and among the new ones. Then all records to which a joining pair leads are clustered anew. What may
differ from a run over all: a key may come to twice as many records before it counts as too frequent, reports of other
languages that share no word are found by their sense in a run over all alone, and which references are of groups of
calls, and which bare numbers an office uses, is known from the earlier run and from the records that are read, no
others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pipelines.deduplication import blocking, pair_chances, paraphrase
from pipelines.deduplication.clusters import Pair, components
from pipelines.deduplication.feature_arrays import Columns, Ints, distinct
from pipelines.deduplication.features import Keys, align_references, office_number
from pipelines.deduplication.resolve_all import (
    Margins,
    Measured,
    clustered,
    compared,
    in_order,
    judged,
    measured,
    read_rows,
    together,
    uncollected,
    unseen,
    within,
)
from pipelines.deduplication.saved_index import COLUMNS, Frames, Kept, Noted
from pipelines.deduplication.thresholds import group_references

Read = Callable[[Sequence[int]], pd.DataFrame]
"""The rows of kept records by their numbers."""


def resolve_and_keep(
    records: pd.DataFrame,
    *,
    lists_once: frozenset[str] = frozenset(),
    judgements: pd.DataFrame | None = None,
) -> Frames:
    """All records resolved, as the frames of `kept`, with which later runs go on; raises what `resolve` raises."""
    noted = Noted()
    result = measured(records, lists_once=lists_once, judgements=judgements, noted=noted)
    size = len(result.names)
    kinds = (result.named, result.odds, result.told, result.inside)
    told_of = sorted({*result.margins, *result.odds})
    doubts = {pair: own for pair, own in result.found.items() if paraphrase.chance(*own) >= paraphrase.DOUBTFUL}
    frames = {
        "records": pd.DataFrame(
            {"record": range(size), "record_id": result.names, "component": result.component, "call": result.calls}
        ),
        "stated": noted.stated.assign(record=range(size)),
        **{
            name: pd.concat(parts) if parts else _frame(name, ())
            for name, parts in (("holders", noted.holders), ("blocks", noted.blocks), ("counts", noted.counts))
        },
        "references": _references(result),
        "pairs": _frame("pairs", ((*pair, *(kind.get(pair) for kind in kinds)) for pair in told_of)),
        "doubts": _frame(
            "doubts", ((*pair, ground, json.dumps(measures)) for pair, (ground, measures) in doubts.items())
        ),
    }
    return {name: frame[list(COLUMNS[name])].astype(COLUMNS[name]) for name, frame in frames.items()}


def _references(result: Measured) -> pd.DataFrame:
    held = sorted({reference for own in result.keys for reference in own.references | own.codes})
    return _frame(
        "references", ((reference, office_number(reference), reference in result.groups) for reference in held)
    )


def _frame(name: str, rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS[name]))


def resolve_changed(
    changed: pd.DataFrame,
    kept: Kept,
    read: Read,
    *,
    lists_once: frozenset[str] = frozenset(),
    judgements: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """record_id, call_id of all changed and new records, and of those kept ones whose call may be another for it.

    `changed`: rows as `resolve` takes them; what is kept of the same records, and of those that are gone, is
    `kept.stale`. The judgements are those of the earlier run.
    """
    with uncollected():
        near = _Near(changed, kept, read)
        named, odds, found, seen = _compared(near)
        every, is_open = _odds(kept, odds)
        doubts, in_doubt = _doubts(kept, found)
        is_open |= in_doubt
        touched = _touched(near, named, is_open, judgements)
        near.fetch({*touched, *_ends(every), *_ends(doubts)})
        before = kept.pairs("pairs", _kept_ones(kept, touched))
        named = _margins(before, "named") | named
        by_told = {pair: margin for pair, margin in _margins(before, "told").items() if pair not in is_open}
        anew = pair_chances.margins(near.keys, every, lists_once) | paraphrase.margins(near.keys, doubts, named)
        by_told |= {pair: margin for pair, margin in anew.items() if pair in is_open}
        seen |= set(zip(before["a"].tolist(), before["b"].tolist(), strict=True))
        return _clusters(
            near, touched, together(named, by_told, _margins(before, "inside")), seen, lists_once, judgements
        )


class _Near:
    """The changed records and the kept ones that were read for them, by number: a kept one's own; those of the
    changed are above these.
    """

    def __init__(self, changed: pd.DataFrame, kept: Kept, read: Read) -> None:
        order, names = in_order(changed) if len(changed) else (np.empty(0, dtype=np.int64), [])
        self.kept, self.read = kept, read
        self.new = [kept.size + place for place in range(len(names))]
        self.names = dict(zip(self.new, names, strict=True))
        self.keys = dict(zip(self.new, self._aligned(read_rows(changed, order)), strict=True))

    def fetch(self, numbers: Iterable[int]) -> None:
        """Read those of these kept records that were not read before."""
        missing = sorted(set(numbers) - self.keys.keys())
        if missing:
            rows = self.read(missing)
            self.names |= zip(missing, rows["record_id"].tolist(), strict=True)
            self.keys |= zip(missing, self._aligned(read_rows(rows, np.arange(len(rows)))), strict=True)

    def by_id(self, numbers: Iterable[int]) -> list[int]:
        """These numbers in the order of their records' ids, in which all that depends on it is decided."""
        return sorted(numbers, key=self.names.__getitem__)

    def _aligned(self, keys: list[Keys]) -> list[Keys]:
        held = {reference for own in keys for reference in own.references}
        numbers = sorted({office_number(reference) or reference for reference in held})
        return align_references(keys, self.kept.offices(numbers))


def _compared(near: _Near) -> tuple[Margins, pair_chances.Odds, paraphrase.Found, set[Pair]]:
    """The changed records compared with whom their keys lead to; all pairs that were compared. Pairs are given by
    number.
    """
    size, kept = len(near.new), near.kept
    if not size:
        return {}, {}, {}, set()
    pairs, rarity = blocking.near(Columns([near.keys[number] for number in near.new]), kept)
    pairs = np.where(pairs < size, pairs + kept.size, pairs - size)
    near.fetch(distinct(pairs[pairs < kept.size]).tolist())
    members = near.by_id(near.keys)
    numbers = np.array(members, dtype=np.int64)
    by_number = np.argsort(numbers)
    pairs = np.sort(by_number[np.searchsorted(numbers, pairs, sorter=by_number)], axis=1)
    columns, groups = _columns(near, members)
    best = blocking.best(columns, pairs, rarity)
    named, odds, found = compared(columns, best, groups)
    seen = set(_placed(dict.fromkeys((a, b) for a, b in best.tolist()), members))
    return _placed(named, members), _placed(odds, members), _placed(found, members), seen


def _columns(near: _Near, members: Sequence[int]) -> tuple[Columns, frozenset[str]]:
    """The columns of these records, and which references are of groups of calls."""
    kept = near.kept
    counted = kept.numbers([near.names[number] for number in near.new])  # in another version, of much the same words
    new = [place for place, number in enumerate(members) if number >= kept.size and near.names[number] not in counted]
    columns = Columns([near.keys[number] for number in members], kept=kept, new=new)
    return columns, group_references(columns.keys) | kept.groups(columns.official_spelt)


def _odds(kept: Kept, odds: pair_chances.Odds) -> tuple[pair_chances.Odds, set[Pair]]:
    """The odds of pairs of changed records, of all that may rival them, and of these ones' rivals; and the pairs of
    which it is open anew whether they join."""
    beside = _margins(kept.pairs("pairs", _kept_ones(kept, [*_ends(odds), *kept.rivalled.tolist()])), "odds")
    rivals = _margins(kept.pairs("pairs", _kept_ones(kept, _ends(beside))), "odds")
    return {**rivals, **beside, **odds}, {*beside, *odds}


def _doubts(kept: Kept, found: paraphrase.Found) -> tuple[paraphrase.Found, set[Pair]]:
    """Pairs that may be one call by what they tell, with all that may rival them; and those of which it is open anew
    whether they are.
    """
    doubts = {pair: own for pair, own in found.items() if paraphrase.chance(*own) >= paraphrase.DOUBTFUL}
    beside = _found(kept.pairs("doubts", _kept_ones(kept, [*_ends(doubts), *kept.rivalled.tolist()])))
    rivals = _found(kept.pairs("doubts", _kept_ones(kept, _ends(beside))))
    return {**rivals, **beside, **doubts}, {*beside, *doubts}


def _touched(near: _Near, named: Margins, is_open: Collection[Pair], judgements: pd.DataFrame | None) -> list[int]:
    """The changed records, and all kept ones to which a joining pair leads from one whose pairs have changed."""
    kept, joined = near.kept, [pair for pair, margin in named.items() if margin >= 0]
    led_to = [*_ends(joined), *_ends(is_open), *kept.stale.tolist()]
    if judgements is not None:
        new = {near.names[number] for number in near.new}
        beside = judgements[judgements["record_a"].isin(new) | judgements["record_b"].isin(new)]
        led_to += kept.numbers([*beside["record_a"], *beside["record_b"]]).values()
    return [*near.new, *kept.members(_kept_ones(kept, led_to)).tolist()]


def _clusters(
    near: _Near,
    touched: Iterable[int],
    margins: Margins,
    seen: set[Pair],
    lists_once: frozenset[str],
    judgements: pd.DataFrame | None,
) -> pd.DataFrame:
    """The calls of the touched records, clustered anew."""
    members = near.by_id(touched)
    place = {number: place for place, number in enumerate(members)}
    names = [near.names[number] for number in members]
    inside = _placed({(a, b): margin for (a, b), margin in margins.items() if a in place and b in place}, place)
    same, different = judged(judgements, names)
    component = components(len(members), [*(pair for pair, margin in inside.items() if margin >= 0), *sorted(same)])
    known = set(_placed(dict.fromkeys(pair for pair in seen if pair[0] in place and pair[1] in place), place))
    if len(missing := unseen(component, known)):
        columns, groups = _columns(near, members)
        inside = together(inside, within(columns, missing, groups))
    calls = clustered(
        [near.keys[number] for number in members], inside, lists_once=lists_once, same=same, different=different
    )
    return pd.DataFrame({"record_id": names, "call_id": [names[first] for first in calls]}, dtype="str")


def _placed(by_pair: Mapping[Pair, Any], place: Mapping[int, int] | Sequence[int]) -> dict[Pair, Any]:
    """The same by other numbers, the lower first."""
    return {(min(ends), max(ends)): value for (a, b), value in by_pair.items() if (ends := (place[a], place[b]))}


def _margins(pairs: pd.DataFrame, name: str) -> Margins:
    """One margin of the kept pairs that have it."""
    stated = pairs[["a", "b", name]].dropna()
    return {(a, b): margin for a, b, margin in zip(*(stated[column].tolist() for column in stated), strict=True)}


def _found(doubts: pd.DataFrame) -> paraphrase.Found:
    columns = (doubts[name].tolist() for name in ("a", "b", "ground", "measures"))
    return {(a, b): (ground, json.loads(measures)) for a, b, ground, measures in zip(*columns, strict=True)}


def _ends(pairs: Iterable[Pair]) -> list[int]:
    return [number for pair in pairs for number in pair]


def _kept_ones(kept: Kept, numbers: Iterable[int]) -> Ints:
    return np.array(sorted({number for number in numbers if number < kept.size}), dtype=np.int64)
