"""One record of all that report a call: per field the best word, disagreements kept as doubts.

Belongs here: which report is believed about which field, and how lists are united. Does not belong: which records are
one call (`clusters`), nor reading prose (`pipelines/cleaning`).

The order of belief: the funder before other offices, these before aggregators; the newer before the older; then the
longer known, then source id and record key. A summary and a text are the richest of the nearest standing that has one;
deadlines are a newer report's where they end later (an extension).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from pipelines.call_fields import IN_CALL
from pipelines.records import Deadline, Doubt, Record

_MONEY = tuple(name for name, told in IN_CALL.items() if told.merged == "money")


class Standing(IntEnum):
    """How near a source is to who pays: the funder itself, another office that tells of the call, an aggregator."""

    FUNDER = 0
    OFFICE = 1
    AGGREGATOR = 2


@dataclass(frozen=True, slots=True)
class Report:
    """A record as one source reports it. `newest_on`: the day on which its content last changed."""

    source_id: str
    record: Record
    first_seen_on: date
    last_seen_on: date
    standing: Standing
    newest_on: date


def merge(reports: Sequence[Report]) -> Record:
    """The call's record; its `record_key` is "". Raises ValueError without reports. One report passes through
    unchanged.
    """
    if not reports:
        raise ValueError("merge: a call needs one report or more")
    ranked = sorted(reports, key=_belief)
    if len(ranked) == 1:
        return dataclasses.replace(ranked[0].record, record_key="")
    doubts: list[Doubt] = []
    values: dict[str, Any] = {}
    for name, told in IN_CALL.items():
        match told.merged:
            case "best" | "money":
                values[name] = _best(ranked, name, doubts, doubted=told.doubted)
            case "richest":
                values[name] = _richest(ranked, name)
            case "united":
                values[name] = _united(item for report in ranked for item in getattr(report.record, name))
            case "latest":
                values[name] = _deadlines(ranked, doubts)
    _same_currency(ranked, values)
    values["doubts"] = _united([*(doubt for report in ranked for doubt in report.record.doubts), *doubts])
    return Record(record_key="", **values)


def _belief(report: Report) -> tuple[Any, ...]:
    return (
        report.standing,
        -report.newest_on.toordinal(),
        report.first_seen_on,
        report.source_id,
        report.record.record_key,
        str(report.record.to_json()),
    )


def _stated(report: Report, name: str) -> Any:
    value = getattr(report.record, name)
    return None if value in ("", []) else value


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(sorted(map(str, value)))
    return value.isoformat() if isinstance(value, date) else str(value)


def _best(ranked: Sequence[Report], name: str, doubts: list[Doubt], *, doubted: bool) -> Any:
    """The value of the most believed report that states one; what the others state otherwise is a doubt."""
    stating = [report for report in ranked if _stated(report, name) is not None]
    if not stating:
        return getattr(ranked[0].record, name)
    best = _stated(stating[0], name)
    if doubted:
        for other in stating[1:]:
            if _plain(_stated(other, name)) != _plain(best):
                doubts.append(_doubt(name, _plain(best), _plain(_stated(other, name)), stating[0], other))
    return best


def _same_currency(ranked: Sequence[Report], values: dict[str, Any]) -> None:
    """Amounts and their currency come from one report: a number never takes another source's currency."""
    stating = [report.record for report in ranked if any(getattr(report.record, name) is not None for name in _MONEY)]
    if not stating:
        return
    values["currency"] = stating[0].currency
    for name in _MONEY:
        values[name] = next(
            (getattr(r, name) for r in stating if r.currency == stating[0].currency and getattr(r, name) is not None),
            None,
        )


def _richest(ranked: Sequence[Report], name: str) -> str | None:
    """The longest text among the reports of the nearest standing that has one."""
    stating = [(report.standing, str(text)) for report in ranked if (text := _stated(report, name)) is not None]
    return max((text for standing, text in stating if standing == stating[0][0]), key=len, default=None)


def _deadlines(ranked: Sequence[Report], doubts: list[Doubt]) -> list[Deadline]:
    """The deadlines of the most believed report, but a newer report's where they end later: an extension."""
    stating = [report for report in ranked if report.record.deadlines]
    if not stating:
        return []
    best = stating[0]
    for other in sorted(stating[1:], key=lambda report: (report.newest_on, _last(report)), reverse=True):
        if _last(other) > _last(best) and other.newest_on > best.newest_on:
            best = other
    for other in stating:
        if other is not best and _days(other) != _days(best):
            doubts.append(_doubt("deadlines", _days(best), _days(other), best, other))
    return best.record.deadlines


def _last(report: Report) -> date:
    return max(deadline.closes_on for deadline in report.record.deadlines)


def _days(report: Report) -> str:
    return "; ".join(sorted({deadline.closes_on.isoformat() for deadline in report.record.deadlines}))


def _doubt(name: str, value: str, other_value: str, best: Report, other: Report) -> Doubt:
    return Doubt(name, value, other_value, f"{best.source_id}: {value} | {other.source_id}: {other_value}")


def _united(items: Iterable[Any]) -> list[Any]:
    """Each once, in order of belief."""
    return list(dict.fromkeys(items))
