"""What both ways of running the gate's rules share: which columns a rule reads, its bounds on a day, a row at fault in words.

Belongs here: that, so that both find the same in the same words. Does not belong: running a rule (`gate_sql.py`,
`gate_expectations.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from pipelines.language.messages import told
from pipelines.quality import KEYS, OLD_RATE, TODAY, CheckResult, Rule
from pipelines.rates import OLD_DAYS
from warehouse.models import quoted


def columns_read(rules: Sequence[Rule]) -> dict[str, list[str]]:
    """The columns that rules read of each table, after those that name a row."""
    columns: dict[str, list[str]] = {}
    for rule in rules:
        reads = [
            (rule.table, rule.column),
            (rule.table, rule.parameters.get("other")),
            (rule.parameters.get("of"), None),
        ]
        for table, column in [*reads, (rule.parameters.get("table"), rule.parameters.get("column"))]:
            if table:
                columns.setdefault(table, list(KEYS[table]))
                columns[table] += [column] if column and column not in columns[table] else []
    return columns


def select(table: str, columns: Sequence[str]) -> str:
    listed = ", ".join(map(quoted, columns))
    return f"SELECT {listed} FROM catalogue.{quoted(table)} ORDER BY {listed}"


def bounds_of(rule: Rule, today: date) -> dict[str, Any]:
    days = {TODAY: today, OLD_RATE: today - timedelta(days=OLD_DAYS)}
    return {
        name: days.get(value, value) if isinstance(value, str) else value for name, value in rule.parameters.items()
    }


def example_of(names: Sequence[str], row: Sequence[Any]) -> str:
    """One row in words: what names it, and the values at fault."""
    return ", ".join(f"{name}={'NULL' if value is None else value}" for name, value in zip(names, row, strict=True))


def shown(rule: Rule) -> list[str]:
    return list(dict.fromkeys(name for name in (*KEYS[rule.table], rule.column, rule.parameters.get("other")) if name))


def too_few(rule: Rule, rows: Mapping[str, int]) -> CheckResult:
    least, found = rule.minimum(rows), rows[rule.table]
    return rule.failed(least - found, told("gate.too_few", found=found, least=least))
