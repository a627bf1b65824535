"""Lists of calls in JSON, recognised by the names of their fields.

Belongs here: which list, and which of its fields is what. Does not belong: what values mean
(`pipelines/cleaning/source_fields.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scrapers.authoring.drafting.draft import Draft, Site, json_of, quoted, words
from scrapers.readers.answer import Answer

KEYS = (
    "id",
    "uuid",
    "code",
    "codigo",
    "reference",
    "number",
    "numero",
    "slug",
    "key",
    "identifier",
    "nid",
    "pageid",
    "url",
    "link",
)
TITLES = (
    "title",
    "titulo",
    "titre",
    "titel",
    "name",
    "nombre",
    "nom",
    "nome",
    "headline",
    "subject",
    "nodename",
    "objeto",
    "descripcion",
    "description",
)
FIELDS = {
    "address": ("url", "link", "href", "permalink", "enlace", "weburl", "detailurl", "pageurl", "contenturl"),
    "prose": (
        "description",
        "descripcion",
        "summary",
        "resumen",
        "abstract",
        "body",
        "text",
        "texto",
        "content",
        "excerpt",
    ),
    "published": (
        "published",
        "publishedat",
        "publishedon",
        "publicationdate",
        "publishdate",
        "posteddate",
        "fechapublicacion",
    ),
    "opens": ("opens", "opendate", "openingdate", "openson", "fechaapertura"),
    "closes": ("deadline", "closes", "closedate", "closingdate", "closeson", "deadlinedate", "fechacierre", "duedate"),
}
TOTALS = ("total", "count", "totalcount", "totalresults", "totalrecords", "hitcount", "totalhits", "numfound")


def json_rows(page: Answer, about: Site) -> Iterator[Draft]:
    """The longest list of objects that have a title and a key of their own."""
    told = json_of(page)
    lists = [(path, rows, parent) for path, rows, parent in _lists(told) if _named(rows, TITLES) and _key(rows)]
    if not lists:
        return
    path, rows, parent = max(lists, key=lambda found: len(found[1]))
    key, title = _key(rows), _named(rows, TITLES)
    fields = {name: _named(rows, names) for name, names in FIELDS.items()}
    total = next(
        (name for name in parent if _plain(name) in TOTALS and type(parent[name]) is int and parent[name] >= len(rows)),
        None,
    )
    where = "".join(f"[{quoted(part)}]" for part in path)
    announced = f", announced=answer.json(){''.join(f'[{quoted(p)}]' for p in (*path[:-1], total))}" if total else ""

    def value(name: str | None) -> str:
        return f'str(row.get({quoted(name or "")}) or "")'

    calls = [f"source_fields.title(record, {value(title)})"]
    calls += [f"source_fields.address(record, {value(fields['address'])}, PAGE)"] if fields["address"] else []
    calls += [f"source_fields.prose(record, {value(fields['prose'])})"] if fields["prose"] not in (None, title) else []
    calls += [
        f'source_fields.day(record, "{field}_on", {value(fields[field])})'
        for field in ("published", "opens")
        if fields[field]
    ]
    calls += [f"source_fields.deadline(record, {value(fields['closes'])})"] if fields["closes"] else []
    under = f' under "{".".join(map(words, path))}"' if path else ""
    body = "\n".join(f"    {call}" for call in calls)
    yield Draft(
        "json_api",
        f"JSON, a list of {len(rows)} objects{under}; paging not described",
        f"""\
from typing import Any

from pipelines.cleaning import source_fields
from pipelines.records import Record
from scrapers.readers import call_filter
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source

PAGE = {quoted(page.url)}


def read_listing(answer: Answer) -> Page:
    rows = answer.json(){where}
    records = [_record(row) for row in rows if isinstance(row, dict)]
    return Page(records, skipped=len(rows) - len(records){announced})


def _record(row: dict[str, Any]) -> Record:
    record = Record(str(row.get({quoted(key)}) or ""), language={quoted(about.language) if about.language else None})
{body}
    record.call_type = call_filter.call_type(record.title)
    return record
""",
        "Ask(PAGE)",
        "read_listing",
        1,
        fill="" if fields["address"] else 'fill={"title": 0.95},',
    )


def _lists(
    value: Any, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], list[dict[str, Any]], dict[str, Any]]]:
    """The lists of objects in a JSON value, down to the third level, each with its path and the object that holds
    it.
    """
    if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
        yield path, value, {}
    elif isinstance(value, dict) and len(path) < 3:
        for name, held in value.items():
            for found, rows, parent in _lists(held, (*path, name)):
                yield found, rows, parent if len(found) > len(path) + 1 else value


def _named(rows: list[dict[str, Any]], names: tuple[str, ...]) -> str | None:
    """The field, spelt as in the rows, that is called by the first of the names and is text in most of them."""
    for name in names:
        for field in rows[0]:
            if _plain(field) == name and 2 * sum(
                isinstance(row.get(field), str) and row[field] != "" for row in rows
            ) > len(rows):
                return field
    return None


def _key(rows: list[dict[str, Any]]) -> str:
    """The field that tells the rows apart, empty where none does."""
    for name in KEYS:
        for field in rows[0]:
            values = [row.get(field) for row in rows]
            if (
                _plain(field) == name
                and all(type(value) in (str, int) and value for value in values)
                and len(set(values)) == len(rows)
            ):
                return field
    return ""


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
