"""Sources that publish one large ZIP archive a day: fetched in pieces into a file, so that no memory holds it.

Belongs here: the pieces. Each is a request like any other (robots.txt, guard, retries, the archive of answers). Does
not belong: what is in the archive (`scrapers/readers/bulk_files.py`, the source).
"""

from __future__ import annotations

import dataclasses
import re
import tempfile
import zipfile
from typing import BinaryIO

from pipelines.language.messages import told
from scrapers.kinds.base import KindSpider, Unanswered
from scrapers.readers.answer import Answer
from scrapers.readers.bulk_files import dated
from scrapers.source import Ask

PIECE = 8 * 2**20
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


class Spider(KindSpider):
    """An answer is bad where it is no ZIP archive, or has no end."""

    accept = "application/zip, application/octet-stream;q=0.9"
    answered = frozenset({200, 206})

    def asks(self) -> tuple[Ask, ...]:
        return tuple(dated(ask, self.run.job.as_of) for ask in self.run.source.asks)

    def wrong_with(self, answer: Answer) -> str | None:
        if zipfile.is_zipfile(answer.stream()):
            return None
        return told("note.not_bulk", type=answer.content_type or told("note.untyped"))

    async def _fetch(self, ask: Ask, role: str) -> Answer:
        """The whole file, from as many pieces as it takes; from one where the host knows no pieces and the file is
        small.
        """
        stored: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the answer)
        version, total = "", None
        while total is None or stored.tell() < total:
            first = stored.tell()
            part = {"Range": f"bytes={first}-{first + PIECE - 1}", "Accept-Encoding": "identity"}
            piece = await super()._fetch(dataclasses.replace(ask, headers={**ask.headers, **part}), role)
            held = _RANGE.fullmatch(piece.headers.get("content-range", ""))
            if held is None and first == 0:
                return piece
            if held is None or int(held[1]) != first or len(piece.body) != int(held[2]) - first + 1:
                raise Unanswered(told("note.wrong_piece"))
            if version != (version := piece.headers.get("etag", "") + held[3]) and first:
                raise Unanswered(told("note.changed_meanwhile"))
            stored.write(piece.body)
            total = int(held[3])
        return dataclasses.replace(piece, body=b"", stored=stored)
