"""Homes whose files are damaged, gone, or on a full disk: what one run says of each, and whether it and the next
publish.

    python benchmarks/damages.py [--only WORD...] [--gate sql] [--table FILE]

Each home has three days behind it (`kills.py`); one thing in it is spoilt, and the command runs the fourth day. What is
expected stands beside each. No run may end in a traceback, nothing published may be lost, and the next run, once the
disk has room again where it had none, must publish what a home that nobody spoilt has. Full disks are small file
systems in memory, which only root may mount.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from killed_homes import contents
from kills import ROOT, House, side_by_side

FULL_AT_MIB = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
"""From where nothing can be written to where this small day just fits: it fills the disk in another step each time."""
Spoil = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """One home. `says`: a word of the sentence; `equal`: whether the catalogue is that of a home that nobody spoilt,
    after this run.
    """

    name: str
    spoil: Spoil
    says: str = ""
    published: bool = True
    equal: bool = True


def write(path: str, data: bytes) -> Spoil:
    """Put other bytes into a file."""

    def spoil(home: Path) -> None:
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            (home / path).unlink()
        (home / path).write_bytes(data)

    return spoil


def cut(path: str, share: float = 0.5) -> Spoil:
    """Keep a part of a file."""
    return lambda home: write(path, (home / path).read_bytes()[: int(len((home / path).read_bytes()) * share)])(home)


def flip(path: str) -> Spoil:
    """Turn bits over, one in a thousand bytes."""

    def spoil(home: Path) -> None:
        data = bytearray((home / path).read_bytes())
        for place in range(500, len(data), 1000):
            data[place] ^= 0xFF
        write(path, bytes(data))(home)

    return spoil


def holes(path: str) -> Spoil:
    """Zeros in all but the first megabyte."""

    def spoil(home: Path) -> None:
        data = (home / path).read_bytes()
        write(path, data[: 2**20] + bytes(len(data) - 2**20))(home)

    return spoil


def folder(path: str) -> Spoil:
    """A folder where a file is due."""

    def spoil(home: Path) -> None:
        (home / path).unlink()
        (home / path).mkdir()

    return spoil


def gone(*paths: str) -> Spoil:
    """Take files or folders away."""

    def spoil(home: Path) -> None:
        for path in paths:
            shutil.rmtree(home / path) if (home / path).is_dir() else (home / path).unlink()

    return spoil


def both(*spoils: Spoil) -> Spoil:
    """One after the other."""
    return lambda home: [spoil(home) for spoil in spoils] and None


def manifest(change: Callable[[dict], object]) -> Spoil:
    """Change the last day's manifest of a source."""

    def spoil(home: Path) -> None:
        values = json.loads((home / LAST / "manifest.json").read_text())
        change(values)
        write(f"{LAST}/manifest.json", json.dumps(values).encode())(home)

    return spoil


