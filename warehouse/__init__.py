"""Storage: the landing into tables, the stages run over them, the catalogue published from them.

Belongs here: files and databases, what is cached, what was published when. Does not belong: what a text means
or which records are one call (`pipelines`), how a source is asked (`scrapers`), the orchestrator (`assets`).

One private file has one writer; one published file has only readers. `connect` alone opens the private one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.place import in_use

if TYPE_CHECKING:
    import duckdb


class Damaged(OSError):
    """A file of ours that cannot be read: says which, and why."""


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the private warehouse for writing, in the territory's time. Raises `Damaged`, and OSError where another
    process holds it.
    """
    import duckdb

    from warehouse.damage import is_damage

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        con = duckdb.connect(str(path), config={"autoinstall_known_extensions": False})
    except duckdb.Error as error:
        if is_damage(error):
            raise Damaged(f"{path}: cannot be read ({str(error).splitlines()[0]})") from error
        raise OSError(f"{path}: cannot be opened for writing; another run may be at work there ({error})") from error
    con.execute(f"SET TimeZone = '{in_use().time_zone}'")
    return con


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All that is written meanwhile, or none of it, however the process ends."""
    con.execute("BEGIN")
    try:
        yield
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")
