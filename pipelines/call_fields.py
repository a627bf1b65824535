"""The fields of a call, from one declaration: what its records state (`Record` says how each is treated) and what the
stages add.

Belongs here: which fields there are, in their order, with what stage tables, merging and the telling of changes ask of
each. Does not belong: how they are merged or compared, and the published columns (`dbt_like_sql/catalogue/calls.sql`
promises these).
"""

from __future__ import annotations

import typing
from dataclasses import dataclass

from pipelines.records import InCall, Record


@dataclass(frozen=True, slots=True)
class CallField:
    """`name` in the catalogue; `column`: its SQL type in `stage.calls`, None where it has none there; the rest as in
    `InCall`.
    """

    name: str
    column: str | None = None
    compared: bool = False
    matters: bool = False


IN_CALL: dict[str, InCall] = {
    name: told
    for name, hint in typing.get_type_hints(Record, include_extras=True).items()
    for told in typing.get_args(hint)[1:]
    if isinstance(told, InCall)
}
"""By the name that a record has it under."""
STATED: dict[str, CallField] = {
    name: CallField(told.name or name, told.column, told.compared, told.matters) for name, told in IN_CALL.items()
}
MADE = (
    CallField("call_id", "VARCHAR NOT NULL"),
    CallField("fund_id", "VARCHAR"),
    CallField("line_es", "VARCHAR"),
    CallField("funder_id", "VARCHAR", compared=True),
    CallField("min_population", "INTEGER", compared=True),
    CallField("max_population", "INTEGER", compared=True),
    CallField("first_seen_on", "DATE NOT NULL"),
    CallField("last_seen_on", "DATE NOT NULL"),
    CallField("changed_on", "DATE"),
    CallField("withdrawn_on", "DATE", compared=True, matters=True),
)
"""What no record states and the stages give a call."""
CALL_FIELDS: tuple[CallField, ...] = (*STATED.values(), *MADE)