LAST = "landing/nsf/2026-11-18-01"
CASES = [
    Case("warehouse: gone", gone("warehouse.duckdb"), "no está"),
    Case("warehouse: text", write("warehouse.duckdb", b"hello " * 9000), "no se podía leer"),
    Case("warehouse: empty", write("warehouse.duckdb", b""), "no se podía leer"),
    Case("warehouse: cut", cut("warehouse.duckdb"), "no se podía leer"),
    Case("warehouse: bits turned", flip("warehouse.duckdb"), "no se podía leer"),
    Case("warehouse: a folder", folder("warehouse.duckdb"), "no se podía leer"),
    Case(
        "warehouse: an SQLite file", write("warehouse.duckdb", b"SQLite format 3\0" + bytes(9000)), "no se podía leer"
    ),
    Case("warehouse: holes", holes("warehouse.duckdb"), "no se podía leer"),
    Case("warehouse and catalogue: gone", gone("warehouse.duckdb", "catalogue.duckdb"), "no está"),
    Case(
        "warehouse, catalogue and weeks: gone",
        gone("warehouse.duckdb", "catalogue.duckdb", "weeks"),
        "desde lo recogido",
    ),
    Case("warehouse: gone, landing too", gone("warehouse.duckdb", "landing"), "put the landing back", False, False),
    Case("catalogue: gone", gone("catalogue.duckdb"), "se hace de nuevo desde el almacén"),
    Case("catalogue: text", write("catalogue.duckdb", b"hello " * 9000), "se hace de nuevo desde el almacén"),
    Case("catalogue: cut", cut("catalogue.duckdb"), "se hace de nuevo desde el almacén"),
    Case("catalogue: bits turned", flip("catalogue.duckdb"), "se hace de nuevo desde el almacén"),
    Case("catalogue: a folder", folder("catalogue.duckdb"), "se hace de nuevo desde el almacén"),
    Case("week: text", write("weeks/2026-W48.duckdb", b"hello")),
    Case("weeks: a file", both(gone("weeks"), write("weeks", b"")), "no se pudo guardar"),
    Case("manifest: cut, entered before", cut(f"{LAST}/manifest.json")),
    Case("manifest: not UTF-8, entered before", write(f"{LAST}/manifest.json", b"\xff\xfe{")),
    Case("manifest: gone, entered before", gone(f"{LAST}/manifest.json")),
    Case(
        "manifest: a list, in a landing to be folded",
        both(gone("warehouse.duckdb", "catalogue.duckdb", "weeks"), write(f"{LAST}/manifest.json", b"[]")),
        "ilegible, el recorrido se deja fuera",
        equal=False,
    ),
    Case(
        "manifest: no counts, in a landing to be folded",
        both(gone("warehouse.duckdb", "catalogue.duckdb", "weeks"), manifest(lambda m: m.pop("counts"))),
        "ilegible, el recorrido se deja fuera",
        equal=False,
    ),
    Case("records: cut, entered before", cut(f"{LAST}/records.jsonl")),
    Case(
        "records: not UTF-8, in a landing to be folded",
        both(gone("warehouse.duckdb", "catalogue.duckdb", "weeks"), flip(f"{LAST}/records.jsonl")),
        "ilegibles quedan fuera",
        equal=False,
    ),
    Case("answers: cut", cut(f"{LAST}/answers.warc.gz")),
    Case("orchestrator: runs.db text", write("dagster/history/runs.db", b"hello " * 900), "empiezan de nuevo"),
    Case("orchestrator: index.db cut", cut("dagster/history/runs/index.db"), "empiezan de nuevo"),
    Case("orchestrator: schedules.db bits turned", flip("dagster/schedules/schedules.db"), "empiezan de nuevo"),
    Case("orchestrator: runs.db gone", gone("dagster/history/runs.db")),
    Case("orchestrator: a file", both(gone("dagster"), write("dagster", b"")), "empiezan de nuevo"),
    Case("a half landing of a source", write("landing/nsf/2026-11-19-01.part/records.jsonl", b"{")),
]


FOUND_LATE = "the next run makes it again"
"""What a run says that finds its warehouse spoilt only while it works with it: nothing is published, and the next
run mends it.
"""


@dataclass
class Told:
    """What came of a home."""

    name: str
    code: int | None
    sentence: str
    again: int | None
    faults: list[str]


def told(house: House, home: Path, case: Case, expected: dict, mend: Callable[[], None] = lambda: None) -> Told:
    """Run the day in a spoilt home, then again."""
    standing = home / "catalogue.duckdb"
    before = standing.read_bytes() if standing.is_file() else None
    code, _, said = house.day(home)
    if case.published and code == 1 and FOUND_LATE in said:  # a block that is read only when the day is far on
        case = replace(case, published=False, says=FOUND_LATE)
    if case.name.startswith("disk") and code == 0:  # it fitted
        case = replace(case, published=True, says="")
    faults = [f"exit {code}"] if code not in ((0, 3) if case.published else (1,)) else []
    faults += ["a traceback"] if "Traceback" in said else []
    sentences = [line for line in said.splitlines() if case.says and case.says in line]
    faults += [f"does not say {case.says!r}"] if case.says and not sentences else []
    if case.published and case.equal and not faults:
        faults += differing(home, expected)
    if not case.published and before and standing.is_file() and standing.read_bytes() != before:
        faults.append("the catalogue changed")
    mend()
    again, _, once_more = house.day(home)
    unmended = case.name == "warehouse: gone, landing too"
    if again not in ((1,) if unmended else (0, 3)):
        faults.append(f"the next run: exit {again}: {once_more[-300:]}")
    elif case.equal and not unmended:
        faults += differing(home, expected)
    sentence = (sentences or [""])[0].replace(str(home), "HOME").removeprefix("No se publicó nada: ")
    return Told(case.name, code, sentence, again, [*faults, said] if faults else [])


