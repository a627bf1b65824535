"""Labelled texts as they lie in `corpus/`: text files of several texts, each an id, a line of JSON, `---` and the
text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Labelled:
    """One text with its right answers. `author`: who wrote it; texts of one author are never split between training
    and judging.
    """

    id: str
    author: str
    title: str
    text: str
    language: str
    published_on: date | None
    gold: dict[str, Any]


def read_texts(*paths: Path) -> list[Labelled]:
    """All texts of the files."""
    return [text for path in paths for text in _texts(path)]


def _texts(path: Path) -> Iterator[Labelled]:
    for part in re.split(r"(?m)^=== *", path.read_text(encoding="utf-8"))[1:]:
        head, _, rest = part.partition("\n")
        line, _, text = rest.partition("\n---\n")
        gold = json.loads(line)
        published = gold.get("published_on")
        yield Labelled(
            head.strip(),
            head.strip().split("-")[0],
            gold["title"],
            text.strip("\n"),
            gold["language"],
            date.fromisoformat(published) if published else None,
            gold,
        )
