"""Which records are one call, under which lasting id, and what the call says when they disagree.

Belongs here, a file each: what is compared (`keys`, `ordinals`, `rounds`, `countries`, `subjects`), which pairs (`candidates`), what
forbids (`vetoes`), how alike (`scores`), how alike it must be (`evidence`), reports in other words (`told`), clusters (`clusters`),
lasting ids (`identity`), one record of many (`merging`), what people should look at (`review`).
Does not belong: funds and editions (`pipelines/funds.py`), which are never merged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipelines.deduplication import candidates, evidence, scores, told
from pipelines.deduplication.clusters import Pair, cluster
from pipelines.deduplication.identity import Identity, assign_ids
from pipelines.deduplication.keys import Keys, align_references, read, text_of
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
    call_of = {name: result.names[first] for name, first in zip(result.names, result.calls, strict=True)}
    calls = pd.Series([call_of[name] for name in records["record_id"].astype(str)], index=records.index, dtype="str")
    return pd.DataFrame({"record_id": records["record_id"], "call_id": calls}).reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class Measured:
    """How records were resolved, in order of their ids: `names` are the ids, `calls` the place of each one's call's first record."""

    names: list[str]
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
    ordered = records.assign(_id=ids).sort_values("_id", kind="stable")
    names = ordered["_id"].tolist()
    rows = _rows(ordered)
    keys = align_references([read(row) for row in rows])
    same, different = _judged(judgements, {name: place for place, name in enumerate(names)})
    margins = _margins(keys, lambda place: told.line_of(text_of(rows[place].get("title")), text_of(rows[place].get("summary"))))
    sources = [own.source for own in keys]
    calls = cluster(
        len(keys), margins, lambda a, b: veto(keys[a], keys[b]) is not None or told.twins(keys[a], keys[b], margins.get((a, b))),
        sources=sources, lists_once=lists_once, same=same, different=different,
        explained=lambda a, b, witness: explained(keys[a], keys[b], keys[witness]),
    )
    return Measured(names, sources, keys, margins, calls)


def _rows(records: pd.DataFrame) -> list[Mapping[str, Any]]:
    columns = {name: records[name].tolist() for name in FIELDS if name in records.columns}
    return [{name: values[place] for name, values in columns.items()} for place in range(len(records))]


def _margins(keys: list[Keys], lines: Callable[[int], str]) -> dict[Pair, float]:
    """By how much each candidate pair that nothing forbids is more alike than it needs to be."""
    found = candidates.pairs(keys)
    allowed = found[[veto(keys[a], keys[b]) is None for a, b in found.tolist()]] if len(found) else found
    measures = scores.measure(keys, allowed)
    if not measures:
        return {}
    alike = scores.likeness(measures).tolist()
    prose = measures["prose"].tolist()
    groups = evidence.group_references(keys)
    by_name = {
        (a, b): alike[place] - evidence.needed(keys[a], keys[b], prose[place], groups) for place, (a, b) in enumerate(allowed.tolist())
    }
    by_tale = told.margins(told.Tales(keys), by_name, lines)
    margins = {pair: max(margin, by_tale.get(pair, margin)) for pair, margin in by_name.items()}
    return {pair: margin for pair, margin in margins.items() if margin >= KEPT_MARGIN}


def _judged(judgements: pd.DataFrame | None, places: Mapping[str, int]) -> tuple[set[Pair], set[Pair]]:
    """People's pairs by judgement; records that are not there (any more) are passed over."""
    pairs: dict[str, set[Pair]] = {"same": set(), "different": set()}
    if judgements is None:
        return pairs["same"], pairs["different"]
    for a, b, word in judgements[["record_a", "record_b", "judgement"]].astype(str).itertuples(index=False):
        if word not in pairs:
            raise ValueError(f'judgements: judgement of {a} and {b} is "{word}"; write same or different')
        if a in places and b in places and a != b:
            pairs[word].add((min(places[a], places[b]), max(places[a], places[b])))
    if both := sorted(pairs["same"] & pairs["different"]):
        names = {place: name for name, place in places.items()}
        raise ValueError(f"judgements: {names[both[0][0]]} and {names[both[0][1]]} are judged same and different; keep one of the lines")
    return pairs["same"], pairs["different"]
