"""What a model is told of a candidate: the words around it by zone, its line's place on the page, and how it compares
with the others.

Belongs here: features of days, sums and shares. Does not belong: weights, or what follows from a role. Words enter as
they are folded, with a stem of five letters; days, sums, hours, weekdays and months are masked by what they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.cleaning.dates import MONTHS
from pipelines.cleaning.day_candidates import DayCandidate
from pipelines.cleaning.day_years import WEEKDAY
from pipelines.cleaning.layout import PageText, Span
from pipelines.language.feature_hashes import LONGEST, Coded, Codes, known_buckets
from pipelines.language.feature_rows import WordRows, zone
from pipelines.language.lexicon import lexicon
from pipelines.language.senses import sense_of

_TOKEN = re.compile(r"[^\W\d_]+(?:'(?=[^\W\d_]))?|\d+(?:[.,:'h]\d+)*|[%:?()|\n;.!/–-]")
_HOUR = re.compile(r"\d{1,2}(?:[:h.]\d\d)?")
_MONTHS = frozenset(name for name in MONTHS if len(name) > 2)


@dataclass(slots=True)
class Tokens:
    """The tokens of a page in order: their forms (masked), and where they start."""

    forms: list[str]
    starts: list[int]
    sentences: list[int]
    lines: list[int]
    concepts: list[tuple[int, int, str]]  # first token, last (exclusive), what it speaks of
    spelled: Coded  # the forms
    meant: Coded  # of the forms that mean something: the sense of a word, the mask of anything else
    meant_places: list[int]  # which of the tokens these are

    def meant_between(self, first: int, last: int) -> tuple[int, int]:
        """The first of the senses among some tokens, and the first behind them."""
        return bisect_left(self.meant_places, first), bisect_left(self.meant_places, last)

    def meant_both(self, first: int, last: int) -> Codes:
        """The codes of the senses among some tokens, each with that of its stem."""
        begin, end = self.meant_between(first, last)
        return self.meant.both[2 * begin : 2 * end]

    def concepts_between(self, first: int, last: int) -> list[tuple[int, int, str]]:
        """The concepts whose words stand whole among some tokens."""
        begin = bisect_left(self.concepts, (first, 0, ""))
        return [c for c in self.concepts[begin : bisect_left(self.concepts, (last, 0, ""))] if c[1] <= last]


def tokens_of(page: PageText, masked: Sequence[tuple[int, int, str]]) -> Tokens:
    """The page's tokens; `masked` spans (in order, apart from each other) become one token each."""
    forms: list[str] = []
    starts: list[int] = []
    folded, place = page.folded, 0
    for start, end, mask in [*masked, (len(folded), len(folded), "")]:
        for match in _TOKEN.finditer(folded, place, max(place, start)):
            form = _forms[match[0]]
            if form:
                forms.append(form)
                starts.append(match.start())
        if mask and start >= place:
            forms.append(mask)
            starts.append(start)
        place = max(place, end)
    meanings = list(map(_meanings.__getitem__, forms))
    return Tokens(
        forms,
        starts,
        page.sentences_at(starts),
        page.lines_at(starts),
        lexicon("days").find(forms),
        Coded(forms),
        Coded([meaning for meaning in meanings if meaning]),
        [at for at, meaning in enumerate(meanings) if meaning],
    )


