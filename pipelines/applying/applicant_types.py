"""The kinds who may apply, as a call's facts tell them, from the same statements as the verdicts.

Belongs here: statements to `ApplicantType`. Does not belong: the verdict for the territory
(`pipelines.matching.eligibility.assessment`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np

from pipelines.applying.cells import View, cell_numbers, cell_rows, relation, view_of
from pipelines.applying.clause_reader import ClauseReading
from pipelines.applying.statements import own_words, read_statements
from pipelines.cleaning.applicants import read_applicants
from pipelines.cleaning.sentences import clauses_of
from pipelines.country_groups import Groups, Mention, shipped_groups
from pipelines.language.feature_rows import HashedRows
from pipelines.models import Floats, load
from pipelines.records import ApplicantType

TYPES: tuple[ApplicantType, ...] = get_args(ApplicantType)
NAMED = ("exact", "narrowed", "all", "wider", "perhaps")
SURE = 0.42


def anywhere(mention: Mention) -> bool:
    """Kinds are told whatever the country."""
    return True


Ruled = tuple[frozenset[str], str]  # the kinds that the rules read, and by which rule


def ruled(reading: ClauseReading) -> Ruled:
    """What the rules of words read, as features: never a gate."""
    kinds, _, rule = read_applicants(clauses_of(reading.folded, reading.text))
    return frozenset(kinds), rule


def type_features(
    seen: View, folded_title: str, rules: Ruled, types: Sequence[str] = TYPES
) -> tuple[HashedRows, Floats]:
    """The buckets and the numbers of every kind, a row each."""
    kinds, rule = rules
    assert seen.table is not None
    title = [f"title {word[:6]}" for word in folded_title.split()]
    length = max(1, len(seen.reading.folded))
    names, numbers = [], []
    for kind in types:
        told = kind in kinds
        named = [
            one.start for one, related in zip(seen.table.named, seen.relations(kind), strict=True) if related == "exact"
        ]
        names.append([f"rules {rule} {told}", f"rules {told} {min(3, len(kinds))}"])
        numbers.append(
            [
                min(named, default=-1) / length,
                float(len(named)),
                float(length),
                float(told),
                float(len(kinds)),
                *(float(rule == one) for one in ("eligibility", "support", "opening")),
            ]
        )
    return cell_rows(seen, types, names, title), np.hstack([cell_numbers(seen, types), np.array(numbers)])


def told_types(
    text: str, folded_title: str = "", groups: Groups | None = None
) -> tuple[list[ApplicantType], str, dict[ApplicantType, float]]:
    """The kinds who may apply in the order of `ApplicantType`, the words that say so, and the chance of each."""
    reading, statements = read_statements(text, groups or shipped_groups())
    seen = view_of(reading, statements, anywhere, words_too=False)
    chances = type_chances(seen, folded_title)
    found = [kind for kind in TYPES if chances[kind] >= SURE] if statements else []
    words = _words(seen, found)
    return found, words, chances


def type_chances(seen: View, folded_title: str) -> dict[ApplicantType, float]:
    """The chance of each kind that it may apply."""
    rules = ruled(seen.reading)
    rows, numbers = type_features(seen, folded_title, rules)
    model = load("applicants")
    words: Floats = model.words.chances(rows)
    trees = model.trees.chances(np.hstack([words, numbers]))
    return dict(zip(TYPES, map(float, (words + trees)[:, 1] / 2), strict=True))


def _words(seen: View, found: list[ApplicantType]) -> str:
    """The clause that most surely says of one of the kinds that it may apply."""
    best, said = -1.0, None
    for statement in seen.statements:
        named = [
            says.chances["may"]
            for says in statement.kinds
            if any(relation(says.named, kind) in NAMED for kind in found)
        ]
        # where no words for a kind stand, the clause that tells most of applicants
        weight = 1.0 + max(named) if named else 1.0 - statement.chances["none"]
        if weight > best:
            best, said = weight, statement
    return own_words(seen.reading, said.clause) if said is not None else ""
