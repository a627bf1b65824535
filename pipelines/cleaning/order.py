"""Dates of a call that cannot all be true.

Belongs here: an opening after the last closing, whether one source mistyped it or two records gave one each. Does not
belong: reading dates.
"""

from __future__ import annotations

import dataclasses

from pipelines.records import Doubt, Record


def in_order(record: Record) -> Record:
    """The record without an opening day that comes after its last deadline: a doubt holds both. The deadline is what
    people act on.
    """
    last = max((deadline.closes_on for deadline in record.deadlines), default=None)
    if record.opens_on is None or last is None or record.opens_on <= last:
        return record
    quote = f"abre el {record.opens_on:%d-%m-%Y}, cierra el {last:%d-%m-%Y}"
    doubt = Doubt("opens_on", None, record.opens_on.isoformat(), quote)
    return dataclasses.replace(record, opens_on=None, doubts=[*record.doubts, doubt])
