"""A crawl that never ends, dies, or loses its caller: killed in time, told, and no process left."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import date
from pathlib import Path

import pytest

from scrapers.engine.crawl import crawl_all

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 3, 2)
LIST = (200, {"Content-Type": "application/json"}, b'{"calls": [{"id": "a", "title": "Call a"}]}')

# Tells its own, its host's and its own child's id, then never lets go of the processor.
BUSY = """
def read_listing(answer):
    child = subprocess.Popen(["sleep", "300"])
    told = pathlib.Path({told!r})
    told.with_suffix(".new").write_text(f"{{os.getpid()}} {{os.getppid()}} {{child.pid}}")
    told.with_suffix(".new").rename(told)
    while True:
        pass
"""
DIES = "def read_listing(answer):\n    os._exit(7)\n"
SLOW = "OPTIONS |= dict(ask_detail=ask_detail, read_detail=read_detail)\n"


@pytest.fixture(scope="module")
def house(server, write_source, tmp_path_factory):
    """A folder of sources with one fault each, and where the busy one tells its processes."""
    folder, told = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("told") / "pids"

    def hang(path, times):
        time.sleep(60)
        return LIST

    codes = {"fine": "", "busy": BUSY.format(told=str(told)), "dies": DIES, "hangs": "", "hanging_details": SLOW}
    for source_id, code in codes.items():
        server.routes[f"/{source_id}/list"] = hang if source_id == "hangs" else LIST
        write_source(folder, source_id, server.base, code)
    server.routes["/hanging_details/detail"] = hang
    return folder, told


def crawl(house, server, landing, *ids, **options):
    folder, _ = house
    return crawl_all(
        list(ids),
        landing=landing,
        run_id="one",
        as_of=DAY,
        allow=server.allow,
        folder=folder,
        delay_seconds=0,
        **options,
    )


def test_a_busy_loop_is_killed_at_its_limit_with_all_it_started_and_stops_no_other(house, server, tmp_path, ended):
    began = time.monotonic()
    busy, dies, fine = crawl(house, server, tmp_path, "busy", "dies", "fine", limit_seconds=6)
    assert time.monotonic() - began < 20
    assert (fine["verdict"], busy["verdict"], dies["verdict"]) == ("ok", "failed", "failed")
    assert (busy["finish_reason"], dies["finish_reason"]) == ("killed", "crashed")
    assert "a los 6 segundos" in busy["note"]
    assert "código 7" in dies["note"]
    assert all(ended(int(pid)) for pid in house[1].read_text().split())
    for source_id in ("busy", "dies"):
        folder = tmp_path / source_id / "one"
        assert json.loads((folder / "manifest.json").read_text())["verdict"] == "failed"
        assert (folder / "records.jsonl").read_text() == ""
        assert (folder / "answers.warc.gz").exists()
    assert not list(tmp_path.rglob("*.part"))


def test_a_server_that_never_answers_fails_by_its_own_timeout(house, server, tmp_path):
    hangs, details = crawl(house, server, tmp_path, "hangs", "hanging_details", limit_seconds=12)
    assert (hangs["verdict"], hangs["finish_reason"]) == ("failed", "finished")
    assert "sin respuesta a tiempo" in hangs["note"]
    assert (details["verdict"], details["counts"]["records"], details["counts"]["details_failed"]) == (
        "incomplete",
        1,
        1,
    )


def test_events_tell_the_crawl_as_it_goes(house, server, tmp_path):
    events = []
    (manifest,) = crawl(house, server, tmp_path, "fine", on_event=events.append)
    assert [event["event"] for event in events] == ["started", "progress", "finished"]
    assert {event["source_id"] for event in events} == {"fine"}
    assert events[1]["records"] == 1
    assert events[-1]["manifest"] == manifest


def test_an_interrupted_caller_leaves_no_process(house, server, tmp_path, ended):
    def interrupt(event):
        while not house[1].exists():
            time.sleep(0.05)
        raise KeyboardInterrupt

    house[1].unlink(missing_ok=True)
    with pytest.raises(KeyboardInterrupt):
        crawl(house, server, tmp_path, "busy", on_event=interrupt)
    assert all(ended(int(pid)) for pid in house[1].read_text().split())


@pytest.mark.parametrize("victim", ["caller", "host"])
def test_a_killed_caller_or_host_leaves_no_crawl(house, server, tmp_path, ended, victim):
    house[1].unlink(missing_ok=True)
    script = textwrap.dedent(f"""
        from datetime import date
        from pathlib import Path
        from scrapers.engine.crawl import crawl_all
        crawl_all(["busy"], landing=Path({str(tmp_path)!r}), run_id="one", as_of=date(2026, 3, 2),
                  allow=frozenset({sorted(server.allow)!r}), folder=Path({str(house[0])!r}), delay_seconds=0)
    """)
    caller = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    while not house[1].exists():
        time.sleep(0.05)
    crawl_pid, host_pid, started_pid = map(int, house[1].read_text().split())
    os.kill(caller.pid if victim == "caller" else host_pid, signal.SIGKILL)
    caller.wait(30)
    assert ended(crawl_pid)
    assert ended(host_pid)
    if victim == "caller":
        assert ended(started_pid)
    else:
        os.kill(
            started_pid, signal.SIGKILL
        )  # a crawl's own children outlive a host killed with SIGKILL: no source starts any
        manifest = json.loads((tmp_path / "busy" / "one" / "manifest.json").read_text())
        assert (manifest["verdict"], manifest["finish_reason"]) == ("failed", "crashed")


def test_a_run_that_has_landed_is_never_written_again(house, server, tmp_path):
    crawl(house, server, tmp_path, "fine")
    with pytest.raises(FileExistsError, match="this run has landed already"):
        crawl(house, server, tmp_path, "fine")


def test_what_a_killed_run_left_is_made_anew(house, server, tmp_path):
    left = tmp_path / "fine" / "one.part"
    left.mkdir(parents=True)
    (left / "records.jsonl").write_text("half a li")
    (manifest,) = crawl(house, server, tmp_path, "fine")
    assert manifest["verdict"] == "ok"
    assert not left.exists()


def test_an_unknown_source_is_named(house, server, tmp_path):
    with pytest.raises(KeyError, match="no source 'nobody'"):
        crawl(house, server, tmp_path, "nobody")


@pytest.mark.parametrize(
    ("answer", "word", "says"),
    [
        ((200, {}, b"User-agent: *\nDisallow: /fine"), "failed", "lo prohíbe"),
        ((200, {}, b"\xef\xbb\xbfUser-agent: *\nDisallow: /"), "failed", "lo prohíbe"),
        ((200, {}, "User-agent: *\nDisallow: /".encode("utf-16")), "failed", "lo prohíbe"),
        ((200, {}, "User-agent: *\r\nDisallow: /".encode("utf-16-be")), "failed", "lo prohíbe"),
        (
            (200, {"Content-Type": "text/plain; charset=utf-16"}, "User-agent: *\nDisallow: /".encode("utf-16-le")),
            "failed",
            "lo prohíbe",
        ),
        ((200, {}, b"\xef\xbb\xbfUser-agent: *\nDisallow: /private"), "ok", ""),
        ((200, {}, b"User-agent: *\nDisallow: /private"), "ok", ""),
        ((503, {}, b"User-agent: *\nAllow: /"), "failed", "responde HTTP 503"),
        ((429, {}, b""), "failed", "responde HTTP 429"),
        ((403, {}, b"User-agent: *\nDisallow: /"), "ok", ""),
        ((302, {"Location": "http://169.254.169.254/robots.txt"}, b""), "failed", "prohibida"),
    ],
)
def test_robots_is_obeyed_and_a_broken_one_forbids(house, server, tmp_path, answer, word, says):
    server.routes["/robots.txt"] = answer
    try:
        (manifest,) = crawl(house, server, tmp_path, "fine")
    finally:
        del server.routes["/robots.txt"]
    assert manifest["verdict"] == word, manifest["note"]
    assert says in manifest["note"]
    assert manifest["counts"]["requests"] == (word == "ok")
