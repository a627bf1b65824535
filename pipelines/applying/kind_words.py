"""Kinds of applicants as a text names them: nouns by themselves, heads with their qualifiers, coordination taken apart.

Belongs here: finding the noun phrases and saying which kinds each may hold. Does not belong: who of them may apply
(`statements`), and the words, which are data (`lexicon/applicants/<language>.yaml`); their forms are made
(`inflection`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ahocorasick
import yaml

from pipelines.applying.inflection import adjective_forms, forms

FOLDER = Path(__file__).resolve().parent.parent / "lexicon" / "applicants"
KINDS = frozenset(  # all that a noun phrase may mean
    [
        "municipality",
        "local_association",
        "local_government",
        "regional_government",
        "local_and_regional",
        "national_government",
        "public_body",
        "university",
        "research",
        "ngo",
        "cooperative",
        "school",
        "hospital",
        "sme",
        "company",
        "individual",
        "international_org",
        "legal_entity",
        "any",
        "other",
        "government",
        "body",
        "private_body",
    ]
)
_TOKEN = re.compile(r"[^\W_]+(?:[-'&/][^\W_]+)*|[,;:.()|\n]")
_REACH = 9  # how many words behind a head its qualifiers may stand

# What a head is with a qualifier. A "body" without any is a body of any or no kind; a "government" of some level.
_GOVERNMENT = {
    "local": "local_government", "municipal": "municipality", "regional": "regional_government", "subnational": "local_and_regional",
    "national": "national_government", "public": "public_body", "international": "international_org", "academic": "university",
}  # fmt: skip
_BODY = {
    "municipal": "municipality", "public": "public_body", "nonprofit": "ngo", "academic": "university", "research": "research",
    "private": "private_body", "profit": "company", "international": "international_org", "subnational": "local_and_regional",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """One noun phrase for an applicant: where it stands, the kinds that it may mean, and whether a word narrows it
    ("port cities").
    """

    start: int
    end: int
    kinds: tuple[str, ...]
    qualifiers: frozenset[str] = frozenset()
    head: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether only some of the kind are meant."""
        return "narrowed" in self.qualifiers


@dataclass(frozen=True, slots=True)
class _Entry:
    form: str
    kind: str  # of a noun; of a head or qualifier its class
    part: str  # noun, head or qualifier
    left_open: bool
    before: bool = False  # the language puts qualifiers before the head


@cache
def _lexicon() -> tuple[ahocorasick.Automaton, frozenset[str], frozenset[str]]:
    entries: dict[str, list[_Entry]] = {}
    conjunctions: set[str] = {","}
    fillers: set[str] = set()
    for path in sorted(FOLDER.glob("*.yaml")):
        words = yaml.safe_load(path.read_text(encoding="utf-8"))
        language = words["inflection"]
        before = language in ("en", "de")
        for part, listed in (("noun", words["nouns"]), ("head", words["heads"])):
            for kind, items in listed.items():
                for item in items:
                    for form in forms(item, language):
                        _add(entries, _Entry(form, kind, part, item.startswith("*"), before))
        for name, items in words["qualifiers"].items():
            for item in items:
                for form in adjective_forms(item, language):
                    _add(entries, _Entry(form, name, "qualifier", False, before))
        conjunctions |= {str(word) for word in words["conjunctions"]}
        fillers |= {str(word) for word in words["fillers"]}
    automaton = ahocorasick.Automaton()
    for form, listed_entries in entries.items():
        automaton.add_word(form, tuple(listed_entries))
    automaton.make_automaton()
    return automaton, frozenset(conjunctions), frozenset(fillers)


def _add(entries: dict[str, list[_Entry]], entry: _Entry) -> None:
    known = entries.setdefault(entry.form, [])
    if not any(other.part == entry.part and other.kind == entry.kind for other in known):
        known.append(entry)


@dataclass(slots=True)
class _Hit:
    start: int
    end: int
    nouns: list[_Entry]
    heads: list[_Entry]
    qualifiers: list[_Entry]


def find_kinds(folded: str) -> list[Named]:
    """The applicants that a folded text names, in its order."""
    hits = _hits(folded)
    if not hits:
        return []
    _, conjunctions, fillers = _lexicon()
    found: list[Named] = []
    for at, hit in enumerate(hits):
        if not (hit.nouns or hit.heads):
            continue
        before = any(entry.before for entry in (*hit.nouns, *hit.heads))
        names = _qualifiers(folded, hits, at, conjunctions, fillers, before)
        found.append(_named(hit, names))
    return found


