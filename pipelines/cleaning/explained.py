"""How a page was read, for people: its lines, the days, sums and shares in them with the chances of each role, and what
came of it.

Belongs here: the account of one reading. Does not belong: the reading itself (`facts.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pipelines.cleaning.candidate_numbers import DAY_ROLES, SHARE_ROLES, SUM_ROLES
from pipelines.cleaning.facts import read_facts
from pipelines.cleaning.layout import Line, PageText
from pipelines.cleaning.markup import plain_line
from pipelines.cleaning.role_reader import Candidates, candidates, page_of, read_roles
from pipelines.language.detection import LANGUAGES, guess
from pipelines.language.normalisation import fold

_LONGEST = 110
_STATED = (
    "deadlines",
    "deadline_kind",
    "opens_on",
    "amount_min",
    "amount_max",
    "amount_total",
    "currency",
    "cofunding_percent",
)


def explain(
    text: str | None,
    *,
    title: str = "",
    language: str | None = None,
    published_on: date | None = None,
    currency: str | None = None,
) -> Iterator[str]:
    """Lines of text: each line of the page that holds a candidate, under its headings; then what is stated, and each
    doubt.
    """
    heading = plain_line(title or "")
    page = page_of(text or "", heading)
    tongue = (language or "")[:2].lower() or guess(page.folded)
    found = candidates(page, fold(heading), tongue if tongue in LANGUAGES else None, published_on)
    told = _told(found)
    for number, line in enumerate(page.lines):
        within = [words for place, words in told if line.start <= place < line.end]
        if within:
            yield f"{line.kind:9} {_path(page, line)}{_short(page.text[line.start : line.end])}"
            yield from (f"{'':9}   {words}" for words in within)
        elif number == 0:
            yield f"{line.kind:9} {_short(page.text[line.start : line.end])}"
    facts = read_facts(text, title=title, language=language, published_on=published_on, currency=currency)
    for name in _STATED:
        value = getattr(facts, name)
        if value not in (None, [], "none"):
            yield f"stated    {name} = {_value(value)}{_sure(facts.certainty, name, value)}"
    for doubt in facts.doubts:
        other = f" or {doubt.other_value}" if doubt.other_value else ""
        yield f"doubt     {doubt.field}: {doubt.value or 'nothing stated'}{other} ({_short(doubt.quote or '')})"


def _told(found: Candidates) -> list[tuple[int, str]]:
    """Each candidate's place, and its value with the chances of its roles, the likeliest first."""
    roles = read_roles(found)
    told = [
        (
            day.start,
            f"{day.on}  ({day.given or 'written'})  {_chances(DAY_ROLES, row)}; with its list a last day {last:.2f}",
        )
        for day, row, last in zip(found.days, roles.days, roles.last, strict=True)
    ]
    told += [
        (s.start, f"{s.amount:f} {s.currency or ''}  {_chances(SUM_ROLES, row)}")
        for s, row in zip(found.sums, roles.sums, strict=True)
    ]
    told += [
        (s.start, f"{s.percent:f} %  {_chances(SHARE_ROLES, row)}")
        for s, row in zip(found.shares, roles.shares, strict=True)
    ]
    return sorted(told)


def _chances(names: Sequence[str], row: Sequence[float]) -> str:
    likely = sorted(zip(names, row, strict=True), key=lambda named: -named[1])
    return " · ".join(f"{name} {chance:.2f}" for name, chance in likely if chance >= 0.01)


def _path(page: PageText, line: Line) -> str:
    return "".join(f"[{_short(page.text[page.lines[n].start : page.lines[n].end], 40)}] " for n in line.headings)


def _short(words: str, most: int = _LONGEST) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1] + "…"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(f"{d.closes_on}{f' (stage {d.stage})' if d.stage else ''}" for d in value)
    return f"{value:f}" if hasattr(value, "normalize") else str(value)


def _sure(certainty: dict[str, float], name: str, value: Any) -> str:
    if isinstance(value, list):
        chance = min((certainty.get(f"deadlines.{d.closes_on}", 0.0) for d in value), default=None)
    else:
        chance = certainty.get(name)
    return f"  (certainty {chance:.2f})" if chance is not None else ""
