"""What is learned of "may we apply?": chances of each outcome from a text's statements and from what the rules find,
and what they settle.

Belongs here: the features that the rules add, the chances for one kind of applicant, and the outcome that they and the
rules give together. Does not belong: statements (`pipelines.applying`), the rules' own verdict (`assessment`), how the
model is learned (`corpus/training`).

A false "eligible" is the worst answer: it needs a high chance and nothing that the rules say against it; a likely one is
asked about. Between "ineligible" and "unclear" the likelier is told; the words of a source's own field, of a publisher's country and of a
population stand above them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipelines.applying.cells import View, cell_numbers, cell_rows, relation, side_of, view_of
from pipelines.applying.scope import pattern
from pipelines.applying.statements import Statement, quote, read_statements
from pipelines.applying.what_follows import of_kind, of_places
from pipelines.country_groups import Groups, Mention
from pipelines.language.feature_rows import HashedRows
from pipelines.matching.eligibility.rule_statements import Rules
from pipelines.models import Floats, load, with_siblings

OUTCOMES = ("eligible", "ineligible", "unclear")
LEARNED = ("regional_government", "municipality", "university", "ngo")  # whose outcomes the corpus has
Strings = NDArray[np.str_]
LEVELS = ("exception", "list", "region", "worldwide")
SHORTEST = 150  # letters: the corpus has no shorter case, and one plain phrase is what the rules were made on
SURE = 0.88  # of an "eligible" that the rules do not give: a false one is the worst answer,
AGREED = 0.75  # and of one that they give
ASKED = 0.7  # from this chance on an "eligible" that is not sure enough is asked about, never left out
DOUBTED = 0.3  # of a whole call: under it the rules' "eligible" is asked about,
SHUT_OUT = 0.9  # and from this chance of "ineligible" on what they leave open is left out
NEAR = 0.15  # by which the likelier of the other two must lead over what the rules say: what has hardly a lead is not left out


class Part(Protocol):
    """One part of the rules' verdict: of the country, of the kind, or of both."""

    @property
    def outcome(self) -> str:
        """What it comes to."""

    @property
    def rule(self) -> str:
        """By which rule."""


@dataclass(frozen=True, slots=True)
class Chances:
    """The chances of one applicant's outcomes, and the words that speak most for each."""

    eligible: float
    ineligible: float
    unclear: float
    quotes: dict[str, tuple[str, str]]  # outcome -> rule and words


def rule_features(
    rules: Rules, place: Part, who: Part, both: Part, partner: tuple[bool, bool]
) -> tuple[list[float], list[str]]:
    """What the rules say of one applicant, as numbers and as named features."""
    numbers = [float(part.outcome == outcome) for part in (both, place, who) for outcome in OUTCOMES]
    numbers += [
        float(told)
        for told in (
            *partner,
            bool(rules.gates),
            rules.open_list,
            rules.alliances,
            bool(rules.open_countries),
            bool(rules.us_federal),
            rules.min_population is not None,
            rules.max_population is not None,
        )
    ]
    numbers += [
        float(any(says.level == level and says.inside == inside for says in rules.countries))
        for level in LEVELS
        for inside in (True, False)
    ]
    names = [
        f"rule {both.rule} {both.outcome}",
        f"rule place {place.rule} {place.outcome}",
        f"rule kind {who.rule} {who.outcome}",
        f"rule both {place.outcome} {who.outcome}",
        *(f"gate {gate}" for gate in rules.gates),
    ]
    return numbers, names


@dataclass(frozen=True, slots=True)
class HoldsOn:
    """Whether a place holds a country on a day."""

    groups: Groups
    country: str
    on: date

    def __call__(self, mention: Mention) -> bool:
        if mention.code == "*":
            return True
        if mention.kind in ("country", "demonym"):
            return mention.code == self.country
        return self.groups.holds(mention.code, self.country, self.on)


@lru_cache(maxsize=64)
def view(text: str, country: str, on: date, groups: Groups) -> View:
    """A text as one country sees it on a day; kept for the next applicants."""
    reading, statements = read_statements(text, groups)
    return view_of(reading, statements, HoldsOn(groups, country, on))


def features(
    seen: View, whole_call: bool, ruled: Mapping[str, tuple[list[float], list[str]]]
) -> tuple[HashedRows, Floats]:
    """The buckets and the numbers of every kind of applicant that is learned, a row each."""
    if seen.places is None:
        seen.places = of_places(seen)
    places = seen.places
    numbers = [[*ruled[kind][0], float(whole_call), *of_kind(seen, kind, places)] for kind in LEARNED]
    return (
        cell_rows(seen, LEARNED, [ruled[kind][1] for kind in LEARNED]),
        np.hstack([cell_numbers(seen, LEARNED), np.array(numbers)]),
    )


def chances_of(seen: View, whole_call: bool, ruled: Mapping[str, tuple[list[float], list[str]]]) -> dict[str, Chances]:
    """The chances of every kind of applicant that is learned: the mean of what the words say and what the trees make
    of them.
    """
    rows, numbers = features(seen, whole_call, ruled)
    model = load("verdict")
    words = model.words.chances(rows)
    trees = model.trees.chances(np.hstack([with_siblings(words, len(LEARNED)), numbers]))
    both = ((words + trees) / 2).tolist()
    return {
        kind: Chances(eligible, ineligible, unclear, quotes_of(seen, kind))
        for kind, (eligible, ineligible, unclear) in zip(LEARNED, both, strict=True)
    }


