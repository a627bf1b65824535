"""What a run over all records leaves for the runs after it, as frames: who has which key, how frequent words are, which
pairs are alike.

Belongs here: the frames' columns, and asking of them what a few records need. Does not belong: making them
(`resolve_changed`), and where they are kept (`warehouse/linkage_store.py`). Records are numbered from 0; a pair's lower
number is `a`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.deduplication.feature_arrays import STATED, Ints

Frames = dict[str, pd.DataFrame]

COLUMNS: dict[str, dict[str, str]] = {
    "records": {"record": "int32", "record_id": "str", "component": "int32", "call": "int32"},
    "stated": {"record": "int32", **STATED},
    "holders": {"kind": "int8", "key": "int64", "record": "int32"},
    "blocks": {"kind": "int8", "key": "int64", "records": "int64"},
    "counts": {"kind": "str", "part": "str", "records": "int64"},
    "references": {"reference": "str", "office_number": "str", "of_a_group": "bool"},
    "pairs": {
        "a": "int32",
        "b": "int32",
        "named": "float64",
        "odds": "float64",
        "told": "float64",
        "inside": "float64",
    },
    "doubts": {"a": "int32", "b": "int32", "ground": "str", "measures": "str"},
}
"""The frames by name, their columns and types.

`component`: the first record of all that joining pairs lead to; `call`: the first record of its call. `holders`: the
records that have a key of a kind, where few do; `blocks`: how many have it, where more do. `counts`: in how many
records a part stands ("" in all that were counted). `references`: official ones, the bare number that they end with,
and whether they are of a group of calls. `pairs`: margins by name, by what is told, and of those that joining pairs
lead to, with the odds that they are one call; NaN where there is none. `doubts`: pairs without odds that may be one
call by what they tell; `measures` are JSON.
"""
ALL = ""
"""The part under which all records of a kind are counted."""


@dataclass(slots=True)
class Noted:
    """What is put down while records are resolved: parts of the frames of the same names."""

    stated: pd.DataFrame = field(default_factory=pd.DataFrame)
    holders: list[pd.DataFrame] = field(default_factory=list)
    blocks: list[pd.DataFrame] = field(default_factory=list)
    counts: list[pd.DataFrame] = field(default_factory=list)

    def count(self, kind: str, total: int, spelt: Sequence[str], counts: Ints) -> None:
        """In how many of `total` records each part stands."""
        self.counts.append(
            pd.DataFrame({"kind": kind, "part": [ALL, *spelt], "records": [total, *counts[: len(spelt)].tolist()]})
        )


Ask = Callable[..., pd.DataFrame]
"""`ask(frame, column, values, kind=None)`: the rows of a frame whose column is one of the values, of one kind where
it is given.
"""


class Kept:
    """The records of an earlier run, `size` of them, without the `stale` ones (numbers), which have changed or gone
    since.
    """

    def __init__(self, size: int, stale: Sequence[int], ask: Ask) -> None:
        self.size, self.stale, self._ask = size, np.array(sorted(stale), dtype=np.int64), ask

    def blocks(self, kind: int, keys: Ints) -> tuple[Ints, Ints, Ints]:
        """How many records have each key; and of those keys that few have, row by row, the key's place and a record
        that has it.
        """
        order = np.argsort(keys)
        rows = self._fresh(self._ask("holders", "key", keys, kind=kind), "record").sort_values(["key", "record"])
        place = order[np.searchsorted(keys, rows["key"].to_numpy(), sorter=order)]
        sizes = np.bincount(place, minlength=len(keys))
        large = self._ask("blocks", "key", keys, kind=kind)
        sizes[order[np.searchsorted(keys, large["key"].to_numpy(), sorter=order)]] = large["records"].to_numpy()
        return sizes, place, rows["record"].to_numpy().astype(np.int64)

    def stated(self, records: Ints) -> dict[str, NDArray[Any]]:
        """What these records, which ascend, state in numbers: an array a column of `STATED`."""
        rows = self._ask("stated", "record", records).sort_values("record")
        return {name: rows[name].to_numpy() for name in STATED}

    def counts(self, kind: str, parts: Sequence[str]) -> tuple[int, Ints]:
        """How many records of a kind were counted, and in how many of them each part stands."""
        rows = self._ask("counts", "part", [ALL, *parts], kind=kind)
        found = dict(zip(rows["part"], rows["records"], strict=True))
        return int(found.get(ALL, 0)), np.array([found.get(part, 0) for part in parts], dtype=np.int64)

    def offices(self, numbers: Sequence[str]) -> list[str]:
        """The references that end with one of these bare numbers."""
        listed: list[str] = self._ask("references", "office_number", numbers)["reference"].tolist()
        return listed

    def groups(self, references: Sequence[str]) -> frozenset[str]:
        """Those of these references that are of a group of calls."""
        rows = self._ask("references", "reference", references)
        return frozenset(rows["reference"][rows["of_a_group"]])

    def numbers(self, record_ids: Sequence[str]) -> dict[str, int]:
        """The numbers of those of these records that are kept, the stale ones among them, by id."""
        rows = self._ask("records", "record_id", record_ids)
        return dict(zip(rows["record_id"].tolist(), rows["record"].tolist(), strict=True))

    def members(self, records: Ints) -> Ints:
        """All records to which joining pairs lead from these, the stale ones among these too."""
        components = self._ask("records", "record", records)["component"].unique()
        return np.sort(self._fresh(self._ask("records", "component", components), "record")["record"].to_numpy())

    @property
    def rivalled(self) -> Ints:
        """The records that may have been one call with a stale one, by what they told."""
        rows = pd.concat([self._ask(frame, end, self.stale) for frame in ("pairs", "doubts") for end in ("a", "b")])
        rows = rows[rows["odds"].notna() | rows["measures"].notna()]
        return np.setdiff1d(rows[["a", "b"]].to_numpy().ravel(), self.stale)

    def pairs(self, frame: str, records: Ints) -> pd.DataFrame:
        """The rows of a frame of pairs of which one end is one of these records, in order."""
        rows = pd.concat([self._ask(frame, end, records) for end in ("a", "b")])
        return self._fresh(self._fresh(rows, "a"), "b").drop_duplicates(["a", "b"]).sort_values(["a", "b"])

    def _fresh(self, rows: pd.DataFrame, column: str) -> pd.DataFrame:
        return rows[~np.isin(rows[column].to_numpy(), self.stale)] if len(self.stale) else rows
