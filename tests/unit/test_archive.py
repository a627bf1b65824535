"""Which recorded answer a replayed request gets, from both forms of archive; and what a bad archive says."""

import gzip
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers.engine.archive import BadArchive, Exchange, Replay, Writer, read_archive

URL = "https://calls.example.org/api"
HEADER = "file\tmethod\turl\tcontent_type\tdate\trequest_body\n"


def body_of(found: Exchange | None) -> str | None:
    return found.body.decode() if found else None


def answer(body: str, url: str = URL, method: str = "POST", request: str = "") -> Exchange:
    return Exchange(method=method, url=url, request_body=request.encode(), body=body.encode())


def test_each_answer_is_used_once_and_then_nothing_is_left():
    replay = Replay([answer("one"), answer("two")])
    assert [body_of(replay.take("POST", URL, b"{}")) for _ in range(3)] == ["one", "two", None]


def test_a_json_body_is_compared_as_json_and_beats_an_unknown_body():
    replay = Replay([answer("unknown"), answer("known", request='{"b": 2, "a": 1}')])
    assert body_of(replay.take("POST", URL, b'{"a":1,"b":2}')) == "known"
    assert body_of(replay.take("POST", URL, b'{"a":1,"b":2}')) == "unknown"


def test_a_known_body_is_never_given_to_another_request():
    replay = Replay([answer("known", request='{"id": 1}')])
    assert replay.take("POST", URL, b'{"id": 2}') is None
    assert body_of(replay.take("POST", URL, b'{"id": 1}')) == "known"


def test_without_its_query_an_address_matches_last_and_in_file_order():
    replay = Replay(
        [answer("first", URL + "?page=7"), answer("second", URL + "?page=8"), answer("exact", URL + "?page=1")]
    )
    assert [body_of(replay.take("POST", URL + "?page=1", b"x")) for _ in range(4)] == ["exact", "first", "second", None]


def test_the_method_must_be_the_same():
    assert Replay([answer("posted")]).take("GET", URL, b"") is None


def test_the_order_and_escapes_of_a_query_do_not_matter():
    replay = Replay([answer("one", URL + "?b=2&a=%2A%2A", "GET")])
    assert body_of(replay.take("GET", URL + "?a=**&b=2", b"")) == "one"


def test_what_is_written_is_read_back(tmp_path):
    written = Exchange(
        method="POST",
        url=URL + "?q=ñ",
        request_body=b'{"page": 1}',
        request_headers=[("Accept", "application/json")],
        status=500,
        headers=[("Content-Type", "text/plain"), ("Content-Encoding", "gzip")],
        body=gzip.compress(b"broken"),
        date="2026-03-02T12:00:00Z",
        role="detail",
    )
    unanswered = Exchange(method="GET", url=URL, status=None, date="2026-03-02T12:00:00Z")
    path = tmp_path / "answers.warc.gz"
    with path.open("wb") as sink:
        for exchange in (written, unanswered):
            Writer(sink).write(exchange)
    (read,) = read_archive(path)
    assert (read.method, read.url, read.request_body, read.status, read.body, read.role, read.date) == (
        "POST",
        URL + "?q=ñ",
        b'{"page": 1}',
        500,
        written.body,
        "detail",
        "2026-03-02T12:00:00Z",
    )
    assert ("Content-Encoding", "gzip") in read.headers


def test_a_warc_of_another_tool_is_read_plain_and_with_a_chunked_body(tmp_path):
    path = tmp_path / "other.warc"
    with path.open("wb") as sink:
        writer = WARCWriter(sink, gzip=False)
        headers = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/plain"), ("Transfer-Encoding", "chunked")], protocol="HTTP/1.1"
        )
        response = writer.create_warc_record(
            URL, "response", payload=BytesIO(b"5\r\nhello\r\n0\r\n\r\n"), http_headers=headers
        )
        writer.write_record(response)
        request = StatusAndHeaders("POST /api HTTP/1.1", [], is_http_request=True)
        writer.write_record(writer.create_warc_record(URL, "request", payload=BytesIO(b"x=1"), http_headers=request))
    (read,) = read_archive(path)
    assert (read.method, read.request_body, read.body) == ("POST", b"x=1", b"hello")


def table(folder: Path, rows: str) -> Path:
    (folder / "one.json").write_text("{}")
    (folder / "replay.tsv").write_text(rows, encoding="utf-8")
    return folder


def test_a_folder_is_read_with_bodies_and_status(tmp_path):
    header = HEADER.replace("\n", "\tstatus\n")
    rows = f'{header}one.json\tpost\t{URL}\tapplication/json\t2026-03-02\t"{{""a"": 1}}"\t503\n'
    (read,) = read_archive(table(tmp_path, rows))
    assert (read.method, read.request_body, read.status, read.body, read.date) == (
        "POST",
        b'{"a": 1}',
        503,
        b"{}",
        "2026-03-02T12:00:00Z",
    )


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("file\tmethod\turl\tdate\trequest_body\n", "line 1: column content_type is missing"),
        (HEADER + f"gone.json\tGET\t{URL}\ttext/html\t2026-03-02\t\n", "line 2: field file names 'gone.json'"),
        (
            HEADER + "one.json\tGET\tcalls.example.org\ttext/html\t2026-03-02\t\n",
            "line 2: field url is 'calls.example.org'",
        ),
        (HEADER + f"one.json\tGET\t{URL}\ttext/html\tyesterday\t\n", "line 2: field date is 'yesterday'"),
        (HEADER + f"one.json\tGET\t{URL}\n", "line 2: has fewer fields than columns"),
        (
            HEADER.replace("\n", "\tstatus\n") + f"one.json\tGET\t{URL}\ttext/html\t2026-03-02\t\tmany\n",
            "line 2: field status is 'many'",
        ),
    ],
)
def test_a_bad_table_names_its_file_line_and_field(tmp_path, rows, says):
    with pytest.raises(BadArchive) as error:
        read_archive(table(tmp_path, rows))
    assert str(error.value).startswith(str(tmp_path / "replay.tsv"))
    assert says in str(error.value)


def test_a_folder_without_a_table_an_absent_file_and_a_file_of_another_kind_say_so(tmp_path):
    other = tmp_path / "notes.warc.gz"
    other.write_text("these are notes")
    for path, says in [
        (tmp_path, "replay.tsv: there is no such file"),
        (tmp_path / "no.warc", "no such file"),
        (other, "notes.warc.gz"),
    ]:
        with pytest.raises(BadArchive, match=says):
            read_archive(path)
