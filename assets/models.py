"""The SQL models as assets, their tests as checks, and the publication.

Belongs here: what a table's page shows, and that nothing is published unless this run's checks held. Does not belong:
the models (`dbt_like_sql/`), running or publishing them (`warehouse`).
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets import checks
from assets.crawls import OWNERS
from assets.days import DAYS
from assets.instance import tidy
from assets.run_context import Work
from assets.stages import stages_of
from pipelines.language.messages import told
from pipelines.quality import KEYS
from warehouse.cache import files_digest
from warehouse.code_version import ROOT, code_version
from warehouse.headers import SqlModel, load_models

FOLDER = ROOT / "dbt_like_sql"
GROUP = "catalogue"
"""All SQL models: the graph opens on groups, which one can read while they are few."""
GATE_RESULTS = "catalogue.quality_results"
PUBLISHED = dg.AssetKey(["published"])


def key(table: str) -> dg.AssetKey:
    """The asset of a table, named as `catalogue.calls`."""
    return dg.AssetKey(table.split("."))


def spec(model: SqlModel) -> dg.AssetSpec:
    """What a table's page says: its header."""
    columns = [
        dg.TableColumn(
            c.name,
            c.data_type,
            c.description,
            constraints=dg.TableColumnConstraints(
                nullable=not c.required, unique=any("unique" in t for t in c.data_tests)
            ),
        )
        for c in model.columns
    ]
    judged = [key(f"catalogue.{table}") for table in KEYS] if model.table == GATE_RESULTS else []
    return dg.AssetSpec(
        key(model.table),
        deps=[*sorted(map(key, model.reads)), *sorted(stages_of(model.inputs)), *judged],
        description=model.description,
        group_name=GROUP,
        owners=OWNERS,
        kinds={"sql", model.materialized},
        partitions_def=DAYS,
        code_version=files_digest([model.path])[:16],
        metadata={"dagster/column_schema": dg.TableSchema(columns), "file": model.file},
    )


def steps() -> list[dg.AssetsDefinition]:
    """The step that builds and tests all models, and the one that publishes."""
    models, named = load_models(FOLDER), checks.queries(FOLDER)
    declared = list(checks.specs(models, FOLDER))

    @dg.multi_asset(name="models", specs=list(map(spec, models)), check_specs=declared, required_resource_keys={"work"})
    def build(context: dg.AssetExecutionContext) -> Iterator[Any]:
        from warehouse import connect, gate
        from warehouse.day import build_catalogue, outcome

        work: Work = context.resources.work
        with work.keep_error():
            if work.staged is None:
                raise dg.Failure(
                    "The models are built after the stages in one run: choose stage/records and the stages as well"
                )
            with connect(work.target.warehouse) as con:
                failures = build_catalogue(con, work.staged, work.say, work.renderer)
                work.outcome, work.built = outcome(con, work.staged, failures), True
                results = gate.kept(con)
                counts = {m.table: con.execute(f"SELECT count(*) FROM {m.table}").fetchone() for m in models}
        for model in sorted(models, key=lambda model: model.table == GATE_RESULTS):  # last: it judges the others
            yield dg.MaterializeResult(
                key(model.table), metadata={"dagster/row_count": (counts[model.table] or (0,))[0]}
            )
        yield from checks.results(declared, results, named, work.day.isoformat())

    @dg.multi_asset(
        name="publish",
        required_resource_keys={"work"},
        specs=[
            dg.AssetSpec(
                PUBLISHED,
                deps=[key(m.table) for m in models if m.schema == "catalogue"],
                group_name="publication",
                owners=OWNERS,
                kinds={"duckdb", "file"},
                partitions_def=DAYS,
                skippable=True,
                code_version=code_version("warehouse.publish")[:16],
                description=told("page.published"),
            )
        ],
    )
    def publish(context: dg.AssetExecutionContext) -> Iterator[Any]:
        from warehouse import connect
        from warehouse.day import put_in_place

        work: Work = context.resources.work
        with work.keep_error():
            if not (work.built and work.staged and work.outcome and work.outcome.published):
                raise dg.Failure("Only what this run has built and checked is published: run the whole day")
            with connect(work.target.warehouse) as con:
                put_in_place(con, work.target, work.staged, work.say)
            work.in_place = True
        if not work.past:
            tidy(work, context.instance)
        path = work.target.catalogue
        facts: dict[str, str | int | None] = {
            "calls": work.outcome.calls,
            "open_calls": work.outcome.open_calls,
            "bytes": path.stat().st_size,
            "file": str(path),
        }
        if work.past:  # what is published was not renewed
            context.log_event(dg.AssetObservation(PUBLISHED, partition=context.partition_key, metadata=facts))
        else:
            yield dg.MaterializeResult(PUBLISHED, metadata=facts)

    return [build, publish]
