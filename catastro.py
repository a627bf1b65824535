"""The command line's door: the global options and the list of commands, which `command_line/` holds.

Belongs here: wiring only. Does not belong: anything that a command does.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

import terminal
from command_line import applications, contacts, days, judgements, questions, reports, source_work
from command_line import site as site_work
from command_line.shared import Settings

app = typer.Typer(
    help="Catastro: the calls for funding that a territory can win, collected daily and published as a DuckDB file.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def options(
    home: Annotated[
        Path, typer.Option(envvar="CATASTRO_HOME", help="Where landing, warehouse and catalogue are kept.")
    ] = Path("data"),
    territory: Annotated[
        Path | None,
        typer.Option(
            envvar="CATASTRO_TERRITORY",
            show_default="home's own once `init` has brought it, else the checkout's",
            help="The folder of what people edit.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    Settings.home, Settings.territory, Settings.as_json = home, territory, as_json


for command in (
    judgements.init,
    days.run,
    days.rebuild,
    days.export,
    reports.report,
    days.prune,
    applications.decisions,
    applications.decide,
    applications.form,
    questions.sql,
    questions.opportunities,
    questions.search,
    questions.status,
    site_work.site,
    days.ui,
    source_work.sources,
    source_work.parse,
    source_work.capture,
    source_work.new_source,
    source_work.doctor,
    judgements.review,
    questions.explain,
    contacts.actors,
    contacts.route,
    contacts.actor_map,
    questions.unknown_kinds,
    judgements.examples,
    source_work.check_sources,
):
    app.command(command.__name__.replace("_", "-"))(command)


def main() -> None:
    sys.excepthook = terminal.say_trouble
    app()


if __name__ == "__main__":
    main()
