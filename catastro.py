"""The command line: wiring only.

Belongs here: options, exit codes, messages. Does not belong: how a table looks (`terminal.py`), and anything that a
stage, a crawl or a table decides. Everything heavy is imported by the command that needs it, so that `--help` answers
at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

import terminal
from pipelines.language.messages import FIRST, Language, MessagesError, check, read_also, text
from pipelines.vocabulary import COMPLETE

if TYPE_CHECKING:
    import duckdb

    from pipelines.records import Record
    from pipelines.territory import Territory
    from scrapers.source import Source
    from warehouse.day import Outcome
    from warehouse.exports.folders import Exported
    from warehouse.exports.mail import Sent
    from warehouse.gate import Renderer
    from warehouse.home import Home
    from warehouse.status import Health

ROOT = Path(__file__).resolve().parent
TRY_NEXT = """Try next:
  {catastro} --home {home} opportunities --for municipality:13101
  {catastro} --home {home} sql "SELECT * FROM closing_soon"
  {catastro} --home {home} sql "SELECT * FROM source_health"
  {catastro} --home {home} export
  {catastro} --home {home} status"""
LOOK_SECONDS = 5.0  # the orchestrator's sensor holds a home for less
PUBLISHED, NOTHING_PUBLISHED, WRONG_USAGE, PUBLISHED_WITH_GAPS = 0, 1, 2, 3

app = typer.Typer(
    help="Catastro: the calls for funding that a territory can win, collected daily and published as a DuckDB file.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Settings:
    """The global options of this call."""

    home: Path
    territory: Path | None
    as_json: bool


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


Tongue = Annotated[
    str,
    typer.Option(
        "--language",
        envvar="CATASTRO_LANGUAGE",
        help="The language of what people read: es, en, or another that has a file of messages.",
    ),
]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")]


@app.command()
def init(
    home: Annotated[Path | None, typer.Argument(metavar="HOME", help="The folder; by default that of --home.")] = None,
) -> None:
    """Bring the territory's files into a home, where people edit them; what is there already is never touched."""
    from pipelines.territory import TerritoryError
    from warehouse.home import Home
    from warehouse.own_territory import SHIPPED, bring

    into = Home(home or Settings.home)
    try:
        brought = bring(into, Settings.territory or SHIPPED)
    except (TerritoryError, OSError) as error:
        _stop(NOTHING_PUBLISHED, f"{into.territory}: {error}")
    if Settings.as_json:
        terminal.as_json({"folder": str(brought.folder), "added": brought.added, "differ": brought.differ})
        return
    print(f"{brought.folder}: " + (f"brought {', '.join(brought.added)}." if brought.added else "nothing was missing."))
    if brought.differ:
        print(f"Yours, and otherwise than shipped: {', '.join(brought.differ)}.")


@app.command()
def run(
    source: Annotated[
        list[str] | None, typer.Option(help="Crawl only this source (may be given several times).")
    ] = None,
    replay: Annotated[
        Path | None, typer.Option(help="Answer all requests from a WARC file or a folder with replay.tsv.")
    ] = None,
    as_of: Day = None,
    gate: Annotated[
        str, typer.Option(envvar="CATASTRO_GATE", help="What runs the quality rules: gx (Great Expectations) or sql.")
    ] = "gx",
) -> None:
    """Crawl what is due, build the catalogue and publish it: the whole day."""
    from assets.ending import obedient
    from assets.instance import run_day
    from assets.run_context import Work
    from scrapers.engine.archive import BadArchive, read_archive
    from scrapers.engine.crawl import Refused
    from warehouse.home import Home
    from warehouse.status import health

    home, registry, territory, renderer = Home(Settings.home), _registry(), _territory(), _renderer(gate)
    chosen = _chosen(registry, source)
    day = as_of.date() if as_of else _santiago_now().date()
    if replay:  # before there is a run: what is mistyped is none, and nobody is told of it
        try:
            read_archive(replay)
        except (BadArchive, OSError, UnicodeDecodeError) as error:
            _stop(WRONG_USAGE, f"--replay {replay}: {error}")
    work = Work(
        home=home,
        target=home,
        day=day,
        territory=territory,
        frozen=as_of is not None,
        replay=replay,
        sources=chosen if source else None,
        renderer=renderer,
        say=_say,
    )
    try:
        with obedient() as told, _held(home), terminal.crawls(_say, quiet=Settings.as_json) as work.on_crawl:
            run_day(work)
    except Refused as error:
        _stop(WRONG_USAGE, str(error))
    except KeyboardInterrupt:
        _stop(
            NOTHING_PUBLISHED,
            f"{'Published, then' if work.in_place else 'Nothing published:'} {told.why or 'the run was told to end'}",
        )
    if work.outcome is None or (work.outcome.published and not work.in_place):
        why = told.why or work.error or "the run broke in the orchestrator; `catastro ui` shows where"
        _stop(NOTHING_PUBLISHED, f"Nothing published: {why}")
    unwell = [
        health(home.landing, m["source_id"], registry[m["source_id"]].state)
        for m in work.manifests
        if m["verdict"] not in COMPLETE
    ]
    _say_outcome(home, work.outcome, unwell)


