"""Whose bulletins are made: `territory/profiles.yaml`, read and checked.

Belongs here: the form of that file, and the profiles that it and `applicants.yaml` give. Does not belong: what passes a
profile (`arrivals.py`), or addresses of people, which are no part of a territory's files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.digest.week import Profile, Weight
from pipelines.edited_files import TerritoryError, known_fields, read_entries
from pipelines.indicators import weights_of
from pipelines.language.detection import LANGUAGES
from pipelines.matching.priorities.priority_file import Priority

if TYPE_CHECKING:
    from pipelines.territory import Applicant

FIELDS = ("for", "for_each", "id", "name", "priorities", "languages", "minimum_grade")
GRADES = (0, 1, 2)


def load_profiles(folder: Path, applicants: Sequence[Applicant], priorities: Sequence[Priority]) -> list[Profile]:
    """The profiles of a territory's folder, in the file's order; none where it has no such file. Raises
    TerritoryError.
    """
    path = folder / "profiles.yaml"
    if not path.exists():
        return []
    profiles: dict[str, Profile] = {}
    weights = weights_of(folder, applicants, priorities)
    for position, entry in enumerate(read_entries(path, "profiles"), 1):
        for profile in _entry(
            path, f"profiles, number {position}", entry, applicants, [p.priority_id for p in priorities], weights
        ):
            if profile.profile_id in profiles:
                raise TerritoryError(
                    path, f"profiles, number {position}, id", f"gives {profile.profile_id} again: write another `id`"
                )
            profiles[profile.profile_id] = profile
    return list(profiles.values())


def _entry(
    path: Path,
    where: str,
    entry: dict[str, Any],
    applicants: Sequence[Applicant],
    priorities: list[str],
    weights: Mapping[str, tuple[Weight, ...]],
) -> Iterator[Profile]:
    known_fields(path, where, entry, FIELDS)
    chosen = _applicants(path, where, entry, applicants)
    wanted = _choice(path, f"{where}, priorities", entry.get("priorities"), priorities)
    languages = _languages(path, f"{where}, languages", entry.get("languages"))
    grade = entry.get("minimum_grade")
    if isinstance(grade, bool) or grade not in GRADES:
        raise TerritoryError(
            path,
            f"{where}, minimum_grade",
            f"is {grade!r}: write 2 (about a priority), 1 (touches one) or 0 (any call)",
        )
    for applicant in chosen:
        profile_id = str(entry.get("id") or applicant.applicant_id.replace(":", "-"))
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,60}", profile_id):
            raise TerritoryError(
                path, f"{where}, id", f"is {profile_id!r}: it names a folder; use a-z, 0-9, - and _ (61 at most)"
            )
        own = weights.get(applicant.applicant_id, ())
        unwanted = {weight.priority_id for weight in own if weight.weight == 0}
        yield Profile(
            profile_id=profile_id,
            name=str(entry.get("name") or applicant.name),
            applicant=applicant.kind,
            applicant_id=applicant.applicant_id,
            population=applicant.population,
            priorities=tuple(p for p in wanted if p not in unwanted),
            languages=languages,
            minimum_grade=grade,
            lead_working_days=applicant.lead_working_days,
            weights=tuple(weight for weight in own if weight.weight),
        )


def _applicants(path: Path, where: str, entry: dict[str, Any], applicants: Sequence[Applicant]) -> list[Applicant]:
    one, kind = entry.get("for"), entry.get("for_each")
    if (one is None) == (kind is None):
        raise TerritoryError(path, where, "needs either `for: <an id of applicants.yaml>` or `for_each: <a kind>`")
    if one is not None:
        found = [a for a in applicants if a.applicant_id == one]
        if not found:
            near = get_close_matches(str(one), [a.applicant_id for a in applicants], 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise TerritoryError(path, f"{where}, for", f"{one!r} is no applicant of applicants.yaml{hint}")
        return found
    if entry.get("id") or entry.get("name"):
        raise TerritoryError(
            path, where, "has `for_each` and an `id` or `name`: leave these out, each applicant has its own"
        )
    found = [a for a in applicants if a.kind == kind]
    if not found:
        kinds = ", ".join(dict.fromkeys(a.kind for a in applicants))
        raise TerritoryError(
            path, f"{where}, for_each", f"is {kind!r}, of which applicants.yaml has none: it has {kinds}"
        )
    return found


def _choice(path: Path, where: str, value: Any, known: list[str]) -> tuple[str, ...]:
    if value == "all":
        return tuple(known)
    if not isinstance(value, list) or not value:
        raise TerritoryError(
            path, where, f"is {value!r}: write `all`, or a list of ids of priorities.yaml such as [water]"
        )
    for entry in value:
        if entry not in known:
            near = get_close_matches(str(entry), known, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise TerritoryError(path, where, f"{entry!r} is no priority of priorities.yaml{hint}")
    return tuple(value)


def _languages(path: Path, where: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise TerritoryError(path, where, f"is {value!r}: write a list of codes such as [es, en]")
    for code in value:
        if code not in LANGUAGES:
            raise TerritoryError(
                path, where, f"{code!r} is no language that calls are read in: use {', '.join(LANGUAGES)}"
            )
    return tuple(value)
