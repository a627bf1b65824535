"""The territory's own country: whose day and clock it is, its money, holidays, language and words.

Belongs here: the form of `place.yaml` (docs/territory.md), and the one place that this process works for. Does not belong: who applies and
for what (`pipelines.territory`), sentences (`messages/`), facts that hold for every territory (`lexicon/`).

A process works for one territory: who opens one says so with `use`, and until then it is the one that ships. What a
sentence says of the place stands in it in braces (`{country}`, `{here}`): `pipelines.language.messages` fills them in
from here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name, get_currency_symbol, list_currencies

from pipelines.edited_files import TerritoryError, day, in_order, known_fields, read_yaml
from pipelines.language.normalisation import fold

Paper = Literal["letter", "a4"]
FILE = "place.yaml"
SHIPPED_FOLDER = Path(__file__).resolve().parents[1] / "territory"
OF_THE_WORLD = ("actors.yaml", "country_groups.csv", "exchange_rates.csv", "group_names.yaml")
"""Files that a territory may take as they ship, by naming them under `as_shipped`."""
WORDS = ("here", "region", "local_area", "local_areas", "local_reach", "other_area")
"""What sentences say of a place that no public table has; `country`, `currency` and `currency_name` are CLDR's."""
FIELDS = (
    "country",
    "time_zone",
    "currency",
    "currency_mark",
    "language",
    "paper",
    "holidays",
    "regions",
    "words",
    "as_shipped",
)
USD = "USD"
_JOINED = "(?:of the |of |de la |de los |de las |del |de |da |do )?"


@dataclass(frozen=True, slots=True)
class OwnHoliday:
    """Days off that the calendar of the country does not have, both ends included."""

    first: date
    last: date
    name: str

    @property
    def days(self) -> Sequence[date]:
        return [self.first + timedelta(n) for n in range((self.last - self.first).days + 1)]


@dataclass(frozen=True, slots=True)
class Holidays:
    """`calendar` and `part`: of the package `holidays`, a country's and, where its parts differ, the part's."""

    calendar: str
    part: str | None = None
    own: tuple[OwnHoliday, ...] = ()
    worked: frozenset[date] = frozenset()

    def of_years(self, years: Sequence[int], language: str) -> list[tuple[date, str]]:
        """Every day off of some years with its name, in a language where the calendar has it."""
        import holidays

        spoken = holidays.country_holidays(self.calendar, subdiv=self.part).supported_languages
        named = next((name for name in spoken if name.split("_")[0] == language), None)
        found = dict(holidays.country_holidays(self.calendar, subdiv=self.part, years=list(years), language=named))
        for entry in self.own:
            found |= {on: entry.name for on in entry.days if on.year in years}
        return sorted((on, name) for on, name in found.items() if on not in self.worked)


@dataclass(frozen=True, slots=True)
class Regions:
    """How folded texts name the regions of the country: `own` the territory itself, `seat` its name as an address,
    `others` with what a region is called ("region de los lagos"); `reach`: words that leave open which is meant.
    """

    own: re.Pattern[str] | None = None
    seat: re.Pattern[str] | None = None
    others: re.Pattern[str] | None = None
    reach: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One territory's country, clock, money, calendar and words."""

    path: Path
    country: str
    time_zone: str
    currency: str
    currency_mark: str
    language: str
    paper: Paper
    holidays: Holidays
    regions: Regions = field(default_factory=Regions)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    as_shipped: frozenset[str] = frozenset()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def amount_column(self) -> str:
        """The column of sums in the territory's own money: `amount_max_clp`. Where that is the dollar, whose column
        stands beside it, `amount_max_own`.
        """
        return f"amount_max_{'own' if self.currency == USD else self.currency.lower()}"

    def word(self, name: str, language: str) -> str:
        """What a sentence says of the place: a word of `place.yaml`, in its own language where it lacks this one; else
        CLDR's. Raises KeyError.
        """
        said = self.words.get(language, {}).get(name) or self.words.get(self.language, {}).get(name)
        if said:
            return said
        match name:
            case "country":
                return str(_locale(language).territories.get(self.country, self.country))
            case "currency":
                return self.currency
            case "currency_mark":
                return self.currency_mark
            case "currency_name":
                return str(get_currency_name(self.currency, count=2, locale=_locale(language)))
        raise KeyError(name)

    def messages(self, language: str) -> Mapping[str, str]:
        """Messages that this place says in its own way, by their names ("applicant.municipality")."""
        return {name: said for name, said in self.words.get(language, {}).items() if "." in name}

    def file(self, name: str) -> Path:
        """Where a file of the territory stands: in its folder, or where it takes it as it ships."""
        return (SHIPPED_FOLDER if name in self.as_shipped else self.path.parent) / name


