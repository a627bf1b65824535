"""What records state, a column a kind of statement, so that pairs are compared by the million.

Belongs here: numbered columns, bags of parts, and what of the vetoes they tell alone (`Stated.together`). Does not
belong: what has to be read in prose (`vetoes`), and how alike two names are (`name_similarity`).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.deduplication.edition_numbers import KINDS
from pipelines.deduplication.features import Keys, kind_of
from pipelines.deduplication.lines import Lines

if TYPE_CHECKING:
    from pipelines.deduplication.saved_index import Kept, Noted

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

MOVED_DAYS = 200
"""How far a deadline may lie behind another where its record says that it was moved; none lie further apart."""
ABSENT = -1


class Bags:
    """A bag of parts a record: `parts[starts[n]:starts[n + 1]]` are the numbers of record n's parts, ascending;
    `size` is above all.
    """

    def __init__(self, lengths: Ints, parts: NDArray[np.int32], size: int) -> None:
        self.lengths, self.parts, self.size = lengths, parts, max(1, size)
        self.starts: Ints = np.concatenate([[0], np.cumsum(lengths)])

    def with_empty(self, count: int) -> Bags:
        """These, and behind them so many empty ones."""
        return Bags(np.concatenate([self.lengths, np.zeros(count, dtype=np.int64)]), self.parts, self.size)

    def of(self, records: Ints) -> Bags:
        """The bags of these records alone."""
        return Bags(self.lengths[records], (self.flat(records) % self.size).astype(np.int32), self.size)

    def flat(self, records: Ints) -> Ints:
        """The parts of each of these records, ascending: the place in `records` times `size`, plus the part."""
        lengths = self.lengths[records]
        ends = np.cumsum(lengths)
        start = np.repeat(self.starts[records] - ends + lengths, lengths)
        flat: Ints = np.repeat(np.arange(len(records)) * self.size, lengths)
        flat += self.parts[start + np.arange(len(start))]
        return flat

    def common(self, left: Ints, right: Ints) -> Ints:
        """The parts that both records of each pair have, as `flat` gives them."""
        one, other = self.flat(left), self.flat(right)
        if not len(other):
            return one[:0]
        place = np.minimum(np.searchsorted(other, one), len(other) - 1)
        common: Ints = one[other[place] == one]
        return common

    def share(self, left: Ints, right: Ints) -> Mask:
        """Whether the records of each pair have a part in common."""
        found = np.zeros(len(left), dtype=bool)
        found[self.common(left, right) // self.size] = True
        return found


def starts(ordered: NDArray[Any]) -> Ints:
    """Where each run of equal values begins."""
    return np.flatnonzero(np.concatenate([np.ones(min(1, len(ordered)), dtype=bool), ordered[1:] != ordered[:-1]]))


def distinct(values: Ints) -> Ints:
    """The values in order, each once; numpy's own `unique` hashes, which took 80 times as long on millions (numpy
    2.4).
    """
    ordered = np.sort(values)
    once: Ints = ordered[starts(ordered)]
    return once


def numbered(values: Iterable[Hashable]) -> Ints:
    """Each value's number, in order of appearance; `ABSENT` for what is empty."""
    number: dict[Hashable, int] = {}
    return np.array([number.setdefault(value, len(number)) if value else ABSENT for value in values], dtype=np.int64)


def hashed(texts: Sequence[str]) -> Ints:
    """A number for each text that is the same in every process."""
    numbers: Ints = pd.util.hash_array(np.array(texts, dtype=object), categorize=False).view(np.int64)
    return numbers


def bags(sets: Iterable[Iterable[str]]) -> tuple[Bags, list[str]]:
    """A bag for each set of texts, and the text of each part, in the order of their spelling: sets have another in
    every process.
    """
    number: dict[str, int] = {}
    flat, lengths = side_by_side([number.setdefault(part, len(number)) for part in own] for own in sets)
    names = sorted(number)
    place = np.empty(len(names), dtype=np.int64)
    place[[number[name] for name in names]] = np.arange(len(names))
    return bags_of(place[flat], lengths, len(names)), names


def side_by_side(rows: Iterable[Collection[int]]) -> tuple[NDArray[np.int32], Ints]:
    """The numbers of all rows, and how many each has. The rows are taken one by one: together they would fill the
    memory.
    """
    flat, ends = array("i"), [0]
    for row in rows:
        flat.extend(row)
        ends.append(len(flat))
    return np.array(flat, dtype=np.int32), np.diff(ends)


def among(one: Ints, other: Ints) -> Mask:
    """Whether each of the first is one of the others; both ascend."""
    if not len(other):
        return np.zeros(len(one), dtype=bool)
    found: Mask = other[np.minimum(np.searchsorted(other, one), len(other) - 1)] == one
    return found


def in_common(one: Ints, other: Ints) -> Ints:
    """Those of the first that are among the others; both ascend."""
    both: Ints = one[among(one, other)]
    return both


