"""How a notice is laid out: fields that point to one another, and the list of types of the US federal form.

Belongs here: which lines hold the list of types, which the field on eligibility, and whether what a clause points to
stands in the text. Does not belong: what the words of a line rule (`text_rules`, `country_rules`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pipelines.matching.eligibility import phrases
from pipelines.matching.eligibility.framed_clauses import FramedClause, fold_text

_LABEL = re.compile(r"^\s*(?:[•·▪–—*-]\s*)?([^:.;]{3,70}):(?!//)\s*(.*)$")
_NO_WORDS = re.compile(r"^\W*(?:n/?a|none|not applicable|see above|tbd)?\W*$")
_FIELD = re.compile(r"^\s*additional information on eligibility\b")
_ABOUT_APPLICANTS = re.compile(r"elig|applic|appl(?:y|ies)|entit|foreign|partner|who\b")


@dataclass(frozen=True, slots=True)
class Notice:
    """The layout of one text, by the numbers of its lines."""

    headings: frozenset[str]  # the names of fields and sections that have words, folded
    types: frozenset[int]  # the lines with types of US bodies
    field: frozenset[int]  # the lines of the field that says who may apply beside the types

    def follow(self, clause: FramedClause) -> FramedClause:
        """The clause without its pointers to fields and sections that stand in the text: their own words rule."""
        folded = clause.folded
        for pointer in list(phrases.POINTER.finditer(folded))[::-1]:
            rest = folded[pointer.end() :]
            name = max(
                (name for name in self.headings if rest.startswith(name) and not folded.startswith(name)),
                key=len,
                default=None,
            )
            if name is not None:
                end = pointer.end() + len(name)
                closing = phrases.POINTER_END.match(folded, end)
                end = closing.end() if closing else end
                folded = folded[: pointer.start()] + " " * (end - pointer.start()) + folded[end:]
        return clause if folded is clause.folded else replace(clause, folded=folded)


@lru_cache(maxsize=64)
def read_notice(text: str) -> Notice:
    """The layout of a text."""
    lines = [fold_text(line) for line in text.split("\n")]
    headings: set[str] = set()
    field: set[int] = set()
    inside = False
    for number, line in enumerate(lines):
        label = _LABEL.match(line)
        if _FIELD.match(line):
            inside = True
        elif label and not _ABOUT_APPLICANTS.search(label.group(1)):
            inside = False
        if inside:
            field.add(number)
        name = (
            label.group(1) if label else line if len(line) <= 70 and not line.rstrip().endswith((".", ",", ";")) else ""
        )
        if len(name.strip()) >= 4 and _has_words(lines, number, label.group(2) if label else ""):
            headings.add(name.strip())
    types = (number for number, line in enumerate(lines) if number not in field and phrases.US_ENTITIES.search(line))
    return Notice(frozenset(headings), frozenset(types), frozenset(field))


def _has_words(lines: list[str], number: int, words: str) -> bool:
    """Whether words stand after a name or in the line under it."""
    if not words.strip():
        below = next((line for line in lines[number + 1 : number + 3] if line.strip()), "")
        words = "" if _LABEL.match(below) else below
    return not _NO_WORDS.match(words)
