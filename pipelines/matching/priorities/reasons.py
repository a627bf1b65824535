"""What spoke for and against each priority in one call, for people.

Belongs here: the account of one reading. Does not belong: the reading itself (`matcher`), or the line that a list shows of a match
(`explain`).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pipelines.matching.eligibility.question import Language
from pipelines.matching.priorities.classifiers import HEADED
from pipelines.matching.priorities.matcher import UNSURE, Matcher, Weighed
from pipelines.matching.priorities.relations import RELATION

LONGEST = 110  # letters of a sentence that is shown
MOST_LEFT_OUT = 3  # of the priorities that were left out
MOVES = 0.03  # a sentence that moves the chance by less says nothing
_WORDS: dict[Language, dict[str, str]] = {
    "es": {
        "nothing": "Sin palabras que leer.", "read": "Lo que se leyó como lo que financia (peso, frase):", "title": "título",
        "clear": "Probabilidad de que la mejor frase diga lo que financia: {chance:.2f}",
        "core": "objetivo central", "part": "parte de la convocatoria", "out": "no calza", "none": "Ninguna prioridad calza.",
        "unsure": ", dudoso", "chance": "probabilidad {found:.2f} (umbral {bar:.2f}), de ser objetivo central {core:.2f}",
        "near": "parecido a la descripción {own:+.1f} (la mejor de las otras está a {gap:+.1f})", "terms": "términos: {terms}",
        "examples": "ejemplos {own:.2f} (la mejor de las otras está a {gap:+.2f}; no calzar con ninguna {none:.2f})",
        "bare": "sin ejemplos: solo por su descripción y sus términos",
        "for": "a favor", "against": "en contra", "moves": "{without:.2f} sin «{line}»",
    },
    "en": {
        "nothing": "No words to read.", "read": "What was read as what it funds (weight, sentence):", "title": "title",
        "clear": "Chance that the best sentence says what is funded: {chance:.2f}",
        "core": "core aim", "part": "part of the call", "out": "does not fit", "none": "No priority fits.",
        "unsure": ", unsure", "chance": "chance {found:.2f} (bar {bar:.2f}), of being a core aim {core:.2f}",
        "near": "similar to the description {own:+.1f} (from the best of the others {gap:+.1f})", "terms": "terms: {terms}",
        "examples": "examples {own:.2f} (from the best of the others {gap:+.2f}; fitting none {none:.2f})",
        "bare": "no examples: by its description and terms alone",
        "for": "for", "against": "against", "moves": "{without:.2f} without “{line}”",
    },
}


def reasons(
    matcher: Matcher, title: str | None, *parts: str | None, language: str | None = None, told_in: Language = "es",
) -> Iterator[str]:
    """Lines of text: the sentences that were read; then each priority that was found, and the nearest that were left out, with what
    speaks for and against."""
    words = _WORDS[told_in]
    weighed = matcher.weigh(title, *parts, language=language)
    if weighed is None:
        yield words["nothing"]
        return
    yield words["read"]
    for line, weight, titled in zip(weighed.told.lines, weighed.told.weights, weighed.told.titled, strict=True):
        yield f"  {weight:.2f}  {_short(line)}" + (f" ({words['title']})" if titled else "")
    yield words["clear"].format(chance=weighed.told.chance)
    order = [int(at) for at in np.argsort(-weighed.found, kind="stable")]
    found = [at for at in order if weighed.found[at] >= weighed.bars[at]]
    if not found:
        yield words["none"]
    changed = [matcher.without(weighed, line, language) for line in range(len(weighed.told.lines))]
    for at in found + [at for at in order if at not in found][:MOST_LEFT_OUT]:
        yield from _priority(matcher, weighed, changed, at, told_in)


def _priority(matcher: Matcher, weighed: Weighed, changed: list[Weighed | None], at: int, told_in: Language) -> Iterator[str]:
    words, priority = _WORDS[told_in], matcher.priorities[at]
    _, part, core = (float(chance) for chance in weighed.chances[at])
    found, bar = part + core, float(weighed.bars[at])
    grade = words["out"] if found < bar else words["core"] if core >= part else words["part"]
    unsure = words["unsure"] if abs(found - bar) < UNSURE else ""
    yield f"{priority.name[told_in]} [{priority.priority_id}]: {grade}{unsure}; {words['chance'].format(found=found, bar=bar, core=core)}"
    numbers = dict(zip(RELATION, weighed.relation.numbers[at].tolist(), strict=False))
    yield "    " + words["near"].format(own=numbers["total"], gap=numbers["total above the others"])
    terms = [matcher.term(hit.number) for hit in weighed.relation.hits.get(priority.priority_id, [])]
    if terms:
        yield "    " + words["terms"].format(terms=", ".join(dict.fromkeys(terms)))
    examples = dict(zip(HEADED, weighed.examples[at].tolist(), strict=True))
    if np.isnan(examples["examples"]):
        yield "    " + words["bare"]
    else:
        yield "    " + words["examples"].format(
            own=examples["examples"], gap=examples["examples above the others"], none=examples["examples of none"])
    for line, other in enumerate(changed):
        without = float(other.found[at]) if other is not None else 0.0
        if abs(found - without) >= MOVES:
            side = words["for" if without < found else "against"]
            yield f"    {side}: {words['moves'].format(without=without, line=_short(weighed.told.lines[line]))}"


def _short(line: str) -> str:
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
