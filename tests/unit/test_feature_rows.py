"""Features hashed together are those that their names hash to one by one."""

from __future__ import annotations

from array import array
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.language.feature_hashes import LONGEST, buckets_of, code_of
from pipelines.language.feature_rows import WordRows, parts_of_rows, rows_together, zone
from pipelines.models import load_trees

FULL = zone("S", "S2", far="Sfar", reach=5, first="F", placed=3, three="S3", threes=3)
PAIRS = zone(None, "Q2")
WORDS = st.lists(st.text("abß°<é", min_size=1, max_size=LONGEST), max_size=9)


def named(words: list[str]) -> set[int]:
    """The buckets of a row of words in the full zone, name by name."""
    names = [f"S {word}" for word in words] + [f"S2 {one} {two}" for one, two in pairwise(words)]
    names += [f"Sfar {one} {two}" for at, one in enumerate(words) for two in words[at + 2 : at + 6]]
    names += [f"F{number} {word}" for number, word in enumerate(words[:3])]
    names += [f"S3 {a} {b} {c}" for a, b, c in list(zip(words, words[1:], words[2:], strict=False))[:3]]
    return buckets_of(names)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4))
def test_rows_hashed_together_are_their_names_hashed_alone(texts: list[list[str]]) -> None:
    rows = WordRows()
    for part, words in enumerate(texts):
        codes = array("q", [code_of(word) for word in words])
        rows.add(part, FULL, codes)
        rows.add(part, PAIRS, codes)
    parts, buckets = rows.hashed()
    found = list(rows_together(parts, buckets, len(texts)))
    for words, own in zip(texts, found, strict=True):
        assert own.tolist() == sorted(named(words) | buckets_of(f"Q2 {one} {two}" for one, two in pairwise(words)))
    both = parts_of_rows(parts, buckets, [list(range(len(texts))), []])
    assert [len(own) for own in both] == [len(set().union(*(own.tolist() for own in found))), 0]


def test_trees_asked_all_at_once_say_what_they_say_step_by_step() -> None:
    for name in ("days", "last_days", "verdict"):
        trees = load_trees(name)
        numbers = np.random.default_rng(0).choice(
            trees.threshold[np.isfinite(trees.threshold)], size=(40, int(trees.column.max()) + 1)
        )
        if trees.absent_left is not None:
            numbers[::3, ::2] = np.nan
        assert trees.by_answers is not None
        assert (trees.by_answers.values(trees, numbers) == trees.flat.values(trees, numbers)).all()
