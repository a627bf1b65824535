"""The map of actors of one priority as pictures (SVG), and as a page with both widths and a list for those who listen.

Belongs here: reading the map's rows, drawing. Does not belong: where a box stands (`pipelines.actor_map`).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.actor_map import Box, Link, Payer, in_groups, laid_out
from pipelines.language.messages import Language, text
from pipelines.language.safe_text import one_line

if TYPE_CHECKING:
    import duckdb

WIDTHS = (1280, 390)
_FILL = {"root": "#e3ecf7", "payer": "#ffffff", "here": "#eef6ea"}
_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:1rem;color:#1b1b1b}svg{max-width:100%;height:auto}.narrow{display:none}"
    "@media(max-width:899px){.wide{display:none}.narrow{display:block}}"
)


class NoSuchPriority(ValueError):
    """The catalogue has no priority of this id; the message lists those that it has."""


def payers_of(con: duckdb.DuckDBPyConnection, priority: str, language: Language) -> tuple[str, list[Payer]]:
    """The name of a priority, and who pays for it. Raises NoSuchPriority."""
    names = {
        row[0]: (row[1], row[2] or row[1])
        for row in con.execute("SELECT priority_id, name_es, name_en FROM priorities").fetchall()
    }
    if priority not in names:
        raise NoSuchPriority(f"--priority {priority}: use one of {', '.join(sorted(names))}")
    spanish = text("route.name_of_actors", language)
    rows = con.execute("SELECT actor_id, name, name_es, parent_id, represented_by FROM actors").fetchall()
    named = {row[0]: one_line((row[2] if spanish == "name_es" else None) or row[1]) for row in rows}
    parents, here = {row[0]: row[3] for row in rows}, {row[0]: row[4] or [] for row in rows}
    paid = con.execute(
        "SELECT actor_id, call_count FROM actor_relations WHERE kind = 'pays_for' AND to_id = ? ORDER BY actor_id",
        [priority],
    ).fetchall()
    found = []
    for actor_id, count in paid:
        line = [actor_id]
        while parent := parents.get(line[-1]):
            line.append(parent)
        found.append(
            Payer(
                actor_id,
                named[actor_id],
                line[-1],
                named[line[-1]],
                count,
                tuple(named[one] for one in line[1:-1]),
                tuple(dict.fromkeys(named[who] for one in line for who in here[one] if who not in line)),
            )
        )
    return names[priority][0 if spanish == "name_es" else 1], found


def write_map(con: duckdb.DuckDBPyConnection, priority: str, folder: Path, language: Language) -> list[Path]:
    """Write the pictures and the page of a priority; gives the files. Raises NoSuchPriority."""
    name, payers = payers_of(con, priority, language)
    title = text("route.map_title", language, priority=name)
    pictures = {width: svg(payers, width, title, text("route.map_about", language)) for width in WIDTHS}
    files = {f"mapa-{priority}-{width}.svg": picture for width, picture in pictures.items()}
    files[f"mapa-{priority}.html"] = _page(pictures, payers, title, language)
    folder.mkdir(parents=True, exist_ok=True)
    for file, words in files.items():
        (folder / file).write_text(words, encoding="utf-8")
    return [folder / file for file in files]


def svg(payers: Sequence[Payer], width: int, title: str, about: str) -> str:
    """The map as a picture of a width, with a name and a description of its own."""
    drawn = laid_out(payers, width)
    lines, boxes = "".join(map(_line, drawn.links)), "".join(map(_drawn, drawn.boxes))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawn.width}" height="{drawn.height}"'
        f' viewBox="0 0 {drawn.width} {drawn.height}" role="img" aria-labelledby="t{width} d{width}"'
        f' font-family="sans-serif" font-size="13"><title id="t{width}">{escape(title)}</title>'
        f'<desc id="d{width}">{escape(about)}</desc><rect width="100%" height="100%" fill="#fff"/>'
        f'<g fill="none" stroke="#6b7785">{lines}</g>{boxes}</svg>\n'
    )


def _line(link: Link) -> str:
    middle = (link.x1 + link.x2) / 2
    return f'<path d="M{link.x1:g} {link.y1:g}C{middle:g} {link.y1:g} {middle:g} {link.y2:g} {link.x2:g} {link.y2:g}"/>'


def _drawn(box: Box) -> str:
    start = box.y + box.height / 2 - 8 * (len(box.lines) - 1) + 4.5
    weight = ' font-weight="bold"' if box.kind == "root" else ""
    words = "".join(
        f'<text x="{box.x + 6:g}" y="{start + 16 * number:g}"{weight}>{escape(line)}</text>'
        for number, line in enumerate(box.lines)
    )
    return (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="4"'
        f' fill="{_FILL[box.kind]}" stroke="#6b7785"/>{words}'
    )


def _page(pictures: dict[int, str], payers: Sequence[Payer], title: str, language: Language) -> str:
    wide, narrow = (pictures[width] for width in WIDTHS)
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{_STYLE}</style></head>'
        f'<body><h1>{escape(title)}</h1><div class="wide">{wide}</div><div class="narrow">{narrow}</div>'
        f"<h2>{escape(text('route.as_list', language))}</h2>{_list(payers, language)}</body></html>\n"
    )


def _list(payers: Sequence[Payer], language: Language) -> str:
    def item(payer: Payer) -> str:
        told = [text("route.pays_calls", language, payer.call_count, name=payer.name)]
        told += [text("route.part_of", language, who=", ".join(payer.between))] if payer.between else []
        told += [text("route.here", language, who=", ".join(payer.here))] if payer.here else []
        return f"<li>{escape('. '.join(told))}.</li>"

    groups = "".join(
        f"<li>{escape(root)}<ul>{''.join(map(item, group))}</ul></li>" for root, group in in_groups(payers)
    )
    return f"<ul>{groups}</ul>"
