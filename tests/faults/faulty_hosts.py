"""Hosts with one fault each, over real HTTP: what they answer, as a feed, an API and a listing.

Belongs here: the faults. Does not belong: what a crawl makes of them (`test_table.py`).
"""

from __future__ import annotations

import gzip
import ipaddress
import itertools
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

KINDS = ("feed", "json_api", "listing")
IDS = "abcd"
LIMIT, SHORT_LIMIT, OVER, PORTS = 40.0, 5.0, 10.0, 16
SOURCE = '''"""Invented source of a test, on loopback."""
import json, os, pathlib, re, subprocess, time
from pipelines.records import Record
from scrapers.source import Ask, Page, Source

BASE = {base!r}
TOLD = pathlib.Path({told!r})


def read_listing(answer):
    (TOLD / "{id}").write_text(str(os.getsid(0)))
    {fault}
    return READ["{kind}"](answer)


def page(rows, following, total):
    records = [Record(key, title=title, url="https://example.org/" + key) for key, title in rows]
    return Page(records, announced=total, next=Ask(BASE + following) if following else None)


def feed(answer):
    following = re.search('rel="next" href="([^"]+)"', answer.text())
    rows = [(entry.id, entry.get("title", "")) for entry in answer.entries()]
    return page(rows, following and following[1], None)


def json_api(answer):
    data = answer.json()
    rows = []
    for row in data["calls"]:
        rows.append((row["id"], row["title"]))
    return page(rows, data.get("next"), data.get("total"))


def listing(answer):
    tree = answer.html()
    following, total = tree.css_first("a[rel=next]"), tree.css_first("p.total")
    rows = [(link.attributes["href"], link.text()) for link in tree.css("li.call a")]
    return page(rows, following and following.attributes["href"], total and int(total.text()))


READ = dict(feed=feed, json_api=json_api, listing=listing)
SOURCE = Source(
    id="{id}", name="Invented", funder="Invented Fund", family="foundation", kind="{kind}", homepage=BASE, asks=(Ask(BASE + "/{id}"),),
    read_listing=read_listing, languages=("es",), country="CL", cadence="daily", licence="CC0", state="live", proof="documented",
    expected=(3, 100), lists_all=True, lists_once=True, sentinel="{sentinel}")
'''
SENTINEL = {"feed": "<rss", "json_api": "calls", "listing": "Convocatorias"}
TYPES = {"feed": "application/rss+xml", "json_api": "application/json", "listing": "text/html"}
HANG = "time.sleep(600)"
BUSY = "subprocess.Popen(['sleep', '600'])\n    while True: pass"
GREEDY = "held = []\n    while len(held) < 4096: held.append(bytearray(2**20))"


# What a name resolves to is changed under the crawl: first an address that passes for public here, then loopback.
REBOUND = """
    import scrapers.middlewares.address_guard
    from scrapy.resolver import dnscache
    from twisted.internet import reactor
    truly = scrapers.middlewares.address_guard.is_public
    if not hasattr(read_listing, "answers"):
        read_listing.answers = iter(["127.0.0.2"])
        scrapers.middlewares.address_guard.is_public = lambda address: address == "127.0.0.2" or truly(address)
        resolved = lambda name, port, *rest: [(2, 1, 6, "", (next(read_listing.answers, "127.0.0.1"), port))]
        reactor.nameResolver.original_resolver._getaddrinfo = resolved
    dnscache.clear()
"""


def body(
    kind: str, ids: str = IDS, following: str | None = None, total: int | None = None, renamed: bool = False
) -> bytes:
    """A listing in a kind's format. `renamed`: the same in another layout."""
    if kind == "feed":
        title = "heading" if renamed else "title"
        items = "".join(f"<item><guid>{i}</guid><{title}>Año {i}</{title}></item>" for i in ids)
        link = f'<atom:link rel="next" href="{following}"/>' if following else ""
        text = f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>{link}{items}</channel></rss>'
    elif kind == "json_api":
        rows = [{"id": i, "name" if renamed else "title": f"Año {i}"} for i in ids]
        text = json.dumps({"calls": rows, "next": following, "total": total}, ensure_ascii=False)
    else:
        rows = "".join(f'<li class="{"card" if renamed else "call"}"><a href="{i}">Año {i}</a></li>' for i in ids)
        more = f'<a rel="next" href="{following}">Más</a>' if following else ""
        said = "" if total is None else f'<p class="total">{total}</p>'
        text = f'<!doctype html><html lang="es"><body><h1>Convocatorias</h1><ul>{rows}</ul>{said}{more}</body></html>'
    return text.encode()


