"""How a crawl went: from its counts to one word and one sentence.

Belongs here: the rules, pure. Does not belong: counting (`scrapers/kinds/base.py`) and storing
(`scrapers/engine/landing.py`). The exit code and Scrapy's "finished" say nothing: a captcha, an empty answer and a
timeout end a crawl the same way. The sentence is in the territory's language, for it stands in the table of sources.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from pipelines.language.messages import told
from pipelines.records import Record
from pipelines.vocabulary import CrawlVerdict
from scrapers.engine.completeness import Calls
from scrapers.source import Source

COMPARED = 10
"""Fewer records than these tell nothing by their shares or their number."""
FIELDS = tuple(f.name for f in fields(Record) if f.name not in ("record_key", "doubts"))


@dataclass(frozen=True, slots=True)
class GoodDay:
    """The source's last good crawl by the same code: how many records it had, the share of them that had each field,
    and their names.
    """

    day: date
    records: int
    fill: Mapping[str, float]
    calls: Calls = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """What happened in one crawl. Sentences in the lists say why; robots.txt is never counted.

    `lost_pages` were not answered, `bad_pages` were answered with something else than the listing; `short`: listings
    that ended before all that they announced; `suspect`: why an answer may hide calls, which counts when there are
    fewer than on the last good day; `standing`: what calls of the last good day stand in a listing page that gave no
    record of them (as `whole.standing` says), and `unread`: the titles of those of which none did; `unkeyed`: records
    without a key, dropped; `received`: bytes of answers, decompressed; `validators`: listing answers that can be asked
    about conditionally; `remarks`: what is worth saying though nothing is lacking.
    """

    pages: int = 0
    lost_pages: list[str] = field(default_factory=list)
    bad_pages: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    suspect: list[str] = field(default_factory=list)
    standing: dict[str, bool] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    records: int = 0
    announced: int | None = None
    pages_announced: int | None = None
    skipped: int = 0
    unkeyed: int = 0
    details: int = 0
    details_failed: Counter[str] = field(default_factory=Counter)
    fill: dict[str, float] = field(default_factory=dict)
    requests: int = 0
    answers: int = 0
    received: int = 0
    validators: int = 0
    failed: int = 0
    stopped: str | None = None
    remarks: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int | None]:
        """The manifest's counts."""
        return {
            "records": self.records,
            "announced": self.announced,
            "skipped": self.skipped,
            "pages": self.pages,
            "pages_announced": self.pages_announced,
            "requests": self.requests,
            "answers": self.answers,
            "failed": self.failed,
            "details": self.details,
            "details_failed": self.details_failed.total(),
        }


def fill_rates(fields: Iterable[str], records: Iterable[tuple[Record, bool]]) -> dict[str, float]:
    """The share of records that have each field; records come with whether their detail is missing.

    A field that a record lacks while its detail is missing says nothing of the layout, and is left out.
    """
    names, has, lacks = list(fields), Counter[str](), Counter[str]()
    for record, missing in records:
        for name in names:
            if getattr(record, name) not in (None, "", []):
                has[name] += 1
            elif not missing:
                lacks[name] += 1
    return {name: has[name] / (has[name] + lacks[name]) for name in names if has[name] + lacks[name]}


def judge(source: Source, tally: Tally, before: GoodDay | None = None) -> tuple[CrawlVerdict, str]:
    """The verdict on a crawl and one sentence that says why. `before`: what it is compared with, None where nothing
    is.
    """
    if not tally.pages and not tally.bad_pages:
        reasons = ", ".join(_some(tally.lost_pages))
        nothing = told("note.none_answered", why=reasons) if reasons else told("note.none_read")
        return "failed", _sentence([nothing, tally.stopped])
    poor = _poorly_filled(source, tally) + (_emptied(tally, before) if before else [])
    if not tally.pages or poor:
        return "malformed", _sentence([*_some(tally.bad_pages), *poor, *_lost(tally)])
    if tally.unkeyed and not tally.records:
        return "malformed", _sentence([told("note.none_keyed", number=tally.unkeyed)])
    lacks = _lacks(source, tally) + (_unread(tally, before) + _fallen(tally, before) if before else [])
    if lacks:
        return "incomplete", _sentence(lacks)
    if not tally.records:
        return "empty_confirmed", _sentence([told("note.announces_none")])
    counted = told("note.counted", tally.pages, records=tally.records)
    if tally.records > source.expected[1]:
        counted += told("note.more", expected=source.expected[1])
    return "ok", _sentence([counted, *_some(tally.remarks)])


