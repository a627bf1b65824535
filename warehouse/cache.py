"""Results of pure stages kept by the hash of what they were made from, so that a day costs what changed.

Belongs here: one table of results. Does not belong: what a stage does. A key holds the hash of the
input and of the rules (code and territory files): when either changes the entry is simply not found.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.frames import put

if TYPE_CHECKING:
    import duckdb

TABLE = """
CREATE SCHEMA IF NOT EXISTS cache;
CREATE TABLE IF NOT EXISTS cache.results (stage VARCHAR, key VARCHAR, rules VARCHAR, result VARCHAR, PRIMARY KEY (stage, key));
"""


def digest(*parts: str) -> str:
    """One sha256 of several texts, each told apart from the next."""
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def files_digest(paths: list[Path]) -> str:
    """One sha256 of files' names and bytes, in order of name; folders give their files."""
    files = sorted(
        f for p in paths for f in ([p] if p.is_file() else p.rglob("*")) if f.is_file() and "__pycache__" not in f.parts
    )
    return digest(*(f"{f.name}:{hashlib.sha256(f.read_bytes()).hexdigest()}" for f in files))


def cached(
    con: duckdb.DuckDBPyConnection,
    stage: str,
    rules: str,
    inputs: Mapping[str, Any],
    compute: Callable[[dict[str, Any]], Mapping[str, Any]],
) -> dict[str, Any]:
    """The stage's JSON results by key: those kept under the same rules, the rest computed in one call and kept.

    `inputs` maps a key (the hash of an input) to the input; `compute` gets the missing ones and returns
    a result for each. Entries of other rules are never read, and go once there are new ones.
    """
    con.execute(TABLE)
    found = con.execute(
        "SELECT key, result FROM cache.results WHERE stage = ? AND rules = ?", [stage, rules]
    ).fetchall()
    results = {key: json.loads(text) for key, text in found if key in inputs}
    missing = {key: value for key, value in inputs.items() if key not in results}
    if missing:
        fresh = compute(missing)
        texts = {key: json.dumps(fresh[key], ensure_ascii=False, sort_keys=True) for key in missing}
        put(con, "cache.results", [(stage, key, rules, text) for key, text in texts.items()], replace=True)
        con.execute("DELETE FROM cache.results WHERE stage = ? AND rules <> ?", [stage, rules])
        results |= {key: json.loads(text) for key, text in texts.items()}
    return results
