"""The SQL runner: models built in order of what they read, tested by queries that must come back empty.

Belongs here: making the tables and views of `dbt_like_sql/` in the warehouse, running its tests. Does not belong: how a
model's file is read (`headers.py`), what a table means (its header), how the catalogue becomes a file (`publish.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from pipelines.language.messages import told
from pipelines.language.safe_text import UNWANTED
from pipelines.quality import CheckResult
from warehouse.headers import FOLDERS, HEADER, YAML, ModelError, SqlColumn, SqlModel, descriptions, load_models

if TYPE_CHECKING:
    import duckdb

__all__ = ["ModelError", "SqlColumn", "SqlModel", "build", "build_one", "create_statements", "load_models", "run_tests"]

_JUDGED = "quality_results"
"""The table that quotes what was found, which is held by no test of texts."""


def _meaning(test: str) -> str:
    return told(f"promise.{test}")


def build(con: duckdb.DuckDBPyConnection, models: Sequence[SqlModel]) -> None:
    """Make every model's table or view, all or none. Raises `ModelError` where a SELECT and its header disagree."""
    con.execute("BEGIN")
    try:
        for schema in FOLDERS:
            con.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        for model in models:
            build_one(con, model)
    except BaseException:
        con.execute("ROLLBACK")
        con.execute("RESET search_path")
        raise
    con.execute("COMMIT")


def build_one(con: duckdb.DuckDBPyConnection, model: SqlModel) -> None:
    """Make one model's table or view, with its comments, in the schema of its folder, which is there."""
    import duckdb

    with schema_first(con, model.schema):
        try:
            _keep_contract(con, model)
            _drop_other_kind(con, model)
            con.execute(";\n".join(create_statements(model)))
            if model.materialized == "table":
                con.execute(f"INSERT INTO {quoted(model.name)} {model.sql}")
        except duckdb.Error as error:
            raise ModelError(f"{model.file}: {error}") from error


def create_statements(model: SqlModel, *, constraints: bool = False) -> Iterator[str]:
    """The DDL of a model in the current schema: its table or view, then its comments.

    `constraints`: with NOT NULL and the primary key, for the published file; in the warehouse the tests hold them,
    which name every row at fault and not the first alone.
    """
    name = quoted(model.name)
    if model.materialized == "view":
        yield f"CREATE OR REPLACE VIEW {name} AS {model.sql}"
    else:
        parts = [
            f"{quoted(c.name)} {c.data_type}{' NOT NULL' if constraints and c.required else ''}" for c in model.columns
        ]
        if constraints and model.key:
            parts.append(f"PRIMARY KEY ({', '.join(map(quoted, model.key))})")
        yield f"CREATE OR REPLACE TABLE {name} ({', '.join(parts)})"
    yield f"COMMENT ON {model.materialized.upper()} {name} IS {literal(model.description)}"
    for column in model.columns:
        yield f"COMMENT ON COLUMN {name}.{quoted(column.name)} IS {literal(column.description)}"


def run_tests(con: duckdb.DuckDBPyConnection, models: Sequence[SqlModel], folder: Path) -> list[CheckResult]:
    """The tests of the headers and the queries of `folder`/tests, in which a bare name is the catalogue's: a result for
    each, all of them errors where they find a row."""
    found = [result for model in models for result in _header_results(con, model)]
    says = descriptions()
    con.execute("DROP TABLE IF EXISTS temp.asked")
    with schema_first(con, "catalogue"):
        for path in sorted((folder / "tests").glob("*.sql")):
            match = HEADER.fullmatch(path.read_text(encoding="utf-8"))
            sql = (match["sql"] if match else path.read_text(encoding="utf-8")).strip().rstrip(";")
            meaning = yaml.load(match["header"], Loader=YAML)["description"] if match else ""
            found.append(_result(con, path.stem, "", "", sql, says.get(meaning, meaning)))
    return found


@contextmanager
def schema_first(con: duckdb.DuckDBPyConnection, schema: str) -> Iterator[None]:
    """Bare names mean the tables of this schema meanwhile."""
    import duckdb

    con.execute(f"SET search_path = '{schema}'")
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):  # an aborted transaction takes no setting; who rolls it back resets it
            con.execute("RESET search_path")
        raise
    con.execute("RESET search_path")


def quoted(name: str) -> str:
    """An identifier, safe in SQL whatever its letters."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string, safe in SQL whatever its letters."""
    return "'" + text.replace("'", "''") + "'"


def _keep_contract(con: duckdb.DuckDBPyConnection, model: SqlModel) -> None:
    """Raise `ModelError` at the first column in which the SELECT and the header differ."""
    promised = _types(con, "SELECT " + ", ".join(f"NULL::{c.data_type} AS {quoted(c.name)}" for c in model.columns))
    actual = _types(con, model.sql)
    for place, (name, data_type) in enumerate(promised):
        if place >= len(actual):
            raise ModelError(
                f"{model.file}: column {name} is in the header and not in the SELECT; select it, or take it out of the"
                " header"
            )
        other, other_type = actual[place]
        if other != name:
            differ = f"column {place + 1} is {other} in the SELECT and {name} in the header"
            raise ModelError(f"{model.file}: {differ}; give both one name and order")
        if other_type != data_type:
            differ = f"column {name} is {other_type} in the SELECT and {data_type} in the header"
            raise ModelError(f"{model.file}: {differ}; cast it, or mend the header")
    for name, _ in actual[len(promised) :]:
        raise ModelError(
            f"{model.file}: column {name} is in the SELECT and not in the header; describe it there, or do not"
            " select it"
        )


