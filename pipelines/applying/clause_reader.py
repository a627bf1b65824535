"""A text as clauses with their place on the page, and what each names: kinds of applicants, places, groups of
countries.

Belongs here: cutting at sentences, bullets, rows and contrasts; which heading, label or question a clause stands under;
which may tell who applies. Does not belong: features
for the models (`clause_features`), what a clause rules (`statements`).
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.applying.kind_words import Named, find_kinds
from pipelines.applying.regions import members_of, regions, unnamed_seats
from pipelines.applying.scope import PRONOUN_ANSWER, cues_of, worldwide
from pipelines.cleaning.layout import Line, PageText, Span, laid_out
from pipelines.country_groups import Groups, Mention
from pipelines.language.normalisation import fold, normalise

MAX_CHARACTERS = 30_000  # of one call: what comes after is not read
MAX_CLAUSES = 300
_TOKEN = re.compile(r"[^\W\d_]+(?:'(?=[^\W\d_]))?|\d+(?:[.,:']\d+)*|[%:?()|;.!,/]")
_WORD = re.compile(r"[^\W\d_]{2}")
_CONTRAST = re.compile(
    r",?\s(?:but(?! not\b| also\b)|however|whereas|while|pero|sin embargo|en cambio|mientras que|mais(?! d[eoa]\b|"
    r" aussi\b)|"
    r"toutefois|cependant|"
    r"tandis que|mas(?! de\b| tambem\b)|porem|enquanto|aber|jedoch|hingegen|wahrend|ma|mentre)\s(?=\w+\s\w+)"
)


@dataclass(slots=True)
class Clause:
    """One clause: its span, its line, what stands over it, what it names."""

    start: int
    end: int
    line: Line
    over: list[Span] = field(default_factory=list)  # label or question nearest, then headings, from the nearest out
    named: list[Named] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    asked: Clause | None = None  # the question that it answers with yes or no


@dataclass(slots=True)
class ClauseReading:
    """A text cut into clauses, with the tokens that features are made of."""

    text: str
    folded: str
    page: PageText
    clauses: list[Clause]
    named: list[Named]
    forms: list[str]
    starts: list[int]
    telling: list[int] = field(default_factory=list)  # the clauses that may tell who applies, by their number

    def words(self, span: Span) -> list[str]:
        """The masked words of a span."""
        return self.forms[bisect_left(self.starts, span[0]) : bisect_left(self.starts, span[1])]


def read_clauses(text: str, groups: Groups) -> ClauseReading:
    """The clauses of a text in order."""
    text = normalise(text[:MAX_CHARACTERS])
    folded = fold(text)
    page = laid_out(text, folded)
    named = find_kinds(folded)
    places = _places(folded, text, groups, named)
    clauses = _clauses(page, folded)
    _share(clauses, named, places)
    forms, starts = _tokens(folded, named, places)
    reading = ClauseReading(text, folded, page, clauses, named, forms, starts)
    reading.telling = _telling(reading)
    return reading


# What a clause that names no kind and no place must speak of, or what stands over it, to be read at all: of 713 tagged
# clauses that tell
# something of applicants 23 are lost by it, and of a page's clauses half need not be read.
_TELL = frozenset({"apply", "member", "accredited", "only", "deny"})


def _telling(reading: ClauseReading) -> list[int]:
    above: dict[Span, bool] = {}

    def speaks(span: Span, cues: frozenset[str]) -> bool:
        return any(not cues.isdisjoint(cues_of(word)) for word in reading.words(span) if word[0] != "<")

    found = []
    for at, clause in enumerate(reading.clauses):
        if clause.named or clause.places or clause.asked or speaks((clause.start, clause.end), _TELL):
            found.append(at)
            continue
        for span in clause.over[:2]:
            if span not in above:
                above[span] = speaks(span, _APPLY)
            if above[span]:
                found.append(at)
                break
    return found


_APPLY = frozenset({"apply"})


def _places(folded: str, text: str, groups: Groups, named: Sequence[Named]) -> list[Mention]:
    found = groups.mentions(folded, text)
    found += worldwide(folded, found)
    found += regions(folded, found)
    found += members_of(folded, groups.clubs(folded, text), found)
    found += unnamed_seats(folded, text, found)
    return sorted(found, key=lambda mention: mention.start)


def _clauses(page: PageText, folded: str) -> list[Clause]:
    clauses: list[Clause] = []
    begun: int | None = None  # of a number or mark without words, which begins the next
    if not page.lines:
        return clauses
    for start, end in page.sentences[:MAX_CLAUSES]:
        if begun is not None:
            start, begun = begun, None
        if not _WORD.search(folded, start, end) and end < page.lines[page.line_at(start)].end:
            begun = start
            continue
        line = page.lines[page.line_at(start)]
        cuts = [start, *(match.start() for match in _CONTRAST.finditer(folded, start, end)), end]
        for a, b in itertools.pairwise(cuts):
            if folded[a:b].strip():
                clauses.append(Clause(a, b, line))
    for at, clause in enumerate(clauses):
        clause.over = _over(page, clause)
        before = clauses[at - 1] if at else None
        if before is not None and folded[before.start : before.end].rstrip().endswith("?"):
            same_line = before.line is clause.line
            if same_line or (clause.line.headings and page.lines[clause.line.headings[-1]] is before.line):
                clause.over.insert(0, (before.start, before.end))
                if PRONOUN_ANSWER.match(folded, clause.start, clause.end):
                    clause.asked = before
    return clauses


def _over(page: PageText, clause: Clause) -> list[Span]:
    line = clause.line
    over: list[Span] = []
    if line.cells and clause.start > line.start:
        over.append(line.cells[0])
    numbers = [line.label_line] if line.label_line is not None else []
    numbers += [number for number in reversed(line.headings) if number not in numbers]
    over += [(page.lines[number].start, page.lines[number].end) for number in numbers]
    return over[:3]


def _share(clauses: Sequence[Clause], named: Sequence[Named], places: Sequence[Mention]) -> None:
    starts = [clause.start for clause in clauses]
    for name in named:
        at = bisect_left(starts, name.start + 1) - 1
        if at >= 0:
            clauses[at].named.append(name)
    for place in places:
        at = bisect_left(starts, place.start + 1) - 1
        if at >= 0:
            clauses[at].places.append(place)


def _tokens(folded: str, named: Sequence[Named], places: Sequence[Mention]) -> tuple[list[str], list[int]]:
    spans = [(name.start, name.end, f"<{name.kinds[0]}>") for name in named]
    spans += [(place.start, place.end, f"<{place.group_kind or place.kind}>") for place in places]
    spans.sort()
    forms: list[str] = []
    starts: list[int] = []
    at = 0
    for start, end, mask in [*spans, (len(folded), len(folded), "")]:
        if start < at:
            continue
        for match in _TOKEN.finditer(folded, at, start):
            word = match.group()
            forms.append("<n>" if word[0].isdigit() else word)
            starts.append(match.start())
        if mask:
            forms.append(mask)
            starts.append(start)
        at = end
    return forms, starts