def differing(home: Path, expected: dict) -> list[str]:
    """The tables in which a home differs from one that nobody spoilt."""
    found = contents(home)
    return [
        f"{table} differs" for table in expected if not table.startswith("history.") and found[table] != expected[table]
    ]


@contextlib.contextmanager
def small_disk(house: House, free_mib: int) -> Iterator[Path]:
    """A copy of the home on a file system with so much room left."""
    place = house.folder / f"disk{free_mib}"
    place.mkdir()
    used = sum(
        p.stat().st_size for p in house.base.rglob("*") if p.is_file() and p.name != "catalogue.duckdb"
    )  # a week's second name
    size = used // 2**20 + 3 + free_mib
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", str(place)], check=True)
    try:
        subprocess.run(["cp", "-a", str(house.base), str(place / "home")], check=True)
        room = os.statvfs(place)
        ballast = room.f_bavail * room.f_frsize - free_mib * 2**20
        (place / "ballast").write_bytes(bytes(max(0, ballast)))
        yield place / "home"
    finally:
        subprocess.run(["umount", str(place)], check=False)


def full(house: House, expected: dict, free_mib: int, *, look: bool) -> Told:
    """A disk with so much room when a run begins, which then has 512 MiB. `look`: whether the run looks at it before it
    begins; one that does not stands for a disk that somebody else fills meanwhile."""
    from assets import instance

    with small_disk(house, free_mib) as home:
        if not look:
            instance.look_for_room = lambda _: None  # in this worker alone, whose later homes are disks as well

        def mend() -> None:
            subprocess.run(["mount", "-o", "remount,size=512m", str(home.parent)], check=True)

        name = f"disk: {free_mib} MiB free{', looked at before' if look else ''}"
        return told(house, home, Case(name, lambda _: None, "libres", False), expected, mend=mend)


def spoilt(house: House, expected: dict, number: int, case: Case) -> Told:
    """One of the homes."""
    home = house.copy(f"home{number}")
    case.spoil(home)
    try:
        return told(house, home, case, expected)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def read_only(house: House, expected: dict) -> Told:
    """A home on a file system that is read-only."""
    with small_disk(house, 400) as home:
        subprocess.run(["mount", "-o", "remount,ro", str(home.parent)], check=True)

        def mend() -> None:
            subprocess.run(["mount", "-o", "remount,rw", str(home.parent)], check=True)

        return told(
            house, home, Case("home: read-only", lambda _: None, "no se puede escribir", False), expected, mend=mend
        )


def table(results: list[Told]) -> str:
    """What came of each, in Markdown."""
    rows = [
        f"| {r.name} | {r.code} | {r.sentence.replace('|', '/') or '–'} | {r.again} |"
        f" {'; '.join(r.faults[:-1]) or 'as never spoilt'} |"
        for r in results
    ]
    return "\n".join(["| spoilt | exit | what is said | next run | then |", "|---|---|---|---|---|", *rows]) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[""], help="cases whose name holds one of these")
    parser.add_argument("--gate", default="sql")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--table", type=Path, help="where to write the table")
    asked = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    sys.path.insert(0, str(ROOT))
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        house = House(Path(folder), asked.gate)
        untouched = house.copy("untouched")
        assert house.day(untouched)[0] == 0
        expected = contents(untouched)

        def wanted(name: str) -> bool:
            return any(word in name for word in asked.only)

        cases = [case for case in CASES if wanted(case.name)]
        results = []
        jobs: list[Callable[[], Told]] = [
            partial(spoilt, house, expected, number, case) for number, case in enumerate(cases)
        ]
        if os.geteuid() == 0 and wanted("home: read-only"):
            jobs.append(partial(read_only, house, expected))
        if os.geteuid() == 0 and wanted("disk: 0 MiB free"):
            jobs.append(partial(full, house, expected, 20, look=True))
            jobs += [partial(full, house, expected, free, look=False) for free in FULL_AT_MIB]
        for result in side_by_side(lambda job: job(), jobs, asked.workers):
            print(result.name, result.code, result.again, *result.faults[:-1], sep=" · ", flush=True)
            results.append(result)
        results.sort(key=lambda result: result.name)
    text = table(results)
    print(text)
    for result in results:
        if result.faults:
            print(result.name, *result.faults, sep="\n  ")
    if asked.table:
        asked.table.write_text(text, encoding="utf-8")
    bad = [result.name for result in results if result.faults]
    print(f"{len(results)} homes, {len(bad)} not as they should be: {bad}")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
