"""What the command line shows: tables, pairs side by side, crawls under way.

Belongs here: how answers look, on a terminal and elsewhere. Does not belong: what is asked and with which exit code (`catastro.py`).
rich is imported where a terminal is there to draw on.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warehouse.opportunities import Answer


def table(columns: list[str], rows: list[Any], *, as_json: bool) -> None:
    """A table on a terminal; elsewhere tab-separated lines with days in ISO form, objects where JSON is asked for."""
    if as_json:
        print(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=1, default=str))
    elif sys.stdout.isatty():
        from rich import box
        from rich.console import Console
        from rich.table import Table

        drawn = Table(*columns, box=box.SIMPLE_HEAD)
        for row in rows:
            drawn.add_row(*(cell(value) for value in row))
        Console().print(drawn)
        print(f"{len(rows)} rows")
    else:
        print("\t".join(columns))
        for row in rows:
            print("\t".join(line(value) for value in row))


def line(value: Any) -> str:
    """A value in a line of tab-separated ones: for programs, so days are ISO; what would break the line is a blank."""
    text = value.isoformat() if isinstance(value, date) else ", ".join(map(line, value)) if isinstance(value, list) else cell(value)
    return text.replace("\t", " ").replace("\n", " ")


def cell(value: Any) -> str:
    """A value as one reads it: days as dd-mm-yyyy, lists with commas."""
    match value:
        case None:
            return ""
        case list():
            return ", ".join(map(cell, value))
        case datetime():
            return value.strftime("%d-%m-%Y %H:%M")
        case date():
            return value.strftime("%d-%m-%Y")
        case _:
            return str(value)


def side_by_side(found: dict[str, Any], place: str) -> None:
    """Both records side by side, then what speaks for one call and what against."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    names = {"record_id": "registro", "source_id": "fuente", "title": "título", "funder": "financiador", "closes_on": "cierra",
             "amount_max": "monto", "language": "idioma", "url": "dirección"}
    table = Table(box=box.SIMPLE_HEAD, title=f"{place}: hoy {'juntos' if found['joined'] else 'aparte'}")
    for heading in ("", "A", "B"):
        table.add_column(heading, overflow="fold")
    for field, name in names.items():
        table.add_row(name, *(cell(found[side][field]) for side in ("a", "b")))
    console = Console()
    console.print(table)
    console.print("A favor:   " + ("; ".join(found["speaks_for"]) or "nada"), highlight=False)
    console.print("En contra: " + ("; ".join(found["speaks_against"]) or "nada"), highlight=False)


@contextmanager
def crawls(say: Callable[[str], None], *, quiet: bool) -> Iterator[Callable[[dict[str, Any]], None]]:
    """A line for each crawl that ended; on a terminal, below them a moving line for each under way. Yields what `crawl_all` reports to."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    moving = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.fields[pages]} pages, {task.fields[records]} records"),
        TimeElapsedColumn(), console=Console(), transient=True, disable=quiet or not sys.stdout.isatty())
    under_way = {}

    def show(event: dict[str, Any]) -> None:
        source_id = event["source_id"]
        if event["event"] == "started":
            under_way[source_id] = moving.add_task(source_id, total=None, pages=0, records=0)
        elif event["event"] == "progress" and source_id in under_way:
            moving.update(under_way[source_id], pages=event["pages"], records=event["records"])
        elif event["event"] == "finished":
            if source_id in under_way:
                moving.remove_task(under_way.pop(source_id))
            m = event["manifest"]
            say(f"  {source_id:20} {m['verdict']:16} {m['counts']['records']:>6} records  {m['note']}")

    with moving:
        yield show


def opportunities(answer: Answer, *, spanish: bool, limit: int) -> None:
    """Tables on a terminal, numbered lines elsewhere."""
    heads = ("Puede postular", "Por confirmar con el financiador", "Tarde para preparar") if spanish else (
        "May apply", "To be confirmed with the funder", "Too late to prepare")
    print(f"{answer.applicant} · {cell(answer.day)}")
    for head, rows in zip(heads, (answer.eligible, answer.unclear, answer.too_late), strict=True):
        if head == heads[2] and (needed := answer.lead_working_days) is not None:
            head += f" (necesita {needed} días hábiles)" if spanish else f" (needs {needed} working days)"
        shown = rows[:limit] if limit else rows
        print(f"\n{head}: {len(rows)}")
        if shown and sys.stdout.isatty():
            _lines_as_table(shown)
        else:
            for number, row in enumerate(shown, 1):
                print(f"{number}. {row['what']}", f"   {row['who']}", f"   {row['url'] or ''}".rstrip(), sep="\n")
        if len(shown) < len(rows):
            print(f"… y {len(rows) - len(shown)} más: --limit 0" if spanish else f"… and {len(rows) - len(shown)} more: --limit 0")
    if answer.without_priority:
        print(f"\nSin prioridad que calce: {answer.without_priority} más, en la vista opportunities." if spanish
              else f"\nFitting no priority: {answer.without_priority} more, in the view opportunities.")


def _lines_as_table(rows: list[dict[str, Any]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE, show_header=False)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for number, row in enumerate(rows, 1):
        lines = [Text(row["what"], style="bold"), Text(row["who"]), Text(row["url"] or "", style="dim")]
        table.add_row(str(number), Text("\n").join(lines))
    Console().print(table)
