"""The command line: wiring only.

Belongs here: options, exit codes, what a person sees. Does not belong: anything that a stage, a crawl or a table decides.
Everything heavy is imported by the command that needs it, so that `--help` answers at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from pipelines.territory import Territory
    from scrapers.source import Source
    from warehouse.day import Outcome
    from warehouse.gate import Renderer
    from warehouse.home import Home

ROOT = Path(__file__).resolve().parent
TRY_NEXT = """Try next:
  catastro --home {home} sql "SELECT title, funder, next_deadline_on, why FROM opportunities WHERE applicant = 'municipality' LIMIT 10"
  catastro --home {home} sql "SELECT * FROM closing_soon"
  catastro --home {home} sql "SELECT * FROM source_health"
  catastro sources"""
PUBLISHED, NOTHING_PUBLISHED, WRONG_USAGE, PUBLISHED_WITH_GAPS = 0, 1, 2, 3

app = typer.Typer(
    help="Catastro: the calls for funding that a territory can win, collected daily and published as a DuckDB file.",
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


class Settings:
    """The global options of this call."""

    home: Path
    territory: Path
    as_json: bool


@app.callback()
def options(
    home: Annotated[Path, typer.Option(envvar="CATASTRO_HOME", help="Where landing, warehouse and catalogue are kept.")] = Path("data"),
    territory: Annotated[Path, typer.Option(envvar="CATASTRO_TERRITORY", help="The folder of what people edit.")] = ROOT / "territory",
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    Settings.home, Settings.territory, Settings.as_json = home, territory, as_json


Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")]


@app.command()
def run(
    source: Annotated[list[str] | None, typer.Option(help="Crawl only this source (may be given several times).")] = None,
    replay: Annotated[Path | None, typer.Option(help="Answer all requests from a WARC file or a folder with replay.tsv.")] = None,
    as_of: Day = None,
    gate: Annotated[str, typer.Option(envvar="CATASTRO_GATE", help="What runs the quality rules: gx (Great Expectations) or sql.")] = "gx",
) -> None:
    """Crawl what is due, build the catalogue and publish it: the whole day."""
    from assets.instance import run_day
    from assets.work import Work
    from scrapers.crawl import Refused
    from warehouse.home import Home

    home, registry, territory, renderer = Home(Settings.home), _registry(), _territory(), _renderer(gate)
    chosen = _chosen(registry, source)
    day = as_of.date() if as_of else _santiago_now().date()
    with _held(home), _crawl_shown() as show:
        work = Work(
            home=home, target=home, day=day, territory=territory, frozen=as_of is not None, replay=replay,
            sources=chosen if source else None, renderer=renderer, say=_say, on_crawl=show)
        try:
            run_day(work)
        except Refused as error:
            _stop(WRONG_USAGE, str(error))
    if work.outcome is None or (work.outcome.published and not work.in_place):
        _stop(NOTHING_PUBLISHED, f"Nothing published: {work.error or 'the run broke in the orchestrator; `catastro ui` shows where'}")
    gaps = [m["source_id"] for m in work.manifests
            if registry[m["source_id"]].state == "live" and m["verdict"] not in ("ok", "empty_confirmed")]
    _say_outcome(home, work.outcome, gaps)


@app.command()
def rebuild(
    as_of: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The last day of the landing to take in.")],
    home: Annotated[Path, typer.Option(help="A new home for the rebuilt warehouse and catalogue.")],
) -> None:
    """Build the catalogue of a past day anew from the landing, into another home."""
    from assets.work import cards
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
def sql(
    query: Annotated[str, typer.Argument(help="One SELECT over the published catalogue.")],
    as_of: Day = None,
) -> None:
    """Ask the published catalogue, read-only. `--as-of` answers as if it were that day."""
    import duckdb

    from warehouse.home import Home
    from warehouse.publish import open_readonly

    catalogue = Home(Settings.home).catalogue
    if not catalogue.exists():
        _stop(NOTHING_PUBLISHED, f"{catalogue}: no catalogue there yet; run `catastro run` first, or name its home with --home")
    with open_readonly(catalogue) as con:
        if as_of:
            con.execute(f"SET VARIABLE as_of = DATE '{as_of.date()}'")
        try:
            cursor = con.execute(query)
            columns, rows = [d[0] for d in cursor.description or []], cursor.fetchall()
        except duckdb.Error as error:
            _stop(NOTHING_PUBLISHED, f"{error}\nRead-only: `SHOW TABLES` lists what can be asked, `DESCRIBE calls` its columns.")
    _print_table(columns, rows)


@app.command()
def ui(
    port: Annotated[int, typer.Option(help="Where it listens, on this machine alone.")] = 3000,
    read_only: Annotated[bool, typer.Option("--read-only", help="For looking on: no daemon, nothing can be started.")] = False,
) -> None:
    """Dagster's web UI and the daemon that runs the day at 05:30, until Ctrl-C."""
    from assets.ui import CannotServe, serve
    from warehouse.home import Home

    _territory()
    try:
        serve(Home(Settings.home), Settings.territory, port=port, read_only=read_only, say=lambda address: print(address, flush=True))
    except CannotServe as error:
        _stop(NOTHING_PUBLISHED, str(error))


