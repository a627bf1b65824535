"""The rows of `stage.texts` and `stage.search_index`: the full prose of every record, and the words each call is found
by.

Belongs here: which texts and words are kept for the search; words are made once for each text. Does not belong: how a
word becomes a root, or what it weighs (`pipelines/search`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipelines.place import in_use
from pipelines.search.fields import searched
from pipelines.search.inverted import Searched, weights
from warehouse.cache import cached, digest
from warehouse.code_version import code_version

if TYPE_CHECKING:
    import duckdb

    from warehouse.stages import Call

Row = dict[str, Any]


def text_rows(calls: Sequence[Call]) -> list[Row]:
    """A row for each record that has prose."""
    return [
        {
            "call_id": call.call_id,
            "source_id": landed.source_id,
            "record_key": landed.record_key,
            "language": landed.record.language,
            "text": prose,
        }
        for call in calls
        for landed in call.landed
        if (prose := landed.record.text or landed.record.summary)
    ]


def index_rows(con: duckdb.DuckDBPyConnection, rows: dict[str, list[Row]]) -> list[Row]:
    """A row for each call: its words, and how much each says of it."""
    funds = {row["fund_id"]: row["name"] for row in rows["funds"]}
    priorities = {row["priority_id"]: row for row in rows["priorities"]}
    names = {row["source_id"]: row["name"] for row in rows["sources"]}
    answers: dict[str, list[Row]] = defaultdict(list)
    sources: dict[str, list[str]] = defaultdict(list)
    texts: dict[str, list[str]] = defaultdict(list)
    for row in rows["matches"]:
        answers[row["call_id"]].append(priorities[row["priority_id"]])
    for row in rows["call_records"]:
        sources[row["call_id"]].append(str(names.get(row["source_id"]) or row["source_id"]))
    for row in rows["texts"]:
        texts[row["call_id"]].append(row["text"])
    found = {
        row["call_id"]: searched(
            row,
            fund=funds.get(row["fund_id"]),
            priorities=answers[row["call_id"]],
            sources=sources[row["call_id"]],
            texts=texts[row["call_id"]],
            own_language=in_use().language,
        )
        for row in rows["calls"]
    }
    keys = {call_id: _key(one) for call_id, one in found.items()}
    inputs = {keys[call_id]: one for call_id, one in found.items()}
    version = code_version("pipelines.search.inverted", "pipelines.search.concepts")
    kept = cached(con, "search", version, inputs, lambda missing: {key: _weighed(one) for key, one in missing.items()})
    return [{"call_id": call_id, **kept[key]} for call_id, key in keys.items()]


def _key(one: Searched) -> str:
    return digest(one.title, one.names, one.gist, one.text, one.priorities)


def _weighed(one: Searched) -> Row:
    levels = weights(one)
    terms = sorted(levels)
    return {"terms": terms, "levels": [levels[term] for term in terms]}
