"""One day from the landing to what is published, in order.

Belongs here: the order of the stages, and what becomes history. Does not belong: crawling (`scrapers`), the rules of a
stage (`pipelines`), the rows of schema `stage` (`stage_rows.py`), the tables of the catalogue (`dbt_like_sql`).

A day is a function of the last publication, the landing and the date: a rebuild folds it over the landing's runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines import changes, place
from pipelines.deduplication import Identity, assign_ids
from pipelines.digest.week import Profile
from pipelines.funders import Funders
from pipelines.language import sentence_vectors
from pipelines.language.messages import told
from pipelines.quality import CheckResult, blocking
from pipelines.territory import accepted_falls
from pipelines.vocabulary import COMPLETE
from warehouse import (
    arrivals,
    gate,
    history,
    landing,
    month_figures,
    months,
    search_rows,
    stage_rows,
    stage_tables,
    stages,
    transaction,
    weeks,
)
from warehouse.frames import replace_all, rows_of_frame
from warehouse.home import Home
from warehouse.inputs import Day
from warehouse.models import SqlModel, build, load_models, run_tests
from warehouse.publish import newest_publication, publish

if TYPE_CHECKING:
    import duckdb


ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "dbt_like_sql"


@dataclass(frozen=True, slots=True)
class Staged:
    """What the stages of a day gave. `publication` is the pending one's number, None where nothing has changed since
    the last.

    `accepted`: the falls of this day that a person has found true; `profiles`: for whom a call may be new.
    """

    publication: int | None
    records: int
    calls: int
    matches: int
    changes: int
    as_of: date
    accepted: frozenset[str] = frozenset()
    profiles: Sequence[Profile] = ()


@dataclass(frozen=True, slots=True)
class Computed:
    """What the stages gave: the rows of schema `stage`, and the values that the next publication is compared with."""

    records: int
    calls: Sequence[stages.Call]
    identity: Identity
    matches: int
    rows: dict[str, list[dict[str, Any]]]
    values: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to, and why where nothing was published."""

    published: bool
    calls: int
    open_calls: int
    failures: Sequence[CheckResult] = ()
    warnings: Sequence[CheckResult] = ()
    why: str = ""


