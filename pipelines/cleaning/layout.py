"""A page's text as lines that know their place: under which headings, behind which label, in which column of which row.

Belongs here: what the shape of a text says, whatever its words mean. Does not belong: markup (`markup.py`), days, sums.
All places are those of the plain text, which its fold (`language.normalisation.fold`) shares.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Literal

import numpy as np

from pipelines.cleaning.dates import MONTHS

Kind = Literal["heading", "label", "row", "bullet", "question", "paragraph"]
Span = tuple[int, int]

_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(r"\||\t| {3,}")
_BULLET = re.compile(r"\s{0,3}(?:[-–—•·*▪◦‣►✓✔→»+]|\(?[a-z0-9]{1,2}\)|\d{1,2}\.(?:\d{1,2}\.?)?)\s")
_MARKED_HEADING = re.compile(r"\s{0,3}#{1,6}\s|\s{0,3}(?:={3,}|\*{2}.{1,80}\*{2}\s{0,3}$)")
_NUMBERED = re.compile(
    r"\s{0,3}(?:\d{1,2}\.(?:\d{1,2}\.){0,4}(?:\d{1,2})?|[ivx]{1,5}[.)-]|(?:art(?:iculo|igo|icle|ikel|icolo|\.)?|§|seccion|section|"
    r"secao|abschnitt|capitulo|titulo)\s{0,3}[\dºo°.ivx]+)\s{0,3}[-–.:)]?\s{1,3}\S"
)
_RULE = re.compile(r"[\s|+:=_*-]*")
_LABEL_END = re.compile(r":\s|:$|\s[-–—]\s")
_SENTENCE_END = re.compile(r"[.;!]\s*$")
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”»)]?\s+(?=[^\Wa-z_]|[¿¡\"'«“(\d-])|;\s+|\s\|\s|\t")
_ABBREVIATED = re.compile(
    r"(?:^|[\W_])(?:no|nos|num|nro|art|mr|ms|dr|dra|sr|sra|st|approx|ca|inc|ltd|vs|av|bzw|ggf|z\.b|u\.s|ee\.uu|max|min|mio|mrd|"
    r"tsd|mill|usd|aprox|inkl|exkl|evtl|p\.ej|i\.d\.r|abs|nr|jan|feb|febr|mar|apr|abr|jun|jul|aug|ago|sept?|set|okt|oct|out|nov|dez|dec|dic|ene|[a-z])$|"
    r"\d\s?(?:genn?|febbr|magg?|giu|lug|sett|ott)$"  # words of other languages where no day stands before them
)
_ORDINAL_DOT = re.compile(r"(?<!\d)\d{1,2}$")
_SMALL_WORD = re.compile(r"\s+([a-z]+)")
_LONGEST_HEADING, _LONGEST_LABEL = 90, 70
_LABEL_REACH = 400  # letters between a label and what it labels, in one line


class Taken:
    """Spans that something stands in already, to be asked whether another overlaps one of them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))  # how far those up to this one reach

    def overlap(self, start: int, end: int) -> bool:
        """Whether a span shares a letter with one of them."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start


@dataclass(slots=True)
class Line:
    """One line: its span, kind, the headings over it (outermost first, as numbers of lines) and, in a table, its
    cells and head row.
    """

    start: int
    end: int
    kind: Kind = "paragraph"
    headings: tuple[int, ...] = ()
    label_line: int | None = None
    cells: list[Span] = field(default_factory=list)
    head_row: int | None = None


class PageText:
    """The lines and sentences of one text. `folded` is the text's fold."""

    def __init__(self, text: str, folded: str) -> None:
        self.text, self.folded = text, folded
        self.lines = _lines(text, folded)
        self._starts = [line.start for line in self.lines]
        self.sentences = _sentences(text, folded, self.lines)
        self._sentence_starts = [start for start, _ in self.sentences]

    def line_at(self, place: int) -> int:
        """The number of the line at a place."""
        return max(0, bisect_right(self._starts, place) - 1)

    def sentence_at(self, place: int) -> int:
        """The number of the sentence at a place."""
        return max(0, bisect_right(self._sentence_starts, place) - 1)

    def lines_at(self, places: Sequence[int]) -> list[int]:
        """The numbers of the lines at some places."""
        return _numbered(self._starts, places)

    def sentences_at(self, places: Sequence[int]) -> list[int]:
        """The numbers of the sentences at some places."""
        return _numbered(self._sentence_starts, places)

    def quote(self, start: int, end: int, most: int = 240) -> str:
        """The sentence around a span as the text has it, with its label where that stands alone on the line above."""
        number = self.line_at(start)
        first = self.sentences[self.sentence_at(start)][0]
        last = self.sentences[self.sentence_at(max(start, end - 1))][1]
        line = self.lines[number]
        if line.label_line is not None and first == line.start:
            first = self.lines[line.label_line].start
        elif line.kind == "row" and line.cells and first > line.start:
            first = line.cells[0][0]
        spare = max(0, most - (end - start)) // 2
        first, last = max(first, start - spare), min(last, end + spare)
        return " ".join(self.text[first:last].split()).strip(" |;-#*")

    def label_of(self, place: int) -> list[Span]:
        """What labels a place: the column's and the row's head, the words before ":" in its line, or the short line
        above.
        """
        number = self.line_at(place)
        line = self.lines[number]
        spans: list[Span] = []
        if line.cells:
            column = next(
                (at for at, (start, end) in enumerate(line.cells) if start <= place < end), len(line.cells) - 1
            )
            if line.head_row is not None:
                heads = self.lines[line.head_row].cells
                if len(heads) == len(line.cells):
                    spans.append(heads[column])
            if column or len(line.cells) > 1:
                spans.append(line.cells[0 if column else 1])  # a timeline's row begins with its day
            begin = line.cells[column][0]
        else:
            begin = line.start
        begin = max(begin, place - _LABEL_REACH)
        end = max((m.start() for m in _LABEL_END.finditer(self.folded, begin, place)), default=-1)
        if end >= 0:
            start = max(begin, end - _LONGEST_LABEL)
            stop = max((m.end() for m in _STOP.finditer(self.folded, start, end)), default=start)
            spans.append((stop, end))
        elif line.label_line is not None and place - line.start <= _LONGEST_LABEL:
            above = self.lines[line.label_line]
            spans.append((above.start, above.end))
        return spans


