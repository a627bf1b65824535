"""The closed lists: every code that a field of the catalogue may hold, said once.

Belongs here: the codes, and the type that a checker holds code to. Does not belong: what people read for a code
(`warehouse/exports/words.py`), rules over codes, open lists (sources, priorities, currencies, rules of eligibility).

`CODES` gives each list by its name: a header in `dbt_like_sql/` names one in its `accepted_values`, and tests go
through all.
"""

from __future__ import annotations

from typing import Literal, get_args

CallType = Literal[
    "grant", "prize", "technical_assistance", "loan", "equity", "fellowship", "tender", "award_notice", "other"
]
DeadlineKind = Literal["fixed", "multiple", "two_stage", "rolling", "none"]
KeyDateKind = Literal["questions_until", "information_session", "results", "project_start", "other"]
StatedStatus = Literal["forecast", "open", "closed", "withdrawn"]
"""What a source says of a call."""
Status = Literal["withdrawn", "forecast", "open", "closing_soon", "closed", "undated"]
"""What the catalogue says of it on a day."""
OpenStatus = Literal["open", "closing_soon", "undated"]
ApplicantType = Literal[
    "local_government", "regional_government", "national_government", "ngo", "university", "research",
    "sme", "company", "individual", "international_org", "any",
]  # fmt: skip
"""Whom a call names."""
Applicant = Literal["regional_government", "municipality", "university", "ngo", "sme", "individual"]
"""The kinds of body of a territory for which eligibility is judged."""
Outcome = Literal["eligible", "ineligible", "unclear"]
Role = Literal["lead", "partner"]
EvidenceMethod = Literal["rule", "model"]
Cause = Literal["source", "rules", "territory", "merge"]
"""Why a field of a published call changed."""
TextLanguage = Literal["es", "en", "fr", "pt", "de", "it"]
"""Languages whose prose is read."""
Language = Literal["es", "en"]
"""Languages in which a territory names what it has; people are written to in these and in any that has a file of
messages.
"""
ActorKind = Literal[
    "multilateral", "government", "foundation", "bilateral_agency", "agency", "city_network", "development_bank", "state",
    "embassy", "local_government", "municipal_association", "university_network", "university",
]  # fmt: skip
ContactChannel = Literal["portal", "office", "embassy", "government", "accredited_entity"]
"""By which an application goes in, or a first question."""
ActorRelationKind = Literal[
    "funds", "implements", "represents", "accredits", "member_of", "convenes", "belongs_to", "pays_for", "admits"
]
"""Those of the file, and those that calls show: belongs_to a parent, pays_for a priority, admits a kind of applicant."""
FinanceInstrument = Literal["loan", "guarantee", "project_preparation", "technical_assistance", "blended"]
"""Finance that is prepared, and is no grant."""
CooperationModel = Literal[
    "consortium", "twinning", "triangular", "sub_grant", "delegated", "network_membership", "matching_funds"
]  # fmt: skip
Choice = Literal["follow", "dismiss"]
ApplicationState = Literal["preparing", "submitted", "won", "lost", "abandoned"]
ApplicationStage = Literal["followed", "dismissed", "preparing", "submitted", "won", "lost", "withdrawn"]
"""Where a profile stands with a call: what its choice and its application's state come to, in one word."""
DecisionRoad = Literal["spreadsheet", "form", "command"]
"""By which road a decision came."""
MeasureUnit = Literal["calls", "applications", "money", "days", "percent", "profiles"]
IndicatorDimension = Literal["region", "province", "profile", "priority", "funder", "call_type"]
"""By what the figures of a month are parted."""
CrawlVerdict = Literal["ok", "empty_confirmed", "incomplete", "malformed", "failed"]
SourceState = Literal["trial", "live", "retired"]
Severity = Literal["error", "warn"]
CheckOutcome = Literal["passed", "failed", "broken"]

CODES: dict[str, tuple[str, ...]] = {name: get_args(codes) for name, codes in {
    "call_type": CallType, "deadline_kind": DeadlineKind, "key_date_kind": KeyDateKind, "stated_status": StatedStatus, "status": Status,
    "open_status": OpenStatus, "applicant_type": ApplicantType, "applicant": Applicant, "outcome": Outcome, "role": Role,
    "evidence_method": EvidenceMethod, "cause": Cause, "text_language": TextLanguage, "language": Language, "choice": Choice,
    "application_state": ApplicationState, "application_stage": ApplicationStage, "decision_road": DecisionRoad,
    "measure_unit": MeasureUnit, "indicator_dimension": IndicatorDimension,
    "crawl_verdict": CrawlVerdict, "source_state": SourceState, "severity": Severity, "check_outcome": CheckOutcome,
    "actor_kind": ActorKind, "contact_channel": ContactChannel, "actor_relation": ActorRelationKind,
    "finance_instrument": FinanceInstrument, "cooperation_model": CooperationModel,
}.items()}  # fmt: skip
APPLICANTS: tuple[Applicant, ...] = get_args(Applicant)
LANGUAGES: tuple[Language, ...] = get_args(Language)
NO_FUNDING: frozenset[CallType] = frozenset({"tender", "award_notice"})
"""Calls that pay for work done to order, or nobody any more: no opportunity."""
GONE: frozenset[Status] = frozenset({"closed", "withdrawn"})
COMPLETE: frozenset[CrawlVerdict] = frozenset({"ok", "empty_confirmed"})
"""Crawls that showed all that their source publishes."""
TAKEN: frozenset[CrawlVerdict] = COMPLETE | {"incomplete"}
"""Crawls whose records are taken."""
