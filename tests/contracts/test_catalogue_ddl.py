"""The published catalogue keeps the names, orders and types that analysts' queries rest on, and says what everything
is.

Columns may be added after these; none of these may be renamed, moved before another, retyped or dropped.
"""

from pathlib import Path

import duckdb
import pytest

from warehouse import stage_tables
from warehouse.docs import PAGE, catalogue_page
from warehouse.models import build, load_models
from warehouse.publish import open_readonly, publish

ROOT = Path(__file__).resolve().parents[2]
SQL = ROOT / "dbt_like_sql"
TEXT, DAY, MOMENT, WHOLE, REAL, TEXTS = "VARCHAR", "DATE", "TIMESTAMP WITH TIME ZONE", "INTEGER", "DOUBLE", "VARCHAR[]"
MONEY, FLAG = "DECIMAL(18,2)", "BOOLEAN"


def columns(kind: str, names: str) -> list[tuple[str, str]]:
    return [(name, kind) for name in names.split()]


TABLES = {
    "clock": columns(DAY, "as_of first_on"),
    "local_time": [("from_utc", "TIMESTAMP"), ("minutes", WHOLE)],
    "decisions": [
        *columns(TEXT, "profile_id call_id decision state responsible"),
        *columns(DAY, "decided_on seen_on"),
        ("stands", FLAG),
    ],
    "applications": [
        ("position", WHOLE),
        *columns(TEXT, "profile_id call_id state"),
        ("amount_clp", "DECIMAL(20,0)"),
        *columns(TEXT, "responsible partners who why road"),
        *columns(DAY, "decided_on seen_on"),
        ("stands", FLAG),
        ("disputed", TEXTS),
    ],
    "indicators": [("month", DAY), *columns(TEXT, "measure dimension member"), ("value", REAL), ("final", FLAG)],
    "measures": [
        ("position", WHOLE),
        *columns(TEXT, "measure unit"),
        ("is_count", FLAG),
        *columns(TEXT, "name_es name_en definition_es definition_en"),
    ],
    "milestone_plan": [("position", WHOLE), *columns(TEXT, "milestone_id name_es name_en")],
    "profiles": columns(TEXT, "profile_id name applicant_id applicant province"),
    "calls": [
        *columns(TEXT, "call_id fund_id title language summary line_es funder_id funder programme edition"),
        ("call_references", TEXTS),
        ("call_type", TEXT),
        *columns(DAY, "published_on opens_on closes_on"),
        ("closes_at", MOMENT),
        *columns(TEXT, "deadline_kind stated_status"),
        ("stated_on", DAY),
        *columns(MONEY, "amount_min amount_max amount_total"),
        ("currency", TEXT),
        ("amount_max_usd", MONEY),
        ("amount_max_clp", "DECIMAL(20,0)"),
        ("rate_on", DAY),
        ("cofunding_percent", "DECIMAL(5,2)"),
        *columns(TEXTS, "applicant_types places"),
        *columns(WHOLE, "min_population max_population"),
        ("url", TEXT),
        ("source_count", WHOLE),
        *columns(DAY, "first_seen_on last_seen_on changed_on withdrawn_on"),
    ],
    "deadlines": [
        ("call_id", TEXT),
        ("position", WHOLE),
        ("closes_on", DAY),
        ("closes_at", MOMENT),
        ("timezone", TEXT),
        ("stage", WHOLE),
        ("quote", TEXT),
    ],
    "key_dates": [*columns(TEXT, "call_id kind"), ("on_date", DAY), ("quote", TEXT)],
    "documents": columns(TEXT, "call_id kind title url"),
    "call_records": [
        *columns(TEXT, "call_id source_id record_key url title"),
        *columns(DAY, "first_seen_on last_seen_on"),
        ("landing", TEXT),
    ],
    "call_aliases": columns(TEXT, "old_call_id call_id"),
    "call_doubts": columns(TEXT, "call_id field value other_value quote"),
    "evidence": [
        *columns(TEXT, "call_id field value quote method"),
        ("certainty", REAL),
        *columns(TEXT, "stated source_id record_key landing"),
    ],
    "funds": [
        *columns(TEXT, "fund_id name funder_id"),
        ("call_count", WHOLE),
        *columns(TEXT, "first_edition last_edition"),
        *columns(DAY, "next_opening_from next_opening_to"),
        ("confidence", REAL),
    ],
    "funders": [
        *columns(TEXT, "funder_id name kind country homepage contact_page before_applying"),
        ("call_count", WHOLE),
    ],
    "actors": [
        *columns(TEXT, "actor_id name name_es kind country parent_id"),
        *columns(FLAG, "independent known pays"),
        *columns(TEXT, "homepage contact_page before_applying contact_id"),
        ("represented_by", TEXTS),
        *columns(TEXT, "office channel"),
        *columns(TEXTS, "languages needs"),
        ("endorsed_by", TEXT),
        ("questions", TEXTS),
        ("lead_working_days", WHOLE),
        ("source", TEXT),
        *columns(DAY, "checked_on contact_checked_on"),
        ("call_count", WHOLE),
        *columns(TEXTS, "call_types priorities applicant_types"),
        *columns(MONEY, "amount_min_usd amount_max_usd"),
        *columns(DAY, "last_closes_on next_opening_from next_opening_to"),
    ],
    "actor_relations": [
        *columns(TEXT, "actor_id kind to_kind to_id to_name"),
        ("call_count", WHOLE),
        *columns(TEXT, "example_call_id quote source"),
        ("checked_on", DAY),
    ],
    "cooperation": [*columns(TEXT, "call_id model"), *columns(TEXTS, "partners fitting_actors"), ("quote", TEXT)],
    "investment": [
        *columns(TEXT, "priority_id actor_id actor instrument offer_call_id conditions signs"),
        *columns(MONEY, "size_min size_max"),
        ("currency", TEXT),
        ("sovereign_guarantee", FLAG),
        ("ready", TEXTS),
        ("open_here", FLAG),
        *columns(TEXT, "quote source"),
        ("checked_on", DAY),
    ],
    "priorities": [
        *columns(TEXT, "priority_id name_es name_en description_es description_en"),
        ("keywords", "JSON"),
        ("sdgs", "INTEGER[]"),
        ("weight", REAL),
    ],
    "applicants": [
        *columns(TEXT, "applicant_id applicant name province"),
        *columns(WHOLE, "population population_year lead_working_days"),
    ],
    "matches": [
        *columns(TEXT, "call_id priority_id"),
        ("score", REAL),
        ("grade", WHOLE),
        ("terms", TEXTS),
        ("quote", TEXT),
    ],
    "eligibility": [
        *columns(TEXT, "call_id applicant outcome role rule quote"),
        *columns(WHOLE, "min_population max_population"),
    ],
    "changes": [("changed_on", DAY), *columns(TEXT, "call_id field old_value new_value cause"), ("matters", FLAG)],
    "sources": [
        *columns(TEXT, "source_id name family state verdict"),
        *columns(MOMENT, "checked_at last_good_at"),
        *columns(WHOLE, "records expected_min expected_max"),
        ("note", TEXT),
    ],
    "publications": [
        ("publication", WHOLE),
        ("publication_id", TEXT),
        ("published_at", MOMENT),
        ("as_of", DAY),
        *columns(TEXT, "commit code_hash territory_hash judgements_hash"),
        *columns(WHOLE, "calls open_calls records sources_ok sources_total"),
        ("content_hash", TEXT),
    ],
    "arrivals": [("call_id", TEXT), ("new_on", DAY), ("week", TEXT), ("profiles", TEXTS)],
    "quality_results": [
        *columns(TEXT, "table_name column_name check_name severity outcome"),
        ("failing_rows", WHOLE),
        *columns(TEXT, "example note"),
    ],
}
VIEWS = {
    "today": columns(DAY, "day"),
    "call_status": [
        *columns(TEXT, "call_id status"),
        ("next_deadline_on", DAY),
        *columns(WHOLE, "days_left working_days_left"),
    ],
    "open_calls": [
        *columns(TEXT, "call_id title line_es funder call_type status"),
        ("next_deadline_on", DAY),
        *columns(WHOLE, "days_left working_days_left"),
        ("deadline_kind", TEXT),
        ("amount_max", MONEY),
        ("currency", TEXT),
        ("amount_max_usd", MONEY),
        ("amount_max_clp", "DECIMAL(20,0)"),
        *columns(TEXT, "language url funder_id"),
    ],
    "opportunities": [
        ("applicant", TEXT),
        ("position", WHOLE),
        *columns(TEXT, "call_id title line_es funder status"),
        ("next_deadline_on", DAY),
        *columns(WHOLE, "days_left working_days_left"),
        ("amount_max", MONEY),
        ("currency", TEXT),
        ("amount_max_usd", MONEY),
        ("amount_max_clp", "DECIMAL(20,0)"),
        *columns(TEXT, "outcome role ask rule priority_id priority"),
        ("score", REAL),
        ("grade", WHOLE),
        *columns(TEXT, "why url"),
    ],
    "milestones": [
        ("position", WHOLE),
        *columns(TEXT, "milestone_id name_es name_en"),
        *columns(DAY, "planned_on done_on"),
        *columns(TEXT, "state evidence measure"),
        *columns(REAL, "reached target"),
    ],
    "past_results": [
        *columns(TEXT, "call_id profile_id earlier_call_id edition state"),
        ("amount_clp", "DECIMAL(20,0)"),
        ("decided_on", DAY),
        ("why", TEXT),
    ],
    "new_this_week": [("week", TEXT), ("published_on", DAY), *columns(TEXT, "call_id title line_es funder")],
    "closing_soon": columns(TEXT, "call_id title line_es funder call_type"),
    "source_health": columns(TEXT, "source_id name family state verdict"),
}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    path = tmp_path_factory.mktemp("home") / "catalogue.duckdb"
    with duckdb.connect() as con:
        stage_tables.make(con)
        con.execute("INSERT INTO stage.clock (as_of) VALUES (DATE '2026-11-30')")
        models = load_models(SQL)
        build(con, models)
        publish(con, path, models)
    with open_readonly(path) as con:
        yield con


