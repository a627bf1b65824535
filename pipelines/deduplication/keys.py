"""What of a record is compared: its words, and what it says of its year, edition, lot, references, deadlines.

Belongs here: reading one record into `Keys`. Does not belong: comparing two records (`vetoes`, `scores`), or anything
that depends on the other records.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pandas as pd

from pipelines.deduplication.countries import countries_in
from pipelines.deduplication.ordinals import marks_in
from pipelines.deduplication.rounds import Round, read_round
from pipelines.deduplication.subjects import fields

SHORT_SUMMARY = 200
"""A summary up to this length names (authors, a subtitle); a longer one is prose and is only searched for names."""

Span = tuple[int, int]

_POSITION = re.compile(r"^\s*(?:0\d{1,3}\s*[-.)]|\d{1,2}[.)])\s*(?=\D|\d)(?!\d{4}\b)")
_YEAR_SPAN = re.compile(r"(?<![\d-])((?:19|20)\d\d)\s*[-–/]\s*((?:19|20)\d\d|\d\d)(?![\d-])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CODE = re.compile(r"(?<![\w-])(?=[A-Z0-9./_-]*[A-Z])(?=[A-Z0-9./_-]*\d)[A-Z0-9]+(?:[-/_.][A-Z0-9]+){2,}(?![\w-])", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_OFFICE_NUMBER = re.compile(r"[A-Z]{1,6}(\d{5,})")
_ACRONYM = re.compile(r"(?<![^\W_])[A-Z]{3,8}(?![^\W_])")
_UNSAFE = re.compile(r"[^A-Z0-9]+")
_TRACKING = re.compile(r"^(?:utm_|fbclid$|gclid$|trk$|ref$|lang$|locale$|mc_)")


@dataclass(frozen=True, slots=True)
class Keys:
    """One record made ready: folded words, and what it states about which call of a kind it is."""

    source: str
    title: str
    words: tuple[str, ...]
    context: frozenset[str]
    whole: str
    names: frozenset[str]
    prose: frozenset[str]
    funder: str
    title_years: tuple[Span, ...]
    field_years: tuple[Span, ...]
    marks: Mapping[str, frozenset[str]]
    codes: frozenset[str]
    references: frozenset[str]
    deadlines: tuple[date, ...]
    amount: float | None
    currency: str
    url: str
    language: str
    told: tuple[str, ...]
    acronyms: frozenset[str]
    round: Round
    countries: frozenset[str]
    subjects: frozenset[int]
    tells: frozenset[int]


def fold(text: str) -> str:
    """Lower case without accents or punctuation, white space single: the form in which words are compared."""
    if text.isascii():
        return " ".join(_ASCII_WORD.findall(text.lower().replace("'", "")))
    return _fold(text)


@lru_cache(maxsize=65536)
def _fold(text: str) -> str:
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return " ".join(_WORD.findall(bare.replace("'", "").replace("’", "")))


def read(row: Mapping[str, Any]) -> Keys:
    """The keys of one record; absent fields are None."""
    stated_title = _POSITION.sub("", text_of(row.get("title")))
    title = fold(stated_title)
    funder = fold(text_of(row.get("funder")))
    summary = text_of(row.get("summary"))
    folded = fold(summary)
    label = folded if len(summary) <= SHORT_SUMMARY else ""
    context = " ".join(part for part in (funder, fold(text_of(row.get("programme"))), label) if part)
    language = text_of(row.get("language"))[:2].lower()
    deadlines = tuple(sorted(set(dates_of(row.get("deadline")))))
    url = text_of(row.get("url"))
    codes = frozenset(_squeeze(code) for code in _CODE.findall(stated_title) if sum(map(str.isdigit, code)) >= 3)
    return Keys(
        source=text_of(row.get("source_id")),
        title=title,
        words=tuple(title.split()),
        context=frozenset(context.split()),
        whole=f"{title} {context}".strip(),
        names=frozenset(_names(f"{stated_title}. {summary}")),
        prose=frozenset(folded.split()) if len(summary) > SHORT_SUMMARY else frozenset(),
        funder=funder,
        title_years=_years(_CODE.sub(" ", stated_title)),
        field_years=tuple(sorted({*_field_years(row.get("year")), *_field_years(row.get("edition"))})),
        marks=marks_in(stated_title, text_of(row.get("edition"))),
        codes=codes,
        references=frozenset(filter(None, map(_squeeze, texts_of(row.get("reference"))))),
        deadlines=deadlines,
        amount=_number(row.get("amount_max")),
        currency=text_of(row.get("currency")).upper(),
        url=canonical_url(url),
        language=language,
        told=tuple(folded.split()),
        acronyms=frozenset(_ACRONYM.findall(text_of(row.get("funder")))),
        round=read_round(stated_title, summary, url, language, deadlines),
        countries=countries_in(f"{title} {funder}"),
        subjects=fields(title.split()),
        tells=fields(f"{title} {context} {folded}".split()),
    )


def align_references(keys: Sequence[Keys]) -> list[Keys]:
    """The same keys with numbers that one portal writes bare ("26-513") written as the only office that uses them does ("NSF 26-513")."""
    offices: defaultdict[str, set[str]] = defaultdict(set)
    for own in keys:
        for reference in own.references:
            if match := _OFFICE_NUMBER.fullmatch(reference):
                offices[match[1]].add(reference)
    full = {number: next(iter(names)) for number, names in offices.items() if len(names) == 1}
    return [
        replace(own, references=frozenset(full.get(ref, ref) for ref in own.references)) if own.references & full.keys() else own
        for own in keys
    ]


def is_absent(value: Any) -> bool:
    """None, NaN, NaT or pandas' NA; a list is never absent."""
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def text_of(value: Any) -> str:
    """The value as text, "" where absent; a whole float as an integer."""
    if is_absent(value):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def texts_of(value: Any) -> list[str]:
    """The texts of a string or a list of strings."""
    if is_absent(value):
        return []
    return [text_of(value)] if isinstance(value, (str, int, float)) else [text_of(item) for item in value]


