"""Which calls pass which profiles, and in which week each is new: the memory that makes a call new exactly once.

Belongs here: the rule by which a call passes a profile, and the step from one publication's arrivals to the next's.
Does not belong: what an edition shows of a call (`selection.py`), a person's decisions, or storing any of this
(`warehouse`).

A call is new for a profile in the week of the first publication in which it passed. Within its week an arrival is kept
while the call passes, or has closed since; one that turns out not to be for the profile before the week is over was
never told to anybody, so it is forgotten and may arrive again. Arrivals of past weeks stand for ever.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pipelines.digest.week import Profile, week_of
from pipelines.vocabulary import GONE, NO_FUNDING

Reason = Literal["closed", "tender", "ineligible", "population", "language", "grade"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """A kind of applicant's outcome for a call (eligible, ineligible or unclear), and the inhabitants that its
    comuna must have.
    """

    outcome: str
    min_population: int | None = None
    max_population: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """What decides whether a call passes: `outcomes` by kind of applicant, `grades` by priority; a missing one is 0."""

    call_id: str
    status: str
    call_type: str | None = None
    language: str | None = None
    outcomes: Mapping[str, Bounds] = field(default_factory=dict)
    grades: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Arrival:
    """A call that is new for some profiles, sorted, in a week; `new_on` is the day of the publication."""

    call_id: str
    new_on: date
    week: str
    profiles: tuple[str, ...]


def left_out(call: Candidate, profile: Profile) -> Reason | None:
    """Why a call does not pass a profile, None where it does: the first reason, from the most to the least final."""
    if call.status in GONE:
        return "closed"
    if call.call_type in NO_FUNDING:
        return "tender"
    bounds = call.outcomes.get(profile.applicant)
    if bounds is None or bounds.outcome == "ineligible":
        return "ineligible"
    if not _within(bounds, profile):
        return "population"
    if profile.languages and call.language and call.language not in profile.languages:
        return "language"
    if max((call.grades.get(p, 0) for p in profile.priorities), default=0) < profile.minimum_grade:
        return "grade"
    return None


def arrive(
    known: Iterable[Arrival],
    calls: Iterable[Candidate],
    profiles: Sequence[Profile],
    *,
    on: date,
    aliases: Mapping[str, str] | None = None,
) -> list[Arrival]:
    """All arrivals after a publication on a day, in order. `known`: those after the publication before it;
    `aliases`: retired ids.
    """
    week, told = week_of(on), _by_call(known, aliases or {})
    passing = _Passing(profiles)
    found: list[Arrival] = []
    for call in calls:
        pass_now, arrived = passing.of(call), told.pop(call.call_id, {})
        if call.status not in GONE:
            arrived = {name: when for name, when in arrived.items() if when[1] != week or name in pass_now}
        found += _arrivals(call.call_id, dict.fromkeys(pass_now, (on, week)) | arrived)
    for call_id, arrived in told.items():
        found += _arrivals(call_id, {name: when for name, when in arrived.items() if when[1] != week})
    return sorted(found)


class _Passing:
    """Whom a call passes, asked once for profiles that differ in no more than their population."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._alike: dict[tuple[object, ...], list[Profile]] = defaultdict(list)
        for p in profiles:
            self._alike[p.applicant, p.priorities, p.languages, p.minimum_grade].append(p)

    def of(self, call: Candidate) -> frozenset[str]:
        names: set[str] = set()
        for alike in self._alike.values():
            bounds = call.outcomes.get(alike[0].applicant)
            if bounds and (bounds.min_population is not None or bounds.max_population is not None):
                names.update(p.profile_id for p in alike if left_out(call, p) is None)
            elif left_out(call, alike[0]) is None:
                names.update(p.profile_id for p in alike)
        return frozenset(names)


_When = tuple[date, str]


def _by_call(known: Iterable[Arrival], aliases: Mapping[str, str]) -> dict[str, dict[str, _When]]:
    """When each call arrived for each profile; of a merged call, its earliest."""
    told: dict[str, dict[str, _When]] = defaultdict(dict)
    for arrival in known:
        of_call = told[aliases.get(arrival.call_id, arrival.call_id)]
        for name in arrival.profiles:
            when = (arrival.new_on, arrival.week)
            of_call[name] = min(of_call.get(name, when), when)
    return told


def _arrivals(call_id: str, arrived: Mapping[str, _When]) -> list[Arrival]:
    names: dict[_When, list[str]] = defaultdict(list)
    for name, when in arrived.items():
        names[when].append(name)
    return [Arrival(call_id, *when, tuple(sorted(of_day))) for when, of_day in names.items()]


def _within(bounds: Bounds, profile: Profile) -> bool:
    """Bounds on inhabitants are a comuna's; of other applicants, and of a comuna without a census, they exclude
    nobody.
    """
    if profile.applicant != "municipality" or profile.population is None:
        return True
    return (bounds.min_population or 0) <= profile.population and (
        bounds.max_population is None or profile.population <= bounds.max_population
    )