@app.command()
def sources(source_id: Annotated[str | None, typer.Argument(help="Show one source in full.")] = None) -> None:
    """List the sources, or show one with its caveats and proof."""
    from scrapers.registry import module_doc

    registry = _registry()
    if source_id is None:
        rows = [_source_row(s) for s in registry.values()]
        _print_table(list(rows[0]), [list(row.values()) for row in rows])
        return
    _chosen(registry, [source_id])
    chosen = registry[source_id]
    row = _source_row(chosen) | {
        "funder": chosen.funder, "country": chosen.country, "licence": chosen.licence, "homepage": chosen.homepage,
        "asks": ", ".join(f"{a.method} {a.url}" for a in chosen.asks), "about": module_doc(chosen)}
    if Settings.as_json:
        print(json.dumps(row, ensure_ascii=False, indent=1))
    else:
        for name, value in row.items():
            print(f"{name + ':':12} {value}")


@app.command()
def parse(
    source_id: Annotated[str, typer.Argument(metavar="SOURCE")],
    file: Annotated[Path, typer.Argument(help="One recorded answer.")],
    as_: Annotated[str, typer.Option("--as", help="listing or detail")] = "listing",
    url: Annotated[str, typer.Option(help="The address that the answer came from.")] = "",
) -> None:
    """One recorded answer to records, as JSON lines: how a source is written and mended."""
    from scrapers.reading import parse as parse_answer

    registry = _registry()
    _chosen(registry, [source_id])
    if as_ not in ("listing", "detail"):
        _stop(WRONG_USAGE, f"--as {as_}: say listing or detail")
    if not file.is_file():
        _stop(WRONG_USAGE, f"{file}: no such file")
    try:
        records = parse_answer(registry[source_id], file.read_bytes(), as_=as_, url=url)
    except Exception as error:
        _stop(NOTHING_PUBLISHED, f"{file}: not an answer that {source_id} can read as {as_} ({type(error).__name__}: {error}); "
                                 f"the reader is scrapers/sources/{source_id}.py")
    for record in records:
        print(json.dumps(record.to_json(), ensure_ascii=False))


@app.command()
def capture(
    source_id: Annotated[str, typer.Argument(metavar="SOURCE")],
    out: Annotated[Path | None, typer.Option(help="Where to write the answers; default tests/fixtures/<source>-capture.")] = None,
) -> None:
    """Ask a live source for one listing answer and one detail, and keep them as files with a replay.tsv."""
    from scrapers.capture import NothingCaptured
    from scrapers.capture import capture as capture_answers

    _chosen(_registry(), [source_id])
    folder = out or ROOT / "tests" / "fixtures" / f"{source_id}-capture"
    try:
        written = capture_answers(source_id, folder)
    except NothingCaptured as error:
        _stop(NOTHING_PUBLISHED, str(error))
    print(*written, sep="\n")


@app.command("check-sources")
def check_sources(
    live: Annotated[bool, typer.Option("--live", help="Ask each live source for one page and one detail, beside its fixture.")] = False,
    source: Annotated[list[str] | None, typer.Option(help="With --live: only this source (may be given several times).")] = None,
) -> None:
    """Check every source's declaration, or (--live) whether it still looks like its fixture; exit 1 with what to mend."""
    from scrapers.canary import look
    from scrapers.checks import check_sources as findings

    if live:
        found = [f"{seen.source_id}: {finding}" for seen in look(_chosen(_registry(), source)) for finding in seen.findings]
    else:
        found = findings()
    if Settings.as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print("\n".join(found) or f"{len(_registry())} sources: nothing to mend")
    raise typer.Exit(NOTHING_PUBLISHED if found else PUBLISHED)


