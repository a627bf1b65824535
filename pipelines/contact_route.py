"""Whom to write to about a call, and what an applicant needs first: the steps, counted backwards from the deadline.

Belongs here: which steps, by which day, and a letter of first contact. Does not belong: who an actor is
(`pipelines.actors`), reading a catalogue (`warehouse/contact.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipelines.actors import Actor, Need, chain, contact_of, is_old, representatives
from pipelines.language.messages import Language, text
from pipelines.matching.eligibility.question import asks, question

TO_ASK = 5
"""Working days that a first answer may take, before one begins to prepare: the territory's own allowance."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a call and an applicant a route rests on. `applicant`: the kind; `lead_working_days`: what the applicant
    needs to prepare, None for a kind alone; `rule` and `quote`: what is judged of who may apply, with its words. `senders`:
    on whose behalf one writes, by language.
    """

    title: str
    funder_id: str | None
    funder: str | None
    deadline: date | None
    questions_until: date | None
    url: str | None
    applicant_name: str
    applicant: str
    lead_working_days: int | None
    outcome: str | None = None
    rule: str | None = None
    quote: str | None = None
    senders: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RouteStep:
    """One thing to do, begun by a day at the latest: `working_days` before the deadline. `late`: the day is past."""

    what: str
    working_days: int
    by: date | None
    late: bool
    page: str | None = None


@dataclass(frozen=True, slots=True)
class ContactRoute:
    """The answer to "whom do I call about this call, and what do I need first?".

    `above`: the funder and whom it belongs to, nearest first; `contact`: whom to ask, None where nobody is known;
    `old`: how it is reached was looked at more than a year ago, or never. `letters`: by language.
    """

    asked: Asked
    above: tuple[Actor, ...]
    contact: Actor | None
    represented_by: tuple[Actor, ...]
    steps: tuple[RouteStep, ...]
    questions: tuple[str, ...]
    old: bool
    letters: Mapping[str, str]


def contact_route(
    asked: Asked,
    actors: Mapping[str, Actor],
    needs: Mapping[str, Need],
    days_off: Collection[date],
    today: date,
    language: Language,
    *,
    above: str | None = None,
) -> ContactRoute:
    """The route of a call for an applicant. `above`: the actor that a funder without an entry belongs to."""
    start = asked.funder_id if asked.funder_id in actors else above
    contact = contact_of(start, actors)
    wanted = [needs[need] for need in contact.route.needs] if contact and contact.route else []
    endorser = actors.get(contact.route.endorsed_by or "") if contact and contact.route else None
    line = chain(start, actors)
    represented = {a.actor_id: a for actor in line for a in representatives(actor.actor_id, actors.values())}
    return ContactRoute(
        asked,
        tuple(line),
        contact,
        tuple(represented.values()),
        _steps(asked, wanted, endorser, days_off, today, language),
        contact.route.questions if contact and contact.route else (),
        contact is not None and is_old(contact.looked_at, today),
        {tongue: _letter(asked, wanted, contact, tongue) for tongue in ("es", "en")},
    )


def working_days_before(day: date, count: int, days_off: Collection[date]) -> date:
    """The day that is so many working days before another; weekends and days off do not count."""
    while count > 0:
        day -= timedelta(days=1)
        count -= day.weekday() < 5 and day not in days_off
    return day


def _steps(
    asked: Asked,
    needs: Sequence[Need],
    endorser: Actor | None,
    days_off: Collection[date],
    today: date,
    language: Language,
) -> tuple[RouteStep, ...]:
    """The steps in order of time: the longest before the deadline first."""
    prepare = asked.lead_working_days or 0

    def step(what: str, working_days: int, page: str | None = None, by: date | None = None) -> RouteStep:
        if asked.deadline and by is None:
            by = working_days_before(asked.deadline, working_days, days_off)
        return RouteStep(what, working_days, by, bool(by and by < today), page)

    found = [step(_need(need, endorser, language), need.working_days, need.page) for need in needs]
    found.append(step(text("route.ask", language), prepare + TO_ASK, asked.url))
    if prepare:
        found.append(step(text("route.prepare", language, who=asked.applicant_name), prepare))
    if asked.questions_until and (asked.deadline is None or asked.questions_until <= asked.deadline):
        last = asked.questions_until
        left = _working_days_between(last, asked.deadline, days_off) if asked.deadline else 0
        found.append(step(text("route.last_questions", language), left, by=last))
    found.append(step(text("route.submit", language), 0, asked.url))
    return tuple(sorted(found, key=lambda one: -one.working_days))


def _working_days_between(first: date, last: date, days_off: Collection[date]) -> int:
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 and day not in days_off for day in days)


def _need(need: Need, endorser: Actor | None, language: Language) -> str:
    name = need.name.get(language) or need.name["es"]
    if need.need == "national_endorsement" and endorser:
        return text("route.endorsed_by", language, need=name, who=_name(endorser, language))
    return name


def _name(actor: Actor, language: Language) -> str:
    return (actor.name_es or actor.name) if language == "es" else actor.name


def _letter(asked: Asked, needs: Sequence[Need], contact: Actor | None, language: Language) -> str:
    """A letter of first contact, without a signature: whoever sends it signs."""
    asked_for = _question(asked, language)
    name = _name(contact, language) if contact else asked.funder or text("route.the_funder", language)
    office = contact.route.office if contact and contact.route and contact.route.office and language == "es" else name
    points = [
        asked_for,
        text(
            "route.letter_needs",
            language,
            needs="; ".join(_in_a_sentence(need.name.get(language, need.need)) for need in needs),
        )
        if needs
        else text("route.letter_nothing_known", language),
        text("route.letter_deadline", language, day=asked.deadline.strftime("%d-%m-%Y"))
        if asked.deadline
        else text("route.letter_no_deadline", language),
    ]
    listed = "\n".join(f"{number}. {point}" for number, point in enumerate(filter(None, points), 1))
    return text(
        "route.letter", language, office=office, who=asked.applicant_name, title=asked.title, points=listed,
        address=asked.url or "", sender=asked.senders.get(language, asked.applicant_name),
    )  # fmt: skip


def _in_a_sentence(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _question(asked: Asked, language: Language) -> str:
    """What is open of whether the applicant may apply, as a question; nothing where it is settled."""
    if asked.outcome != "unclear" or asked.rule is None or not asks(asked.rule):
        return ""
    return question(asked.rule, asked.applicant, asked.quote or "", language)
