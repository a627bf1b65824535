"""Lists of calls in JSON, wherever they lie: in an answer, or in a page that carries its data in a script.

Belongs here: the way to a list, the fields of a row by their path, reading them into records. Does not belong: finding
which list and which field is what (`scrapers/authoring/drafting/rows.py`), paging, what one source means by a word.

A path is written with dots; `*` stands for each element of a list, or each value of an object (a dictionary by id):
`hits.hits.*`, `data.calls.edges.*`. A field's path begins at the row: `_source.title`, `node.deadline`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pipelines.cleaning import source_fields
from pipelines.records import Record
from scrapers.readers import call_filter
from scrapers.readers.answer import Answer
from scrapers.readers.stated_days import order_of, stated
from scrapers.source import Page

LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2})?")
SPOKEN = ("value", "processed", "rendered", "html", "text", "plain", "#text", "_", "name", "label", "href", "url")
"""What holds the words where a value is an object, the best first."""
CARRIES_DATA = frozenset({"application/json", "application/ld+json"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The paths of a row's fields, None where it has none."""

    key: str
    title: str
    address: str | None = None
    prose: str | None = None
    published: str | None = None
    opens: str | None = None
    closes: str | None = None


def body_of(answer: Answer) -> Any:
    """An answer's JSON; of a page: the list of what its scripts carry. Raises ValueError where it is neither."""
    if not answer.text().lstrip().startswith("<"):
        return answer.json()
    held = []
    for script in answer.html().css("script"):
        if (script.attributes.get("type") or "").lower() not in CARRIES_DATA:
            continue
        try:
            held.append(json.loads(script.text()))
        except (ValueError, RecursionError):
            continue
    if not held:
        raise ValueError("la página no trae datos en JSON: capturarla y revisar la dirección en asks")
    return held


def held_at(value: Any, path: str) -> Iterator[Any]:
    """All that stands at a path, in its order."""
    values = [value]
    for name in path.split(".") if path else []:
        values = [held for value in values for held in _step(value, name)]
    yield from values


def words_at(row: Any, path: str | None, language: str | None) -> str:
    """The words at a row's path, in the language where they are told in several; several are joined."""
    return " ".join(filter(None, (words_of(held, language) for held in held_at(row, path)))) if path else ""


def words_of(value: Any, language: str | None) -> str:
    """The words of a value, whatever it is wrapped in; empty where it has none."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, (words_of(held, language) for held in value)))
    if is_by_language(value):
        wanted = [name for name in value if language and name.lower().startswith(language)]
        names = [*wanted, *(name for name in ("es", "en") if name in value), *value]
        return next((said for name in names if (said := words_of(value[name], language))), "")
    return next((said for name in SPOKEN if name in value and (said := words_of(value[name], language))), "")


def is_by_language(value: Any) -> bool:
    """Whether an object holds the same words in several languages."""
    return isinstance(value, dict) and bool(value) and all(LANGUAGE.fullmatch(str(name)) for name in value)


def listing(
    path: str,
    fields: Fields,
    *,
    base: str,
    language: str | None,
    total: str | None = None,
) -> Callable[[Answer], Page]:
    """A `read_listing`: a record a row; a row without title and address is none. `total`: the path of the count that
    the answer tells.

    Raises ValueError where nothing stands at the path: the answer has changed.
    """

    def read_listing(answer: Answer) -> Page:
        body = body_of(answer)
        rows = [row for row in held_at(body, path) if isinstance(row, dict)]
        if not rows and not any(
            isinstance(held, list | dict) for held in held_at(body, path.removesuffix("*").strip("."))
        ):
            raise ValueError(f"la respuesta no trae una lista en {path!r}: capturarla y revisar ese camino")
        days = {
            name: order_of((words_at(row, at, language) for row in rows), language)
            for name in ("published", "opens", "closes")
            if (at := getattr(fields, name))
        }
        found = [_record(row, fields, days, base, language) for row in rows]
        calls = [record for record in found if record.title or record.url]
        told = next((held for held in held_at(body, total) if type(held) is int), None) if total else None
        return Page(calls, skipped=len(found) - len(calls), announced=told)

    return read_listing


def _record(row: dict[str, Any], fields: Fields, days: dict[str, Any], base: str, language: str | None) -> Record:
    record = Record(words_at(row, fields.key, language), language=language)
    source_fields.title(record, words_at(row, fields.title, language))
    if address := words_at(row, fields.address, language):
        source_fields.address(record, address, base)
    source_fields.prose(record, words_at(row, fields.prose, language))
    if fields.published:
        day = stated(words_at(row, fields.published, language), days["published"])
        source_fields.day(record, "published_on", day)
    if fields.opens:
        source_fields.day(record, "opens_on", stated(words_at(row, fields.opens, language), days["opens"]))
    if fields.closes:
        words = words_at(row, fields.closes, language)
        source_fields.deadline(record, stated(words, days["closes"]), quote=words)
    record.call_type = call_filter.call_type(record.title)
    return record


def _step(value: Any, name: str) -> list[Any]:
    if name == "*":
        return list(value) if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    return [value[name]] if isinstance(value, dict) and name in value else []
