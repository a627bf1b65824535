"""A server on loopback that misbehaves as told, and sources that ask it."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

SOURCE = '''"""Invented source of a test, on loopback."""
import json, os, pathlib, subprocess, sys, time
from pipelines.records import Record
from scrapers.source import Ask, Page, Source, WrongDetail

BASE = {base!r}
HERE = BASE + "/{id}"


def read_listing(answer):
    data = answer.json()
    records = [Record(row["id"], title=row["title"], url=HERE + "/" + row["id"]) for row in data["calls"]]
    more = Ask(HERE + data["next"]) if data.get("next") else None
    return Page(records, announced=data.get("total"), next=more)


def ask_detail(record):
    return Ask(HERE + "/detail?id=" + record.record_key)


def read_detail(answer, record):
    data = answer.json()
    if data["id"] != (record.record_key or data["id"]):
        raise WrongDetail("la ficha es de otra convocatoria")
    return Record(data["id"], summary=data["summary"])


OPTIONS = dict(kind="json_api", asks=(Ask(HERE + "/list"),), expected=(1, 100), sentinel="calls")
{code}
SOURCE = Source(
    id="{id}", name="Invented", funder="Invented Fund", family="foundation", homepage=BASE,
    read_listing=read_listing, languages=("en",), country="CL", cadence="daily", licence="CC0", state="live",
    proof="documented", lists_all=True, lists_once=True, **OPTIONS)
'''


@dataclass
class Server:
    """`routes`: path -> (status, headers, body), or a function of the path with its query and of how often it was
    asked.
    """

    routes: dict = field(default_factory=dict)
    hits: Counter = field(default_factory=Counter)
    bodies: list = field(default_factory=list)
    agents: set = field(default_factory=set)
    headers: dict = field(default_factory=dict)
    port: int = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def allow(self) -> frozenset[str]:
        return frozenset({f"127.0.0.1:{self.port}"})

    def answer(self, path: str):
        self.hits[path] += 1
        route = self.routes.get(path.partition("?")[0], (404, {}, b""))
        return route(path, self.hits[path]) if callable(route) else route


def serve(server: Server) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            length = int(self.headers.get("Content-Length") or 0)
            server.bodies.append((self.path, self.headers.get("Content-Type"), self.rfile.read(length)))
            server.headers[self.path] = dict(self.headers)
            server.agents.add(self.headers.get("User-Agent"))
            status, headers, body = server.answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                return  # a crawl that has heard enough hangs up

        do_POST = do_GET

        def log_message(self, *args):
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    server.port = httpd.server_address[1]
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    return httpd


@pytest.fixture(scope="module")
def server():
    told = Server()
    httpd = serve(told)
    yield told
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture(scope="session")
def write_source():
    """Write a source's file: the template, changed by a few lines."""

    def write(folder: Path, source_id: str, base: str, code: str = "") -> None:
        folder.mkdir(exist_ok=True)
        (folder / f"{source_id}.py").write_text(SOURCE.format(id=source_id, base=base, code=code), encoding="utf-8")

    return write


@pytest.fixture(scope="session")
def ended():
    """Whether a process has ended, waiting for it (a zombie that nobody has reaped yet has)."""

    def running(pid: int) -> bool:
        stat = Path(f"/proc/{pid}/stat")
        try:
            return stat.read_text().rpartition(")")[2].split()[0] != "Z"
        except (FileNotFoundError, ProcessLookupError):
            return False

    def wait(pid: int, seconds: float = 15.0) -> bool:
        end = time.monotonic() + seconds
        while running(pid) and time.monotonic() < end:
            time.sleep(0.05)
        return not running(pid)

    return wait
