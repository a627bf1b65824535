"""The week's files, after Monday's publication, and the sensor that starts them.

Belongs here: the asset, its figures, and which publications are followed by an export. Does not belong: what is
exported or mailed (`warehouse/exports`).

A Monday's every publication is followed by an export; another day's only where the last Monday's is missing: it came
late. Made again, the files are the same and nobody is mailed twice.
"""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date

import dagster as dg

from assets.crawls import OWNERS
from assets.days import DAYS, now
from assets.jobs import EXPORTS, weekly
from assets.models import PUBLISHED
from assets.run_context import home_of_environment
from pipelines.digest.week import week_of
from pipelines.language.messages import check, read_also, told
from pipelines.place import use
from warehouse.code_version import code_version


@dg.multi_asset(
    name="export",
    specs=[
        dg.AssetSpec(
            EXPORTS,
            deps=[PUBLISHED],
            group_name="publication",
            owners=OWNERS,
            kinds={"file"},
            partitions_def=DAYS,
            code_version=code_version("warehouse.exports.folders")[:16],
            description=told("page.exports"),
        )
    ],
)
def export(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
    """The files of the partition's week, and the mail where there are recipients."""
    from pipelines.territory import Territory
    from warehouse.exports import folders, mail
    from warehouse.own_territory import folder_of

    home, day = home_of_environment(), date.fromisoformat(context.partition_key)
    territory = Territory.load(folder_of(home, os.environ.get("CATASTRO_TERRITORY")))
    use(territory.place)
    read_also(territory.path / "messages")
    language = check(os.environ.get("CATASTRO_LANGUAGE") or territory.place.language)
    exported = folders.export(
        home,
        territory,
        today=day,
        language=language,
        say=lambda w: context.log.info(f"{w.profile_id}: {w.items} open, {w.new} new"),
    )
    sent, bad = [], []
    try:
        mailed = os.environ.get(mail.RECIPIENTS) and not exported.preview
        for one in mail.send(home.path, exported, now=now(), language=language) if mailed else ():
            sent.append(one.outcome)
            if one.outcome in ("failed", "unknown"):
                bad.append(f"{one.profile_id} {one.address}: {one.outcome} {one.why}".strip())
    except mail.CannotSend as error:
        bad.append(str(error))
    yield dg.MaterializeResult(
        EXPORTS,
        metadata={
            "week": exported.week,
            "folder": str(exported.folder),
            "dagster/row_count": len(exported.profiles),
            "new": sum(w.new for w in exported.profiles),
            **{f"mail: {outcome}": count for outcome, count in Counter(sent).items()},
        },
    )
    if bad:
        raise dg.Failure(f"{exported.week} is written; not every mail went out: {'; '.join(bad)}")


@dg.asset_sensor(
    asset_key=PUBLISHED,
    job=weekly,
    name="after_monday",
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=60,
    description=told("page.after_monday"),
)
def after_monday(context: dg.SensorEvaluationContext, event: dg.EventLogEntry) -> dg.RunRequest | dg.SkipReason:
    """A run for the publication that was seen, once for each."""
    partition = event.dagster_event.partition if event.dagster_event else None
    if partition is None:
        return dg.SkipReason(told("page.no_day"))
    day, exports = date.fromisoformat(partition), home_of_environment().exports
    week = week_of(date.fromordinal(day.toordinal() - day.weekday()))
    if day.weekday() and (not exports.exists() or (exports / week).exists()):
        return dg.SkipReason(told("page.no_monday", day=partition, week=week))
    return dg.RunRequest(run_key=f"{partition}:{event.timestamp}", partition_key=partition)
