"""The stages as assets: what was landed becomes records, calls, matches and changes.

Belongs here: which stage tables each asset stands for, and its figures. Does not belong: the stages (`pipelines`,
`warehouse`).

The stages hand frames on in memory, so they are one step after the landing's; an operator sees them apart.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import dagster as dg

from assets.crawls import LANDING, OWNERS
from assets.days import DAYS
from assets.run_context import Work, cards
from pipelines.language.messages import told
from warehouse.code_version import code_version

GROUP = "stages"
RECORDS = dg.AssetKey(["stage", "records"])

DEPS = {
    "cleaned": ["records"],
    "calls": ["cleaned"],
    "matches": ["calls"],
    "eligibility": ["calls"],
    "changes": ["calls"],
    "sources": ["records"],
    "reference": [],
}
TABLES = {
    "cleaned": [],
    "calls": [
        "calls",
        "deadlines",
        "key_dates",
        "documents",
        "call_records",
        "call_aliases",
        "call_doubts",
        "evidence",
        "funds",
        "funders",
        "actors",
        "actor_relations",
        "finances",
        "cooperation",
    ],
    "matches": ["matches"],
    "eligibility": ["eligibility"],
    "changes": ["changes", "publications"],
    "sources": ["sources"],
    "reference": [
        "applicants",
        "priorities",
        "clock",
        "local_time",
        "holidays",
        "rates",
        "decisions",
        "profiles",
        "milestones",
    ],
}
CODE = {
    "cleaned": ["pipelines.cleaning.completion", "pipelines.admission"],
    "calls": [
        "pipelines.deduplication",
        "pipelines.funds",
        "pipelines.funders",
        "pipelines.actors",
        "pipelines.cooperation",
    ],
    "matches": ["pipelines.matching.priorities.matcher"],
    "eligibility": ["pipelines.matching.eligibility"],
    "changes": ["pipelines.changes"],
    "sources": ["warehouse.stage_rows"],
    "reference": ["warehouse.stage_rows", "pipelines.territory"],
}


def key(name: str) -> dg.AssetKey:
    """The asset of a stage."""
    return dg.AssetKey(["stage", name])


def stages_of(tables: Iterable[str]) -> set[dg.AssetKey]:
    """The stages that fill tables, named as `stage.calls`; a table that none fills (the gate's) has none."""
    names = {table.removeprefix("stage.") for table in tables}
    return {key(name) for name, filled in TABLES.items() if names & set(filled)}


@dg.multi_asset(
    name="land",
    required_resource_keys={"work"},
    specs=[
        dg.AssetSpec(
            RECORDS,
            deps=[LANDING],
            group_name=GROUP,
            owners=OWNERS,
            kinds={"duckdb"},
            partitions_def=DAYS,
            code_version=code_version("warehouse.landing")[:16],
            description=told("stage_page.records"),
        )
    ],
)
def land(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
    """The landing's runs entered into the warehouse; for a past day, all of its history made anew in another."""
    from warehouse import connect, day, restore
    from warehouse.landing import any_record, last_run
    from warehouse.rebuild import fold

    work: Work = context.resources.work
    with work.keep_error():
        if work.past:
            _empty(work)
        else:  # a crawl of this run has seen to it already
            restore.ensure(work.home, work.day, cards(), work.territory, work.say)
        with connect(work.target.warehouse) as con:
            if work.past:
                fold(con, work.home.landing, work.day, cards(), work.territory, work.say)
            else:
                day.land(con, work.home, work.day, work.say)
            work.landed = last_run(con, work.day)
            if not any_record(con):
                why = told("work.nothing_landed", folder=work.home.landing, day=f"{work.day:%d-%m-%Y}")
                work.outcome = day.Outcome(False, 0, 0, why=why)
                raise dg.Failure(told("command.nothing_published", why=why))
            runs, count, versions = con.execute("""
                SELECT (SELECT count(*) FROM landed.runs), (SELECT count(*) FROM landed.records), (SELECT count(*) FROM landed.versions)
                """).fetchall()[0]
    return dg.MaterializeResult(RECORDS, metadata={"runs": runs, "dagster/row_count": count, "versions": versions})


@dg.multi_asset(
    name="stages",
    required_resource_keys={"work"},
    specs=[
        dg.AssetSpec(
            key(name),
            deps=[key(d) for d in deps],
            group_name=GROUP,
            owners=OWNERS,
            kinds={"python"},
            partitions_def=DAYS,
            description=told(f"stage_page.{name}"),
            code_version=code_version(*CODE[name])[:16],
            metadata={"tables": ", ".join(f"stage.{t}" for t in TABLES[name]) or "en memoria"},
        )
        for name, deps in DEPS.items()
    ],
)
def stages(context: dg.AssetExecutionContext) -> Iterator[Any]:
    """Every stage over what is landed."""
    from warehouse import connect
    from warehouse.day import stage_day
    from warehouse.inputs import Day

    work: Work = context.resources.work
    with work.keep_error():
        if work.landed is None:
            raise dg.Failure("The stages run after stage/records in one run: choose stage/records as well")
        with connect(work.target.warehouse) as con:
            day = Day(work.as_of(), work.frozen, work.landed[1], cards(), work.territory)
            work.staged = stage_day(con, day, work.say)
            rows = {
                t: con.execute(f"SELECT count(*) FROM stage.{t}").fetchone()
                for tables in TABLES.values()
                for t in tables
            }
    counts = {t: row[0] for t, row in rows.items() if row}
    main = {"cleaned": work.staged.records, "changes": work.staged.changes}
    for name, tables in TABLES.items():
        figures = {t: counts[t] for t in tables} if len(tables) > 1 else {}
        count = main.get(name, counts[tables[0]] if tables else 0)
        yield dg.MaterializeResult(key(name), metadata={"dagster/row_count": count} | figures)


def _empty(work: Work) -> None:
    """Remove what an earlier rebuild of this day left; the files alone, for the folder holds this run's lock."""
    for path in (work.target.warehouse, work.target.catalogue):
        path.unlink(missing_ok=True)
        path.with_name(path.name + ".wal").unlink(missing_ok=True)
