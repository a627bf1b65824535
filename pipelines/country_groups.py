"""Countries and groups of countries: their names in calls, and who belonged to what on a day.

Belongs here: names of countries in five languages, the phrases of `group_names.yaml`, the dated table
`country_groups.csv`. Does not belong: what a mention means for an applicant (`matching.eligibility.text_rules`).
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self

import ahocorasick
from babel import Locale

from pipelines.edited_files import TerritoryError, day, in_order, known_fields, read_rows, read_yaml
from pipelines.language.country_names import DEMONYMS, MORE_NAMES
from pipelines.language.normalisation import bare_word
from pipelines.language.words import LANGUAGES

TERRITORY = Path(__file__).resolve().parents[1] / "territory"
COLUMNS = ["group", "member", "valid_from", "valid_to", "source", "verified"]
_MEMBER = re.compile("[A-Z]{2}")
UNIONS = {
    "low_and_middle_income": (
        "world_bank_low_income",
        "world_bank_lower_middle_income",
        "world_bank_upper_middle_income",
    )
}

# How the members of a club are told by its name ({}): every form is a phrase for the group.
_MEMBERS = {
    "en": [
        "{} countries",
        "{} country",
        "{} members",
        "{} member",
        "{} member countries",
        "{} member country",
        "{} member states",
        "{} member state",
        "{} states",
        "{} shareholder countries",
        "countries of {of}",
        "members of {of}",
        "member of {of}",
        "member countries of {of}",
        "member country of {of}",
        "member states of {of}",
        "member state of {of}",
        "shareholder countries of {of}",
    ],
    "es": [
        "países {}",
        "países {of}",
        "país {of}",
        "países miembros {of}",
        "país miembro {of}",
        "países miembros plenos {of}",
        "miembros plenos {of}",
        "Estados miembros plenos {of}",
        "países socios {of}",
        "países accionistas {of}",
        "país accionista {of}",
        "Estados miembros {of}",
        "Estado miembro {of}",
        "Estados parte {of}",
        "Estados partes {of}",
        "miembros {of}",
        "países integrantes {of}",
    ],
    "fr": [
        "pays {}",
        "pays {of}",
        "pays membres {of}",
        "pays membre {of}",
        "pays actionnaires {of}",
        "États membres {of}",
        "État membre {of}",
        "États parties {of}",
        "membres {of}",
    ],
    "pt": [
        "países {}",
        "países {of}",
        "país {of}",
        "países membros {of}",
        "países-membros {of}",
        "país membro {of}",
        "países acionistas {of}",
        "Estados-membros {of}",
        "Estados membros {of}",
        "Estado-membro {of}",
        "Estados partes {of}",
        "membros {of}",
    ],
    "de": [
        "{}-Land",
        "{}-Länder",
        "{}-Ländern",
        "{}-Staat",
        "{}-Staaten",
        "{}-Mitgliedstaat",
        "{}-Mitgliedstaaten",
        "{}-Mitgliedsstaaten",
        "{}-Mitgliedsland",
        "{}-Mitgliedsländer",
        "{}-Mitgliedsländern",
        "{}-Mitglieder",
        "Länder {of}",
        "Ländern {of}",
        "Staaten {of}",
        "Mitgliedstaat {of}",
        "Mitgliedstaaten {of}",
        "Mitgliedsstaaten {of}",
        "Mitgliedsland {of}",
        "Mitgliedsländer {of}",
        "Mitgliedsländern {of}",
        "Mitglieder {of}",
    ],
}
_OF = {
    "en": ["the {}", "{}"],
    "es": ["de {}", "de la {}", "del {}", "de las {}", "de los {}"],
    "fr": ["de {}", "de l'{}", "de la {}", "du {}", "des {}"],
    "pt": ["de {}", "da {}", "do {}", "dos {}"],
    "de": ["der {}", "des {}", "von {}"],
}

GroupKind = Literal["status", "club", "region"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in folded text. `kind`: country, demonym, group or open (countries that are not said)."""

    start: int
    end: int
    kind: Literal["country", "demonym", "group", "open"]
    code: str
    group_kind: GroupKind | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    kind: Literal["country", "demonym", "group", "open"]
    code: str
    group_kind: GroupKind | None
    acronym: str | None
    length: int


class Groups:
    """Which countries belonged to a group on a day, and by what phrases calls name it."""

    def __init__(
        self,
        members: dict[str, list[tuple[str, date, date]]],
        names: dict[str, _Name],
        clubs: dict[str, _Name] | None = None,
    ) -> None:
        self.members = members
        self._automaton = _automaton(names)
        self._clubs = _automaton(clubs or {})

    @classmethod
    def load(cls, folder: Path = TERRITORY) -> Self:
        """Groups of a territory folder. Raises TerritoryError where its files are wrong."""
        return cls.read(folder / "group_names.yaml", folder / "country_groups.csv")

    @classmethod
    def read(cls, names: Path, memberships: Path) -> Self:
        """Groups of two files. Raises TerritoryError where they are wrong."""
        members = _read_members(memberships)
        return cls(members, *_read_names(names, set(members) | set(UNIONS)))

    def holds(self, group: str, country: str, on: date) -> bool:
        """Whether a country belonged to a group on a day."""
        return any(
            country == member and first <= on <= last
            for part in UNIONS.get(group, (group,))
            for member, first, last in self.members[part]
        )

    def mentions(self, folded: str, original: str) -> list[Mention]:
        """The places named in a text, longest names first where they overlap, in order of the text."""
        found = sorted(_found(self._automaton, folded, original), key=lambda mention: (mention.start, -mention.end))
        kept: list[Mention] = []
        for mention in found:
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
            elif kept[-1].kind == "open" and mention.kind != "open":
                kept[-1] = mention
        return kept

    def clubs(self, folded: str, original: str) -> list[Mention]:
        """The names of clubs by themselves ("Weltbank"), which may stand for their members or for the club."""
        return list(_found(self._clubs, folded, original))


