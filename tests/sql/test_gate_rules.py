"""The gate's rules over a catalogue made by hand: quiet on sound rows, each able to fail, broken where it cannot be
made.

By plain SQL; that Great Expectations says the same is held on the sample's catalogue (`end_to_end/test_defects.py`).
"""

from datetime import date
from decimal import Decimal

import duckdb
import pytest

from pipelines.quality import RULES
from warehouse.gate import check, keep, kept

DAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def built(new_stage):
    """Three sound calls, each with a match."""
    stage = new_stage()
    for name in ("a", "b", "c"):
        stage.call(
            name, DAY, opens_on=date(2026, 11, 1), amount_max=Decimal(1000), currency="EUR", stated_status="open"
        )
        stage.add("matches", call_id=name, priority_id="water", score=0.5, grade=2)
    with duckdb.connect() as con:
        stage.into(con).execute("RESET search_path")
        yield con


@pytest.fixture
def sound(built):
    """These calls, to spoil: what a test does is undone after it."""
    built.execute("BEGIN")
    yield built
    built.execute("ROLLBACK")


def wrong(con):
    return {
        (r.table, r.column, r.check): (r.outcome, r.count, r.example)
        for r in check(con, DAY, renderer="sql")
        if r.outcome != "passed"
    }


def test_sound_rows_pass_every_rule(sound):
    assert wrong(sound) == {}
    assert len(check(sound, DAY, renderer="sql")) == len(RULES) + 3


@pytest.mark.parametrize(
    ("seed", "where", "count", "example"),
    [
        (
            "UPDATE catalogue.calls SET title = NULL WHERE call_id = 'b'",
            ("calls", "title", "values_not_null"),
            1,
            "call_id=b, title=NULL",
        ),
        (
            "UPDATE catalogue.calls SET title = ' ' WHERE call_id <> 'a'",
            ("calls", "title", "values_matches"),
            2,
            "call_id=b, title= ",
        ),
        (
            "UPDATE catalogue.calls SET call_id = 'a' WHERE call_id = 'b'",
            ("calls", "call_id", "values_unique"),
            2,
            "call_id=a",
        ),
        (
            "UPDATE catalogue.calls SET currency = 'euros' WHERE call_id = 'b'",
            ("calls", "currency", "values_matches"),
            1,
            "call_id=b, currency=euros",
        ),
        (
            "UPDATE catalogue.calls SET amount_max = -5 WHERE call_id = 'b'",
            ("calls", "amount_max", "values_between"),
            1,
            "call_id=b, amount_max=-5.00",
        ),
        (
            "UPDATE catalogue.calls SET amount_total = 0 WHERE call_id = 'b'",
            ("calls", "amount_total", "values_between"),
            1,
            "call_id=b, amount_total=0.00",
        ),
        (
            "UPDATE catalogue.calls SET opens_on = DATE '2026-12-01' WHERE call_id = 'b'",
            ("calls", "closes_on", "values_not_before"),
            1,
            "call_id=b, closes_on=2026-11-30, opens_on=2026-12-01",
        ),
        (
            "UPDATE catalogue.calls SET last_seen_on = DATE '2026-12-01' WHERE call_id = 'b'",
            ("calls", "last_seen_on", "values_between"),
            1,
            "call_id=b, last_seen_on=2026-12-01",
        ),
        (
            "UPDATE catalogue.calls SET stated_status = 'abierta' WHERE call_id = 'b'",
            ("calls", "stated_status", "values_in_set"),
            1,
            "call_id=b, stated_status=abierta",
        ),
        (
            "DELETE FROM catalogue.call_records WHERE call_id = 'b'",
            ("calls", "call_id", "values_in_column"),
            1,
            "call_id=b",
        ),
        (
            "UPDATE catalogue.matches SET call_id = 'x' WHERE call_id = 'b'",
            ("matches", "call_id", "values_in_column"),
            1,
            "call_id=x, priority_id=water",
        ),
        ("DELETE FROM catalogue.calls", ("calls", "", "rows_at_least"), 1, "0 filas, al menos 1 debía haber"),
        (
            "DELETE FROM catalogue.eligibility WHERE call_id = 'b'",
            ("eligibility", "", "rows_at_least"),
            1,
            "2 filas, al menos 3 debía haber",
        ),
        ("DELETE FROM catalogue.sources", ("sources", "", "rows_at_least"), 1, "0 filas, al menos 1 debía haber"),
    ],
)
def test_a_seeded_defect_is_named(sound, seed, where, count, example):
    sound.execute(seed)
    assert wrong(sound)[where] == ("failed", count, example)


def test_a_small_catalogue_needs_no_match_and_a_large_one_does(stage, con):
    for number in range(20):
        stage.call(f"{number:02}", DAY)
    stage.into(con).execute("RESET search_path")
    assert set(wrong(con)) == {("matches", "", "rows_at_least")}
    con.execute("DELETE FROM catalogue.eligibility; DELETE FROM catalogue.calls WHERE call_id > '18'")
    assert ("matches", "", "rows_at_least") not in wrong(con)


def test_a_check_that_cannot_be_made_is_broken_and_the_others_are_judged(sound):
    sound.execute("ALTER TABLE catalogue.matches RENAME COLUMN call_id TO call")
    found = wrong(sound)
    assert found[("matches", "call_id", "values_in_column")][0] == "broken"
    assert {outcome for outcome, _, _ in found.values()} == {"broken"}


def test_a_view_that_cannot_be_asked_breaks_its_rules_and_those_over_yesterday(sound):
    sound.execute("ALTER TABLE catalogue.calls RENAME COLUMN line_es TO line")
    found = {(table, check): outcome for (table, _, check), (outcome, _, _) in wrong(sound).items()}
    assert found == dict.fromkeys(
        [("open_calls", name) for name in ("rows_at_least", "values_in_set", "values_between", "fall")], "broken"
    )


def test_columns_of_the_rules_are_columns_of_the_catalogue(models):
    columns = {model.name: {column.name for column in model.columns} for model in models if model.schema == "catalogue"}
    for rule in RULES:
        named = {rule.column, rule.parameters.get("other")} - {"", None}
        assert named <= columns[rule.table]
        if rule.kind == "in_column":
            assert rule.parameters["column"] in columns[rule.parameters["table"]]


def test_results_are_kept_in_the_catalogue(sound, models):
    sound.execute("UPDATE catalogue.calls SET currency = 'euros' WHERE call_id = 'b'")
    results = check(sound, DAY, renderer="sql")
    keep(sound, models, results)
    assert kept(sound) == results
    failed = sound.execute("SELECT example FROM catalogue.quality_results WHERE outcome = 'failed'").fetchall()
    assert failed == [("call_id=b, currency=euros",)]
