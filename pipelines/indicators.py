"""What makes two applicants unlike: public indicators of each comuna, and what each says that a priority weighs for it.

Belongs here: the forms of `comunas.csv`, `indicators.yaml` and `weights.csv`, and the weight of each priority that
follows, with its reason. Does not belong: the order of calls (`selection.py`), or what an applicant decided of one call
(`decisions.py`).

A weight of 1 is the usual one, 0 takes a priority out. What an applicant writes in `weights.csv` stands alone; where it
wrote nothing, its indicators move the weight by its place among the applicants of which the indicator is known. One
that nobody filled in moves nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.digest.week import Weight, Why
from pipelines.edited_files import TerritoryError, known_fields, read_entries, read_rows
from pipelines.matching.priorities.priority_file import Priority
from pipelines.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from pipelines.territory import Applicant

FILES = ("comunas.csv", "indicators.yaml")
WEIGHTS = "weights.csv"
COLUMNS, WEIGHT_COLUMNS = (
    ("applicant", "indicator", "value", "year", "source"),
    ("applicant", "priority", "weight", "why"),
)
MOST_WEIGHT, MOST_MOVE = 2.0, 0.5
LEAST_WEIGHT = 0.3  # to which indicators may lower a priority: only people take one out
LEAST_KNOWN = 10  # applicants of which an indicator is known, so that a place among them says something


@dataclass(frozen=True, slots=True)
class Indicator:
    """One public measure: its name in a sentence by language, and how far its highest value raises each priority
    (its lowest lowers it).
    """

    indicator_id: str
    name: Mapping[str, str]
    moves: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class MeasuredComunas:
    """One applicant's value of an indicator, as a source published it."""

    applicant_id: str
    indicator_id: str
    value: float
    year: int
    source: str


def load_indicators(folder: Path, priorities: Sequence[Priority]) -> list[Indicator]:
    """What each indicator says; none where the territory has no such file. Raises TerritoryError."""
    path = folder / "indicators.yaml"
    found: dict[str, Indicator] = {}
    known = [p.priority_id for p in priorities]
    for position, entry in enumerate(read_entries(path, "indicators") if path.exists() else (), 1):
        where = f"indicators, number {position}"
        known_fields(path, where, entry, ("id", "name", "moves"))
        name, names, moves = str(entry.get("id") or ""), entry.get("name"), entry.get("moves")
        if not name or name in found:
            raise TerritoryError(
                path, f"{where}, id", "is missing or stands twice: give each an id of its own, such as poverty_percent"
            )
        if not isinstance(names, dict) or not all(isinstance(names.get(language), str) for language in LANGUAGES):
            raise TerritoryError(path, f"{where}, name", "needs a text in es and in en")
        if not isinstance(moves, dict):
            raise TerritoryError(
                path, f"{where}, moves", "must give a number for each priority that it moves, such as {water: 0.3}"
            )
        for priority, move in moves.items():
            _one_of(path, f"{where}, moves", priority, known, "priority of priorities.yaml")
            if isinstance(move, bool) or not isinstance(move, int | float) or not -MOST_MOVE <= move <= MOST_MOVE:
                raise TerritoryError(
                    path, f"{where}, moves, {priority}", f"is {move!r}: write a number from -{MOST_MOVE} to {MOST_MOVE}"
                )
        found[name] = Indicator(name, names, {str(priority): float(move) for priority, move in moves.items()})
    return list(found.values())


def _of_before(path: Path) -> bool:
    """Whether it is the register of comunas that a home of an early version brought with it under this name, and
    nothing read.
    """
    return path.read_bytes()[:11] == b"cut,comuna,"


def load_measured(
    folder: Path, applicants: Sequence[Applicant], indicators: Sequence[Indicator]
) -> list[MeasuredComunas]:
    """What is known of each applicant; none where the territory has no such file. Raises TerritoryError."""
    path = folder / "comunas.csv"
    people = {a.applicant_id: a for a in applicants}
    found: dict[tuple[str, str], MeasuredComunas] = {}
    for number, row in read_rows(path, COLUMNS) if path.exists() and not _of_before(path) else ():
        where = f"line {number}"
        _one_of(path, f"{where}, applicant", row["applicant"], list(people), "applicant of applicants.yaml")
        _one_of(
            path,
            f"{where}, indicator",
            row["indicator"],
            [i.indicator_id for i in indicators],
            "indicator of indicators.yaml",
        )
        value = _number(path, f"{where}, value", row["value"])
        if not row["year"].isdigit() or len(row["year"]) != 4:
            raise TerritoryError(
                path, f"{where}, year", f"is {row['year']!r}: write the year that the value is of, such as 2017"
            )
        if not row["source"]:
            raise TerritoryError(
                path, f"{where}, source", "is empty: say who published the value, or leave the line out"
            )
        key = (row["applicant"], row["indicator"])
        if key in found:
            raise TerritoryError(path, where, f"gives {row['indicator']} of {row['applicant']} again: keep one")
        told = people[row["applicant"]].population
        if row["indicator"] == "population" and told is not None and told != value:
            raise TerritoryError(
                path, f"{where}, value", f"is {row['value']}, in applicants.yaml it is {told}: write the same in both"
            )
        found[key] = MeasuredComunas(*key, value, int(row["year"]), row["source"])
    return list(found.values())


