"""What of a record is compared: its words, and what it says of its year, edition, lot, references, deadlines.

Belongs here: reading one record into `Keys`. Does not belong: comparing two records (`vetoes`, `name_similarity`), or
anything that depends on the other records.
"""

from __future__ import annotations

import math
import re
import sys
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pandas as pd

from pipelines.deduplication.edition_numbers import COUNTED, marks_in
from pipelines.deduplication.editions import Round, read_round
from pipelines.deduplication.named_countries import countries_in
from pipelines.deduplication.stated_years import Span, stated_years, years_in
from pipelines.deduplication.subject_words import fields
from pipelines.deduplication.told_numbers import figures_in
from pipelines.language.normalisation import bare

SHORT_SUMMARY = 200
"""A summary up to this length names (authors, a subtitle); a longer one is prose and is only searched for names."""

_POSITION = re.compile(r"^\s*(?:0\d{1,3}\s*[-.)]|\d{1,2}[.)])\s*(?=\D|\d)(?!\d{4}\b)")
_CODE = re.compile(
    r"(?<![\w-])(?=[A-Z0-9./_-]{0,80}[A-Z])(?=[A-Z0-9./_-]{0,80}\d)[A-Z0-9]{1,30}(?:[-/_.][A-Z0-9]{1,30}){2,12}(?![\w-])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_OFFICE_NUMBER = re.compile(r"[A-Z]{1,6}(\d{5,})")
_ACRONYM = re.compile(r"(?<![^\W_])[A-Z]{3,8}(?![^\W_])")
_UNSAFE = re.compile(r"[^A-Z0-9]+")
_PLAIN_URL = re.compile(r"https?://(?:www\.)?([a-z0-9.-]+)((?:/[^/?#\s]+)+)/*")
_JOINED = re.compile(r"[-/_.][A-Za-z0-9]+[-/_.]")
_CAPITALS = "".join(chr(code) for code in range(0x530) if chr(code).isupper())
_NAME = re.compile(rf"[{_CAPITALS}0-9](?:(?<=\d)[\d.,]{{2,}}\d|(?<!\d)(?<![^\W\d_].)[^\W\d_]+)")
"""A word that begins with a capital (Latin, Greek, Cyrillic), or a number of four characters or more."""
_TRACKING = re.compile(r"^(?:utm_|fbclid$|gclid$|trk$|ref$|lang$|locale$|mc_)")

NONE: frozenset[str] = frozenset()
NO_MARKS: Mapping[str, frozenset[str]] = {}


class Keys:
    """One record made ready: folded words, and what it states about which call of a kind it is.

    What only prose tells (`names`, `prose`, `told`, `round`) is read when it is first asked for: of most records nobody
    asks. `published`: the day that the source gives; `seen`: from when to when it was listed, as far as is known.
    """

    __slots__ = (
        "_countries",
        "_figures",
        "_round",
        "_subjects",
        "_tells",
        "acronyms",
        "amount",
        "codes",
        "context",
        "currency",
        "deadlines",
        "field_years",
        "fragment",
        "funder",
        "funder_id",
        "language",
        "marks",
        "places",
        "published",
        "references",
        "seen",
        "source",
        "stated_title",
        "summary",
        "title",
        "title_years",
        "url",
        "words",
    )

    def __init__(self, row: Mapping[str, Any]) -> None:
        get = row.get
        stated_title = text_of(get("title"))
        if stated_title[:1].isdigit():
            stated_title = _POSITION.sub("", stated_title)
        funder = text_of(get("funder"))
        summary, edition = text_of(get("summary")), text_of(get("edition"))
        title = fold(stated_title)
        codes = _codes(stated_title)
        self.source: str = sys.intern(text_of(get("source_id")))
        self.stated_title: str = stated_title
        self.title: str = title
        self.words: tuple[str, ...] = tuple(map(sys.intern, title.split()))
        self.funder, self.acronyms = _payer(funder)
        self.funder_id: str = sys.intern(text_of(get("funder_id")))
        self.context: frozenset[str] = _context(
            self.funder, text_of(get("programme")), summary if len(summary) <= SHORT_SUMMARY else ""
        )
        self.title_years: tuple[Span, ...] = years_in(_CODE.sub(" ", stated_title) if codes else stated_title)
        self.field_years: tuple[Span, ...] = stated_years(text_of(get("year")), edition)
        self.marks: Mapping[str, frozenset[str]] = _marks(
            stated_title if not COUNTED.isdisjoint(self.words) else "", edition
        )
        self.codes: frozenset[str] = codes
        self.references: frozenset[str] = frozenset(filter(None, map(squeeze, texts_of(get("reference"))))) or NONE
        self.deadlines: tuple[date, ...] = _deadlines(get("deadline"))
        self.amount: float | None = _number(get("amount_max"))
        self.currency: str = sys.intern(text_of(get("currency")).upper())
        self.url: str = canonical_url(text_of(get("url")))
        self.fragment: str = text_of(get("url")).partition("#")[2]
        self.published: date | None = _one_day(get("published_on"))
        self.seen: tuple[date | None, date | None] = (_one_day(get("first_seen_on")), _one_day(get("last_seen_on")))
        self.places: frozenset[str] = frozenset(place for place in texts_of(get("places")) if len(place) == 2) or NONE
        self.language: str = sys.intern(text_of(get("language"))[:2].lower())
        self.summary: str = summary
        self._countries: frozenset[str] | None = None
        self._figures: frozenset[str] | None = None
        self._subjects: frozenset[int] | None = None
        self._tells: frozenset[int] | None = None
        self._round: Round | None = None

    @property
    def whole(self) -> str:
        """The words of the title, then those that funder, programme and label add."""
        return " ".join((self.title, *sorted(self.context.difference(self.words)))).strip()

    @property
    def names(self) -> set[str]:
        """Proper names, acronyms and long numbers of title and summary."""
        return names_in(f"{self.stated_title}. {self.summary}")

    @property
    def told(self) -> tuple[str, ...]:
        """The folded words of the summary."""
        return tuple(folded_words(self.summary))

    @property
    def has_prose(self) -> bool:
        return len(self.summary) > SHORT_SUMMARY

    @property
    def prose(self) -> frozenset[str]:
        """The words of a summary that is more than a label."""
        return frozenset(self.told) if self.has_prose else NONE

    @property
    def countries(self) -> frozenset[str]:
        """The countries that title and funder name, in ISO codes."""
        if self._countries is None:
            self._countries = countries_in(f"{self.title} {self.funder}")
        return self._countries

    @property
    def subjects(self) -> frozenset[int]:
        """The fields of which the title tells."""
        if self._subjects is None:
            self._subjects = fields(self.words)
        return self._subjects

    @property
    def tells(self) -> frozenset[int]:
        """The fields of which title, funder, programme and summary tell."""
        if self._tells is None:
            self._tells = fields((*self.words, *self.context, *self.told))
        return self._tells

    @property
    def figures(self) -> frozenset[str]:
        """The numbers that title and summary tell, and the sum."""
        if self._figures is None:
            stated = {f"{self.amount:.0f}"} if self.amount else set()
            self._figures = figures_in(f"{self.stated_title}. {self.summary}") | stated
        return self._figures

    @property
    def round(self) -> Round:
        """Which round title, prose and address tell of."""
        if self._round is None:
            self._round = read_round(
                self.stated_title, self.summary, self.url, self.language, self.deadlines, self.published
            )
        return self._round


def fold(text: str) -> str:
    """Lower case without accents or punctuation, white space single: the form in which words are compared."""
    return " ".join(folded_words(text))


def folded_words(text: str) -> list[str]:
    """The words of a text as `fold` writes them."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower().replace("'", ""))
    return _WORD.findall(bare(text).replace("'", ""))


def read(row: Mapping[str, Any]) -> Keys:
    """The keys of one record; absent fields are None."""
    return Keys(row)


def align_references(keys: list[Keys], others: Collection[str] = ()) -> list[Keys]:
    """These keys, their bare numbers ("26-513") written as the only office that uses them does ("NSF 26-513").

    `others`: references of records that are not among these.
    """
    offices: defaultdict[str, set[str]] = defaultdict(set)
    for reference in chain(others, *(own.references for own in keys)):
        if number := office_number(reference):
            offices[number].add(reference)
    full = {number: next(iter(names)) for number, names in offices.items() if len(names) == 1}
    for own in keys:
        if any(reference in full for reference in own.references):
            own.references = frozenset(full.get(reference, reference) for reference in own.references)
    return keys


def form_of(reference: str) -> str:
    """What a publisher's references have in common: letters, and how many digits stand where."""
    return "".join("9" if c.isdigit() else c for c in reference)


def kind_of(reference: str) -> str:
    """Which references one contradicts: a bare number others of as many digits, any other all that are no bare
    numbers.
    """
    return form_of(reference) if reference.isdigit() else "letters"


def office_number(reference: str) -> str:
    """The bare number that an office's letters stand before; "" where the reference is not of that form."""
    match = _OFFICE_NUMBER.fullmatch(reference)
    return match[1] if match else ""


def is_absent(value: Any) -> bool:
    """None, NaN, NaT or pandas' NA; a list is never absent."""
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def text_of(value: Any) -> str:
    """The value as text, "" where absent; a whole float as an integer."""
    if type(value) is str:
        return value.strip()
    if is_absent(value):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def texts_of(value: Any) -> list[str]:
    """The texts of a string or a list of strings."""
    if is_absent(value):
        return []
    return [text_of(value)] if isinstance(value, (str, int, float)) else [text_of(item) for item in value]


def dates_of(value: Any) -> list[date]:
    """The days of a date, an ISO string, or a list of them. Raises ValueError for a text that is no ISO date."""
    if is_absent(value):
        return []
    if isinstance(value, str):
        return [date.fromisoformat(value[:10])] if value else []
    if hasattr(value, "date"):
        return [value.date()]
    if isinstance(value, date):
        return [value]
    return [day for item in value for day in dates_of(item)]


def canonical_url(url: str) -> str:
    """The address without scheme, www, trailing slash, fragment, tracking or language parameters; "" for a bare
    host.
    """
    if not url:
        return ""
    if plain := _PLAIN_URL.fullmatch(url):
        return plain[1] + plain[2]
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    query = "&".join(sorted(f"{k}={v}" for k, v in parse_qsl(parts.query) if not _TRACKING.match(k.lower())))
    path = parts.path.rstrip("/")
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{path}?{query}".rstrip("?") if path or query else ""


def squeeze(reference: str) -> str:
    """Letters and digits alone, in capitals: as references are compared."""
    return _UNSAFE.sub("", reference.upper())


def _codes(stated_title: str) -> frozenset[str]:
    """Topic codes: three parts or more, three digits or more."""
    if not _JOINED.search(stated_title):
        return NONE
    return frozenset(squeeze(code) for code in _CODE.findall(stated_title) if sum(map(str.isdigit, code)) >= 3) or NONE


@lru_cache(maxsize=65536)
def _payer(funder: str) -> tuple[str, frozenset[str]]:
    """The funder's folded name, and the acronyms in it."""
    return fold(funder), frozenset(_ACRONYM.findall(funder)) or NONE


@lru_cache(maxsize=65536)
def _context(funder: str, programme: str, label: str) -> frozenset[str]:
    """The words that say who pays, under which programme, and by whom."""
    return frozenset(map(sys.intern, f"{funder} {fold(programme)} {fold(label)}".split())) or NONE


def _marks(counting: str, edition: str) -> Mapping[str, frozenset[str]]:
    return marks_in(counting, edition) or NO_MARKS if counting else _edition(edition)


@lru_cache(maxsize=4096)
def _edition(edition: str) -> Mapping[str, frozenset[str]]:
    return marks_in("", edition) or NO_MARKS


def _deadlines(value: Any) -> tuple[date, ...]:
    return _day_of(value) if type(value) is str and value else tuple(sorted(set(dates_of(value))))


def _one_day(value: Any) -> date | None:
    return next(iter(dates_of(value)), None)


@lru_cache(maxsize=65536)
def _day_of(iso: str) -> tuple[date, ...]:
    return (date.fromisoformat(iso[:10]),)


def names_in(text: str) -> set[str]:
    """Words that look like proper names or acronyms, and numbers of four characters or more: what survives
    translation.
    """
    return {word.lower() if word.isascii() and word.isalpha() else _name(word) for word in set(_NAME.findall(text))}


@lru_cache(maxsize=65536)
def _name(word: str) -> str:
    return re.sub(r"[.,]", "", word) if word[0].isdigit() else fold(word)


def _number(value: Any) -> float | None:
    if is_absent(value) or value == "":
        return None
    number = float(value)
    return number if number > 0 else None
