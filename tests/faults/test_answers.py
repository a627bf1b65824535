"""What lands of a crawl, over real HTTP: each source below has one habit, all crawled by one host. Faults of hosts:
`test_table.py`.
"""

import json
import socket
from datetime import date

import pytest

from scrapers.engine.crawl import crawl_all

JSON = {"Content-Type": "application/json"}
DETAILS = "OPTIONS |= dict(ask_detail=ask_detail, read_detail=read_detail)\n"
PAGED = "OPTIONS |= dict(expected=(4, 9))\n"
FEED = """
def read_listing(answer):
    return Page([Record(e.id, title=e.title, url=e.link) for e in answer.entries()])

OPTIONS |= dict(kind="feed", sentinel=None)
"""
HTML = """
def read_listing(answer):
    return Page([Record(a.attributes["href"], title=a.text(), url=HERE) for a in answer.html().css("a.call")])

OPTIONS |= dict(kind="listing", sentinel="call")
"""
PAGER = """
import re
from scrapers.readers import cards

read_listing = cards.listing(
    re.compile("/calls/([a-z]+)"), base=BASE, language="en", first=0, following=cards.next_link("a.next", HERE + "/list"))
OPTIONS |= dict(kind="listing", sentinel="calls")
"""
RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
    "<item><guid>a</guid><title>Región</title><link>https://example.org/a</link></item></channel></rss>"
)
FORM = 'OPTIONS |= dict(asks=(Ask(HERE + "/list", method="POST", parts={"query": {"status": ["open"]}, "languages": ["es"]}),))\n'


def page(*ids, **more):
    return 200, JSON, json.dumps({"calls": [{"id": i, "title": f"Call {i}"} for i in ids]} | more).encode()


def pager(path, times):
    """Three pages, of which the second lost the link to the third."""
    key, links = ("b", "<a href='?page=0'>1</a>") if "page=1" in path else ("a", "<a class=next href='?page=1'>2</a>")
    body = f"<html><body><a href='/calls/{key}'>A call</a>{links}<a href='?page=2'>3</a></body></html>"
    return 200, {"Content-Type": "text/html"}, body.encode()


def detail(path, times):
    asked = path.partition("=")[2]
    return {
        "a": (200, JSON, b'{"id": "a", "summary": "All of it."}'),
        "b": (500, {}, b""),
        "c": (200, JSON, b'{"id": "a", "summary": "Of another."}'),
        "d": (200, JSON, b'{"id": "d"}'),
    }[asked]


def shifting(path, times):
    """150 are announced; one is published between the first page and the second, which then begins with the first's
    last.
    """
    first = "two" not in path
    return page(
        *map(str, range(1, 101) if first else range(100, 150)), total=150, **({"next": "/two"} if first else {})
    )


def copied(path, times):
    """Two rows of one call, each with its own words, at the end of one page and the beginning of the next: the
    source's own way of counting.
    """
    rows = [("b", "Bb"), ("a", "One")] if "two" not in path else [("a", "Uno"), ("c", "Cc")]
    more = {"next": "/two"} if "two" not in path else {}
    return (
        200,
        JSON,
        json.dumps({"calls": [{"id": key, "title": title} for key, title in rows], "total": 4} | more).encode(),
    )