def _automaton(names: dict[str, _Name]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for phrase, name in names.items():
        automaton.add_word(phrase, name)
    automaton.make_automaton()
    return automaton


def _found(automaton: ahocorasick.Automaton, folded: str, original: str) -> Iterator[Mention]:
    """The names of an automaton that a text has as whole words."""
    if not len(automaton):
        return
    for last, name in automaton.iter(folded):
        start, end = last - name.length + 1, last + 1
        if (start and folded[start - 1].isalnum()) or (end < len(folded) and folded[end].isalnum()):
            continue
        if name.acronym and name.acronym not in original:
            continue
        yield Mention(start, end, name.kind, name.code, name.group_kind)


@cache
def shipped_groups() -> Groups:
    """The groups of the territory folder that ships."""
    return Groups.load()


def _read_members(path: Path) -> dict[str, list[tuple[str, date, date]]]:
    members: dict[str, list[tuple[str, date, date]]] = defaultdict(list)
    for number, row in read_rows(path, COLUMNS):
        if not row["group"] or not _MEMBER.fullmatch(row["member"]) or row["verified"] not in ("yes", "no"):
            raise TerritoryError(
                path,
                f"line {number}",
                "needs a group, a member of two capitals such as CL, and yes or no under verified",
            )
        first, last = (day(path, f"line {number}, {field}", row[field]) for field in ("valid_from", "valid_to"))
        in_order(path, f"line {number}", first, last)
        members[row["group"]].append((row["member"], first or date.min, last or date.max))
    return dict(members)


def _read_names(path: Path, groups: set[str]) -> tuple[dict[str, _Name], dict[str, _Name]]:
    """The phrases for countries and groups, and the names of clubs by themselves."""
    names, clubs = _country_names(), dict[str, _Name]()
    document = read_yaml(path, ("groups", "open_questions"))
    for number, item in enumerate(_listed(path, "groups", document, dict), 1):
        for phrase in _phrases_of(path, number, item, groups):
            _add(names, phrase, "group", item["group"], item["kind"])
        for written in itertools.chain.from_iterable((item.get("clubs") or {}).values()):
            _add(clubs, written, "group", item["group"], item["kind"])
    for phrase in _listed(path, "open_questions", document, str):
        _add(names, phrase, "open", "?")
    return names, clubs


def _country_names() -> dict[str, _Name]:
    """Countries by their names and demonyms."""
    names: dict[str, _Name] = {}
    for language in LANGUAGES:
        for code, written in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"):
                _add(names, written, "country", code)
    for code, more in MORE_NAMES.items():
        for written in more:
            _add(names, written, "country", code)
    for code, listed in DEMONYMS.items():
        for written in listed.split():
            if written not in names:
                _add(names, written, "demonym", code)
    return names


def _phrases_of(path: Path, number: int, item: dict[str, Any], groups: set[str]) -> list[str]:
    """How one group is named, by itself and as the countries of its clubs; raises TerritoryError where the entry is
    not as it must be.
    """
    known_fields(path, f"groups, number {number}", item, ("group", "kind", "clubs", "phrases"))
    if item.get("group") not in groups:
        raise TerritoryError(
            path, f"groups, number {number}", f"names {item.get('group')!r}, which is no group of country_groups.csv"
        )
    if item.get("kind") not in ("status", "club", "region"):
        raise TerritoryError(path, f"group {item['group']}, kind", "must be status, club or region")
    clubs = item.get("clubs") or {}
    well = (
        isinstance(clubs, dict)
        and clubs.keys() <= _MEMBERS.keys()
        and all(isinstance(named, list) and all(isinstance(name, str) for name in named) for named in clubs.values())
    )
    if not well:
        raise TerritoryError(
            path, f"group {item['group']}, clubs", f"must be lists of names by language, of {', '.join(_MEMBERS)}"
        )
    return [*_listed(path, "phrases", item, str, f"group {item['group']}, "), *_told(clubs)]


def _listed(path: Path, field: str, item: dict[str, Any], kind: type, where: str = "") -> list[Any]:
    listed = item.get(field, [])
    if not isinstance(listed, list) or not all(isinstance(entry, kind) for entry in listed):
        raise TerritoryError(
            path, f"{where}{field}", f"must be a list of {'entries' if kind is dict else 'phrases, each a text'}"
        )
    return listed


def _told(clubs: dict[str, list[str]]) -> Iterator[str]:
    """Every form in which the members of a club are told by its names: {language: names}."""
    for language, listed in clubs.items():
        for name in listed:
            for form in _MEMBERS[language]:
                if "{of}" in form:
                    yield from (form.replace("{of}", of.format(name)) for of in _OF[language])
                else:
                    yield form.format(name)


def _add(
    names: dict[str, _Name],
    written: str,
    kind: Literal["country", "demonym", "group", "open"],
    code: str,
    group_kind: GroupKind | None = None,
) -> None:
    folded = bare_word(written)
    acronym = written if written.isupper() and len(written) <= 7 else None
    names[folded] = _Name(kind, code, group_kind, acronym, len(folded))
