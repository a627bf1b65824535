"""One answer into records, the same way in a crawl, in `catastro parse` and in tests.

Belongs here: what surrounds a source's own reading functions. Does not belong: Scrapy (`scrapers/kinds`), values'
meaning.
"""

from __future__ import annotations

import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from pipelines.admission import admit
from pipelines.language.safe_text import spelled
from pipelines.records import Record
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source, WrongDetail


def read_page(source: Source, answer: Answer) -> Page:
    """A listing answer's page, its records fit to be kept; where the body's encoding was mislabelled, each of them
    says so.
    """
    page = source.read_listing(answer)
    _note_encoding(page.records, answer)
    return replace(
        page,
        records=[admit(record) for record in page.records],
        announced=_count(page.announced),
        pages=_count(page.pages),
    )


def read_detail(source: Source, answer: Answer, record: Record) -> Record:
    """A detail answer's record. Raises WrongDetail where it is of another record than the one asked for."""
    if source.read_detail is None:
        raise ValueError(f"scrapers/sources/{source.id}.py: asks for details but has no read_detail; give SOURCE one")
    detail = source.read_detail(answer, record)
    if record.record_key and spelled(str(detail.record_key)) != record.record_key:
        raise WrongDetail(f"la ficha es de {detail.record_key!r}")
    _note_encoding([detail], answer)
    return admit(detail)


def parse(
    source: Source,
    body: bytes,
    *,
    as_: Literal["listing", "detail"] = "listing",
    url: str = "",
    content_type: str = "",
) -> list[Record]:
    """The records of one recorded answer: how a source is written and mended. Of a detail: itself, whatever record
    it is of.
    """
    ask = next((ask for ask in source.asks if ask.url == url), source.asks[0] if source.asks else None)
    if as_ == "listing":
        return read_page(source, Answer(body, url or (ask.url if ask else ""), content_type, ask)).records
    return [read_detail(source, Answer(body, url, content_type, Ask(url) if url else None), Record(record_key=""))]


def where(error: BaseException, source_id: str) -> str:
    """Where in the source's own file an exception arose, and what it says."""
    says = f"{type(error).__name__}: {error}".rstrip(": ")
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).stem == source_id]
    return f"{source_id}.py, línea {frames[-1].lineno}, {frames[-1].name}: {says}" if frames else says


def _count(said: Any) -> int | None:
    """How many a source says there are, None where it says it in no number."""
    return said if isinstance(said, int) and not isinstance(said, bool) and said >= 0 else None


def _note_encoding(records: list[Record], answer: Answer) -> None:
    doubt = answer.encoding_doubt()
    if doubt is not None:
        for record in records:
            record.doubts.append(doubt)
