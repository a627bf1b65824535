"""Words in the place of an applicant that the lexicon of kinds lacks: what a speaker should look at and add.

Belongs here: finding them over many texts. Does not belong: the lexicon itself (`lexicon/applicants`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.applying.scope import cues_of
from pipelines.applying.statements import Statement, own_words, read_statements
from pipelines.country_groups import Groups

SURE = 0.5  # that the clause says who may apply
_WORD = re.compile(r"[^\W\d_]{5,}")
_FIRST = 6  # words of a clause that are looked at: who is named stands early in a bullet and soon after "open to"


@dataclass(slots=True)
class Unnamed:
    """A word that stands where applicants are named: in how many texts, with the words around it from the first."""

    word: str
    quote: str
    texts: set[str] = field(default_factory=set)


def unnamed_kinds(texts: Iterable[tuple[str, str]], groups: Groups) -> list[Unnamed]:
    """The words of clauses that name no kind and say who may apply, or stand under a heading with such ones; those of
    most texts first.

    `texts`: each with its id.
    """
    found: dict[str, Unnamed] = {}
    for text_id, text in texts:
        reading, statements = read_statements(text, groups)
        heads = {span for statement in statements if _says(statement) for span in statement.clause.over[:1]}
        for statement in statements:
            clause = statement.clause
            if statement.kinds or not (_says(statement) or heads.intersection(clause.over[:1])):
                continue
            after = [
                m.end()
                for m in _WORD.finditer(reading.folded, clause.start, clause.end)
                if "apply" in cues_of(m.group())
            ]
            start = after[-1] if after and after[-1] < clause.end - 10 else clause.start
            words = [m.group() for m in _WORD.finditer(reading.folded, start, clause.end)][:_FIRST]
            for word in dict.fromkeys(word for word in words if not cues_of(word)):
                found.setdefault(word, Unnamed(word, own_words(reading, clause))).texts.add(text_id)
    return sorted(found.values(), key=lambda one: (-len(one.texts), one.word))


def _says(statement: Statement) -> bool:
    return statement.chances["may"] + statement.chances["only"] >= SURE