def main() -> None:
    app()


def _stop(code: int, message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(code)


def _santiago_now() -> datetime:
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("America/Santiago"))


def _registry() -> dict[str, Source]:
    from scrapers.registry import registry

    return registry()


def _territory() -> Territory:
    from pipelines.territory import Territory, TerritoryError

    try:
        return Territory.load(Settings.territory)
    except TerritoryError as error:
        _stop(WRONG_USAGE, str(error))


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
def _held(home: Home) -> Iterator[None]:
    from warehouse.home import Busy
    from warehouse.landing import BadLanding
    from warehouse.models import ModelError

    try:
        with home.lock():
            yield
    except (Busy, BadLanding, ModelError, OSError) as error:
        _stop(NOTHING_PUBLISHED, f"Nothing published: {error}")


def _say(message: str) -> None:
    if not Settings.as_json:
        print(message, flush=True)


@contextmanager
def _crawl_shown() -> Iterator[Callable[[dict[str, Any]], None]]:
    """A line for each crawl that ended; on a terminal, below them a moving line for each that is under way."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    moving = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.fields[pages]} pages, {task.fields[records]} records"),
        TimeElapsedColumn(), console=Console(), transient=True, disable=Settings.as_json or not sys.stdout.isatty())
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
            _say(f"  {source_id:20} {m['verdict']:16} {m['counts']['records']:>6} records  {m['note']}")

    with moving:
        yield show


def _say_outcome(home: Home, outcome: Outcome, gaps: list[str]) -> NoReturn:
    summary = {"published": outcome.published, "calls": outcome.calls, "open_calls": outcome.open_calls, "catalogue": str(home.catalogue),
               "sources_not_ok": gaps, "failures": [str(f) for f in outcome.failures],
               "warnings": [str(w) for w in outcome.warnings], "why": outcome.why}
    if Settings.as_json:
        print(json.dumps(summary, ensure_ascii=False, indent=1))
    elif outcome.published:
        print(f"Published {home.catalogue}: {outcome.calls} calls, {outcome.open_calls} open.")
        for warning in outcome.warnings:
            print(f"Warning: {warning}")
        if gaps:
            print(f"Not ok today: {', '.join(gaps)}; what they gave before stands, with its age (see the view source_health).")
        print(TRY_NEXT.format(home=home.path))
    else:
        print(f"Nothing published: {outcome.why}", *outcome.failures, "The last catalogue stands.", sep="\n", file=sys.stderr)
    raise typer.Exit((PUBLISHED_WITH_GAPS if gaps else PUBLISHED) if outcome.published else NOTHING_PUBLISHED)


def _source_row(source: Source) -> dict[str, str]:
    plain = {name: getattr(source, name) for name in ("name", "family", "kind", "state", "proof", "cadence")}
    least, most = source.expected
    return {"source_id": source.id} | plain | {"languages": " ".join(source.languages), "expected": f"{least} to {most}"}


def _print_table(columns: list[str], rows: list[Any]) -> None:
    """A table on a terminal, tab-separated lines elsewhere, objects with --json."""
    if Settings.as_json:
        print(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=1, default=str))
    elif sys.stdout.isatty():
        from rich import box
        from rich.console import Console
        from rich.table import Table

        table = Table(*columns, box=box.SIMPLE_HEAD)
        for row in rows:
            table.add_row(*(_cell(value) for value in row))
        Console().print(table)
        print(f"{len(rows)} rows")
    else:
        print("\t".join(columns))
        for row in rows:
            print("\t".join(_cell(value).replace("\t", " ").replace("\n", " ") for value in row))


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case list():
            return ", ".join(map(_cell, value))
        case datetime():
            return value.strftime("%d-%m-%Y %H:%M")
        case date():
            return value.strftime("%d-%m-%Y")
        case _:
            return str(value)


if __name__ == "__main__":
    main()
