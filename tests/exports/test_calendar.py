"""The calendar as icalendar and vobject read it, and as one that is read again every week."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from icalendar import Calendar

from pipelines.digest.week import Decision, ItemDeadline
from warehouse.exports.calendar import write_ics


@pytest.fixture
def read(tmp_path):
    def write(edition):
        path = tmp_path / "plazos.ics"
        write_ics(edition, path)
        return Calendar.from_ical(path.read_bytes())

    return write


def with_deadlines(builder, *deadlines, **given):
    return builder.edition(items=(builder.item(1, deadlines=deadlines, **given),), closed=(), followed=())


def test_two_readers_find_the_same_events(builder, read, tmp_path) -> None:
    calendar = read(builder.edition())
    other = vobject.readOne((tmp_path / "plazos.ics").read_text(encoding="utf-8"))
    ours = [(str(e["UID"]), str(e["SUMMARY"]), e.start, int(e["SEQUENCE"])) for e in calendar.events]
    theirs = [(e.uid.value, e.summary.value, e.dtstart.value, int(e.sequence.value)) for e in other.vevent_list]
    assert ours == theirs
    assert other.serialize()  # which validates
    assert [e[0] for e in ours] == [f"00000000-0000-5000-8000-00000000000{n}-1@catastro" for n in (1, 2)]
    assert all(len(line) <= 75 for line in (tmp_path / "plazos.ics").read_bytes().split(b"\r\n"))


def test_a_stated_hour_is_a_moment_and_none_is_a_whole_day_that_rings_at_nine(builder, read) -> None:
    at = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)
    timed, whole = read(
        with_deadlines(
            builder,
            ItemDeadline(position=1, closes_on=date(2026, 12, 1), closes_at=at, timezone="Europe/Brussels"),
            ItemDeadline(position=2, closes_on=date(2027, 3, 2)),
        )
    ).events
    assert timed.start == at
    assert "13:00 en Santiago (17:00 Europe/Brussels)" in timed["DESCRIPTION"]
    assert whole.start == date(2027, 3, 2)
    assert [alarm["TRIGGER"].dt for alarm in timed.walk("VALARM")] == [timedelta(days=-14), timedelta(days=-3)]
    assert [alarm["TRIGGER"].dt for alarm in whole.walk("VALARM")] == [
        timedelta(days=-14, hours=9),
        timedelta(days=-3, hours=9),
    ]


@pytest.mark.parametrize(
    ("language", "stage", "cut_off"),
    [("es", "Cierra (etapa 1): ", "Cierra (corte 2 / 2): "), ("en", "Closes (stage 1): ", "Closes (cut-off 2 / 2): ")],
)
def test_stages_and_cut_offs_are_events_of_their_own(builder, read, language, stage, cut_off) -> None:
    days = (date(2026, 12, 1), date(2027, 2, 1))
    staged = with_deadlines(
        builder, *(ItemDeadline(position=n, closes_on=day, stage=n) for n, day in enumerate(days, 1))
    )
    cut = with_deadlines(builder, *(ItemDeadline(position=n, closes_on=day) for n, day in enumerate(days, 1)))
    titles = [
        [
            str(e["SUMMARY"])
            for e in read(builder.edition(items=e.items, closed=(), followed=(), language=language)).events
        ]
        for e in (staged, cut)
    ]
    assert titles[0][0].startswith(stage)
    assert titles[1][1].startswith(cut_off)
    assert all(len(found) == 2 for found in titles)


def test_an_event_that_did_not_change_is_the_same_next_week_and_one_that_moved_is_its_revision(builder, read) -> None:
    first = read(builder.edition()).events[0]
    later = builder.edition(week="2026-W48", as_of=date(2026, 11, 23), published_on=date(2026, 11, 23))
    assert read(later).events[0].to_ical() == first.to_ical()
    moved = read(
        with_deadlines(builder, ItemDeadline(position=1, closes_on=date(2027, 1, 4)), deadline_changes=2)
    ).events[0]
    assert moved["UID"] == first["UID"]
    assert moved["SEQUENCE"] == first["SEQUENCE"] + 1


def test_a_withdrawn_call_is_cancelled_a_dismissed_one_and_days_gone_by_are_left_out(builder, read) -> None:
    ahead = (ItemDeadline(position=1, closes_on=date(2026, 12, 1)),)
    gone = builder.item(5, status="withdrawn", deadlines=ahead, deadline_changes=1)
    dismissed = builder.item(
        6, deadlines=ahead, decision=Decision(choice="dismiss", decided_on=date(2026, 11, 1), seen_on=date(2026, 11, 1))
    )
    past = builder.item(7, deadlines=(ItemDeadline(position=1, closes_on=date(2026, 11, 15)),))
    (event,) = read(
        builder.edition(
            items=(dismissed, past), followed=(), closed=(gone, builder.item(8, status="closed", deadlines=ahead))
        )
    ).events
    assert (event["STATUS"], event["SEQUENCE"], str(event["SUMMARY"])) == (
        "CANCELLED",
        2,
        "Retirada: Fondo inventado de agua 5",
    )
    assert not event.walk("VALARM")


def test_the_second_stage_of_a_followed_call_stays_though_it_is_closed_to_newcomers(builder, read) -> None:
    stages = (
        ItemDeadline(position=1, closes_on=date(2026, 11, 2), stage=1),
        ItemDeadline(position=2, closes_on=date(2027, 4, 1), stage=2),
    )
    (event,) = read(
        builder.edition(items=(), closed=(), followed=(builder.item(1, status="closed", deadlines=stages),))
    ).events
    assert (str(event["SUMMARY"]), event.start) == ("Cierra (etapa 2): Fondo inventado de agua 1", date(2027, 4, 1))
