"""What one day is made from besides the landing.

Belongs here: the shapes that a caller fills. Does not belong: what is done with them (`day.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.territory import Territory


@dataclass(frozen=True, slots=True)
class SourceCard:
    """What the catalogue says of a source besides how its crawls went."""

    source_id: str
    name: str
    funder: str
    family: str
    state: str
    expected_min: int
    expected_max: int
    lists_once: bool
    admits: tuple[str, str] | None = None  # the country for whose applicants all its funds are, and what tells so
    country: str = ""  # ISO 3166 where it is of one, else as the source says


@dataclass(frozen=True, slots=True)
class Day:
    """What one day is made from besides the landing.

    `frozen`: the catalogue's clock stands at `as_of`; else its views take the reader's day. `published_at` is aware.
    """

    as_of: date
    frozen: bool
    published_at: datetime
    sources: Sequence[SourceCard]
    territory: Territory