def routes(secret: str):
    """(source, path, answer, changes to the source's file)"""
    return [
        ("fine", "list", page("b", "a", total=2), ""),
        ("form", "list", page("a"), FORM),
        ("always_500", "list", (500, {}, b"calls"), ""),
        ("flaky", "list", lambda path, times: (503, {}, b"") if times < 3 else page("a"), ""),
        ("details", "list", page("a", "b", "c", "d"), DETAILS),
        ("details", "detail", detail, DETAILS),
        ("dies_midway", "list", page("a", "b", next="/two", total=4), PAGED),
        ("dies_midway", "two", (500, {}, b""), PAGED),
        ("short", "list", page("a", "b", total=3), ""),
        ("repeats", "list", page("a", "b", next="/two", total=4), PAGED),
        ("repeats", "two", page("a", "b", total=4), PAGED),
        ("shifts", "list", shifting, "OPTIONS |= dict(expected=(1, 200))\n"),
        ("shifts", "two", shifting, "OPTIONS |= dict(expected=(1, 200))\n"),
        ("copies", "list", copied, ""),
        ("copies", "two", copied, ""),
        ("circles", "list", page("a", next="/list"), ""),
        ("twice", "list", page("a", "b", "a"), ""),
        ("says_empty", "list", page(total=0), ""),
        ("silent_empty", "list", page(), ""),
        ("no_sentinel", "list", (200, JSON, b'{"error": "maintenance"}'), ""),
        ("changed", "list", (200, JSON, b'{"calls": [{"id": "a", "name": "renamed"}]}'), ""),
        ("untitled", "list", (200, JSON, b'{"calls": [{"id": "a", "title": ""}]}'), ""),
        ("keyless", "list", page("", ""), ""),
        ("not_found", "list", (404, JSON, b'{"calls": []}'), ""),
        ("to_name", "list", (302, {"Location": secret.replace("127.0.0.1", socket.gethostname())}, b""), ""),
        (
            "latin",
            "list",
            (
                200,
                {"Content-Type": "application/json; charset=utf-8"},
                '{"calls": [{"id": "a", "title": "Innovación pública"}]}'.encode("latin-1"),
            ),
            "",
        ),
        ("latin_feed", "list", (200, {"Content-Type": "application/rss+xml"}, RSS.encode("latin-1")), FEED),
        (
            "pages",
            "list",
            (
                200,
                {"Content-Type": "text/html; charset=iso-8859-1"},
                '<html><body><a class="call" href="/1">Año</a></body></html><a class="call" href="/2">After</a>'.encode(),
            ),
            HTML,
        ),
        ("pager", "list", pager, PAGER),
        ("no_such_kind", "list", page("a"), 'OPTIONS |= dict(kind="wordpress_of_tomorrow")\n'),
    ]


@pytest.fixture(scope="module")
def crawled(server, write_source, tmp_path_factory):
    """Every source's manifest and records, and the second server that nobody may reach."""
    folder, landing = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("landing")
    with socket.create_server(("127.0.0.1", 0)) as secret:
        for source_id, path, answer, code in routes(f"http://127.0.0.1:{secret.getsockname()[1]}/"):
            server.routes[f"/{source_id}/{path}"] = answer
            write_source(folder, source_id, server.base, code)
        ids = sorted(path.stem for path in folder.glob("*.py"))
        manifests = crawl_all(
            ids,
            landing=landing,
            run_id="one",
            as_of=date(2026, 3, 2),
            allow=server.allow,
            folder=folder,
            delay_seconds=0,
            parallel=3,
        )
        secret.setblocking(False)
        with pytest.raises(BlockingIOError):  # nobody came
            secret.accept()
    lines = {
        i: [json.loads(line) for line in (landing / i / "one" / "records.jsonl").read_text().splitlines()] for i in ids
    }
    return {m["source_id"]: (m, lines[m["source_id"]], landing / m["source_id"] / "one") for m in manifests} | {
        "": folder
    }


@pytest.mark.parametrize(
    ("source_id", "verdict", "says"),
    [
        ("fine", "ok", "2 registros en 1 página"),
        ("form", "ok", ""),
        ("flaky", "ok", ""),
        ("twice", "ok", ""),
        ("shifts", "incomplete", "anuncia 150 y su listado trajo 149 distintos"),
        ("copies", "ok", ""),
        ("latin", "ok", ""),
        ("latin_feed", "ok", ""),
        ("pages", "ok", "2 registros"),
        ("says_empty", "empty_confirmed", "anuncia 0"),
        ("details", "incomplete", "3 de 4 fichas de detalle fallaron"),
        ("dies_midway", "incomplete", "una página del listado no llegó: HTTP 500"),
        ("short", "incomplete", "anuncia 3 y su listado trajo 2"),
        ("repeats", "incomplete", "repite los registros"),
        ("circles", "incomplete", "vuelve a pedir una ya leída"),
        ("pager", "incomplete", "anuncia 3 páginas y el listado terminó en la 2"),
        ("silent_empty", "incomplete", "0 registros, menos que los 1"),
        ("no_sentinel", "malformed", "falta en la página la marca «calls»"),
        ("changed", "malformed", "changed.py, línea"),
        ("untitled", "malformed", "«title»"),
        ("keyless", "malformed", "clave"),
        ("always_500", "failed", "HTTP 500"),
        ("not_found", "failed", "HTTP 404"),
        ("to_name", "failed", "que no es pública"),
        ("no_such_kind", "failed", "wordpress_of_tomorrow"),
    ],
)
def test_verdict(crawled, source_id, verdict, says):
    manifest, lines, _ = crawled[source_id]
    assert manifest["verdict"] == verdict, manifest["note"]
    assert says.lower() in manifest["note"].lower()
    assert manifest["counts"]["records"] == len(lines)


