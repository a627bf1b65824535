"""The commands of a day: `run`, `rebuild`, `export`, `prune`, `ui`.

Belongs here: how a day is begun from the command line, and what is said of its outcome. Does not belong: a day's steps
(`assets`, `warehouse/day.py`).

`run` and `rebuild` speak the territory's language and no other: what they quote of crawls and checks is written down in
it.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

import terminal
from command_line.shared import (
    NOTHING_PUBLISHED,
    PUBLISHED,
    PUBLISHED_WITH_GAPS,
    WRONG_USAGE,
    Day,
    Settings,
    Tongue,
    as_json,
    chosen,
    held,
    now,
    said,
    say,
    sources_known,
    speak,
    stop,
    territory_in_use,
)
from pipelines.vocabulary import COMPLETE

if TYPE_CHECKING:
    from pipelines.language.messages import Language
    from pipelines.territory import Territory
    from warehouse.day import Outcome
    from warehouse.exports.folders import Exported
    from warehouse.exports.mail import Sent
    from warehouse.gate import Renderer
    from warehouse.home import Home
    from warehouse.status import Health

TRY_NEXT = (
    "opportunities --for {applicant}",
    'sql "SELECT * FROM closing_soon"',
    'sql "SELECT * FROM source_health"',
    "export",
    "status",
)


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
    territory, renderer = territory_in_use(), _renderer(gate)  # before the orchestrator, which asks for its zone
    if territory.actors_shipped:
        say(said("command.actors_shipped", folder=territory.path))

    from assets.ending import obedient
    from assets.instance import run_day
    from assets.run_context import Work
    from scrapers.engine.archive import BadArchive, read_archive
    from scrapers.engine.crawl import Refused
    from warehouse.home import Home
    from warehouse.status import health

    home, registry = Home(Settings.home), sources_known()
    wanted = chosen(registry, source)
    day = as_of.date() if as_of else now().date()
    if replay:  # before there is a run: what is mistyped is none, and nobody is told of it
        try:
            read_archive(replay)
        except (BadArchive, OSError, UnicodeDecodeError) as error:
            stop(WRONG_USAGE, f"--replay {replay}: {error}")
    work = Work(
        home=home,
        target=home,
        day=day,
        territory=territory,
        frozen=as_of is not None,
        replay=replay,
        sources=wanted if source else None,
        renderer=renderer,
        say=say,
    )
    try:
        with obedient() as told, held(home), terminal.crawls(say, quiet=Settings.as_json) as work.on_crawl:
            run_day(work)
    except Refused as error:
        stop(WRONG_USAGE, str(error))
    except KeyboardInterrupt:
        why = told.why or said("command.told_to_end")
        stop(
            NOTHING_PUBLISHED, said("command.published_then" if work.in_place else "command.nothing_published", why=why)
        )
    if work.outcome is None or (work.outcome.published and not work.in_place):
        stop(NOTHING_PUBLISHED, said("command.nothing_published", why=told.why or work.error or said("command.broke")))
    unwell = [
        health(home.landing, m["source_id"], registry[m["source_id"]].state)
        for m in work.manifests
        if m["verdict"] not in COMPLETE
    ]
    _say_outcome(home, territory, work.outcome, unwell)


def rebuild(
    as_of: Annotated[
        datetime,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The last day of the landing to take in."),
    ],
    home: Annotated[Path, typer.Option(help="A new home for the rebuilt warehouse and catalogue.")],
) -> None:
    """Build the catalogue of a past day anew from the landing, into another home."""
    territory = territory_in_use()

    from assets.run_context import cards
    from warehouse.home import Home
    from warehouse.rebuild import rebuild as rebuild_home

    old, new = Home(Settings.home), Home(home)
    if new.warehouse.exists() or new.catalogue.exists():
        stop(WRONG_USAGE, said("command.home_in_use", home=home))
    with held(new):
        outcome = rebuild_home(old.landing, new, as_of.date(), cards(), territory, say=say)
    _say_outcome(new, territory, outcome, [])


def export(
    week: Annotated[
        str | None, typer.Option(metavar="YYYY-Www", help="Such as 2026-W47; by default the last Monday's.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write; by default home's exports.")] = None,
    profile: Annotated[list[str] | None, typer.Option(help="Only this profile (may be given several times).")] = None,
    language: Tongue = None,
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

    territory, home = territory_in_use(language), Home(Settings.home)
    if dry_run and not send:
        stop(WRONG_USAGE, said("command.dry_run_without_send"))
    try:
        exported = folders.export(
            home,
            territory,
            today=now().date(),
            week=week,
            out=out,
            profiles=profile or (),
            language=Settings.tongue,
            say=lambda w: say(
                f"  {w.profile_id:20} {said('command.profile_written', open=f'{w.items:>5}', new=f'{w.new:>5}')}  {w.name}"
            ),
        )
    except (folders.CannotExport, TerritoryError, ValueError) as error:
        stop(WRONG_USAGE, str(error))
    except (NoWeek, OSError, duckdb.Error) as error:
        stop(NOTHING_PUBLISHED, said("command.nothing_exported", why=error))
    sent = _send(home, exported, Settings.tongue, dry_run) if send else []
    _say_exported(exported, sent)


def prune(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and take nothing away.")] = False,
    language: Tongue = None,
) -> None:
    """Take away what is past its span: answers, weeks, exports, the orchestrator's runs. Each day's run does it too."""
    speak(language)

    from assets.instance import forget, instance, old_runs
    from warehouse import retention
    from warehouse.home import Home

    home, today = Home(Settings.home), now().date()
    if not home.path.is_dir():
        stop(WRONG_USAGE, said("command.no_home", home=home.path))
    with held(home, "command.nothing_taken_away"), instance(home) as opened:
        found, runs = list(retention.old(home, today)), old_runs(opened, today)
        if not dry_run:
            retention.remove(found)
            forget(opened, runs)
    rows = [[entry.kind, str(entry.path.relative_to(home.path)), entry.size, entry.kept] for entry in found]
    rows += [["runs", f"dagster: {len(runs)} runs", None, f"{retention.RUNS_DAYS} days"]] if runs else []
    terminal.table(["kind", "what", "bytes", "kept_for"], rows, in_json=Settings.as_json)
    freed = f"{sum(entry.size for entry in found) / 2**20:.1f}"
    say(said("command.would_free" if dry_run else "command.freed", mib=freed))


def ui(
    port: Annotated[int, typer.Option(help="Where it listens, on this machine alone.")] = 3000,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="For looking on: no daemon, nothing can be started.")
    ] = False,
) -> None:
    """Dagster's web UI and the daemon that runs the day at 05:30, until Ctrl-C."""
    territory_in_use()

    from assets.ui import CannotServe, serve
    from warehouse.home import Home

    try:
        serve(Home(Settings.home), Settings.territory, port=port, read_only=read_only, say=terminal.say)
    except CannotServe as error:
        stop(NOTHING_PUBLISHED, str(error))


