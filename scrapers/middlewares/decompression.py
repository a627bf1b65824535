"""Compressed answers, whole or not at all.

Belongs here: decompression as a middleware. Scrapy takes what a cut gzip stream still gives for the answer; half a feed
would then pass for a feed.
"""

from __future__ import annotations

import zlib

from scrapy import Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from pipelines.language.messages import told


class Cut(IgnoreRequest):
    """A compressed answer that ends before its end."""


class WholeAnswers(HttpCompressionMiddleware):
    """Scrapy's decompression, with its limit of size; a gzip stream that is cut or has a wrong sum is refused."""

    def process_request(self, request: Request, spider: Spider | None = None) -> None:
        request.headers.setdefault("Accept-Encoding", "gzip")

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        packed, coding = response.body, (response.headers.get("Content-Encoding") or b"").strip().lower()
        try:
            unpacked = super().process_response(request, response)
        except (OSError, EOFError, zlib.error) as error:
            raise Cut(told("note.cannot_unpack", why=error)) from error
        if coding in (b"gzip", b"x-gzip") and not is_whole(packed):
            raise Cut(told("note.cut_compressed"))
        return unpacked


def is_whole(packed: bytes) -> bool:
    """Whether every member of a gzip stream reaches its end and its sum."""
    rest = packed
    while rest:
        member = zlib.decompressobj(wbits=31)
        piece = rest
        try:
            while piece and not member.eof:
                member.decompress(piece, 65536)
                piece = member.unconsumed_tail
        except zlib.error:
            return False
        if not member.eof:
            return False
        rest = member.unused_data.lstrip(b"\0")
    return True
