"""A priorities file: its form, read and checked.

Belongs here: what a priority is and the errors that tell an editor where the file is wrong and how to mend it.
Does not belong: which ids ship (`pipelines.territory`) or how terms are found (`matcher`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.edited_files import TerritoryError, known_fields, read_yaml
from pipelines.language.words import LANGUAGES

FIELDS = ("id", "name", "description", "keywords", "sdgs", "weight")


@dataclass(frozen=True, slots=True)
class Priority:
    """Something the territory wants funded."""

    priority_id: str
    name: dict[str, str]
    description: dict[str, str]
    keywords: dict[str, list[str]]
    sdgs: list[int]
    weight: float


def load_priorities(path: Path) -> tuple[str, list[Priority]]:
    """The version and the priorities of a file, in its order. Raises TerritoryError."""
    document = read_yaml(path, ("version", "priorities"))
    listed = document.get("priorities")
    if not isinstance(listed, list) or not listed:
        raise TerritoryError(path, "priorities", "must be a list with at least one priority")
    priorities = [_priority(path, position, item) for position, item in enumerate(listed, 1)]
    seen: set[str] = set()
    for priority in priorities:
        if priority.priority_id in seen:
            raise TerritoryError(
                path, f"priorities, id {priority.priority_id}", "stands twice: give each priority an id of its own"
            )
        seen.add(priority.priority_id)
    return str(document.get("version", "")), priorities


def _priority(path: Path, position: int, item: Any) -> Priority:
    if not isinstance(item, dict) or not item.get("id"):
        raise TerritoryError(
            path, f"priorities, number {position}", "has no `id`: add one in lower case, such as `id: water`"
        )
    where = f"priority {item['id']}"
    known_fields(path, where, item, FIELDS)
    name = _texts(path, f"{where}, name", item.get("name"))
    description = _texts(path, f"{where}, description", item.get("description"))
    keywords: dict[str, list[str]] = {}
    listed = item.get("keywords") or {}
    if not isinstance(listed, dict):
        raise TerritoryError(path, f"{where}, keywords", "must be lists of terms by language: {es: […], en: […]}")
    for language, terms in listed.items():
        if language not in LANGUAGES:
            raise TerritoryError(
                path,
                f"{where}, keywords, {language}",
                f"is no language of this file: use one of {', '.join(LANGUAGES)}",
            )
        if not isinstance(terms, list) or not all(isinstance(term, str) and term.strip() for term in terms):
            raise TerritoryError(
                path,
                f"{where}, keywords, {language}",
                "must be a list of terms; put quotes around a term such as `no` or `2030`",
            )
        keywords[language] = terms
    weight = item.get("weight", 1.0)
    if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not 0 < weight <= 1:
        raise TerritoryError(
            path, f"{where}, weight", f"is {weight!r}: write a number above 0 and up to 1, such as 0.8"
        )
    sdgs = item.get("sdgs", [])
    if not isinstance(sdgs, list) or not all(
        isinstance(goal, int) and not isinstance(goal, bool) and 1 <= goal <= 17 for goal in sdgs
    ):
        raise TerritoryError(path, f"{where}, sdgs", "must be a list of numbers from 1 to 17, such as [6, 13]")
    return Priority(str(item["id"]), name, description, keywords, sdgs, float(weight))


def _texts(path: Path, field: str, texts: Any) -> dict[str, str]:
    if not isinstance(texts, dict):
        raise TerritoryError(path, field, "must be given by language: {es: …, en: …}")
    for language in ("es", "en"):
        if not isinstance(texts.get(language), str) or not texts[language].strip():
            raise TerritoryError(
                path, f"{field}, {language}", "is missing: write it, both languages are shown to people"
            )
    if stray := sorted(str(language) for language in texts.keys() - set(LANGUAGES)):
        raise TerritoryError(
            path, field, f"has {stray[0]!r} where a language is due: put quotes around a text that holds a comma"
        )
    return {language: str(text).strip() for language, text in texts.items()}
