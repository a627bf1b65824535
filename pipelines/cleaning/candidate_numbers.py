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

import numpy as np
from numpy.typing import NDArray

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
    count = len(found)
    days = np.array([c.on.toordinal() for c in found], dtype=float)
    anchor = published_on.toordinal() if published_on else math.nan
    closes, opens, first = chances[:, 1], chances[:, 3], chances[:, 2]
    repeats = Counter(c.on for c in found)
    lines = [page.line_at(c.start) for c in found]
    on_line = Counter(lines)
    beside = siblings(page, [c.start for c in found])
    rows = []
    for at, c in enumerate(found):
        others = np.arange(count) != at
        unequal = days != days[at]
        later, earlier = days > days[at], days < days[at]
        range_end = at > 0 and bool(_RANGE.fullmatch(page.folded, found[at - 1].end, c.start))
        range_start = at + 1 < count and bool(_RANGE.fullmatch(page.folded, c.end, found[at + 1].start))
        near = page.folded[max(0, c.start - 40) : c.end + 45]
        rows.append(
            [
                *chances[at],
                count,
                at / count,
                later.sum(),
                earlier.sum(),
                days[at] - anchor,
                (days[later].min() - days[at]) if later.any() else -1,
                (days[at] - days[earlier].max()) if earlier.any() else -1,
                repeats[c.on],
                on_line[lines[at]],
                c.weekday,
                range_end,
                range_start,
                bool(_HOUR_NEAR.search(near)),
                _GIVEN[c.given],
                _KINDS[page.lines[lines[at]].kind],
                c.start / max(1, len(page.folded)),
                _most(closes, unequal),
                _most(closes, later),
                _most(closes, earlier),
                _most(first, unequal),
                _most(opens, unequal),
                _most(first, later),
                closes[at - 1] if at else -1,
                closes[at + 1] if at + 1 < count else -1,
                opens[at - 1] if at else -1,
                first[at - 1] if at else -1,
                _most(closes, ~unequal & others),
                closes.sum(),
                c.on.month == 12 and c.on.day == 31,
                c.on.day,
                len(beside[at]),
                closes[beside[at]].mean() if beside[at] else -1,
                closes[beside[at]].max() if beside[at] else -1,
                first[beside[at]].max() if beside[at] else -1,
            ]
        )
    return np.array(rows, dtype=np.float64).reshape(count, -1)


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
    total = chances[:, 4]
    beside = siblings(page, [c.start for c in found])
    rows = []
    for at, c in enumerate(found):
        unequal = sums != sums[at]
        bigger, smaller = sums > sums[at], sums < sums[at]
        ratio = sums / sums[at]
        multiple = bool((bigger & (np.abs(ratio - np.round(ratio)) < 1e-9) & (ratio <= 500)).any())
        divides = bool((smaller & (np.abs(1 / ratio - np.round(1 / ratio)) < 1e-9)).any())
        range_end = at > 0 and bool(_RANGE.fullmatch(page.folded, found[at - 1].end, c.start))
        range_start = at + 1 < count and bool(_RANGE.fullmatch(page.folded, c.end, found[at + 1].start))
        rows.append(
            [
                *chances[at],
                count,
                at / count,
                math.log10(sums[at]),
                sums[at] / top,
                bigger.sum(),
                smaller.sum(),
                math.log10(sums[bigger].min() / sums[at]) if bigger.any() else -1,
                math.log10(sums[at] / sums[smaller].max()) if smaller.any() else -1,
                repeats[c.amount],
                on_line[lines[at]],
                range_end,
                range_start,
                c.currency is None,
                c.currency == usual,
                len(currencies),
                c.in_words,
                multiple,
                divides,
                _KINDS[page.lines[lines[at]].kind],
                c.start / max(1, len(page.folded)),
                _most(per_award, unequal),
                _most(per_award, bigger),
                _most(per_award, smaller),
                _most(total, unequal),
                _most(total, bigger),
                per_award[at - 1] if at else -1,
                per_award[at + 1] if at + 1 < count else -1,
                total[at - 1] if at else -1,
                total[at + 1] if at + 1 < count else -1,
                per_award.sum(),
                total.sum(),
                len(beside[at]),
                per_award[beside[at]].mean() if beside[at] else -1,
                total[beside[at]].max() if beside[at] else -1,
                sums[beside[at]].max() / sums[at] if beside[at] else -1,
                sums[beside[at]].min() / sums[at] if beside[at] else -1,
            ]
        )
    return np.array(rows, dtype=np.float64).reshape(count, -1)


def share_numbers(page: PageText, found: Sequence[ShareCandidate], chances: Chances) -> NDArray[np.float64]:
    """A row a share. `chances`: of the first model, in the order of `SHARE_ROLES`."""
    count = len(found)
    values = np.array([float(s.percent) for s in found])
    own, paid = chances[:, 1], chances[:, 2]
    rows = []
    for at, share in enumerate(found):
        unequal = values != values[at]
        rest = values == 100 - values[at]
        rows.append(
            [
                *chances[at],
                count,
                at / count,
                values[at],
                (values > values[at]).sum(),
                (values == values[at]).sum(),
                bool(rest.any()),
                _most(own, unequal),
                _most(paid, unequal),
                _most(own, rest),
                _most(paid, rest),
                share.start / max(1, len(page.folded)),
                own.sum(),
                paid.sum(),
                _KINDS[page.lines[page.line_at(share.start)].kind],
            ]
        )
    return np.array(rows, dtype=np.float64).reshape(count, -1)


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


def _most(chances: NDArray[np.float64], where: NDArray[np.bool_]) -> float:
    return float(chances[where].max()) if where.any() else -1.0


def series_numbers(
    page: PageText, found: Sequence[DayCandidate], chances: Chances, kinds: NDArray[np.float64]
) -> NDArray[np.float64]:
    """A row a day, for a last look: its own chances, those of the days that stand as it does (of one list all are last
    days or none), and those of the text's kinds of deadline."""
    count = len(found)
    closes = chances[:, 1] + chances[:, 2]
    odds = np.log((closes + 1e-3) / (1.001 - closes))
    days = np.array([c.on.toordinal() for c in found], dtype=float)
    rows = []
    for at, others in enumerate(series(page, found)):
        beside = odds[others] if others else np.full(1, np.nan)
        later, earlier = days > days[at], days < days[at]
        rows.append(
            [
                odds[at],
                *chances[at],
                *kinds,
                len(others),
                beside.mean(),
                beside.max(),
                beside.min(),
                float((closes[others] >= 0.5).mean()) if others else np.nan,
                sum(days[other] < days[at] for other in others),
                sum(days[other] > days[at] for other in others),
                _most(closes, later),
                _most(closes, earlier),
                _most(closes, days == days[at]),
                (closes >= 0.5).sum(),
                len({day for day, chance in zip(days, closes, strict=True) if chance >= 0.5}),
                count,
                _GIVEN[found[at].given],
                found[at].weekday,
            ]
        )
    return np.array(rows, dtype=np.float64).reshape(count, -1)


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