def _renderer(name: str) -> Renderer:
    from warehouse.gate import RENDERERS

    renderer = next((known for known in RENDERERS if known == name), None)
    if renderer is None:
        stop(WRONG_USAGE, f"--gate {name}: {said('command.say_one_of', words=', '.join(RENDERERS))}")
    return renderer


def _say_outcome(home: Home, territory: Territory, outcome: Outcome, unwell: list[Health]) -> NoReturn:
    gaps, trial = ([one for one in unwell if (one.state == "live") is live] for live in (True, False))
    if as_json(
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
    ):
        pass
    elif outcome.published:
        terminal.say(said("command.published", file=home.catalogue, calls=outcome.calls, open=outcome.open_calls))
        for warning in outcome.warnings:
            terminal.say(said("command.warning", words=warning))
        if gaps:
            terminal.say(said("command.not_ok"), *terminal.causes(gaps, Settings.tongue))
        if trial:
            terminal.say(said("command.not_ok_on_trial"), *terminal.causes(trial, Settings.tongue))
        terminal.say(said("command.try_next"), *_next_commands(home, territory))
    else:
        terminal.say(
            said("command.nothing_published", why=outcome.why),
            *outcome.failures,
            said("command.last_stands"),
            file=sys.stderr,
        )
    raise typer.Exit((PUBLISHED_WITH_GAPS if gaps else PUBLISHED) if outcome.published else NOTHING_PUBLISHED)


def _next_commands(home: Home, territory: Territory) -> list[str]:
    """What one may type next, for an applicant of the territory, a municipality where it has one."""
    people = sorted(territory.applicants, key=lambda one: one.kind != "municipality")
    applicant = people[0].applicant_id if people else "municipality"
    return [f"  {_typed()} --home {home.path} {words.format(applicant=applicant)}" for words in TRY_NEXT]


def _typed() -> str:
    """How this command is typed in the shell that started it: by its name where that is on the path, else as it was
    called.
    """
    return "catastro" if which("catastro") or Path(sys.argv[0]).suffix == ".py" else sys.argv[0]


def _send(home: Home, exported: Exported, language: Language, dry_run: bool) -> list[Sent]:
    from warehouse.exports.mail import CannotSend, send

    sent = []
    try:
        for one in send(home.path, exported, now=now(), language=language, dry_run=dry_run):
            say(f"  {one.profile_id:20} {one.address}: {one.outcome}{f' ({one.why})' if one.why else ''}")
            sent.append(one)
    except CannotSend as error:
        stop(NOTHING_PUBLISHED, said("command.nothing_more_sent", folder=exported.folder, why=error))
    return sent


def _say_exported(exported: Exported, sent: list[Sent]) -> NoReturn:
    bad = [one for one in sent if one.outcome in ("failed", "unknown")]
    counts = {
        outcome: sum(one.outcome == outcome for one in sent) for outcome in dict.fromkeys(one.outcome for one in sent)
    }
    if not as_json(
        {
            "week": exported.week,
            "folder": str(exported.folder),
            "preview": exported.preview,
            "published_on": str(exported.published_on),
            "profiles": {w.profile_id: {"open": w.items, "new": w.new} for w in exported.profiles},
            "mail": counts,
        }
    ):
        published = f"{exported.published_on:%d-%m-%Y}"
        terminal.say(said("command.exported", len(exported.profiles), folder=exported.folder, day=published))
        if exported.preview:
            terminal.say(said("command.preview"))
        if sent:
            terminal.say(
                said("command.mailed", counts=", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
            )
        if any(one.outcome == "unknown" for one in bad):
            terminal.say(said("command.mail_unknown"))
    raise typer.Exit(NOTHING_PUBLISHED if bad else PUBLISHED)
