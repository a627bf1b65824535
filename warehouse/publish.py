"""Publishing: the schema `catalogue` of the warehouse becomes one file that only readers open.

Belongs here: building the file aside, verifying it, putting it in place, opening it for analysts. Does not belong:
what is in the tables (`dbt_like_sql/`), or whether they are good enough to publish (`models.run_tests`, `gate.py`).

A reader sees the whole old catalogue or the whole new one. A kill at any moment leaves the old one standing, and
at most a `.part` file that the next publication sweeps away.
"""

from __future__ import annotations

import contextlib
import os
import stat
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.language.messages import told
from pipelines.place import in_use
from warehouse import Damaged
from warehouse.damage import full_in_words, is_full, set_aside
from warehouse.models import SqlModel, create_statements, quoted

if TYPE_CHECKING:
    import duckdb

READ_ONLY_FOR_ALL = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
_UNHASHED = frozenset({"publications", "clock", "quality_results"})


class PublishError(OSError):
    """Nothing was published and the last catalogue stands: says why and the mend."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What one table holds: its rows, and a sum over them that no order changes and every value does."""

    rows: int
    hash: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was published: each table's contents, the views, the size of the file in bytes."""

    tables: dict[str, Contents]
    views: tuple[str, ...]
    size: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Published:
    """A publication as a catalogue's file tells of it; those of versions that wrote no ids have none."""

    number: int
    publication_id: str | None
    as_of: date
    published_at: datetime
    content_hash: str | None


def publish(con: duckdb.DuckDBPyConnection, catalogue: Path, models: Sequence[SqlModel]) -> Manifest:
    """Put the warehouse's catalogue in place of the file `catalogue`, whole or not at all. Raises `PublishError`."""
    import duckdb

    published = [model for model in models if model.schema == "catalogue"]
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    sweep(catalogue)
    if catalogue.is_dir():
        set_aside(catalogue)
    aside = catalogue.with_name(f".{catalogue.name}.{uuid.uuid4().hex}.part")
    try:
        manifest = read_manifest(con, published, schema="catalogue")
        with _attached(con, aside) as warehouse:
            _fill(con, published, warehouse)
        verify(aside, manifest, published)
        size = aside.stat().st_size
        _put_in_place(aside, catalogue)
    except BaseException as error:
        with contextlib.suppress(OSError):  # what cannot be removed now is swept at the next publication
            _remove(aside)
        if isinstance(error, PublishError) or not isinstance(error, (OSError, duckdb.Error)):
            raise
        standing = told("work.last_stands" if catalogue.exists() else "work.none_yet")
        why, free = full_in_words(error) if is_full(error) else error, _free(catalogue)
        said = told("work.not_published", file=catalogue, standing=standing, why=why, free=free)
        raise PublishError(said) from error
    return Manifest(manifest.tables, manifest.views, size)


def verify(path: Path, manifest: Manifest, models: Sequence[SqlModel]) -> None:
    """Read a file as its readers will, every row of every table and view. Raises `PublishError` where it is not the
    manifest's.
    """
    if _wal(path).exists():
        raise PublishError(f"{path}: still has a .wal beside it after its checkpoint; nothing was published")
    with contextlib.closing(open_readonly(path)) as con:
        found = read_manifest(con, models, schema="main")
        listed = con.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_catalog = current_database()"
        ).fetchall()
        for view in manifest.views:
            con.execute(f"SELECT count(*), bit_xor(hash(v)) FROM {quoted(view)} AS v").fetchall()
    for name, contents in manifest.tables.items():
        if found.tables.get(name) != contents:
            differ = f"table {name} holds {found.tables.get(name)}, the warehouse {contents}"
            raise PublishError(f"{path}: {differ}; nothing was published, run again")
    expected = {*manifest.tables, *manifest.views}
    if (names := {row[0] for row in listed}) != expected:
        raise PublishError(f"{path}: holds {sorted(names)}, the warehouse {sorted(expected)}; nothing was published")


def read_manifest(con: duckdb.DuckDBPyConnection, models: Sequence[SqlModel], *, schema: str = "catalogue") -> Manifest:
    """The contents of every catalogue table that this connection sees in `schema`. Every value of every row is read."""
    published = [model for model in models if model.schema == "catalogue"]
    tables = {m.name: _contents(con, schema, m) for m in published if m.materialized == "table"}
    return Manifest(tables, tuple(m.name for m in published if m.materialized == "view"))