def load_weights(
    folder: Path, applicants: Sequence[Applicant], priorities: Sequence[Priority]
) -> dict[str, dict[str, tuple[float, str]]]:
    """What applicants wrote themselves: the weight of a priority and why, by applicant and priority. Raises
    TerritoryError.
    """
    path = folder / WEIGHTS
    found: dict[str, dict[str, tuple[float, str]]] = defaultdict(dict)
    for number, row in read_rows(path, WEIGHT_COLUMNS) if path.exists() else ():
        where = f"line {number}"
        _one_of(
            path,
            f"{where}, applicant",
            row["applicant"],
            [a.applicant_id for a in applicants],
            "applicant of applicants.yaml",
        )
        _one_of(
            path,
            f"{where}, priority",
            row["priority"],
            [p.priority_id for p in priorities],
            "priority of priorities.yaml",
        )
        weight = _number(path, f"{where}, weight", row["weight"])
        if not 0 <= weight <= MOST_WEIGHT:
            raise TerritoryError(
                path,
                f"{where}, weight",
                f"is {row['weight']}: write 0 (not wanted) to {MOST_WEIGHT:.0f} (twice as much)",
            )
        if row["priority"] in found[row["applicant"]]:
            raise TerritoryError(path, where, f"weighs {row['priority']} for {row['applicant']} again: keep one")
        found[row["applicant"]][row["priority"]] = (weight, row["why"])
    return dict(found)


def weights_of(
    folder: Path, applicants: Sequence[Applicant], priorities: Sequence[Priority]
) -> dict[str, tuple[Weight, ...]]:
    """What each priority weighs for each applicant, those alone that weigh other than usual. Raises TerritoryError."""
    indicators = load_indicators(folder, priorities)
    moved = _moved(load_measured(folder, applicants, indicators), indicators)
    written = load_weights(folder, applicants, priorities)
    found = {}
    for applicant in applicants:
        own, pushed = written.get(applicant.applicant_id, {}), moved.get(applicant.applicant_id, {})
        weights = [_weight(p.priority_id, own.get(p.priority_id), pushed.get(p.priority_id, ())) for p in priorities]
        found[applicant.applicant_id] = tuple(weight for weight in weights if weight.weight != 1 or weight.why)
    return found


_Push = tuple[float, Why]  # how far, and why


def _weight(priority_id: str, own: tuple[float, str] | None, pushes: Sequence[_Push]) -> Weight:
    if own is not None:
        why = own[1].strip().rstrip(".")
        return Weight(priority_id, own[0], Why("set_because", (("words", why),)) if why else Why("set"))
    weight = min(MOST_WEIGHT, max(LEAST_WEIGHT, 1 + sum(push for push, _ in pushes)))
    told = sorted(pushes, key=lambda push: -abs(push[0]))[:1]
    return Weight(priority_id, round(weight, 3), told[0][1] if told else None)


def _moved(measured: Sequence[MeasuredComunas], indicators: Sequence[Indicator]) -> dict[str, dict[str, list[_Push]]]:
    """How the indicators move each applicant's priorities, by its place among those of which the indicator is known."""
    found: dict[str, dict[str, list[_Push]]] = defaultdict(lambda: defaultdict(list))
    for indicator in indicators:
        known = [m for m in measured if m.indicator_id == indicator.indicator_id]
        values = sorted(m.value for m in known)
        for m in known if len(known) >= LEAST_KNOWN else ():
            below, above = bisect_left(values, m.value), len(values) - bisect_right(values, m.value)
            place = (below - above) / (len(values) - 1)
            for priority, move in indicator.moves.items():
                found[m.applicant_id][priority].append((move * place, _placed(indicator, m, below, above)))
    return found


def _placed(indicator: Indicator, measured: MeasuredComunas, below: int, above: int) -> Why:
    more = below >= above
    values = (("others", below if more else above), ("source", measured.source), ("year", measured.year))
    return Why("has_more" if more else "has_less", values, tuple(indicator.name.items()))


def _one_of(path: Path, where: str, value: Any, known: list[str], what: str) -> None:
    if value not in known:
        near = get_close_matches(str(value), known, 1)
        raise TerritoryError(
            path,
            where,
            f"{value!r} is no {what}{f'; did you mean {near[0]}?' if near else ': add it there or mend it'}",
        )


def _number(path: Path, where: str, words: str) -> float:
    try:
        value = float(words)
    except ValueError:
        value = float("nan")
    if not abs(value) < 1e12:  # nan is not either
        raise TerritoryError(
            path, where, f"is {words!r}: write a number with a point and without thousands, such as 12.5"
        )
    return value
