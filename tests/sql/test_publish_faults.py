"""Publishing against real faults: a process killed at any moment while others read, and a disk that fills up."""

import multiprocessing
import os
import random
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from warehouse.models import load_models
from warehouse.publish import open_readonly, publish

ROOT = Path(__file__).resolve().parents[2]
ROWS = 5_000
KILLS = 6

# Publishes for ever two tables whose rows all carry the number of their publication.
PUBLISHER = """
import duckdb, itertools
from pathlib import Path
from warehouse.models import build, load_models
from warehouse.publish import publish

models = load_models(Path(sql))
with duckdb.connect() as con:
    con.execute("SET threads = 1")
    for number in itertools.count(start):
        con.execute("CREATE SCHEMA IF NOT EXISTS stage")
        con.execute(f'''
            CREATE OR REPLACE TABLE stage.numbers AS
            SELECT {number} AS number, range AS i, md5(range::VARCHAR) AS noise FROM range({rows})''')
        build(con, models)
        publish(con, Path(path), models)
"""
HEADER = """/*
description: Prueba
columns:
  - {name: number, data_type: INTEGER, description: Publicación, data_tests: [not_null]}
  - {name: i, data_type: BIGINT, description: Fila, data_tests: [not_null]}
  - {name: noise, data_type: VARCHAR, description: Relleno}
*/
SELECT number, i, noise FROM stage.numbers
"""


@pytest.fixture
def sql(tmp_path):
    folder = tmp_path / "sql"
    (folder / "catalogue").mkdir(parents=True)
    for name in ("a", "b"):
        (folder / "catalogue" / f"{name}.sql").write_text(HEADER, encoding="utf-8")
    return folder


def read(path):
    """The number of the publication, all of whose rows are there."""
    with open_readonly(path) as con:
        (low, high, count), other = (
            con.execute(f"SELECT min(number), max(number), count(*) FROM {t}").fetchone() for t in "ab"
        )
    assert low == high
    assert count == ROWS
    assert other == (low, high, count)
    return low


def test_readers_see_whole_catalogues_while_publishers_are_killed(sql, tmp_path):
    path, chance = tmp_path / "home" / "catalogue.duckdb", random.Random(2026)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["duckdb", "sqlglot", "warehouse.models", "warehouse.publish"])
    reads, halves, last, began = 0, 0, 0, time.monotonic()
    for attempt in range(KILLS):
        names = {"sql": str(sql), "path": str(path), "start": (attempt + 1) * 1000, "rows": ROWS}
        publisher = context.Process(target=exec, args=(PUBLISHER, names), daemon=True)
        publisher.start()
        life = chance.uniform(0.05, 0.3)
        born = None
        while time.monotonic() - began < 60:
            if path.exists():
                number = read(path)
                assert number >= last
                last, reads = number, reads + 1
                if number >= names["start"]:
                    born = born or time.monotonic()
            if born and time.monotonic() - born > life:
                break
            time.sleep(0.005)
        assert born, "the publisher published nothing"
        publisher.kill()
        publisher.join()
        halves += any(name.endswith(".part") for name in os.listdir(path.parent))
        last = max(last, read(path))
        assert not path.with_name(path.name + ".wal").exists()
    assert reads > KILLS
    assert halves, "no kill fell within a publication: the test proved nothing"


LIMITED = """
import resource, signal, sys, duckdb
from pathlib import Path
from warehouse.models import build, load_models
from warehouse.publish import PublishError, publish

path, models = Path(sys.argv[2]), load_models(Path(sys.argv[1]))
with duckdb.connect() as con:
    con.execute("CREATE SCHEMA stage")
    con.execute("CREATE TABLE stage.numbers AS SELECT 2 AS number, range AS i, md5(range::VARCHAR) AS noise FROM range(5000)")
    build(con, models)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
    try:
        publish(con, path, models)
    except PublishError as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    if "again" in sys.argv:
        publish(con, path, models)
"""


def publish_number(con, sql, path, number, rows=ROWS):
    from warehouse.models import build

    models = load_models(sql)
    con.execute("CREATE SCHEMA IF NOT EXISTS stage")
    con.execute(f"""
        CREATE OR REPLACE TABLE stage.numbers AS
        SELECT {number} AS number, range AS i, md5(range::VARCHAR) AS noise FROM range({rows})""")
    build(con, models)
    publish(con, path, models)


@pytest.mark.parametrize(("more", "number"), [([], 1), (["again"], 2)])
def test_a_file_that_may_grow_no_more_leaves_the_last_catalogue(sql, con, tmp_path, more, number):
    path = tmp_path / "home" / "catalogue.duckdb"
    publish_number(con, sql, path, 1)
    command = [sys.executable, "-c", LIMITED, str(sql), str(path), *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "no se publicó nada, el último catastro sigue publicado" in done.stdout
    assert "File too large" in done.stdout
    assert os.listdir(path.parent) == [path.name]
    assert read(path) == number


@contextmanager
def small_disk(folder, size):
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a small tmpfs")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_last_catalogue(sql, con, tmp_path):
    from warehouse.publish import PublishError

    with small_disk(tmp_path / "disk", "8m") as disk:
        path = disk / "catalogue.duckdb"
        publish_number(con, sql, path, 1)
        with pytest.raises(
            PublishError, match=r"el último catastro sigue publicado: el disco está lleno \(\d+ MiB libres\)"
        ):
            publish_number(con, sql, path, 2, rows=200_000)
        assert os.listdir(disk) == [path.name]
        assert read(path) == 1
