"""What a source's declaration must hold before it is crawled: `catastro check-sources`.

Belongs here: rules on declarations. Does not belong: asking the sources (a crawl's verdict) and loading them (`scrapers/registry.py`).
Each finding names the file, the field and the mend.
"""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from pipelines.records import Record
from scrapers import source as declared
from scrapers.registry import FOLDER, registry, source_file
from scrapers.source import Ask, Source

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_CHOICES = {
    "family": get_args(declared.Family), "cadence": get_args(declared.Cadence),
    "state": ("trial", "live", "retired"), "proof": ("recorded", "documented"),
}
_KINDS = Path(__file__).parent / "kinds"


def check_sources(folder: Path = FOLDER) -> list[str]:
    """What is wrong with the sources' declarations, one line a finding; none where all is well."""
    try:
        sources = registry(folder)
    except ImportError as error:
        return [str(error)]
    findings = []
    for source in sources.values():
        path = source_file(source.id, folder)
        findings += [f"{path.name}: field {field}: {what}" for field, what in _of_one(source, path)]
    return findings + _same_addresses(sources)


def _of_one(source: Source, path: Path) -> Iterator[tuple[str, str]]:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    for word, why in (("Proof:", "what its format rests on"), ("Caveats:", "what surprises in it")):
        if word not in text:
            yield "docstring", f"does not say {why}; add a sentence that begins with {word!r}"
    if "Proof:" in text and source.proof not in text:
        yield "proof", f"is {source.proof!r} but the docstring does not say so; say what it rests on, or mend the field"
    for field, known in _CHOICES.items():
        if getattr(source, field) not in known:
            yield field, f"is {getattr(source, field)!r}; take one of {', '.join(known)}"
    if not (_KINDS / f"{source.kind}.py").exists():
        yield "kind", f"is {source.kind!r}, which has no scrapers/kinds/{source.kind}.py; write it or take another"
    for field in ("name", "funder", "licence", "country"):
        if not getattr(source, field).strip():
            yield field, "is empty; say it, or say that it is not stated"
    if not source.languages or not all(_LANGUAGE.fullmatch(language) for language in source.languages):
        yield "languages", f"is {source.languages!r}; give at least one ISO 639 code, in lower case"
    yield from _bounds(source)
    yield from _addresses(source)


def _bounds(source: Source) -> Iterator[tuple[str, str]]:
    least, most = source.expected
    if not 0 <= least <= most or most < 1:
        yield "expected", f"is {source.expected}; give the least and the most records of a healthy crawl"
    elif least == 0 and source.sentinel is None:
        yield "expected", "allows an empty listing without a sentinel, so that any page would do; give a sentinel or a minimum of 1"
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


def _same_addresses(sources: dict[str, Source]) -> list[str]:
    first: dict[str, str] = {}
    findings = []
    for source in sources.values():
        for ask in source.asks:
            other = first.setdefault(_key(ask), source.id)
            if other != source.id:
                findings.append(f"{source.id}.py: field asks: {ask.url} is asked by {other}.py too; one source an address: fold them")
    return findings


def _key(ask: Ask) -> str:
    return f"{ask.method} {ask.url.rstrip('/')} {ask.json!r} {ask.parts!r}"
