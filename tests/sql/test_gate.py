"""The tests in SQL over the catalogue: quiet on sound rows, and each able to fail."""

from datetime import date, timedelta

import pytest

from warehouse.models import run_tests

DAY = date(2026, 11, 30)


def failures(stage, con, models, folder):
    stage.into(con).execute("RESET search_path")
    return {result.check for result in run_tests(con, models, folder) if result.outcome != "passed"}


@pytest.fixture
def folder(request):
    return request.config.rootpath / "dbt_like_sql"


def test_sound_rows_pass(edge_stage, con, models, folder):
    assert failures(edge_stage, con, models, folder) == set()


def orphan(stage):
    stage.tables["call_records"] = []


def unordered(stage):
    stage.tables["deadlines"][0]["position"] = 2
    stage.tables["deadlines"][1]["position"] = 1


def free(stage):
    stage.tables["calls"][0]["amount_total"] = 0


def beyond(stage):
    stage.add("matches", call_id="a", priority_id="water", score=1.2, grade=2)


def silent(stage):
    stage.add("eligibility", call_id="a", applicant="ngo", outcome="unclear")


def shut_out_yet_named(stage):
    stage.tables["calls"][0]["applicant_types"] = ["local_government", "ngo"]
    stage.add(
        "eligibility", call_id="a", applicant="ngo", outcome="ineligible", rule="closed_kinds", quote="municipios"
    )


def let_in_yet_unnamed(stage):
    stage.tables["calls"][0]["applicant_types"] = ["university"]


def excluded_yet_leading(stage):
    stage.add(
        "eligibility",
        call_id="a",
        applicant="ngo",
        outcome="ineligible",
        role="lead",
        rule="country_refused",
        quote="Perú",
    )


def miscounted(stage):
    stage.tables["funds"][0]["call_count"] = 7


def timeless(stage):
    stage.tables["clock"] = []


def circular(stage):
    stage.add("call_aliases", old_call_id="x", call_id="y")
    stage.add("call_aliases", old_call_id="y", call_id="x")


def undead(stage):
    stage.add("call_aliases", old_call_id="a", call_id="b")


def twice(stage):
    stage.call("a", DAY)


def unknown(stage):
    stage.tables["calls"][0]["call_type"] = "lottery"


def stray(stage):
    stage.add("documents", call_id="nowhere", title="Guía", url="https://example.org/guide.pdf")


def nameless(stage):
    stage.tables["sources"][0]["source_id"] = "renamed"


@pytest.mark.parametrize(
    ("spoil", "test"),
    [
        (orphan, "calls_have_records"),
        (unordered, "deadlines_are_in_order_of_time"),
        (free, "amounts_are_positive"),
        (beyond, "scores_are_from_0_to_1"),
        (silent, "unclear_says_what_to_ask"),
        *(
            (spoil, "applicants_do_not_contradict")
            for spoil in (shut_out_yet_named, let_in_yet_unnamed, excluded_yet_leading)
        ),
        (miscounted, "fund_counts_add_up"),
        (timeless, "clock_has_one_row"),
        (circular, "aliases_are_all_followed"),
        (undead, "aliases_lead_to_living_calls"),
        (twice, "unique"),
        (unknown, "accepted_values"),
        (stray, "relationships"),
        (nameless, "relationships"),
    ],
)
def test_a_spoilt_row_is_found(stage, con, models, folder, spoil, test):
    stage.call("a", DAY, DAY + timedelta(days=9), deadline_kind="multiple")
    stage.call("b", DAY)
    spoil(stage)
    assert test in failures(stage, con, models, folder)
