"""The rules' own verdict for one kind of applicant, from what a text rules: no model has a word in it.

Belongs here: the order in which rules beat each other, and which kinds let an applicant in, may hold it or shut it out.
Does not belong: reading the text (`text_rules`), what is learned and a funder's standing rules (`assessment`).

Country and kind of applicant are judged apart and both must allow. For the country: an explicit exception beats a scheme's
exception, which beats a closed list or a group, which beats a region, which beats "worldwide". A false "eligible" is
the worst answer: wherever two statements of one rank disagree, the verdict is "unclear".
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.matching.eligibility import learned_verdict, question
from pipelines.matching.eligibility.rule_statements import CountrySays, KindRule, Rules
from pipelines.vocabulary import APPLICANTS, Outcome, Role

GATES = (
    "accreditation", "membership", "invitation", "previous_grantees", "national_chapter", "reference", "other_region", "regional_reach",
    "place_of_work", "partner_only",
)  # fmt: skip
LEVELS = ("exception", "list", "region", "worldwide")

# The kinds named in a call that let an applicant in, ...
LETS_IN: dict[str, frozenset[str]] = {
    "regional_government": frozenset(
        {"regional_government", "local_and_regional", "public_body", "legal_entity", "any"}
    ),
    "municipality": frozenset(
        {"municipality", "local_government", "local_and_regional", "public_body", "legal_entity", "any"}
    ),
    "university": frozenset({"university", "legal_entity", "any"}),
    "ngo": frozenset({"ngo", "nonprofit", "public_or_nonprofit", "legal_entity", "any"}),
    "sme": frozenset({"sme", "company", "legal_entity", "any"}),
    "individual": frozenset({"individual", "any"}),
}
_MIXED = ("public_service", "public_or_nonprofit", "some_legal_person")  # bodies of several kinds go by these words
# ... and those that may or may not include it, so that a closed list with one of them leaves it unclear.
MAY_INCLUDE: dict[str, frozenset[str]] = {
    "regional_government": frozenset({"local_government", "local_association", "government", *_MIXED}),
    "municipality": frozenset({"some_municipality", "local_association", "government", *_MIXED}),
    "university": frozenset({"nonprofit", "private_body", "research", "researcher", "public_body", *_MIXED}),
    "ngo": frozenset({"other_body", "public_service", "private_body", "some_legal_person"}),
    "sme": frozenset({"other_body", "private_body", "some_legal_person"}),
    "individual": frozenset({"researcher"}),
}
# A refusal of these kinds shuts an applicant out.
SHUT_OUT: dict[str, frozenset[str]] = {
    "regional_government": frozenset({"regional_government", "local_and_regional", "public_body", "government"}),
    "municipality": frozenset({"municipality", "local_government", "local_and_regional", "public_body", "government"}),
    "university": frozenset({"university"}),
    "ngo": frozenset({"ngo", "nonprofit"}),
    "sme": frozenset({"sme", "company"}),
    "individual": frozenset({"individual"}),
}
ALIASES = {"local_government": "municipality", "company": "sme"}
POPULATED = ("municipality", "regional_government")


@dataclass(frozen=True, slots=True)
class Verdict:
    """May this applicant apply, in what role, by which rule and words; `ask` is what to ask the funder, in Spanish,
    when unclear.

    `min_members`, `min_countries`: what a consortium must hold, with the words (`consortium_quote`); not of who is shut
    out. `role`: "lead" only where the text says who leads, "partner" beside another; None: it applies, and no lead is
    spoken of.
    """

    outcome: Outcome
    role: Role | None
    rule: str
    quote: str
    min_population: int | None = None
    max_population: int | None = None
    ask: str | None = None
    min_members: int | None = None
    min_countries: int | None = None
    consortium_quote: str | None = None


@dataclass(frozen=True, slots=True)
class RulePart:
    """What the rules come to of the country, or of the kind."""

    outcome: Outcome
    rule: str
    quote: str
    partner: bool = False
    beside: bool = False  # only beside a lead applicant of another country


def judge(rules: Rules, *, applicant: str, population: int | None = None, national: str | None = None) -> Verdict:
    """The verdict for one applicant from rules already read; `national`: what tells that the publisher's funds are
    the country's own.
    """
    kind = ALIASES.get(applicant, applicant)
    if kind not in APPLICANTS:
        raise ValueError(f"applicant {applicant!r} is none of {', '.join(APPLICANTS)}")
    place = country_part(rules, national)
    who = _kind(rules, kind)
    if place.beside and who.outcome == "eligible" and not who.partner:
        who = RulePart("unclear", "partner_only", place.quote, partner=True)
    low, high = (rules.min_population, rules.max_population) if kind in POPULATED else (None, None)
    for part in (place, who):
        if part.outcome == "ineligible":
            return Verdict("ineligible", None, part.rule, part.quote, low, high)
    if population is not None and ((low is not None and population < low) or (high is not None and population > high)):
        return Verdict("ineligible", None, "population", rules.population_quote, low, high)
    role: Role | None = "partner" if place.partner or who.partner else None
    for part in (who, place):
        if part.outcome == "unclear":
            return Verdict(
                "unclear", role, part.rule, part.quote, low, high, question.question(part.rule, kind, part.quote)
            )
    for gate in GATES:
        if gate in rules.gates:
            return Verdict(
                "unclear", role, gate, rules.gates[gate], low, high, question.question(gate, kind, rules.gates[gate])
            )
    # one clause that says both is shown once
    both = any(item.quote == who.quote and item.inside for item in rules.countries)
    return Verdict(
        "eligible",
        role,
        f"{place.rule}+{who.rule}",
        who.quote if both or who.quote == place.quote else f"{place.quote} | {who.quote}",
        low,
        high,
    )


def ruled(rules: Rules, kind: str) -> tuple[list[float], list[str]]:
    """What the rules say of one applicant, as features of the learned verdict."""
    place, who, both = country_part(rules, None), _kind(rules, kind), judge(rules, applicant=kind)
    return learned_verdict.rule_features(rules, place, who, both, (place.partner, who.partner))


def country_part(rules: Rules, national: str | None) -> RulePart:
    """What the rules say of the country alone."""
    lead = _ranked(rules, [item for item in rules.countries if not item.partner or not item.inside])
    if lead is not None and lead.outcome == "eligible":
        return lead
    partners = [item for item in rules.countries if item.partner and item.inside]
    if partners and not any(item.level == "exception" and not item.inside for item in rules.countries):
        chosen = next((item for item in partners if item.funded), partners[0])
        if chosen.funded:
            return RulePart("eligible", chosen.rule, chosen.quote, partner=True, beside=lead is not None)
        return RulePart("unclear", "partner_only", chosen.quote, partner=True)
    if (
        "third_partners" in rules.gates
        and lead is not None
        and not any(item.level == "exception" for item in rules.countries)
    ):
        return RulePart("unclear", "partner_only", rules.gates["third_partners"], partner=True)
    return lead or _silent(rules, national)


def _ranked(rules: Rules, says: list[CountrySays]) -> RulePart | None:
    """What the statements of the highest rank say together; None where none says anything."""
    for level in LEVELS:
        of_level = [item for item in says if item.level == level]
        if rules.us_federal and level in ("region", "worldwide"):
            # types of US bodies stand against what prose says of a region, not against the field on who else may apply
            of_level = [item for item in of_level if item.field]
        if of_level:
            return _of_level(of_level, level)
    return None


def _of_level(says: list[CountrySays], level: str) -> RulePart:
    inside, outside = [item for item in says if item.inside], [item for item in says if not item.inside]
    if inside and outside and level != "region":
        return RulePart("unclear", "countries_disagree", f"{inside[0].quote} | {outside[0].quote}")
    if inside:
        return RulePart("eligible", inside[0].rule, inside[0].quote)
    return RulePart("ineligible", outside[0].rule, outside[0].quote)


def _silent(rules: Rules, national: str | None) -> RulePart:
    """Where no statement on countries was found."""
    if rules.us_federal:
        if "reference" in rules.gates:
            return RulePart("unclear", "reference", rules.gates["reference"])
        if rules.open_countries and rules.open_in_field:
            return RulePart("unclear", "countries_not_listed", rules.open_countries)
        return RulePart("ineligible", "us_federal_bodies", rules.us_federal)
    if "other_region" in rules.gates:
        return RulePart("unclear", "other_region", rules.gates["other_region"])
    if rules.open_countries:
        return RulePart("unclear", "countries_not_listed", rules.open_countries)
    if national is not None:
        return RulePart("eligible", "source_country", national)
    if "national" in rules.gates:
        return RulePart("unclear", "national_scope", rules.gates["national"])
    return RulePart("unclear", "country_not_stated", "")


def _kind(rules: Rules, kind: str) -> RulePart:
    refused = [item for item in rules.kinds if item.stance == "refused" and item.kind in SHUT_OUT[kind]]
    lead = [item for item in rules.kinds if item.stance == "lead" and item.kind in LETS_IN[kind]]
    exact = [item for item in lead if item.kind in SHUT_OUT[kind]]
    if refused and exact:
        return RulePart("unclear", "kinds_disagree", f"{exact[0].quote} | {refused[0].quote}")
    if refused:
        return RulePart("ineligible", "kind_refused", refused[0].quote)
    left_out = [item for item in rules.kinds if item.stance == "other_than" and item.kind in SHUT_OUT[kind]]
    if left_out and not exact:
        return RulePart("ineligible", "kind_refused", left_out[0].quote)
    if lead:
        return RulePart("eligible", f"kind_{lead[0].kind}", lead[0].quote)
    return _not_in_lead(rules, kind)


def _not_in_lead(rules: Rules, kind: str) -> RulePart:
    beside: list[KindRule] = [item for item in rules.kinds if item.kind in LETS_IN[kind]]
    funded = [item for item in beside if item.stance == "co_applicant"]
    if funded:
        return RulePart("eligible", "co_applicant", funded[0].quote, partner=True)
    partners = [item for item in beside if item.stance == "partner"]
    if partners:
        return RulePart("unclear", "partner_only", partners[0].quote, partner=True)
    named = [item for item in rules.kinds if item.stance == "lead"]
    if not named:
        named = [item for item in rules.kinds if item.stance == "implied"]
        if not named or any(item.kind in LETS_IN[kind] for item in named):
            return RulePart("unclear", "kind_not_stated", named[0].quote if named else "")
    typed = [item for item in beside if item.stance == "type"]
    if typed:
        return RulePart("unclear", "kind_not_named", typed[0].quote)
    may = [
        item for item in rules.kinds if item.stance not in ("refused", "other_than") and item.kind in MAY_INCLUDE[kind]
    ]
    if may:
        return RulePart("unclear", "kind_perhaps", may[0].quote)
    if rules.open_list or rules.alliances:
        return RulePart("unclear", "kind_not_named", named[0].quote)
    return RulePart("ineligible", "closed_kinds", named[0].quote)
