"""New exactly once: random histories of publications, through the arrivals and the editions that are made from them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.digest.arrivals import Arrival, Bounds, Candidate, arrive, left_out
from pipelines.digest.publication_rows import Catalogue
from pipelines.digest.selection import Week
from pipelines.digest.week import Profile, monday_of, week_of

START = date(2026, 11, 10)  # a Tuesday
STATES = ("absent", "fits", "touches", "ineligible", "closed", "tender", "small comunas")
PROFILES = [
    Profile(
        profile_id="large",
        name="Grande",
        applicant="municipality",
        applicant_id="a",
        population=500_000,
        priorities=("water",),
    ),
    Profile(
        profile_id="small",
        name="Chica",
        applicant="municipality",
        applicant_id="b",
        population=9_000,
        priorities=("water",),
    ),
    Profile(
        profile_id="strict", name="Exigente", applicant="ngo", applicant_id="c", priorities=("water",), minimum_grade=2
    ),
]
# (days since the publication before, the state of each of four calls)
HISTORIES = st.lists(st.tuples(st.integers(0, 10), st.tuples(*[st.sampled_from(STATES)] * 4)), min_size=1, max_size=12)


def candidate(call_id: str, state: str) -> Candidate:
    outcome = "ineligible" if state == "ineligible" else "eligible"
    bounds = Bounds(outcome, None, 20_000) if state == "small comunas" else Bounds(outcome)
    return Candidate(
        call_id,
        "closed" if state == "closed" else "open",
        "tender" if state == "tender" else "grant",
        "es",
        {"municipality": bounds, "ngo": Bounds(outcome)},
        {"water": 1 if state == "touches" else 2},
    )


def row(call: Candidate) -> dict[str, object]:
    """The catalogue's row of a call, with nothing in it but what decides."""
    empty = dict.fromkeys(
        (
            "summary",
            "line_es",
            "funder",
            "funder_id",
            "fund_id",
            "programme",
            "edition",
            "published_on",
            "opens_on",
            "deadline_kind",
            "next_deadline_on",
            "closes_on",
            "closes_at",
            "days_left",
            "working_days_left",
            "stated_status",
            "amount_min",
            "amount_max",
            "amount_total",
            "currency",
            "amount_max_usd",
            "amount_max_own",
            "rate_on",
            "cofunding_percent",
            "changed_on",
            "withdrawn_on",
            "call_references",
            "applicant_types",
            "places",
            "url",
        )
    )
    return empty | {
        "call_id": call.call_id,
        "title": call.call_id,
        "status": call.status,
        "call_type": call.call_type,
        "language": call.language,
        "first_seen_on": START,
        "last_seen_on": START,
    }


def catalogue(day: date, calls: list[Candidate], arrivals: list[Arrival]) -> Catalogue:
    """What is published on a day."""
    arrived: dict[str, dict[str, str]] = {}
    for arrival in arrivals:
        arrived.setdefault(arrival.call_id, {}).update(dict.fromkeys(arrival.profiles, arrival.week))
    return Catalogue(
        published_on=day,
        published_at=None,
        calls={c.call_id: row(c) for c in calls},
        arrived=arrived,
        eligibility={
            c.call_id: {
                kind: {
                    "outcome": b.outcome,
                    "role": "lead",
                    "rule": "worldwide",
                    "quote": "",
                    "ask": None,
                    "min_population": b.min_population,
                    "max_population": b.max_population,
                }
                for kind, b in c.outcomes.items()
            }
            for c in calls
        },
        matches={
            c.call_id: [
                {"priority_id": "water", "score": 0.5, "grade": c.grades["water"], "terms": ["agua"], "quote": ""}
            ]
            for c in calls
        },
        priorities={"water": {"es": "Agua", "en": "Water"}},
    )


def published(history: list[tuple[int, tuple[str, ...]]]) -> dict[str, Catalogue]:
    """The last catalogue of every week, as publications one after the other leave them."""
    day, arrivals, kept = START, [], {}
    for gap, states in history:
        day += timedelta(days=gap)
        calls = [candidate(f"c{n}", state) for n, state in enumerate(states) if state != "absent"]
        arrivals = arrive(arrivals, calls, PROFILES, on=day)
        assert arrive(arrivals, calls, PROFILES, on=day) == arrivals, "the same publication again changes nothing"
        kept[week_of(day)] = catalogue(day, calls, arrivals)
    return kept


