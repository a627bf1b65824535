"""What stands in which section of an edition: decisions, changes, order, what is awaited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from pipelines.digest.publication_rows import Catalogue
from pipelines.digest.selection import Week
from pipelines.digest.week import Decision, Profile
from pipelines.territory import ExpectedFund

MONDAY = date(2026, 11, 16)
WEEK = "2026-W47"
PROFILE = Profile(
    profile_id="ngo",
    name="ONG",
    applicant="ngo",
    applicant_id="ngo",
    priorities=("water", "waste"),
    languages=("es", "en"),
    lead_working_days=15,
)


def call(call_id: str, **given):
    """A call's row, open until a day 30 days on, as the catalogue has it."""
    row = dict.fromkeys(
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
            "closes_at",
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
    closes = MONDAY + timedelta(days=30)
    return (
        row
        | {
            "call_id": call_id,
            "title": f"Convocatoria {call_id}",
            "status": "open",
            "call_type": "grant",
            "language": "es",
            "deadline_kind": "fixed",
            "next_deadline_on": closes,
            "closes_on": closes,
            "days_left": 30,
            "working_days_left": 21,
            "first_seen_on": date(2026, 11, 1),
            "last_seen_on": MONDAY,
        }
        | given
    )


def catalogue(*calls, arrived=None, outcome="eligible", **given):
    """A publication of some calls, all of which arrived two weeks ago unless said otherwise."""
    ids = [c["call_id"] for c in calls]
    return Catalogue(
        **{
            "published_on": MONDAY,
            "published_at": None,
            "calls": {c["call_id"]: c for c in calls},
            "eligibility": {
                i: {
                    "ngo": {
                        "outcome": outcome,
                        "role": "lead",
                        "rule": "kind_not_stated" if outcome == "unclear" else "worldwide",
                        "quote": "",
                        "ask": "¿Puede?" if outcome == "unclear" else None,
                        "min_population": None,
                        "max_population": None,
                    }
                }
                for i in ids
            },
            "matches": {
                i: [{"priority_id": "water", "score": 0.5, "grade": 1, "terms": ["agua"], "quote": ""}] for i in ids
            },
            "arrived": {i: {"ngo": "2026-W45"} for i in ids} if arrived is None else arrived,
            "priorities": {"water": {"es": "Agua", "en": "Water"}, "waste": {"es": "Residuos", "en": "Waste"}},
            **given,
        }
    )


def change(call_id="a", field="closes_on", old="2026-12-01", new="2026-12-16", on=MONDAY, cause="source", matters=True):
    return {
        "call_id": call_id,
        "changed_on": on,
        "field": field,
        "old_value": old,
        "new_value": new,
        "cause": cause,
        "matters": matters,
    }


def edition(known, decisions=None, profile=PROFILE, language="es", week=WEEK):
    return Week(known, week, language=language).edition(profile, decisions)


def decided(choice, on=date(2026, 11, 11), seen=date(2026, 11, 9), **given):
    return Decision(choice=choice, decided_on=on, seen_on=seen, **given)


def ids(items):
    return [item.call_id for item in items]


def test_only_changes_of_this_week_that_matter_and_that_the_source_made_are_told():
    changes = [
        change(),
        change(field="title", matters=False),
        change(field="amount_max", cause="rules"),
        change(field="places", on=MONDAY - timedelta(days=7)),
        change(field="currency", cause="merge"),
    ]
    told = edition(catalogue(call("a"), call("b"), changes={"a": changes}))
    assert ids(told.changed) == ["a"]
    assert [(c.field, c.old_value, c.new_value) for c in told.changed[0].changes] == [
        ("closes_on", "2026-12-01", "2026-12-16")
    ]


def test_a_call_that_is_new_this_week_has_no_changes_to_tell():
    assert edition(catalogue(call("a"), arrived={"a": {"ngo": WEEK}}, changes={"a": [change()]})).changed == ()


def test_a_call_told_before_that_is_withdrawn_or_no_longer_for_the_profile_is_told_as_a_change():
    gone = call(
        "a", status="withdrawn", withdrawn_on=MONDAY, next_deadline_on=None, days_left=None, working_days_left=None
    )
    told = edition(catalogue(gone, changes={"a": [change(field="withdrawn_on", old=None, new="2026-11-16")]}))
    assert (ids(told.items), ids(told.changed), ids(told.closed)) == ([], ["a"], ["a"])
    shut = edition(catalogue(call("a"), outcome="ineligible", changes={"a": [change(field="applicant_types")]}))
    assert (ids(shut.items), [i.outcome for i in shut.changed]) == ([], ["ineligible"])


def test_a_dismissed_call_is_gone_and_counted():
    known = catalogue(call("a"), call("b"))
    told = edition(known, {"a": decided("dismiss")})
    assert ids(told.items) == ["b"]
    assert ids(told.dismissed) == ["a"], "to be found again, and taken back"
    assert told.left_out == (("dismissed", 1),)
    assert told.left_out_line == "Quedó fuera 1 descartada."


@pytest.mark.parametrize(
    ("changes", "returns"),
    [
        ([change()], True),
        ([change(matters=False)], False),
        ([change(cause="rules")], False),
        ([change(on=date(2026, 11, 9))], False),  # they had it before them
        ([change(on=date(2026, 11, 10)), change(old="2026-12-16", new="2026-12-01")], False),  # and back again
    ],
)
def test_a_dismissed_call_returns_only_after_a_change_that_matters(changes, returns):
    told = edition(catalogue(call("a"), changes={"a": changes}), {"a": decided("dismiss")})
    assert ids(told.items) == (["a"] if returns else [])
    assert ids(told.changed) == (["a"] if returns else [])


def test_it_does_not_return_twice_for_one_change():
    known = catalogue(call("a"), changes={"a": [change()]})
    assert ids(edition(known, {"a": decided("dismiss", on=MONDAY, seen=MONDAY)}, week="2026-W48").items) == []


def test_a_decision_follows_its_call_into_a_merge():
    assert ids(edition(catalogue(call("b"), aliases={"a": "b"}), {"a": decided("follow")}).followed) == ["b"]


def test_followed_calls_stay_while_open_a_week_after_closing_and_while_an_application_is_under_way():
    def closed(call_id, days_ago):
        day = MONDAY - timedelta(days=days_ago)
        return call(
            call_id, status="closed", closes_on=day, next_deadline_on=None, days_left=None, working_days_left=None
        )

    known = catalogue(call("open"), closed("just", 3), closed("long", 30), closed("waiting", 30))
    decisions = {c: decided("follow") for c in ("open", "just", "long")} | {
        "waiting": decided("follow", state="submitted")
    }
    assert sorted(ids(edition(known, decisions).followed)) == ["just", "open", "waiting"]


def test_an_unclear_call_says_what_to_ask_in_the_readers_language():
    known = catalogue(call("a"), outcome="unclear")
    assert ids(edition(known).unclear) == ["a"]
    assert edition(known).items[0].ask == "¿Puede?"
    english = edition(known, language="en").items[0]
    assert english.ask == "What kinds of body may apply? May a non-profit organisation of Chile?"
    assert english.matches[0].name == "Water"
    assert english.why[1].startswith("To be confirmed: What kinds of body may apply?")


def test_the_best_stand_first_and_those_in_doubt_last():
    known = catalogue(call("a"), call("b"), call("c"))
    matches = {
        i: [{"priority_id": "water", "score": s, "grade": g, "terms": [], "quote": None}]
        for i, s, g in [("a", 0.9, 1), ("b", 0.4, 2), ("c", 0.9, 2)]
    }
    doubtful = dict(known.eligibility) | {
        "c": {"ngo": dict(known.eligibility["c"]["ngo"]) | {"outcome": "unclear", "rule": "of an older catalogue"}}
    }
    assert ids(edition(replace(known, matches=matches, eligibility=doubtful)).items) == ["b", "a", "c"]


def test_too_late_is_fewer_working_days_than_the_profile_needs():
    told = edition(
        catalogue(call("a", working_days_left=14), call("b", working_days_left=15), call("c", working_days_left=None))
    )
    assert {i.call_id: i.too_late for i in told.items} == {"a": True, "b": False, "c": False}


def test_deadline_changes_are_counted_whatever_made_them():
    changes = [change(field="deadlines", on=date(2026, 10, 1)), change(field="deadlines", cause="rules"), change()]
    assert edition(catalogue(call("a"), changes={"a": changes})).items[0].deadline_changes == 2


def test_a_fund_opens_soon_where_a_call_of_it_was_for_the_profile_and_none_is_open():
    fund = {
        "fund_id": "f",
        "name": "Fondo Anual",
        "funder_id": "x",
        "call_count": 3,
        "next_opening_from": MONDAY + timedelta(days=20),
        "next_opening_to": MONDAY + timedelta(days=50),
        "confidence": 0.7,
    }
    closed = call("a", fund_id="f", status="closed", next_deadline_on=None, days_left=None, working_days_left=None)
    assert [a.name for a in edition(catalogue(closed, funds=[fund], funders={"x": "Agencia"})).opening] == [
        "Fondo Anual"
    ]
    assert edition(catalogue(call("a", fund_id="f"), funds=[fund])).opening == ()
    assert edition(catalogue(closed, outcome="ineligible", funds=[fund])).opening == ()
    assert edition(catalogue(closed, funds=[fund | {"next_opening_from": MONDAY + timedelta(days=121)}])).opening == ()


def test_an_expected_fund_is_awaited_until_a_call_of_it_is_seen():
    def awaited(*calls, opens_from=date(2026, 11, 1), opens_to=date(2026, 12, 1), week=WEEK):
        fund = ExpectedFund("Fondo UNDEF", "undef", opens_from, opens_to, "dossier", "Cada año.")
        return [a.name for a in edition(catalogue(*calls, expected=[fund]), week=week).awaited]

    assert awaited() == ["Fondo UNDEF"]
    assert awaited(call("a", funder_id="undef", title="Otra cosa")) == ["Fondo UNDEF"]
    assert awaited(call("a", funder_id="undef", title="UNDEF: 20th round, Fondo UNDEF 2026")) == []
    assert awaited(opens_from=date(2027, 6, 1), opens_to=None) == []
    assert awaited(opens_from=None, opens_to=None) == ["Fondo UNDEF"]
    old = call("a", funder_id="undef", title="Fondo UNDEF", status="closed", first_seen_on=date(2025, 11, 1))
    assert awaited(old) == ["Fondo UNDEF"], "last year's call is not this year's"


def test_sources_in_trouble_are_those_that_failed_or_are_old():
    def source(source_id, verdict, age, state="live"):
        return {
            "source_id": source_id,
            "name": source_id,
            "state": state,
            "verdict": verdict,
            "age_days": age,
            "last_good_on": None,
            "line_es": "Recolección fallida.",
        }

    sources = [
        source("good", "ok", 0),
        source("empty", "empty_confirmed", 1),
        source("bad", "failed", 1),
        source("old", "ok", 9),
        source("never", "malformed", None, "trial"),
        source("retired", "failed", None, "retired"),
        source("untried", None, None),
    ]
    assert [t.source_id for t in edition(catalogue(call("a"), sources=sources)).troubles] == ["bad", "old", "never"]
    assert (
        edition(catalogue(call("a"), sources=sources), language="en").troubles[0].line
        == "Failed crawl. The last good one is 1 day old."
    )


def test_what_was_left_out_is_one_line_in_either_language():
    known = catalogue(
        call("a", status="closed"), call("b", call_type="tender"), call("c", language="fr"), call("d", language="fr")
    )
    assert (
        edition(known).left_out_line
        == "Quedaron fuera 1 cerrada o retirada, 1 licitación o adjudicación y 2 en idiomas que no lee."
    )
    assert edition(known, language="en").left_out_line == (
        "Left out: 1 closed or withdrawn, 1 tender or award notice and 2 in languages you do not read."
    )


def test_an_edition_says_when_it_is_early_or_its_catalogue_is_old():
    known = catalogue(call("a"))
    assert edition(known).notices == ()
    assert "16-11-2026" in edition(known, week="2026-W48").notices[0]
    assert Week(known, "2026-W48", preview=True).edition(PROFILE).notices[0].startswith("Adelanto")
    assert "perfil" in edition(replace(known, arrived={})).notices[0]


def test_doubts_on_dates_and_sums_keep_their_words():
    doubts = [
        {"field": "deadlines", "value": "2026-12-04", "other_value": "2026-11-20", "quote": "hasta el 20 de noviembre"},
        {"field": "applicant_types", "value": "ngo", "other_value": None, "quote": None},
    ]
    item = edition(catalogue(call("a", amount_max=Decimal("5")), doubts={"a": doubts})).items[0]
    assert item.doubts == ("Plazos: 04-12-2026 o 20-11-2026 («hasta el 20 de noviembre»)",)


def strong(known, *names, grade=2):
    found = {i: [{"priority_id": "water", "score": 0.9, "grade": grade, "terms": [], "quote": None}] for i in names}
    return replace(known, matches=dict(known.matches) | found)


def test_each_call_stands_once_by_what_is_to_be_done_with_it():
    known = strong(
        catalogue(
            call("begin", working_days_left=30),
            call("later", working_days_left=90),
            call("new", working_days_left=90),
            call("late", working_days_left=5),
            call("weak", working_days_left=30),
            arrived={c: {"ngo": WEEK if c == "new" else "2026-W45"} for c in ("begin", "later", "new", "late", "weak")},
        ),
        "begin",
        "later",
        "new",
        "late",
    )
    told = edition(known)
    parts = {name: ids(getattr(told, name)) for name in ("start", "fresh", "still", "confirm", "late")}
    assert parts == {"start": ["begin"], "fresh": ["new"], "still": ["later", "weak"], "confirm": [], "late": ["late"]}


def test_what_is_still_open_comes_back_until_it_is_dismissed():
    known = catalogue(call("a"), call("b"))
    for week in ("2026-W47", "2026-W48", "2026-W52"):
        assert ids(edition(known, {"b": decided("dismiss")}, week=week).still) == ["a"]


def test_only_a_strong_fit_is_asked_about_and_only_in_the_week_in_which_it_is_new():
    arrived = {"a": {"ngo": WEEK}, "b": {"ngo": WEEK}, "c": {"ngo": "2026-W45"}}
    known = strong(catalogue(call("a"), call("b"), call("c"), arrived=arrived, outcome="unclear"), "a", "c")
    told = edition(known)
    assert ids(told.confirm) == ["a"]
    assert ids(told.unclear) == ["a", "c", "b"], "the spreadsheet has them all"
    assert ids(edition(known, week="2026-W48").confirm) == []