class Fault(SimpleNamespace):
    """`answer(kind, path, times)`: (status, headers, body); a body that is no bytes is sent in pieces, without its
    length.
    """

    title: str
    answer: Callable[..., tuple]
    code: str = "pass"
    https: bool = False
    killed: bool = False


def good(kind: str, **more) -> tuple:
    return 200, {"Content-Type": TYPES[kind]}, body(kind, **more)


def always(status: int, headers: dict[str, str] | None = None, content: bytes = b"") -> Callable[..., tuple]:
    return lambda kind, path, times: (status, headers or {}, content)


def at_first(status: int, headers: dict[str, str] | None = None) -> Callable[..., tuple]:
    return lambda kind, path, times: (status, headers or {}, b"") if times == 1 else good(kind)


def slowly(kind: str, path: str, times: int) -> tuple:
    def drip() -> Iterator[bytes]:
        for byte in body(kind):
            yield bytes([byte])
            time.sleep(1)

    return 200, {"Content-Type": TYPES[kind]}, drip()


def never(kind: str, path: str, times: int) -> tuple:
    time.sleep(LIMIT)
    return good(kind)


def endless(kind: str, path: str, times: int) -> tuple:
    number = int(path.partition("?")[2] or 0)
    return good(kind, ids=[f"{number}-{i}" for i in range(2)], following=f"{path.partition('?')[0]}?{number + 1}")


def dies_midway(kind: str, path: str, times: int) -> tuple:
    return (500, {}, b"") if "?" in path else good(kind, ids="ab", following=f"{path}?2", total=4)


def packed(kind: str, path: str, times: int) -> tuple:
    whole = gzip.compress(body(kind) + b" " * 2000)
    return 200, {"Content-Type": TYPES[kind], "Content-Encoding": "gzip"}, whole[: len(whole) - 12]


BOMB = gzip.compress(b" " * 100 * 2**20, 1)
HUMAN = b"<!doctype html><html><body><form>calls? Are you human?</form></body></html>"
FAULTS = {
    "forbidden": Fault(title="403", answer=always(403)),
    "too_many_later": Fault(title="429, with a Retry-After of an hour", answer=always(429, {"Retry-After": "3600"})),
    "too_many_soon": Fault(
        title="429, with a Retry-After of a second, then well", answer=at_first(429, {"Retry-After": "1"})
    ),
    "error_once": Fault(title="500 once", answer=at_first(500)),
    "error_always": Fault(title="500 always", answer=always(500)),
    "never": Fault(title="no answer", answer=never),
    "byte_a_second": Fault(title="a byte a second", answer=slowly),
    "hang": Fault(title="hang in parsing", answer=lambda kind, *_: good(kind), code=HANG, killed=True),
    "busy": Fault(
        title="busy loop in parsing, with a process of its own",
        answer=lambda kind, *_: good(kind),
        code=BUSY,
        killed=True,
    ),
    "greedy": Fault(title="4 GiB held in parsing", answer=lambda kind, *_: good(kind), code=GREEDY),
    "endless": Fault(title="a pager without end", answer=endless),
    "dies_midway": Fault(title="a pager that dies midway", answer=dies_midway),
    "empty": Fault(title="200 and nothing", answer=always(200, {"Content-Type": "text/html"})),
    "no_rows": Fault(title="200 and a listing without calls", answer=lambda kind, *_: good(kind, ids="")),
    "captcha": Fault(title="200 and a captcha", answer=always(200, {"Content-Type": "text/html"}, HUMAN)),
    "other_format": Fault(
        title="200 and another format (HTML for JSON or RSS, JSON for HTML)",
        answer=lambda kind, *_: (
            200,
            {"Content-Type": TYPES[kind]},
            body("json_api" if kind == "listing" else "listing"),
        ),
    ),
    "renamed": Fault(title="a changed layout", answer=lambda kind, *_: good(kind, renamed=True)),
    "cut": Fault(
        title="the answer cut in half",
        answer=lambda kind, *_: (200, {"Content-Type": TYPES[kind]}, body(kind)[: len(body(kind)) - 60]),
    ),
    "cut_gzip": Fault(title="gzip cut short", answer=packed),
    "bomb": Fault(
        title="a gzip bomb of 100 MiB",
        answer=lambda kind, *_: (200, {"Content-Type": TYPES[kind], "Content-Encoding": "gzip"}, BOMB),
    ),
    "huge": Fault(
        title="a page of 64 MiB",
        answer=lambda kind, *_: (200, {"Content-Type": TYPES[kind]}, itertools.repeat(b" " * 2**20, 64)),
    ),
    "charset": Fault(
        title="a wrong charset",
        answer=lambda kind, *_: (
            200,
            {"Content-Type": f"{TYPES[kind]}; charset=utf-8"},
            body(kind).decode().encode("latin-1"),
        ),
    ),
    "loop": Fault(
        title="a redirect loop",
        answer=lambda kind, path, times: (302, {"Location": f"{path.partition('?')[0]}?{times}"}, b""),
    ),
    "to_loopback": Fault(
        title="a redirect to loopback", answer=always(302, {"Location": "http://127.0.0.1:{secret}/"})
    ),
    "to_metadata": Fault(
        title="a redirect to 169.254.169.254",
        answer=always(302, {"Location": "http://169.254.169.254/latest/meta-data"}),
    ),
    "to_ipv6": Fault(
        title="a redirect to loopback in IPv6", answer=always(302, {"Location": "http://[::1]:{secret}/"})
    ),
    "to_file": Fault(title="a redirect to file:", answer=always(302, {"Location": "file:/etc/hostname"})),
    "rebound": Fault(
        title="a name that turns to loopback (DNS rebinding)",
        code=REBOUND,
        answer=lambda kind, path, times: good(
            kind,
            ids={"1": "a", "2": "bc"}.get(path.partition("?")[2] or "1", "d"),
            following="." + path.partition("?")[0] + ("?3" if "?2" in path else "?2"),
            total=4,
        ),
    ),
    "robots": Fault(title="robots.txt forbids", answer=lambda kind, *_: good(kind)),
    "certificate": Fault(title="a certificate that nobody vouches for", answer=lambda kind, *_: good(kind), https=True),
}


