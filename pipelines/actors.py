"""Who takes part in funding: who pays, who stands between, to whom each belongs, and how it is reached.

Belongs here: the shapes of `territory/actors.yaml`, the chain of parents, and who an actor's contact is. Does not belong:
the form of the file (`pipelines.actor_file`), finding a funder by a name in a call (`pipelines.funders`), the steps for
one call (`pipelines.contact_route`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

INDEPENDENT = "independent"
"""The parent of who belongs to nobody."""
OLD_AFTER_DAYS = 365
"""What was looked at longer ago is to be looked at again."""


@dataclass(frozen=True, slots=True)
class Need:
    """What an applicant needs before applying; `working_days`: the territory's own prudent allowance for it, no promise
    of a funder.
    """

    need: str
    name: Mapping[str, str]
    working_days: int
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """How an actor is reached and what it wants first. `endorsed_by`: the actor whose endorsement is needed; `office`: in
    words, never a person; `questions`: those that calls usually leave open.
    """

    source: str
    checked_on: date
    needs: tuple[str, ...] = ()
    endorsed_by: str | None = None
    office: str | None = None
    channel: str | None = None
    languages: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorRelation:
    """What one actor does for another, with its evidence. `quote`: what the source says, told in Spanish."""

    kind: str
    to: str
    quote: str
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Finance:
    """A line of finance that is to be prepared, and is no grant: who signs, how large, what must be ready.

    `open_here`: False where the territory's country is left out. What no page says is None or empty.
    """

    instrument: str
    quote: str
    source: str
    checked_on: date
    priorities: tuple[str, ...] = ()
    conditions: str | None = None
    signs: str | None = None
    size_min: int | None = None
    size_max: int | None = None
    currency: str | None = None
    sovereign_guarantee: bool | None = None
    ready: tuple[str, ...] = ()
    open_here: bool | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation; `parent_id`: whom it belongs to, None with `independent` where it is nobody.

    `source` says its kind, country and parent, seen on `checked_on`; both None: general knowledge. `pays`: whether a
    call's funder may be meant by its names.
    """

    actor_id: str
    name: str
    kind: str
    country: str
    parent_id: str | None
    name_es: str | None = None
    names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    homepage: str | None = None
    contact_page: str | None = None
    before_applying: str | None = None
    pays: bool = True
    source: str | None = None
    checked_on: date | None = None
    route: Route | None = None
    relations: tuple[ActorRelation, ...] = ()
    finances: tuple[Finance, ...] = ()

    @property
    def independent(self) -> bool:
        return self.parent_id is None

    @property
    def looked_at(self) -> date | None:
        """The day on which its contact was last looked at."""
        return self.route.checked_on if self.route else self.checked_on


class ActorsError(ValueError):
    """Two actors do not fit together: `field` says where, `mend` what to do."""

    def __init__(self, field: str, mend: str) -> None:
        super().__init__(f"{field}: {mend}")
        self.field, self.mend = field, mend


def check_together(actors: Sequence[Actor], needs: Iterable[Need]) -> None:
    """Raise ActorsError for a parent, an endorser, a relation's end or a need that does not exist, and for a cycle."""
    by_id, known = {actor.actor_id: actor for actor in actors}, {need.need for need in needs}
    for actor in actors:
        for field, wanted in _named(actor):
            if wanted not in by_id:
                raise ActorsError(
                    f"actor {actor.actor_id}, {field}",
                    f"{wanted!r} is no actor of this file: add it, or mend the id",
                )
        lists = [actor.route.needs if actor.route else (), *(finance.ready for finance in actor.finances)]
        for need in (need for listed in lists for need in listed):
            if need not in known:
                raise ActorsError(
                    f"actor {actor.actor_id}, needs",
                    f"{need!r} is no need of this file: use one of {', '.join(sorted(known))}, or add it under needs",
                )
        _no_cycle(actor, by_id)


def _named(actor: Actor) -> Iterator[tuple[str, str]]:
    if actor.parent_id:
        yield "parent", actor.parent_id
    if actor.route and actor.route.endorsed_by:
        yield "route, endorsed_by", actor.route.endorsed_by
    for number, relation in enumerate(actor.relations, 1):
        yield f"relations, number {number}, to", relation.to


def _no_cycle(actor: Actor, by_id: Mapping[str, Actor]) -> None:
    seen = [actor.actor_id]
    while (parent := by_id[seen[-1]].parent_id) in by_id:
        if parent in seen:
            raise ActorsError(
                f"actor {actor.actor_id}, parent",
                f"goes round in a circle ({' → '.join([*seen, str(parent)])}): write `{INDEPENDENT}` where it ends",
            )
        seen.append(str(parent))


def chain(actor_id: str | None, by_id: Mapping[str, Actor]) -> list[Actor]:
    """An actor and whom it belongs to, nearest first; nothing for an unknown one."""
    found: list[Actor] = []
    while actor := by_id.get(actor_id or ""):
        found.append(actor)
        actor_id = actor.parent_id
    return found


def contact_of(actor_id: str | None, by_id: Mapping[str, Actor]) -> Actor | None:
    """Whom to ask about an actor: itself or the nearest that it belongs to of which a route, a contact page or what is
    needed first is known; else the nearest with a homepage. A state is no contact.
    """
    line = [actor for actor in chain(actor_id, by_id) if actor.kind != "state"]
    known = (actor for actor in line if actor.route or actor.contact_page or actor.before_applying)
    return next(known, None) or next((actor for actor in line if actor.homepage), None)


def representatives(actor_id: str, actors: Iterable[Actor]) -> list[Actor]:
    """Who represents an actor."""
    return [a for a in actors if any(r.kind == "represents" and r.to == actor_id for r in a.relations)]


def is_old(checked_on: date | None, today: date) -> bool:
    """Whether a contact is to be looked at again: never looked at, or more than a year ago."""
    return checked_on is None or (today - checked_on).days > OLD_AFTER_DAYS
