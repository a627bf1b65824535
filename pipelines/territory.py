"""The territory's files as plain data: what people edit, read and checked.

Belongs here: the form of each file in `territory/` and errors that name the file, the field and the mend.
Does not belong: finding priorities in calls or judging who may apply (`pipelines.matching`), or storing any of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Self

from babel import Locale

from pipelines.country_groups import TERRITORY, Groups
from pipelines.digest.decisions import DecisionEntry, read_decisions
from pipelines.digest.profiles import load_profiles
from pipelines.digest.week import Profile
from pipelines.edited_files import TerritoryError, address, day, in_order, known_fields, read_entries, read_rows
from pipelines.funders import Funder, Funders, StandingRule
from pipelines.matching.priorities.marked_examples import FILE as EXAMPLES
from pipelines.matching.priorities.marked_examples import load_examples
from pipelines.matching.priorities.priority_file import Priority, load_priorities
from pipelines.place import FILE as PLACE
from pipelines.place import Place, load_place
from pipelines.vocabulary import APPLICANTS, CODES

__all__ = [
    "FILES",
    "PEOPLE_DECIDE",
    "AcceptedFall",
    "Applicant",
    "ExchangeRate",
    "ExpectedFund",
    "Judgement",
    "Territory",
    "TerritoryError",
    "accepted_falls",
]

FILES = (
    "applicants.yaml",
    "comunas.csv",
    "country_groups.csv",
    "exchange_rates.csv",
    "expected_funds.csv",
    "funders.yaml",
    "group_names.yaml",
    "indicators.yaml",
    PLACE,
    "priorities.yaml",
    "profiles.yaml",
)
"""What the territory is; with PEOPLE_DECIDE all that is read of its folder."""
PEOPLE_DECIDE = ("accepted_falls.csv", "decisions.csv", "examples.csv", "judgements.csv", "weights.csv")
"""What people decide from day to day."""
KINDS = APPLICANTS
FUNDER_KINDS = (
    "multilateral",
    "government",
    "foundation",
    "bilateral_agency",
    "agency",
    "city_network",
    "development_bank",
)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody of the territory who may apply; `lead_working_days`: what it needs to prepare an application."""

    applicant_id: str
    kind: str
    name: str
    lead_working_days: int
    province: str | None = None
    population: int | None = None
    census_year: int | None = None


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """Units of a currency that one US dollar bought on a day."""

    on_date: date
    currency: str
    per_usd: Decimal
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class ExpectedFund:
    """A fund that people await, though no call of it is out."""

    fund: str
    funder_id: str
    opens_from: date | None
    opens_to: date | None
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about two records: `same` or `different` calls. It beats every score."""

    record_a: str
    record_b: str
    judgement: str
    who: str
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class AcceptedFall:
    """A fall that a person has found true: of `open_calls`, or of a source's records, in the catalogue of one day."""

    on: date
    what: str
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Territory:
    """All files of one territory folder."""

    path: Path
    version: str
    priorities: list[Priority]
    applicants: list[Applicant]
    groups: Groups
    rates: list[ExchangeRate]
    funders: list[Funder]
    expected_funds: list[ExpectedFund]
    judgements: list[Judgement]
    accepted_falls: list[AcceptedFall]
    profiles: list[Profile]
    decisions: list[DecisionEntry]
    place: Place

    @classmethod
    def load(cls, path: str | Path = TERRITORY) -> Self:
        """The folder's files. Raises TerritoryError for the first thing that is wrong."""
        folder = Path(path)
        if not folder.is_dir():
            raise TerritoryError(
                folder, "the folder", "does not exist; give the folder that holds priorities.yaml with --territory"
            )
        place = load_place(folder)
        version, priorities = load_priorities(folder / "priorities.yaml")
        load_examples(
            folder / EXAMPLES
        )  # the matcher reads them: here only so that what is wrong is told before a day begins
        return cls(
            folder,
            version,
            priorities,
            applicants := _applicants(folder),
            Groups.read(place.file("group_names.yaml"), place.file("country_groups.csv")),
            _rates(place.file("exchange_rates.csv")),
            funders := _funders(place.file("funders.yaml")),
            _expected(folder / "expected_funds.csv", {funder.funder_id for funder in funders}),
            _judgements(folder / "judgements.csv"),
            _accepted(folder / "accepted_falls.csv"),
            load_profiles(folder, applicants, priorities),
            read_decisions(folder / "decisions.csv"),
            place,
        )

    @property
    def priorities_path(self) -> Path:
        """The file that `Matcher.load` takes."""
        return self.path / "priorities.yaml"


