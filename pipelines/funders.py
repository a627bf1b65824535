"""One funder for all its names: other languages, acronyms, spellings.

Belongs here: finding a funder by a stated name. Does not belong: the form of `territory/actors.yaml`
(`pipelines.actor_file`), who pays a given call (its source says) and families of sources (`scrapers`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from pipelines.language.normalisation import bare

_WORD = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(r"^(?P<outside>[^\n]*?[^\s\n])\s*+[(\[](?P<inside>[^()\[\]]+)[)\]]\s*+$")
_ACRONYM_AT_END = re.compile(r"[(\[][A-Z]{2,8}[)\]]\s*$")
_ARTICLES = frozenset({"the", "el", "la", "los", "las", "le", "les", "die", "der", "das", "il"})


@dataclass(frozen=True, slots=True)
class StandingRule:
    """What a funder always rules on the territory's applicants, whatever a call repeats of it: it answers once what
    calls leave open.

    `applicants`: the kinds that it speaks of; none: of all who are seated here, so that it is a rule on countries.
    `programme`: of that one alone. `quote`: what the funder says, in Spanish; `source`: where; `checked_on`: when
    somebody last looked.
    """

    outcome: str  # eligible or ineligible
    quote: str
    source: str
    checked_on: date
    applicants: tuple[str, ...] = ()
    role: str | None = None  # lead or partner, of an eligible one
    programme: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def speaks_of(self, applicant: str, on: date) -> bool:
        """Whether it rules on a kind of applicant on a day."""
        return (
            (not self.applicants or applicant in self.applicants)
            and (self.valid_from is None or self.valid_from <= on)
            and (self.valid_to is None or on <= self.valid_to)
        )


@dataclass(frozen=True, slots=True)
class Funder:
    """The organisation that pays, with the other names and acronyms that calls use for it. What is not known of it is
    None.

    `contact_page`: of its office. `before_applying`: what an applicant needs first, in Spanish, as people read it.
    `name_es`: its name in Spanish, where it has one. `units`: how the names of its offices begin.
    """

    funder_id: str
    name: str
    kind: str | None = None
    country: str | None = None
    homepage: str | None = None
    names: tuple[str, ...] = field(default=(), compare=False)
    contact_page: str | None = None
    before_applying: str | None = None
    name_es: str | None = None
    standing_rules: tuple[StandingRule, ...] = field(default=(), compare=False, repr=False)
    units: tuple[str, ...] = field(default=(), compare=False)
    parent_id: str | None = None

    def rules_for(self, *names: str | None) -> tuple[StandingRule, ...]:
        """The standing rules that hold for a call, by its programme and title."""
        named = _key(" ".join(name for name in names if name))
        return tuple(rule for rule in self.standing_rules if rule.programme is None or _key(rule.programme) in named)


class Funders:
    """The known funders, found by their own name first, then by any other name or acronym that only one of them has."""

    def __init__(self, known: Iterable[Funder]) -> None:
        """Raises ValueError where two funders have one name."""
        entries = list(known)
        self._of: dict[str, Funder] = {}
        for funder in entries:
            for name in {_key(funder.name), _key(funder.funder_id.replace("_", " "))}:
                if self._of.setdefault(name, funder).funder_id != funder.funder_id:
                    raise ValueError(
                        f'"{name}" is the name of {self._of[name].funder_id} and {funder.funder_id}; rename one'
                    )
        claims: defaultdict[str, dict[str, Funder]] = defaultdict(dict)
        for funder in entries:
            for name in funder.names:
                claims[_key(name)][funder.funder_id] = funder
        for key, claimed in claims.items():
            if key and len(claimed) == 1:
                self._of.setdefault(key, *claimed.values())
        self._above = {_key(unit): funder for funder in entries for unit in funder.units}

    def knows(self, funder: Funder) -> bool:
        """Whether a funder is one of those with an entry, and not made of a stated name."""
        return self._of.get(_key(funder.name)) is funder

    def resolve(self, name: str | None) -> Funder | None:
        """The funder of a stated name; an unknown one gets an id made of its name, and is known by whose office it is
        where a unit says so. No name, no funder.
        """
        words = " ".join((name or "").split())
        if not words:
            return None
        for form in _forms(words):
            if found := self._of.get(_key(form)):
                return found
        own = _forms(words)[1] if _ACRONYM_AT_END.search(words) and len(_forms(words)) > 1 else words
        key = _key(own)
        named = Funder(key.replace(" ", "_") or "unnamed", own)
        above = next((f for unit, f in self._above.items() if key.startswith(f"{unit} ")), None)
        return replace(named, kind=above.kind, country=above.country, parent_id=above.funder_id) if above else named


def _forms(name: str) -> list[str]:
    """The name as stated, then without and within a bracket at its end: "Fondo Azul (FA)"; a bracket alone may name
    a parent.
    """
    match = _BRACKETED.match(name)
    return [name, match["outside"], match["inside"]] if match else [name]


def _key(name: str) -> str:
    words = _WORD.findall(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", bare(name)).replace("'", ""))
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)
