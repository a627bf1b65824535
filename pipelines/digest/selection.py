"""What one profile is told in one week, from what was published and decided: pure functions of history.

Belongs here: which calls stand in which section, in what order, and why others are left out. Does not belong: which
week a call is new in (`arrivals.py`), the words of a line (`wording.py`), reading the catalogue or writing a file
(`warehouse/exports`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz, utils

from pipelines.digest import wording
from pipelines.digest.publication_rows import Catalogue, Row
from pipelines.digest.ranking import LeftOut, Rank, parted, soonest
from pipelines.digest.week import (
    Awaited,
    Change,
    Decision,
    Edition,
    Item,
    ItemDeadline,
    ItemDocument,
    ItemKeyDate,
    ItemMatch,
    ItemSource,
    Profile,
    Said,
    Trouble,
    monday_of,
)
from pipelines.language.messages import FIRST, Language, name_in
from pipelines.territory import ExpectedFund
from pipelines.vocabulary import COMPLETE, GONE

WEEK, SEASON, YEAR = timedelta(days=7), timedelta(days=92), timedelta(days=365)
OPENS_SOON = timedelta(days=120)
SHOWN_EARLY, SHOWN_LATE, SEEN_EARLY = timedelta(days=30), timedelta(days=90), timedelta(days=45)
SAME_FUND = 70  # of 100 words shared by two names of funds of one funder
STALE_DAYS = 7
UNDER_WAY = frozenset({"preparing", "submitted"})


class Week:
    """The editions of one week. Items that read the same for several profiles are made once and shared."""

    def __init__(self, catalogue: Catalogue, week: str, *, language: Language = FIRST, preview: bool = False) -> None:
        self.catalogue, self.week, self.language, self.preview = catalogue, week, language, preview
        self.monday = monday_of(week)
        self._now = LeftOut(catalogue.candidates)
        self._whenever = LeftOut({c: replace(call, status="open") for c, call in catalogue.candidates.items()})
        self._items: dict[tuple[object, ...], Item] = {}
        self._plain: dict[str, dict[str, Any]] = {}

    def edition(self, profile: Profile, decisions: Mapping[str, Decision] | None = None) -> Edition:
        """What a profile is told. `decisions`: the last of each call of this profile, up to the week's Monday."""
        known = self.catalogue
        decided = {known.aliases.get(call_id, call_id): decision for call_id, decision in (decisions or {}).items()}
        reasons = self._now.of(profile)
        dismissed = {c for c, d in decided.items() if d.choice == "dismiss" and not self._differs_since(c, d.seen_on)}
        weeks = {
            c: arrived[profile.profile_id] for c, arrived in known.arrived.items() if profile.profile_id in arrived
        }
        told = {c for c, week in weeks.items() if week < self.week}
        items = {
            c: self._item(c, profile, weeks.get(c), decided.get(c))
            for c in known.calls
            if reasons[c] is None or c in decided or (c in weeks and (c in self._lately or weeks[c] == self.week))
        }
        hidden = [items.pop(c) for c in sorted(dismissed & items.keys())]
        rank = Rank(profile, self._tally(decided, profile))
        passing = sorted((i for c, i in items.items() if reasons[c] is None), key=rank.order)
        gone = sorted(
            (i for i in items.values() if i.status in GONE), key=lambda i: (self._gone_on(i), i.call_id), reverse=True
        )
        counted: Counter[str] = Counter(reason for c, reason in reasons.items() if reason)
        hidden = [item for item in hidden if reasons[item.call_id] is None]
        counted["dismissed"] = len(hidden)
        counts = tuple((reason, counted[reason]) for reason in wording.REASONS if counted[reason])
        followed = [
            i for i in items.values() if i.decision and i.decision.choice == "follow" and self._still_followed(i)
        ]
        changed = [i for c, i in items.items() if i.changes and (c in told or c in decided)]
        parts = parted([i for i in passing if i not in followed], profile.lead_working_days, rank)
        return Edition(
            week=self.week,
            as_of=self.monday,
            published_on=known.published_on,
            published_at=known.published_at,
            profile=profile,
            language=self.language,
            preview=self.preview,
            items=tuple(passing),
            standings=tuple(rank.told(i, n, len(passing), self.language) for n, i in enumerate(passing, 1)),
            dismissed=tuple(sorted(hidden, key=rank.order)),
            closed=tuple(i for i in gone if i.call_id in weeks and self._gone_on(i) > self.monday - SEASON),
            new=(*(i for i in passing if i.is_new), *(i for i in gone if i.is_new)),
            **{name: tuple(found) for name, found in parts.items()},
            followed=tuple(sorted(followed, key=soonest)),
            changed=tuple(sorted(changed, key=soonest)),
            closing=tuple(sorted((i for i in passing if i.status == "closing_soon"), key=soonest)),
            unclear=tuple(i for i in passing if i.outcome == "unclear"),
            forecast=tuple(
                sorted(
                    (i for i in passing if i.status == "forecast"), key=lambda i: (i.opens_on or date.max, i.call_id)
                )
            ),
            opening=tuple(self._opening(profile, {i.fund for i in passing if i.fund})),
            awaited=self._awaited,
            troubles=self._troubles,
            left_out=counts,
            left_out_line=wording.left_out(counts, self.language),
            notices=tuple(self._notices(profile, bool(weeks))),
            lines_known=None,
        )

    def _tally(self, decided: Mapping[str, Decision], profile: Profile) -> dict[str, tuple[int, int]]:
        """How many calls of each priority the profile took up and how many it dismissed, by the priority that each
        fits best.
        """
        tally: dict[str, tuple[int, int]] = {}
        for call_id, decision in decided.items():
            for match in self._matches(call_id, profile)[:1]:
                taken, dismissed = tally.get(match.priority_id, (0, 0))
                away = decision.choice == "dismiss"
                tally[match.priority_id] = (taken + (not away), dismissed + away)
        return tally

    def _item(self, call_id: str, profile: Profile, new_in: str | None, decision: Decision | None) -> Item:
        row, bounds = self.catalogue.calls[call_id], self.catalogue.eligibility.get(call_id, {}).get(profile.applicant)
        left = row["working_days_left"]
        too_late = left is not None and left < profile.lead_working_days
        key = (call_id, profile.applicant, profile.priorities, new_in, too_late, decision)
        if key not in self._items:
            matches = self._matches(call_id, profile)
            self._items[key] = Item(
                **self._of_call(call_id),
                matches=matches,
                **self._of_applicant(row, profile, bounds, matches),
                new_in=new_in,
                is_new=new_in == self.week,
                too_late=too_late,
                decision=decision,
            )
        return self._items[key]

    def _of_call(self, call_id: str) -> dict[str, Any]:
        """What a call's item says to whoever reads it."""
        if call_id not in self._plain:
            known, row = self.catalogue, self.catalogue.calls[call_id]
            changes = known.changes.get(call_id, ())
            funder = known.funder_cards.get(row["funder_id"], {})
            self._plain[call_id] = {name: value for name, value in row.items() if name in _AS_THEY_ARE} | {
                "funder": funder.get("name_es") or row["funder"]
                if self.language == wording.CATALOGUE_TONGUE
                else row["funder"],
                "contact": funder.get("contact"),
                "contact_page": funder.get("contact_page"),
                "before_applying": funder.get("before_applying"),
                "said": tuple(_shaped(Said, said) for said in known.said.get(call_id, ())),
                "line": row["line_es"] if self.language == wording.CATALOGUE_TONGUE else None,
                "fund": known.fund_names.get(row["fund_id"]),
                "references": _texts(row["call_references"]),
                "applicant_types": _texts(row["applicant_types"]),
                "places": _texts(row["places"]),
                "deadlines": tuple(_shaped(ItemDeadline, d) for d in known.deadlines.get(call_id, ())),
                "key_dates": tuple(_shaped(ItemKeyDate, d) for d in known.key_dates.get(call_id, ())),
                "documents": tuple(_shaped(ItemDocument, d) for d in known.documents.get(call_id, ())),
                "reports": tuple(_shaped(ItemSource, r) for r in known.reports.get(call_id, ())),
                "doubts": wording.doubts(known.doubts.get(call_id, ()), self.language),
                "changes": tuple(_shaped(Change, c) for c in changes if self._is_told_now(c)),
                "deadline_changes": sum(c["field"] == "deadlines" for c in changes),
            }
        return self._plain[call_id]

    def _of_applicant(
        self, row: Row, profile: Profile, bounds: Row | None, matches: Sequence[ItemMatch]
    ) -> dict[str, Any]:
        bounds = bounds or _NOT_ASSESSED
        return {
            "outcome": bounds["outcome"],
            "role": bounds["role"],
            "rule": bounds["rule"],
            "eligibility_quote": bounds["quote"] or None,
            "min_population": bounds["min_population"],
            "max_population": bounds["max_population"],
            "ask": wording.ask(bounds, profile.applicant, self.language),
            "why": wording.why(row, bounds, matches[0] if matches else None, profile.applicant, self.language),
        }

    def _matches(self, call_id: str, profile: Profile) -> tuple[ItemMatch, ...]:
        names = self.catalogue.priorities
        found = [
            ItemMatch(
                priority_id=m["priority_id"],
                name=name_in(names[m["priority_id"]], self.language),
                score=m["score"],
                grade=m["grade"],
                terms=_texts(m["terms"]),
                quote=m["quote"] or None,
            )
            for m in self.catalogue.matches.get(call_id, ())
            if m["priority_id"] in profile.priorities
        ]
        return tuple(sorted(found, key=lambda m: (-m.grade, -m.score, m.priority_id)))

    def _differs_since(self, call_id: str, day: date) -> bool:
        """Whether what matters in a call is by its source not what it was in the publication of a day."""
        first: dict[str, Any] = {}
        last: dict[str, Any] = {}
        for change in sorted(self.catalogue.changes.get(call_id, ()), key=lambda c: c["changed_on"]):
            if _told(change) and change["changed_on"] > day:
                first.setdefault(change["field"], change["old_value"])
                last[change["field"]] = change["new_value"]
        return first != last

    def _gone_on(self, item: Item) -> date:
        return item.withdrawn_on or item.closes_on or item.last_seen_on

    @cached_property
    def _lately(self) -> frozenset[str]:
        """Calls of which something is told though they pass nobody: closed or withdrawn in the last season, or
        changed this week.
        """
        gone = {
            c
            for c, row in self.catalogue.calls.items()
            if row["status"] in GONE
            and (row["withdrawn_on"] or row["closes_on"] or row["last_seen_on"]) > self.monday - SEASON
        }
        return frozenset(
            gone | {c for c, changes in self.catalogue.changes.items() if any(map(self._is_told_now, changes))}
        )

    def _is_told_now(self, change: Row) -> bool:
        return _told(change) and self.monday - WEEK < change["changed_on"] <= self.monday

    def _still_followed(self, item: Item) -> bool:
        assert item.decision is not None
        return item.status not in GONE or item.decision.state in UNDER_WAY or self._gone_on(item) >= self.monday - WEEK

    def _opening(self, profile: Profile, under_way: set[str]) -> list[Awaited]:
        """Funds of which some call was for this profile and whose next is due soon, the soonest first."""
        known, found = self.catalogue, []
        relevant = {known.calls[c]["fund_id"] for c, reason in self._whenever.of(profile).items() if reason is None}
        for fund in known.funds:
            first, last = fund["next_opening_from"], fund["next_opening_to"]
            if (
                fund["fund_id"] in relevant
                and first
                and last
                and last >= self.monday
                and first <= self.monday + OPENS_SOON
                and fund["name"] not in under_way
            ):
                found.append(
                    Awaited(
                        name=fund["name"],
                        funder=known.funders.get(fund["funder_id"]),
                        opens_from=first,
                        opens_to=last,
                        call_count=fund["call_count"],
                        confidence=fund["confidence"],
                    )
                )
        return sorted(found, key=lambda a: (a.opens_from or date.max, a.name))

    @cached_property
    def _awaited(self) -> tuple[Awaited, ...]:
        """Expected funds whose time has come, or that have none, and of which no call was seen."""
        return tuple(
            Awaited(
                name=e.fund,
                funder=self.catalogue.funders.get(e.funder_id),
                opens_from=e.opens_from,
                opens_to=e.opens_to,
                note=e.note or None,
            )
            for e in self.catalogue.expected
            if self._is_time(e) and not self._seen(e)
        )

    def _is_time(self, fund: ExpectedFund) -> bool:
        if fund.opens_from is None:
            return True
        return fund.opens_from - SHOWN_EARLY <= self.monday <= (fund.opens_to or fund.opens_from) + SHOWN_LATE

    def _seen(self, fund: ExpectedFund) -> bool:
        since = fund.opens_from - SEEN_EARLY if fund.opens_from else self.monday - YEAR
        for row in self.catalogue.calls.values():
            names = (row["title"], row["programme"], self.catalogue.fund_names.get(row["fund_id"]))
            if (
                row["funder_id"] == fund.funder_id
                and (row["first_seen_on"] >= since or row["status"] not in GONE)
                and any(
                    fuzz.token_set_ratio(fund.fund, name, processor=utils.default_process) >= SAME_FUND
                    for name in names
                    if name
                )
            ):
                return True
        return False

    @cached_property
    def _troubles(self) -> tuple[Trouble, ...]:
        bad = [
            s
            for s in self.catalogue.sources
            if s["state"] != "retired"
            and s["verdict"] is not None
            and (s["verdict"] not in COMPLETE or s["age_days"] is None or s["age_days"] > STALE_DAYS)
        ]
        return tuple(
            Trouble(
                source_id=s["source_id"],
                name=s["name"],
                verdict=s["verdict"],
                last_good_on=s["last_good_on"],
                line=wording.trouble(s, self.language),
            )
            for s in bad
        )

    def _notices(self, profile: Profile, has_arrivals: bool) -> list[str]:
        notices = []
        if self.preview:
            notices.append(wording.preview(self.monday, self.catalogue.published_on, self.language))
        elif self.catalogue.published_on < self.monday:
            notices.append(wording.stale(self.catalogue.published_on, self.language))
        if not has_arrivals:
            notices.append(wording.no_arrivals(self.language))
        return notices


_NOT_ASSESSED = dict.fromkeys(("role", "rule", "quote", "min_population", "max_population", "ask")) | {
    "outcome": "ineligible"
}
_OF_APPLICANT = frozenset({"min_population", "max_population"})
_AS_THEY_ARE = frozenset(f.name for f in fields(Item)) - _OF_APPLICANT
"""What an item says as the call's row has it, under the same name."""


def _texts(values: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(values or ())


def _shaped(shape: Any, row: Row) -> Any:
    return shape(**{name: row[name] for name in shape.__dataclass_fields__})


def _told(change: Row) -> bool:
    """Whether people hear of a change: one that matters, and that the source made."""
    return bool(change["matters"]) and change["cause"] == "source"
