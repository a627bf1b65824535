"""A warehouse filled by hand with invented calls, one for each edge of the rules in SQL. The day is Monday
30-11-2026.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from pathlib import Path

import duckdb
import pytest

from pipelines.place import in_use
from warehouse import stage_tables
from warehouse.frames import replace_all
from warehouse.models import build, load_models
from warehouse.stage_rows import local_time

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "dbt_like_sql"
DAY = date(2026, 11, 30)
LAST_GOOD = datetime(2026, 11, 30, 5, 40, tzinfo=timezone(timedelta(hours=-3)))


@cache
def all_models():
    return load_models(MODELS)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


@dataclass
class Stage:
    """Rows of schema `stage`, by table; a call brings its deadlines, its record and its eligibility."""

    tables: dict[str, list[dict]] = field(
        default_factory=lambda: {
            "clock": [{"as_of": DAY}],
            "local_time": local_time(DAY, in_use().zone),
            "sources": [
                {
                    "source_id": "portal",
                    "name": "Portal de prueba",
                    "state": "live",
                    "verdict": "ok",
                    "checked_at": LAST_GOOD,
                    "last_good_at": LAST_GOOD,
                    "records": 40,
                    "expected_min": 10,
                    "expected_max": 100,
                },
                {
                    "source_id": "broken",
                    "name": "Portal caído",
                    "state": "live",
                    "verdict": "failed",
                    "checked_at": LAST_GOOD,
                    "last_good_on": date(2026, 11, 25),
                    "records": 0,
                    "expected_min": 10,
                    "expected_max": 100,
                    "note": "Respondió 503.",
                },
                {"source_id": "unseen", "name": "Portal nuevo", "family": "agency", "state": "trial"},
            ],
            "actors": [
                {
                    "actor_id": "aurora",
                    "name": "Fondo Aurora",
                    "kind": "foundation",
                    "country": "CL",
                    "independent": True,
                    "known": True,
                    "pays": True,
                }
            ],
            "funders": [{"funder_id": "aurora", "name": "Fondo Aurora", "kind": "foundation", "country": "CL"}],
            "funds": [
                {
                    "fund_id": "fund",
                    "name": "Fondo de prueba",
                    "funder_id": "aurora",
                    "call_count": 0,
                    "confidence": 0.5,
                }
            ],
            "priorities": [
                {
                    "priority_id": "water",
                    "name_es": "Agua y seguridad hídrica",
                    "keywords": '{"es": ["sequía"]}',
                    "sdgs": [6],
                    "weight": 1.0,
                },
                {
                    "priority_id": "air_energy",
                    "name_es": "Aire y energía",
                    "keywords": '{"es": ["aire"]}',
                    "sdgs": [7],
                    "weight": 0.9,
                },
            ],
            "holidays": [
                {"on_date": date(2026, 12, 8), "name": "Inmaculada Concepción"},
                {"on_date": date(2026, 12, 25), "name": "Navidad"},
            ],
            "rates": [
                {"on_date": date(2026, 11, 2), "currency": "CLP", "per_usd": 900.0, "source": "prueba"},
                {"on_date": date(2026, 11, 27), "currency": "CLP", "per_usd": 950.0, "source": "prueba"},
                {"on_date": date(2026, 12, 1), "currency": "CLP", "per_usd": 1.0, "source": "mañana"},
                {"on_date": date(2026, 11, 26), "currency": "EUR", "per_usd": 0.8, "source": "prueba"},
            ],
            "publications": [{"publication": 1, "published_at": LAST_GOOD, "as_of": DAY, "calls": 1}],
        }
    )

    def add(self, table: str, **row) -> None:
        self.tables.setdefault(table, []).append(row)

    def call(
        self, call_id: str, *closes: date, stages=(), source="portal", seen=DAY, eligible=("municipality",), **fields
    ) -> None:
        """A call that closes on these days, last shown by its source on the day `seen`."""
        first = fields.setdefault("first_seen_on", date(2026, 1, 5))
        self.add(
            "calls",
            **{
                "call_id": call_id,
                "title": f"Convocatoria {call_id}",
                "fund_id": "fund",
                "funder_id": "aurora",
                "funder": "Fondo Aurora",
                "call_type": "grant",
                "last_seen_on": seen,
                "url": f"https://example.org/{call_id}",
                "deadline_kind": "fixed" if closes else None,
            }
            | fields,
        )
        self.add(
            "call_records",
            call_id=call_id,
            source_id=source,
            record_key=call_id,
            first_seen_on=first,
            last_seen_on=seen,
        )
        for position, day in enumerate(closes, 1):
            self.add(
                "deadlines",
                call_id=call_id,
                position=position,
                closes_on=day,
                stage=stages[position - 1] if stages else None,
            )
        for applicant in eligible:
            reason = {
                "outcome": "eligible",
                "role": "lead",
                "rule": "worldwide+kind_named",
                "quote": "gobiernos locales",
            }
            self.add("eligibility", call_id=call_id, applicant=applicant, **reason)
        self.tables["funds"][0]["call_count"] += 1

    def into(self, con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        """Fill a connection's `stage` and build every model."""
        con.execute("SET TimeZone = 'America/Santiago'")
        stage_tables.make(con)
        for table, rows in self.tables.items():
            replace_all(con, f"stage.{table}", rows)
        build(con, all_models())
        con.execute("SET search_path = 'catalogue'")
        return con


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture(scope="session")
def new_stage() -> type[Stage]:
    """For what is built once for several tests."""
    return Stage