class _Forms(dict[str, str]):
    """Words as they stand among the features: numbers by their length, hours, weekdays and months by what they are."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_KNOWN:
            self.clear()
        self[word] = form = _form(word[:LONGEST])
        return form


class _Meanings(dict[str, str]):
    """What a form means in any language: the sense of a word, a mask itself, nothing of marks and unknown words."""

    def __missing__(self, form: str) -> str:
        if len(self) > _MOST_KNOWN:
            self.clear()
        word = form[0].isalpha() and len(form) > 2
        self[form] = meaning = (sense_of(form) or "") if word else form if form[0] == "<" else ""
        return meaning


_MOST_KNOWN = 60_000
_forms = _Forms()
_meanings = _Meanings()


def _form(word: str) -> str:
    if word[0].isdigit():
        return "<hour>" if ("h" in word or ":" in word) and _HOUR.fullmatch(word) else f"<n{min(len(word), 5)}>"
    if word in WEEKDAY and len(word) > 3:
        return "<weekday>"
    return "<month>" if word in _MONTHS else word.replace("ß", "ss")


class _CandidateZones:
    """The zones of the words before or behind a candidate."""

    def __init__(self, name: str) -> None:
        self.words = zone(name, f"{name}2", first=name, placed=4, three=f"{name}3", threes=3)
        self.meant = zone(f"{name}Z", f"{name}Z2", first=f"{name}Z", placed=4)
        self.stems, self.meant_stems = zone(name), zone(f"{name}Z")


_BEFORE, _AFTER = _CandidateZones("B"), _CandidateZones("A")
_SENTENCE, _BEFORE_IT, _BEHIND_IT, _FIRST = zone("S"), zone("P"), zone("N"), zone("F")
_MEANT_SENTENCE, _MEANT_BEFORE_IT = zone("SZ"), zone("PZ")
_LABEL, _LABEL_PAIRS, _MEANT_LABEL = zone("L"), zone(None, "L2"), zone("LZ")
_HEADS = (zone("H0"), zone("H1"))


def add_words(rows: WordRows, part: int, page: PageText, tokens: Tokens, at: int, start: int) -> list[int]:
    """Add the words around one candidate, by zones, as a part of `rows`, and give the buckets of what has a name of its
    own; `at`: its number among the tokens."""
    sentence, line_number = tokens.sentences[at], tokens.lines[at]
    line, own, both, add = page.lines[line_number], tokens.spelled.own, tokens.spelled.both, rows.add
    first, last = bisect_left(tokens.sentences, sentence), bisect_right(tokens.sentences, sentence)
    low, high = max(first, at - 12), min(last, at + 9)
    add(part, _BEFORE.words, own[low:at][::-1])
    add(part, _BEFORE.stems, both[2 * low : 2 * at])
    add(part, _AFTER.words, own[at + 1 : high])
    add(part, _AFTER.stems, both[2 * at + 2 : 2 * high])
    add(part, _SENTENCE, both[2 * max(first, at - 40) : 2 * min(last, at + 31)])
    add(part, _BEFORE_IT, both[2 * max(0, first - 10) : 2 * first])
    add(part, _BEHIND_IT, both[2 * last : 2 * last + 12])
    _add_meant(rows, part, tokens, at, first, last)
    label: list[str] = []
    named: list[str] = []
    for span in page.label_of(start):
        begin, end = _between(tokens, span)
        add(part, _LABEL, both[2 * begin : 2 * end])
        add(part, _LABEL_PAIRS, own[begin:end])
        add(part, _MEANT_LABEL, tokens.meant_both(begin, end))
        if label and begin < end:
            named.append(f"L2 {label[-1]} {tokens.forms[begin]}")
        label += tokens.forms[begin:end]
    for depth, number in enumerate(reversed(line.headings[-2:])):
        head = page.lines[number]
        begin, end = _between(tokens, (head.start, head.end))
        add(part, _HEADS[depth], both[2 * begin : 2 * end])
    opening = bisect_left(tokens.starts, line.start)
    if at - opening > 5:  # how the line begins tells of all that it lists, as "Related calls: ..."
        add(part, _FIRST, both[2 * opening : 2 * opening + 10])
    letters = page.folded[max(line.start, start - 36) : start]
    before, after = at - low, max(0, high - at - 1)
    named += [
        f"kind {line.kind}",
        f"label {bool(label)} row {line.head_row is not None}",
        f"alone {before} {min(3, after)}" if before < 3 else f"in {line.kind} {bool(line.headings)}",
        f"at {start * 5 // max(1, len(page.folded))}",
        *[f"c{letters[i : i + 4]}" for i in range(len(letters) - 3)],
    ]
    if label:
        joined = " ".join(label)[-40:]
        named += [f"l{joined[i : i + 4]}" for i in range(len(joined) - 3)]
    return known_buckets(named)


def _add_meant(rows: WordRows, part: int, tokens: Tokens, at: int, first: int, last: int) -> None:
    """Add what the words around a candidate mean, whatever their language; `first`, `last`: its sentence."""
    own, both = tokens.meant.own, tokens.meant.both
    place, end = tokens.meant_between(at, at + 1)
    begin, _ = tokens.meant_between(max(first, at - 12), at)
    _, after = tokens.meant_between(at, min(last, at + 9))
    rows.add(part, _BEFORE.meant, own[begin:place][::-1])
    rows.add(part, _BEFORE.meant_stems, both[2 * begin : 2 * place])
    rows.add(part, _AFTER.meant, own[end:after])
    rows.add(part, _AFTER.meant_stems, both[2 * end : 2 * after])
    rows.add(part, _MEANT_SENTENCE, tokens.meant_both(max(first, at - 30), min(last, at + 20)))
    rows.add(part, _MEANT_BEFORE_IT, tokens.meant_both(max(0, first - 10), first))


def concept_features(page: PageText, tokens: Tokens, at: int, start: int) -> list[str]:
    """What the words near a day speak of, by zone and distance: words of one meaning in six languages share them."""
    sentence = tokens.sentences[at]
    first, last = bisect_left(tokens.sentences, sentence), bisect_left(tokens.sentences, sentence + 1)
    names: list[str] = []
    nearest: dict[str, int] = {}
    for _, end, concept in tokens.concepts_between(max(first, at - 30), at):
        nearest[concept] = at - end
    for concept, distance in nearest.items():
        names += [
            f"C {concept}",
            f"C {concept} {0 if distance < 2 else 1 if distance < 5 else 2 if distance < 12 else 3}",
        ]
    if nearest:
        closest = min(nearest, key=lambda concept: (nearest[concept], concept))
        names.append(f"C1 {closest}")
        names += [f"C2 {closest} {concept}" for concept in nearest if concept != closest]
    names += [
        f"CA {concept} {begin - at < 4}" for begin, _, concept in tokens.concepts_between(at + 1, min(last, at + 12))
    ]
    for begin, end in page.label_of(start):
        names += [
            f"CL {c}"
            for _, _, c in tokens.concepts_between(bisect_left(tokens.starts, begin), bisect_left(tokens.starts, end))
        ]
    for number in page.lines[tokens.lines[at]].headings[-1:]:
        head = page.lines[number]
        names += [
            f"CH {c}"
            for _, _, c in tokens.concepts_between(
                bisect_left(tokens.starts, head.start), bisect_left(tokens.starts, head.end)
            )
        ]
    names += [f"CS {c}" for c in {c for _, _, c in tokens.concepts_between(first, last)}]
    names += [f"CP {c}" for c in {c for _, _, c in tokens.concepts_between(max(0, first - 14), first)}]
    return names


def order_features(days: Sequence[DayCandidate], published_on: date | None) -> list[list[str]]:
    """How each day compares with the page's other days and with its publication, in steps."""
    distinct = sorted({day.on for day in days})
    several = min(6, len(distinct))
    found = []
    for at, own in enumerate(days):
        later = len(distinct) - bisect_right(distinct, own.on)
        gap = "none" if published_on is None else str(bisect_right(_GAPS, (own.on - published_on).days))
        found.append(
            [
                f"q later {min(later, 4)}",
                f"q {several} later {min(later, 4)}",
                f"q gap {gap}",
                f"q gap {gap} later {min(later, 3)}",
                f"q weekday {own.weekday}",
                f"q given {own.given}",
                f"q first {min(at, 3)}",
                f"q last {min(len(days) - 1 - at, 3)}",
            ]
        )
    return found


_GAPS = [-400, -60, -1, 1, 10, 30, 60, 120, 240, 365, 700]


def _between(tokens: Tokens, span: Span) -> tuple[int, int]:
    """The first of the tokens in a span and the first behind it."""
    return bisect_left(tokens.starts, span[0]), bisect_left(tokens.starts, span[1])
