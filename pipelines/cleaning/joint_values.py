"""What is read of a page so far: each stated value with its quote, rule and certainty, the doubts, and the bars that
chances must reach.

Belongs here: what days and sums are stated by alike. Does not belong: decisions (`joint_reading.py`, `joint_sums.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pipelines.cleaning.day_candidates import DayCandidate
from pipelines.cleaning.role_reader import Candidates
from pipelines.cleaning.sum_candidates import SumCandidate
from pipelines.records import Deadline, DeadlineKind, Doubt, KeyDate

LIKELY = 0.5  # a day or sum with this chance has the role
STATED_DAY, STATED_AWARD, STATED_TOTAL, STATED_OPENING, STATED_SHARE, STATED_ROLLING = 0.8, 0.6, 0.6, 0.5, 0.6, 0.7
SEEN = 0.02  # under it a candidate is something else; between it and the stated it is a doubt
SURE = 0.9  # a stated value under it carries a doubt too


@dataclass(slots=True)
class JointReading:
    """What a page says of days and money, with a quote, a rule and a certainty for each stated field."""

    deadlines: list[Deadline] = field(default_factory=list)
    kind: DeadlineKind = "none"
    opens_on: date | None = None
    key_dates: list[KeyDate] = field(default_factory=list)
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    amount_total: Decimal | None = None
    cofunding_percent: Decimal | None = None
    currency: str | None = None
    quotes: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    certainty: dict[str, float] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def state(self, name: str, value: object, certainty: float, quote: str) -> None:
        """Set a field with what speaks for it."""
        setattr(self, name, value)
        self.quotes[name], self.rules[name], self.certainty[name] = quote, "model", round(certainty, 3)


def quote_of(found: Candidates, item: DayCandidate | SumCandidate) -> str:
    """The words of a page that say a day or a sum."""
    return found.page.quote(item.start, item.end)
