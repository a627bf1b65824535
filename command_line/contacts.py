"""The commands on who pays and how they are reached: `actors`, `route`, `actor-map`.

Belongs here: which question is put and how its answer is handed over. Does not belong: the answers.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import terminal
from command_line.shared import (
    WRONG_USAGE,
    Day,
    Settings,
    Tongue,
    as_json,
    catalogue_of,
    said,
    speak,
    stop,
    territory_in_use,
)

if TYPE_CHECKING:
    from pipelines.contact_route import ContactRoute

_LISTED = ("actor_id", "name", "kind", "country", "parent_id", "contact_id", "contact_checked_on", "call_count")


def actors(
    actor: Annotated[str | None, typer.Argument(metavar="[ID]", help="One actor, by its actor_id.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only of this kind, such as embassy.")] = None,
    country: Annotated[str | None, typer.Option(help="Only of this country, such as CL.")] = None,
    old: Annotated[
        bool, typer.Option("--old", help="Only those whose contact was looked at over a year ago, or never.")
    ] = False,
    as_of: Day = None,
    language: Tongue = None,
) -> None:
    """Who pays and who stands between: all of them, or one with its contact, its relations and what it pays for."""
    speak(language)
    with catalogue_of(as_of) as con:
        if actor:
            _one(con, actor)
            return
        rows = con.execute(
            f"""
            SELECT {", ".join(_LISTED)} FROM actors
            WHERE ($kind IS NULL OR kind = $kind) AND ($country IS NULL OR country = $country)
              AND (NOT $old OR coalesce(contact_checked_on, DATE '1900-01-01') < (SELECT day FROM today) - 365)
            ORDER BY call_count DESC, actor_id""",
            {"kind": kind, "country": country, "old": old},
        ).fetchall()
    terminal.table(list(_LISTED), rows, in_json=Settings.as_json)


def _one(con: Any, actor_id: str) -> None:
    found = con.execute("SELECT * FROM actors WHERE actor_id = ?", [actor_id])
    columns, row = [column[0] for column in found.description], found.fetchone()
    if row is None:
        stop(WRONG_USAGE, said("command.no_actor", actor=actor_id))
    told = con.execute(
        """
        SELECT actor_id, kind, to_id, call_count, quote, source, checked_on FROM actor_relations
        WHERE actor_id = $id OR (to_kind = 'actor' AND to_id = $id) ORDER BY kind, to_id, actor_id""",
        {"id": actor_id},
    )
    names, relations = [column[0] for column in told.description], told.fetchall()
    known = {name: value for name, value in zip(columns, row, strict=True) if value not in (None, [])}
    if as_json(known | {"relations": [dict(zip(names, one, strict=True)) for one in relations]}):
        return
    for name, value in known.items():
        terminal.say(f"{name:20}  {terminal.line(value)}")
    for one in relations:
        terminal.say("  ".join(terminal.line(value) for value in one if value is not None))


def route(
    call: Annotated[str, typer.Argument(metavar="CALL", help="A call, by its call_id, or enough of its beginning.")],
    who: Annotated[str, typer.Option("--for", help="An applicant, such as municipality:13101, or a kind.")],
    letter: Annotated[bool, typer.Option("--letter", help="The letters of first contact too.")] = False,
    as_of: Day = None,
    language: Tongue = None,
) -> None:
    """Whom to write to about a call and what is needed first, counted backwards from its deadline."""
    from warehouse.contact import NoSuchApplicant, route_of
    from warehouse.one_call import NoSuchCall

    territory = territory_in_use(language)
    with catalogue_of(as_of) as con:
        try:
            found = route_of(con, call, who, territory, Settings.tongue)
        except (NoSuchCall, NoSuchApplicant) as error:
            stop(WRONG_USAGE, str(error))
    if not as_json(_as_fields(found)):
        terminal.say(*_lines(found), *(_letters(found) if letter else ()))


def _lines(found: ContactRoute) -> list[str]:
    from pipelines.digest.wording import CATALOGUE_TONGUE

    asked, contact = found.asked, found.contact
    lines = [asked.title, " → ".join(a.name_es or a.name for a in found.above) or asked.funder or said("route.nobody")]
    if contact:
        office = contact.route.office if contact.route else None
        page = contact.contact_page or contact.homepage or (contact.route.source if contact.route else None)
        lines.append(
            said("route.contact", who=office or contact.name_es or contact.name, page=page or asked.url or "—")
        )
        if contact.route and contact.route.languages:
            lines.append(said("route.languages", languages=", ".join(contact.route.languages)))
        if contact.before_applying and Settings.tongue == CATALOGUE_TONGUE:
            lines.append(said("route.before", needs=contact.before_applying))
        day = terminal.cell(contact.looked_at) if contact.looked_at else said("route.never")
        lines.append(said("route.checked_old" if found.old else "route.checked", day=day))
    else:
        lines.append(said("route.unknown", page=asked.url or "—"))
    if found.represented_by:
        lines.append(said("route.here", who=", ".join(a.name_es or a.name for a in found.represented_by)))
    lines.append(
        said("route.deadline", day=terminal.cell(asked.deadline)) if asked.deadline else said("route.no_deadline")
    )
    for number, step in enumerate(found.steps, 1):
        when = terminal.cell(step.by) if step.by else said("route.any_day")
        late = f" · {said('route.late')}" if step.late else ""
        lines.append(f"{number:2}. {when}  {said('route.days', count=step.working_days)}  {step.what}{late}")
    return [*lines, said("route.own_allowance"), *(f"? {question}" for question in found.questions)]


def _letters(found: ContactRoute) -> list[str]:
    return [line for language, letter in found.letters.items() for line in ("", f"--- {language} ---", letter)]


def _as_fields(found: ContactRoute) -> dict[str, Any]:
    contact = found.contact
    return {
        "title": found.asked.title,
        "deadline": found.asked.deadline,
        "above": [actor.actor_id for actor in found.above],
        "contact": contact and contact.actor_id,
        "office": contact.route.office if contact and contact.route else None,
        "page": (contact.contact_page or contact.homepage) if contact else None,
        "checked_on": contact and contact.looked_at,
        "old": found.old,
        "represented_by": [actor.actor_id for actor in found.represented_by],
        "steps": [
            {"what": s.what, "working_days": s.working_days, "by": s.by, "late": s.late, "page": s.page}
            for s in found.steps
        ],
        "questions": list(found.questions),
        "letters": dict(found.letters),
    }


def actor_map(
    out: Annotated[Path, typer.Option(help="The folder to write to.")],
    priority: Annotated[
        str | None, typer.Option(help="Draw the map of this priority too, by its id, such as water.")
    ] = None,
    as_of: Day = None,
    language: Tongue = None,
) -> None:
    """Write actors and relations as CSV and GraphML and, for a priority, their map as SVG and as a list."""
    from warehouse.exports.actor_graph import write_graph
    from warehouse.exports.actor_picture import NoSuchPriority, write_map

    tongue = speak(language)
    with catalogue_of(as_of) as con:
        try:
            files = [*write_graph(con, out), *(write_map(con, priority, out, tongue) if priority else ())]
        except NoSuchPriority as error:
            stop(WRONG_USAGE, str(error))
    if not as_json([str(file) for file in files]):
        terminal.say(*files)
