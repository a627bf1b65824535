"""What a source declares: who publishes, how it is asked, what its listing must look like to be believed.

Standard library only, so that the registry loads in a moment. Behaviour that several sources share belongs to
their kind (`scrapers/kinds`); what one source alone does belongs to its file (`scrapers/sources/<id>.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pipelines.vocabulary import SourceState

if TYPE_CHECKING:
    from pipelines.records import Record
    from scrapers.readers.answer import Answer

Kind = Literal["json_api", "xml", "feed", "listing", "wordpress", "bulk"]
Family = Literal[
    "multilateral",
    "development_bank",
    "un",
    "iberoamerican",
    "agency",
    "city_network",
    "foundation",
    "research",
    "chile",
    "aggregator",
    "rates",  # publishes exchange rates and no call
]
Cadence = Literal["daily", "weekly", "monthly"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `json` is sent as a JSON body; `parts` as multipart/form-data, each part as JSON.

    `instead`: the listing to read where this one is refused (401, 403, 404, robots.txt) or is no answer of its kind.
    """

    url: str
    method: Literal["GET", "POST"] = "GET"
    json: Any = None
    parts: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    instead: Ask | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What one listing answer holds.

    `announced`: how many records the source says its whole listing has, `pages`: how many pages; None where it does not
    say. `skipped`: rows that are no call by the source's own word (news, events), for the count to add up. `next`: the
    listing request to make after this one. `listed`: the text in which its open calls stand, where a row that cannot be
    read leaves no trace (cards, posts): a call of the last good day that stands there still, though no record came of
    it, is one that was not read.
    """

    records: list[Record]
    announced: int | None = None
    pages: int | None = None
    skipped: int = 0
    next: Ask | None = None
    listed: str = ""


class WrongDetail(ValueError):
    """A detail answer that is not of the record it was asked for: counted as a failed detail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place that publishes calls.

    `expected`: the least and most records of a healthy crawl; below the least, absence means nothing. `lists_all`: the
    listing holds every open call, so that absence from two complete listings means withdrawn; False where it shows only
    the newest. `lists_once`: a call has one record here. `admits`: what tells that all its funds are for applicants of
    `country` and no others, where that is so; eligibility shows it as its reason. `fill`: least share of records that
    must have a field. `sentinel`: text that every listing answer holds.
    """

    id: str
    name: str
    funder: str
    family: Family
    kind: Kind
    homepage: str
    asks: tuple[Ask, ...]
    read_listing: Callable[[Answer], Page]
    ask_detail: Callable[[Record], Ask | None] | None = None
    read_detail: Callable[[Answer, Record], Record] | None = None
    languages: tuple[str, ...]
    country: str
    cadence: Cadence
    licence: str
    state: SourceState
    proof: Literal["recorded", "documented"]
    expected: tuple[int, int]
    lists_all: bool
    lists_once: bool
    admits: str | None = None
    fill: Mapping[str, float] = field(default_factory=lambda: {"title": 0.95, "url": 0.95})
    sentinel: str | None = None
