"""`postulaciones.txt`: a form of plain text that a municipality fills in and sends back, as a file or within a mail.

Belongs here: writing the form, reading it back, errors that name file, line and mend. Does not belong: which decision
stands or contradicts another (`pipelines/digest/applications.py`), the file of decisions (`warehouse/decision_file.py`).

A mail may have quoted the lines (`> `) and broken long ones: what begins with no known label goes on with the line
before. Lines with `#` are for who reads. All of a form is read or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from textwrap import wrap
from typing import get_args

from pipelines.digest.applications import at_stage, stage_of
from pipelines.digest.decisions import NOTHING, DecisionEntry
from pipelines.digest.week import Decision, Profile
from pipelines.language.figures import day_text, number
from pipelines.language.messages import Language, languages, own, text
from pipelines.language.normalisation import fold
from pipelines.language.safe_text import one_line, shortened
from pipelines.place import in_use
from pipelines.vocabulary import ApplicationStage
from warehouse.exports.decisions import LONGEST, BadSheet
from warehouse.exports.words import codes, word, words

WIDTH = 70  # of lines for who reads, so that no mail program breaks them
_LABELS = {
    "profile": "form.profile",
    "made": "form.made",
    "who": "form.who",
    "call": "form.call",
    "stage": "application_field.stage",
    "responsible": "application_field.responsible",
    "amount": "application_field.amount",
    "partners": "application_field.partners",
    "why": "form.why",
}
STAGES: tuple[ApplicationStage, ...] = get_args(ApplicationStage)
_OF_A_CALL = ("stage", "responsible", "amount", "partners", "why")
_LONGEST_LABEL = 40
_MADE = re.compile(r"(\d{4}-\d{2}-\d{2})\s*·\s*(\d{1,9})")
_SUM = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+|\d+")
_QUOTED = re.compile(r"^(?:\s*>)+")


@dataclass(frozen=True, slots=True)
class FormRow:
    """A call as its form shows it. `earlier`: what became of the last edition, in words."""

    call_id: str
    title: str
    closes_on: date | None
    decision: Decision = NOTHING
    earlier: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form that came back: whose, the day and the lines of the file of decisions that it shows, its answers."""

    profile_id: str
    seen_on: date
    knew: int
    answers: tuple[DecisionEntry, ...]


def form_text(profile: Profile, rows: Iterable[FormRow], *, seen_on: date, knew: int, language: Language) -> str:
    """A profile's form; `seen_on` is the day of the publication that it shows, `knew` how many lines of decisions."""
    stages = ", ".join(words("application_stage", language))
    about = (
        text("form.title", language, name=one_line(profile.name)),
        text("form.about", language),
        text("form.states", language, words=stages),
        text("form.money", language, currency=in_use().word("currency_name", language)),
        text("form.no_names", language),
    )
    lines = [f"# {line}" for said in about for line in wrap(said, WIDTH)]
    lines += ["", _line("profile", profile.profile_id, language), _line("made", f"{seen_on} · {knew}", language)]
    lines += [_line("who", "", language)]
    for row in rows:
        lines += _row_lines(row, language)
    return "\n".join(lines) + "\n"


def read_form(path: Path, profiles: Collection[str], *, on: date) -> Form:
    """The answers of a form, taken on a day. Raises BadSheet."""
    try:
        written = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadSheet(f"{path}: no such file") from None
    except UnicodeDecodeError:
        raise BadSheet(f"{path}: is not UTF-8; save the form as text in UTF-8") from None
    head, calls = _blocks(path, written)
    profile, made = head.get("profile", ""), _MADE.search(head.get("made", ""))
    if profile not in profiles or made is None:
        which = (
            f"is of profile {profile!r}, which profiles.yaml does not have" if made else "does not say of when it is"
        )
        raise BadSheet(f"{path}: {which}; fill in a form that `catastro form` wrote, its first lines included")
    seen_on, knew = date.fromisoformat(made[1]), int(made[2])
    base = replace(NOTHING, decided_on=on, seen_on=seen_on, who=head.get("who") or None)
    copy = one_line(path.name)[:LONGEST]
    answers = {}
    for number_, said in calls:
        call = said["call"]
        if call in answers:
            raise BadSheet(f"{path}, line {number_}: the call {call!r} stands twice; keep one of the two")
        answers[call] = DecisionEntry(profile, call, _decision(path, number_, base, said), "form", copy, knew)
    return Form(profile, seen_on, knew, tuple(answers.values()))


