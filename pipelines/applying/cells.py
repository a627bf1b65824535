"""What a text's statements say of one kind of applicant of one country, as features: the same for every kind, country and language.

A kind that a text names is exactly the one asked for, a wider one that lets it in, one that may hold it, or another; a place holds the
applicant's country or does not. So what is learned of "only town halls of the Andes" serves "nur Hochschulen aus Tirol".

Belongs here: statements to the numbers and named features of one kind of applicant. Does not belong: reading statements (`statements`), the
models over these features and what they decide (`told`, `pipelines.matching.verdict`).
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipelines.applying.clause_reader import Reading
from pipelines.applying.kind_words import Named
from pipelines.applying.scope import cues_of
from pipelines.applying.statements import KIND_ROLES, PLACE_ROLES, TAGS, PlaceSays, Statement
from pipelines.cleaning.language import guess
from pipelines.matching.places import Mention
from pipelines.matching.population import population_bounds

# The kinds by which each kind of applicant is named exactly, ...
_LOCAL = frozenset({"municipality", "local_government", "local_and_regional"})
_REGIONAL = frozenset({"regional_government", "local_and_regional"})
EXACT: dict[str, frozenset[str]] = {
    "municipality": _LOCAL, "local_government": _LOCAL, "regional_government": _REGIONAL,
    "national_government": frozenset({"national_government"}), "university": frozenset({"university"}),
    "research": frozenset({"research"}), "ngo": frozenset({"ngo"}), "sme": frozenset({"sme"}), "company": frozenset({"company"}),
    "individual": frozenset({"individual"}), "international_org": frozenset({"international_org"}),
    "any": frozenset({"any", "legal_entity"}),
}  # fmt: skip
# ... by a wider word that lets it in, ...
_ALL = frozenset({"legal_entity", "any"})
_PUBLIC = frozenset({"public_body", "government"})
WIDER: dict[str, frozenset[str]] = {
    "municipality": _PUBLIC, "local_government": _PUBLIC, "regional_government": _PUBLIC, "national_government": _PUBLIC,
    "university": frozenset(), "research": frozenset(), "ngo": frozenset(), "sme": frozenset({"company"}), "company": frozenset({"sme"}),
    "individual": frozenset(), "international_org": frozenset(), "any": frozenset({"private_body", "public_body"}),
}  # fmt: skip
# ... and by one that may or may not hold it.
HOLDS_PERHAPS: dict[str, frozenset[str]] = {
    "municipality": frozenset({"local_association"}), "local_government": frozenset({"local_association"}),
    "regional_government": frozenset({"local_government", "municipality"}), "national_government": frozenset(),
    "university": frozenset({"private_body", "research", "public_body", "school"}), "research": frozenset({"university", "public_body"}),
    "ngo": frozenset({"private_body", "cooperative", "other", "local_association"}), "sme": frozenset({"private_body", "cooperative"}),
    "company": frozenset({"private_body", "cooperative"}), "individual": frozenset(),
    "international_org": frozenset(), "any": frozenset(),
}  # fmt: skip
RELATIONS = ("exact", "narrowed", "all", "wider", "perhaps", "body", "other")
GROUPS = ("country", "demonym", "status", "club", "region", "open")
LANGUAGES = ("es", "en", "fr", "pt", "de", "it")
_WORD = re.compile(r"[^\W\d_]{3,}|[€£$]")
_STEM, _MOST_WORDS, MAX_POPULATION = 6, 500, 6000
Holds = Callable[[Mention], bool]


def relation(named: Named, target: str) -> str:
    """How what a text names relates to the kind of applicant asked for."""
    kinds = set(named.kinds)
    if kinds & EXACT[target]:
        return "narrowed" if named.narrowed else "exact"
    if kinds & _ALL:
        return "all"
    if kinds & WIDER[target]:
        return "wider"
    if kinds & HOLDS_PERHAPS[target]:
        return "perhaps"
    return "body" if named.kinds == ("body",) else "other"


@dataclass(slots=True)
class View:
    """A text as one country sees it: what is the same for all kinds of applicants."""

    reading: Reading
    statements: list[Statement]
    holds: Holds
    numbers: list[float] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    marks: dict[int, str] = field(default_factory=dict)  # where a place stands -> what it is to the country


def view_of(reading: Reading, statements: Sequence[Statement], holds: Holds, *, words_too: bool = True) -> View:
    """What a text says whatever the kind of applicant: its places, its tags and, unless only kinds are asked for, its words."""
    language = guess(reading.folded) or ""
    view = View(reading, list(statements), holds)
    places: dict[tuple[str, str], float] = {}
    by_group: dict[tuple[str, str], float] = {}
    seen = {"in": 0, "out": 0, "open": 0, "world": 0, "home": 0, "abroad": 0}
    for statement in statements:
        for place in statement.places:
            side = side_of(place, holds)
            view.marks[place.mention.start] = f"<{side} {place.mention.group_kind or place.mention.kind}>"
            seen[side] = seen.get(side, 0) + 1
            if place.mention.kind in ("country", "demonym"):
                seen["home" if holds(place.mention) else "abroad"] += 1
            group = place.mention.group_kind or place.mention.kind
            for role, chance in place.chances.items():
                places[side, role] = max(places.get((side, role), 0.0), chance)
            by_group[side, group] = max(by_group.get((side, group), 0.0), place.chances["from"])
            role = max(place.chances, key=place.chances.__getitem__)
            view.names += [f"place {side} {role}", f"place {side} {group} {role}", f"place {side} {role} {place.mention.code}"]
    sides = _sides_by_tag(view.statements, holds)
    tags = {tag: [s.chances[tag] for s in statements] for tag in TAGS}
    view.numbers = [
        *(places.get((side, role), 0.0) for side in ("in", "out", "open", "world", "in except", "out except") for role in PLACE_ROLES),
        *(by_group.get((side, group), 0.0) for side in ("in", "out") for group in GROUPS),
        *sides,
        *_conditions(view, view.statements),
        *_bounds(view),
        *(float(min(6, seen[name])) for name in ("in", "out", "open", "world", "home", "abroad")),
        *(max(tags[tag], default=0.0) for tag in TAGS),
        *(sum(tags[tag]) for tag in ("may", "only", "may_not", "country_may", "condition")),
        float(len(statements)),
        float(any(s.examples and max(s.chances["may"], s.chances["only"]) > 0.3 for s in statements)),
        *(float(language == name) for name in LANGUAGES),
    ]
    view.names.append(f"language {language}")
    if words_too:
        view.names += [f"w {word}" for word in dict.fromkeys(word[:_STEM] for word in _WORD.findall(reading.folded)[:_MOST_WORDS])]
        view.names += [f"p {place.mention.code}" for statement in statements for place in statement.places]
    return view


_SIDES = ("in", "out", "open", "world", "in except", "out except")
_SIDE_TAGS = ("may", "only", "country_may", "may_not", "country_may_not", "partner", "partner_unfunded", "place_of_work", "none")


def _sides_by_tag(statements: Sequence[Statement], holds: Holds) -> list[float]:
    """How surely a clause of each tag names a place on each side of the applicant's country."""
    best: dict[tuple[str, str], float] = {}
    for statement in statements:
        for side in {side_of(place, holds) for place in statement.places}:
            for tag in _SIDE_TAGS:
                best[side, tag] = max(best.get((side, tag), 0.0), statement.chances[tag])
    return [best.get((side, tag), 0.0) for side in _SIDES for tag in _SIDE_TAGS]