@app.command()
def rebuild(
    as_of: Annotated[
        datetime,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The last day of the landing to take in."),
    ],
    home: Annotated[Path, typer.Option(help="A new home for the rebuilt warehouse and catalogue.")],
) -> None:
    """Build the catalogue of a past day anew from the landing, into another home."""
    from assets.run_context import cards
    from warehouse.home import Home
    from warehouse.rebuild import rebuild as rebuild_home

    old, new = Home(Settings.home), Home(home)
    if new.warehouse.exists() or new.catalogue.exists():
        _stop(WRONG_USAGE, f"{home}: holds a warehouse or catalogue already; name a new folder")
    territory = _territory()
    with _held(new):
        outcome = rebuild_home(old.landing, new, as_of.date(), cards(), territory, say=_say)
    _say_outcome(new, outcome, [])


@app.command()
def export(
    week: Annotated[
        str | None, typer.Option(metavar="YYYY-Www", help="Such as 2026-W47; by default the last Monday's.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write; by default home's exports.")] = None,
    profile: Annotated[list[str] | None, typer.Option(help="Only this profile (may be given several times).")] = None,
    language: Tongue = FIRST,
    send: Annotated[bool, typer.Option("--send", help="Then mail the bulletins, to each address once a week.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --send: say what would be mailed, and mail nothing.")
    ] = False,
) -> None:
    """Write the week's bulletin, spreadsheet, calendar and feed of every profile."""
    import duckdb

    from pipelines.territory import TerritoryError
    from warehouse.exports import folders
    from warehouse.home import Home
    from warehouse.weeks import NoWeek

    if dry_run and not send:
        _stop(WRONG_USAGE, "--dry-run: say --send too")
    chosen, home, territory = _language(language), Home(Settings.home), _territory()
    try:
        exported = folders.export(
            home,
            territory,
            today=_santiago_now().date(),
            week=week,
            out=out,
            profiles=profile or (),
            language=chosen,
            say=lambda w: _say(f"  {w.profile_id:20} {w.items:>5} open, {w.new:>5} new  {w.name}"),
        )
    except (folders.CannotExport, TerritoryError, ValueError) as error:
        _stop(WRONG_USAGE, str(error))
    except (NoWeek, OSError, duckdb.Error) as error:
        _stop(NOTHING_PUBLISHED, f"Nothing exported: {error}")
    sent = _send(home, exported, chosen, dry_run) if send else []
    _say_exported(exported, sent)


@app.command()
def prune(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and take nothing away.")] = False,
) -> None:
    """Take away what is past its span: answers, weeks, exports, the orchestrator's runs. Each day's run does it too."""
    from assets.instance import forget, instance, old_runs
    from warehouse import retention
    from warehouse.home import Home

    home, today = Home(Settings.home), _santiago_now().date()
    if not home.path.is_dir():
        _stop(WRONG_USAGE, f"{home.path}: no such home; name it with --home")
    with _held(home, "Nothing taken away"), instance(home) as opened:
        found, runs = list(retention.old(home, today)), old_runs(opened, today)
        if not dry_run:
            retention.remove(found)
            forget(opened, runs)
    rows = [[entry.kind, str(entry.path.relative_to(home.path)), entry.size, entry.kept] for entry in found]
    rows += [["runs", f"dagster: {len(runs)} runs", None, f"{retention.RUNS_DAYS} days"]] if runs else []
    terminal.table(["kind", "what", "bytes", "kept_for"], rows, as_json=Settings.as_json)
    _say(f"{'Would free' if dry_run else 'Freed'} {sum(entry.size for entry in found) / 2**20:.1f} MiB.")


