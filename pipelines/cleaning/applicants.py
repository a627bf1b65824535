"""Who may apply, as a text says it in five languages.

Belongs here: the kinds of applicants that a text admits. Does not belong: the verdict on one applicant
(`pipelines/matching/eligibility/assessment.py`), the words themselves (`applicant_words.py`). Sentences on eligibility
are believed first, then those on what the call supports, last the opening lines with the title. Kinds under a negation
and an applicant's partners are left out; of the opening also who pays, who is served, what the call is about and who
won before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise

from pipelines.cleaning.applicant_words import (
    BACKERS,
    ELIGIBILITY,
    IN_CITIES,
    MORE_THAN,
    NEGATED,
    OTHERS,
    PARTNERS,
    PARTS,
    PAST,
    PATTERNS,
    PUBLISHER,
    REFUSED,
    SERVED,
    SHARE,
    SUPPORTED,
    TOPIC,
    TURN,
)
from pipelines.cleaning.cues import WordList, Words
from pipelines.cleaning.sentences import Clauses
from pipelines.records import ApplicantType

_ALSO = re.compile(r"also|likewise|tambien|ademas|asimismo|egalement|aussi|tambem|ainda|auch|ebenso|anche|- ")
_OPENING = 700
_LONGEST = 1500

Named = list[tuple[int, ApplicantType]]  # where a kind is named


def read_applicants(clauses: Clauses) -> tuple[list[ApplicantType], tuple[int, int] | None, str]:
    """The kinds of applicants in the order of `ApplicantType`, where the text first says so, and by which rule."""
    named = _without(_named(clauses.words), clauses.words, NEGATED, PARTNERS, OTHERS, IN_CITIES)
    if not named:
        return [], None, ""
    named = _without_refused(named, clauses)
    bounds = [0, *(end for end in clauses.ends if clauses.folded[end - 2 : end] != "; "), len(clauses.folded)]
    for cues_of, rule in ((ELIGIBILITY, "eligibility"), (SUPPORTED, "support")):
        believed = _believed(clauses, bounds, cues_of)
        told = [(place, kind) for place, kind in named if bisect_right(bounds, place) - 1 in believed]
        if told:
            first = min(told)[0]
            cue = believed[bisect_right(bounds, first) - 1]
            return _in_order(told), (cue or (first, first + 1)), rule
    opening = _opening(clauses, bounds, [(place, kind) for place, kind in named if place < _OPENING])
    return _in_order(opening), ((place := min(opening)[0]), place + 1) if opening else None, "opening"


def _believed(clauses: Clauses, bounds: list[int], cues_of: WordList) -> dict[int, tuple[int, int] | None]:
    """The sentences with a cue, by their number; each with the place of its cue, None where it follows from the one
    before.
    """
    cued: dict[int, tuple[int, int]] = {}
    for cue in cues_of.find(clauses.words):
        cued.setdefault(bisect_right(bounds, cue.start()) - 1, cue.span())
    believed: dict[int, tuple[int, int] | None] = {}
    for at, (start, end) in enumerate(pairwise(bounds)):
        if end - start <= _LONGEST and (at in cued or (at - 1 in believed and _ALSO.match(clauses.folded, start, end))):
            believed[at] = cued.get(at)
    return believed


def _opening(clauses: Clauses, bounds: list[int], named: Named) -> Named:
    """The kinds that the opening lines name, without those of sentences on what is over."""
    if not named:
        return []
    over: dict[int, bool] = {}
    for place, _ in named:
        at = bisect_right(bounds, place) - 1
        if at not in over:
            start, end = bounds[at], bounds[at + 1]
            over[at] = bool(PAST.search(clauses.folded, start, end) or SHARE.search(clauses.folded, start, end))
    named = [(place, kind) for place, kind in named if not over[bisect_right(bounds, place) - 1]]
    return _without(named, clauses.words, BACKERS, PUBLISHER, SERVED, TOPIC)


def _named(words: Words) -> Named:
    """The kinds that a text names."""
    named: Named = [(match.start(), kind) for kind, pattern in PATTERNS for match in pattern.find(words)]
    if not named:
        return []
    within = {kind: _Spans(words, phrases) for kind, phrases in PARTS.items()}
    return [(place, kind) for place, kind in named if kind not in within or not within[kind].hold(place)]


def _without_refused(named: Named, clauses: Clauses) -> Named:
    """What is named, but for those of whom the rest of a sentence says that they may not apply."""
    for refusal in REFUSED.find(clauses.words):
        start, end = clauses.span(refusal.start())
        turns = [turn.end() for turn in TURN.finditer(clauses.folded, start, refusal.start())]
        last = turns[-1] if turns else start
        if not MORE_THAN.match(clauses.folded, refusal.end(), end):
            named = [(place, kind) for place, kind in named if not last <= place < refusal.start()]
    return named


def _without(named: Named, words: Words, *left_out: WordList) -> Named:
    """What is named, but for what stands within the phrases of the lists."""
    spans = _Spans(words, *left_out)
    return [(place, kind) for place, kind in named if not spans.hold(place)]


class _Spans:
    """Where a text has the phrases of some lists."""

    def __init__(self, words: Words, *lists: WordList) -> None:
        spans = sorted(match.span() for phrases in lists for match in phrases.find(words))
        self.starts = [start for start, _ in spans]
        self.ends = list(accumulate((end for _, end in spans), max))  # how far those up to this one reach

    def hold(self, place: int) -> bool:
        """Whether a place is within one of them."""
        at = bisect_right(self.starts, place) - 1
        return at >= 0 and place < self.ends[at]


def _in_order(named: Named) -> list[ApplicantType]:
    kinds = {kind for _, kind in named}
    return [kind for kind, _ in PATTERNS if kind in kinds]
