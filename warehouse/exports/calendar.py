"""`plazos.ics`: an event for each deadline to come, with alarms 14 and 3 days before.

Belongs here: events, their identity and revision. Does not belong: folding and escaping, which icalendar does.

An event's UID is made of the call and the deadline's position, so that a calendar that reads the file again moves it
instead of adding one. SEQUENCE is how often the call's deadlines have changed, DTSTAMP the day of its last change:
neither moves while nothing else does. A deadline with an hour is a moment in UTC, one without is a whole day and rings
at nine. A withdrawn call's events stay, cancelled; those of a dismissed call are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from pipelines.digest.week import Edition, Item, ItemDeadline
from pipelines.language.messages import Language, text
from pipelines.language.safe_text import one_line, shortened
from pipelines.place import in_use
from warehouse.exports.safe import link
from warehouse.exports.words import deadline_text, word

ALARM_DAYS = (14, 3)
_MORNING = timedelta(hours=9)


def write_ics(edition: Edition, path: Path) -> None:
    """Write the calendar of an edition."""
    calendar = Calendar()
    calendar.add("prodid", "-//Catastro//plazos//ES")
    calendar.add("version", "2.0")
    name = text("calendar.name", edition.language, profile=one_line(edition.profile.name)[:100])
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", in_use().time_zone)
    head, end = calendar.to_ical().split(b"END:VCALENDAR")
    path.write_bytes(b"".join([head, *_events(edition), b"END:VCALENDAR", end]))


def _events(edition: Edition) -> Iterator[bytes]:
    withdrawn = tuple(item for item in edition.closed if item.status == "withdrawn")
    items = {
        item.call_id: item for item in edition.items + withdrawn + edition.followed
    }  # a followed call may have a second stage to come
    for item in items.values():
        if item.decision is None or item.decision.choice != "dismiss":
            for deadline in item.deadlines:
                if deadline.closes_on >= edition.as_of:
                    yield _event(item, deadline, edition.language)


def _event(item: Item, deadline: ItemDeadline, language: Language) -> bytes:
    title = shortened(one_line(item.title), 200)
    cancelled = item.status == "withdrawn"
    return _written(
        f"{item.call_id}-{deadline.position}@catastro",
        _summary(item, deadline, title, language),
        "\n".join(_description(item, deadline, language)),
        link(item.url),
        deadline,
        (item.changed_on or item.first_seen_on).isoformat(),
        item.deadline_changes + cancelled,
        cancelled,
    )


@lru_cache(maxsize=50_000)  # most profiles share most events, and writing them costs more than all else here
def _written(
    uid: str,
    summary: str,
    description: str,
    url: str | None,
    deadline: ItemDeadline,
    revised_on: str,
    sequence: int,
    cancelled: bool,
) -> bytes:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(datetime.fromisoformat(revised_on), time(), UTC))
    event.add("dtstart", deadline.closes_on if deadline.closes_at is None else deadline.closes_at.astimezone(UTC))
    event.add("sequence", sequence)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("summary", summary)
    event.add("description", description)
    if url:
        event.add("url", url)
    if not cancelled:
        for days in ALARM_DAYS:
            event.add_component(_alarm(days, summary, whole_day=deadline.closes_at is None))
    written: bytes = event.to_ical()
    return written


def _alarm(days: int, summary: str, *, whole_day: bool) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(days=-days) + (_MORNING if whole_day else timedelta()))
    alarm.add("description", summary)
    return alarm


def _summary(item: Item, deadline: ItemDeadline, title: str, language: Language) -> str:
    if item.status == "withdrawn":
        return text("calendar.withdrawn", language, title=title)
    if deadline.stage is not None:
        return text("calendar.closes_stage", language, stage=deadline.stage, title=title)
    if len(item.deadlines) > 1:
        return text("calendar.closes_cutoff", language, position=deadline.position, of=len(item.deadlines), title=title)
    return text("calendar.closes", language, title=title)


def _description(item: Item, deadline: ItemDeadline, language: Language) -> Iterator[str]:
    if item.line:
        yield shortened(one_line(item.line), 300)
    yield text("calendar.deadline", language, deadline=one_line(deadline_text(deadline, language))[:200])
    if deadline.quote:
        yield f"«{shortened(one_line(deadline.quote), 300)}»"
    if item.funder:
        yield text("calendar.funder", language, funder=shortened(one_line(item.funder), 200))
    yield ": ".join(
        filter(
            None, [word("outcome", item.outcome, language), shortened(one_line(item.ask), 300) if item.ask else None]
        )
    )
    if item.outcome == "unclear" and item.contact:
        told = text("calendar.contact", language, contact=shortened(one_line(item.contact), 200))
        yield f"{told} · {page}" if (page := link(item.contact_page)) else told
    if address := link(item.url):
        yield address
