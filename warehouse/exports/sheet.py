"""`oportunidades.xlsx`: the week as a spreadsheet to filter, print, decide in and hand back.

Belongs here: sheets, tables, formats, links, colours. Does not belong: which columns there are (`columns.py`), reading
decisions back.

Two sheets carry decisions, `Oportunidades`, which followed calls head, and `Cerradas` (an application is won or lost
after its call has closed): header in the first row, the call's identifier in the last column, no call twice. Texts are
written as texts: none is ever read as a formula. Equal editions give equal bytes: the file is made in memory and its
only time is the publication's day.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.digest.week import CLOSES_SOON_DAYS, Awaited, Edition, Item
from pipelines.language.figures import day_text, own_mark
from pipelines.language.messages import Language, text
from pipelines.language.safe_text import clean, one_line
from pipelines.place import in_use
from warehouse.exports.columns import COLUMNS, MAIN, Kind, Value, opened
from warehouse.exports.words import change_text, word, words

SOON_DAYS = 30
SHEETS = ("calls", "changes", "closed", "funds", "columns")
_FILLED_IN = {"decision": "choice", "responsible": None, "application_state": "state"}
_DAY_ZERO = date(1899, 12, 30)
_FORMATS: dict[str, dict[str, Any]] = {
    "text": {"align": "left", "indent": 1},
    "code": {"align": "left", "indent": 1},
    "id": {"text_wrap": False},
    "yes": {"align": "center"},
    "date": {"num_format": "dd-mm-yyyy", "align": "center"},
    "moment": {"num_format": "dd-mm-yyyy hh:mm", "align": "center"},
    "integer": {"num_format": "#,##0"},
    "score": {"num_format": "0.00"},
    "percent": {"num_format": '0"%"'},
    "percent_cents": {"num_format": '0.00"%"'},
    "amount": {"num_format": "#,##0"},
    "amount_cents": {"num_format": "#,##0.00"},
    "usd": {"num_format": '"US$" #,##0'},
    "link": {"font_color": "#0B5394", "underline": 1, "align": "center"},
}

PAPER = {"letter": 1, "a4": 9}  # as xlsxwriter numbers them


def _own_money() -> dict[str, dict[str, Any]]:
    """How sums in the territory's own money look: "$1.500.000", "Ksh 1,500,000"."""
    return {"own": {"num_format": f'"{own_mark()}"#,##0'}}


@dataclass(frozen=True, slots=True)
class _Heading:
    text: str
    kind: Kind
    width: int
    key: str = ""


def write_xlsx(edition: Edition, path: Path) -> None:
    """Write the spreadsheet of an edition."""
    gc.disable()  # the cells all live until the file is written: looking for garbage among them costs a fifth of the time
    try:
        _write(edition, path)
    finally:
        gc.enable()