@app.command()
def decisions(
    file: Annotated[
        Path, typer.Argument(metavar="IN.xlsx", help="An oportunidades.xlsx with its yellow columns filled in.")
    ],
    as_of: Day = None,
) -> None:
    """Read decisions back from a spreadsheet into territory/decisions.csv; all of them or none."""
    import duckdb

    from pipelines.digest.week import week_of
    from pipelines.territory import TerritoryError
    from warehouse.exports.decisions import BadSheet, keep_decisions
    from warehouse.exports.reading import known_calls
    from warehouse.home import Home
    from warehouse.weeks import day_of

    catalogue, territory = Home(Settings.home).catalogue, _territory()
    day = as_of.date() if as_of else day_of(catalogue, _santiago_now().date())
    into = territory.path / "decisions.csv"
    try:
        calls, aliases = known_calls(catalogue)
        kept = keep_decisions(
            file, into, on=day, profiles={p.profile_id for p in territory.profiles}, calls=calls, aliases=aliases
        )
    except (BadSheet, TerritoryError, OSError, duckdb.Error) as error:
        _stop(NOTHING_PUBLISHED, f"Nothing kept: {error}")
    if Settings.as_json:
        terminal.as_json(
            {
                "profile": kept.origin.profile_id,
                "week": kept.origin.week,
                "rows": kept.rows,
                "new": len(kept.fresh),
                "file": str(into),
                "shown_from": week_of(day),
            }
        )
        return
    terminal.say(
        f"{file}: {kept.rows} rows of {kept.origin.profile_id} say something; {len(kept.fresh)} are new in {into}."
    )
    if kept.fresh:
        terminal.say(f"They show from the export of {week_of(day)} on.")


@app.command()
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

    if form not in FORMS:
        _stop(WRONG_USAGE, f"--format {form}: say {', '.join(FORMS)}")
    if form == "parquet" and sys.stdout.isatty():
        _stop(
            WRONG_USAGE, "--format parquet: is no text for a terminal; send it into a file, such as … > calls.parquet"
        )
    with _catalogue(as_of) as con:
        try:
            cursor = ask(con, query)
            if form == "parquet":
                write_parquet(cursor, sys.stdout.buffer)
                return
            columns, rows = [d[0] for d in cursor.description or []], cursor.fetchall()
        except NotOne as error:
            _stop(WRONG_USAGE, str(error))
        except duckdb.Error as error:
            _stop(
                NOTHING_PUBLISHED,
                f"{error}\nRead-only: `SHOW TABLES` lists what can be asked, `DESCRIBE calls` its columns.",
            )
    if form == "csv":
        sys.stdout.buffer.write(as_csv(columns, rows).encode())
    else:
        terminal.table(columns, rows, in_json=Settings.as_json or form == "json")


@app.command()
def opportunities(
    who: Annotated[
        str,
        typer.Option("--for", help="An applicant of territory/applicants.yaml, such as municipality:13101, or a kind."),
    ],
    priority: Annotated[
        str | None, typer.Option(help="Only what fits this priority, by its id, such as water.")
    ] = None,
    as_of: Day = None,
    language: Tongue = FIRST,
    limit: Annotated[int, typer.Option(min=0, help="How many of each part to show; 0 shows all. JSON has all.")] = 20,
) -> None:
    """What somebody of the territory may apply for: eligible first, then what to ask, then what is too late to
    prepare.
    """
    from warehouse.opportunities import Unknown, ask

    told = _language(language)
    with _catalogue(as_of) as con:
        try:
            answer = ask(con, who, priority=priority, language=told)
        except Unknown as error:
            _stop(WRONG_USAGE, str(error))
    if Settings.as_json:
        terminal.as_json(answer.eligible + answer.unclear + answer.too_late)
    else:
        terminal.opportunities(answer, language=told, limit=limit)


