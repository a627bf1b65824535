"""The checks: what the tests and the gate find, as asset checks of the tables they are about.

Belongs here: which checks a table has, and how a finding reads. Does not belong: finding it (`warehouse`).

An error blocks the publication, a warning does not; a check that broke says so and blocks as well: nothing is known to be good then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import dagster as dg
import yaml

from warehouse.headers import FOLDERS, HEADER, Model, tables_read
from warehouse.models import Failure

COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: where, how many, one of them."""

    table: str
    check: str
    column: str
    count: int
    example: str
    severity: Literal["error", "warn"] = "error"
    outcome: Literal["failed", "broken"] = "failed"

    def __str__(self) -> str:
        where = f"{self.table}.{self.column}" if self.column else self.table
        broke = "la comprobación se rompió: " if self.outcome == "broken" else ""
        return f"{broke}{self.check} en {where}: {self.count} fila(s), por ejemplo {self.example}"


@dataclass(frozen=True, slots=True)
class Query:
    """A file of `dbt_like_sql/tests`: rows that must not be. It is shown with the first table that it reads."""

    name: str
    description: str
    table: str


def queries(folder: Path) -> list[Query]:
    """Every test file, with what its header says of it."""
    found = []
    for path in sorted((folder / "tests").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        match = HEADER.fullmatch(text)
        says = (yaml.safe_load(match["header"]) or {}).get("description", "") if match else ""
        sql = match["sql"] if match else text
        read = [t for t in tables_read(path.name, "catalogue", sql.strip().rstrip(";")) if t.split(".")[0] in FOLDERS]
        table = min(read, key=lambda t: (sql.index(t.split(".")[1]), t))
        found.append(Query(path.stem, says, table))
    return found


def specs(models: Sequence[Model], folder: Path) -> Iterator[dg.AssetCheckSpec]:
    """One check a table for what its header asks, one for each test file. All block."""
    for model in models:
        if asked := _asked(model):
            yield dg.AssetCheckSpec(
                COLUMNS, asset=[model.schema, model.name], blocking=True,
                description=f"Lo que la tabla promete de sus columnas: {asked}.")
    for query in queries(folder):
        yield dg.AssetCheckSpec(query.name, asset=query.table.split("."), blocking=True, description=query.description)


def of_tests(failures: Iterable[Failure], named: Sequence[Query]) -> list[Finding]:
    """What the SQL tests found."""
    table_of = {q.name: q.table for q in named}
    return [Finding(f.table or table_of[f.test], f.test, f.column, f.count, f.example) for f in failures]


def results(
    declared: Iterable[dg.AssetCheckSpec], findings: Sequence[Finding], named: Sequence[Query], day: str,
) -> Iterator[dg.AssetCheckResult]:
    """An outcome for every declared check: the findings that are its own, or that there is none; `day`: whose catalogue was checked."""
    files = {q.name for q in named}
    for spec in declared:
        table = ".".join(spec.asset_key.path)
        own = [f for f in findings if f.table == table and (f.check == spec.name or (spec.name == COLUMNS and f.check not in files))]
        error = not own or any(f.severity == "error" for f in own)
        yield dg.AssetCheckResult(
            asset_key=spec.asset_key, check_name=spec.name, passed=not own,
            severity=dg.AssetCheckSeverity.ERROR if error else dg.AssetCheckSeverity.WARN,
            description="\n".join(map(str, own)) or None, metadata={"day": day} | _facts(own))


def _facts(own: Sequence[Finding]) -> dict[str, Any]:
    if not own:
        return {"failing_rows": 0}
    columns = [dg.TableColumn(name) for name in ("column", "check", "count", "example", "outcome")]
    rows = [dg.TableRecord({c.name: str(getattr(f, c.name)) for c in columns}) for f in own]
    return {"failing_rows": sum(f.count for f in own), "findings": dg.MetadataValue.table(rows, dg.TableSchema(columns))}


def _asked(model: Model) -> str:
    parts = [f"llave {', '.join(model.primary_key)}"] if model.primary_key else []
    tests = ((column.name, ", ".join(name for test in column.data_tests for name in test)) for column in model.columns)
    parts += [f"{column} {names}" for column, names in tests if names]
    return "; ".join(parts)
