"""The SQL runner: order, contracts and tests. Its errors name the file, the column and the mend."""

import duckdb
import pytest

from warehouse.models import ModelError, build, load_models, run_tests


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sql" / "tests").mkdir(parents=True)
    return tmp_path / "sql"


def write(folder, name, sql, columns="[{name: a, data_type: INTEGER, description: Una}]", more=""):
    path = folder / f"{name}.sql"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"/*\ndescription: Prueba\ncolumns: {columns}\n{more}\n*/\n{sql}\n", encoding="utf-8")


def column_with(test):
    return f"[{{name: a, data_type: INTEGER, description: Una, data_tests: [{test}]}}]"


def test_models_come_after_what_they_read(folder):
    write(folder, "catalogue/a", "SELECT a FROM z")
    write(
        folder, "catalogue/z", "WITH m AS (SELECT a FROM core.m) SELECT a FROM m WHERE a IN (SELECT a FROM staging.s)"
    )
    write(folder, "core/m", "SELECT a FROM staging.s")
    write(folder, "staging/s", "SELECT a FROM stage.raw")
    assert [m.table for m in load_models(folder)] == ["staging.s", "core.m", "catalogue.z", "catalogue.a"]


def test_a_circle_is_named(folder):
    write(folder, "core/a", "SELECT a FROM b")
    write(folder, "core/b", "SELECT a FROM a")
    with pytest.raises(ModelError, match=r"circle: core\.\w <- core\.\w"):
        load_models(folder)


@pytest.mark.parametrize(
    ("sql", "columns", "message"),
    [
        (
            "SELECT a FROM nowhere",
            None,
            r"core/m\.sql: reads core\.nowhere, which no file makes; write core/nowhere\.sql",
        ),
        ("SELECT 1 AS a; SELECT 2 AS a", None, r"core/m\.sql: must hold one SELECT"),
        ("DROP TABLE a", None, r"core/m\.sql: must hold one SELECT"),
        ("SELECT FROM WHERE (", None, r"core/m\.sql: sqlglot cannot read it"),
        ("SELECT 1 AS a", "[{name: a, data_type: INTEGER}]", r"core/m\.sql: column .* has no description"),
        (
            "SELECT 1 AS a",
            "[{name: a, data_type: INTEGER, description: A, data_tests: [nonesuch]}]",
            "a asks for the unknown test nonesuch",
        ),
        ("SELECT 1 AS a", "[", r"core/m\.sql: its header is no YAML"),
        ("SELECT 1 AS a", "[]", r"core/m\.sql: its header must give a description and columns"),
    ],
)
def test_a_broken_file_is_an_error(folder, sql, columns, message):
    write(folder, "core/m", sql, *([columns] if columns else []))
    with pytest.raises(ModelError, match=message):
        load_models(folder)


def test_an_unknown_key_of_the_header_is_an_error(folder):
    write(folder, "core/m", "SELECT 1 AS a", more="materialised: view")
    with pytest.raises(ModelError, match="unknown key materialised"):
        load_models(folder)


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT 1::BIGINT AS a", "column a is BIGINT in the SELECT and INTEGER in the header; cast it"),
        ("SELECT 1 AS b", "column 1 is b in the SELECT and a in the header"),
        ("SELECT 1 AS a, 2 AS extra", "column extra is in the SELECT and not in the header"),
        ("SELECT a FROM stage.raw", "stage"),
    ],
)
def test_a_select_that_drifts_from_its_contract_is_an_error(folder, sql, message):
    write(folder, "core/m", sql)
    with duckdb.connect() as con, pytest.raises(ModelError, match=rf"sql/core/m\.sql: .*{message}"):
        build(con, load_models(folder))


def test_a_column_that_the_select_lost_is_an_error(folder):
    both = "[{name: a, data_type: INTEGER, description: Una}, {name: b, data_type: INTEGER, description: Otra}]"
    write(folder, "core/m", "SELECT 1 AS a", both)
    with duckdb.connect() as con, pytest.raises(ModelError, match="column b is in the header and not in the SELECT"):
        build(con, load_models(folder))