@app.command()
def status(
    as_prometheus: Annotated[bool, typer.Option("--prometheus", help="As a page for Prometheus.")] = False,
    language: Tongue = FIRST,
) -> None:
    """How this installation is: what was published, which sources are not well since when, what is due, the disk."""
    from warehouse.home import Home
    from warehouse.status import prometheus
    from warehouse.status import status as look

    in_use = {i: (s.state, s.cadence) for i, s in _registry().items() if s.state != "retired"}
    told = "en" if as_prometheus or Settings.as_json else _language(language)
    found = look(Home(Settings.home), in_use, _santiago_now().date(), told)
    if as_prometheus:
        terminal.say(prometheus(found).rstrip())
    elif Settings.as_json:
        terminal.as_json(found.to_json())
    else:
        terminal.status(found, told)


@app.command()
def ui(
    port: Annotated[int, typer.Option(help="Where it listens, on this machine alone.")] = 3000,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="For looking on: no daemon, nothing can be started.")
    ] = False,
) -> None:
    """Dagster's web UI and the daemon that runs the day at 05:30, until Ctrl-C."""
    from assets.ui import CannotServe, serve
    from warehouse.home import Home

    _territory()
    try:
        serve(Home(Settings.home), Settings.territory, port=port, read_only=read_only, say=terminal.say)
    except CannotServe as error:
        _stop(NOTHING_PUBLISHED, str(error))


@app.command()
def sources(source_id: Annotated[str | None, typer.Argument(help="Show one source in full.")] = None) -> None:
    """List the sources, or show one with its caveats and proof."""
    from scrapers.registry import about

    registry = _registry()
    if source_id is None:
        rows = [_source_row(s) for s in registry.values()]
        terminal.table(list(rows[0]), [list(row.values()) for row in rows], in_json=Settings.as_json)
        return
    _chosen(registry, [source_id])
    chosen = registry[source_id]
    row = _source_row(chosen) | {
        "funder": chosen.funder,
        "country": chosen.country,
        "licence": chosen.licence,
        "homepage": chosen.homepage,
        "asks": ", ".join(f"{a.method} {a.url}" for a in chosen.asks),
        "about": about(chosen.id),
    }
    if Settings.as_json:
        terminal.as_json(row)
    else:
        for name, value in row.items():
            terminal.say(f"{name + ':':12} {value}")


@app.command()
def parse(
    source_id: Annotated[str, typer.Argument(metavar="SOURCE")],
    file: Annotated[Path, typer.Argument(help="One recorded answer.")],
    as_: Annotated[str, typer.Option("--as", help="listing or detail")] = "listing",
    url: Annotated[str, typer.Option(help="The address that the answer came from.")] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="How the prose of each record is read: lines, days, sums, chances.")
    ] = False,
) -> None:
    """One recorded answer to records, as JSON lines: how a source is written and mended."""
    from scrapers.readers.parse import parse as parse_answer

    registry = _registry()
    _chosen(registry, [source_id])
    if as_ not in ("listing", "detail"):
        _stop(WRONG_USAGE, f"--as {as_}: say listing or detail")
    if not file.is_file():
        _stop(WRONG_USAGE, f"{file}: no such file")
    try:
        records = parse_answer(registry[source_id], file.read_bytes(), as_=as_, url=url)
    except Exception as error:
        _stop(
            NOTHING_PUBLISHED,
            f"{file}: not an answer that {source_id} can read as {as_} ({type(error).__name__}: {error}); "
            f"the reader is scrapers/sources/{source_id}.py",
        )
    for record in records:
        if explain:
            terminal.say(record.title, *_explained(record), "")
        else:
            terminal.as_json(record.to_json(), indent=None)


def _explained(record: Record) -> Iterator[str]:
    from pipelines.cleaning.explained import explain

    return explain(
        record.text or record.summary,
        title=record.title,
        language=record.language,
        published_on=record.published_on,
        currency=record.currency,
    )


@app.command()
def capture(
    source_id: Annotated[str, typer.Argument(metavar="SOURCE")],
    out: Annotated[
        Path | None, typer.Option(help="Where to write the answers; default tests/fixtures/<source>-capture.")
    ] = None,
) -> None:
    """Ask a live source for one listing answer and one detail, and keep them as files with a replay.tsv."""
    from scrapers.authoring.capture import NothingCaptured
    from scrapers.authoring.capture import capture as capture_answers

    _chosen(_registry(), [source_id])
    folder = out or ROOT / "tests" / "fixtures" / f"{source_id}-capture"
    try:
        written = capture_answers(source_id, folder)
    except NothingCaptured as error:
        _stop(NOTHING_PUBLISHED, str(error))
    terminal.say(*written)