class Hosts:
    """The hosts: one server on many ports, for the crawls of one host take turns."""

    def __init__(self, folder: Path) -> None:
        self.hits: dict[str, int] = {}
        self.secret = socket.create_server(("127.0.0.1", 0))
        self.secret.setblocking(False)
        self.ports = itertools.cycle([self._serve("127.0.0.1", 0) for _ in range(PORTS)])
        self.robots_port, self.https_port = (
            self._serve("127.0.0.1", 0),
            self._serve("127.0.0.1", 0, certificate(folder)),
        )
        self.rebound_port = self._serve("127.0.0.2", self.secret.getsockname()[1])

    def base_of(self, name: str) -> str:
        if FAULTS.get(name, FAULTS["empty"]).https:
            return f"https://127.0.0.1:{self.https_port}"
        return f"http://127.0.0.1:{self.robots_port if name == 'robots' else next(self.ports)}"

    def _serve(self, host: str, port: int, certified: Path | None = None) -> int:
        hosts = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hosts.answer(self)

            def log_message(self, *args: object) -> None:
                pass

        httpd = ThreadingHTTPServer((host, port), Handler)
        httpd.handle_error = lambda *_: None  # a crawl that refuses or has heard enough hangs up
        httpd.daemon_threads = True
        if certified:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certified)
            httpd.socket = context.wrap_socket(httpd.socket, server_side=True)
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        return httpd.server_address[1]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.hits[handler.path] = times = self.hits.get(handler.path, 0) + 1
        name, _, kind = handler.path.lstrip("/").partition("?")[0].partition("__")
        if handler.path == "/robots.txt":
            forbids = handler.server.server_address[1] == self.robots_port
            status, headers, content = (200, {}, b"User-agent: *\nDisallow: /") if forbids else (404, {}, b"")
        else:
            status, headers, content = FAULTS[name].answer(kind, handler.path, times) if name in FAULTS else good(kind)
        if name == "rebound":
            content = content.replace(
                b"./rebound", f"http://rebound.test:{self.secret.getsockname()[1]}/rebound".encode()
            )
        handler.send_response(status)
        for header, value in headers.items():
            handler.send_header(header, value.replace("{secret}", str(self.secret.getsockname()[1])))
        if isinstance(content, bytes):
            handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        for piece in [content] if isinstance(content, bytes) else content:
            handler.wfile.write(piece)


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 and its key, in one file, signed by itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path