def bags_of(flat: NDArray[np.int32] | Ints, lengths: Ints, size: int) -> Bags:
    """The bags of rows that stand side by side, whose numbers are below `size`."""
    parts = flat + np.repeat(np.arange(len(lengths)) * max(1, size), lengths)
    parts.sort()
    return Bags(lengths, (parts % max(1, size)).astype(np.int32), size)


Counted = Callable[[str, Bags, Sequence[str], Ints], tuple[int, Ints]]
"""Of a kind of parts, the bags of them, how they are spelt, and whose bags they are: how many records there are, and in
how many each part stands."""


def own_counts(_kind: str, own: Bags, _spelt: Sequence[str], _records: Ints) -> tuple[int, Ints]:
    """Counted in these bags alone."""
    return len(own.lengths), np.bincount(own.parts, minlength=own.size)


STATED = {
    "source": "int64",
    "currency": "int64",
    "amount": "float64",
    "first_day": "float64",
    "last_day": "float64",
    "title_from": "float64",
    "title_to": "float64",
    "field_from": "float64",
    "field_to": "float64",
    "counts": "bool",
    **dict.fromkeys(KINDS, "int16"),
}
"""What a record states in numbers: hashes, days as ordinals, years, whether it counts anything, and its one number
of each kind.
"""


class Stated:
    """What records state in numbers, and the bags of their `references`, `codes` and the references' `kinds`.

    `values`: an array for each of `STATED`; NaN where a record states nothing, and `ABSENT` for marks that are no one
    number.
    """

    def __init__(self, values: Mapping[str, NDArray[Any]], references: Bags, codes: Bags, kinds: Bags) -> None:
        self.values, self.references, self.codes, self.kinds = values, references, codes, kinds
        self.source, self.currency, self.amount = values["source"], values["currency"], values["amount"]
        self.first_day, self.last_day = values["first_day"], values["last_day"]
        self.title_years, self.field_years = (
            (values["title_from"], values["title_to"]),
            (values["field_from"], values["field_to"]),
        )
        self.all_years = (
            np.fmin(values["title_from"], values["field_from"]),
            np.fmax(values["title_to"], values["field_to"]),
        )
        self.counts, self.marks = values["counts"], np.column_stack([values[kind] for kind in KINDS])

    def beside(self, others: Mapping[str, NDArray[Any]]) -> Stated:
        """These, and behind them others of which no references are known."""
        size = len(others["source"])
        return Stated(
            {name: np.concatenate([own, others[name]]) for name, own in self.values.items()},
            self.references.with_empty(size),
            self.codes.with_empty(size),
            self.kinds.with_empty(size),
        )

    def together(self, left: Ints, right: Ints) -> Ints:
        """The places of the pairs that no veto parts, as far as columns tell: none that `vetoes.veto` spares is left
        out.
        """
        kept = np.arange(len(left))
        for apart in (self._days, self._numbers, self._years, self._references, self._codes, self._amounts):
            kept = kept[~apart(left[kept], right[kept])]
        return kept

    def _days(self, left: Ints, right: Ints) -> Mask:
        """Deadlines further apart than any that is moved, or two of one source."""
        between = np.maximum(self.first_day[left] - self.last_day[right], self.first_day[right] - self.last_day[left])
        apart: Mask = (between > MOVED_DAYS) | ((between > 0) & (self.source[left] == self.source[right]))
        return apart

    def _numbers(self, left: Ints, right: Ints) -> Mask:
        """Lots, phases, editions: one number each, and another."""
        found = np.zeros(len(left), dtype=bool)
        both = np.flatnonzero(self.counts[left] & self.counts[right])
        one, other = self.marks[left[both]], self.marks[right[both]]
        found[both] = ((one != other) & (one >= 0) & (other >= 0)).any(axis=1)
        return found

    def _years(self, left: Ints, right: Ints) -> Mask:
        """Years of titles that do not meet; else of fields; else of a title and a field."""
        title, stated, every = (
            _gap(ends, left, right) for ends in (self.title_years, self.field_years, self.all_years)
        )
        return (title > 0) | np.where(np.isnan(stated), np.isnan(title) & (every > 0), stated > 0)

    def _references(self, left: Ints, right: Ints) -> Mask:
        """None in common, though of one source or one kind."""
        found = _strangers(self.references, left, right)
        place = np.flatnonzero(found)
        left, right = left[place], right[place]
        found[place] = (self.source[left] == self.source[right]) | self.kinds.share(left, right)
        return found

    def _codes(self, left: Ints, right: Ints) -> Mask:
        return _strangers(self.codes, left, right)

    def _amounts(self, left: Ints, right: Ints) -> Mask:
        """Two amounts of one source in one currency."""
        a, b = self.amount[left], self.amount[right]
        apart: Mask = (
            (np.abs(a - b) > 0)
            & (self.source[left] == self.source[right])
            & (self.currency[left] == self.currency[right])
        )
        return apart