@app.command("new-source")
def new_source(
    source_id: Annotated[
        str, typer.Argument(metavar="ID", help="Its name in files and tables: small letters, digits, underscores.")
    ],
    url: Annotated[str, typer.Argument(metavar="URL", help="Where the calls are listed, or the feed or API of it.")],
) -> None:
    """Write a source's file and fixture from what stands at an address: WordPress, a feed, JSON or a listing."""
    from scrapers.authoring.docs import write_page
    from scrapers.authoring.new_source import NotAdded
    from scrapers.authoring.new_source import new_source as add
    from scrapers.registry import registry

    try:
        added = add(source_id, url)
    except NotAdded as error:
        _stop(NOTHING_PUBLISHED, f"Nothing was written. {error}")
    registry.cache_clear()
    write_page(registry().values())
    if Settings.as_json:
        terminal.as_json(
            {
                "found": added.found,
                "files": list(map(str, added.files)),
                "skipped": added.skipped,
                "findings": added.findings,
                "records": [record.to_json() for record in added.records],
            }
        )
        return
    terminal.say(f"{added.found}: {len(added.records)} calls, {added.skipped} other posts or rows")
    terminal.say(*(f"  {record.record_key}  {record.title}" for record in added.records))
    terminal.say(*map(str, added.files), *added.findings)
    listing = next(path for path in added.files if path.name.startswith("listing"))
    terminal.say(f"""Next:
  describe it in {added.files[0].name}: publisher, caveats, funder, family, country, licence; bounds and what is a call
  shorten the fixture and take out persons' names: its answers are the site's own
  catastro parse {source_id} {listing}
  catastro check-sources
  catastro run --source {source_id}""")


@app.command()
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
) -> None:
    """Show the closest undecided pairs of records, and write down whether they are one call."""
    from warehouse.home import Home

    home, territory = Home(Settings.home), _territory()
    if not home.warehouse.exists():
        _stop(
            NOTHING_PUBLISHED,
            f"{home.warehouse}: no warehouse there yet; run `catastro run` first, or name its home with --home",
        )
    if record_a is not None:
        if record_b is None or same == different:
            _stop(
                WRONG_USAGE,
                "A judgement needs two records and one of --same and --different, such as: "
                'catastro review nsf:1 grants_gov:2 --same --why "the same solicitation"',
            )
        _judge(home, territory, record_a, record_b, "same" if same else "different", who, why)
        return
    pairs = _doubtful(home, territory, limit)
    if Settings.as_json:
        terminal.as_json(pairs)
        return
    if not pairs:
        terminal.say(text("review.nothing_left", terminal.TONGUE))
    for number, pair in enumerate(pairs, 1):
        terminal.side_by_side(pair, text("review.place", terminal.TONGUE, number=number, of=len(pairs)))
        if sys.stdin.isatty() and sys.stdout.isatty():
            _ask(home, pair, who)


@app.command()
def explain(
    call: Annotated[str, typer.Argument(metavar="CALL", help="A call, by its call_id, or enough of its beginning.")],
    language: Tongue = FIRST,
) -> None:
    """Show what was read of a call as what it funds, and what spoke for and against each priority."""
    from assets.run_context import cards
    from pipelines.matching import Matcher
    from pipelines.matching.priorities.reasons import reasons
    from warehouse import connect
    from warehouse.home import Home
    from warehouse.one_call import NoSuchCall, one_call, records_of

    home, territory = Home(Settings.home), _territory()
    with _catalogue(None) as con:
        try:
            call_id, records = records_of(con, call)
        except NoSuchCall as error:
            _stop(WRONG_USAGE, str(error))
    with _held(home, "Nothing explained"), connect(home.warehouse) as con:
        found = one_call(con, call_id, records, territory, {card.source_id: card for card in cards()})
    matcher = Matcher.load(territory.priorities_path)
    record, told = found.record, _language(language)
    lines = list(reasons(matcher, record.title, record.summary, record.text, language=record.language, told_in=told))
    if Settings.as_json:
        terminal.as_json({"call_id": call_id, "title": record.title, "lines": lines})
    else:
        terminal.say(call_id, record.title, "", *lines)


