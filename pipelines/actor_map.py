"""The map of who pays for one priority: whom they belong to, who pays, who stands for them here, laid out by rule.

Belongs here: which boxes and lines there are and where. Does not belong: reading a catalogue, drawing
(`warehouse/exports/actor_picture.py`).

Lengths are in pixels. Nothing depends on a browser: words are broken by an estimate of their width.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

WIDE = 900
"""From this width on there are columns; under it, one indented column."""
_MARGIN, _ROW, _GAP, _LINE, _INDENT = 16, 46, 10, 16, 18
_LETTER = 7.2  # mean width at the size that names are drawn in
_MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays for a priority: names in the language of the map. `root`: the last that it belongs to, itself where it
    is nobody's; `between`: those in between, nearest first.
    """

    actor_id: str
    name: str
    root_id: str
    root: str
    call_count: int
    between: tuple[str, ...] = ()
    here: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """`kind`: root, payer or here; `lines`: its words as they are drawn."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A line from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class ActorMap:
    width: int
    height: int
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]


def in_groups(payers: Sequence[Payer]) -> list[tuple[str, list[Payer]]]:
    """Payers by whom they belong to, who pays for most calls first."""
    total: dict[str, int] = {}
    for payer in payers:
        total[payer.root_id] = total.get(payer.root_id, 0) + payer.call_count
    ordered = sorted(payers, key=lambda p: (-total[p.root_id], p.root_id, -p.call_count, p.name))
    return [(group[0].root, group) for _, found in groupby(ordered, key=lambda p: p.root_id) if (group := list(found))]


def laid_out(payers: Sequence[Payer], width: int) -> ActorMap:
    """The map at a width: columns on a wide one, an indented column on a narrow one."""
    return _columns(payers, width) if width >= WIDE else _one_column(payers, width)


def _columns(payers: Sequence[Payer], width: int) -> ActorMap:
    column = (width - 2 * _MARGIN) / 3
    box_width, xs = column - 3 * _GAP, [_MARGIN + n * column for n in range(3)]
    boxes: list[Box] = []
    links: list[Link] = []
    y = float(_MARGIN)
    for root, group in in_groups(payers):
        first, middles = y, []
        for payer in group:
            middle = y + (_ROW - _GAP) / 2
            middles.append(middle)
            boxes.append(_box("payer", xs[1], y, box_width, _named(payer)))
            if payer.here:
                boxes.append(_box("here", xs[2], y, box_width, ", ".join(payer.here)))
                links.append(Link(xs[1] + box_width, middle, xs[2], middle))
            y += _ROW
        top = (first + y - _ROW) / 2
        if [payer.actor_id for payer in group] != [group[0].root_id]:
            boxes.append(_box("root", xs[0], top, box_width, root))
            links += [Link(xs[0] + box_width, top + (_ROW - _GAP) / 2, xs[1], middle) for middle in middles]
        y += _GAP
    return ActorMap(width, int(y + _MARGIN), tuple(boxes), tuple(links))


def _one_column(payers: Sequence[Payer], width: int) -> ActorMap:
    boxes: list[Box] = []
    links: list[Link] = []
    y = float(_MARGIN)

    def put(kind: str, depth: int, words: str, parent: float | None) -> float:
        nonlocal y
        x = _MARGIN + depth * _INDENT
        boxes.append(_box(kind, x, y, width - _MARGIN - x, words))
        middle = y + (_ROW - _GAP) / 2
        if parent is not None:
            left = x - _INDENT / 2
            links.extend((Link(left, parent, left, middle), Link(left, middle, x, middle)))
        y += _ROW
        return y - _GAP

    for root, group in in_groups(payers):
        alone = [payer.actor_id for payer in group] == [group[0].root_id]
        under = None if alone else put("root", 0, root, None)
        for payer in group:
            foot = put("payer", 0 if alone else 1, _named(payer), under)
            if payer.here:
                put("here", 1 if alone else 2, ", ".join(payer.here), foot)
        y += _GAP
    return ActorMap(width, int(y + _MARGIN), tuple(boxes), tuple(links))


def _named(payer: Payer) -> str:
    return f"{payer.name} ({payer.call_count})"


def _box(kind: str, x: float, y: float, width: float, words: str) -> Box:
    lines = textwrap.wrap(
        words, max(8, int((width - 12) / _LETTER)), max_lines=_MOST_LINES, placeholder="…", break_on_hyphens=False
    )
    return Box(kind, x, y, width, _ROW - _GAP, tuple(lines))
