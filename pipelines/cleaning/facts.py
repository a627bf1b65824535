"""The facts of one call out of its prose.

Belongs here: putting together what the other modules read. Does not belong: how any one fact is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pipelines.cleaning.amounts import read_amounts
from pipelines.cleaning.applicants import read_applicants
from pipelines.cleaning.clauses import Clauses
from pipelines.cleaning.deadlines import read_days
from pipelines.cleaning.kinds import read_edition, read_own_share, read_references, read_type
from pipelines.cleaning.language import LANGUAGES, guess
from pipelines.cleaning.places import read_places
from pipelines.cleaning.text import fold, plain_line, plain_text
from pipelines.records import ApplicantType, CallType, Deadline, DeadlineKind, Doubt, KeyDate

_UNCLEAN = re.compile("[<&\\x00\\r\\xad\\u200b-\\u200d\\u2028\\u2029\\u2060\\ufeff]|[ÃÂ].|â€|ï¿½")


@dataclass(slots=True)
class Facts:
    """What a text says of a call. None and empty lists: it does not say. `quotes`: the words behind a field."""

    language: str | None = None
    deadlines: list[Deadline] = field(default_factory=list)
    deadline_kind: DeadlineKind = "none"
    opens_on: date | None = None
    key_dates: list[KeyDate] = field(default_factory=list)
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    amount_total: Decimal | None = None
    currency: str | None = None
    applicant_types: list[ApplicantType] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    cofunding_percent: Decimal | None = None
    call_type: CallType | None = None
    edition: str | None = None
    references: list[str] = field(default_factory=list)
    quotes: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


def read_facts(
    text: str | None, *, title: str = "", language: str | None = None, published_on: date | None = None, currency: str | None = None
) -> Facts:
    """The facts that a call's prose states, in Spanish, English, French, Portuguese, German or Italian.

    `language` is taken from the text where it is not known. `published_on` gives the year to days without one.
    `currency` says what a bare "$" means. Never raises, and never states a day or sum that the text does not.
    """
    plain, heading = _prose(text or ""), plain_line(title or "")
    folded_title = fold(heading)
    if heading and folded_title[:60] not in fold(plain[:1000]):
        plain = f"{heading}\n{plain}"
    tongue = (language or "")[:2].lower() or guess(plain)
    clauses = Clauses(fold(plain), plain)
    days = read_days(clauses, folded_title, tongue if tongue in LANGUAGES else None, published_on)
    money = read_amounts(clauses, tongue, currency)
    applicants, applicants_quote = read_applicants(clauses, folded_title)
    quotes = dict(money.quotes)
    if days.opens_quote:
        quotes["opens_on"] = days.opens_quote
    if applicants_quote:
        quotes["applicant_types"] = applicants_quote
    return Facts(
        language=tongue,
        deadlines=days.deadlines,
        deadline_kind=days.kind,
        opens_on=days.opens_on,
        key_dates=days.key_dates,
        amount_min=money.amount_min,
        amount_max=money.amount_max,
        amount_total=money.amount_total,
        currency=money.currency,
        applicant_types=applicants,
        places=read_places(clauses),
        cofunding_percent=read_own_share(clauses.folded),
        call_type=read_type(folded_title, clauses.folded),
        edition=read_edition(folded_title),
        references=read_references(plain),
        quotes=quotes,
        doubts=[*days.doubts, *money.doubts],
    )


def _prose(text: str) -> str:
    return plain_text(text) if _UNCLEAN.search(text) else text
