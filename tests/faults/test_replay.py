"""A replayed crawl opens no connection and asks no resolver, from either form of archive, and says what a bad one
lacks.
"""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from scrapers.engine.archive import Writer, read_archive
from scrapers.engine.crawl import crawl_all

DAY = date(2026, 9, 15)
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "captures" / "day"
# Python's own audit of every connection, in each process that the crawl starts: the first one ends that process, and is
# told.
SENTRY = """
import os, sys
def stop(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        with open(os.path.join({folder!r}, "opened"), "a") as told:
            told.write(f"{{event}} {{args}}\\n")
        os._exit(86)
sys.addaudithook(stop)
open(os.path.join({folder!r}, "watched"), "a").close()
"""


@pytest.fixture
def sentry(tmp_path, monkeypatch):
    folder = tmp_path / "sentry"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(SENTRY.format(folder=str(folder)))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


@pytest.fixture
def archives(tmp_path):
    """The same two answers as a folder and as a WARC file."""
    folder = tmp_path / "answers"
    folder.mkdir()
    (folder / "list.json").write_text(
        json.dumps({"calls": [{"id": "a", "title": "Call a"}, {"id": "b", "title": "Call b"}]})
    )
    (folder / "detail.json").write_text('{"id": "b", "summary": "All of it."}')
    rows = [
        "file\tmethod\turl\tcontent_type\tdate\trequest_body",
        "list.json\tGET\thttps://calls.example.org/invented/list\tapplication/json\t2026-09-15\t",
        "detail.json\tGET\thttps://calls.example.org/invented/detail?id=b\tapplication/json\t2026-09-15\t",
    ]
    (folder / "replay.tsv").write_text("\n".join(rows) + "\n")
    warc = tmp_path / "answers.warc.gz"
    with warc.open("wb") as sink:
        for exchange in read_archive(folder):
            Writer(sink).write(exchange)
    return {"folder": folder, "warc": warc}


@pytest.fixture
def folder(tmp_path, write_source):
    code = "OPTIONS |= dict(ask_detail=ask_detail, read_detail=read_detail)\n"
    write_source(tmp_path / "sources", "invented", "https://calls.example.org", code)
    return tmp_path / "sources"


@pytest.mark.parametrize("form", ["folder", "warc"])
def test_both_forms_replay_without_a_connection(archives, folder, sentry, tmp_path, form):
    (manifest,) = crawl_all(
        ["invented"], landing=tmp_path / "landing", run_id="one", as_of=DAY, replay=archives[form], folder=folder
    )
    assert (sentry / "watched").exists()
    assert not (sentry / "opened").exists()
    first, second = map(json.loads, (tmp_path / "landing/invented/one/records.jsonl").read_text().splitlines())
    # The only detail answers the first record that asks for it, by the address without its query: the source refuses
    # it.
    assert first["detail"] is None
    assert "otra convocatoria" in first["detail_failed"]
    assert second["detail_failed"] == "No hay ficha de detalle: no está entre las respuestas grabadas."
    assert manifest["verdict"] == "incomplete"


def test_the_sentry_would_see_a_connection(folder, sentry, tmp_path):
    (manifest,) = crawl_all(["invented"], landing=tmp_path / "landing", run_id="one", as_of=DAY, folder=folder)
    assert manifest["verdict"] == "failed"
    assert "código 86" in manifest["note"]
    assert "socket.getaddrinfo" in (sentry / "opened").read_text()


def test_replays_are_equal_byte_by_byte(archives, folder, tmp_path):
    landed = []
    for run in ("one", "two"):
        crawl_all(
            ["invented"], landing=tmp_path / run, run_id="same", as_of=DAY, replay=archives["warc"], folder=folder
        )
        landed.append(
            [(tmp_path / run / "invented/same" / name).read_bytes() for name in ("records.jsonl", "manifest.json")]
        )
    assert landed[0] == landed[1]


def test_a_bad_archive_is_refused_before_anything_lands(folder, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ValueError, match=r"replay\.tsv: there is no such file"):
        crawl_all(["invented"], landing=tmp_path / "landing", run_id="one", as_of=DAY, replay=empty, folder=folder)
    assert not (tmp_path / "landing").exists()


def test_the_caller_never_imports_scrapy(archives, folder, tmp_path):
    code = (
        "import sys; from datetime import date; from pathlib import Path; from scrapers.engine.crawl import crawl_all\n"
        f"crawl_all(['invented'], landing=Path({str(tmp_path / 'landing')!r}), run_id='one', as_of=date(2026, 9, 15),"
        f" replay=Path({str(archives['warc'])!r}), folder=Path({str(folder)!r}))\n"
        "print([name for name in ('scrapy', 'twisted') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not SHARED.exists(), reason="the recorded day is not beside this checkout")
@pytest.mark.parametrize("form", ["", "replay.warc.gz"])
def test_the_recorded_day(sentry, tmp_path, form):
    manifests = crawl_all(
        ["grants_gov", "eu_sedia", "nsf", "agcid"],
        landing=tmp_path / "landing",
        run_id="one",
        as_of=DAY,
        replay=SHARED / form,
    )
    counts = {m["source_id"]: (m["counts"]["records"], m["counts"]["details"]) for m in manifests}
    assert counts == {"grants_gov": (112, 1), "eu_sedia": (9, 0), "nsf": (30, 0), "agcid": (0, 0)}
    verdicts = {m["source_id"]: m["verdict"] for m in manifests}
    assert (verdicts["grants_gov"], verdicts["nsf"], verdicts["agcid"]) == ("incomplete", "ok", "failed")
    assert not (sentry / "opened").exists()
