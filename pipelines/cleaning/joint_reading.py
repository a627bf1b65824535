"""What a page's days and sums come to together: deadlines, their kind, the opening day, amounts, and the doubts that
are left.

Belongs here: decisions from chances, and the rules that bind values to each other. Does not belong: chances
(`role_reader.py`). A value is stated where its certainty reaches the threshold, which out-of-fold chances set
(`corpus/training`); what was seen and stays under it is a doubt with its quote. Silence is preferred to a late day: a
day that may be later than the stated one lowers its certainty.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import pairwise

import numpy as np

from pipelines.cleaning.day_candidates import DayCandidate, impossible_days
from pipelines.cleaning.hours import read_moment
from pipelines.cleaning.joint_sums import read_share, read_sums
from pipelines.cleaning.joint_values import (
    LIKELY,
    SEEN,
    STATED_DAY,
    STATED_OPENING,
    STATED_ROLLING,
    SURE,
    JointReading,
    quote_of,
)
from pipelines.cleaning.key_dates import key_date_kind
from pipelines.cleaning.role_reader import Candidates, Roles
from pipelines.records import Deadline, DeadlineKind, Doubt, KeyDate

KINDS: tuple[DeadlineKind, ...] = ("fixed", "multiple", "two_stage", "rolling", "none")
WEIGHT_OF_KIND = (
    0.5  # how far the kind's chances move what the days' own say of how many there are; by cross-validation
)
_WINDOW = re.compile(
    r"[ ,]{0,2}(?:[-–—]|al?|to|until|through|hasta(?: el)?|au|ate(?: o)?|bis(?: zum)?|fino al) ?(?:el |o |le |den |the"
    r" |il )?"
)
LONGEST_EXTENSION = 183  # days
HARDLY = 0.01  # under it a day does not lower the certainty of another


def read_together(found: Candidates, roles: Roles, dollar: str | None) -> JointReading:
    """Deadlines, kind, opening day and amounts. `dollar`: what "$" and "peso" mean here, None where nothing tells."""
    result = JointReading()
    _read_days(found, roles, result)
    read_sums(found, roles, dollar, result)
    read_share(found, roles, result)
    return result


def _read_days(found: Candidates, roles: Roles, result: JointReading) -> None:
    closing = _by_day(found.days, _with_extensions(found, roles))
    unsettled = {on for on, (_, at) in closing.items() if _unsettled(found.days[at], found.published_on)}
    likely = {on: best for on, best in closing.items() if best[0] >= LIKELY and on not in unsettled}
    kept = _without_replaced(found, likely)
    chances = {on: chance for on, (chance, _) in closing.items() if on in kept or on not in likely}
    chosen, certainty = _chosen(chances, unsettled, roles.kinds)
    stated = chosen if certainty >= STATED_DAY else []
    result.kind, sure_kind = _kind(roles.kinds, stated or list(kept), found, roles)
    for on in stated:
        chance, at = closing[on]
        result.deadlines.append(_deadline(found, roles, at, on, result.kind))
        result.rules[f"deadlines.{on}"] = "model" if found.days[at].given == "written" else "model, year from context"
        result.certainty[f"deadlines.{on}"] = round(certainty if on == stated[-1] else chance, 3)
    if not stated:
        result.certainty |= {
            f"deadlines.{on}": round(chance, 3) for on, (chance, _) in likely.items()
        }  # of the doubts below
    result.certainty["deadline_kind"], result.rules["deadline_kind"] = round(sure_kind, 3), "model"
    if result.kind != "none":
        result.quotes["deadline_kind"] = (result.deadlines[-1].quote if result.deadlines else None) or _last_words(
            found
        )
    _day_doubts(found, closing, certainty, result)
    opening = _by_day(found.days, roles.days[:, 3])
    if opening:
        on = max(opening, key=lambda day: (opening[day][0], -day.toordinal()))
        chance, at = opening[on]
        if chance >= STATED_OPENING:
            result.state("opens_on", on, chance, quote_of(found, found.days[at]))
            if chance < SURE:
                result.doubts.append(Doubt("opens_on", str(on), None, quote_of(found, found.days[at])))
        elif chance >= SEEN:
            result.doubts.append(Doubt("opens_on", str(on), None, quote_of(found, found.days[at])))
    _key_dates(found, roles, result)


def _unsettled(day: DayCandidate, published_on: date | None) -> bool:
    """Whether which day it is stays open: day and month may change places, no year makes its weekday right, or a day
    without a year was just over when the text was published: this year's or the next one's?"""
    over = published_on is not None and day.given == "publication" and day.on < published_on
    return day.other is not None or over or (day.weekday < 0 and day.given != "written")


def _with_extensions(found: Candidates, roles: Roles) -> np.ndarray:
    """The chances of last days: a line that begins with an extension ("Prórroga: 24 de febrero") is as sure as the day
    that it moves, which is none any more."""
    sure, lines = roles.last.copy(), found.page.lines
    told = np.maximum(sure, roles.days[:, 1] + roles.days[:, 2]) if len(sure) else sure
    for old, new in pairwise(range(len(found.days))):
        at, line = (found.page.line_at(found.days[each].start) for each in (old, new))
        later = 0 < (found.days[new].on - found.days[old].on).days <= LONGEST_EXTENSION
        surest = max(told[old], told[new])
        if (
            surest >= LIKELY
            and later
            and line == at + 1
            and _begins(found, lines[line].start, found.days[new].start, "extended")
        ):
            sure[new], sure[old] = surest, 0.0
    return sure


def _begins(found: Candidates, start: int, end: int, concept: str) -> bool:
    """Whether the first words of a line are of a concept."""
    first = bisect_left(found.tokens.starts, start)
    return any(
        at == first and name == concept and found.tokens.starts[at] < end for at, _, name in found.tokens.concepts
    )


def _without_replaced(found: Candidates, likely: Mapping[date, tuple[float, int]]) -> dict[date, tuple[float, int]]:
    """The likely days without those that a later one takes the place of: an extension ("Prórroga: 24 de febrero"), the
    end of a window ("8-26 de febrero")."""
    kept = dict(likely)
    by_place = sorted(likely, key=lambda on: likely[on][1])
    for old, new in pairwise(by_place):
        first, second = likely[old][1], likely[new][1]
        between = found.page.folded[found.days[first].end : found.days[second].start]
        told = found.tokens.concepts_between(found.day_places[first] + 1, found.day_places[second])
        if old < new and (
            _WINDOW.fullmatch(between) or any(concept in ("extended", "instead") for _, _, concept in told)
        ):
            kept.pop(old, None)
    return kept


def _by_day(days: Sequence[DayCandidate], chances: np.ndarray) -> dict[date, tuple[float, int]]:
    """For each day the best chance among the places that name it, and the candidate's number."""
    best: dict[date, tuple[float, int]] = {}
    for at, (day, chance) in enumerate(zip(days, chances, strict=True)):
        if day.on not in best or chance > best[day.on][0]:
            best[day.on] = (float(chance), at)
    return best


