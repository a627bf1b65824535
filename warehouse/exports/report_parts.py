"""What a monthly report is made of: sections of sentences, pictures and tables.

Belongs here: shapes, and cells as people write them. Does not belong: which sections there are (`report_model.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pipelines.language.figures import day_text, money, number
from pipelines.language.messages import Language, text
from pipelines.language.safe_text import one_line, shortened
from pipelines.place import in_use

MOST_OF_A_TITLE = 110


@dataclass(frozen=True, slots=True)
class Cell:
    """`number`: its figures stand right; `day`: it is never broken; `url` and `language` are those of a call's own title."""

    text: str
    number: bool = False
    day: bool = False
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ReportTable:
    """`caption` names it for who hears it; `rest` says what was left out."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rest: str = ""

    @property
    def wide(self) -> bool:
        """Whether a telephone shows a row as a card: words in several columns do not fit beside each other."""
        return len(self.head) > 3 and any(not cell.number for row in self.rows for cell in row[1:])


@dataclass(frozen=True, slots=True)
class ReportSection:
    """`pictures`: SVG with its caption; the numbers of each stand in a table of the section as well."""

    key: str
    heading: str
    sentences: tuple[str, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()
    tables: tuple[ReportTable, ...] = ()

    @property
    def said_above(self) -> frozenset[str]:
        """What stands over the tables already, so that a table's caption need not be seen to say it again."""
        return frozenset({self.heading, *self.sentences, *(caption for _, caption in self.pictures)})


@dataclass(frozen=True, slots=True)
class MonthReport:
    """One report as it is shown; `tiles`: a number, what it is, and a sum."""

    language: Language
    title: str
    subtitle: str
    notices: tuple[str, ...]
    tiles: tuple[tuple[str, str, str], ...]
    sections: tuple[ReportSection, ...]
    definitions: tuple[tuple[str, str], ...]
    definitions_heading: str
    origin: str


def figure(value: float | None, unit: str, language: Language) -> str:
    """A value in its unit: "1.234", "$45.000.000", "37 %", "12,5"."""
    if value is None:
        return text("report.unknown", language)
    if unit == "money":
        return money(Decimal(round(value)), in_use().currency, language)
    said = (
        number(int(value), language) if value == int(value) else number(int(value), language) + _tenth(value, language)
    )
    return f"{said} %" if unit == "percent" else said


def _tenth(value: float, language: Language) -> str:
    return f"{value % 1:.1f}"[1:].replace(".", text("format.decimal", language)) if round(value % 1, 1) < 1 else ""


def plain(value: Any) -> Cell:
    """A cell of words or a day."""
    return Cell(day_text(value), day=True) if isinstance(value, date) else Cell(one_line(str(value or "")))


def sum_cell(value: Any, language: Language) -> Cell:
    """A cell of a sum in the territory's own money."""
    return Cell("" if value is None else money(Decimal(value), in_use().currency, language), number=True)


def title_cell(row: Mapping[str, Any]) -> Cell:
    """A call's title, in its own language, with its address."""
    url = row.get("url") or None
    return Cell(shortened(one_line(row["title"]), MOST_OF_A_TITLE), url=url, language=row.get("language"))


def first_of(
    rows: Sequence[tuple[Cell, ...]], most: int, language: Language
) -> tuple[tuple[tuple[Cell, ...], ...], str]:
    """The first rows, and how many were left out in words."""
    left = len(rows) - most
    return tuple(rows[:most]), text("report.more", language, many=left) if left > 0 else ""