def content_hash(manifest: Manifest) -> str:
    """One hash of all that the catalogue says of the world: all tables but those of when it was published and how it
    was checked.
    """
    import hashlib

    lines = (
        f"{name} {contents.rows} {contents.hash}"
        for name, contents in sorted(manifest.tables.items())
        if name not in _UNHASHED
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def open_readonly(path: Path) -> duckdb.DuckDBPyConnection:
    """The catalogue for analysts: nothing can be written, no other file or address read, no setting undone.

    Variables can still be set: `SET VARIABLE as_of = DATE '2026-11-30'` asks every view as of that day. The file is
    attached to an empty database in memory, since `duckdb.connect(path)` would hand a process that still holds an older
    publication that older one again. Raises OSError where there is no catalogue, `Damaged` where it cannot be read.
    """
    import duckdb

    if not path.exists():
        raise FileNotFoundError(f"{path}: there is no catalogue; publish one first, with `catastro run`")
    con = duckdb.connect(config={"autoinstall_known_extensions": False})
    try:
        try:
            con.execute(f"ATTACH '{_sql_path(path)}' AS catalogue (READ_ONLY)")
        except duckdb.Error as error:
            raise Damaged(
                f"{path}: cannot be read ({str(error).splitlines()[0]}); `catastro run` makes it again"
            ) from error
        con.execute("USE catalogue")
        con.execute(f"SET TimeZone = '{in_use().time_zone}'")
        con.execute("SET python_enable_replacements = false")
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
    except BaseException:
        con.close()
        raise
    return con


def newest_publication(path: Path) -> Published | None:
    """The newest publication in a catalogue file; None where there is no file that can be read, or it holds none."""
    import duckdb

    try:
        with contextlib.closing(open_readonly(path)) as con:
            rows = con.execute("FROM publications ORDER BY published_at, as_of").to_arrow_table().to_pylist()
    except (OSError, duckdb.Error):
        return None
    if not rows:
        return None
    newest = max(rows, key=lambda row: row.get("publication") or 0) if rows[0].get("publication") else rows[-1]
    return Published(
        newest.get("publication") or len(rows),
        newest.get("publication_id"),
        newest["as_of"],
        newest["published_at"],
        newest["content_hash"],
    )


def sweep(catalogue: Path) -> list[Path]:
    """Remove what a killed publication left beside the catalogue. Only the one writer of the warehouse may call
    this.
    """
    leftovers = sorted(catalogue.parent.glob(f".{catalogue.name}.*.part*"))
    for path in leftovers:
        path.unlink(missing_ok=True)
    return leftovers


@contextlib.contextmanager
def _attached(con: duckdb.DuckDBPyConnection, aside: Path) -> Iterator[str]:
    """The new file as the current database meanwhile, checkpointed and let go of after. Gives the warehouse's name."""
    import duckdb

    home, schema = con.execute("SELECT current_database(), current_schema()").fetchone() or ("", "")
    back = f"USE {quoted(home)}.{quoted(schema)}"
    con.execute(f"ATTACH '{_sql_path(aside)}' AS publishing")
    try:
        con.execute("USE publishing.main")
        con.execute("BEGIN")  # one commit, and one wait for the disk, for all of it
        yield home
        con.execute("COMMIT")
        con.execute(back)
        con.execute("CHECKPOINT publishing")
        con.execute("DETACH publishing")
    except BaseException:
        for statement in ("ROLLBACK", back, "DETACH publishing"):
            with contextlib.suppress(duckdb.Error):  # whichever is undone already; the first error is the one to tell
                con.execute(statement)
        raise


def _fill(con: duckdb.DuckDBPyConnection, models: Sequence[SqlModel], warehouse: str) -> None:
    for model in models:
        for statement in create_statements(model, constraints=True):
            con.execute(statement)
        if model.materialized == "table":
            con.execute(
                f"INSERT INTO {quoted(model.name)} SELECT * FROM {quoted(warehouse)}.catalogue.{quoted(model.name)}"
                " ORDER BY ALL"
            )


def _contents(con: duckdb.DuckDBPyConnection, schema: str, model: SqlModel) -> Contents:
    # a moment's text depends on the connection's zone; its microseconds do not
    values = (f"epoch_us({quoted(c.name)})" if c.data_type == "TIMESTAMPTZ" else quoted(c.name) for c in model.columns)
    text = f"row({', '.join(values)})::VARCHAR"
    total = f"coalesce(sum(md5_number_lower({text})::HUGEINT), 0)::VARCHAR"
    row = con.execute(f"SELECT count(*), {total} FROM {schema}.{quoted(model.name)}").fetchone()
    assert row is not None, "an aggregate without GROUP BY has one row"
    return Contents(*row)


def _put_in_place(aside: Path, catalogue: Path) -> None:
    with aside.open("rb") as file:
        os.fchmod(file.fileno(), READ_ONLY_FOR_ALL)
        os.fsync(file.fileno())
    _wal(catalogue).unlink(
        missing_ok=True
    )  # left by someone who wrote into the old file: it would be replayed into the new
    os.replace(aside, catalogue)
    folder = os.open(catalogue.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _wal(path).unlink(missing_ok=True)


def _wal(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def _sql_path(path: Path) -> str:
    return str(path).replace("'", "''")


def _free(path: Path) -> str:
    room = os.statvfs(path.parent)
    return f"{room.f_bavail * room.f_frsize / 2**20:.0f} MiB"