def test_records_land_sorted_by_key_with_their_fingerprint(crawled):
    _, lines, folder = crawled["fine"]
    assert [line["record_key"] for line in lines] == ["a", "b"]
    assert lines[0]["listing"]["title"] == "Call a"
    assert lines[0]["detail"] is None
    assert lines[0]["detail_failed"] is None
    assert len({line["fingerprint"] for line in lines}) == 2
    assert {path.name for path in folder.iterdir()} == {"answers.warc.gz", "manifest.json", "records.jsonl"}


def test_the_manifest_counts(crawled):
    manifest = crawled["flaky"][0]
    assert manifest["counts"] == {
        "records": 1,
        "announced": None,
        "skipped": 0,
        "pages": 1,
        "pages_announced": None,
        "requests": 3,
        "answers": 3,
        "failed": 0,
        "details": 0,
        "details_failed": 0,
    }
    assert manifest["finish_reason"] == "finished"
    assert manifest["lists_all"] is True
    assert len(manifest["code"]) == 64
    assert crawled["twice"][0]["counts"]["skipped"] == 1
    assert crawled["dies_midway"][0]["counts"]["records"] == 2
    assert (crawled["pager"][0]["counts"]["pages"], crawled["pager"][0]["counts"]["pages_announced"]) == (2, 3)


def test_a_failed_detail_keeps_the_listings_record_and_says_why(crawled):
    manifest, lines, _ = crawled["details"]
    kept = {line["record_key"]: line for line in lines}
    assert kept["a"]["detail"]["summary"] == "All of it."
    assert all(kept[key]["listing"]["title"] == f"Call {key}" and kept[key]["detail"] is None for key in "bcd")
    assert "HTTP 500" in kept["b"]["detail_failed"]
    assert "de otra convocatoria" in kept["c"]["detail_failed"]
    assert "KeyError: 'summary'" in kept["d"]["detail_failed"]
    assert manifest["counts"]["details"] == 1
    assert manifest["counts"]["details_failed"] == 3


def test_an_error_in_the_sources_code_is_in_the_log_whole(crawled):
    manifest, _, folder = crawled["changed"]
    assert "KeyError: 'title'" in manifest["note"]
    assert "Traceback" in (folder / "crawl.log").read_text()


@pytest.mark.parametrize(
    ("source_id", "title", "used"),
    [
        ("latin", "Innovación pública", "cp1252"),
        ("latin_feed", "Región", "cp1252"),
        ("pages", "Año", "utf-8"),
    ],
)
def test_a_mislabelled_encoding_lands_with_a_doubt(crawled, source_id, title, used):
    first = crawled[source_id][1][0]["listing"]
    assert first["title"].strip() == title
    (doubt,) = first["doubts"]
    assert (doubt["field"], doubt["value"]) == ("encoding", used)


def test_a_form_is_sent_in_parts_with_the_same_boundary_every_time(crawled, server):
    ((kind, body),) = {(kind, body) for path, kind, body in server.bodies if path == "/form/list"}
    assert kind.startswith("multipart/form-data; boundary=catastro-")
    assert b'name="query"' in body
    assert b'{"status": ["open"]}' in body


def test_the_crawler_says_who_it_is_and_asks_robots_once_a_crawl(crawled, server):
    (agent,) = server.agents
    assert agent.startswith("Catastro/")
    assert "+https://" in agent
    assert server.hits["/robots.txt"] == len(crawled) - 2  # the kind that does not exist never asks


@pytest.mark.parametrize("source_id", ["flaky", "details", "always_500"])
def test_what_was_recorded_live_replays_to_the_same_bytes(crawled, server, tmp_path, source_id):
    lived, _, live = crawled[source_id]
    asked = server.hits.total()
    (manifest,) = crawl_all(
        [source_id],
        landing=tmp_path,
        run_id="two",
        as_of=date(2026, 3, 2),
        replay=live / "answers.warc.gz",
        allow=server.allow,
        folder=crawled[""],
    )
    assert server.hits.total() == asked
    assert (tmp_path / source_id / "two" / "records.jsonl").read_bytes() == (live / "records.jsonl").read_bytes()
    assert (manifest["counts"], manifest["verdict"], manifest["note"]) == (
        lived["counts"],
        lived["verdict"],
        lived["note"],
    )
    assert manifest["started_at"] == manifest["finished_at"] == "2026-03-02T12:00:00-03:00"
