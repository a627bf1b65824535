"""What the commands share: the global options, exit codes, whose territory and tongue it is, and how one is refused.

Belongs here: what more than one group of commands needs. Does not belong: a command.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

import terminal
from pipelines.language.messages import FIRST, Language, MessagesError, check, own, read_also, text

if TYPE_CHECKING:
    import duckdb

    from pipelines.territory import Territory
    from scrapers.source import Source
    from warehouse.home import Home

ROOT = Path(__file__).resolve().parent.parent
LOOK_SECONDS = 5.0  # the orchestrator's sensor holds a home for less
PUBLISHED, NOTHING_PUBLISHED, WRONG_USAGE, PUBLISHED_WITH_GAPS = 0, 1, 2, 3

Tongue = Annotated[
    str | None,
    typer.Option(
        "--language",
        envvar="CATASTRO_LANGUAGE",
        show_default="the territory's",
        help="The language of what people read: es, en, or another that has a file of messages.",
    ),
]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")]


class Settings:
    """The global options of this call, and the language that its command speaks."""

    home: Path
    territory: Path | None
    as_json: bool
    tongue: Language = FIRST


def speak(language: str | None = None) -> Language:
    """Work for the home's place and speak its language, or another that is asked for. Stops where that cannot be."""
    from pipelines.place import load_place, use
    from pipelines.territory import TerritoryError
    from warehouse.home import Home
    from warehouse.own_territory import folder_of

    try:
        folder = folder_of(Home(Settings.home), Settings.territory)
        read_also(folder / "messages")
        use(load_place(folder))
        Settings.tongue = check(language or own())
    except TerritoryError as error:
        stop(WRONG_USAGE, str(error))
    except MessagesError as error:
        stop(WRONG_USAGE, f"--language {language}: {error}" if language else str(error))
    return Settings.tongue


def territory_in_use(language: str | None = None) -> Territory:
    """The home's territory, whose language is spoken where no other is asked for. Stops where a file of it is wrong."""
    from pipelines.territory import Territory, TerritoryError
    from warehouse.home import Home
    from warehouse.own_territory import folder_of

    speak(language)
    try:
        return Territory.load(folder_of(Home(Settings.home), Settings.territory))
    except TerritoryError as error:
        stop(WRONG_USAGE, str(error))


def said(name: str, /, count: int | None = None, **values: object) -> str:
    """A message of the command line, in the language that the command speaks."""
    return text(name, Settings.tongue, count, **values)


def say(message: str) -> None:
    """A line, where no JSON is asked for."""
    if not Settings.as_json:
        terminal.say(message)


def stop(code: int, message: str) -> NoReturn:
    """End with an exit code and why."""
    terminal.say(message, file=sys.stderr)
    raise typer.Exit(code)


def now() -> datetime:
    """The moment it is, by the territory's clock."""
    from pipelines.place import in_use

    return datetime.now(in_use().zone)


def sources_known() -> dict[str, Source]:
    """Every source, by its id."""
    from scrapers.registry import registry

    return registry()


def chosen(registry: dict[str, Source], wanted: list[str] | None) -> list[str]:
    """The sources that are named, or all but the retired. Stops at a name that is none."""
    if unknown := sorted(set(wanted or []) - registry.keys()):
        stop(WRONG_USAGE, said("command.no_source", named=", ".join(unknown), known=", ".join(registry)))
    return wanted or [i for i, s in registry.items() if s.state != "retired"]


@contextmanager
def held(home: Home, refused: str = "command.nothing_published") -> Iterator[None]:
    """Hold a home's lock; whatever keeps the command from it, or breaks while it is held, ends with `refused` and
    why.
    """
    import duckdb

    from warehouse.damage import in_words, sentence
    from warehouse.home import Busy
    from warehouse.models import ModelError

    try:
        with home.lock(wait_seconds=LOOK_SECONDS):
            yield
    except (Busy, ModelError, OSError) as error:
        stop(NOTHING_PUBLISHED, said(refused, why=sentence(error, home)))
    except duckdb.Error as error:
        stop(NOTHING_PUBLISHED, said(refused, why=in_words(error, home, home.warehouse)))


@contextmanager
def catalogue_of(as_of: datetime | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published catalogue, read-only, on its own day or another."""
    import duckdb

    from warehouse.damage import in_words
    from warehouse.home import Home
    from warehouse.publish import open_readonly

    home = Home(Settings.home)
    catalogue = home.catalogue
    if not catalogue.exists():
        stop(NOTHING_PUBLISHED, said("command.no_catalogue", file=catalogue))
    try:
        with open_readonly(catalogue) as con:
            if as_of:
                con.execute(f"SET VARIABLE as_of = DATE '{as_of.date()}'")
                try:
                    con.execute("SELECT day FROM today").fetchall()
                except duckdb.InvalidInputException as error:
                    stop(WRONG_USAGE, f"--as-of {str(error).removeprefix('Invalid Input Error: as_of ')}")
            yield con
    except OSError as error:
        stop(NOTHING_PUBLISHED, str(error))
    except duckdb.Error as error:
        stop(NOTHING_PUBLISHED, said("command.made_again", why=in_words(error, home, catalogue)))


def warehouse_of(home: Home) -> None:
    """Stop where a home has no warehouse yet."""
    if not home.warehouse.exists():
        stop(NOTHING_PUBLISHED, said("command.no_warehouse", file=home.warehouse))


def as_json(value: Any) -> bool:
    """Whether JSON was asked for; then it is what is said."""
    if Settings.as_json:
        terminal.as_json(value)
    return Settings.as_json
