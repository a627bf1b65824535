"""The sources as assets, crawled side by side in one step, of which an operator may take a part.

Belongs here: what each source's page shows, which sources a run asks, their checks. Does not belong: crawling
(`scrapers`).

A source's page shows its last crawl, however it went. One whose records are not taken is a failed check, and renews no
day: its event names no partition, so that the day stays without a green mark.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import dagster as dg

from assets.days import DAYS, ZONE
from assets.run_context import WRONG_USAGE, Work, cards, next_run
from pipelines.language.messages import told
from pipelines.vocabulary import COMPLETE, TAKEN
from scrapers.registry import about, registry, source_file
from scrapers.source import Source
from warehouse.cache import files_digest
from warehouse.landing import due
from warehouse.landing import runs as landed_runs
from warehouse.status import health

OWNERS = ["team:catastro"]
GROUPS = {  # that the graph shows, which has room for some fifteen letters
    "chile": "from_chile",
    "agency": "from_agencies",
    "multilateral": "from_multilats",
    "un": "from_un",
    "development_bank": "from_banks",
    "iberoamerican": "from_iberoam",
    "city_network": "from_cities",
    "foundation": "from_foundations",
    "research": "from_research",
    "aggregator": "from_aggregators",
    "rates": "from_rates",
}
LANDING = dg.AssetKey(["landing"])
CHECK = "crawl_is_good"
PLOTTED = ("records", "announced", "skipped", "pages", "pages_announced", "requests", "failed", "details_failed")

# A good crawl is due by eight; one that is not daily has its whole span to come in.
FRESH = {
    "daily": dg.FreshnessPolicy.cron("0 8 * * *", timedelta(hours=3), timezone=ZONE),
    "weekly": dg.FreshnessPolicy.cron("0 8 * * 1", timedelta(days=7), timezone=ZONE),
    "monthly": dg.FreshnessPolicy.cron("0 8 1 * *", timedelta(days=28), timezone=ZONE),
}


def key(source_id: str) -> dg.AssetKey:
    """The asset of a source."""
    return dg.AssetKey(["sources", source_id])


def in_use() -> dict[str, Source]:
    """The sources that are crawled."""
    return {i: s for i, s in registry().items() if s.state != "retired"}


def spec(source: Source) -> dg.AssetSpec:
    """What a source's page says."""
    said = re.sub(
        r"\n(?=[A-Z]\w+: )", "\n\n", about(source.id)
    )  # a paragraph for the publisher, the caveats, the format, the proof
    least, most = source.expected
    return dg.AssetSpec(
        key(source.id),
        skippable=True,
        group_name=GROUPS[source.family],
        owners=OWNERS,
        kinds={source.kind},
        description=told(
            "page.source",
            name=source.name,
            family=told(f"family_of_source.{GROUPS[source.family]}"),
            cadence=told(f"cadence.{source.cadence}"),
            state=told(f"use_of_source.{source.state}"),
            least=least,
            most=most,
        )
        + f"\n\n{said}",
        partitions_def=DAYS,
        code_version=files_digest([source_file(source.id)])[:16],
        freshness_policy=FRESH[source.cadence],
        tags={"state": source.state, "cadence": source.cadence, "proof": source.proof},
        metadata={
            "homepage": dg.MetadataValue.url(source.homepage),
            "funder": source.funder,
            "licence": source.licence,
            "languages": " ".join(source.languages),
            "expected_min": least,
            "expected_max": most,
        },
    )


def steps() -> dg.AssetsDefinition:
    """The step that crawls."""
    sources = in_use()
    landing = dg.AssetSpec(
        LANDING,
        deps=[key(i) for i in sources],
        group_name="stages",
        owners=OWNERS,
        kinds={"file"},
        partitions_def=DAYS,
        description=told("page.landing"),
    )
    verdicts = [
        dg.AssetCheckSpec(
            CHECK,
            asset=key(i),
            description=told("page.crawl_went_well"),
        )
        for i in sources
    ]

    @dg.multi_asset(
        name="crawl",
        specs=[*map(spec, sources.values()), landing],
        check_specs=verdicts,
        can_subset=True,
        required_resource_keys={"work"},
    )
    def crawl(context: dg.AssetExecutionContext) -> Iterator[Any]:
        work: Work = context.resources.work
        with work.keep_error():
            yield from (_past(context, work) if work.past else _crawl(context, work))

    return crawl


