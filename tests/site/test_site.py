"""The site: safe whatever portals publish, whole or not at all, written anew only where something changed.

Belongs here: pages and files as they are written. Does not belong: what a browser makes of them (`tests/browser`).
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest

from warehouse.site import building, data_files, index_files, writing
from warehouse.site.reading import SiteCatalogue

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def beside(path: Path):
    spec = importlib.util.spec_from_file_location(f"site_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


builder = beside(HERE / "builder.py")
CALL, catalogue, merged = builder.CALL, builder.catalogue, builder.merged


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


def test_hostile_texts_are_dead_on_every_page(write, tmp_path):
    payloads = [p if len(p) < 1000 else p[:3000] for p in beside(HERE.parent / "exports" / "hostile.py").PAYLOADS]
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


def test_the_file_that_is_handed_out_keeps_back_what_offices_decided_and_full_texts(tmp_path):
    whole, given = tmp_path / "whole's.duckdb", tmp_path / "given.duckdb"
    with duckdb.connect(whole) as con:
        for name in ("calls", *data_files.HELD_BACK):
            con.execute(f"CREATE TABLE {name} AS SELECT 'won by Alhué' AS said")
        con.execute("CREATE VIEW open_calls AS FROM calls")
        con.execute("COMMENT ON TABLE calls IS 'Convocatorias'")
    given.write_bytes(data_files.open_file(whole))
    with duckdb.connect(given, read_only=True) as con:
        assert con.execute("FROM open_calls").fetchall() == [("won by Alhué",)]
        assert con.execute("SELECT comment FROM duckdb_tables() WHERE table_name = 'calls'").fetchall() == [
            ("Convocatorias",)
        ]
        for name in data_files.HELD_BACK:
            assert con.execute(f"FROM {name}").fetchall() == [], name
            assert (ROOT / "dbt_like_sql" / "catalogue" / f"{name}.sql").exists(), name
