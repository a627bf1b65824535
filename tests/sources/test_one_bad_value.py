"""One bad value costs that value, never its source: each value of a listing's first row, damaged in fifteen ways,
and all other rows are read.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scrapers.engine.archive import read_archive
from scrapers.readers.answer import Answer
from scrapers.readers.parse import read_page
from scrapers.registry import registry

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
BAD = (
    "\ud83d half",
    "\x1b]0;x\x07\x00",
    None,
    [],
    {},
    0,
    -1,
    10**30,
    1.5,
    True,
    "",
    "9" * 5000,
    ["x"],
    {"a": 1},
    float("nan"),
)


def listings() -> Iterator[Any]:
    """Of each source that answers in JSON: its first listing in which two calls or more stand."""
    for source in registry().values():
        if not (FIXTURES / source.id / "replay.tsv").exists():
            continue
        for exchange in read_archive(FIXTURES / source.id):
            ask = next((ask for ask in source.asks if ask.url == exchange.url), source.asks[0])
            answer = Answer(
                exchange.body, exchange.url, "application/json", ask, {k.lower(): v for k, v in exchange.headers}
            )
            try:
                body = answer.json()
                read = len(read_page(source, answer).records)
            except Exception:  # another's answer, a detail's
                continue
            if read > 1:
                yield source, answer, body, read
                break


def rows(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to the first row of each list of objects, and of each dictionary of objects by name."""
    if isinstance(node, list) and len(node) > 1 and all(isinstance(entry, dict) for entry in node):
        yield (*path, 0)
        return
    named = [name for name, entry in node.items() if isinstance(entry, dict)] if isinstance(node, dict) else []
    if len(named) > 1 and len({frozenset(node[name]) for name in named}) == 1:
        yield (*path, named[0])
        return
    for name, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from rows(value, (*path, name))


def values(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value of a row, the row itself first."""
    yield path
    for name, value in (
        node.items() if isinstance(node, dict) else list(enumerate(node))[:2] if isinstance(node, list) else ()
    ):
        yield from values(value, (*path, name))


def at(node: Any, path: tuple[Any, ...]) -> Any:
    for name in path:
        node = node[name]
    return node


def test_one_bad_value_costs_one_record_at_most():
    damaged = 0
    for source, answer, body, read in listings():
        row = next(rows(body))
        for way in values(at(body, row)):
            path = (*row, *way)
            for bad in BAD:
                spoilt = copy.deepcopy(body)
                at(spoilt, path[:-1])[path[-1]] = bad
                page = read_page(
                    source,
                    Answer(json.dumps(spoilt).encode(), answer.url, answer.content_type, answer.ask, answer.headers),
                )
                assert len(page.records) >= read - 1, (source.id, path, bad)
                for record in page.records:
                    json.dumps(record.to_json(), ensure_ascii=False).encode()
                damaged += 1
    assert damaged > 1000
