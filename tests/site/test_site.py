"""The site: safe whatever portals publish, whole or not at all, written anew only where something changed.

Belongs here: pages and files as they are written. Does not belong: what a browser makes of them (`tests/browser`).
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from warehouse.site import building, index_files, writing
from warehouse.site.reading import SiteCatalogue

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 16)
CALL = "00000000-0000-5000-8000-000000000001"


def hostile():
    spec = importlib.util.spec_from_file_location("site_hostile", ROOT / "tests" / "exports" / "hostile.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.PAYLOADS


def catalogue(
    said: str = "Agua potable rural", url: str = "https://ejemplo.invalid/1", calls: int = 1
) -> SiteCatalogue:
    """A catalogue whose every text from outside is `said`, its addresses `url`."""
    ids = [CALL[:-2] + f"{n:02}" for n in range(1, calls + 1)]
    one = {
        "fund_id": "fondo", "title": said, "language": "fr", "summary": said, "line_es": said, "funder_id": said, "funder": said,
        "programme": said, "edition": said, "call_references": [said], "call_type": "grant", "published_on": DAY, "opens_on": DAY,
        "closes_on": date(2026, 12, 1), "closes_at": None, "deadline_kind": "fixed", "stated_status": "open", "stated_on": DAY,
        "amount_min": None, "amount_max": 5000, "amount_total": None, "currency": said[:3], "amount_max_usd": None, "amount_max_clp": None,
        "rate_on": None, "cofunding_percent": None, "applicant_types": ["ngo"], "places": [said], "min_population": None, "max_population": None,
        "url": url, "source_count": 1, "first_seen_on": DAY, "last_seen_on": DAY, "changed_on": None, "withdrawn_on": None,
        "status": "open", "next_deadline_on": date(2026, 12, 1), "days_left": 15, "working_days_left": 11,
    }  # fmt: skip
    verdict = {"applicant": "municipality", "outcome": "unclear", "role": None, "rule": said, "quote": said, "ask": said, "min_population": 10, "max_population": None}  # fmt: skip
    per_call = {
        "deadlines": {"position": 1, "closes_on": date(2026, 12, 1), "closes_at": datetime(2026, 12, 1, 20, tzinfo=UTC), "timezone": said, "stage": None, "quote": said},
        "key_dates": {"kind": said, "on_date": DAY, "quote": said},
        "documents": {"kind": said, "title": said, "url": url},
        "matches": {"priority_id": "water", "score": 0.9, "grade": 2, "terms": [said], "quote": said},
        "eligibility": verdict,
        "evidence": {"field": said, "value": said, "quote": said, "method": "model", "certainty": 0.9, "source_id": said, "landing": said},
        "doubts": {"field": said, "value": said, "other_value": said, "quote": said},
        "changes": {"changed_on": DAY, "field": "closes_on", "old_value": said, "new_value": said, "cause": "source", "matters": True},
        "records": {"source_id": said, "source_name": said, "record_key": said, "url": url, "title": said, "first_seen_on": DAY, "last_seen_on": DAY, "landing": said},
        "texts": {"text": said},
    }  # fmt: skip
    source = {"source_id": said, "name": said, "family": "agency", "state": "live", "verdict": "ok", "records": 1, "line_es": said, "last_good_on": DAY}  # fmt: skip
    return SiteCatalogue(
        day=DAY,
        frozen=True,
        published_at=datetime(2026, 11, 16, 12, tzinfo=UTC),
        calls={call_id: one | {"call_id": call_id} for call_id in ids},
        **{name: {i: [row | {"call_id": i}] for i in ids} for name, row in per_call.items()},
        funds={"fondo": {"fund_id": "fondo", "name": said, "funder_id": said, "next_opening_from": DAY, "next_opening_to": DAY}},
        funders={said: {"funder_id": said, "name": said, "kind": said, "country": said, "homepage": url, "contact_page": url, "before_applying": said}},
        priorities={"water": {"priority_id": "water", "name_es": said, "name_en": said, "description_es": said, "description_en": said, "keywords": json.dumps({"es": [said]})}},
        applicants=[{"applicant_id": "municipality:13501", "applicant": "municipality", "name": said, "province": said, "population": 100, "population_year": 2017, "lead_working_days": 20}],
        sources=[source],
        publications=[{"publication": 1, "publication_id": "x", "content_hash": "y", "as_of": DAY, "published_at": datetime(2026, 11, 16, 12, tzinfo=UTC), "calls": 1, "open_calls": 1, "records": 1, "sources_ok": 1, "sources_total": 1, "commit": said}],
        aliases=[],
        quality=[{"check_name": said, "table_name": said, "column_name": said, "outcome": "failed", "note": said}],
        tables=[{"table_name": "calls", "comment": said}],
        holidays=frozenset(),
    )  # fmt: skip


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write the site of a catalogue in memory, without the tables that are handed out."""
    monkeypatch.setattr(building.data_files, "write", lambda *_: None)

    def written(site: SiteCatalogue, target: Path | None = None):
        monkeypatch.setattr(building, "read_site", lambda _: site)
        return building.write_site(Path("catalogue.duckdb"), target or tmp_path / "site")

    return written