@lru_cache(maxsize=2)
def laid_out(text: str, folded: str) -> PageText:
    """The page of a text; kept for the next reader of the same text."""
    return PageText(text, folded)


def _numbered(starts: Sequence[int], places: Sequence[int]) -> list[int]:
    found: list[int] = (
        np.maximum(0, np.searchsorted(starts, places, side="right") - 1).tolist()
        if starts and places
        else [0] * len(places)
    )
    return found


def _lines(text: str, folded: str) -> list[Line]:
    spans = [(match.start(), match.end()) for match in _LINE.finditer(text) if match.group().strip()]
    lines = [Line(start, end) for start, end in spans]
    blank_before = [not at or text.count("\n", lines[at - 1].end, lines[at].start) > 1 for at in range(len(lines))]
    for at, line in enumerate(lines):
        line.kind = _kind(text, folded, lines, at, blank_before)
    _with_heads(folded, lines)
    _under_headings(folded, lines, blank_before)
    return lines


def _kind(text: str, folded: str, lines: Sequence[Line], at: int, blank_before: Sequence[bool]) -> Kind:
    line = lines[at]
    words = folded[line.start : line.end]
    line.cells = _cells(folded, line)
    if line.cells:
        return "row"
    if _MARKED_HEADING.match(words):
        return "heading"
    long = len(words)
    if words.rstrip().endswith("?") and long <= 200:
        return "question"
    if _NUMBERED.match(words) and long <= _LONGEST_HEADING and not _SENTENCE_END.search(words) and not _dated(words):
        return "heading"
    if _BULLET.match(words):
        return "bullet"
    if long > _LONGEST_HEADING or _SENTENCE_END.search(words) or words.rstrip().endswith(","):
        return "paragraph"
    if _dated(words):
        return "paragraph"
    if words.rstrip().endswith(":"):
        return "label"
    if ": " in words:
        return "paragraph"
    written = text[line.start : line.end]
    follows = at + 1 < len(lines) and not blank_before[at + 1]
    if at + 1 < len(lines) and (blank_before[at] or follows or written.isupper()):
        return "heading" if len(words.split()) <= 12 else "paragraph"
    return "paragraph"


