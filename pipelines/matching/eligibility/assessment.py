"""Who of the territory may apply: a gate with a reason, never part of a score.

Belongs here: the verdict for one kind of applicant with its rule, its quote and, where the text does not settle it, the
question to ask the funder: the rules' verdict, what is learned, the source's own field, a funder's standing rule. Does
not belong: reading the text (`text_rules`, `framed_clauses`), the order of the rules (`rule_verdict`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from pipelines.applying.cells import View
from pipelines.applying.consortium import read_needs
from pipelines.country_groups import Groups, shipped_groups
from pipelines.funders import StandingRule
from pipelines.matching.eligibility import learned_verdict, phrases, question
from pipelines.matching.eligibility.framed_clauses import fold_text
from pipelines.matching.eligibility.notices import read_notice
from pipelines.matching.eligibility.rule_statements import KindRule, Rules
from pipelines.matching.eligibility.rule_verdict import ALIASES, Verdict, country_part, judge, ruled
from pipelines.matching.eligibility.text_rules import read_rules as _read_rules
from pipelines.vocabulary import Outcome, Role

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
# What the rules find against an applicant by words that name it or its country: no chance makes it eligible.
REFUSED = frozenset({"kind_refused", "country_refused", "country_excepted", "us_foreign_refused", "population"})
# What leaves a verdict open because the text does not say: there a funder's standing rule may let in.
SILENT = frozenset({"country_not_stated", "countries_not_listed", "national_scope", "kind_not_stated"})


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
    about_country = country_part(rules, national).outcome != "eligible"
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
