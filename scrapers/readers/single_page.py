"""One page that a funder rewrites each round, as the one call that it announces.

Belongs here: reading such a page, keyed on the year that it gives its round. Does not belong: pages that list several
calls (`scrapers/readers/cards.py`), what the prose means (`pipelines/cleaning`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from pipelines.cleaning import source_fields
from pipelines.records import CallType, Record
from scrapers.readers.answer import Answer
from scrapers.source import Page

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_ROUND = (
    r"(?:call|round|edition|cycle|window|applications?|award|prize|grants?|convocatoria|edición|concurso|fondo|postulaci\w+|"
    r"appel|édition|edital|edição|aufruf|ausschreibung)"
)
EDITION = re.compile(rf"(?i)\b{_ROUND}\b[^\d.;]{{0,40}}\b(20\d\d)\b|\b(20\d\d)\b[^\d.;]{{0,30}}\b{_ROUND}\b")
CLOSING = re.compile(
    r"(?i)\b(?:deadline|clos\w+|until|before|by|between|hasta|cierre|plazo|jusqu\w*|avant|limite|at[ée]|bis)\b[^;]{0,80}?\b"
    r"(?:\d{1,2}\W{1,3}(?:de |of )?[^\W\d]+,?(?: de| del)?|[^\W\d]+"
    r" \d{1,2}(?:st|nd|rd|th)?,?|\d{1,2}[./-]\d{1,2}[./-])\W?(20\d\d)\b"
)
FURNITURE = ["nav", "header", "footer", "aside", "form", "script", "style", "noscript", "s", "del", "strike"]
LEAST_TEXT = 80


def reader(
    title: str,
    *,
    language: str,
    funder: str,
    edition: re.Pattern[str] | None = EDITION,
    part: str = "main",
    call_type: CallType | None = None,
) -> Callable[[Answer], Page]:
    """A `read_listing` of one page: a record whose key is the latest year (or number) that `edition` finds, in the
    headings first; where it finds none, the year of the last closing day.

    A page that names no round announces none: it is skipped. `edition=None`: a standing call, open without rounds.
    Struck-out words are dropped. Raises ValueError for a page that holds hardly any text: it is another, or drawn by
    scripts.
    """

    def read_listing(answer: Answer) -> Page:
        page = answer.html()
        page.strip_tags(FURNITURE)
        body = page.css_first(part) or page.body
        url = answer.ask.url if answer.ask else answer.url
        record = Record("standing", title, url, language=language, funder=funder, call_type=call_type)
        source_fields.prose(record, body.html if body else None)
        if len(record.text or "") < LEAST_TEXT:
            raise ValueError(f"la página casi no trae texto en «{part}»: capturarla y revisar su dirección")
        if edition is None:
            record.deadline_kind = "rolling"
            return Page([record])
        text = record.text or ""
        year = (
            _latest(edition, _headings(body))
            or _latest(edition, text)
            or (_latest(CLOSING, text) if edition is EDITION else None)
        )
        if year is None:
            return Page([], skipped=1)
        record.record_key = record.edition = year
        record.title = f"{title} {year}"
        return Page([record])

    return read_listing


def _headings(body: LexborNode | None) -> str:
    return "\n".join(node.text(separator=" ") for node in body.css("h1, h2, h3")) if body else ""


def _latest(edition: re.Pattern[str], text: str) -> str | None:
    return max((year for found in edition.finditer(text) for year in found.groups() if year), key=int, default=None)
