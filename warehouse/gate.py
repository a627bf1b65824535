"""The gate: the rules of `pipelines/quality.py` run over the catalogue's tables before they are published.

Belongs here: running the rules, by Great Expectations or by plain SQL, and keeping what they came to. Does not belong:
what the rules are.

Great Expectations is the daily run's, imported here and nowhere else, when a day is judged. The import costs 6 to 8 CPU
s, all of which its own package asks for (scipy, altair, SQLAlchemy: it cannot be had in parts), the rules over the
sample a fifth of one. Plain SQL runs the same rules for `rebuild`, which judges again what was judged, and where
CATASTRO_GATE=sql asks for it, as most tests of whole days do. A test holds both equal, in outcome, count and example,
on sound tables and on every seeded defect.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from pipelines.falls import Listing, Yesterday, falls
from pipelines.quality import KEYS, OLD_RATE, RULES, TODAY, CheckResult, Rule
from pipelines.rates import OLD_DAYS
from pipelines.vocabulary import COMPLETE
from warehouse import history
from warehouse.frames import replace_all
from warehouse.models import SqlModel, build_one, quoted

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

Renderer = Literal["gx", "sql"]
RENDERERS: tuple[Renderer, ...] = ("gx", "sql")


def check(
    con: duckdb.DuckDBPyConnection,
    today: date,
    *,
    previous: Yesterday | None = None,
    accepted: Collection[str] = (),
    renderer: Renderer = "gx",
    rules: Sequence[Rule] = RULES,
) -> list[CheckResult]:
    """Every rule's result over schema `catalogue`, then those over yesterday. A check that cannot be made is
    `broken`; none raises.
    """
    return [
        *(with_gx if renderer == "gx" else with_sql)(con, today, rules),
        *over_yesterday(con, today, previous, accepted),
    ]


def keep(con: duckdb.DuckDBPyConnection, models: Sequence[SqlModel], results: Sequence[CheckResult]) -> None:
    """Put the results into the catalogue's table `quality_results`."""
    replace_all(
        con,
        "stage.quality_results",
        [
            {
                "table_name": r.table,
                "column_name": r.column,
                "check_name": r.check,
                "severity": r.severity,
                "outcome": r.outcome,
                "failing_rows": r.count,
                "example": r.example or None,
                "note": r.note or None,
            }
            for r in results
        ],
    )
    build_one(con, next(model for model in models if model.table == "catalogue.quality_results"))


def kept(con: duckdb.DuckDBPyConnection) -> list[CheckResult]:
    """The results of the last check, as `keep` put them there."""
    rows = con.execute("FROM catalogue.quality_results").fetchall()
    return [CheckResult(*row[:6], row[6] or "", row[7] or "") for row in rows]


def over_yesterday(
    con: duckdb.DuckDBPyConnection, today: date, previous: Yesterday | None, accepted: Collection[str]
) -> list[CheckResult]:
    """The rules over yesterday, with what the catalogue says today."""
    import duckdb

    try:
        open_calls = [call for (call,) in con.execute("SELECT call_id FROM catalogue.open_calls").fetchall()]
        listed = con.execute(
            "SELECT source_id, records, verdict, state FROM catalogue.sources WHERE records IS NOT NULL"
        ).fetchall()
    except duckdb.Error as error:
        return [
            CheckResult("open_calls", "", "fall", "error", "broken", 0, "", f"El chequeo no se pudo hacer: {error}")
        ]
    listings = {
        source: Listing(records, verdict == "ok", state == "live") for source, records, verdict, state in listed
    }
    return falls(previous, today=today, open_calls=open_calls, listings=listings, accepted=accepted)


