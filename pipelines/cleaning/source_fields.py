"""Fields as a source states them: its own words into a `Record`, or a doubt that quotes them.

Belongs here: reading one labelled value whose format the source is known to use. Does not belong: prose.
Every function takes the record, the field's words and what is known of their form; words that say nothing
("", None, "TBD", "none", a placeholder year) leave the field empty, and words that cannot be read
leave it empty with a doubt. None of them raises for bad words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Literal
from urllib.parse import urljoin, urlsplit

from pipelines.cleaning.dates import find_days
from pipelines.cleaning.markup import has_markup, plain_line, plain_text
from pipelines.language.normalisation import fold
from pipelines.records import Deadline, Document, Doubt, Record, StatedStatus

_NOTHING = frozenset(
    {"", "none", "null", "n/a", "na", "tbd", "tba", "pending", "ongoing", "continuous", "rolling", "-"}
)
_PLACEHOLDER_YEARS = frozenset({1970, 2035, 2099})
_YEARS = range(1970, 2101)
_MOST = Decimal(10) ** 15  # more than any call pays, in any currency: a broken number
_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?|-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")

DayField = Literal["published_on", "opens_on", "stated_on"]
AmountField = Literal["amount_min", "amount_max", "amount_total"]


def title(record: Record, words: str) -> None:
    """Set the title as plain text; a doubt where it came with tags."""
    record.title = plain_line(words)
    if has_markup(words):
        record.doubts.append(Doubt("title", record.title, None, words))


def prose(record: Record, *parts: str | None, headed: Mapping[str, str | None] | None = None) -> None:
    """Set the text from parts in HTML or plain prose, then those under a heading, an empty line between them."""
    blocks = [plain_text(str(part or "")) for part in parts]
    blocks += [
        f"{heading}: {body}" for heading, part in (headed or {}).items() if (body := plain_text(str(part or "")))
    ]
    record.text = "\n\n".join(block for block in blocks if block) or None


def address(record: Record, words: str | None, base: str = "") -> None:
    """Set the call's address; a doubt where it is no web address."""
    record.url = web_address(words, base) or ""
    if words and not record.url:
        record.doubts.append(Doubt("url", None, None, str(words)))


def document(record: Record, title: str | None, words: str | None, base: str = "") -> None:
    """Add a document where its address is one of the web; a doubt where it is another, nothing where none is stated."""
    if not str(words or "").strip():
        return
    url = web_address(words, base)
    if url is None:
        record.doubts.append(Doubt("documents", None, None, str(words)))
    elif url not in [held.url for held in record.documents]:
        record.documents.append(Document(plain_line(str(title or "")) or url.rsplit("/", 1)[-1], url))


def web_address(words: str | None, base: str = "") -> str | None:
    """The words as an absolute http or https address, None where they are none."""
    try:
        url = urljoin(base, str(words or "").strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname and not re.search(r"\s", url) else None


def day(record: Record, field: DayField, words: str | None, *formats: str) -> None:
    """Set a day from words in one of the `strptime` formats (none: ISO)."""
    if moment := _moment(record, field, words, formats):
        setattr(record, field, moment.date())


def written_day(words: str, language: str) -> str:
    """The first whole day that labelled words hold, in ISO form; the words where they hold none, for a doubt to
    quote.
    """
    days = (found.on() for found in find_days(fold(words), language))
    return next((day.isoformat() for day in days if day), words)


def deadline(
    record: Record,
    words: str | None,
    *formats: str,
    stage: int | None = None,
    timezone: str | None = None,
    quote: str | None = None,
    midnight: bool = False,
) -> None:
    """Add a deadline. Midnight without a word on hours is a day; another hour is kept with its zone.

    `quote`: the source's words, where `words` are not quite them. `midnight`: the words state the hour, be it midnight.
    """
    moment = _moment(record, "deadlines", words, formats)
    if moment is None:
        return
    hour_stated = (midnight or (moment.hour, moment.minute) != (0, 0)) and moment.tzinfo is not None
    record.deadlines.append(
        Deadline(
            closes_on=moment.date(),
            closes_at=moment if hour_stated else None,
            timezone=(timezone or moment.tzname()) if hour_stated else None,
            stage=stage,
            quote=quote or str(words),
        )
    )


def amount(record: Record, field: AmountField, words: str | int | float | None) -> None:
    """Set an amount from a plain number; "none", "Pending" and 0 are absent."""
    text = str("" if words is None else words).strip().lstrip("$€£").strip()
    if text.lower() in _NOTHING:
        return
    try:
        if not _AMOUNT.fullmatch(text):
            raise InvalidOperation
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        number = Decimal(-1)
    if not 0 <= number < _MOST:
        record.doubts.append(Doubt(field, None, None, str(words)))
    elif number:
        setattr(record, field, number)


def status(record: Record, words: str | None, known: Mapping[str, StatedStatus]) -> None:
    """Set the stated status from the source's word for it; a doubt for a word it is not known to use."""
    word = str(words or "").strip()
    if word.lower() in known:
        record.stated_status = known[word.lower()]
    elif word:
        record.doubts.append(Doubt("stated_status", None, None, word))


def _moment(record: Record, field: str, words: str | None, formats: tuple[str, ...]) -> datetime | None:
    text = str(words or "").strip()
    if text.lower() in _NOTHING:
        return None
    moment = next((read for form in formats or (None,) if (read := _read(text, form))), None)
    if moment is None or moment.year not in _YEARS or moment.year in _PLACEHOLDER_YEARS:
        record.doubts.append(Doubt(field, None, None, text))
        return None
    return moment


def _read(text: str, form: str | None) -> datetime | None:
    try:
        return datetime.strptime(text, form) if form else _iso(text)
    except ValueError:
        return None


def _iso(text: str) -> datetime:
    if len(text) == 10:
        day_only = date.fromisoformat(text)
        return datetime(day_only.year, day_only.month, day_only.day)
    return datetime.fromisoformat(text)