class Seen(HTMLParser):
    """What a browser would obey in a page: elements, handlers, addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.alive: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in ("iframe", "object", "embed", "base", "img", "link") and tag != "link" and tag != "img":
            self.alive.append(tag)
        if tag == "img" or (tag == "script" and not re.fullmatch(r"(\.\./)*static/\w+\.js", given.get("src") or "")):
            self.alive.append(str(attrs))
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.alive.append("refresh")
        self.alive += [name for name in given if name.startswith("on") or name == "style"]
        self.links += [given[name] for name in ("href", "src", "action") if given.get(name)]


def merged(sites: list[SiteCatalogue]) -> SiteCatalogue:
    """One catalogue of many, each call's id its place."""
    first = sites[0]
    for number, site in enumerate(sites[1:], 2):
        call_id, fund_id = CALL[:-2] + f"{number:02}", f"fondo {number}"
        first.calls[call_id] = site.calls[CALL] | {"call_id": call_id, "fund_id": fund_id}
        first.funds[fund_id] = site.funds["fondo"] | {"fund_id": fund_id}
        first.funders.update(site.funders)
        first.priorities[f"priority {number}"] = site.priorities["water"] | {"priority_id": f"priority {number}"}
        for name in PER_CALL:
            getattr(first, name)[call_id] = getattr(site, name)[CALL]
        for name in ("applicants", "sources", "publications", "quality", "tables"):
            getattr(first, name).extend(getattr(site, name))
    return first


PER_CALL = (
    "deadlines",
    "key_dates",
    "documents",
    "matches",
    "eligibility",
    "evidence",
    "doubts",
    "changes",
    "records",
    "texts",
)


def test_hostile_texts_are_dead_on_every_page(write, tmp_path):
    payloads = [p if len(p) < 1000 else p[:3000] for p in hostile()]
    assert len(payloads) >= 49
    write(merged([catalogue(p, url=p) for p in payloads]), tmp_path / "each")
    pages = list((tmp_path / "each").rglob("*.html"))
    assert len(pages) > 8 * len(payloads)
    for path in pages:
        seen = Seen()
        page = path.read_text(encoding="utf-8")
        seen.feed(page)
        assert not seen.alive, (path, seen.alive)
        for link in seen.links:
            outside = re.match(r"\s*[a-z][a-z0-9+.-]*:", link, re.I) or link.startswith(("//", "\\"))
            assert not outside or re.match(r"https?://[^/]", link), (path, link)
        assert "Content-Security-Policy" in page
    for path in (tmp_path / "each").rglob("search/**/*.js"):
        said = path.read_text(encoding="utf-8")
        assert re.fullmatch(r'CATASTRO\.take\("\w+","[\w-]*",(.*)\);\n', said, re.S), path
        json.loads(said[said.index(",", said.index(",") + 1) + 1 : -3])
        assert not re.search(r"[\u2028\u2029\ud800-\udfff]|</script", said)


def test_what_has_not_changed_is_not_written_again(write, tmp_path):
    def apart():
        site = catalogue(calls=30)
        for call in site.calls.values():
            call["fund_id"] = None
        return site

    first = write(apart())
    assert first.written == first.files
    assert write(apart()).written == 0
    site = apart()
    site.calls[CALL]["closes_on"] = site.calls[CALL]["next_deadline_on"] = date(2027, 1, 15)
    again = write(site)
    assert 0 < again.written < first.files / 2
    assert "15-01-2027" in (tmp_path / "site" / "c" / f"{CALL}.html").read_text(encoding="utf-8")


def test_a_writing_that_breaks_leaves_the_old_site(write, tmp_path, monkeypatch):
    write(catalogue("La primera"))
    before = {p: p.read_bytes() for p in (tmp_path / "site").rglob("*") if p.is_file()}
    real, count = writing.Folder.put, iter(range(1000))

    def breaking(self, *arguments):
        if next(count) == 20:
            raise OSError("the disk is full")
        real(self, *arguments)

    monkeypatch.setattr(writing.Folder, "put", breaking)
    with pytest.raises(writing.CannotWrite, match="the disk is full"):
        write(catalogue("La segunda"))
    assert {p: p.read_bytes() for p in (tmp_path / "site").rglob("*") if p.is_file()} == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [".site.lock", "site"]


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_writer_that_was_killed_is_mended_by_the_next(write, tmp_path, monkeypatch, exchanges):
    if not exchanges:
        monkeypatch.setattr(writing, "_changed_places", lambda *_: False)
    write(catalogue("La primera"))
    (tmp_path / ".site.part" / "c").mkdir(parents=True)
    (tmp_path / "site").rename(tmp_path / ".site.old")  # killed between the two steps
    write(catalogue("La segunda"))
    assert "La segunda" in (tmp_path / "site" / "c" / f"{CALL}.html").read_text(encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == [".site.lock", "site"]


def test_a_folder_of_other_things_is_not_replaced(write, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("two years")
    with pytest.raises(writing.CannotWrite, match="no site"):
        write(catalogue(), tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.txt").exists()


def test_every_link_of_every_page_leads_to_a_file_and_none_outside_is_asked_for(write, tmp_path):
    write(catalogue(calls=3))
    site = tmp_path / "site"
    for path in site.rglob("*.html"):
        seen = Seen()
        seen.feed(path.read_text(encoding="utf-8"))
        for link in seen.links:
            if not link.startswith(("http", "#")) and "datos/" not in link:
                assert (path.parent / link.partition("?")[0]).resolve().exists(), (path, link)
    assert not re.search(r"url\(|@import|https?:", (site / "static" / "site.css").read_text(encoding="utf-8"))


def test_postings_are_read_back_as_they_were():
    found = [(0, 1), (35, 16), (36, 3), (5000, 7)]
    assert index_files.postings(found) == "0AzP1C3twG"
    assert index_files.shard("~agua") == "0a"
    assert index_files.shard("ñu") == "_u"
