"""Partial and copied reports made of those that authors wrote: fields that sites leave out, copies and shortenings of
one another, moved deadlines.

Belongs here: what sites do to a report without a word of their own. Does not belong: other new text. The same seed
gives the same copies.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

LEFT_OUT = {"deadline": 0.25, "amount_max": 0.3, "funder": 0.2, "published_on": 0.35, "reference": 0.4, "summary": 0.1}
"""How often a site leaves a field out."""
COPIED = 0.25
SHORTENED = 0.3
EXTENDED = 0.25
TOLD = {
    "en": "Deadline extended to {}.",
    "es": "Plazo ampliado hasta el {}.",
    "pt": "Prazo prorrogado até {}.",
    "fr": "Date limite reportée au {}.",
    "de": "Frist verlängert bis {}.",
    "it": "Scadenza prorogata al {}.",
}
"""How an extension is told."""


def partial(records: Sequence[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """A pool of the same reports, with fields left out, some shortened, some copied by another site."""
    rng = random.Random(seed)
    made = []
    for record in records:
        own = {**record}
        for name, often in LEFT_OUT.items():
            if rng.random() < often:
                own[name] = [] if name == "deadline" else None
        if own["summary"] and rng.random() < SHORTENED:
            own["summary"] = _shortened(own["summary"], rng)
        made.append(own)
        if rng.random() < COPIED:
            made.append(_copied(record, rng))
    return made


def _copied(record: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """As an aggregator copies a report, some days later: the title in other letters or with a word of its own,
    perhaps no text.
    """
    own = {
        **record,
        "record_id": f"{record['record_id']}-copy",
        "source_id": f"aggregator-{rng.randrange(9)}",
        "lists_once": False,
        "url": "",
        "note": "",
    }
    title = str(record["title"])
    own["title"] = rng.choice(
        (title, title.upper(), f"{title} | {own['source_id']}", title.partition(": ")[2] or title)
    )
    if record["published_on"]:
        own["published_on"] = (
            date.fromisoformat(record["published_on"]) + timedelta(days=rng.randrange(40))
        ).isoformat()
    own["summary"] = rng.choice((record["summary"], _shortened(record["summary"], rng), None))
    for name in ("amount_max", "funder", "reference", "published_on"):
        if rng.random() < 0.4:
            own[name] = None
    if own["deadline"] and own["summary"] and rng.random() < EXTENDED:
        return _extended(own, rng)
    if own["deadline"] and rng.random() < 0.4 and (own["summary"] or own["published_on"]):
        own["deadline"] = []
    return own


def _extended(own: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """As told once more when the last day was moved."""
    moved = date.fromisoformat(own["deadline"][-1]) + timedelta(
        days=rng.choice((7, 10, 14, 15, 21, 30, 31, 45, 60, 92, 120))
    )
    told = TOLD.get(own["language"], TOLD["en"]).format(f"{moved.day}.{moved.month}.{moved.year}")
    return {**own, "deadline": [moved.isoformat()], "summary": f"{told} {own['summary']}"}


def _shortened(text: str, rng: random.Random) -> str:
    words = text.split()
    return " ".join(words[: max(8, int(len(words) * rng.uniform(0.2, 0.7)))]) + " …"
