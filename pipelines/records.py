"""The shapes that flow from an answer to the catalogue.

Belongs here: the record as one source publishes it, its parts, and how they are written to and read from JSON.
Does not belong: how stated words are read (`pipelines/cleaning/source_fields.py`), what prose means
(`pipelines/cleaning`), or anything of one source (`scrapers/sources`).

One shape serves the whole way: a source states a `Record`; cleaning fills what only the prose says;
merging makes one `Record` of all that report a call. What was not stated is None or an empty list.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, Self

CallType = Literal["grant", "prize", "technical_assistance", "loan", "equity", "fellowship", "tender", "award_notice", "other"]
DeadlineKind = Literal["fixed", "multiple", "two_stage", "rolling", "none"]
KeyDateKind = Literal["questions_until", "information_session", "results", "project_start", "other"]
StatedStatus = Literal["forecast", "open", "closed", "withdrawn"]
EvidenceMethod = Literal["rule", "model"]
ApplicantType = Literal[
    "local_government", "regional_government", "national_government", "ngo", "university", "research",
    "sme", "company", "individual", "international_org", "any",
]


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day on which applications close: the day as the source counts it, inclusive.

    `closes_at` is set only where an hour was stated, with its zone as stated in `timezone`
    ("Europe/Brussels", "+04:30"). `stage` is 1 or 2 in a two-stage call. `quote`: the words.
    """

    closes_on: date
    closes_at: datetime | None = None
    timezone: str | None = None
    stage: int | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A stated day that is no deadline for applicants."""

    kind: KeyDateKind
    on_date: date
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document that the call names."""

    title: str
    url: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field whose words were not understood, or contradict others; `quote` is what made us doubt."""

    field: str
    value: str | None = None
    other_value: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a value rests on that was read out of prose: its words, how they were read, and the chance that it is right (0 to 1).

    `stated`: what the source's own field says of it, where it has one: the prose then confirms or contradicts the field.
    """

    field: str
    value: str
    quote: str | None
    method: EvidenceMethod
    certainty: float | None = None
    stated: str | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """The price of one unit of `per` in a currency on a day: what a source of exchange rates publishes in place of calls."""

    currency: str
    per: str
    amount: Decimal
    on_date: date


@dataclass(slots=True)
class Record:
    """One call as one source publishes it, or one `rate`. Dates are days, amounts are in units of `currency`."""

    record_key: str
    title: str = ""
    url: str = ""
    language: str | None = None
    summary: str | None = None
    text: str | None = None
    funder: str | None = None
    programme: str | None = None
    edition: str | None = None
    references: list[str] = field(default_factory=list)
    call_type: CallType | None = None
    published_on: date | None = None
    opens_on: date | None = None
    deadlines: list[Deadline] = field(default_factory=list)
    deadline_kind: DeadlineKind | None = None
    stated_status: StatedStatus | None = None
    stated_on: date | None = None
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    amount_total: Decimal | None = None
    currency: str | None = None
    cofunding_percent: Decimal | None = None
    applicant_types: list[ApplicantType] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    key_dates: list[KeyDate] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    rate: Rate | None = None

    def overlay(self, other: Record) -> Record:
        """This record with every field that `other` states put over its own; doubts are kept from both."""
        stated = {f.name: value for f in dataclasses.fields(other) if (value := getattr(other, f.name)) not in (None, "", [])}
        doubts = [*self.doubts, *(d for d in other.doubts if d not in self.doubts)]
        return dataclasses.replace(self, **(stated | {"record_key": self.record_key, "doubts": doubts}))

    def to_json(self) -> dict[str, Any]:
        """The stated fields only, as JSON values: days and times in ISO form, amounts as strings."""
        return {f.name: _plain(value) for f in dataclasses.fields(self) if (value := getattr(self, f.name)) not in (None, "", [])}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The inverse of `to_json`. Raises KeyError for a field that is none of a record's."""
        return typing.cast(Self, _build(cls, values))


def canonical(values: Any) -> str:
    """One text for one JSON value, whatever the order of its keys: what hashes are taken of."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    match value:
        case list():
            return [_plain(item) for item in value]
        case date() | datetime():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {f.name: _plain(item) for f in dataclasses.fields(value) if (item := getattr(value, f.name)) is not None}
        case _:
            return value


def _build(shape: type, values: dict[str, Any]) -> Any:
    readers = _readers(shape)
    return shape(**{name: readers[name](value) for name, value in values.items()})


_READERS: dict[type, dict[str, Any]] = {}


def _readers(shape: type) -> dict[str, Any]:
    if shape not in _READERS:
        hints = typing.get_type_hints(shape)
        _READERS[shape] = {f.name: _reader(hints[f.name]) for f in dataclasses.fields(shape)}
    return _READERS[shape]


def _reader(hint: Any) -> Any:
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return _reader(next(part for part in typing.get_args(hint) if part is not type(None)))
    if origin is list:
        read = _reader(typing.get_args(hint)[0])
        return lambda values: [read(value) for value in values]
    if hint is datetime:
        return datetime.fromisoformat
    if hint is date:
        return date.fromisoformat
    if hint is Decimal:
        return Decimal
    if dataclasses.is_dataclass(hint):
        return lambda values: _build(typing.cast(type, hint), values)
    return lambda value: value
