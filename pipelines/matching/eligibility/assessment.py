"""Who of the territory may apply: a gate with a reason, never part of a score.

Belongs here: the order in which rules beat each other, and the verdict for one kind of applicant with its rule, its
quote and, where the text does not settle it, the question to ask the funder. Does not belong: reading the text
(`text_rules`, `framed_clauses`).

Country and kind are judged apart and both must allow. For the country: an explicit exception beats a scheme's
exception, which beats a closed list or a group, which beats a region, which beats "worldwide". A false "eligible" is
the worst answer: wherever two statements of one rank disagree, the verdict is "unclear".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from pipelines.applying.cells import View
from pipelines.applying.consortium import read_needs
from pipelines.country_groups import Groups, shipped_groups
from pipelines.funders import StandingRule
from pipelines.matching.eligibility import learned_verdict, phrases, question
from pipelines.matching.eligibility.framed_clauses import fold_text
from pipelines.matching.eligibility.notices import read_notice
from pipelines.matching.eligibility.rule_statements import CountrySays, KindRule, Rules
from pipelines.matching.eligibility.text_rules import read_rules as _read_rules

Outcome = Literal["eligible", "ineligible", "unclear"]
Role = Literal["lead", "partner"]
APPLICANTS = ("regional_government", "municipality", "university", "ngo", "sme", "individual")
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
# The kinds of `pipelines.records.ApplicantType` that a source states in a field, by the words for kinds here.
_STATED = {
    "local_government": ("local_government", "un gobierno local"),
    "regional_government": ("regional_government", "un gobierno regional"),
    "national_government": ("national_government", "un organismo del Estado"),
    "ngo": ("nonprofit", "una organización sin fines de lucro"),
    "university": ("university", "una universidad"),
    "research": ("research", "un centro de investigación"),
    "sme": ("sme", "una pyme"),
    "company": ("company", "una empresa"),
    "individual": ("individual", "una persona natural"),
    "international_org": ("other_body", "un organismo internacional"),
    "any": ("any", "cualquier postulante"),
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
# What the rules find against an applicant by words that name it or its country: no chance makes it eligible.
REFUSED = frozenset({"kind_refused", "country_refused", "country_excepted", "us_foreign_refused", "population"})
# What leaves a verdict open because the text does not say: there a funder's standing rule may let in.
SILENT = frozenset({"country_not_stated", "countries_not_listed", "national_scope", "kind_not_stated"})
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
class _Part:
    outcome: Outcome
    rule: str
    quote: str
    partner: bool = False
    beside: bool = False  # only beside a lead applicant of another country


def assess(
    text: str,
    *,
    applicant: str,
    country: str = "CL",
    on: date,
    population: int | None = None,
    groups: Groups | None = None,
    whole_call: bool = False,
    publisher: tuple[str, str] | None = None,
    stated: tuple[str, ...] = (),
    standing: Sequence[StandingRule] = (),
) -> Verdict:
    """The verdict for one applicant on a day. Raises ValueError for a kind of applicant that is none of APPLICANTS.

    `publisher`: the country for whose applicants alone the publisher has funds, and what tells so; it counts where the
    text is silent.

    `whole_call`: the text is all of a call, so that only words on who may apply count; otherwise it is a statement on
    eligibility, and whom it names without such words is taken for its addressee where that shuts somebody out.

    `standing`: what the funder always rules; it answers what the text leaves open, and stands against an "eligible"
    that is only learned.

    `stated`: the kinds (`ApplicantType`) that the source states in a field of its own; they count where the text names
    nobody.
    """
    known = groups or shipped_groups()
    bare = rules = read_rules(text, on=on, country=country, groups=known, whole_call=whole_call)
    if stated:
        rules = _with_stated(rules, stated, narrowed=phrases.SOME_MUNICIPALITY.search(fold_text(text)) is not None)
    national = publisher[1] if publisher is not None and publisher[0] == country else None
    said = judge(rules, applicant=applicant, population=population, national=national)
    kind = ALIASES.get(applicant, applicant)
    read = said
    seen = learned_verdict.view(text, country, on, known)
    # not of a plain phrase, nor of a form whose fields the rules know, nor where the source's own words settled what
    # its text leaves open
    learned = (
        kind in learned_verdict.LEARNED and said.rule != "population" and len(text.strip()) >= learned_verdict.SHORTEST
    )
    if (
        learned
        and seen.statements
        and not read_notice(text).field
        and said.outcome == judge(bare, applicant=kind).outcome
    ):
        chances = _chances(text, country, on, known, whole_call)[kind]
        settle = learned_verdict.settled_of_call if whole_call else learned_verdict.settled
        read = _settled(said, settle(said.outcome, said.rule in REFUSED, chances), chances, seen, kind)
    if read.outcome == "eligible" and read.role is None and learned_verdict.leads(seen, kind):
        read = replace(read, role="lead")
    about_country = _country(rules, national).outcome != "eligible"
    read = _answered(
        said, read, [rule for rule in standing if rule.speaks_of(kind, on) and (rule.applicants or about_country)]
    )
    if read.outcome == "ineligible" or not (needs := read_needs(text)).quote:
        return read
    return replace(read, min_members=needs.members, min_countries=needs.countries, consortium_quote=needs.quote)


def _answered(said: Verdict, read: Verdict, standing: Sequence[StandingRule]) -> Verdict:
    """What a funder's standing rule makes of a verdict that its text leaves open, or of an "eligible" that no word of
    it gives.

    `said`: what the words give by the rules alone, before what is learned doubted it.
    """
    if (
        not standing
        or read.outcome == "ineligible"
        or (read.outcome == "eligible" and not read.rule.startswith("read_"))
    ):
        return read
    rule = next((rule for rule in standing if rule.outcome == "ineligible"), standing[0])
    if rule.outcome == "eligible" and said.outcome == "eligible":
        return said  # the text's words and the funder's rule say the same
    if rule.outcome == "eligible" and (read.outcome == "eligible" or read.rule not in SILENT):
        return read
    role: Role | None = "partner" if rule.role == "partner" else "lead" if rule.role == "lead" else None
    quote = standing_in_words(rule)
    outcome: Outcome = "eligible" if rule.outcome == "eligible" else "ineligible"
    return Verdict(outcome, role, "standing_rule", quote, read.min_population, read.max_population)


@lru_cache(maxsize=64)
def _chances(text: str, country: str, on: date, groups: Groups, whole_call: bool) -> dict[str, learned_verdict.Chances]:
    """The chances of all kinds of applicants, worked out once for a text and a day."""
    rules = _kept(text, on, country, groups, whole_call)
    seen = learned_verdict.view(text, country, on, groups)
    return learned_verdict.chances_of(seen, whole_call, {kind: ruled(rules, kind) for kind in learned_verdict.LEARNED})


def _settled(said: Verdict, outcome: str, chances: learned_verdict.Chances, seen: View, kind: str) -> Verdict:
    """The rules' verdict where it is also what is settled, else that outcome with the clause that speaks most for
    it.
    """
    if outcome == said.outcome:
        return said
    rule, quote = chances.quotes[outcome]
    if outcome == "ineligible":
        return Verdict("ineligible", None, rule, quote, said.min_population, said.max_population)
    if outcome == "unclear":
        asked = question.question("in_doubt", kind, quote)
        return Verdict("unclear", said.role, "in_doubt", quote, said.min_population, said.max_population, asked)
    role: Role | None = "partner" if learned_verdict.partner_chance(seen, kind) else None
    return Verdict("eligible", role, rule, quote, said.min_population, said.max_population)


def standing_in_words(rule: StandingRule) -> str:
    """A funder's standing rule as it is quoted: no words of the call."""
    return f"Regla permanente del financiador: {rule.quote} ({rule.source}, revisado el {rule.checked_on:%d-%m-%Y})."


