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
from typing import Annotated, Any, Literal, Self

from pipelines.vocabulary import ApplicantType, CallType, DeadlineKind, EvidenceMethod, KeyDateKind, StatedStatus

__all__ = [
    "ApplicantType",
    "CallType",
    "Deadline",
    "DeadlineKind",
    "Document",
    "Doubt",
    "Evidence",
    "EvidenceMethod",
    "InCall",
    "KeyDate",
    "KeyDateKind",
    "Merging",
    "Rate",
    "Record",
    "StatedStatus",
    "canonical",
]  # what a source is written with is had from here


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
    """What a value rests on that was read out of prose: its words, how they were read, and the chance that it is right
    (0 to 1).

    `stated`: what the source's own field says of it, where it has one: the prose then confirms or contradicts the
    field.
    """

    field: str
    value: str
    quote: str | None
    method: EvidenceMethod
    certainty: float | None = None
    stated: str | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """The price of one unit of `per` in a currency on a day: what a source of exchange rates publishes in place of
    calls.
    """

    currency: str
    per: str
    amount: Decimal
    on_date: date


Merging = Literal["best", "money", "richest", "united", "latest"]


@dataclass(frozen=True, slots=True)
class InCall:
    """What becomes of a record's field in the call that is made of its records.

    `merged`, of several reports: "best" takes the most believed one's; "money" too, but all sums and their currency of
    one report; "richest" the longest text of the nearest standing that has one; "united" all that any lists; "latest"
    deadlines that end later, where they are newer. None: it is no fact of the call. `column`: its SQL type in
    `stage.calls`; None where it has a table of its own, or none. `doubted`: reports that say otherwise leave a doubt.
    `compared`: its change from one publication to the next is told. `matters`: an applicant must hear of that. `name`:
    in the catalogue, where it has another than here.
    """

    merged: Merging | None
    column: str | None = None
    doubted: bool = False
    compared: bool = False
    matters: bool = False
    name: str = ""


@dataclass(slots=True)
class Record:
    """One call as one source publishes it, or one `rate`. Dates are days, amounts are in units of `currency`.

    A new field is one line here, with what becomes of it in the call; `pipelines/call_fields.py` lists those of a call.
    """

    record_key: str
    title: Annotated[str, InCall("best", "VARCHAR NOT NULL", compared=True)] = ""
    url: Annotated[str, InCall("best", "VARCHAR", compared=True)] = ""
    language: Annotated[str | None, InCall("best", "VARCHAR", compared=True)] = None
    summary: Annotated[str | None, InCall("richest", "VARCHAR", compared=True)] = None
    text: Annotated[str | None, InCall("richest")] = None
    funder: Annotated[str | None, InCall("best", "VARCHAR")] = None
    programme: Annotated[str | None, InCall("best", "VARCHAR", compared=True)] = None
    edition: Annotated[str | None, InCall("best", "VARCHAR", doubted=True, compared=True)] = None
    references: Annotated[list[str], InCall("united", "VARCHAR[]", compared=True, name="call_references")] = field(
        default_factory=list
    )
    call_type: Annotated[CallType | None, InCall("best", "VARCHAR", doubted=True, compared=True)] = None
    published_on: Annotated[date | None, InCall("best", "DATE", compared=True)] = None
    opens_on: Annotated[date | None, InCall("best", "DATE", doubted=True, compared=True)] = None
    deadlines: Annotated[list[Deadline], InCall("latest", compared=True, matters=True)] = field(default_factory=list)
    deadline_kind: Annotated[
        DeadlineKind | None, InCall("best", "VARCHAR", doubted=True, compared=True, matters=True)
    ] = None
    stated_status: Annotated[
        StatedStatus | None, InCall("best", "VARCHAR", doubted=True, compared=True, matters=True)
    ] = None
    stated_on: Annotated[date | None, InCall("best", "DATE")] = None
    amount_min: Annotated[
        Decimal | None, InCall("money", "DECIMAL(18,2)", doubted=True, compared=True, matters=True)
    ] = None
    amount_max: Annotated[
        Decimal | None, InCall("money", "DECIMAL(18,2)", doubted=True, compared=True, matters=True)
    ] = None
    amount_total: Annotated[
        Decimal | None, InCall("money", "DECIMAL(18,2)", doubted=True, compared=True, matters=True)
    ] = None
    currency: Annotated[str | None, InCall("best", "VARCHAR", doubted=True, compared=True, matters=True)] = None
    cofunding_percent: Annotated[Decimal | None, InCall("best", "DECIMAL(5,2)", doubted=True, compared=True)] = None
    applicant_types: Annotated[
        list[ApplicantType], InCall("best", "VARCHAR[]", doubted=True, compared=True, matters=True)
    ] = field(default_factory=list)
    places: Annotated[list[str], InCall("best", "VARCHAR[]", doubted=True, compared=True, matters=True)] = field(
        default_factory=list
    )
    key_dates: Annotated[list[KeyDate], InCall("united", compared=True)] = field(default_factory=list)
    documents: Annotated[list[Document], InCall("united", compared=True)] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    rate: Rate | None = None

    def overlay(self, other: Record) -> Record:
        """This record with every field that `other` states put over its own; doubts are kept from both."""
        stated = {
            f.name: value for f in dataclasses.fields(other) if (value := getattr(other, f.name)) not in (None, "", [])
        }
        doubts = [*self.doubts, *(d for d in other.doubts if d not in self.doubts)]
        return dataclasses.replace(self, **(stated | {"record_key": self.record_key, "doubts": doubts}))

    def to_json(self) -> dict[str, Any]:
        """The stated fields only, as JSON values: days and times in ISO form, amounts as strings."""
        return {
            f.name: _plain(value)
            for f in dataclasses.fields(self)
            if (value := getattr(self, f.name)) not in (None, "", [])
        }

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
            return {
                f.name: _plain(item) for f in dataclasses.fields(value) if (item := getattr(value, f.name)) is not None
            }
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
