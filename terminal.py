"""What the command line shows: tables, pairs side by side, crawls under way.

Belongs here: how answers look, on a terminal and elsewhere. Does not belong: what is asked and with which exit code
(`catastro.py`). rich is imported where a terminal is there to draw on.

Nothing is shown but through here: a text from outside could hold what a terminal obeys, and rich would read brackets in
it as orders.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO

from pipelines.language.messages import Language, family, own, text, told
from pipelines.language.safe_text import clean, one_line, shortened, spelled

if TYPE_CHECKING:
    from warehouse.opportunities import Opportunities
    from warehouse.status import Health, Status


def say(*lines: object, file: TextIO | None = None) -> None:
    """Each on a line, freed of what a terminal would obey."""
    if lines:
        print(*(clean(str(line)) for line in lines), sep="\n", file=file or sys.stdout, flush=True)


def as_json(value: Any, *, indent: int | None = 1) -> None:
    """As JSON, in which what a terminal would obey is spelled: nothing of the value is lost."""
    written = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    print("\n".join(map(spelled, written.split("\n"))), flush=True)


def say_trouble(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What nobody caught, which may quote what came from outside."""
    say("".join(traceback.format_exception(kind, error, trace)).rstrip(), file=sys.stderr)


def table(columns: list[str], rows: list[Any], *, in_json: bool) -> None:
    """A table on a terminal; elsewhere tab-separated lines with days in ISO form, objects where JSON is asked for."""
    if in_json:
        as_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif sys.stdout.isatty():
        from rich import box
        from rich.console import Console
        from rich.table import Column, Table
        from rich.text import Text

        drawn = Table(*(Column(Text(cell(name))) for name in columns), box=box.SIMPLE_HEAD)
        for row in rows:
            drawn.add_row(*(Text(cell(value)) for value in row))
        Console().print(drawn)
        say(told("command.rows", count=len(rows)))
    else:
        print("\t".join(map(cell, columns)))
        for row in rows:
            print("\t".join(line(value) for value in row))


def line(value: Any) -> str:
    """A value in a line of tab-separated ones: for programs, so days are ISO; what would break the line is a blank."""
    text = (
        value.isoformat()
        if isinstance(value, date)
        else ", ".join(map(line, value))
        if isinstance(value, list)
        else cell(value)
    )
    return text.replace("\t", " ").replace("\n", " ")


def cell(value: Any) -> str:
    """A value as one reads it, on one line: days as dd-mm-yyyy, lists with commas."""
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
            return one_line(str(value))


def causes(unwell: Sequence[Health], language: Language) -> list[str]:
    """A line a cause, with the sources that share it and since when."""
    from warehouse.status import by_cause

    known = {one.source_id: one for one in unwell}
    lines = []
    for ids, words in by_cause({one.source_id: one.note for one in unwell}):
        since = min((day for i in ids if (day := known[i].ill_since)), default=None)
        verdict = family("verdict", language).get(known[ids[0]].verdict or "", known[ids[0]].verdict)
        cause: dict[str, Any] = {
            "sources": ", ".join(ids[:4]),
            "verdict": verdict,
            "since": cell(since),
            "words": shortened(words, 160),
        }
        more = len(ids) - 4
        message = "command.cause_and_more" if more > 0 else "command.cause"
        lines.append(f"  {text(message, language, more=more, **cause)}")
    return lines


def status(found: Status, language: Language) -> None:
    """One screen: what was published, who is not well, what is due, the disk."""
    say(
        text(
            "status_line.at_work" if found.at_work else "status_line.at_home",
            language,
            home=found.home,
            day=cell(found.day),
        ),
        "",
    )
    say(_published(found, language))
    if found.last_run:
        say(*_last_run(found.last_run, language))
    for heading, state in (("status_line.in_use_sick", "live"), ("status_line.on_trial_sick", "trial")):
        sick = [one for one in found.ill if one.state == state]
        known = sum(one.state == state and one.verdict is not None for one in found.sources)
        said = text(heading, language, sick=len(sick), known=known)
        say(f"{said}{':' if sick else ''}", *(_sick(one, language) for one in sick[:MOST_SICK]))
        if len(sick) > MOST_SICK:
            say(text("status_line.more_sick", language, number=len(sick) - MOST_SICK))
    due, more = ", ".join(found.due[:MOST_DUE]), len(found.due) - MOST_DUE
    if more > 0:
        say(text("status_line.due_and_more", language, due=due, number=more))
    else:
        say(text("status_line.due", language, due=due) if due else text("status_line.nothing_due", language))
    week = found.last_export
    say(text("status_line.last_export", language, week=week) if week else text("status_line.no_export", language))
    parts = ", ".join(f"{name} {_bytes(size)}" for name, size in list(found.folders.items())[:5])
    free, total, taken = (_bytes(size) for size in (found.free_bytes, found.total_bytes, sum(found.folders.values())))
    say(
        text("status_line.disk", language, free=free, total=total, taken=taken, parts=parts)
        if parts
        else text("status_line.disk_of_nothing", language, free=free, total=total)
    )


MOST_SICK, MOST_DUE = 8, 6


def _published(found: Status, language: Language) -> str:
    published = found.published
    if not published:
        return text("status_line.trouble", language, trouble=found.trouble)
    days = (found.day - published["as_of"]).days
    age = (
        text("status_line.today", language)
        if days == 0
        else text("status_line.to_come", language)
        if days < 0
        else text("status_line.days_ago", language, count=days)
    )
    return text(
        "status_line.published",
        language,
        at=cell(published["published_at"]),
        day=cell(published["as_of"]),
        age=age,
        calls=published["calls"],
        open=published["open_calls"],
        ok=published["sources_ok"],
        total=published["sources_total"],
    )


