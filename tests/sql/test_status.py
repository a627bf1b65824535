"""The status of a call, its days and its working days, by the rules of the design."""

from datetime import date

import duckdb
import pytest

# call: status, next deadline, days, working days in Chile (the 8th of December is a holiday)
EDGES = {
    "closes-today": ("closing_soon", date(2026, 11, 30), 0, 0),
    "closes-in-14": ("closing_soon", date(2026, 12, 14), 14, 9),
    "closes-in-15": ("open", date(2026, 12, 15), 15, 10),
    "closed-yesterday": ("closed", None, None, None),
    "cut-offs": ("closing_soon", date(2026, 12, 3), 3, 3),
    "first-stage-ahead": ("open", date(2026, 12, 31), 31, 21),
    "between-stages": ("closed", None, None, None),
    "between-unnamed-stages": ("closed", None, None, None),
    "second-stage-alone": ("undated", None, None, None),
    "rolling-listed": ("open", None, None, None),
    "rolling-unlisted-old": ("closed", None, None, None),
    "rolling-unlisted-young": ("open", None, None, None),
    "rolling-with-a-last-day": ("open", date(2027, 1, 9), 40, 27),
    "undated-listed": ("undated", None, None, None),
    "undated-listed-by-a-failing-source": ("undated", None, None, None),
    "undated-179": ("undated", None, None, None),
    "undated-180": ("closed", None, None, None),
    "undated-unpublished-180": ("closed", None, None, None),
    "withdrawn-today": ("withdrawn", None, None, None),
    "withdrawn-and-closed": ("withdrawn", None, None, None),
    "withdrawn-by-its-own-word": ("withdrawn", None, None, None),
    "withdrawn-in-the-future": ("open", date(2026, 12, 31), 31, 21),
    "stated-closed": ("closed", None, None, None),
    "stated-closed-tomorrow": ("open", date(2026, 12, 31), 31, 21),
    "forecast": ("forecast", date(2027, 2, 28), 90, 62),
    "forecast-without-dates": ("forecast", None, None, None),
    "forecast-that-closed": ("closed", None, None, None),
    "opens-tomorrow": ("forecast", date(2026, 12, 10), 10, 7),
    "opens-today": ("open", date(2026, 12, 31), 31, 21),
    "tender": ("open", date(2026, 12, 31), 31, 21),
    "award": ("undated", None, None, None),
}


@pytest.mark.parametrize("call_id", EDGES)
def test_status(catalogue, call_id):
    row = catalogue.execute("SELECT * EXCLUDE (call_id) FROM call_status WHERE call_id = ?", [call_id]).fetchone()
    assert row == EDGES[call_id]


def test_every_edge_is_asked_for(catalogue):
    assert {row[0] for row in catalogue.execute("SELECT call_id FROM call_status").fetchall()} == EDGES.keys()


@pytest.mark.parametrize(
    ("call_id", "closes_on"),
    [
        ("between-stages", date(2027, 1, 29)),
        ("cut-offs", date(2027, 6, 18)),
        ("rolling-with-a-last-day", None),
        ("undated-listed", None),
    ],
)
def test_closes_on_is_the_last_deadline(catalogue, call_id, closes_on):
    assert catalogue.execute("SELECT closes_on FROM calls WHERE call_id = ?", [call_id]).fetchone() == (closes_on,)


def test_an_analyst_asks_as_of_another_day(edge_stage, con):
    edge_stage.into(con)
    ask = "SELECT status, days_left FROM call_status WHERE call_id = 'closes-in-15'"
    assert con.execute(ask).fetchone() == ("open", 15)
    con.execute("SET VARIABLE as_of = DATE '2026-12-01'")
    assert con.execute(ask).fetchone() == ("closing_soon", 14)
    con.execute("SET VARIABLE as_of = DATE '2026-12-16'")
    assert con.execute(ask).fetchone() == ("closed", None)
    con.execute("RESET VARIABLE as_of")
    assert con.execute(ask).fetchone() == ("open", 15)


def test_a_live_catalogue_takes_the_day_in_santiago(edge_stage, con):
    edge_stage.tables["clock"] = [{"as_of": None}]
    edge_stage.into(con)
    day, santiago = con.execute("SELECT day, (now() AT TIME ZONE 'America/Santiago')::DATE FROM today").fetchone()
    assert day == santiago


def test_the_hours_of_santiago_are_those_of_the_tables_of_time_zones(edge_stage, con):
    edge_stage.into(con)
    assert con.execute("""
        WITH hours AS (SELECT unnest(generate_series(TIMESTAMP '2025-01-01', TIMESTAMP '2035-12-31 23:00', INTERVAL 1 HOUR)) AS utc)
        SELECT count(*), count(*) FILTER (
            utc + to_minutes((SELECT arg_max(minutes, from_utc) FROM local_time WHERE from_utc <= utc))
            <> (utc AT TIME ZONE 'UTC') AT TIME ZONE 'America/Santiago')
        FROM hours""").fetchone() == (96_408, 0)


def test_a_day_before_the_first_publication_is_refused(edge_stage, con):
    edge_stage.tables["clock"] = [{"as_of": None, "first_on": date(2026, 11, 30)}]
    edge_stage.into(con)
    con.execute("SET VARIABLE as_of = DATE '2026-11-30'")
    assert con.execute("SELECT count(*) > 0 FROM open_calls").fetchone() == (True,)
    con.execute("SET VARIABLE as_of = DATE '2026-11-29'")
    for view in (
        "today",
        "call_status",
        "open_calls",
        "opportunities",
        "closing_soon",
        "new_this_week",
        "source_health",
    ):
        with pytest.raises(duckdb.Error, match="as_of 2026-11-29: the catalogue begins on 2026-11-30"):
            con.execute(f"SELECT * FROM {view}").fetchall()


def test_no_view_needs_the_extension_icu(models):
    """Words by which ICU's functions are called; `tests/end_to_end/test_clients.py` asks a client without it."""
    views = [model for model in models if model.materialized == "view"]
    assert len(views) >= 7
    assert [
        m.name
        for m in views
        for word in ("AT TIME ZONE", "current_date", "current_localtime", "timezone(")
        if word in m.sql
    ] == []


def test_a_catalogue_without_deadlines_has_statuses(stage, con):
    stage.call("undated")
    assert stage.into(con).execute("SELECT status FROM call_status").fetchall() == [("undated",)]
