"""What columns tell of a million pairs is never more than the rules say of each."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipelines.deduplication import name_similarity, thresholds
from pipelines.deduplication.feature_arrays import Bags, Columns, bags, distinct
from pipelines.deduplication.features import Keys, read
from pipelines.deduplication.vetoes import veto

WORDS = ["river", "school", "harbour", "bridge", "forest", "fund"]
PROSE = "The {word} office of Lagoverde supports {word} works. Third round. Deadline {day}, extended. " * 4


def some_record(rng: random.Random) -> Keys:
    """A record that states little, much, or nonsense."""
    day = f"{rng.choice([2026, 2027])}-{rng.randint(1, 12):02}-{rng.choice(['03', '04', '25'])}"
    fields: dict[str, list[Any]] = {
        "source_id": ["one", "two", None],
        "title": [
            " ".join(rng.sample(WORDS, 3)),
            f"{rng.choice(WORDS)} fund 2026",
            "fund 2025/26",
            f"fund {day}",
            "fund 2021-2027: call 2026",
            "Lot 2 river",
            "Lot 1b river",
            "Lots 1, 2",
            "Phase II fund",
            "3rd call fund",
            "XYZ-26-01-04 fund",
            "XYZ-26-01-05 fund",
            "",
        ],
        "funder": [None, "Lagoverde Office", "LVO", "Lagoverde Foundation", "Brisa Foundation"],
        "summary": [None, "By Somebody", PROSE.format(word=rng.choice(WORDS), day=day)],
        "reference": [None, "LV-26-01", ["LV-26-01", "LV-26-02"], ["LV-26-02"], "XYZ-26-01-04"],
        "year": [None, 2026, "2025", "26", "2021-2027"],
        "edition": [None, "2026", "3"],
        "deadline": [None, day, [day, "2026-11-30"], "2026-06-03"],
        "amount_max": [None, 5000, 7000],
        "currency": ["EUR", "USD", None],
        "url": [
            None,
            "https://a.example/x/y",
            "https://a.example/x/y/z",
            f"https://a.example/x/{rng.choice(WORDS)}",
            "https://b.example/q?n=1",
        ],
        "language": ["es", "en", None],
    }
    return read({name: rng.choice(values) for name, values in fields.items()})


@pytest.fixture(scope="module")
def keys() -> list[Keys]:
    rng = random.Random(20260302)
    return [some_record(rng) for _ in range(220)]


@pytest.fixture(scope="module")
def pairs(keys: list[Keys]) -> np.ndarray:
    return np.array(list(combinations(range(len(keys)), 2)))


def test_no_pair_is_parted_that_the_vetoes_spare(keys: list[Keys], pairs: np.ndarray) -> None:
    kept = Columns(keys).together(pairs[:, 0], pairs[:, 1])
    spared = {place for place, (a, b) in enumerate(pairs.tolist()) if veto(keys[a], keys[b]) is None}
    assert spared <= set(kept.tolist())
    assert len(spared) < len(kept) < len(pairs) / 2


def test_no_pair_needs_less_than_the_least(keys: list[Keys], pairs: np.ndarray) -> None:
    columns = Columns(keys)
    least = thresholds.least(columns, pairs).tolist()
    prose = name_similarity.mirrored(columns, pairs).tolist()
    needs = [
        thresholds.needed(keys[a], keys[b], share, frozenset())
        for (a, b), share in zip(pairs.tolist(), prose, strict=True)
    ]
    assert all(low <= need for low, need in zip(least, needs, strict=True))
    assert len({low for low, need in zip(least, needs, strict=True) if low == need}) > 2


def test_bags_have_in_common_what_sets_have() -> None:
    rng = random.Random(3)
    sets = [set(rng.sample(WORDS, rng.randint(0, 4))) for _ in range(30)]
    own, names = bags(sets)
    left, right = (np.array(side) for side in zip(*combinations(range(30), 2), strict=True))
    found: list[set[str]] = [set() for _ in left]
    for part in own.common(left, right).tolist():
        found[part // own.size].add(names[part % own.size])
    assert found == [sets[a] & sets[b] for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    assert own.share(left, right).tolist() == [bool(each) for each in found]


def test_nothing_has_nothing_in_common() -> None:
    none = np.empty(0, dtype=np.int64)
    empty, _ = bags([set(), set()])
    assert isinstance(empty, Bags)
    assert empty.share(np.array([0]), np.array([1])).tolist() == [False]
    assert empty.common(none, none).tolist() == []
    assert distinct(np.array([3, 1, 3, 2])).tolist() == [1, 2, 3]
    assert distinct(none).tolist() == []
    assert Columns([]).together(none, none).tolist() == []


ASKED = """
import json, sys, pandas as pd
from pipelines.language import sentence_vectors
from pipelines.deduplication.resolve_all import measured
sentence_vectors.version = lambda: None
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
print(sorted(measured(pd.DataFrame(rows).drop(columns=["cluster_id"])).margins.items()))
"""


def test_every_process_finds_the_same_to_the_last_digit() -> None:
    """Sets have another order in each, and a catalogue is rebuilt in another process than it was made in."""

    def margins(seed: str) -> str:
        command = [sys.executable, "-c", ASKED, str(Path(__file__).parent / "told_reports.jsonl")]
        done = subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert margins("1") == margins("2") != "[]\n"