def load_place(folder: Path) -> Place:
    """The place of a territory's folder; one from before there was such a file is in Santiago. Raises
    TerritoryError.
    """
    path = folder / FILE
    document = read_yaml(path if path.exists() else SHIPPED_FOLDER / FILE, FIELDS)
    country = _one_of(path, "country", document.get("country"), _countries(), "two capitals of ISO 3166, such as CL")
    currency = _one_of(path, "currency", document.get("currency"), _currencies(), "a currency of ISO 4217, such as CLP")
    language = _language(path, "language", document.get("language"))
    zone = _one_of(
        path, "time_zone", document.get("time_zone"), available_timezones(), "a zone of IANA, such as America/Santiago"
    )
    as_shipped = document.get("as_shipped") or []
    if not isinstance(as_shipped, list):
        raise TerritoryError(path, "as_shipped", f"must be a list of {', '.join(OF_THE_WORLD)}")
    for name in as_shipped:
        _one_of(path, "as_shipped", name, OF_THE_WORLD, f"one of {', '.join(OF_THE_WORLD)}")
        if (folder / name).exists():
            raise TerritoryError(
                path, f"as_shipped, {name}", "stands in this folder too: take the file away, or its name from here"
            )
    return Place(
        path,
        country,
        zone,
        currency,
        str(document.get("currency_mark") or get_currency_symbol(currency, locale=_of_country(language, country))),
        language,
        _paper(path, document.get("paper", "a4")),
        _holidays(path, document.get("holidays"), country),
        _regions(path, document.get("regions")),
        _words(path, document.get("words"), language),
        frozenset(as_shipped),
    )


_USED: list[Place] = []


def use(place: Place) -> Place:
    """Work for this place from here on."""
    from pipelines.language import messages

    if [place] != _USED:
        _USED[:] = [place]
        messages.forget()
    return place


def in_use() -> Place:
    """The place that this process works for; the shipped territory's until one is chosen."""
    return _USED[0] if _USED else use(load_place(SHIPPED_FOLDER))


def chosen() -> bool:
    """Whether this process has been told, or has begun, to work for a place."""
    return bool(_USED)


def _one_of(path: Path, where: str, value: object, known: Any, mend: str) -> str:
    if not isinstance(value, str) or value not in known:
        said = "is missing" if value is None else f"is {value!r}"
        raise TerritoryError(path, where, f"{said}: write {mend}")
    return value


def _countries() -> set[str]:
    return {code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha() and code != "ZZ"}


def _currencies() -> set[str]:
    return set(list_currencies())


def _language(path: Path, where: str, value: object) -> str:
    return _one_of(path, where, value, Locale("en").languages, "its two small letters, such as es, in quotes if `no`")


def _paper(path: Path, value: object) -> Paper:
    papers: tuple[Paper, ...] = get_args(Paper)
    for paper in papers:
        if value == paper:
            return paper
    raise TerritoryError(path, "paper", f"is {value!r}: write {' or '.join(papers)}")


def _holidays(path: Path, entry: object, country: str) -> Holidays:
    """The calendar of a territory: by default its country's, which the package may lack."""
    from holidays import list_supported_countries

    if entry is not None and not isinstance(entry, dict):
        raise TerritoryError(path, "holidays", "must be fields: calendar, part, own, worked")
    said: dict[str, Any] = entry or {}
    known_fields(path, "holidays", said, ("calendar", "part", "own", "worked"))
    calendars = list_supported_countries()
    calendar = _one_of(
        path, "holidays, calendar", said.get("calendar", country), calendars, "a country whose days off are known: CL"
    )
    part = said.get("part")
    if part is not None:
        parts = calendars[calendar]
        _one_of(path, "holidays, part", part, parts, f"a part of {calendar}: {', '.join(parts) or 'it has none'}")
    listed, worked = said.get("own") or [], said.get("worked") or []
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise TerritoryError(path, "holidays, own", "must be a list of days: {from: 2026-12-24, to: …, name: …}")
    if not isinstance(worked, list):
        raise TerritoryError(path, "holidays, worked", "must be a list of days, such as [2026-10-12]")
    own = tuple(_own_holiday(path, f"holidays, own, number {n}", item) for n, item in enumerate(listed, 1))
    return Holidays(calendar, part, own, frozenset(_day(path, "holidays, worked", value) for value in worked))


