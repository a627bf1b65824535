"""One answer of a source, as bytes and as what they hold: text, JSON, a feed's entries, a page.

Belongs here: reading bytes by their encoding and format, with libraries imported when first needed.
Does not belong: what the values mean (a source's file) and how the bytes were fetched (`scrapers/kinds`).
"""

from __future__ import annotations

import codecs
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from pipelines.records import Doubt
from scrapers.source import Ask

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_INNER_CHARSET = re.compile(
    rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]*?charset\s*=\s*[\"']?([\w.:-]+)", re.I
)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
LONGEST_NUMBER = 100
"""Digits of a whole number in JSON: a longer one is none, and Python refuses to read it."""
MOST_UNPACKED = 64 * 2**20
"""Bytes of a packed body that are read at most."""
_BY_BYTE = "catastro.one-byte"
_AROUND = re.compile(r"(?<!\S)[\x00-\x08\x0e-\x1b\x21-\x7f]*+[^\x00-\x7f]\S*")


@dataclass(frozen=True, slots=True)
class Text:
    """A decoded body. `declared` is what header, XML or page said; `encoding` what it was; `wrong` where they
    differ; `broken` where single bytes are of no letter of it.
    """

    text: str
    encoding: str
    declared: str | None
    wrong: bool
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's entries as feedparser gives them, its format and version in one word, and what it says of itself."""

    entries: list[Any]
    version: str
    language: str | None
    link: str


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is decompressed; `ask` is the request that it answers; `content_type` as the server sent it.

    `headers`: the response's, by name in lower case; none where a body is read from a file.
    `stored`: the body of an answer that is too large for memory; `body` is empty then.
    """

    body: bytes
    url: str = ""
    content_type: str = ""
    ask: Ask | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    stored: BinaryIO | None = None

    def stream(self) -> BinaryIO:
        """The body from its beginning."""
        if self.stored is None:
            return BytesIO(self.body)
        self.stored.seek(0)
        return self.stored

    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        return self.stored is None and not self.body.strip()

    def decoded(self) -> Text:
        """The body as text. A mislabelled body is read as what it is, never refused. Of a ZIP archive: the names of
        its members.
        """
        if self.stored is not None or self.body.startswith(b"PK"):
            return Text("\n".join(_members(self.stream())), "utf-8", None, False)
        return _decode(_unpacked(self.body), self.content_type)

    def text(self) -> str:
        """The body as text, by its real encoding."""
        return self.decoded().text

    def encoding_doubt(self) -> Doubt | None:
        """A doubt that quotes the first words whose letters depend on the encoding, where its label is wrong."""
        found = self.decoded()
        if not found.wrong:
            return None
        words = _AROUND.search(found.text)
        return Doubt("encoding", found.encoding, found.declared, words.group()[:80] if words else None)

    def json(self) -> Any:
        """The body as JSON, numbers that are none or have no end left out. Raises ValueError where it is none."""
        try:
            return json.loads(self.text(), parse_int=_whole_number, parse_constant=lambda _: None)
        except RecursionError:
            raise ValueError("JSON nested deeper than any listing") from None

    def entries(self) -> list[Any]:
        """A feed's entries."""
        return self.feed().entries

    def feed(self) -> Feed:
        """A feed by feedparser, from a stream only: it opens text, and even bytes, that are a path or an address."""
        import feedparser

        # Our own decoding, sent as UTF-8 with a header that outranks the XML's own label.
        headers = {"content-type": "application/xml; charset=utf-8"}
        read = feedparser.parse(BytesIO(self.text().encode()), response_headers=headers, sanitize_html=False)
        about = read.feed
        return Feed(
            list(read.entries), str(read.get("version") or ""), about.get("language"), str(about.get("link") or "")
        )

    def html(self) -> LexborHTMLParser:
        """The body as a parsed page."""
        from selectolax.lexbor import LexborHTMLParser

        return LexborHTMLParser(self.text())


def _whole_number(digits: str) -> int | None:
    return int(digits) if len(digits) <= LONGEST_NUMBER else None


def _members(stream: BinaryIO) -> list[str]:
    import zipfile

    try:
        return zipfile.ZipFile(stream).namelist()
    except zipfile.BadZipFile:
        return []


def _decode(body: bytes, content_type: str) -> Text:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return Text(body.decode(encoding, errors="replace"), encoding, encoding, False)
    if half := _without_mark(body):
        return Text(body.decode(half, errors="replace"), half, half, False)
    header = _HEADER_CHARSET.search(content_type)
    inner = _INNER_CHARSET.search(body[:2048])
    labels = [
        _codec(header.group(1)) if header else None,
        _codec((inner.group(1) or inner.group(2)).decode()) if inner else None,
    ]
    declared = next((label for label in labels if label), None)
    if (text := _broken_utf8(body, {"utf-8", *labels} == {"utf-8", None} or "utf-8" in labels)) is not None:
        return Text(text, "utf-8", declared, False, broken=True)
    # UTF-8 first: bytes of another encoding that are valid UTF-8 by accident do not occur in prose.
    for encoding in ("utf-8", *filter(None, labels), "cp1252", "latin-1"):
        try:
            text = body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return Text(text, encoding, declared, encoding != (declared or "utf-8") and not body.isascii())
    raise AssertionError("latin-1 decodes every byte")


def _broken_utf8(body: bytes, told: bool) -> str | None:
    """UTF-8 in which single bytes are broken, each read as Windows-1252 where that is a letter; None where the body is
    whole, or not mostly UTF-8. `told`: nothing says that it is another encoding.
    """
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        broken = len(body.decode("utf-8", errors="replace")) - len(body.decode("utf-8", errors="ignore"))
        whole = sum(letter > "\x7f" for letter in body.decode("utf-8", errors="ignore"))
        return body.decode("utf-8", errors=_BY_BYTE) if whole > broken and told else None
    return None


def _one_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    # These begin a letter of UTF-8 whose rest is lost, and are no letter of their own.
    known = b"" if byte in (b"\xc2", b"\xc3") else byte
    return known.decode("cp1252", errors="replace") or "\ufffd", error.start + 1


codecs.register_error(_BY_BYTE, _one_byte)


def _unpacked(body: bytes) -> bytes:
    """A body that was packed with gzip and came without the header that says so; itself where it is none."""
    if not body.startswith(b"\x1f\x8b\x08"):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        return unpacker.decompress(body, MOST_UNPACKED)
    except zlib.error:
        return body


def _without_mark(body: bytes) -> str | None:
    """UTF-16 that begins with no mark, told by the empty half of each of its first letters."""
    first = body[:64]
    for half, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(first) > 3 and not any(first[half::2]) and all(first[1 - half :: 2]):
            return encoding
    return None


def _codec(label: str) -> str:
    """A label's encoding as browsers read it: Latin-1 and ASCII mean Windows-1252."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return label.lower()
    return "cp1252" if name in {"iso8859-1", "ascii"} else name