@pytest.mark.parametrize("name", [*TABLES, *VIEWS])
def test_columns_are_those_of_the_contract(catalogue, name):
    promised = (TABLES | VIEWS)[name]
    found = [(row[0], row[1]) for row in catalogue.execute(f"DESCRIBE {name}").fetchall()]
    assert found[: len(promised)] == promised


def test_tables_are_tables_and_views_views(catalogue):
    kinds = dict(catalogue.execute("SELECT table_name, table_type FROM information_schema.tables").fetchall())
    assert {name: kinds.get(name) for name in TABLES} == dict.fromkeys(TABLES, "BASE TABLE")
    assert {name: kinds.get(name) for name in VIEWS} == dict.fromkeys(VIEWS, "VIEW")


def test_everything_has_a_comment(catalogue):
    bare = catalogue.execute("""
        SELECT table_name, NULL AS column_name FROM duckdb_tables() WHERE NOT internal AND coalesce(comment, '') = ''
        UNION ALL SELECT view_name, NULL FROM duckdb_views() WHERE NOT internal AND coalesce(comment, '') = ''
        UNION ALL SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND coalesce(comment, '') = ''
    """).fetchall()
    assert bare == []
    assert catalogue.execute("SELECT count(*) > 200 FROM duckdb_columns() WHERE NOT internal").fetchone() == (True,)


def test_keys_are_constraints(catalogue):
    keys = dict(
        catalogue.execute(
            "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
        ).fetchall()
    )
    assert keys["calls"] == ["call_id"]
    assert keys["call_records"] == ["source_id", "record_key"]
    assert (
        catalogue.execute("""
        SELECT table_name FROM duckdb_columns()
        WHERE column_name = 'call_id' AND is_nullable AND table_name IN (SELECT table_name FROM duckdb_tables())""").fetchall()
        == []
    )


def test_the_page_for_analysts_is_current():
    assert PAGE.read_text(encoding="utf-8") == catalogue_page(load_models(SQL)), "run: python -m warehouse.docs"


def test_the_queries_of_the_page_run(catalogue):
    queries = PAGE.read_text(encoding="utf-8").split("```sql\n")[1:]
    assert len(queries) >= 4
    for query in queries:
        catalogue.execute(query.split("```")[0])
    catalogue.execute("RESET VARIABLE as_of")