def yesterday(con: duckdb.DuckDBPyConnection, today: date) -> Yesterday | None:
    """What the last publication of an earlier day held; None before the first. A day run twice is compared with the
    same.
    """
    found = history.before(con, today)
    if found is None:
        return None
    publication, as_of = found
    open_until = dict(
        con.execute(
            "SELECT call_id, open_until FROM history.open_calls WHERE publication = ?", [publication]
        ).fetchall()
    )
    good = ", ".join(f"'{verdict}'" for verdict in sorted(COMPLETE))
    records = con.execute(
        f"""
        SELECT source_id, arg_max(records, (as_of, run_id)) FROM landed.runs WHERE as_of <= ? AND verdict IN ({good}) GROUP BY source_id""",
        [as_of],
    ).fetchall()
    return Yesterday(as_of, open_until, dict(records))


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


def with_gx(con: duckdb.DuckDBPyConnection, today: date, rules: Sequence[Rule] = RULES) -> list[CheckResult]:
    """The rules by Great Expectations, each table read once into a frame and all of its rules validated at once."""
    import duckdb

    frames: dict[str, pd.DataFrame] = {}
    broken: dict[str, duckdb.Error] = {}
    for table, columns in _columns(rules).items():
        try:
            frames[table] = con.execute(_select(table, columns)).df()
        except duckdb.Error as error:
            broken[table] = error
    results: dict[int, CheckResult] = {}
    source = cache(_source)
    for table in _columns(rules):
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


def _columns(rules: Sequence[Rule]) -> dict[str, list[str]]:
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


def _select(table: str, columns: Sequence[str]) -> str:
    listed = ", ".join(map(quoted, columns))
    return f"SELECT {listed} FROM catalogue.{quoted(table)} ORDER BY {listed}"


def _bounds(rule: Rule, today: date) -> dict[str, Any]:
    days = {TODAY: today, OLD_RATE: today - timedelta(days=OLD_DAYS)}
    return {
        name: days.get(value, value) if isinstance(value, str) else value for name, value in rule.parameters.items()
    }


def _example(names: Sequence[str], row: Sequence[Any]) -> str:
    """One row in words: what names it, and the values at fault."""
    return ", ".join(f"{name}={'NULL' if value is None else value}" for name, value in zip(names, row, strict=True))


def _shown(rule: Rule) -> list[str]:
    return list(dict.fromkeys(name for name in (*KEYS[rule.table], rule.column, rule.parameters.get("other")) if name))


def _too_few(rule: Rule, rows: Mapping[str, int]) -> CheckResult:
    least, found = rule.minimum(rows), rows[rule.table]
    return rule.failed(least - found, f"{found} filas, al menos {least} debía haber")


def _rows_by_sql(con: duckdb.DuckDBPyConnection, rule: Rule) -> CheckResult:
    rows = {
        table: con.execute(f"SELECT count(*) FROM catalogue.{quoted(table)}").fetchall()[0][0]
        for table in (rule.table, rule.parameters.get("of"))
        if table
    }
    return rule.passed() if rows[rule.table] >= rule.minimum(rows) else _too_few(rule, rows)


def _values_by_sql(con: duckdb.DuckDBPyConnection, rule: Rule, today: date) -> CheckResult:
    names = _shown(rule)
    at_fault, values = _at_fault(rule, today)
    listed, table = ", ".join(map(quoted, names)), f"catalogue.{quoted(rule.table)}"
    row = con.execute(
        f"SELECT count(*) OVER (), {listed} FROM {table} AS t WHERE {at_fault} ORDER BY {listed} LIMIT 1", values
    ).fetchone()
    return rule.failed(row[0], _example(names, row[1:])) if row else rule.passed()


def _at_fault(rule: Rule, today: date) -> tuple[str, list[Any]]:
    """The condition that a row at fault meets, and its parameters."""
    column, table, bounds = f"t.{quoted(rule.column)}", f"catalogue.{quoted(rule.table)}", _bounds(rule, today)
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
            results[number] = rule.broken(f"no se pudo leer {error}")
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

    column, bounds = {"column": rule.column, "meta": {"rule": number}}, _bounds(rule, today)
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
        return _too_few(rule, rows)
    names = _shown(rule)
    row = frame.loc[min(result.result["unexpected_index_list"]), names]
    return rule.failed(result.result["unexpected_count"], _example(names, [_plain(value) for value in row]))


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
