"""The commands by which people write down what they know: `init`, `review`, `examples`.

Belongs here: what is asked of them and said to them. Does not belong: the files that they edit (`territory/`,
`pipelines.territory`).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import terminal
from command_line.shared import (
    NOTHING_PUBLISHED,
    PUBLISHED,
    WRONG_USAGE,
    Settings,
    Tongue,
    as_json,
    catalogue_of,
    held,
    now,
    said,
    speak,
    stop,
    territory_in_use,
    warehouse_of,
)
from pipelines.language.messages import text

if TYPE_CHECKING:
    from pipelines.territory import Territory
    from warehouse.home import Home


def init(
    home: Annotated[Path | None, typer.Argument(metavar="HOME", help="The folder; by default that of --home.")] = None,
    language: Tongue = None,
) -> None:
    """Bring the territory's files into a home, where people edit them; what is there already is never touched."""
    from pipelines.territory import TerritoryError
    from warehouse.home import Home
    from warehouse.own_territory import SHIPPED, bring

    into = Home(home or Settings.home)
    try:
        brought = bring(into, Settings.territory or SHIPPED)
    except (TerritoryError, OSError) as error:
        stop(NOTHING_PUBLISHED, f"{into.territory}: {error}")
    Settings.home, Settings.territory = into.path, None
    speak(language)
    if as_json({"folder": str(brought.folder), "added": brought.added, "differ": brought.differ}):
        return
    came = said("command.brought", files=", ".join(brought.added)) if brought.added else said("command.nothing_missing")
    terminal.say(f"{brought.folder}: {came}")
    if brought.differ:
        terminal.say(said("command.yours", files=", ".join(brought.differ)))


def review(
    record_a: Annotated[
        str | None, typer.Argument(help="A record, as source:key: writes one judgement without asking.")
    ] = None,
    record_b: Annotated[str | None, typer.Argument(help="The other record.")] = None,
    same: Annotated[bool, typer.Option("--same", help="Both tell of one call.")] = False,
    different: Annotated[bool, typer.Option("--different", help="They are two calls.")] = False,
    why: Annotated[str, typer.Option(help="The reason, for who reads it next year.")] = "",
    who: Annotated[str, typer.Option(envvar=["CATASTRO_WHO", "USER"], help="Who judges.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many pairs.")] = 10,
    language: Tongue = None,
) -> None:
    """Show the closest undecided pairs of records, and write down whether they are one call."""
    from warehouse.home import Home

    territory, home = territory_in_use(language), Home(Settings.home)
    warehouse_of(home)
    if record_a is not None:
        if record_b is None or same == different:
            stop(WRONG_USAGE, said("command.judgement_needs", example=_EXAMPLE))
        _judge(home, territory, record_a, record_b, "same" if same else "different", who, why)
        return
    pairs = _doubtful(home, territory, limit)
    if as_json(pairs):
        return
    if not pairs:
        terminal.say(text("review.nothing_left", Settings.tongue))
    for number, pair in enumerate(pairs, 1):
        place = text("review.place", Settings.tongue, number=number, of=len(pairs))
        terminal.side_by_side(pair, place, Settings.tongue)
        if sys.stdin.isatty() and sys.stdout.isatty():
            _ask(home, pair, who)


_EXAMPLE = 'catastro review nsf:1 grants_gov:2 --same --why "the same solicitation"'


def examples(
    priority: Annotated[str, typer.Argument(help="A priority of the territory's own, by its id.")],
    fits: Annotated[
        list[str] | None, typer.Option("--fits", metavar="CALL", help="Write down that this call fits (its call_id).")
    ] = None,
    differs: Annotated[
        list[str] | None, typer.Option("--not", metavar="CALL", help="Write down that this call does not fit it.")
    ] = None,
    who: Annotated[str, typer.Option(envvar=["CATASTRO_WHO", "USER"], help="Who marks.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many calls to propose.")] = 10,
    language: Tongue = None,
) -> None:
    """Show the open calls nearest to a new priority, and write down which fit it: the matcher learns from them."""
    from pipelines.matching import Matcher
    from pipelines.matching.priorities.marked_examples import FILE, Example
    from warehouse.examples import MOST_READ, mark, proposals

    territory = territory_in_use(language)
    told, known = Settings.tongue, [p.priority_id for p in territory.priorities]
    if priority not in known:
        file = territory.priorities_path
        stop(WRONG_USAGE, text("examples.no_priority", told, priority=priority, file=file, known=", ".join(known)))
    matcher = Matcher.load(territory.priorities_path)
    if matcher.ships(priority):
        stop(WRONG_USAGE, text("examples.ships", told, priority=priority))
    with catalogue_of(None) as con:
        found = proposals(con, matcher, territory, priority, MOST_READ)
    wanted = dict.fromkeys(fits or (), True) | dict.fromkeys(differs or (), False)
    if wanted:
        if not who:
            stop(WRONG_USAGE, text("examples.who", told))
        texts = {proposal.call_id: proposal.text for proposal in found}
        if strange := sorted(wanted.keys() - texts.keys()):
            stop(WRONG_USAGE, text("examples.no_call", told, call=strange[0], priority=priority))
        for call, fit in wanted.items():
            mark(territory, Example(priority, fit, texts[call], who, now().date()))
        terminal.say(text("examples.written", told, file=territory.path / FILE, number=len(wanted)))
    elif not as_json(
        [{"call_id": p.call_id, "title": p.title, "chance": round(p.chance, 3), "text": p.text} for p in found[:limit]]
    ):
        for proposal in found[:limit]:
            terminal.say(f"{proposal.call_id}  {proposal.chance:.2f}  {terminal.line(proposal.text)}")


def _doubtful(home: Home, territory: Territory, limit: int) -> list[dict[str, Any]]:
    from assets.run_context import cards
    from warehouse import connect
    from warehouse.review import pairs

    with held(home), connect(home.warehouse) as con:
        return pairs(con, territory, cards(), limit, Settings.tongue)


def _judge(home: Home, territory: Territory, record_a: str, record_b: str, judgement: str, who: str, why: str) -> None:
    from pipelines.territory import Judgement
    from warehouse import connect
    from warehouse.review import FILE, CannotJudge, judge, known_records

    with held(home), connect(home.warehouse) as con:
        known = known_records(con)
    try:
        judge(territory, known, Judgement(record_a, record_b, judgement, who, now().date(), why))
    except CannotJudge as error:
        stop(WRONG_USAGE, str(error))
    written: dict[str, Any] = {"record_a": record_a, "record_b": record_b, "judgement": judgement}
    terminal.say(text("review.written", Settings.tongue, file=territory.path / FILE, **written))


def _ask(home: Home, pair: dict[str, Any], who: str) -> None:
    """Ask about a pair. The keys are the letters that the question shows in brackets, in its order."""
    tongue = Settings.tongue
    keys = text("review.keys", tongue)
    answer = typer.prompt(text("review.ask", tongue), default=keys[2]).strip().lower()[:1]
    if answer == keys[3]:
        raise typer.Exit(PUBLISHED)
    if judgement := {keys[0]: "same", keys[1]: "different"}.get(answer):
        why = typer.prompt(text("review.why", tongue))
        who = who or typer.prompt(text("review.who", tongue))
        territory = territory_in_use(tongue)
        _judge(home, territory, pair["a"]["record_id"], pair["b"]["record_id"], judgement, who, why)
