"""Every request and answer of a crawl, written as WARC and read back for a replay.

Belongs here: both forms of archive (a WARC file, a folder with `replay.tsv`) and which recorded answer a request gets.
Does not belong: Scrapy (its handler is in `scrapers/middlewares/recording.py`) and what answers mean.
"""

from __future__ import annotations

import csv
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines.records import canonical

COLUMNS = ("file", "method", "url", "content_type", "date", "request_body")
ROLE = "Catastro-Role"
_DAMAGED = (
    ArchiveLoadFailed,
    EOFError,
    OSError,
    ValueError,
    AttributeError,
    zlib.error,
)  # what a cut or spoilt file is read as
_FRAMING = {"transfer-encoding", "content-length", "connection"}


class BadArchive(ValueError):
    """An archive that cannot be replayed; the message names the file, the line and the mend."""


@dataclass(slots=True)
class Exchange:
    """One request and what answered it. `body` as sent: a compressed one stays so, with its header.

    `status` None: nothing answered. `request_body` empty: none, or not known. `role`: listing, detail or robots.
    """

    method: str
    url: str
    request_body: bytes = b""
    request_headers: list[tuple[str, str]] = field(default_factory=list)
    status: int | None = 200
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    date: str = ""
    role: str = ""


class Writer:
    """Appends exchanges to a WARC file, each whole on disk before the next begins."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self._warc = WARCWriter(sink, gzip=True)

    def write(self, exchange: Exchange) -> None:
        """Write the response, then its request; the request alone where nothing answered."""
        named = {"WARC-Date": exchange.date, ROLE: exchange.role}
        parts = urlsplit(safe_url_string(exchange.url))
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        request = self._warc.create_warc_record(
            exchange.url,
            "request",
            payload=BytesIO(exchange.request_body),
            length=len(exchange.request_body),
            warc_headers_dict=dict(named),
            http_headers=StatusAndHeaders(
                f"{exchange.method} {target} HTTP/1.1", exchange.request_headers, is_http_request=True
            ),
        )
        if exchange.status is None:
            self._warc.write_record(request)
        else:
            headers = [pair for pair in exchange.headers if pair[0].lower() not in _FRAMING]
            response = self._warc.create_warc_record(
                exchange.url,
                "response",
                payload=BytesIO(exchange.body),
                length=len(exchange.body),
                warc_headers_dict=dict(named),
                http_headers=StatusAndHeaders(
                    str(exchange.status),
                    [*headers, ("Content-Length", str(len(exchange.body)))],
                    protocol="HTTP/1.1",
                ),
            )
            self._warc.write_request_response_pair(request, response)
        self._sink.flush()


class Replay:
    """Recorded answers, each given once, to the request that it matches best."""

    def __init__(self, exchanges: list[Exchange]) -> None:
        self._exchanges = exchanges
        self._free = [True] * len(exchanges)
        self._by: list[dict[Any, list[int]]] = [defaultdict(list) for _ in range(3)]
        for position, exchange in enumerate(exchanges):
            exact, address, path = _keys(exchange.method, exchange.url, exchange.request_body)
            self._by[0][exact].append(position)
            if not exchange.request_body:
                self._by[1][address].append(position)
                self._by[2][path].append(position)

    def __len__(self) -> int:
        return len(self._exchanges)

    def take(self, method: str, url: str, body: bytes) -> Exchange | None:
        """The answer by method, address and body; then by method and address; then without the address's query.

        The last two only among answers whose own request body is unknown. None where nothing is left.
        """
        for table, key in zip(self._by, _keys(method, url, body), strict=True):
            for position in table.get(key, ()):
                if self._free[position]:
                    self._free[position] = False
                    return self._exchanges[position]
        return None


def read_archive(path: Path) -> list[Exchange]:
    """The exchanges of a WARC file or of a folder with `replay.tsv`, in their order. Raises BadArchive."""
    if path.is_dir():
        return list(_from_table(path / "replay.tsv"))
    if not path.is_file():
        raise BadArchive(f"{path}: there is no such file; name a WARC file or a folder with replay.tsv")
    return list(_from_warc(path))


def recorded_listings(path: Path) -> Iterator[Exchange]:
    """The whole listings of a WARC file of ours, one in memory at a time. Raises BadArchive."""
    answered: Exchange | None = None
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type == "response" and record.rec_headers.get_header(ROLE) == "listing":
                    answered = _from_response(record) if record.http_headers.get_statuscode() == "200" else None
                elif record.rec_type == "request" and answered is not None:
                    answered.method = record.http_headers.protocol
                    yield answered
                    answered = None
    except _DAMAGED as error:
        raise BadArchive(f"{path}: cannot be read as WARC ({error}); record or pack it again") from error


def is_robots(url: str) -> bool:
    """Whether the address is a host's robots.txt."""
    return urlsplit(url).path == "/robots.txt"