def _chosen(chances: Mapping[date, float], unsettled: Collection[date], kinds: np.ndarray) -> tuple[list[date], float]:
    """The last days that the chances come to, in order, and how sure the last of them is.

    The days' own chances say how many last days there are, as if each stood for itself; the kind of the text says it
    too: a fixed deadline has no second day, a rolling one none. Both are weighed (`WEIGHT_OF_KIND`; all of it would be
    Jeffrey's rule).
    """
    days = sorted(on for on, chance in chances.items() if chance > HARDLY)
    if not days:
        return [], 0.0
    closes = np.clip([chances[on] for on in days], 1e-4, 1 - 1e-4)
    no_later = np.append(np.cumprod((1 - closes)[::-1])[::-1][1:], 1.0)
    none = float(np.prod(1 - closes))
    last, only = closes * no_later, closes * none / (1 - closes)
    shares = np.array([none, only.sum(), max(1e-6, 1 - none - only.sum())])
    told = np.maximum(0.01, [kinds[3] + kinds[4], kinds[0], kinds[1] + kinds[2]])
    weights = (told / told.sum() / np.maximum(shares, 1e-4)) ** WEIGHT_OF_KIND
    if len(days) == 1:
        weights[2] = 0.0
    single, several = only * weights[1], (last - only) * weights[2]
    sure = np.where([on in unsettled for on in days], 0.0, (single + several) / (shares * weights).sum())
    at = int(sure.argmax())
    if single[at] >= several[at]:
        return [days[at]], float(sure[at])
    before = [on for on, chance in zip(days[:at], closes, strict=False) if chance >= LIKELY and on not in unsettled]
    return [*before, days[at]], float(sure[at])