def _hits(folded: str) -> list[_Hit]:
    """The words of the lexicon that a text has: the longest where some overlap."""
    automaton = _lexicon()[0]
    spans: list[tuple[int, int, list[_Entry]]] = []
    length = len(folded)
    for last, entries in automaton.iter(folded):
        end = last + 1
        after = folded[end + 1 : end + 2]
        if end < length and (folded[end].isalnum() or (folded[end] == "'" and after.isalpha() and after != "s")):
            continue
        start = end - len(entries[0].form)
        inside = start > 0 and folded[start - 1].isalnum()
        kept = [entry for entry in entries if not inside or entry.left_open]
        if kept:
            while inside and start and folded[start - 1].isalpha():
                start -= 1
            spans.append((start, end, kept))
    spans.sort(key=lambda span: (span[0], -span[1]))
    hits: list[_Hit] = []
    reach = 0
    for start, end, entries in spans:
        if start < reach:
            continue
        hits.append(
            _Hit(
                start,
                end,
                [e for e in entries if e.part == "noun"],
                [e for e in entries if e.part == "head"],
                [e for e in entries if e.part == "qualifier"],
            )
        )
        reach = end
    return hits


def _qualifiers(
    folded: str, hits: list[_Hit], at: int, conjunctions: frozenset[str], fillers: frozenset[str], before: bool
) -> set[str]:
    """The classes of the qualifiers that belong to a head: in a row with it, joined by conjunctions, commas and
    fillers.
    """
    names: set[str] = set()
    for step in (-1, 1):
        edge = hits[at].start if step < 0 else hits[at].end
        number, seen = at + step, 0
        while 0 <= number < len(hits) and seen < 5:
            other = hits[number]
            between = folded[other.end : edge] if step < 0 else folded[edge : other.start]
            words = [token.group() for token in _TOKEN.finditer(between)]
            plain = all(word in conjunctions or word in fillers for word in words)
            loose = (
                not plain
                and step > 0
                and not before
                and len(words) <= 2
                and not any(word in ".;:\n|()" for word in words)
            )
            if not plain and not loose:
                break
            if not other.qualifiers or (other.nouns and (step > 0) == before):
                break
            if step < 0 and not before and words:
                break
            if step > 0 and before and any(word in conjunctions for word in words):
                break
            if step > 0 and before and other.start - hits[at].end > 3:
                break
            names |= {entry.kind for entry in other.qualifiers if entry.before == before} or {
                entry.kind for entry in other.qualifiers
            }
            edge = other.start if step < 0 else other.end
            number, seen = number + step, seen + 1
    return names


def _named(hit: _Hit, names: set[str]) -> Named:
    if "subnational" in names:
        names = names - {"narrowed"}
    if hit.nouns:
        kinds = _noun({entry.kind: None for entry in hit.nouns}, names)
    elif any(entry.kind == "government" for entry in hit.heads):
        kinds = [_GOVERNMENT[name] for name in sorted(names) if name in _GOVERNMENT]
        kinds += ["ngo"] if "nonprofit" in names else []
        kinds = kinds or ["body" if any(entry.kind == "body" for entry in hit.heads) else "government"]
    else:
        kinds = _body(names)
        if kinds == ["body"] and hit.heads[0].form.startswith(_PERSONS):
            kinds = ["individual"]
    return Named(hit.start, hit.end, tuple(kinds), frozenset(names), "" if hit.nouns else "head")


def _noun(kinds: dict[str, None], names: set[str]) -> list[str]:
    """The kinds of a noun that names one by itself, with what its qualifiers add or take."""
    if "legal_entity" in kinds:
        return _body(names) if names & {"private", "public", "nonprofit", "profit"} else ["legal_entity"]
    if "company" in kinds and "public" in names and "private" not in names:
        return ["public_body"]
    if "public_body" in kinds and "nonprofit" in names:
        return ["public_body", "ngo"]
    if "public_body" in kinds and "private" in names:
        return ["legal_entity"]
    if kinds.keys() <= _PUBLIC:
        added = [_GOVERNMENT[name] for name in sorted(names) if name in _LEVELS]
        if "public_body" in kinds and added:
            return list(dict.fromkeys(added))
        return list(dict.fromkeys([*kinds, *added]))
    return list(kinds)


_PERSONS = ("persona", "person", "pessoa", "personne")
_LEVELS = frozenset({"local", "municipal", "regional", "subnational", "national"})
_PUBLIC = frozenset(
    {"local_government", "regional_government", "local_and_regional", "national_government", "public_body"}
)


def _body(names: set[str]) -> list[str]:
    if "public" in names and ("private" in names or "profit" in names) and "nonprofit" not in names:
        return ["legal_entity"]
    if "nonprofit" in names and "profit" in names:
        return ["legal_entity"] if "public" in names else ["ngo", "company"]
    if "private" in names and "nonprofit" in names:
        return ["public_body", "ngo"] if "public" in names else ["ngo"]
    kinds = [_BODY[name] for name in sorted(names) if name in _BODY]
    return kinds or ["body"]
