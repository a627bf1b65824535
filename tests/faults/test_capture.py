"""A sample of a live source becomes a fixture folder that replays, and reads as `parse` reads it."""

import json
from datetime import date

from scrapers.authoring.capture import capture
from scrapers.engine.crawl import crawl_all
from scrapers.readers.parse import parse
from scrapers.registry import registry

JSON = {"Content-Type": "application/json"}


def test_a_capture_holds_one_page_and_one_detail_and_replays(server, write_source, tmp_path):
    folder = tmp_path / "sources"
    write_source(folder, "kept", server.base, "OPTIONS |= dict(ask_detail=ask_detail, read_detail=read_detail)\n")
    calls = [{"id": key, "title": f"Call {key}"} for key in "ab"]
    server.routes["/kept/list"] = (200, JSON, json.dumps({"calls": calls, "next": "/more"}).encode())
    server.routes["/kept/detail"] = (200, JSON, b'{"id": "a", "summary": "All of it."}')

    written = capture("kept", tmp_path / "out", folder=folder, allow=server.allow)

    assert [path.name for path in written] == ["listing-1.json", "detail-2.json", "replay.tsv"]
    assert not server.hits["/kept/more"]
    assert "Accept-Encoding" not in server.headers["/kept/list"]  # the files are for people to read
    assert server.hits["/kept/detail?id=a"] == 1
    source = registry(folder)["kept"]
    assert [
        record.record_key for record in parse(source, written[0].read_bytes(), content_type="application/json")
    ] == ["a", "b"]
    (detail,) = parse(source, written[1].read_bytes(), as_="detail")
    assert (detail.record_key, detail.summary) == ("a", "All of it.")
    (manifest,) = crawl_all(
        ["kept"],
        landing=tmp_path / "landing",
        run_id="one",
        as_of=date(2026, 3, 2),
        replay=tmp_path / "out",
        allow=server.allow,
        folder=folder,
    )
    assert (manifest["counts"]["records"], manifest["counts"]["details"]) == (2, 1)
