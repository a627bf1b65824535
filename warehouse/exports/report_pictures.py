"""Pictures of a report as SVG: bars and lines that are read without colour, each beside the table of its numbers.

Belongs here: pure functions from numbers to SVG. Does not belong: which numbers (`report_model.py`). Every value is
written beside its mark, dark fills differ in lightness and lines in their marks, so that a grey print tells the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH = 640
ROW, BAR, LABEL = 26, 17, 262
INK, MAIN, SOFT, RULE = "#1B2B33", "#0F4653", "#8FB3BC", "#C9D4D8"


def bars(title: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """Horizontal bars: a label, a value, the value in words. Empty where there is no row."""
    if not rows:
        return ""
    most = max((value for _, value, _ in rows), default=0) or 1
    height = len(rows) * ROW + 8
    room = WIDTH - LABEL - 150
    parts = []
    for place, (label, value, said) in enumerate(rows):
        y = place * ROW + 6
        long = max(value / most * room, 2 if value else 0)
        parts.append(_text(LABEL - 8, y + 14, _short(label, 35), anchor="end"))
        parts.append(f'<rect x="{LABEL}" y="{y}" width="{long:.1f}" height="{BAR}" fill="{MAIN}"/>')
        parts.append(_text(LABEL + long + 6, y + 14, said, weight="600"))
    parts.append(f'<line x1="{LABEL}" y1="2" x2="{LABEL}" y2="{height - 2}" stroke="{INK}" stroke-width="1"/>')
    return _svg(title, height, parts)


def columns(title: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[float]]]) -> str:
    """Columns a label, side by side for each of at most three series, with their values above."""
    if not labels:
        return ""
    fills = ((MAIN, ""), (SOFT, ""), ("#FFFFFF", f' stroke="{INK}" stroke-width="1.5"'))
    top, floor, left = 44, 190, 10
    most = max((value for _, values in series for value in values), default=0) or 1
    step = (WIDTH - 2 * left) / len(labels)
    wide = min(34.0, step * 0.8 / len(series))
    parts, x = [], float(left)
    for (name, _), (fill, edge) in zip(series, fills, strict=False):
        parts.append(f'<rect x="{x:.0f}" y="8" width="14" height="14" fill="{fill}"{edge}/>')
        parts.append(_text(x + 20, 20, name))
        x += 40 + 8 * len(name)
    for place, label in enumerate(labels):
        middle = left + step * (place + 0.5)
        start = middle - wide * len(series) / 2
        for number, ((_, values), (fill, edge)) in enumerate(zip(series, fills, strict=False)):
            tall = values[place] / most * (floor - top - 16)
            at = start + number * wide
            parts.append(
                f'<rect x="{at + 1:.1f}" y="{floor - tall:.1f}" width="{wide - 2:.1f}" height="{tall:.1f}" fill="{fill}"{edge}/>'
            )
            parts.append(_text(at + wide / 2, floor - tall - 5, f"{values[place]:.0f}", anchor="middle"))
        parts.append(_text(middle, floor + 18, label, anchor="middle"))
    parts.append(f'<line x1="{left}" y1="{floor}" x2="{WIDTH - left}" y2="{floor}" stroke="{INK}" stroke-width="1"/>')
    return _svg(title, floor + 28, parts)


def progress(title: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """How far each is of a whole: a label, a share from 0 to 1, the share in words."""
    if not rows:
        return ""
    height, room, parts = len(rows) * ROW + 8, WIDTH - LABEL - 150, []
    for place, (label, share, said) in enumerate(rows):
        y = place * ROW + 6
        parts.append(_text(LABEL - 8, y + 14, _short(label, 35), anchor="end"))
        parts.append(f'<rect x="{LABEL}" y="{y}" width="{room}" height="{BAR}" fill="#FFFFFF" stroke="{INK}"/>')
        parts.append(
            f'<rect x="{LABEL}" y="{y}" width="{min(max(share, 0), 1) * room:.1f}" height="{BAR}" fill="{MAIN}"/>'
        )
        parts.append(_text(LABEL + room + 6, y + 14, said, weight="600"))
    return _svg(title, height, parts)


def _svg(title: str, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" height="{height:.0f}"'
        f' role="img" aria-label="{escape(title, quote=True)}" font-family="sans-serif" font-size="13">{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, words: str, *, anchor: str = "start", weight: str = "400") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" fill="{INK}">{escape(words)}</text>'


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