def land(con: duckdb.DuckDBPyConnection, home: Home, as_of: date, say: Callable[[str], None] = lambda _: None) -> int:
    """Make what tables are missing, mend what a killed run left, enter the landing's new runs up to a day. Returns
    how many there were.
    """
    prepare(con)
    _keep_week(home, say)
    history.mend(con, newest_publication(home.catalogue))
    return landing.land(con, landing.runs(home.landing, as_of, known=landing.known(con), say=say), say)


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables that are not there yet."""
    with transaction(con):
        con.execute(landing.TABLES)
        con.execute(history.TABLES)
        stage_tables.make(con)


def compute(con: duckdb.DuckDBPyConnection, day: Day, say: Callable[[str], None] = lambda _: None) -> Computed:
    """Run every stage over what is landed, and write nothing but what is cached."""
    landed = stages.clean(con, day.sources)
    say(told("work.cleaned", records=len(landed)))
    calls, identity = _calls(con, day, landed, say)
    say(told("work.found", calls=len(calls)))
    matches = stages.match(con, calls, day.territory)
    eligibility = stages.assess_calls(
        con, calls, on=day.as_of, territory=day.territory, sources={s.source_id: s for s in day.sources}
    )
    found_matches = sum(map(len, matches.values()))
    matched = "work.matched" if sentence_vectors.version() else "work.matched_without_vectors"
    say(told(matched, matches=found_matches))
    rows = stage_rows.rows(con, day, calls, identity, matches, eligibility)
    rows["texts"] = search_rows.text_rows(calls)
    rows["search_index"] = search_rows.index_rows(con, rows)
    values = [stage_rows.values(row, call) for row, call in zip(rows["calls"], calls, strict=True)]
    return Computed(len(landed), calls, identity, found_matches, rows, values)


def stage_day(con: duckdb.DuckDBPyConnection, day: Day, say: Callable[[str], None] = lambda _: None) -> Staged:
    """Run every stage over what is landed, fill `stage`, and note the publication as pending, both or neither."""
    computed = compute(con, day, say)
    rows, values = computed.rows, computed.values
    hashes = stage_rows.hashes(day, ROOT)
    before = history.last(con)
    found = _changes(con, day, values, before, hashes)
    rows["changes"] = [*history.rows(con, "changes"), *found]
    stage_rows.date_changes(rows["calls"], rows["changes"])
    publication = _publication(day, rows, hashes)
    same = (
        before is not None
        and not found
        and all(before[name] == value for name, value in publication.items() if name != "published_at")
    )
    publication = history.named(con, publication)
    rows["publications"] = [*history.publications(con), *([] if same else [publication])]
    first_published = _first_published(con, day, computed.calls)
    with transaction(con):
        for table, entries in rows.items():
            replace_all(con, f"stage.{table}", entries)
        number = (
            None
            if same
            else history.begin(
                con,
                publication,
                {
                    "ids": rows_of_frame(computed.identity.ids),
                    "published": first_published,
                    "aliases": rows_of_frame(computed.identity.aliases),
                    "values": values,
                    "changes": found,
                },
            )
        )
    accepted = accepted_falls(day.territory.accepted_falls, day.as_of)
    return Staged(
        number,
        computed.records,
        len(computed.calls),
        computed.matches,
        len(found),
        day.as_of,
        accepted,
        day.territory.profiles,
    )


def catalogue_models() -> list[SqlModel]:
    """The models of this checkout for the place in use, read once."""
    return _models(place.in_use())


@cache
def _models(_: place.Place) -> list[SqlModel]:
    return load_models(MODELS)


def build_catalogue(
    con: duckdb.DuckDBPyConnection,
    staged: Staged,
    say: Callable[[str], None] = lambda _: None,
    renderer: gate.Renderer = "gx",
) -> list[CheckResult]:
    """Build the models over `stage` and judge them. Returns what forbids publishing; the pending publication is
    dropped then.
    """
    models = catalogue_models()
    build(con, models)
    fresh = arrivals.note(con, models, staged.profiles, on=staged.as_of, publication=staged.publication)
    month_figures.note(con, models, publication=staged.publication)
    say(told("work.built", models=len(models), new=fresh))
    return judge(con, models, staged, say, renderer)


def judge(
    con: duckdb.DuckDBPyConnection,
    models: Sequence[SqlModel],
    staged: Staged,
    say: Callable[[str], None] = lambda _: None,
    renderer: gate.Renderer = "gx",
) -> list[CheckResult]:
    """The gate: the tests of the models and the rules of quality, all of whose results go into `quality_results`."""
    results = run_tests(con, models, MODELS)
    results += gate.check(
        con, staged.as_of, previous=gate.yesterday(con, staged.as_of), accepted=staged.accepted, renderer=renderer
    )
    gate.keep(con, models, results)
    failures = blocking(results)
    say(told("work.checked", checks=len(results), failures=len(failures)))
    if failures and staged.publication is not None:
        history.drop(con, staged.publication)
    return failures


def put_in_place(
    con: duckdb.DuckDBPyConnection, home: Home, staged: Staged, say: Callable[[str], None] = lambda _: None
) -> None:
    """Replace the published file by what the models hold, and settle the publication. What fails after the first is
    said, or mended by the next run: it is published."""
    publish(con, home.catalogue, catalogue_models())
    _keep_week(home, say)
    _write_site(home, say)
    if staged.publication is not None:
        history.settle(con, staged.publication)


def _keep_week(home: Home, say: Callable[[str], None]) -> None:
    try:
        weeks.keep(home)
        months.keep(home)
    except OSError as error:
        say(told("work.week_not_kept", folder=home.weeks, why=error))


def _write_site(home: Home, say: Callable[[str], None]) -> None:
    """The site anew, in a home that has one: `catastro site` once makes it, and every publication brings it up to
    date."""
    if not home.site.exists():
        return
    from warehouse.site.building import write_site

    try:
        written = write_site(home.catalogue, home.site)
        say(told("work.site", files=written.files, written=written.written))
    except OSError as error:
        say(told("work.site_not_written", why=error))


def outcome(con: duckdb.DuckDBPyConnection, staged: Staged, failures: Sequence[CheckResult]) -> Outcome:
    """What to tell of a day whose models were built and judged."""
    import duckdb

    try:
        (open_calls,) = con.execute("SELECT count(*) FROM catalogue.open_calls").fetchone() or (0,)
    except duckdb.Error:  # the view itself is broken: the failures say so
        open_calls = 0
    warnings = [result for result in gate.kept(con) if result.outcome == "failed" and result.severity == "warn"]
    why = told("work.refused") if failures else ""
    return Outcome(not failures, staged.calls, int(open_calls), failures, warnings, why)


def _calls(
    con: duckdb.DuckDBPyConnection,
    day: Day,
    landed: Sequence[stages.Landed],
    say: Callable[[str], None],
) -> tuple[list[stages.Call], Identity]:
    import pandas as pd

    funders = Funders(day.territory.funders)
    clusters = stages.deduplicate(
        con,
        landed,
        on=day.as_of,
        territory=day.territory,
        lists_once=frozenset(s.source_id for s in day.sources if s.lists_once),
        say=say,
    )
    ids = pd.DataFrame(history.rows(con, "ids"), columns=["record_id", "call_id"])
    published = pd.DataFrame(history.rows(con, "published"), columns=["call_id", "published_on"])
    aliases = pd.DataFrame(history.rows(con, "aliases"), columns=["old_call_id", "call_id"])
    identity = assign_ids(clusters, ids.merge(published, on="call_id", how="left"), aliases=aliases)
    call_of = dict(zip(identity.ids["record_id"], identity.ids["call_id"], strict=True))
    return stages.merge_calls(landed, call_of, {s.source_id: s for s in day.sources}, funders), identity


def _changes(
    con: duckdb.DuckDBPyConnection,
    day: Day,
    values: list[dict[str, Any]],
    before: dict[str, Any] | None,
    hashes: dict[str, str],
) -> list[dict[str, Any]]:
    if before is None:
        return []
    frame = changes.diff(
        stage_rows.values_frame(history.rows(con, "values")),
        stage_rows.values_frame(values),
        changed_on=day.as_of,
        code_changed=before["code_hash"] != hashes["code_hash"],
        territory_changed=before["territory_hash"] != hashes["territory_hash"],
    )
    return rows_of_frame(frame)


def _publication(day: Day, rows: dict[str, list[dict[str, Any]]], hashes: dict[str, str]) -> dict[str, Any]:
    live = [s for s in rows["sources"] if s["state"] == "live"]
    return {
        "published_at": day.published_at,
        "as_of": day.as_of,
        **hashes,
        "calls": len(rows["calls"]),
        "records": len(rows["call_records"]),
        "sources_ok": sum(s["verdict"] in COMPLETE for s in live),
        "sources_total": len(live),
        "content_hash": stage_rows.content_hash(rows),
    }


def _first_published(con: duckdb.DuckDBPyConnection, day: Day, calls: Sequence[stages.Call]) -> list[dict[str, Any]]:
    known = {row["call_id"] for row in history.rows(con, "published")}
    return [{"call_id": call.call_id, "published_on": day.as_of} for call in calls if call.call_id not in known]
