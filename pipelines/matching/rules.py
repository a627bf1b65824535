"""What a call's text rules about countries, kinds of applicant and population, read once for all applicants.

Belongs here: statements with the words that make them. Does not belong: the verdict for one applicant (`eligibility`).
A statement needs a frame: a kind of applicant counts only where the clause opens to it or refuses it, a country only
where applicants are said to be of it. What stands outside a frame (a funder's seat, where projects are done) rules nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from pipelines.matching import phrases
from pipelines.matching.clauses import Clause, clauses_of, opens_itself
from pipelines.matching.places import Groups, Mention, shipped_groups
from pipelines.matching.population import population_bounds

QUOTE_LENGTH = 300
Level = Literal["exception", "list", "region", "worldwide"]
KindStance = Literal["lead", "partner", "co_applicant", "refused"]


@dataclass(frozen=True, slots=True)
class CountrySays:
    """One statement on a country: whether it is inside, at what level, by which rule and words."""

    level: Level
    inside: bool
    rule: str
    quote: str
    partner: bool = False  # it speaks of those who take part beside a lead,
    funded: bool = False  # and says that they are applicants too


@dataclass(frozen=True, slots=True)
class KindSays:
    """One statement on a kind of applicant."""

    kind: str
    stance: KindStance
    quote: str


@dataclass(slots=True)
class Rules:
    """All that a text rules, for one country on one day."""

    countries: list[CountrySays] = field(default_factory=list)
    kinds: list[KindSays] = field(default_factory=list)
    alliances: bool = False  # the text speaks of partners, so that a kind not named may still take part
    open_list: bool = False  # the kinds named are examples, or stand beside a word as wide as "organisations"
    open_countries: str | None = None  # words such as "partner countries" that do not say which
    gates: dict[str, str] = field(default_factory=dict)  # what else stands in the way -> quote
    min_population: int | None = None
    max_population: int | None = None
    population_quote: str = ""
    us_federal: str | None = None


def read_rules(text: str, *, on: date, country: str = "CL", groups: Groups | None = None) -> Rules:
    """What a text rules for a country on a day."""
    known = groups or shipped_groups()
    rules = Rules()
    for clause in clauses_of(text):
        mentions = known.mentions(clause.folded, clause.original)
        kinds = _kinds(clause)
        rules.alliances = rules.alliances or (clause.partner and not clause.refuses)
        _read_us_federal(rules, clause)
        _read_kinds(rules, clause, kinds)
        _read_countries(rules, clause, mentions, known, country, on)
        _read_population(rules, clause)
        _read_gates(rules, clause)
    return rules


def quoted(words: str) -> str:
    """Words short enough to be shown."""
    return words if len(words) <= QUOTE_LENGTH else words[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"


def _kinds(clause: Clause) -> list[re.Match[str]]:
    return list(phrases.KIND.finditer(clause.folded))


def _read_kinds(rules: Rules, clause: Clause, found: list[re.Match[str]]) -> None:
    windows = _windows(clause, found)
    if windows is None:
        return
    quote = quoted(clause.original)
    for match in found:
        stance = _stance(clause, match, windows)
        if stance:
            rules.kinds.append(KindSays(str(match.lastgroup), stance, quote))
    masked = phrases.KIND.sub(lambda match: " " * len(match.group()), clause.folded)
    start, end = windows
    inside = masked[start:end]
    if not clause.refuses and (phrases.BROAD.search(inside) or phrases.OPEN_LIST.search(inside)):
        rules.open_list = True


def _windows(clause: Clause, found: list[re.Match[str]]) -> tuple[int, int] | None:
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
            stop = phrases.STOP.search(folded, first) if first - stop.start() < 25 else stop
        return start, stop.start() if stop else len(folded)
    if clause.carried:
        stop = phrases.STOP.search(folded)
        return 0, stop.start() if stop else len(folded)
    for match in found:
        if phrases.CALL_FOR.search(folded, max(0, match.start() - 160), match.start()):
            return match.start(), min(len(folded), match.start() + 80)
    return None


def _stance(clause: Clause, match: re.Match[str], window: tuple[int, int]) -> KindStance | None:
    start, end = window
    exception = phrases.EXCEPT.search(clause.folded)
    excepted = exception is not None and match.start() >= exception.end() and match.start() - exception.end() < 120
    if clause.refuses:
        if excepted:
            return "lead" if opens_itself(clause.folded) else None
        return "refused"
    if excepted:
        return "refused"
    if match.start() < start or match.start() >= end or phrases.OBJECT.search(clause.folded, max(0, match.start() - 80), match.start()):
        return None
    if clause.unfunded:
        return "partner"
    if clause.co_applicant:
        return "co_applicant"
    partner = phrases.PARTNER.search(clause.folded)
    if partner and (
        partner.end() <= match.start()
        or " as partner" in clause.folded
        or "como soci" in clause.folded
        or "partner" in clause.folded[: start + 1]
    ):
        return "partner"
    return "lead"


def _read_countries(rules: Rules, clause: Clause, mentions: list[Mention], groups: Groups, country: str, on: date) -> None:
    folded, quote = clause.folded, quoted(clause.original)
    exception = phrases.EXCEPT.search(folded)
    excepted = [mention for mention in mentions if exception and mention.start >= exception.end() and mention.start - exception.end() < 160]
    plain = [mention for mention in mentions if mention not in excepted]
    seat = phrases.SEAT.search(folded)
    framed = clause.opens or clause.refuses or seat is not None
    worldwide = _worldwide(clause)
    if not (framed or worldwide):
        framed = any(_counts(folded, mention) for mention in plain if mention.code == country and mention.kind == "demonym")
        if not framed:
            return

    def inside(mention: Mention) -> bool:
        return mention.code == country if mention.kind in ("country", "demonym") else groups.holds(mention.code, country, on)

    if clause.unfunded:
        return
    if clause.refuses:
        for mention in plain:
            if mention.kind == "open":
                continue
            complement = bool(phrases.NON.search(folded, 0, mention.start))
            if inside(mention) != complement and _counts(folded, mention):
                rules.countries.append(CountrySays("exception", False, "country_refused", quote))
        for mention in excepted:
            if inside(mention):
                rules.countries.append(CountrySays("exception", True, "country_exception", quote))
        return
    if any(inside(mention) for mention in excepted if mention.kind != "open"):
        rules.countries.append(CountrySays("exception", False, "country_excepted", quote))
    plain = [mention for mention in plain if not phrases.NON.search(folded, 0, mention.start)]
    partner = clause.co_applicant or (clause.partner and not clause.carried)
    says = _positive(
        folded,
        quote,
        [mention for mention in plain if _counts(folded, mention) and _placed(clause, mention)],
        inside,
        seat is not None,
        partner,
    )
    if says and phrases.ALTHOUGH.search(folded) and says.inside and says.rule == "country_named":
        says = CountrySays("exception", True, "scheme_exception", quote, partner)
    if says:
        rules.countries.append(replace(says, funded=clause.co_applicant))
    elif worldwide and not any(mention.kind == "open" for mention in plain):
        rules.countries.append(CountrySays("worldwide", True, "worldwide", quote, partner))
    if any(mention.kind == "open" for mention in plain):
        rules.open_countries = rules.open_countries or quote


def _worldwide(clause: Clause) -> bool:
    """Whether applicants may come from anywhere; projects anywhere, and "not all countries", are something else."""
    found = phrases.WORLDWIDE.search(clause.folded)
    if (
        not found
        or phrases.NOT_ALL.search(clause.folded, 0, found.start())
        or phrases.PLACE_OF_WORK.search(clause.folded, 0, found.start())
    ):
        return False
    return clause.opens or phrases.KIND.search(clause.folded) is not None


def _placed(clause: Clause, mention: Mention) -> bool:
    """Whether a place is said of applicants: not of those they work with, nor of where work is done, nor in a remark after a list."""
    if not clause.opens and mention.kind == "demonym":
        return True
    if clause.carried and phrases.FINITE.search(clause.folded):
        return False
    before = (max(0, mention.start - 80), mention.start)
    return not phrases.OBJECT.search(clause.folded, *before) and not phrases.PLACE_OF_WORK.search(clause.folded, *before)


def _positive(
    folded: str, quote: str, mentions: list[Mention], holds: Callable[[Mention], bool], seat: bool, partner: bool
) -> CountrySays | None:
    """What the places that one clause opens to mean together."""
    named = [mention for mention in mentions if mention.kind in ("country", "demonym")]
    status = [mention for mention in mentions if mention.group_kind == "status"]
    clubs = [mention for mention in mentions if mention.group_kind == "club"]
    regions = [mention for mention in mentions if mention.group_kind == "region"]
    if any(holds(mention) for mention in named):
        return CountrySays("list", True, "country_named", quote, partner)
    outside_status = [mention for mention in status if not holds(mention)]
    if outside_status and not (
        any(holds(mention) for mention in [*clubs, *regions]) and _alternative(folded, outside_status[0], [*clubs, *regions])
    ):
        return CountrySays("list", False, f"group_{outside_status[0].code}", quote, partner)
    inside_clubs = [mention for mention in clubs if holds(mention)]
    if inside_clubs:
        return CountrySays("list", True, f"group_{inside_clubs[0].code}", quote, partner)
    inside_regions = [mention for mention in regions if holds(mention)]
    if inside_regions:
        listed = len({mention.code for mention in named}) >= 2 and not _alternative(folded, named[0], inside_regions)
        if listed and re.search(
            r"\b(?:countries are|paises son|namely|a saber|es decir|following countries|siguientes paises|suivants|"
            r"seguintes|folgende)",
            folded,
        ):
            return CountrySays("list", False, "country_list", quote, partner)
        return CountrySays("region", True, f"region_{inside_regions[0].code}", quote, partner)
    if status:
        return CountrySays("list", True, f"group_{status[0].code}", quote, partner)
    if clubs:
        return CountrySays("list", False, f"group_{clubs[0].code}", quote, partner)
    codes = {mention.code for mention in named}
    if len(codes) >= 2 or (codes and seat and _tight(folded, named)) or any(_beside_kind(folded, mention) for mention in named):
        return CountrySays("list", False, "country_list", quote, partner)
    if regions and (seat or len(regions) > 1 or _tight(folded, regions)):
        return CountrySays("region", False, f"region_{regions[0].code}", quote, partner)
    return None


def _alternative(folded: str, status: Mention, others: list[Mention]) -> bool:
    """Whether a region or club stands beside a status as an alternative ("ODA countries or Peru"), not as its place."""
    for other in others:
        between = folded[min(status.end, other.end) : max(status.start, other.start)]
        if re.search(r"\b(?:or|and also|as well as|o|u|asi como|ou|ainsi que|bem como|oder|sowie)\b", between):
            return True
    return False


def _tight(folded: str, mentions: list[Mention]) -> bool:
    """Whether a place directly follows words on where applicants are from."""
    return any(
        any(match.end() <= mention.start and mention.start - match.end() <= 30 for match in phrases.SEAT.finditer(folded))
        for mention in mentions
    )


def _counts(folded: str, mention: Mention) -> bool:
    """A demonym counts beside a kind of applicant only: "in Spanish" is no country; "Embassy of X" and "Government of X" are funders."""
    if mention.kind == "demonym":
        if phrases.ABROAD.search(folded[mention.end : mention.end + 60]):
            return False
        return _beside_kind(folded, mention) or bool(phrases.NON.search(folded, 0, mention.start))
    before = folded[max(0, mention.start - 32) : mention.start]
    return not re.search(
        r"\b(?:embassy|embajada|ambassade|embaixada|botschaft|government|gobierno|gouvernement|governo|ministry|"
        r"ministerio|funded by|financiad\w+ por|projects? in|proyectos en|work in)\s*"
        r"(?:of|de|du|da|do|von|the|la|el|in|en|\s)*$",
        before,
    )


def _beside_kind(folded: str, mention: Mention) -> bool:
    after = phrases.KIND.search(folded, mention.end, min(len(folded), mention.end + 45))
    if after and len(folded[mention.end : after.start()].split()) <= 2:
        return True
    kinds_before = list(phrases.KIND.finditer(folded, max(0, mention.start - 60), mention.start))
    return bool(kinds_before) and len(folded[kinds_before[-1].end() : mention.start].split()) <= 2


def _read_population(rules: Rules, clause: Clause) -> None:
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


def _read_gates(rules: Rules, clause: Clause) -> None:
    quote = quoted(clause.original)
    for name, pattern in (("accreditation", phrases.ACCREDITED), ("membership", phrases.MEMBERSHIP)):
        if (clause.opens or _kinds(clause)) and not clause.refuses and pattern.search(clause.folded):
            rules.gates.setdefault(name, quote)
    for name, pattern in (("invitation", phrases.INVITED), ("reference", phrases.BY_REFERENCE)):
        if pattern.search(clause.folded):
            rules.gates.setdefault(name, quote)
    if phrases.NATIONAL.search(clause.folded) and clause.opens:
        rules.gates.setdefault("national", quote)
    if phrases.CHILEAN_REGIONS.search(clause.folded) and not phrases.METROPOLITAN.search(clause.folded):
        rules.gates.setdefault("other_region", quote)


def _read_us_federal(rules: Rules, clause: Clause) -> None:
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
            clause.partner and not clause.refuses,
        )
        rules.countries.append(says)
