"""A text as the clauses that eligibility is read from, each with the frame it stands in.

Belongs here: cutting prose and bullet lists into clauses, and what each opens, refuses or leaves to partners.
Does not belong: countries and kinds (`text_rules`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.language.normalisation import fold
from pipelines.matching.eligibility import phrases

MAX_CHARACTERS = 60_000  # of one call: what comes after is not read
MAX_CLAUSE = 1_500
_BREAK = re.compile(
    r"(?<=[.!?])\s{1,9}(?=[^a-z\s])|\s{0,9}\n\s{0,9}|;\s{1,9}|(?<=:)\s{0,9}[•·▪–—*-]\s{1,9}|\s[•·▪–—]\s{1,9}(?=\S)|"
    r",?\s{1,9}(?i:but(?! non\b| not\b| lucratif| (?:cannot|may not|will not|do not|without) receiv)|however|whereas|"
    r"pero|sin embargo|en cambio|mientras que|mais(?! d[eoa]\b| infor)|toutefois|cependant|mas(?! de\b)|porem|no"
    r" entanto|aber|"
    r"jedoch|hingegen)\s{1,9}|,\s{1,9}(?=(?:podendo|pudiendo|pouvant|wobei|while|mientras|tandis|enquanto|as"
    r" (?:are|can|may))\b)"
)
_BULLET = re.compile(r"^\s*(?:[•·▪–—*-]|\(?[a-z0-9ivx]{1,3}[.)])\s+", re.IGNORECASE)
_HYPHENATED = re.compile(r"(?<=[a-z])-(?=\s?(?:rung|ung|tion|ción|ção)\b)")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|p\. ?ej|z\. ?b|u\. ?a|art|no|nr|etc|u\.s)\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FramedClause:
    """One clause. `folded` is `original` without case and accents, of the same length where the script allows."""

    original: str
    folded: str
    opens: bool  # it, or the heading over it, says who may apply
    carried: bool  # it opens only through the heading or the list it stands in
    refuses: bool
    partner: tuple[int, int] | None  # where in `folded` partners are named; None where the clause speaks of none
    allies: bool  # it speaks of partners or alliances in any way
    co_applicant: bool
    unfunded: bool  # those it opens to take part at their own cost
    line: int = 0  # of the text, from 0


def fold_text(text: str) -> str:
    """The text folded in place, "ß" as the phrases write it."""
    return fold(text).replace("ß", "s")


def clauses_of(text: str) -> list[FramedClause]:
    """The clauses of a text in order, without empty ones."""
    text = _HYPHENATED.sub("", text.replace("\u00ad", "")[:MAX_CHARACTERS])
    pieces: list[tuple[str, str, int]] = []
    start = line = 0
    for found in _BREAK.finditer(text):
        piece = text[start : found.start()]
        if _ABBREVIATION.search(piece):
            continue
        pieces.append((piece, found.group(), line))
        line += text.count("\n", start, found.end())
        start = found.end()
    pieces.append((text[start:], "", line))
    clauses: list[FramedClause] = []
    heading: tuple[bool, bool] | None = None  # opens, refuses: of the heading or the list that goes on
    listed: tuple[bool, bool] | None = None  # the same, of the list whose bullets come next
    before = ""
    for piece, breaker, line in pieces:
        if not piece.strip():
            continue
        bulleted = _BULLET.match(piece) is not None or any(mark in before for mark in "•·▪–—*")
        clause = _clause(piece.strip()[:MAX_CLAUSE], heading or (listed if bulleted else None), line)
        clauses.append(clause)
        heading = _goes_on(clause, breaker)
        listed = heading or (listed if bulleted else None)
        before = breaker
    return clauses


def _clause(piece: str, heading: tuple[bool, bool] | None, line: int) -> FramedClause:
    original = _BULLET.sub("", piece)
    folded = fold_text(original)
    preference = phrases.PREFERENCE.search(folded)
    if preference:
        # who is preferred is no rule on who may apply
        folded = folded[: preference.start()]
    own = opens_itself(folded)
    refuses = bool(phrases.REFUSES.search(folded))
    carried = heading is not None and heading[0] and not own
    return FramedClause(
        original,
        folded,
        opens=own or carried,
        carried=carried,
        refuses=refuses or (heading is not None and heading[1] and not own),
        partner=_partners(folded),
        allies=bool(phrases.ALLIANCE.search(folded) or phrases.WITH_PARTNERS.search(folded)),
        co_applicant=bool(phrases.CO_APPLICANT.search(folded)),
        unfunded=bool(phrases.UNFUNDED.search(folded)),
        line=line,
    )


def _partners(folded: str) -> tuple[int, int] | None:
    """Where a clause names partners: all of it, or from the words "in partnership with" on, to the comma where it
    begins so.
    """
    if role := phrases.AS_PARTNERS.search(folded):
        beside = [found.start() for found in phrases.WITH.finditer(folded, max(0, role.start() - 80), role.start())]
        return (beside[-1], role.end()) if beside else (0, len(folded))
    found = phrases.WITH_PARTNERS.search(folded)
    if found is None:
        return None
    comma = folded.find(",", found.end()) if found.start() < 5 else -1
    return found.start(), comma if comma > 0 else len(folded)


def _goes_on(clause: FramedClause, breaker: str) -> tuple[bool, bool] | None:
    """What the next clause stands under: a list goes on after a colon, a semicolon or a bullet; a short heading
    covers the next line.
    """
    open_ended = (
        clause.original.rstrip().endswith((":", "?")) or ";" in breaker or any(mark in breaker for mark in "•·▪–—*")
    )
    short_heading = "\n" in breaker and len(clause.folded) < 60 and not clause.folded.endswith(".")
    if (open_ended or short_heading) and (clause.opens or clause.refuses):
        return clause.opens, clause.refuses
    return None


def opens_itself(folded: str) -> bool:
    """Whether a clause says by its own words who may apply."""
    return bool(phrases.OPENS_AFTER.search(folded) or phrases.OPENS_BEFORE.search(folded))