def settled(said: str, refused: bool, chances: Chances) -> str:
    """The outcome from the rules' own and the chances: a sure "eligible", a question where it is likely and not sure, or
    the likelier of the other two.

    `refused`: the rules found words against this applicant.
    """
    if not refused and chances.eligible >= (AGREED if said == "eligible" else SURE):
        return "eligible"
    if chances.eligible >= ASKED:
        return "unclear"
    lead = (
        chances.ineligible - chances.unclear + (NEAR if said == "ineligible" else -NEAR if said == "unclear" else 0.0)
    )
    return "ineligible" if lead > 0 else "unclear"


def settled_of_call(said: str, refused: bool, chances: Chances) -> str:
    """As `settled`, of all a call's text. There the corpus leans to "ineligible" (four cells of five), so that what the
    rules found stands, and what they left open is shut out only where hardly a doubt is left: nobody asks about a call
    that was left out."""
    if said == "eligible":
        return said if chances.eligible >= DOUBTED else "unclear"
    if said == "unclear" and not refused:
        return "eligible" if chances.eligible >= SURE else "ineligible" if chances.ineligible >= SHUT_OUT else said
    return said


def settled_in_bulk(said: Strings, chances: Floats, sure: float) -> Strings:
    """As `settled`, of many cells and for any threshold; nothing refused."""
    needed = np.where(said == "eligible", min(sure, AGREED), sure)
    eligible = (chances[:, 0] >= needed) & ((sure > 0) | (chances[:, 0] >= chances.max(axis=1)))
    lead = chances[:, 1] - chances[:, 2] + np.where(said == "ineligible", NEAR, np.where(said == "unclear", -NEAR, 0.0))
    other = np.where((lead > 0) & (chances[:, 0] < ASKED), "ineligible", "unclear")
    return np.where(eligible, "eligible", other)


def quotes_of(seen: View, kind: str) -> dict[str, tuple[str, str]]:
    """The clause that speaks most for each outcome of one kind, with the name of what it does."""
    best: dict[str, tuple[float, str, Statement]] = {}

    def note(outcome: str, weight: float, rule: str, statement: Statement) -> None:
        if weight > best.get(outcome, (0.0,))[0]:
            best[outcome] = (weight, rule, statement)

    for statement in seen.statements:
        chances = statement.chances
        said = 1.0 - chances["none"]
        sides = {side_of(place, seen.holds) for place in statement.places}
        out = (
            chances["may"] + chances["only"] + chances["country_may"]
            if "out" in sides and not sides & {"in", "world"}
            else 0.0
        )
        out = max(out, chances["country_may_not"] + chances["may_not"] if sides & {"in", "in except"} else 0.0)
        note("ineligible", out, "read_country", statement)
        related = [(relation(says.named, kind), says.chances) for says in statement.kinds]
        for related_as, roles in related:
            if related_as in ("exact", "all", "wider", "narrowed"):
                note("eligible", roles["may"] + 0.7 * roles["partner"], "read_may_apply", statement)
                note("ineligible", roles["may_not"], "read_may_not", statement)
                note(
                    "ineligible", roles["partner_unfunded"] + 0.8 * roles["other"] * said, "read_other_role", statement
                )
                note("unclear", 0.5 * roles["may"], "read_may_apply", statement)
            elif related_as == "other":
                note("ineligible", 0.9 * roles["may"], "read_others_apply", statement)
            else:
                note("unclear", roles["may"], "read_perhaps", statement)
        note("unclear", chances["condition"], "read_condition", statement)
        note("unclear", 0.1 * said, "read_condition", statement)
        note("ineligible", 0.1 * said, "read_others_apply", statement)
        note("eligible", 0.1 * said, "read_may_apply", statement)
    first = seen.statements[:1]
    for outcome in OUTCOMES:
        for statement in first:
            note(outcome, 1e-6, "read_as_a_whole", statement)
    return {outcome: (rule, quote(seen.reading, statement.clause)) for outcome, (_, rule, statement) in best.items()}


def partner_chance(seen: View, kind: str) -> bool:
    """Whether the kind is let in beside a lead rather than by itself."""
    roles: Sequence[dict[str, float]] = [
        says.chances
        for statement in seen.statements
        for says in statement.kinds
        if relation(says.named, kind) in ("exact", "all", "wider", "narrowed")
    ]
    may = max((one["may"] for one in roles), default=0.0)
    return max((one["partner"] for one in roles), default=0.0) > may


def leads(seen: View, kind: str) -> bool:
    """Whether a text says that the kind may lead: a clause on who leads names it, and does not refuse it."""
    for statement in seen.statements:
        if not pattern("lead").search(seen.reading.folded, statement.clause.start, statement.clause.end):
            continue
        for says in statement.kinds:
            if (
                relation(says.named, kind) in ("exact", "all", "wider")
                and max(says.chances, key=says.chances.__getitem__) == "may"
            ):
                return True
    return False
