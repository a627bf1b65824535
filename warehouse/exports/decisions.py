"""Decisions read back from the spreadsheet that somebody filled in.

Belongs here: finding the filled-in cells, and errors that name file, sheet, row, column and mend. Does not belong:
which decision stands (`pipelines/digest/decisions.py`), joining it with what others decided since
(`pipelines/digest/applications.py`), writing the spreadsheet (`sheet.py`).

Nothing is kept unless all is good. A cell that says what it said when its spreadsheet was made does not undo what was
decided since by another road.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zipfile import BadZipFile

from pipelines.digest.applications import Contradiction
from pipelines.digest.decisions import NOTHING, DecisionEntry, lines_known
from pipelines.digest.week import Decision, monday_of
from pipelines.language.messages import FIRST, languages, text
from pipelines.language.safe_text import one_line
from pipelines.vocabulary import ApplicationState, Choice
from warehouse.decision_file import keep
from warehouse.exports.columns import COLUMNS
from warehouse.exports.words import codes, words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 200
_KEYS = ("decision", "responsible", "application_state", "call_id")
_ORIGIN = re.compile(r"(?<!\S)(\S++) (\d{4}-W\d{2}) (\d{4}-\d{2}-\d{2})(?: (\d{1,9}))?(?!\S)")


class BadSheet(ValueError):
    """A spreadsheet that cannot be read back: the message names file, sheet, row, column and the mend."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Which profile's spreadsheet of which week it is, the day of the publication that it shows, and how many lines of
    the file of decisions (None in one of an earlier version).
    """

    profile_id: str
    week: str
    published_on: date
    knew: int | None = None


@dataclass(frozen=True, slots=True)
class KeptDecisions:
    """What reading a spreadsheet came to: `rows` with something in them, of which `fresh` changed what stands;
    `contradictions`: those that are open on its calls now.
    """

    origin: Origin
    rows: int
    fresh: tuple[DecisionEntry, ...]
    contradictions: tuple[Contradiction, ...] = ()


def keep_decisions(
    path: Path,
    into: Path,
    *,
    on: date,
    profiles: Collection[str],
    calls: Collection[str],
    aliases: Mapping[str, str],
    who: str | None = None,
) -> KeptDecisions:
    """Read a spreadsheet's decisions, taken on a day, into the file of decisions. Raises BadSheet, TerritoryError,
    OSError.

    `profiles` and `calls` are those known; `aliases` lead from retired ids of calls to living ones; `who`: who answers.
    """
    origin, rows = read_sheet(path, profiles)
    found: dict[str, Decision] = {}
    for where, call_id, decision in rows:
        call_id = aliases.get(call_id, call_id)
        if call_id not in calls:
            raise BadSheet(
                f"{where('call_id')}: {call_id!r} is no call of the catalogue; copy it from the exported sheet again"
            )
        other = found.get(call_id)
        if other is not None and _said(other) != _said(decision):
            raise BadSheet(f"{where('call_id')}: stands in another row with another decision; keep one of the two rows")
        found[call_id] = replace(decision, decided_on=on, seen_on=origin.published_on, who=who)

    def answers(entries: Sequence[DecisionEntry]) -> list[DecisionEntry]:
        knew = lines_known(entries, until=monday_of(origin.week)) if origin.knew is None else origin.knew
        copy = one_line(path.name)[:LONGEST]
        return [DecisionEntry(origin.profile_id, c, d, "spreadsheet", copy, knew) for c, d in found.items()]

    kept = keep(into, answers, aliases=aliases, given=("stage", "responsible"))
    said = sum(_said(decision) != _said(NOTHING) for decision in found.values())
    return KeptDecisions(origin, said, kept.fresh, kept.contradictions)


def read_sheet(path: Path, profiles: Collection[str]) -> tuple[Origin, list[tuple[_Where, str, Decision]]]:
    """Whose spreadsheet it is, and every row: where it stands, its call, what its three cells say. Raises BadSheet."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path)
    except FileNotFoundError:
        raise BadSheet(f"{path}: no such file") from None
    except (InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        raise BadSheet(f"{path}: is no .xlsx workbook ({error}); save it as Excel 2007 (.xlsx)") from error
    try:
        named = _ORIGIN.search(str(book.properties.keywords or ""))
        if named is None or named[1] not in profiles:
            which = (
                f"is of profile {named[1]!r}, which profiles.yaml does not have"
                if named
                else "does not say whose it is"
            )
            raise BadSheet(
                f"{path}: {which}; fill in the oportunidades.xlsx that `catastro export` wrote; any file name will do"
            )
        sheets = [
            sheet
            for name in _said_everywhere("sheet.calls", "sheet.closed")
            for sheet in book.worksheets
            if sheet.title == name
        ]
        if not sheets:
            raise BadSheet(f"{path}: has no sheet {text('sheet.calls', FIRST)!r}; give it that name again")
        origin = Origin(named[1], named[2], date.fromisoformat(named[3]), int(named[4]) if named[4] else None)
        return origin, [row for sheet in sheets for row in _rows(path, sheet)]
    finally:
        book.close()


class _Where:
    """A row's place, as an error names it."""

    def __init__(self, path: Path, sheet: str, row: int, headings: Mapping[str, str]) -> None:
        self._place, self._headings = f"{path}, sheet {sheet}, row {row}", headings

    def __call__(self, key: str) -> str:
        return f"{self._place}, column {self._headings[key]}"


def _rows(path: Path, sheet: Worksheet) -> Iterator[tuple[_Where, str, Decision]]:
    lines = sheet.iter_rows()
    headings = {c.key: [c.heading(language) for language in languages()] for c in COLUMNS if c.key in _KEYS}
    places = {said: cell.column - 1 for cell in next(lines, ()) if isinstance(said := cell.value, str)}
    named = {key: next((said for said in heading if said in places), "") for key, heading in headings.items()}
    for key in _KEYS:
        if not named[key]:
            raise BadSheet(
                f"{path}, sheet {sheet.title}, row 1: has no column {headings[key][0]}; write that heading again"
            )
    for number, line in enumerate(lines, 2):
        where = _Where(path, sheet.title, number, named)
        choice, responsible, state, call_id = (_text(where, key, line[places[named[key]]]) for key in _KEYS)
        if not call_id:
            if choice or responsible or state:
                raise BadSheet(
                    f"{where('call_id')}: is empty, so nobody can tell what is decided; copy it from the exported sheet"
                    " again"
                )
            continue
        yield (
            where,
            call_id,
            Decision(
                choice=cast("Choice | None", _code(where, "decision", "choice", choice)),
                responsible=responsible or None,
                state=cast("ApplicationState | None", _code(where, "application_state", "state", state)),
                decided_on=date.min,
                seen_on=date.min,
            ),
        )


def _text(where: _Where, key: str, cell: Any) -> str:
    if cell.value is None:
        return ""
    if cell.data_type in ("f", "e"):
        raise BadSheet(f"{where(key)}: holds a formula ({str(cell.value)[:40]!r}); write the text itself")
    written = one_line(str(cell.value))
    if len(written) > LONGEST:
        raise BadSheet(f"{where(key)}: has {len(written)} letters; write {LONGEST} at most")
    return written


def _said_everywhere(*names: str) -> list[str]:
    """Each message in every language: a spreadsheet is read back whatever language it was written in."""
    return [text(name, language) for name in names for language in languages()]


def _code(where: _Where, key: str, kind: str, written: str) -> str | None:
    if not written:
        return None
    known = {said.casefold(): code for said, code in codes(kind).items()}
    code = known.get(written.casefold())
    if code is None:
        offered = " / ".join(", ".join(words(kind, language)) for language in languages())
        raise BadSheet(f"{where(key)}: says {written!r}; choose one of {offered}, or leave it empty")
    return code


def _said(decision: Decision) -> tuple[object, ...]:
    return decision.choice, decision.responsible, decision.state