def _types(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in con.execute(f"DESCRIBE {sql}").fetchall()]


def _drop_other_kind(con: duckdb.DuckDBPyConnection, model: SqlModel) -> None:
    """A model that was a view and is now a table, or the reverse, cannot be replaced in place."""
    other = "VIEW" if model.materialized == "table" else "TABLE"
    kind = "VIEW" if other == "VIEW" else "BASE TABLE"
    where = "table_catalog = current_database() AND table_schema = ? AND table_name = ? AND table_type = ?"
    if con.execute(
        f"SELECT 1 FROM information_schema.tables WHERE {where}", [model.schema, model.name, kind]
    ).fetchone():
        con.execute(f"DROP {other} {quoted(model.name)}")


def _header_results(con: duckdb.DuckDBPyConnection, model: SqlModel) -> Iterator[CheckResult]:
    import duckdb

    with schema_first(con, model.schema):
        table = quoted(model.name)
        if model.materialized == "view" and any(column.data_tests for column in model.columns):
            with suppress(duckdb.Error):  # a view that cannot be asked breaks each of its tests by itself
                con.execute(f"CREATE OR REPLACE TEMP TABLE asked AS FROM {table}")  # once, and not once a test
                table = "temp.asked"
        tests = list(_header_tests(model, table))
        clean = _all_quiet(con, [sql for _, _, sql in tests])
        for name, column, sql in tests:
            if clean:
                yield CheckResult(
                    model.table.removeprefix("catalogue."), column, name, "error", "passed", 0, "", _meaning(name)
                )
            else:
                yield _result(con, name, model.table, column, sql, _meaning(name))


def _header_tests(model: SqlModel, table: str) -> Iterator[tuple[str, str, str]]:
    """Name, column and query of each test in a header."""
    if model.primary_key:
        keys = ", ".join(map(quoted, model.primary_key))
        yield (
            "primary_key",
            ", ".join(model.primary_key),
            f"SELECT {keys}, count(*) AS rows FROM {table} GROUP BY ALL HAVING count(*) > 1",
        )
    if dirty := _dirty(model, table):
        yield "clean_texts", "", dirty
    for column in model.columns:
        for test in column.data_tests:
            for name, options in test.items():
                yield name, column.name, _test_sql(model, table, quoted(column.name), name, options or {})


def _dirty(model: SqlModel, table: str) -> str:
    """The rows of a published table in which a text holds what none may, with the names of its columns; nothing for
    other models.
    """
    texts = {"VARCHAR": "{}", "VARCHAR[]": "array_to_string({}, ' ')"}
    unwanted = literal(f"[{UNWANTED}]")
    found = [
        f"CASE WHEN regexp_matches({texts[c.data_type].format(quoted(c.name))}, {unwanted}) THEN {literal(c.name)} END"
        for c in model.columns
        if c.data_type in texts
    ]
    if model.schema != "catalogue" or model.materialized != "table" or model.name == _JUDGED or not found:
        return ""
    keys = "".join(f"{quoted(name)}, " for name in model.key)
    return f"SELECT * FROM (SELECT {keys}concat_ws(', ', {', '.join(found)}) AS texts FROM {table}) WHERE texts <> ''"


def _all_quiet(con: duckdb.DuckDBPyConnection, queries: Sequence[str]) -> bool:
    """Whether all of these came back empty, asked at once: a day is sound far more often than not."""
    import duckdb

    together = " UNION ALL ".join(f"SELECT 1 FROM ({sql})" for sql in queries)
    try:
        return bool(queries) and con.execute(f"{together} LIMIT 1").fetchone() is None
    except duckdb.Error:  # one of them cannot be asked: each by itself says which
        return False


def _test_sql(model: SqlModel, table: str, column: str, test: str, options: dict[str, Any]) -> str:
    match test:
        case "not_null":
            return f"SELECT * FROM {table} WHERE {column} IS NULL"
        case "unique":
            return (
                f"SELECT {column}, count(*) AS rows FROM {table} WHERE {column} IS NOT NULL GROUP BY {column} HAVING"
                " count(*) > 1"
            )
        case "accepted_values":
            values = ", ".join(literal(str(value)) for value in options["values"])
            return f"SELECT {column} FROM {table} WHERE {column}::VARCHAR NOT IN ({values})"
        case "relationships":
            to, field = quoted(options["to"]), quoted(options["field"])
            found = f"SELECT 1 FROM {to} AS o WHERE o.{field} = t.{column}"
            return f"SELECT {column} FROM {table} AS t WHERE {column} IS NOT NULL AND NOT EXISTS ({found})"
    raise ModelError(f"{model.file}: no test is called {test}")


def _result(con: duckdb.DuckDBPyConnection, test: str, table: str, column: str, sql: str, meaning: str) -> CheckResult:
    import duckdb

    table = table.removeprefix("catalogue.")
    try:
        cursor = con.execute(f"SELECT count(*) OVER () AS failing_rows, * FROM ({sql}) LIMIT 1")
        row = cursor.fetchone()
    except duckdb.Error as error:
        return CheckResult(
            table, column, test, "error", "broken", 0, "", told("gate.not_made", why=str(error).splitlines()[0])
        )
    if row is None:
        return CheckResult(table, column, test, "error", "passed", 0, "", meaning)
    names = [entry[0] for entry in cursor.description or ()][1:]
    example = ", ".join(f"{n}={v}" for n, v in zip(names, row[1:], strict=True) if v is not None)
    return CheckResult(table, column, test, "error", "failed", row[0], example, meaning)