def _crawl(context: dg.AssetExecutionContext, work: Work) -> Iterator[Any]:
    from scrapers.engine.crawl import Refused, crawl_all
    from warehouse import restore

    restore.ensure(work.home, work.day, cards(), work.territory, work.say)
    sources = in_use()
    whole = LANDING in context.selected_asset_keys
    selected = [i for i in sources if key(i) in context.selected_asset_keys]
    if work.sources is not None:
        ids = list(work.sources)
    else:  # who picks some sources by hand wants them asked now, due or not
        ids = (
            due(work.home.landing, {i: sources[i].cadence for i in selected}, work.day)
            if whole and not work.replay
            else selected
        )
    crawling = "work.crawling_replay" if work.replay else "work.crawling"
    work.say(told(crawling, len(ids), day=f"{work.day:%d-%m-%Y}", archive=work.replay))
    try:
        work.manifests = crawl_all(
            ids,
            landing=work.home.landing,
            run_id=next_run(work),
            as_of=work.day,
            replay=work.replay,
            on_event=work.on_crawl,
        )
    except Refused as error:
        if work.replay:
            context.instance.add_run_tags(context.run.run_id, {WRONG_USAGE: str(error)[:200]})
        raise dg.Failure(str(error)) from error
    for manifest in work.manifests:
        yield from _told(context, work, manifest)
    if whole:
        yield dg.MaterializeResult(LANDING, metadata=_sum(work.manifests))


def _past(context: dg.AssetExecutionContext, work: Work) -> Iterator[Any]:
    """A past day's crawls are looked at, not made: each is an observation, for nothing was renewed."""
    there = landed_runs(work.home.landing, work.day, since=work.day)
    if not there:
        raise dg.Failure(f"{work.home.landing}: nothing landed on {work.day}; there is nothing to build anew")
    work.manifests = [dict(run.manifest) for run in there]
    for manifest in work.manifests:
        if key(manifest["source_id"]) in context.selected_asset_keys:
            context.log_event(_observation(manifest, work.day.isoformat()))
            yield _verdict(manifest)
    if LANDING in context.selected_asset_keys:
        yield dg.MaterializeResult(LANDING, metadata=_sum(work.manifests))


def _told(context: dg.AssetExecutionContext, work: Work, manifest: Mapping[str, Any]) -> Iterator[Any]:
    """What a crawl's manifest is to the orchestrator: its check, and its asset renewed where its records are taken."""
    source_id, verdict = manifest["source_id"], manifest["verdict"]
    if verdict in TAKEN:
        yield dg.MaterializeResult(key(source_id), metadata=figures(manifest) | _since(work, manifest))
    else:
        context.log_event(
            dg.AssetMaterialization(
                key(source_id), metadata=figures(manifest) | _since(work, manifest), description=manifest["note"]
            )
        )
    yield _verdict(manifest)


def _since(work: Work, manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Of a source that is not well: since when, and the day of what stands of it."""
    if manifest["verdict"] in COMPLETE:
        return {}
    found = health(work.home.landing, manifest["source_id"])
    return {"ill_since": str(found.ill_since), "last_good_on": str(found.last_good_on or "nunca")}


def _verdict(manifest: Mapping[str, Any]) -> dg.AssetCheckResult:
    verdict = manifest["verdict"]
    return dg.AssetCheckResult(
        asset_key=key(manifest["source_id"]),
        check_name=CHECK,
        passed=verdict in COMPLETE,
        severity=dg.AssetCheckSeverity.WARN if verdict in TAKEN else dg.AssetCheckSeverity.ERROR,
        description=manifest["note"],
        metadata={"day": manifest["as_of"], "verdict": verdict, "records": manifest["counts"]["records"]},
    )


def figures(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of a crawl: numbers, which the page plots over the days, and words."""
    taken = datetime.fromisoformat(manifest["finished_at"]) - datetime.fromisoformat(manifest["started_at"])
    numbers = {name: manifest["counts"][name] for name in PLOTTED if manifest["counts"].get(name) is not None}
    return {
        "verdict": manifest["verdict"],
        "note": dg.MetadataValue.md(manifest["note"]),
        **numbers,
        "seconds": round(taken.total_seconds(), 1),
        "landing": f"landing/{manifest['source_id']}/{manifest['run_id']}",
    }


def _observation(manifest: Mapping[str, Any], day: str) -> dg.AssetObservation:
    return dg.AssetObservation(
        key(manifest["source_id"]), partition=day, metadata=figures(manifest), description=manifest["note"]
    )


def _sum(manifests: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "sources": len(manifests),
        "sources_ok": sum(m["verdict"] in COMPLETE for m in manifests),
        **{name: sum(m["counts"].get(name) or 0 for m in manifests) for name in ("records", "requests", "failed")},
        "not_ok": ", ".join(m["source_id"] for m in manifests if m["verdict"] not in COMPLETE) or "ninguna",
    }
