"""What a source's declaration must hold before it is crawled: `catastro check-sources`.

Belongs here: rules on declarations. Does not belong: asking the sources (a crawl's verdict) and loading them
(`scrapers/registry.py`). Each finding names the file, the field and the mend.
"""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args
from urllib.parse import parse_qsl, urlsplit

from pipelines.records import Record
from pipelines.vocabulary import CODES
from scrapers import source as declared
from scrapers.registry import FOLDER, load, source_files
from scrapers.source import Ask, Source

HEADINGS = {
    "Publisher:": "who publishes",
    "Caveats:": "what surprises in it",
    "Format:": "how it answers",
    "Proof:": "what its format rests on",
}
ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_CHOICES = {
    "family": get_args(declared.Family),
    "cadence": get_args(declared.Cadence),
    "state": CODES["source_state"],
    "proof": ("recorded", "documented"),
}
_KINDS = Path(__file__).parents[1] / "kinds"


def check_sources(folder: Path = FOLDER) -> list[str]:
    """What is wrong with the sources' declarations, one line a finding; none where all is well."""
    findings, sources = [], []
    for path in source_files(folder):
        try:
            source = load(path)
        except ImportError as error:
            findings.append(str(error))
            continue
        sources.append(source)
        findings += [f"{path.name}: field {field}: {what}" for field, what in _of_one(source, path)]
    return findings + _same_names(sources) + same_addresses(sources)


def _of_one(source: Source, path: Path) -> Iterator[tuple[str, str]]:
    yield from _docstring(source, path)
    yield from _card(source)
    yield from _bounds(source)
    yield from _addresses(source)


def _docstring(source: Source, path: Path) -> Iterator[tuple[str, str]]:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    places = {heading: text.find(f"\n{heading}") for heading in HEADINGS}
    for heading, why in HEADINGS.items():
        if places[heading] < 0:
            yield "docstring", f"does not say {why}; add a line that begins with {heading!r}"
    if -1 not in places.values() and [*places.values()] != sorted(places.values()):
        yield "docstring", f"has its headings in another order; put them as {', '.join(HEADINGS)}"
    if "Proof:" in text and source.proof not in text:
        yield "proof", f"is {source.proof!r} but the docstring does not say so; say what it rests on, or mend the field"


def _card(source: Source) -> Iterator[tuple[str, str]]:
    for field, known in _CHOICES.items():
        if getattr(source, field) not in known:
            yield field, f"is {getattr(source, field)!r}; take one of {', '.join(known)}"
    if not (_KINDS / f"{source.kind}.py").exists():
        yield "kind", f"is {source.kind!r}, which has no scrapers/kinds/{source.kind}.py; write it or take another"
    if not ID.fullmatch(source.id):
        yield (
            "id",
            f"is {source.id!r}; take small letters, digits and single underscores: it names files, assets and rows",
        )
    for field in ("name", "funder", "licence", "country"):
        if not getattr(source, field).strip():
            yield field, "is empty; say it, or say that it is not stated"
    if source.admits is not None and not (source.admits.strip() and re.fullmatch("[A-Z]{2}", source.country)):
        yield (
            "admits",
            (
                f"is {source.admits!r} for {source.country!r}; say what tells it, of a country by its two letters, or"
                " leave it out"
            ),
        )
    if not source.languages or not all(_LANGUAGE.fullmatch(language) for language in source.languages):
        yield "languages", f"is {source.languages!r}; give at least one ISO 639 code, in lower case"


def _bounds(source: Source) -> Iterator[tuple[str, str]]:
    least, most = source.expected
    if not 0 <= least <= most or most < 1:
        yield "expected", f"is {source.expected}; give the least and the most records of a healthy crawl"
    elif least == 0 and source.sentinel is None:
        yield (
            "expected",
            "allows an empty listing without a sentinel, so that any page would do; give a sentinel or a minimum of 1",
        )
    if source.kind == "listing" and source.sentinel is None:
        yield (
            "sentinel",
            (
                "is missing; give a text that every page of the listing holds, or a captcha passes for a listing"
                " without calls"
            ),
        )
    known = {field.name for field in dataclasses.fields(Record)}
    for name, share in source.fill.items():
        if name not in known or not 0 <= share <= 1:
            yield "fill", f"holds {name!r}: {share}; name a field of Record and a share from 0 to 1"
    if (source.ask_detail is None) != (source.read_detail is None):
        yield "read_detail", "ask_detail and read_detail come together; give both or none"


def _addresses(source: Source) -> Iterator[tuple[str, str]]:
    if not source.asks:
        yield "asks", "is empty; give the listing's first request"
    for field, url in [("homepage", source.homepage), *(("asks", ask.url) for ask in source.asks)]:
        if not url.startswith("https://"):
            yield field, f"is {url!r}; give an https address, or say in the docstring's caveats why there is none"


def _same_names(sources: list[Source]) -> list[str]:
    first: dict[str, str] = {}
    return [
        f"{source.id}.py: field name: {source.name!r} is {other}.py's too; people tell sources apart by it"
        for source in sources
        if (other := first.setdefault(source.name.casefold().strip(), source.id)) != source.id
    ]


def same_addresses(sources: list[Source]) -> list[str]:
    first: dict[str, str] = {}
    findings = []
    for source in sources:
        for ask in source.asks:
            other = first.setdefault(_key(ask), source.id)
            if other != source.id:
                findings.append(
                    f"{source.id}.py: field asks: {ask.url} is asked by {other}.py too; one source an address: fold"
                    " them"
                )
    return findings


def _key(ask: Ask) -> str:
    """The request, whatever the spelling of its address: case of the host, order of the query, a slash at the end."""
    parts = urlsplit(ask.url)
    query = sorted(parse_qsl(parts.query, keep_blank_values=True))
    return (
        f"{ask.method} {parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')} {query} {ask.json!r}"
        f" {ask.parts!r}"
    )
