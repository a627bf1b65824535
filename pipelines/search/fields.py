"""What a call is searched in, out of the catalogue's rows.

Belongs here: which columns are read as which field of the search. Does not belong: weights (`inverted.py`), reading a
catalogue.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.search.inverted import Searched

Columns = Mapping[str, Any]


def searched(
    call: Columns,
    *,
    fund: str | None,
    priorities: Sequence[Columns],
    sources: Sequence[str],
    texts: Sequence[str],
    own_language: str,
) -> Searched:
    """The fields of a row of `calls`. `priorities`: the rows of those it answers; `texts`: the full texts of its
    records. What it funds is told in the territory's words too, where it is written in another language."""
    named = [call["funder"], fund, call["programme"], call["edition"], *(call["call_references"] or [])]
    spanish = " ".join(" ".join(json.loads(p["keywords"] or "{}").get(own_language, ())) for p in priorities)
    return Searched(
        title=call["title"],
        names=" ".join(filter(None, [*named, *sources, *(call["places"] or [])])),
        gist=" ".join(f"{p['name_es']} {p['name_en'] or ''}" for p in priorities),
        text=" ".join(texts),
        priorities="" if call["language"] == own_language else spanish,
    )