CONDITIONS = ("years", "accounts", "member", "prior", "accredited", "population", "endorse", "if")
_SPAN_OF_YEARS = re.compile(
    r"\b(?:\d{1,2}|two|three|four|five|six|seven|ten|dos|tres|cuatro|cinco|seis|siete|diez|deux|trois|quatre|cinq|dix|dois|quatro|dez|"
    r"zwei|drei|vier|funf|sechs|sieben|zehn|due|tre|quattro|cinque)\s(?:\w{1,12}\s)?(?:years?|anos?|annees?|ans|jahre?n?|anni|exercices|ejercicios)\b"
)


def _conditions(view: View, statements: Sequence[Statement]) -> list[float]:
    """How surely a clause about applicants speaks of each sort of condition that nobody knows to be met beforehand."""
    best = dict.fromkeys((*CONDITIONS, "span"), 0.0)
    for statement in statements:
        chances = statement.chances
        told = 1.0 - chances["none"] - chances["place_of_work"] - chances["beneficiary"] - chances["other_role"]
        clause = statement.clause
        cues = {cue for word in view.reading.words((clause.start, clause.end)) if word[0] != "<" for cue in cues_of(word)}
        for name in CONDITIONS:
            if name in cues:
                best[name] = max(best[name], told)
        if _SPAN_OF_YEARS.search(view.reading.folded, clause.start, clause.end):
            best["span"] = max(best["span"], told)
    return list(best.values())


def _bounds(view: View) -> list[float]:
    """The numbers of inhabitants that the text asks for, as powers of ten; -1 where it asks for none."""
    low, high = population_bounds(view.reading.folded[:MAX_POPULATION])
    return [math.log10(max(1, low)) if low is not None else -1.0, math.log10(max(1, high)) if high is not None else -1.0]


