"""What every crawl needs, loaded by the host before it forks, so that no child pays for it.

Belongs here: imports and tables that a child would make otherwise. Does not belong: anything that starts the reactor,
which could not be forked. What is missing here costs time and nothing else: a child imports it as ever.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
from datetime import date

from pipelines.admission import admit
from pipelines.records import Deadline, Document, KeyDate, Record
from scrapers import kinds

_MODULES = (
    "_strptime",
    "babel.messages.pofile",
    "feedparser",
    "queuelib",
    "scrapers.middlewares.address_guard",
    "scrapers.middlewares.decompression",
    "scrapers.middlewares.recording",
    "scrapers.middlewares.retry",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.core.engine",
    "scrapy.core.scraper",
    "scrapy.downloadermiddlewares.defaultheaders",
    "scrapy.downloadermiddlewares.downloadtimeout",
    "scrapy.downloadermiddlewares.httpcompression",
    "scrapy.downloadermiddlewares.redirect",
    "scrapy.downloadermiddlewares.useragent",
    "scrapy.dupefilters",
    "scrapy.extensions.corestats",
    "scrapy.extensions.throttle",
    "scrapy.logformatter",
    "scrapy.pqueues",
    "scrapy.spidermiddlewares.depth",
    "scrapy.spidermiddlewares.httperror",
    "scrapy.spidermiddlewares.metacopy",
    "scrapy.spidermiddlewares.start",
    "scrapy.spidermiddlewares.urllength",
    "scrapy.squeues",
    "scrapy.statscollectors",
    "scrapy.utils.request",
    "selectolax.lexbor",
    "xml.sax.expatreader",
)


def preload() -> None:
    """Import what crawls import, and make what their first record would make."""
    for name in (*_MODULES, *(f"{kinds.__name__}.{kind.name}" for kind in pkgutil.iter_modules(kinds.__path__))):
        importlib.import_module(name)
    day = date(2000, 1, 1)
    admit(
        Record(
            "preloaded",
            title="-",
            deadlines=[Deadline(day)],
            key_dates=[KeyDate("other", day)],
            documents=[Document("-", "https://example.org/")],
        )
    )
    gc.collect()
    gc.freeze()  # what is loaded by now is no child's to sweep, nor to copy for it