@pytest.fixture
def con():
    with duckdb.connect() as connection:
        yield connection


def edges() -> Stage:
    """A call for every edge of a status."""
    stage, old = Stage(), date(2024, 3, 1)
    unlisted = {"seen": after(-3)}
    stage.call("closes-today", DAY, amount_max=Decimal(1000), currency="EUR")
    stage.call("closes-in-14", after(14), amount_max=Decimal(1000), currency="USD")
    stage.call("closes-in-15", after(15), amount_max=Decimal(950_000), currency="CLP")
    stage.call("closed-yesterday", after(-1), amount_max=Decimal(1000), currency="XXX")
    stage.call("cut-offs", after(-30), after(3), after(200), deadline_kind="multiple")
    stage.call("first-stage-ahead", after(31), after(150), stages=(1, 2), deadline_kind="two_stage")
    stage.call("between-stages", after(-29), after(60), stages=(1, 2), deadline_kind="two_stage")
    stage.call("between-unnamed-stages", after(-29), after(60), deadline_kind="two_stage")
    stage.call("second-stage-alone", after(60), stages=(2,), deadline_kind="two_stage")
    stage.call("rolling-listed", deadline_kind="rolling", published_on=old)
    stage.call("rolling-unlisted-old", deadline_kind="rolling", published_on=old, **unlisted)
    stage.call("rolling-unlisted-young", deadline_kind="rolling", published_on=after(-20), **unlisted)
    stage.call("rolling-with-a-last-day", after(40), deadline_kind="rolling")
    stage.call("undated-listed", published_on=old)
    stage.call("undated-listed-by-a-failing-source", published_on=old, source="broken", seen=after(-5))
    stage.call("undated-179", published_on=after(-179), **unlisted)
    stage.call("undated-180", published_on=after(-180), **unlisted)
    stage.call("undated-unpublished-180", first_seen_on=after(-180), **unlisted)
    stage.call("withdrawn-today", after(30), withdrawn_on=DAY)
    stage.call("withdrawn-and-closed", after(-30), withdrawn_on=after(-40))
    stage.call("withdrawn-by-its-own-word", after(30), stated_status="withdrawn")
    stage.call("withdrawn-in-the-future", after(31), withdrawn_on=after(5))
    stage.call("stated-closed", after(30), stated_status="closed")
    stage.call("stated-closed-tomorrow", after(31), stated_status="closed", stated_on=after(1))
    stage.call("forecast", after(90), stated_status="forecast")
    stage.call("forecast-without-dates", stated_status="forecast")
    stage.call("forecast-that-closed", after(-1), stated_status="forecast")
    stage.call("opens-tomorrow", after(10), opens_on=after(1))
    stage.call("opens-today", after(31), opens_on=DAY)
    stage.call("tender", after(31), call_type="tender")
    stage.call("award", call_type="award_notice")
    return stage


@pytest.fixture(scope="session")
def catalogue():
    """All edges, built once; tests only read."""
    with duckdb.connect() as connection:
        yield edges().into(connection)


@pytest.fixture
def edge_stage() -> Stage:
    return edges()


@pytest.fixture(scope="session")
def models():
    return all_models()