def side_of(place: PlaceSays, holds: Holds) -> str:
    """On which side of a place the applicant's country stands."""
    if place.mention.kind == "open":
        return "open"
    if place.mention.code == "*":
        return "world"
    side = "in" if holds(place.mention) != place.outside else "out"
    return f"{side} except" if place.excepted else side


_KIND_TAGS = ("may", "only", "may_not", "partner", "partner_unfunded", "beneficiary", "other_role", "condition")


def cell_numbers(view: View, target: str) -> list[float]:
    """The numbers of one kind of applicant."""
    best: dict[tuple[str, str], float] = {}
    tags: dict[str, float] = dict.fromkeys(TAGS, 0.0)
    others: dict[str, float] = dict.fromkeys(TAGS, 0.0)
    by_tag: dict[tuple[str, str], float] = {}
    own: list[Statement] = []
    alone = together = 0.0
    lead: set[str] = set()
    for statement in view.statements:
        related = [(relation(says.named, target), says) for says in statement.kinds]
        for related_as, says in related:
            for role, chance in says.chances.items():
                best[related_as, role] = max(best.get((related_as, role), 0.0), chance)
            if says.chances["may"] > 0.5 and related_as == "other":
                lead.add(says.named.kinds[0])
        for related_as in {related_as for related_as, _ in related}:
            for tag in _KIND_TAGS:
                by_tag[related_as, tag] = max(by_tag.get((related_as, tag), 0.0), statement.chances[tag])
        mine = [says for related_as, says in related if related_as in ("exact", "all", "wider")]
        if mine:
            own.append(statement)
        for tag, chance in statement.chances.items():
            kept = tags if mine else others
            kept[tag] = max(kept[tag], chance)
        for says in mine:
            says_from = max((p.chances["from"] for p in statement.places if side_of(p, view.holds) in ("out", "in except")), default=0.0)
            alone = max(alone, says.chances["may"] * (1 - says_from))
            says_in = max((p.chances["from"] for p in statement.places if side_of(p, view.holds) in ("in", "world")), default=0.0)
            together = max(together, says.chances["may"] * says_in)
    return [
        *(best.get((related_as, role), -0.1) for related_as in RELATIONS for role in KIND_ROLES),
        *(by_tag.get((related_as, tag), -0.1) for related_as in RELATIONS for tag in _KIND_TAGS),
        *_conditions(view, own),
        *tags.values(),
        *others.values(),
        float(len(lead)),
        alone,
        together,
        float(list(EXACT).index(target)),
        *view.numbers,
    ]


def cell_names(view: View, target: str) -> list[str]:
    """The named features of one kind of applicant."""
    names = [f"is {target}", *view.names]
    marks = dict(view.marks)
    for statement in view.statements:
        for says in statement.kinds:
            marks[says.named.start] = f"<{relation(says.named, target)}>"
    starts, forms = view.reading.starts, view.reading.forms
    tokens = {start: at for at, start in enumerate(starts)}
    for statement in view.statements:
        clause = statement.clause
        tag = max(statement.chances, key=statement.chances.__getitem__)
        roles = [
            (relation(says.named, target), max(says.chances, key=says.chances.__getitem__)) for says in statement.kinds
        ]
        mine = any(related_as in ("exact", "narrowed", "all", "wider", "perhaps") for related_as, _ in roles)
        names += [f"t {tag}", f"t {tag} {mine}"]
        for related_as, role in roles:
            names += [f"r {related_as} {role}", f"r {related_as} {role} {tag}"]
            for place in statement.places:
                side = side_of(place, view.holds)
                names.append(f"rp {related_as} {role} {side} {max(place.chances, key=place.chances.__getitem__)}")
        first = tokens.get(clause.start)
        if first is None:
            continue
        row: list[str] = []
        for at in range(first, len(starts)):
            if starts[at] >= clause.end:
                break
            mark = marks.get(starts[at])
            if mark is not None:
                row.append(mark)
            elif forms[at][0] == "<":
                row.append(forms[at])
            else:
                row += [cue for cue in cues_of(forms[at]) if cue not in row[-2:]]
        above = [cue for span in clause.over[:1] for word in view.reading.words(span)[:14] for cue in cues_of(word)]
        zone = "m" if mine else "o"
        names += [f"{zone}1 {word}" for word in dict.fromkeys(row)]
        names += [f"{zone}2 {a} {b}" for a, b in itertools.pairwise(row)]
        names += [f"{zone}h {cue} {related_as}" for cue in dict.fromkeys(above) for related_as in {r for r, _ in roles} or {"-"}]
        for at, word in enumerate(row):
            if word[0] == "<":
                names += [f"{zone}< {before} {word}" for before in dict.fromkeys(row[max(0, at - 8) : at])]
                names += [f"{zone}> {word} {after}" for after in dict.fromkeys(row[at + 1 : at + 7])]
    return names
