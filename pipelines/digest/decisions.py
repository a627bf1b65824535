"""What people decided of calls: `territory/decisions.csv`, which only grows.

Belongs here: the form of that file, and which decision stands on a day. Does not belong: reading a spreadsheet
(`warehouse/exports`), joining answers and finding contradictions (`applications.py`), or what a decision does to an
edition (`selection.py`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import takewhile
from pathlib import Path
from typing import get_args

from pipelines.digest.week import Decision
from pipelines.edited_files import TerritoryError, day, read_rows, read_text
from pipelines.vocabulary import ApplicationState, Choice, DecisionRoad

COLUMNS = ("profile", "call_id", "decision", "responsible", "state", "decided_on", "seen_on")
"""Of the file's first form, which is still read."""
ALL_COLUMNS = (*COLUMNS, "amount", "partners", "who", "why", "road", "copy", "knew")
CHOICES: tuple[Choice, ...] = get_args(Choice)
STATES: tuple[ApplicationState, ...] = get_args(ApplicationState)
ROADS: tuple[DecisionRoad, ...] = get_args(DecisionRoad)
NOTHING = Decision(choice=None, decided_on=date.min, seen_on=date.min)


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """One line: what was decided of a call for a profile. A line without decision, responsible and state takes all
    back.

    `road`: how it came; `copy`: the file it was in; `knew`: how many lines of the file of decisions the one who decided
    had before them, None where all.
    """

    profile_id: str
    call_id: str
    decision: Decision
    road: DecisionRoad | None = None
    copy: str | None = None
    knew: int | None = None


def read_decisions(path: Path) -> list[DecisionEntry]:
    """All lines, oldest first; none where there is no file. Raises TerritoryError."""
    if not path.exists():
        return []
    heading = read_text(path).partition("\n")[0]
    columns = COLUMNS if heading.count(",") < len(COLUMNS) else ALL_COLUMNS
    return [_entry(path, number, row) for number, row in read_rows(path, columns)]


def written(entries: Iterable[DecisionEntry]) -> str:
    """The lines of entries as the file holds them, its first line included."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(ALL_COLUMNS)
    for e in entries:
        d = e.decision
        first = (e.profile_id, e.call_id, d.choice, d.responsible, d.state, d.decided_on, d.seen_on)
        amount = None if d.amount is None else format(d.amount, "f")
        writer.writerow([*first, amount, d.partners, d.who, d.why, e.road, e.copy, e.knew])
    return text.getvalue()


def standing(entries: Iterable[DecisionEntry], *, until: date) -> dict[str, dict[str, Decision]]:
    """The decision that stands at the end of a day, by profile and call."""
    found: dict[str, dict[str, Decision]] = {}
    for entry in entries:
        if entry.decision.decided_on <= until:
            found.setdefault(entry.profile_id, {})[entry.call_id] = entry.decision
    return {profile: {call: d for call, d in of.items() if says(d)} for profile, of in found.items()}


def says(decision: Decision) -> bool:
    """Whether a decision says anything: one that does not takes back what stood."""
    return any(_said(decision)[:-1])


def lines_known(entries: Sequence[DecisionEntry], *, until: date) -> int:
    """How many lines a file of that day shows: those from the first on, up to one that is of a later day."""
    return sum(1 for _ in takewhile(lambda entry: entry.decision.decided_on <= until, entries))


def added(entries: Iterable[DecisionEntry], given: Iterable[DecisionEntry]) -> list[DecisionEntry]:
    """Those given that change what stands, in their order: giving the same twice adds nothing."""
    last = {(e.profile_id, e.call_id): e.decision for e in entries}
    fresh = []
    for entry in given:
        if _said(last.get((entry.profile_id, entry.call_id), NOTHING)) != _said(entry.decision):
            last[entry.profile_id, entry.call_id] = entry.decision
            fresh.append(entry)
    return fresh


def _said(d: Decision) -> tuple[object, ...]:
    return d.choice, d.responsible, d.state, d.amount, d.partners, d.why


def _entry(path: Path, number: int, row: Mapping[str, str]) -> DecisionEntry:
    for field in ("profile", "call_id"):
        if not row[field]:
            raise TerritoryError(
                path, f"line {number}, {field}", "is empty: every decision is one profile's, of one call"
            )
    choice: Choice | None = next((c for c in CHOICES if c == row["decision"]), None)
    if row["decision"] and choice is None:
        raise TerritoryError(
            path, f"line {number}, decision", f"is {row['decision']!r}: write {' or '.join(CHOICES)}, or leave it empty"
        )
    state: ApplicationState | None = next((s for s in STATES if s == row["state"]), None)
    if row["state"] and state is None:
        raise TerritoryError(
            path, f"line {number}, state", f"is {row['state']!r}: write one of {', '.join(STATES)}, or leave it empty"
        )
    decided_on, seen_on = (day(path, f"line {number}, {field}", row[field]) for field in ("decided_on", "seen_on"))
    if decided_on is None or seen_on is None:
        field = "seen_on" if decided_on else "decided_on"
        raise TerritoryError(path, f"line {number}, {field}", "is empty: write the day as 2026-11-16")
    decision = Decision(
        choice=choice,
        decided_on=decided_on,
        seen_on=seen_on,
        responsible=row["responsible"] or None,
        state=state,
        amount=_amount(path, number, row.get("amount") or ""),
        partners=row.get("partners") or None,
        why=row.get("why") or None,
        who=row.get("who") or None,
    )
    knew, road = row.get("knew") or "", row.get("road") or ""
    if knew and not (knew.isascii() and knew.isdigit()):
        raise TerritoryError(path, f"line {number}, knew", f"is {knew!r}: write a number of lines, or leave it empty")
    came: DecisionRoad | None = next((r for r in ROADS if r == road), None)
    if road and came is None:
        raise TerritoryError(
            path, f"line {number}, road", f"is {road!r}: write one of {', '.join(ROADS)}, or leave it empty"
        )
    return DecisionEntry(
        row["profile"], row["call_id"], decision, came, row.get("copy") or None, int(knew) if knew else None
    )


def _amount(path: Path, number: int, words: str) -> Decimal | None:
    if not words:
        return None
    try:
        amount = Decimal(words)
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0:
        raise TerritoryError(
            path,
            f"line {number}, amount",
            f"is {words!r}: write a sum without dots, such as 45000000, or leave it empty",
        )
    return amount
