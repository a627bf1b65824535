"""What people ask first: open calls, opportunities, what is new, what closes soon, how the sources do."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

DAY = date(2026, 11, 30)


def test_open_calls_have_no_award_notices_and_nothing_closed(catalogue):
    rows = dict(catalogue.execute("SELECT call_id, status FROM open_calls").fetchall())
    assert set(rows.values()) == {"open", "closing_soon", "undated"}
    assert "tender" in rows
    assert not {"award", "closed-yesterday", "forecast", "withdrawn-today"} & rows.keys()


def test_closing_soon_is_in_order_of_time(catalogue):
    rows = catalogue.execute("SELECT call_id, days_left FROM closing_soon").fetchall()
    assert rows == [("closes-today", 0), ("cut-offs", 3), ("closes-in-14", 14)]


def test_closing_soon_gives_the_hour_of_the_next_deadline(stage, con):
    stage.call("hour", DAY, DAY + timedelta(days=20))
    stage.tables["deadlines"][0]["closes_at"] = datetime(2026, 11, 30, 17, tzinfo=timezone(timedelta(hours=1)))
    rows = stage.into(con).execute("SELECT strftime(closes_at, '%H:%M') FROM closing_soon").fetchall()
    assert rows == [("13:00",)]


@pytest.mark.parametrize(
    ("call_id", "usd", "clp", "rate_on"),
    [
        ("closes-today", Decimal("1250.00"), Decimal(1_187_500), date(2026, 11, 26)),  # EUR, by way of the dollar
        ("closes-in-14", Decimal("1000.00"), Decimal(950_000), date(2026, 11, 27)),
        ("closes-in-15", Decimal("1000.00"), Decimal(950_000), date(2026, 11, 27)),
        ("closed-yesterday", None, None, None),  # a currency without a rate
        ("cut-offs", None, None, None),  # no amount
    ],
)
def test_amounts_by_the_latest_rate_up_to_the_day(catalogue, call_id, usd, clp, rate_on):
    row = catalogue.execute(
        "SELECT amount_max_usd, amount_max_clp, rate_on FROM calls WHERE call_id = ?", [call_id]
    ).fetchone()
    assert row == (usd, clp, rate_on)


def opportunities(stage, con, columns):
    return (
        stage.into(con)
        .execute(f"SELECT {columns} FROM opportunities WHERE applicant = 'municipality' ORDER BY position")
        .fetchall()
    )


def test_opportunities_put_what_is_sure_first_and_what_fits_best_before(stage, con):
    later = DAY + timedelta(days=30)
    for call_id in (
        "plain",
        "good",
        "better",
        "closed",
        "tender",
        "award",
        "ineligible",
        "unclear-good",
        "unclear-plain",
    ):
        call_type = {"tender": "tender", "award": "award_notice"}.get(call_id)
        stage.call(call_id, DAY - timedelta(days=1) if call_id == "closed" else later, eligible=(), call_type=call_type)
        outcome = call_id.split("-")[0] if call_id.startswith(("unclear", "ineligible")) else "eligible"
        stage.add("eligibility", call_id=call_id, applicant="municipality", outcome=outcome)
    fits = (
        ("good", "water", 0.4),
        ("better", "water", 0.5),
        ("better", "air_energy", 0.9),
        ("unclear-good", "water", 1.0),
    )
    for call_id, priority, score in fits:
        stage.add("matches", call_id=call_id, priority_id=priority, score=score, grade=2)
    stage.add("matches", call_id="plain", priority_id="water", score=0.1, grade=0)
    rows = opportunities(stage, con, "position, call_id, outcome, priority_id, score")
    assert rows == [
        (1, "better", "eligible", "air_energy", 0.9),
        (2, "good", "eligible", "water", 0.4),
        (3, "plain", "eligible", None, None),
        (4, "unclear-good", "unclear", "water", 1.0),
        (5, "unclear-plain", "unclear", None, None),
    ]


def test_opportunities_say_why(stage, con):
    later = DAY + timedelta(days=30)
    stage.call("terms", later)
    stage.call("quote", later)
    stage.call("plain", later, eligible=())
    stage.call("asks", later, eligible=())
    stage.add(
        "matches",
        call_id="terms",
        priority_id="water",
        score=0.9,
        grade=2,
        terms=["sequía", "cuenca"],
        quote="La sequía.",
    )
    stage.add("matches", call_id="quote", priority_id="water", score=0.8, grade=1, terms=[], quote="Cuidar los ríos.")
    stage.call("towns", later, eligible=())
    stage.add(
        "eligibility", call_id="plain", applicant="municipality", outcome="eligible", role="partner", rule="region+kind"
    )
    stage.add(
        "eligibility",
        call_id="asks",
        applicant="municipality",
        outcome="unclear",
        rule="country_not_stated",
        ask="¿Puede postular una municipalidad de Chile?",
    )
    stage.add(
        "eligibility",
        call_id="towns",
        applicant="municipality",
        outcome="eligible",
        role="lead",
        quote="x" * 200,
        min_population=20_000,
        max_population=1_500_000,
    )
    why = dict(opportunities(stage, con, "call_id, why"))
    assert why == {
        "terms": "Calza con «Agua y seguridad hídrica» (sequía, cuenca). Puede postular como líder: «gobiernos locales».",
        "quote": "Calza con «Agua y seguridad hídrica»: «Cuidar los ríos.». Puede postular como líder: «gobiernos locales».",
        "plain": "No calza con ninguna prioridad. Puede postular como entidad asociada.",
        "asks": "No calza con ninguna prioridad. Por confirmar: ¿Puede postular una municipalidad de Chile?",
        "towns": f"No calza con ninguna prioridad. Puede postular como líder: «{'x' * 160}…». "
        "Solo para comunas de al menos 20.000 y hasta 1.500.000 habitantes.",
    }


def test_opportunities_are_ranked_for_each_kind_of_applicant(stage, con):
    stage.call("both", DAY + timedelta(days=30), eligible=("municipality", "university"))
    stage.call("one", DAY + timedelta(days=20), eligible=("municipality",))
    rows = stage.into(con).execute("SELECT applicant, position, call_id FROM opportunities").fetchall()
    assert rows == [("municipality", 1, "one"), ("municipality", 2, "both"), ("university", 1, "both")]


def new(stage, con, day):
    stage.into(con).execute(f"SET VARIABLE as_of = DATE '{day}'")
    return con.execute("SELECT call_id, week FROM new_this_week ORDER BY call_id").fetchall()


def arrivals(stage):
    for days in (-8, -7, -6, 0, 1):
        day = DAY + timedelta(days=days)
        stage.call(f"{day}", DAY + timedelta(days=60), first_seen_on=day)
    stage.tables["publications"] = []


def test_a_week_goes_from_after_the_monday_before_to_this_monday(stage, con):
    arrivals(stage)
    assert new(stage, con, "2026-11-30") == [("2026-11-24", "2026-W49"), ("2026-11-30", "2026-W49")]


def test_later_in_the_week_the_next_report_fills(stage, con):
    arrivals(stage)
    assert new(stage, con, "2026-12-02") == [
        ("2026-11-24", "2026-W49"),
        ("2026-11-30", "2026-W49"),
        ("2026-12-01", "2026-W50"),
    ]


def test_a_day_that_did_not_publish_hands_its_calls_to_the_next(stage, con):
    stage.call("seen-on-sunday", DAY + timedelta(days=60), first_seen_on=date(2026, 11, 22))
    days = (date(2026, 11, 20), date(2026, 11, 24))
    stage.tables["publications"] = [
        {"publication": n, "published_at": datetime(2026, 11, 24, tzinfo=UTC), "as_of": day}
        for n, day in enumerate(days, 1)
    ]
    assert new(stage, con, "2026-11-30") == [("seen-on-sunday", "2026-W49")]


def test_the_last_days_of_the_year_have_their_iso_week(stage, con):
    stage.call("sunday", DAY + timedelta(days=90), first_seen_on=date(2027, 1, 3))
    stage.call("monday", DAY + timedelta(days=90), first_seen_on=date(2026, 12, 28))
    stage.tables["publications"] = []
    assert new(stage, con, "2027-01-04") == [("sunday", "2027-W01")]
    assert new(stage, con, "2027-01-03") == [("monday", "2026-W53"), ("sunday", "2027-W01")]


def test_source_health_says_how_old_what_is_shown_is(catalogue):
    rows = catalogue.execute(
        "SELECT source_id, age_days, in_range, line_es FROM source_health ORDER BY source_id"
    ).fetchall()
    assert rows == [
        (
            "broken",
            5,
            False,
            "Recolección fallida: 0 registros (se esperaban de 10 a 100). "
            "La última buena es de hace 5 días (25-11-2026). Respondió 503.",
        ),
        ("portal", 0, True, "Recolección completa: 40 registros. Al día."),
        ("unseen", None, None, "Aún no se ha recogido. Nunca ha habido una buena."),
    ]


def test_source_health_counts_where_the_prose_contradicts_the_field(stage, con):
    stage.call("c", DAY)
    for value, stated in (("2026-12-01", "2026-12-01"), ("2026-12-05", "2026-12-04"), ("9000", None)):
        stage.add(
            "evidence",
            call_id="c",
            field="deadlines",
            value=value,
            stated=stated,
            method="model",
            source_id="portal",
            record_key="c",
            landing="portal/1",
        )
    rows = (
        stage.into(con)
        .execute("SELECT source_id, prose_checked, prose_differs, line_es FROM source_health ORDER BY ALL")
        .fetchall()
    )
    assert [row[:3] for row in rows] == [("broken", 0, 0), ("portal", 2, 1), ("unseen", 0, 0)]
    assert rows[1][3].endswith("En 1 de 2 fechas y montos su texto dice otra cosa que su campo.")


def test_aliases_lead_to_the_living_call(stage, con):
    stage.call("c", DAY)
    stage.add("call_aliases", old_call_id="a", call_id="b")
    stage.add("call_aliases", old_call_id="b", call_id="c")
    rows = stage.into(con).execute("SELECT old_call_id, call_id FROM call_aliases ORDER BY ALL").fetchall()
    assert rows == [("a", "c"), ("b", "c")]
