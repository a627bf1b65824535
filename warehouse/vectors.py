"""Sentence vectors of calls kept between days: a new priority embeds its own words, and no call again.

Belongs here: one table of vectors by the hash of a call's lines. Does not belong: which lines are read
(`pipelines.matching.priorities.subject`), or making a vector (`pipelines.language.sentence_vectors`). Half precision is
all that matching reads, so that what is kept and what is made anew say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pipelines.language.sentence_vectors import Encoder, Vectors, halved
from warehouse.cache import digest

if TYPE_CHECKING:
    import duckdb

TABLE = """
CREATE SCHEMA IF NOT EXISTS cache;
CREATE TABLE IF NOT EXISTS cache.vectors (key VARCHAR PRIMARY KEY, encoder VARCHAR, vectors BLOB);
"""


class KeptVectors(Encoder):
    """An encoder that makes the vectors of a call's lines once, and remembers them in the warehouse."""

    def __init__(self, con: duckdb.DuckDBPyConnection, own: Encoder, version: str) -> None:
        """`version`: of the package that makes vectors; those of another are never read."""
        self._con, self._own, self._version = con, own, version
        con.execute(TABLE)
        self._known: dict[str, bytes] = dict(
            con.execute("SELECT key, vectors FROM cache.vectors WHERE encoder = ?", [version]).fetchall()
        )
        self._made: dict[str, bytes] = {}
        self._used: set[str] = set()

    def encode(self, lines: Sequence[str]) -> Vectors:
        """The vectors of one call's lines."""
        key = digest(*lines)
        self._used.add(key)
        kept = self._known.get(key)
        if kept is None:
            kept = self._known[key] = self._made[key] = halved(self._own.encode(lines)).astype(np.float16).tobytes()
        return np.frombuffer(kept, dtype=np.float16).reshape(len(lines), -1).astype(np.float32)

    def keep(self, *, only_used: bool) -> None:
        """Write what was made. `only_used`: all calls were read, so that what none of them has goes."""
        if self._made:
            import pyarrow as pa

            rows = pa.table(
                {
                    "key": list(self._made),
                    "encoder": [self._version] * len(self._made),
                    "vectors": list(self._made.values()),
                }
            )
            self._con.register("_vectors", rows)
            self._con.execute("INSERT OR REPLACE INTO cache.vectors SELECT * FROM _vectors")
            self._con.unregister("_vectors")
            self._made = {}
        if only_used:
            self._con.execute(
                "DELETE FROM cache.vectors WHERE encoder <> ? OR key NOT IN (SELECT unnest(?))",
                [self._version, sorted(self._used) or [""]],
            )
