"""How a candidate compares with the others of its page, in numbers: what a second look at all chances together goes by.

Belongs here: order, ratios, distances, neighbours' chances. Does not belong: words. Columns are named in `DAY_COLUMNS`,
`SUM_COLUMNS`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipelines.cleaning.day_candidates import DayCandidate
from pipelines.cleaning.layout import PageText
from pipelines.cleaning.share_candidates import ShareCandidate
from pipelines.cleaning.sum_candidates import SumCandidate

Chances = NDArray[np.float64]
DAY_ROLES = ("other", "closes", "first_stage", "opens")
SUM_ROLES = ("other", "max", "min", "each", "total")
SHARE_ROLES = (
    "other",
    "own",
    "paid",
)  # the applicant's own share of the costs, and the funder's, which leaves the rest
_HOUR_NEAR = re.compile(
    r"\d\s?[:.h]\s?\d\d|\d\s?(?:h\b|uhr|hrs?\b|horas|[ap]\.?m\b|heures)|noon|mediodia|midi|midnight|minuit|medianoche|mitternacht|meia-noite|mezzanotte"
)
_RANGE = re.compile(
    r"\W*(?:\w+\W+){0,2}?(?:al?|to|until|till|through|hasta(?: el)?|au|ate(?: o)?|bis(?: zum)?|"
    r"and|y|e|et|und|-|–|fino al?)\W*(?:(?:el|o|le|den|dem|the|il)\W+)?(?:[a-z-]+\W+)?"
)
_KINDS = {"heading": 0, "label": 1, "row": 2, "bullet": 3, "question": 4, "paragraph": 5}
_GIVEN = {"written": 0, "partner": 1, "neighbour": 2, "weekday": 3, "line": 4, "publication": 5, "title": 6, "usual": 7}


def day_numbers(
    page: PageText, found: Sequence[DayCandidate], chances: Chances, published_on: date | None
) -> NDArray[np.float64]:
    """A row a day: see the code for its columns. `chances`: of the first model, a row a day, in the order of
    `DAY_ROLES`.
    """
    count, places = len(found), np.arange(len(found))
    days = np.array([c.on.toordinal() for c in found], dtype=float)
    anchor = published_on.toordinal() if published_on else math.nan
    closes, opens, first = (np.ascontiguousarray(chances[:, role]) for role in (1, 3, 2))
    repeats = Counter(c.on for c in found)
    lines = [page.line_at(c.start) for c in found]
    on_line = Counter(lines)
    beside = siblings(page, [c.start for c in found])
    later, earlier = days > days[:, None], days < days[:, None]
    unequal = later | earlier
    next_one = np.where(later, days, np.inf).min(axis=1, initial=np.inf) - days
    last_one = days - np.where(earlier, days, -np.inf).max(axis=1, initial=-np.inf)
    joined = _joined(page, found)
    columns = [
        count,
        places / count,
        later.sum(axis=1),
        earlier.sum(axis=1),
        days - anchor,
        np.where(np.isinf(next_one), -1.0, next_one),
        np.where(np.isinf(last_one), -1.0, last_one),
        [repeats[c.on] for c in found],
        [on_line[line] for line in lines],
        [c.weekday for c in found],
        [False, *joined],
        [*joined, False],
        [bool(_HOUR_NEAR.search(page.folded, max(0, c.start - 40), c.end + 45)) for c in found],
        [_GIVEN[c.given] for c in found],
        [_KINDS[page.lines[line].kind] for line in lines],
        [c.start / max(1, len(page.folded)) for c in found],
        _most(closes, unequal),
        _most(closes, later),
        _most(closes, earlier),
        _most(first, unequal),
        _most(opens, unequal),
        _most(first, later),
        *_neighbours(closes),
        _neighbours(opens)[0],
        _neighbours(first)[0],
        _most(closes, ~unequal & (places != places[:, None])),
        closes.sum(),
        [c.on.month == 12 and c.on.day == 31 for c in found],
        [c.on.day for c in found],
        [len(others) for others in beside],
        [closes[others].mean() if others else -1 for others in beside],
        [closes[others].max() if others else -1 for others in beside],
        [first[others].max() if others else -1 for others in beside],
    ]
    return _table(chances, columns)


def _joined(page: PageText, found: Sequence[DayCandidate | SumCandidate]) -> list[bool]:
    """Of each candidate but the last whether it begins a range that the next one ends."""
    return [bool(_RANGE.fullmatch(page.folded, one.end, other.start)) for one, other in pairwise(found)]


def _neighbours(chances: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The chances of the candidate before each, and of the one after it; -1 where there is none."""
    return np.concatenate([[-1.0], chances[:-1]]), np.concatenate([chances[1:], [-1.0]])


