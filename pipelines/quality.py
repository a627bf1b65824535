"""What must hold before a catalogue is published: expectations over its tables, and how far it may fall from one day to
the next.

Belongs here: the rules as data, with why each matters. Does not belong: the judgement over yesterday (`falls.py`),
reading a table or running a rule over it (`warehouse/gate.py`), nor the invariants of single models (the tests in
`dbt_like_sql/`).

A rule of severity `error` blocks, one of `warn` is told and blocks nothing. A check that broke says nothing about the
data and blocks too: what nobody looked at is not sound. Most expectations pass on an empty table, so each table has a
least number of rows.

How far a catalogue may fall, and why these thresholds:
- Open calls, 15 %, blocks. What closed because its day came is no fall: compared are the calls that the last publication held open and that
  should be open still. Portals add and withdraw one call in a hundred a day; one in seven at once is a reader that broke or a listing cut
  short, and whoever trusts the catalogue would miss funding. Under 20 calls a percentage says nothing and is not judged.
- Records that a source lists, 15 %, warns. Nothing is lost yet: a record is withdrawn only after a second complete listing without it.
  The warning is what gives people that day. Under 10 records it is not judged.
- Records of a live source, 50 %, blocks: the second listing would withdraw half of a source. Under 20 records it only warns, since a small
  agency does close half of its calls in a day; and a source on trial blocks nobody.
- A source that failed, came short or could not be read keeps its records and is not judged: its verdict says it already. One that says
  that it has nothing (`empty_confirmed`) is believed.
A person who has looked and found the fall true writes it into `territory/accepted_falls.csv`, for that day.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pipelines.language.messages import told
from pipelines.language.safe_text import UNWANTED
from pipelines.rates import OLD_DAYS
from pipelines.vocabulary import CODES, CheckOutcome, Severity

Kind = Literal["rows_at_least", "not_null", "unique", "in_set", "matches", "between", "not_before", "in_column", "fall"]

TODAY = "today"
OLD_RATE = "the oldest day of a rate"
"""In a rule's parameters: the day for which the catalogue is made, and the one before which a rate is old."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check of one table came to: how many rows are at fault, one of them, and why it matters."""

    table: str
    column: str
    check: str
    severity: Severity
    outcome: CheckOutcome
    count: int
    example: str
    note: str

    @property
    def blocks(self) -> bool:
        return self.outcome == "broken" or (self.outcome == "failed" and self.severity == "error")

    def __str__(self) -> str:
        where = ".".join(part for part in (self.table, self.column) if part)
        what = f"{self.check}{f' ({where})' if where else ''}"
        if self.outcome == "broken":
            return told("gate.broke", check=what, why=self.note)
        said = told("gate.found", self.count, check=what, example=self.example)
        return said + (f" {self.note}" if self.note else "")


@dataclass(frozen=True, slots=True)
class Rule:
    """One expectation. `column` is "" where the rule is about the table's rows.

    Parameters by kind: rows_at_least `minimum` or `share` of the rows of table `of` (rounded down); in_set `values`;
    matches `pattern` (of the whole value); between `above`, `minimum`, `maximum` (a number, TODAY or OLD_RATE);
    not_before `other` column; in_column `table`, `column`; fall `share`, `few` (fewer than these yesterday are not
    judged). Values that are NULL pass all but not_null. `message`: the name of what says why it matters.
    """

    table: str
    column: str
    kind: Kind
    severity: Severity
    message: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def why(self) -> str:
        """Why it matters, in the language of the place."""
        return told(self.message, days=OLD_DAYS)

    @property
    def check(self) -> str:
        """The rule's name in results; apart from those of the tests in SQL, whose names are dbt's."""
        match self.kind:
            case "rows_at_least":
                return "rows_at_least"
            case "fall":
                return f"fall_of_{self.parameters['share'] * 100:.0f}_percent"
            case kind:
                return f"values_{kind}"

    def minimum(self, rows: Mapping[str, int]) -> int:
        """The least number of rows, given how many each table has."""
        if "share" in self.parameters:
            return math.floor(rows[self.parameters["of"]] * float(self.parameters["share"]))
        return int(self.parameters["minimum"])

    def passed(self, note: str = "") -> CheckResult:
        return CheckResult(self.table, self.column, self.check, self.severity, "passed", 0, "", note or self.why)

    def failed(self, count: int, example: str) -> CheckResult:
        return CheckResult(self.table, self.column, self.check, self.severity, "failed", count, example, self.why)

    def broken(self, error: object) -> CheckResult:
        """`error`: what went wrong; its first line is kept."""
        words = str(error).strip().splitlines() or [type(error).__name__]
        return CheckResult(
            self.table,
            self.column,
            self.check,
            self.severity,
            "broken",
            0,
            "",
            told("gate.not_made", why=words[0]),
        )


