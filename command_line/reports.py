"""The commands of what is told to people beyond the week: `report`.

Belongs here: what is asked of them and said to them. Does not belong: what stands in a report (`warehouse/exports`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import terminal
from command_line.shared import (
    NOTHING_PUBLISHED,
    WRONG_USAGE,
    Settings,
    Tongue,
    as_json,
    now,
    said,
    stop,
    territory_in_use,
)


def report(
    month: Annotated[
        str | None, typer.Option(metavar="YYYY-MM", help="Such as 2026-11; by default the last one that is over.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write; by default home's exports/informes.")] = None,
    profile: Annotated[list[str] | None, typer.Option(help="Only this profile (may be given several times).")] = None,
    language: Tongue = None,
) -> None:
    """Write a month's report: a page for the region and a short one for each profile."""
    import duckdb

    from warehouse import months
    from warehouse.exports.report import report as write
    from warehouse.home import Home
    from warehouse.weeks import day_of

    territory_in_use(language)
    home = Home(Settings.home)
    try:
        day = day_of(home.catalogue, now().date())
        chosen = months.month_of(month) if month else months.before(day.replace(day=1))
    except ValueError as error:
        stop(WRONG_USAGE, str(error))
    try:
        made = write(home, chosen, out=out, profiles=profile or (), language=Settings.tongue)
    except (months.NoMonth, OSError, duckdb.Error) as error:
        stop(NOTHING_PUBLISHED, said("command.no_report", why=error))
    figures = {m["measure"]: made.read.value(m["measure"]) for m in made.read.measures}
    if not as_json(
        {"month": f"{chosen:%Y-%m}", "folder": str(made.folder), "final": made.read.final, "figures": figures}
    ):
        terminal.say(said("command.reported", folder=made.folder, month=f"{chosen:%m-%Y}", others=made.profiles))
