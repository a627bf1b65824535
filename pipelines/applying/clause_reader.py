"""A text as clauses with their place on the page, and what each names: kinds of applicants, places, groups of
countries.

Belongs here: cutting at sentences, bullets, rows and contrasts; which heading, label or question a clause stands under;
features for the models. Does not belong: what a clause rules (`statements`).
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipelines.applying.kind_words import Named, find_kinds
from pipelines.applying.regions import members_of, regions, unnamed_seats
from pipelines.applying.scope import PRONOUN_ANSWER, cues_of, worldwide
from pipelines.cleaning.candidate_features import buckets_of, near
from pipelines.cleaning.layout import Line, PageText, Span, laid_out
from pipelines.country_groups import Groups, Mention
from pipelines.language.normalisation import fold, normalise
from pipelines.language.senses import senses_of

MAX_CHARACTERS = 30_000  # of one call: what comes after is not read
MAX_CLAUSES = 300
_STEM = 5
_LONGEST = 60  # words of one clause that features are made of
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
    parts: dict[tuple[str, Span], set[int]] = field(
        default_factory=dict
    )  # hashed features of a span by zone, made once

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


def clause_buckets(reading: ClauseReading, at: int) -> set[int]:
    """The hashed features of one clause: its own words, what stands over it, its neighbours."""
    clause = reading.clauses[at]
    found = _own_buckets(reading, at)
    for depth, span in enumerate(clause.over[:2]):
        found |= _part(reading, f"H{depth}", span, _heading)
        if not clause.named:
            found |= _part(reading, f"bare H{depth}", span, _heading_meanings)
    if at:
        before = reading.clauses[at - 1]
        found |= _part(reading, "P", (before.start, before.end), _before)
    if at + 1 < len(reading.clauses):
        after = reading.clauses[at + 1]
        found |= _part(reading, "N", (after.start, after.end), _after)
    return found


def _part(reading: ClauseReading, zone: str, span: Span, made: Callable[[list[str], str, list[str]], None]) -> set[int]:
    """The hashed features of a span as one zone, made once for all clauses that it stands beside."""
    kept = reading.parts.get((zone, span))
    if kept is None:
        names: list[str] = []
        made(names, zone, reading.words(span))
        kept = reading.parts[zone, span] = buckets_of(names)
    return kept


def _before(names: list[str], zone: str, words: list[str]) -> None:
    _bag(names, zone, words[:24])
    names += [f"{zone}c {sense}" for sense in dict.fromkeys(senses_of(_bare(words[:24])))]


def _after(names: list[str], zone: str, words: list[str]) -> None:
    _bag(names, zone, words[:8])
    names += [f"{zone}c {sense}" for sense in dict.fromkeys(senses_of(_bare(words[:8])))]


def _bare(words: Sequence[str]) -> list[str]:
    """Words without saying which kind of applicant is named."""
    return ["<kind>" if word in _KIND_MASKS else word for word in words]


def _heading(names: list[str], zone: str, words: list[str]) -> None:
    above = words[:14]
    _meanings(names, zone, above)
    _bag(names, zone, above)
    names += [f"{zone}2 {a} {b}" for a, b in itertools.pairwise(_bare(above))]
    senses = senses_of(_bare(above))
    names += [f"{zone}c {sense}" for sense in dict.fromkeys(senses)]
    names += [f"{zone}c2 {a} {b}" for a, b in itertools.pairwise(senses)]


def _heading_meanings(names: list[str], zone: str, words: list[str]) -> None:
    _meanings(names, zone, words[:14])


def _own_buckets(reading: ClauseReading, at: int) -> set[int]:
    clause = reading.clauses[at]
    words = reading.words((clause.start, clause.end))[:_LONGEST]
    names = [f"kind {clause.line.kind}", f"named {min(3, len(clause.named))} {min(2, len(clause.places))}"]
    _bag(names, "S", words)
    bare = [word for word in _bare(words) if word != ","]
    names += [f"S2 {a} {b}" for a, b in itertools.pairwise(bare)]
    names += [f"F{number} {word}" for number, word in enumerate(bare[:3])]
    names.append("E " + " ".join(bare[-2:]))
    senses = senses_of(bare)
    names += [f"c {sense}" for sense in dict.fromkeys(senses)]
    names += [f"c2 {a} {b}" for a, b in itertools.pairwise(senses)]
    names += [f"c_ {a} {b}" for at, a in enumerate(senses) for b in senses[at + 2 : at + 4]]
    names += [f"cF{number} {sense}" for number, sense in enumerate(senses[:3])]
    _meanings(names, "S", words)
    names.append(f"over {len(clause.over)} {bool(clause.named)}")
    names += _asked(reading, at)
    return buckets_of(names)


def _asked(reading: ClauseReading, at: int) -> list[str]:
    """Whether a clause asks, and what it is answered; whether it answers, and how."""
    clause, names = reading.clauses[at], []
    if reading.folded[clause.start : clause.end].rstrip().endswith("?") and at + 1 < len(reading.clauses):
        after = reading.clauses[at + 1]
        answer = PRONOUN_ANSWER.match(reading.folded, after.start, after.end)
        names += [f"asks {answer}", f"asks {answer} {bool(clause.named)}"]
    if clause.asked is not None:
        answer = PRONOUN_ANSWER.match(reading.folded, clause.start, clause.end)
        names += [f"answers {answer}", f"answers {answer} {bool(clause.named)}"]
    return names


def mention_buckets(
    reading: ClauseReading, at: int, start: int, end: int, mask: str, *, excepted: bool = False
) -> set[int]:
    """The hashed features of one mention in a clause, beside those of the clause."""
    clause = reading.clauses[at]
    place = bisect_left(reading.starts, start)
    first = bisect_left(reading.starts, clause.start)
    last = bisect_left(reading.starts, clause.end)
    after = bisect_left(reading.starts, end)
    before_words = reading.forms[max(first, place - 14) : place][::-1]
    after_words = reading.forms[after : min(last, after + 10)]
    names = [f"M {mask}"]
    for zone, words in (("B", before_words), ("A", after_words)):
        near(names, zone, _bare(words), placed=3, threes=0)
        near(names, f"{zone}c", senses_of(_bare(words)), placed=3, threes=0)
        for word in words:
            if word in _CUTS:
                names.append(f"{zone}cut {word}")
                break
        _meanings(names, zone, words[:8] if zone == "A" else words[:8][::-1])
    if excepted:
        names.append("excepted")
    found = buckets_of(names)
    for depth, span in enumerate(clause.over[:2]):
        found |= _part(reading, f"M{depth}", span, _heading_meanings)
    return found


def _meanings(names: list[str], zone: str, words: Sequence[str]) -> None:
    """What the words mean, whatever their language: each meaning, and pairs in their order."""
    row: list[str] = []
    for word in words:
        if word[0] == "<":
            row.append("<kind>" if word in _KIND_MASKS else word)
        else:
            row += [cue for cue in cues_of(word) if cue not in row[-2:]]
    seen = dict.fromkeys(row)
    names += [f"~{zone}m {cue}" for cue in seen]
    names += [f"~{zone}p {a} {b}" for a, b in itertools.pairwise(row)]
    names.append(f"~{zone}all {' '.join([cue for cue in _STRONG if cue in seen])}")
    names += [f"{zone}far {a} {b}" for at, a in enumerate(row) for b in row[at + 2 : at + 6]]


_STRONG = ("deny", "apply", "may", "only", "partner", "serve", "role", "work")
_CUTS = frozenset(",:;()|.")
_KIND_MASKS = frozenset(
    f"<{kind}>"
    for kind in [
        "municipality",
        "local_association",
        "local_government",
        "regional_government",
        "local_and_regional",
        "national_government",
        "public_body",
        "university",
        "research",
        "ngo",
        "cooperative",
        "school",
        "hospital",
        "sme",
        "company",
        "individual",
        "international_org",
        "legal_entity",
        "any",
        "other",
        "government",
        "body",
        "private_body",
    ]
)


def _bag(names: list[str], zone: str, words: Sequence[str]) -> None:
    for word in dict.fromkeys(words):
        names.append(f"{zone} {word}")
        if len(word) > _STEM and word[0] != "<":
            names.append(f"{zone} {word[:_STEM]}*")
