"""What a clause rules about countries: which it lets in, which it keeps out, and which it leaves unsaid.

Belongs here: places as said of applicants. Does not belong: the names of places and groups (`places`), kinds of
applicant (`text_rules`), and which statement beats which (`assessment`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from pipelines.country_groups import Groups, Mention
from pipelines.matching.eligibility import phrases
from pipelines.matching.eligibility.framed_clauses import FramedClause
from pipelines.matching.eligibility.rule_statements import CountrySays, Rules, quoted


def read_countries(  # noqa: C901 - the order of a clause's rules is its meaning
    rules: Rules, clause: FramedClause, groups: Groups, country: str, on: date
) -> None:
    """Add to the rules what one clause says of countries, for one country on a day."""
    folded, quote = clause.folded, quoted(clause.original)
    mentions = _with_open(folded, groups.mentions(folded, clause.original))
    outside = _outside(folded, mentions)
    exception = phrases.EXCEPT.search(folded)
    if exception and clause.refuses and phrases.REFUSES.search(exception.group()):
        exception = None  # "excluded are" refuses: it takes nothing out of a refusal
    excepted = [
        mention
        for mention in mentions
        if exception and mention.start >= exception.end() and mention.start - exception.end() < 160
    ]
    plain = [mention for mention in mentions if mention not in excepted]
    seat = phrases.SEAT.search(folded)
    scheme = _scheme_for(folded, mentions)
    projects = scheme and not clause.opens
    framed = clause.opens or clause.refuses or seat is not None or scheme
    framed = framed or any(
        phrases.PROPOSED_BY.search(folded, max(0, mention.start - 60), mention.start) for mention in mentions
    )
    worldwide = _worldwide(clause)
    if not (framed or worldwide):
        framed = any(
            _counts(folded, mention) for mention in plain if mention.code == country and mention.kind == "demonym"
        )
        if not framed:
            return

    def inside(mention: Mention) -> bool:
        return (
            mention.code == country
            if mention.kind in ("country", "demonym")
            else groups.holds(mention.code, country, on)
        )

    if (clause.unfunded and not clause.partner) or (not clause.opens and phrases.PAST.search(folded)):
        return
    worked = [
        mention
        for mention in mentions
        if mention.kind == "group" and phrases.PLACE_OF_WORK.search(folded, 0, mention.start)
    ]
    if clause.opens and worked and not any(inside(mention) for mention in mentions if mention.kind != "open"):
        rules.gates.setdefault("place_of_work", quote)
    if clause.refuses:
        for mention in plain:
            if mention.kind == "open":
                continue
            if inside(mention) != (mention in outside) and _counts(folded, mention):
                rules.countries.append(CountrySays("exception", False, "country_refused", quote))
        for mention in excepted:
            if inside(mention):
                rules.countries.append(CountrySays("exception", True, "country_exception", quote))
        return
    if any(inside(mention) for mention in excepted if mention.kind != "open"):
        rules.countries.append(CountrySays("exception", False, "country_excepted", quote))
    if any(inside(mention) for mention in outside if mention.kind != "open"):
        rules.countries.append(CountrySays("exception", False, "country_excepted", quote))
    plain = [mention for mention in plain if mention not in outside]
    unsaid = [mention for mention in plain if mention.kind == "open" and _placed(clause, mention)]
    counted = [mention for mention in plain if scheme or (_counts(folded, mention) and _placed(clause, mention))]
    partners = [
        mention for mention in counted if clause.partner and clause.partner[0] <= mention.start < clause.partner[1]
    ]
    leads = [mention for mention in counted if mention not in partners]
    for said, partner in ((leads, clause.co_applicant), (partners, True)):
        says = _positive(folded, quote, said, inside, seat is not None, partner)
        if says and phrases.ALTHOUGH.search(folded) and says.inside and says.rule == "country_named":
            says = CountrySays("exception", True, "scheme_exception", quote, partner)
        if says and not says.inside and unsaid and _beside(folded, unsaid, plain):
            says = None  # a country that is not named may be among the others
        if says and says.inside and (clause.unfunded if partner else projects):
            continue  # partners without funds, or a place of work alone, let nobody in
        if says:
            rules.countries.append(replace(says, funded=clause.co_applicant))
    if worldwide and not unsaid and not counted:
        rules.countries.append(CountrySays("worldwide", True, "worldwide", quote, clause.partner is not None))
    if unsaid:
        rules.open_countries = rules.open_countries or quote


def implied_country(clause: FramedClause, groups: Groups, country: str, on: date) -> CountrySays | None:
    """What the places that a clause names mean where it has no words on applying; None where it names none of
    applicants.
    """
    folded = clause.folded
    if phrases.EXCEPT.search(folded) or clause.unfunded:
        return None
    mentions = _with_open(folded, groups.mentions(folded, clause.original))
    unsaid = [mention for mention in mentions if mention.kind == "open"]
    if unsaid and _beside(folded, unsaid, mentions):
        return None
    counted = [
        mention
        for mention in mentions
        if _counts(folded, mention)
        and _placed(clause, mention)
        and not (clause.partner and clause.partner[0] <= mention.start < clause.partner[1])
    ]

    def inside(mention: Mention) -> bool:
        return (
            mention.code == country
            if mention.kind in ("country", "demonym")
            else groups.holds(mention.code, country, on)
        )

    return _positive(folded, quoted(clause.original), counted, inside, True, False)


def _scheme_for(folded: str, mentions: list[Mention]) -> bool:
    """Whether a scheme says which groups of countries it is for."""
    first = next((mention for mention in mentions if mention.kind == "group"), None)
    return first is not None and phrases.SCHEME_FOR.search(folded, 0, first.start) is not None


def _with_open(folded: str, mentions: list[Mention]) -> list[Mention]:
    """The places of a text with its words for countries that it does not name, such as "a country that has signed
    the treaty".
    """
    found = [Mention(match.start(), match.end(), "open", "?") for match in phrases.OPEN_COUNTRIES.finditer(folded)]
    new = [
        mention
        for mention in found
        if not any(mention.start < other.end and other.start < mention.end for other in mentions)
    ]
    return sorted([*mentions, *new], key=lambda mention: mention.start)


def _outside(folded: str, mentions: list[Mention]) -> list[Mention]:
    """The places that a text goes beyond: "outside the EU and associated countries" is outside both."""
    found: list[Mention] = []
    for before, mention in zip([None, *mentions], mentions, strict=False):
        chained = before is not None and before in found and phrases.CHAIN.fullmatch(folded, before.end, mention.start)
        if chained or phrases.NON.search(folded, 0, mention.start):
            found.append(mention)
    return found


def _beside(folded: str, unsaid: list[Mention], mentions: list[Mention]) -> bool:
    """Whether countries that are not named stand beside named places as one more ("the EU or partner countries")."""
    named = [mention for mention in mentions if mention.kind != "open"]
    for one in unsaid:
        if not named or phrases.MEMBERS.search(folded[one.start : one.end]):
            continue
        between = min((folded[min(one.end, other.end) : max(one.start, other.start)] for other in named), key=len)
        if phrases.AND_OR.search(between):
            return True
    return False


def _worldwide(clause: FramedClause) -> bool:
    """Whether applicants may come from anywhere; projects anywhere, and "not all countries", are something else."""
    found = phrases.WORLDWIDE.search(clause.folded)
    if (
        not found
        or phrases.NOT_ALL.search(clause.folded, 0, found.start())
        or phrases.PLACE_OF_WORK.search(clause.folded, 0, found.start())
    ):
        return False
    kinds = phrases.KIND.finditer(clause.folded)
    return clause.opens or any(
        phrases.PROPOSED_BY.search(clause.folded, max(0, kind.start() - 160), kind.start()) for kind in kinds
    )


def _placed(clause: FramedClause, mention: Mention) -> bool:
    """Whether a place is said of applicants: not of those they work with, nor of where work is done, nor in a remark
    after a list.
    """
    if mention.kind == "demonym" and (not clause.opens or _beside_kind(clause.folded, mention)):
        return True
    if clause.carried and phrases.FINITE.search(clause.folded):
        return False
    first = max(0, mention.start - 80)
    if clause.partner and clause.partner[0] <= mention.start < clause.partner[1]:
        first = max(first, clause.partner[0])  # a project with partners of a place is not done there for that
    before = (first, mention.start)
    return not phrases.OBJECT.search(clause.folded, *before) and not phrases.PLACE_OF_WORK.search(
        clause.folded, *before
    )


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
        any(holds(mention) for mention in [*clubs, *regions])
        and _alternative(folded, outside_status[0], [*clubs, *regions])
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
    if (
        len(codes) >= 2
        or (codes and seat and _tight(folded, named))
        or any(_beside_kind(folded, mention) for mention in named)
    ):
        return CountrySays("list", False, "country_list", quote, partner)
    adjective = any(
        _beside_kind(folded, mention) or phrases.KIND.search(folded, mention.start, mention.end) for mention in regions
    )
    if regions and (seat or len(regions) > 1 or adjective or _tight(folded, regions)):
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
        any(
            match.end() <= mention.start and mention.start - match.end() <= 30
            for match in phrases.SEAT.finditer(folded)
        )
        for mention in mentions
    )


def _counts(folded: str, mention: Mention) -> bool:
    """A demonym counts beside a kind of applicant only: "in Spanish" is no country; "Embassy of X" and "Government
    of X" are funders.
    """
    if mention.kind == "demonym":
        if phrases.ABROAD.search(folded[mention.end : mention.end + 60]):
            return False
        return _beside_kind(folded, mention) or bool(phrases.NON.search(folded, 0, mention.start))
    before = folded[max(0, mention.start - 32) : mention.start]
    return not re.search(
        r"\b(?:embassy|embajada|ambassade|embaixada|botschaft|government|gobierno|gouvernement|governo|ministry|"
        r"ministerio|funded by|financiad\w+ por)\s*(?:of|de|du|da|do|von|the|la|el|\s)*$|"
        r"\b(?:projects? in|proyectos en|work in)\s*(?:the|la|el|\s)*$",
        before,
    )


def _beside_kind(folded: str, mention: Mention) -> bool:
    for words in (phrases.KIND, phrases.BODY):
        after = words.search(folded, mention.end, min(len(folded), mention.end + 45))
        if after and len(folded[mention.end : after.start()].split()) <= 2:
            return True
        before = list(words.finditer(folded, max(0, mention.start - 60), mention.start))
        if before and len(folded[before[-1].end() : mention.start].split()) <= 2:
            return True
    return False
