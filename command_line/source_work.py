"""The commands of whoever adds and mends sources: `sources`, `parse`, `capture`, `new-source`, `doctor`,
`check-sources`.

Belongs here: what is said to them. Does not belong: how a source is read or drafted (`scrapers`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

import terminal
from command_line.shared import (
    NOTHING_PUBLISHED,
    PUBLISHED,
    ROOT,
    WRONG_USAGE,
    Settings,
    as_json,
    chosen,
    said,
    sources_known,
    speak,
    stop,
)

if TYPE_CHECKING:
    from pipelines.records import Record
    from scrapers.authoring.proposal import DraftReading
    from scrapers.readers.answer import Answer
    from scrapers.source import Source


_ODD = {
    "untitled": "command.odd_untitled",
    "same_title": "command.odd_same_title",
    "no_link": "command.odd_no_link",
    "undated": "command.odd_undated",
    "closed": "command.odd_closed",
    "left_over": "command.odd_left_over",
}


def sources(source_id: Annotated[str | None, typer.Argument(help="Show one source in full.")] = None) -> None:
    """List the sources, or show one with its caveats and proof."""
    from scrapers.registry import about

    speak()
    registry = sources_known()
    if source_id is None:
        rows = [_source_row(s) for s in registry.values()]
        terminal.table(list(rows[0]), [list(row.values()) for row in rows], in_json=Settings.as_json)
        return
    chosen(registry, [source_id])
    source = registry[source_id]
    row = _source_row(source) | {
        "funder": source.funder,
        "country": source.country,
        "licence": source.licence,
        "homepage": source.homepage,
        "asks": ", ".join(f"{a.method} {a.url}" for a in source.asks),
        "about": about(source.id),
    }
    if not as_json(row):
        for name, value in row.items():
            terminal.say(f"{name + ':':12} {value}")


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

    speak()
    registry = sources_known()
    chosen(registry, [source_id])
    if as_ not in ("listing", "detail"):
        stop(WRONG_USAGE, f"--as {as_}: {said('command.say_one_of', words='listing, detail')}")
    if not file.is_file():
        stop(WRONG_USAGE, said("command.no_file", file=file))
    form: Literal["listing", "detail"] = "detail" if as_ == "detail" else "listing"
    try:
        records = parse_answer(registry[source_id], file.read_bytes(), as_=form, url=url)
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        stop(NOTHING_PUBLISHED, said("command.not_read", file=file, source=source_id, form=as_, why=why))
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


def capture(
    source_id: Annotated[str, typer.Argument(metavar="SOURCE")],
    out: Annotated[
        Path | None, typer.Option(help="Where to write the answers; default tests/fixtures/<source>-capture.")
    ] = None,
) -> None:
    """Ask a live source for one listing answer and one detail, and keep them as files with a replay.tsv."""
    from scrapers.authoring.capture import NothingCaptured
    from scrapers.authoring.capture import capture as capture_answers

    speak()
    chosen(sources_known(), [source_id])
    folder = out or ROOT / "tests" / "fixtures" / f"{source_id}-capture"
    try:
        written = capture_answers(source_id, folder)
    except NothingCaptured as error:
        stop(NOTHING_PUBLISHED, str(error))
    terminal.say(*written)


def new_source(
    source_id: Annotated[
        str,
        typer.Argument(
            metavar="[ID]", help="Its name in files and tables: small letters, digits, underscores; none: only look."
        ),
    ],
    url: Annotated[
        str | None, typer.Argument(metavar="URL", help="Where the calls are listed, or the feed or API of it.")
    ] = None,
    title: Annotated[
        str, typer.Option("--title", help="The title of one of the calls, as it stands there: which list is meant.")
    ] = "",
) -> None:
    """Write a source's file and fixture from what stands at an address: WordPress, a feed, JSON or a listing. With the
    address alone, show what would be read and write nothing.
    """
    if url is None:
        _show_proposal(source_id, title)
        return
    from scrapers.authoring.docs import write_page
    from scrapers.authoring.new_source import NotAdded
    from scrapers.authoring.new_source import new_source as add
    from scrapers.registry import registry

    speak()
    try:
        added = add(source_id, url, hint=title)
    except NotAdded as error:
        stop(NOTHING_PUBLISHED, said("command.nothing_written", why=error))
    registry.cache_clear()
    write_page(registry().values())
    if as_json(
        {
            "found": added.found,
            "files": list(map(str, added.files)),
            "skipped": added.skipped,
            "findings": added.findings,
            "records": [record.to_json() for record in added.records],
        }
    ):
        return
    terminal.say(said("command.source_found", found=added.found, calls=len(added.records), others=added.skipped))
    terminal.say(*(f"  {record.record_key}  {record.title}" for record in added.records))
    terminal.say(*map(str, added.files), *added.findings)
    listing = next(path for path in added.files if path.name.startswith("listing"))
    terminal.say(
        said("command.source_next", file=added.files[0].name),
        f"  catastro parse {source_id} {listing}",
        "  catastro check-sources",
        f"  catastro run --source {source_id}",
    )


def _show_proposal(url: str, title: str) -> None:
    from scrapers.authoring.new_source import NotAdded
    from scrapers.authoring.proposal import propose

    speak()
    try:
        proposal = propose(url, hint=title)
    except NotAdded as error:
        stop(NOTHING_PUBLISHED, said("command.nothing_written", why=error))
    if not as_json(_told(proposal)):
        _say_proposal(proposal)


def _told(proposal: DraftReading) -> dict[str, Any]:
    return {
        "found": proposal.draft.found,
        "sure": proposal.sure,
        "odd": proposal.odd,
        "records": [record.to_json() for record in proposal.records],
    }


def _say_proposal(proposal: DraftReading) -> None:
    number = len(proposal.records)
    terminal.say(said("command.would_read", found=proposal.draft.found, calls=number, sure=f"{proposal.sure:.0%}"))
    rows = [
        [record.title, record.url, ", ".join(str(d.closes_on) for d in record.deadlines), record.stated_status or ""]
        for record in proposal.records[:10]
    ]
    terminal.table(["title", "url", "closes_on", "stated_status"], rows, in_json=False)
    lacking = ((times, _ODD[kind]) for kind, times in proposal.odd.items() if times)
    terminal.say(*(f"  {said(name, number=times, of=number)}" for times, name in lacking))


def doctor(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="The source that reads less than it did.")],
    file: Annotated[
        Path | None, typer.Option(help="A saved answer of its listing; none: the address is asked now.")
    ] = None,
) -> None:
    """Say what a source no longer reads of its listing, and the lines that would read it again, as a diff; exit 1 where
    something is to be mended.
    """
    from scrapers.authoring.proposal import diagnose
    from scrapers.readers.answer import Answer

    speak()
    chosen(registry := sources_known(), [source_id])
    source = registry[source_id]
    ask = source.asks[0]
    if file is not None:
        if not file.is_file():
            stop(WRONG_USAGE, said("command.no_file", file=file))
        answer = Answer(file.read_bytes(), ask.url, "", ask)
    else:
        answer = _asked_now(source)
    found = diagnose(source, answer)
    ill = bool(found.error or found.lost or not found.read)
    told = {"error": found.error, "read": found.read, "known": found.known, "lost": found.lost, "diff": found.diff}
    if not as_json(told | {"proposal": _told(found.proposal) if found.proposal else None}):
        terminal.say(said("command.doctor_reads", source=source_id, read=found.read, lost=len(found.lost)))
        terminal.say(*filter(None, [found.error]), *(f"  {title}" for title in found.lost))
        if found.proposal:
            _say_proposal(found.proposal)
            terminal.say(said("command.doctor_diff"), found.diff)
        elif ill:
            terminal.say(said("command.doctor_nothing"))
    raise typer.Exit(NOTHING_PUBLISHED if ill else PUBLISHED)


def _asked_now(source: Source) -> Answer:
    import tempfile

    from scrapers.authoring.capture import NothingCaptured
    from scrapers.authoring.capture import capture as capture_answers
    from scrapers.readers.answer import Answer

    with tempfile.TemporaryDirectory() as home:
        try:
            written = capture_answers(source.id, Path(home) / "now")
        except NothingCaptured as error:
            stop(NOTHING_PUBLISHED, str(error))
        listing = next(path for path in map(Path, written) if path.name.startswith("listing"))
        return Answer(listing.read_bytes(), source.asks[0].url, "", source.asks[0])


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

    speak()
    if live:
        found = [
            f"{seen.source_id}: {finding}"
            for seen in look(chosen(sources_known(), source))
            for finding in seen.findings
        ]
    else:
        found = findings()
    if not as_json(found):
        terminal.say("\n".join(found) or said("command.nothing_to_mend", number=len(sources_known())))
    raise typer.Exit(NOTHING_PUBLISHED if found else PUBLISHED)


def _source_row(source: Source) -> dict[str, str]:
    plain = {name: getattr(source, name) for name in ("name", "family", "kind", "state", "proof", "cadence")}
    least, most = source.expected
    return (
        {"source_id": source.id} | plain | {"languages": " ".join(source.languages), "expected": f"{least} to {most}"}
    )
