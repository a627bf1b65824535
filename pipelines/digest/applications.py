"""What a decision comes to, and when two of them contradict: nobody's word is lost, and no contradiction goes unseen.

Belongs here: the stage of an application, joining an answer with what was decided since, finding contradictions. Does
not belong: the file of decisions (`decisions.py`), reading a spreadsheet or a form (`warehouse/exports`).

Whoever answers had some lines of the file before them: those known when their spreadsheet or form was made, and what
that same copy said before. What they changed is told from what they had; all else stays as others left it since. Two
who changed one thing otherwise, neither knowing of the other, contradict each other, until somebody decides who has
both before them. Up to then the later line stands, and both are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, NamedTuple

from pipelines.digest.decisions import NOTHING, DecisionEntry
from pipelines.digest.week import Decision
from pipelines.vocabulary import ApplicationStage, ApplicationState, Choice

Field = Literal["stage", "responsible", "amount", "partners"]
FIELDS: tuple[Field, ...] = ("stage", "responsible", "amount", "partners")
_STATES: Mapping[ApplicationState, ApplicationStage] = {
    "preparing": "preparing",
    "submitted": "submitted",
    "won": "won",
    "lost": "lost",
    "abandoned": "withdrawn",
}
_CHOICES: Mapping[Choice, ApplicationStage] = {"follow": "followed", "dismiss": "dismissed"}
ENDED: frozenset[ApplicationStage] = frozenset({"won", "lost", "withdrawn"})


class Step(NamedTuple):
    """A line of the file of decisions and its place in it, from 0."""

    position: int
    entry: DecisionEntry


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What those who did not know of each other left open on one call of one profile: the fields, and their lines,
    the oldest first.
    """

    profile_id: str
    call_id: str
    fields: tuple[Field, ...]
    steps: tuple[Step, ...]


def stage_of(decision: Decision) -> ApplicationStage | None:
    """Where a decision leaves an application; a state says more than a choice."""
    if decision.state:
        return _STATES[decision.state]
    return _CHOICES[decision.choice] if decision.choice else None


def at_stage(decision: Decision, stage: ApplicationStage | None) -> Decision:
    """A decision taken to a stage: whoever prepares, follows."""
    choice: Choice | None = None if stage is None else "dismiss" if stage == "dismissed" else "follow"
    state = next((state for state, named in _STATES.items() if named == stage), None)
    return replace(decision, choice=choice, state=state)


def steps_of(
    entries: Sequence[DecisionEntry], *, until: date = date.max, aliases: Mapping[str, str] | None = None
) -> dict[tuple[str, str], list[Step]]:
    """The lines up to a day by profile and call, oldest first; a retired call's are those of the one that lives."""
    living = aliases or {}
    found: dict[tuple[str, str], list[Step]] = {}
    for position, entry in enumerate(entries):
        if entry.decision.decided_on <= until:
            key = (entry.profile_id, living.get(entry.call_id, entry.call_id))
            found.setdefault(key, []).append(Step(position, entry))
    return found


def seen_before(steps: Iterable[Step], answer: DecisionEntry) -> Decision:
    """What the one who gives an answer had before them: what was known when it was made, and what this copy said
    before.
    """
    before, last = NOTHING, NOTHING
    for step in steps:
        said = step.entry.decision
        if _known(step, answer) and not same_copy(step.entry, answer):
            before = said
        elif same_copy(step.entry, answer):
            for field in FIELDS:
                if value(said, field) != value(last, field):
                    before = _with(before, field, said)
        last = said
    return before


def joined(steps: Sequence[Step], answer: DecisionEntry, *, given: Iterable[Field] = FIELDS) -> DecisionEntry:
    """An answer with all that it left as it was taken from what stands now. `given`: the fields that it has cells for.

    Its `why` stays where it gives one or changes something; else the last one's.
    """
    before = seen_before(steps, answer)
    last = steps[-1].entry.decision if steps else NOTHING
    said = answer.decision
    result = replace(last, decided_on=said.decided_on, seen_on=said.seen_on, who=said.who)
    for field in given:
        changed = value(said, field) != value(before, field)
        if changed and not (field == "stage" and _leads_to(said, last)):
            result = _with(result, field, said)
    if said.why or any(value(result, field) != value(last, field) for field in FIELDS):
        result = replace(result, why=said.why)
    return replace(answer, decision=result)


def contradictions(
    entries: Sequence[DecisionEntry], *, until: date = date.max, aliases: Mapping[str, str] | None = None
) -> list[Contradiction]:
    """What is left open at the end of a day, in order of profile and call."""
    found = (
        contradiction(*key, steps) for key, steps in sorted(steps_of(entries, until=until, aliases=aliases).items())
    )
    return [one for one in found if one]


def contradiction(profile_id: str, call_id: str, steps: Sequence[Step]) -> Contradiction | None:
    """What the lines of one profile on one call leave open, None where nothing."""
    fields, since = _open(steps)
    if not fields:
        return None
    return Contradiction(profile_id, call_id, tuple(f for f in FIELDS if f in fields), tuple(steps[since:]))


def _open(steps: Sequence[Step]) -> tuple[set[Field], int]:
    """The fields on which the lines contradict each other, and from which line on."""
    fields: set[Field] = set()
    since = 0
    for number, step in enumerate(steps):
        before = steps[:number]
        if all(_known(b, step.entry) or same_copy(b.entry, step.entry) for b in before):
            fields, since = set(), number
            continue
        seen, last, said = seen_before(before, step.entry), before[-1].entry.decision, step.entry.decision
        fields |= {field for field in FIELDS if _clash(field, seen, last, said)}
    return fields, since


def _clash(field: Field, seen: Decision, last: Decision, said: Decision) -> bool:
    if value(said, field) in (value(seen, field), value(last, field)) or value(last, field) == value(seen, field):
        return False
    return field != "stage" or not _leads_to(last, said)


def value(decision: Decision, field: Field) -> Any:
    """What a decision says of a field."""
    return (decision.choice, decision.state) if field == "stage" else getattr(decision, field)


def same_copy(one: DecisionEntry, other: DecisionEntry) -> bool:
    """Whether two lines came by one copy of one spreadsheet or form, which knows what it said before."""
    return one.copy is not None and (one.copy, one.decision.who, one.knew) == (
        other.copy, other.decision.who, other.knew,
    )  # fmt: skip


def _known(step: Step, answer: DecisionEntry) -> bool:
    """A line that does not say what it knew had all before it at hand: the first form of the file had no such
    column.
    """
    return answer.knew is None or step.position < answer.knew


def _leads_to(early: Decision, late: Decision) -> bool:
    """Whether a decision only follows what another already prepares, or has ended: no contradiction."""
    return stage_of(early) == "followed" and late.choice == "follow" and late.state is not None


def _with(decision: Decision, field: Field, said: Decision) -> Decision:
    if field == "stage":
        return replace(decision, choice=said.choice, state=said.state)
    return replace(decision, **{field: getattr(said, field)})


def last_result(
    lines: Mapping[tuple[str, str], Sequence[Step]], profile_id: str, editions: Iterable[str]
) -> tuple[str, Decision] | None:
    """How a profile's last application to other editions of one fund ended: the edition's call and the decision.

    Where none has ended, the last that was sent; None where there was none.
    """
    found = []
    for call_id in editions:
        steps = lines.get((profile_id, call_id), ())
        last = steps[-1].entry.decision if steps else NOTHING
        stage = stage_of(last)
        if stage in ENDED or stage == "submitted":
            found.append((stage in ENDED, last.decided_on, call_id, last))
    return max(found, key=lambda one: one[:3])[2:] if found else None
