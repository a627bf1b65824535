"""One publication as the selection reads it: rows of the catalogue's tables, by call.

Belongs here: the shape. Does not belong: reading a catalogue (`warehouse/exports/reading.py`), any choice of calls.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from pipelines.digest.arrivals import Bounds, Candidate
from pipelines.territory import ExpectedFund

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """One publication as of a week's Monday: rows of the catalogue's tables under their names, by call_id.

    `calls` has the columns of `call_status` too; `eligibility` is by call and kind of applicant; `changes` are all;
    `arrived`: by call and profile, the week in which it is new; `fund_names` by fund_id; `funder_cards`: name_es,
    contact, contact_page and before_applying by funder_id; `said`: rows of `evidence` on sums and openings; `priorities`:
    names by id and language.
    """

    published_on: date
    published_at: datetime
    calls: Mapping[str, Row]
    eligibility: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)
    matches: Rows = field(default_factory=dict)
    deadlines: Rows = field(default_factory=dict)
    key_dates: Rows = field(default_factory=dict)
    documents: Rows = field(default_factory=dict)
    reports: Rows = field(default_factory=dict)
    doubts: Rows = field(default_factory=dict)
    changes: Rows = field(default_factory=dict)
    arrived: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    funds: Sequence[Row] = ()
    funders: Mapping[str, str] = field(default_factory=dict)
    funder_cards: Mapping[str, Row] = field(default_factory=dict)
    said: Rows = field(default_factory=dict)
    sources: Sequence[Row] = ()
    priorities: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    expected: Sequence[ExpectedFund] = ()

    @cached_property
    def fund_names(self) -> Mapping[str, str]:
        return {fund["fund_id"]: fund["name"] for fund in self.funds}

    @cached_property
    def candidates(self) -> Mapping[str, Candidate]:
        """Every call as the rule of `arrivals` reads it."""
        return {
            call_id: Candidate(
                call_id,
                row["status"],
                row["call_type"],
                row["language"],
                {
                    kind: Bounds(e["outcome"], e["min_population"], e["max_population"])
                    for kind, e in self.eligibility.get(call_id, {}).items()
                },
                {m["priority_id"]: m["grade"] for m in self.matches.get(call_id, ())},
            )
            for call_id, row in self.calls.items()
        }
