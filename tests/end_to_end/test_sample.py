"""The sample day against its manifest: each planted thing is found in the catalogue, and none other."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import pytest
import yaml

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
MANIFEST: dict[str, Any] = yaml.safe_load((SAMPLE / "manifest.yaml").read_text(encoding="utf-8"))
PLANTED: list[dict[str, Any]] = MANIFEST["planted"]
TWINS = [item for item in PLANTED if item["kind"] == "twins"]
APART = [item for item in PLANTED if item["kind"] == "apart"]
ALONE = [item for item in PLANTED if item["kind"] not in ("twins", "apart")]

STATED = ("title", "deadline_kind", "call_type", "opens_on", "amount_min", "amount_max", "amount_total", "currency")
FACTS = (
    {name: f"SELECT {name} FROM calls WHERE call_id = $call" for name in STATED}
    | {
        "status": "SELECT status FROM call_status WHERE call_id = $call",
        "days_left": "SELECT days_left FROM call_status WHERE call_id = $call",
        "closes_on": "SELECT coalesce(list(closes_on ORDER BY position), []) FROM deadlines WHERE call_id = $call",
    }
    | {
        name: f"SELECT {name} FROM eligibility WHERE call_id = $call AND applicant = $applicant"
        for name in ("outcome", "min_population", "max_population")
    }
    | {"field": "SELECT any_value(field) FROM call_doubts WHERE call_id = $call AND field = $field"}
)
"""How the catalogue is asked for each thing that a planted item may expect."""

KEYS = "source_id || ':' || record_key"
COMPLETE = {
    "forecast": "SELECT call_id FROM call_status WHERE status = 'forecast'",
    "tender": "SELECT call_id FROM calls WHERE call_type = 'tender'",
    "award_notice": "SELECT call_id FROM calls WHERE call_type = 'award_notice'",
    "two_stage": "SELECT call_id FROM calls WHERE deadline_kind = 'two_stage'",
    "multiple": "SELECT call_id FROM calls WHERE deadline_kind = 'multiple'",
}
"""Kinds that the manifest lists completely, and the calls that the catalogue takes for such."""


def ids(items: list[dict[str, Any]]) -> list[str]:
    return [item["id"] for item in items]


def call_of(catalogue: duckdb.DuckDBPyConnection, key: str) -> str:
    found = catalogue.execute(f"SELECT call_id FROM call_records WHERE {KEYS} = $key", {"key": key}).fetchall()
    assert len(found) == 1, f"{key}: {len(found)} rows in call_records"
    return str(found[0][0])


def ask(catalogue: duckdb.DuckDBPyConnection, query: str, given: dict[str, Any]) -> Any:
    rows = catalogue.execute(query, {name: value for name, value in given.items() if f"${name}" in query}).fetchall()
    return plain(rows[0][0]) if len(rows) == 1 else f"{len(rows)} rows"


def difference(found: set[Any], planted: set[Any]) -> dict[str, set[Any]]:
    """What is in one set only, named: empty where they are equal."""
    return {
        name: only
        for name, only in (("found, not planted", found - planted), ("planted, not found", planted - found))
        if only
    }


def plain(value: Any) -> Any:
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("item", TWINS, ids=ids(TWINS))
def test_twins_are_one_call(catalogue: duckdb.DuckDBPyConnection, item: dict[str, Any]) -> None:
    calls = {key: call_of(catalogue, key) for key in item["records"]}
    assert len(set(calls.values())) == 1, calls


@pytest.mark.parametrize("item", APART, ids=ids(APART))
def test_what_only_looks_alike_stays_apart(catalogue: duckdb.DuckDBPyConnection, item: dict[str, Any]) -> None:
    calls = {key: call_of(catalogue, key) for key in item["records"]}
    assert len(set(calls.values())) == len(calls), calls


@pytest.mark.parametrize("item", ALONE, ids=ids(ALONE))
def test_planted_fact_is_in_the_catalogue(catalogue: duckdb.DuckDBPyConnection, item: dict[str, Any]) -> None:
    given = item["expect"] | {"call": call_of(catalogue, item["records"][0])}
    expected = {name: value for name, value in item["expect"].items() if name != "applicant"}
    assert {name: ask(catalogue, FACTS[name], given) for name in expected} == expected, item["what"]


def test_calls_of_several_records_are_the_planted_twins(catalogue: duckdb.DuckDBPyConnection) -> None:
    merged = catalogue.execute(f"SELECT list({KEYS}) FROM call_records GROUP BY call_id HAVING count(*) > 1").fetchall()
    assert difference({frozenset(keys) for (keys,) in merged}, {frozenset(item["records"]) for item in TWINS}) == {}


@pytest.mark.parametrize("kind", COMPLETE)
def test_nothing_else_is_taken_for(catalogue: duckdb.DuckDBPyConnection, kind: str) -> None:
    found = {
        key
        for (key,) in catalogue.execute(
            f"SELECT {KEYS} FROM call_records WHERE call_id IN ({COMPLETE[kind]})"
        ).fetchall()
    }
    planted = {
        key
        for item in PLANTED
        if kind in (item["kind"], item["expect"].get("deadline_kind"))
        for key in item["records"]
    }
    assert planted, f"the manifest plants no {kind}"
    assert difference(found, planted) == {}


def test_every_record_of_the_sample_is_there(catalogue: duckdb.DuckDBPyConnection) -> None:
    counts = catalogue.execute("SELECT source_id, count(*) FROM call_records GROUP BY source_id").fetchall()
    assert dict(counts) == MANIFEST["records"]


def test_every_priority_has_calls(catalogue: duckdb.DuckDBPyConnection) -> None:
    unmet = catalogue.execute("SELECT priority_id FROM priorities EXCEPT SELECT priority_id FROM matches").fetchall()
    assert unmet == []


def test_every_match_has_terms_or_a_sentence(catalogue: duckdb.DuckDBPyConnection) -> None:
    assert catalogue.execute("SELECT count(*) > 0 FROM matches").fetchone() == (True,)
    assert catalogue.execute("SELECT * FROM matches WHERE len(terms) = 0 AND coalesce(quote, '') = ''").fetchall() == []


def test_manifest_items_are_named_once_and_know_their_expectations() -> None:
    assert len(set(ids(PLANTED))) == len(PLANTED)
    assert {name for item in ALONE for name in item["expect"]} <= {*FACTS, "applicant"}


def test_replay_names_every_answer_and_no_other() -> None:
    with (SAMPLE / "replay.tsv").open(encoding="utf-8", newline="") as lines:
        named = [row["file"] for row in csv.DictReader(lines, delimiter="\t")]
    held = [
        path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*") if path.parent != SAMPLE and path.is_file()
    ]
    assert sorted(named) == sorted(held)


def test_sample_holds_no_address_of_a_person() -> None:
    files = [path for path in SAMPLE.rglob("*") if path.is_file()]
    texts = [path.read_text(encoding="utf-8") for path in files if path.suffix != ".zip"]
    texts += [
        packed.read(name).decode()
        for path in files
        if path.suffix == ".zip"
        for packed in [ZipFile(path)]
        for name in packed.namelist()
    ]
    assert {found for text in texts for found in re.findall(r"[\w.+-]+@[\w-]+\.[\w.-]*\w", text)} == {
        "office@example.org"
    }


def test_every_verdict_on_eligibility_gives_its_reason(
    sample_home: Path, unreasoned: Callable[[Path], list[str]]
) -> None:
    assert unreasoned(sample_home) == []