def _poorly_filled(source: Source, tally: Tally) -> list[str]:
    return [
        told("note.poorly_filled", share=f"{tally.fill[name]:.0%}", name=name, least=f"{least:.0%}")
        for name, least in source.fill.items()
        if tally.fill.get(name, 1.0) < least
    ]


def _emptied(tally: Tally, before: GoodDay) -> list[str]:
    """The fields that half of the records had or more, and that not half as many have now: the layout has changed."""
    if min(tally.records, before.records) < COMPARED:
        return []
    return [
        told("note.emptied", share=f"{tally.fill[name]:.0%}", name=name, day=_day(before), before=f"{share:.0%}")
        for name, share in before.fill.items()
        if share >= 0.5 and tally.fill.get(name, share) < share / 2
    ]


def _unread(tally: Tally, before: GoodDay) -> list[str]:
    """The calls that are missing although they stand in the listing: whether they closed or were lost in reading,
    nobody knows.
    """
    titles = [told("format.quoted", words=title) for title in tally.unread]
    match len(titles):
        case 0:
            return []
        case 1:
            return [told("note.one_unread", day=_day(before), title=titles[0])]
    named = ", ".join(titles[:3])
    if len(titles) > 3:
        named = told("note.and_others", titles=named, number=len(titles) - 3)
    return [told("note.several_unread", number=len(titles), day=_day(before), titles=named)]


def _fallen(tally: Tally, before: GoodDay) -> list[str]:
    """A fall that the source itself does not announce: to less than half, or any where the answers look garbled."""
    if tally.suspect and tally.records < before.records:
        why = functools.reduce(
            lambda first, last: told("format.last_and", first=first, last=last), _some(tally.suspect)
        )
        return [told("note.fewer_and", records=tally.records, before=before.records, day=_day(before), why=why)]
    if tally.announced is not None or before.records < COMPARED or tally.records >= before.records / 2:
        return []
    return [told("note.fewer_than_half", records=tally.records, before=before.records, day=_day(before))]


def _lacks(source: Source, tally: Tally) -> list[str]:
    lacks = [*_some(tally.bad_pages), *_lost(tally), *_some(tally.short)]
    if tally.stopped:
        lacks.append(tally.stopped)
    if tally.unkeyed:
        lacks.append(told("note.unkeyed", number=tally.unkeyed))
    empty_by_its_own_word = not tally.records and tally.announced == 0
    if tally.records < source.expected[0] and not empty_by_its_own_word:
        lacks.append(told("note.fewer", records=tally.records, expected=source.expected[0]))
    if failed := tally.details_failed.total():
        (reason, times), *others = tally.details_failed.most_common()
        asked = tally.details + failed
        message = "note.details_failed_variously" if others else "note.details_failed"
        lacks.append(told(message, failed=failed, asked=asked, why=reason, times=times))
    return lacks


def _lost(tally: Tally) -> list[str]:
    return [told("note.lost_page", why=why) for why in _some(tally.lost_pages)]


def _some(reasons: list[str], most: int = 3) -> list[str]:
    """The first reasons, and how many more there are."""
    distinct = list(dict.fromkeys(reasons))
    return distinct[:most] + ([told("note.more_problems", number=len(distinct) - most)] if len(distinct) > most else [])


def _day(before: GoodDay) -> str:
    return f"{before.day:%d-%m-%Y}"


def _sentence(parts: list[str | None] | list[str]) -> str:
    text = "; ".join(part.rstrip(".") for part in parts if part)
    return text[:1].upper() + text[1:] + "."
