"""What a source gave, made fit to be kept: each value of its kind and its length, each text of letters that a text may
hold.

Belongs here: what holds for every record, whoever publishes it. Does not belong: reading an answer
(`scrapers/sources`), what a value means (`pipelines/cleaning`).

A value that does not fit is left out and quoted in a doubt; the rest of its record stands, and so does the source.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from pipelines.language.safe_text import clean, one_line, shortened, spelled
from pipelines.records import Doubt, Record

TITLE = 600
"""Characters of a title, and of any other text of one line; the longest that offices publish have some 500."""
ADDRESS = 2000
QUOTE = 500
YEARS = range(1900, 2200)
MOST = Decimal(10) ** 15
"""More than any call pays, in any currency: a broken number."""


class _Unfit(ValueError):
    """A value that is not of its field's kind."""


def admit(record: Record) -> Record:
    """The same record, every value of it fit to be kept; what was not is in its doubts. A record that was admitted
    is not changed.
    """
    for name, fit in _fitting(Record).items():
        given = getattr(record, name)
        if name not in ("record_key", "doubts"):
            setattr(record, name, _admitted(record, name, given, fit))
    record.record_key = spelled(str(record.record_key)) if isinstance(record.record_key, str | int) else ""
    record.doubts = [_doubt(doubt) for doubt in record.doubts]
    return record


def named(record: Record) -> Record:
    """The record with a title: where none is left, the first line of its prose, else its key."""
    if not record.title:
        line = next(iter((record.text or record.summary or "").splitlines()), "")
        record.title = shortened(one_line(line), 120) or record.record_key
        record.doubts.append(Doubt("title", record.title))
    return record


def _admitted(record: Record, name: str, given: Any, fit: Callable[[Any], Any]) -> Any:
    """The value as it may stand in a field; where it may not, what the field is without one."""
    empty: Any = [] if isinstance(getattr(_BLANK, name), list) else getattr(_BLANK, name)
    if given is None or given == "" or given == []:
        return empty
    if isinstance(empty, list):
        return _entries(record, name, given, fit)
    try:
        fitted = fit(given)
    except _Unfit:
        record.doubts.append(_refused(name, given))
        return empty
    if name == "title" and fitted.endswith("…") and not one_line(given).endswith("…"):
        record.doubts.append(Doubt(name, fitted, None, given))
    return empty if fitted == "" else fitted


def _entries(record: Record, name: str, given: Any, fit: Callable[[Any], Any]) -> list[Any]:
    if not isinstance(given, list | tuple):
        record.doubts.append(_refused(name, given))
        return []
    kept = []
    for entry in given:
        try:
            kept.append(fit(entry))
        except _Unfit:
            record.doubts.append(_refused(name, entry))
    return [entry for entry in kept if entry != ""]


def _refused(name: str, given: Any) -> Doubt:
    try:
        said = given if isinstance(given, str) else repr(given)
    except ValueError:  # a number too long to be written
        said = f"a {type(given).__name__}"
    return Doubt(name, None, None, said)


def _doubt(doubt: Doubt) -> Doubt:
    def told(words: Any) -> str | None:
        return None if words is None else shortened(one_line(str(words)), QUOTE)

    return Doubt(one_line(str(doubt.field)), told(doubt.value), told(doubt.other_value), told(doubt.quote))


_BLANK = Record("")


@cache
def _fitting(shape: type) -> dict[str, Callable[[Any], Any]]:
    """For each field of a shape, what makes a value fit; of a list's field, an entry of it. Raises `_Unfit`."""
    hints = typing.get_type_hints(shape)
    return {f.name: _fit(f.name, hints[f.name]) for f in dataclasses.fields(shape)}


def _fit(name: str, hint: Any) -> Callable[[Any], Any]:
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return _fit(name, next(part for part in typing.get_args(hint) if part is not types.NoneType))
    if origin is list:
        return _fit(name, typing.get_args(hint)[0])
    if origin is Literal:
        return lambda given: _one_of(given, typing.get_args(hint))
    if dataclasses.is_dataclass(hint):
        return lambda given: _part(given, typing.cast(type, hint))
    if hint is Decimal:
        return _share if name.endswith("_percent") else _amount
    fits: dict[Any, Callable[[Any], Any]] = {date: _day, datetime: _moment, int: _number}
    if hint in fits:
        return fits[hint]
    named: dict[str, Callable[[Any], Any]] = {"url": _address, "currency": _currency, "text": _prose, "summary": _prose}
    return named.get(name, _line)


def _part(given: Any, shape: type) -> Any:
    """A deadline, a key date, a document. An hour or a word that does not fit is left out; without its day or
    address it is none.
    """
    if not isinstance(given, shape):
        raise _Unfit
    values: dict[str, Any] = {}
    for field, fit in zip(dataclasses.fields(shape), _fitting(shape).values(), strict=True):
        value = getattr(given, field.name)
        try:
            values[field.name] = None if value is None else fit(value)
        except _Unfit:
            values[field.name] = None
        if values[field.name] is None and field.default is dataclasses.MISSING:
            raise _Unfit
    return shape(**values)


def _line(given: Any) -> str:
    if not isinstance(given, str):
        raise _Unfit
    return shortened(one_line(given), TITLE)


def _prose(given: Any) -> str:
    if not isinstance(given, str):
        raise _Unfit
    return clean(given)


def _address(given: Any) -> str:
    """An address that needs cleaning is another's."""
    if not isinstance(given, str) or len(given) > ADDRESS or clean(given) != given:
        raise _Unfit
    return given


def _currency(given: Any) -> str:
    """Its code of three letters: another word cannot be converted."""
    code = one_line(given).upper() if isinstance(given, str) else ""
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise _Unfit
    return code


def _one_of(given: Any, known: tuple[Any, ...]) -> Any:
    if not isinstance(given, str) or given not in known:
        raise _Unfit
    return given


def _day(given: Any) -> date:
    if not isinstance(given, date) or given.year not in YEARS:
        raise _Unfit
    return given.date() if isinstance(given, datetime) else given


def _moment(given: Any) -> datetime:
    if not isinstance(given, datetime) or given.year not in YEARS or given.utcoffset() is None:
        raise _Unfit
    return given


def _amount(given: Any) -> Decimal | str:
    """An amount; 0 is none."""
    return _decimal(given, MOST) or ""


def _share(given: Any) -> Decimal:
    return _decimal(given, Decimal(101))


def _decimal(given: Any, under: Decimal) -> Decimal:
    if (
        isinstance(given, bool)
        or not isinstance(given, int | Decimal)
        or not Decimal(given).is_finite()
        or not 0 <= given < under
    ):
        raise _Unfit
    return Decimal(given)


def _number(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or abs(given) >= 2**31:
        raise _Unfit
    return given
