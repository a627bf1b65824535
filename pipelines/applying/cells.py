"""What a text's statements say of one kind of applicant of one country, as features: the same for every kind, country
and language.

A kind that a text names is exactly the one asked for, a wider one that lets it in, one that may hold it, or another; a
place holds the applicant's country or does not. So what is learned of "only town halls of the Andes" serves "nur
Hochschulen aus Tirol".

Belongs here: statements to the numbers and named features of one kind of applicant. Does not belong: reading statements
(`statements`), the models over these features and what they decide (`applicant_types`,
`pipelines.matching.eligibility.learned_verdict`).
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipelines.applying.cell_words import Skeleton, skeleton, variant_buckets
from pipelines.applying.clause_reader import ClauseReading
from pipelines.applying.kind_words import Named
from pipelines.applying.population import population_bounds
from pipelines.applying.scope import cues_of, pattern
from pipelines.applying.statements import KIND_ROLES, PLACE_ROLES, TAGS, PlaceSays, Statement
from pipelines.country_groups import Mention
from pipelines.language.detection import guess
from pipelines.language.feature_hashes import known_buckets
from pipelines.language.feature_rows import HashedRows, parts_of_rows
from pipelines.models import Floats

# The kinds by which each kind of applicant is named exactly, ...
_LOCAL = frozenset({"municipality", "local_government", "local_and_regional"})
_REGIONAL = frozenset({"regional_government", "local_and_regional"})
EXACT: dict[str, frozenset[str]] = {
    "municipality": _LOCAL, "local_government": _LOCAL, "regional_government": _REGIONAL,
    "national_government": frozenset({"national_government"}), "university": frozenset({"university"}),
    "research": frozenset({"research"}), "ngo": frozenset({"ngo"}), "sme": frozenset({"sme"}), "company": frozenset({"company"}),
    "individual": frozenset({"individual"}), "international_org": frozenset({"international_org"}),
    "any": frozenset({"any", "legal_entity"}),
}  # fmt: skip
# ... by a wider word that lets it in, ...
_ALL = frozenset({"legal_entity", "any"})
_PUBLIC = frozenset({"public_body", "government"})
WIDER: dict[str, frozenset[str]] = {
    "municipality": _PUBLIC, "local_government": _PUBLIC, "regional_government": _PUBLIC, "national_government": _PUBLIC,
    "university": frozenset(), "research": frozenset(), "ngo": frozenset(), "sme": frozenset({"company"}), "company": frozenset({"sme"}),
    "individual": frozenset(), "international_org": frozenset(), "any": frozenset({"private_body", "public_body"}),
}  # fmt: skip
# ... and by one that may or may not hold it.
HOLDS_PERHAPS: dict[str, frozenset[str]] = {
    "municipality": frozenset({"local_association"}), "local_government": frozenset({"local_association"}),
    "regional_government": frozenset({"local_government", "municipality"}), "national_government": frozenset(),
    "university": frozenset({"private_body", "research", "public_body", "school"}), "research": frozenset({"university", "public_body"}),
    "ngo": frozenset({"private_body", "cooperative", "other", "local_association"}), "sme": frozenset({"private_body", "cooperative"}),
    "company": frozenset({"private_body", "cooperative"}), "individual": frozenset(),
    "international_org": frozenset(), "any": frozenset(),
}  # fmt: skip
RELATIONS = ("exact", "narrowed", "all", "wider", "perhaps", "body", "other")
GROUPS = ("country", "demonym", "status", "club", "region", "open")
LANGUAGES = ("es", "en", "fr", "pt", "de", "it")
_WORD = re.compile(r"[^\W\d_]{3,}|[€£$]")
_STEM, _MOST_WORDS, MAX_POPULATION = 6, 500, 6000
Holds = Callable[[Mention], bool]


def relation(named: Named, target: str) -> str:
    """How what a text names relates to the kind of applicant asked for."""
    return _relation(named.kinds, named.narrowed, target)


@lru_cache(maxsize=10_000)
def _relation(named: tuple[str, ...], narrowed: bool, target: str) -> str:
    kinds = set(named)
    if kinds & EXACT[target]:
        return "narrowed" if narrowed else "exact"
    if kinds & _ALL:
        return "all"
    if kinds & WIDER[target]:
        return "wider"
    if kinds & HOLDS_PERHAPS[target]:
        return "perhaps"
    return "body" if named == ("body",) else "other"


@dataclass(slots=True)
class View:
    """A text as one country sees it: what is the same for all kinds of applicants."""

    reading: ClauseReading
    statements: list[Statement]
    holds: Holds
    numbers: list[float] = field(default_factory=list)
    named: list[int] = field(default_factory=list)  # the buckets of what its language, places and words are called
    marks: dict[int, str] = field(default_factory=dict)  # where a place stands -> what it is to the country
    table: Table | None = None
    places: list[float] | None = None  # what all its places say together (`what_follows`)
    related: dict[str, list[str]] = field(
        default_factory=dict
    )  # to a kind of applicant, what each kind that is named is to it

    def relations(self, target: str) -> list[str]:
        """What each kind that the statements name is to a kind of applicant."""
        if target not in self.related:
            assert self.table is not None
            self.related[target] = [relation(named, target) for named in self.table.named]
        return self.related[target]


@dataclass(slots=True)
class Table:
    """The chances of a text's statements as arrays: what the numbers of every kind of applicant are taken from."""

    tags: Floats  # (statements, tags)
    conditions: Floats  # (statements, conditions)
    own: NDArray[np.int64]  # of each kind that is named, its statement
    roles: Floats  # (kinds named, roles)
    named: list[Named]
    spans: list[tuple[int, int, int]]  # of each statement with kinds: its number, and where its kinds stand among all
    provided: NDArray[np.bool_]  # of each kind named, whether a condition follows it in its clause
    outside: Floats  # of each statement, how surely it names applicants from where the country does not stand,
    inside: Floats  # and from where it does