def news(kept: dict[str, Catalogue], week: str) -> dict[str, set[str]]:
    """What an export of a week says is new, by profile: from the newest catalogue up to its Monday, however late it
    is made.
    """
    source = kept[max(w for w in kept if w <= week)]
    editions = [Week(source, week).edition(p) for p in PROFILES]
    assert editions == [Week(source, week).edition(p) for p in PROFILES], "made again it is the same"
    return {e.profile.profile_id: {item.call_id for item in e.new} for e in editions}


@settings(max_examples=500, deadline=None)
@given(HISTORIES)
@example([(0, ("fits",) * 4), (7, ("ineligible",) * 4), (7, ("fits",) * 4)])
@example([(0, ("fits",) * 4), (1, ("ineligible",) * 4), (7, ("fits",) * 4)])  # never told in its week: new in the next
@example([(0, ("fits",) * 4), (3, ("closed",) * 4)])  # came and closed between two exports
def test_every_call_is_new_for_a_profile_in_exactly_one_week_and_none_is_missed(history):
    kept = published(history)
    first, last = (monday_of(w) for w in (min(kept), max(kept)))
    weeks = [week_of(first + timedelta(days=7 * n)) for n in range((last - first).days // 7 + 1)]
    told = {week: news(kept, week) for week in weeks}
    for p in PROFILES:
        counted = [call for week in weeks for call in told[week][p.profile_id]]
        assert len(counted) == len(set(counted)), "new twice"
        for week, source in kept.items():
            by_then = {call for w in weeks if w <= week for call in told[w][p.profile_id]}
            passing = {c for c, call in source.candidates.items() if left_out(call, p) is None}
            assert passing <= by_then, "published, passing and never told"


def test_a_call_that_came_and_closed_between_two_exports_is_told():
    kept = published([(0, ("fits", "absent", "absent", "absent")), (3, ("closed", "fits", "absent", "absent"))])
    edition = Week(kept["2026-W47"], "2026-W47").edition(PROFILES[0])
    assert [(i.call_id, i.status) for i in edition.new] == [("c1", "open"), ("c0", "closed")]


def test_a_week_without_publication_brings_nothing_and_loses_nothing():
    kept = published([(0, ("fits", "absent", "absent", "absent")), (14, ("fits", "fits", "absent", "absent"))])
    assert sorted(kept) == ["2026-W47", "2026-W49"]
    assert [news(kept, w)["large"] for w in ("2026-W47", "2026-W48", "2026-W49", "2026-W50")] == [
        {"c0"},
        set(),
        {"c1"},
        set(),
    ]


def test_a_merged_call_is_not_new_again_under_the_id_that_stays():
    old = arrive([], [candidate("c0", "fits")], PROFILES, on=START)
    new = arrive(old, [candidate("c9", "fits")], PROFILES, on=START + timedelta(days=10), aliases={"c0": "c9"})
    assert new == [Arrival("c9", START, "2026-W47", ("large", "small", "strict"))]


def test_a_new_profile_is_told_all_in_the_next_publication_and_the_others_nothing():
    calls = [candidate("c0", "fits")]
    old = arrive([], calls, PROFILES[:1], on=START)
    new = arrive(old, calls, PROFILES, on=START + timedelta(days=7))
    assert [(a.week, a.profiles) for a in new] == [("2026-W47", ("large",)), ("2026-W48", ("small", "strict"))]


@pytest.mark.parametrize(
    ("state", "reasons"),
    [
        ("fits", (None, None, None)),
        ("touches", (None, None, "grade")),
        ("ineligible", ("ineligible",) * 3),
        ("closed", ("closed",) * 3),
        ("tender", ("tender",) * 3),
        ("small comunas", ("population", None, None)),
    ],
)
def test_the_first_reason_is_given(state, reasons):
    assert tuple(left_out(candidate("c", state), p) for p in PROFILES) == reasons
