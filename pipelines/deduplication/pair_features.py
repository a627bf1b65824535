"""What two reports have in common and in what they differ, as a row of numbers for each pair: what the pair model
reads.

Belongs here: names, words, days, sums, countries, parts, editions and addresses of two records side by side, made in
columns. Does not belong: what forbids a pair (`vetoes`), how alike two names are spelt (`name_similarity`), and what a
row is worth (`pair_chances`).

Words are stems by their sound (`word_sounds`), each the heavier the rarer it is, among these records and in the corpus.
All numbers are the same whichever of the two comes first; NaN where a record does not say.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pipelines.deduplication.feature_arrays import (
    ABSENT,
    Floats,
    Ints,
    Mask,
    among,
    in_common,
)
from pipelines.deduplication.name_similarity import abbreviates, funders_alike
from pipelines.deduplication.pair_sides import Sides, count_common, count_common_of, ratio

SPELT_ALIKE = 0.7
"""Funders whose letters agree less are no spellings of one name: any two names of some length have half their
letters in common.
"""
OWN = 0.6
"""What a title must weigh, beside the funder's name, to be told whole: one word that few records have."""
FUND = 0.75
"""A title that tells so much of the funder's name bears it: what is paid is called as who pays."""
CHUNK = 20_000
SEEN_APART = 300
"""Records whose times in their sources' lists lie so many days apart are of two rounds; nearer ones say nothing, for a
list is read late."""
SHORTEST_REFERENCE = 5
"""Letters and digits of an official number that no text has by chance."""
NUMBERS = (
    "title",
    "core",
    "within",
    "funder",
    "funders stated",
    "title told",
    "less told title",
    "words shared",
    "prose in common",
    "prose alike",
    "names shared",
    "names in common",
    "own words of a title",
    "own words of both titles",
    "title's weight",
    "titles equal",
    "title carried",
    "numbers shared",
    "own numbers",
    "own numbers of both",
    "deadlines apart",
    "deadlines stated",
    "days shared",
    "days in common",
    "days told",
    "yearless days shared",
    "sums apart",
    "sums stated",
    "sum told",
    "published apart",
    "published known",
    "closes after",
    "closes after at most",
    "one language",
    "one source",
    "one site",
    "one address",
    "references shared",
    "references stated",
    "reference told",
    "rounds shared",
    "rounds stated",
    "country untold",
    "country untold by both",
    "countries in common",
    "parts shared",
    "part untold",
    "moved",
    "shorter text",
    "longer text",
    "title's length apart",
    "figures shared",
    "large figures shared",
    "figures in common",
    "own figures",
    "own figures of both",
    "figures told",
)
SENSES = ("titles near", "texts near", "title near text")


class Comparison(Sides):
    """These records, to be compared by pairs, which are given as positions in the columns."""

    def numbers(self, left: Ints, right: Ints, measures: Mapping[str, Floats]) -> Floats:
        """A row of `NUMBERS` for each pair; `measures`: those of `name_similarity.measure` for the same pairs."""
        table = np.full((len(left), len(NUMBERS)), np.nan)
        for start in range(0, len(left), CHUNK):
            part = slice(start, start + CHUNK)
            rows = _Pairs(self, left[part], right[part]).numbers(
                {name: values[part] for name, values in measures.items()}
            )
            table[part] = np.column_stack([rows[name] for name in NUMBERS])
        return table.round(6)

    def grounds(self, left: Ints, right: Ints) -> Mask:
        """Whether anything that both say speaks for one round; see `_Pairs.grounds`."""
        found = np.zeros(len(left), dtype=bool)
        for start in range(0, len(left), CHUNK):
            part = slice(start, start + CHUNK)
            found[part] = _Pairs(self, left[part], right[part]).grounds()
        return found


EXTENDED = 45
"""Deadlines up to so many days apart may be one and its extension."""
SEASON = 183
"""One round, from its announcement to its close, is told within half a year."""
EARLIEST, LATEST = -45, 300
"""So many days before its publication, and after it, another report's deadline may lie."""
MIRRORED = 0.7
"""Texts that have so much in common are copies of one."""
TITLE_TOLD = 0.35
"""Where deadlines differ without a word of a move, so much of one's title is told by the other."""


