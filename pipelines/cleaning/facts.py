"""The facts of one call out of its prose.

Belongs here: putting together what the other modules read. Does not belong: how any one fact is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pipelines.applying.applicant_types import told_types
from pipelines.cleaning.call_type import read_edition, read_references, read_type
from pipelines.cleaning.dollars import meaning_of
from pipelines.cleaning.joint_reading import read_together
from pipelines.cleaning.links import read_contact, read_documents
from pipelines.cleaning.markup import plain_line
from pipelines.cleaning.open_places import read_places
from pipelines.cleaning.programmes import read_programme
from pipelines.cleaning.role_reader import candidates, page_of, read_roles
from pipelines.cleaning.sentences import clauses_of
from pipelines.language.detection import LANGUAGES, guess
from pipelines.language.normalisation import fold
from pipelines.records import ApplicantType, CallType, Deadline, DeadlineKind, Document, Doubt, KeyDate


@dataclass(slots=True)
class Facts:
    """What a text says of a call. None and empty lists: it does not say.

    `quotes`: the words behind a field (each deadline and key date holds its own). `rules`: the name of the rule that
    read a field, "model" where it was learned; for a deadline under "deadlines." and its day, for a key date under
    "key_dates." and its day. `certainty`: the chance that a learned field is right, 0 to 1, under the same names.
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
    certainty: dict[str, float] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def _say(self, name: str, rule: str, quote: str | None) -> None:
        """Note by which rule and from which words a field was read, where it was."""
        if getattr(self, name):
            self.rules[name] = rule
            if quote:
                self.quotes[name] = quote


def read_facts(
    text: str | None,
    *,
    title: str = "",
    language: str | None = None,
    published_on: date | None = None,
    currency: str | None = None,
    country: str | None = None,
    applicants: bool = True,
) -> Facts:
    """The facts that a call's prose states, in Spanish, English, French, Portuguese, German or Italian.

    `language` is taken from the text where it is not known. `published_on` gives the year to days without one.
    `currency` says what a bare "$" means, and `country` (of who publishes the text) where the text names none. Without
    `applicants` nobody asks who may apply, which is almost half of the work. Never raises, and never states a day or
    sum that the text does not.
    """
    heading = plain_line(title or "")
    page, folded_title = page_of(text or "", heading), fold(heading)
    plain, folded = page.text, page.folded
    tongue = (language or "")[:2].lower() or guess(folded)
    clauses = clauses_of(folded, plain)
    found = candidates(page, folded_title, tongue if tongue in LANGUAGES else None, published_on)
    read = read_together(found, read_roles(found), currency or meaning_of(found.tokens, found.sums, tongue, country))
    facts = Facts(
        language=tongue,
        deadlines=read.deadlines,
        deadline_kind=read.kind,
        opens_on=read.opens_on,
        key_dates=read.key_dates,
        amount_min=read.amount_min,
        amount_max=read.amount_max,
        amount_total=read.amount_total,
        currency=read.currency,
        cofunding_percent=read.cofunding_percent,
        edition=read_edition(folded_title),
        references=read_references(plain),
        documents=read_documents(text or "", plain),
        contact=read_contact(folded),
        quotes=read.quotes,
        rules=read.rules,
        certainty=read.certainty,
        doubts=read.doubts,
    )
    if tongue and not language:
        facts._say("language", "common words", clauses.quote(0, 1))
    if applicants:
        facts.applicant_types, words, chances = told_types(plain, folded_title)
        facts._say("applicant_types", "model", words)
        if facts.applicant_types:
            facts.certainty["applicant_types"] = round(min(chances[kind] for kind in facts.applicant_types), 2)
    facts.places, place = read_places(clauses)
    facts._say("places", "eligibility", place and clauses.quote(*place))
    if programme := read_programme(clauses):
        facts.programme, place, rule = programme
        facts._say("programme", rule, clauses.quote(*place))
    if told := read_type(folded_title, folded):
        facts.call_type, place = told
        facts._say("call_type", "opening" if place else "title", clauses.quote(*place) if place else heading)
    facts._say("edition", "title", heading)
    facts._say("references", "reference", facts.references[0] if facts.references else None)
    facts._say("documents", "link", facts.documents[0].url if facts.documents else None)
    facts._say("contact", "office mailbox", facts.contact)
    return facts
