"""What spoke for and against each priority in one call, for people.

Belongs here: the account of one reading. Does not belong: the reading itself (`matcher`), or the line that a list shows
of a match (`explain`).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pipelines.language.messages import FIRST, Language, name_in, text
from pipelines.matching.priorities.classifiers import HEADED
from pipelines.matching.priorities.matcher import UNSURE, Matcher, Weighed
from pipelines.matching.priorities.relations import RELATION

LONGEST = 110  # letters of a sentence that is shown
MOST_LEFT_OUT = 3  # of the priorities that were left out
MOVES = 0.03  # a sentence that moves the chance by less says nothing


def reasons(
    matcher: Matcher,
    title: str | None,
    *parts: str | None,
    language: str | None = None,
    told_in: Language = FIRST,
) -> Iterator[str]:
    """Lines of text: the sentences that were read; then each priority that was found, and the nearest that were left
    out, with what speaks for and against."""
    weighed = matcher.weigh(title, *parts, language=language)
    if weighed is None:
        yield text("reasons.nothing", told_in)
        return
    yield text("reasons.read", told_in)
    title_mark = f" ({text('reasons.title', told_in)})"
    for line, weight, titled in zip(weighed.told.lines, weighed.told.weights, weighed.told.titled, strict=True):
        yield f"  {weight:.2f}  {_short(line)}{title_mark if titled else ''}"
    yield text("reasons.clear", told_in, chance=weighed.told.chance)
    order = [int(at) for at in np.argsort(-weighed.found, kind="stable")]
    found = [at for at in order if weighed.found[at] >= weighed.bars[at]]
    if not found:
        yield text("reasons.none", told_in)
    changed = [matcher.without(weighed, line, language) for line in range(len(weighed.told.lines))]
    for at in found + [at for at in order if at not in found][:MOST_LEFT_OUT]:
        yield from _priority(matcher, weighed, changed, at, told_in)


def _priority(
    matcher: Matcher, weighed: Weighed, changed: list[Weighed | None], at: int, told_in: Language
) -> Iterator[str]:
    priority = matcher.priorities[at]
    _, part, core = (float(chance) for chance in weighed.chances[at])
    found, bar = part + core, float(weighed.bars[at])
    grade = text(f"reasons.{'out' if found < bar else 'core' if core >= part else 'part'}", told_in)
    unsure = text("reasons.unsure", told_in) if abs(found - bar) < UNSURE else ""
    chance = text("reasons.chance", told_in, found=found, bar=bar, core=core)
    yield f"{name_in(priority.name, told_in)} [{priority.priority_id}]: {grade}{unsure}; {chance}"
    numbers = dict(zip(RELATION, weighed.relation.numbers[at].tolist(), strict=False))
    yield "    " + text("reasons.near", told_in, own=numbers["total"], gap=numbers["total above the others"])
    terms = [matcher.term(hit.number) for hit in weighed.relation.hits.get(priority.priority_id, [])]
    if terms:
        yield "    " + text("reasons.terms", told_in, terms=", ".join(dict.fromkeys(terms)))
    examples = dict(zip(HEADED, weighed.examples[at].tolist(), strict=True))
    if np.isnan(examples["examples"]):
        yield "    " + text("reasons.bare", told_in)
    else:
        yield "    " + text(
            "reasons.examples",
            told_in,
            own=examples["examples"],
            gap=examples["examples above the others"],
            none=examples["examples of none"],
        )
    for line, other in enumerate(changed):
        without = float(other.found[at]) if other is not None else 0.0
        if abs(found - without) >= MOVES:
            side = text("reasons.for" if without < found else "reasons.against", told_in)
            yield (
                f"    {side}: {text('reasons.moves', told_in, without=without, line=_short(weighed.told.lines[line]))}"
            )


def _short(line: str) -> str:
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