def _applicants(folder: Path) -> list[Applicant]:
    path = folder / "applicants.yaml"
    applicants: list[Applicant] = []
    seen: set[str] = set()
    for position, item in enumerate(read_entries(path, "applicants"), 1):
        name = str(item.get("id") or "")
        if not name:
            raise TerritoryError(
                path, f"applicants, number {position}", "has no `id`: add one, such as `id: municipality:13101`"
            )
        if name in seen:
            raise TerritoryError(path, f"applicant {name}", "stands twice: keep one")
        seen.add(name)
        known_fields(
            path,
            f"applicant {name}",
            item,
            ("id", "kind", "name", "province", "lead_working_days", "population", "census_year"),
        )
        if item.get("kind") not in KINDS:
            raise TerritoryError(
                path, f"applicant {name}, kind", f"is {item.get('kind')!r}: use one of {', '.join(KINDS)}"
            )
        days = item.get("lead_working_days")
        if isinstance(days, bool) or not isinstance(days, int) or days < 0:
            raise TerritoryError(
                path,
                f"applicant {name}, lead_working_days",
                f"is {days!r}: write a whole number of working days, such as 20",
            )
        population = item.get("population")
        if population is not None and (
            isinstance(population, bool) or not isinstance(population, int) or population <= 0
        ):
            raise TerritoryError(
                path,
                f"applicant {name}, population",
                f"is {population!r}: write the number of inhabitants without dots, such as 404495",
            )
        if population is not None and not isinstance(item.get("census_year"), int):
            raise TerritoryError(
                path,
                f"applicant {name}, census_year",
                "is missing: a population needs the year of its census, such as 2017",
            )
        applicants.append(
            Applicant(
                name,
                item["kind"],
                _text(path, f"applicant {name}", item, "name"),
                days,
                item.get("province"),
                population,
                item.get("census_year"),
            )
        )
    return applicants


def _funders(path: Path) -> list[Funder]:
    funders: list[Funder] = []
    seen: set[str] = set()
    for position, item in enumerate(read_entries(path, "funders"), 1):
        funder_id = _text(path, f"funders, number {position}", item, "funder_id")
        if funder_id in seen:
            raise TerritoryError(path, f"funder {funder_id}", "stands twice: keep one")
        seen.add(funder_id)
        where = f"funder {funder_id}"
        known_fields(
            path,
            where,
            item,
            (
                "funder_id",
                "name",
                "names",
                "acronyms",
                "kind",
                "country",
                "homepage",
                "contact_page",
                "before_applying",
                "standing_rules",
            ),
        )
        names, acronyms = item.get("names") or {}, item.get("acronyms") or []
        if not isinstance(names, dict) or not isinstance(acronyms, list):
            raise TerritoryError(path, where, "needs names by language ({es: …, en: …}) and a list of acronyms")
        for language in names:
            if language not in Locale("en").languages:
                raise TerritoryError(
                    path, f"{where}, names, {language}", "is no language: write its two small letters, such as es"
                )
        if item.get("kind") not in FUNDER_KINDS:
            raise TerritoryError(
                path, f"{where}, kind", f"is {item.get('kind')!r}: use one of {', '.join(FUNDER_KINDS)}"
            )
        others = [form for value in names.values() for form in (value if isinstance(value, list) else [value])]
        funders.append(
            Funder(
                funder_id,
                _text(path, where, item, "name"),
                item["kind"],
                item.get("country"),
                address(path, f"{where}, homepage", item.get("homepage"), schemes=("https", "http")),
                tuple(str(name) for name in [*others, *acronyms] if name),
                address(path, f"{where}, contact_page", item.get("contact_page")),
                item.get("before_applying"),
                _first(names.get("es")),
                _standing_rules(path, where, item),
            )
        )
    try:
        Funders(funders)
    except ValueError as clash:
        raise TerritoryError(path, "name", str(clash)) from None
    return funders


