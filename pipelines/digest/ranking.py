"""The order of a profile's calls, and who is told of which: what to begin with, what is fresh, what to confirm, what is
too late.

Belongs here: ranks and parts of a list of items. Does not belong: which calls are in it (`selection.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipelines.digest import wording
from pipelines.digest.arrivals import Candidate, Reason, left_out
from pipelines.digest.week import Item, ItemMatch, Profile
from pipelines.language.messages import Language

STRONG = 2  # grade of a call that is about a priority
BEGIN_WITHIN, MOST_TO_START = (
    25,
    5,
)  # working days beyond what preparing takes; calls that one office can begin with in a week
LEARNED, FIRM = 0.4, 3  # how far decisions move a priority, and how many it takes to go half of that way


class LeftOut:
    """Why each call is left out, asked once for profiles that differ in no more than their population."""

    def __init__(self, calls: Mapping[str, Candidate]) -> None:
        self._calls = calls
        self._alike: dict[tuple[object, ...], dict[str, Reason | None]] = {}
        self._bounded = [
            c for c, call in calls.items() if any(b.min_population or b.max_population for b in call.outcomes.values())
        ]

    def of(self, profile: Profile) -> dict[str, Reason | None]:
        key = (profile.applicant, profile.priorities, profile.languages, profile.minimum_grade)
        if key not in self._alike:
            self._alike[key] = {c: left_out(call, profile) for c, call in self._calls.items()}
        return self._alike[key] | {c: left_out(self._calls[c], profile) for c in self._bounded}


def parted(passing: Sequence[Item], lead: int, rank: Rank) -> dict[str, list[Item]]:
    """The items of a profile by what is to be done with them, each once, in their order."""
    parts: dict[str, list[Item]] = {name: [] for name in ("start", "fresh", "still", "confirm", "late")}
    for item in passing:
        best, left = rank.best(item), item.working_days_left
        strong = best is not None and best.grade == STRONG
        if item.too_late:
            parts["late"] += [item] if strong or item.outcome == "eligible" else []
        elif item.outcome == "unclear":
            parts["confirm"] += [item] if strong and item.is_new else []
        elif strong and left is not None and left <= lead + BEGIN_WITHIN and len(parts["start"]) < MOST_TO_START:
            parts["start"].append(item)
        else:
            parts["fresh" if item.is_new else "still"].append(item)
    return parts


class Rank:
    """The order of a profile's calls: how well each fits, times what the priority weighs for it and what it decided
    before.
    """

    def __init__(self, profile: Profile, tally: Mapping[str, tuple[int, int]]) -> None:
        self._weights = {weight.priority_id: weight for weight in profile.weights}
        self._tally = tally
        self._factors = {p: self._factor(p) for p in {*self._weights, *tally}}

    def order(self, item: Item) -> tuple[object, ...]:
        """By this the first are the best."""
        best = self.best(item)
        return (
            item.outcome,
            -round(self._worth(best), 3) if best else 0.0,
            item.next_deadline_on or date.max,
            item.call_id,
        )

    def best(self, item: Item) -> ItemMatch | None:
        """The match that counts most for the profile."""
        return max(item.matches, key=lambda m: (self._worth(m), m.priority_id)) if item.matches else None

    def told(self, item: Item, place: int, of: int, language: Language) -> str:
        """Why it stands where it stands."""
        best = self.best(item)
        weight = self._weights.get(best.priority_id) if best else None
        taken, dismissed = self._tally.get(best.priority_id, (0, 0)) if best else (0, 0)
        return wording.standing(place, of, best, weight, taken, dismissed, language)

    def _worth(self, match: ItemMatch) -> float:
        return (match.grade - 1 + match.score) * self._factors.get(match.priority_id, 1.0)

    def _factor(self, priority_id: str) -> float:
        taken, dismissed = self._tally.get(priority_id, (0, 0))
        weight = self._weights.get(priority_id)
        return (weight.weight if weight else 1.0) * (1 + LEARNED * (taken - dismissed) / (taken + dismissed + FIRM))


def soonest(item: Item) -> tuple[object, ...]:
    return item.next_deadline_on or date.max, item.call_id
