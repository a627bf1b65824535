"""What people decided of calls: `territory/decisions.csv`, which only grows.

Belongs here: the form of that file, and which decision stands on a day. Does not belong: reading a spreadsheet
(`warehouse/exports`), or what a decision does to an edition (`selection.py`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

from pipelines.digest.week import Decision
from pipelines.edited_files import TerritoryError, day, read_rows
from pipelines.vocabulary import ApplicationState, Choice

COLUMNS = ("profile", "call_id", "decision", "responsible", "state", "decided_on", "seen_on")
CHOICES: tuple[Choice, ...] = get_args(Choice)
STATES: tuple[ApplicationState, ...] = get_args(ApplicationState)
NOTHING = Decision(choice=None, decided_on=date.min, seen_on=date.min)


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """One line: what was decided of a call for a profile. A line without decision, responsible and state takes all
    back.
    """

    profile_id: str
    call_id: str
    decision: Decision


def read_decisions(path: Path) -> list[DecisionEntry]:
    """All lines, oldest first; none where there is no file. Raises TerritoryError."""
    if not path.exists():
        return []
    return [_entry(path, number, row) for number, row in read_rows(path, COLUMNS)]


def written(entries: Iterable[DecisionEntry]) -> str:
    """The lines of entries as the file holds them, its first line included."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        d = entry.decision
        writer.writerow([entry.profile_id, entry.call_id, d.choice, d.responsible, d.state, d.decided_on, d.seen_on])
    return text.getvalue()


def standing(entries: Iterable[DecisionEntry], *, until: date) -> dict[str, dict[str, Decision]]:
    """The decision that stands at the end of a day, by profile and call."""
    found: dict[str, dict[str, Decision]] = {}
    for entry in entries:
        if entry.decision.decided_on <= until:
            found.setdefault(entry.profile_id, {})[entry.call_id] = entry.decision
    return {
        profile: {call: d for call, d in of.items() if d.choice or d.responsible or d.state}
        for profile, of in found.items()
    }


def added(entries: Iterable[DecisionEntry], given: Iterable[DecisionEntry]) -> list[DecisionEntry]:
    """Those given that change what stands, in their order: giving the same twice adds nothing."""
    last = {(e.profile_id, e.call_id): e.decision for e in entries}
    fresh = []
    for entry in given:
        if _said(last.get((entry.profile_id, entry.call_id), NOTHING)) != _said(entry.decision):
            last[entry.profile_id, entry.call_id] = entry.decision
            fresh.append(entry)
    return fresh


def _said(decision: Decision) -> tuple[object, ...]:
    return decision.choice, decision.responsible, decision.state


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
    return DecisionEntry(
        row["profile"],
        row["call_id"],
        Decision(
            choice=choice, decided_on=decided_on, seen_on=seen_on, responsible=row["responsible"] or None, state=state
        ),
    )
