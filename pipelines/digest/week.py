"""The week as one profile reads it: the shape that every file of an export is written from.

Belongs here: the frozen shapes, in plain values (str, date, datetime, Decimal, tuples), and the arithmetic of ISO
weeks. Does not belong: who is told of which call (`selection.py`, `arrivals.py`), reading the catalogue or writing a
file (`warehouse/exports`).

What no source stated is None, an empty text is never used for it. Days are inclusive, moments carry a zone, amounts are
in `currency` unless their name says `_usd` or `_clp`. An `Edition` is a pure function of history: equal editions give
equal bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from pipelines.language.messages import FIRST, Language, name_in
from pipelines.vocabulary import ApplicationState, Choice

CLOSES_SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class Why:
    """Why a priority weighs what it weighs: the message `weight.…` and what it is filled in with; `names` by language,
    the first one's where a language has none."""

    message: str
    values: tuple[tuple[str, str | int], ...] = ()
    names: tuple[tuple[Language, str], ...] = ()

    def name(self, language: Language) -> str:
        return name_in(dict(self.names), language) if self.names else ""


@dataclass(frozen=True, slots=True)
class Weight:
    """What a priority weighs for a profile (1 is usual), and why; None where nothing moved it."""

    priority_id: str
    weight: float
    why: Why | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Whose bulletin it is. `applicant` is the kind (municipality, ngo ...), `applicant_id` the entry of
    `territory/applicants.yaml`.

    `weights`: of the priorities that weigh other than usual for it.
    """

    profile_id: str
    name: str
    applicant: str
    applicant_id: str
    population: int | None = None
    priorities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    minimum_grade: int = 1
    lead_working_days: int = 0
    weights: tuple[Weight, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDeadline:
    """`position` is the catalogue's, 1 the earliest; `closes_at` only where an hour was stated; `timezone` as the
    source writes it.
    """

    position: int
    closes_on: date
    closes_at: datetime | None = None
    timezone: str | None = None
    stage: int | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemKeyDate:
    """`kind`: questions_until, information_session, results, project_start or other."""

    kind: str
    on_date: date
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDocument:
    """A document that the call names."""

    url: str
    kind: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMatch:
    """How well a call fits a priority of the profile; `name` in the edition's language, `score` 0 to 1, `grade` 1 or
    2.
    """

    priority_id: str
    name: str
    score: float
    grade: int
    terms: tuple[str, ...] = ()
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The source's words from which a field's value was read."""

    field: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSource:
    """One source's record of the call."""

    source_id: str
    source: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change that matters and that the source made; the values are texts as in the catalogue's table `changes`."""

    changed_on: date
    field: str
    old_value: str | None
    new_value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided of a call; `seen_on`: the day of the publication that they had before them.

    `responsible`: the office in charge; `amount`: what is applied for (once won, what was won), in the territory's own
    money; `partners`: with whom, parted by semicolons; `who`: the office or person that says so, `why` in its words.
    """

    choice: Choice | None
    decided_on: date
    seen_on: date
    responsible: str | None = None
    state: ApplicationState | None = None
    amount: Decimal | None = None
    partners: str | None = None
    why: str | None = None
    who: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One call as one profile reads it.

    `status`: open, closing_soon, forecast, undated, closed or withdrawn, on the edition's Monday. `outcome`: eligible
    or unclear, and ineligible where a call turned out so after it was told or followed; `role`: lead or partner; `ask`:
    what to ask the funder where it is unclear. `why`: two lines in the edition's language: what it pays for and why it
    fits; who may apply until when. `said`: the words on sums and openings; `contact`: whom to ask, an office or the
    organisation; `contact_page` and `before_applying`: of its
    funder, or of whom to ask.
    `too_late`: fewer working days are left than the profile needs. `changes`: this week's. `deadline_changes`:
    how often its deadlines changed since it was first published. `new_in`: the one week in which it is new for this
    profile.
    """

    call_id: str
    title: str
    status: str
    outcome: str
    first_seen_on: date
    last_seen_on: date
    url: str | None = None
    language: str | None = None
    summary: str | None = None
    line: str | None = None
    fund: str | None = None
    funder: str | None = None
    programme: str | None = None
    edition: str | None = None
    references: tuple[str, ...] = ()
    call_type: str | None = None
    published_on: date | None = None
    opens_on: date | None = None
    deadline_kind: str | None = None
    next_deadline_on: date | None = None
    closes_on: date | None = None
    closes_at: datetime | None = None
    days_left: int | None = None
    working_days_left: int | None = None
    too_late: bool = False
    deadlines: tuple[ItemDeadline, ...] = ()
    key_dates: tuple[ItemKeyDate, ...] = ()
    documents: tuple[ItemDocument, ...] = ()
    stated_status: str | None = None
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    amount_total: Decimal | None = None
    currency: str | None = None
    amount_max_usd: Decimal | None = None
    amount_max_own: Decimal | None = None  # in the territory's own money
    rate_on: date | None = None
    cofunding_percent: Decimal | None = None
    applicant_types: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    min_population: int | None = None
    max_population: int | None = None
    role: str | None = None
    rule: str | None = None
    eligibility_quote: str | None = None
    ask: str | None = None
    matches: tuple[ItemMatch, ...] = ()
    why: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    contact: str | None = None
    contact_page: str | None = None
    before_applying: str | None = None
    reports: tuple[ItemSource, ...] = ()
    doubts: tuple[str, ...] = ()
    changed_on: date | None = None
    withdrawn_on: date | None = None
    is_new: bool = False
    new_in: str | None = None
    changes: tuple[Change, ...] = ()
    deadline_changes: int = 0
    decision: Decision | None = None

    def __hash__(self) -> int:
        """Of little, which tells items of one edition apart: files keep what they made of an item, and hashing all
        of it costs more.
        """
        return hash((self.call_id, self.outcome, self.new_in))


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A fund whose next call is expected; `call_count`: how many of its calls the catalogue knows (0 for one of
    `expected_funds.csv`).
    """

    name: str
    funder: str | None
    opens_from: date | None
    opens_to: date | None
    call_count: int = 0
    confidence: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A source whose last crawl was not good; `line` says so in the edition's language."""

    source_id: str
    name: str
    verdict: str | None
    last_good_on: date | None
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One profile's week. A call may stand in several sections; `items` holds each that is open to the profile once,
    best first.

    `as_of`: the week's Monday. `standings`: why each of `items` stands where it stands for this profile, in their
    order. `published_on`: the day of the publication that it was made from; `published_at` its moment. `preview`: that
    Monday has not come yet. `dismissed`: calls that would be items, were they not dismissed. `closed`: calls once new
    for this profile that closed or were withdrawn in the last 92 days, to be found again. `forecast`: items announced
    and not open yet; `opening`: funds that may open soon by their past; `awaited`: funds that people expect and no
    source shows. `left_out`: how many calls were left out, by reason, and `left_out_line` the same in words. Each item
    is at most once in `start` (about a priority, open to the profile, and due so that preparing must begin now),
    `confirm` (strong fits, new, of which only the funder knows whether the profile may apply), `still` (told before and
    open) and `late` (no time is left to prepare it); `fresh` are the new ones that stand in none of them. `notices`:
    lines on the edition itself, mostly none.
    """

    week: str
    as_of: date
    published_on: date
    published_at: datetime
    profile: Profile
    language: Language = FIRST
    preview: bool = False
    items: tuple[Item, ...] = ()
    standings: tuple[str, ...] = ()
    dismissed: tuple[Item, ...] = ()
    closed: tuple[Item, ...] = ()
    start: tuple[Item, ...] = ()
    fresh: tuple[Item, ...] = ()
    still: tuple[Item, ...] = ()
    confirm: tuple[Item, ...] = ()
    late: tuple[Item, ...] = ()
    new: tuple[Item, ...] = ()
    followed: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()
    closing: tuple[Item, ...] = ()
    unclear: tuple[Item, ...] = ()
    forecast: tuple[Item, ...] = ()
    opening: tuple[Awaited, ...] = ()
    awaited: tuple[Awaited, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    left_out_line: str = ""
    notices: tuple[str, ...] = ()
    lines_known: int | None = None  # of the file of decisions, when this was made: by it a spreadsheet's answer is told


def week_of(day: date) -> str:
    """The week whose export covers a day: that of the next Monday, or of the day itself where it is one. `2026-W47`."""
    monday = day + timedelta(days=-day.weekday() % 7)
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(week: str) -> date:
    """The Monday on which a week's export is made. Raises ValueError where there is no such week."""
    try:
        year, number = week.split("-W")
        if len(year) != 4 or len(number) != 2:
            raise ValueError
        return date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        raise ValueError(f"{week!r} is no week; write it as 2026-W47") from None
