"""Texts that say who may apply, and the labels that their clauses give to clauses, kinds and places.

Belongs here: reading cases and pages, and aligning tags. Does not belong: fitting (`applying_models`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.applying.clause_reader import ClauseReading
from pipelines.applying.statements import after_except, kinds_of
from pipelines.cleaning.markup import plain_text

COARSE: dict[str, tuple[str, ...]] = {
    "municipality": ("local_government",), "local_association": ("local_government",), "local_government": ("local_government",),
    "regional_government": ("regional_government",), "local_and_regional": ("local_government", "regional_government"),
    "national_government": ("national_government",), "public_body": ("local_government", "regional_government", "national_government"),
    "government": ("local_government", "regional_government", "national_government"),
    "university": ("university",), "research": ("research",), "ngo": ("ngo",), "cooperative": ("cooperative", "company", "ngo"),
    "school": ("school",), "hospital": ("hospital",), "sme": ("sme",), "company": ("company",), "private_body": ("company",),
    "individual": ("individual",), "international_org": ("international_org",), "legal_entity": ("any",), "any": ("any",),
    "other": ("other",), "body": (),
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One excerpt or page of a call with its right answers. `page`: more than what is said on applying."""

    id: str
    author: str
    text: str
    language: str
    on: date
    page: bool
    gold: dict[str, Any]

    @property
    def outcomes(self) -> dict[str, str]:
        """Who may apply; empty where nobody said."""
        found: dict[str, str] = self.gold.get("outcomes") or {}
        return found


def read_cases(*paths: Path) -> list[Case]:
    """The cases of files of either form: excerpts with their day, or page-like texts as they were published."""
    return [case for path in paths for case in _cases(path)]


def _cases(path: Path) -> list[Case]:
    found = []
    for part in re.split(r"(?m)^=== *", path.read_text(encoding="utf-8"))[1:]:
        head, _, rest = part.partition("\n")
        line, _, text = rest.partition("\n---\n")
        gold = json.loads(line)
        page = "applicant_types" in gold
        on = date.fromisoformat(gold.get("as_of") or gold.get("published_on") or "2026-06-01")
        text = text.strip("\n")
        if page and (title := gold.get("title")) and title.casefold() not in text.casefold():
            text = f"{title}\n{text}"
        found.append(
            Case(
                head.strip(),
                head.strip().split("-")[0],
                plain_text(text) if page else text,
                gold["language"],
                on,
                page,
                gold,
            )
        )
    return found


def tags_of(case: Case, reading: ClauseReading) -> list[tuple[str, frozenset[str]] | None]:
    """Each clause's tag and kinds; None where its author tagged none that begins there."""
    flat, places = _squeezed(reading.text)
    labels: list[tuple[str, frozenset[str]] | None] = [None] * len(reading.clauses)
    at = 0
    for quote, tag, kinds in case.gold.get("clauses", []):
        wanted = _squeezed(quote)[0]
        found = flat.find(wanted, at)
        if found < 0:
            found = flat.find(wanted)
        if found < 0 or not wanted:
            continue
        at = found + 1
        start, end = places[found], places[min(found + len(wanted), len(places)) - 1]
        for number, clause in enumerate(reading.clauses):
            if clause.start <= start < clause.end or (start <= clause.start and clause.end <= end + 3):
                labels[number] = labels[number] or (tag, frozenset(kinds))
                if clause.start <= start < clause.end:
                    break
    return labels


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text's letters and figures alone, in lower case, with where each stands."""
    letters = [(letter.lower()[:1], at) for at, letter in enumerate(text) if letter.isalnum()]
    return "".join(letter for letter, _ in letters), [at for _, at in letters]


def kind_labels(reading: ClauseReading, at: int, tag: str, kinds: frozenset[str]) -> list[str]:
    """What a tagged clause says of each kind that it names, or that the question it answers named."""
    clause = reading.clauses[at]
    labels = []
    for name in kinds_of(reading, at):
        label = _kind_label(tag, kinds, name.kinds)
        if clause.start <= name.start < clause.end and after_except(reading, clause, name.start):
            label = {"may": "may_not", "may_not": "may"}.get(label, label)
        labels.append(label)
    return labels


def _kind_label(tag: str, kinds: frozenset[str], named: tuple[str, ...]) -> str:
    kinds = frozenset("local_government" if kind == "municipality" else kind for kind in kinds)
    coarse = {part for kind in named for part in COARSE[kind]}
    held = (
        not kinds
        or bool(coarse & kinds)
        or bool(kinds & {"any"})
        or named[0] in ("body", "government", "legal_entity", "any")
    )
    if tag == "country_may":
        return "may" if coarse & kinds else "other"
    if tag in ("may", "only"):
        return "may" if held else "other"
    if tag in ("may_not", "country_may_not"):
        return "may_not" if held and (tag == "may_not" or coarse & kinds) else "other"
    return tag if tag in ("partner", "partner_unfunded") and held else "other"


PLACE_LABELS = {
    "may": "from", "only": "from", "country_may": "from", "may_not": "not", "country_may_not": "not", "place_of_work": "work",
    "partner": "partner",
}  # fmt: skip