def _own_holiday(path: Path, where: str, item: dict[str, Any]) -> OwnHoliday:
    known_fields(path, where, item, ("from", "to", "name"))
    name = item.get("name")
    if not isinstance(name, str) or not name.strip():
        raise TerritoryError(path, f"{where}, name", "is missing: say what day it is")
    first = _day(path, f"{where}, from", item.get("from"))
    last = _day(path, f"{where}, to", item["to"]) if "to" in item else first
    in_order(path, where, first, last)
    return OwnHoliday(first, last, name.strip())


def _day(path: Path, where: str, value: object) -> date:
    found = value if isinstance(value, date) else day(path, where, str(value or ""))
    if found is None:
        raise TerritoryError(path, where, "is missing: write the day as 2026-02-26")
    return found


def _regions(path: Path, entry: object) -> Regions:
    if entry is None:
        return Regions()
    lists = ("own", "called_before", "called_after", "others", "reach")
    if not isinstance(entry, dict):
        raise TerritoryError(path, "regions", f"must be fields: seat, {', '.join(lists)}")
    known_fields(path, "regions", entry, ("seat", *lists))
    names: dict[str, list[str]] = {}
    for name in lists:
        listed = entry.get(name) or []
        if not isinstance(listed, list) or not all(isinstance(word, str) and word.strip() for word in listed):
            raise TerritoryError(path, f"regions, {name}", "must be a list of names as texts write them")
        names[name] = [re.escape(fold(word.strip())) for word in listed]
    before, after, others = (_any(names[name]) for name in ("called_before", "called_after", "others"))
    frames = [rf"{before} {_JOINED}{others}"] * bool(names["called_before"])
    frames += [rf"{others} {after}"] * bool(names["called_after"])
    if bool(frames) != bool(names["others"]):
        raise TerritoryError(
            path,
            "regions, others",
            "needs what a region is called beside its names: called_before (region of Maule) or called_after",
        )
    return Regions(
        _pattern(_any(names["own"]), names["own"]),
        _seat(path, entry.get("seat")),
        _pattern(_any(frames), names["others"]),
        _pattern(_any(names["reach"]).replace(r"\ ", r"\W{1,3}"), names["reach"]),
    )


def _seat(path: Path, entry: object) -> re.Pattern[str] | None:
    """The region's name as an address; where it says of what it is, it is that of no other place."""
    if entry is None:
        return None
    if not isinstance(entry, dict) or not all(isinstance(word, str) and word.strip() for word in entry.values()):
        raise TerritoryError(
            path, "regions, seat", "must be {name: Región Metropolitana, of: Santiago}; `of` if needed"
        )
    known_fields(path, "regions, seat", entry, ("name", "of"))
    if "name" not in entry:
        raise TerritoryError(path, "regions, seat, name", "is missing: write the region's name as addresses have it")
    name, of = (re.escape(fold(entry.get(word, "").strip())) for word in ("name", "of"))
    return re.compile(rf"\b{name}\b" + (rf"(?! (?:de|of) (?!{of}\b))" if of else ""))


def _any(names: Sequence[str]) -> str:
    return f"(?:{'|'.join(names)})"


def _pattern(written: str, names: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile(rf"\b{written}\b") if names else None


def _words(path: Path, entry: object, language: str) -> dict[str, dict[str, str]]:
    if not isinstance(entry, dict) or not all(isinstance(words, dict) for words in entry.values()):
        raise TerritoryError(path, "words", f"must be given by language: {{{language}: {{here: …, region: …}}}}")
    found: dict[str, dict[str, str]] = {}
    for name, words in entry.items():
        where = f"words, {_language(path, f'words, {name}', name)}"
        known_fields(path, where, {word: 1 for word in words if "." not in str(word)}, (*WORDS, "country"))
        for word, said in words.items():
            if not isinstance(said, str) or not said.strip():
                raise TerritoryError(path, f"{where}, {word}", "must be words")
        found[name] = {word: said.strip() for word, said in words.items()}
    if missing := [word for word in WORDS if word not in found.get(language, {})]:
        raise TerritoryError(path, f"words, {language}, {missing[0]}", "is missing: sentences name the place with it")
    return found


def _locale(language: str) -> Locale:
    """The locale that a language's messages name."""
    from pipelines.language.messages import text

    return Locale.parse(text("format.locale", language))


def _of_country(language: str, country: str) -> Locale:
    try:
        return Locale.parse(f"{language}_{country}")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(language)
