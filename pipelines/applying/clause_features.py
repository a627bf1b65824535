"""The hashed features of a text's clauses and of the kinds and places in them: what the learned models of statements go
by.

Belongs here: which words by which zone, for all clauses of a text at once (`language.feature_rows`). Does not belong:
cutting clauses (`clause_reader`), what a statement says (`statements`). A heading's words, or a neighbour's, are hashed
once as a part, which stands in the rows of all clauses beside it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

import numpy as np

from pipelines.applying.clause_reader import Clause, ClauseReading
from pipelines.applying.kind_words import KINDS
from pipelines.applying.scope import PRONOUN_ANSWER, cues_of
from pipelines.cleaning.layout import Span
from pipelines.language.feature_hashes import STEM, Codes, code_of, known_buckets
from pipelines.language.feature_rows import HashedRows, WordRows, Zone, parts_of_rows, zone
from pipelines.language.senses import sense_of

_LONGEST, _ABOVE, _BEFORE, _AFTER = 60, 14, 24, 8  # words of a clause, of what stands over it, of its neighbours
_MENTION_BEFORE, _MENTION_AFTER, _MEANT = 14, 10, 8  # words around a mention
_MOST_KNOWN = 60_000
_STRONG = ("deny", "apply", "may", "only", "partner", "serve", "role", "work")
_CUTS = frozenset(",:;()|.")
_KIND_MASKS = frozenset(f"<{kind}>" for kind in KINDS)


class _MeaningZones:
    """The zones of what words mean, whatever their language: each meaning, pairs in their order, those further apart,
    and the strong ones together."""

    def __init__(self, name: str) -> None:
        self.row = zone(f"~{name}m", f"~{name}p", far=f"{name}far", reach=5)
        self._all = f"~{name}all "
        self._strong: dict[int, int] = {}

    def strong(self, bits: int) -> int:
        """The bucket of the strong cues together, by their bits."""
        if bits not in self._strong:
            names = " ".join(cue for at, cue in enumerate(_STRONG) if bits >> at & 1)
            self._strong[bits] = known_buckets([self._all + names])[0]
        return self._strong[bits]


class _MentionZones:
    """The zones of the words before or behind a mention."""

    def __init__(self, name: str) -> None:
        self.words = zone(name, f"{name}2", first=name, placed=3)
        self.stems = zone(name)
        self.senses = zone(f"{name}c", f"{name}c2", first=f"{name}c", placed=3)
        self.sense_stems = zone(f"{name}c")
        self.meanings = _MeaningZones(name)
        self.cut = f"{name}cut "


class _HeadZones:
    """The zones of what stands over a clause."""

    def __init__(self, name: str) -> None:
        self.bag, self.pairs = zone(name), zone(None, f"{name}2")
        self.senses = zone(f"{name}c", f"{name}c2")
        self.meanings = _MeaningZones(name)


_OWN_BAG, _OWN_PAIRS = zone("S"), zone(None, "S2", first="F", placed=3)
_OWN_SENSES = zone("c", "c2", far="c_", reach=3, first="cF", placed=3)
_LAST_TWO, _LAST = zone(None, "E"), zone("E")
_OWN_MEANINGS = _MeaningZones("S")
_HEADS = (_HeadZones("H0"), _HeadZones("H1"))
_BARE_HEADS = (_MeaningZones("bare H0"), _MeaningZones("bare H1"))
_OVER_MENTION = (_MeaningZones("M0"), _MeaningZones("M1"))
_NEIGHBOURS = {name: (zone(name), zone(f"{name}c")) for name in ("P", "N")}
_BEFORE_MENTION, _BEHIND_MENTION = _MentionZones("B"), _MentionZones("A")


class _Told(dict[str, tuple[int, int, int, int, int, int, "int | tuple[int, ...]", int]]):
    """Of a masked word the codes of itself and its stem, of both without saying which kind is named; of its sense (-1
    where it has none) and that one's stem; of its cues (one number of a mask, which is always told), and which of them
    are strong."""

    def __missing__(self, word: str) -> tuple[int, int, int, int, int, int, int | tuple[int, ...], int]:
        if len(self) > _MOST_KNOWN:
            self.clear()
        mask = word[0] == "<"
        bare = "<kind>" if word in _KIND_MASKS else word
        own, bare_code = code_of(word), code_of(bare)
        meant = sense_of(bare) if bare[0].isalpha() else bare if bare != "," else None
        sense = -1 if meant is None else code_of(meant)
        names = () if mask else cues_of(word)
        self[word] = told = (
            own,
            own if mask else _stem(word, own),
            bare_code,
            _stem(bare, bare_code),
            sense,
            -1 if meant is None else _stem(meant, sense),
            bare_code if mask else tuple(map(code_of, names)),
            sum(1 << at for at, cue in enumerate(_STRONG) if cue in names),
        )
        return told


def _stem(word: str, code: int) -> int:
    return code_of(f"{word[:STEM]}*") if len(word) > STEM else code


_told = _Told()
_COMMA = code_of(",")


class _WordCodes:
    """A reading's masked words, as codes, in rows from which those between any two places can be cut."""

    def __init__(self, reading: ClauseReading) -> None:
        told = [_told[form] for form in reading.forms]
        columns = list(zip(*told, strict=True)) if told else [()] * 8
        self.own, self.stems, self.bare, self.bare_stems = (array("q", column) for column in columns[:4])
        self.starts = reading.starts
        self._sensible = list(accumulate((sense >= 0 for sense in columns[4]), initial=0))
        self._senses = array("q", [sense for sense in columns[4] if sense >= 0])
        self._sense_stems = array("q", [sense for sense in columns[5] if sense >= 0])
        self._plain = list(accumulate((code != _COMMA for code in columns[2]), initial=0))
        self._unmarked = array("q", [code for code in columns[2] if code != _COMMA])
        self._cued = list(accumulate((cues != () for cues in columns[6]), initial=0))
        self._cues = [(cues, strong) for cues, strong in zip(columns[6], columns[7], strict=True) if cues != ()]

    def between(self, span: Span, most: int) -> tuple[int, int]:
        """The first of at most so many words of a span, and the first behind them."""
        first = bisect_left(self.starts, span[0])
        return first, min(bisect_left(self.starts, span[1]), first + most)

    def senses(self, first: int, last: int) -> Codes:
        return self._senses[self._sensible[first] : self._sensible[last]]

    def sense_stems(self, first: int, last: int) -> Codes:
        return self._sense_stems[self._sensible[first] : self._sensible[last]]

    def without_commas(self, first: int, last: int) -> Codes:
        return self._unmarked[self._plain[first] : self._plain[last]]

    def meanings(self, first: int, last: int) -> tuple[Codes, int]:
        """The cues of words in a row, none again right behind itself, and which of them are strong."""
        row = array("q")
        strong = 0
        for cues, bits in self._cues[self._cued[first] : self._cued[last]]:
            if isinstance(cues, int):
                row.append(cues)
            else:
                said = row[-2:]
                row.extend([cue for cue in cues if cue not in said])
                strong |= bits
        return row, strong


