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
from pipelines.language.feature_hashes import LONGEST, STEM, Buckets, Spelled, known_buckets
from pipelines.language.feature_hashes import buckets_of as buckets_of
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
    spelled: Spelled  # the forms, hashed
    meant: Spelled  # of the forms that mean something: the sense of a word, the mask of anything else
    meant_places: list[int]  # which of the tokens these are

    def meant_between(self, first: int, last: int) -> tuple[int, int]:
        """The first of the senses among some tokens, and the first behind them."""
        return bisect_left(self.meant_places, first), bisect_left(self.meant_places, last)

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
        Spelled(forms),
        Spelled([meaning for meaning in meanings if meaning]),
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


def word_buckets(page: PageText, tokens: Tokens, at: int, start: int) -> list[Buckets | Sequence[int]]:
    """The buckets of the words around one candidate, by zones; `at`: its number among the tokens."""
    sentence, line_number = tokens.sentences[at], tokens.lines[at]
    line, spelled = page.lines[line_number], tokens.spelled
    first, last = bisect_left(tokens.sentences, sentence), bisect_right(tokens.sentences, sentence)
    before, after = range(at - 1, max(first, at - 12) - 1, -1), range(at + 1, min(last, at + 9))
    parts = [
        *spelled.near("B", before),
        *spelled.near("A", after),
        spelled.bag("S", max(first, at - 40), min(last, at + 31)),
        spelled.bag("P", max(0, first - 10), first),
        spelled.bag("N", last, last + 6),
        *_meant(tokens, at, first, last),
    ]
    label: list[str] = []
    for span in page.label_of(start):
        begin, end = _between(tokens, span)
        parts += [spelled.bag("L", begin, end), spelled.pairs("L2", begin, end)]
        parts.append(tokens.meant.bag("LZ", *tokens.meant_between(begin, end)))
        if label and begin < end:
            parts.append(known_buckets([f"L2 {label[-1]} {tokens.forms[begin]}"]))
        label += tokens.forms[begin:end]
    for depth, number in enumerate(reversed(line.headings[-2:])):
        head = page.lines[number]
        parts.append(spelled.bag(f"H{depth}", *_between(tokens, (head.start, head.end))))
    opening = bisect_left(tokens.starts, line.start)
    if at - opening > 5:  # how the line begins tells of all that it lists, as "Related calls: ..."
        parts.append(spelled.bag("F", opening, opening + 5))
    letters = page.folded[max(line.start, start - 36) : start]
    names = [
        f"kind {line.kind}",
        f"label {bool(label)} row {line.head_row is not None}",
        f"alone {len(before)} {min(3, len(after))}" if len(before) < 3 else f"in {line.kind} {bool(line.headings)}",
        f"at {start * 5 // max(1, len(page.folded))}",
        *(f"c{letters[i : i + 4]}" for i in range(max(0, len(letters) - 3))),
    ]
    if label:
        joined = " ".join(label)[-40:]
        names += [f"l{joined[i : i + 4]}" for i in range(max(0, len(joined) - 3))]
    parts.append(known_buckets(names))
    return parts


def _meant(tokens: Tokens, at: int, first: int, last: int) -> list[Buckets | Sequence[int]]:
    """The buckets of what the words around a candidate mean, whatever their language; `first`, `last`: its sentence."""
    meant = tokens.meant
    own, end = tokens.meant_between(at, at + 1)
    begin, _ = tokens.meant_between(max(first, at - 12), at)
    _, after = tokens.meant_between(at, min(last, at + 9))
    return [
        *meant.near("BZ", range(own - 1, begin - 1, -1), threes=0),
        *meant.near("AZ", range(end, after), threes=0),
        meant.bag("SZ", *tokens.meant_between(max(first, at - 30), min(last, at + 20))),
        meant.bag("PZ", *tokens.meant_between(max(0, first - 10), first)),
    ]


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


def order_features(days: Sequence[DayCandidate], at: int, published_on: date | None) -> list[str]:
    """How a day compares with the page's other days and with its publication, in steps."""
    own = days[at]
    later = len({day.on for day in days if day.on > own.on})
    several = min(6, len({day.on for day in days}))
    gap = "none" if published_on is None else str(bisect_right(_GAPS, (own.on - published_on).days))
    return [
        f"q later {min(later, 4)}",
        f"q {several} later {min(later, 4)}",
        f"q gap {gap}",
        f"q gap {gap} later {min(later, 3)}",
        f"q weekday {own.weekday}",
        f"q given {own.given}",
        f"q first {min(at, 3)}",
        f"q last {min(len(days) - 1 - at, 3)}",
    ]


_GAPS = [-400, -60, -1, 1, 10, 30, 60, 120, 240, 365, 700]


def near(names: list[str], zone: str, words: Sequence[str], *, placed: int = 4, threes: int = 3) -> None:
    """Words in order from the candidate away: the nearest (`placed`) with their distance, all with their stems, pairs
    of neighbours, and of the nearest (`threes`) three in a row."""
    for distance, word in enumerate(words):
        if distance < placed:
            names.append(f"{zone}{distance} {word}")
        names.append(f"{zone} {word}")
        if len(word) > STEM:
            names.append(f"{zone} {word[:STEM]}*")
        if distance + 1 < len(words):
            names.append(f"{zone}2 {word} {words[distance + 1]}")
            if distance < threes and distance + 2 < len(words):
                names.append(f"{zone}3 {word} {words[distance + 1]} {words[distance + 2]}")


def _between(tokens: Tokens, span: Span) -> tuple[int, int]:
    """The first of the tokens in a span and the first behind it."""
    return bisect_left(tokens.starts, span[0]), bisect_left(tokens.starts, span[1])
