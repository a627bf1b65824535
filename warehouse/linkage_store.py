"""Which records are one call today: all resolved anew each week, and on the other days what has changed since then.

Belongs here: when all are resolved anew, and the frames that such a run leaves for the others, one table each. Does not
belong: how records are resolved (`pipelines/deduplication`), nor reading them (`stages.py`).

A day is a function of the records as they stand and of the week's run over all of them, so that a day run twice gives
the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipelines.deduplication import Kept, resolve, resolve_and_keep, resolve_changed
from pipelines.language.messages import told
from warehouse import transaction
from warehouse.cache import digest

if TYPE_CHECKING:
    import duckdb

FEW = 20_000
"""Up to so many records all are resolved anew where any has changed: it takes some ten seconds."""
MOST_CHANGED = 0.1
"""Where more than this share of the records is new or changed, or is changed or gone, all are resolved anew."""
TABLES = """
CREATE SCHEMA IF NOT EXISTS resolved;
CREATE TABLE IF NOT EXISTS resolved.runs (rules VARCHAR, monday DATE);
CREATE TABLE IF NOT EXISTS resolved.few (made_from VARCHAR);
CREATE TABLE IF NOT EXISTS resolved.few_calls (place INTEGER, record_id VARCHAR, call_id VARCHAR);
"""

Rows = Callable[[Sequence[str]], pd.DataFrame]
"""The rows of these records, by id, as `resolve` takes them."""


def clusters(
    con: duckdb.DuckDBPyConnection,
    versions: pd.DataFrame,
    rows: Rows,
    *,
    rules: str,
    monday: date,
    lists_once: frozenset[str],
    judgements: pd.DataFrame,
    say: Callable[[str], None] = lambda _: None,
) -> pd.DataFrame:
    """The provisional call of each record: record_id, call_id.

    `versions`: record_id and version, a hash of what the record states; `rules`: a hash of all else that the result
    depends on; `monday`: that of the day's week. The run over all records is made anew in another week (before its
    export, which Monday makes), under other rules, and where much has changed.
    """
    stated: dict[str, Any] = {"lists_once": lists_once, "judgements": judgements}
    con.execute(TABLES)
    if len(versions) <= FEW:
        return _few(con, versions, rows, stated, rules)
    if con.execute("SELECT rules, monday FROM resolved.runs").fetchall() == [(rules, monday)]:
        changed, stale = _changes(con, versions)
        if max(len(changed), len(stale)) <= MOST_CHANGED * len(versions):
            say(told("work.resolving", changed=len(changed), stale=len(stale)))
            return _with_all(con, versions, _since(con, changed, stale, rows, stated))
    say(told("work.resolving_all", records=len(versions)))
    keep(con, resolve_and_keep(rows(versions["record_id"].tolist()), **stated), versions, rules=rules, monday=monday)
    return _with_all(con, versions, pd.DataFrame({"record_id": [], "call_id": []}, dtype="str"))


def _few(
    con: duckdb.DuckDBPyConnection, versions: pd.DataFrame, rows: Rows, stated: Mapping[str, Any], rules: str
) -> pd.DataFrame:
    """The calls of all records, resolved anew where a record or a rule is another than in the last run."""
    made_from = digest(rules, *(f"{name} {version}" for name, version in versions.itertuples(index=False)))
    if con.execute("SELECT made_from FROM resolved.few").fetchall() == [(made_from,)]:
        return con.execute("SELECT record_id, call_id FROM resolved.few_calls ORDER BY place").fetch_df().astype("str")
    found = resolve(rows(versions["record_id"].tolist()), **stated)
    with transaction(con):
        con.execute("DELETE FROM resolved.few")
        con.execute("DELETE FROM resolved.few_calls")
        con.register("_found", found[["record_id", "call_id"]].assign(place=range(len(found))))
        con.execute("INSERT INTO resolved.few_calls BY NAME SELECT * FROM _found")
        con.unregister("_found")
        con.execute("INSERT INTO resolved.few VALUES (?)", [made_from])
    return found


def keep(
    con: duckdb.DuckDBPyConnection,
    frames: Mapping[str, pd.DataFrame],
    versions: pd.DataFrame,
    *,
    rules: str,
    monday: date,
) -> None:
    """Keep the frames of a run over all records in place of the last one's, whole or not at all."""
    with transaction(con):
        for name, frame in {**frames, "versions": versions}.items():
            con.register("_frame", frame)
            con.execute(f"CREATE OR REPLACE TABLE resolved.{name} AS SELECT * FROM _frame")
            con.unregister("_frame")
        con.execute("DELETE FROM resolved.runs")
        con.execute("INSERT INTO resolved.runs VALUES (?, ?)", [rules, monday])


def ask(con: duckdb.DuckDBPyConnection) -> Callable[..., pd.DataFrame]:
    """`kept.Ask` over the tables."""

    def asked(frame: str, column: str, values: Sequence[Any], kind: Any = None) -> pd.DataFrame:
        con.register("_asked", pd.DataFrame({column: pd.Series(values).drop_duplicates()}))
        of_kind, given = ("", []) if kind is None else ("WHERE kind = ?", [kind])
        rows = con.execute(
            f"SELECT * FROM resolved.{frame} SEMI JOIN _asked USING ({column}) {of_kind}", given
        ).fetch_df()
        con.unregister("_asked")
        return rows

    return asked


def _changes(con: duckdb.DuckDBPyConnection, versions: pd.DataFrame) -> tuple[list[str], list[int]]:
    """The records that are new or another since the run over all, and the numbers of those that are another or gone."""
    con.register("_now", versions)
    changed = con.execute(
        "SELECT record_id FROM _now ANTI JOIN resolved.versions USING (record_id, version) ORDER BY 1"
    ).fetchall()
    stale = con.execute(
        """
        SELECT record FROM resolved.records
        SEMI JOIN (FROM resolved.versions ANTI JOIN _now USING (record_id, version)) USING (record_id) ORDER BY 1"""
    ).fetchall()
    con.unregister("_now")
    return [record_id for (record_id,) in changed], [record for (record,) in stale]


def _since(
    con: duckdb.DuckDBPyConnection,
    changed: Sequence[str],
    stale: Sequence[int],
    rows: Rows,
    stated: Mapping[str, Any],
) -> pd.DataFrame:
    """The calls that are others since then: record_id, call_id."""
    asked = ask(con)
    (size,) = con.execute("SELECT count(*) FROM resolved.records").fetchone() or (0,)

    def read(numbers: Sequence[int]) -> pd.DataFrame:
        return rows(asked("records", "record", numbers).sort_values("record")["record_id"].tolist())

    return resolve_changed(rows(changed), Kept(size, stale, asked), read, **stated)


def _with_all(con: duckdb.DuckDBPyConnection, versions: pd.DataFrame, since: pd.DataFrame) -> pd.DataFrame:
    """The call of each record: as it is since, else as the run over all found it."""
    con.register("_now", versions)
    con.register("_since", since)
    frame = con.execute("""
        SELECT _now.record_id, coalesce(_since.call_id, first.record_id) AS call_id
        FROM _now LEFT JOIN _since USING (record_id)
        LEFT JOIN resolved.records AS own ON own.record_id = _now.record_id
        LEFT JOIN resolved.records AS first ON first.record = own.call""").fetch_df()
    con.unregister("_now")
    con.unregister("_since")
    return frame
