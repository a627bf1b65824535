"""The file of decisions while it is added to: one writer at a time, whole or not at all.

Belongs here: the one way by which lines come into `territory/decisions.csv`, whatever road they came by. Does not
belong: reading a spreadsheet or a form (`exports`), what joins and what contradicts (`pipelines/digest/applications.py`).
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines.digest.applications import FIELDS, Contradiction, Field, Step, contradiction, joined, steps_of
from pipelines.digest.decisions import DecisionEntry, added, read_decisions, written


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of answers: the lines that they added, and what is open on their calls now."""

    fresh: tuple[DecisionEntry, ...]
    contradictions: tuple[Contradiction, ...]


def keep(
    into: Path,
    answers: Callable[[Sequence[DecisionEntry]], Sequence[DecisionEntry]],
    *,
    aliases: Mapping[str, str],
    given: Iterable[Field] = FIELDS,
) -> Answered:
    """Add to a file what is new in answers to it. Raises TerritoryError, OSError.

    `answers` makes them from the lines that are there; `given`: the fields that they have cells for. An answer that
    knew of a contradiction settles it, even where it says what stands already.
    """
    with _held(into.parent):
        entries, fresh = read_decisions(into), list[DecisionEntry]()
        steps = steps_of(entries, aliases=aliases)
        asked: dict[tuple[str, str], list[Step]] = {}
        for answer in answers(entries):
            key = (answer.profile_id, aliases.get(answer.call_id, answer.call_id))
            mine = asked[key] = steps.setdefault(key, [])
            entry = joined(mine, answer, given=given)
            step = Step(len(entries) + len(fresh), entry)
            if added([last.entry for last in mine[-1:]], [entry]) or _settles(key, mine, step):
                mine.append(step)
                fresh.append(entry)
        if fresh:
            _write(into, [*entries, *fresh])
    found = (contradiction(*key, mine) for key, mine in sorted(asked.items()))
    return Answered(tuple(fresh), tuple(c for c in found if c))


def _settles(key: tuple[str, str], steps: Sequence[Step], step: Step) -> bool:
    if step.entry.road != "command" or not contradiction(*key, steps):
        return False
    return not contradiction(*key, [*steps, step])


def _write(into: Path, entries: Iterable[DecisionEntry]) -> None:
    aside = into.with_name(f".{into.name}.part")
    aside.write_text(written(entries), encoding="utf-8", newline="")
    os.replace(aside, into)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Wait for whoever is writing: two answers at one moment are two, and the second sees the first."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
