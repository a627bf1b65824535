"""The checks: what the tests and the gate find, as asset checks of the tables they are about.

Belongs here: which checks a table has, and how a finding reads. Does not belong: finding it (`warehouse`).

An error blocks the publication, a warning does not; a check that broke says so and blocks as well: nothing is known to
be good then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
import yaml

from pipelines.language.messages import told
from pipelines.quality import FALLS, RULES, CheckResult
from warehouse.headers import FOLDERS, HEADER, SqlModel, descriptions, tables_read

COLUMNS = "columns"
QUALITY = "quality"
GATE = (*RULES, *FALLS)


@dataclass(frozen=True, slots=True)
class Query:
    """A file of `dbt_like_sql/tests`: rows that must not be. It is shown with the first table that it reads."""

    name: str
    description: str
    table: str


def queries(folder: Path) -> list[Query]:
    """Every test file, with what its header says of it."""
    found, known = [], descriptions()
    for path in sorted((folder / "tests").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        match = HEADER.fullmatch(text)
        says = (yaml.safe_load(match["header"]) or {}).get("description", "") if match else ""
        sql = match["sql"] if match else text
        read = [t for t in tables_read(path.name, "catalogue", sql.strip().rstrip(";")) if t.split(".")[0] in FOLDERS]
        table = min(read, key=lambda t: (sql.index(t.split(".")[1]), t))
        found.append(Query(path.stem, known.get(says, says), table))
    return found


def specs(models: Sequence[SqlModel], folder: Path) -> Iterator[dg.AssetCheckSpec]:
    """One check a table for what its header asks, one for the gate's rules, one for each test file. An error in any
    of them blocks.
    """
    for model in models:
        if asked := _asked(model):
            yield dg.AssetCheckSpec(
                COLUMNS,
                asset=[model.schema, model.name],
                blocking=True,
                description=told("page.promises", asked=asked),
            )
    for table in dict.fromkeys(rule.table for rule in GATE):
        says = dict.fromkeys(rule.why for rule in GATE if rule.table == table)
        yield dg.AssetCheckSpec(QUALITY, asset=["catalogue", table], blocking=True, description=" ".join(says))
    for query in queries(folder):
        yield dg.AssetCheckSpec(query.name, asset=query.table.split("."), blocking=True, description=query.description)


def results(
    declared: Iterable[dg.AssetCheckSpec],
    found: Sequence[CheckResult],
    named: Sequence[Query],
    day: str,
) -> Iterator[dg.AssetCheckResult]:
    """An outcome for every declared check: what was found that is its own, or that there is nothing; `day`: whose
    catalogue was checked.
    """
    table_of = {q.name: q.table for q in named}
    bad: dict[tuple[str, str], list[CheckResult]] = defaultdict(list)
    for result in found:
        if result.outcome != "passed":
            bad[_place(result, table_of)].append(result)
    for spec in declared:
        own = bad[".".join(spec.asset_key.path), spec.name]
        error = not own or any(result.blocks for result in own)
        yield dg.AssetCheckResult(
            asset_key=spec.asset_key,
            check_name=spec.name,
            passed=not own,
            severity=dg.AssetCheckSeverity.ERROR if error else dg.AssetCheckSeverity.WARN,
            description="\n".join(map(_says, own)) or None,
            metadata={"day": day} | _facts(own),
        )


def _place(result: CheckResult, table_of: Mapping[str, str]) -> tuple[str, str]:
    """The table and the check under which a result is shown."""
    table = result.table if "." in result.table else f"catalogue.{result.table}"
    if result.check in table_of:
        return table_of[result.check], result.check
    return table, QUALITY if result.check in {rule.check for rule in GATE} else COLUMNS


def _says(result: CheckResult) -> str:
    where = ".".join(part for part in (result.table, result.column) if part)
    if result.outcome == "broken":
        return told("gate.broke", check=f"{result.check} ({where})", why=result.note)
    return (
        f"{told('gate.found', result.count, check=f'{result.check} ({where})', example=result.example)} {result.note}"
    )


def _facts(own: Sequence[CheckResult]) -> dict[str, Any]:
    if not own:
        return {"failing_rows": 0}
    columns = [dg.TableColumn(name) for name in ("column", "check", "count", "example", "outcome")]
    rows = [dg.TableRecord({c.name: str(getattr(result, c.name)) for c in columns}) for result in own]
    return {
        "failing_rows": sum(result.count for result in own),
        "findings": dg.MetadataValue.table(rows, dg.TableSchema(columns)),
    }


def _asked(model: SqlModel) -> str:
    parts = [told("page.key", columns=", ".join(model.primary_key))] if model.primary_key else []
    tests = ((column.name, ", ".join(name for test in column.data_tests for name in test)) for column in model.columns)
    parts += [f"{column} {names}" for column, names in tests if names]
    return "; ".join(parts)