def _standing_rules(path: Path, funder: str, item: dict[str, Any]) -> tuple[StandingRule, ...]:
    listed = item.get("standing_rules") or []
    if not isinstance(listed, list) or not all(isinstance(rule, dict) for rule in listed):
        raise TerritoryError(
            path, f"{funder}, standing_rules", "must be a list of entries: outcome, quote, source, checked_on, …"
        )
    rules = []
    for number, rule in enumerate(listed, 1):
        where = f"{funder}, standing_rules, number {number}"
        known_fields(
            path,
            where,
            rule,
            ("outcome", "role", "applicants", "programme", "valid_from", "valid_to", "quote", "source", "checked_on"),
        )
        if rule.get("outcome") not in ("eligible", "ineligible"):
            raise TerritoryError(path, f"{where}, outcome", f"is {rule.get('outcome')!r}: use eligible or ineligible")
        if rule.get("role") not in (None, *CODES["role"]) or (rule.get("role") and rule["outcome"] != "eligible"):
            raise TerritoryError(
                path, f"{where}, role", "is lead or partner of an eligible applicant: mend it or leave it out"
            )
        applicants = rule.get("applicants") or []
        if not isinstance(applicants, list) or not set(applicants) <= set(KINDS):
            raise TerritoryError(
                path, f"{where}, applicants", f"must be a list of {', '.join(KINDS)}; leave it out for all of them"
            )
        if rule["outcome"] == "eligible" and not applicants:
            raise TerritoryError(
                path, f"{where}, applicants", f"is missing: whom does it let in? Use {', '.join(KINDS)}"
            )
        first, last, checked = (
            _day(path, f"{where}, {name}", rule.get(name)) for name in ("valid_from", "valid_to", "checked_on")
        )
        in_order(path, where, first, last)
        if checked is None:
            raise TerritoryError(
                path, f"{where}, checked_on", "is missing: write the day on which somebody looked, as 2026-02-26"
            )
        programme = _text(path, where, rule, "programme") if "programme" in rule else None
        rules.append(
            StandingRule(
                rule["outcome"],
                _text(path, where, rule, "quote"),
                _text(path, where, rule, "source"),
                checked,
                tuple(applicants),
                rule.get("role"),
                programme,
                first,
                last,
            )
        )
    return tuple(rules)


def _day(path: Path, where: str, value: object) -> date | None:
    """A day that YAML has read as a day, or as words."""
    return value if isinstance(value, date) else day(path, where, str(value or ""))


def _rates(path: Path) -> list[ExchangeRate]:
    rates: list[ExchangeRate] = []
    seen: set[tuple[date, str]] = set()
    for number, row in read_rows(path, ["on_date", "currency", "per_usd", "source", "verified"]):
        try:
            value = Decimal(row["per_usd"])
        except InvalidOperation:
            value = Decimal(0)
        if not value.is_finite() or value <= 0:
            raise TerritoryError(
                path,
                f"line {number}, per_usd",
                f"is {row['per_usd']!r}: write a number above 0 with a point, such as 916.16",
            )
        if len(row["currency"]) != 3 or not row["currency"].isupper():
            raise TerritoryError(
                path, f"line {number}, currency", f"is {row['currency']!r}: write three capitals, such as CLP"
            )
        if row["verified"] not in ("yes", "no"):
            raise TerritoryError(path, f"line {number}, verified", f"is {row['verified']!r}: write yes or no")
        on = day(path, f"line {number}, on_date", row["on_date"])
        if on is None:
            raise TerritoryError(path, f"line {number}, on_date", "is empty: write the day, such as 2026-02-26")
        if (on, row["currency"]) in seen:
            raise TerritoryError(path, f"line {number}", f"gives {row['currency']} on {on} a second time: keep one")
        seen.add((on, row["currency"]))
        rates.append(ExchangeRate(on, row["currency"], value, row["source"], row["verified"] == "yes"))
    return rates


