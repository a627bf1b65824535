"""Every fault that a host can have, met over real HTTP by a feed, an API and a listing at once: the table
docs/faults.md.

Each source had one good day; then its host has its fault on two days. What the verdict is, stands in the table, which
this test writes (`CATASTRO_WRITE_DOCS=1 pytest tests/faults/test_table.py`) and holds; what must be true of every fault
alike is asserted.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from scrapers.engine.crawl import crawl_all
from tests.faults.faulty_hosts import (
    FAULTS,
    IDS,
    KINDS,
    LIMIT,
    OVER,
    PORTS,
    SENTINEL,
    SHORT_LIMIT,
    SOURCE,
    Fault,
    Hosts,
)
from warehouse import connect
from warehouse.landing import land, runs

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "faults.md"


def of_session(session: int) -> list[str]:
    """The living processes of a session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if fields[3] == str(session) and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


def test_the_table(tmp_path):
    """One test, so that the crawls are made once however many processes share the tests."""
    crawled = crawl_every_fault(tmp_path)
    nothing_withdrawn_or_changed(crawled)
    others_untouched(crawled)
    over_in_time_without_a_process(crawled)
    within_memory(crawled)
    page = page_of(crawled)
    if os.environ.get("CATASTRO_WRITE_DOCS"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page


def crawl_every_fault(home: Path) -> SimpleNamespace:
    """The good day, copied to every source; the day of the faults; the same once more on a third day; all landed."""
    folder, told, landing = home / "sources", home / "told", home / "landing"
    folder.mkdir()
    told.mkdir()
    hosts = Hosts(home)
    seconds: dict[str, float] = {}
    used: dict[str, dict] = {}

    def hear(event: dict) -> None:
        if event["event"] == "started":
            seconds[event["source_id"]] = -time.monotonic()
        elif event["event"] == "finished":
            seconds[event["source_id"]] += time.monotonic()
            used[event["source_id"]] = event

    def write(name: str, kind: str) -> str:
        source_id = f"{name}__{kind}"
        code = FAULTS[name].code if name in FAULTS else "pass"
        (folder / f"{source_id}.py").write_text(
            SOURCE.format(
                base=hosts.base_of(name).replace("/rebound", ""),
                told=str(told),
                id=source_id,
                kind=kind,
                fault=code,
                sentinel=SENTINEL[kind],
            )
        )
        if name == "rebound":
            (folder / f"{source_id}.py").write_text(
                (folder / f"{source_id}.py").read_text().replace("Ask(BASE + following) if", "Ask(following) if")
            )
        return source_id

    ids = {(name, kind): write(name, kind) for name in ("fine", *FAULTS) for kind in KINDS}
    fine = [ids["fine", kind] for kind in KINDS]
    allow = frozenset(
        f"127.0.0.1:{port}"
        for port in {next(hosts.ports) for _ in range(PORTS)} | {hosts.robots_port, hosts.https_port}
    )

    def crawl(chosen: list[str], run_id: str, day: int, **options) -> dict[str, dict]:
        manifests = crawl_all(
            chosen,
            landing=landing,
            run_id=run_id,
            as_of=date(2026, 3, day),
            allow=allow,
            folder=folder,
            delay_seconds=0,
            on_event=hear,
            **options,
        )
        return {manifest["source_id"]: manifest for manifest in manifests}

    crawl(fine, "good", 2)
    for (name, kind), source_id in ids.items():
        if name != "fine":
            copy_run(
                landing / ids["fine", kind] / "good", landing / source_id / "good", source_id, "good", date(2026, 3, 2)
            )
    stuck = [ids[name, kind] for name, fault in FAULTS.items() for kind in KINDS if fault.killed]
    manifests = crawl(stuck, "bad", 3, limit_seconds=SHORT_LIMIT, parallel=6)
    manifests |= crawl(
        [i for i in ids.values() if i not in stuck], "bad", 3, limit_seconds=LIMIT, limit_pages=20, parallel=6
    )
    with pytest.raises(BlockingIOError):  # nobody ever came to the second server
        hosts.secret.accept()
    for source_id in ids.values():
        copy_run(landing / source_id / "bad", landing / source_id / "worse", source_id, "worse", date(2026, 3, 4))
    with connect(home / "warehouse.duckdb") as con:
        land(con, runs(landing))
        rows = con.execute(
            "SELECT source_id, record_key, listing, absent_since, gone_on FROM landed.records"
        ).fetchall()
    return SimpleNamespace(
        manifests=manifests, landing=landing, seconds=seconds, used=used, rows=rows, ids=ids, told=told
    )


def copy_run(old: Path, new: Path, source_id: str, run_id: str, day: date) -> None:
    shutil.copytree(old, new)
    manifest = json.loads((new / "manifest.json").read_text())
    (new / "manifest.json").write_text(
        json.dumps(manifest | {"source_id": source_id, "run_id": run_id, "as_of": day.isoformat()})
    )


def nothing_withdrawn_or_changed(crawled: SimpleNamespace) -> None:
    titles = {}
    for source_id, key, listing, absent_since, gone_on in crawled.rows:
        assert (absent_since, gone_on) == (None, None), f"{source_id} {key}"
        titles[source_id, key] = json.loads(listing)["title"]
    for source_id in crawled.ids.values():
        assert {key: titles.get((source_id, key)) for key in IDS} == {key: f"Año {key}" for key in IDS}, source_id


def others_untouched(crawled: SimpleNamespace) -> None:
    for kind in KINDS:
        folder = crawled.landing / crawled.ids["fine", kind]
        assert crawled.manifests[f"fine__{kind}"]["verdict"] == "ok"
        assert (folder / "bad" / "records.jsonl").read_bytes() == (folder / "good" / "records.jsonl").read_bytes()


def over_in_time_without_a_process(crawled: SimpleNamespace) -> None:
    for (name, kind), source_id in crawled.ids.items():
        limit = SHORT_LIMIT if name in FAULTS and FAULTS[name].killed else LIMIT
        assert crawled.seconds[source_id] < limit + OVER, (name, kind)
    for session in {int(path.read_text()) for path in crawled.told.iterdir()}:
        assert of_session(session) == []
    assert not list(crawled.landing.rglob("*.part"))


def within_memory(crawled: SimpleNamespace) -> None:
    peaks = {source_id: event["peak_mib"] for source_id, event in crawled.used.items()}
    assert max(peaks.values()) <= 256, sorted(peaks.items(), key=lambda item: -item[1])[:5]


def cell(crawled: SimpleNamespace, name: str, kind: str) -> str:
    manifest = crawled.manifests[f"{name}__{kind}"]
    return f"`{manifest['verdict']}`, {manifest['counts']['records']}"


def page_of(crawled: SimpleNamespace) -> str:
    lines = []
    for name, fault in {"fine": Fault(title="none"), **FAULTS}.items():
        note = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:…", crawled.manifests[f"{name}__json_api"]["note"])
        lines.append(f"| {fault.title} | {' | '.join(cell(crawled, name, kind) for kind in KINDS)} | {note} |")
    return (
        f"""\
# What a fault of a host does to a crawl

<!-- Written by `CATASTRO_WRITE_DOCS=1 pytest tests/faults/test_table.py` from what it saw; that test holds it. -->

Over real HTTP on loopback, each fault met by a feed, an API and a listing, which listed four calls the day before: the crawl's verdict and how
many records it brought, and the sentence about the API's crawl in the table `sources`.

For every row alike the test asserts: the four calls of the good day are neither withdrawn, counted as absent nor changed, after two days of
the fault; the sources without a fault, crawled by the same host process, bring the same bytes as the day before; the crawl is over within
its limit and {OVER:.0f} seconds and leaves no process; its process never holds more than 256 MiB; and nobody connects to the server on loopback
that redirects and names lead to.

| fault | feed | API | listing | what the catalogue says of the API |
|---|---|---|---|---|
"""
        + "\n".join(lines)
        + "\n"
    )