def kinds_in_words(stated: Sequence[str]) -> str:
    """What a source's field on applicants says, as it is quoted: the field has codes, no sentence."""
    return f"Campo de la fuente: puede postular {', '.join(_STATED[kind][1] for kind in stated)}."


def _with_stated(rules: Rules, stated: tuple[str, ...], *, narrowed: bool) -> Rules:
    """The rules with the kinds that a field states, where the text names none; `narrowed`: it speaks of some
    municipalities only.
    """
    if any(item.stance != "implied" for item in rules.kinds):
        return rules
    quote = kinds_in_words(stated)
    kinds = ["some_municipality" if narrowed and kind == "local_government" else _STATED[kind][0] for kind in stated]
    return replace(rules, kinds=[KindRule(kind, "lead", quote) for kind in kinds])


def read_rules(
    text: str, *, on: date, country: str = "CL", groups: Groups | None = None, whole_call: bool = False
) -> Rules:
    """What a text rules, read once and kept for the next applicants."""
    return _kept(text, on, country, groups or shipped_groups(), whole_call)


@lru_cache(maxsize=512)
def _kept(text: str, on: date, country: str, groups: Groups, whole_call: bool) -> Rules:
    return _read_rules(text, on=on, country=country, groups=groups, whole_call=whole_call)


def judge(rules: Rules, *, applicant: str, population: int | None = None, national: str | None = None) -> Verdict:
    """The verdict for one applicant from rules already read; `national`: what tells that the publisher's funds are
    the country's own.
    """
    kind = ALIASES.get(applicant, applicant)
    if kind not in APPLICANTS:
        raise ValueError(f"applicant {applicant!r} is none of {', '.join(APPLICANTS)}")
    place = _country(rules, national)
    who = _kind(rules, kind)
    if place.beside and who.outcome == "eligible" and not who.partner:
        who = _Part("unclear", "partner_only", place.quote, partner=True)
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
    place, who, both = _country(rules, None), _kind(rules, kind), judge(rules, applicant=kind)
    return learned_verdict.rule_features(rules, place, who, both, (place.partner, who.partner))


