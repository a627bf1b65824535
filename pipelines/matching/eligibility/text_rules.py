"""What a call's text rules about countries, kinds of applicant and population, read once for all applicants.

Belongs here: statements with the words that make them. Does not belong: the verdict for one applicant (`assessment`). A
statement needs a frame: a kind of applicant counts only where the clause opens to it or refuses it, a country only
where applicants are said to be of it. What stands outside a frame (a funder's seat, where projects are done) rules
nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from pipelines.applying.population import population_bounds
from pipelines.country_groups import Groups, shipped_groups
from pipelines.matching.eligibility import phrases
from pipelines.matching.eligibility.country_rules import implied_country, read_countries
from pipelines.matching.eligibility.framed_clauses import FramedClause, clauses_of, fold_text, opens_itself
from pipelines.matching.eligibility.notices import Notice, read_notice
from pipelines.matching.eligibility.rule_statements import CountrySays, KindRule, KindStance, Rules, quoted
from pipelines.place import Regions, in_use


def read_rules(
    text: str, *, on: date, country: str = "CL", groups: Groups | None = None, whole_call: bool = False
) -> Rules:
    """What a text rules for a country on a day. `whole_call`: see `eligibility.assess`."""
    known, place = groups or shipped_groups(), in_use()
    regions = place.regions if country == place.country else Regions()
    notice = read_notice(text)
    rules = Rules()
    unrestricted: str | None = None
    named: list[KindRule] = []  # by the field on eligibility
    typed: list[KindRule] = []  # by the list of types
    clauses = [(written, notice.follow(written)) for written in clauses_of(text)]
    for written, clause in clauses:
        if phrases.UNRESTRICTED.match(clause.folded) and clause.folded != written.folded:
            unrestricted = quoted(clause.original)
            continue
        kinds, countries = len(rules.kinds), len(rules.countries)
        _read_us_federal(rules, clause)
        found = _kinds(clause)
        _read_kinds(rules, clause, found)
        partners_named = clause.partner is not None and any(_within(match, clause.partner) for match in found)
        rules.alliances = rules.alliances or (clause.allies and not clause.refuses and not partners_named)
        read_countries(rules, clause, known, country, on)
        if clause.line in notice.field:
            rules.open_in_field = rules.open_in_field or rules.open_countries == quoted(clause.original)
            rules.countries[countries:] = [replace(item, field=True) for item in rules.countries[countries:]]
            named += rules.kinds[kinds:]
        elif clause.line in notice.types:
            typed += rules.kinds[kinds:]
        _read_population(rules, clause)
        _read_gates(rules, clause, notice)
        _read_regions(rules, clause, regions)
    if any(_names(regions.own, clause) for _, clause in clauses):
        rules.gates.pop("regional_reach", None)
    _settle_types(rules, named, typed, unrestricted)
    if not whole_call and not rules.us_federal:
        _read_implied(rules, [clause for _, clause in clauses], known, country, on)
    return rules


def _read_implied(rules: Rules, clauses: list[FramedClause], known: Groups, country: str, on: date) -> None:
    """Whom a statement names without words on applying: kinds where no kind, and countries where no country, has
    been read.
    """
    without_kinds = not any(item.stance in ("lead", "partner", "co_applicant") for item in rules.kinds)
    outside: list[CountrySays] = []
    inside = bool(rules.countries or rules.open_countries or rules.gates)
    for clause in clauses:
        if clause.refuses:
            continue
        for match in _kinds(clause) if without_kinds else ():
            before = max(0, match.start() - 80), match.start()
            worked_with = phrases.OBJECT.search(clause.folded, *before) or phrases.PLACE_OF_WORK.search(
                clause.folded, *before
            )
            if phrases.BROAD.search(phrases.KIND.sub(lambda found: " " * len(found.group()), clause.folded)):
                rules.open_list = True
            if not worked_with and not (clause.partner and _within(match, clause.partner)):
                rules.kinds.append(KindRule(str(match.lastgroup), "implied", quoted(clause.original)))
        if says := implied_country(clause, known, country, on):
            inside = inside or says.inside
            outside.append(says)
    if not inside:
        rules.countries += outside


def _settle_types(rules: Rules, named: list[KindRule], typed: list[KindRule], unrestricted: str | None) -> None:
    """What a US federal list of types says beside a field of its own on who may apply: the field goes before."""
    names_somebody = any(item.stance == "lead" for item in named)
    if unrestricted and names_somebody:
        rules.open_list = True
        if broad := next((item.quote for item in named if phrases.ORGANISATIONS.search(fold_text(item.quote))), None):
            rules.kinds.append(KindRule("legal_entity", "lead", broad))
    elif unrestricted:
        rules.kinds.append(KindRule("any", "lead", unrestricted))
    if names_somebody:
        rules.kinds = [
            replace(item, stance="type") if item.stance == "lead" and item in typed else item for item in rules.kinds
        ]


def _kinds(clause: FramedClause) -> list[re.Match[str]]:
    return list(_named(clause.folded))


@lru_cache(maxsize=512)
def _named(folded: str) -> tuple[re.Match[str], ...]:
    return tuple(phrases.KIND.finditer(folded))


def _read_kinds(rules: Rules, clause: FramedClause, found: list[re.Match[str]]) -> None:
    windows = _windows(clause, found)
    if windows is None:
        return
    quote = quoted(clause.original)
    start, end = windows
    first = next((match.end() for match in found if start <= match.start() < end), end)
    colon = -1 if clause.refuses else clause.folded.find(":", first, end)
    if colon > 0:
        # who is named before a colon is the applicant; what follows explains: it may name others, so the list stays
        # open
        windows = start, colon
        rules.open_list = rules.open_list or any(match.start() > colon for match in found)
    for match in found:
        stance = _stance(clause, match, windows)
        if stance:
            rules.kinds.append(KindRule(str(match.lastgroup), stance, quote))
    masked = clause.folded
    for named in (phrases.KIND, phrases.AS_PARTNERS, phrases.WITH_PARTNERS):
        masked = named.sub(lambda match: " " * len(match.group()), masked)
    start, end = windows
    inside = masked[start:end]
    if not clause.refuses and (phrases.BROAD.search(inside) or phrases.OPEN_LIST.search(inside)):
        rules.open_list = True


def _windows(clause: FramedClause, found: list[re.Match[str]]) -> tuple[int, int] | None:
    """The part of the clause that names who may apply or who may not."""
    folded = clause.folded
    if clause.refuses:
        return 0, len(folded)
    before = phrases.OPENS_BEFORE.search(folded)
    if before and any(match.end() <= before.end() for match in found):
        return 0, before.end()
    after = phrases.OPENS_AFTER.search(folded)
    if after or before:
        start = after.end() if after else before.end() if before else 0
        stop = phrases.STOP.search(folded, start)
        first = next((match.start() for match in found if match.start() >= start), None)
        if stop and first is not None and stop.start() < first:
            # a relative clause before anybody is named: "beneficiaries, who must be municipalities" still names them
            named = first - stop.start() < 25 or phrases.PROPOSED_BY.search(folded, max(0, first - 80), first)
            stop = phrases.STOP.search(folded, first) if named else stop
        return start, stop.start() if stop else len(folded)
    if clause.partner == (0, len(folded)):
        return clause.partner
    if clause.carried:
        stop = phrases.STOP.search(folded)
        return 0, stop.start() if stop else len(folded)
    for match in found:
        near = max(0, match.start() - 160), match.start()
        if phrases.CALL_FOR.search(folded, *near) or phrases.PROPOSED_BY.search(folded, *near):
            return match.start(), min(len(folded), match.start() + 80)
    return None


def _stance(clause: FramedClause, match: re.Match[str], window: tuple[int, int]) -> KindStance | None:
    start, end = window
    exception = phrases.EXCEPT.search(clause.folded)
    excepted = exception is not None and match.start() >= exception.end() and match.start() - exception.end() < 120
    if exception is not None and excepted and not clause.refuses and _defines(clause.folded, exception):
        return "other_than"
    if clause.refuses:
        if excepted and exception is not None and not phrases.REFUSES.search(exception.group()):
            return "lead" if opens_itself(clause.folded) else None
        return "partner" if phrases.DIRECTLY.search(clause.folded) else "refused"
    if excepted:
        return "refused"
    if (
        match.start() < start
        or match.start() >= end
        or phrases.OBJECT.search(clause.folded, max(0, match.start() - 80), match.start())
    ):
        return None
    if clause.unfunded:
        return "partner"
    if clause.co_applicant:
        return "co_applicant"
    if clause.partner is not None and _within(match, clause.partner):
        return "partner"
    return "lead"


def _within(match: re.Match[str], span: tuple[int, int]) -> bool:
    return span[0] <= match.start() < span[1]


def _defines(folded: str, exception: re.Match[str]) -> bool:
    """Whether an exception belongs to one kind by its definition ("non-profits other than universities"), not to all
    who may apply.
    """
    heads = [
        head.lastgroup for head in phrases.KIND.finditer(folded, max(0, exception.start() - 80), exception.start())
    ]
    return exception.group() == "other than" and bool(heads) and heads[-1] not in ("any", "legal_entity")


def _read_population(rules: Rules, clause: FramedClause) -> None:
    folded = clause.folded
    low, high = population_bounds(folded)
    if low is None and high is None:
        return
    if not (clause.opens or clause.refuses or phrases.KIND.search(folded)):
        return
    if clause.refuses and not clause.opens:
        low, high = (high + 1 if high is not None else None), (low - 1 if low is not None else None)
    rules.min_population = rules.min_population if low is None else low
    rules.max_population = rules.max_population if high is None else high
    rules.population_quote = quoted(clause.original)


def _read_gates(rules: Rules, clause: FramedClause, notice: Notice) -> None:
    quote = quoted(clause.original)
    for name, pattern in (("accreditation", phrases.ACCREDITED), ("membership", phrases.MEMBERSHIP)):
        if (clause.opens or _kinds(clause)) and not clause.refuses and pattern.search(clause.folded):
            rules.gates.setdefault(name, quote)
    for name, pattern in (("invitation", phrases.INVITED), ("reference", phrases.BY_REFERENCE)):
        if pattern.search(clause.folded):
            rules.gates.setdefault(name, quote)
    for name, pattern, narrows in (
        ("previous_grantees", phrases.PREVIOUS, phrases.ONLY),
        ("national_chapter", phrases.CHAPTER, phrases.THROUGH),
    ):
        if clause.opens and not clause.refuses and pattern.search(clause.folded) and narrows.search(clause.folded):
            rules.gates.setdefault(name, quote)
    if clause.unfunded and phrases.FROM_ABROAD.search(clause.folded):
        rules.gates.setdefault("partner_only", quote)
    if clause.partner and not clause.unfunded and not clause.refuses and phrases.THIRD_COUNTRIES.search(clause.folded):
        rules.gates.setdefault("third_partners", quote)
    if clause.line in notice.field and phrases.REFERS_ON.search(clause.folded) and not _kinds(clause):
        rules.gates.setdefault("reference", quote)
    if phrases.NATIONAL.search(clause.folded) and clause.opens:
        rules.gates.setdefault("national", quote)


def _names(pattern: re.Pattern[str] | None, clause: FramedClause) -> bool:
    return pattern is not None and pattern.search(clause.folded) is not None


def _read_regions(rules: Rules, clause: FramedClause, regions: Regions) -> None:
    """Regions of the country: the home region is in it; others shut out where applicants must be of one, else leave
    it unclear.
    """
    quote = quoted(clause.original)
    if _names(regions.seat, clause) and clause.opens and not clause.refuses and phrases.OF_REGION.search(clause.folded):
        rules.countries.append(CountrySays("list", True, "country_named", quote))
    if _names(regions.own, clause):
        return
    if _names(regions.others, clause):
        if clause.opens and not clause.refuses and phrases.OF_REGION.search(clause.folded):
            rules.countries.append(CountrySays("exception", False, "other_region", quote))
        rules.gates.setdefault("other_region", quote)
    if _names(regions.reach, clause):
        rules.gates.setdefault("regional_reach", quote)


def _read_us_federal(rules: Rules, clause: FramedClause) -> None:
    found = {match.group() for match in phrases.US_ENTITIES.finditer(clause.folded)}
    if found and not phrases.FOREIGN.search(clause.folded):
        rules.us_federal = rules.us_federal or quoted(clause.original)
    if phrases.US_OTHERS.search(clause.folded):
        rules.gates.setdefault("reference", quoted(clause.original))
    foreign = phrases.FOREIGN.search(clause.folded)
    if foreign and (clause.opens or clause.refuses):
        says = CountrySays(
            "exception" if clause.refuses else "list",
            not clause.refuses,
            "us_foreign_refused" if clause.refuses else "us_foreign_named",
            quoted(clause.original),
            clause.partner is not None and not clause.refuses,
        )
        rules.countries.append(says)
