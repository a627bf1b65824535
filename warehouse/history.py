"""What was published when: the memory that ids, changes and weeks rest on.

Belongs here: publications, the ids and values of the last one, what was open in the last two days, aliases, changes and
arrivals of all. Does not belong: how a change is found (`pipelines/changes.py`) or how the file is written
(`publish.py`).

Rows of a publication are written as `pending`, all in one transaction, before the file is replaced, and settled after
it: a run that is killed between the two is mended at the next start by asking the published file itself, which carries
the publication's id.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from warehouse import transaction
from warehouse.frames import put, rows_of
from warehouse.models import schema_first

if TYPE_CHECKING:
    import duckdb

    from warehouse.publish import Published

TABLES = """
CREATE SCHEMA IF NOT EXISTS history;
CREATE TABLE IF NOT EXISTS history.publications (
    publication INTEGER PRIMARY KEY, pending BOOLEAN, publication_id VARCHAR, published_at TIMESTAMPTZ, as_of DATE,
    "commit" VARCHAR, code_hash VARCHAR, territory_hash VARCHAR, judgements_hash VARCHAR, calls INTEGER, open_calls INTEGER,
    records INTEGER, sources_ok INTEGER, sources_total INTEGER, content_hash VARCHAR);
ALTER TABLE history.publications ADD COLUMN IF NOT EXISTS publication_id VARCHAR;
CREATE TABLE IF NOT EXISTS history.ids (publication INTEGER, record_id VARCHAR, call_id VARCHAR);
CREATE TABLE IF NOT EXISTS history.published (publication INTEGER, call_id VARCHAR, published_on DATE);
CREATE TABLE IF NOT EXISTS history.aliases (publication INTEGER, old_call_id VARCHAR, call_id VARCHAR);
CREATE TABLE IF NOT EXISTS history.values (publication INTEGER, call_id VARCHAR, members VARCHAR, evidence VARCHAR, fields VARCHAR);
CREATE TABLE IF NOT EXISTS history.changes (
    publication INTEGER, changed_on DATE, call_id VARCHAR, field VARCHAR, old_value VARCHAR, new_value VARCHAR, cause VARCHAR,
    matters BOOLEAN);
CREATE TABLE IF NOT EXISTS history.arrivals (publication INTEGER, call_id VARCHAR, new_on DATE, week VARCHAR, profiles VARCHAR[]);
CREATE TABLE IF NOT EXISTS history.indicators (
    publication INTEGER, month DATE, measure VARCHAR, dimension VARCHAR, member VARCHAR, value DOUBLE);
CREATE TABLE IF NOT EXISTS history.open_calls (publication INTEGER, call_id VARCHAR, open_until DATE);
"""
_NAMESPACE = uuid.UUID("5a0f2c1e-7d0b-4b51-9a55-0d5bb0d1c3a7")
_ROWS_OF_ONE = (
    "ids",
    "published",
    "aliases",
    "values",
    "changes",
    "publications",
    "open_calls",
    "arrivals",
    "indicators",
)
_ONLY_THE_LAST = ("ids", "aliases", "values", "arrivals")
# Until when each open call can be open by what is known: the last deadline, of two stages the first; NULL where none
# ends it.
OPEN_UNTIL = """
    SELECT
        o.call_id,
        CASE o.deadline_kind WHEN 'two_stage' THEN o.next_deadline_on ELSE greatest(o.next_deadline_on, c.closes_on) END AS open_until
    FROM open_calls AS o JOIN calls AS c USING (call_id)"""


def last(con: duckdb.DuckDBPyConnection) -> dict[str, Any] | None:
    """The last settled publication, None before the first."""
    cursor = con.execute("SELECT * FROM history.publications WHERE NOT pending ORDER BY publication DESC LIMIT 1")
    row = cursor.fetchone()
    return dict(zip([d[0] for d in cursor.description], row, strict=True)) if row else None


def before(con: duckdb.DuckDBPyConnection, day: date) -> tuple[int, date] | None:
    """Number and day of the last settled publication of an earlier day, where what was open in it is kept; None
    where none is.
    """
    row = con.execute(
        """
        SELECT publication, as_of FROM history.publications WHERE NOT pending AND as_of < ?
        ORDER BY publication DESC LIMIT 1""",
        [day],
    ).fetchone()
    if (
        row is None
        or not con.execute("SELECT 1 FROM history.open_calls WHERE publication = ? LIMIT 1", [row[0]]).fetchone()
    ):
        return None
    return row[0], row[1]


def rows(con: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, Any]]:
    """Rows of one history table: the last publication's for ids, aliases, values and arrivals, else all."""
    return rows_of(con.execute(f"SELECT * EXCLUDE (publication) FROM history.{table} ORDER BY ALL"))