def test_a_failed_build_leaves_the_last_one(folder):
    write(folder, "core/a", "SELECT 1 AS a")
    write(folder, "core/b", "SELECT a FROM a")
    with duckdb.connect() as con:
        build(con, load_models(folder))
        write(folder, "core/a", "SELECT 2 AS a")
        write(folder, "core/b", "SELECT a / 0 AS a FROM a")
        with pytest.raises(ModelError):
            build(con, load_models(folder))
        assert con.execute("SELECT a FROM core.a").fetchall() == [(1,)]


def test_a_table_can_become_a_view_and_back(folder):
    with duckdb.connect() as con:
        for kind in ("table", "view", "table"):
            write(folder, "core/a", "SELECT 1 AS a", more=f"config: {{materialized: {kind}}}")
            build(con, load_models(folder))
            found = con.execute("SELECT table_type FROM information_schema.tables WHERE table_name = 'a'").fetchall()
            assert found == [("VIEW" if kind == "view" else "BASE TABLE",)]


def failures(con, models, folder):
    return [result for result in run_tests(con, models, folder) if result.outcome != "passed"]


@pytest.mark.parametrize(
    ("test", "sql", "count", "example"),
    [
        ("not_null", "SELECT unnest([1, NULL, NULL]) AS a", 2, ""),
        ("unique", "SELECT unnest([1, 1, 2, NULL, NULL]) AS a", 1, "a=1, rows=2"),
        ("{accepted_values: {values: [1, 2]}}", "SELECT unnest([1, 2, 3, NULL]) AS a", 1, "a=3"),
        ("{relationships: {to: other, field: a}}", "SELECT unnest([1, 7, NULL]) AS a", 1, "a=7"),
    ],
)
def test_header_tests_find_their_rows(folder, test, sql, count, example):
    write(folder, "core/other", "SELECT 1 AS a")
    write(folder, "core/m", sql, column_with(test))
    with duckdb.connect() as con:
        models = load_models(folder)
        build(con, models)
        (failure,) = failures(con, models, folder)
    assert (failure.table, failure.column, failure.count, failure.example) == ("core.m", "a", count, example)
    assert failure.check in test


def test_a_primary_key_is_a_test_too(folder):
    write(folder, "core/m", "SELECT unnest([1, 1]) AS a", more="constraints: [{type: primary_key, columns: [a]}]")
    with duckdb.connect() as con:
        models = load_models(folder)
        build(con, models)
        (failure,) = failures(con, models, folder)
    assert (
        str(failure) == "primary_key (core.m.a): 1 fila, por ejemplo a=1, rows=2. Estos valores juntos no se repiten."
    )


def test_a_query_of_the_tests_folder_must_come_back_empty(folder):
    write(folder, "catalogue/m", "SELECT unnest([1, 2, 3]) AS a")
    (folder / "tests" / "small.sql").write_text(
        "/* description: Pocos */ SELECT a FROM m WHERE a > 1;", encoding="utf-8"
    )
    (folder / "tests" / "smaller.sql").write_text("SELECT a FROM m WHERE a > 3", encoding="utf-8")
    with duckdb.connect() as con:
        models = load_models(folder)
        build(con, models)
        (failure,) = failures(con, models, folder)
    assert (failure.check, failure.count, failure.example) == ("small", 2, "a=2")


def test_comments_are_in_the_warehouse_whatever_their_letters(folder):
    write(folder, "catalogue/m", "SELECT 1 AS a", """[{name: a, data_type: INTEGER, description: "L'été «ñ» %s $1"}]""")
    with duckdb.connect() as con:
        build(con, load_models(folder))
        assert con.execute("SELECT comment FROM duckdb_columns() WHERE table_name = 'm'").fetchall() == [
            ("L'été «ñ» %s $1",)
        ]