def view_of(reading: ClauseReading, statements: Sequence[Statement], holds: Holds, *, words_too: bool = True) -> View:
    """What a text says whatever the kind of applicant: its places, its tags and, unless only kinds are asked for,
    its words.
    """
    language = guess(reading.folded) or ""
    view = View(reading, list(statements), holds)
    view.table = table = _table(view)
    places: dict[tuple[str, str], float] = {}
    by_group: dict[tuple[str, str], float] = {}
    seen = {"in": 0, "out": 0, "open": 0, "world": 0, "home": 0, "abroad": 0}
    names = [f"language {language}"]
    for statement in statements:
        for place in statement.places:
            side = side_of(place, holds)
            view.marks[place.mention.start] = f"<{side} {place.mention.group_kind or place.mention.kind}>"
            seen[side] = seen.get(side, 0) + 1
            if place.mention.kind in ("country", "demonym"):
                seen["home" if holds(place.mention) else "abroad"] += 1
            group = place.mention.group_kind or place.mention.kind
            for role, chance in place.chances.items():
                places[side, role] = max(places.get((side, role), 0.0), chance)
            by_group[side, group] = max(by_group.get((side, group), 0.0), place.chances["from"])
            role = max(place.chances, key=place.chances.__getitem__)
            names += [
                f"place {side} {role}",
                f"place {side} {group} {role}",
                f"place {side} {role} {place.mention.code}",
            ]
    sides = _sides_by_tag(view.statements, holds)
    summed = table.tags.sum(axis=0).tolist()
    view.numbers = [
        *(
            places.get((side, role), 0.0)
            for side in ("in", "out", "open", "world", "in except", "out except")
            for role in PLACE_ROLES
        ),
        *(by_group.get((side, group), 0.0) for side in ("in", "out") for group in GROUPS),
        *sides,
        *_most(table.conditions).tolist(),
        *_bounds(view),
        *(float(min(6, seen[name])) for name in ("in", "out", "open", "world", "home", "abroad")),
        *_most(table.tags).tolist(),
        *(summed[TAGS.index(tag)] for tag in ("may", "only", "may_not", "country_may", "condition")),
        float(len(statements)),
        float(any(s.examples and max(s.chances["may"], s.chances["only"]) > 0.3 for s in statements)),
        *(float(language == name) for name in LANGUAGES),
    ]
    if words_too:
        names += [
            f"w {word}" for word in dict.fromkeys(word[:_STEM] for word in _WORD.findall(reading.folded)[:_MOST_WORDS])
        ]
        names += [f"p {place.mention.code}" for statement in statements for place in statement.places]
    view.named = known_buckets(names)
    return view


def _most(rows: Floats) -> Floats:
    """The greatest of each column, 0 where no row is."""
    return np.asarray(rows.max(axis=0, initial=0.0))


