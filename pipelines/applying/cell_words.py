"""The named features of statements as buckets: what each clause says to a kind of applicant to which its kinds are so
related.

Belongs here: the names, for all statements of a text at once. A text's statements are asked for in many variants (eleven
kinds of applicants, each related to the named kinds in its own way), so their words, pairs of words and words around
marks are hashed together, as arrays. Does not belong: numbers, and what is related how (`cells`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from pipelines.applying.clause_reader import ClauseReading
from pipelines.applying.scope import cues_of
from pipelines.applying.statements import Statement
from pipelines.language.feature_hashes import Buckets, code_of, known_buckets
from pipelines.language.feature_rows import behind, joined, names_of
from pipelines.language.senses import sense_of

LETS_IN = frozenset({"exact", "narrowed", "all", "wider", "perhaps"})  # relations of a statement that is about the kind
_ABOVE = 14  # words of what stands over a clause
# what stands before and behind a mark: by senses, by cues
_SENSES_BEFORE, _SENSES_AFTER, _CUES_BEFORE, _CUES_AFTER = range(-5, 0), range(1, 5), range(-8, 0), range(1, 7)
_FAMILIES = ("1", "2", "c1", "c2", "c<", "c>", "<", ">")
_ZONES = names_of(*(zone + family for zone in ("m", "o") for family in _FAMILIES))
_CUE, _CUE_PAIR, _SENSE, _SENSE_PAIR, _BEFORE_SENSE, _AFTER_SENSE, _BEFORE_CUE, _AFTER_CUE = range(len(_FAMILIES))


class _TermCodes(dict[str, int]):
    """Cues, senses and marks by their codes; a mark's has a bit of its own."""

    def __missing__(self, term: str) -> int:
        self[term] = found = code_of(term) | (_MARK if term[0] == "<" else 0)
        return found


_MARK = 1 << 62
_codes = _TermCodes()


@lru_cache(maxsize=50_000)
def _told(word: str) -> tuple[tuple[int, ...], int | None]:
    """The codes of a word's cues and of its sense."""
    sense = sense_of(word)
    return tuple(_codes[cue] for cue in cues_of(word)), None if sense is None else _codes[sense]


@dataclass(slots=True)
class Skeleton:
    """A statement's cues and senses in a row, as codes; at the places in `row_gaps` and `sense_gaps` stands what one of
    its kinds is to the applicant."""

    tag: str
    roles: list[str]
    places: list[str]
    above: list[str]
    row: list[int] = field(default_factory=list)
    senses: list[int] = field(default_factory=list)
    row_gaps: list[tuple[int, int]] = field(default_factory=list)
    sense_gaps: list[tuple[int, int]] = field(default_factory=list)

    def filled(self, related: Sequence[str]) -> tuple[list[int], list[int]]:
        """Cues and senses with what the kinds are to the applicant."""
        if not self.row_gaps:
            return self.row, self.senses
        row, senses, marks = self.row.copy(), self.senses.copy(), [_codes[f"<{one}>"] for one in related]
        for place, kind in self.row_gaps:
            row[place] = marks[kind]
        for place, kind in self.sense_gaps:
            senses[place] = marks[kind]
        return row, senses


def _likeliest(chances: Mapping[str, float]) -> str:
    return max(chances, key=chances.__getitem__)


def skeleton(reading: ClauseReading, statement: Statement, marks: Mapping[int, str], sides: Sequence[str]) -> Skeleton:
    """A statement for all its variants; `marks`: what the text's places are to the country, `sides`: of its own."""
    clause, starts, forms = statement.clause, reading.starts, reading.forms
    found = Skeleton(
        _likeliest(statement.chances),
        [_likeliest(says.chances) for says in statement.kinds],
        [f"{side} {_likeliest(place.chances)}" for side, place in zip(sides, statement.places, strict=True)],
        list(
            dict.fromkeys(
                cue for span in clause.over[:1] for word in reading.words(span)[:_ABOVE] for cue in cues_of(word)
            )
        ),
    )
    kinds = {says.named.start: number for number, says in enumerate(statement.kinds)}
    row, senses = found.row, found.senses
    for at in range(bisect_left(starts, clause.start), bisect_left(starts, clause.end)):
        kind = kinds.get(starts[at])
        if kind is not None:
            found.row_gaps.append((len(row), kind))
            found.sense_gaps.append((len(senses), kind))
            row.append(-1)
            senses.append(-1)
            continue
        form = forms[at]
        mark = marks.get(starts[at]) or (form if form[0] == "<" else None)
        if mark is not None:
            row.append(_codes[mark])
            senses.append(_codes[mark])
            continue
        cues, sense = _told(form)
        if cues:
            last = row[-2:]
            row += [cue for cue in cues if cue not in last]
        if sense is not None:
            senses.append(sense)
    return found


