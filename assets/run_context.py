"""One run: where it works, for which day, and what its steps hand on to each other.

Belongs here: the state of a run, and what a run started from the orchestrator is made of (environment, run config,
partition). Does not belong: what the steps do.

A run of today crawls and publishes. A run of a past day crawls nothing: it builds that day anew from the landing, in
`rebuilt/<day>/` under home, and leaves what is published alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dagster as dg

from assets.days import TAG, now, today
from pipelines.language.messages import told
from pipelines.place import use
from scrapers.registry import registry
from warehouse.home import Busy, Home

if TYPE_CHECKING:
    from pipelines.territory import Territory
    from warehouse.day import Outcome, Staged
    from warehouse.gate import Renderer
    from warehouse.inputs import SourceCard

ROOT = Path(__file__).resolve().parent.parent
WAIT_SECONDS = 3600.0
WRONG_USAGE = "catastro/wrong_usage"
"""The tag of a run that somebody mistyped: it says nothing of the day, and nobody is told."""


@dataclass(kw_only=True)
class Work:
    """What the steps of one run share. `home` holds the landing; `target` is where the catalogue is built.

    `sources`: crawl these and no others; None means those that are due. `error`: what a step raised, for a caller in
    this process.
    """

    home: Home
    target: Home
    day: date
    territory: Territory
    frozen: bool
    past: bool = False
    replay: Path | None = None
    sources: Sequence[str] | None = None
    renderer: Renderer = "gx"
    say: Callable[[str], None] = lambda _: None
    on_crawl: Callable[[dict[str, Any]], None] = lambda _: None

    manifests: list[dict[str, Any]] = field(default_factory=list)
    landed: tuple[date, datetime] | None = None
    staged: Staged | None = None
    built: bool = False
    outcome: Outcome | None = None
    in_place: bool = False
    error: Exception | None = None

    @contextmanager
    def keep_error(self) -> Iterator[None]:
        """Note what a step raises, or what made it a `Failure`; Dagster keeps only its text. A database's error is
        said in one sentence.
        """
        try:
            yield
        except Exception as error:
            cause = error.__cause__ if isinstance(error, dg.Failure) else None
            self.error = self._in_words(cause if isinstance(cause, Exception) else error)
            if self.error is not error and not isinstance(error, dg.Failure):
                raise self.error from error
            raise

    def _in_words(self, error: Exception) -> Exception:
        """What a person can read of a database's error. A warehouse that turns out unreadable is set aside: the next
        run makes it again.
        """
        import duckdb

        from warehouse.damage import in_words, is_damage, set_aside

        if not isinstance(error, duckdb.Error):
            return error
        said = in_words(error, self.target, self.target.warehouse)
        if is_damage(error) and self.target.warehouse.exists():
            said = told("work.made_again_next", said=said, aside=set_aside(self.target.warehouse).name)
        return OSError(said)

    def keep_outcome(self) -> None:
        """Note for `catastro status` what the run came to. A past day's says nothing of today."""
        from warehouse.status import keep_last_run

        if not self.past:
            done = self.outcome
            keep_last_run(
                self.home,
                {
                    "day": self.day,
                    "ended_at": now().isoformat(timespec="seconds"),
                    "published": self.in_place,
                    "why": (
                        "" if self.in_place else (done.why if done else "") or str(self.error or told("command.broke"))
                    ),
                    "failures": [str(found) for found in done.failures] if done else [],
                    "warnings": [str(found) for found in done.warnings] if done else [],
                },
            )

    def as_of(self) -> date:
        """The day to stage: a past day that is rebuilt has its last run's."""
        return self.landed[0] if self.past and self.landed else self.day


def cards() -> list[SourceCard]:
    """What the catalogue says of every source."""
    from warehouse.inputs import SourceCard

    return [
        SourceCard(
            s.id,
            s.name,
            s.funder,
            s.family,
            s.state,
            *s.expected,
            s.lists_once,
            (s.country, s.admits) if s.admits else None,
            s.country,
        )
        for s in registry().values()
    ]


def home_of_environment() -> Home:
    """`CATASTRO_HOME`, or the checkout's `data/`."""
    return Home(Path(os.environ.get("CATASTRO_HOME") or ROOT / "data").resolve())


@dg.resource(
    config_schema={
        "replay": dg.Field(
            str, is_required=False, description="Answer all requests from this archive, and crawl whatever the day."
        )
    },
    description=told("page.work"),
)
def work(context: dg.InitResourceContext) -> Iterator[Work]:
    """The run of one partition, holding its home's lock; another run in the same home waits for up to an hour."""
    from assets.dead import clear
    from pipelines.territory import Territory
    from warehouse.damage import look_for_room
    from warehouse.own_territory import folder_of

    assert context.run is not None
    assert context.instance is not None
    assert context.log is not None
    day, replay = date.fromisoformat(context.run.tags[TAG]), context.resource_config.get("replay")
    if day > today() and not replay:
        raise dg.Failure(f"{day}: a day to come; there is nothing to crawl or to rebuild yet")
    home, past = home_of_environment(), day < today() and not replay
    territory = Territory.load(folder_of(home, os.environ.get("CATASTRO_TERRITORY")))
    use(territory.place)
    target = home.rebuilt(day) if past else home
    if past:
        context.log.info(
            f"{day} is past: nothing is crawled or published; its catalogue is built anew in {target.path}"
        )
    try:
        with target.lock(wait_seconds=WAIT_SECONDS, on_wait=context.log.warning):
            if not past:
                clear(context.instance, home, but=context.run.run_id)
            look_for_room(target)
            run = Work(
                home=home,
                target=target,
                day=day,
                territory=territory,
                frozen=past or bool(replay),
                past=past,
                replay=Path(replay) if replay else None,
                say=context.log.info,
                on_crawl=_logger(context),
            )
            try:
                yield run
            finally:
                if run.manifests:  # a run of some sources, or of the whole day
                    run.keep_outcome()
    except Busy as error:
        raise dg.Failure(told("command.nothing_published", why=error)) from error


def next_run(work: Work) -> str:
    """The id of the crawls about to start."""
    from warehouse.landing import next_run_id

    return next_run_id(work.home.landing, work.day, None if work.replay else now())


def _logger(context: dg.InitResourceContext) -> Callable[[dict[str, Any]], None]:
    assert context.log is not None
    log = context.log

    def on_crawl(event: dict[str, Any]) -> None:
        if event["event"] == "finished":
            m = event["manifest"]
            log.info(f"{m['source_id']}: {m['verdict']}, {m['counts']['records']} records. {m['note']}")

    return on_crawl