def _table(view: View) -> Table:
    statements = view.statements
    says = [(at, one) for at, statement in enumerate(statements) for one in statement.kinds]
    counts = [len(statement.kinds) for statement in statements]
    firsts = itertools.accumulate(counts, initial=0)

    def surest(statement: Statement, *sides: str) -> float:
        return max(
            (place.chances["from"] for place in statement.places if side_of(place, view.holds) in sides), default=0.0
        )

    def provided(statement: Statement, named: Named) -> bool:
        place = max(named.end, statement.clause.start)  # an answer's kinds stand in its question
        return pattern("provided").search(view.reading.folded, place, max(place, statement.clause.end)) is not None

    return Table(
        np.array([list(statement.chances.values()) for statement in statements]).reshape(-1, len(TAGS)),
        np.array([_conditions(view, statement) for statement in statements]).reshape(-1, len(CONDITIONS) + 1),
        np.array([at for at, _ in says], dtype=np.int64),
        np.array([list(one.chances.values()) for _, one in says]).reshape(-1, len(KIND_ROLES)),
        [one.named for _, one in says],
        [
            (at, before, before + count)
            for at, count, before in zip(itertools.count(), counts, firsts, strict=False)
            if count
        ],
        np.array([provided(statements[at], one.named) for at, one in says], dtype=bool),
        np.array([surest(statement, "out", "in except") for statement in statements]),
        np.array([surest(statement, "in", "world") for statement in statements]),
    )


_SIDES = ("in", "out", "open", "world", "in except", "out except")
_SIDE_TAGS = (
    "may",
    "only",
    "country_may",
    "may_not",
    "country_may_not",
    "partner",
    "partner_unfunded",
    "place_of_work",
    "none",
)


def _sides_by_tag(statements: Sequence[Statement], holds: Holds) -> list[float]:
    """How surely a clause of each tag names a place on each side of the applicant's country."""
    best: dict[tuple[str, str], float] = {}
    for statement in statements:
        for side in {side_of(place, holds) for place in statement.places}:
            for tag in _SIDE_TAGS:
                best[side, tag] = max(best.get((side, tag), 0.0), statement.chances[tag])
    return [best.get((side, tag), 0.0) for side in _SIDES for tag in _SIDE_TAGS]


CONDITIONS = ("years", "accounts", "member", "prior", "accredited", "population", "endorse", "if")
_SPAN_OF_YEARS = re.compile(
    r"\b(?:\d{1,2}|two|three|four|five|six|seven|ten|dos|tres|cuatro|cinco|seis|siete|diez|deux|trois|quatre|cinq|dix|dois|quatro|dez|"
    r"zwei|drei|vier|funf|sechs|sieben|zehn|due|tre|quattro|cinque)\s(?:\w{1,12}\s)?(?:years?|anos?|annees?|ans|jahre?n?|anni|exercices|ejercicios)\b"
)


def _conditions(view: View, statement: Statement) -> list[float]:
    """How surely a clause about applicants speaks of each sort of condition that nobody knows to be met beforehand."""
    chances, clause = statement.chances, statement.clause
    told = 1.0 - chances["none"] - chances["place_of_work"] - chances["beneficiary"] - chances["other_role"]
    cues = {cue for word in view.reading.words((clause.start, clause.end)) if word[0] != "<" for cue in cues_of(word)}
    span = _SPAN_OF_YEARS.search(view.reading.folded, clause.start, clause.end) is not None
    return [max(0.0, told) if held else 0.0 for held in (*(name in cues for name in CONDITIONS), span)]


_PEOPLE = re.compile(r"habit|reside|people|einwohner|moradores|popula|poblac|bevolker")


def _bounds(view: View) -> list[float]:
    """The numbers of inhabitants that the text asks for, as powers of ten; -1 where it asks for none."""
    folded = view.reading.folded[:MAX_POPULATION]
    low, high = population_bounds(folded) if _PEOPLE.search(folded) else (None, None)
    return [
        math.log10(max(1, low)) if low is not None else -1.0,
        math.log10(max(1, high)) if high is not None else -1.0,
    ]


def side_of(place: PlaceSays, holds: Holds) -> str:
    """On which side of a place the applicant's country stands."""
    if place.mention.kind == "open":
        return "open"
    if place.mention.code == "*":
        return "world"
    side = "in" if holds(place.mention) != place.outside else "out"
    return f"{side} except" if place.excepted else side


