"""How far a catalogue may fall from one day to the next: the judgement over yesterday.

Belongs here: comparing a day with the publication before it. Does not belong: how far a fall may go and why
(`quality.py`), reading a table (`warehouse/gate.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from pipelines.language.messages import told
from pipelines.quality import FALLS, OPEN_CALLS_FALL, SOURCE_COLLAPSE, SOURCE_FALL, CheckResult, Rule


@dataclass(frozen=True, slots=True)
class Yesterday:
    """What the last publication of an earlier day held: open calls with the last day on which each can be open,
    records by source.
    """

    as_of: date
    open_until: Mapping[str, date | None]
    records: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source lists today. `whole`: by a complete listing that is not empty by the source's own word."""

    records: int
    whole: bool
    live: bool


def falls(
    yesterday: Yesterday | None,
    *,
    today: date,
    open_calls: Collection[str],
    listings: Mapping[str, Listing],
    accepted: Collection[str] = (),
) -> list[CheckResult]:
    """The rules over yesterday. `accepted`: what a person found true: `open_calls`, or sources' ids."""
    if yesterday is None:
        return [rule.passed(told("gate.no_day_before")) for rule in FALLS]
    return [
        _open_calls_fall(yesterday, today, frozenset(open_calls), "open_calls" in accepted),
        _source_fall(SOURCE_FALL, yesterday, {s: listing for s, listing in listings.items() if listing.whole}),
        _source_fall(
            SOURCE_COLLAPSE,
            yesterday,
            {s: listing for s, listing in listings.items() if listing.whole and listing.live and s not in accepted},
        ),
    ]


def _open_calls_fall(yesterday: Yesterday, today: date, found: frozenset[str], accepted: bool) -> CheckResult:
    rule = OPEN_CALLS_FALL
    expected = {call: until for call, until in yesterday.open_until.items() if until is None or until >= today}
    if not _fallen(rule, len(expected), len(found)):
        return rule.passed()
    if accepted:
        return rule.passed(told("gate.fall_accepted"))
    call = min(expected.keys() - found)
    until = told("gate.open_until", day=f"{day:%d-%m-%Y}") if (day := expected[call]) else ""
    counts = told("gate.open_now", now=len(found), before=f"{yesterday.as_of:%d-%m-%Y}", expected=len(expected))
    return rule.failed(len(expected) - len(found), f"call_id={call}{until} ({counts})")


def _source_fall(rule: Rule, yesterday: Yesterday, listings: Mapping[str, Listing]) -> CheckResult:
    fallen = [
        told("gate.listed_before", source=source, records=listing.records, before=before)
        for source, listing in sorted(listings.items())
        if (before := yesterday.records.get(source)) is not None and _fallen(rule, before, listing.records)
    ]
    return rule.failed(len(fallen), fallen[0]) if fallen else rule.passed()


def _fallen(rule: Rule, before: int, now: int) -> bool:
    return before >= int(rule.parameters["few"]) and before - now >= float(rule.parameters["share"]) * before