def _last_run(last: Mapping[str, Any], language: Language) -> Iterator[str]:
    came = (
        text("status_line.came_published", language, count=len(last["warnings"]))
        if last["published"]
        else text("status_line.came_to_nothing", language, why=last["why"])
    )
    ended, of = cell(datetime.fromisoformat(last["ended_at"])), cell(date.fromisoformat(last["day"]))
    yield text("status_line.last_run", language, ended=ended, day=of, came=shortened(one_line(came), 160))
    yield from (
        f"               {shortened(one_line(line), 140)}" for line in [*last["failures"], *last["warnings"]][:4]
    )


def _sick(one: Health, language: Language) -> str:
    verdict, since = family("verdict", language).get(one.verdict or "", one.verdict), cell(one.ill_since)
    note = shortened(one_line(one.note), 90)
    said = text("status_line.never_good", language, verdict=verdict, since=since, note=note)
    if one.last_good_on:
        said = text("status_line.sick", language, verdict=verdict, since=since, good=cell(one.last_good_on), note=note)
    return f"  {one.source_id:20} {said}"


def _bytes(count: int) -> str:
    size, unit = float(count), "B"
    for unit in ("B", "KiB", "MiB", "GiB", "TiB"):
        if size < 1024 or unit == "TiB":
            break
        size /= 1024
    return f"{size:.0f} {unit}" if size >= 10 or unit == "B" else f"{size:.1f} {unit}"


def side_by_side(found: dict[str, Any], place: str, language: Language) -> None:
    """Both records side by side, then what speaks for one call and what against."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    joined = text("review.together" if found["joined"] else "review.apart", language, place=place)
    chance = "" if found["chance"] is None else text("review.chance", language, chance=f"{found['chance']:.0%}")
    table = Table(box=box.SIMPLE_HEAD, title=f"{joined}{chance}")
    for heading in ("", "A", "B"):
        table.add_column(heading, overflow="fold")
    for field, name in family("review_field", language).items():
        table.add_row(name, *(Text(cell(found[side][field])) for side in ("a", "b")))
    console = Console()
    console.print(table)
    for message in ("speaks_for", "speaks_against"):
        console.print(
            Text(text(f"review.{message}", language, words=cell(found[message]) or text("review.nothing", language)))
        )


def _so_far(pages: int, records: int) -> str:
    return told("command.so_far", pages=pages, records=records)


@contextmanager
def crawls(say: Callable[[str], None], *, quiet: bool) -> Iterator[Callable[[dict[str, Any]], None]]:
    """A line for each crawl that ended; on a terminal, below them a moving line for each under way. Yields what
    `crawl_all` reports to.
    """
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    moving = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.fields[so_far]}"),
        TimeElapsedColumn(),
        console=Console(),
        transient=True,
        disable=quiet or not sys.stdout.isatty(),
    )
    under_way = {}

    def show(event: dict[str, Any]) -> None:
        source_id = event["source_id"]
        if event["event"] == "started":
            under_way[source_id] = moving.add_task(source_id, total=None, so_far=_so_far(0, 0))
        elif event["event"] == "progress" and source_id in under_way:
            moving.update(under_way[source_id], so_far=_so_far(event["pages"], event["records"]))
        elif event["event"] == "finished":
            if source_id in under_way:
                moving.remove_task(under_way.pop(source_id))
            m = event["manifest"]
            verdict = family("verdict", own()).get(m["verdict"], m["verdict"])
            say(f"  {source_id:20} {verdict:18} {m['counts']['records']:>6}  {m['note']}")

    with moving:
        yield show


def opportunities(answer: Opportunities, *, language: Language, limit: int) -> None:
    """Tables on a terminal, numbered lines elsewhere."""
    needed = answer.lead_working_days
    late = (
        text("opportunities.too_late", language)
        if needed is None
        else text("opportunities.too_late_for", language, days=needed)
    )
    parts = (
        (text("opportunities.eligible", language), answer.eligible),
        (text("opportunities.unclear", language), answer.unclear),
        (late, answer.too_late),
    )
    say(f"{answer.applicant} · {cell(answer.day)}")
    for head, rows in parts:
        shown = rows[:limit] if limit else rows
        say(f"\n{head}: {len(rows)}")
        if shown and sys.stdout.isatty():
            _lines_as_table(shown)
        else:
            for number, row in enumerate(shown, 1):
                say(
                    f"{number}. {one_line(row['what'])}",
                    f"   {one_line(row['who'])}",
                    f"   {one_line(row['url'] or '')}".rstrip(),
                )
        if len(shown) < len(rows):
            say(text("opportunities.more", language, number=len(rows) - len(shown)))
    if answer.without_priority:
        say("", text("opportunities.without_priority", language, number=answer.without_priority))


def _lines_as_table(rows: list[dict[str, Any]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE, show_header=False)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for number, row in enumerate(rows, 1):
        lines = [
            Text(one_line(row["what"]), style="bold"),
            Text(one_line(row["who"])),
            Text(one_line(row["url"] or ""), style="dim"),
        ]
        table.add_row(str(number), Text("\n").join(lines))
    Console().print(table)
