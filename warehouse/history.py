"""What was published when: the memory that ids, changes and weeks rest on.

Belongs here: publications, the ids and values of the last one, what was open in the last two days, aliases, changes and
arrivals of all. Does not belong: how a change is found (`pipelines/changes.py`) or how the file is written (`publish.py`).

Rows of a publication are written as `pending` before the file is replaced and settled after it: a run that is killed
between the two is mended at the next start by asking the published file itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from warehouse.frames import put

if TYPE_CHECKING:
    import duckdb

TABLES = """
CREATE SCHEMA IF NOT EXISTS history;
CREATE TABLE IF NOT EXISTS history.publications (
    publication INTEGER PRIMARY KEY, pending BOOLEAN, published_at TIMESTAMPTZ, as_of DATE, "commit" VARCHAR, code_hash VARCHAR,
    territory_hash VARCHAR, judgements_hash VARCHAR, calls INTEGER, open_calls INTEGER, records INTEGER, sources_ok INTEGER,
    sources_total INTEGER, content_hash VARCHAR);
CREATE TABLE IF NOT EXISTS history.ids (publication INTEGER, record_id VARCHAR, call_id VARCHAR);
CREATE TABLE IF NOT EXISTS history.published (publication INTEGER, call_id VARCHAR, published_on DATE);
CREATE TABLE IF NOT EXISTS history.aliases (publication INTEGER, old_call_id VARCHAR, call_id VARCHAR);
CREATE TABLE IF NOT EXISTS history.values (publication INTEGER, call_id VARCHAR, members VARCHAR, evidence VARCHAR, fields VARCHAR);
CREATE TABLE IF NOT EXISTS history.changes (
    publication INTEGER, changed_on DATE, call_id VARCHAR, field VARCHAR, old_value VARCHAR, new_value VARCHAR, cause VARCHAR,
    matters BOOLEAN);
CREATE TABLE IF NOT EXISTS history.arrivals (publication INTEGER, call_id VARCHAR, new_on DATE, week VARCHAR, profiles VARCHAR[]);
CREATE TABLE IF NOT EXISTS history.open_calls (publication INTEGER, call_id VARCHAR, open_until DATE);
"""
_ROWS_OF_ONE = ("ids", "published", "aliases", "values", "changes", "publications", "open_calls", "arrivals")
_ONLY_THE_LAST = ("ids", "aliases", "values", "arrivals")


def last(con: duckdb.DuckDBPyConnection) -> dict[str, Any] | None:
    """The last settled publication, None before the first."""
    cursor = con.execute("SELECT * FROM history.publications WHERE NOT pending ORDER BY publication DESC LIMIT 1")
    row = cursor.fetchone()
    return dict(zip([d[0] for d in cursor.description], row, strict=True)) if row else None


def before(con: duckdb.DuckDBPyConnection, day: date) -> tuple[int, date] | None:
    """Number and day of the last settled publication of an earlier day, where what was open in it is kept; None where none is."""
    row = con.execute("""
        SELECT publication, as_of FROM history.publications WHERE NOT pending AND as_of < ?
        ORDER BY publication DESC LIMIT 1""", [day]).fetchone()
    if row is None or not con.execute("SELECT 1 FROM history.open_calls WHERE publication = ? LIMIT 1", [row[0]]).fetchone():
        return None
    return row[0], row[1]


def rows(con: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, Any]]:
    """Rows of one history table: the last publication's for ids, aliases, values and arrivals, else all."""
    return con.execute(f"SELECT * EXCLUDE (publication) FROM history.{table} ORDER BY ALL").to_arrow_table().to_pylist()


def publications(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """All settled publications, oldest first."""
    query = "SELECT * EXCLUDE (publication, pending) FROM history.publications WHERE NOT pending ORDER BY publication"
    return con.execute(query).to_arrow_table().to_pylist()


def begin(con: duckdb.DuckDBPyConnection, publication: Mapping[str, Any], tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> int:
    """Write a publication as pending, with its rows by table. Returns its number."""
    (number,) = con.execute("SELECT coalesce(max(publication), 0) + 1 FROM history.publications").fetchone() or (1,)
    for table, entries in tables.items():
        put(con, f"history.{table}", [{"publication": number, **entry} for entry in entries])
    put(con, "history.publications", [{"publication": number, "pending": True, **publication}])
    return int(number)


def settle(con: duckdb.DuckDBPyConnection, number: int) -> None:
    """The file was replaced: the publication counts, and what only the last one needs is dropped from the earlier."""
    con.execute("BEGIN")
    con.execute("""UPDATE history.publications SET pending = false, open_calls = (SELECT count(*) FROM catalogue.open_calls)
        WHERE publication = ?""", [number])
    # until when each can be open by what is known: the last deadline, of two stages the first; NULL where none ends it
    con.execute("DELETE FROM history.open_calls WHERE publication = ?", [number])
    con.execute("""
        INSERT INTO history.open_calls
        SELECT ?, o.call_id,
            CASE o.deadline_kind WHEN 'two_stage' THEN o.next_deadline_on ELSE greatest(o.next_deadline_on, c.closes_on) END
        FROM catalogue.open_calls AS o JOIN catalogue.calls AS c USING (call_id)""", [number])
    con.execute("""DELETE FROM history.open_calls WHERE publication < (
        SELECT max(p.publication) FROM history.publications AS p WHERE NOT p.pending AND p.as_of < (
            SELECT q.as_of FROM history.publications AS q WHERE q.publication = ?))""", [number])
    for table in _ONLY_THE_LAST:
        con.execute(f"DELETE FROM history.{table} WHERE publication < ?", [number])
    con.execute("COMMIT")


def mend(con: duckdb.DuckDBPyConnection, content_hash: str | None) -> None:
    """Settle or drop what a killed run left pending; `content_hash`: of the newest publication in the published file."""
    for number, pending_hash in con.execute("SELECT publication, content_hash FROM history.publications WHERE pending").fetchall():
        (settle if pending_hash == content_hash else drop)(con, number)


def drop(con: duckdb.DuckDBPyConnection, number: int) -> None:
    """The file was not replaced: the publication never was."""
    con.execute("BEGIN")
    for table in _ROWS_OF_ONE:
        con.execute(f"DELETE FROM history.{table} WHERE publication = ?", [number])
    con.execute("COMMIT")
