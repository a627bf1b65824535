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
from pipelines.cleaning.furniture import is_page, main_markup, without_furniture
from pipelines.cleaning.kinds import read_edition, read_own_share, read_references, read_type
from pipelines.cleaning.language import LANGUAGES, guess
from pipelines.cleaning.links import read_contact, read_documents
from pipelines.cleaning.places import read_places
from pipelines.cleaning.programmes import read_programme
from pipelines.cleaning.text import fold, plain_line, plain_text
from pipelines.records import ApplicantType, CallType, Deadline, DeadlineKind, Document, Doubt, KeyDate

_SUSPECT = re.compile("[<&\\x00\\r\\xad\\u200b-\\u200d\\u2028\\u2029\\u2060\\ufeffÃÂâï]")
_UNCLEAN = re.compile("[<&\\x00\\r\\xad\\u200b-\\u200d\\u2028\\u2029\\u2060\\ufeff]|[ÃÂ].|â€|ï¿½")


@dataclass(slots=True)
class Facts:
    """What a text says of a call. None and empty lists: it does not say.

    `quotes`: the words behind a field (a deadline and a key date hold their own). `rules`: the name of the rule that read a
    field, for a deadline under "deadlines." and its day.
    """

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
    programme: str | None = None
    edition: str | None = None
    references: list[str] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    contact: str | None = None
    quotes: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


def read_facts(
    text: str | None, *, title: str = "", language: str | None = None, published_on: date | None = None, currency: str | None = None
) -> Facts:
    """The facts that a call's prose states, in Spanish, English, French, Portuguese, German or Italian.

    `language` is taken from the text where it is not known. `published_on` gives the year to days without one.
    `currency` says what a bare "$" means. Never raises, and never states a day or sum that the text does not.
    """
    heading = plain_line(title or "")
    plain, folded = _prose(text or "", heading)
    folded_title = fold(heading)
    if heading and folded_title[:60] not in folded[:1000]:
        plain, folded = f"{heading}\n{plain}", f"{folded_title}\n{folded}"
    tongue = (language or "")[:2].lower() or guess(folded)
    clauses = Clauses(folded, plain)
    days = read_days(clauses, folded_title, tongue if tongue in LANGUAGES else None, published_on)
    money = read_amounts(clauses, tongue, currency)
    applicants, named_at, applicants_rule = read_applicants(clauses)
    programme = read_programme(clauses)
    share = read_own_share(clauses.words)
    facts = Facts(
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
        cofunding_percent=share[0] if share else None,
        call_type=read_type(folded_title, clauses.folded),
        programme=programme[0] if programme else None,
        edition=read_edition(folded_title),
        references=read_references(plain),
        documents=read_documents(text or "", plain),
        contact=read_contact(clauses.folded),
        quotes=money.quotes,
        rules=days.rules | money.rules,
        doubts=[*days.doubts, *money.doubts],
    )
    if days.opens_quote:
        facts.quotes["opens_on"] = days.opens_quote
    if days.rolling:
        facts.quotes["deadline_kind"], facts.rules["deadline_kind"] = clauses.quote(*days.rolling), "rolling"
    if applicants:
        facts.quotes["applicant_types"] = clauses.quote(*named_at) if named_at else heading
        facts.rules["applicant_types"] = applicants_rule
    if programme:
        facts.quotes["programme"], facts.rules["programme"] = clauses.quote(*programme[1]), programme[2]
    if share:
        facts.quotes["cofunding_percent"], facts.rules["cofunding_percent"] = clauses.quote(*share[1]), "own share"
    _name_rules(facts, plain, heading, clauses)
    return facts


def _name_rules(facts: Facts, plain: str, heading: str, clauses: Clauses) -> None:
    """Quote and rule of the facts that one pattern each reads."""
    if facts.deadline_kind not in ("none", "rolling"):
        facts.rules["deadline_kind"] = "days"
    if facts.call_type:
        facts.quotes["call_type"] = heading or plain[:240]
        facts.rules["call_type"] = "title or opening"
    if facts.edition:
        facts.quotes["edition"], facts.rules["edition"] = heading, "title"
    for name, value, rule in (("references", facts.references, "reference"), ("places", facts.places, "eligibility")):
        if value:
            facts.quotes.setdefault(name, value[0])
            facts.rules[name] = rule
    if facts.currency:
        words = facts.quotes.get("amount_max") or facts.quotes.get("amount_total") or facts.quotes.get("amount_min")
        facts.rules["currency"] = "mark of the sum"
        if words:
            facts.quotes["currency"] = words
    if facts.contact:
        facts.quotes["contact"], facts.rules["contact"] = facts.contact, "office mailbox"


def _prose(text: str, heading: str) -> tuple[str, str]:
    """The call's own words, and the same folded."""
    suspect = _SUSPECT.search(text)
    if suspect and is_page(text):
        text = main_markup(text)
    return without_furniture(plain_text(text) if suspect and _UNCLEAN.search(text) else text, heading)
