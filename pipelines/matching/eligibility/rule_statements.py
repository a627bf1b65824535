"""The shapes in which a call's rules are kept: statements on countries and on kinds of applicant, each with its words.

Belongs here: what a statement is. Does not belong: reading statements (`text_rules`, `country_rules`) or weighing them
(`assessment`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

QUOTE_LENGTH = 300
Level = Literal["exception", "list", "region", "worldwide"]
# "type": in a list of types of US bodies, where another field names who may apply; "other_than": left out of one kind
# by its definition
# "implied": named by a statement on eligibility without words on applying
KindStance = Literal["lead", "partner", "co_applicant", "refused", "type", "other_than", "implied"]


@dataclass(frozen=True, slots=True)
class CountrySays:
    """One statement on a country: whether it is inside, at what level, by which rule and words."""

    level: Level
    inside: bool
    rule: str
    quote: str
    partner: bool = False  # it speaks of those who take part beside a lead,
    funded: bool = False  # and says that they are applicants too
    field: bool = False  # it stands in the field of a US federal notice that says who may apply beside the types


@dataclass(frozen=True, slots=True)
class KindRule:
    """One statement on a kind of applicant."""

    kind: str
    stance: KindStance
    quote: str


@dataclass(slots=True)
class Rules:
    """All that a text rules, for one country on one day."""

    countries: list[CountrySays] = field(default_factory=list)
    kinds: list[KindRule] = field(default_factory=list)
    alliances: bool = False  # the text speaks of partners, so that a kind not named may still take part
    open_list: bool = False  # the kinds named are examples, or stand beside a word as wide as "organisations"
    open_countries: str | None = None  # words such as "partner countries" that do not say which
    open_in_field: bool = False  # these words stand in the field on eligibility
    gates: dict[str, str] = field(default_factory=dict)  # what else stands in the way -> quote
    min_population: int | None = None
    max_population: int | None = None
    population_quote: str = ""
    us_federal: str | None = None


def quoted(words: str) -> str:
    """Words short enough to be shown."""
    return words if len(words) <= QUOTE_LENGTH else words[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