def _table(first: Chances, columns: Sequence[ArrayLike]) -> NDArray[np.float64]:
    """Chances and the columns behind them, a row a candidate."""
    count, width = first.shape
    table = np.empty((count, width + len(columns)))
    table[:, :width] = first
    for at, column in enumerate(columns, width):
        table[:, at] = column
    return table


def sum_numbers(page: PageText, found: Sequence[SumCandidate], chances: Chances) -> NDArray[np.float64]:
    """A row a sum. `chances`: of the first model, in the order of `SUM_ROLES`."""
    count = len(found)
    sums = np.array([float(c.amount) for c in found])
    top = sums.max() if count else 1.0
    currencies = Counter(c.currency for c in found if c.currency)
    usual = currencies.most_common(1)[0][0] if currencies else None
    repeats = Counter(c.amount for c in found)
    lines = [page.line_at(c.start) for c in found]
    on_line = Counter(lines)
    per_award = chances[:, 1] + chances[:, 2] + chances[:, 3]
    total = np.ascontiguousarray(chances[:, 4])
    beside = siblings(page, [c.start for c in found])
    bigger, smaller = sums > sums[:, None], sums < sums[:, None]
    unequal, ratio = bigger | smaller, sums / sums[:, None]
    multiple = bigger & (np.abs(ratio - np.round(ratio)) < 1e-9) & (ratio <= 500)
    part = 1 / ratio
    divides = smaller & (np.abs(part - np.round(part)) < 1e-9)
    above: list[float] = (np.where(bigger, sums, np.inf).min(axis=1, initial=np.inf) / sums).tolist()
    below: list[float] = (sums / np.where(smaller, sums, -1.0).max(axis=1, initial=-1.0)).tolist()
    joined = _joined(page, found)
    columns = [
        count,
        np.arange(count) / count,
        [math.log10(amount) for amount in sums.tolist()],
        sums / top,
        bigger.sum(axis=1),
        smaller.sum(axis=1),
        [math.log10(times) if times < math.inf else -1 for times in above],
        [math.log10(times) if times > 0 else -1 for times in below],
        [repeats[c.amount] for c in found],
        [on_line[line] for line in lines],
        [False, *joined],
        [*joined, False],
        [c.currency is None for c in found],
        [c.currency == usual for c in found],
        len(currencies),
        [c.in_words for c in found],
        multiple.any(axis=1),
        divides.any(axis=1),
        [_KINDS[page.lines[line].kind] for line in lines],
        [c.start / max(1, len(page.folded)) for c in found],
        _most(per_award, unequal),
        _most(per_award, bigger),
        _most(per_award, smaller),
        _most(total, unequal),
        _most(total, bigger),
        *_neighbours(per_award),
        *_neighbours(total),
        per_award.sum(),
        total.sum(),
        [len(others) for others in beside],
        [per_award[others].mean() if others else -1 for others in beside],
        [total[others].max() if others else -1 for others in beside],
        [sums[others].max() / sums[at] if others else -1 for at, others in enumerate(beside)],
        [sums[others].min() / sums[at] if others else -1 for at, others in enumerate(beside)],
    ]
    return _table(chances, columns)


def share_numbers(page: PageText, found: Sequence[ShareCandidate], chances: Chances) -> NDArray[np.float64]:
    """A row a share. `chances`: of the first model, in the order of `SHARE_ROLES`."""
    count = len(found)
    values = np.array([float(s.percent) for s in found])
    own, paid = np.ascontiguousarray(chances[:, 1]), np.ascontiguousarray(chances[:, 2])
    unequal, rest = values != values[:, None], values == 100 - values[:, None]
    columns = [
        count,
        np.arange(count) / count,
        values,
        (values > values[:, None]).sum(axis=1),
        (values == values[:, None]).sum(axis=1),
        rest.any(axis=1),
        _most(own, unequal),
        _most(paid, unequal),
        _most(own, rest),
        _most(paid, rest),
        [share.start / max(1, len(page.folded)) for share in found],
        own.sum(),
        paid.sum(),
        [_KINDS[page.lines[page.line_at(share.start)].kind] for share in found],
    ]
    return _table(chances, columns)


