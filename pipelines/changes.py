"""What changed in a call from one publication to the next, and why.

Belongs here: comparing two states of the calls field by field. Does not belong: status, which time changes and no
source; new calls; calls that vanished.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipelines.call_fields import CALL_FIELDS

FIELDS = tuple(field.name for field in CALL_FIELDS if field.compared)
"""The compared fields, each as text: dates in ISO form, lists joined by "; ", deadlines with their stage, None where
absent.
"""

MATTERS = frozenset(field.name for field in CALL_FIELDS if field.matters)
"""Fields whose change an applicant must hear of."""

COLUMNS = ("changed_on", "call_id", "field", "old_value", "new_value", "cause", "matters")


def diff(
    previous: pd.DataFrame,
    calls: pd.DataFrame,
    *,
    changed_on: date,
    code_changed: bool,
    territory_changed: bool,
) -> pd.DataFrame:
    """One row a changed field of a call that is in both frames.

    Both have call_id, `members` (its record ids), `evidence` (a hash of what its records publish) and FIELDS, of which
    a frame may lack some: a field that either lacks is not compared. The cause is `merge` where the members differ,
    `source` where the evidence does, else `territory` where only its files changed, else `rules`. Where both code and
    territory changed, which of them moved a field cannot be told and `rules` is named.
    """
    old, new = (frame.assign(call_id=frame["call_id"].astype(str)).set_index("call_id") for frame in (previous, calls))
    common = sorted(set(old.index) & set(new.index))
    own_rules = "territory" if territory_changed and not code_changed else "rules"
    rows: list[tuple[date, str, str, str | None, str | None, str, bool]] = []
    fields = [field for field in FIELDS if field in old.columns and field in new.columns]
    befores, afters = (
        {field: _texts(frame, field, common) for field in [*fields, "members", "evidence"]} for frame in (old, new)
    )
    for place, call in enumerate(common):
        if befores["members"][place] != afters["members"][place]:
            cause = "merge"
        else:
            cause = "source" if befores["evidence"][place] != afters["evidence"][place] else own_rules
        for field in fields:
            before, after = befores[field][place], afters[field][place]
            if before != after:
                rows.append((changed_on, call, field, before, after, cause, field in MATTERS))
    return _frame(rows)


def _texts(frame: pd.DataFrame, field: str, calls: list[str]) -> list[str | None]:
    values = frame.loc[calls, field].tolist() if calls else []
    return [
        None if value is None or value is pd.NA or value != value or value == "" else str(value) for value in values
    ]


def _frame(rows: list[tuple[date, str, str, str | None, str | None, str, bool]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype(
        {"call_id": "str", "field": "str", "old_value": "str", "new_value": "str", "cause": "str", "matters": "bool"}
    )
