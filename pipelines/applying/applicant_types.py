"""The kinds who may apply, as a call's facts tell them, from the same statements as the verdicts.

Belongs here: statements to `ApplicantType`. Does not belong: the verdict for the territory
(`pipelines.matching.eligibility.assessment`).
"""

from __future__ import annotations

from typing import get_args

import numpy as np

from pipelines.applying.cells import View, cell_buckets, cell_numbers, relation, view_of
from pipelines.applying.clause_reader import ClauseReading
from pipelines.applying.statements import own_words, read_statements
from pipelines.cleaning.applicants import read_applicants
from pipelines.cleaning.candidate_features import buckets_of
from pipelines.cleaning.sentences import clauses_of
from pipelines.country_groups import Groups, Mention, shipped_groups
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


def type_features(seen: View, kind: str, folded_title: str, rules: Ruled) -> tuple[list[int], list[float]]:
    """The buckets and the numbers of one kind."""
    kinds, rule = rules
    assert seen.table is not None
    named = [
        one.start for one, related in zip(seen.table.named, seen.relations(kind), strict=True) if related == "exact"
    ]
    length = max(1, len(seen.reading.folded))
    return (
        sorted(
            cell_buckets(seen, kind)
            | buckets_of(
                [
                    *(f"title {word[:6]}" for word in folded_title.split()),
                    f"rules {rule} {kind in kinds}",
                    f"rules {kind in kinds} {min(3, len(kinds))}",
                ]
            )
        ),
        [
            *cell_numbers(seen, kind),
            min(named, default=-1) / length,
            float(len(named)),
            float(length),
            float(kind in kinds),
            float(len(kinds)),
            *(float(rule == one) for one in ("eligibility", "support", "opening")),
        ],
    )


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
    rows = [type_features(seen, kind, folded_title, rules) for kind in TYPES]
    model = load("applicants")
    words: Floats = model.words.chances([buckets for buckets, _ in rows])
    trees = model.trees.chances(np.hstack([words, np.array([numbers for _, numbers in rows])]))
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