def _kind(chances: np.ndarray, likely: Collection[date], found: Candidates, roles: Roles) -> tuple[DeadlineKind, float]:
    """The likeliest kind that the likely days allow: two stages want no second day, but several cut-offs do."""
    allowed = [True] * len(KINDS)
    if likely:
        allowed[KINDS.index("none")] = False
        allowed[KINDS.index("multiple")] = len(likely) > 1
        allowed[KINDS.index("rolling")] = False
    else:
        closes = bool(
            chances[0] + chances[1] + chances[2] > max(chances[3], chances[4])
        )  # some day closes it, though none was understood
        allowed = [closes, closes, True, not closes, not closes]
    masked = np.where(allowed, chances, 0.0)
    best = int(masked.argmax())
    if KINDS[best] == "rolling" and masked[best] < STATED_ROLLING:
        best = KINDS.index(
            "none"
        )  # what is always open must be said; a closed call shown as open costs more than a doubt
    return KINDS[best], float(masked[best])


def _deadline(found: Candidates, roles: Roles, at: int, on: date, kind: DeadlineKind) -> Deadline:
    day, page = found.days[at], found.page
    start, _end = page.sentences[page.sentence_at(day.start)]
    previous = found.days[at - 1].end if at else 0
    following = found.days[at + 1].start if at + 1 < len(found.days) else len(page.folded)
    line = page.lines[page.line_at(day.start)]
    after = page.folded[day.end : min(following, line.end, day.end + 90)]
    before = page.folded[max(previous, start, day.start - 60) : day.start]
    closes_at, zone = read_moment(on, before, after)
    stage = None
    if kind == "two_stage":
        stage = 1 if roles.days[at, 2] > roles.days[at, 1] else 2
    return Deadline(on, closes_at, zone, stage, quote_of(found, day))


def _day_doubts(
    found: Candidates, closing: Mapping[date, tuple[float, int]], certainty: float, result: JointReading
) -> None:
    """A doubt for each day that may close the call and is not stated, for each stated one that is not sure, and for
    days that cannot be.
    """
    stated = {d.closes_on for d in result.deadlines}
    for on, (chance, at) in sorted(closing.items()):
        day = found.days[at]
        if on in stated:
            if day.weekday < 0 or (on == max(stated) and certainty < SURE):
                result.doubts.append(Doubt("deadlines", str(on), None, quote_of(found, day)))
        elif day.other is not None and chance >= SEEN:
            result.doubts.append(Doubt("deadlines", str(on), str(day.other), quote_of(found, day)))
        elif chance >= SEEN:
            result.doubts.append(Doubt("deadlines", str(on), None, quote_of(found, day)))
    for start, end in impossible_days(found.page.folded):
        result.doubts.append(Doubt("deadlines", None, None, found.page.quote(start, end)))
    speaks_of_one = result.kind not in ("rolling", "none") or any(
        concept == "last_day" for _, _, concept in found.tokens.concepts
    )
    if not result.deadlines and speaks_of_one and not any(d.field == "deadlines" for d in result.doubts):
        result.doubts.append(Doubt("deadlines", None, None, _last_words(found)))
    if result.certainty["deadline_kind"] < 0.7:
        result.doubts.append(
            Doubt("deadline_kind", result.kind, None, result.quotes.get("deadline_kind") or _last_words(found))
        )


def _last_words(found: Candidates) -> str:
    """The sentence that speaks of a last day, else of handing in, where one does; else the first of the text."""
    for wanted in (("last_day", "until"), ("hand_in",)):
        for begin, end, concept in found.tokens.concepts:
            if concept in wanted:
                return found.page.quote(found.tokens.starts[begin], found.tokens.starts[end - 1] + 1)
    return found.page.quote(0, 1)


def _key_dates(found: Candidates, roles: Roles, result: JointReading) -> None:
    """Days that are neither last days nor openings, by the nearest word that says what they are."""
    taken = {d.closes_on for d in result.deadlines} | {result.opens_on}
    for at, day in enumerate(found.days):
        if roles.days[at, 0] < LIKELY or day.on in taken:
            continue
        kind = key_date_kind(found.page, found.tokens, found.day_places[at])
        if kind and all((k.kind, k.on_date) != (kind, day.on) for k in result.key_dates):
            result.key_dates.append(KeyDate(kind, day.on, quote_of(found, day)))
            result.rules[f"key_dates.{day.on}"] = "nearest word"
