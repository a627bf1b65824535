"""A draft of a source: what was recognised, and the text of its file.

Belongs here: the file's form, and what may enter it: whatever a site says of itself is a quoted literal or plain words,
for a file is code. Does not belong: recognising anything (the modules beside).
"""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pipelines.cleaning.markup import plain_line
from scrapers.readers.answer import Answer

OF_CALLS = re.compile(  # in the address or the name of a listing of calls, best word first
    r"(?i)(convocator|llamad|\bcalls?\b|open-?call|chamada|appels?-|ausschreib)|(concurso|oportunid|opportunit|edita(?:l|is)|aufruf|postul|"
    r"grant|funding|subven|financi)|(fondo|\bfunds?\b|beca|bolsa|bourse|award|prize|premio|fellow|scholar|scheme|tender|licitac|förder|foerder)"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A source's file but for its id and what was seen of it.

    `found`: what was recognised, in words. `code`: imports and functions. `asks`, `reading`, `detail`: fields of SOURCE
    as Python. `least`: the least records of a healthy crawl; none are healthy where a list of posts may hold no call.
    """

    kind: str
    found: str
    code: str
    asks: str
    reading: str
    least: int
    detail: str = ""
    sentinel: str | None = None
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What a page says of its site: its name, plain; its language, where it is one that calls are told in."""

    name: str
    language: str | None
    homepage: str


def file_of(draft: Draft, source_id: str, about: Site, proof: str, records: int) -> str:
    """The text of a source's file. `proof`: the kind of proof, and what it rests on in brackets."""
    language = f"({quoted(about.language)},)" if about.language else '("und",)'
    named = words(about.name)
    lines = [
        f'"""{named}: to be described.',
        "",
        *_wrapped(
            f"Publisher: {named}, as the site names itself. To be described: who pays, who may apply, whether Chile"
            " may."
        ),
        *_wrapped(
            "Caveats: drafted from one answer. Funder, country and licence are not stated, cadence and bounds are"
            " guesses; the family is aggregator, which outranks no funder's own record, until somebody has read who"
            " pays. Absence means nothing." + ("" if about.language else " Its language is not known.")
        ),
        *_wrapped(f"Format: {draft.found}."),
        *_wrapped(f"Proof: {proof}."),
        '"""',
        "",
        draft.code.strip(),
        *([""] * (2 if "\ndef " in draft.code else 1)),
        "SOURCE = Source(",
        f'    id={quoted(source_id)}, name={quoted(f"{about.name} ({source_id})")}, funder="not stated",',
        f'    family="aggregator", kind={quoted(draft.kind)}, homepage={quoted(about.homepage)},',
        f"    asks=({draft.asks},),",
        f"    read_listing={draft.reading},",
        *([f"    {draft.detail}"] if draft.detail else []),
        f'    languages={language}, country="not stated", cadence="daily", licence="not stated",',
        '    state="trial", proof=' + quoted(proof.split()[0]) + ",",
        f"    expected=({draft.least}, {max(40, 4 * records)}), lists_all=False, lists_once=False,",
        *([f"    sentinel={quoted(draft.sentinel)},"] if draft.sentinel else []),
        *([f"    {draft.fill}"] if draft.fill else []),
        ")",
    ]
    return "\n".join(lines) + "\n"


def of_calls(words: str) -> int:
    """How well the words name a listing of calls: 1 best, 3 least; 0: not at all."""
    return min((found.lastindex or 0 for found in OF_CALLS.finditer(words)), default=0)


def spoken(about: Site) -> str:
    return quoted(about.language) if about.language else "None, languages=tuple(call_filter.CALLS)"


def secure(url: str, page: str) -> str:
    """A site on https that still writes its own addresses with http is asked by https."""
    same = urlsplit(url).netloc == urlsplit(page).netloc and page.startswith("https://")
    return re.sub(r"^http://", "https://", url) if same else url


def json_of(answer: Answer | None) -> Any:
    try:
        return answer.json() if answer else None
    except ValueError:
        return None


def words(text: str) -> str:
    """Plain words that may stand in a docstring and in a table of Markdown."""
    return " ".join(re.sub(r"[\"\\|]+", " ", plain_line(text)).split())


def quoted(text: str) -> str:
    """A literal of Python: JSON's is one, once what no file can hold is gone."""
    return json.dumps(text.encode("utf-8", "ignore").decode(), ensure_ascii=False)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 138, break_long_words=False, break_on_hyphens=False)
