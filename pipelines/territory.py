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
from typing import Self

from pipelines.actor_file import load_actors
from pipelines.actors import Actor, Need
from pipelines.country_groups import TERRITORY, Groups
from pipelines.digest.decisions import DecisionEntry, read_decisions
from pipelines.digest.profiles import load_profiles
from pipelines.digest.week import Profile
from pipelines.edited_files import TerritoryError, day, in_order, known_fields, read_entries, read_rows, stated_text
from pipelines.funders import Funder
from pipelines.matching.priorities.marked_examples import FILE as EXAMPLES
from pipelines.matching.priorities.marked_examples import load_examples
from pipelines.matching.priorities.priority_file import Priority, load_priorities
from pipelines.milestones import FILE as MILESTONES
from pipelines.milestones import Milestone, load_milestones
from pipelines.place import FILE as PLACE
from pipelines.place import SHIPPED_FOLDER, Place, load_place
from pipelines.vocabulary import APPLICANTS

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
    "actors.yaml",
    "applicants.yaml",
    "comunas.csv",
    "country_groups.csv",
    "exchange_rates.csv",
    "expected_funds.csv",
    "group_names.yaml",
    "indicators.yaml",
    PLACE,
    "priorities.yaml",
    "profiles.yaml",
)
"""What the territory is; with PEOPLE_DECIDE all that is read of its folder."""
ACTORS, BEFORE_ACTORS = "actors.yaml", "funders.yaml"
"""Who pays, and the file that said so up to version 0.2."""
PEOPLE_DECIDE = ("accepted_falls.csv", "decisions.csv", "examples.csv", "judgements.csv", MILESTONES, "weights.csv")
"""What people decide from day to day."""
KINDS = APPLICANTS


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
    actors: list[Actor]
    needs: list[Need]
    funders: list[Funder]
    expected_funds: list[ExpectedFund]
    judgements: list[Judgement]
    accepted_falls: list[AcceptedFall]
    profiles: list[Profile]
    decisions: list[DecisionEntry]
    milestones: list[Milestone]
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
        known = load_actors(_actors_file(place), place.country)
        return cls(
            folder,
            version,
            priorities,
            applicants := _applicants(folder),
            Groups.read(place.file("group_names.yaml"), place.file("country_groups.csv")),
            _rates(place.file("exchange_rates.csv")),
            known.actors,
            known.needs,
            known.funders,
            _expected(folder / "expected_funds.csv", {funder.funder_id for funder in known.funders}),
            _judgements(folder / "judgements.csv"),
            _accepted(folder / "accepted_falls.csv"),
            load_profiles(folder, applicants, priorities),
            read_decisions(folder / "decisions.csv"),
            load_milestones(folder),
            place,
        )

    @property
    def actors_shipped(self) -> bool:
        """Whether the folder has the funders of an earlier release and no actors of its own."""
        return _actors_file(self.place) != self.place.file(ACTORS)

    @property
    def priorities_path(self) -> Path:
        """The file that `Matcher.load` takes."""
        return self.path / "priorities.yaml"


def _actors_file(place: Place) -> Path:
    """Where the actors stand; a folder that has the file of before, `funders.yaml`, takes those that ship."""
    own = place.file(ACTORS)
    return SHIPPED_FOLDER / ACTORS if not own.exists() and own.with_name(BEFORE_ACTORS).exists() else own


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
                stated_text(path, f"applicant {name}", item, "name"),
                days,
                item.get("province"),
                population,
                item.get("census_year"),
            )
        )
    return applicants


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
                f"{row['funder_id']!r} is no funder of actors.yaml: add the funder there or mend the id",
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
