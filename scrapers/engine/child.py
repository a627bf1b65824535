"""One crawl in its own process: settings, Scrapy, and the landing it leaves.

Belongs here: what happens between the fork and the exit. Does not belong: deadlines and killing
(`scrapers/engine/host.py`).
"""

from __future__ import annotations

import importlib
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from pipelines.landing_format import ANSWERS
from scrapers.engine.archive import BadArchive, Exchange, Replay, Writer, recorded_listings
from scrapers.engine.job import Job
from scrapers.engine.landing import Landing
from scrapers.engine.verdict import judge
from scrapers.kinds.base import CrawlRun, KindSpider
from scrapers.middlewares.address_guard import ALLOW
from scrapers.middlewares.conditional_get import known_answers
from scrapers.source import Source

log = logging.getLogger(__name__)

# All that a crawl is made of, from its side to the network's. Stated whole in place of Scrapy's own tables: what is
# only
# switched off there is imported all the same, some of it with a web client or a server (0.3 CPU s in every child).
_MIDDLEWARES = {
    "scrapers.middlewares.address_guard.GuardMiddleware": 50,
    "scrapers.middlewares.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapers.middlewares.retry.PatientRetries": 550,
    "scrapers.middlewares.decompression.WholeAnswers": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 600,
    "scrapers.middlewares.recording.Recorder": 1000,
    "scrapers.middlewares.conditional_get.Unchanged": 1100,
}
_EXTENSIONS = {"scrapy.extensions.corestats.CoreStats": 0, "scrapy.extensions.throttle.AutoThrottle": 0}
USER_AGENT = "Catastro/0.1 (+https://github.com/catastro-fondos/catastro; contacto y reclamos: ver esa pagina)"
MIB = 1024 * 1024


def spider_of(kind: str) -> type[KindSpider]:
    """The spider of a kind, by its module's name."""
    try:
        spider: type[KindSpider] = importlib.import_module(f"scrapers.kinds.{kind}").Spider
    except ModuleNotFoundError as error:
        raise ValueError(
            f"kind {kind!r} has no module scrapers/kinds/{kind}.py; write it or mend the source's field kind"
        ) from error
    return spider


def settings_of(job: Job) -> dict[str, Any]:
    """Scrapy's settings: polite and bounded; in a replay without network and waits."""
    replayed = job.replay is not None
    handlers: dict[str, str | None] = dict.fromkeys(("data", "file", "ftp", "s3"))
    if replayed:
        handlers |= dict.fromkeys(("http", "https"), "scrapers.middlewares.recording.ReplayHandler")
    delay = 0.0 if replayed else job.delay_seconds
    return {
        "BOT_NAME": "catastro",
        "USER_AGENT": USER_AGENT,
        "LOG_LEVEL": "WARNING",
        "LOGSTATS_INTERVAL": 0,
        "STATS_DUMP": False,
        "DOWNLOADER_MIDDLEWARES_BASE": _MIDDLEWARES,
        "EXTENSIONS_BASE": _EXTENSIONS,
        "DOWNLOAD_HANDLERS": handlers,
        "TWISTED_DNS_RESOLVER": "scrapers.middlewares.address_guard.GuardedResolver",
        ALLOW: sorted(job.allow),
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_MAXSIZE": 32 * MIB,
        "DOWNLOAD_WARNSIZE": 16 * MIB,
        # Three tries and a robots.txt fit into the limit even where a server never answers.
        "DOWNLOAD_TIMEOUT": min(60.0, job.limit_seconds / 10),
        "RETRY_TIMES": 2,
        "REDIRECT_MAX_TIMES": 5,
        # A sample's answers become files that people read.
        "COMPRESSION_ENABLED": not job.sample,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "HTTPPROXY_ENABLED": False,  # a proxy would resolve names behind the guard's back
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": delay,
        "AUTOTHROTTLE_ENABLED": delay > 0,
        "AUTOTHROTTLE_START_DELAY": delay,
        "AUTOTHROTTLE_MAX_DELAY": 30.0,
    }


def known(landing: Landing) -> dict[str, Exchange]:
    """What the host may say is unchanged since the last good crawl. A lost archive costs a download, no more."""
    answers = None if landing.job.replay or landing.job.sample else landing.last_answers()
    try:
        return known_answers(recorded_listings(answers), datetime.now(UTC)) if answers else {}
    except BadArchive as error:
        log.warning("%s", error)
        return {}


def crawl(source: Source, job: Job, replay: Replay | None, report: Callable[[dict[str, Any]], None]) -> None:
    """Crawl one source and land it. The folder `.part` is there already."""
    landing = Landing(job, source.id)
    started_at = landing.now()
    with (landing.part / ANSWERS).open("wb") as sink:
        run = CrawlRun(
            source=source,
            archive=Writer(sink),
            replay=replay,
            ends_at=time.monotonic() + 0.7 * job.limit_seconds,
            job=job,
            report=report,
            known=known(landing),
            before=None if job.sample else landing.good_day(),
        )
        process = AsyncCrawlerProcess(settings_of(job))
        process.crawl(spider_of(source.kind), run=run)
        process.start(install_signal_handlers=False)
        if process.bootstrap_failed:
            raise RuntimeError("Scrapy could not begin the crawl: see crawl.log")
    verdict, note = judge(source, run.tally, run.before)
    manifest = landing.manifest(
        started_at=started_at,
        finish_reason="interrupted" if run.tally.stopped else "finished",
        verdict=verdict,
        note=note,
        tally=run.tally,
        lists_all=source.lists_all,
    )
    landing.finish(run.entries, manifest)
