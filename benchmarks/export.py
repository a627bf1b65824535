"""What a week's export costs: all profiles over a catalogue of 20,000 calls, in CPU seconds and memory.

Belongs here: making such a catalogue from the sample's day, and the figures. Does not belong: a bound (CPU time varies
with the machine).

The sample's calls are repeated under new ids. Of a catalogue of some years a tenth is as open as the sample is (and new
in the week: its busiest ever), the rest was seen, closed and told from 2 months to 5 years earlier. Run by `make
bench-export`.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb

from pipelines.digest.selection import Week
from pipelines.territory import Territory
from warehouse.exports.folders import WRITERS
from warehouse.exports.reading import read_catalogue
from warehouse.home import Home

ROOT = Path(__file__).resolve().parents[1]
CALLS = 20_000
MONDAY, WEEK = date(2026, 11, 16), "2026-W47"
COPIED = ("deadlines", "key_dates", "documents", "call_doubts", "matches", "eligibility", "arrivals", "changes")


def main(calls: int = CALLS) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        many = _many(home, calls)
        territory = Territory.load(ROOT / "territory")
        start = time.process_time()
        catalogue = read_catalogue(many, MONDAY, territory)
        _say("read the catalogue once", start)
        cost, items, size = dict.fromkeys(["select", *WRITERS], 0.0), 0, 0
        lists: dict[str, set[tuple[str, ...]]] = {"of municipalities": set(), "their first twelve": set()}
        week, target = Week(catalogue, WEEK), Path(folder) / "file"
        for profile in territory.profiles:
            before = time.process_time()
            edition = week.edition(profile)
            cost["select"] += time.process_time() - before
            items += len(edition.items)
            if profile.applicant == "municipality":
                order = tuple(item.call_id for item in edition.items)
                lists["of municipalities"].add(order)
                lists["their first twelve"].add(order[:12])
            for name, write in WRITERS.items():
                before = time.process_time()
                write(edition, target)
                cost[name] += time.process_time() - before
                size += target.stat().st_size
        for name, seconds in cost.items():
            print(f"  {name:24} {seconds:7.1f} CPU s")
        own = cost["select"] + cost["boletin.html"] + cost["boletin.txt"]
        print(
            f"{len(territory.profiles)} profiles, {len(catalogue.calls)} calls, {items} items, {size / 2**20:.0f} MiB"
            " of files"
        )
        print("distinct lists " + ", ".join(f"{what}: {len(found)}" for what, found in lists.items()))
        print(
            f"selection, html and txt {own:.1f} CPU s; all {time.process_time() - start:.1f} CPU s; "
            f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"
        )


def _many(home: Home, calls: int) -> Path:
    """A catalogue of that many calls."""
    command = [
        sys.executable,
        "-m",
        "catastro",
        "--home",
        str(home.path),
        "run",
        "--replay",
        "sample",
        "--as-of",
        f"{MONDAY}",
    ]
    subprocess.run([*command, "--gate", "sql"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    path = home.path / "many.duckdb"
    path.write_bytes(home.catalogue.read_bytes())
    with duckdb.connect(str(path)) as con:
        (there,) = con.execute("SELECT count(*) FROM calls").fetchone() or (0,)
        con.execute(
            """CREATE TEMP TABLE copies AS
            SELECT call_id AS old, uuid()::VARCHAR AS new, CASE WHEN n % 10 = 0 THEN 0 ELSE 60 + 60 * (n % 30) END::INTEGER AS earlier
            FROM calls, range(?) AS r(n) ORDER BY n, call_id LIMIT ?""",
            [calls // there + 1, calls - there],
        )
        for table in ("calls", *COPIED):
            _copy(con, table)
        _copy(con, "call_records", "c.new || record_key AS record_key")
    return path


def _copy(con: duckdb.DuckDBPyConnection, table: str, *others: str) -> None:
    """A table's rows for every copy, its days as much earlier as the copy is."""
    days = [
        name for name, kind, *_ in con.execute(f"DESCRIBE {table}").fetchall() if kind == "DATE" and name != "rate_on"
    ]
    named = ["c.new AS call_id", *(f"{day} - c.earlier AS {day}" for day in days), *others]
    if table == "arrivals":
        named.append("CASE c.earlier WHEN 0 THEN week ELSE '2020-W01' END AS week")
    if table == "calls":
        named.append("CASE c.earlier WHEN 0 THEN stated_status END AS stated_status")
    con.execute(
        f"INSERT INTO {table} SELECT t.* REPLACE ({', '.join(named)}) FROM {table} AS t JOIN copies AS c ON call_id ="
        " c.old"
    )


def _say(what: str, start: float) -> None:
    print(f"  {what:24} {time.process_time() - start:7.1f} CPU s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CALLS)