class ClauseFeatures:
    """The parts of which the rows of one reading's clauses and mentions are put together."""

    def __init__(self, reading: ClauseReading) -> None:
        self._reading, self._words = reading, _WordCodes(reading)
        self._rows = WordRows()
        self._named_parts: list[int] = []
        self._named_buckets: list[int] = []
        self._spans: dict[tuple[str, int, Span], int] = {}
        self._count = 0

    def clause(self, at: int) -> list[int]:
        """The parts of one clause: its own words, what stands over it, its neighbours."""
        clauses = self._reading.clauses
        clause = clauses[at]
        parts = [self._own(at)]
        for depth, span in enumerate(clause.over[:2]):
            parts.append(self._head(depth, span))
            if not clause.named:
                parts.append(self._meant("bare", _BARE_HEADS, depth, span))
        if at:
            parts.append(self._neighbour("P", clauses[at - 1], _BEFORE))
        if at + 1 < len(clauses):
            parts.append(self._neighbour("N", clauses[at + 1], _AFTER))
        return parts

    def mention(self, at: int, start: int, end: int, mask: str, *, excepted: bool = False) -> list[int]:
        """The parts of one mention in a clause, beside those of the clause."""
        words, part = self._words, self._part()
        clause = self._reading.clauses[at]
        place, after = bisect_left(words.starts, start), bisect_left(words.starts, end)
        first = max(bisect_left(words.starts, clause.start), place - _MENTION_BEFORE)
        last = min(bisect_left(words.starts, clause.end), after + _MENTION_AFTER)
        self._near(part, _BEFORE_MENTION, first, place, back=True)
        self._near(part, _BEHIND_MENTION, after, max(after, last), back=False)
        self._name(part, [f"M {mask}", *(["excepted"] if excepted else ())])
        return [
            part, *(self._meant("M", _OVER_MENTION, depth, span) for depth, span in enumerate(clause.over[:2])),
        ]  # fmt: skip

    def rows(self, wanted: Sequence[Sequence[int]]) -> HashedRows:
        """Rows of buckets by their parts."""
        parts, buckets = self._rows.hashed()
        named = np.array([self._named_parts, self._named_buckets], dtype=np.int64)
        return parts_of_rows(np.concatenate([parts, named[0]]), np.concatenate([buckets, named[1]]), wanted)

    def _part(self) -> int:
        self._count += 1
        return self._count - 1

    def _name(self, part: int, names: Iterable[str]) -> None:
        self._keep(part, known_buckets(names))

    def _keep(self, part: int, buckets: Sequence[int]) -> None:
        self._named_buckets += buckets
        self._named_parts += [part] * len(buckets)

    def _own(self, at: int) -> int:
        clause, words, add, part = self._reading.clauses[at], self._words, self._rows.add, self._part()
        first, last = words.between((clause.start, clause.end), _LONGEST)
        add(part, _OWN_BAG, words.own[first:last])
        add(part, _OWN_BAG, words.stems[first:last])
        bare = words.without_commas(first, last)
        add(part, _OWN_PAIRS, bare)
        add(part, _LAST_TWO if len(bare) > 1 else _LAST, bare[-2:] or _NOTHING)
        add(part, _OWN_SENSES, words.senses(first, last))
        self._meanings(part, _OWN_MEANINGS, first, last)
        self._name(
            part,
            [
                f"kind {clause.line.kind}",
                f"named {min(3, len(clause.named))} {min(2, len(clause.places))}",
                f"over {len(clause.over)} {bool(clause.named)}",
                *_asked(self._reading, at),
            ],
        )
        return part

    def _head(self, depth: int, span: Span) -> int:
        key = ("H", depth, span)
        if (part := self._spans.get(key)) is None:
            part = self._spans[key] = self._part()
            words, add, zones = self._words, self._rows.add, _HEADS[depth]
            first, last = words.between(span, _ABOVE)
            add(part, zones.bag, words.own[first:last])
            add(part, zones.bag, words.stems[first:last])
            add(part, zones.pairs, words.bare[first:last])
            add(part, zones.senses, words.senses(first, last))
            self._meanings(part, zones.meanings, first, last)
        return part

    def _meant(self, name: str, zones: Sequence[_MeaningZones], depth: int, span: Span) -> int:
        key = (name, depth, span)
        if (part := self._spans.get(key)) is None:
            part = self._spans[key] = self._part()
            self._meanings(part, zones[depth], *self._words.between(span, _ABOVE))
        return part

    def _neighbour(self, name: str, clause: Clause, most: int) -> int:
        key = (name, 0, (clause.start, clause.end))
        if (part := self._spans.get(key)) is None:
            part = self._spans[key] = self._part()
            first, last = self._words.between(key[2], most)
            bag, senses = _NEIGHBOURS[name]
            self._rows.add(part, bag, self._words.own[first:last])
            self._rows.add(part, bag, self._words.stems[first:last])
            self._rows.add(part, senses, self._words.senses(first, last))
        return part

    def _meanings(self, part: int, zones: _MeaningZones, first: int, last: int) -> None:
        row, strong = self._words.meanings(first, last)
        self._rows.add(part, zones.row, row)
        self._keep(part, [zones.strong(strong)])

    def _near(self, part: int, zones: _MentionZones, first: int, last: int, *, back: bool) -> None:
        """The words before or behind a mention, in their order from it away."""
        words, step = self._words, -1 if back else 1
        rows: tuple[tuple[Zone, Codes], ...] = (
            (zones.words, words.bare[first:last]),
            (zones.stems, words.bare_stems[first:last]),
            (zones.senses, words.senses(first, last)),
            (zones.sense_stems, words.sense_stems(first, last)),
        )
        for where, codes in rows:
            self._rows.add(part, where, codes[::step])
        cut = next((form for form in self._reading.forms[first:last][::step] if form in _CUTS), None)
        if cut is not None:
            self._name(part, [zones.cut + cut])
        near = (max(first, last - _MEANT), last) if back else (first, min(last, first + _MEANT))
        self._meanings(part, zones.meanings, *near)


_NOTHING = array("q", [code_of("")])


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