@app.command("unknown-kinds")
def unknown_kinds(
    limit: Annotated[int, typer.Option(min=1, help="How many words to show.")] = 30,
) -> None:
    """Show words that stand where calls name who may apply and that no lexicon of kinds has, for a speaker to add."""
    from pipelines.applying.unnamed import unnamed_kinds
    from warehouse import connect
    from warehouse.home import Home
    from warehouse.stages import clean

    home, territory = Home(Settings.home), _territory()
    with _held(home, "Nothing looked for"), connect(home.warehouse) as con:
        texts = [(landed.record_id, landed.record.text or landed.record.summary or "") for landed in clean(con)]
    found = unnamed_kinds(texts, territory.groups)[:limit]
    if Settings.as_json:
        terminal.as_json([{"word": one.word, "texts": len(one.texts), "quote": one.quote} for one in found])
    else:
        for one in found:
            terminal.say(f"{len(one.texts):4}  {one.word:24}  {terminal.line(one.quote)}")


@app.command()
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
    language: Tongue = FIRST,
) -> None:
    """Show the open calls nearest to a new priority, and write down which fit it: the matcher learns from them."""
    from pipelines.matching import Matcher
    from pipelines.matching.priorities.marked_examples import FILE, Example
    from warehouse.examples import MOST_READ, mark, proposals

    territory, told = _territory(), _language(language)
    known = [p.priority_id for p in territory.priorities]
    if priority not in known:
        _stop(
            WRONG_USAGE,
            text(
                "examples.no_priority", told, priority=priority, file=territory.priorities_path, known=", ".join(known)
            ),
        )
    matcher = Matcher.load(territory.priorities_path)
    if matcher.ships(priority):
        _stop(WRONG_USAGE, text("examples.ships", told, priority=priority))
    with _catalogue(None) as con:
        found = proposals(con, matcher, territory, priority, MOST_READ)
    wanted = dict.fromkeys(fits or (), True) | dict.fromkeys(differs or (), False)
    if wanted:
        if not who:
            _stop(WRONG_USAGE, text("examples.who", told))
        texts = {proposal.call_id: proposal.text for proposal in found}
        if strange := sorted(wanted.keys() - texts.keys()):
            _stop(WRONG_USAGE, text("examples.no_call", told, call=strange[0], priority=priority))
        for call, fit in wanted.items():
            mark(territory, Example(priority, fit, texts[call], who, _santiago_now().date()))
        terminal.say(text("examples.written", told, file=territory.path / FILE, number=len(wanted)))
    elif Settings.as_json:
        terminal.as_json(
            [
                {"call_id": p.call_id, "title": p.title, "chance": round(p.chance, 3), "text": p.text}
                for p in found[:limit]
            ]
        )
    else:
        for proposal in found[:limit]:
            terminal.say(f"{proposal.call_id}  {proposal.chance:.2f}  {terminal.line(proposal.text)}")


@app.command("check-sources")
def check_sources(
    live: Annotated[
        bool, typer.Option("--live", help="Ask each live source for one page and one detail, beside its fixture.")
    ] = False,
    source: Annotated[
        list[str] | None, typer.Option(help="With --live: only this source (may be given several times).")
    ] = None,
) -> None:
    """Check every source's declaration, or (--live) whether it still looks like its fixture; exit 1 with what to
    mend.
    """
    from scrapers.authoring.canary import look
    from scrapers.authoring.checks import check_sources as findings

    if live:
        found = [
            f"{seen.source_id}: {finding}" for seen in look(_chosen(_registry(), source)) for finding in seen.findings
        ]
    else:
        found = findings()
    if Settings.as_json:
        terminal.as_json(found)
    else:
        terminal.say("\n".join(found) or f"{len(_registry())} sources: nothing to mend")
    raise typer.Exit(NOTHING_PUBLISHED if found else PUBLISHED)


def main() -> None:
    sys.excepthook = terminal.say_trouble
    app()


def _stop(code: int, message: str) -> NoReturn:
    terminal.say(message, file=sys.stderr)
    raise typer.Exit(code)


def _santiago_now() -> datetime:
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("America/Santiago"))


def _registry() -> dict[str, Source]:
    from scrapers.registry import registry

    return registry()


def _territory() -> Territory:
    from pipelines.place import use
    from pipelines.territory import Territory, TerritoryError
    from warehouse.home import Home
    from warehouse.own_territory import folder_of

    try:
        folder = folder_of(Home(Settings.home), Settings.territory)
        read_also(folder / "messages")
        territory = Territory.load(folder)
        use(territory.place)
        return territory
    except TerritoryError as error:
        _stop(WRONG_USAGE, str(error))


