"""Publishing: whole, verified, commented, read-only; old readers keep their rows; a fault leaves the last catalogue."""

import os
import stat

import duckdb
import pytest

from warehouse.publish import (
    PublishError,
    content_hash,
    newest_publication,
    open_readonly,
    publish,
    read_manifest,
    verify,
)


@pytest.fixture
def warehouse(edge_stage, con):
    edge_stage.into(con).execute("RESET search_path")
    return con


@pytest.fixture
def published(warehouse, models, tmp_path):
    publish(warehouse, tmp_path / "catalogue.duckdb", models)
    return tmp_path / "catalogue.duckdb"


@pytest.fixture(scope="module")
def file(catalogue, models, tmp_path_factory):
    """One file for tests that only read it."""
    path = tmp_path_factory.mktemp("home") / "catalogue.duckdb"
    publish(catalogue, path, models)
    return path


def ask(path, sql):
    with open_readonly(path) as con:
        return con.execute(sql).fetchall()


def test_what_is_published_is_what_the_warehouse_holds(catalogue, file, models):
    with open_readonly(file) as con:
        assert read_manifest(con, models, schema="main") == read_manifest(catalogue, models)
        for view in (m.name for m in models if m.materialized == "view"):
            here, there = (
                con.execute(f"FROM {view}").to_arrow_table(),
                catalogue.execute(f"FROM catalogue.{view}").to_arrow_table(),
            )
            assert sorted(here.to_pylist(), key=str) == sorted(there.to_pylist(), key=str)


def test_the_file_is_read_only_and_alone(file):
    assert stat.S_IMODE(file.stat().st_mode) == 0o444
    assert os.listdir(file.parent) == [file.name]


def test_publishing_again_gives_the_same(warehouse, published, models):
    before = read_manifest(warehouse, models)
    again = publish(warehouse, published, models)
    assert again == before
    assert content_hash(again) == content_hash(before)
    assert warehouse.execute("SELECT current_schema()").fetchone() == ("main",)
    assert again.size == published.stat().st_size


def test_the_content_hash_sees_every_value_but_when_it_was_published(warehouse, models):
    before = content_hash(read_manifest(warehouse, models))
    warehouse.execute("UPDATE catalogue.publications SET published_at = now(), calls = 99")
    assert content_hash(read_manifest(warehouse, models)) == before
    warehouse.execute("UPDATE catalogue.deadlines SET quote = 'x' WHERE call_id = 'closes-today'")
    assert content_hash(read_manifest(warehouse, models)) != before


def test_the_newest_publication_is_known_from_the_file(warehouse, models, tmp_path):
    path = tmp_path / "catalogue.duckdb"
    assert newest_publication(path) is None
    warehouse.execute("UPDATE catalogue.publications SET publication_id = 'one', content_hash = 'abc'")
    publish(warehouse, path, models)
    published = newest_publication(path)
    assert (published.number, published.publication_id, published.content_hash) == (1, "one", "abc")
    warehouse.execute(
        "INSERT INTO catalogue.publications BY NAME SELECT * REPLACE (2 AS publication, 'two' AS publication_id) FROM catalogue.publications"
    )
    publish(warehouse, path, models)
    assert newest_publication(path).publication_id == "two", "of the same moment and content"


def test_a_reader_keeps_the_old_rows_and_the_next_has_the_new(warehouse, published, models):
    with open_readonly(published) as reader:
        before = reader.execute("SELECT count(*) FROM calls").fetchone()
        warehouse.execute("DELETE FROM catalogue.calls WHERE call_id <> 'closes-today'")
        publish(warehouse, published, models)
        assert reader.execute("SELECT count(*) FROM calls").fetchone() == before
        assert ask(published, "SELECT count(*) FROM calls") == [(1,)]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM calls",
        "CREATE TABLE mine (a INTEGER)",
        "COPY calls TO '{folder}/calls.csv'",
        "ATTACH '{folder}/other.duckdb'",
        "SELECT * FROM read_csv('/etc/hostname')",
        "SET enable_external_access = true",
        "SET TimeZone = 'UTC'",
        "RESET lock_configuration",
        "SELECT * FROM file",  # a variable of this very function
    ],
)
def test_an_analyst_cannot_write_reach_out_or_unlock(file, sql):
    with open_readonly(file) as con, pytest.raises(duckdb.Error):
        con.execute(sql.format(folder=file.parent))


def test_an_analyst_asks_as_of_another_day(file):
    ask_one = "SELECT status FROM call_status WHERE call_id = 'closes-in-15'"
    with open_readonly(file) as con:
        assert con.execute(ask_one).fetchone() == ("open",)
        con.execute("SET VARIABLE as_of = DATE '2026-12-01'")
        assert con.execute(ask_one).fetchone() == ("closing_soon",)
        assert con.execute("SELECT name FROM (SHOW TABLES) WHERE name = 'opportunities'").fetchall()


def test_there_is_no_catalogue_yet(tmp_path):
    with pytest.raises(FileNotFoundError, match="publish one first"):
        open_readonly(tmp_path / "catalogue.duckdb")


def test_odd_paths_work(warehouse, models, tmp_path):
    path = tmp_path / "l'été ñ" / "catalogue.duckdb"
    publish(warehouse, path, models)
    assert ask(path, "SELECT count(*) > 0 FROM calls") == [(True,)]


def test_leftovers_of_a_killed_publication_are_swept(warehouse, published, models):
    for name in (".catalogue.duckdb.0123.part", ".catalogue.duckdb.0123.part.wal", ".other.duckdb.0123.part"):
        published.with_name(name).write_bytes(b"half")
    publish(warehouse, published, models)
    assert sorted(os.listdir(published.parent)) == [".other.duckdb.0123.part", published.name]


def test_a_stray_wal_is_not_replayed_into_the_new_file(warehouse, published, models):
    published.with_name(published.name + ".wal").write_bytes(b"stray")
    publish(warehouse, published, models)
    assert os.listdir(published.parent) == [published.name]
    assert ask(published, "SELECT count(*) > 0 FROM calls") == [(True,)]


def test_rows_that_break_a_constraint_are_not_published(warehouse, published, models):
    before = published.read_bytes()
    warehouse.execute("INSERT INTO catalogue.deadlines SELECT * FROM catalogue.deadlines LIMIT 1")
    with pytest.raises(PublishError, match=r"el último catastro sigue publicado: .*[Dd]uplicate key"):
        publish(warehouse, published, models)
    assert published.read_bytes() == before
    assert os.listdir(published.parent) == [published.name]
    assert warehouse.execute("SELECT count(*) > 0 FROM catalogue.calls").fetchone() == (True,)


def test_verification_finds_a_lost_row_a_changed_value_and_a_stray_table(warehouse, published, models):
    manifest = read_manifest(warehouse, models)
    published.chmod(0o644)
    for spoil, undo, message in (
        ("DELETE FROM calls WHERE call_id = 'award'", None, "table calls holds"),
        (
            "UPDATE deadlines SET quote = 'x' WHERE call_id = 'closes-today'",
            None,
            "table calls holds|table deadlines holds",
        ),
        ("CREATE TABLE stray (a INTEGER)", "DROP TABLE stray", "holds .*stray"),
    ):
        with duckdb.connect(str(published)) as con:
            con.execute(spoil)
            found = manifest if undo is None else read_manifest(con, models, schema="main")
        with pytest.raises(PublishError, match=message):
            verify(published, found, models)
        if undo:
            with duckdb.connect(str(published)) as con:
                con.execute(undo)
