"""The SQL models as their files state them: one SELECT a file, its leading comment its contract.

Belongs here: reading `dbt_like_sql/` and the order in which models read each other. Does not belong: anything that
needs a database (`models.py`).

A model's path is its table (`core/closings.sql` is `core.closings`); its header is YAML in dbt's words: description,
config.materialized, constraints, columns with data_type and data_tests; `accepted_values: {codes: call_type}` names a
closed list of `pipelines/vocabulary.py` in place of its values. A name without a schema is a table of the model's own
folder: what the catalogue's views read in the warehouse they read under the same names in the published file. What is
the territory's own stands in double braces, as dbt has variables: `{{ country }}`, `{{ amount_column }}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import yaml

from pipelines import place
from pipelines.language.messages import tables_in
from pipelines.vocabulary import CODES

FOLDERS = ("staging", "core", "catalogue")
TESTS = ("not_null", "unique", "accepted_values", "relationships")
YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OWN = re.compile(r"\{\{ (\w+) \}\}")
HEADER = re.compile(r"\s*+/\*(?P<header>(?:[^*]|\*(?!/))*+)\*/(?P<sql>.*)", re.DOTALL)


class ModelError(ValueError):
    """A model that cannot be read or does not keep its contract: says the file, the column and the mend."""


@dataclass(frozen=True, slots=True)
class SqlColumn:
    """One column as the header promises it."""

    name: str
    data_type: str
    description: str
    data_tests: tuple[dict[str, Any], ...] = ()

    @property
    def required(self) -> bool:
        return any("not_null" in test for test in self.data_tests)


@dataclass(frozen=True, slots=True)
class SqlModel:
    """One file: a SELECT and its contract. `reads`: the models whose tables it reads, as schema.name; `inputs`: the
    stages' tables.
    """

    path: Path
    schema: str
    name: str
    description: str
    materialized: str
    primary_key: tuple[str, ...]
    columns: tuple[SqlColumn, ...]
    sql: str
    reads: frozenset[str]
    inputs: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, ...]:
        """What names a row: the primary key, else the first column that is required and unique."""
        unique = [c.name for c in self.columns if c.required and any("unique" in test for test in c.data_tests)]
        return self.primary_key or tuple(unique[:1])

    @property
    def table(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def file(self) -> str:
        return f"{self.path.parent.parent.name}/{self.schema}/{self.path.name}"


def load_models(folder: Path) -> list[SqlModel]:
    """Every model under `folder` for the place in use, each after all that it reads. Raises `ModelError`."""
    own, says = _own_words("es"), descriptions()
    models = {
        model.table: model
        for schema in FOLDERS
        for path in sorted((folder / schema).glob("*.sql"))
        for model in [_read(path, own, says)]
    }
    if not models:
        raise ModelError(f"{folder}: no models in {', '.join(FOLDERS)}; name the folder that holds them")
    for model in models.values():
        for name in sorted(model.reads - models.keys()):
            raise ModelError(
                f"{model.file}: reads {name}, which no file makes; write {name.replace('.', '/')}.sql or mend the name"
            )
    try:
        order = list(TopologicalSorter({table: sorted(model.reads) for table, model in models.items()}).static_order())
    except CycleError as error:
        raise ModelError(
            f"{folder}: models read each other in a circle: {' <- '.join(error.args[1])}; cut one of these"
        ) from None
    return [models[table] for table in order]


def descriptions() -> dict[str, str]:
    """What headers say in Spanish, filled in for the place in use, to what its own language says instead."""
    language = place.in_use().language
    spanish, own = _own_words("es"), _own_words(language)
    return {
        _filled("messages/tables", says, spanish): _OWN.sub(lambda found: own[found[1]], said)
        for says, said in tables_in(language).items()
    }


def _own_words(language: str) -> dict[str, str]:
    """What models say of the place in use, in a language."""
    here = place.in_use()
    words = {
        name: here.word(name, language) for name in ("country", "currency", "currency_name", "here", "local_areas")
    }
    columns = {"amount_column": here.amount_column, "own_column": here.amount_column.replace("_max", "")}
    return words | columns | {"time_zone": here.time_zone}


def _filled(file: str, text: str, own: Mapping[str, str]) -> str:
    """A model's text with what is the territory's own."""

    def said(found: re.Match[str]) -> str:
        if found[1] not in own:
            raise ModelError(f"{file}: {{{{ {found[1]} }}}} is nothing of a place; known: {', '.join(own)}")
        return own[found[1]].replace("'", "''") if found[1] != "amount_column" else own[found[1]]

    return _OWN.sub(said, text)


def _read(path: Path, own: Mapping[str, str], says: Mapping[str, str]) -> SqlModel:
    file = f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
    match = HEADER.fullmatch(_filled(file, path.read_text(encoding="utf-8"), own))
    if match is None:
        raise ModelError(f"{file}: has no header; begin the file with /* description: …, columns: … */ in YAML")
    try:
        header = yaml.load(match["header"], Loader=YAML)
    except yaml.YAMLError as error:
        raise ModelError(f"{file}: its header is no YAML: {error}") from error
    if not isinstance(header, dict) or not (header.get("description") and header.get("columns")):
        raise ModelError(f"{file}: its header must give a description and columns")
    if unknown := header.keys() - {"description", "config", "constraints", "columns"}:
        raise ModelError(
            f"{file}: its header has the unknown key {sorted(unknown)[0]}; known: description, config, constraints,"
            " columns"
        )
    materialized = (header.get("config") or {}).get("materialized", "table")
    if materialized not in ("table", "view"):
        raise ModelError(f"{file}: config.materialized is {materialized!r}; write table or view")
    about = _one_line(header["description"])
    columns = tuple(_column(file, entry, says) for entry in header["columns"])
    sql = match["sql"].strip().rstrip(";")
    tables = tables_read(file, path.parent.name, sql)
    return SqlModel(
        path, path.parent.name, path.stem, says.get(about, about), materialized,
        _primary_key(file, header.get("constraints") or [], columns), columns, sql,
        frozenset(t for t in tables if t.split(".")[0] in FOLDERS), frozenset(t for t in tables if t.startswith("stage.")),
    )  # fmt: skip


def _column(file: str, entry: Any, says: Mapping[str, str]) -> SqlColumn:
    missing = [key for key in ("name", "data_type", "description") if not (isinstance(entry, dict) and entry.get(key))]
    if missing:
        raise ModelError(
            f"{file}: column {entry!r} has no {missing[0]}; every column needs a name, a data_type and a description"
        )
    tests = tuple({test: None} if isinstance(test, str) else test for test in entry.get("data_tests") or ())
    for name in [name for test in tests for name in test if name not in TESTS]:
        raise ModelError(f"{file}: column {entry['name']} asks for the unknown test {name}; known: {', '.join(TESTS)}")
    about = _one_line(entry["description"])
    return SqlColumn(
        entry["name"],
        entry["data_type"],
        says.get(about, about),
        tuple(_spelled(file, test) for test in tests),
    )


def _spelled(file: str, test: dict[str, Any]) -> dict[str, Any]:
    """A test with its values: `accepted_values: {codes: call_type}` names a closed list of the vocabulary."""
    options = test.get("accepted_values") or {}
    if "codes" not in options:
        return test
    if options["codes"] not in CODES:
        raise ModelError(
            f"{file}: accepted_values names the unknown codes {options['codes']}; known: {', '.join(CODES)}"
        )
    return {"accepted_values": {"values": list(CODES[options["codes"]])}}


def _primary_key(file: str, constraints: list[dict[str, Any]], columns: Sequence[SqlColumn]) -> tuple[str, ...]:
    names = {column.name for column in columns}
    for constraint in constraints:
        if constraint.get("type") != "primary_key" or not set(constraint.get("columns") or [""]) <= names:
            raise ModelError(
                f"{file}: constraint {constraint} is not {{type: primary_key, columns: [columns of this model]}}"
            )
    return tuple(constraints[0]["columns"]) if constraints else ()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def tables_read(file: str, schema: str, sql: str) -> frozenset[str]:
    """The tables that a SELECT reads, as schema.name. Names of its own WITH are none."""
    import sqlglot
    from sqlglot import exp
    from sqlglot.optimizer.scope import traverse_scope

    try:
        statements = sqlglot.parse(sql, dialect="duckdb")
    except sqlglot.ParseError as error:
        raise ModelError(f"{file}: sqlglot cannot read it: {error}") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise ModelError(f"{file}: must hold one SELECT and nothing else")
    sources = (source for scope in traverse_scope(statements[0]) for source in scope.sources.values())
    tables = (source for source in sources if isinstance(source, exp.Table) and isinstance(source.this, exp.Identifier))
    return frozenset(f"{table.db or schema}.{table.name}" for table in tables)