def dates_of(value: Any) -> list[date]:
    """The days of a date, an ISO string, or a list of them. Raises ValueError for a text that is no ISO date."""
    if is_absent(value):
        return []
    if isinstance(value, str):
        return [date.fromisoformat(value[:10])] if value else []
    if hasattr(value, "date"):
        return [value.date()]
    if isinstance(value, date):
        return [value]
    return [day for item in value for day in dates_of(item)]


def canonical_url(url: str) -> str:
    """The address without scheme, www, trailing slash, fragment, tracking or language parameters; "" for a bare host."""
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    query = "&".join(sorted(f"{k}={v}" for k, v in parse_qsl(parts.query) if not _TRACKING.match(k.lower())))
    path = parts.path.rstrip("/")
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{path}?{query}".rstrip("?") if path or query else ""


def _squeeze(reference: str) -> str:
    return _UNSAFE.sub("", reference.upper())


def _years(text: str) -> tuple[Span, ...]:
    """Years and spans of years in a text: "2023/24" is (2023, 2024), "2026" is (2026, 2026)."""
    spans: set[Span] = set()
    for match in _YEAR_SPAN.finditer(text):
        first, last = int(match[1]), int(match[2])
        last += first // 100 * 100 if last < 100 else 0
        if first < last <= first + 15:
            spans.add((first, last))
            text = text.replace(match[0], " ")
    spans.update((int(year), int(year)) for year in _YEAR.findall(text))
    return tuple(sorted(spans))


def _field_years(value: Any) -> tuple[Span, ...]:
    text = text_of(value)
    if found := _years(text):
        return found
    short = re.fullmatch(r"['’]?(\d\d)", text)
    if not short:
        return ()
    year = int(short[1]) + (1900 if int(short[1]) > 50 else 2000)
    return ((year, year),)


def _names(text: str) -> Iterable[str]:
    """Words that look like proper names or acronyms, and numbers of three digits or more: what survives translation."""
    for match in re.finditer(r"[^\W\d_]{2,}|\d[\d.,]{2,}\d", text):
        word = match[0]
        if word[0].isdigit():
            yield re.sub(r"[.,]", "", word)
        elif word.isupper() or word[0].isupper():
            yield word.lower() if word.isascii() else fold(word)


def _number(value: Any) -> float | None:
    if is_absent(value) or value == "":
        return None
    number = float(value)
    return number if number > 0 else None
