"""CSV and Parquet as pandas and DuckDB read them, with equal results."""

from __future__ import annotations

import csv
import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import duckdb
import pandas as pd
import pytest

from pipelines.digest.week import Item
from warehouse.exports.safe import defused
from warehouse.exports.tables import write_csv, write_parquet


@pytest.fixture
def files(builder, tmp_path):
    edition = builder.edition()
    write_csv(edition, tmp_path / "x.csv")
    write_parquet(edition, tmp_path / "x.parquet")
    return edition, tmp_path


def query(sql: str) -> list[tuple]:
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        return con.execute(sql).fetchall()


def test_csv_is_what_rfc_4180_says_with_a_mark_for_excel(files) -> None:
    content = (files[1] / "x.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfcall_id,title,")
    assert content.count(b"\r\n") == content.count(b"\n") == 4
    header, *lines = csv.reader(content.decode("utf-8-sig").splitlines())
    assert all(len(line) == len(header) for line in lines)


def test_pandas_and_duckdb_read_one_csv(files) -> None:
    path = files[1] / "x.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows = query(f"SELECT COLUMNS(*)::VARCHAR FROM read_csv('{path}', all_varchar = true)")
    assert [[cell or "" for cell in row] for row in rows] == frame.to_numpy().tolist()
    typed = pd.read_csv(path)
    assert typed["amount_max_clp"].tolist()[:2] == [
        row[0] for row in query(f"SELECT amount_max_clp FROM read_csv('{path}') WHERE amount_max_clp IS NOT NULL")
    ]


def test_csv_and_parquet_hold_the_same(files) -> None:
    path = files[1]
    names = [name for (name,) in query(f"SELECT column_name FROM (DESCRIBE FROM '{path}/x.parquet')")]
    frame = pd.read_csv(path / "x.csv", dtype=str, keep_default_na=False)
    assert list(frame.columns) == names
    for number, row in enumerate(query(f"FROM '{path}/x.parquet'")):
        for name, value in zip(names, row, strict=True):
            text = frame[name][number]
            if value is None:
                assert text == "", name
            elif isinstance(value, bool):
                assert text == str(value).lower(), name
            elif isinstance(value, list):
                assert json.loads(text) == json.loads(json.dumps(value, default=iso)), name
            elif isinstance(value, Decimal):
                assert Decimal(text) == value, name
            else:
                assert text == (iso(value) if isinstance(value, date) else str(value)), name


def iso(value: date) -> str:
    return (
        value.astimezone(UTC).isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value.isoformat()
    )


def test_parquet_is_typed_and_pandas_reads_it_as_duckdb_does(files) -> None:
    edition, path = files
    types = dict(query(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{path}/x.parquet')"))
    assert (types["next_deadline_on"], types["closes_at"], types["amount_max"], types["is_new"], types["places"]) == (
        "DATE",
        "TIMESTAMP WITH TIME ZONE",
        "DECIMAL(22,2)",
        "BOOLEAN",
        "VARCHAR[]",
    )
    assert types["deadlines"].startswith('STRUCT("position" BIGINT, closes_on DATE, closes_at TIMESTAMP WITH TIME ZONE')
    frame = pd.read_parquet(path / "x.parquet")
    assert (
        frame["title"].tolist()
        == [row[0] for row in query(f"SELECT title FROM '{path}/x.parquet'")]
        == [i.title for i in edition.items]
    )
    assert query(f"SELECT deadlines[1].closes_at, matches[1].terms FROM '{path}/x.parquet'")[0] == (
        edition.items[0].closes_at,
        ["agua potable"],
    )


def test_no_field_of_a_call_is_left_out(files) -> None:
    names = pd.read_csv(files[1] / "x.csv", nrows=0).columns
    for field in fields(Item):
        named = {"amount_max_own": "amount_max_clp"}.get(field.name, field.name)
        assert named in names or any(name.startswith(f"{named}_") for name in names), field.name
    assert is_dataclass(Item)


def test_only_addresses_that_may_be_followed_are_kept(builder, tmp_path) -> None:
    write_parquet(
        builder.edition(items=(builder.item(1, url="javascript:alert(1)"), builder.item(2))), tmp_path / "x.parquet"
    )
    assert query(f"SELECT url FROM '{tmp_path}/x.parquet'") == [(None,), ("https://ejemplo.invalid/convocatoria/2",)]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),
        ("+56 2 2345", "'+56 2 2345"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("Fondo;=1+1", "Fondo;'=1+1"),
        ('Fondo; "=1"', 'Fondo;\' "=1"'),
        ("uno\n=1", "uno\n'=1"),
        ("\n =1", "\n' =1"),
        ("uno\n- dos", "uno\n'- dos"),
        ("Agua - barrios", "Agua - barrios"),
        ("a@b.cl", "a@b.cl"),
        ("uno, =dos", "uno, =dos"),
        ("'hola'", "'hola'"),
        ("", ""),
    ],
)
def test_an_apostrophe_stands_only_where_a_cell_could_begin(text: str, safe: str) -> None:
    assert defused(text) == safe
