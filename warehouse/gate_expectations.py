"""The gate's rules by Great Expectations, which is imported here and nowhere else, when a day is judged.

Belongs here: its own form of each rule, and what its results say. Does not belong: what the rules are
(`pipelines/quality.py`). Its types are left at this door: they do not say what its functions take, so that mypy reads
them as Any (`pyproject.toml`).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from pipelines.language.messages import told
from pipelines.quality import RULES, CheckResult, Rule
from warehouse.gate_rows import bounds_of, columns_read, example_of, select, shown, too_few

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


def with_gx(con: duckdb.DuckDBPyConnection, today: date, rules: Sequence[Rule] = RULES) -> list[CheckResult]:
    """The rules by Great Expectations, each table read once into a frame and all of its rules validated at once."""
    import duckdb

    frames: dict[str, pd.DataFrame] = {}
    broken: dict[str, duckdb.Error] = {}
    for table, columns in columns_read(rules).items():
        try:
            frames[table] = con.execute(select(table, columns)).df()
        except duckdb.Error as error:
            broken[table] = error
    results: dict[int, CheckResult] = {}
    source = cache(_source)
    for table in columns_read(rules):
        numbered = {number: rule for number, rule in enumerate(rules) if rule.table == table}
        try:
            if table in broken:
                raise broken[table]
            results |= _validated(source(), table, frames, numbered, today)
        except (
            Exception
        ) as error:  # of whatever kind: it tells nothing of the data, and the other tables are judged all the same
            results |= {number: rule.broken(error) for number, rule in numbered.items()}
    return [results[number] for number in range(len(rules))]


def _source() -> Any:
    """Great Expectations' way to frames, in a context that writes no file."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read when it is imported: it tells nobody of our runs
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context.data_sources.add_pandas("catalogue")


def _validated(
    source: Any,
    table: str,
    frames: Mapping[str, pd.DataFrame],
    rules: Mapping[int, Rule],
    today: date,
) -> dict[int, CheckResult]:
    """The results of one table's rules, by their numbers."""
    import great_expectations as gx

    results: dict[int, CheckResult] = {}
    suite = gx.ExpectationSuite(name=table)
    for number, rule in rules.items():
        try:
            suite.add_expectation(_expectation(rule, number, frames, today))
        except KeyError as error:
            results[number] = rule.broken(told("gate.cannot_read", table=error))
    batch = (
        source.add_dataframe_asset(table)
        .add_batch_definition_whole_dataframe("whole")
        .get_batch({"dataframe": frames[table]})
    )
    rows = {name: len(frame) for name, frame in frames.items()}
    for result in batch.validate(suite, result_format={"result_format": "COMPLETE"}).results:
        number = result.expectation_config.meta["rule"]
        results[number] = _result(rules[number], result, frames[table], rows)
    return results


def _expectation(rule: Rule, number: int, frames: Mapping[str, pd.DataFrame], today: date) -> Any:
    """Great Expectations' own form of a rule."""
    from great_expectations import expectations as gxe

    column, bounds = {"column": rule.column, "meta": {"rule": number}}, bounds_of(rule, today)
    match rule.kind:
        case "rows_at_least":
            least = rule.minimum({name: len(frame) for name, frame in frames.items()})
            return gxe.ExpectTableRowCountToBeBetween(min_value=least, meta=column["meta"])
        case "not_null":
            return gxe.ExpectColumnValuesToNotBeNull(**column)
        case "unique":
            return gxe.ExpectColumnValuesToBeUnique(**column)
        case "in_set":
            return gxe.ExpectColumnValuesToBeInSet(**column, value_set=list(bounds["values"]))
        case "matches":
            return gxe.ExpectColumnValuesToMatchRegex(**column, regex=rf"\A(?:{bounds['pattern']})\Z")
        case "between":
            lower = bounds.get("above", bounds.get("minimum"))
            return gxe.ExpectColumnValuesToBeBetween(
                **column,
                min_value=_moment(lower),
                max_value=_moment(bounds.get("maximum")),
                strict_min="above" in bounds,
            )
        case "not_before":
            return gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                column_A=rule.column,
                column_B=bounds["other"],
                or_equal=True,
                ignore_row_if="either_value_is_missing",
                meta=column["meta"],
            )
        case "in_column":
            return gxe.ExpectColumnValuesToBeInSet(
                **column, value_set=frames[bounds["table"]][bounds["column"]].dropna().unique().tolist()
            )
    raise ValueError(f"no expectation is made for {rule.kind}")


def _moment(value: Any) -> Any:
    """A day as frames hold it."""
    from datetime import datetime, time

    return datetime.combine(value, time()) if isinstance(value, date) else value


def _result(rule: Rule, result: Any, frame: pd.DataFrame, rows: Mapping[str, int]) -> CheckResult:
    if trouble := _trouble(result.exception_info):
        return rule.broken(trouble)
    if result.success:
        return rule.passed()
    if rule.kind == "rows_at_least":
        return too_few(rule, rows)
    names = shown(rule)
    row = frame.loc[min(result.result["unexpected_index_list"]), names]
    return rule.failed(result.result["unexpected_count"], example_of(names, [_plain(value) for value in row]))


def _trouble(info: Mapping[str, Any]) -> str:
    """What was raised meanwhile: one entry, or one a metric."""
    entries = [info] if "raised_exception" in info else list(info.values())
    return next((str(entry["exception_message"]) for entry in entries if entry["raised_exception"]), "")


def _plain(value: Any) -> Any:
    """A frame's value as DuckDB writes it: a day without its hour, an amount with its decimals, None where missing."""
    if value != value or value is None:
        return None
    if hasattr(value, "date"):
        return value.date()
    return f"{value:.2f}" if isinstance(value, float) else value
