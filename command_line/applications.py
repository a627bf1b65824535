"""The commands by which people say what became of a call: `decisions`, `decide`, `form`.

Belongs here: what is asked of them and said to them. Does not belong: the file of decisions
(`warehouse/decision_file.py`), spreadsheets and forms (`warehouse/exports`), what contradicts
(`pipelines/digest/applications.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
    now,
    said,
    stop,
    territory_in_use,
)

if TYPE_CHECKING:
    from pipelines.digest.applications import Contradiction
    from pipelines.digest.decisions import DecisionEntry
    from pipelines.digest.week import Decision, Profile
    from pipelines.territory import Territory
    from warehouse.exports.form import FormRow

_EXAMPLE = "catastro decide 3f2a --for municipality-13101 --state enviada --amount 45.000.000"
_TAKEN_BACK = "none"


def decisions(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="An oportunidades.xlsx with its yellow columns filled in, or a form that came back."
        ),
    ],
    who: Annotated[str, typer.Option(help="Who sent it, where the file does not say: an office.")] = "",
    as_of: Day = None,
    language: Tongue = None,
) -> None:
    """Read decisions back from a spreadsheet or a form into territory/decisions.csv; all of them or none."""
    from pipelines.digest.week import week_of
    from warehouse.exports.decisions import keep_decisions
    from warehouse.exports.reading import known_calls
    from warehouse.home import Home

    territory, home = territory_in_use(language), Home(Settings.home)
    day, into = _day(as_of), territory.path / "decisions.csv"
    with _kept_or_stopped():
        calls, aliases = known_calls(home.catalogue)
        profiles = {p.profile_id for p in territory.profiles}
        if file.suffix.lower() == ".txt":
            profile, rows, fresh, found = _keep_form(file, into, day, profiles, calls, aliases, who)
        else:
            kept = keep_decisions(file, into, on=day, profiles=profiles, calls=calls, aliases=aliases, who=who or None)
            profile, rows, fresh, found = kept.origin.profile_id, kept.rows, kept.fresh, kept.contradictions
    if as_json(
        {
            "profile": profile,
            "rows": rows,
            "new": len(fresh),
            "file": str(into),
            "shown_from": week_of(day),
            "contradictions": [_plain(one) for one in found],
        }
    ):
        return
    terminal.say(said("command.decisions_read", file=file, rows=rows, profile=profile, new=len(fresh), into=into))
    if fresh:
        terminal.say(said("command.decisions_from", week=week_of(day)))
    _say_contradictions(found)


def decide(
    call: Annotated[
        str | None, typer.Argument(metavar="CALL", help="The beginning of a call's id; without it, what is open.")
    ] = None,
    profile: Annotated[str | None, typer.Option("--for", metavar="PROFILE", help="For whom: a profile's id.")] = None,
    state: Annotated[
        str | None,
        typer.Option(
            "--state", help="followed, dismissed, preparing, submitted, won, lost or withdrawn; none takes it back."
        ),
    ] = None,
    amount: Annotated[str | None, typer.Option(help="What is applied for or was won, in the own money.")] = None,
    office: Annotated[str | None, typer.Option(help="The office in charge.")] = None,
    partner: Annotated[list[str] | None, typer.Option(help="With whom (may be given several times).")] = None,
    why: Annotated[str | None, typer.Option(help="The reason, for who reads it next year.")] = None,
    who: Annotated[str, typer.Option(envvar=["CATASTRO_WHO", "USER"], help="Who says so: an office.")] = "",
    as_of: Day = None,
    language: Tongue = None,
) -> None:
    """Say where a profile stands with a call; without a call, which decisions contradict each other."""
    from warehouse.decision_file import keep
    from warehouse.exports.form import amount_of, stage_named

    territory = territory_in_use(language)
    into = territory.path / "decisions.csv"
    if call is None:
        _say_open(territory)
        return
    if profile is None or not (state or amount or office or partner or why):
        stop(WRONG_USAGE, said("command.decide_needs", example=_EXAMPLE))
    chosen, day = _profile(territory, profile), _day(as_of)
    try:
        stage = None if state in (None, _TAKEN_BACK) else stage_named(state)
        sum_ = amount_of(amount) if amount else None
    except ValueError as error:
        stop(WRONG_USAGE, str(error))
    with _kept_or_stopped(), _calls() as known:
        call_id = known.one(call)

        def answers(entries: Sequence[DecisionEntry]) -> list[DecisionEntry]:
            before = _standing(entries, chosen.profile_id, call_id, known.aliases)
            decision = _decided(before, state, stage, office=office, amount=sum_, partners=partner, why=why)
            dated = replace(decision, decided_on=day, seen_on=known.published_on, who=who or None)
            return [_entry(chosen.profile_id, call_id, dated, len(entries))]

        before = _standing(territory.decisions, chosen.profile_id, call_id, known.aliases)
        kept = keep(into, answers, aliases=known.aliases)
        earlier = known.earlier(territory, chosen.profile_id, call_id)
    _say_decided(chosen, call_id, known.rows[call_id]["title"], before, kept.fresh, kept.contradictions, earlier)


def form(
    call: Annotated[list[str] | None, typer.Argument(metavar="[CALL]...", help="Calls beside those followed.")] = None,
    profile: Annotated[str, typer.Option("--for", metavar="PROFILE", help="For whom: a profile's id.")] = "",
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("postulaciones.txt"),
    language: Tongue = None,
) -> None:
    """Write a form of plain text that a municipality fills in and sends back."""
    from pipelines.digest.applications import steps_of
    from pipelines.digest.decisions import says
    from warehouse.exports.form import FormRow, form_text

    territory = territory_in_use(language)
    chosen = _profile(territory, profile)
    with _kept_or_stopped(), _calls() as known:
        steps = steps_of(territory.decisions, aliases=known.aliases)
        last = {c: s[-1].entry.decision for (p, c), s in steps.items() if p == chosen.profile_id and c in known.rows}
        wanted = [known.one(typed) for typed in call or ()]
        wanted += [c for c, decision in sorted(last.items()) if says(decision) and decision.choice != "dismiss"]
        rows: list[FormRow] = []
        for call_id in dict.fromkeys(wanted):
            row, earlier = known.rows[call_id], known.earlier(territory, chosen.profile_id, call_id)
            given = {"decision": last[call_id]} if call_id in last else {}
            rows.append(FormRow(call_id, row["title"], row["closes_on"], earlier=earlier, **given))
        if not rows:
            stop(NOTHING_PUBLISHED, said("command.form_is_empty", profile=chosen.profile_id))
        written = form_text(
            chosen, rows, seen_on=known.published_on, knew=len(territory.decisions), language=Settings.tongue
        )
        out.write_text(written, encoding="utf-8", newline="\n")
    if not as_json({"file": str(out), "profile": chosen.profile_id, "calls": [row.call_id for row in rows]}):
        terminal.say(said("command.form_written", len(rows), file=out, profile=chosen.profile_id))


class _Calls:
    """What the published catalogue knows of calls: their rows, retired ids, and the day that it is of."""

    def __init__(self, con: Any) -> None:
        found = con.execute("SELECT call_id, title, closes_on, fund_id, edition FROM calls").to_arrow_table()
        self.rows: dict[str, dict[str, Any]] = {row["call_id"]: row for row in found.to_pylist()}
        self.aliases: dict[str, str] = dict(con.execute("FROM call_aliases").fetchall())
        self.published_on: date = con.execute("SELECT max(as_of) FROM publications").fetchone()[0]
        self._con = con

    def one(self, typed: str) -> str:
        from warehouse.one_call import NoSuchCall, records_of

        try:
            return records_of(self._con, typed)[0]
        except NoSuchCall as error:
            stop(WRONG_USAGE, str(error))

    def earlier(self, territory: Territory, profile_id: str, call_id: str) -> str | None:
        """How the profile's application to the last edition of the call's fund ended, in words."""
        from pipelines.digest.applications import last_result, steps_of
        from warehouse.exports.application_lines import earlier_line

        fund = self.rows[call_id]["fund_id"]
        others = [c for c, row in self.rows.items() if fund and row["fund_id"] == fund and c != call_id]
        found = last_result(steps_of(territory.decisions, aliases=self.aliases), profile_id, others)
        return earlier_line(self.rows[found[0]], found[1], Settings.tongue) if found else None


@contextmanager
def _calls() -> Iterator[_Calls]:
    with catalogue_of(None) as con:
        yield _Calls(con)


@contextmanager
def _kept_or_stopped() -> Iterator[None]:
    import duckdb

    from pipelines.territory import TerritoryError
    from warehouse.exports.decisions import BadSheet

    try:
        yield
    except (BadSheet, TerritoryError, OSError, duckdb.Error) as error:
        stop(NOTHING_PUBLISHED, said("command.nothing_kept", why=error))


def _day(as_of: Any) -> date:
    from warehouse.home import Home
    from warehouse.weeks import day_of

    return as_of.date() if as_of else day_of(Home(Settings.home).catalogue, now().date())


def _keep_form(
    file: Path, into: Path, day: date, profiles: set[str], calls: set[str], aliases: dict[str, str], who: str
) -> tuple[str, int, Sequence[DecisionEntry], Sequence[Contradiction]]:
    from warehouse.decision_file import keep
    from warehouse.exports.decisions import BadSheet
    from warehouse.exports.form import read_form

    form_ = read_form(file, profiles, on=day)
    answers = [replace(a, call_id=aliases.get(a.call_id, a.call_id)) for a in form_.answers]
    if unknown := [a.call_id for a in answers if a.call_id not in calls]:
        raise BadSheet(f"{file}: {unknown[0]!r} is no call of the catalogue; copy it from the form again")
    if who:
        answers = [replace(a, decision=replace(a.decision, who=a.decision.who or who)) for a in answers]
    kept = keep(into, lambda _: answers, aliases=aliases)
    return form_.profile_id, len(answers), kept.fresh, kept.contradictions


def _profile(territory: Territory, named: str) -> Profile:
    known = {name: p for p in territory.profiles for name in (p.applicant_id, p.profile_id)}
    if named not in known:
        close = get_close_matches(named, known, 1)
        near = said("command.near", words=close[0]) if close else ""
        stop(WRONG_USAGE, said("command.no_profile", named=named, near=near))
    return known[named]


def _standing(entries: Sequence[DecisionEntry], profile_id: str, call_id: str, aliases: dict[str, str]) -> Decision:
    from pipelines.digest.applications import steps_of
    from pipelines.digest.decisions import NOTHING

    steps = steps_of(entries, aliases=aliases).get((profile_id, call_id))
    return steps[-1].entry.decision if steps else NOTHING


def _decided(before: Decision, state: str | None, stage: Any, **given: Any) -> Decision:
    """What stood with what was said on the command line; what was not said stays."""
    from pipelines.digest.applications import at_stage
    from pipelines.digest.decisions import NOTHING

    if state == _TAKEN_BACK:
        return replace(NOTHING, why=given["why"])
    decision = replace(
        before,
        responsible=given["office"] or before.responsible,
        amount=before.amount if given["amount"] is None else given["amount"],
        partners="; ".join(given["partners"]) if given["partners"] else before.partners,
        why=given["why"],
    )
    return at_stage(decision, stage) if stage else decision


def _entry(profile_id: str, call_id: str, decision: Decision, knew: int) -> DecisionEntry:
    from pipelines.digest.decisions import DecisionEntry

    return DecisionEntry(profile_id, call_id, decision, "command", None, knew)


def _say_decided(
    profile: Profile,
    call_id: str,
    title: str,
    before: Decision,
    fresh: Sequence[DecisionEntry],
    found: Sequence[Contradiction],
    earlier: str | None,
) -> None:
    from pipelines.digest.applications import stage_of
    from pipelines.digest.decisions import says
    from warehouse.exports.application_lines import decided_line

    after = fresh[-1].decision if fresh else before
    if as_json(
        {
            "profile": profile.profile_id,
            "call_id": call_id,
            "before": stage_of(before),
            "state": stage_of(after),
            "new": len(fresh),
            "earlier": earlier,
            "contradictions": [_plain(one) for one in found],
        }
    ):
        return
    terminal.say(f"{profile.name}: {title}")
    was = said("application.before", said=decided_line(before, Settings.tongue))
    terminal.say(was if says(before) else said("application.nothing_before"))
    now_ = said("application.now", said=decided_line(after, Settings.tongue))
    terminal.say(now_ if fresh else said("application.same"))
    if earlier:
        terminal.say(earlier)
    _say_contradictions(found)


def _say_open(territory: Territory) -> None:
    from pipelines.digest.applications import contradictions

    with _kept_or_stopped(), _calls() as known:
        found = contradictions(territory.decisions, aliases=known.aliases)
    if as_json([_plain(one) for one in found]):
        return
    if not found:
        terminal.say(said("command.no_contradictions"))
    _say_contradictions(found)


def _say_contradictions(found: Sequence[Contradiction]) -> None:
    from warehouse.exports.application_lines import contradiction_lines

    for one in found:
        sides = contradiction_lines(one, Settings.tongue)
        terminal.say(said("application.contradiction", call=one.call_id, profile=one.profile_id, said=sides))


def _plain(found: Contradiction) -> dict[str, Any]:
    return {
        "profile": found.profile_id,
        "call_id": found.call_id,
        "fields": list(found.fields),
        "lines": [step.position + 2 for step in found.steps],
        "said": [
            {field: str(getattr(step.entry.decision, field, "") or "") for field in ("choice", "state", "responsible")}
            for step in found.steps
        ],
    }