_NUMBER_HERE = re.compile(
    r"\d{1,2}[./ -]\d|\d{4}|\d[.,'"
    r" ]\d{3}|[€$£]|\d\s?(?:%|[ap]m\b)|\b\d{1,2}(?:st|nd|rd|th|er|\.|º)?\s(?:de\s)?[a-z]{3,10}\b"
)


def _dated(words: str) -> bool:
    """Whether a line holds what looks like a day or a sum: it is a value then, and heads nothing. A lone year does
    not count.
    """
    match = _NUMBER_HERE.search(words)
    while match:
        if not re.fullmatch(r"(?:19|20)\d\d", match.group()):
            return True
        match = _NUMBER_HERE.search(words, match.end())
    return False


def _cells(folded: str, line: Line) -> list[Span]:
    marks = list(_CELL.finditer(folded, line.start, line.end))
    if not marks:
        return []
    cells, start = [], line.start
    for mark in marks:
        cells.append((start, mark.start()))
        start = mark.end()
    cells.append((start, line.end))
    return cells if len(cells) > 1 and sum(bool(folded[a:b].strip()) for a, b in cells) > 1 else []


def _with_heads(folded: str, lines: list[Line]) -> None:
    """Rows of one table know its head: the first row, where it holds no value and the table is wider than label and
    value.
    """
    head: int | None = None
    for at, line in enumerate(lines):
        if line.kind != "row":
            if not _RULE.fullmatch(folded, line.start, line.end):
                head = None
            continue
        before = lines[at - 1] if at else None
        if head is None and not _dated(folded[line.start : line.end]) and at + 1 < len(lines):
            below = next((lines[n] for n in range(at + 1, min(at + 3, len(lines))) if lines[n].cells), None)
            if (
                below is not None
                and len(below.cells) == len(line.cells)
                and (len(line.cells) > 2 or before is None or before.kind != "row")
            ):
                head = at
                continue
        if head is not None and len(lines[head].cells) == len(line.cells):
            line.head_row = head


def _under_headings(folded: str, lines: list[Line], blank_before: Sequence[bool]) -> None:
    current: list[int] = []
    bare_run = 0
    for at, line in enumerate(lines):
        previous = lines[at - 1] if at else None
        if line.kind in ("heading", "question", "label"):
            bare_run = bare_run + 1 if previous is not None and previous.kind in ("heading", "question", "label") else 1
            line.headings = tuple(current[-1:]) if line.kind == "label" else ()
            if line.kind == "label" and bare_run == 1 and current and lines[current[0]].kind == "heading":
                current = [current[0], at]
            else:
                current = [current[-1], at] if bare_run > 1 and current else [at]
            continue
        bare_run = 0
        line.headings = tuple(current)
        if (
            previous is not None
            and previous.kind in ("heading", "label", "question")
            and previous.end - previous.start <= _LONGEST_LABEL
        ):
            line.label_line = at - 1
        elif previous is not None and line.kind == previous.kind == "bullet":
            line.label_line = previous.label_line  # a list's label holds for each of its items


def _goes_on(folded: str, begin: int, stop: re.Match[str]) -> bool:
    """Whether a full stop ends no sentence: after an abbreviation, or between a day and its month ("15. Oktober")."""
    if _ABBREVIATED.search(folded, max(begin, stop.start() - 8), stop.start()):
        return True
    if not _ORDINAL_DOT.search(folded, max(begin, stop.start() - 3), stop.start()):
        return False
    word = _SMALL_WORD.match(folded, stop.start() + 1)
    return word is not None and word[1] in MONTHS


def _sentences(text: str, folded: str, lines: Sequence[Line]) -> list[Span]:
    spans: list[Span] = []
    for line in lines:
        start = line.start
        for stop in _STOP.finditer(text, line.start, line.end):
            if stop.group()[0] == "." and _goes_on(folded, line.start, stop):
                continue
            spans.append((start, stop.end()))
            start = stop.end()
        if start < line.end:
            spans.append((start, line.end))
    return spans or [(0, len(text))]
