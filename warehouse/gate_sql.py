"""The gate's rules by plain SQL, a query each.

Belongs here: the condition that a row at fault meets. Does not belong: what the rules are (`pipelines/quality.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pipelines.quality import RULES, CheckResult, Rule
from warehouse.gate_rows import bounds_of, example_of, shown, too_few
from warehouse.models import quoted

if TYPE_CHECKING:
    import duckdb


def with_sql(con: duckdb.DuckDBPyConnection, today: date, rules: Sequence[Rule] = RULES) -> list[CheckResult]:
    """The rules by one query each."""
    import duckdb

    results = []
    for rule in rules:
        try:
            results.append(
                _rows_by_sql(con, rule) if rule.kind == "rows_at_least" else _values_by_sql(con, rule, today)
            )
        except duckdb.Error as error:
            results.append(rule.broken(error))
    return results


def _rows_by_sql(con: duckdb.DuckDBPyConnection, rule: Rule) -> CheckResult:
    rows = {
        table: con.execute(f"SELECT count(*) FROM catalogue.{quoted(table)}").fetchall()[0][0]
        for table in (rule.table, rule.parameters.get("of"))
        if table
    }
    return rule.passed() if rows[rule.table] >= rule.minimum(rows) else too_few(rule, rows)


def _values_by_sql(con: duckdb.DuckDBPyConnection, rule: Rule, today: date) -> CheckResult:
    names = shown(rule)
    at_fault, values = _at_fault(rule, today)
    listed, table = ", ".join(map(quoted, names)), f"catalogue.{quoted(rule.table)}"
    row = con.execute(
        f"SELECT count(*) OVER (), {listed} FROM {table} AS t WHERE {at_fault} ORDER BY {listed} LIMIT 1", values
    ).fetchone()
    return rule.failed(row[0], example_of(names, row[1:])) if row else rule.passed()


def _at_fault(rule: Rule, today: date) -> tuple[str, list[Any]]:
    """The condition that a row at fault meets, and its parameters."""
    column, table, bounds = f"t.{quoted(rule.column)}", f"catalogue.{quoted(rule.table)}", bounds_of(rule, today)
    match rule.kind:
        case "not_null":
            return f"{column} IS NULL", []
        case "unique":
            return f"{column} IN (SELECT {quoted(rule.column)} FROM {table} GROUP BY 1 HAVING count(*) > 1)", []
        case "in_set":
            return f"NOT list_contains(?::VARCHAR[], {column})", [list(bounds["values"])]
        case "matches":
            return f"NOT regexp_full_match({column}, ?)", [bounds["pattern"]]
        case "between":
            signs = {"above": "<=", "minimum": "<", "maximum": ">"}
            return " OR ".join(f"{column} {signs[name]} ?" for name in bounds), list(bounds.values())
        case "not_before":
            return f"{column} < t.{quoted(bounds['other'])}", []
        case "in_column":
            other = (
                f"SELECT 1 FROM catalogue.{quoted(bounds['table'])} AS o WHERE o.{quoted(bounds['column'])} = {column}"
            )
            return f"{column} IS NOT NULL AND NOT EXISTS ({other})", []
    raise ValueError(f"no check of values is called {rule.kind}")
