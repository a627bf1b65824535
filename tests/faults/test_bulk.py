"""A large archive over real HTTP, in pieces: whole, or not taken."""

import io
import os
import re
import zipfile
from datetime import date

import pytest

from scrapers.engine.crawl import crawl_all
from scrapers.readers.answer import Answer
from scrapers.readers.bulk_files import BadExtract, dated, elements
from scrapers.source import Ask

CODE = """
from scrapers.sources.grants_gov_extract import read_listing
OPTIONS |= dict(kind="bulk", asks=(Ask(HERE + "/Extract{day}.zip", instead=Ask(HERE + "/Extract{before}.zip")),), sentinel="GrantsDBExtract")
"""
XML = b"""<Grants xmlns="http://apply.grants.gov/system/OpportunityDetail-V1.0"><OpportunitySynopsisDetail_1_0>
<OpportunityID>1</OpportunityID><OpportunityTitle>Call</OpportunityTitle></OpportunitySynopsisDetail_1_0></Grants>"""
TODAY, BEFORE = "Extract20260302.zip", "Extract20260301.zip"


def archive(xml: bytes = XML, padding: int = 9 * 2**20, **more: bytes) -> bytes:
    """An archive of more than one piece, for its padding cannot be packed."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as sink:
        sink.writestr("GrantsDBExtract20260302v2.xml", xml)
        sink.writestr("padding.bin", os.urandom(padding))
        for name, content in more.items():
            sink.writestr(name, content)
    return whole.getvalue()


@pytest.fixture(scope="module")
def crawled(server, write_source, tmp_path_factory):
    """Each source's manifest: its host serves the file in pieces, well or badly."""
    whole, small = archive(), archive(padding=10)
    broken = bytearray(whole)
    broken[40] ^= 255

    def pieces(content, tag=lambda times: "v1", shift=0):
        def answer(path, times):
            first, last = map(int, re.fullmatch(r"bytes=(\d+)-(\d+)", server.headers[path]["Range"]).groups())
            piece = content[first + shift : last + 1 + shift]
            held = f"bytes {first + shift}-{first + shift + len(piece) - 1}/{len(content)}"
            return 206, {"Content-Type": "application/zip", "Content-Range": held, "ETag": tag(times)}, piece

        return answer

    routes = {
        "whole": {TODAY: pieces(bytes(whole))},
        "no_ranges": {TODAY: (200, {"Content-Type": "application/zip"}, small)},
        "yesterdays": {TODAY: (404, {}, b""), BEFORE: pieces(whole)},
        "none": {TODAY: (404, {}, b""), BEFORE: (403, {}, b"")},
        "changes": {TODAY: pieces(whole, tag=str)},
        "shifted": {TODAY: pieces(whole, shift=1)},
        "cut": {TODAY: pieces(whole[:-30])},
        "damaged": {TODAY: pieces(bytes(broken))},
        "a_page": {TODAY: (200, {"Content-Type": "text/html"}, b"<html><body>Moved</body></html>")},
        "no_xml": {TODAY: pieces(archive(b"<Grants><Opportunity"))},
    }
    folder, landing = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("landing")
    for source_id, answers in routes.items():
        write_source(folder, source_id, server.base, CODE)
        server.routes |= {f"/{source_id}/{file}": answer for file, answer in answers.items()}
    manifests = crawl_all(
        list(routes),
        landing=landing,
        run_id="one",
        as_of=date(2026, 3, 2),
        allow=server.allow,
        folder=folder,
        delay_seconds=0,
    )
    (replayed,) = crawl_all(
        ["whole"],
        landing=landing,
        run_id="two",
        as_of=date(2026, 3, 2),
        folder=folder,
        allow=server.allow,
        replay=landing / "whole" / "one" / "answers.warc.gz",
    )
    return {m["source_id"]: m for m in manifests} | {"replayed": replayed}


@pytest.mark.parametrize(
    ("source_id", "verdict", "requests", "says"),
    [
        ("whole", "ok", 2, "1 registros"),
        ("replayed", "ok", 2, "1 registros"),
        ("no_ranges", "ok", 1, "1 registros"),
        ("yesterdays", "incomplete", 3, "Extract20260301.zip en lugar del listado principal (HTTP 404)"),
        ("none", "failed", 2, "HTTP 403"),
        ("changes", "failed", 2, "el archivo cambió mientras llegaba"),
        ("shifted", "failed", 1, "no es el que se pidió"),
        ("cut", "failed", 3, "se esperaba un archivo ZIP entero"),
        ("damaged", "malformed", 2, "no se pudo leer"),
        ("a_page", "failed", 2, "se esperaba un archivo ZIP entero y llegó text/html"),
        ("no_xml", "malformed", 2, "ParseError"),
    ],
)
def test_verdict(crawled, source_id, verdict, requests, says):
    manifest = crawled[source_id]
    assert (manifest["verdict"], manifest["counts"]["requests"]) == (verdict, requests), manifest["note"]
    assert says in manifest["note"]


def test_a_day_stands_in_the_address():
    ask = dated(Ask("https://example.org/{day}.zip", instead=Ask("https://example.org/{before}.zip")), date(2026, 3, 1))
    assert (ask.url, ask.instead and ask.instead.url) == (
        "https://example.org/20260301.zip",
        "https://example.org/20260228.zip",
    )


def test_an_archive_with_two_xml_files_is_none_of_ours():
    with pytest.raises(BadExtract, match="trae 2 XML"):
        list(elements(Answer(archive(padding=1, **{"other.xml": XML})), "OpportunitySynopsisDetail_1_0"))