KEYS: dict[str, tuple[str, ...]] = {
    "calls": ("call_id",),
    "call_records": ("source_id", "record_key"),
    "open_calls": ("call_id",),
    "deadlines": ("call_id", "position"),
    "matches": ("call_id", "priority_id"),
    "eligibility": ("call_id", "applicant"),
    "sources": ("source_id",),
}
"""What names a row in an example, by table; the tables that rules are about."""

RULES: tuple[Rule, ...] = (
    Rule(
        "calls",
        "",
        "rows_at_least",
        "error",
        "gate.catalogue_has_calls",
        {"minimum": 1},
    ),
    Rule(
        "call_records",
        "",
        "rows_at_least",
        "error",
        "gate.calls_have_records",
        {"share": 1.0, "of": "calls"},
    ),
    Rule(
        "open_calls",
        "",
        "rows_at_least",
        "warn",
        "gate.some_are_open",
        {"minimum": 1},
    ),
    Rule(
        "deadlines",
        "",
        "rows_at_least",
        "error",
        "gate.deadlines_are_read",
        {"share": 0.05, "of": "calls"},
    ),
    Rule(
        "matches",
        "",
        "rows_at_least",
        "error",
        "gate.priorities_are_matched",
        {"share": 0.05, "of": "calls"},
    ),
    Rule(
        "eligibility",
        "",
        "rows_at_least",
        "error",
        "gate.applicants_are_judged",
        {"share": 1.0, "of": "calls"},
    ),
    Rule(
        "sources",
        "",
        "rows_at_least",
        "error",
        "gate.sources_are_listed",
        {"minimum": 1},
    ),
    Rule(
        "calls",
        "call_id",
        "unique",
        "error",
        "gate.calls_once",
    ),
    Rule(
        "calls",
        "title",
        "not_null",
        "error",
        "gate.titles_are_there",
    ),
    Rule(
        "calls",
        "title",
        "matches",
        "error",
        "gate.titles_are_readable",
        {"pattern": rf"[^{UNWANTED}\n]*[^{UNWANTED}\s][^{UNWANTED}\n]*"},
    ),
    Rule(
        "calls",
        "currency",
        "matches",
        "error",
        "gate.currencies_are_codes",
        {"pattern": "[A-Z]{3}"},
    ),
    *(
        Rule(
            "calls",
            name,
            "between",
            "error",
            "gate.amounts_above_zero",
            {"above": 0},
        )
        for name in ("amount_min", "amount_max", "amount_total")
    ),
    Rule(
        "calls",
        "stated_status",
        "in_set",
        "error",
        "gate.status_is_known",
        {"values": CODES["stated_status"]},
    ),
    Rule(
        "calls",
        "closes_on",
        "not_before",
        "error",
        "gate.closes_after_opening",
        {"other": "opens_on"},
    ),
    Rule(
        "calls",
        "last_seen_on",
        "between",
        "error",
        "gate.nothing_in_the_future",
        {"maximum": TODAY},
    ),
    Rule(
        "calls",
        "rate_on",
        "between",
        "warn",
        "gate.rates_are_new",
        {"minimum": OLD_RATE},
    ),
    Rule(
        "calls",
        "call_id",
        "in_column",
        "error",
        "gate.calls_have_a_source",
        {"table": "call_records", "column": "call_id"},
    ),
    Rule(
        "matches",
        "call_id",
        "in_column",
        "error",
        "gate.matches_have_a_call",
        {"table": "calls", "column": "call_id"},
    ),
    Rule(
        "open_calls",
        "status",
        "in_set",
        "error",
        "gate.open_are_open",
        {"values": CODES["open_status"]},
    ),
    Rule(
        "open_calls",
        "next_deadline_on",
        "between",
        "error",
        "gate.open_close_later",
        {"minimum": TODAY},
    ),
)

OPEN_CALLS_FALL = Rule(
    "open_calls",
    "call_id",
    "fall",
    "error",
    "gate.open_calls_fall",
    {"share": 0.15, "few": 20},
)
SOURCE_FALL = Rule(
    "sources",
    "records",
    "fall",
    "warn",
    "gate.source_fall",
    {"share": 0.15, "few": 10},
)
SOURCE_COLLAPSE = Rule(
    "sources",
    "records",
    "fall",
    "error",
    "gate.source_collapse",
    {"share": 0.5, "few": 20},
)
FALLS = (OPEN_CALLS_FALL, SOURCE_FALL, SOURCE_COLLAPSE)


def blocking(results: Sequence[CheckResult]) -> list[CheckResult]:
    """Those for which nothing may be published."""
    return [result for result in results if result.blocks]