class Columns(Stated):
    """The columns of these records, in their order. `whole`: the words of title, funder, programme and label; `spelt`:
    which they are.

    `kept`: the records of an earlier run, of which these are some, but for the positions in `new`; `noted`: where what
    later runs need is put; `lines`: the vectors of what is read for its sense.
    """

    def __init__(
        self,
        keys: Sequence[Keys],
        *,
        kept: Kept | None = None,
        new: Sequence[int] = (),
        noted: Noted | None = None,
    ) -> None:
        super().__init__(
            _numbers(keys),
            bags(own.references for own in keys)[0],
            bags(own.codes for own in keys)[0],
            bags(set(map(kind_of, own.references)) for own in keys)[0],
        )
        self.keys, self.kept, self.new, self.noted, self.lines = keys, kept, new, noted, Lines()
        if noted is not None:
            noted.stated = pd.DataFrame(self.values)
        self.whole, self.spelt = bags(own.context.union(own.words) for own in keys)
        self.language = numbered(own.language for own in keys)
        self.funder = numbered(own.funder for own in keys)
        self.funders = list(dict.fromkeys(own.funder for own in keys if own.funder))
        self.acronyms = np.array([bool(own.acronyms) for own in keys], dtype=bool)
        self.title = numbered(own.title for own in keys)
        self.alphabetical = (
            np.argsort(np.argsort([own.title for own in keys], kind="stable"), kind="stable") if keys else self.title
        )
        self.url = numbered(own.url for own in keys)
        self.site = numbered(own.url.partition("/")[0] for own in keys)
        self.official, self.official_spelt = bags(own.references | own.codes for own in keys)
        self.days = np.array([len(own.deadlines) for own in keys], dtype=np.int64)
        self.dated = np.repeat(np.arange(len(keys)), self.days)
        self.day = np.array([day.toordinal() for own in keys for day in own.deadlines], dtype=np.int64)
        self.has_prose = np.array([own.has_prose for own in keys], dtype=bool)
        self.published = np.array([own.published is not None for own in keys], dtype=bool)
        self.states_more = np.array(
            [bool(own.deadlines or own.has_prose or own.references) for own in keys], dtype=bool
        )

    def counted(self, kind: str, own: Bags, spelt: Sequence[str], records: Ints) -> tuple[int, Ints]:
        """As `Counted`: in these bags, or among the records of the earlier run and the new ones."""
        if self.kept:
            total, counts = self.kept.counts(kind, spelt)
            fresh = own.of(np.flatnonzero(np.isin(records, self.new)))
            return total + len(fresh.lengths), counts + np.bincount(fresh.parts, minlength=own.size)[: len(spelt)]
        total, counts = own_counts(kind, own, spelt, records)
        if self.noted is not None:
            self.noted.count(kind, total, spelt, counts)
        return total, counts

    def same_year(self, left: Ints, right: Ints) -> Mask:
        """Whether both state one year alone, and the same."""
        first, last = self.all_years
        same: Mask = (first[left] == last[left]) & (first[left] == first[right]) & (first[right] == last[right])
        return same


def _numbers(keys: Sequence[Keys]) -> dict[str, NDArray[Any]]:
    """The columns of `Stated`."""
    first_day, last_day = _ends([[day.toordinal() for day in own.deadlines] for own in keys])
    title_from, title_to = _ends([[year for span in own.title_years for year in span] for own in keys])
    field_from, field_to = _ends([[year for span in own.field_years for year in span] for own in keys])
    marks = np.array([_marks(own.marks) for own in keys], dtype=np.int16).reshape(len(keys), len(KINDS))
    return {
        "source": hashed([own.source for own in keys]),
        "currency": hashed([own.currency for own in keys]),
        "amount": np.array([own.amount or np.nan for own in keys], dtype=np.float64),
        "first_day": first_day,
        "last_day": last_day,
        "title_from": title_from,
        "title_to": title_to,
        "field_from": field_from,
        "field_to": field_to,
        "counts": np.array([bool(own.marks) for own in keys], dtype=bool),
        **dict(zip(KINDS, marks.T, strict=True)),
    }


def _strangers(own: Bags, left: Ints, right: Ints) -> Mask:
    """Pairs of which both have parts, and none in common."""
    found = np.zeros(len(left), dtype=bool)
    both = np.flatnonzero((own.lengths[left] > 0) & (own.lengths[right] > 0))
    found[both] = ~own.share(left[both], right[both])
    return found


def _gap(ends: tuple[Floats, Floats], left: Ints, right: Ints) -> Floats:
    """How far the later one begins after the earlier one's end; NaN where one has nothing."""
    first, last = ends
    gap: Floats = np.maximum(first[left] - last[right], first[right] - last[left])
    return gap


def _ends(values: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
    """The least and the greatest of each; NaN where there is none."""
    if not values:
        return np.empty(0), np.empty(0)
    return np.array([min(own) if own else np.nan for own in values]), np.array(
        [max(own) if own else np.nan for own in values]
    )


_NOTHING = [ABSENT] * len(KINDS)


def _marks(marks: Mapping[str, frozenset[str]]) -> list[int]:
    """The one number of each kind; `ABSENT` where there is none, where there are several, and for one that is no
    number.
    """
    if not marks:
        return _NOTHING
    return [
        int(number)
        if len(numbers := marks.get(kind, ())) == 1 and (number := next(iter(numbers))).isdigit()
        else ABSENT
        for kind in KINDS
    ]
