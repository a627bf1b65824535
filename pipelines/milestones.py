"""What the project has promised by when: `territory/milestones.yaml`, read and checked.

Belongs here: the form of that file, and the state of a milestone on a day. Does not belong: the figures that tell how
far one is (`dbt_like_sql/catalogue/indicators.sql`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pipelines.edited_files import TerritoryError, known_fields, read_entries
from pipelines.vocabulary import LANGUAGES

FILE = "milestones.yaml"
FIELDS = ("id", "name", "planned_on", "done_on", "evidence", "measure", "target")
MilestoneState = Literal["done", "late", "ahead"]


@dataclass(frozen=True, slots=True)
class Milestone:
    """`done_on`: when a person held it to be reached; `measure` and `target`: the counted indicator that tells how far
    it is, and the total that it must come to.
    """

    milestone_id: str
    name: Mapping[str, str]
    planned_on: date
    done_on: date | None = None
    evidence: str | None = None
    measure: str | None = None
    target: float | None = None

    def state(self, day: date) -> MilestoneState:
        """Its state at the end of a day."""
        if self.done_on and self.done_on <= day:
            return "done"
        return "late" if self.planned_on < day else "ahead"


def load_milestones(folder: Path) -> list[Milestone]:
    """The milestones in the file's order; none where the territory has no such file. Raises TerritoryError."""
    path = folder / FILE
    found: dict[str, Milestone] = {}
    for position, entry in enumerate(read_entries(path, "milestones") if path.exists() else (), 1):
        where = f"milestones, number {position}"
        known_fields(path, where, entry, FIELDS)
        one = _milestone(path, where, entry)
        if not one.milestone_id or one.milestone_id in found:
            raise TerritoryError(path, f"{where}, id", "is missing or stands twice: give each an id of its own")
        found[one.milestone_id] = one
    return list(found.values())


def _milestone(path: Path, where: str, entry: Mapping[str, Any]) -> Milestone:
    names, measure, target = entry.get("name"), entry.get("measure"), entry.get("target")
    if not isinstance(names, dict) or not all(isinstance(names.get(language), str) for language in LANGUAGES):
        raise TerritoryError(path, f"{where}, name", "needs a text in es and in en")
    planned, done = (_day(path, f"{where}, {name}", entry.get(name)) for name in ("planned_on", "done_on"))
    if planned is None:
        raise TerritoryError(path, f"{where}, planned_on", "is missing: write the day, such as 2027-06-30")
    if (measure is None) != (target is None):
        raise TerritoryError(path, f"{where}, target", "and measure belong together: give both or neither")
    if target is not None and (isinstance(target, bool) or not isinstance(target, int | float) or target <= 0):
        raise TerritoryError(path, f"{where}, target", f"is {target!r}: write a number above 0")
    evidence = entry.get("evidence")
    return Milestone(
        str(entry.get("id") or ""),
        names,
        planned,
        done,
        None if evidence is None else str(evidence),
        None if measure is None else str(measure),
        None if target is None else float(target),
    )


def _day(path: Path, where: str, value: Any) -> date | None:
    if value is None or type(value) is date:
        return value
    raise TerritoryError(path, where, f"is {value!r}: write the day as 2027-06-30")
