"""What a home holds after a day that was killed, against one that nobody killed, and who reads it meanwhile.

Belongs here: the answers of the days, what is compared, the readers. Does not belong: the kills (`kills.py`).
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("nsf", "undef")
DAYS = ("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19")
READERS = 8


def answers(folder: Path) -> dict[str, Path]:
    """The answers of each day: every one moves a deadline, brings a call and takes one away."""
    made = {}
    rows = (ROOT / "sample" / "replay.tsv").read_text(encoding="utf-8").splitlines()
    for number, day in enumerate(DAYS):
        made[day] = folder / day
        for source in SOURCES:
            shutil.copytree(ROOT / "sample" / source, made[day] / source)
        kept = [rows[0], *(row for row in rows if row.split("/")[0] in SOURCES)]
        (made[day] / "replay.tsv").write_text("\n".join(kept) + "\n", encoding="utf-8")
        feed = made[day] / "nsf" / "upcoming.xml"
        text = feed.read_text(encoding="utf-8").replace(
            "Date: November 20, 2026", f"Date: November {20 + number}, 2026"
        )
        first, *items = re.split(r"(?=    <item>)", text)
        new = [
            items[-1]
            .split("</item>")[0]
            .replace("</title>", f", round {n}</title>")
            .replace("nsf26-", f"nsf26-9{n}")
            .replace("nsf25-", f"nsf25-9{n}")
            + "</item>\n"
            for n in range(number)
        ]
        feed.write_text(first + "".join([*new, *items[number % 2 :]]), encoding="utf-8")
    return made


def contents(home: Path) -> dict[str, list[Any]]:
    """All that a home holds, by table, as a home that nobody killed would hold it."""
    import duckdb

    found: dict[str, list[Any]] = {}
    with duckdb.connect(str(home / "catalogue.duckdb"), read_only=True) as con:
        for (name,) in con.execute("SELECT table_name FROM information_schema.tables ORDER BY 1").fetchall():
            found[name] = _rows(con, name)
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as con:
        for name in ("ids", "published", "aliases", "values", "changes", "arrivals", "open_calls", "publications"):
            found[f"history.{name}"] = _rows(con, f"history.{name}")
    return found


def _rows(con: Any, table: str) -> list[Any]:
    columns = [row[0] for row in con.execute(f"DESCRIBE {table}").fetchall()]
    kept = (
        [c for c in columns if c not in ("publication_id", "content_hash")]
        if table.endswith("publications")
        else columns
    )
    listed = ", ".join(f"regexp_replace({c}, '-\\d\\d$', '')" if c == "landing" else f'"{c}"' for c in kept)
    return sorted(map(repr, con.execute(f"SELECT {listed} FROM {table}").fetchall()))


def faults(home: Path, expected: dict[str, list[Any]]) -> list[str]:
    """In what a home differs from one that nobody killed."""
    found = contents(home)
    differing = [
        f"{t}: {[r for r in found.get(t, []) if r not in expected.get(t, [])][:1]} instead of "
        f"{[r for r in expected.get(t, []) if r not in found.get(t, [])][:1]}"
        for t in sorted(found.keys() | expected.keys())
        if found.get(t) != expected.get(t)
    ]
    differing += [f"left: {path.relative_to(home)}" for path in home.rglob("*.part*")]
    return differing + [f"unfinished run: {status}" for status in _unfinished(home)]


def _unfinished(home: Path) -> list[str]:
    import sqlite3

    with contextlib.closing(sqlite3.connect(home / "dagster" / "history" / "runs.db")) as con:
        return [
            row[0]
            for row in con.execute("SELECT status FROM runs WHERE status NOT IN ('SUCCESS', 'FAILURE', 'CANCELED')")
        ]


READER = """
import hashlib, json, sys, threading, time
from pathlib import Path
sys.path.insert(0, {root!r})
from warehouse.publish import open_readonly
current, stop = Path({current!r}), Path({stop!r})
seen, errors, lock = {{}}, [], threading.Lock()
def read():
    while not stop.exists():
        try:
            path = Path(current.read_text()) / "catalogue.duckdb"
            with open_readonly(path) as con:
                tables = [t for (t,) in con.execute("SELECT table_name FROM information_schema.tables ORDER BY 1").fetchall()]
                counts = con.execute(" UNION ALL ".join(f"SELECT '{{t}}', count(*) FROM {{t}}" for t in tables) + " ORDER BY 1").fetchall()
                titles = con.execute("SELECT string_agg(call_id || title, '' ORDER BY call_id) FROM calls").fetchone()[0]
            print_of = hashlib.sha256(repr((tables, counts, titles)).encode()).hexdigest()
            with lock:
                seen[print_of] = seen.get(print_of, 0) + 1
        except Exception as error:
            with lock:
                errors.append(repr(error)[:300])
        time.sleep(8)
threads = [threading.Thread(target=read) for _ in range({readers})]
[t.start() for t in threads]
[t.join() for t in threads]
print(json.dumps({{"seen": seen, "errors": errors}}))
"""


@contextlib.contextmanager
def readers(folder: Path, first: Path) -> Iterator[tuple[Callable[[Path], None], dict[str, Any]]]:
    """Eight readers of whichever home is named, until the end; then what they saw is in the dictionary."""
    current, stop, told = folder / "current", folder / "stop", {}

    def look_at(home: Path) -> None:
        aside = folder / f"current.{os.getpid()}"
        aside.write_text(str(home))
        os.replace(aside, current)

    look_at(first)
    code = READER.format(root=str(ROOT), current=str(current), stop=str(stop), readers=READERS)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield look_at, told
        finally:
            stop.touch()
            told |= json.loads(
                process.communicate(timeout=120)[0].splitlines()[-1]
            )  # a slow query draws its progress before
