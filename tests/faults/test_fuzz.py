"""Damaged answers: a small share of `benchmarks/fuzz.py`, and every feed that others recorded."""

import importlib.util
import sys
from pathlib import Path

import pytest

from scrapers.engine.completeness import cut
from scrapers.readers.answer import Answer
from scrapers.registry import registry

ROOT = Path(__file__).resolve().parents[2]
FEEDS = sorted((ROOT.parent / "shared" / "captures" / "generic-feeds").glob("*.xml"))


@pytest.fixture(scope="module")
def fuzz():
    spec = importlib.util.spec_from_file_location("fuzz", ROOT / "benchmarks" / "fuzz.py")
    sys.modules["fuzz"] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("source_id", registry())
def test_no_damage_crashes_a_crawl_or_passes_for_all_there_is(fuzz, source_id):
    seen = 0
    for file, found in fuzz.fuzz(source_id, 12):
        assert found.total() == 12
        assert not found["crash"], file
        assert not found[fuzz.SILENT], file
        seen += found["failed"] + found["incomplete"] + found["malformed"]
    assert seen


@pytest.mark.skipif(not FEEDS, reason="no recorded feeds beside the checkout")
@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_every_recorded_feed_is_read(path):
    answer = Answer(path.read_bytes())
    entries = answer.entries()
    assert entries or cut(answer.text())
    assert all(entry.get("title") or entry.get("link") for entry in entries)
    assert (cut(answer.text()) is None) == ("invalid" not in path.name)