def amount_of(written: str) -> Decimal | None:
    """A sum without decimals as people write it: "45.000.000", "$ 45000000". Raises ValueError."""
    bare = written.strip().removeprefix(in_use().currency_mark).removeprefix(in_use().currency).strip()
    if not bare:
        return None
    if not _SUM.fullmatch(bare):
        raise ValueError(f"{written!r} is no sum; write it in figures without decimals, such as 45.000.000")
    return Decimal(re.sub(r"\D", "", bare))


def _line(name: str, value: str, language: Language) -> str:
    return f"{text(_LABELS[name], language)}: {value}".rstrip()


def _row_lines(row: FormRow, language: Language) -> Iterator[str]:
    d = row.decision
    yield ""
    yield f"# {shortened(one_line(row.title), WIDTH)}"
    if row.closes_on:
        yield f"# {text('form.closes', language, day=day_text(row.closes_on))}"
    if row.earlier:
        yield from (f"# {line}" for line in wrap(one_line(row.earlier), WIDTH))
    yield _line("call", row.call_id, language)
    yield _line("stage", word("application_stage", stage_of(d), language) or "", language)
    yield _line("responsible", one_line(d.responsible or ""), language)
    yield _line("amount", "" if d.amount is None else number(int(d.amount), language), language)
    yield _line("partners", one_line(d.partners or ""), language)
    yield _line("why", "", language)


def _blocks(path: Path, written: str) -> tuple[dict[str, str], list[tuple[int, dict[str, str]]]]:
    """What stands before the first call, and each call's fields with the line on which it begins."""
    labels = {fold(text(name, language)): key for key, name in _LABELS.items() for language in languages()}
    head: dict[str, str] = {}
    calls: list[tuple[int, dict[str, str]]] = []
    into, last = head, ""
    for number_, raw in enumerate(written.splitlines(), 1):
        line = one_line(_QUOTED.sub("", raw)).strip()
        if not line or line.startswith("#"):
            continue
        name, value = _labelled(path, number_, line, labels)
        if name == "call":
            into = {}
            calls.append((number_, into))
        if name is None:
            if not last:
                raise BadSheet(f"{path}, line {number_}: {line[:40]!r} has no label; take it out, or put # before it")
            into[last] = f"{into[last]} {value}".strip()
            continue
        if name in into:
            raise BadSheet(f"{path}, line {number_}: says {line.split(':')[0]!r} a second time; keep one line")
        if name in _OF_A_CALL and into is head:
            raise BadSheet(f"{path}, line {number_}: stands before any call; put its call's line before it")
        into[name], last = value, name
    return head, calls


def _labelled(path: Path, number_: int, line: str, labels: Mapping[str, str]) -> tuple[str | None, str]:
    said, colon, value = line.partition(":")
    said = said.strip()
    if not colon or not said or len(said) > _LONGEST_LABEL:
        return None, line
    label = fold(said)
    if label in labels:
        return labels[label], value.strip()
    if near := get_close_matches(label, labels, 1, 0.75):
        raise BadSheet(f"{path}, line {number_}: {said!r} is no label here; did you mean {near[0]!r}?")
    return None, line


def _decision(path: Path, number_: int, base: Decision, said: Mapping[str, str]) -> Decision:
    for name in _OF_A_CALL:
        if len(said.get(name, "")) > LONGEST:
            raise BadSheet(f"{path}, call of line {number_}: {name} has more than {LONGEST} letters; write less")
    try:
        stage = stage_named(said.get("stage", ""))
        amount = amount_of(said.get("amount", ""))
    except ValueError as error:
        raise BadSheet(f"{path}, call of line {number_}: {error}") from None
    decided = replace(
        base,
        responsible=said.get("responsible") or None,
        amount=amount,
        partners=said.get("partners") or None,
        why=said.get("why") or None,
    )
    return at_stage(decided, stage)


def stage_named(written: str) -> ApplicationStage | None:
    """The stage of a word or a code, in any language; None for an empty one. Raises ValueError."""
    known = {fold(said): code for kind in ("state", "application_stage") for said, code in codes(kind).items()}
    known |= {code: code for code in codes("application_stage").values()} | {"abandoned": "withdrawn"}
    if not written:
        return None
    code = known.get(fold(written).strip(" ."))
    if code is None:
        raise ValueError(f"{written!r} is no state; write one of {', '.join(words('application_stage', own()))}")
    return next(stage for stage in STAGES if stage == ("withdrawn" if code == "abandoned" else code))