def cell_numbers(view: View, targets: Sequence[str]) -> Floats:
    """The numbers of some kinds of applicants (targets, columns)."""
    table = view.table
    assert table is not None
    related = np.array([[_NUMBER[name] for name in view.relations(target)] for target in targets], dtype=np.int64)
    related = related.reshape(len(targets), -1)
    rows = np.arange(len(targets))
    best = np.full((len(targets), len(RELATIONS), len(KIND_ROLES)), -0.1)
    by_tag = np.full((len(targets), len(RELATIONS), len(_KIND_COLUMNS)), -0.1)
    tags = table.tags[:, _KIND_COLUMNS]
    for at, own in enumerate(table.own):
        to = related[:, at]
        best[rows, to] = np.maximum(best[rows, to], table.roles[at])
        by_tag[rows, to] = np.maximum(by_tag[rows, to], tags[own])
    lets_in = _LETS_IN[related]
    mine = np.zeros((len(targets), len(table.tags)), dtype=bool)
    to, at_kind = np.nonzero(lets_in)
    mine[to, table.own[at_kind]] = True
    may = table.roles[:, 0]
    heads = [named.kinds[0] for named in table.named]
    distinct = {kind: number for number, kind in enumerate(dict.fromkeys(heads))}
    one_of = np.zeros((len(heads), len(distinct)))
    one_of[np.arange(len(heads)), [distinct[kind] for kind in heads]] = 1.0
    others = ((may > 0.5) & (related == RELATIONS.index("other"))).astype(float) @ one_of > 0
    columns = [
        best.reshape(len(targets), -1),
        by_tag.reshape(len(targets), -1),
        _most_of(mine, table.conditions),
        _most_of(mine, table.tags),
        _most_of(~mine, table.tags),
        others.sum(axis=1)[:, None],
        *(
            _most_of(held, chances[:, None])
            for held, chances in (
                (lets_in, may * (1 - table.outside[table.own])),
                (lets_in, may * table.inside[table.own]),
                (lets_in & table.provided, may),
                (lets_in & ~table.provided, may),
            )
        ),
        np.array([[list(EXACT).index(target)] for target in targets], dtype=np.float64),
        np.broadcast_to(np.array(view.numbers), (len(targets), len(view.numbers))),
    ]
    return np.hstack(columns)


def _most_of(held: NDArray[np.bool_], rows: Floats) -> Floats:
    """For each line of `held` the greatest of each column of the rows that it holds, 0 where it holds none."""
    return np.asarray((held[:, :, None] * rows).max(axis=1, initial=0.0))


_KIND_COLUMNS = [
    TAGS.index(tag)
    for tag in ("may", "only", "may_not", "partner", "partner_unfunded", "beneficiary", "other_role", "condition")
]
_NUMBER = {name: at for at, name in enumerate(RELATIONS)}
_LETS_IN = np.array([name in ("exact", "all", "wider") for name in RELATIONS])


def cell_rows(
    view: View, targets: Sequence[str], named: Sequence[Sequence[str]], shared: Sequence[str] = ()
) -> HashedRows:
    """The hashed features of some kinds of applicants, a row each; `named`: what else is told of each, `shared`: of
    all.
    """
    assert view.table is not None
    variants: dict[tuple[int, tuple[str, ...]], int] = {}
    bare = [at for at, statement in enumerate(view.statements) if not statement.kinds]
    for at in bare:
        variants[at, ()] = len(variants)
    rows: list[list[int]] = []
    for target in targets:
        relations = view.relations(target)
        of_kinds = [
            variants.setdefault((at, tuple(relations[first:last])), len(variants))
            for at, first, last in view.table.spans
        ]
        rows.append([*range(len(bare)), *of_kinds])
    told = {at: _skeleton(view, at) for at in {at for at, _ in variants}}
    parts, buckets = variant_buckets([(told[at], related) for at, related in variants])
    own = [known_buckets([f"is {target}", *names]) for target, names in zip(targets, named, strict=True)]
    own.append([*view.named, *known_buckets(shared)])
    alone = np.arange(len(variants), len(variants) + len(own)).repeat([len(one) for one in own])
    for at, row in enumerate(rows):
        row += [len(variants) + at, len(variants) + len(targets)]
    every = np.array([bucket for one in own for bucket in one], dtype=np.int64)
    return parts_of_rows(np.concatenate([parts, alone]), np.concatenate([buckets, every]), rows)


def _skeleton(view: View, at: int) -> Skeleton:
    statement = view.statements[at]
    return skeleton(view.reading, statement, view.marks, [side_of(place, view.holds) for place in statement.places])