def _language(name: str) -> Language:
    from warehouse.home import Home
    from warehouse.own_territory import folder_of

    try:
        read_also(folder_of(Home(Settings.home), Settings.territory) / "messages")
        return check(name)
    except MessagesError as error:
        _stop(WRONG_USAGE, f"--language {name}: {error}")


def _renderer(name: str) -> Renderer:
    from warehouse.gate import RENDERERS

    for renderer in RENDERERS:
        if renderer == name:
            return renderer
    _stop(WRONG_USAGE, f"--gate {name}: say {' or '.join(RENDERERS)}")


def _chosen(registry: dict[str, Source], wanted: list[str] | None) -> list[str]:
    if unknown := sorted(set(wanted or []) - registry.keys()):
        _stop(WRONG_USAGE, f"no source named {', '.join(unknown)}; there are: {', '.join(registry)}")
    return wanted or [i for i, s in registry.items() if s.state != "retired"]


@contextmanager
def _held(home: Home, refused: str = "Nothing published") -> Iterator[None]:
    import duckdb

    from warehouse.damage import in_words, sentence
    from warehouse.home import Busy
    from warehouse.models import ModelError

    try:
        with home.lock(wait_seconds=LOOK_SECONDS):
            yield
    except (Busy, ModelError, OSError) as error:
        _stop(NOTHING_PUBLISHED, f"{refused}: {sentence(error, home)}")
    except duckdb.Error as error:
        _stop(NOTHING_PUBLISHED, f"{refused}: {in_words(error, home, home.warehouse)}")


def _doubtful(home: Home, territory: Territory, limit: int) -> list[dict[str, Any]]:
    from assets.run_context import cards
    from warehouse import connect
    from warehouse.review import pairs

    with _held(home), connect(home.warehouse) as con:
        return pairs(con, territory, cards(), limit)


def _judge(home: Home, territory: Territory, record_a: str, record_b: str, judgement: str, who: str, why: str) -> None:
    from pipelines.territory import Judgement
    from warehouse import connect
    from warehouse.review import FILE, CannotJudge, judge, known_records

    with _held(home), connect(home.warehouse) as con:
        known = known_records(con)
    try:
        judge(territory, known, Judgement(record_a, record_b, judgement, who, _santiago_now().date(), why))
    except CannotJudge as error:
        _stop(WRONG_USAGE, str(error))
    terminal.say(
        text(
            "review.written",
            terminal.TONGUE,
            file=territory.path / FILE,
            record_a=record_a,
            record_b=record_b,
            judgement=judgement,
        )
    )


def _ask(home: Home, pair: dict[str, Any], who: str) -> None:
    words = {"m": "same", "d": "different"}
    answer = typer.prompt(text("review.ask", terminal.TONGUE), default="s").strip().lower()[:1]
    if answer == "t":
        raise typer.Exit(PUBLISHED)
    if answer in words:
        why = typer.prompt(text("review.why", terminal.TONGUE))
        who = who or typer.prompt(text("review.who", terminal.TONGUE))
        _judge(home, _territory(), pair["a"]["record_id"], pair["b"]["record_id"], words[answer], who, why)


def _say(message: str) -> None:
    if not Settings.as_json:
        terminal.say(message)


def _say_outcome(home: Home, outcome: Outcome, unwell: list[Health]) -> NoReturn:
    gaps, trial = ([one for one in unwell if (one.state == "live") is live] for live in (True, False))
    if Settings.as_json:
        terminal.as_json(
            {
                "published": outcome.published,
                "calls": outcome.calls,
                "open_calls": outcome.open_calls,
                "catalogue": str(home.catalogue),
                "sources_not_ok": [one.source_id for one in gaps],
                "sources_on_trial_not_ok": [one.source_id for one in trial],
                "notes": {one.source_id: one.note for one in unwell},
                "failures": [str(f) for f in outcome.failures],
                "warnings": [str(w) for w in outcome.warnings],
                "why": outcome.why,
            }
        )
    elif outcome.published:
        terminal.say(f"Published {home.catalogue}: {outcome.calls} calls, {outcome.open_calls} open.")
        for warning in outcome.warnings:
            terminal.say(f"Warning: {warning}")
        if gaps:
            terminal.say(
                "Not ok today; what they gave before stands, with its age (see the view source_health):",
                *terminal.causes(gaps),
            )
        if trial:
            terminal.say("Not ok today, on trial:", *terminal.causes(trial))
        terminal.say(TRY_NEXT.format(home=home.path, catastro=_typed()))
    else:
        terminal.say(
            f"Nothing published: {outcome.why}", *outcome.failures, "The last catalogue stands.", file=sys.stderr
        )
    raise typer.Exit((PUBLISHED_WITH_GAPS if gaps else PUBLISHED) if outcome.published else NOTHING_PUBLISHED)