def _country(rules: Rules, national: str | None) -> _Part:
    lead = _ranked(rules, [item for item in rules.countries if not item.partner or not item.inside])
    if lead is not None and lead.outcome == "eligible":
        return lead
    partners = [item for item in rules.countries if item.partner and item.inside]
    if partners and not any(item.level == "exception" and not item.inside for item in rules.countries):
        chosen = next((item for item in partners if item.funded), partners[0])
        if chosen.funded:
            return _Part("eligible", chosen.rule, chosen.quote, partner=True, beside=lead is not None)
        return _Part("unclear", "partner_only", chosen.quote, partner=True)
    if (
        "third_partners" in rules.gates
        and lead is not None
        and not any(item.level == "exception" for item in rules.countries)
    ):
        return _Part("unclear", "partner_only", rules.gates["third_partners"], partner=True)
    return lead or _silent(rules, national)


def _ranked(rules: Rules, says: list[CountrySays]) -> _Part | None:
    """What the statements of the highest rank say together; None where none says anything."""
    for level in LEVELS:
        of_level = [item for item in says if item.level == level]
        if rules.us_federal and level in ("region", "worldwide"):
            # types of US bodies stand against what prose says of a region, not against the field on who else may apply
            of_level = [item for item in of_level if item.field]
        if of_level:
            return _of_level(of_level, level)
    return None


def _of_level(says: list[CountrySays], level: str) -> _Part:
    inside, outside = [item for item in says if item.inside], [item for item in says if not item.inside]
    if inside and outside and level != "region":
        return _Part("unclear", "countries_disagree", f"{inside[0].quote} | {outside[0].quote}")
    if inside:
        return _Part("eligible", inside[0].rule, inside[0].quote)
    return _Part("ineligible", outside[0].rule, outside[0].quote)


def _silent(rules: Rules, national: str | None) -> _Part:
    """Where no statement on countries was found."""
    if rules.us_federal:
        if "reference" in rules.gates:
            return _Part("unclear", "reference", rules.gates["reference"])
        if rules.open_countries and rules.open_in_field:
            return _Part("unclear", "countries_not_listed", rules.open_countries)
        return _Part("ineligible", "us_federal_bodies", rules.us_federal)
    if "other_region" in rules.gates:
        return _Part("unclear", "other_region", rules.gates["other_region"])
    if rules.open_countries:
        return _Part("unclear", "countries_not_listed", rules.open_countries)
    if national is not None:
        return _Part("eligible", "source_country", national)
    if "national" in rules.gates:
        return _Part("unclear", "national_scope", rules.gates["national"])
    return _Part("unclear", "country_not_stated", "")


def _kind(rules: Rules, kind: str) -> _Part:
    refused = [item for item in rules.kinds if item.stance == "refused" and item.kind in SHUT_OUT[kind]]
    lead = [item for item in rules.kinds if item.stance == "lead" and item.kind in LETS_IN[kind]]
    exact = [item for item in lead if item.kind in SHUT_OUT[kind]]
    if refused and exact:
        return _Part("unclear", "kinds_disagree", f"{exact[0].quote} | {refused[0].quote}")
    if refused:
        return _Part("ineligible", "kind_refused", refused[0].quote)
    left_out = [item for item in rules.kinds if item.stance == "other_than" and item.kind in SHUT_OUT[kind]]
    if left_out and not exact:
        return _Part("ineligible", "kind_refused", left_out[0].quote)
    if lead:
        return _Part("eligible", f"kind_{lead[0].kind}", lead[0].quote)
    return _not_in_lead(rules, kind)


def _not_in_lead(rules: Rules, kind: str) -> _Part:
    beside: list[KindRule] = [item for item in rules.kinds if item.kind in LETS_IN[kind]]
    funded = [item for item in beside if item.stance == "co_applicant"]
    if funded:
        return _Part("eligible", "co_applicant", funded[0].quote, partner=True)
    partners = [item for item in beside if item.stance == "partner"]
    if partners:
        return _Part("unclear", "partner_only", partners[0].quote, partner=True)
    named = [item for item in rules.kinds if item.stance == "lead"]
    if not named:
        named = [item for item in rules.kinds if item.stance == "implied"]
        if not named or any(item.kind in LETS_IN[kind] for item in named):
            return _Part("unclear", "kind_not_stated", named[0].quote if named else "")
    typed = [item for item in beside if item.stance == "type"]
    if typed:
        return _Part("unclear", "kind_not_named", typed[0].quote)
    may = [
        item for item in rules.kinds if item.stance not in ("refused", "other_than") and item.kind in MAY_INCLUDE[kind]
    ]
    if may:
        return _Part("unclear", "kind_perhaps", may[0].quote)
    if rules.open_list or rules.alliances:
        return _Part("unclear", "kind_not_named", named[0].quote)
    return _Part("ineligible", "closed_kinds", named[0].quote)