def variant_buckets(variants: Sequence[tuple[Skeleton, tuple[str, ...]]]) -> tuple[Buckets, Buckets]:
    """Of statements, each with what its kinds are to an applicant: for every feature the number of its variant and its
    bucket, in no order."""
    row, senses = list[int](), list[int]()
    row_counts, sense_counts = list[int](), list[int]()
    others, other_counts = list[int](), list[int]()
    zones = list[int]()
    for told, related in variants:
        own_row, own_senses = told.filled(related)
        row += own_row
        senses += own_senses
        row_counts.append(len(own_row))
        sense_counts.append(len(own_senses))
        mine = not LETS_IN.isdisjoint(related)
        zones.append(_ZONES if mine else _ZONES + len(_FAMILIES))
        own = known_buckets(_names(told, related, mine))
        others += own
        other_counts.append(len(own))
    numbers = np.arange(len(variants))
    zone = np.array(zones, dtype=np.int64)
    rows_of, senses_of = numbers.repeat(row_counts), numbers.repeat(sense_counts)
    cues, words = np.array(row, dtype=np.int64), np.array(senses, dtype=np.int64)
    parts = [
        _pairs(cues, rows_of, _CUE_PAIR),
        _pairs(words, senses_of, _SENSE_PAIR),
        _around(words, senses_of, _SENSES_BEFORE, _BEFORE_SENSE),
        _around(words, senses_of, _SENSES_AFTER, _AFTER_SENSE),
        _around(cues, rows_of, _CUES_BEFORE, _BEFORE_CUE),
        _around(cues, rows_of, _CUES_AFTER, _AFTER_CUE),
    ]
    first, second, family, of = (np.concatenate(part) for part in zip(*parts, strict=True))
    codes = np.concatenate([cues & ~_MARK, words & ~_MARK, joined(first & ~_MARK, second & ~_MARK)])
    family = np.concatenate([np.full(len(cues), _CUE), np.full(len(words), _SENSE), family])
    of = np.concatenate([rows_of, senses_of, of])
    return (
        np.concatenate([of, numbers.repeat(other_counts)]),
        np.concatenate([behind(family + zone.take(of), codes), np.array(others, dtype=np.int64)]),
    )


_Pairs = tuple[Buckets, Buckets, Buckets, Buckets]  # of pairs: first, second, family, whose


def _pairs(codes: Buckets, of: Buckets, family: int) -> _Pairs:
    """Each term with the next."""
    at = np.flatnonzero(of[1:] == of[:-1])
    return codes.take(at), codes.take(at + 1), np.full(len(at), family), of.take(at)


def _around(codes: Buckets, of: Buckets, places: range, family: int) -> _Pairs:
    """Each mark with what stands so far from it, in the order of the text."""
    marks = np.flatnonzero(codes & _MARK)
    other = (marks[:, None] + np.array(places)).ravel()
    marks = marks.repeat(len(places))
    held = (other >= 0) & (other < len(codes))
    marks, other = marks[held], other[held]
    held = of.take(marks) == of.take(other)
    marks, other = marks[held], other[held]
    first, second = (other, marks) if places.start < 0 else (marks, other)
    return codes.take(first), codes.take(second), np.full(len(marks), family), of.take(marks)


def _names(told: Skeleton, related: tuple[str, ...], mine: bool) -> list[str]:
    """The names that are few: of the tag, of the kinds with their roles and places, of what stands over the clause."""
    names = [f"t {told.tag}", f"t {told.tag} {mine}"]
    for one, role in zip(related, told.roles, strict=True):
        names += [f"r {one} {role}", f"r {one} {role} {told.tag}"]
        names += [f"rp {one} {role} {place}" for place in told.places]
    if told.above:
        zone = "m" if mine else "o"
        names += [f"{zone}h {cue} {one}" for cue in told.above for one in set(related) or ("-",)]
    return names