def siblings(page: PageText, places: Sequence[int]) -> list[list[int]]:
    """For each place the numbers of those that stand as it does: in its column of the table, as items of its list,
    joined in its sentence."""
    keys: list[tuple[object, ...]] = []
    for place in places:
        line = page.lines[page.line_at(place)]
        if line.cells:
            column = next((at for at, (start, end) in enumerate(line.cells) if start <= place < end), 0)
            keys.append(
                ("column", line.head_row if line.head_row is not None else line.headings, column, len(line.cells))
            )
        elif line.kind == "bullet":
            keys.append(("list", line.headings, line.label_line))
        else:
            keys.append(("sentence", page.sentence_at(place)))
    return [[other for other, key in enumerate(keys) if key == keys[at] and other != at] for at in range(len(places))]


def _most(chances: NDArray[np.float64], where: NDArray[np.bool_]) -> NDArray[np.float64]:
    """For each line of `where` the greatest of the chances that it holds, -1 where it holds none."""
    return np.asarray(np.where(where, chances, -1.0).max(axis=1, initial=-1.0))


def series_numbers(
    page: PageText, found: Sequence[DayCandidate], chances: Chances, kinds: NDArray[np.float64]
) -> NDArray[np.float64]:
    """A row a day, for a last look: its own chances, those of the days that stand as it does (of one list all are last
    days or none), and those of the text's kinds of deadline."""
    count = len(found)
    closes = chances[:, 1] + chances[:, 2]
    odds = np.log((closes + 1e-3) / (1.001 - closes))
    days = np.array([c.on.toordinal() for c in found], dtype=float)
    later, earlier = days > days[:, None], days < days[:, None]
    likely = closes >= 0.5
    beside = series(page, found)
    told = [odds[others] if others else _NOTHING for others in beside]
    columns = [
        [len(others) for others in beside],
        [own.mean() for own in told],
        [own.max() for own in told],
        [own.min() for own in told],
        [float(likely[others].mean()) if others else np.nan for others in beside],
        [int(earlier[at, others].sum()) for at, others in enumerate(beside)],
        [int(later[at, others].sum()) for at, others in enumerate(beside)],
        _most(closes, later),
        _most(closes, earlier),
        _most(closes, ~(later | earlier)),
        likely.sum(),
        len(set(days[likely].tolist())),
        count,
        [_GIVEN[c.given] for c in found],
        [c.weekday for c in found],
    ]
    first = np.hstack([odds[:, None], chances, np.broadcast_to(kinds, (count, len(kinds)))])
    return _table(first, columns)


_NOTHING = np.full(1, np.nan)
_CHAINED = 16  # letters between the days of one row: "July 29, 2024; January 31, 2025"


def series(page: PageText, found: Sequence[DayCandidate]) -> list[list[int]]:
    """For each day those of other days that stand as it does: in its column, in its list, in lines of one shape one
    under the other, in a row, in its sentence."""
    lines = [page.line_at(day.start) for day in found]
    on_line = Counter(lines)
    keys: list[set[tuple[object, ...]]] = []
    run, chain, previous = 0, 0, -9
    for at, day in enumerate(found):
        line = page.lines[lines[at]]
        place = at - lines.index(lines[at])  # among the days of its line
        if lines[at] != previous:
            same = (
                lines[at] == previous + 1
                and page.lines[previous].kind == line.kind
                and on_line[previous] == on_line[lines[at]]
            )
            run += not same
            previous = lines[at]
        chain += not (at and lines[at] == lines[at - 1] and 0 <= day.start - found[at - 1].end <= _CHAINED)
        own: set[tuple[object, ...]] = {("run", run, place), ("chain", chain)}
        if line.cells:
            column = next((n for n, (start, end) in enumerate(line.cells) if start <= day.start < end), 0)
            own.add(("column", line.head_row if line.head_row is not None else line.headings, column, len(line.cells)))
        elif line.kind == "bullet":
            own.add(("list", line.headings, line.label_line, place))
        if not line.cells and on_line[lines[at]] > 1:
            own.add(("sentence", page.sentence_at(day.start)))
        keys.append(own)
    return [
        [
            other
            for other in range(len(found))
            if other != at and keys[at] & keys[other] and found[other].on != found[at].on
        ]
        for at in range(len(found))
    ]
