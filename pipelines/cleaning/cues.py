"""Long lists of cue words, found fast.

Belongs here: compiling alternatives for folded text. Does not belong: any word with a meaning. Python's `re` tries the
alternatives of a list one by one at each place; here they are tried at the start of words only and sorted into a tree
by their first letters (`cues`, for the words around a place). A whole text is read but once for all lists: `Words`
keeps for each `WordList` the places where a word begins with three letters of its own, and it is tried there only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

_DEPTH = 4
_QUANTIFIERS = "?*+{"
_HEAD = 3
_WORD = re.compile(r"[a-z]+|[0-9]+")


class Words:
    """Where in one folded text the lists' first letters begin a word or a number."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        places: dict[str, list[int]] = {}
        for at in map(re.Match.start, _WORD.finditer(folded)):
            head = folded[at : at + _HEAD]
            if head in places:
                places[head].append(at)
            elif head in _LISTS:
                places[head] = [at]
        self.places: dict[WordList, list[int]] = {}
        for head, starts in places.items():
            for wordlist in _LISTS[head]:
                if wordlist in self.places:
                    self.places[wordlist] += starts
                else:
                    self.places[wordlist] = starts[:]


class WordList:
    """Alternatives that begin with three sure letters or digits, to be found in whole texts; made once, with its
    module.
    """

    def __init__(self, words: str) -> None:
        self.pattern = cues(words)
        heads = {head for alternative in _split(words) for head in _heads(alternative, _HEAD)}
        if not all(len(head) == _HEAD and head[0].isalnum() for head in heads):
            raise ValueError(f"an alternative does not begin with three sure letters: {words}")
        for head in heads:
            _LISTS[head].append(self)

    def find(self, words: Words) -> Iterator[re.Match[str]]:
        """What `finditer` of the pattern finds in the text, in order of place."""
        end = 0
        for at in sorted(words.places.get(self, ())):
            if at >= end and (match := self.pattern.match(words.folded, at)):
                end = match.end()
                yield match

    def first(self, words: Words) -> re.Match[str] | None:
        """The first that is found."""
        return next(self.find(words), None)


_LISTS: defaultdict[str, list[WordList]] = defaultdict(list)  # by the letters with which their alternatives begin


def _heads(form: str, most: int) -> set[str]:
    """The letters, at most so many, with which what the form matches can begin; fewer where a class of letters
    follows.
    """
    if not form or not most:
        return {""}
    parts = _split(form)
    if len(parts) > 1:
        return {head for part in parts for head in _heads(part, most)}
    if form.startswith("\\b"):
        return _heads(form[2:], most)
    if form[0] == "(":
        end = _closing(form)
        inner, rest = form[:end].removeprefix("(").removeprefix("?:"), form[end + 1 :]
        if form[1:3] in ("?=", "?!", "?<"):
            return _heads(rest, most)
        variants = [part + rest.removeprefix("?") for part in _split(inner)] + ([rest[1:]] if rest[:1] == "?" else [])
        return {""} if rest[:1] in tuple("*+{") else {head for variant in variants for head in _heads(variant, most)}
    if form[0] == "\\" and not form[1].isalnum():
        letters, rest = form[1], form[2:]
    elif form[0] == "[":
        end = form.index("]", 2)
        letters, rest = form[1:end], form[end + 1 :]
        if not letters.isalpha():
            return {""}
    elif form[0] in "\\.^$":
        return {""}
    else:
        letters, rest = form[0], form[1:]
    if rest[:1] in tuple("*+{"):
        return {""}
    heads = {letter + head for letter in letters for head in _heads(rest.removeprefix("?"), most - 1)}
    return heads | _heads(rest[1:], most) if rest[:1] == "?" else heads


def cues(words: str) -> re.Pattern[str]:
    """A pattern that finds the alternatives in folded text, each at the start of a word."""
    plain = [form for alternative in _split(words) for form in _expanded(alternative)]
    return re.compile(rf"(?<![a-z])(?:{_tree(plain, _DEPTH)})")


def _tree(forms: list[str], depth: int) -> str:
    """The forms under their first letters; those without a plain first letter follow as they are."""
    letters: dict[str, list[str]] = {}
    others: list[str] = []
    for form in forms:
        if depth and form[:1].isalpha() and form[1:2] not in tuple(_QUANTIFIERS):
            letters.setdefault(form[0], []).append(form[1:])
        else:
            others.append(form)
    branches = [
        letter + (rests[0] if len(rests) == 1 else f"(?:{_tree(list(dict.fromkeys(rests)), depth - 1)})")
        for letter, rests in letters.items()
    ]
    return "|".join([*branches, *others])


def _expanded(alternative: str) -> list[str]:
    """The alternative without a group or word bound at its start: "(?:a|b)c" is "ac" and "bc", "(?:a)?c" is "ac" and
    "c".
    """
    if alternative.startswith("\\b"):
        return _expanded(alternative[2:])
    if not alternative.startswith("(?:"):
        return [alternative]
    end = _closing(alternative)
    inner, rest = alternative[3:end], alternative[end + 1 :]
    optional = rest[:1] == "?"
    if rest[:1] in tuple("*+{") or rest[:2] in ("??", "?+"):
        return [alternative]
    rest = rest[1:] if optional else rest
    forms = [form for part in _split(inner) for form in _expanded(part + rest)]
    return forms + (_expanded(rest) if optional else [])


def _split(words: str) -> list[str]:
    """The alternatives at the top level."""
    parts, depth, start, at = [], 0, 0, 0
    while at < len(words):
        char = words[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = words.index("]", at + 2)
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            parts.append(words[start:at])
            start = at + 1
        at += 1
    return [*parts, words[start:]]


def _closing(words: str) -> int:
    """The place of the parenthesis that closes the one at the start."""
    depth, at = 0, 0
    while True:
        char = words[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = words.index("]", at + 2)
        elif char in "()":
            depth += 1 if char == "(" else -1
            if depth == 0:
                return at
        at += 1