def _keys(method: str, url: str, body: bytes) -> tuple[Any, Any, Any]:
    address = canonicalize_url(url)
    return (method, address, _comparable(body)), (method, address), (method, address.partition("?")[0])


def _comparable(body: bytes) -> str | bytes:
    try:
        return canonical(json.loads(body))
    except ValueError:
        return body


def _from_table(table: Path) -> Iterator[Exchange]:
    if not table.is_file():
        raise BadArchive(
            f"{table}: there is no such file; the folder of a replay needs it, with the columns {', '.join(COLUMNS)}"
        )
    with table.open(newline="", encoding="utf-8") as rows:
        reader = csv.DictReader(rows, delimiter="\t")
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise BadArchive(
                f"{table}, line 1: column {missing[0]} is missing; the columns are {', '.join(COLUMNS)}, separated by"
                " tabs"
            )
        for row in reader:
            yield _from_row(table, reader.line_num, row)


def _from_row(table: Path, line: int, row: dict[str, str | None]) -> Exchange:
    if any(row[name] is None for name in COLUMNS):
        raise BadArchive(f"{table}, line {line}: has fewer fields than columns; separate them by tabs, empty ones too")
    file, method, url, content_type, day, body = (str(row[name]) for name in COLUMNS)
    status = row.get("status") or "200"
    if not (table.parent / file).is_file():
        raise BadArchive(
            f"{table}, line {line}: field file names {file!r}, which is not beside the table; put it there or mend the"
            " name"
        )
    if urlsplit(url).scheme not in ("http", "https"):
        raise BadArchive(f"{table}, line {line}: field url is {url!r}; it must begin with http:// or https://")
    if not (status.isascii() and status.isdigit() and 100 <= int(status) <= 599):
        raise BadArchive(f"{table}, line {line}: field status is {status!r}; it must be an HTTP status such as 200")
    try:
        date.fromisoformat(day)
    except ValueError:
        raise BadArchive(f"{table}, line {line}: field date is {day!r}; it must be YYYY-MM-DD") from None
    return Exchange(
        method=method.upper(),
        url=url,
        request_body=body.encode(),
        status=int(status),
        headers=[("Content-Type", content_type)] if content_type else [],
        body=(table.parent / file).read_bytes(),
        date=f"{day}T12:00:00Z",
    )


def _from_warc(path: Path) -> Iterator[Exchange]:
    answers: dict[str, Exchange] = {}
    requests: list[tuple[str, str, str, bytes]] = []
    last = ""
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                known = record.rec_headers
                if record.rec_type == "response" and record.http_headers is not None:
                    last = known.get_header("WARC-Record-ID")
                    answers[last] = _from_response(record)
                elif record.rec_type == "request" and record.http_headers is not None:
                    of = known.get_header("WARC-Concurrent-To") or last
                    method = record.http_headers.protocol
                    requests.append((of, known.get_header("WARC-Target-URI"), method, record.raw_stream.read()))
    except _DAMAGED as error:
        raise BadArchive(f"{path}: cannot be read as WARC ({error}); record or pack it again") from error
    if not answers:
        raise BadArchive(
            f"{path}: holds no answers; name a WARC file with response records, or a folder with replay.tsv"
        )
    for of, url, method, body in requests:
        if of in answers and answers[of].url == url:
            answers[of].method, answers[of].request_body = method, body
    yield from answers.values()


def _from_response(record: Any) -> Exchange:
    headers = list(record.http_headers.headers)
    chunked = "chunked" in (record.http_headers.get_header("Transfer-Encoding") or "").lower()
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    return Exchange(
        method="GET",
        url=record.rec_headers.get_header("WARC-Target-URI"),
        status=int(record.http_headers.get_statuscode()),
        headers=[pair for pair in headers if pair[0].lower() not in _FRAMING],
        body=stream.read(),
        date=record.rec_headers.get_header("WARC-Date"),
        role=record.rec_headers.get_header(ROLE) or "",
    )