@contextmanager
def _catalogue(as_of: datetime | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published catalogue, read-only, on its own day or another."""
    import duckdb

    from warehouse.damage import in_words
    from warehouse.home import Home
    from warehouse.publish import open_readonly

    home = Home(Settings.home)
    catalogue = home.catalogue
    if not catalogue.exists():
        _stop(
            NOTHING_PUBLISHED,
            f"{catalogue}: no catalogue there yet; run `catastro run` first, or name its home with --home",
        )
    try:
        with open_readonly(catalogue) as con:
            if as_of:
                con.execute(f"SET VARIABLE as_of = DATE '{as_of.date()}'")
                try:
                    con.execute("SELECT day FROM today").fetchall()
                except duckdb.InvalidInputException as error:
                    _stop(WRONG_USAGE, f"--as-of {str(error).removeprefix('Invalid Input Error: as_of ')}")
            yield con
    except OSError as error:
        _stop(NOTHING_PUBLISHED, str(error))
    except duckdb.Error as error:
        _stop(NOTHING_PUBLISHED, f"{in_words(error, home, catalogue)}; `catastro run` makes it again")


def _typed() -> str:
    """How this command is typed in the shell that started it: by its name where that is on the path, else as it was
    called.
    """
    return "catastro" if which("catastro") or Path(sys.argv[0]).suffix == ".py" else sys.argv[0]


def _send(home: Home, exported: Exported, language: Language, dry_run: bool) -> list[Sent]:
    from warehouse.exports.mail import CannotSend, send

    sent = []
    try:
        for one in send(home.path, exported, now=_santiago_now(), language=language, dry_run=dry_run):
            _say(f"  {one.profile_id:20} {one.address}: {one.outcome}{f' ({one.why})' if one.why else ''}")
            sent.append(one)
    except CannotSend as error:
        _stop(NOTHING_PUBLISHED, f"Written to {exported.folder}; nothing more was sent: {error}")
    return sent


def _say_exported(exported: Exported, sent: list[Sent]) -> NoReturn:
    bad = [one for one in sent if one.outcome in ("failed", "unknown")]
    counts = {
        outcome: sum(one.outcome == outcome for one in sent) for outcome in dict.fromkeys(one.outcome for one in sent)
    }
    if Settings.as_json:
        terminal.as_json(
            {
                "week": exported.week,
                "folder": str(exported.folder),
                "preview": exported.preview,
                "published_on": str(exported.published_on),
                "profiles": {w.profile_id: {"open": w.items, "new": w.new} for w in exported.profiles},
                "mail": counts,
            }
        )
    else:
        published = f"{exported.published_on:%d-%m-%Y}"
        terminal.say(
            f"Wrote {exported.folder}: {len(exported.profiles)} profiles, from what was published on {published}."
        )
        if exported.preview:
            terminal.say("A preview: the Monday of that week has not come.")
        if sent:
            terminal.say(f"Mail: {', '.join(f'{count} {outcome}' for outcome, count in counts.items())}.")
        if any(one.outcome == "unknown" for one in bad):
            terminal.say(
                "Unknown: handed over without an answer. "
                "Ask the recipient, then write the outcome (sent or failed) into sent.jsonl."
            )
    raise typer.Exit(NOTHING_PUBLISHED if bad else PUBLISHED)


def _source_row(source: Source) -> dict[str, str]:
    plain = {name: getattr(source, name) for name in ("name", "family", "kind", "state", "proof", "cadence")}
    least, most = source.expected
    return (
        {"source_id": source.id} | plain | {"languages": " ".join(source.languages), "expected": f"{least} to {most}"}
    )


if __name__ == "__main__":
    main()