def _expected(path: Path, funder_ids: set[str]) -> list[ExpectedFund]:
    funds: list[ExpectedFund] = []
    for number, row in read_rows(path, ["fund", "funder_id", "opens_from", "opens_to", "source", "note"]):
        if row["funder_id"] not in funder_ids:
            raise TerritoryError(
                path,
                f"line {number}, funder_id",
                f"{row['funder_id']!r} is no funder of funders.yaml: add the funder there or mend the id",
            )
        first, last = (day(path, f"line {number}, {field}", row[field]) for field in ("opens_from", "opens_to"))
        in_order(path, f"line {number}", first, last)
        funds.append(ExpectedFund(row["fund"], row["funder_id"], first, last, row["source"], row["note"]))
    return funds


def _judgements(path: Path) -> list[Judgement]:
    judgements: list[Judgement] = []
    for number, row in read_rows(path, ["record_a", "record_b", "judgement", "who", "on", "why"]):
        if row["judgement"] not in ("same", "different"):
            raise TerritoryError(path, f"line {number}, judgement", f"is {row['judgement']!r}: write same or different")
        on = day(path, f"line {number}, on", row["on"])
        if on is None or not row["record_a"] or not row["record_b"] or not row["who"]:
            raise TerritoryError(path, f"line {number}", "needs two records, who decided and on what day")
        judgements.append(Judgement(row["record_a"], row["record_b"], row["judgement"], row["who"], on, row["why"]))
    _agree(path, judgements)
    return judgements


def _agree(path: Path, judgements: Sequence[Judgement]) -> None:
    """Raise TerritoryError where people hold two records apart that others, perhaps by way of third records, hold to
    be one call.
    """
    group = {name: {name} for j in judgements for name in (j.record_a, j.record_b)}
    for j in judgements:
        if j.record_a == j.record_b:
            raise TerritoryError(path, "record_b", f"is record_a again, {j.record_a}: name two records")
        if j.judgement == "same":
            joined = group[j.record_a] | group[j.record_b]
            group |= dict.fromkeys(joined, joined)
    for j in judgements:
        if j.judgement == "different" and j.record_b in group[j.record_a]:
            raise TerritoryError(
                path,
                "judgement",
                f"{j.record_a} and {j.record_b} are different by {j.who} and the same by other lines: keep one of both",
            )


def accepted_falls(falls: Iterable[AcceptedFall], day: date) -> frozenset[str]:
    """What may fall on a day."""
    return frozenset(fall.what for fall in falls if fall.on == day)


def _accepted(path: Path) -> list[AcceptedFall]:
    falls: list[AcceptedFall] = []
    for number, row in read_rows(path, ["on", "what", "who", "why"]):
        on = day(path, f"line {number}, on", row["on"])
        if on is None or not row["what"] or not row["who"]:
            raise TerritoryError(
                path, f"line {number}", "needs the day, what fell (open_calls, or a source's id) and who found it true"
            )
        falls.append(AcceptedFall(on, row["what"], row["who"], row["why"]))
    return falls


def _first(names: object) -> str | None:
    return str(names[0]) if isinstance(names, list) and names else names if isinstance(names, str) and names else None


def _text(path: Path, where: str, item: dict[str, Any], field: str) -> str:
    value = item.get(field)
    if not isinstance(value, str) or not value.strip():
        raise TerritoryError(path, f"{where}, {field}", "is missing: write it as text")
    return value.strip()
