"""One call as it was matched: its records, merged as a day merges them.

Belongs here: finding a call by the beginning of its id, and its records in the private warehouse. Does not belong: what
is said of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipelines.funders import Funders
from warehouse import stages

if TYPE_CHECKING:
    import duckdb

    from pipelines.territory import Territory
    from warehouse.inputs import SourceCard

Keys = frozenset[tuple[str, str]]
MOST_NAMED = 5


class NoSuchCall(ValueError):
    """What was typed names no call, or several; the message says which."""


def records_of(con: duckdb.DuckDBPyConnection, typed: str) -> tuple[str, Keys]:
    """The id of the call that begins so (an id that it once had counts too), and the keys of its records. Raises
    NoSuchCall.
    """
    found = con.execute(
        """
        SELECT DISTINCT c.call_id, c.title FROM calls AS c LEFT JOIN call_aliases AS a USING (call_id)
        WHERE starts_with(CAST(c.call_id AS VARCHAR), $typed) OR starts_with(CAST(a.old_call_id AS VARCHAR), $typed)
        ORDER BY c.call_id LIMIT $most""",
        {"typed": typed.strip().lower(), "most": MOST_NAMED},
    ).fetchall()
    if len(found) != 1 or not typed.strip():
        several = "; ".join(f"{call_id} ({title})" for call_id, title in found)
        none = 'no call of the catalogue begins so; `catastro sql "SELECT call_id, title FROM calls"` lists them'
        raise NoSuchCall(f"{typed}: several calls begin so: {several}" if found else f"{typed}: {none}")
    keys = con.execute("SELECT source_id, record_key FROM call_records WHERE call_id = ?", [found[0][0]]).fetchall()
    return str(found[0][0]), frozenset((source_id, key) for source_id, key in keys)


def one_call(
    con: duckdb.DuckDBPyConnection,
    call_id: str,
    keys: Keys,
    territory: Territory,
    sources: Mapping[str, SourceCard],
) -> stages.Call:
    """The call of some records of the private warehouse, its fields merged."""
    landed = [record for record in stages.clean(con, sources.values()) if (record.source_id, record.record_key) in keys]
    ids = {record.record_id: call_id for record in landed}
    return stages.merge_calls(landed, ids, sources, Funders(territory.funders))[0]
