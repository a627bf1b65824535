"""The commands that ask what is published: `sql`, `opportunities`, `search`, `status`, `explain`, `unknown-kinds`.

Belongs here: which question is put and how its answer is handed over. Does not belong: the answers.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

import terminal
from command_line.shared import (
    NOTHING_PUBLISHED,
    WRONG_USAGE,
    Day,
    Settings,
    Tongue,
    as_json,
    catalogue_of,
    held,
    now,
    said,
    sources_known,
    speak,
    stop,
    territory_in_use,
)


def sql(
    query: Annotated[str, typer.Argument(help="One SELECT over the published catalogue.")],
    as_of: Day = None,
    form: Annotated[
        str, typer.Option("--format", help="table, csv, json or parquet (parquet into a file: … > calls.parquet)")
    ] = "table",
) -> None:
    """Ask the published catalogue, read-only. `--as-of` answers as if it were that day."""
    import duckdb

    from warehouse.analyst_query import FORMS, NotOne, as_csv, ask, write_parquet

    speak()
    if form not in FORMS:
        stop(WRONG_USAGE, f"--format {form}: {said('command.say_one_of', words=', '.join(FORMS))}")
    if form == "parquet" and sys.stdout.isatty():
        stop(WRONG_USAGE, said("command.parquet_is_no_text"))
    with catalogue_of(as_of) as con:
        try:
            cursor = ask(con, query)
            if form == "parquet":
                write_parquet(cursor, sys.stdout.buffer)
                return
            columns, rows = [d[0] for d in cursor.description or []], cursor.fetchall()
        except NotOne as error:
            stop(WRONG_USAGE, str(error))
        except duckdb.Error as error:
            stop(NOTHING_PUBLISHED, f"{error}\n{said('command.read_only')}")
    if form == "csv":
        sys.stdout.buffer.write(as_csv(columns, rows).encode())
    else:
        terminal.table(columns, rows, in_json=Settings.as_json or form == "json")


def opportunities(
    who: Annotated[
        str,
        typer.Option("--for", help="An applicant of territory/applicants.yaml, such as municipality:13101, or a kind."),
    ],
    priority: Annotated[
        str | None, typer.Option(help="Only what fits this priority, by its id, such as water.")
    ] = None,
    as_of: Day = None,
    language: Tongue = None,
    limit: Annotated[int, typer.Option(min=0, help="How many of each part to show; 0 shows all. JSON has all.")] = 20,
) -> None:
    """What somebody of the territory may apply for: eligible first, then what to ask, then what is too late to
    prepare.
    """
    from warehouse.opportunities import Unknown, ask

    told = speak(language)
    with catalogue_of(as_of) as con:
        try:
            answer = ask(con, who, priority=priority, language=told)
        except Unknown as error:
            stop(WRONG_USAGE, str(error))
    if not as_json(answer.eligible + answer.unclear + answer.too_late):
        terminal.opportunities(answer, language=told, limit=limit)


def search(
    query: Annotated[str, typer.Argument(help="Words, in any of the languages; misprints of one letter do no harm.")],
    who: Annotated[
        str | None,
        typer.Option(
            "--for",
            help="Only what this applicant may apply for or ask about: an id such as municipality:13101, or a kind.",
        ),
    ] = None,
    closed: Annotated[bool, typer.Option("--closed", help="Closed and withdrawn calls too.")] = False,
    as_of: Day = None,
    language: Tongue = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 20,
) -> None:
    """Find calls by words: their own, those of other languages that name the same, their funder and their numbers."""
    from warehouse.opportunities import Unknown
    from warehouse.searching import search as find

    told = speak(language)
    with catalogue_of(as_of) as con:
        try:
            found = find(con, query, who=who, closed=closed, language=told)[:limit]
        except Unknown as error:
            stop(WRONG_USAGE, str(error))
    columns = ["score", "next_deadline_on", "status", "title", "funder", "call_id"]
    columns[3:3] = ["outcome"] if who else []
    if not as_json(found):
        terminal.table(columns, [[row[name] for name in columns] for row in found], in_json=False)


def status(
    as_prometheus: Annotated[bool, typer.Option("--prometheus", help="As a page for Prometheus.")] = False,
    language: Tongue = None,
) -> None:
    """How this installation is: what was published, which sources are not well since when, what is due, the disk."""
    from warehouse.home import Home
    from warehouse.status import prometheus
    from warehouse.status import status as look

    in_use = {i: (s.state, s.cadence) for i, s in sources_known().items() if s.state != "retired"}
    told = speak("en" if as_prometheus or Settings.as_json else language)
    found = look(Home(Settings.home), in_use, now().date(), told)
    if as_prometheus:
        terminal.say(prometheus(found).rstrip())
    elif not as_json(found.to_json()):
        terminal.status(found, told)


def explain(
    call: Annotated[str, typer.Argument(metavar="CALL", help="A call, by its call_id, or enough of its beginning.")],
    language: Tongue = None,
) -> None:
    """Show what was read of a call as what it funds, and what spoke for and against each priority."""
    territory = territory_in_use(language)

    from assets.run_context import cards
    from pipelines.matching import Matcher
    from pipelines.matching.priorities.reasons import reasons
    from warehouse import connect
    from warehouse.home import Home
    from warehouse.one_call import NoSuchCall, one_call, records_of

    home = Home(Settings.home)
    with catalogue_of(None) as con:
        try:
            call_id, records = records_of(con, call)
        except NoSuchCall as error:
            stop(WRONG_USAGE, str(error))
    with held(home, "command.nothing_explained"), connect(home.warehouse) as con:
        found = one_call(con, call_id, records, territory, {card.source_id: card for card in cards()})
    matcher, record = Matcher.load(territory.priorities_path), found.record
    lines = list(
        reasons(matcher, record.title, record.summary, record.text, language=record.language, told_in=Settings.tongue)
    )
    if not as_json({"call_id": call_id, "title": record.title, "lines": lines}):
        terminal.say(call_id, record.title, "", *lines)


def unknown_kinds(
    limit: Annotated[int, typer.Option(min=1, help="How many words to show.")] = 30,
) -> None:
    """Show words that stand where calls name who may apply and that no lexicon of kinds has, for a speaker to add."""
    from assets.run_context import cards
    from pipelines.applying.unnamed import unnamed_kinds
    from warehouse import connect
    from warehouse.home import Home
    from warehouse.stages import clean

    territory, home = territory_in_use(), Home(Settings.home)
    with held(home, "command.nothing_looked_for"), connect(home.warehouse) as con:
        texts = [
            (landed.record_id, landed.record.text or landed.record.summary or "") for landed in clean(con, cards())
        ]
    found = unnamed_kinds(texts, territory.groups)[:limit]
    if not as_json([{"word": one.word, "texts": len(one.texts), "quote": one.quote} for one in found]):
        for one in found:
            terminal.say(f"{len(one.texts):4}  {one.word:24}  {terminal.line(one.quote)}")