def _write(edition: Edition, path: Path) -> None:
    with xlsxwriter.Workbook(
        str(path), {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        _Book(book, edition).write()


class _Book:
    """One workbook while it is written: its formats, and the table that each sheet is."""

    def __init__(self, book: xlsxwriter.Workbook, edition: Edition) -> None:
        self.book, self.edition, self.language = book, edition, edition.language
        base = {"font_name": "Calibri", "font_size": 10, "valign": "top", "text_wrap": True}
        self.formats: dict[str, Format] = {
            kind: book.add_format(base | look) for kind, look in (_FORMATS | _own_money()).items()
        }
        heading = base | {
            "bold": True,
            "valign": "vcenter",
            "align": "left",
            "indent": 1,
            "border": 1,
            "border_color": "#FFFFFF",
        }
        self.header = book.add_format(heading | {"font_color": "#FFFFFF", "bg_color": "#1F4E5F"})
        self.header_filled_in = book.add_format(heading | {"font_color": "#5D4300", "bg_color": "#FFE08A"})
        self.big = book.add_format({"font_name": "Calibri", "font_size": 14, "bold": True, "font_color": "#1F4E5F"})
        self.plain = book.add_format({"font_name": "Calibri", "font_size": 10})
        line = {"bottom": 1, "bottom_color": "#D9D9D9"}
        self.urgent = book.add_format(line | {"bg_color": "#F8CBAD", "font_color": "#7B1E00", "bold": True})
        self.soon = book.add_format(line | {"bg_color": "#FFF2CC"})
        self.dismissed = book.add_format(line | {"font_color": "#999999", "font_strikeout": True})
        self.followed = book.add_format(line | {"bold": True})
        self.filled_in = book.add_format(line | {"bg_color": "#FFF8E1"})
        self.line = book.add_format(line)

    def write(self) -> None:
        edition = self.edition
        self.book.set_properties(
            {
                "title": f"Catastro {edition.week}",
                "subject": one_line(edition.profile.name)[:200],
                "author": "Catastro",
                "keywords": _origin(edition),
                "created": datetime.combine(edition.published_on, time()),
            }
        )
        calls = {item.call_id: item for item in edition.followed + edition.items + edition.dismissed}
        self._calls("calls", tuple(calls.values()))
        self._table("changes", self._change_headings(), map(_cleaned, _changes(edition)))
        self._calls("closed", tuple(item for item in edition.closed if item.call_id not in calls))
        self._table("funds", self._fund_headings(), map(_cleaned, _funds(edition)))
        self._explanations()

    def _calls(self, name: str, items: Sequence[Item]) -> None:
        language = self.language
        headings = [_Heading(column.heading(language), column.kind, column.width, column.key) for column in COLUMNS]
        sheet = self._table(name, headings, (_values(item, language) for item in items), height=45)
        rows = max(len(items), 1)
        sheet.freeze_panes(1, 1)
        for place in range(len(MAIN), len(COLUMNS)):
            sheet.set_column(place, place, COLUMNS[place].width, None, {"level": 1, "hidden": True})
        sheet.set_column(len(COLUMNS), len(COLUMNS), None, None, {"collapsed": True})
        sheet.print_area(0, 0, rows, len(MAIN) - 1)
        for key, kind in _FILLED_IN.items():
            if kind:
                self._choices(sheet, _place(key), rows, kind)

    def _choices(self, sheet: Worksheet, column: int, rows: int, kind: str) -> None:
        offered = list(words(kind, self.language))
        sheet.data_validation(
            1,
            column,
            rows,
            column,
            {
                "validate": "list",
                "source": offered,
                "error_title": "Catastro",
                "error_message": text("sheet.choose", self.language, offered=", ".join(offered)),
            },
        )

    def _colours(self, sheet: Worksheet, rows: int) -> None:
        decision, left = _letters(_place("decision")), _letters(_place("days_left"))
        whole = (1, 0, rows, len(MAIN) - 1)
        dismissed, followed = (word("choice", code, self.language) for code in ("dismiss", "follow"))
        sheet.conditional_format(
            *whole, {"type": "formula", "criteria": f'=${decision}2="{dismissed}"', "format": self.dismissed}
        )
        sheet.conditional_format(
            1, 0, rows, 0, {"type": "formula", "criteria": f'=${decision}2="{followed}"', "format": self.followed}
        )
        for key in _FILLED_IN:
            place = _place(key)
            sheet.conditional_format(
                1, place, rows, place, {"type": "formula", "criteria": "=TRUE", "format": self.filled_in}
            )
        dates = (1, _place("next_deadline_on"), rows, _place("days_left"))
        for days, look in ((CLOSES_SOON_DAYS, self.urgent), (SOON_DAYS, self.soon)):
            sheet.conditional_format(
                *dates, {"type": "formula", "criteria": f"=AND(ISNUMBER(${left}2),${left}2<={days})", "format": look}
            )

    def _table(
        self,
        name: str,
        headings: Sequence[_Heading],
        rows: Iterable[Sequence[Value]],
        *,
        first: int = 0,
        height: float | None = None,
        sheet: Worksheet | None = None,
    ) -> Worksheet:
        """A sheet that is one table with filters, its header in the row `first`; `height` is every row's, else what its
        texts need.

        Texts are written as they are: `_cleaned` has made them safe.
        """
        title = text(f"sheet.{name}", self.language)
        sheet = sheet or self.book.add_worksheet(title)
        writers = [(place, heading.kind, self.formats[heading.kind]) for place, heading in enumerate(headings)]
        count = 0
        for count, row in enumerate(rows, 1):
            for place, kind, look in writers:
                value = row[place]
                if value is not None:
                    self._cell(sheet, first + count, place, kind, value, look)
            if height is None:
                sheet.set_row(first + count, _height(row, headings))
        if height is not None:
            sheet.set_default_row(height)
        whole = (first, 0, first + max(count, 1), len(headings) - 1)
        sheet.add_table(
            *whole,
            {
                "name": f"t_{name}",
                "style": "Table Style Light 1",
                "columns": [{"header": heading.text, "header_format": self._header(heading)} for heading in headings],
            },
        )
        for place, heading in enumerate(headings):
            sheet.set_column(place, place, heading.width)
        sheet.set_row(first, 32)
        self._page(sheet, title, first)
        if name in ("calls", "closed"):
            self._colours(sheet, whole[2])
        sheet.conditional_format(
            *whole, {"type": "formula", "criteria": "=TRUE", "format": self.line}
        )  # the last: it yields to colours
        return sheet

    def _page(self, sheet: Worksheet, title: str, header_row: int) -> None:
        sheet.freeze_panes(header_row + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(PAPER[in_use().paper])
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(header_row)
        named = one_line(self.edition.profile.name)[:80].replace("&", "&&")
        sheet.set_footer(f"&L&8Catastro {self.edition.week} · {named}&C&8{title}&R&8&P / &N")

    def _header(self, heading: _Heading) -> Format:
        return self.header_filled_in if heading.key in _FILLED_IN else self.header

    def _cell(self, sheet: Worksheet, row: int, place: int, kind: Kind, value: Any, look: Format) -> None:
        match kind:
            case "text" | "code" | "id":
                sheet.write_string(row, place, value, look)
            case "link":
                sheet.write_url(row, place, value.url, look, value.text)
            case "date":
                sheet.write_number(row, place, (value - _DAY_ZERO).days, look)
            case "moment":
                sheet.write_datetime(row, place, value, look)
            case "yes":
                if value:
                    sheet.write_string(row, place, text("sheet.yes", self.language), look)
            case "amount" | "percent":
                sheet.write_number(
                    row, place, float(value), look if value == int(value) else self.formats[f"{kind}_cents"]
                )
            case _:
                sheet.write_number(row, place, float(value), look)

    def _change_headings(self) -> list[_Heading]:
        return self._headings(
            ("title", "text", 60),
            ("open", "link", 8),
            ("what_changed", "text", 26),
            ("before", "text", 34),
            ("now", "text", 34),
            ("day", "date", 12),
            ("call_id", "id", 12),
        )

    def _fund_headings(self) -> list[_Heading]:
        return self._headings(
            ("fund", "text", 60),
            ("funder", "text", 34),
            ("expected", "text", 24),
            ("opens_from", "date", 12),
            ("opens_to", "date", 12),
            ("known_calls", "integer", 14),
            ("confidence", "score", 11),
            ("note", "text", 50),
        )

    def _headings(self, *given: tuple[str, Kind, int]) -> list[_Heading]:
        return [_Heading(text(f"heading.{name}", self.language), kind, width) for name, kind, width in given]

    def _explanations(self) -> None:
        sheet = self.book.add_worksheet(text("sheet.columns", self.language))
        title, *lines = _introduction(self.edition)
        sheet.write_string(0, 0, clean(title), self.big)
        for row, line in enumerate(lines, 1):
            sheet.write_string(row, 0, clean(line), self.plain)
        headings = self._headings(("column", "text", 32), ("about", "text", 120))
        rows = ((column.heading(self.language), column.about(self.language)) for column in COLUMNS)
        self._table("columns", headings, rows, first=len(lines) + 2, sheet=sheet)


def _origin(edition: Edition) -> str:
    """By what decisions are read back: whose it is, of when, and how many lines of theirs it shows."""
    origin = f"{edition.profile.profile_id} {edition.week} {edition.published_on}"
    return origin if edition.lines_known is None else f"{origin} {edition.lines_known}"


def _introduction(edition: Edition) -> Iterator[str]:
    """What the reader should know first, a line each."""
    language = edition.language
    yield text("sheet.title", language, profile=one_line(edition.profile.name), week=edition.week)
    yield text("sheet.as_of", language, monday=day_text(edition.as_of), published=day_text(edition.published_on))
    yield text("sheet.empty", language)
    yield text("sheet.fill_in", language)
    yield from map(one_line, edition.notices)
    if edition.left_out_line:
        yield one_line(edition.left_out_line)


def _changes(edition: Edition) -> Iterator[Sequence[Value]]:
    for item in edition.changed:
        for change in item.changes:
            yield (
                item.title,
                opened(item, edition.language),
                word("field", change.field, edition.language),
                change_text(change.field, change.old_value, edition.language),
                change_text(change.field, change.new_value, edition.language),
                change.changed_on,
                item.call_id,
            )


def _funds(edition: Edition) -> Iterator[Sequence[Value]]:
    def row(fund: Awaited, expected: str) -> Sequence[Value]:
        return (
            fund.name,
            fund.funder,
            expected,
            fund.opens_from,
            fund.opens_to,
            fund.call_count or None,
            fund.confidence,
            fund.note,
        )

    yield from (row(fund, text("sheet.opens_soon", edition.language)) for fund in edition.opening)
    yield from (row(fund, text("sheet.awaited", edition.language)) for fund in edition.awaited)


@lru_cache(maxsize=20_000)  # profiles share items
def _values(item: Item, language: Language) -> tuple[Value, ...]:
    """What each column shows of a call."""
    return _cleaned(column.read(item, language) for column in COLUMNS)


def _cleaned(values: Iterable[Value]) -> tuple[Value, ...]:
    """The values of a row, its texts clean; xlsxwriter cuts them to what a cell holds."""
    return tuple(clean(value) if isinstance(value, str) else value for value in values)


def _height(row: Sequence[Value], headings: Sequence[_Heading]) -> float:
    """Points that a row needs for its longest text, of up to six lines."""
    lines = (
        sum(1 + len(line) // heading.width for line in value.split("\n"))
        for value, heading in zip(row, headings, strict=True)
        if isinstance(value, str)
    )
    return 4 + 13 * min(max(lines, default=1), 6)


def _place(key: str) -> int:
    return next(place for place, column in enumerate(COLUMNS) if column.key == key)


def _letters(place: int) -> str:
    letters: str = xlsxwriter.utility.xl_col_to_name(place)
    return letters
