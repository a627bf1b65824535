"""Statements: what each clause of a text does, and what it says of each kind of applicant and each place that it names,
with chances.

Belongs here: a text to statements, by the learned models and the words of scope. Does not belong: what statements mean
for one applicant (`cells`), the verdict (`pipelines.matching`), the kinds of a call's facts (`applicant_types`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.applying.clause_features import ClauseFeatures
from pipelines.applying.clause_reader import (
    MAX_CHARACTERS,
    Clause,
    ClauseReading,
    read_clauses,
)
from pipelines.applying.kind_words import Named
from pipelines.applying.scope import PRONOUN_ANSWER, pattern
from pipelines.country_groups import Groups, Mention
from pipelines.language.feature_rows import HashedRows
from pipelines.language.normalisation import normalise
from pipelines.models import Floats, load_words

TAGS = (
    "may", "may_not", "only", "country_may", "country_may_not", "partner", "partner_unfunded", "beneficiary", "other_role", "condition",
    "place_of_work", "none",
)  # fmt: skip
KIND_ROLES = ("may", "may_not", "partner", "partner_unfunded", "other")
PLACE_ROLES = ("from", "not", "work", "partner", "other")
QUOTE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class KindSays:
    """One kind in one clause, and the chances that it may apply, may not, is a partner with or without funds, or is
    only named.
    """

    named: Named
    chances: dict[str, float]


@dataclass(frozen=True, slots=True)
class PlaceSays:
    """One place in one clause: applicants are from it, are not, work is done there, partners are from it, or it is
    only named.
    """

    mention: Mention
    chances: dict[str, float]
    excepted: bool = False
    outside: bool = False
    including: bool = False


@dataclass(slots=True)
class Statement:
    """One clause, and the chances of what it does."""

    chances: dict[str, float]
    clause: Clause
    kinds: list[KindSays] = field(default_factory=list)
    places: list[PlaceSays] = field(default_factory=list)
    examples: bool = False  # the kinds that it names are examples
    answer: str | None = None  # it affirms or denies what the question before asks


@dataclass(slots=True)
class Rows:
    """The hashed features of a reading: of each clause, of each kind and each place in it, in order."""

    clauses: HashedRows
    kinds: HashedRows
    places: HashedRows


Chances = Callable[[str, HashedRows], Floats]  # of a model by its name


def by_models(name: str, buckets: HashedRows) -> Floats:
    """Chances by the models that ship."""
    return load_words(f"applying_{name}").chances(buckets)


def read_statements(text: str, groups: Groups) -> tuple[ClauseReading, list[Statement]]:
    """A text's statements, one a clause, in order; kept for the next applicants, and from a call's facts to its
    verdicts.
    """
    return _kept(normalise(text[:MAX_CHARACTERS]).strip(), groups)


@lru_cache(maxsize=512)
def _kept(text: str, groups: Groups) -> tuple[ClauseReading, list[Statement]]:
    reading = read_clauses(text, groups)
    rows = rows_of(reading)
    return reading, statements_of(reading, rows, by_models)


def kinds_of(reading: ClauseReading, at: int) -> list[Named]:
    """The kinds of which a clause speaks: those it names, and of an answer those of its question."""
    clause = reading.clauses[at]
    asked = clause.asked.named if clause.asked is not None else []
    return [*clause.named, *(name for name in asked if name.kinds != ("body",))]


def rows_of(reading: ClauseReading) -> Rows:
    """The hashed features of all clauses that may tell who applies, and of the kinds and places in them."""
    features = ClauseFeatures(reading)
    clauses: list[list[int]] = []
    kinds: list[list[int]] = []
    places: list[list[int]] = []
    for at in reading.telling:
        clause = reading.clauses[at]
        own = features.clause(at)
        clauses.append(own)
        for name in kinds_of(reading, at):
            excepted = after_except(reading, clause, name.start)
            kinds.append([*own, *features.mention(at, name.start, name.end, f"<{name.kinds[0]}>", excepted=excepted)])
        for place in clause.places:
            mask = f"<{place.group_kind or place.kind}>"
            places.append([*own, *features.mention(at, place.start, place.end, mask)])
    return Rows(*features.rows([*clauses, *kinds, *places]).cut(len(clauses), len(kinds)))


def statements_of(reading: ClauseReading, rows: Rows, chances_of: Chances) -> list[Statement]:
    """The statements of clauses already cut."""
    if not reading.telling:
        return []
    clauses = chances_of("clauses", rows.clauses)
    kinds = iter(chances_of("kinds", rows.kinds)) if len(rows.kinds) else iter(())
    places = iter(chances_of("places", rows.places)) if len(rows.places) else iter(())
    found: list[Statement] = []
    for at, own in zip(reading.telling, clauses, strict=True):
        clause = reading.clauses[at]
        statement = Statement(_named(TAGS, own), clause)
        statement.examples = pattern("open_list").search(reading.folded, clause.start, clause.end) is not None
        if clause.asked is not None:
            statement.answer = PRONOUN_ANSWER.match(reading.folded, clause.start, clause.end)
        statement.kinds = [KindSays(name, _named(KIND_ROLES, next(kinds))) for name in kinds_of(reading, at)]
        statement.places = [
            PlaceSays(mention, _named(PLACE_ROLES, next(places)), *place_scope(reading, clause, mention))
            for mention in clause.places
        ]
        found.append(statement)
    return found


def _named(names: Sequence[str], row: Floats) -> dict[str, float]:
    return dict(zip(names, map(float, row), strict=True))


def place_scope(reading: ClauseReading, clause: Clause, mention: Mention) -> tuple[bool, bool, bool]:
    """Whether a place is taken out ("except"), gone beyond ("outside"), or named as included."""
    excepted = after_except(reading, clause, mention.start)
    outside = _last(pattern("outside"), reading, clause, mention.start, 22) is not None
    including = _last(pattern("including"), reading, clause, mention.start, 60) is not None
    return excepted, outside, including


def after_except(reading: ClauseReading, clause: Clause, place: int) -> bool:
    """Whether a place in a clause stands after a word that takes out what follows, and no closing mark ends that."""
    end = _last(pattern("except"), reading, clause, place, 160)
    if end is None:
        return False
    between = reading.folded[end:place]
    return ")" not in between or "(" in between


def _last(words: re.Pattern[str], reading: ClauseReading, clause: Clause, place: int, reach: int) -> int | None:
    found = [match.end() for match in words.finditer(reading.folded, clause.start, place)]
    return found[-1] if found and place - found[-1] <= reach else None


def own_words(reading: ClauseReading, clause: Clause) -> str:
    """A clause's words alone, as they stand in the text."""
    return " ".join(reading.text[clause.start : clause.end].split())[:QUOTE_LENGTH].strip(" |")


def quote(reading: ClauseReading, clause: Clause) -> str:
    """A clause's words, with the heading or label over it where it is short; " | " parts what stands apart."""
    words = " ".join(reading.text[clause.start : clause.end].split())
    if clause.over and len(words) < 120:
        start, end = clause.over[0]
        above = " ".join(reading.text[start:end].split()).strip("#*= ")
        if above and len(above) <= 90:
            words = f"{above} | {words}"
    return words.strip(" |") if len(words) <= QUOTE_LENGTH else words[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