def publications(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """All settled publications, oldest first."""
    query = "SELECT * EXCLUDE (pending) FROM history.publications WHERE NOT pending ORDER BY publication"
    return rows_of(con.execute(query))


def named(con: duckdb.DuckDBPyConnection, publication: Mapping[str, Any]) -> dict[str, Any]:
    """A publication with its number and its id: the same wherever this history is made again, and no other
    publication's, for it rests on the one before."""
    before = last(con) or {"publication": 0, "publication_id": None}
    said = "\n".join(f"{name} {value}" for name, value in sorted(publication.items()))
    return {
        **publication,
        "publication": before["publication"] + 1,
        "publication_id": str(uuid.uuid5(_NAMESPACE, f"{before['publication_id']}\n{said}")),
    }


def begin(
    con: duckdb.DuckDBPyConnection, publication: Mapping[str, Any], tables: Mapping[str, Sequence[Mapping[str, Any]]]
) -> int:
    """Write a publication as pending, with its rows by table; the caller holds a transaction. Returns its number."""
    number = int(publication["publication"])
    for table, entries in tables.items():
        put(con, f"history.{table}", [{"publication": number, **entry} for entry in entries])
    put(con, "history.publications", [{"pending": True, **publication}])
    return number


def settle(con: duckdb.DuckDBPyConnection, number: int) -> None:
    """The file was replaced: the publication counts, and what only the last one needs is dropped from the earlier."""
    with transaction(con), schema_first(con, "catalogue"):
        con.execute(
            "UPDATE history.publications SET pending = false, open_calls = (SELECT count(*) FROM open_calls) WHERE"
            " publication = ?",
            [number],
        )
        con.execute("DELETE FROM history.open_calls WHERE publication = ?", [number])
        con.execute(f"INSERT INTO history.open_calls SELECT ?, * FROM ({OPEN_UNTIL})", [number])
        con.execute(
            """DELETE FROM history.open_calls WHERE publication < (
            SELECT max(p.publication) FROM history.publications AS p WHERE NOT p.pending AND p.as_of < (
                SELECT q.as_of FROM history.publications AS q WHERE q.publication = ?))""",
            [number],
        )
        for table in _ONLY_THE_LAST:
            con.execute(f"DELETE FROM history.{table} WHERE publication < ?", [number])


def mend(con: duckdb.DuckDBPyConnection, published: Published | None) -> None:
    """Settle or drop what a killed run left pending; `published`: the newest publication in the published file.

    A version that wrote no ids knew a publication by its content alone, and left rows of none where it was killed while
    it wrote them.
    """
    query = "SELECT publication, publication_id, content_hash FROM history.publications WHERE pending"
    for number, publication_id, content_hash in con.execute(query).fetchall():
        own = published.publication_id if published and publication_id else published and published.content_hash
        (settle if own and own == (publication_id or content_hash) else drop)(con, number)
    with transaction(con):
        for table in _ROWS_OF_ONE:
            con.execute(
                f"DELETE FROM history.{table} WHERE publication NOT IN (SELECT publication FROM history.publications)"
            )


def drop(con: duckdb.DuckDBPyConnection, number: int) -> None:
    """The file was not replaced: the publication never was."""
    with transaction(con):
        for table in _ROWS_OF_ONE:
            con.execute(f"DELETE FROM history.{table} WHERE publication = ?", [number])
