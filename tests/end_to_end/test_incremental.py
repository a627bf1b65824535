"""Days on which only what changed is resolved: the catalogue that days on which everything is resolved give.

Belongs here: the stage in a whole day. Does not belong: what it finds (`tests/unit/test_deduplication_incremental.py`).
"""

from datetime import date
from pathlib import Path

import duckdb

from assets.run_context import cards
from pipelines.language import sentence_vectors
from pipelines.territory import Territory
from scrapers.engine.crawl import crawl_all
from warehouse import linkage_store
from warehouse.home import Home
from warehouse.rebuild import rebuild

ROOT = Path(__file__).resolve().parents[2]
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
TABLES = ("calls", "call_records", "call_aliases", "funds", "matches", "eligibility", "changes")


def ask(file: Path, query: str) -> list[tuple]:
    with duckdb.connect(file, read_only=True) as con:
        return con.execute(query).fetchall()


def tables(home: Home) -> dict[str, list[tuple]]:
    return {name: ask(home.catalogue, f"SELECT * FROM {name} ORDER BY ALL") for name in TABLES}


def test_what_changed_since_monday_comes_to_the_catalogue_of_a_run_over_all(tmp_path, monkeypatch):
    territory, landing = Territory.load(ROOT / "territory"), tmp_path / "landing"
    for day, source in ((MONDAY, "nsf"), (TUESDAY, "grants_gov")):  # Tuesday's have twins among Monday's
        crawl_all([source], landing=landing, run_id=str(day), as_of=day, replay=ROOT / "sample")
    monkeypatch.setattr(
        sentence_vectors, "version", lambda: None
    )  # as quick as can be: what vectors add is the same on both ways
    whole, since = Home(tmp_path / "whole"), Home(tmp_path / "since")
    assert rebuild(landing, whole, TUESDAY, cards(), territory).published
    monkeypatch.setattr(linkage_store, "FEW", 0)
    monkeypatch.setattr(linkage_store, "MOST_CHANGED", 1.0)
    assert rebuild(landing, since, TUESDAY, cards(), territory).published
    assert ask(
        since.warehouse, "SELECT (SELECT count(*) FROM resolved.records) < (SELECT count(*) FROM landed.records)"
    ) == [(True,)]
    crossed = (
        "SELECT count(*) >= 4 FROM (SELECT call_id FROM call_records GROUP BY 1 HAVING count(DISTINCT source_id) > 1)"
    )
    assert ask(since.catalogue, crossed) == [(True,)]
    assert tables(since) == tables(whole)