class _Pairs:
    """Pairs of rows of a comparison, all parts of their bags side by side: each a pair's place times the vocabulary,
    plus a word.
    """

    def __init__(self, own: Sides, left: Ints, right: Ints) -> None:
        self.own, self.pairs = own, (left, right)
        self.left, self.right, self.size = (
            np.searchsorted(own.records, left),
            np.searchsorted(own.records, right),
            own.texts.size,
        )
        self.payer_a, self.payer_b = own.funders.flat(self.left), own.funders.flat(self.right)
        self.text_a, self.text_b = own.texts.flat(self.left), own.texts.flat(self.right)

    def numbers(self, measures: Mapping[str, Floats]) -> dict[str, Floats]:
        own, left, right = self.own, self.left, self.right
        columns, (a, b) = own.columns, self.pairs
        rows: dict[str, Floats] = {name: measures[name] for name in ("title", "core", "within")}
        rows |= self._words() | self._days() | self._sums() | self._places() | self._figures()
        one_source = (columns.source[a] == columns.source[b]) & (columns.source[a] != ABSENT)
        stated = (own.payer[left] != ABSENT).astype(np.float64) + (own.payer[right] != ABSENT)
        official = columns.official
        rows |= {
            "funder": self._funder(),
            "funders stated": stated,
            "titles equal": ((columns.title[a] == columns.title[b]) & (columns.title[a] != ABSENT)).astype(np.float64),
            "title carried": np.maximum(own.carried[left], own.carried[right]),
            "one language": np.where(
                (columns.language[a] == ABSENT) | (columns.language[b] == ABSENT),
                np.nan,
                columns.language[a] == columns.language[b],
            ),
            "one source": one_source.astype(np.float64),
            "one site": ((columns.site[a] == columns.site[b]) & (columns.site[a] != ABSENT)).astype(np.float64),
            "one address": ((columns.url[a] == columns.url[b]) & (columns.url[a] != ABSENT)).astype(np.float64),
            "references shared": official.share(a, b).astype(np.float64),
            "references stated": (official.lengths[a] > 0).astype(np.float64) + (official.lengths[b] > 0),
            "reference told": self._reference_told(),
            "moved": (own.moved[left] | own.moved[right]).astype(np.float64),
            "shorter text": np.minimum(own.size[left], own.size[right]),
            "longer text": np.maximum(own.size[left], own.size[right]),
            "title's length apart": np.abs(own.title_size[left] - own.title_size[right]),
        }
        return rows

    def grounds(self) -> Mask:
        """A deadline up to an extension apart, a day, year or edition in common, a publication within half a year of
        the other's or of its deadline, or prose in common; or one says when it was published and the other tells of no
        time at all. Where deadlines differ one must tell of a move or of what the other is titled. Two pages of one
        source in one language, where near-twins stand side by side, must bear one title and tell of one day."""
        days, words, (a, b) = self._days(), self._words(), self.pairs
        prose = self.own.columns.has_prose
        near: Mask = (days["deadlines apart"] <= EXTENDED) | (days["days shared"] > 0) | (days["rounds shared"] > 0)
        near |= (days["yearless days shared"] > 0) | (days["published apart"] <= SEASON)
        near |= (days["closes after"] >= EARLIEST) & (days["closes after at most"] <= LATEST)
        near |= (words["prose alike"] >= MIRRORED) & prose[a] & prose[b]
        near |= (
            (days["published known"] == 1)
            & np.isnan(days["closes after"])
            & (days["days told"] == 0)
            & (days["rounds stated"] < 2)
        )
        pages = (self.own.columns.source[a] == self.own.columns.source[b]) & (
            self.own.columns.language[a] == self.own.columns.language[b]
        )
        moved = self.own.moved[self.left] | self.own.moved[self.right]
        near &= (words["title told"] >= TITLE_TOLD) | moved | ~(days["deadlines apart"] > 0)
        kept: Mask = near & (~pages | (days["days shared"] > 0) & (words["own words of a title"] < OWN))
        return kept

    def _words(self) -> dict[str, Floats]:
        own, size = self.own, self.size
        title_a, title_b = own.titles.flat(self.left), own.titles.flat(self.right)
        by_a, by_b = (
            self._share(in_common(payer, title), payer)
            for payer, title in ((self.payer_a, title_b), (self.payer_b, title_a))
        )
        bears = np.maximum(by_a, by_b) >= FUND
        plain_a, plain_b = (title[bears[title // size] | ~self._pays(title)] for title in (title_a, title_b))
        told_a, told_b = in_common(plain_a, self.text_b), in_common(plain_b, self.text_a)
        cover_a, cover_b = self._share(told_a, plain_a, least=OWN), self._share(told_b, plain_b, least=OWN)
        own_a, own_b = self._sum(plain_a) - self._sum(told_a), self._sum(plain_b) - self._sum(told_b)
        shared = in_common(self.text_a, self.text_b)
        shared = shared[~self._pays(shared)]
        all_a, all_b, common = self._sum(self.text_a), self._sum(self.text_b), self._sum(shared)
        names_a, names_b = own.names.flat(self.left), own.names.flat(self.right)
        named = in_common(names_a, names_b)
        named = named[~self._pays(named)]
        smaller = np.minimum(self._sum(names_a), self._sum(names_b))
        numbers_a, numbers_b = (names[own.is_number[names % size]] for names in (names_a, names_b))
        count = np.bincount(in_common(numbers_a, numbers_b) // size, minlength=len(self.left)).astype(np.float64)
        own_numbers = [
            np.bincount(numbers // size, minlength=len(self.left)) - count for numbers in (numbers_a, numbers_b)
        ]
        return {
            "title told": np.maximum(cover_a, cover_b),
            "less told title": np.minimum(cover_a, cover_b),
            "words shared": np.log1p(common),
            "prose in common": ratio(common, np.minimum(all_a, all_b)),
            "prose alike": ratio(common, all_a + all_b - common),
            "names shared": np.log1p(self._sum(named)),
            "names in common": ratio(self._sum(named), smaller),
            "own words of a title": np.maximum(own_a, own_b),
            "own words of both titles": np.minimum(own_a, own_b),
            "title's weight": np.minimum(self._sum(title_a), self._sum(title_b)),
            "numbers shared": count,
            "own numbers": np.maximum(*own_numbers),
            "own numbers of both": np.minimum(*own_numbers),
        }

    def _days(self) -> dict[str, Floats]:
        own, left, right = self.own, self.left, self.right
        columns, (a, b) = own.columns, self.pairs
        dated_a, dated_b = columns.days[a] > 0, columns.days[b] > 0
        apart = np.maximum(
            0.0, np.maximum(columns.first_day[a] - columns.last_day[b], columns.first_day[b] - columns.last_day[a])
        )
        shared = count_common(own.days, left, right)
        fewer = np.minimum(own.days.lengths[left], own.days.lengths[right])
        open_days = count_common(own.yearless, left, right)
        for one, other in ((left, right), (right, left)):
            open_days += count_common_of(own.yearless, one, own.month_days, other)
        published = np.abs(own.published[left] - own.published[right])
        seen = np.fmax(own.seen[0][left] - own.seen[1][right], own.seen[0][right] - own.seen[1][left])
        published = np.where(np.isnan(published) & (seen >= SEEN_APART), seen, published)
        after = [columns.last_day[one] - own.published[other] for one, other in ((a, right), (b, left))]
        rounds = count_common(own.rounds, left, right)
        return {
            "deadlines apart": apart,
            "deadlines stated": dated_a.astype(np.float64) + dated_b,
            "days shared": shared,
            "days in common": ratio(shared, fewer.astype(np.float64)),
            "days told": fewer.astype(np.float64),
            "yearless days shared": open_days,
            "published apart": published,
            "published known": (~np.isnan(own.published[left])).astype(np.float64) + ~np.isnan(own.published[right]),
            "closes after": np.fmin(*after),
            "closes after at most": np.fmax(*after),
            "rounds shared": rounds,
            "rounds stated": (own.rounds.lengths[left] > 0).astype(np.float64) + (own.rounds.lengths[right] > 0),
        }

    def _sums(self) -> dict[str, Floats]:
        own, left, right = self.own, self.left, self.right
        a, b = own.dollars[left], own.dollars[right]
        stated_a, stated_b = ~np.isnan(a), ~np.isnan(b)
        told = np.full(len(left), np.nan)
        for place in np.flatnonzero(stated_a ^ stated_b).tolist():
            one, other = (left[place], right[place]) if stated_a[place] else (right[place], left[place])
            told[place] = float(not own.sums[one].isdisjoint(own.own[other].names))
        return {"sums apart": np.abs(a - b), "sums stated": stated_a.astype(np.float64) + stated_b, "sum told": told}

    def _figures(self) -> dict[str, Floats]:
        own, left, right = self.own, self.left, self.right
        common = own.figures.common(left, right)
        place, figure = np.divmod(common, own.figures.size)
        large = own.is_large[figure]
        many, few = (np.bincount(place[rows], minlength=len(left)).astype(np.float64) for rows in (large, ~large))
        told_a, told_b = own.figures.lengths[left], own.figures.lengths[right]
        fewer, both = np.minimum(told_a, told_b).astype(np.float64), many + few
        return {
            "figures shared": few,
            "large figures shared": many,
            "figures in common": ratio(both, fewer),
            "own figures": np.maximum(told_a, told_b) - both,
            "own figures of both": fewer - both,
            "figures told": fewer,
        }

    def _reference_told(self) -> Floats:
        """Whether the text of one tells an official number of the other; NaN where neither states one."""
        own, official = self.own, self.own.columns.official
        told = np.full(len(self.left), np.nan)
        for place in np.flatnonzero(
            (official.lengths[self.pairs[0]] > 0) | (official.lengths[self.pairs[1]] > 0)
        ).tolist():
            one, other = int(self.left[place]), int(self.right[place])
            told[place] = float(
                any(
                    len(reference) >= SHORTEST_REFERENCE and reference in own.squeezed(text)
                    for stated, text in ((one, other), (other, one))
                    for reference in own.own[stated].references | own.own[stated].codes
                )
            )
        return told

    def _places(self) -> dict[str, Floats]:
        own, left, right = self.own, self.left, self.right
        untold = [
            own.countries.lengths[one] - count_common_of(own.countries, one, own.told_countries, other)
            for one, other in ((left, right), (right, left))
        ]
        fewer = np.minimum(own.told_countries.lengths[left], own.told_countries.lengths[right]).astype(np.float64)
        shared = count_common(own.told_countries, left, right)
        parts = count_common(own.parts, left, right)
        return {
            "country untold": np.maximum(*untold),
            "country untold by both": np.minimum(*untold),
            "countries in common": np.where(fewer > 0, ratio(shared, fewer), np.nan),
            "parts shared": parts,
            "part untold": own.parts.lengths[left] + own.parts.lengths[right] - 2 * parts,
        }

    def _funder(self) -> Floats:
        """How alike two funders are written, 1 where one's acronym is the other's initials; or how much of one the
        other's text tells; NaN where neither states one."""
        own, left, right = self.own, self.left, self.right
        told_a = self._share(in_common(self.payer_a, self.text_b), self.payer_a)
        told_b = self._share(in_common(self.payer_b, self.text_a), self.payer_b)
        common = in_common(self.payer_a, self.payer_b)
        written = funders_alike(own.payer[left], own.payer[right], own.payers)
        both = np.maximum.reduce(
            [
                np.where(written >= SPELT_ALIKE, written, 0.0),
                np.sqrt(told_a * told_b),
                self._share(common, self.payer_a),
                self._share(common, self.payer_b),
            ]
        )
        stated_a, stated_b = own.payer[left] != ABSENT, own.payer[right] != ABSENT
        for place in np.flatnonzero(stated_a & stated_b & (both < 1.0)).tolist():
            one, other = own.own[left[place]], own.own[right[place]]
            if (one.acronyms and abbreviates(one, other)) or (other.acronyms and abbreviates(other, one)):
                both[place] = 1.0
        return np.select([stated_a & stated_b, stated_a | stated_b], [both, np.maximum(told_a, told_b)], np.nan)

    def _pays(self, flat: Ints) -> Mask:
        return among(flat, self.payer_a) | among(flat, self.payer_b)

    def _sum(self, flat: Ints) -> Floats:
        """The weight of each pair's words."""
        place, word = np.divmod(flat, self.size)
        return np.bincount(place, weights=self.own.weight[word], minlength=len(self.left)).astype(np.float64)

    def _share(self, part: Ints, whole: Ints, *, least: float = 0.0) -> Floats:
        """The part's share of the whole; a whole that weighs less than `least` says too little to be told whole."""
        return ratio(self._sum(part), np.maximum(self._sum(whole), least))
