"""How far a catalogue may fall from one day to the next, and what of it blocks."""

from datetime import date, timedelta

import pytest

from pipelines.cleaning.order import in_order
from pipelines.falls import Listing, Yesterday, falls
from pipelines.language.messages import languages, text
from pipelines.quality import FALLS, KEYS, RULES, CheckResult, blocking
from pipelines.records import Deadline, Record

TODAY = date(2026, 11, 17)
LATER = TODAY + timedelta(days=30)


def judged(open_calls=100, listings=None, accepted=(), closing=0, expected=100, records=None):
    """`closing`: how many of yesterday's open calls had their last day yesterday."""
    until = {
        f"c{n:03}": TODAY - timedelta(days=1) if n < closing else (None if n % 2 else LATER) for n in range(expected)
    }
    yesterday = Yesterday(TODAY - timedelta(days=1), until, records or {"portal": 100})
    found = [f"c{n:03}" for n in range(expected - open_calls, expected)]
    results = falls(yesterday, today=TODAY, open_calls=found, listings=listings or {}, accepted=accepted)
    return {(r.table, r.check): r for r in results}


def listing(records, whole=True, live=True):
    return {"portal": Listing(records, whole, live)}


OPEN, LISTED, HALVED = (
    ("open_calls", "fall_of_15_percent"),
    ("sources", "fall_of_15_percent"),
    ("sources", "fall_of_50_percent"),
)


def test_without_a_day_before_nothing_has_fallen():
    results = falls(None, today=TODAY, open_calls=[], listings={})
    assert [r.outcome for r in results] == ["passed"] * len(FALLS)


@pytest.mark.parametrize(("open_calls", "outcome"), [(100, "passed"), (86, "passed"), (85, "failed"), (0, "failed")])
def test_15_percent_of_open_calls_blocks(open_calls, outcome):
    result = judged(open_calls)[OPEN]
    assert (result.outcome, result.count) == (outcome, 100 - open_calls if outcome == "failed" else 0)
    assert result.blocks == (outcome == "failed")


def test_an_example_of_a_fall_names_a_lost_call_and_both_counts():
    assert (
        judged(50)[OPEN].example
        == "call_id=c000, abierta hasta 17-12-2026 (50 abiertas hoy; de las del 16-11-2026 debían seguir 100)"
    )


def test_calls_whose_day_came_are_no_fall():
    assert judged(60, closing=40)[OPEN].outcome == "passed"
    assert judged(50, closing=40)[OPEN].outcome == "failed"


def test_of_few_calls_no_percentage_is_judged():
    assert judged(1, expected=19)[OPEN].outcome == "passed"
    assert judged(1, expected=20)[OPEN].outcome == "failed"


@pytest.mark.parametrize(
    ("records", "warned", "blocked"), [(86, False, False), (85, True, False), (51, True, False), (50, True, True)]
)
def test_a_source_that_lists_fewer_warns_and_that_lists_half_blocks(records, warned, blocked):
    results = judged(listings=listing(records))
    assert (results[LISTED].outcome == "failed", results[HALVED].outcome == "failed") == (warned, blocked)
    assert bool(blocking(list(results.values()))) == blocked
    if warned:
        assert results[LISTED].example == f"source_id=portal, records={records}, antes=100"


def test_a_source_that_did_not_list_everything_today_has_not_fallen():
    assert blocking(list(judged(listings=listing(0, whole=False)).values())) == []
    assert judged(listings=listing(0, whole=False))[LISTED].outcome == "passed"


def test_a_source_on_trial_or_of_few_records_only_warns():
    assert judged(listings=listing(0, live=False))[HALVED].outcome == "passed"
    assert judged(listings=listing(0, live=False))[LISTED].outcome == "failed"
    small = judged(listings=listing(9), records={"portal": 19})
    assert (small[LISTED].outcome, small[HALVED].outcome) == ("failed", "passed")
    assert judged(listings=listing(1), records={"portal": 9})[LISTED].outcome == "passed"


def test_a_new_source_has_no_yesterday():
    assert judged(listings={"new": Listing(1, True, True)})[LISTED].outcome == "passed"


def test_what_a_person_found_true_does_not_block():
    results = judged(10, listings=listing(10), accepted={"open_calls", "portal"})
    assert blocking(list(results.values())) == []
    assert "accepted_falls.csv" in results[OPEN].note
    assert judged(10, accepted={"portal"})[OPEN].blocks


def test_a_broken_check_blocks_whatever_its_severity_and_a_warning_does_not():
    (warning, *_) = [rule for rule in (*RULES, *FALLS) if rule.severity == "warn"]
    assert warning.broken(ValueError("x\ny")).blocks
    assert "x" in str(warning.broken(ValueError("x\ny")))
    assert not warning.failed(1, "").blocks
    assert str(CheckResult("calls", "title", "not_null", "error", "failed", 2, "call_id=a", "Por algo.")) == (
        "not_null (calls.title): 2 filas, por ejemplo call_id=a. Por algo."
    )


def test_every_rule_says_why_in_both_languages_and_every_table_has_a_least_number_of_rows():
    rules = (*RULES, *FALLS)
    assert all(text(rule.message, language, days=1).endswith(".") for rule in rules for language in languages())
    assert len({(rule.table, rule.column, rule.check) for rule in rules}) == len(rules)
    assert (
        {rule.table for rule in rules} <= {rule.table for rule in rules if rule.kind == "rows_at_least"} == KEYS.keys()
    )


def test_an_opening_after_the_last_closing_becomes_a_doubt():
    days = [Deadline(date(2026, 10, 1)), Deadline(date(2026, 11, 30))]
    record = Record(record_key="a", title="A", opens_on=date(2026, 12, 1), deadlines=days)
    mended = in_order(record)
    assert mended.opens_on is None
    (doubt,) = mended.doubts
    assert (doubt.field, doubt.other_value, doubt.quote) == (
        "opens_on",
        "2026-12-01",
        "abre el 01-12-2026, cierra el 30-11-2026",
    )
    assert in_order(mended) == mended
    sound = Record(record_key="a", title="A", opens_on=date(2026, 11, 30), deadlines=days)
    assert in_order(sound) is sound
